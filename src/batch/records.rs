//! Articles to written records: in parallel pieces, in order, without holding what is already written.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use crate::{
    analyze::Analysis,
    article::Article,
    batch::{
        engine::{Desk, chunks},
        history::EarlierText,
        intake::{Intake, Tag},
        night::{RECORDS, RISING},
        publish::OutDir,
        watch::{Stage, Watch},
    },
    error::{Error, Result},
    problem::{Problem, ProblemCode},
    record::{Record, StoryRecord},
    story::{self, Gleaned, Print, RISING_SCHEMA, Rising},
    text::Document,
};

/// Pieces of work in flight for each thread: enough that no thread waits for the writer, few enough that the
/// serialised output held in memory stays small.
const PIECES_PER_THREAD: usize = 8;

/// Everything the records of an edition are made of.
#[derive(Clone, Copy)]
pub struct Sheets<'a> {
    /// The articles.
    pub intake: &'a Intake,
    /// Their words.
    pub documents: &'a [Document],
    /// Their stories; none from a filter, which does not see the edition.
    pub stories: &'a [StoryRecord],
    /// The stages.
    pub desk: &'a Desk<'a>,
}

/// What the analysis of all articles found besides their records.
#[derive(Debug, Default)]
pub struct Findings {
    /// What was wrong, with the places of the articles.
    pub problems: Vec<(usize, Problem)>,
    /// What may be new, one an article.
    pub gleaned: Vec<Gleaned>,
}

/// Writes the record of every article to `out`, which is called `name` in errors.
pub fn write_records(sheets: Sheets<'_>, out: &mut dyn Write, name: &str, watch: &dyn Watch) -> Result<Findings> {
    let Sheets { intake, documents, stories, desk } = sheets;
    watch.begin(Stage::Analyze, intake.articles.len());
    write(&intake.articles, out, name, watch, |index| {
        let (article, tag) = (&intake.articles[index], &intake.tags[index]);
        let analysis = desk.analyze(article, &documents[index]);
        record(article, tag, analysis, stories.get(index).cloned())
    })
}

/// Writes every article as a record without analysis, as `split` does.
pub fn write_articles(intake: &Intake, out: &mut dyn Write, name: &str, watch: &dyn Watch) -> Result<()> {
    watch.begin(Stage::Analyze, intake.articles.len());
    write(&intake.articles, out, name, watch, |index| {
        let (article, tag) = (&intake.articles[index], &intake.tags[index]);
        Record { version: tag.version, ..Record::of_article(article, tag.part_of.as_deref()) }
    })?;
    Ok(())
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
        // Page lines, since a record keeps them; the line of a JSON Lines file it does not.
        let lines = article.source.head_lines.iter().chain(&article.source.body_lines).min().copied();
        let message = format!("no {} found for {}", missing.join(", no "), record.id);
        record.problems.push(Problem::warning(ProblemCode::EmptyResult, &article.source.path, lines, message));
    }
    record
}

/// The story of every article. One that went on from an earlier night keeps its name; a new one is named by the id of
/// the article that stands for it. `earlier` are the texts of earlier nights, oldest first, and `burst` is asked about
/// the article that stands for a story.
pub fn stories(articles: &[Article], earlier: Vec<EarlierText>, burst: impl Fn(usize) -> f64 + Sync) -> Vec<StoryRecord> {
    let mut prints: Vec<Print> = articles.par_iter().map(Print::new).collect();
    let mut texts = Vec::with_capacity(earlier.len());
    for EarlierText { id, story, since, print } in earlier {
        prints.push(print);
        texts.push((id, story, since));
    }
    let groups = story::groups(&prints);
    drop(prints);
    let id = |place: usize| articles.get(place).and_then(|article| article.id.clone()).unwrap_or_default();
    let stories = story::stories(articles, &groups);
    let written = stories.into_par_iter().enumerate().map(|(place, story)| {
        let before: Vec<_> = story.earlier.iter().filter_map(|&at| texts.get(at - articles.len())).collect();
        StoryRecord {
            id: before.first().map_or_else(|| id(story.lead), |(_, name, _)| name.clone()),
            lead: story.lead == place,
            also_in: story.also_in.into_iter().map(id).collect(),
            since: before.iter().filter_map(|(_, _, since)| *since).min(),
            earlier: before.iter().map(|(id, _, _)| id.clone()).collect(),
            burst: burst(story.lead),
        }
    });
    written.collect()
}

