//! Fits linear weights to choices people made.
//!
//! The model is the conditional logit (listwise softmax): of the candidates of one article, each is chosen with a
//! probability proportional to e^value. Only differences inside an article count, so long and short articles teach
//! alike. Fitted by Newton's method with a ridge penalty; the same ballots give the same weights.

use ndarray::{Array1, Array2, ArrayView1};

use crate::analyze::rank::{Ballot, logistic};

/// Settings of a fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::analyze) struct LogitConfig {
    /// Strength of the ridge penalty on features scaled to unit deviation.
    pub(in crate::analyze) ridge: f64,
    /// Newton steps at most.
    pub(in crate::analyze) steps: usize,
}

/// The number of the feature that is 1 for every candidate: it moves no ranking and is set last, so that the scores
/// read as likelihoods.
pub(super) const BASE: usize = 0;

/// A ballot as the fit goes over it: for each candidate the features that are not zero, scaled, and its share.
pub(in crate::analyze) type Rows = Vec<(Vec<(usize, f64)>, f64)>;

/// The weights under which the choices of `ballots` are likeliest; features not `used` weigh nothing.
pub(super) fn fit(ballots: &[&Ballot], used: &[bool], config: LogitConfig) -> Vec<f32> {
    let n = used.len();
    let scale = scales(ballots, n);
    let ballots: Vec<Rows> = ballots.iter().map(|ballot| rows(ballot, used, &scale)).collect();
    let weights = optimum(&ballots, n, config);
    weights.iter().zip(&scale).map(|(weight, scale)| (weight / scale) as f32).collect()
}

/// The weights of `n` features under which the choices of `ballots` are likeliest.
pub(in crate::analyze) fn optimum(ballots: &[Rows], n: usize, config: LogitConfig) -> Array1<f64> {
    let mut weights = Array1::<f64>::zeros(n);
    let mut reached = likelihood(ballots, &weights, config.ridge);
    for _ in 0..config.steps {
        let (gradient, hessian) = derivatives(ballots, &weights, config.ridge);
        let Some(mut step) = solve(hessian, gradient) else { break };
        // Far from the optimum the likelihood is not quadratic, and a whole step may go too far.
        let mut next = &weights + &step;
        let mut gained = likelihood(ballots, &next, config.ridge);
        while gained < reached && longest(&step) >= SMALL {
            step /= 2.0;
            next = &weights + &step;
            gained = likelihood(ballots, &next, config.ridge);
        }
        if gained < reached {
            break;
        }
        (weights, reached) = (next, gained);
        if longest(&step) < SMALL {
            break;
        }
    }
    weights
}

fn rows(ballot: &Ballot, used: &[bool], scale: &[f64]) -> Rows {
    let row = |row: usize| {
        let values = (0..used.len()).filter(|&feature| used[feature] && feature != BASE);
        let values = values.map(|feature| (feature, f64::from(ballot.table.get(row, feature)) / scale[feature]));
        (values.filter(|&(_, value)| value != 0.0).collect(), ballot.shares[row])
    };
    (0..ballot.shares.len()).map(row).collect()
}

/// A step that changes no weight by more is the last.
const SMALL: f64 = 1e-4;

fn longest(step: &Array1<f64>) -> f64 {
    step.iter().fold(0.0, |longest, x| longest.max(x.abs()))
}

/// The logarithm of the likelihood of the choices, less the penalty.
fn likelihood(ballots: &[Rows], weights: &Array1<f64>, ridge: f64) -> f64 {
    let of_ballot = |ballot: &Rows| {
        let values: Vec<f64> = values(ballot, weights);
        let top = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let partition = top + values.iter().map(|value| (value - top).exp()).sum::<f64>().ln();
        ballot.iter().zip(&values).map(|((_, share), value)| share * (value - partition)).sum::<f64>()
    };
    ballots.iter().map(of_ballot).sum::<f64>() - ridge / 2.0 * weights.dot(weights)
}

/// The value of every candidate.
fn values(ballot: &Rows, weights: &Array1<f64>) -> Vec<f64> {
    ballot.iter().map(|(features, _)| features.iter().map(|&(i, value)| value * weights[i]).sum()).collect()
}

/// The standard deviation of each feature over all candidates; 1 where it never varies.
fn scales(ballots: &[&Ballot], n: usize) -> Vec<f64> {
    let rows = ballots.iter().map(|ballot| ballot.shares.len()).sum::<usize>().max(1) as f64;
    let scale = |feature: usize| {
        let values = || ballots.iter().flat_map(|ballot| ballot.table.column(feature)).map(|&value| f64::from(value));
        let mean = values().sum::<f64>() / rows;
        let variance = values().map(|value| (value - mean).powi(2)).sum::<f64>() / rows;
        if variance > 1e-9 { variance.sqrt() } else { 1.0 }
    };
    (0..n).map(scale).collect()
}

