//! The columns lines stand in, told by the widths that lines near each other share.

use super::{PARAGRAPH_LINE, QUORUM, SLACK, is_indent};
use crate::layout::{glyph::HalfEm, line::Line};

/// The narrowest column (half ems).
const MIN_MEASURE: HalfEm = 16;
/// Lines looked at on either side of a line to see its column.
const WINDOW: usize = 4;
/// Lines looked at below a line to see the column that begins there.
const BELOW: usize = 6;

/// The column round a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::layout) struct Column {
    /// Its width; 0 where none can be seen.
    pub(in crate::layout) measure: HalfEm,
    /// How many lines of the window fill it.
    pub(in crate::layout) support: usize,
}

impl Column {
    /// Whether a line of this width fills the column.
    #[inline]
    pub(in crate::layout) fn filled_by(self, width: HalfEm) -> bool {
        self.measure > 0 && self.measure.abs_diff(width) <= SLACK
    }

    /// Whether a line of this width is short by a paragraph indent.
    #[inline]
    pub(in crate::layout) fn indented_by(self, width: HalfEm) -> bool {
        is_indent(self.measure, width)
    }
}

/// The column round every line: the width most lines of its window share.
pub(super) fn columns(lines: &[Line<'_>]) -> Vec<Column> {
    let mut window = Window::default();
    lines.iter().take(WINDOW).for_each(|line| window.add(line.width));
    let column = |at: usize| {
        lines.get(at + WINDOW).iter().for_each(|line| window.add(line.width));
        at.checked_sub(WINDOW + 1).iter().for_each(|&past| window.remove(lines[past].width));
        let best = window.widest(&lines[at.saturating_sub(WINDOW)..lines.len().min(at + WINDOW + 1)]);
        best.map(|(support, measure)| Column { measure, support }).unwrap_or_default()
    };
    (0..lines.len()).map(column).collect()
}

/// By line: the width most of the lines below it share; 0 where fewer than [`QUORUM`] do.
pub(super) fn widths_below(lines: &[Line<'_>]) -> Vec<HalfEm> {
    let mut window = Window::default();
    lines.iter().skip(1).take(BELOW - 1).for_each(|line| window.add(line.width));
    let below = |at: usize| {
        if at > 0 {
            window.remove(lines[at].width);
        }
        lines.get(at + BELOW).iter().for_each(|line| window.add(line.width));
        window.widest(&lines[at + 1..lines.len().min(at + 1 + BELOW)]).map_or(0, |best| best.1)
    };
    (0..lines.len()).map(below).collect()
}

/// How many of some lines have each width; whole paragraphs are no lines of a column.
struct Window {
    counts: [u8; PARAGRAPH_LINE as usize + SLACK as usize + 1],
}

impl Default for Window {
    fn default() -> Self {
        Self { counts: [0; PARAGRAPH_LINE as usize + SLACK as usize + 1] }
    }
}

impl Window {
    fn add(&mut self, width: HalfEm) {
        if let Some(count) = self.counts.get_mut(width as usize) {
            *count += 1;
        }
    }

    fn remove(&mut self, width: HalfEm) {
        if let Some(count) = self.counts.get_mut(width as usize) {
            *count -= 1;
        }
    }

    /// The width of a column that most of these lines, those counted, fill, and how many do; the widest of equals.
    fn widest(&self, lines: &[Line<'_>]) -> Option<(usize, HalfEm)> {
        let fills = |width: HalfEm| {
            let near = &self.counts[(width - SLACK) as usize..=(width + SLACK) as usize];
            near.iter().map(|&count| usize::from(count)).sum::<usize>()
        };
        let wide = lines.iter().map(|line| line.width).filter(|width| (MIN_MEASURE..PARAGRAPH_LINE).contains(width));
        wide.map(|width| (fills(width), width)).max().filter(|best| best.0 >= QUORUM)
    }
}
