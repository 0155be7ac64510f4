//! What speaks for a run of lines being one head: features of the run as a whole.
//!
//! A head stands between two paragraphs, so much is sure; a wrapped paragraph of two lines does too. What tells them apart is the
//! run, not its lines: how it sits in the column, what stands above and below, and whose words it repeats.

use std::ops::Range;

use super::{
    super::label::{PARAGRAPH_LINE, SLACK, Sheet, is_indent},
    NAMES, RUN_1, RUN_2, RUN_3, RUN_4, RUN_5, RUN_ABOVE, RUN_AFTER_END, RUN_AFTER_OPEN, RUN_AFTER_STOP, RUN_AROUND, RUN_AT_END,
    RUN_AT_TOP, RUN_BELOW, RUN_BELOW_MANY, RUN_BETWEEN, RUN_BETWEEN_MANY, RUN_EVEN, RUN_FILLS, RUN_LIKE_PARAGRAPH, RUN_LONG,
    RUN_NARROW, RUN_SENSE_ABOVE, RUN_SENSE_BELOW, RUN_SENSE_ROUND, RUN_TINY, RUN_TO_FIRST, RUN_TO_FULL, RUN_TO_LEAD, RUN_TURNS,
};
use crate::{
    layout::{
        glyph::HalfEm,
        linear::{Linear, Tally},
        tell::seam,
    },
    model::meanings::Direction,
};

/// The most lines a head has.
pub(in crate::layout) const MAX_RUN: usize = 8;
/// Lines above and below a run whose words are compared with its own.
const NEAR: usize = 16;
/// Half ems by which the lines of an even head differ at most.
const EVEN: HalfEm = 4;
/// Half ems by which a centred line is narrower than its column at least.
const NARROWER: HalfEm = 4;
/// Characters of a tiny head and of one that is long.
const TINY: HalfEm = 5;
const LONG: HalfEm = 40;

/// Features of which a run has one at most; each is 1 at most.
const ONE_OF: [&[usize]; 16] = [
    &[RUN_1, RUN_2, RUN_3, RUN_4, RUN_5],
    &[RUN_AT_TOP, RUN_AFTER_END, RUN_AFTER_STOP, RUN_AFTER_OPEN],
    &[RUN_AT_END, RUN_TO_LEAD, RUN_TO_FIRST, RUN_TO_FULL],
    &[RUN_BETWEEN, RUN_BETWEEN_MANY],
    &[RUN_TINY, RUN_LONG],
    &[RUN_BELOW, RUN_BELOW_MANY],
    &[RUN_TURNS],
    &[RUN_EVEN],
    &[RUN_FILLS],
    &[RUN_NARROW],
    &[RUN_LIKE_PARAGRAPH],
    &[RUN_ABOVE],
    &[RUN_AROUND],
    &[RUN_SENSE_ABOVE],
    &[RUN_SENSE_BELOW],
    &[RUN_SENSE_ROUND],
];

/// The most a run as a whole can add to the score of its lines.
pub(in crate::layout) fn most(labels: &Linear<{ NAMES.len() }>) -> f64 {
    let best = |of: &&[usize]| of.iter().fold(0.0, |best: f64, &feature| best.max(labels.weights[feature]));
    ONE_OF.iter().map(best).sum()
}

