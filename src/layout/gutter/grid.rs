//! The page as a grid of characters: its gutters, and the pieces its lines fall into.
//!
//! Extractors disagree on how many cells a full-width character takes, one or two; the measure in which more pieces begin at a
//! place where a piece just above began is the one the page was printed in.

use rustc_hash::FxHashMap;

use crate::layout::{
    glyph::{self, HalfEm},
    line::{is_blank, is_blank_line},
};

/// Blanks that may part two columns.
const GUTTER: usize = 2;
/// Blanks that part two texts even where no gutter runs: nobody sets so wide a blank inside a sentence.
const WIDE: usize = 6;
/// Lines on either side in which a gutter must recur.
const REACH: usize = 12;
/// Pieces that must begin at one place, this one included, to show a gutter before it; one less where the blank is
/// [`BROAD`].
const QUORUM: u32 = 4;
const BROAD: usize = 4;
/// How far (in cells) behind the edge of its column the first line of a paragraph may begin.
pub(super) const MAX_INDENT: usize = 4;
/// A page is cut when at least this share (in percent) of its lines crosses a gutter.
const GUTTERED_SHARE: usize = 15;
/// No line of a newspaper page holds more columns; one with more pieces is a table or a rule.
const MAX_PIECES: usize = 40;
/// Lines above in which a piece looks for one that begins at the same place.
const RECENT: usize = 3;

/// Blank lines that cross the whole page and part what stands above from what stands below.
const BAND: u32 = 2;

/// A run of text on a line, with its place on the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'p> {
    /// Page line.
    pub(super) number: u32,
    /// First cell.
    pub(super) start: usize,
    /// Cell behind the last.
    pub(super) end: usize,
    pub(super) text: &'p str,
    /// Printed width of the text.
    pub(super) width: HalfEm,
}

/// A line with text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Row<'p> {
    /// How far down it stands: lines with text count one, blank lines count where they say something.
    pub(super) at: u32,
    /// How many bands of blank lines stand above it.
    pub(super) band: u32,
    /// Its pieces from left to right.
    pub(super) pieces: Vec<Piece<'p>>,
}

/// A run of text with fewer than [`GUTTER`] blanks inside, in both measures.
#[derive(Debug, Clone, Copy)]
struct Token<'p> {
    /// First cell and cell behind the last: a full-width character counted one, or two.
    cells: [(usize, usize); 2],
    /// Blanks before it.
    gap: usize,
    /// Bytes.
    from: usize,
    to: usize,
    raw: &'p str,
}

/// The rows of a page cut at its gutters; `None` where it has none.
pub(super) fn rows(text: &str) -> Option<Vec<Row<'_>>> {
    if !may_have_gutters(text) {
        return None;
    }
    let mut lines: Vec<(u32, u32, Vec<Token<'_>>)> = Vec::new();
    let mut blank = 0;
    for (at, raw) in text.lines().enumerate() {
        if is_blank_line(raw) {
            blank += 1;
            continue;
        }
        lines.push((at as u32 + 1, blank, tokens(raw)));
        blank = 0;
    }
    let measure = usize::from(recurrences(&lines, 1) > recurrences(&lines, 0));
    let idle = usual_blank(&lines);
    let mut rivers = Rivers { counts: FxHashMap::default(), measure };
    let mut rows = Vec::with_capacity(lines.len());
    let (mut crossing, mut at, mut band) = (0, 0, 0);
    for (nth, line) in lines.iter().enumerate() {
        if nth == 0 {
            lines.iter().take(REACH + 1).for_each(|line| rivers.add(&line.2, 1));
        } else {
            lines.get(nth + REACH).iter().for_each(|line| rivers.add(&line.2, 1));
            nth.checked_sub(REACH + 1).iter().for_each(|&past| rivers.add(&lines[past].2, u32::MAX));
        }
        let blank = line.1.saturating_sub(idle);
        at += 1 + blank;
        band += u32::from(blank >= BAND);
        let (pieces, crossed) = rivers.cut(line.0, &line.2);
        crossing += usize::from(crossed);
        rows.push(Row { at, band, pieces });
    }
    (crossing > 3 && crossing * 100 > rows.len() * GUTTERED_SHARE).then_some(rows)
}

/// Whether enough lines have an inner run of blanks: a quick look that spares most pages the rest.
fn may_have_gutters(text: &str) -> bool {
    let (mut all, mut with) = (0, 0);
    for raw in text.lines() {
        // Most lines begin with a Chinese character and hold no blank.
        if raw.starts_with(glyph::is_cjk) && !raw.contains(' ') {
            all += 1;
            continue;
        }
        let trimmed = raw.trim();
        all += usize::from(!trimmed.is_empty());
        with += usize::from(trimmed.as_bytes().windows(2).any(|pair| pair == b"  "));
    }
    with > 3 && with * 100 > all * GUTTERED_SHARE
}

