//! One story as the reader sees it: the lines the templates print, cleaned and bounded.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    article::Kind,
    digest::{DigestConfig, calendar, plain, select, select::Candidate},
    identity,
    record::{Record, SourceRecord},
};

/// Most characters of a headline.
const TITLE: usize = 64;
/// Most characters of the line above or below a headline, and of a brief.
const LINE: usize = 72;
/// Most characters of one summary sentence.
const SENTENCE: usize = 160;
/// Most characters of a summary; where two sentences are longer, the better one stands alone.
const SUMMARY: usize = 240;
/// Most characters of a keyword, a place, or the name of a paper.
const NAME: usize = 20;
/// Most characters of the file that stands for a paper whose name is not known.
const FILE: usize = 12;
/// Most places and most papers shown with one story.
const NAMES: usize = 4;
/// How much of a sentence a headline may say already before the sentence is left out of the summary, in percent.
const SAID: usize = 80;

/// One story of the newsletter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Story {
    /// `id` of its record.
    #[serde(skip)]
    pub(super) record: String,
    /// Its mark in the page.
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) kicker: Option<String>,
    pub(super) brief: Option<String>,
    pub(super) summary: String,
    pub(super) keywords: Vec<String>,
    pub(super) places: Vec<String>,
    /// Where it was printed: `滨江日报 第1版`.
    pub(super) source: String,
    /// Who sent it, where that is another than the paper.
    pub(super) agency: Option<String>,
    /// Papers that print the same story.
    pub(super) also_in: Vec<String>,
    /// How many records print it, this one included.
    pub(super) printed: usize,
    /// Since when earlier nights printed it: `12月1日`.
    pub(super) since: Option<String>,
    /// Whether it is among those that rise most tonight.
    pub(super) is_rising: bool,
    pub(super) is_opinion: bool,
    pub(super) is_incomplete: bool,
}

impl Story {
    /// What the reader sees of a story, the `number`th of the newsletter; `date` is the edition's.
    pub(super) fn new(candidate: &Candidate<'_>, number: usize, date: Option<Date>, config: &DigestConfig) -> Self {
        let Candidate { record, twins, .. } = candidate;
        let headline = title(record);
        let brief = line(record.brief.as_deref());
        let summary = summary(record, config.sentences, record.title.is_none().then_some(headline.as_str()));
        let brief = brief.filter(|brief| !repeats(brief, &headline) && !repeats(brief, &summary));
        let kicker = line(record.kicker.as_deref()).filter(|kicker| !repeats(kicker, &headline));
        let name = |name: &str| plain::line(name, NAME);
        let agency =
            record.agency.as_deref().filter(|agency| !is_house(agency) && record.source.paper.as_deref() != Some(agency));
        let mut also_in: Vec<String> = Vec::new();
        for twin in twins {
            let paper = paper(&twin.source);
            if same_paper(record, twin) || also_in.contains(&paper) || also_in.len() == NAMES {
                continue;
            }
            also_in.push(paper);
        }
        let story = record.story.iter().flatten().next();
        Self {
            record: record.id.clone(),
            anchor: format!("s{number}"),
            title: headline,
            kicker,
            brief,
            summary,
            keywords: record.keywords.iter().flatten().take(config.keywords).map(|keyword| name(&keyword.term)).collect(),
            places: select::places(record).take(NAMES).map(|place| name(&place.name)).collect(),
            source: source(&record.source, date),
            agency: agency.map(name),
            also_in,
            printed: twins.len() + 1,
            since: story.and_then(|story| story.since).map(calendar::short),
            is_rising: false,
            is_opinion: record.kind == Kind::Commentary,
            is_incomplete: record.incomplete,
        }
    }
}

/// The headline; a story without one is announced by its brief, else by its first words.
pub(super) fn title(record: &Record) -> String {
    let title = record.title.as_deref().map(|title| plain::line(title, TITLE)).filter(|title| !title.is_empty());
    title.or_else(|| line(record.brief.as_deref())).unwrap_or_else(|| plain::line(&record.text, TITLE / 2))
}

fn line(text: Option<&str>) -> Option<String> {
    text.map(|text| plain::line(text, LINE)).filter(|line| !line.is_empty())
}

/// The best `most` sentences of the record's summary in text order, as one paragraph. A sentence that `said`, which
/// stands above, says nearly in full gives way to the next best.
fn summary(record: &Record, most: usize, said: Option<&str>) -> String {
    let mut best: Vec<_> = record.summary.iter().flatten().collect();
    let is_said = |sentence: &str| {
        said.is_some_and(|said| {
            let (said, sentence) = (letters(said), letters(sentence));
            sentence.contains(&said) && said.chars().count() * 100 >= sentence.chars().count() * SAID
        })
    };
    if best.iter().any(|sentence| !is_said(&sentence.text)) {
        best.retain(|sentence| !is_said(&sentence.text));
    }
    best.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.sentence.cmp(&b.sentence)));
    best.truncate(most);
    let mut lines: Vec<_> = best.iter().map(|sentence| (sentence.sentence, plain::sentence(&sentence.text, SENTENCE))).collect();
    while lines.len() > 1 && lines.iter().map(|(_, line)| line.chars().count()).sum::<usize>() > SUMMARY {
        lines.pop();
    }
    lines.sort_by_key(|&(number, _)| number);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether `text` says what `line` says, punctuation and blanks aside.
fn repeats(line: &str, text: &str) -> bool {
    letters(text).contains(&letters(line))
}

/// Whether an agency is the paper's own house: `本报`, `本台`.
fn is_house(agency: &str) -> bool {
    agency.starts_with('本')
}

fn same_paper(a: &Record, b: &Record) -> bool {
    match (&a.source.paper, &b.source.paper) {
        (None, None) => a.source.path == b.source.path,
        (a, b) => a == b,
    }
}

/// The name of the paper, else of the file without its ending.
pub(super) fn paper(source: &SourceRecord) -> String {
    match &source.paper {
        Some(paper) => plain::line(paper, NAME),
        None => plain::line(identity::stem(&source.path), FILE),
    }
}

/// Paper, date where it is not the edition's, and page.
pub(super) fn source(source: &SourceRecord, edition: Option<Date>) -> String {
    let mut parts = vec![paper(source)];
    parts.extend(source.date.filter(|&date| Some(date) != edition).map(calendar::short));
    parts.extend(source.page.as_deref().map(|page| format!("第{}版", plain::line(page, NAME))));
    parts.join(" ")
}
