//! Learns the weights of the labels: a linear-chain conditional random field over the lines of whole pages.
//!
//! The weights are those under which the true labels of all pages are likeliest, less a ridge penalty (J. Lafferty, A. McCallum,
//! F. Pereira, "Conditional random fields", 2001). Likelihoods come from the forward-backward recursion, the climb from Adam
//! (D. Kingma, J. Ba, 2015) over all pages at once, so that the same pages give the same weights.

use super::{Lesson, Role};
use crate::layout::{
    Skill,
    label::{Sheet, Sort, sort_of},
    linear::{Features, Linear},
    looks,
};

const N: usize = looks::NAMES.len();
/// Steps of the climb.
const STEPS: usize = 400;
/// Length of a step, and how fast the two running means of Adam forget.
const RATE: f64 = 0.05;
const FORGET: [f64; 2] = [0.9, 0.99];
/// Strength of the ridge penalty.
const RIDGE: f64 = 0.3;

/// A page as the chain sees it.
struct Chain {
    /// By line: whether it is head; `None` where it is neither or not known.
    truth: Vec<Option<bool>>,
    /// By line: features of its being head; `None` where its words give it away.
    heads: Vec<Option<Features>>,
    /// By line: features of the change from the line above, by the two labels.
    changes: Vec<[[Features; 2]; 2]>,
}

/// Fits the weights of the labels.
pub(super) fn learn(lessons: &[&Lesson<'_>]) -> Linear<N> {
    let chains: Vec<Chain> = lessons.iter().map(|lesson| Chain::new(lesson)).collect();
    let (mut weights, mut mean, mut square) = ([0.0; N], [0.0; N], [0.0; N]);
    for step in 1..=STEPS {
        let mut gradient = weights.map(|weight: f64| -RIDGE * weight);
        chains.iter().for_each(|chain| chain.climb(&weights, &mut gradient));
        let rest = FORGET.map(|forget| 1.0 - forget.powi(i32::try_from(step).unwrap_or(i32::MAX)));
        for (nth, slope) in gradient.into_iter().enumerate() {
            mean[nth] = FORGET[0] * mean[nth] + (1.0 - FORGET[0]) * slope;
            square[nth] = FORGET[1] * square[nth] + (1.0 - FORGET[1]) * slope * slope;
            weights[nth] += RATE * (mean[nth] / rest[0]) / ((square[nth] / rest[1]).sqrt() + 1e-8);
        }
    }
    Linear { names: looks::NAMES, weights }
}

impl Chain {
    fn new(lesson: &Lesson<'_>) -> Self {
        let sheet = Sheet::of(lesson.page, &Skill::nothing());
        let given = sheet.given_labels();
        let truth = given.iter().enumerate().map(|(at, given)| {
            match (given.map(sort_of), lesson.owners.get(at).map(|owner| owner.role)) {
                (Some(Sort::Body), _) | (None, Some(Role::Body)) => Some(false),
                (Some(Sort::Head), _) | (None, Some(Role::Head)) => Some(true),
                _ => None,
            }
        });
        let head = |(at, given): (usize, &Option<_>)| {
            given.is_none().then(|| {
                let mut found = Features::new();
                sheet.head_features(at, &mut found);
                found
            })
        };
        let change = |at: usize| {
            [false, true].map(|above| {
                [false, true].map(|head| {
                    let mut found = Features::new();
                    if at > 0 {
                        sheet.change_features(at, above, head, &mut found);
                    }
                    found
                })
            })
        };
        Self {
            truth: truth.collect(),
            heads: given.iter().enumerate().map(head).collect(),
            changes: (0..given.len()).map(change).collect(),
        }
    }

    /// Adds the slope of the likelihood of the true labels at these weights.
    fn climb(&self, weights: &[f64; N], slope: &mut [f64; N]) {
        let value = |features: &Features| features.iter().map(|&(nth, value)| value * weights[nth]).sum::<f64>();
        let count = self.truth.len();
        let score = |at: usize, head: bool| match (&self.heads[at], self.truth[at]) {
            (Some(features), Some(_)) if head => value(features),
            (None, Some(truth)) if truth != head => f64::NEG_INFINITY,
            _ => 0.0,
        };
        let alone: Vec<[f64; 2]> = (0..count).map(|at| [score(at, false), score(at, true)]).collect();
        let change = |at: usize| {
            if self.apart(at) { [[0.0; 2]; 2] } else { [0, 1].map(|from| [0, 1].map(|to| value(&self.changes[at][from][to]))) }
        };
        let steps: Vec<[[f64; 2]; 2]> = (0..count).map(change).collect();
        let (mut front, mut back) = (vec![[0.0; 2]; count], vec![[0.0; 2]; count]);
        for at in 0..count {
            front[at] = [0, 1].map(|to| {
                let before = if at == 0 { 0.0 } else { sum([0, 1].map(|from| front[at - 1][from] + steps[at][from][to])) };
                before + alone[at][to]
            });
        }
        for at in (0..count.saturating_sub(1)).rev() {
            back[at] = [0, 1].map(|from| sum([0, 1].map(|to| steps[at + 1][from][to] + alone[at + 1][to] + back[at + 1][to])));
        }
        let Some(all) = front.last().map(|&last| sum(last)) else { return };
        let mut add = |features: &Features, times: f64| features.iter().for_each(|&(nth, value)| slope[nth] += times * value);
        for at in 0..count {
            let (Some(features), Some(truth)) = (&self.heads[at], self.truth[at]) else { continue };
            add(features, f64::from(u8::from(truth)) - (front[at][1] + back[at][1] - all).exp());
        }
        for at in (0..count).filter(|&at| !self.apart(at)) {
            let pair = self.truth[at - 1].zip(self.truth[at]).map(|(from, to)| (usize::from(from), usize::from(to)));
            for from in 0..2 {
                for to in 0..2 {
                    let likely = (front[at - 1][from] + steps[at][from][to] + alone[at][to] + back[at][to] - all).exp();
                    add(&self.changes[at][from][to], f64::from(u8::from(pair == Some((from, to)))) - likely);
                }
            }
        }
    }

    /// Whether line `at` has no neighbour above whose label matters.
    fn apart(&self, at: usize) -> bool {
        at == 0 || self.truth[at].is_none() || self.truth[at - 1].is_none()
    }
}

/// Logarithm of the sum of two numbers given by their logarithms.
fn sum([a, b]: [f64; 2]) -> f64 {
    let top = a.max(b);
    if top == f64::NEG_INFINITY { top } else { top + ((a - top).exp() + (b - top).exp()).ln() }
}