impl Sheet<'_> {
    /// Features of the lines `first..=last` being one head. `above` and `below` say whether there is text there to compare with.
    pub(in crate::layout) fn run_features(&self, first: usize, last: usize, above: bool, below: bool, found: &mut impl Tally) {
        let count = last - first + 1;
        found.has([RUN_1, RUN_2, RUN_3, RUN_4, RUN_5][count.min(5) - 1], true);
        let ended = self.ends_paragraph_above(first, above, found);
        let begins = self.begins_paragraph_below(last, below, found);
        found.has(if count == 1 { RUN_BETWEEN } else { RUN_BETWEEN_MANY }, ended && begins);
        self.shape(first, last, found);
        let over = if above { self.columns[first - 1].measure } else { 0 };
        let under = if below { self.measure_below(last + 1) } else { 0 };
        found.has(RUN_TURNS, over > 0 && under > 0 && over.abs_diff(under) > SLACK + 1);
        let (echo_above, echo_below) = self.echoes.shares(first, last, NEAR);
        found.add(RUN_ABOVE, echo_above);
        found.add(if count == 1 { RUN_BELOW } else { RUN_BELOW_MANY }, echo_below);
        self.subjects(first, last, above, below, found);
        if above && below {
            let around = seam(self.model, &self.lines[first - 1], &self.lines[last + 1]);
            found.add(RUN_AROUND, around.max(0.0));
        }
    }

    /// What stands above the run; whether a paragraph ends there.
    fn ends_paragraph_above(&self, first: usize, above: bool, found: &mut impl Tally) -> bool {
        if !above {
            found.has(RUN_AT_TOP, true);
            return true;
        }
        let line = first - 1;
        let column = self.columns[line];
        let short = column.measure > self.lines[line].width + SLACK || self.lines[line].width >= PARAGRAPH_LINE;
        let ended = self.tells[line].credit || (!self.is_open(line) && short);
        found.has(RUN_AFTER_END, ended);
        found.has(RUN_AFTER_STOP, !ended && !self.is_open(line));
        found.has(RUN_AFTER_OPEN, self.is_open(line));
        ended
    }

    /// What stands below the run; whether a paragraph begins there.
    fn begins_paragraph_below(&self, last: usize, below: bool, found: &mut impl Tally) -> bool {
        if !below {
            found.has(RUN_AT_END, true);
            return true;
        }
        let line = last + 1;
        let lead = self.tells[line].lead || self.tells[line].jump_back;
        let first = !lead && (self.leads_column(line) || self.lines[line].width >= PARAGRAPH_LINE);
        found.has(RUN_TO_LEAD, lead);
        found.has(RUN_TO_FIRST, first);
        found.has(RUN_TO_FULL, !lead && !first && self.columns[line].filled_by(self.lines[line].width));
        lead || first
    }

    /// What the run is about, and the text above and below it.
    fn subjects(&self, first: usize, last: usize, above: bool, below: bool, found: &mut impl Tally) {
        let run = self.about(first..last + 1);
        let (over, under) = (self.subjects.above(first), self.subjects.below(last + 1));
        if above {
            found.add(RUN_SENSE_ABOVE, run.akin(over).max(0.0));
        }
        if below {
            found.add(RUN_SENSE_BELOW, run.akin(under).max(0.0));
        }
        if above && below {
            found.add(RUN_SENSE_ROUND, over.akin(under).max(0.0));
        }
    }

    /// What some lines are about; lines past the end of the page are left out.
    pub(in crate::layout) fn about(&self, lines: Range<usize>) -> Direction {
        let end = lines.end.min(self.lines.len());
        Direction::new(&self.index.meaning(lines.start.min(end)..end))
    }

    /// How the run sits in the column above it.
    fn shape(&self, first: usize, last: usize, found: &mut impl Tally) {
        let widths = || self.lines[first..=last].iter().map(|line| line.width);
        let total: HalfEm = widths().sum();
        found.has(RUN_TINY, total <= 2 * TINY);
        found.has(RUN_LONG, total > 2 * LONG);
        let (least, most) = (widths().min().unwrap_or(0), widths().max().unwrap_or(0));
        found.has(RUN_EVEN, last > first && most - least <= EVEN);
        let measure = first.checked_sub(1).map_or(0, |above| self.columns[above].measure);
        if measure == 0 {
            return;
        }
        let full = widths().filter(|width| width.abs_diff(measure) <= SLACK).count();
        found.add(RUN_FILLS, full as f32 / (last - first + 1) as f32);
        found.has(RUN_NARROW, most + NARROWER < measure);
        // An indented first line, full lines, a last line that is shorter: so a paragraph looks.
        let indented = is_indent(measure, self.lines[first].width);
        let middle = self.lines[first..=last].iter().skip(1).rev().skip(1).all(|line| line.width.abs_diff(measure) <= SLACK);
        found.has(RUN_LIKE_PARAGRAPH, last > first && indented && middle && self.lines[last].width < measure + SLACK);
    }

    /// The width of the column that begins at line `at`; 0 where none can be seen.
    fn measure_below(&self, at: usize) -> HalfEm {
        if self.below[at] > 0 { self.below[at] } else { self.columns[at].measure }
    }
}
