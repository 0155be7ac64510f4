//! What `explain` says of a story: who prints it, what proves it, what each paper made of the text, how new it is.

use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use serde::Serialize;
use zhaibao::{
    analyze::Reason,
    article::Article,
    batch::{COUNTS, Engine, History, Manifest, NightStatus, Unwatched},
    record::{Record, StoryRecord, round},
    story::{Baseline, Change, Evidence, Print, Trends, compare, evidence},
};

use super::settings::sum_counts;

/// The story of a record.
#[derive(Debug, Serialize)]
pub(crate) struct StoryAnswer<'r> {
    #[serde(flatten)]
    written: &'r StoryRecord,
    /// Why its burst is what it is.
    burst_reason: Reason,
    /// The other records of it, tonight's first.
    others: Vec<Other<'r>>,
}

/// Another record of the story.
#[derive(Debug, Serialize)]
struct Other<'r> {
    id: String,
    paper: Option<&'r str>,
    page: Option<&'r str>,
    /// What it shares with the record explained; null where a third text joins the two.
    evidence: Option<Shares>,
    /// From the lead to it, or to the record explained where this is the lead; null for a text of an earlier night.
    changes: Option<Vec<Change>>,
}

/// [`Evidence`] in its written form.
#[derive(Debug, Serialize)]
struct Shares {
    sentences: Option<f64>,
    shingles: f64,
    figures: Option<f64>,
    opening: f64,
    opening_of_longer: f64,
    length: f64,
}

impl From<Evidence> for Shares {
    fn from(evidence: Evidence) -> Self {
        Self {
            sentences: evidence.sentences.map(round),
            shingles: round(evidence.shingles),
            figures: evidence.figures.map(round),
            opening: round(evidence.opening),
            opening_of_longer: round(evidence.opening_of_longer),
            length: round(evidence.length),
        }
    }
}

/// The story of `record`, one of the `records` in `folder`; `None` where stories were not grouped.
pub(crate) fn explain<'r>(
    record: &'r Record,
    records: &'r [Record],
    folder: &Path,
    manifest: Option<&Manifest>,
    engine: &Engine,
) -> anyhow::Result<Option<StoryAnswer<'r>>> {
    let Some(story) = record.story.as_ref().and_then(Option::as_ref) else { return Ok(None) };
    let history = history(folder, manifest)?;
    let by_id = |id: &str| records.iter().find(|other| other.id == id);
    let members = story.also_in.iter().filter_map(|id| by_id(id));
    let is_lead = |other: &Record| other.story.iter().flatten().any(|story| story.lead);
    let lead = if story.lead { record } else { members.clone().find(|other| is_lead(other)).unwrap_or(record) };

    let burst = burst(lead, folder, &history, engine)?;
    if burst.value != story.burst {
        bail!(
            "the burst of this story cannot be explained: it is {} by the counts and the history that are there now, and {} in \
             the record",
            burst.value,
            story.burst
        );
    }
    let mut proofs =
        if story.also_in.is_empty() && story.earlier.is_empty() { Vec::new() } else { proofs(record, records, &history) };
    let mut proof = |id: &str| {
        let at = proofs.iter().position(|(other, _)| other == id)?;
        Some(Shares::from(proofs.swap_remove(at).1))
    };
    let mut others: Vec<Other<'r>> = Vec::new();
    for other in members {
        // What the lead became in the other; for the lead itself what it became here.
        let to = if other.id == lead.id { record } else { other };
        others.push(Other {
            id: other.id.clone(),
            paper: other.source.paper.as_deref(),
            page: other.source.page.as_deref(),
            evidence: proof(&other.id),
            changes: Some(compare(body(lead), body(to))),
        });
    }
    for id in &story.earlier {
        others.push(Other { id: id.clone(), paper: None, page: None, evidence: proof(id), changes: None });
    }
    Ok(Some(StoryAnswer { written: story, burst_reason: burst, others }))
}

