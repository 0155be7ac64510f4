//! The fit: all topics at once by accelerated proximal gradient steps (FISTA, Beck and Teboulle 2009).
//!
//! The weights of single terms are one sparse terms × topics matrix, those along directions of meaning a small dense one. The
//! hand's sums and the constant take Newton steps of their own between the gradient steps.

use ndarray::{Array1, Array2, ArrayView1, Axis, Zip};

use super::{LearnConfig, problem::Problem};

/// What a fit finds.
pub(super) struct Model {
    /// Terms that may have a weight of their own × topics.
    pub weights: Array2<f32>,
    /// Directions × topics.
    pub along: Array2<f32>,
    /// How much the hand's sum counts, by topic.
    pub scale: Array1<f32>,
    /// The constant, by topic.
    pub bias: Array1<f32>,
}

/// How much the hand's sums count before learning has looked.
const FIRST_SCALE: f32 = 1.0;
/// A hand's word never counts for nothing.
const LEAST_SCALE: f32 = 0.05;
/// Keeps Newton steps finite for a topic no sample has.
const NEWTON_RIDGE: f64 = 1e-3;
/// Newton steps between two gradient steps.
const NEWTON_STEPS: usize = 2;
/// Longest Newton step of scale and constant.
const NEWTON_REACH: [f64; 2] = [0.2, 2.0];
/// Power iterations; the estimate is only a step size.
const POWER_STEPS: usize = 12;
/// The estimate comes from below, so steps are taken a little shorter.
const POWER_MARGIN: f32 = 1.1;

impl Problem {
    /// Fits all topics on the articles `of`.
    pub(super) fn fit(&self, of: &[usize], config: &LearnConfig) -> Model {
        let topics = self.labels.ncols();
        let mut model = Model {
            weights: Array2::zeros((self.single, topics)),
            along: Array2::zeros((self.along.ncols(), topics)),
            scale: Array1::from_elem(topics, FIRST_SCALE),
            bias: Array1::zeros(topics),
        };
        let along = self.along.select(Axis(0), of);
        let step = 1.0 / self.curvature(of, &along);
        let (l1, shrink) = (step * config.l1, 1.0 / (1.0 + step * config.l2));
        let (mut ahead, mut along_ahead, mut momentum) = (model.weights.clone(), model.along.clone(), 1.0_f32);
        for _ in 0..config.steps {
            let sparse = self.sparse(of, &ahead) + along.dot(&along_ahead);
            for _ in 0..NEWTON_STEPS {
                self.newton(of, &sparse, &mut model);
            }
            let errors = self.errors(of, &sparse, &model);
            let mut next = ahead.clone();
            let flat = next.as_slice_mut().unwrap_or_default();
            for (errors, &index) in errors.as_slice().unwrap_or_default().chunks_exact(topics).zip(of) {
                for &(term, value) in self.single(index) {
                    let (row, by) = (&mut flat[term as usize * topics..][..topics], step * value);
                    row.iter_mut().zip(errors).for_each(|(weight, error)| *weight -= by * error);
                }
            }
            next.mapv_inplace(|weight| weight.signum() * (weight.abs() - l1).max(0.0) * shrink);
            let along_next = (&along_ahead - &(along.t().dot(&errors) * step)) * shrink;
            let faster = 0.5 * (1.0 + (1.0 + 4.0 * momentum * momentum).sqrt());
            let push = (momentum - 1.0) / faster;
            Zip::from(&mut ahead)
                .and(&next)
                .and(&model.weights)
                .for_each(|ahead, &next, &last| *ahead = next + push * (next - last));
            along_ahead = &along_next + &((&along_next - &model.along) * push);
            (model.weights, model.along) = (next, along_next);
            momentum = faster;
        }
        let sparse = self.sparse(of, &model.weights) + along.dot(&model.along);
        self.newton(of, &sparse, &mut model);
        model
    }

