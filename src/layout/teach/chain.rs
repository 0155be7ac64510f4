//! Learns the weights of the labels: a semi-Markov conditional random field over the lines of whole pages.
//!
//! The weights are those under which the true labels of all pages are likeliest, less a ridge penalty (J. Lafferty, A. McCallum,
//! F. Pereira, "Conditional random fields", 2001; over runs of lines: S. Sarawagi, W. Cohen, 2004). Likelihoods come from the
//! forward-backward recursion, the climb from Adam (D. Kingma, J. Ba, 2015) over all pages at once, so that the same pages give
//! the same weights.

use rayon::prelude::*;

use super::{Lesson, Role};
use crate::layout::{
    Skill,
    label::{Sheet, chain::{May, has_text}},
    linear::{Features, Linear},
    looks::{self, Change, run::MAX_RUN},
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
    /// By line: what it may be; what is not known is as good as neither.
    may: Vec<May>,
    /// By line: features of its being in a head; empty where its words give it away.
    heads: Vec<Features>,
    /// By line: features of the changes from the line above, in the order of [`CHANGES`].
    changes: Vec<[Features; CHANGES.len()]>,
    /// By first line of a run: features of the heads of one, two, … lines that may begin there.
    runs: Vec<Vec<Features>>,
    /// By line: lines of the true head that begins there; 0 where none does.
    truth: Vec<usize>,
}

/// The changes of label between two lines.
const CHANGES: [Change; 5] = [Change::WithinBody, Change::ToBody, Change::ToHead, Change::NextHead, Change::WithinHead];
const WITHIN_BODY: usize = 0;
const TO_BODY: usize = 1;
const TO_HEAD: usize = 2;
const NEXT_HEAD: usize = 3;
const WITHIN_HEAD: usize = 4;

