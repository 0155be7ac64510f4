//! The linear part of a ranker: the sum of features times weights.

use crate::analyze::rank::Table;

/// Weights by feature.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Linear {
    pub(super) weights: Vec<f32>,
}

impl Linear {
    /// Adds the value of every candidate to `sums`, feature by feature in their order.
    pub(super) fn add_to(&self, table: &Table, sums: &mut [f32]) {
        for (feature, &weight) in self.weights.iter().enumerate().filter(|&(_, &weight)| weight != 0.0) {
            for (sum, &value) in sums.iter_mut().zip(table.column(feature)) {
                *sum += weight * value;
            }
        }
    }
}

/// 1 / (1 + e^-x).
pub(crate) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}
