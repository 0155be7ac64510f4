//! Keywords: the phrases an editor would index the article under.
//!
//! Candidates are phrases ([`candidate`]); a first look leaves the few dozen that are worth more ([`sieve`]); what is
//! known of each of these is a row of features ([`feature`]), also from the background ([`phrasebook`]); a ranker weighs
//! them, learned from editors' choices ([`learn`], `data/keywords.tsv`); of candidates that overlap in wording only the
//! best is printed. Finds no places and no names: those come from their own stages.

mod candidate;
mod family;
mod feature;
pub(crate) mod learn;
mod marks;
mod pairs;
pub(crate) mod phrasebook;
mod sieve;
mod traits;

use std::cell::RefCell;

use crate::{
    analyze::{
        Context, Name, Place, Reason,
        rank::{Ranker, Table},
    },
    error::Result,
    record::round,
    span::Span,
};

use self::{
    candidate::Candidates,
    feature::{Listed, Scale},
    phrasebook::Phrasebook,
};

pub use traits::KeywordTable;
pub(super) use {feature::SCHEMA, learn::FIT};

/// The weights that ship in the binary; made by `zhaibao learn keywords`: the sieve, and after it the ranker.
const SHIPPED: &str = include_str!("../data/keywords.tsv");

/// Share of the shorter of two terms that both have in one piece, from which on only the better one is printed.
const SAME_WORDING: f64 = 0.6;
/// Candidates that are measured.
const SHORTLIST: usize = 80;

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

/// The keyword stage.
#[derive(Debug, Clone)]
pub struct Keywords {
    config: KeywordConfig,
    pub(crate) sieve: Ranker,
    ranker: Ranker,
    book: Phrasebook,
}

/// What one thread works with, article after article.
#[derive(Debug, Default)]
struct Desk {
    candidates: Candidates,
    shortlist: Vec<(f32, u32)>,
    list: Vec<Listed>,
    table: Table,
    values: Vec<f32>,
    numbers: Vec<u8>,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

impl Keywords {
    /// The keywords of the article, best first.
    pub fn extract(&self, context: &Context<'_>, places: &[Place], names: &[Name]) -> Vec<Keyword> {
        self.with_ranked(context, places, names, |scale, desk| {
            let winners = self.winners(context, scale, &desk.list, &desk.values);
            winners.into_iter().map(|row| keyword(context, scale.term(&desk.list[row]), desk.values[row])).collect()
        })
    }

    /// Why each keyword got its score, in the order of [`Keywords::extract`].
    pub fn explain(&self, context: &Context<'_>, places: &[Place], names: &[Name]) -> Vec<Reason> {
        self.with_ranked(context, places, names, |scale, desk| {
            let reason = |row: usize| {
                let term = scale.term(&desk.list[row]).to_owned();
                self.ranker.reason(term, &desk.table, row, desk.values[row])
            };
            self.winners(context, scale, &desk.list, &desk.values).into_iter().map(reason).collect()
        })
    }

    /// Finds and measures the candidates and weighs them.
    fn with_ranked<R>(
        &self,
        context: &Context<'_>,
        places: &[Place],
        names: &[Name],
        read: impl FnOnce(&Scale<'_>, &Ranked<'_>) -> R,
    ) -> R {
        let head = context.article.head.text();
        DESK.with_borrow_mut(|desk| {
            let Desk { candidates, shortlist, list, table, values, numbers } = desk;
            candidates.find(context, &context.tables.keywords, &self.book, &head);
            sieve::shortlist(&self.sieve, candidates, head.is_empty(), SHORTLIST, shortlist);
            let scale = Scale { context, places, names, book: &self.book, candidates, head: &head };
            list.clear();
            list.extend(shortlist.iter().map(|&(value, node)| scale.listed(value, node)));
            scale.measure(list, table);
            self.ranker.values_into(table, numbers, values);
            read(&scale, &Ranked { list, table, values })
        })
    }

    /// The rows of the keywords, best first.
    fn winners(&self, context: &Context<'_>, scale: &Scale<'_>, list: &[Listed], values: &[f32]) -> Vec<usize> {
        let mut rows: Vec<(f64, usize)> = values.iter().map(|&value| round(Ranker::score(value))).zip(0..).collect();
        rows.sort_unstable_by(|(a, one), (b, other)| {
            b.total_cmp(a).then_with(|| list[*one].start.cmp(&list[*other].start)).then_with(|| one.cmp(other))
        });
        let own = OwnNames::new(context);
        let mut winners: Vec<(usize, Vec<char>)> = Vec::with_capacity(self.config.max);
        for (_, row) in rows {
            if winners.len() == self.config.max {
                break;
            }
            let term = scale.term(&list[row]);
            let chars: Vec<char> = term.chars().collect();
            let is_said = winners.iter().any(|(_, other)| same_wording(other, &chars));
            if !is_said && !own.names(term) {
                winners.push((row, chars));
            }
        }
        winners.into_iter().map(|(row, _)| row).collect()
    }
}

/// The shortlist with its values.
struct Ranked<'d> {
    list: &'d [Listed],
    table: &'d Table,
    values: &'d [f32],
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
fn keyword(context: &Context<'_>, term: &str, value: f32) -> Keyword {
    let body = &context.document.body;
    let spans: Vec<Span> = context
        .article
        .text
        .match_indices(term)
        .map(|(at, _)| Span::from(at..at + term.len()))
        .filter(|span| body.is_border(span.start) && body.is_border(span.end))
        .collect();
    Keyword { term: term.to_owned(), score: round(Ranker::score(value)), count: spans.len() as u32, spans }
}

/// Whether two terms say the same words: they share a piece of [`SAME_WORDING`] of the shorter.
fn same_wording(a: &[char], b: &[char]) -> bool {
    let needed = SAME_WORDING * a.len().min(b.len()) as f64;
    let mut longest = 0;
    for start in 0..a.len() {
        for other in 0..b.len() {
            if a[start] == b[other] {
                let same = a[start..].iter().zip(&b[other..]).take_while(|(x, y)| x == y).count();
                longest = longest.max(same);
            }
        }
    }
    longest as f64 >= needed
}
impl Keywords { 
    pub fn lab(config: KeywordConfig, book: Option<String>, words: usize) -> Self {
        let empty = Ranker::parse(SCHEMA, "zhaibao-ranker\t2\n", "").unwrap();
        Self { config, sieve: empty.clone(), ranker: empty, book: book.map(|b| Phrasebook::parse(&b, words, "book").unwrap()).unwrap_or_default() }
    }
}
