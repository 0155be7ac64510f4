//! What the sums mean, read off articles the fit did not see: how sure, what other topics count, from where on, which
//! topic first.

use ndarray::{Array1, Array2};

use super::{list::Lists, precedence::Precedence, problem::Problem};
use crate::analyze::{
    logistic, solve,
    topics::beside::{Beside, beside},
};

/// The articles with their log-odds by models that did not see them.
pub(super) struct HeldOut {
    margins: Array2<f64>,
    labels: Array2<f64>,
    first: Vec<Option<usize>>,
    decides: Vec<bool>,
}

/// What was read.
pub(super) struct Decisions {
    /// What log-odds must be multiplied by to be as sure as they say.
    pub slope: f64,
    /// What must be added after that.
    pub offset: f64,
    /// What the log-odds of the strongest other topic count.
    pub rival: f64,
    /// What the probabilities of all other topics together count.
    pub others: f64,
    /// From which log-odds on an article gets a topic.
    pub cut: f64,
    /// Which topic comes first.
    pub precedence: Precedence,
}

/// Rounds of the calibration; what the other topics say depends on slope and offset, so it is read anew in each.
const CALIBRATION_ROUNDS: usize = 40;
/// Longest step of a number of the calibration in one round.
const CALIBRATION_REACH: f64 = 0.5;
/// Keeps the calibration finite where the held-out articles say nothing.
const CALIBRATION_RIDGE: f64 = 1e-3;
/// The cuts that are tried, in log-odds.
const CUTS: [f64; 2] = [-1.5, 0.5];
const CUT_STEP: f64 = 0.02;
/// The cut is the middle of those whose F1 is no further below the best: the very best one is chance.
const CUT_SLACK: f64 = 0.002;

impl HeldOut {
    /// Of models with the articles each did not see.
    pub(super) fn new(problem: &Problem, models: &[(Vec<usize>, Lists)]) -> Self {
        let rows: Vec<(usize, &Lists)> =
            models.iter().flat_map(|(held, model)| held.iter().map(move |&index| (index, model))).collect();
        let mut margins = Array2::zeros((rows.len(), problem.labels.ncols()));
        let mut labels = margins.clone();
        for (row, &(index, model)) in rows.iter().enumerate() {
            margins.row_mut(row).assign(&model.margin(problem, index).mapv(f64::from));
            labels.row_mut(row).assign(&problem.labels.row(index).mapv(f64::from));
        }
        let of = |index: &usize| (problem.first[*index], problem.decides[*index]);
        let (first, decides) = rows.iter().map(|(index, _)| of(index)).unzip();
        Self { margins, labels, first, decides }
    }

    /// Reads everything.
    pub(super) fn decide(mut self) -> Decisions {
        let [slope, offset, rival, others] = self.calibration();
        self.margins.mapv_inplace(|margin| slope * margin + offset);
        for mut margins in self.margins.outer_iter_mut() {
            let seen = beside(&margins.to_vec());
            margins
                .iter_mut()
                .zip(seen)
                .for_each(|(margin, Beside { odds, shares, .. })| *margin += rival * odds + others * shares);
        }
        Decisions { slope, offset, rival, others, cut: self.cut(), precedence: self.precedence() }
    }

    /// Slope and offset of the log-odds (Platt 1999), and what the strongest other topic and all others together count: a
    /// logistic regression over all topics together, by Newton steps.
    fn calibration(&self) -> [f64; 4] {
        let [mut slope, mut offset, mut rival, mut others] = [1.0, 0.0, 0.0, 0.0];
        for _ in 0..CALIBRATION_ROUNDS {
            let mut gradient = Array1::<f64>::zeros(4);
            let mut hessian = Array2::<f64>::eye(4) * CALIBRATION_RIDGE;
            for (margins, labels) in self.deciding() {
                let alone: Vec<f64> = margins.iter().map(|margin| slope * margin + offset).collect();
                for ((&odds, seen), &label) in alone.iter().zip(beside(&alone)).zip(&labels) {
                    let features = [odds, 1.0, seen.odds, seen.shares];
                    let probability = logistic(odds + rival * seen.odds + others * seen.shares);
                    let curve = probability * (1.0 - probability);
                    for (i, a) in features.iter().enumerate() {
                        gradient[i] += (probability - label) * a;
                        features.iter().enumerate().for_each(|(j, b)| hessian[[i, j]] += curve * a * b);
                    }
                }
            }
            let Some(step) = solve(hessian, gradient) else { break };
            let step = step.mapv(|by| by.clamp(-CALIBRATION_REACH, CALIBRATION_REACH));
            // The first two are steps of the log-odds' own slope and offset, seen from where those stand.
            (slope, offset) = ((slope * (1.0 - step[0])).max(0.1), offset * (1.0 - step[0]) - step[1]);
            rival -= step[2];
            others -= step[3];
        }
        [slope, offset, rival, others]
    }

    /// Log-odds and labels of the articles that are asked.
    fn deciding(&self) -> impl Iterator<Item = (ndarray::ArrayView1<'_, f64>, ndarray::ArrayView1<'_, f64>)> {
        let rows = self.margins.outer_iter().zip(self.labels.outer_iter()).zip(&self.decides);
        rows.filter_map(|(row, &decides)| decides.then_some(row))
    }

    /// The cut with the best F1 over all topics together.
    fn cut(&self) -> f64 {
        let cuts: Vec<f64> =
            std::iter::successors(Some(CUTS[0]), |cut| Some(cut + CUT_STEP)).take_while(|&cut| cut <= CUTS[1]).collect();
        let (mut met, mut given, mut wanted) = (vec![0.0; cuts.len()], vec![0.0; cuts.len()], 0.0);
        for (margins, labels) in self.deciding() {
            for (&margin, &label) in margins.iter().zip(&labels) {
                wanted += label;
                for at in 0..cuts.partition_point(|&cut| cut <= margin) {
                    met[at] += label;
                    given[at] += 1.0;
                }
            }
        }
        let f1: Vec<f64> = met.iter().zip(&given).map(|(met, given)| 2.0 * met / (given + wanted).max(1.0)).collect();
        let best = f1.iter().copied().fold(0.0, f64::max);
        let good: Vec<f64> = cuts.iter().zip(&f1).filter(|&(_, &f1)| f1 >= best - CUT_SLACK).map(|(&cut, _)| cut).collect();
        good.get(good.len() / 2).copied().unwrap_or(0.0)
    }

    fn precedence(&self) -> Precedence {
        let rows = self.margins.outer_iter().zip(&self.first);
        Precedence::new(
            &rows.filter_map(|(odds, first)| Some((odds.to_vec(), (*first)?))).collect::<Vec<_>>(),
            self.margins.ncols(),
        )
    }
}