/// Fits the weights of the labels.
pub(super) fn learn(lessons: &[&Lesson<'_>]) -> Linear<N> {
    let chains: Vec<Chain> = lessons.iter().map(|lesson| Chain::new(lesson)).collect();
    let (mut weights, mut mean, mut square) = ([0.0; N], [0.0; N], [0.0; N]);
    for step in 1..=STEPS {
        let mut gradient = weights.map(|weight: f64| -RIDGE * weight);
        let slopes: Vec<[f64; N]> = chains.par_iter().map(|chain| chain.slope(&weights)).collect();
        for slope in slopes {
            gradient.iter_mut().zip(slope).for_each(|(sum, slope)| *sum += slope);
        }
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
        let owner = |at: usize| lesson.owners.get(at).copied().unwrap_or_default();
        let known = |(at, given): (usize, &Option<_>)| match (May::of(*given), owner(at).role) {
            (May::Either, Role::Body | Role::Head) => May::Either,
            (May::Either, _) => May::Neither,
            (may, _) => may,
        };
        let may: Vec<May> = given.iter().enumerate().map(known).collect();
        let count = may.len();
        let is_head = |at: usize| may[at] == May::Head || (may[at] == May::Either && owner(at).role == Role::Head);
        let mut truth = vec![0; count];
        let mut begun: Option<usize> = None;
        for at in 0..count {
            if !is_head(at) {
                begun = None;
                continue;
            }
            let whose = |at: usize| owner(at).article;
            let goes_on = begun.filter(|&first| {
                let same = whose(at).is_none() || whose(at - 1).is_none() || whose(at) == whose(at - 1);
                same && at - first < MAX_RUN
            });
            let first = goes_on.unwrap_or(at);
            truth[first] = at - first + 1;
            begun = Some(first);
        }
        let text = |at: Option<usize>| has_text(at, &may);
        let runs = |first: usize| {
            let lasts = (first..count).take(MAX_RUN).take_while(|&last| may[last].is_head());
            let features = |last| {
                let mut found = Features::new();
                sheet.run_features(first, last, text(first.checked_sub(1)), text(Some(last + 1)), &mut found);
                found
            };
            lasts.map(features).collect()
        };
        let apart = |at: usize| at == 0 || may[at] == May::Neither || may[at - 1] == May::Neither;
        let head = |at: usize| {
            let mut found = Features::new();
            if may[at] == May::Either {
                sheet.head_features(at, &mut found);
            }
            found
        };
        let changes = |at: usize, change: Change| {
            let mut found = Features::new();
            if !apart(at) {
                sheet.change_features(at, change, &mut found);
            }
            found
        };
        Self {
            heads: (0..count).map(head).collect(),
            changes: (0..count).map(|at| CHANGES.map(|change| changes(at, change))).collect(),
            runs: (0..count).map(runs).collect(),
            truth,
            may,
        }
    }

    /// The slope of the likelihood of the true labels at these weights.
    fn slope(&self, weights: &[f64; N]) -> [f64; N] {
        const LOW: f64 = f64::NEG_INFINITY;
        let mut slope = [0.0; N];
        let value = |features: &Features| features.iter().map(|&(nth, value)| value * weights[nth]).sum::<f64>();
        let count = self.may.len();
        if count == 0 {
            return slope;
        }
        let steps: Vec<[f64; CHANGES.len()]> = self.changes.iter().map(|changes| changes.each_ref().map(value)).collect();
        let emit: Vec<f64> = self.heads.iter().map(value).collect();
        // By first line: scores of the heads of one, two, … lines that begin there.
        let scores: Vec<Vec<f64>> = (0..count)
            .map(|first| {
                let mut inside = 0.0;
                let add = |(nth, run): (usize, &Features)| {
                    inside += emit[first + nth] + if nth > 0 { steps[first + nth][WITHIN_HEAD] } else { 0.0 };
                    inside + value(run)
                };
                self.runs[first].iter().enumerate().map(add).collect()
            })
            .collect();
        let plain = |at: usize| self.may[at] == May::Neither || self.may[at].is_body();
        let (mut body, mut head) = (vec![LOW; count + 1], vec![LOW; count + 1]);
        body[0] = 0.0; // position 0 stands before the first line
        let mut enters = vec![LOW; count];
        for at in 0..count {
            // Heads that begin here are added to the lines they end with.
            enters[at] = sum([body[at] + steps[at][TO_HEAD], head[at] + steps[at][NEXT_HEAD]]);
            for (nth, score) in scores[at].iter().enumerate() {
                head[at + nth + 1] = sum([head[at + nth + 1], enters[at] + score]);
            }
            if plain(at) {
                body[at + 1] = sum([body[at] + steps[at][WITHIN_BODY], head[at] + steps[at][TO_BODY]]);
            }
        }
        let (mut body_rest, mut head_rest) = (vec![LOW; count + 1], vec![LOW; count + 1]);
        (body_rest[count], head_rest[count]) = (0.0, 0.0);
        let mut leaves = vec![LOW; count];
        for at in (0..count).rev() {
            leaves[at] = scores[at].iter().enumerate().fold(LOW, |all, (nth, score)| sum([all, score + head_rest[at + nth + 1]]));
            let line = if plain(at) { body_rest[at + 1] } else { LOW };
            body_rest[at] = sum([steps[at][WITHIN_BODY] + line, steps[at][TO_HEAD] + leaves[at]]);
            head_rest[at] = sum([steps[at][TO_BODY] + line, steps[at][NEXT_HEAD] + leaves[at]]);
        }
        let all = body_rest[0];
        let mut add = |features: &Features, times: f64| features.iter().for_each(|&(nth, value)| slope[nth] += times * value);
        // What is true, less what is likely.
        let mut true_before = false;
        let mut at = 0;
        while at < count {
            let run = self.truth[at];
            add(
                &self.changes[at][[[WITHIN_BODY, TO_HEAD], [TO_BODY, NEXT_HEAD]][usize::from(true_before)][usize::from(run > 0)]],
                1.0,
            );
            for line in at..at + run {
                add(&self.heads[line], 1.0);
                if line > at {
                    add(&self.changes[line][WITHIN_HEAD], 1.0);
                }
            }
            if run > 0 {
                add(&self.runs[at][run - 1], 1.0);
            }
            true_before = run > 0;
            at += run.max(1);
        }
        let (mut in_head, mut within) = (vec![0.0; count], vec![0.0; count]);
        for at in 0..count {
            if plain(at) {
                add(&self.changes[at][WITHIN_BODY], -(body[at] + steps[at][WITHIN_BODY] + body_rest[at + 1] - all).exp());
                add(&self.changes[at][TO_BODY], -(head[at] + steps[at][TO_BODY] + body_rest[at + 1] - all).exp());
            }
            add(&self.changes[at][TO_HEAD], -(body[at] + steps[at][TO_HEAD] + leaves[at] - all).exp());
            add(&self.changes[at][NEXT_HEAD], -(head[at] + steps[at][NEXT_HEAD] + leaves[at] - all).exp());
            for (nth, (score, run)) in scores[at].iter().zip(&self.runs[at]).enumerate() {
                let likely = (enters[at] + score + head_rest[at + nth + 1] - all).exp();
                add(run, -likely);
                for line in at..=at + nth {
                    in_head[line] += likely;
                    if line > at {
                        within[line] += likely;
                    }
                }
            }
        }
        for at in 0..count {
            add(&self.heads[at], -in_head[at]);
            add(&self.changes[at][WITHIN_HEAD], -within[at]);
        }
        slope
    }
}

/// Logarithm of the sum of two numbers given by their logarithms.
fn sum([a, b]: [f64; 2]) -> f64 {
    let top = a.max(b);
    if top == f64::NEG_INFINITY { top } else { top + ((a - top).exp() + (b - top).exp()).ln() }
}