    /// What the sparse weights add up to: articles × topics.
    fn sparse(&self, of: &[usize], weights: &Array2<f32>) -> Array2<f32> {
        let mut sums = Array2::zeros((of.len(), weights.ncols()));
        for (mut row, &index) in sums.outer_iter_mut().zip(of) {
            row.assign(&Self::sums(self.single(index), weights));
        }
        sums
    }

    /// Probability less label: articles × topics.
    fn errors(&self, of: &[usize], sparse: &Array2<f32>, model: &Model) -> Array2<f32> {
        let mut errors = Array2::zeros(sparse.dim());
        for ((mut row, sparse), &index) in errors.outer_iter_mut().zip(sparse.outer_iter()).zip(of) {
            let margin = &sparse + &(&self.hand.row(index) * &model.scale) + &model.bias;
            row.assign(&(margin.mapv(logistic) - self.labels.row(index)));
        }
        errors
    }

    /// One damped Newton step of each topic's scale and constant.
    fn newton(&self, of: &[usize], sparse: &Array2<f32>, model: &mut Model) {
        let errors = self.errors(of, sparse, model);
        for (topic, errors) in errors.columns().into_iter().enumerate() {
            let [scale, bias] = self.newton_step(of, topic, errors);
            model.scale[topic] = (model.scale[topic] - scale as f32).max(LEAST_SCALE);
            model.bias[topic] -= bias as f32;
        }
    }

    #[allow(clippy::needless_pass_by_value)] // a view is a reference
    fn newton_step(&self, of: &[usize], topic: usize, errors: ArrayView1<'_, f32>) -> [f64; 2] {
        let (mut g, mut h) = ([0.0_f64; 2], [[NEWTON_RIDGE, 0.0], [0.0, NEWTON_RIDGE]]);
        for (&error, &index) in errors.iter().zip(of) {
            let error = f64::from(error);
            let probability = error + f64::from(self.labels[[index, topic]]);
            let curve = probability * (1.0 - probability);
            let x = f64::from(self.hand[[index, topic]]);
            g[0] += error * x;
            g[1] += error;
            h[0][0] += curve * x * x;
            h[0][1] += curve * x;
            h[1][1] += curve;
        }
        let det = h[0][0] * h[1][1] - h[0][1] * h[0][1];
        let steps = [(h[1][1] * g[0] - h[0][1] * g[1]) / det, (h[0][0] * g[1] - h[0][1] * g[0]) / det];
        [0, 1].map(|which| steps[which].clamp(-NEWTON_REACH[which], NEWTON_REACH[which]))
    }

    /// Largest curvature of the loss in the weights, by power iteration: a quarter of the largest eigenvalue of XᵀX.
    fn curvature(&self, of: &[usize], along: &Array2<f32>) -> f32 {
        let mut direction = Array1::<f32>::from_elem(self.single, 1.0);
        let mut across = Array1::<f32>::from_elem(along.ncols(), 1.0);
        let mut eigenvalue = 1.0;
        for _ in 0..POWER_STEPS {
            let norm = (direction.dot(&direction) + across.dot(&across)).sqrt().max(f32::MIN_POSITIVE);
            direction.mapv_inplace(|x| x / norm);
            across.mapv_inplace(|x| x / norm);
            let mut images = along.dot(&across);
            let mut next = Array1::zeros(self.single);
            for (image, &index) in images.iter_mut().zip(of) {
                *image += self.single(index).iter().map(|&(term, value)| value * direction[term as usize]).sum::<f32>();
                for &(term, value) in self.single(index) {
                    next[term as usize] += *image * value;
                }
            }
            let next_across = along.t().dot(&images);
            eigenvalue = direction.dot(&next) + across.dot(&next_across);
            (direction, across) = (next, next_across);
        }
        (eigenvalue * 0.25 * POWER_MARGIN).max(f32::MIN_POSITIVE)
    }
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}
