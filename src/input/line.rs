//! One line of a JSON Lines file: a page, an article, or a record written by `split`.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::{
    article::Article,
    input::{
        decode::clean,
        imprint::{Imprint, date},
    },
    page::Page,
    problem::{Problem, ProblemCode},
    record::{Record, SCHEMA},
};

/// What lines of JSON are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineKind {
    /// A line with `page`, `paper` or `path` is a page, any other an article.
    #[default]
    ByKeys,
    /// Every line is a page.
    Pages,
    /// Every line is an article.
    Articles,
}

/// Something to work on.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A page, to be split.
    Page(Page),
    /// An article that came as such, to be dressed.
    Article(Box<Article>),
    /// An article as an earlier stage wrote it.
    Record(Box<Record>),
}

/// The keys a line may have; all others are ignored.
#[derive(Deserialize)]
struct Line {
    schema: Option<Value>,
    #[serde(default, deserialize_with = "label")]
    id: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default, deserialize_with = "label")]
    date: Option<String>,
    paper: Option<String>,
    path: Option<String>,
    #[serde(default, deserialize_with = "label")]
    page: Option<String>,
}

/// A string, or a number taken as one: ids, dates and page numbers come as either.
fn label<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Label {
        Text(String),
        Number(serde_json::Number),
    }
    Ok(Option::deserialize(input)?.map(|label| match label {
        Label::Text(text) => text,
        Label::Number(number) => number.to_string(),
    }))
}

/// Reads line `number` of the file `path`.
///
/// # Errors
/// A sentence that says what the line lacks.
pub(super) fn parse(json: &str, path: &str, number: u32, kind: LineKind) -> Result<Item, String> {
    if json.starts_with(r#"{"schema":"#) {
        return record(json);
    }
    let line: Line = serde_json::from_str(json).map_err(|error| syntax(&error))?;
    if line.schema.as_ref().is_some_and(Value::is_number) && kind != LineKind::Pages {
        return record(json);
    }
    let is_page = line.page.is_some() || line.paper.is_some() || line.path.is_some();
    match kind {
        LineKind::Pages => page(line, path, number),
        LineKind::ByKeys if is_page => page(line, path, number),
        LineKind::ByKeys | LineKind::Articles => article(line, path, number),
    }
}

fn page(line: Line, path: &str, number: u32) -> Result<Item, String> {
    let (text, _) = clean(line.text.ok_or("a page needs `text`")?);
    let imprint = line.path.as_deref().map(Imprint::of).unwrap_or_default();
    Ok(Item::Page(Page {
        path: line.path.unwrap_or_else(|| path.to_owned()),
        record: Some(number),
        paper: line.paper.or(imprint.paper),
        date: line.date.as_deref().and_then(date).or(imprint.date),
        number: line.page.or(imprint.page),
        text,
    }))
}

fn article(line: Line, path: &str, number: u32) -> Result<Item, String> {
    let (text, _) = clean(line.text.ok_or("an article needs `text`")?);
    let mut article = Article { id: line.id, text: with_plain_line_ends(text), ..Article::default() };
    article.head.title = line.title.map(|title| clean(title).0).filter(|title| !title.trim().is_empty());
    path.clone_into(&mut article.source.path);
    article.source.record = Some(number);
    article.source.date = line.date.as_deref().and_then(date);
    if let Some(written) = line.date.filter(|written| !written.trim().is_empty() && article.source.date.is_none()) {
        article.problems.push(problem(path, number, &written));
    }
    Ok(Item::Article(Box::new(article)))
}

fn problem(path: &str, number: u32, written: &str) -> Problem {
    let message = format!("`{written}` is no date and was left out; write 2023-12-02");
    Problem::warning(ProblemCode::BadJson, path, Some([number, number].into()), message)
}

/// A record as `split`, `annotate` or `run` wrote it. Its analysis is made anew; keys a user added are left out.
fn record(json: &str) -> Result<Item, String> {
    let record = match serde_json::from_str::<Record>(json) {
        Ok(record) => record,
        Err(strict) => known_keys(json).ok_or_else(|| syntax(&strict))?,
    };
    if record.schema != SCHEMA {
        return Err(format!("the record has schema {}, this build reads schema {SCHEMA}", record.schema));
    }
    Ok(Item::Record(Box::new(record)))
}

