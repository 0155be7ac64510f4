//! What the sums mean, read off articles the fit did not see: how sure, from where on, which topic first.

use ndarray::{Array1, Array2};

use super::{fit::Model, problem::Problem};

/// The articles with their log-odds by models that did not see them.
pub(super) struct HeldOut {
    margins: Array2<f64>,
    labels: Array2<f64>,
    first: Vec<Option<usize>>,
}

/// What was read.
pub(super) struct Decisions {
    /// What log-odds must be multiplied by to be as sure as they say.
    pub slope: f64,
    /// What must be added after that.
    pub offset: f64,
    /// From which log-odds (times the slope) on an article gets each topic.
    pub cuts: Vec<f64>,
    /// How much sooner each topic comes first.
    pub first: Vec<f64>,
}

/// Newton steps of the calibration; it has two parameters and converges in a handful.
const CALIBRATION_STEPS: usize = 30;
/// The cuts that are tried, in log-odds.
const CUTS: [f64; 2] = [-3.0, 2.0];
const CUT_STEP: f64 = 0.05;
/// A topic's cut is chosen as if it had met so many more articles of the topic that are like all others: the best cut of
/// a few held-out articles is itself an estimate.
const PRIOR_ARTICLES: f64 = 100.0;
/// Holds down the head starts of topics.
const FIRST_RIDGE: f64 = 5.0;
const FIRST_STEPS: usize = 200;

impl HeldOut {
    /// Of models with the articles each did not see.
    pub(super) fn new(problem: &Problem, models: &[(Vec<usize>, Model)]) -> Self {
        let rows: Vec<(usize, &Model)> =
            models.iter().flat_map(|(held, model)| held.iter().map(move |&index| (index, model))).collect();
        let mut margins = Array2::zeros((rows.len(), problem.labels.ncols()));
        let mut labels = margins.clone();
        for (row, &(index, model)) in rows.iter().enumerate() {
            margins.row_mut(row).assign(&problem.margin(index, model).mapv(f64::from));
            labels.row_mut(row).assign(&problem.labels.row(index).mapv(f64::from));
        }
        Self { margins, labels, first: rows.iter().map(|&(index, _)| problem.first[index]).collect() }
    }

    /// Reads everything.
    pub(super) fn decide(mut self) -> Decisions {
        let (slope, offset) = self.calibration();
        self.margins.mapv_inplace(|margin| margin * slope);
        Decisions { slope, offset, cuts: self.cuts(), first: self.first() }
    }

    /// Slope and offset of the logistic regression of labels on log-odds, over all topics together (Platt 1999).
    fn calibration(&self) -> (f64, f64) {
        let (mut slope, mut offset) = (1.0, 0.0);
        for _ in 0..CALIBRATION_STEPS {
            let (mut g, mut h) = ([0.0_f64; 2], [[1e-6, 0.0], [0.0, 1e-6]]);
            for (&x, &label) in self.margins.iter().zip(&self.labels) {
                let probability = 1.0 / (1.0 + (-(slope * x + offset)).exp());
                let (error, curve) = (probability - label, probability * (1.0 - probability));
                g[0] += error * x;
                g[1] += error;
                h[0][0] += curve * x * x;
                h[0][1] += curve * x;
                h[1][1] += curve;
            }
            let det = h[0][0] * h[1][1] - h[0][1] * h[0][1];
            slope -= ((h[1][1] * g[0] - h[0][1] * g[1]) / det).clamp(-0.5, 0.5);
            offset -= ((h[0][0] * g[1] - h[0][1] * g[0]) / det).clamp(-0.5, 0.5);
        }
        (slope.max(0.1), offset)
    }

    /// The cut of each topic with the best F1, its own articles and [`PRIOR_ARTICLES`] of all topics taken together.
    fn cuts(&self) -> Vec<f64> {
        let grid: Vec<f64> =
            std::iter::successors(Some(CUTS[0]), |cut| Some(cut + CUT_STEP)).take_while(|&cut| cut <= CUTS[1]).collect();
        let topics = self.margins.ncols();
        // Labels that are met and topics that are given, by cut and topic.
        let mut met = Array2::<f64>::zeros((grid.len(), topics));
        let mut given = Array2::<f64>::zeros((grid.len(), topics));
        for (margins, labels) in self.margins.outer_iter().zip(self.labels.outer_iter()) {
            for (topic, (&margin, &label)) in margins.iter().zip(labels).enumerate() {
                for (at, _) in grid.iter().enumerate().take_while(|&(_, &cut)| margin >= cut) {
                    met[[at, topic]] += label;
                    given[[at, topic]] += 1.0;
                }
            }
        }
        let wanted: Array1<f64> = self.labels.sum_axis(ndarray::Axis(0));
        let prior = PRIOR_ARTICLES / wanted.sum().max(1.0);
        let f1 = |at: usize, topic: usize| {
            let all = |counts: &Array2<f64>| counts[[at, topic]] + prior * counts.row(at).sum();
            2.0 * all(&met) / (all(&given) + wanted[topic] + PRIOR_ARTICLES)
        };
        let best = |topic: usize| {
            let better = |best: usize, at: usize| if f1(at, topic) > f1(best, topic) { at } else { best };
            (0..grid.len()).reduce(better).map_or(0.0, |at| grid[at])
        };
        (0..topics).map(best).collect()
    }

    /// The head start of each topic under which the first topic of the articles is most likely the first: a softmax
    /// regression with the log-odds given, by gradient steps.
    fn first(&self) -> Vec<f64> {
        let topics = self.margins.ncols();
        let rows: Vec<(usize, usize)> =
            self.first.iter().enumerate().filter_map(|(index, first)| Some((index, (*first)?))).collect();
        let mut start = Array1::<f64>::zeros(topics);
        let step = 1.0 / (0.5 * rows.len() as f64 + FIRST_RIDGE);
        let mut gradient = Array1::<f64>::zeros(topics);
        for _ in 0..FIRST_STEPS {
            gradient.assign(&(&start * FIRST_RIDGE));
            for &(index, first) in &rows {
                let mut shares = &self.margins.row(index) + &start;
                let most = shares.fold(f64::NEG_INFINITY, |most, &share| most.max(share));
                shares.mapv_inplace(|share| (share - most).exp());
                gradient.scaled_add(1.0 / shares.sum(), &shares);
                gradient[first] -= 1.0;
            }
            start.scaled_add(-step, &gradient);
        }
        start.to_vec()
    }
}
