//! What editors chose, as ballots the ranker is fitted to.

use unicode_normalization::UnicodeNormalization;

use crate::analyze::{
    Context, Keywords, Name, Place,
    keywords::feature::SCHEMA,
    rank::{Ballot, Features, FitConfig, LogitConfig, Ranker, Table},
};

/// How the ranker that ships is fitted.
pub(in crate::analyze) const FIT: FitConfig =
    FitConfig { logit: LogitConfig { ridge: 3.0, steps: 30 }, boost: None, without: Vec::new() };
/// Of the candidates nobody chose, one of so many takes part in the fit.
const THIN: usize = 4;

impl Keywords {
    /// The candidates of the article, and how many of the annotators `chosen` hold each; letters alike after NFKC and
    /// lower case.
    pub(in crate::analyze) fn ballot(
        context: &Context<'_>,
        places: &[Place],
        names: &[Name],
        chosen: &[Vec<String>],
        fold: usize,
    ) -> Ballot {
        let chosen: Vec<Vec<String>> = chosen.iter().map(|terms| terms.iter().map(|term| plain(term)).collect()).collect();
        let (mut rows, mut shares): (Vec<Features>, Vec<f64>) = (Vec::new(), Vec::new());
        Self::each_candidate(context, places, names, |candidate, features| {
            let term = plain(candidate.term);
            let votes = chosen.iter().filter(|chosen| chosen.contains(&term)).count();
            rows.push(features.clone());
            shares.push(votes as f64 / chosen.len().max(1) as f64);
        });
        Ballot { table: Table::of(SCHEMA.len(), &rows), shares, fold }
    }

    /// The same stage with a ranker fitted to these ballots.
    pub(in crate::analyze) fn fitted(&self, ballots: &[&Ballot], config: &FitConfig) -> Self {
        let thinned: Vec<Ballot> = ballots.iter().map(|ballot| ballot.thinned(THIN)).collect();
        Self { ranker: Ranker::fit(SCHEMA, &thinned.iter().collect::<Vec<_>>(), config), ..self.clone() }
    }
}

fn plain(term: &str) -> String {
    term.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect()
}
