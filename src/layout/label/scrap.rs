//! What extractors leave of tables of figures and of folios: their cells and pieces, a line for each.

use super::{Label, Sheet};
use crate::layout::{
    glyph::{self, HalfEm},
    line::Line,
};

/// Figures of a table, at least; fewer may be torn from a sentence.
const MIN_FIGURES: usize = 3;
/// Lines from one figure to the next, at most: the name of a row may stand between.
const MAX_STEP: usize = 2;
/// Half ems of the name of a row.
const NAME: std::ops::RangeInclusive<HalfEm> = 4..=16;

/// Half ems of a piece of a folio, of one with Chinese in it, and how many lines on the next piece known for one stands.
const PIECE: HalfEm = 24;
const CHINESE_PIECE: HalfEm = 8;
const NEXT: usize = 3;

impl Sheet<'_> {
    /// Labels pieces of a folio as such where its other pieces stand around them: dates, sections, numbers of all kinds.
    pub(super) fn mark_folio_pieces(&self, given: &mut [Option<Label>]) {
        let folio = |given: &[Option<Label>], at: usize| given[at] == Some(Label::Folio);
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
        for table in figures.chunk_by(|a, b| b - a <= MAX_STEP) {
            let parted = table.windows(2).filter(|pair| pair[1] - pair[0] == MAX_STEP).all(|pair| self.names_row(pair[0] + 1));
            if table.len() < MIN_FIGURES || !parted {
                continue;
            }
            for &at in table {
                given[at] = Some(Label::Folio);
                if let Some(name) = at.checked_sub(1).filter(|&name| given[name].is_none() && self.names_row(name)) {
                    given[name] = Some(Label::Folio);
                }
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
