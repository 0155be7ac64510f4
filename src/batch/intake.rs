//! The intake: files into articles with ids, in the order of the records.
//!
//! Splitting one page is the business of [`crate::layout`]; here the pages of a night come together: jumps are joined
//! across them, records sorted, ids given, and of every page is known what became of it.

use std::{collections::BTreeMap, path::Path, time::Instant};

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    article::{Article, Part, Source},
    batch::{
        manifest::{PageResult, Status},
        watch::{Stage, Watch},
    },
    error::{Error, Result},
    identity,
    input::{self, FileRead, Found, Gathered, Item, ReadOptions},
    layout,
    problem::{Problem, ProblemCode},
};

/// In which order articles leave the intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sequence {
    /// By path, then line: the order of an edition's records.
    #[default]
    Sorted,
    /// As the input has them: the order of a filter. Articles of pages come before those that came as such.
    AsGiven,
}

/// How a night is taken in.
#[derive(Debug, Clone, Copy, Default)]
pub struct IntakeOptions {
    /// How files are read.
    pub read: ReadOptions,
    /// In which order articles come out.
    pub sequence: Sequence,
}

/// What a record knows of an article that the article itself does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// `id` of the story a caption or box belongs to.
    pub part_of: Option<String>,
    /// Version of the record.
    pub version: u32,
}

/// A night's articles.
#[derive(Debug, Default)]
pub struct Intake {
    /// The articles, each with an id.
    pub articles: Vec<Article>,
    /// One tag per article.
    pub tags: Vec<Tag>,
    /// What became of every file and page, in the order of the files.
    pub results: Vec<PageResult>,
    /// The date most pages bear; of equally frequent ones the latest.
    pub date: Option<Date>,
}

/// An article that came as such, with what its record knew.
struct Given {
    article: Article,
    tag: Tag,
}

/// What one item of a file gave.
enum Draft {
    Page { articles: Vec<Article>, result: Box<PageResult> },
    Given(Box<Given>),
}

/// What one file gave.
#[derive(Default)]
struct FileIntake {
    /// Articles of pages.
    split: Vec<Article>,
    given: Vec<Given>,
    results: Vec<PageResult>,
    dates: Vec<Date>,
}

impl Default for Tag {
    fn default() -> Self {
        Self { part_of: None, version: 1 }
    }
}

impl Intake {
    /// Reads and splits all files.
    ///
    /// # Errors
    /// The watcher stopped it; all else that goes wrong is a problem of its page.
    pub fn read(gathered: &Gathered, options: &IntakeOptions, watch: &dyn Watch) -> Result<Self> {
        watch.begin(Stage::Read, gathered.files.len());
        let files: Result<Vec<FileIntake>> = gathered
            .files
            .par_iter()
            .map(|found| {
                watch.check()?;
                let file = FileIntake::read(found, &options.read);
                watch.advance(1);
                Ok(file)
            })
            .collect();
        let mut intake = Self::default();
        let (mut split, mut given) = (Vec::new(), Vec::new());
        let mut dates: BTreeMap<Date, usize> = BTreeMap::new();
        for file in files? {
            split.extend(file.split);
            given.extend(file.given);
            intake.results.extend(file.results);
            for date in file.dates {
                *dates.entry(date).or_default() += 1;
            }
        }
        intake.date = dates.into_iter().max_by_key(|&(date, pages)| (pages, date)).map(|(date, _)| date);
        watch.check()?;
        flag_repeated_ids(&mut given);
        let mut all = join(split);
        all.extend(given);
        if options.sequence == Sequence::Sorted {
            all.sort_by(|a, b| by_place(&a.article, &b.article));
        }
        (intake.articles, intake.tags) = all.into_iter().map(|given| (given.article, given.tag)).unzip();
        identity::assign(&mut intake.articles);
        intake.resolve_parts();
        let told: Vec<(usize, Problem)> = intake.problems().collect();
        intake.tell(told);
        intake.results.extend(gathered.problems.iter().map(PageResult::unlisted));
        intake.results.extend(gathered.skipped.iter().map(PageResult::skipped));
        Ok(intake)
    }

    /// Gives captions and boxes the id of their story.
    fn resolve_parts(&mut self) {
        let mut stories: FxHashMap<(&str, Option<u32>, u32), &str> = FxHashMap::default();
        for article in &self.articles {
            let (source, id) = (&article.source, article.id.as_deref().unwrap_or_default());
            stories.insert((&source.path, source.record, source.first_line()), id);
            stories.extend(source.parts.iter().map(|part| ((&*part.path, source.record, first_line(part)), id)));
        }
        for (article, tag) in self.articles.iter().zip(&mut self.tags) {
            let Some(line) = article.part_of else { continue };
            let story = stories.get(&(&article.source.path, article.source.record, line));
            tag.part_of = story.map(|&id| id.to_owned());
        }
    }

