//! Blocks into reading order.
//!
//! Two rules, after Breuel (2003), *High performance document layout analysis*: of two blocks above one another the upper is
//! read first; of two side by side the left one. A head stands
//! over more columns than its characters show (large type takes one cell a character, like small), so a stray is first given the
//! width of the columns that begin below it. Columns that a head or picture merely interrupts are put together again where the
//! text runs on across it.

use super::{
    column::{Block, MIN_COLUMN},
    grid::MAX_INDENT,
};
use crate::layout::{gram::Seams, seam::SeamModel};

/// Blocks put in order together; longer pages are taken in stretches, so that time stays linear.
const STRETCH: usize = 400;
/// Rows below a head in which the columns under it begin.
const NEAR: u32 = 16;
/// Rows above and below a stray in which others beside it limit its width.
const BESIDE: u32 = 6;
/// Rows a column of one text is deep at most.
const MAX_DEPTH: u32 = 150;
/// Columns under one head begin within so many rows of each other.
const LEVEL: u32 = 8;
/// Evidence (natural logarithm of odds) from which text runs on: in place, and beside.
const RUNS_ON: f32 = 1.0;
const LINKED: f32 = 2.0;
/// How much better a seam beside must be than that with what stands right below: with nothing between, and with a head near.
const IN_PLACE: f32 = 3.0;
const UNDER_HEAD: f32 = 2.5;
/// Rows within which a column goes on even where its lines speak against it: a cross-head may stand there.
const NEXT: u32 = 6;
/// Evidence from which even a line that does not fill its column goes on.
const CLEAR: f32 = 0.5;
/// Evidence below which even what simply stands below does not go on.
const MAX_DOUBT: f32 = -2.5;

/// The blocks of a page in the order in which they are read.
pub(super) fn reading_order(mut blocks: Vec<Block<'_>>) -> Vec<Block<'_>> {
    blocks.sort_by_key(|block| (block.top, block.left));
    let mut ordered = Vec::with_capacity(blocks.len());
    let mut stretch = Vec::new();
    let mut reach = 0;
    for block in blocks {
        let apart = block.top > reach && stretch.len() >= STRETCH;
        if apart || stretch.len() >= 2 * STRETCH {
            ordered.extend(Stretch::new(std::mem::take(&mut stretch)).read());
        }
        reach = reach.max(block.bottom);
        stretch.push(block);
    }
    ordered.extend(Stretch::new(stretch).read());
    ordered
}

/// Blocks that are put in order together, sorted by row, and the cells each stands over.
struct Stretch<'p> {
    blocks: Vec<Block<'p>>,
    covers: Vec<(usize, usize)>,
    /// Whether it is a head: a stray with columns right below.
    heads: Vec<bool>,
    /// Row in which the column of each block begins.
    begins: Vec<u32>,
    pairs: Seams,
}

/// Log-odds for columns that begin on one line.
const LEVEL_TOPS: f32 = 1.5;
/// Log-odds for columns of which the right one ends before the left one begins.
const APART: f32 = -1.5;
/// Log-odds for columns that end on one line.
const LEVEL_ENDS: f32 = 1.0;
/// Log-odds for a seam whose two characters stand side by side elsewhere on the page.
const KNOWN_PAIR: f32 = 1.5;
/// Log-odds against a text that runs on across a band of blank lines.
const ACROSS_BAND: f32 = -2.0;
/// Log-odds of how the ends of two blocks look, the seam left aside.
const OPEN_TO_PARAGRAPH: f32 = -3.0;
const CLOSED_TO_MIDDLE: f32 = -0.5;
const SHORT_TO_MIDDLE: f32 = -4.0;

