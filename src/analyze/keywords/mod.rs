//! Keywords: the phrases an editor would index the article under.
//!
//! Candidates are phrases ([`candidate`]); a first look leaves the few that are worth more ([`sieve`]); what is known of
//! each of these is a row of features ([`feature`]), taken from the article ([`measure`]), the background ([`background`], from
//! the [`phrasebook`]) and one another ([`rivals`]); a ranker weighs them, learned from editors' choices ([`learn`],
//! `data/keywords.tsv`); of candidates that overlap in wording only the best is printed. Finds no places and no names: those
//! come from their own stages.

mod background;
mod candidate;
mod family;
mod feature;
mod joins;
mod learn;
mod letters;
mod marks;
mod measure;
mod node;
mod pairs;
mod phrasebook;
mod rivals;
mod sieve;
mod tally;
#[cfg(test)]
mod tests;
mod traits;

use std::{cell::RefCell, sync::Arc};

use memchr::memmem;

use crate::{
    analyze::{
        Context, Name, Place, Reason,
        phrases::Phrases,
        rank::{Ranker, Table},
    },
    error::Result,
    model::Weights,
    record::round,
    span::Span,
    text::{StopWords, Vocabulary},
};

use self::{
    candidate::Candidates,
    measure::{Listed, Scale},
    sieve::Sieve,
};

pub(super) use traits::Trait;
pub(super) use {
    feature::SCHEMA,
    learn::{FIT, Lesson, SieveBallot},
};
pub use {phrasebook::Phrasebook, traits::KeywordTable};

/// The weights that ship in the binary; made by `zhaibao learn keywords`: the sieve, and after it the ranker.
const SHIPPED: &str = include_str!("../data/keywords.tsv");

/// The line between sieve and ranker in the data file.
const BETWEEN: &str = "# ranker of what the sieve leaves\n";

/// Hundredths of the shorter of two terms that both have in one piece, from which on only the better one is printed.
const SAME_WORDING: usize = 65;
/// Candidates less likely than this to be a keyword are not printed where there are some already: of [`FULL`] that may be printed,
/// [`FEW`] are. Editors choose six to eight.
const DOUBTFUL: f64 = 0.15;
const FEW: usize = 5;
const FULL: usize = 8;
/// Candidates that are measured.
const SHORTLIST: usize = 32;

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
    /// Words of the user's dictionary, with what each adds to the value (the log of the odds) of the keyword it is.
    pub words: Vec<(Box<str>, f32)>,
    /// The only terms that may be keywords; `None` for any.
    pub terms: Option<Vec<String>>,
}

impl Default for KeywordConfig {
    fn default() -> Self {
        Self { max: 8, words: Vec::new(), terms: None }
    }
}

/// The keyword stage.
#[derive(Debug, Clone)]
pub struct Keywords {
    config: KeywordConfig,
    sieve: Sieve,
    ranker: Ranker,
    book: Arc<Phrasebook>,
    terms: Option<Arc<Phrases>>,
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
    /// The stage with these settings and everything that ships in the binary.
    ///
    /// # Errors
    /// Only where the data that were built in are damaged.
    pub fn new(config: KeywordConfig) -> Result<Self> {
        let path = "the built-in keyword weights";
        let (sieve, ranker) = SHIPPED.rsplit_once(BETWEEN).unwrap_or((SHIPPED, ""));
        Ok(Self {
            config: KeywordConfig::default(),
            sieve: Sieve::parse(sieve, path)?,
            ranker: Ranker::parse(SCHEMA, ranker, path)?,
            book: Arc::new(Phrasebook::shipped()?),
            terms: None,
        }
        .with_config(config))
    }

    /// The same stage with other settings.
    #[must_use]
    pub fn with_config(self, config: KeywordConfig) -> Self {
        let terms = config.terms.as_ref().map(|terms| {
            let mut phrases = Phrases::default();
            for term in terms {
                phrases.insert(term);
            }
            Arc::new(phrases)
        });
        Self { config, terms, ..self }
    }

    /// The data file of its sieve and its ranker; see [`Ranker::to_text`].
    pub fn to_text(&self, made_by: &str) -> String {
        self.sieve.to_text(made_by) + BETWEEN + &self.ranker.to_text(made_by)
    }