/// First and (negated) second derivatives of the penalised likelihood.
fn derivatives(ballots: &[Rows], weights: &Array1<f64>, ridge: f64) -> (Array1<f64>, Array2<f64>) {
    let n = weights.len();
    let mut gradient = weights * -ridge;
    let mut hessian = Array2::from_diag_elem(n, ridge);
    for ballot in ballots {
        let total: f64 = ballot.iter().map(|(_, share)| share).sum();
        if total == 0.0 {
            continue; // nothing chosen teaches nothing
        }
        let values = values(ballot, weights);
        let top = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let partition: f64 = values.iter().map(|value| (value - top).exp()).sum();
        let mut mean = Array1::<f64>::zeros(n);
        for ((features, share), value) in ballot.iter().zip(&values) {
            let likely = (value - top).exp() / partition;
            // Features come in the order of their numbers.
            for (nth, &(i, x)) in features.iter().enumerate() {
                gradient[i] += (share - total * likely) * x;
                mean[i] += likely * x;
                for &(j, y) in &features[nth..] {
                    hessian[[i, j]] += total * likely * x * y;
                }
            }
        }
        let found: Vec<usize> = (0..n).filter(|&i| mean[i] != 0.0).collect();
        for (nth, &i) in found.iter().enumerate() {
            for &j in &found[nth..] {
                hessian[[i, j]] -= total * mean[i] * mean[j];
            }
        }
    }
    for i in 0..n {
        for j in 0..i {
            hessian[[i, j]] = hessian[[j, i]];
        }
    }
    (gradient, hessian)
}

/// The solution of `matrix · x = right` for a symmetric positive matrix, by Cholesky's decomposition; `None` where the
/// matrix is not positive.
pub(crate) fn solve(mut matrix: Array2<f64>, mut right: Array1<f64>) -> Option<Array1<f64>> {
    let n = right.len();
    // Row by row: what is summed lies in one piece.
    let dot = |a: &[f64], b: &[f64]| ArrayView1::from(a).dot(&ArrayView1::from(b));
    let rows = matrix.as_slice_mut()?;
    for i in 0..n {
        let (above, own) = rows.split_at_mut(i * n);
        for j in 0..i {
            own[j] = (own[j] - dot(&own[..j], &above[j * n..j * n + j])) / above[j * n + j];
        }
        let root = (own[i] - dot(&own[..i], &own[..i])).sqrt();
        if !root.is_finite() || root <= 0.0 {
            return None;
        }
        own[i] = root;
    }
    for i in 0..n {
        for k in 0..i {
            right[i] -= matrix[[i, k]] * right[k];
        }
        right[i] /= matrix[[i, i]];
    }
    for i in (0..n).rev() {
        for k in i + 1..n {
            right[i] -= matrix[[k, i]] * right[k];
        }
        right[i] /= matrix[[i, i]];
    }
    Some(right)
}

/// What has to be added to `values` for their scores to add up to `chosen`, by bisection.
pub(crate) fn base(values: &[f64], chosen: f64) -> f64 {
    let (mut low, mut high) = (-30.0, 30.0);
    for _ in 0..50 {
        let middle = f64::midpoint(low, high);
        let expected: f64 = values.iter().map(|&value| logistic(value + middle)).sum();
        if expected < chosen { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::rank::Table;

    #[test]
    fn what_people_choose_weighs_more() {
        // Ten articles with three candidates; nine times the one in the title is chosen, length says nothing.
        let ballots: Vec<Ballot> = (0..10_u16)
            .map(|nth| {
                let title = if nth == 7 { 2 } else { 0 };
                let candidate = |i: u16| vec![(0, 1.0), (1, f32::from(u8::from(i == title))), (2, f32::from((nth + i) % 3))];
                let candidates: Vec<_> = (0..3).map(candidate).collect();
                Ballot { table: Table::of(3, &candidates), shares: vec![1.0, 0.0, 0.0], chosen: 1.0, fold: 0 }
            })
            .collect();
        let ballots: Vec<&Ballot> = ballots.iter().collect();
        let weights = fit(&ballots, &[true; 3], LogitConfig { ridge: 0.01, steps: 50 });
        assert!(weights[1] > 1.0, "{weights:?}");
        assert!(weights[2].abs() < 0.5 * weights[1], "{weights:?}");
        assert_eq!(fit(&ballots, &[true, false, true], LogitConfig { ridge: 0.01, steps: 50 })[1], 0.0);
    }

    #[test]
    fn scores_add_up_to_the_choices() {
        let values = [1.0, -1.0, 0.5];
        let base = base(&values, 1.2);
        let sum: f64 = values.iter().map(|&value| logistic(value + base)).sum();
        assert!((sum - 1.2).abs() < 1e-6);
    }

    #[test]
    fn symmetric_systems_are_solved() {
        let matrix = ndarray::arr2(&[[4.0, 2.0], [2.0, 3.0]]);
        let x = solve(matrix, ndarray::arr1(&[8.0, 7.0]));
        assert!(x.is_some_and(|x| (x[0] - 1.25).abs() < 1e-12 && (x[1] - 1.5).abs() < 1e-12));
        assert!(solve(ndarray::arr2(&[[0.0]]), ndarray::arr1(&[1.0])).is_none());
    }
}
