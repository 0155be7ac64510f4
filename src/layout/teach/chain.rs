//! Learns the weights of the labels: an averaged structured perceptron over the lines of whole pages.
//!
//! A page is labelled with the weights so far; where that differs from the truth, the weights move towards the features of the
//! truth and away from those of the guess (M. Collins, "Discriminative training methods for hidden Markov models", 2002). The mean
//! of all weights met on the way is kept, which settles them.

use super::{Lesson, Role};
use crate::{
    analyze::{Features, Linear},
    layout::{
        Skill,
        label::{Sheet, Sort, sort_of},
        looks,
    },
};

const N: usize = looks::NAMES.len();
/// Passes over all pages.
const PASSES: usize = 40;
/// What a wrong label is worth while learning: the truth must be better than it by that to teach nothing more.
const MARGIN: f64 = 1.0;

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
    let (mut weights, mut sum) = ([0.0; N], [0.0; N]);
    for _ in 0..PASSES {
        for chain in &chains {
            let guess = chain.guess(&weights);
            chain.add(&chain.truth, 1.0, &mut weights);
            chain.add(&guess, -1.0, &mut weights);
            sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        }
    }
    let steps = (PASSES * chains.len()).max(1) as f64;
    Linear { names: looks::NAMES, weights: sum.map(|sum| sum / steps) }
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
        let head = |(at, given): (usize, &Option<_>)| given.is_none().then(|| sheet.head_features(at));
        let change = |at: usize| {
            [false, true].map(|above| [false, true].map(|head| if at == 0 { Vec::new() } else { sheet.change_features(at, above, head) }))
        };
        Self {
            truth: truth.collect(),
            heads: given.iter().enumerate().map(head).collect(),
            changes: (0..given.len()).map(change).collect(),
        }
    }

    /// The best labelling by these weights, wrong labels given a head start.
    fn guess(&self, weights: &[f64; N]) -> Vec<Option<bool>> {
        let value = |features: &Features| features.iter().map(|&(nth, value)| value * weights[nth]).sum::<f64>();
        let count = self.truth.len();
        let mut best = [0.0_f64; 2];
        let mut back = vec![[0_usize; 2]; count];
        for at in 0..count {
            let apart = at == 0 || self.truth[at].is_none() || self.truth[at - 1].is_none();
            let mut next = [0.0; 2];
            for to in 0..2 {
                let step = |from: usize| best[from] + if apart { 0.0 } else { value(&self.changes[at][from][to]) };
                back[at][to] = usize::from(step(1) > step(0));
                next[to] = step(back[at][to]);
                match (&self.heads[at], self.truth[at]) {
                    (Some(head), Some(truth)) => {
                        next[to] += if to == 1 { value(head) } else { 0.0 };
                        next[to] += if truth == (to == 1) { 0.0 } else { MARGIN };
                    }
                    (None, Some(truth)) if truth != (to == 1) => next[to] -= 1e9,
                    _ => {}
                }
            }
            best = next;
        }
        let mut state = usize::from(best[1] > best[0]);
        let mut labels = vec![None; count];
        for at in (0..count).rev() {
            labels[at] = self.truth[at].map(|_| state == 1);
            state = back[at][state];
        }
        labels
    }

    /// Adds the features of a labelling, `times` over.
    fn add(&self, labels: &[Option<bool>], times: f64, weights: &mut [f64; N]) {
        let mut add = |features: &Features| features.iter().for_each(|&(nth, value)| weights[nth] += times * value);
        for at in 0..labels.len() {
            let Some(head) = labels[at] else { continue };
            if let Some(features) = self.heads[at].as_ref().filter(|_| head) {
                add(features);
            }
            if let Some(above) = at.checked_sub(1).and_then(|above| labels[above]) {
                add(&self.changes[at][usize::from(above)][usize::from(head)]);
            }
        }
    }
}
