//! What editors chose, as ballots the sieve and the ranker are fitted to.

use unicode_normalization::UnicodeNormalization;

use crate::analyze::{
    Context, Keywords, Name, Place,
    keywords::{
        DESK, Desk, SHORTLIST,
        feature::SCHEMA,
        measure::{Listed, Scale},
        sieve::{CELLS, Cells, Sieve, cells},
    },
    rank::{Ballot, BoostConfig, FitConfig, LogitConfig, Ranker, Rows, optimum},
};

/// How the ranker that ships is fitted; chosen by cross-validation on the labelled articles.
pub(in crate::analyze) const FIT: FitConfig = FitConfig {
    logit: LogitConfig { ridge: 3.0, steps: 30 },
    boost: Some(BoostConfig { trees: 120, levels: 6, rate: 0.15, ridge: 5.0, articles: 0.7, features: 0.3 }),
    without: Vec::new(),
};
/// How the sieve is fitted.
const SIEVE_FIT: LogitConfig = LogitConfig { ridge: 2.0, steps: 30 };
/// What a candidate counts beside a choice that holds a chosen term or is a piece of one. Who chose 港口 would also have
/// taken 智慧港口; and there are three such candidates for every one that was chosen to the letter, to learn from.
const AKIN: f64 = 0.85;

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
    pub(in crate::analyze) fn sieve_ballot(&self, lesson: &Lesson<'_>) -> SieveBallot {
        let chosen = plain_all(lesson.chosen);
        let mut rows = Vec::new();
        self.on_desk(lesson, |_, scale| {
            let candidates = scale.candidates;
            for number in (0..candidates.nodes.len()).filter(|&number| candidates.may_be_keyword(number)) {
                let share = votes(&chosen, scale.term(&scale.listed(0.0, number as u32)), |term, chosen| term == chosen);
                rows.push((cells(candidates, number, scale.head.is_empty()), share));
            }
        });
        SieveBallot { rows, fold: lesson.fold }
    }

    /// The shortlist of the article, and how many of the annotators chose each.
    pub(in crate::analyze) fn ballot(&self, lesson: &Lesson<'_>) -> Ballot {
        let chosen = plain_all(lesson.chosen);
        let mut ballot = Ballot { fold: lesson.fold, ..Ballot::default() };
        self.on_desk(lesson, |list, scale| {
            scale.measure(list, &mut ballot.table);
            for term in list.iter().map(|listed| scale.term(listed)) {
                let share = votes(&chosen, term, |term, chosen| term == chosen);
                ballot.chosen += share;
                ballot.shares.push(share + AKIN * votes(&chosen, term, akin));
            }
        });
        ballot
    }

    /// Finds the candidates of the article and calls `read` with the shortlist.
    fn on_desk(&self, lesson: &Lesson<'_>, read: impl FnOnce(&[Listed], &Scale<'_>)) {
        let head = lesson.context.article.head.text();
        DESK.with_borrow_mut(|desk| {
            let Desk { candidates, shortlist, .. } = desk;
            candidates.find(lesson.context, &lesson.context.tables.keywords, &self.book, &head);
            self.sieve.shortlist(candidates, head.is_empty(), SHORTLIST, shortlist);
            let scale = Scale::new(lesson.context, (lesson.places, lesson.names), &self.book, candidates, &head);
            let list: Vec<Listed> = shortlist.iter().map(|&(value, node)| scale.listed(value, node)).collect();
            read(&list, &scale);
        });
    }

    /// The same stage with a sieve fitted to these ballots of [`Keywords::sieve_ballot`].
    pub(in crate::analyze) fn sieved(&self, ballots: &[&SieveBallot]) -> Self {
        let one = |&(cells, share): &(Cells, f64)| (cells.iter().map(|&cell| (usize::from(cell), 1.0)).collect(), share);
        let ballots: Vec<Rows> = ballots.iter().map(|ballot| ballot.rows.iter().map(one).collect()).collect();
        let worths = optimum(&ballots, CELLS, SIEVE_FIT);
        Self { sieve: Sieve::new(worths.iter().map(|&worth| worth as f32).collect()), ..self.clone() }
    }

    /// The same stage with a ranker fitted to these ballots of [`Keywords::ballot`].
    pub(in crate::analyze) fn fitted(&self, ballots: &[&Ballot], config: &FitConfig) -> Self {
        Self { ranker: Ranker::fit(SCHEMA, ballots, config), ..self.clone() }
    }
}

/// All candidates of an article, each with the share of the annotators that chose it.
pub(in crate::analyze) struct SieveBallot {
    rows: Vec<(Cells, f64)>,
    pub(in crate::analyze) fold: usize,
}

fn plain_all(chosen: &[Vec<String>]) -> Vec<Vec<String>> {
    chosen.iter().map(|terms| terms.iter().map(|term| plain(term)).collect()).collect()
}

/// The share of the annotators that chose a term which `is` the candidate's.
fn votes(chosen: &[Vec<String>], term: &str, is: impl Fn(&str, &str) -> bool) -> f64 {
    let term = plain(term);
    let votes = chosen.iter().filter(|chosen| chosen.iter().any(|chosen| is(&term, chosen))).count();
    votes as f64 / chosen.len().max(1) as f64
}

/// Whether one term is the other or holds it.
fn akin(a: &str, b: &str) -> bool {
    let several = |term: &str| term.chars().nth(1).is_some();
    a == b || several(a) && several(b) && (a.contains(b) || b.contains(a))
}

/// Letters alike after NFKC and lower case, without white space.
fn plain(term: &str) -> String {
    term.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect()
}
