//! Hand labels in and out of the tools people label with.
//!
//! Records become pre-annotated tasks, labelled tasks become gold; both ways through [`GoldArticle`], so that
//! reading what was written gives back what was there. [`label_studio`] and [`doccano`] know the two formats,
//! [`choose`] picks the articles that are worth a person's time.

pub mod choose;
pub mod doccano;
pub mod label_studio;

mod spans;

use crate::{
    eval::gold::{GoldArticle, Labels},
    record::Record,
    span::{CharIndex, Span},
    text::sentences,
};

/// Label of a span that is a keyword.
const KEYWORD: &str = "keyword";
/// Label of a sentence of the summary.
const SUMMARY: &str = "summary";

/// Topic ids with their Chinese names: labels may be given as either.
#[derive(Debug, Clone, Default)]
pub struct TopicKeys(Vec<(String, String)>);

impl TopicKeys {
    /// From `(id, name)` pairs; without any, every label is an id.
    pub fn new(topics: Vec<(String, String)>) -> Self {
        Self(topics)
    }

    /// The pairs.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Id of the topic a label names.
    fn id(&self, label: &str) -> Option<String> {
        let label = label.trim();
        if self.0.is_empty() {
            return Some(label.to_owned());
        }
        let topic = self.0.iter().find(|(id, name)| id == label || name == label);
        topic.map(|(id, _)| id.clone())
    }

    /// The same, or what to say of a label that is none.
    fn known(&self, label: &str) -> Result<String, String> {
        self.id(label).ok_or_else(|| {
            let ids: Vec<&str> = self.0.iter().map(|(id, _)| id.as_str()).collect();
            format!("label `{label}` is no topic; the topics are {}", ids.join(", "))
        })
    }
}

/// A record as an article whose labels a person may correct.
pub fn of_record(record: &Record) -> GoldArticle {
    let index = CharIndex::new(&record.text);
    let found = sentences(&record.text);
    let number = |span: Span| found.iter().position(|sentence| sentence.overlaps(span));
    let mut summary: Vec<usize> = Vec::new();
    for sentence in record.summary.iter().flatten() {
        if let Some(number) = number(index.bytes_of(sentence.span)).filter(|number| !summary.contains(number)) {
            summary.push(number);
        }
    }
    GoldArticle {
        id: record.id.clone(),
        source: record.source.paper.clone().or_else(|| Some(record.source.path.clone()).filter(|path| !path.is_empty())),
        date: record.source.date.map(|date| date.to_string()),
        title: record.title.clone(),
        text: record.text.clone(),
        sentences: found.iter().map(|span| span.of(&record.text).to_owned()).collect(),
        labels: Labels {
            topics: record.topics.iter().flatten().map(|topic| topic.id.clone()).collect(),
            keywords: record.keywords.iter().flatten().map(|keyword| keyword.term.clone()).collect(),
            summary,
            reference: None,
        },
        annotators: Vec::new(),
    }
}

/// Labelled articles, and the ids of tasks nobody labelled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// Gold, in the order of the tasks.
    pub articles: Vec<GoldArticle>,
    /// Tasks without an annotation.
    pub unlabelled: Vec<String>,
}

/// Gold lines, as [`crate::eval::gold`] reads them.
pub fn gold_lines(articles: &[GoldArticle]) -> serde_json::Result<String> {
    let mut text = String::new();
    for article in articles {
        text += &serde_json::to_string(article)?;
        text.push('\n');
    }
    Ok(text)
}

/// Sets the labels of one person, or of several.
fn set_views(article: &mut GoldArticle, mut views: Vec<Labels>, adjudicated: Option<Labels>) {
    if views.len() == 1 && adjudicated.is_none() {
        article.labels = views.swap_remove(0);
    } else {
        article.labels = adjudicated.or_else(|| views.first().cloned()).unwrap_or_default();
        article.annotators = views;
    }
}

#[cfg(test)]
mod tests;
