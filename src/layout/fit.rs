//! Fits the weights of a [`Linear`] model to choices people made.
//!
//! The model is the conditional logit (listwise softmax): of the candidates of one choice, each is chosen with a
//! probability proportional to e^score. Only differences inside a choice count. Fitted by Newton's method with a ridge penalty; the same samples give the same weights.

use ndarray::{Array1, Array2};

use super::linear::{Features, Linear};
use crate::analyze::{base, solve};

/// The candidates of one choice, with the share of those who chose each (0..=1).
#[derive(Debug, Clone, Default)]
pub(crate) struct Ballot {
    /// Features and share, by candidate.
    pub candidates: Vec<(Features, f64)>,
    /// Choices with the same number are left out of a fit together.
    pub fold: usize,
}

/// Settings of a fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FitConfig {
    /// Strength of the ridge penalty on features scaled to unit deviation.
    pub ridge: f64,
    /// Newton steps; the fit stops sooner when a step changes no weight by 1e-4.
    pub steps: usize,
}

/// The number of the feature that is 1 for every candidate: it moves no ranking and is set last, so that the scores
/// read as likelihoods.
const BASE: usize = 0;

/// The weights under which the choices of `ballots` are likeliest.
pub(crate) fn fit<const N: usize>(names: [&'static str; N], ballots: &[&Ballot], config: FitConfig) -> Linear<N> {
    let scale = scales::<N>(ballots);
    let mut weights = Array1::<f64>::zeros(N);
    for _ in 0..config.steps {
        let (gradient, hessian) = derivatives::<N>(ballots, &weights, &scale, config.ridge);
        let Some(mut step) = solve(hessian, gradient) else { break };
        let longest = step.iter().fold(0.0_f64, |longest, x| longest.max(x.abs()));
        if longest > 1.0 {
            step /= longest; // a damped step: the model is convex, but far from the optimum not quadratic
        }
        weights += &step;
        if longest < 1e-4 {
            break;
        }
    }
    let mut model = Linear { names, weights: std::array::from_fn(|i| weights[i] / scale[i]) };
    let candidates = || ballots.iter().flat_map(|ballot| &ballot.candidates);
    let values: Vec<f64> = candidates().map(|(features, _)| model.value(features) - model.weights[BASE]).collect();
    model.weights[BASE] = base(&values, candidates().map(|(_, share)| share).sum());
    model
}

/// The standard deviation of each feature over all candidates; 1 where it never varies.
fn scales<const N: usize>(ballots: &[&Ballot]) -> [f64; N] {
    let (mut sum, mut squares, mut n) = ([0.0; N], [0.0; N], 0.0_f64);
    for (features, _) in ballots.iter().flat_map(|ballot| &ballot.candidates) {
        n += 1.0;
        for &(feature, value) in features {
            sum[feature] += value;
            squares[feature] += value * value;
        }
    }
    std::array::from_fn(|i| {
        let variance = squares[i] / n.max(1.0) - (sum[i] / n.max(1.0)).powi(2);
        if variance > 1e-9 { variance.sqrt() } else { 1.0 }
    })
}

/// First and (negated) second derivatives of the penalised likelihood.
fn derivatives<const N: usize>(
    ballots: &[&Ballot],
    weights: &Array1<f64>,
    scale: &[f64; N],
    ridge: f64,
) -> (Array1<f64>, Array2<f64>) {
    let mut gradient = weights * -ridge;
    let mut hessian = Array2::from_diag_elem(N, ridge);
    for ballot in ballots {
        let total: f64 = ballot.candidates.iter().map(|(_, share)| share).sum();
        if total == 0.0 {
            continue;
        }
        let values: Vec<f64> = ballot
            .candidates
            .iter()
            .map(|(features, _)| features.iter().map(|&(i, value)| value / scale[i] * weights[i]).sum())
            .collect();
        let top = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let partition: f64 = values.iter().map(|value| (value - top).exp()).sum();
        let mut mean = Array1::<f64>::zeros(N);
        for ((features, share), value) in ballot.candidates.iter().zip(&values) {
            let likely = (value - top).exp() / partition;
            for (nth, &(i, x)) in features.iter().enumerate() {
                let x = x / scale[i];
                gradient[i] += (share - total * likely) * x;
                mean[i] += likely * x;
                for &(j, y) in &features[nth..] {
                    let product = total * likely * x * y / scale[j];
                    hessian[[i, j]] += product;
                    if i != j {
                        hessian[[j, i]] += product;
                    }
                }
            }
        }
        for i in (0..N).filter(|&i| mean[i] != 0.0) {
            for j in 0..N {
                hessian[[i, j]] -= total * mean[i] * mean[j];
            }
        }
    }
    (gradient, hessian)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_choose_weighs_more() {
        // Ten articles with three candidates; nine times the one in the title is chosen, length says nothing.
        let ballots: Vec<Ballot> = (0..10)
            .map(|nth| {
                let title = if nth == 7 { 2 } else { 0 };
                let candidates = (0..3).map(|i| {
                    let features = vec![(0, 1.0), (1, f64::from(u8::from(i == title))), (2, f64::from((nth + i) % 3))];
                    (features, f64::from(u8::from(i == 0)))
                });
                Ballot { candidates: candidates.collect(), fold: 0 }
            })
            .collect();
        let ballots: Vec<&Ballot> = ballots.iter().collect();
        let model = fit(["base", "title", "length"], &ballots, FitConfig { ridge: 0.01, steps: 50 });
        assert!(model.weights[1] > 1.0, "{:?}", model.weights);
        assert!(model.weights[2].abs() < 0.5 * model.weights[1], "{:?}", model.weights);
        let expected: f64 = ballots.iter().flat_map(|ballot| &ballot.candidates).map(|(f, _)| model.score(f)).sum();
        assert!((expected - 10.0).abs() < 1e-6);
    }
}