    /// What the stage must know of every word of a run.
    pub fn table(&self, vocabulary: &Vocabulary, weights: &Weights, stop: &StopWords) -> KeywordTable {
        KeywordTable::new(vocabulary, weights, stop, &self.book).with(vocabulary, &self.config.words, self.terms.as_ref())
    }

    /// The keywords of the article, best first.
    pub fn extract(&self, context: &Context<'_>, places: &[Place], names: &[Name]) -> Vec<Keyword> {
        self.with_ranked(context, places, names, |scale, desk| {
            let winners = self.winners(context, scale, desk.list, desk.values);
            winners.into_iter().map(|row| keyword(context, scale.term(&desk.list[row]), desk.values[row])).collect()
        })
    }

    /// Why each keyword got its score, in the order of [`Keywords::extract`].
    pub fn explain(&self, context: &Context<'_>, places: &[Place], names: &[Name]) -> Vec<Reason> {
        self.with_ranked(context, places, names, |scale, desk| {
            let reason = |row: usize| {
                let listed = &desk.list[row];
                let mut reason = self.ranker.reason(scale.term(listed).to_owned(), desk.table, row, desk.values[row]);
                let bonus = scale.candidates.bonus(listed.node as usize);
                if let Some(sum) = reason.parts.first_mut().filter(|_| bonus != 0.0) {
                    sum.parts.push(Reason::leaf("in your dictionary", f64::from(bonus)));
                }
                reason
            };
            self.winners(context, scale, desk.list, desk.values).into_iter().map(reason).collect()
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
            self.sieve.shortlist(candidates, head.is_empty(), SHORTLIST, shortlist);
            let scale = Scale::new(context, (places, names), &self.book, candidates, &head);
            list.clear();
            list.extend(shortlist.iter().map(|&(value, node)| scale.listed(value, node)));
            scale.measure(list, table);
            self.ranker.values_into(table, numbers, values);
            for (value, listed) in values.iter_mut().zip(&*list) {
                *value += candidates.bonus(listed.node as usize);
            }
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
        // Of a list of the user's own, whatever is found is wanted.
        let few = if self.terms.is_some() { self.config.max } else { (self.config.max * FEW).div_ceil(FULL) };
        let mut winners: Vec<usize> = Vec::with_capacity(self.config.max);
        for (score, row) in rows {
            if winners.len() == self.config.max || (winners.len() >= few && score < DOUBTFUL) {
                break;
            }
            let term = scale.term(&list[row]);
            let is_said = |&other: &usize| {
                let other = &list[other];
                let said = scale.term(other);
                let text = context.article.text.as_str();
                other.letters & list[row].letters != 0
                    && (same_wording(said, term) || crosses(said, term, text) || crosses(term, said, text))
            };
            if !winners.iter().any(is_said) && !own.names(term) {
                winners.push(row);
            }
        }
        winners
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
    let spans: Vec<Span> = memmem::find_iter(context.article.text.as_bytes(), term)
        .map(|at| Span::from(at..at + term.len()))
        .filter(|span| body.is_border(span.start) && body.is_border(span.end))
        .collect();
    Keyword { term: term.to_owned(), score: round(Ranker::score(value)), count: spans.len() as u32, spans }
}

/// Whether the text has one term run over into the other: 滨江港 and 港总体规划 are pieces of 滨江港总体规划.
fn crosses(first: &str, second: &str, text: &str) -> bool {
    let ends = first.char_indices().skip(1).map(|(at, _)| &first[at..]);
    ends.filter_map(|end| second.strip_prefix(end)).any(|rest| {
        let whole = |(at, _): (usize, &str)| text[at + first.len()..].starts_with(rest);
        !rest.is_empty() && text.match_indices(first).any(whole)
    })
}

/// Whether two terms say the same words: one holds the other, or they share a piece of three characters and of
/// [`SAME_WORDING`] of the shorter. Two characters of three make no wording: 张家港 and 张家口.
fn same_wording(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let chars = short.chars().count();
    if long.contains(short) {
        return true;
    }
    let needed = (SAME_WORDING * chars).div_ceil(100).max(3);
    let places: Vec<usize> = short.char_indices().map(|(at, _)| at).chain([short.len()]).collect();
    places.windows(needed + 1).any(|piece| long.contains(&short[piece[0]..piece[needed]]))
}
