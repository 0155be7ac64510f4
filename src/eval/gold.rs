//! Hand labels, read from JSON Lines. Two forms, told apart by their keys:
//!
//! Articles (`{"id", "text", …}`): labels of whole articles. `title`, `source` and `date` may be missing or null;
//! `topics` are ids, primary first; `keywords` are terms, most important first; `summary` holds numbers of `sentences`,
//! from 0. `reference` is a summary in free words, for labels that come from tools without sentence numbers.
//! Where several people labelled an article, `annotators` holds `{"topics", "keywords", "summary"}` of each and each
//! counts 1/n of an article; the labels beside it are the adjudicated ones and are then not measured against.
//!
//! Pages (`{"page", "articles", …}`): which articles stand on a page. An article has `id`, `title`, `kicker`,
//! `subtitle`, `byline`, `full_title`, `body`, `continued_to` (id of its other half); `others` are
//! `{"kind", "text", "attached_to"}`: captions, boxes and labels of an article, or notices and furniture of none.
//!
//! Keys not named here are ignored. Files are read elsewhere; this module sees their text.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{Error, Result, eval::summary::is_same_sentence};

/// A file of hand labels.
#[derive(Debug, Clone, PartialEq)]
pub enum Gold {
    /// Labels of articles.
    Articles(Vec<GoldArticle>),
    /// Articles of pages.
    Pages(Vec<GoldPage>),
}

/// What one person said of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Labels {
    /// Topic ids, primary first.
    #[serde(default, deserialize_with = "or_default")]
    pub topics: Vec<String>,
    /// Terms, most important first.
    #[serde(default, deserialize_with = "or_default")]
    pub keywords: Vec<String>,
    /// Numbers of the sentences that sum the article up, from 0.
    #[serde(default, deserialize_with = "or_default")]
    pub summary: Vec<usize>,
    /// A summary in free words; measured by ROUGE where `summary` is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// An article with hand labels.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GoldArticle {
    /// Key; a record with the same id is measured against it.
    #[serde(deserialize_with = "id_text")]
    pub id: String,
    /// Where it came from.
    #[serde(default)]
    pub source: Option<String>,
    /// When it was printed.
    #[serde(default)]
    pub date: Option<String>,
    /// Headline.
    #[serde(default)]
    pub title: Option<String>,
    /// Text.
    pub text: String,
    /// The text's sentences, which `summary` counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<String>,
    /// The labels; the adjudicated ones where there are `annotators`.
    #[serde(flatten)]
    pub labels: Labels,
    /// What each annotator said, where several did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annotators: Vec<Labels>,
}

impl GoldArticle {
    /// What a system is measured against: every annotator, else the one set of labels.
    pub fn views(&self) -> &[Labels] {
        if self.annotators.is_empty() { std::slice::from_ref(&self.labels) } else { &self.annotators }
    }

    /// The reference summary of a view as printed sentences.
    pub fn reference<'a>(&'a self, view: &'a Labels) -> Vec<&'a str> {
        if view.summary.is_empty() {
            return view.reference.as_deref().into_iter().collect();
        }
        view.summary.iter().filter_map(|&number| self.sentences.get(number)).map(String::as_str).collect()
    }

    /// Numbers of the sentences that are printed in `texts`, and whether every one of them was found.
    pub(super) fn numbers_of<'t>(&self, texts: impl Iterator<Item = &'t str>) -> (Vec<usize>, bool) {
        let (mut numbers, mut all) = (Vec::new(), true);
        for text in texts {
            let exact = self.sentences.iter().position(|sentence| sentence.trim() == text.trim());
            match exact.or_else(|| self.sentences.iter().position(|sentence| is_same_sentence(sentence, text))) {
                Some(number) if !numbers.contains(&number) => numbers.push(number),
                Some(_) => {}
                None => all = false,
            }
        }
        (numbers, all)
    }

    fn check(&self) -> Result<(), String> {
        if self.text.trim().is_empty() {
            return Err(format!("article {} has no text", self.id));
        }
        for labels in self.annotators.iter().chain([&self.labels]) {
            if let Some(number) = labels.summary.iter().find(|&&number| number >= self.sentences.len()) {
                let known = self.sentences.len();
                return Err(format!("summary of {} names sentence {number}, but there are {known} (counted from 0)", self.id));
            }
        }
        Ok(())
    }
}

/// A page whose articles are known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct GoldPage {
    /// Key: stem of the page's file name.
    pub page: String,
    /// The way its text was got.
    #[serde(default)]
    pub extractor: Option<String>,
    /// House style of the paper.
    #[serde(default)]
    pub house: Option<String>,
    /// Whether text of several columns is mixed within its lines.
    #[serde(default)]
    pub interleaved: Option<bool>,
    /// Its articles.
    pub articles: Vec<PageArticle>,
    /// Everything else on it.
    #[serde(default)]
    pub others: Vec<PageMatter>,
}

/// An article of a [`GoldPage`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct PageArticle {
    /// Key.
    pub id: String,
    /// Headline; empty for a brief without one.
    #[serde(default, deserialize_with = "or_default")]
    pub title: String,
    /// Line above the headline.
    #[serde(default, deserialize_with = "or_default")]
    pub kicker: String,
    /// Line below the headline.
    #[serde(default, deserialize_with = "or_default")]
    pub subtitle: String,
    /// Who wrote it.
    #[serde(default, deserialize_with = "or_default")]
    pub byline: String,
    /// The headline of the first half, for a continuation that repeats it shortened.
    #[serde(default, deserialize_with = "or_default")]
    pub full_title: String,
    /// Text of the body.
    pub body: String,
    /// Key of the second half on another page.
    #[serde(default)]
    pub continued_to: Option<String>,
}