/// The nights the run was compared with.
fn history(folder: &Path, manifest: Option<&Manifest>) -> anyhow::Result<History> {
    let Some(manifest) = manifest else { return Ok(History::default()) };
    let used = manifest.history.nights.iter().filter(|night| night.status == NightStatus::Success);
    let paths: Vec<PathBuf> = used.map(|night| PathBuf::from(&night.path)).collect();
    let history = History::read(&paths, folder, manifest.edition.date, &Unwatched)?;
    match history.problems.first() {
        Some(problem) => bail!("{problem}; the story of this record was made with it"),
        None => Ok(history),
    }
}

fn burst(lead: &Record, folder: &Path, history: &History, engine: &Engine) -> anyhow::Result<Reason> {
    let counts = sum_counts(&[folder.join(COUNTS)]).context("the counts of the edition explain its stories")?;
    let article = lead.clone().into_article();
    let edition = engine.read(std::slice::from_ref(&article));
    let document = edition.documents.first().context("the record holds no text")?;
    let baseline = Baseline::new(history.nights.clone(), &engine.lexicon);
    let stop = engine.analyzer.stop.mask(&edition.vocabulary);
    Ok(Trends::new(&baseline, &engine.lexicon, &edition.vocabulary, &counts, &stop).burst(document))
}

/// What proves the story: the records of tonight and of earlier nights that `record` forms a pair with.
fn proofs(record: &Record, records: &[Record], history: &History) -> Vec<(String, Evidence)> {
    let articles = records.iter().map(|record| record.clone().into_article());
    let mut prints: Vec<Print> = articles.map(|article: Article| Print::new(&article)).collect();
    prints.extend(history.texts.iter().map(|text| text.print.clone()));
    let ids: Vec<&str> = records.iter().map(|r| r.id.as_str()).chain(history.texts.iter().map(|t| t.id.as_str())).collect();
    let place = records.iter().position(|other| std::ptr::eq(other, record)).unwrap_or_default();
    evidence(&prints, place).into_iter().map(|(other, evidence)| (ids[other].to_owned(), evidence)).collect()
}

/// The text after its lead-in, which every paper prints in its own way.
fn body(record: &Record) -> &str {
    let skipped = record.lead_span.map_or(0, |span| span[1] as usize);
    record.text.char_indices().nth(skipped).map_or("", |(at, _)| &record.text[at..])
}

impl StoryAnswer<'_> {
    /// Appends the answer for people.
    pub(crate) fn write(&self, text: &mut String, tree: impl Fn(&Reason, usize, &mut String)) {
        let story = self.written;
        let role = if story.lead { "this record leads" } else { "another record leads" };
        let since = story.since.map(|date| format!(", since {date}")).unwrap_or_default();
        let _ = writeln!(text, "\nstory\n  {}  {role}{since}\n\nburst", story.id);
        tree(&self.burst_reason, 1, text);
        for other in &self.others {
            let place = [other.paper, other.page].into_iter().flatten().collect::<Vec<_>>().join(" ");
            let when = if other.changes.is_none() { "earlier in" } else { "also in" };
            let _ = writeln!(text, "\n{when} {}  {place}", other.id);
            match &other.evidence {
                Some(shares) => shares.write(text),
                None => text.push_str("  no pair with this record; a third text joins the two\n"),
            }
            other.changes.iter().flatten().for_each(|change| write_change(change, text));
        }
    }
}

impl Shares {
    fn write(&self, text: &mut String) {
        let rows = [
            (self.sentences, "of the letters of the shorter text in sentences that both have"),
            (Some(self.shingles), "of its shingles in the longer text"),
            (self.figures, "of its figures in the longer text"),
            (Some(self.opening), "of its opening in the longer text"),
            (Some(self.opening_of_longer), "of the longer text's opening in it"),
            (Some(self.length), "of the length of the longer text"),
        ];
        for (value, what) in rows {
            let _ = value.map(|value| writeln!(text, "  {value:>8.4}  {what}"));
        }
    }
}

/// One line a paragraph, as `diff` marks them.
fn write_change(change: &Change, text: &mut String) {
    let _ = match change {
        Change::Same { paragraph } => writeln!(text, "    {paragraph}"),
        Change::Changed { from, to, .. } => writeln!(text, "  - {from}\n  + {to}"),
        Change::Cut { paragraph } => writeln!(text, "  - {paragraph}"),
        Change::Added { paragraph } => writeln!(text, "  + {paragraph}"),
    };
}
