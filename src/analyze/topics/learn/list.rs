//! What of a fit is kept: a list of terms a topic, short enough to be read.

use ndarray::{Array1, Array2};

use super::{fit::Model, problem::Problem};

/// Terms × topics weights, each topic's without its least terms.
pub(super) struct Lists {
    /// Terms × topics.
    pub weights: Array2<f32>,
    /// How much the hand's sum counts, by topic.
    pub scale: Array1<f32>,
    /// The constant, by topic.
    pub bias: Array1<f32>,
}

impl Lists {
    /// The weights of a fit, single terms' and those along directions together, at most `most` a topic. Which terms stay
    /// is decided by what each does to the sums of all articles.
    pub(super) fn new(problem: &Problem, model: Model, most: usize) -> Self {
        let mut weights = problem.directions.dot(&model.along);
        weights.outer_iter_mut().zip(model.weights.outer_iter()).for_each(|(mut sum, single)| sum += &single);
        for mut column in weights.columns_mut() {
            let extent = |term: usize, weight: f32| f64::from(weight.abs()) * problem.extent[term];
            let mut order: Vec<usize> = (0..column.len()).filter(|&term| column[term] != 0.0).collect();
            order.sort_by(|&a, &b| {
                extent(b, column[b]).total_cmp(&extent(a, column[a])).then_with(|| problem.terms()[a].cmp(&problem.terms()[b]))
            });
            order.into_iter().skip(most).for_each(|term| column[term] = 0.0);
        }
        Self { weights, scale: model.scale, bias: model.bias }
    }

    /// Log-odds of one article over all topics.
    pub(super) fn margin(&self, problem: &Problem, index: usize) -> Array1<f32> {
        Problem::sums(&problem.rows[index], &self.weights) + &problem.hand.row(index) * &self.scale + &self.bias
    }
}