/// The record without the top-level keys it does not know.
fn known_keys(json: &str) -> Option<Record> {
    let Value::Object(mut object) = serde_json::from_str(json).ok()? else { return None };
    let schema = crate::record::schema();
    let known = schema.get("properties")?.as_object()?;
    object.retain(|key, _| known.contains_key(key));
    serde_json::from_value(Value::Object(object)).ok()
}

/// The message of the JSON reader without its own count of lines, which is always 1 here.
fn syntax(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rsplit_once(" at line ") {
        Some((message, _)) => format!("{message} at column {}", error.column()),
        None => message,
    }
}

fn with_plain_line_ends(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n") } else { text }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;

    fn parsed(json: &str) -> Item {
        parse(json, "in.jsonl", 7, LineKind::ByKeys).unwrap()
    }

    fn article(json: &str) -> Article {
        let Item::Article(article) = parsed(json) else { panic!("{json} is no article") };
        *article
    }

    #[test]
    fn a_line_is_a_page_by_its_keys_or_by_order() {
        for json in [r#"{"text":"文","page":1}"#, r#"{"paper":"东湖日报","text":"文"}"#, r#"{"path":"x.txt","text":"文"}"#]
        {
            assert!(matches!(parsed(json), Item::Page(_)), "{json}");
        }
        assert!(matches!(parsed(r#"{"id":"a","text":"文","date":"2023-12-02"}"#), Item::Article(_)));
        assert!(matches!(parse(r#"{"text":"文"}"#, "in", 1, LineKind::Pages), Ok(Item::Page(_))));
        assert!(matches!(parse(r#"{"text":"文","page":1}"#, "in", 1, LineKind::Articles), Ok(Item::Article(_))));
    }

    #[test]
    fn keys_of_a_page_are_stronger_than_its_path() {
        let json = r#"{"path":"东湖日报/2023-12-02/A01.txt","page":3,"text":"文","more":{"x":[1]}}"#;
        let Item::Page(page) = parsed(json) else { panic!() };
        assert_eq!((page.paper.as_deref(), page.number.as_deref(), page.record), (Some("东湖日报"), Some("3"), Some(7)));
        assert_eq!(page.date, Date::new(2023, 12, 2).ok());
    }

    #[test]
    fn an_article_keeps_its_id_and_tells_of_a_strange_date() {
        let one = article(r#"{"id":17,"title":null,"date":20220924,"text":"一\r\n二\u0001"}"#);
        assert_eq!((one.id.as_deref(), one.text.as_str(), one.source.date), (Some("17"), "一\n二", Date::new(2022, 9, 24).ok()));
        assert_eq!(article(r#"{"text":"文","date":"昨天"}"#).problems.len(), 1);
        assert_eq!(article(r#"{"text":"文","title":"  "}"#).head.title, None);
    }

    #[test]
    fn a_record_comes_back_as_the_article_it_was() {
        let mut article = article(r#"{"id":"a","title":"题","text":"东湖讯 一。\n小标题\n二。"}"#);
        article.source.record = None;
        article.dateline.lead = crate::span::Span::new(0, 10);
        let line = Record::of_article(&article, Some("b")).to_line().unwrap();
        for json in [&line, &line.replacen('{', r#"{"mine":[1],"#, 1)] {
            let Item::Record(record) = parsed(json) else { panic!("{json} is no record") };
            assert_eq!(record.part_of.as_deref(), Some("b"));
            assert_eq!(record.into_article(), article);
        }
    }

    #[test]
    fn what_a_line_lacks_is_said() {
        let rows = [
            (r#"{"text":"#, "EOF while parsing a value at column 8"),
            (r#"{"title":"题"}"#, "an article needs `text`"),
            (r#"{"page":"1"}"#, "a page needs `text`"),
            ("[1]", "invalid type: integer `1`, expected"),
        ];
        for (json, message) in rows {
            let error = parse(json, "in", 1, LineKind::ByKeys).unwrap_err();
            assert!(error.starts_with(message), "{error}");
        }
        let newer = Record::of_article(&Article::default(), None).to_line().unwrap().replacen(":1,", ":9,", 1);
        assert!(parse(&newer, "in", 1, LineKind::ByKeys).unwrap_err().contains("schema 9"));
    }
}
