//! Tells pages whose columns are mixed beyond repair: fused within the lines, or dealt out row by row.
//!
//! Fused lines show blanks between Chinese characters far from both ends, line after line. Dealt lines are put back by
//! [`super::deal`], which also knows them.

use super::{glyph, label::Sheet, line::Line};
use crate::{
    page::Page,
    problem::{Problem, ProblemCode},
    span::LineRange,
};

/// Share (percent) of long lines with an inner blank above which columns are fused within the lines.
const FUSED_SHARE: usize = 45;
/// Both sides of such a blank are at least this wide (half ems).
const MIN_SIDE: u32 = 14;
/// A long line is at least this wide (half ems), and no whole paragraph.
const LONG: std::ops::RangeInclusive<u32> = 48..=400;
/// Long lines below which nothing is said of a page.
const MIN_LONG: usize = 12;

/// The problem of a page with mixed columns.
pub(super) fn check(page: &Page, sheet: &Sheet<'_>) -> Option<Problem> {
    let message = if is_fused(&sheet.lines) {
        "columns are fused within the lines; expected one column a line or gutters between them"
    } else if sheet.dealt {
        "lines of several columns alternate and were put back as far as their text shows; check where the articles part"
    } else {
        return None;
    };
    let range = sheet
        .lines
        .first()
        .zip(sheet.lines.last())
        .map(|(first, last)| LineRange::new(first.number, last.last.max(first.number)));
    Some(Problem::error(ProblemCode::InterleavedColumns, &page.path, range, message))
}

fn is_fused(lines: &[Line<'_>]) -> bool {
    let long = lines.iter().filter(|line| LONG.contains(&line.width) && !line.spaced);
    let is_fused = |line: &Line<'_>| line.marks.blanks > 0 && has_inner_blank(&line.text);
    let (count, fused) = long.fold((0, 0), |(count, fused), line| (count + 1, fused + usize::from(is_fused(line))));
    count >= MIN_LONG && fused * 100 > count * FUSED_SHARE
}

/// Whether a blank stands between two wide runs of Chinese text.
fn has_inner_blank(text: &str) -> bool {
    let sides = text.split_whitespace().filter(|side| glyph::text_width(side) >= MIN_SIDE && side.chars().any(glyph::is_han));
    sides.count() >= 2
}
