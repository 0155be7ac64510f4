//! What extractors leave of tables of figures and of folios: their cells and pieces, a line for each.

use super::{Label, Sheet};
use crate::layout::{
    glyph::{self, HalfEm},
    line::Line,
};

/// Figures of a table, at least; fewer may be torn from a sentence.
const MIN_FIGURES: usize = 3;
const MIN_FURTHER: usize = 2;
/// Lines from one figure to the next, at most: the name of a row may stand between.
const MAX_STEP: usize = 2;
/// Half ems of the name of a row.
const NAME: std::ops::RangeInclusive<HalfEm> = 4..=16;

/// Half ems of a piece of a folio, of one with Chinese in it, and how many lines on the next piece known for one stands.
const PIECE: HalfEm = 24;
const CHINESE_PIECE: HalfEm = 8;
const NEXT: usize = 3;
/// Page lines at the top where a folio stands, and half ems of the name of a section in it.
const TOP: u32 = 2;
const SECTION: HalfEm = 16;

impl Sheet<'_> {
    /// Labels pieces of a folio as such where its other pieces stand around them: dates, sections, numbers of all kinds.
    pub(super) fn mark_folio_pieces(&self, given: &mut [Option<Label>]) {
        let folio = |given: &[Option<Label>], at: usize| given[at] == Some(Label::Folio);
        // A page cut at its gutters has the folio on top in pieces of one line.
        let on_top = |at: &usize| self.lines[*at].number <= TOP;
        let top: Vec<u32> =
            (0..self.lines.len()).filter(on_top).filter(|&at| folio(given, at)).map(|at| self.lines[at].number).collect();
        for at in (0..self.lines.len()).filter(on_top) {
            let line = &self.lines[at];
            if given[at].is_none() && line.width <= SECTION && top.contains(&line.number) {
                given[at] = Some(Label::Folio);
            }
        }
        for at in 1..self.lines.len() {
            let line = &self.lines[at];
            let open = given[at].is_none() || given[at] == Some(Label::Body) && line.is_date();
            let chinese = line.text.chars().any(glyph::is_han);
            let short = line.width <= if chinese { CHINESE_PIECE } else { PIECE } || line.is_date();
            if open && short && !line.is_closed() && folio(given, at - 1) {
                let next = at + 1..self.lines.len().min(at + 1 + NEXT);
                if next.into_iter().any(|next| folio(given, next)) {
                    given[at] = Some(Label::Folio);
                }
            }
        }
    }

    /// Labels the cells of tables as furniture; what stands among them, as a headline may, is left.
    pub(super) fn mark_tables(&self, given: &mut [Option<Label>]) {
        let figures: Vec<usize> = (0..self.lines.len()).filter(|&at| is_figure(&self.lines[at])).collect();
        let parted = |table: &&[usize]| {
            table.windows(2).filter(|pair| pair[1] - pair[0] == MAX_STEP).all(|pair| self.names_row(pair[0] + 1))
        };
        let tables: Vec<&[usize]> = figures.chunk_by(|a, b| b - a <= MAX_STEP).filter(parted).collect();
        // Where a page has a table, fewer figures are another.
        let least = if tables.iter().any(|table| table.len() >= MIN_FIGURES) { MIN_FURTHER } else { MIN_FIGURES };
        for &at in tables.into_iter().filter(|table| table.len() >= least).flatten() {
            given[at] = Some(Label::Folio);
            if let Some(name) = at.checked_sub(1).filter(|&name| given[name].is_none() && self.names_row(name)) {
                given[name] = Some(Label::Folio);
            }
        }
    }

    fn names_row(&self, at: usize) -> bool {
        let line = &self.lines[at];
        NAME.contains(&line.width) && !line.is_closed() && !line.ends_in_clause() && !line.is_marked()
    }
}

/// Whether a line is nothing but a figure.
fn is_figure(line: &Line<'_>) -> bool {
    let sign = |c: char| c.is_ascii_digit() || "０１２３４５６７８９.,+-−－%％/:：~～()（）— ".contains(c);
    line.marks.digits > 0 && line.text.chars().all(sign)
}
