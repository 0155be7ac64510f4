//! Fits the rankers of keywords and summary to hand labels, and says what they find in articles held out.
//!
//! The summary reads the keywords, and keywords of an article the ranker was fitted to are better than those of a new
//! one. So the summary is fitted to keywords of rankers that did not see the article: a keyword ranker is fitted
//! without each fold, and without each pair of folds.

use rayon::prelude::*;

use crate::analyze::{
    Analyzer, Context, Keyword, Keywords, Name, Place, Summarizer, Summary, Tables, keywords,
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

/// The labelled articles, ready to be learned from.
pub struct Study<'a> {
    samples: &'a [Sample<'a>],
    analyzer: &'a Analyzer,
    keyword_fit: FitConfig,
    summary_fit: FitConfig,
    keyword_ballots: Vec<Ballot>,
}

/// The name under which the trees of a stage are left out.
const TREES: &str = "trees";

impl<'a> Study<'a> {
    /// Makes ready to fit the stages of `analyzer` to `samples`. `without` names groups of features to leave out, such
    /// as `keywords:title`, or `keywords:trees` for the trees.
    ///
    /// # Errors
    /// A name that is no group; the message lists the groups.
    pub fn new(analyzer: &'a Analyzer, samples: &'a [Sample<'a>], without: &[String]) -> Result<Self, String> {
        let (mut keyword_fit, mut summary_fit) = (keywords::FIT, summary::FIT);
        for name in without {
            let known = match name.split_once(':') {
                Some(("keywords", group)) => leave_out(group, keywords::SCHEMA, &mut keyword_fit),
                Some(("summary", group)) => leave_out(group, summary::SCHEMA, &mut summary_fit),
                _ => false,
            };
            if !known {
                return Err(format!("there is no group of features `{name}`; there are {}", Self::groups().join(", ")));
            }
        }
        let ballot =
            |sample: &Sample<'_>| Keywords::ballot(&sample.context, &sample.places, &sample.names, &sample.keywords, sample.fold);
        let keyword_ballots = samples.par_iter().map(ballot).collect();
        Ok(Self { samples, analyzer, keyword_fit, summary_fit, keyword_ballots })
    }

    /// The names of the groups of features.
    pub fn groups() -> Vec<String> {
        let stages = [("keywords", keywords::SCHEMA), ("summary", summary::SCHEMA)];
        let names = stages.iter().flat_map(|(stage, schema)| {
            let groups = schema.groups.iter().map(|&(group, _)| group).chain([TREES]);
            groups.map(move |group| format!("{stage}:{group}"))
        });
        names.collect()
    }

    /// The keyword stage fitted to all samples.
    pub fn keywords(&self) -> Keywords {
        self.keywords_without(&[])
    }

    /// The summary stage fitted to all samples.
    pub fn summary(&self) -> Summarizer {
        let stages: Vec<Keywords> = (0..FOLDS).into_par_iter().map(|fold| self.keywords_without(&[fold])).collect();
        self.summary_without(None, |fold| &stages[fold])
    }

    /// What both stages find in every sample, fitted without the sample's fold.
    pub fn held_out(&self) -> Vec<(Vec<Keyword>, Summary)> {
        let pairs: Vec<[usize; 2]> = (0..FOLDS).flat_map(|a| (a..FOLDS).map(move |b| [a, b])).collect();
        let stages: Vec<Keywords> = pairs.par_iter().map(|pair| self.keywords_without(pair)).collect();
        let without = |a: usize, b: usize| {
            let pair = [a.min(b), a.max(b)];
            &stages[pairs.iter().position(|other| *other == pair).unwrap_or_default()]
        };
        let summaries: Vec<Summarizer> =
            (0..FOLDS).into_par_iter().map(|out| self.summary_without(Some(out), |fold| without(out, fold))).collect();
        let Some(first) = self.samples.first() else { return Vec::new() };
        // Each summary stage has words of its own.
        let tables =
            |stage: &Summarizer| Tables { summary: stage.table(first.context.vocabulary), ..first.context.tables.clone() };
        let tables: Vec<Tables> = summaries.iter().map(tables).collect();
        let answer = |sample: &Sample<'_>| {
            let keywords = without(sample.fold, sample.fold).extract(&sample.context, &sample.places, &sample.names);
            let context = Context { tables: &tables[sample.fold], ..sample.context };
            let summary = summaries[sample.fold].summarize(&context, &keywords);
            (keywords, summary)
        };
        self.samples.par_iter().map(answer).collect()
    }

    fn keywords_without(&self, folds: &[usize]) -> Keywords {
        let ballots: Vec<&Ballot> = self.keyword_ballots.iter().filter(|ballot| !folds.contains(&ballot.fold)).collect();
        self.analyzer.keywords.fitted(&ballots, &self.keyword_fit)
    }

    /// The summary stage fitted without fold `out`; `stage` gives the keyword stage that did not see a fold.
    fn summary_without<'s>(&self, out: Option<usize>, stage: impl Fn(usize) -> &'s Keywords + Sync) -> Summarizer {
        let rest: Vec<&Sample<'_>> = self.samples.iter().filter(|sample| Some(sample.fold) != out).collect();
        let ballot = |sample: &&Sample<'_>| {
            let keywords = stage(sample.fold).extract(&sample.context, &sample.places, &sample.names);
            Summarizer::ballot(&sample.context, &keywords, &sample.sentences, sample.fold)
        };
        let ballots: Vec<SummaryBallot> = rest.par_iter().map(ballot).collect();
        let Some(first) = rest.first() else { return self.analyzer.summary.clone() };
        self.analyzer.summary.fitted(&ballots, &self.summary_fit, first.context.vocabulary)
    }
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
