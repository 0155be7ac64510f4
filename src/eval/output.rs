//! What is measured: the few keys of a record that scores read.
//!
//! Read leniently, so that the output of other tools can be measured too: keywords, topics and summary may be lists of
//! plain strings, and the lines `{"page", "title", "text"}` of a splitter serve as well as records do.

use serde::Deserialize;

use crate::{
    Result,
    eval::gold::{id_text, lines},
};

/// Sentences of a summary that are read; a longer one gains nothing.
const SENTENCES: usize = 3;

/// What a system said of one article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Output {
    /// Key of the article; empty for a splitter's line.
    pub id: String,
    /// Headline.
    pub title: String,
    /// Text.
    pub text: String,
    /// Stems of the files it was printed in, first first.
    pub pages: Vec<String>,
    /// Topic ids, primary first.
    pub topics: Vec<String>,
    /// Terms, best first.
    pub keywords: Vec<String>,
    /// Sentences as printed, three at most.
    pub summary: Vec<String>,
}

impl Output {
    /// Reads records; `path` names the file in errors.
    pub fn parse(path: &str, text: &str) -> Result<Vec<Self>> {
        Ok(lines::<Line>(path, text)?.into_iter().map(|(_, line)| line.into()).collect())
    }
}

/// A record's line, as far as it is read.
#[derive(Deserialize)]
struct Line {
    #[serde(default, deserialize_with = "id_text")]
    id: String,
    title: Option<String>,
    text: Option<String>,
    source: Option<Source>,
    page: Option<String>,
    pages: Option<Vec<String>>,
    topics: Option<Vec<Named>>,
    keywords: Option<Vec<Named>>,
    summary: Option<Vec<Named>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Source {
    Record { path: Option<String>, parts: Option<Vec<Part>> },
    Name(serde::de::IgnoredAny),
}

#[derive(Deserialize)]
struct Part {
    path: Option<String>,
}

/// A topic, keyword or sentence: an object that names it, or the name alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Named {
    Plain(String),
    Topic { id: String },
    Keyword { term: String },
    Sentence { text: String },
}

impl Named {
    fn name(self) -> String {
        match self {
            Self::Plain(name) | Self::Topic { id: name } | Self::Keyword { term: name } | Self::Sentence { text: name } => name,
        }
    }
}

impl From<Line> for Output {
    fn from(line: Line) -> Self {
        let names = |list: Option<Vec<Named>>| list.into_iter().flatten().map(Named::name);
        let mut pages: Vec<String> = line.pages.unwrap_or_default();
        pages.extend(line.page.filter(|_| pages.is_empty()));
        if let Some(Source::Record { path: Some(path), parts }) = line.source {
            let further = parts.into_iter().flatten().filter_map(|part| part.path);
            for page in std::iter::once(path).chain(further).map(|path| page_stem(&path).to_owned()) {
                if !pages.contains(&page) {
                    pages.push(page);
                }
            }
        }
        Self {
            id: line.id,
            title: line.title.unwrap_or_default(),
            text: line.text.unwrap_or_default(),
            pages,
            topics: names(line.topics).collect(),
            keywords: names(line.keywords).collect(),
            summary: names(line.summary).take(SENTENCES).collect(),
        }
    }
}

/// File name without folders, compression and one ending: `a/2023.12.1-A1.txt.gz` is page `2023.12.1-A1`.
fn page_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_and_plain_lists_read_alike() {
        let record = r#"{"id":"a","title":null,"text":"甲。","source":{"path":"x/p1.txt","parts":[{"path":"x/p2.txt"}]},
            "topics":[{"id":"trade","name":"商贸","score":0.9}],"keywords":[{"term":"港口","score":1.0}],
            "summary":[{"text":"甲。","sentence":0}]}"#
            .replace('\n', "");
        let plain = r#"{"id":"a","text":"甲。","pages":["p1","p2"],"topics":["trade"],"keywords":["港口"],"summary":["甲。"]}"#;
        let read = |line: &str| Output::parse("r.jsonl", line).unwrap();
        assert_eq!(read(&record), read(plain));
        assert_eq!(read(&record)[0].pages, ["p1", "p2"]);
    }

    #[test]
    fn a_page_is_the_stem_of_its_file() {
        for (path, page) in [("a/d001.txt", "d001"), ("2023.12.1-A1.txt.gz", "2023.12.1-A1"), ("-", "-"), (".txt", ".txt")] {
            assert_eq!(page_stem(path), page);
        }
    }
}
