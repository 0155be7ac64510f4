//! Fits the rankers of keywords and summary to hand labels, and says what they find in articles held out.
//!
//! The summary reads the keywords, and keywords of an article the ranker was fitted to are better than those of a new
//! one. So the summary is fitted to keywords of rankers that did not see the article: a keyword ranker is fitted
//! without each fold, and without each pair of folds.

use std::sync::OnceLock;

use rayon::prelude::*;

use crate::analyze::{
    Analyzer, Context, Keyword, Keywords, Name, Place, Summarizer, Summary, Tables,
    keywords::{self, Lesson, SieveBallot},
    rank::{Ballot, FOLDS, FitConfig, Schema},
    summary::{self, SummaryBallot},
};

/// An article with what its annotators chose.
pub struct Sample<'a> {
    /// The article.
    pub context: Context<'a>,
    /// Its places.
    pub places: Vec<Place>,
    /// Its names.
    pub names: Vec<Name>,
    /// The keywords of each annotator.
    pub keywords: Vec<Vec<String>>,
    /// The sentences of each annotator, as text.
    pub sentences: Vec<Vec<String>>,
    /// Number of its fold; articles that print the same story are in one.
    pub fold: usize,
}

impl Sample<'_> {
    fn lesson(&self) -> Lesson<'_> {
        Lesson { context: &self.context, places: &self.places, names: &self.names, chosen: &self.keywords, fold: self.fold }
    }
}

/// The labelled articles, ready to be learned from.
pub struct Study<'a> {
    samples: &'a [Sample<'a>],
    analyzer: &'a Analyzer,
    sieve_ballots: Vec<SieveBallot>,
    /// By the pair of folds left out, in the order of [`pairs`]: what the ranker is fitted to. Made when first needed.
    courses: OnceLock<Vec<Course>>,
}

/// A keyword stage with a fitted sieve, and what it leaves of every article the sieve saw.
struct Course {
    stage: Keywords,
    ballots: Vec<Ballot>,
}

/// How both stages are fitted.
pub struct Fits {
    keywords: FitConfig,
    summary: FitConfig,
}

/// The name under which the trees of a stage are left out.
const TREES: &str = "trees";

impl Fits {
    /// As for what ships, without some features: `without` names groups, such as `keywords:title`, or `keywords:trees`
    /// for the trees.
    ///
    /// # Errors
    /// A name that is no group; the message lists the groups.
    pub fn without(groups: &[String]) -> Result<Self, String> {
        let mut fits = Self { keywords: keywords::FIT, summary: summary::FIT };
        for name in groups {
            let known = match name.split_once(':') {
                Some(("keywords", group)) => leave_out(group, keywords::SCHEMA, &mut fits.keywords),
                Some(("summary", group)) => leave_out(group, summary::SCHEMA, &mut fits.summary),
                _ => false,
            };
            if !known {
                return Err(format!("there is no group of features `{name}`; there are {}", Self::groups().join(", ")));
            }
        }
        Ok(fits)
    }

    /// The names of the groups of features.
    pub fn groups() -> Vec<String> {
        let stages = [("keywords", keywords::SCHEMA, keywords::FIT), ("summary", summary::SCHEMA, summary::FIT)];
        let names = stages.iter().flat_map(|(stage, schema, fit)| {
            let groups = schema.groups.iter().skip(1).map(|&(group, _)| group).chain(fit.boost.map(|_| TREES));
            groups.map(move |group| format!("{stage}:{group}"))
        });
        names.collect()
    }
}

/// The pairs of folds, each fold with itself too.
fn pairs() -> Vec<[usize; 2]> {
    (0..FOLDS).flat_map(|a| (a..FOLDS).map(move |b| [a, b])).collect()
}

