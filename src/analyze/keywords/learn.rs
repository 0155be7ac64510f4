//! What editors chose, as ballots the sieve and the ranker are fitted to.

use unicode_normalization::UnicodeNormalization;

use crate::analyze::{
    Context, Keywords, Name, Place,
    keywords::{
        DESK, Desk, SHORTLIST,
        feature::SCHEMA,
        measure::Scale,
        sieve::{self, SIEVE},
    },
    rank::{Ballot, BoostConfig, FitConfig, LogitConfig, Ranker, Table},
};

/// How the ranker that ships is fitted; chosen by cross-validation on the labelled articles.
pub(in crate::analyze) const FIT: FitConfig = FitConfig {
    logit: LogitConfig { ridge: 3.0, steps: 30 },
    boost: Some(BoostConfig { trees: 400, levels: 4, rate: 0.1, ridge: 5.0, articles: 0.7, features: 0.3 }),
    without: Vec::new(),
};
/// How the sieve is fitted.
const SIEVE_FIT: FitConfig = FitConfig { logit: LogitConfig { ridge: 3.0, steps: 30 }, boost: None, without: Vec::new() };

/// Of the candidates nobody chose, one of so many takes part in the fit of the sieve.
const THIN: usize = 4;

/// An article to learn from.
pub(in crate::analyze) struct Lesson<'a> {
    pub context: &'a Context<'a>,
    pub places: &'a [Place],
    pub names: &'a [Name],
    /// The keywords of each annotator.
    pub chosen: &'a [Vec<String>],
    pub fold: usize,
}

impl Keywords {
    /// All candidates of the article by what the sieve knows, and how many of the annotators chose each.
    pub(in crate::analyze) fn sieve_ballot(&self, lesson: &Lesson<'_>) -> Ballot {
        let head = lesson.context.article.head.text();
        let chosen = plain_all(lesson.chosen);
        DESK.with_borrow_mut(|desk| {
            let candidates = &mut desk.candidates;
            candidates.find(lesson.context, &lesson.context.tables.keywords, &head);
            let Lesson { context, places, names, .. } = *lesson;
            let scale = Scale { context, places, names, book: &self.book, candidates, head: &head };
            let nodes = (0..candidates.nodes.len()).filter(|&number| candidates.nodes[number].is_candidate());
            let (rows, shares): (Vec<_>, Vec<_>) = nodes
                .map(|number| {
                    let term = scale.term(&scale.listed(0.0, number as u32));
                    (sieve::features_of(candidates, number, head.is_empty()), share(&chosen, term))
                })
                .unzip();
            Ballot { table: Table::of(SIEVE.len(), &rows), shares, fold: lesson.fold }
        })
    }

    /// The shortlist of the article, and how many of the annotators chose each.
    pub(in crate::analyze) fn ballot(&self, lesson: &Lesson<'_>) -> Ballot {
        let head = lesson.context.article.head.text();
        let chosen = plain_all(lesson.chosen);
        DESK.with_borrow_mut(|desk| {
            let Desk { candidates, shortlist, .. } = desk;
            candidates.find(lesson.context, &lesson.context.tables.keywords, &head);
            sieve::shortlist(&self.sieve, candidates, head.is_empty(), SHORTLIST, shortlist);
            let Lesson { context, places, names, .. } = *lesson;
            let scale = Scale { context, places, names, book: &self.book, candidates, head: &head };
            let list: Vec<_> = shortlist.iter().map(|&(value, node)| scale.listed(value, node)).collect();
            let mut table = Table::default();
            scale.measure(&list, &mut table);
            let shares = list.iter().map(|listed| share(&chosen, scale.term(listed))).collect();
            Ballot { table, shares, fold: lesson.fold }
        })
    }

    /// The same stage with a sieve fitted to these ballots of [`Keywords::sieve_ballot`].
    pub(in crate::analyze) fn sieved(&self, ballots: &[&Ballot]) -> Self {
        let thinned: Vec<Ballot> = ballots.iter().map(|ballot| ballot.thinned(THIN)).collect();
        Self { sieve: Ranker::fit(SIEVE, &thinned.iter().collect::<Vec<_>>(), &SIEVE_FIT), ..self.clone() }
    }

    /// The same stage with a ranker fitted to these ballots of [`Keywords::ballot`].
    pub(in crate::analyze) fn fitted(&self, ballots: &[&Ballot], config: &FitConfig) -> Self {
        Self { ranker: Ranker::fit(SCHEMA, ballots, config), ..self.clone() }
    }
}

fn plain_all(chosen: &[Vec<String>]) -> Vec<Vec<String>> {
    chosen.iter().map(|terms| terms.iter().map(|term| plain(term)).collect()).collect()
}

/// The share of the annotators that chose `term`.
fn share(chosen: &[Vec<String>], term: &str) -> f64 {
    let term = plain(term);
    let votes = chosen.iter().filter(|chosen| chosen.contains(&term)).count();
    votes as f64 / chosen.len().max(1) as f64
}

/// Letters alike after NFKC and lower case, without white space.
fn plain(term: &str) -> String {
    term.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect()
}
