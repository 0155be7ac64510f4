//! Cuts a page at its column gutters before anything else looks at it.
//!
//! `pdftotext -layout` and its like print columns side by side on a grid of characters. [`grid`] finds the gutters (blanks that
//! recur at the same place line after line: a river) and cuts every line into pieces; [`column`] follows the pieces down the
//! page into blocks; [`order`] puts the blocks into reading order. Pages without gutters are left to
//! others.

mod column;
mod grid;
mod order;

use super::line::Line;

/// The pieces of a page cut at its gutters, in reading order; `None` where it has none.
pub(super) fn cut(text: &str) -> Option<Vec<Line<'_>>> {
    let blocks = column::blocks(grid::rows(text)?);
    Some(order::reading_order(blocks).into_iter().flat_map(column::Block::into_lines).collect())
}