impl<'a> Study<'a> {
    /// Makes ready to fit the stages of `analyzer` to `samples`.
    pub fn new(analyzer: &'a Analyzer, samples: &'a [Sample<'a>]) -> Self {
        let sieve_ballots = samples.par_iter().map(|sample| analyzer.keywords.sieve_ballot(&sample.lesson())).collect();
        Self { samples, analyzer, sieve_ballots, courses: OnceLock::new() }
    }

    /// The keyword stage fitted to all samples.
    pub fn keywords(&self, fits: &Fits) -> Keywords {
        self.course(&[]).fitted(fits)
    }

    /// The summary stage fitted to all samples.
    pub fn summary(&self, fits: &Fits) -> Summarizer {
        let stages = self.stages(fits);
        self.summary_without(None, fits, |fold| stage_without(&stages, fold, fold))
    }

    /// What both stages find in every sample, fitted without the sample's fold.
    pub fn held_out(&self, fits: &Fits) -> Vec<(Vec<Keyword>, Summary)> {
        let stages = self.stages(fits);
        let summaries: Vec<Summarizer> = (0..FOLDS)
            .into_par_iter()
            .map(|out| self.summary_without(Some(out), fits, |fold| stage_without(&stages, out, fold)))
            .collect();
        let Some(first) = self.samples.first() else { return Vec::new() };
        // Each summary stage has words of its own.
        let tables =
            |stage: &Summarizer| Tables { summary: stage.table(first.context.vocabulary), ..first.context.tables.clone() };
        let tables: Vec<Tables> = summaries.iter().map(tables).collect();
        let answer = |sample: &Sample<'_>| {
            let stage = stage_without(&stages, sample.fold, sample.fold);
            let keywords = stage.extract(&sample.context, &sample.places, &sample.names);
            let context = Context { tables: &tables[sample.fold], ..sample.context };
            let summary = summaries[sample.fold].summarize(&context, &keywords);
            (keywords, summary)
        };
        self.samples.par_iter().map(answer).collect()
    }

    /// The keyword stages fitted without each pair of folds, in the order of [`pairs`].
    fn stages(&self, fits: &Fits) -> Vec<Keywords> {
        let courses = self.courses.get_or_init(|| pairs().par_iter().map(|pair| self.course(pair)).collect());
        courses.par_iter().map(|course| course.fitted(fits)).collect()
    }

    /// The keyword stage without these folds, before its ranker is fitted.
    fn course(&self, folds: &[usize]) -> Course {
        let rest: Vec<&SieveBallot> = self.sieve_ballots.iter().filter(|ballot| !folds.contains(&ballot.fold)).collect();
        let stage = self.analyzer.keywords.sieved(&rest);
        let rest: Vec<&Sample<'_>> = self.samples.iter().filter(|sample| !folds.contains(&sample.fold)).collect();
        let ballots = rest.par_iter().map(|sample| stage.ballot(&sample.lesson())).collect();
        Course { stage, ballots }
    }

    /// The summary stage fitted without fold `out`; `stage` gives the keyword stage that did not see a fold.
    fn summary_without<'s>(&self, out: Option<usize>, fits: &Fits, stage: impl Fn(usize) -> &'s Keywords + Sync) -> Summarizer {
        let rest: Vec<&Sample<'_>> = self.samples.iter().filter(|sample| Some(sample.fold) != out).collect();
        let ballot = |sample: &&Sample<'_>| {
            let keywords = stage(sample.fold).extract(&sample.context, &sample.places, &sample.names);
            Summarizer::ballot(&sample.context, &keywords, &sample.sentences, sample.fold)
        };
        let ballots: Vec<SummaryBallot> = rest.par_iter().map(ballot).collect();
        let Some(first) = rest.first() else { return self.analyzer.summary.clone() };
        self.analyzer.summary.fitted(&ballots, &fits.summary, first.context.vocabulary)
    }
}

impl Course {
    fn fitted(&self, fits: &Fits) -> Keywords {
        self.stage.fitted(&self.ballots.iter().collect::<Vec<_>>(), &fits.keywords)
    }
}

/// The one of `stages` that saw neither fold.
fn stage_without(stages: &[Keywords], a: usize, b: usize) -> &Keywords {
    let pair = [a.min(b), a.max(b)];
    &stages[pairs().iter().position(|other| *other == pair).unwrap_or_default()]
}

/// Leaves a group of features, or the trees, out of a fit; false where there is no such group.
fn leave_out(group: &str, schema: Schema, fit: &mut FitConfig) -> bool {
    if group == TREES {
        fit.boost = None;
        return true;
    }
    let features = schema.group(group);
    let known = !features.is_empty();
    fit.without.extend(features);
    known
}
