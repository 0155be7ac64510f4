//! The likeliest labelling of a page: a semi-Markov chain of body lines and heads.
//!
//! A body line is labelled by itself, a head as a run of up to [`MAX_RUN`] lines, so that what a head is as a whole can be weighed
//! (S. Sarawagi, W. Cohen, "Semi-Markov conditional random fields for information extraction", 2004).

use std::ops::Range;

use super::{Label, Sheet, Sort, sort_of};
use crate::layout::{
    looks::{
        Change,
        run::{self, MAX_RUN},
    },
    skill::Skill,
};

/// What line `at` may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) enum May {
    /// Body or part of a head.
    Either,
    /// Its words show it to be body.
    Body,
    /// Its words show it to be part of a head.
    Head,
    /// Neither: what stands above and below are no neighbours.
    Neither,
}

impl May {
    pub(in crate::layout) fn of(given: Option<Label>) -> Self {
        match given.map(sort_of) {
            None => Self::Either,
            Some(Sort::Body) => Self::Body,
            Some(Sort::Head) => Self::Head,
            Some(Sort::Neither) => Self::Neither,
        }
    }

    pub(in crate::layout) fn is_body(self) -> bool {
        matches!(self, Self::Either | Self::Body)
    }

    pub(in crate::layout) fn is_head(self) -> bool {
        matches!(self, Self::Either | Self::Head)
    }
}

/// The best way to label the lines up to some line.
#[derive(Debug, Clone, Copy)]
struct Best {
    score: f64,
    /// Lines of the last head; 0 where the last line is no head.
    run: usize,
    /// Whether a head stands before it.
    after_head: bool,
}

/// Scores of the changes from a line to the next.
struct Changes {
    within_body: f64,
    to_body: f64,
    to_head: f64,
    next_head: f64,
    within_head: f64,
}

impl Changes {
    fn new(of: impl Fn(Change) -> f64) -> Self {
        Self {
            within_body: of(Change::WithinBody),
            to_body: of(Change::ToBody),
            to_head: of(Change::ToHead),
            next_head: of(Change::NextHead),
            within_head: of(Change::WithinHead),
        }
    }

    /// How much better a labelling that ends with a head must be than one that ends with body to come before it whatever follows.
    fn lead_of_body(&self) -> f64 {
        (self.within_body - self.to_body).min(self.to_head - self.next_head)
    }
}

/// More than sums of scores lose to rounding.
const ROUNDING: f64 = 1e-6;

const NONE: Best = Best { score: f64::NEG_INFINITY, run: 0, after_head: false };

impl Sheet<'_> {
    /// The likeliest labelling, and by line whether a head begins there.
    pub(super) fn likeliest(&self, given: &[Option<Label>], skill: &Skill) -> (Vec<Label>, Vec<bool>) {
        let may = &self.may;
        let count = may.len();
        let change = |at: usize, change: Change| {
            let apart = at == 0 || may[at] == May::Neither || may[at - 1] == May::Neither;
            if apart { 0.0 } else { skill.labels.weigh(|found| self.change_features(at, change, found)) }
        };
        let changes: Vec<Changes> = (0..count).map(|at| Changes::new(|kind| change(at, kind))).collect();
        let run = |first: usize, last: usize| {
            let (above, below) = (has_text(first.checked_sub(1), may), has_text(Some(last + 1), may));
            skill.labels.weigh(|found| self.run_features(first, last, above, below, found))
        };
        // By line: the best labelling up to and with it, where it is body (or neither), and where a head ends with it.
        let (mut body, mut head) = (vec![NONE; count], vec![NONE; count]);
        let before = |at: usize, body: &[Best], head: &[Best], to_body: f64, to_head: f64| match at.checked_sub(1) {
            None => Best { score: 0.0, run: 0, after_head: false },
            Some(above) => {
                let (plain, after) = (body[above].score + to_body, head[above].score + to_head);
                Best { score: plain.max(after), run: 0, after_head: after > plain }
            }
        };
        let emit: Vec<f64> = (0..count)
            .map(|at| if may[at] == May::Either { skill.labels.weigh(|found| self.head_features(at, found)) } else { 0.0 })
            .collect();
        let most = run::most(&skill.labels) + ROUNDING;
        for last in 0..count {
            if may[last] == May::Neither || may[last].is_body() {
                body[last] = before(last, &body, &head, changes[last].within_body, changes[last].to_body);
            }
            // What a head that ends here must score to be of use to what follows.
            let needed = body[last].score + changes.get(last + 1).map_or(0.0, Changes::lead_of_body);
            let mut inside = 0.0;
            for first in (0..=last).rev().take(MAX_RUN).take_while(|&first| may[first].is_head()) {
                inside += emit[first];
                let from = before(first, &body, &head, changes[first].to_head, changes[first].next_head);
                // Most runs are hopeless before they are looked at as a whole.
                let score = from.score + inside;
                if score + most <= needed {
                    inside += changes[first].within_head;
                    continue;
                }
                let score = score + run(first, last);
                if score > head[last].score {
                    head[last] = Best { score, run: last - first + 1, after_head: from.after_head };
                }
                inside += changes[first].within_head;
            }
        }
        let mut labels: Vec<Label> = given.iter().map(|given| given.unwrap_or(Label::Body)).collect();
        let mut begins = vec![false; count];
        let mut end = count;
        let mut is_head = count > 0 && head[count - 1].score > body[count - 1].score;
        while end > 0 {
            let best = if is_head { head[end - 1] } else { body[end - 1] };
            let first = end - best.run.max(1);
            begins[first] = is_head;
            for at in first..end {
                labels[at] = given[at].unwrap_or(if is_head { Label::Head } else { Label::Body });
            }
            (end, is_head) = (first, best.after_head);
        }
        (labels, begins)
    }

    /// Log-odds of body lines being one head, all other labels as they are.
    pub(in crate::layout) fn head_odds(&self, lines: Range<usize>, skill: &Skill) -> f64 {
        let sort = |at: Option<usize>| at.and_then(|at| self.labels.get(at)).map_or(Sort::Neither, |&label| sort_of(label));
        let change = |at: usize, kind: Change| skill.labels.weigh(|found| self.change_features(at, kind, found));
        let (first, last) = (lines.start, lines.end - 1);
        let (above, below) = (sort(first.checked_sub(1)), sort(Some(last + 1)));
        let mut odds = skill.labels.weigh(|found| {
            self.run_features(first, last, has_text(first.checked_sub(1), &self.may), has_text(Some(last + 1), &self.may), found);
        });
        odds += lines.clone().map(|at| skill.labels.weigh(|found| self.head_features(at, found))).sum::<f64>();
        odds += lines.skip(1).map(|at| change(at, Change::WithinHead) - change(at, Change::WithinBody)).sum::<f64>();
        odds += match above {
            Sort::Body => change(first, Change::ToHead) - change(first, Change::WithinBody),
            Sort::Head => change(first, Change::NextHead) - change(first, Change::ToBody),
            Sort::Neither => 0.0,
        };
        odds + match below {
            Sort::Body => change(last + 1, Change::ToBody) - change(last + 1, Change::WithinBody),
            Sort::Head => change(last + 1, Change::NextHead) - change(last + 1, Change::ToHead),
            Sort::Neither => 0.0,
        }
    }
}

/// Whether there is a line `at` that is body or head.
pub(in crate::layout) fn has_text(at: Option<usize>, may: &[May]) -> bool {
    at.and_then(|at| may.get(at)).is_some_and(|&may| may != May::Neither)
}
