//! The manifest `run.json`: what a run was asked, what became of every page, and what it wrote.
//!
//! Keys are always present, `null` or empty where there is nothing. Times stand here and nowhere else, so that the
//! records repeat byte for byte.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    input::{FileRead, Skipped},
    layout::Split,
    page::Page,
    problem::{Problem, ProblemCode, Severity},
    span::LineRange,
};

/// Version of the manifest's form.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// The manifest of one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Who made it, and when.
    pub metadata: Metadata,
    /// The settings as they were meant: flags, environment, file and defaults together.
    pub args: serde_json::Value,
    /// Seconds from the first file to the last byte.
    pub elapsed_time: f64,
    /// The edition.
    pub edition: EditionFacts,
    /// Sums over all results.
    pub totals: Totals,
    /// The files written, by name.
    pub outputs: Vec<Output>,
    /// One per file, and one per page of a file that holds several; in the order of the records.
    pub results: Vec<PageResult>,
}

/// Who made a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Version of the manifest's form.
    pub schema_version: u32,
    /// Version of the program.
    pub tool_version: String,
    /// Version of the records' form.
    pub record_schema: u32,
    /// Articles and terms of the background lexicon.
    pub lexicon: LexiconFacts,
    /// Topics of the taxonomy.
    pub topics: usize,
    /// When the run began.
    pub started_at: String,
    /// When the manifest was written.
    pub generated_at: String,
}

/// What identifies a lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LexiconFacts {
    /// Articles counted.
    pub articles: u64,
    /// Terms known.
    pub terms: usize,
}

/// The edition of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EditionFacts {
    /// Its date: as given, else the date of most pages.
    pub date: Option<Date>,
    /// The papers in it, sorted.
    pub papers: Vec<String>,
}

/// Sums over all results.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// Files read or tried, skipped ones not counted.
    pub files: usize,
    /// Pages split.
    pub pages: usize,
    /// Records written.
    pub records: usize,
    /// Bytes on the disk.
    pub bytes: u64,
    /// Characters of the input.
    pub chars: u64,
    /// Characters that could not be decoded.
    pub replaced_chars: u64,
    /// Characters that stand in no article.
    pub unassigned_chars: u64,
    /// Results by status.
    pub status: BTreeMap<Status, usize>,
    /// Problems of severity `error`.
    pub errors: usize,
    /// Problems of severity `warning`.
    pub warnings: usize,
    /// Problems by code.
    pub problems: BTreeMap<ProblemCode, usize>,
}

/// A file a run wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Its name in the output folder.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of it: whoever reads the folder can tell that its files belong together.
    pub sha256: String,
}

/// How it went with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nothing of severity `error`.
    Success,
    /// Articles, and errors.
    Partial,
    /// Errors, and no article.
    Error,
    /// A file that is no page text.
    Skipped,
}

/// What became of a file, or of one page of a file that holds several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageResult {
    /// The file, as in the records.
    pub path: String,
    /// Line of a JSON Lines file, for a page in it.
    pub line: Option<u32>,
    /// Name of the paper.
    pub paper: Option<String>,
    /// Date of the issue.
    pub date: Option<Date>,
    /// Page number.
    pub page: Option<String>,
    /// Bytes on the disk; null for a page in a file.
    pub bytes: Option<u64>,
    /// SHA-256 of the file; null for a page in a file.
    pub sha256: Option<String>,
    /// What it was read as.
    pub encoding: Option<String>,
    /// Characters of the text.
    pub chars: u64,
    /// Pages: 1 for page text, for a file of several how many.
    pub pages: usize,
    /// Articles found.
    pub articles: usize,
    /// Lines that are slogans, running heads and the like.
    pub furniture: Vec<LineRange>,
    /// Lines that fit no article and no furniture; [`PageResult::furniture`] holds them too.
    pub unassigned: Vec<LineRange>,
    /// Characters on these lines, white space not counted.
    pub unassigned_chars: u64,
    /// Characters that could not be decoded.
    pub replaced_chars: u64,
    /// How it went.
    pub status: Status,
    /// The first error, or why the file was skipped.
    pub message: Option<String>,
    /// Time spent reading and splitting.
    pub milliseconds: u64,
    /// Everything that was wrong, its articles included.
    pub problems: Vec<Problem>,
}