/// Reads the records of a file, or of an output folder, in which an interrupted run is finished first. Returns also
/// where they lay.
///
/// # Errors
/// The file is missing, or a line is no record.
pub fn read_records(path: &Path) -> Result<(PathBuf, Vec<Record>)> {
    let path = records_file(path)?;
    let name = path.display().to_string();
    let text = fs::read_to_string(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::missing(&name),
        _ => Error::read(&name, error),
    })?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let record =
        |(number, line)| serde_json::from_str(line).map_err(|error| Error::format(&name, number, format!("no record: {error}")));
    let records: Result<Vec<Record>> = lines.map(record).collect();
    Ok((path, records?))
}

/// What rose in the edition of an output folder; `None` where nothing was written of it.
///
/// # Errors
/// The file cannot be read, or is none of this form.
pub fn read_rising(folder: &Path) -> Result<Option<Rising>> {
    OutDir::recover(folder)?;
    let path = folder.join(RISING);
    let name = path.display().to_string();
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read.map_err(|error| Error::read(&name, error))?,
    };
    let rising: Rising = serde_json::from_str(&text).map_err(|error| Error::format(&name, error.line(), error.to_string()))?;
    if rising.schema != RISING_SCHEMA {
        return Err(Error::version(name, rising.schema, RISING_SCHEMA));
    }
    Ok(Some(rising))
}

/// The records file that `path` means: itself, or that of an output folder, in which an interrupted run is finished
/// first.
///
/// # Errors
/// An interrupted run cannot be finished.
pub fn records_file(path: &Path) -> Result<PathBuf> {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    OutDir::recover(folder)?;
    Ok(if path.is_dir() { path.join(RECORDS) } else { path.to_owned() })
}

/// What a piece of work wrote, and what it found.
type Piece = (Vec<u8>, Findings);

fn write(
    articles: &[Article],
    out: &mut dyn Write,
    name: &str,
    watch: &dyn Watch,
    record: impl Fn(usize) -> Record + Sync,
) -> Result<Findings> {
    let wave = PIECES_PER_THREAD * rayon::current_num_threads();
    let mut findings = Findings::default();
    for pieces in chunks(articles).chunks(wave) {
        watch.check()?;
        let written: Vec<serde_json::Result<Piece>> = pieces
            .par_iter()
            .map(|piece| {
                let (mut buffer, mut found) = (Vec::new(), Findings::default());
                for index in piece.clone() {
                    let record = record(index);
                    serde_json::to_writer(&mut buffer, &record)?;
                    buffer.push(b'\n');
                    found.gleaned.push(glean(&record));
                    let new = record.problems.into_iter().skip(articles[index].problems.len());
                    found.problems.extend(new.map(|problem| (index, problem)));
                }
                watch.advance(piece.len());
                Ok((buffer, found))
            })
            .collect();
        for piece in written {
            let (buffer, new) = piece.map_err(|error| Error::write(name, error.into()))?;
            out.write_all(&buffer).map_err(|error| Error::write(name, error))?;
            findings.problems.extend(new.problems);
            findings.gleaned.extend(new.gleaned);
        }
    }
    out.flush().map_err(|error| Error::write(name, error))?;
    Ok(findings)
}

fn glean(record: &Record) -> Gleaned {
    Gleaned {
        keywords: record.keywords.iter().flatten().map(|keyword| keyword.term.clone()).collect(),
        names: record.names.iter().flatten().map(|name| (name.name.clone(), name.kind)).collect(),
    }
}
