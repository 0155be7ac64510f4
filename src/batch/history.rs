//! Earlier nights: the editions a run is compared with.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::{
    alarm::NightSize,
    article::Kind,
    batch::{
        manifest::Manifest,
        night::{COUNTS, MANIFEST, RECORDS},
        publish::OutDir,
        watch::Watch,
    },
    error::{Error, Result},
    model::Counts,
    problem::{Problem, ProblemCode},
    span::CharIndex,
    story::Print,
};

/// How many earlier nights count, the latest ones.
const NIGHTS: usize = 30;
/// Lines of a records file that are read at a time.
const LINES: usize = 1024;

/// How it went with an earlier night.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NightStatus {
    /// Counted in.
    Success,
    /// Left out on purpose: not earlier than tonight, or too long ago.
    Skipped,
    /// Could not be read.
    Error,
}

/// What became of a night of the history, for the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NightResult {
    /// The folder.
    pub path: String,
    /// Its date.
    pub date: Option<Date>,
    /// Articles of its counts.
    pub articles: u64,
    /// Records of it that were compared.
    pub records: usize,
    /// How it went.
    pub status: NightStatus,
    /// Why it was left out.
    pub message: Option<String>,
}

/// An article of an earlier night.
#[derive(Debug, Clone)]
pub struct EarlierText {
    /// Its record.
    pub id: String,
    /// The story it belongs to.
    pub story: String,
    /// When the story was first printed.
    pub since: Option<Date>,
    /// What can be recognised of it.
    pub print: Print,
}

/// The earlier nights of a run.
#[derive(Debug, Default)]
pub struct History {
    /// Dates and counts, oldest first.
    pub nights: Vec<(Option<Date>, Counts)>,
    /// Their articles, oldest first.
    pub texts: Vec<EarlierText>,
    /// The names they mentioned.
    pub names: FxHashSet<String>,
    /// What became of every folder.
    pub results: Vec<NightResult>,
    /// What was wrong.
    pub problems: Vec<Problem>,
}

/// A folder that may hold a night.
struct Found {
    path: PathBuf,
    date: Option<Date>,
}

impl History {
    /// Reads the nights in `folders`, each an edition or a folder of editions, that are earlier than `tonight`; `out` is
    /// the folder of tonight and never a night of its own history. What cannot be read is a problem, not an error.
    ///
    /// # Errors
    /// The watcher stopped it.
    pub fn read(folders: &[PathBuf], out: &Path, tonight: Option<Date>, watch: &dyn Watch) -> Result<Self> {
        let mut history = Self::default();
        let mut found = history.list(folders, out);
        found.sort_by(|a, b| (a.date, &a.path).cmp(&(b.date, &b.path)));
        let (mut earlier, later): (Vec<Found>, Vec<Found>) =
            found.into_iter().partition(|night| night.date.is_none_or(|date| tonight.is_none_or(|tonight| date < tonight)));
        for night in later {
            history.leave_out(&night, "it is not earlier than this edition");
        }
        for night in earlier.drain(..earlier.len().saturating_sub(NIGHTS)) {
            history.leave_out(&night, "30 later nights are there");
        }
        for night in earlier {
            watch.check()?;
            history.take(&night);
        }
        if !folders.is_empty() && history.nights.is_empty() && history.problems.is_empty() {
            let path = folders[0].display().to_string();
            let message = "no earlier edition in the history; tonight is compared with the background";
            history.problems.push(Problem::warning(ProblemCode::EmptyHistory, &path, None, message));
        }
        Ok(history)
    }

    /// The editions of `folders`, each once.
    fn list(&mut self, folders: &[PathBuf], out: &Path) -> Vec<Found> {
        let own = fs::canonicalize(out).ok();
        let mut seen = FxHashSet::default();
        let mut found = Vec::new();
        for folder in folders {
            match editions(folder) {
                Ok(paths) => found.extend(paths.into_iter().filter(|path| {
                    let real = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
                    own.as_ref() != Some(&real) && seen.insert(real)
                })),
                Err(error) => self.fail(folder, None, &format!("cannot read the history: {error}")),
            }
        }
        found.into_iter().map(|path| Found { date: date_of(&path), path }).collect()
    }

    fn take(&mut self, night: &Found) {
        let path = &night.path;
        match read_night(path, night.date) {
            Ok((counts, texts, names)) => {
                let (articles, records) = (counts.articles(), texts.len());
                self.push(night, articles, records, NightStatus::Success, None);
                self.nights.push((night.date, counts));
                self.texts.extend(texts);
                self.names.extend(names);
            }
            Err(error) => self.fail(path, night.date, &chain(&error)),
        }
    }

    fn leave_out(&mut self, night: &Found, why: &str) {
        self.push(night, 0, 0, NightStatus::Skipped, Some(why));
    }