/// The runs of text of a line; one, where there are too many to be columns.
fn tokens(raw: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let (mut chars, mut cells, mut gap) = (0, 0, 0);
    for (byte, c) in raw.char_indices() {
        let wide = if c == '\u{3000}' { 2 } else { (glyph::width(c) as usize).max(1) };
        let blank = is_blank(c);
        if !blank {
            let to = byte + c.len_utf8();
            if let Some(token) = found.last_mut().filter(|_| gap < GUTTER) {
                token.cells[0].1 = chars + 1;
                token.cells[1].1 = cells + wide;
                token.to = to;
            } else {
                let cells = [(chars, chars + 1), (cells, cells + wide)];
                found.push(Token { cells, gap, from: byte, to, raw });
            }
        }
        gap = if blank { gap + 1 } else { 0 };
        chars += 1;
        cells += wide;
    }
    if found.len() > MAX_PIECES {
        let last = found[found.len() - 1];
        found.truncate(1);
        found[0].to = last.to;
        found[0].cells = [0, 1].map(|measure| (found[0].cells[measure].0, last.cells[measure].1));
    }
    found
}

/// How many pieces begin where a piece of one of the last few lines began.
fn recurrences(lines: &[(u32, u32, Vec<Token<'_>>)], measure: usize) -> usize {
    let starts =
        |line: &(u32, u32, Vec<Token<'_>>)| line.2.iter().skip(1).map(|token| token.cells[measure].0).collect::<Vec<usize>>();
    let mut count = 0;
    for (nth, line) in lines.iter().enumerate() {
        let recent: Vec<usize> = lines[nth.saturating_sub(RECENT)..nth].iter().flat_map(starts).collect();
        count += starts(line).into_iter().filter(|start| recent.contains(start)).count();
    }
    count
}

/// Blank lines that stand between most lines of the page and so say nothing.
fn usual_blank(lines: &[(u32, u32, Vec<Token<'_>>)]) -> u32 {
    let mut blanks: Vec<u32> = lines.iter().skip(1).map(|line| line.1).collect();
    blanks.sort_unstable();
    blanks.get(blanks.len() / 2).copied().unwrap_or(0)
}

/// Where pieces begin in the lines round the present one.
struct Rivers {
    counts: FxHashMap<usize, u32>,
    measure: usize,
}

impl Rivers {
    /// Adds the pieces of a line, or takes them away (`times` of `u32::MAX` is minus one).
    fn add(&mut self, tokens: &[Token<'_>], times: u32) {
        for token in tokens.iter().filter(|token| token.gap >= GUTTER) {
            let count = self.counts.entry(token.cells[self.measure].0).or_default();
            *count = count.wrapping_add(times);
            if *count == 0 {
                self.counts.remove(&token.cells[self.measure].0);
            }
        }
    }

    fn begin_in(&self, cells: std::ops::RangeInclusive<usize>) -> u32 {
        cells.map(|cell| self.counts.get(&cell).copied().unwrap_or(0)).sum()
    }

    /// Whether a gutter runs before cell `start`: pieces of other lines begin there, or this one is indented behind the place
    /// where they begin.
    fn gutter_before(&self, start: usize, gap: usize) -> bool {
        let quorum = QUORUM - u32::from(gap >= BROAD);
        let edge = gap >= GUTTER && self.begin_in(start.saturating_sub(1)..=start + 1) >= quorum;
        edge || self.begin_in(start.saturating_sub(MAX_INDENT)..=start) > quorum
    }

    /// The pieces of a line, and whether a gutter crosses it.
    fn cut<'p>(&self, number: u32, tokens: &[Token<'p>]) -> (Vec<Piece<'p>>, bool) {
        let mut pieces: Vec<(Token<'p>, bool)> = Vec::with_capacity(tokens.len()); // with "one character"
        let mut crossed = false;
        for (nth, token) in tokens.iter().enumerate() {
            let single = token.to - token.from <= '中'.len_utf8() && token.raw[token.from..token.to].chars().count() == 1;
            let gutter = nth > 0 && self.gutter_before(token.cells[self.measure].0, token.gap);
            let spaced = single && pieces.last().is_some_and(|before| before.1);
            let parts = gutter || (token.gap >= WIDE && !spaced);
            crossed |= gutter;
            match pieces.last_mut().filter(|_| !parts) {
                Some((before, _)) => {
                    before.to = token.to;
                    before.cells[self.measure].1 = token.cells[self.measure].1;
                }
                None => pieces.push((*token, single)),
            }
        }
        let piece = |(token, _): (Token<'p>, bool)| {
            let (start, end) = token.cells[self.measure];
            let text = &token.raw[token.from..token.to];
            Piece { number, start, end, text, width: glyph::text_width(text) }
        };
        (pieces.into_iter().map(piece).collect(), crossed)
    }
}