    /// What is wrong with the articles, each problem with the place of its article.
    fn problems(&self) -> impl Iterator<Item = (usize, Problem)> + '_ {
        let articles = self.articles.iter().enumerate();
        articles.flat_map(|(index, article)| article.problems.iter().map(move |problem| (index, problem.clone())))
    }

    /// Tells the results of problems found in articles, named by their places.
    pub fn tell(&mut self, problems: impl IntoIterator<Item = (usize, Problem)>) {
        let places: FxHashMap<(String, Option<u32>), usize> =
            self.results.iter().enumerate().map(|(place, result)| ((result.path.clone(), result.line), place)).collect();
        for (index, problem) in problems {
            let Source { path, record, .. } = &self.articles[index].source;
            let place = places.get(&(path.clone(), *record)).or_else(|| places.get(&(path.clone(), None)));
            if let Some(result) = place.and_then(|&place| self.results.get_mut(place)) {
                result.problems.push(problem);
            }
        }
        self.results.iter_mut().for_each(PageResult::settle);
    }
}

impl FileIntake {
    fn read(found: &Found, options: &ReadOptions) -> Self {
        let started = Instant::now();
        let mut file = input::read(found, options);
        let items = std::mem::take(&mut file.items);
        let drafts: Vec<Draft> = items.into_par_iter().map(|item| Draft::new(item, &file)).collect();
        let mut intake = Self::default();
        let mut whole = PageResult::of_file(&found.path, &file);
        for draft in drafts {
            match draft {
                Draft::Page { articles, result } => {
                    whole.articles += articles.len();
                    intake.split.extend(articles);
                    intake.dates.extend(result.date);
                    if file.is_lines {
                        whole.pages += 1;
                        intake.results.push(*result);
                    } else {
                        whole.take_page(*result);
                    }
                }
                Draft::Given(given) => {
                    whole.articles += 1;
                    intake.dates.extend(given.article.source.date);
                    intake.given.push(*given);
                }
            }
        }
        whole.milliseconds = milliseconds(started);
        intake.results.insert(0, whole);
        intake
    }
}

impl Draft {
    fn new(item: Item, file: &FileRead) -> Self {
        match item {
            Item::Page(page) => {
                let started = Instant::now();
                let split = layout::split(&page);
                let mut result = PageResult::of_page(&page, &split, file);
                if split.articles.is_empty() && split.problems.is_empty() {
                    let lines = page.record.map(|line| [line, line].into());
                    let message = "no article found on this page";
                    result.problems.push(Problem::warning(ProblemCode::EmptyResult, &page.path, lines, message));
                }
                result.milliseconds = milliseconds(started);
                Self::Page { articles: split.articles, result: Box::new(result) }
            }
            Item::Article(mut article) => {
                layout::dress(&mut article);
                Self::Given(Box::new(Given { article: *article, tag: Tag::default() }))
            }
            Item::Record(mut record) => {
                let tag = Tag { part_of: record.part_of.take(), version: record.version };
                Self::Given(Box::new(Given { article: record.into_article(), tag }))
            }
        }
    }
}

/// The articles of all pages in order, the halves of jumping stories joined.
fn join(mut split: Vec<Article>) -> Vec<Given> {
    split.sort_by(by_place);
    layout::date_articles(&mut split);
    layout::join_jumps(split).into_iter().map(|article| Given { article, tag: Tag::default() }).collect()
}

/// The order of records: path, then line.
fn by_place(a: &Article, b: &Article) -> std::cmp::Ordering {
    let lines = |source: &Source| (source.record, source.first_line());
    let (a, b) = (&a.source, &b.source);
    input::order(&a.path, &b.path).then_with(|| lines(a).cmp(&lines(b)))
}

/// An id the input gives twice names two articles at once: a problem of the second.
fn flag_repeated_ids(given: &mut [Given]) {
    let mut seen: FxHashSet<String> = FxHashSet::default();
    for Given { article, .. } in given {
        let Some(id) = &article.id else { continue };
        let is_told = || article.problems.iter().any(|problem| problem.code == ProblemCode::DuplicateId);
        if !seen.insert(id.clone()) && !is_told() {
            let lines = article.source.record.map(|line| [line, line].into());
            let message = format!("id `{id}` is given more than once");
            let problem = Problem::error(ProblemCode::DuplicateId, &article.source.path, lines, message);
            article.problems.push(problem);
        }
    }
}

/// Why no article came in: the input was empty, or every page failed. `manifest` is where more of it stands.
pub fn fruitless(results: &[PageResult], manifest: Option<&Path>) -> Error {
    let read = || results.iter().filter(|result| result.status != Status::Skipped);
    let mut problems = read().flat_map(|result| &result.problems).peekable();
    if problems.peek().is_some() && problems.all(|problem| problem.code == ProblemCode::Empty) {
        let paths: Vec<&str> = read().map(|result| result.path.as_str()).collect();
        return Error::missing(paths.join(", "));
    }
    Error::fruitless(read().count(), manifest)
}

fn first_line(part: &Part) -> u32 {
    part.head_lines.iter().chain(&part.body_lines).map(|range| range.first).min().unwrap_or(0)
}

fn milliseconds(started: Instant) -> u64 {
    started.elapsed().as_millis() as u64
}
