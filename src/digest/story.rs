//! One story as the reader sees it: the lines the templates print, cleaned and bounded.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    article::Kind,
    digest::{DigestConfig, plain},
    identity,
    record::{Record, SourceRecord},
};

/// Most characters of a headline.
const TITLE: usize = 64;
/// Most characters of the line above or below a headline, and of a brief.
const LINE: usize = 72;
/// Most characters of one summary sentence.
const SENTENCE: usize = 180;
/// Most characters of a keyword, a place, or the name of a paper.
const NAME: usize = 20;
/// Most places and most papers shown with one story.
const NAMES: usize = 4;

/// One story of the newsletter.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Story {
    title: String,
    kicker: Option<String>,
    brief: Option<String>,
    summary: String,
    keywords: Vec<String>,
    places: Vec<String>,
    /// Where it was printed: `滨江日报 第1版`.
    source: String,
    /// Papers that print the same story.
    also_in: Vec<String>,
    is_opinion: bool,
    is_incomplete: bool,
}

impl Story {
    /// What the reader sees of `record`; `twins` are the other records of its story, `date` is the edition's.
    pub(super) fn new(record: &Record, twins: &[&Record], date: Option<Date>, config: &DigestConfig) -> Self {
        let brief = record.brief.as_deref().map(|brief| plain::line(brief, LINE)).filter(|brief| !brief.is_empty());
        let summary = summary(record, config.sentences);
        let title = record.title.as_deref().map(|title| plain::line(title, TITLE)).filter(|title| !title.is_empty());
        // A story without a headline is announced by its brief, else by its first words.
        let title = title.or_else(|| brief.clone()).unwrap_or_else(|| plain::line(&record.text, TITLE / 2));
        let brief = brief.filter(|brief| !repeats(brief, &title) && !repeats(brief, &summary));
        let names = |names: Vec<&str>, most: usize| names.into_iter().map(|name| plain::line(name, NAME)).take(most).collect();
        let keywords = record.keywords.iter().flatten().map(|keyword| keyword.term.as_str()).collect();
        let places = record.places.iter().flatten();
        let main: Vec<&str> = places.clone().filter(|place| place.main).map(|place| place.name.as_str()).collect();
        let places = if main.is_empty() { places.take(1).map(|place| place.name.as_str()).collect() } else { main };
        let mut also_in: Vec<String> = Vec::new();
        for paper in twins.iter().filter(|twin| twin.source.paper != record.source.paper).map(|twin| paper(&twin.source)) {
            if !also_in.contains(&paper) && also_in.len() < NAMES {
                also_in.push(paper);
            }
        }
        Self {
            title,
            kicker: record.kicker.as_deref().map(|kicker| plain::line(kicker, LINE)),
            brief,
            summary,
            keywords: names(keywords, config.keywords),
            places: names(places, NAMES),
            source: source(&record.source, date),
            also_in,
            is_opinion: record.kind == Kind::Commentary,
            is_incomplete: record.incomplete,
        }
    }

    /// Its headline.
    pub(super) fn title(&self) -> &str {
        &self.title
    }
}

/// The best `most` sentences of the record's summary in text order, as one paragraph.
fn summary(record: &Record, most: usize) -> String {
    let mut best: Vec<_> = record.summary.iter().flatten().collect();
    best.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.sentence.cmp(&b.sentence)));
    best.truncate(most);
    best.sort_by_key(|sentence| sentence.sentence);
    best.into_iter().map(|sentence| plain::line(&sentence.text, SENTENCE)).collect()
}

/// Whether `text` says what `line` says, punctuation and blanks aside.
fn repeats(line: &str, text: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(text).contains(&letters(line))
}

/// The name of the paper, else of the file without its ending.
fn paper(source: &SourceRecord) -> String {
    plain::line(source.paper.as_deref().unwrap_or(identity::stem(&source.path)), NAME)
}

/// Paper, date where it is not the edition's, and page.
pub(super) fn source(source: &SourceRecord, edition: Option<Date>) -> String {
    let mut parts = vec![paper(source)];
    parts.extend(source.date.filter(|&date| Some(date) != edition).map(|date| format!("{}月{}日", date.month(), date.day())));
    parts.extend(source.page.as_deref().map(|page| format!("第{}版", plain::line(page, NAME))));
    parts.join(" ")
}