/// Page matter that is no article: a caption, box or label (of an article), a notice, slogan or folio (of none).
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct PageMatter {
    /// Its text.
    pub text: String,
    /// Key of the article it belongs to.
    #[serde(default)]
    pub attached_to: Option<String>,
}

impl Gold {
    /// Adds the labels of another file; fails where one holds articles and the other pages, or an id stands in both.
    pub fn join(self, other: Self) -> Result<Self, String> {
        match (self, other) {
            (Self::Articles(mut all), Self::Articles(more)) => {
                let known: FxHashSet<String> = all.iter().map(|article| article.id.clone()).collect();
                if let Some(twice) = more.iter().find(|article| known.contains(&article.id)) {
                    return Err(format!("{} is labelled in another file already", twice.id));
                }
                all.extend(more);
                Ok(Self::Articles(all))
            }
            (Self::Articles(none), pages @ Self::Pages(_)) if none.is_empty() => Ok(pages),
            (Self::Pages(mut all), Self::Pages(more)) => {
                if let Some(twice) = more.iter().find(|page| all.iter().any(|known| known.page == page.page)) {
                    return Err(format!("page {} is labelled in another file already", twice.page));
                }
                all.extend(more);
                Ok(Self::Pages(all))
            }
            _ => Err("labels of articles and labels of pages cannot be measured together".to_owned()),
        }
    }

    /// Reads hand labels; `path` names the file in errors, which say the line, what was expected and found.
    pub fn parse(path: &str, text: &str) -> Result<Self> {
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        if first.is_empty() {
            return Err(Error::missing(path));
        }
        let keys: serde_json::Value = serde_json::from_str(first).unwrap_or_default();
        if keys.get("page").is_some() && keys.get("articles").is_some() {
            let pages: Vec<(usize, GoldPage)> = lines(path, text)?;
            distinct(path, pages.iter().map(|(line, page)| (*line, page.page.as_str())))?;
            return Ok(Self::Pages(pages.into_iter().map(|(_, page)| page).collect()));
        }
        let articles: Vec<(usize, GoldArticle)> = lines(path, text)?;
        distinct(path, articles.iter().map(|(line, article)| (*line, article.id.as_str())))?;
        for (line, article) in &articles {
            article.check().map_err(|message| Error::format(path, *line, message))?;
        }
        Ok(Self::Articles(articles.into_iter().map(|(_, article)| article).collect()))
    }
}

/// The values of a JSON Lines text with the numbers of their lines; blank lines are skipped.
pub(super) fn lines<T: DeserializeOwned>(path: &str, text: &str) -> Result<Vec<(usize, T)>> {
    let full = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    full.map(|(place, line)| match serde_json::from_str(line) {
        Ok(value) => Ok((place + 1, value)),
        Err(error) => Err(Error::format(path, place + 1, plain(&error))),
    })
    .collect()
}

/// A JSON error without the line number it counts inside the one line it saw.
pub(super) fn plain(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.replace(&format!(" at line {} column", error.line()), " at column")
}

fn distinct<'a>(path: &str, keys: impl Iterator<Item = (usize, &'a str)>) -> Result<()> {
    let mut seen = FxHashMap::default();
    for (line, key) in keys {
        if let Some(before) = seen.insert(key, line) {
            return Err(Error::format(path, line, format!("{key} was labelled on line {before} already")));
        }
    }
    Ok(())
}

/// `null` is what a missing key is.
pub(super) fn or_default<'de, D: serde::Deserializer<'de>, T: Default + Deserialize<'de>>(input: D) -> Result<T, D::Error> {
    Option::deserialize(input).map(Option::unwrap_or_default)
}

/// Ids may be written as numbers.
pub(super) fn id_text<'de, D: serde::Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    match serde_json::Value::deserialize(input)? {
        serde_json::Value::String(id) => Ok(id),
        serde_json::Value::Number(id) => Ok(id.to_string()),
        other => Err(serde::de::Error::custom(format_args!("expected an id, found {other}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_line_and_what_is_wrong() {
        let good = r#"{"id":"a","text":"甲。","sentences":["甲。"],"topics":["trade"],"summary":[0]}"#;
        for (second, message) in [
            (r#"{"id":"b","text":" "}"#, "gold.jsonl:3: article b has no text"),
            (r#"{"id":"a","text":"乙。"}"#, "gold.jsonl:3: a was labelled on line 1 already"),
            (
                r#"{"id":"b","text":"乙。","sentences":["乙。"],"summary":[1]}"#,
                "gold.jsonl:3: summary of b names sentence 1, but there are 1 (counted from 0)",
            ),
            (r#"{"id":"b"}"#, "gold.jsonl:3: missing field `text` at column 10"),
            (r#"{"id":["b"],"text":"乙。"}"#, "gold.jsonl:3: expected an id, found [\"b\"] at column 11"),
        ] {
            let error = Gold::parse("gold.jsonl", &format!("{good}\n\n{second}\n")).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
    }

    #[test]
    fn nulls_numbers_and_unknown_keys_are_read() {
        let line = r#"{"id":7,"title":null,"text":"甲。","topics":null,"extra":[1]}"#;
        let Gold::Articles(articles) = Gold::parse("gold.jsonl", line).unwrap() else { panic!("articles") };
        assert_eq!(articles[0].id, "7");
        assert_eq!(articles[0].views(), [Labels::default()]);
    }

    #[test]
    fn an_empty_file_is_missing() {
        assert!(Gold::parse("gold.jsonl", "\n").unwrap_err().is_missing());
    }
}
