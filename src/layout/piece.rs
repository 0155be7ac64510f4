//! A piece of body as the chain looks at it: its text, its two ends, its column.

use std::ops::Range;

use super::{
    block::{Block, COLUMN_CHANGE},
    label::Sheet,
    marks,
    seam::Edge,
};
use crate::model::meanings::Direction;

/// Lines at either end of a piece that say what it is about there.
const END: usize = 5;

/// A piece with everything a link looks at.
pub(super) struct Piece {
    /// Its place in the list of blocks.
    pub(super) block: usize,
    pub(super) start_edge: Option<Edge>,
    pub(super) end_edge: Option<Edge>,
    pub(super) chars: usize,
    /// The last line ends with a comma or the like.
    pub(super) clause: bool,
    /// The last line is shorter than its column.
    pub(super) short: bool,
    /// Begins with punctuation that belongs to a line before.
    pub(super) punctuation: bool,
    /// Quotations left open at its end, and closed without being opened at its beginning.
    pub(super) opened: usize,
    pub(super) closed: usize,
    /// What the piece is about: as a whole, in its first lines, in its last.
    pub(super) about: Direction,
    pub(super) about_front: Direction,
    pub(super) about_back: Direction,
}

impl Piece {
    /// The piece of body that is block `at`.
    pub(super) fn new(sheet: &Sheet<'_>, blocks: &[Block], at: usize) -> Self {
        let block = &blocks[at];
        let lines = &sheet.lines[block.lines.clone()];
        let last = &sheet.lines[block.lines.end - 1];
        let measure = if block.measure > 0 { block.measure } else { sheet.columns[block.lines.end - 1].measure };
        let (mut opened, mut closed) = (0, 0);
        for c in lines.iter().filter(|line| line.marks.has(marks::QUOTATION)).flat_map(|line| line.text.chars()) {
            match c {
                '“' | '《' | '「' => opened += 1,
                '”' | '》' | '」' if opened > 0 => opened -= 1,
                '”' | '》' | '」' => closed += 1,
                _ => {}
            }
        }
        let Range { start, end } = block.lines;
        let about = |lines| Direction::new(&sheet.index.meaning(lines));
        Self {
            block: at,
            start_edge: sheet.lines[block.lines.start].ends.start,
            end_edge: last.ends.end,
            chars: lines.iter().map(|line| line.marks.chars as usize).sum(),
            clause: last.ends_in_clause(),
            short: measure > last.width + COLUMN_CHANGE,
            punctuation: sheet.lines[block.lines.start].begins_mid_sentence(),
            opened,
            closed,
            about: about(start..end),
            about_front: about(start..end.min(start + END)),
            about_back: about(end.saturating_sub(END).max(start)..end),
        }
    }
}
