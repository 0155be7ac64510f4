//! Which topic comes first among those of an article.
//!
//! A softmax regression of the first topic on the log-odds of all: each topic has a head start, and a further one beside
//! each other topic that is likely there too, since labels follow rules such as that a bank on trial is law, then finance.

use ndarray::{Array1, Array2};

use crate::analyze::logistic;

/// In log-odds, how much sooner topics come first.
pub(super) struct Precedence {
    /// By topic.
    pub first: Array1<f64>,
    /// Topics × topics that are there too, times their probability.
    pub order: Array2<f64>,
}

/// Holds down the head starts of topics.
const FIRST_RIDGE: f64 = 5.0;
/// Holds down those beside another topic, which are many.
const ORDER_RIDGE: f64 = 10.0;
const STEPS: usize = 300;
/// The log-odds never count for nothing.
const LEAST_SLOPE: f64 = 0.1;

impl Precedence {
    /// From the log-odds of all `topics` of articles, and their first topics; by gradient steps, the slope by Newton's.
    pub(super) fn new(articles: &[(Vec<f64>, usize)], topics: usize) -> Self {
        let shares: Vec<Vec<f64>> = articles.iter().map(|(odds, _)| odds.iter().map(|&odds| logistic(odds)).collect()).collect();
        let (mut slope, mut first, mut order) = (1.0, Array1::<f64>::zeros(topics), Array2::<f64>::zeros((topics, topics)));
        // Half the most a step may be: shares of an article add up to about two, and so do their squares at most.
        let step = 1.0 / (articles.len() as f64 + ORDER_RIDGE);
        for _ in 0..STEPS {
            let (mut of_first, mut of_order) = (&first * FIRST_RIDGE, &order * ORDER_RIDGE);
            let (mut of_slope, mut curve) = (0.0, 1e-3);
            for ((odds, is_first), shares) in articles.iter().zip(&shares) {
                let shares = ndarray::ArrayView1::from(shares);
                let mut errors = order.dot(&shares) + &first;
                errors.iter_mut().zip(odds).for_each(|(place, odds)| *place += slope * odds);
                let most = errors.fold(f64::NEG_INFINITY, |most, &place| most.max(place));
                errors.mapv_inplace(|place| (place - most).exp());
                errors /= errors.sum();
                let mean: f64 = errors.iter().zip(odds).map(|(chance, odds)| chance * odds).sum();
                curve += errors.iter().zip(odds).map(|(chance, odds)| chance * (odds - mean).powi(2)).sum::<f64>();
                of_slope += mean - odds[*is_first];
                errors[*is_first] -= 1.0;
                of_first += &errors;
                for (error, mut row) in errors.iter().zip(of_order.outer_iter_mut()) {
                    row.scaled_add(*error, &shares);
                }
            }
            slope = (slope - of_slope / curve).max(LEAST_SLOPE);
            first.scaled_add(-step, &of_first);
            order.scaled_add(-step, &of_order);
            order.diag_mut().fill(0.0); // a topic does not stand beside itself
        }
        Self { first: first / slope, order: order / slope }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_that_yields_to_another_is_second_beside_it_alone() {
        // Topic 0 comes before 1, and 1 before 2, at equal odds.
        let beside = |a: usize, b: usize| {
            let mut odds = vec![-4.0; 3];
            (odds[a], odds[b]) = (2.0, 2.0);
            odds
        };
        let articles: Vec<_> = (0..60).map(|n| if n % 2 == 0 { (beside(0, 1), 0) } else { (beside(1, 2), 1) }).collect();
        let found = Precedence::new(&articles, 3);
        let place = |topic: usize, other: usize| found.first[topic] + found.order[[topic, other]];
        assert!(place(0, 1) > place(1, 0) + 0.5, "{} {}", found.first, found.order);
        assert!(place(1, 2) > place(2, 1) + 0.5);
        assert_eq!(Precedence::new(&[], 2).first.to_vec(), [0.0, 0.0]);
    }
}
