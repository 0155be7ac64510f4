//! What people chose of the candidates of one article.

use crate::analyze::rank::Table;

/// The candidates of one article, with how many of its annotators chose each.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::analyze) struct Ballot {
    /// Their features.
    pub(in crate::analyze) table: Table,
    /// Share of the annotators that chose each, in 0..=1.
    pub(in crate::analyze) shares: Vec<f64>,
    /// How many of them were chosen, whatever else `shares` may count: what the scores are to add up to.
    pub(in crate::analyze) chosen: f64,
    /// Ballots of one fold are left out of a fit together.
    pub(in crate::analyze) fold: usize,
}

/// Parts the samples are cut into for cross-validation.
pub const FOLDS: usize = 5;

/// The fold of the article with this id, or of the group of articles whose first has it.
pub fn fold_of(id: &str) -> usize {
    (xxhash_rust::xxh3::xxh3_64(id.as_bytes()) % FOLDS as u64) as usize
}

impl Ballot {
    /// The choices people made: the sum of the shares.
    pub(in crate::analyze) fn total(&self) -> f64 {
        self.shares.iter().sum()
    }
}
