//! Keywords: the phrases an editor would index the article under.
//!
//! Candidates are phrases ([`candidate`]); what is known of each is a list of features ([`feature`]); a linear model
//! weighs them, its weights learned from editors' choices ([`learn`], `data/keywords.tsv`); of candidates that overlap
//! in wording only the best is printed. Finds no places and no names: those come from their own stages.

mod candidate;
mod family;
mod feature;
mod learn;
mod marks;

use std::cmp::Reverse;

use crate::{
    analyze::{
        Context, Name, Place, Reason,
        rank::{Features, Ranker, Table},
    },
    error::Result,
    record::round,
    span::Span,
};

use self::{
    candidate::{Candidate, Candidates},
    feature::Scale,
    marks::Marks,
};

pub(super) use {feature::SCHEMA, learn::FIT};

/// The weights that ship in the binary; made by `zhaibao learn keywords`.
const SHIPPED: &str = include_str!("../data/keywords.tsv");

/// Share of the shorter of two terms that both have in one piece, from which on only the better one is printed.
const SAME_WORDING: f64 = 0.6;

/// A keyword of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyword {
    /// As printed.
    pub term: String,
    /// How good it is, in (0, 1); rank on the rounded value.
    pub score: f64,
    /// Occurrences in the text.
    pub count: u32,
    /// All its places in the text.
    pub spans: Vec<Span>,
}

/// Settings of the keyword stage.
#[derive(Debug, Clone, PartialEq)]
pub struct KeywordConfig {
    /// How many keywords at most.
    pub max: usize,
}

impl Default for KeywordConfig {
    fn default() -> Self {
        Self { max: 8 }
    }
}

/// Up to this many candidates all are weighed; of more, only those that stand out. An article of two or three sentences
/// has no more, a page-long one a thousand.
const FEW: usize = 100;

/// The keyword stage.
#[derive(Debug, Clone)]
pub struct Keywords {
    config: KeywordConfig,
    ranker: Ranker,
}

/// A candidate with its rounded score.
struct Ranked<'t> {
    score: f64,
    candidate: Candidate<'t>,
}

impl Keywords {
    /// The stage with these settings and the weights that ship in the binary.
    ///
    /// # Errors
    /// Only where the weights that were built in are damaged.
    pub fn new(config: KeywordConfig) -> Result<Self> {
        Self::with_weights(config, SHIPPED, "the built-in keyword weights")
    }

    /// The stage with these settings and the weights of a file's text; `path` is for the error message.
    pub fn with_weights(config: KeywordConfig, weights: &str, path: &str) -> Result<Self> {
        Ok(Self { config, ranker: Ranker::parse(SCHEMA, weights, path)? })
    }

    /// The data file of its ranker; see [`Ranker::to_text`].
    pub fn to_text(&self, made_by: &str) -> String {
        self.ranker.to_text(made_by)
    }

    /// The keywords of the article, best first.
    pub fn extract(&self, context: &Context<'_>, places: &[Place], names: &[Name]) -> Vec<Keyword> {
        let head = context.article.head.text();
        let marks = Marks::new(context.vocabulary);
        let winners = self.winners(context, &marks, &head, places, names);
        winners.into_iter().map(|ranked| keyword(context, &ranked)).collect()
    }

