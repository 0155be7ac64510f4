//! Cuts a page at its column gutters before anything else looks at it.
//!
//! `pdftotext -layout` and its like print columns side by side on a grid of characters. [`grid`] finds the gutters (blanks that
//! recur at the same place line after line: a river) and cuts every line into pieces; [`column`] follows the pieces down the
//! page into blocks; [`order`] puts the blocks into reading order. Pages without gutters pass unchanged.

mod column;
mod grid;
mod order;

use super::line::{Line, is_blank_line};

/// The lines of a page in reading order: as they came, or column by column where the page has gutters.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    match grid::rows(text) {
        Some(rows) => order::reading_order(column::blocks(rows)).into_iter().flat_map(column::Block::into_lines).collect(),
        None => plain(text),
    }
}

/// Whether the page was printed with gutters; then pieces of one line may belong to different articles.
pub(super) fn is_guttered(text: &str) -> bool {
    grid::rows(text).is_some()
}

fn plain(text: &str) -> Vec<Line<'_>> {
    let mut gap = 0;
    let mut lines = Vec::new();
    for (at, raw) in text.lines().enumerate() {
        match Line::new(at as u32 + 1, raw, gap) {
            Some(line) => {
                lines.push(line);
                gap = 0;
            }
            None => gap += 1,
        }
    }
    lines
}