    fn fail(&mut self, path: &Path, date: Option<Date>, why: &str) {
        self.push(&Found { path: path.to_owned(), date }, 0, 0, NightStatus::Error, Some(why));
        let name = path.display().to_string();
        self.problems.push(Problem::error(ProblemCode::UnreadableHistory, &name, None, why));
    }

    fn push(&mut self, night: &Found, articles: u64, records: usize, status: NightStatus, message: Option<&str>) {
        let (path, message) = (night.path.display().to_string(), message.map(str::to_owned));
        self.results.push(NightResult { path, date: night.date, articles, records, status, message });
    }
}

/// `folder` where it is an edition, else the editions in it, sorted.
fn editions(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    if is_edition(folder) {
        return Ok(vec![folder.to_owned()]);
    }
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.retain(|path| is_edition(path));
    paths.sort();
    Ok(paths)
}

fn is_edition(folder: &Path) -> bool {
    [COUNTS, RECORDS].iter().any(|name| folder.join(name).is_file())
}

/// The date of an edition: that of its manifest, else the name of its folder.
fn date_of(folder: &Path) -> Option<Date> {
    let text = fs::read_to_string(folder.join(MANIFEST)).ok();
    let manifest = text.and_then(|text| serde_json::from_str::<Manifest>(&text).ok());
    let named = || folder.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse().ok());
    manifest.and_then(|manifest| manifest.edition.date).or_else(named)
}

/// How much the nights that could be read brought, as far as their manifests are there.
pub(super) fn sizes(nights: &[NightResult]) -> Vec<NightSize> {
    let read = nights.iter().filter(|night| night.status == NightStatus::Success);
    let texts = read.filter_map(|night| fs::read_to_string(Path::new(&night.path).join(MANIFEST)).ok());
    texts.filter_map(|text| serde_json::from_str::<Manifest>(&text).ok()).map(|manifest| manifest.size()).collect()
}

type NightRead = (Counts, Vec<EarlierText>, Vec<String>);

fn read_night(folder: &Path, date: Option<Date>) -> Result<NightRead> {
    OutDir::recover(folder)?;
    let name = |file: &str| folder.join(file).display().to_string();
    let counts = File::open(folder.join(COUNTS)).map_err(|error| Error::read(name(COUNTS), error))?;
    let counts = Counts::read(counts, &name(COUNTS))?;
    // Nights whose records were put away still count.
    if !folder.join(RECORDS).is_file() {
        return Ok((counts, Vec::new(), Vec::new()));
    }
    let records = File::open(folder.join(RECORDS)).map_err(|error| Error::read(name(RECORDS), error))?;
    let mut lines = BufReader::new(records).lines().enumerate();
    let (mut texts, mut names) = (Vec::new(), Vec::new());
    loop {
        let piece: Vec<(usize, std::io::Result<String>)> = lines.by_ref().take(LINES).collect();
        if piece.is_empty() {
            return Ok((counts, texts, names));
        }
        let read: Result<Vec<(EarlierText, Vec<String>)>> = piece
            .into_par_iter()
            .map(|(number, line)| {
                let line = line.map_err(|error| Error::read(name(RECORDS), error))?;
                let record: PastRecord = serde_json::from_str(&line)
                    .map_err(|error| Error::format(name(RECORDS), number + 1, format!("no record: {error}")))?;
                Ok(record.read(date))
            })
            .collect();
        for (text, mentioned) in read? {
            texts.push(text);
            names.extend(mentioned);
        }
    }
}

/// What counts of a record of an earlier night; the rest of its line is skipped.
#[derive(Deserialize)]
struct PastRecord {
    id: String,
    kind: Kind,
    incomplete: bool,
    text: String,
    lead_span: Option<[u32; 2]>,
    #[serde(default)]
    names: Vec<PastName>,
    story: Option<PastStory>,
}

#[derive(Deserialize)]
struct PastName {
    name: String,
}

#[derive(Deserialize)]
struct PastStory {
    id: String,
    #[serde(default)]
    since: Option<Date>,
}

impl PastRecord {
    fn read(self, date: Option<Date>) -> (EarlierText, Vec<String>) {
        let lead = self.lead_span.map(|span| CharIndex::new(&self.text).bytes_of(span)).unwrap_or_default();
        let text = self.text.get(lead.end as usize..).unwrap_or(&self.text);
        let print = Print::of(text, self.kind, self.incomplete);
        let (story, since) = self.story.map_or((None, None), |story| (Some(story.id), story.since));
        let story = story.unwrap_or_else(|| self.id.clone());
        let names = self.names.into_iter().map(|name| name.name).collect();
        (EarlierText { id: self.id, story, since: since.or(date), print }, names)
    }
}

/// An error with its causes, on one line.
fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
