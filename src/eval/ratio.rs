//! Precision, recall and their harmonic mean. 0/0 is 0 everywhere in this module tree.

/// `part / whole`, 0 where there is no whole.
pub(super) fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

/// Harmonic mean of precision and recall.
pub(super) fn f1(precision: f64, recall: f64) -> f64 {
    ratio(2.0 * precision * recall, precision + recall)
}

/// Precision, recall and F1, each in [0, 1].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Prf {
    /// Share of what was given that is right.
    pub precision: f64,
    /// Share of what is right that was given.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
}

impl Prf {
    /// From hits among `given` and hits among `wanted` (two numbers where several given may hit one wanted).
    pub(super) fn new(hit_given: f64, given: f64, hit_wanted: f64, wanted: f64) -> Self {
        let (precision, recall) = (ratio(hit_given, given), ratio(hit_wanted, wanted));
        Self { precision, recall, f1: f1(precision, recall) }
    }

    /// From one count of hits.
    pub(super) fn of_hits(hits: f64, given: f64, wanted: f64) -> Self {
        Self::new(hits, given, hits, wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_over_nothing_is_nothing() {
        assert_eq!(Prf::of_hits(0.0, 0.0, 0.0), Prf::default());
        assert_eq!(Prf::of_hits(1.0, 2.0, 1.0).f1, 2.0 / 3.0);
    }
}
