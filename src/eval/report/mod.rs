//! The report of an evaluation: everything that is shown, computed once and written in four forms.
//!
//! [`articles`] and [`pages`] build it; [`table`] prints it for a terminal and as Markdown, [`json`] for programs,
//! [`html`] as one page that opens without a network.

mod articles;
mod heat;
mod highlight;
mod html;
mod json;
mod pages;
mod table;

use serde::Serialize;

use crate::eval::{
    articles::Measures,
    bootstrap::{Bootstrap, Interval, p_values},
    figures::Figures,
};

pub use {articles::of_articles, highlight::Piece, pages::of_pages};

/// What the report calls the files it compares.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Names {
    /// The hand labels.
    pub gold: String,
    /// The records measured.
    pub system: String,
    /// The records they are compared with.
    pub other: Option<String>,
}

/// How an evaluation is made.
pub struct Settings<'a> {
    /// What is measured of articles.
    pub measures: Measures<'a>,
    /// Intervals and p-values.
    pub bootstrap: Bootstrap,
    /// Worst articles shown.
    pub worst: usize,
    /// Names of the files.
    pub names: Names,
    /// Chinese names of topic ids, in the order topics are shown in; ids that are not named follow by name.
    pub topics: Vec<(String, String)>,
}

/// Figures of one system, with their samples where there are any.
pub(super) struct Measured {
    pub(super) figures: Figures,
    pub(super) samples: Vec<Vec<f64>>,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What was measured.
    pub of: Subject,
    /// Names of the files.
    pub names: Names,
    /// How many articles or pages the gold has.
    pub units: usize,
    /// Bootstrap samples of an interval.
    pub samples: usize,
    /// Seed of the samples.
    pub seed: u64,
    /// Figures of the records.
    pub system: Figures,
    /// 95 % interval of each of these.
    pub intervals: Vec<Interval>,
    /// Annotator against annotator, where articles were labelled twice.
    pub human: Option<Figures>,
    /// Figures of the other records.
    pub other: Option<Figures>,
    /// p-value of each difference.
    pub p_values: Vec<f64>,
    /// What had no partner.
    pub unpaired: Unpaired,
    /// Topic by topic.
    pub topics: Vec<TopicLine>,
    /// What was taken for what, most often first.
    pub confusion: Vec<Confused>,
    /// Figures of groups of pages (by extractor, by house style).
    pub groups: Vec<Group>,
    /// Worst first.
    pub worst: Vec<Worst>,
    /// What is right in one of two systems and wrong in the other.
    pub changed: Vec<Changed>,
}

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Labels of articles.
    Articles,
    /// The cut of pages into articles.
    Pages,
}

/// Ids that had no partner on the other side.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Unpaired {
    /// Gold without a record: scores 0.
    pub no_record: Vec<String>,
    /// Records without gold: not measured.
    pub no_gold: Vec<String>,
    /// Ids of several records: the last one was measured.
    pub twice: Vec<String>,
}

/// One topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicLine {
    /// Its id.
    pub id: String,
    /// Its Chinese name, or the id.
    pub name: String,
    /// Articles of the gold with it (fractions where annotators share an article).
    pub gold: f64,
    /// Articles the system gave it.
    pub got: f64,
    /// Precision.
    pub precision: f64,
    /// Recall.
    pub recall: f64,
    /// F1.
    pub f1: f64,
    /// The annotators' F1 for it.
    pub human: Option<f64>,
    /// Krippendorff's α of its yes or no.
    pub alpha: Option<f64>,
}

/// A topic taken for another; `None` stands for nothing at all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Confused {
    /// Topic of the gold.
    pub gold: Option<String>,
    /// Topic of the system.
    pub got: Option<String>,
    /// Articles.
    pub articles: f64,
}

/// Figures of some of the pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// What the pages share: `extractor pdftotext_raw`.
    pub name: String,
    /// How many.
    pub pages: usize,
    /// Their figures.
    pub figures: Figures,
}

/// One of the worst articles, with its text.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Worst {
    /// Its id.
    pub id: String,
    /// Page it stands on, for splitting.
    pub page: Option<String>,
    /// Headline.
    pub title: String,
    /// How much of it was right, in [0, 1].
    pub score: f64,
    /// Topics of the gold, each annotator's apart.
    pub gold_topics: Vec<Vec<String>>,
    /// Topics of the system.
    pub topics: Vec<String>,
    /// Keywords of the gold, each annotator's apart.
    pub gold_keywords: Vec<Vec<String>>,
    /// Keywords of the system.
    pub keywords: Vec<String>,
    /// The text in pieces, each marked with what stands there.
    pub text: Vec<Piece>,
    /// Headline and text the system gave, for splitting.
    pub item: Option<(String, String)>,
}

/// An article that is right in one of two systems only.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changed {
    /// Its id.
    pub id: String,
    /// Headline.
    pub title: String,
    /// What is right here and wrong in the other records.
    pub won: Vec<&'static str>,
    /// What is wrong here and right in the other records.
    pub lost: Vec<&'static str>,
}

/// One row of the table of figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line<'r> {
    /// Name of the figure.
    pub key: &'r str,
    /// Of the records.
    pub system: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<Interval>,
    /// Annotator against annotator.
    pub human: Option<f64>,
    /// Of the other records.
    pub other: Option<f64>,
    /// p-value of the difference.
    pub p: Option<f64>,
}

impl Report {
    /// The figures side by side.
    pub fn lines(&self) -> Vec<Line<'_>> {
        let figure = |(place, (key, value))| Line {
            key,
            system: Some(value),
            // The first figure of articles is their number, which no sample changes.
            interval: self.intervals.get(place).copied().filter(|_| key != "articles"),
            human: self.human.as_ref().and_then(|human| human.get(key)),
            other: self.other.as_ref().and_then(|other| other.get(key)),
            p: self.p_values.get(place).copied().filter(|_| key != "articles"),
        };
        let mut lines: Vec<Line<'_>> = self.system.iter().enumerate().map(figure).collect();
        let human = self.human.iter().flat_map(Figures::iter);
        for (key, value) in human.filter(|(key, _)| self.system.get(key).is_none()) {
            lines.push(Line { key, system: None, interval: None, human: Some(value), other: None, p: None });
        }
        lines
    }

    /// The report as a table for a terminal; `per_topic` adds a row a topic.
    pub fn table(&self, per_topic: bool) -> String {
        table::plain(self, per_topic)
    }

    /// The report as Markdown.
    pub fn markdown(&self) -> String {
        table::markdown(self)
    }

    /// The report as JSON, its keys named as in the published scorers.
    pub fn json(&self) -> crate::Result<String> {
        json::json(self)
    }

    /// The report as one HTML page.
    pub fn html(&self) -> crate::Result<String> {
        html::html(self)
    }
}

fn p_values_of(system: &Measured, other: Option<&Measured>) -> Vec<f64> {
    other.map(|other| p_values(&other.samples, &system.samples)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