impl<'p> Stretch<'p> {
    /// How much it looks as if the text of a column ran on into another beside it: columns of one text often begin and end level.
    fn runs_over(&self, left: &Block<'_>, right: &Block<'_>) -> f32 {
        let middle = left.is_open() && !right.is_indented();
        let level = |a: u32, b: u32, odds: f32| if middle && a.abs_diff(b) <= 2 { odds } else { 0.0 };
        let apart = if right.bottom < left.top { APART } else { 0.0 };
        self.runs_on(left, right) + apart + level(left.top, right.top, LEVEL_TOPS) + level(left.bottom, right.bottom, LEVEL_ENDS)
    }

    /// How much it looks as if the text of one block ran on into another: natural logarithm of odds.
    fn runs_on(&self, above: &Block<'_>, below: &Block<'_>) -> f32 {
        let (Some(last), Some(first)) = (above.pieces.last(), below.pieces.first()) else { return 0.0 };
        let stacked = above.left.abs_diff(below.left) <= MAX_INDENT;
        let left = if stacked { above.left.min(below.left) } else { below.left };
        match (above.is_open(), first.start >= left + 2) {
            (true, false) => {
                let known = if self.pairs.joins(last.text, first.text) { KNOWN_PAIR } else { 0.0 };
                SeamModel::shipped().odds(last.text, first.text) + known
            }
            (true, true) => OPEN_TO_PARAGRAPH,
            (false, false) if above.ends_short() => SHORT_TO_MIDDLE,
            (false, false) => CLOSED_TO_MIDDLE,
            (false, true) => 0.0,
        }
    }

    fn new(blocks: Vec<Block<'p>>) -> Self {
        let pairs = Seams::new(blocks.iter().flat_map(|block| &block.pieces).map(|piece| piece.text));
        let mut stretch = Self { covers: Vec::new(), heads: Vec::new(), begins: Vec::new(), pairs, blocks };
        stretch.heal();
        stretch.covers = (0..stretch.blocks.len()).map(|at| stretch.cover(at)).collect();
        stretch.heads = (0..stretch.blocks.len()).map(|at| stretch.blocks[at].stray && !stretch.below(at).is_empty()).collect();
        stretch.begins = stretch.begins();
        stretch
    }

