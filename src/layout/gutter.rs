//! Cuts a page at its column gutters before anything else looks at it.
//!
//! `pdftotext -layout` and its like print columns side by side on a grid of characters. [`grid`] finds the gutters (blanks that
//! recur at the same place line after line: a river) and cuts every line into pieces; [`mod@column`] follows the pieces down the
//! page into blocks; [`order`] puts the blocks into reading order. Pages without gutters are left to
//! others.

mod column;
mod grid;
mod order;

#[cfg(test)]
mod tests;

use super::line::Line;

/// The pieces of a page cut at its gutters, in reading order; `None` where it has none.
pub(super) fn cut(text: &str) -> Option<Vec<Line<'_>>> {
    let blocks = order::reading_order(column::blocks(grid::rows(text)?));
    let mut lines: Vec<Line<'_>> = blocks.into_iter().flat_map(column::Block::into_lines).collect();
    for at in 1..lines.len() {
        // No gap where the one line between is another column's: its range of lines would take that line in.
        if lines[at].number == lines[at - 1].number + 2 {
            lines[at].gap = 0;
        }
    }
    Some(lines)
}