impl PageResult {
    fn blank(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            line: None,
            paper: None,
            date: None,
            page: None,
            bytes: None,
            sha256: None,
            encoding: None,
            chars: 0,
            pages: 0,
            articles: 0,
            furniture: Vec::new(),
            unassigned: Vec::new(),
            unassigned_chars: 0,
            replaced_chars: 0,
            status: Status::Success,
            message: None,
            milliseconds: 0,
            problems: Vec::new(),
        }
    }

    /// A file that was read.
    pub(super) fn of_file(path: &str, file: &FileRead) -> Self {
        Self {
            bytes: Some(file.bytes),
            sha256: file.sha256.clone(),
            encoding: file.encoding.map(str::to_owned),
            chars: file.chars,
            replaced_chars: file.replaced,
            problems: file.problems.clone(),
            ..Self::blank(path)
        }
    }

    /// A page that was split.
    pub(super) fn of_page(page: &Page, split: &Split, file: &FileRead) -> Self {
        let unassigned: Vec<LineRange> = split
            .problems
            .iter()
            .filter(|problem| problem.code == ProblemCode::UnassignedLines)
            .filter_map(|problem| problem.lines)
            .collect();
        let is_unassigned = |number: u32| unassigned.iter().any(|range| range.contains(number));
        let lines = (1..).zip(page.lines()).filter(|&(number, _)| is_unassigned(number));
        let unassigned_chars = lines.map(|(_, line)| line.chars().filter(|c| !c.is_whitespace()).count() as u64).sum();
        Self {
            line: page.record,
            paper: page.paper.clone().or_else(|| split.imprint.paper.clone()),
            date: page.date.or(split.imprint.date),
            page: page.number.clone().or_else(|| split.imprint.page.clone()),
            encoding: file.encoding.map(str::to_owned),
            chars: page.text.chars().count() as u64,
            replaced_chars: page.text.matches('\u{FFFD}').count() as u64,
            pages: 1,
            articles: split.articles.len(),
            furniture: split.furniture.clone(),
            unassigned,
            unassigned_chars,
            problems: split.problems.clone(),
            ..Self::blank(&page.path)
        }
    }

    /// A file of a folder that is no page text.
    pub(super) fn skipped(skipped: &Skipped) -> Self {
        Self { status: Status::Skipped, message: Some(skipped.reason.to_owned()), ..Self::blank(&skipped.path) }
    }

    /// A folder that could not be listed.
    pub(super) fn unlisted(problem: &Problem) -> Self {
        let mut result = Self { problems: vec![problem.clone()], ..Self::blank(&problem.path) };
        result.settle();
        result
    }

    /// Takes what is known of the one page a file holds.
    pub(super) fn take_page(&mut self, page: Self) {
        let Self { paper, date, page, furniture, unassigned, unassigned_chars, problems, .. } = page;
        self.problems.extend(problems);
        (self.paper, self.date, self.page, self.pages) = (paper, date, page, 1);
        (self.furniture, self.unassigned, self.unassigned_chars) = (furniture, unassigned, unassigned_chars);
    }

    /// Reads status and message off the problems; a skipped file stays one.
    pub(super) fn settle(&mut self) {
        if self.status == Status::Skipped {
            return;
        }
        let error = self.problems.iter().find(|problem| problem.severity == Severity::Error);
        self.status = match error {
            None => Status::Success,
            Some(_) if self.articles > 0 => Status::Partial,
            Some(_) => Status::Error,
        };
        self.message = error.map(|problem| problem.message.clone());
    }
}

impl Totals {
    /// Sums up `results`; `records` is what was written of them.
    pub fn of(results: &[PageResult], records: usize) -> Self {
        let mut totals = Self { records, ..Self::default() };
        for result in results {
            *totals.status.entry(result.status).or_default() += 1;
            totals.files += usize::from(result.line.is_none() && result.status != Status::Skipped);
            totals.unassigned_chars += result.unassigned_chars;
            if result.line.is_none() {
                totals.pages += result.pages;
                totals.bytes += result.bytes.unwrap_or(0);
                totals.chars += result.chars;
                totals.replaced_chars += result.replaced_chars;
            }
            for problem in &result.problems {
                *totals.problems.entry(problem.code).or_default() += 1;
                match problem.severity {
                    Severity::Error => totals.errors += 1,
                    Severity::Warning => totals.warnings += 1,
                }
            }
        }
        totals
    }
}