    /// Puts columns together that were cut although their text runs on.
    fn heal(&mut self) {
        let mut at = 0;
        while at < self.blocks.len() {
            let Some(above) = self.runs_on_from(at) else {
                at += 1;
                continue;
            };
            let below = self.blocks.remove(at);
            let (top, bottom) = (self.blocks[above].bottom, below.top);
            // What stands between, in this column, is read in place.
            let inside = |block: &Block<'_>| {
                block.stray && block.top > top && block.bottom < bottom && block.left < below.right && below.left < block.right
            };
            let mut kept = Vec::with_capacity(self.blocks.len());
            let mut held = Vec::new();
            for (nth, block) in std::mem::take(&mut self.blocks).into_iter().enumerate() {
                if nth != above && inside(&block) { held.extend(block.pieces) } else { kept.push((nth, block)) }
            }
            at -= kept.iter().filter(|(nth, _)| *nth < at).count().abs_diff(at);
            for (nth, block) in &mut kept {
                if *nth == above {
                    block.pieces.append(&mut held);
                    block.pieces.extend(below.pieces.iter().copied());
                    block.stray &= below.stray;
                    block.bottom = below.bottom;
                    block.bands.1 = below.bands.1;
                    block.right = block.right.max(below.right);
                    block.left = block.left.min(below.left);
                    block.measure_again();
                }
            }
            self.blocks = kept.into_iter().map(|(_, block)| block).collect();
        }
    }

    /// The block whose text runs on into column `at` across what interrupts it.
    fn runs_on_from(&self, at: usize) -> Option<usize> {
        let below = &self.blocks[at];
        let over = |block: &Block<'_>| block.left < below.right && below.left < block.right && block.bottom < below.top;
        let above = (0..at).rev().find(|&above| !self.blocks[above].stray && over(&self.blocks[above]));
        let nearest = (0..at).rev().find(|&above| over(&self.blocks[above]))?;
        let above = above.filter(|_| !below.stray).unwrap_or(nearest);
        let upper = &self.blocks[above];
        let slack = if below.pieces.len() < MIN_COLUMN { MAX_INDENT } else { 1 };
        if !(upper.left.saturating_sub(1)..=upper.left + slack).contains(&below.left) {
            return None;
        }
        let odds = self.runs_on(upper, below);
        let other = self.best_next(above).max(self.odds_after_column(at, above));
        let text = (!upper.stray || upper.fills(below)) && (!below.stray || below.fills(upper));
        let one_band = upper.bands.1 == below.bands.0;
        let gap = below.top - upper.bottom;
        if (text || odds >= CLEAR) && one_band && gap <= NEAR && above == nearest {
            let open = upper.is_open() && below.pieces[0].start < upper.left + 2;
            let head = self.head_between(upper, below);
            let goes_on = if open {
                odds + if head { UNDER_HEAD } else { IN_PLACE } >= other
            } else {
                !head && (odds >= MAX_DOUBT || gap < NEXT)
            };
            return goes_on.then_some(above);
        }
        let odds = if one_band { odds } else { odds + ACROSS_BAND };
        (odds >= RUNS_ON && odds > other).then_some(above)
    }

    /// Whether a head may part two blocks of a column: it stands between them, in the column or with nothing before it.
    fn head_between(&self, upper: &Block<'_>, below: &Block<'_>) -> bool {
        self.blocks.iter().any(|other| {
            let overlaps = other.left < below.right && below.left < other.right;
            let between = other.top > upper.bottom && other.bottom < below.top;
            between && (overlaps || (other.stray && !self.walled_off(other, below)))
        })
    }

    /// How well the best column to the left of column `at`, but for `above`, runs on into it.
    fn odds_after_column(&self, at: usize, above: usize) -> f32 {
        let block = &self.blocks[at];
        let beside = |other: &Block<'_>| !other.stray && other.right <= block.left && other.bottom + MAX_DEPTH >= block.top;
        let level = |other: &Block<'_>| beside(other) && other.top <= block.bottom && block.top <= other.bottom;
        let Some(edge) = self.blocks.iter().filter(|other| level(other)).map(|other| other.left).max() else { return f32::MIN };
        let ends = (0..self.blocks.len()).filter(|&other| {
            let column = &self.blocks[other];
            other != above && beside(column) && column.left.abs_diff(edge) <= 1 && column.bottom >= block.top
        });
        ends.map(|other| self.runs_on(&self.blocks[other], block)).fold(f32::MIN, f32::max)
    }

    /// Whether a column that passes a stray stands between it and another column, so that no head reaches over.
    fn walled_off(&self, stray: &Block<'_>, column: &Block<'_>) -> bool {
        let (left, right) = if stray.left < column.left { (stray.right, column.left) } else { (column.right, stray.left) };
        let passes = |other: &Block<'_>| other.top <= stray.top && stray.bottom <= other.bottom;
        self.blocks.iter().any(|other| !other.stray && passes(other) && left <= other.left && other.right <= right)
    }

    /// The columns to the right into which the text of column `at` may run on; a column may have been cut into several blocks.
    fn next_columns(&self, at: usize) -> impl Iterator<Item = usize> {
        let block = &self.blocks[at];
        let beside = |other: &Block<'_>| !other.stray && other.left >= block.right && other.top <= block.bottom;
        let level = |other: &Block<'_>| beside(other) && block.top <= other.bottom;
        let edge = self.blocks.iter().filter(|other| level(other)).map(|other| other.left).min();
        (0..self.blocks.len()).filter(move |&other| {
            let column = &self.blocks[other];
            edge.is_some_and(|edge| column.left.abs_diff(edge) <= 1) && beside(column) && block.bottom - column.top <= MAX_DEPTH
        })
    }

    /// How well column `at` runs on into the best of the columns to its right.
    fn best_next(&self, at: usize) -> f32 {
        self.next_columns(at).map(|other| self.runs_on(&self.blocks[at], &self.blocks[other])).fold(f32::MIN, f32::max)
    }

    /// For each column the one beside it that its text runs on into. A column cut in mid-sentence goes on somewhere, and one that
    /// begins in mid-sentence comes from somewhere, so the pairs are taken one by one, the surest first.
    fn links(&self) -> Vec<Option<usize>> {
        let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
        for at in (0..self.blocks.len()).filter(|&at| !self.blocks[at].stray) {
            pairs.extend(self.next_columns(at).map(|next| (self.runs_over(&self.blocks[at], &self.blocks[next]), at, next)));
        }
        pairs.retain(|pair| pair.0 >= LINKED);
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut next = vec![None; self.blocks.len()];
        let mut taken = vec![false; self.blocks.len()];
        for (_, at, to) in pairs {
            if next[at].is_none() && !taken[to] {
                next[at] = Some(to);
                taken[to] = true;
            }
        }
        next
    }

    /// The cells a block stands over: for a head, all of the columns that begin below it.
    fn cover(&self, at: usize) -> (usize, usize) {
        let block = &self.blocks[at];
        if !block.stray || block.pieces.iter().any(|piece| piece.text.starts_with(['（', '(']) || piece.text.ends_with('。')) {
            return (block.left, block.right);
        }
        let (mut left, mut right) = (block.left, block.right);
        let below = self.below(at);
        let Some(anchor) = below.iter().position(|&other| self.blocks[other].right > block.left) else { return (left, right) };
        let level = |other: usize| self.blocks[other].top.abs_diff(self.blocks[below[anchor]].top) <= LEVEL;
        for (nth, &other) in below[anchor..].iter().enumerate() {
            let bounded = nth > 0 && self.bounds(at, other);
            if !level(other) || bounded {
                break;
            }
            right = right.max(self.blocks[other].right);
        }
        let starts_column = block.left.wrapping_sub(self.blocks[below[anchor]].left) <= 1;
        left = left.min(self.blocks[below[anchor]].left);
        for &other in below[..anchor].iter().rev().filter(|_| !starts_column) {
            if !level(other) || self.bounds(at, other) {
                break;
            }
            // The first of its columns begins a paragraph; one that does not goes on from another to the left.
            if self.blocks[other].is_indented() {
                left = self.blocks[other].left;
            }
        }
        (left, right)
    }

    /// The columns that begin near below a stray with nothing between, from left to right.
    fn below(&self, at: usize) -> Vec<usize> {
        let block = &self.blocks[at];
        let busy = |other: &&Block<'_>| !other.stray && other.top <= block.bottom && other.bottom >= block.top;
        let busy: Vec<&Block<'_>> = self.blocks.iter().filter(busy).collect();
        let first = busy.iter().map(|other| other.right).filter(|&right| right <= block.left).max().unwrap_or(0);
        let last = busy.iter().map(|other| other.left).filter(|&left| left >= block.right).min().unwrap_or(usize::MAX);
        let mut found: Vec<usize> = Vec::new();
        for (nth, other) in self.blocks.iter().enumerate() {
            let near = !other.stray && other.top > block.bottom && other.top - block.bottom <= NEAR;
            let covered = |&first: &usize| self.blocks[first].left < other.right && other.left < self.blocks[first].right;
            if near && first <= other.left && other.left < last && !found.iter().any(covered) {
                found.push(nth);
            }
        }
        found.sort_by_key(|&nth| self.blocks[nth].left);
        found
    }

    /// Whether column `column` belongs under another stray than `at`.
    fn bounds(&self, at: usize, column: usize) -> bool {
        let (block, column) = (&self.blocks[at], &self.blocks[column]);
        self.blocks.iter().any(|other| {
            let beside = other.right <= block.left || other.left >= block.right;
            let over = other.left < column.right && column.left < other.right;
            let level = other.bottom + BESIDE >= block.top && other.top < column.top;
            other.stray && beside && over && level
        })
    }

    /// The blocks in reading order: columns of one text together, a unit, and the units by the two rules.
    fn read(self) -> Vec<Block<'p>> {
        let units = self.units();
        let count = units.len();
        let mut waits: Vec<usize> = vec![0; count];
        let mut follow: Vec<Vec<usize>> = vec![Vec::new(); count];
        for a in 0..count {
            for b in (0..count).filter(|&b| b != a) {
                if self.precedes(&units[a], &units[b]) {
                    follow[a].push(b);
                    waits[b] += 1;
                }
            }
        }
        let mut left: Vec<usize> = (0..count).collect();
        let mut order = Vec::with_capacity(count);
        while !left.is_empty() {
            let free = left.iter().position(|&at| waits[at] == 0).unwrap_or(0);
            let next = left.remove(free);
            order.extend(units[next].iter().copied());
            for &later in &follow[next] {
                waits[later] = waits[later].saturating_sub(1);
            }
        }
        let mut blocks: Vec<Option<Block<'p>>> = self.blocks.into_iter().map(Some).collect();
        order.into_iter().filter_map(|at| blocks[at].take()).collect()
    }

    /// Runs of columns that beyond doubt run on into each other; every other block is a unit of its own.
    fn units(&self) -> Vec<Vec<usize>> {
        let next = self.links();
        let mut taken = vec![false; self.blocks.len()];
        next.iter().flatten().for_each(|&to| taken[to] = true);
        let heads = (0..self.blocks.len()).filter(|&at| !taken[at]);
        heads.map(|head| std::iter::successors(Some(head), |&at| next[at]).collect()).collect()
    }

    /// Whether unit `a` is read before unit `b`.
    fn precedes(&self, a: &[usize], b: &[usize]) -> bool {
        let pairs = || a.iter().flat_map(|&one| b.iter().map(move |&other| (one, other)));
        let mut votes = 0_i32;
        let mut overlap = false;
        for (one, other) in pairs().filter(|&(one, other)| self.overlap(one, other)) {
            overlap = true;
            votes += if one < other { 1 } else { -1 };
        }
        if overlap {
            return votes > 0 || (votes == 0 && a[0] < b[0]);
        }
        let left = |unit: &[usize]| unit.iter().map(|&at| self.covers[at].0).min();
        left(a) < left(b) && pairs().any(|(one, other)| self.level(one, other))
    }

    fn overlap(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.covers[a], self.covers[b]);
        a.0 < b.1 && b.0 < a.1
    }

    /// Whether two blocks side by side stand level, or the second is a head that stands a little above the first.
    fn level(&self, a: usize, b: usize) -> bool {
        let head_above = self.heads[b] && !self.blocks[a].stray && self.blocks[a].bottom >= self.blocks[b].bottom;
        let (top, bottom) = (self.begins[b], self.blocks[b].bottom + if head_above { NEAR } else { 0 });
        self.begins[a] <= bottom && top <= self.blocks[a].bottom
    }

    /// The row in which the column of each block begins: blocks of one column stand under one another with no head between.
    fn begins(&self) -> Vec<u32> {
        let mut begins: Vec<u32> = self.blocks.iter().map(|block| block.top).collect();
        for at in 0..self.blocks.len() {
            let block = &self.blocks[at];
            let above = (0..at).rev().find(|&above| self.overlap(above, at) && self.blocks[above].bottom < block.top);
            let Some(above) = above else { continue };
            let upper = &self.blocks[above];
            let one = !upper.stray && !block.stray && upper.bands.1 == block.bands.0;
            if one && upper.left.abs_diff(block.left) <= MAX_INDENT {
                begins[at] = begins[above];
            }
        }
        begins
    }
}
