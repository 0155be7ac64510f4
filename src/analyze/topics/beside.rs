//! What the other topics of an article are to one of them.
//!
//! An article has one to three topics: one that stands beside a sure topic is less likely than its own terms say, and one
//! that stands alone is more likely. So the log-odds of all topics by their own terms are looked at together once.

use crate::analyze::logistic;

/// The other topics of an article, seen from one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Beside {
    /// The strongest other topic; itself where there is no other.
    pub rival: usize,
    /// Its log-odds; 0 where there is no other.
    pub odds: f64,
    /// What the probabilities of all others add up to.
    pub shares: f64,
}

/// For every topic what the others are to it, from the log-odds by their terms alone.
pub(super) fn beside(alone: &[f64]) -> Vec<Beside> {
    let strongest = |but: Option<usize>| {
        let others = (0..alone.len()).filter(|&topic| Some(topic) != but);
        others.reduce(|best, topic| if alone[topic] > alone[best] { topic } else { best })
    };
    let first = strongest(None);
    let second = strongest(first);
    let shares: Vec<f64> = alone.iter().map(|&odds| logistic(odds)).collect();
    let all: f64 = shares.iter().sum();
    let of = |topic: usize| {
        let rival = if first == Some(topic) { second } else { first };
        let odds = rival.map_or(0.0, |rival| alone[rival]);
        Beside { rival: rival.unwrap_or(topic), odds, shares: all - shares[topic] }
    };
    (0..alone.len()).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_sees_the_strongest_other_and_the_sum_of_all_others() {
        let seen = beside(&[0.0, 3.0, -1.0]);
        assert_eq!(seen.iter().map(|beside| (beside.rival, beside.odds)).collect::<Vec<_>>(), [(1, 3.0), (0, 0.0), (1, 3.0)]);
        assert!((seen[1].shares - (0.5 + logistic(-1.0))).abs() < 1e-12);
        assert_eq!(beside(&[2.0])[0].odds, 0.0, "alone");
        assert_eq!(beside(&[]), []);
    }
}
