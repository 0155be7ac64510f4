//! Articles to written records: in parallel pieces, in order, without holding what is already written.

use std::io::Write;

use rayon::prelude::*;

use crate::{
    analyze::Analysis,
    article::Article,
    batch::{
        engine::{Desk, chunks},
        intake::{Intake, Tag},
        watch::{Stage, Watch},
    },
    error::{Error, Result},
    problem::{Problem, ProblemCode},
    record::{Record, StoryRecord},
    text::Document,
};

/// Pieces of work in flight for each thread: enough that no thread waits for the writer, few enough that the
/// serialised output held in memory stays small.
const PIECES_PER_THREAD: usize = 8;

/// Writes the record of every article, analysed at `desk`, to `out`, which is called `name` in errors.
pub fn write_records(
    intake: &Intake,
    documents: &[Document],
    desk: &Desk<'_>,
    stories: &[Option<StoryRecord>],
    out: &mut dyn Write,
    name: &str,
    watch: &dyn Watch,
) -> Result<()> {
    watch.begin(Stage::Analyze, intake.articles.len());
    write(&intake.articles, out, name, watch, |index| {
        let (article, tag) = (&intake.articles[index], &intake.tags[index]);
        let analysis = desk.analyze(article, &documents[index]);
        record(article, tag, analysis, stories.get(index).cloned().flatten())
    })
}

/// Writes every article as a record without analysis, as `split` does.
pub fn write_articles(intake: &Intake, out: &mut dyn Write, name: &str, watch: &dyn Watch) -> Result<()> {
    watch.begin(Stage::Analyze, intake.articles.len());
    write(&intake.articles, out, name, watch, |index| {
        let (article, tag) = (&intake.articles[index], &intake.tags[index]);
        Record { version: tag.version, ..Record::of_article(article, tag.part_of.as_deref()) }
    })
}

/// The record of an analysed article. An analysis that found nothing says so: a blank must never be silent.
pub fn record(article: &Article, tag: &Tag, analysis: Analysis, story: Option<StoryRecord>) -> Record {
    let missing: Vec<&str> = [
        (analysis.keywords.is_empty(), "keyword"),
        (analysis.summary.sentences.is_empty(), "summary"),
        (analysis.topics.is_empty(), "topic"),
    ]
    .into_iter()
    .filter_map(|(is_empty, what)| is_empty.then_some(what))
    .collect();
    let mut record = Record::new(article, tag.part_of.as_deref(), analysis);
    record.version = tag.version;
    record.story = Some(story);
    let is_told = record.problems.iter().any(|problem| problem.code == ProblemCode::EmptyResult);
    if !missing.is_empty() && !is_told {
        let lines = article.source.record.map(|line| [line, line].into());
        let message = format!("no {} found", missing.join(", no "));
        record.problems.push(Problem::warning(ProblemCode::EmptyResult, &article.source.path, lines, message));
    }
    record
}

/// The story of every article; empty until stories are grouped.
pub fn stories(articles: &[Article]) -> Vec<Option<StoryRecord>> {
    vec![None; articles.len()]
}

fn write(
    articles: &[Article],
    out: &mut dyn Write,
    name: &str,
    watch: &dyn Watch,
    record: impl Fn(usize) -> Record + Sync,
) -> Result<()> {
    let wave = PIECES_PER_THREAD * rayon::current_num_threads();
    for pieces in chunks(articles).chunks(wave) {
        watch.check()?;
        let written: Vec<serde_json::Result<Vec<u8>>> = pieces
            .par_iter()
            .map(|piece| {
                let mut buffer = Vec::new();
                for index in piece.clone() {
                    serde_json::to_writer(&mut buffer, &record(index))?;
                    buffer.push(b'\n');
                }
                watch.advance(piece.len());
                Ok(buffer)
            })
            .collect();
        for buffer in written {
            let buffer = buffer.map_err(|error| Error::write(name, error.into()))?;
            out.write_all(&buffer).map_err(|error| Error::write(name, error))?;
        }
    }
    out.flush().map_err(|error| Error::write(name, error))
}