    /// Why each keyword got its score, in the order of [`Keywords::extract`].
    pub fn explain(&self, context: &Context<'_>, places: &[Place], names: &[Name]) -> Vec<Reason> {
        let head = context.article.head.text();
        let marks = Marks::new(context.vocabulary);
        let candidates = Candidates::find(context, &marks, &head).list;
        let scale = Scale::new(context, places, names, &candidates);
        let mut features = Features::new();
        let reason = |ranked: Ranked<'_>| {
            scale.measure(&ranked.candidate, &mut features);
            let table = Table::of(SCHEMA.len(), std::slice::from_ref(&features));
            let value = self.ranker.values(&table).first().copied().unwrap_or_default();
            self.ranker.reason(ranked.candidate.term.to_owned(), &table, 0, value)
        };
        self.winners(context, &marks, &head, places, names).into_iter().map(reason).collect()
    }

    fn winners<'t>(
        &self,
        context: &'t Context<'t>,
        marks: &'t Marks,
        head: &'t str,
        places: &[Place],
        names: &[Name],
    ) -> Vec<Ranked<'t>> {
        let candidates = Candidates::find(context, marks, head).list;
        let scale = Scale::new(context, places, names, &candidates);
        let weighed: Vec<&Candidate<'t>> =
            candidates.iter().filter(|candidate| candidates.len() <= FEW || candidate.stands_out()).collect();
        let rows: Vec<Features> = weighed
            .iter()
            .map(|candidate| {
                let mut features = Features::new();
                scale.measure(candidate, &mut features);
                features
            })
            .collect();
        let values = self.ranker.values(&Table::of(SCHEMA.len(), &rows));
        let mut ranked: Vec<(f64, &Candidate<'t>)> =
            values.iter().map(|&value| round(Ranker::score(value))).zip(weighed).collect();
        let place = |candidate: &Candidate<'_>| (Reverse(candidate.in_head), candidate.words.start);
        ranked.sort_unstable_by(|(a, one), (b, other)| {
            b.total_cmp(a).then_with(|| place(one).cmp(&place(other))).then_with(|| one.term.cmp(other.term))
        });
        let own = OwnNames::new(context);
        let mut winners: Vec<Ranked<'t>> = Vec::with_capacity(self.config.max);
        for (score, candidate) in ranked {
            if winners.len() == self.config.max {
                break;
            }
            let is_said = winners.iter().any(|winner| same_wording(winner.candidate.term, candidate.term));
            if !is_said && !own.names(candidate.term) {
                winners.push(Ranked { score, candidate: candidate.clone() });
            }
        }
        winners
    }

    /// Every candidate with its features, for learning.
    fn each_candidate(context: &Context<'_>, places: &[Place], names: &[Name], mut each: impl FnMut(&Candidate<'_>, &Features)) {
        let head = context.article.head.text();
        let marks = Marks::new(context.vocabulary);
        let candidates = Candidates::find(context, &marks, &head).list;
        let scale = Scale::new(context, places, names, &candidates);
        let own = OwnNames::new(context);
        let mut features = Features::new();
        for candidate in candidates.iter().filter(|candidate| !own.names(candidate.term)) {
            scale.measure(candidate, &mut features);
            each(candidate, &features);
        }
    }
}

/// Who printed and sent the article: no news in it.
struct OwnNames<'a> {
    paper: Option<&'a str>,
    agency: Option<&'a str>,
    byline: Option<&'a str>,
}

impl<'a> OwnNames<'a> {
    fn new(context: &Context<'a>) -> Self {
        let article = context.article;
        Self {
            paper: article.source.paper.as_deref(),
            agency: article.dateline.agency.as_deref(),
            byline: article.head.byline.as_deref(),
        }
    }

    /// Whether `term` is the paper, the agency or one of the writers.
    fn names(&self, term: &str) -> bool {
        self.paper == Some(term) || self.agency == Some(term) || self.byline.is_some_and(|byline| byline.contains(term))
    }
}

/// The keyword with all its places: those on word borders, found in the text as printed.
fn keyword(context: &Context<'_>, ranked: &Ranked<'_>) -> Keyword {
    let term = ranked.candidate.term;
    let body = &context.document.body;
    let spans: Vec<Span> = context
        .article
        .text
        .match_indices(term)
        .map(|(at, _)| Span::from(at..at + term.len()))
        .filter(|span| body.is_border(span.start) && body.is_border(span.end))
        .collect();
    Keyword { term: term.to_owned(), score: ranked.score, count: spans.len() as u32, spans }
}

/// Whether two terms say the same words: one holds the other, or they share a piece of [`SAME_WORDING`] of the shorter.
fn same_wording(a: &str, b: &str) -> bool {
    if a.contains(b) || b.contains(a) {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut longest = 0;
    for start in 0..a.len() {
        for other in 0..b.len() {
            let same = a[start..].iter().zip(&b[other..]).take_while(|(x, y)| x == y).count();
            longest = longest.max(same);
        }
    }
    longest as f64 >= SAME_WORDING * a.len().min(b.len()) as f64
}
