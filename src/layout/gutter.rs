//! Cuts a page at its column gutters before anything else looks at it.
//!
//! `pdftotext -layout` prints columns side by side with runs of blanks between. Every run of text on a line is a piece; pieces
//! that stand under one another are a column; a column ends where a wider piece (a headline over several columns) or a broad
//! empty band crosses it. Places are counted in characters, as the extractor counts them. Pages without gutters pass unchanged.

use super::line::{Line, is_blank_line};

/// Blanks inside a line that part two columns; one or two are ordinary spacing.
const GUTTER: usize = 3;
/// A page is cut when at least this share (in percent) of its lines has an inner gutter.
const GUTTERED_SHARE: usize = 15;
/// How far (in characters) the left edge of a piece may lie from its column's: paragraph indents are up to four.
const EDGE_SLACK: usize = 5;
/// Lines a column may pause before it counts as ended (headlines beside it push its lines apart).
const MAX_PAUSE: u32 = 14;
/// Empty lines that end every column at once.
const BAND: u32 = 3;

/// A run of text on a line.
struct Piece<'p> {
    number: u32,
    start: usize,
    end: usize,
    text: &'p str,
}

/// A column being followed down the page.
struct Column<'p> {
    left: usize,
    right: usize,
    last: u32,
    lines: Vec<Line<'p>>,
}

/// The lines of a page in reading order: as they came, or column by column where the page has gutters.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut with_text = 0;
    let guttered =
        text.lines().filter(|raw| !is_blank_line(raw)).inspect(|_| with_text += 1).filter(|raw| has_gutter(raw)).count();
    if guttered * 100 > with_text * GUTTERED_SHARE && guttered > 3 { columns(text) } else { plain(text) }
}

/// Whether the page was printed with gutters; then pieces of one line may belong to different articles.
pub(super) fn is_guttered(text: &str) -> bool {
    let with_text = text.lines().filter(|raw| !is_blank_line(raw)).count();
    let guttered = text.lines().filter(|raw| has_gutter(raw)).count();
    guttered * 100 > with_text * GUTTERED_SHARE && guttered > 3
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

fn has_gutter(raw: &str) -> bool {
    raw.trim().split(&" ".repeat(GUTTER)).filter(|piece| !piece.trim().is_empty()).count() > 1 && pieces(1, raw).len() > 1
}

/// The runs of text of one line. A line of single characters set wide apart is one piece.
fn pieces(number: u32, raw: &str) -> Vec<Piece<'_>> {
    let mut found: Vec<Piece<'_>> = Vec::new();
    let mut begin: Option<(usize, usize)> = None; // character and byte of the running piece
    let (mut end, mut byte_end) = (0, 0);
    let mut close = |begin: &mut Option<(usize, usize)>, end: usize, byte_end: usize| {
        if let Some((start, byte)) = begin.take() {
            found.push(Piece { number, start, end, text: &raw[byte..byte_end] });
        }
    };
    for (at, (byte, c)) in raw.char_indices().enumerate() {
        if c.is_whitespace() {
            continue;
        }
        if at >= end + GUTTER {
            close(&mut begin, end, byte_end);
        }
        begin.get_or_insert((at, byte));
        (end, byte_end) = (at + 1, byte + c.len_utf8());
    }
    close(&mut begin, end, byte_end);
    let spaced = found.len() > 2 && found.iter().all(|piece| piece.end - piece.start == 1);
    match (spaced, found.first(), found.last()) {
        (true, Some(first), Some(last)) => {
            let from = raw.len() - raw.trim_start().len();
            vec![Piece { number, start: first.start, end: last.end, text: &raw[from..raw.trim_end().len()] }]
        }
        _ => found,
    }
}

fn columns(text: &str) -> Vec<Line<'_>> {
    let mut done = Vec::new();
    let mut open: Vec<Column<'_>> = Vec::new();
    let mut empty = 0;
    for (at, raw) in text.lines().enumerate() {
        let number = at as u32 + 1;
        if is_blank_line(raw) {
            empty += 1;
            continue;
        }
        if empty >= BAND {
            close_all(&mut open, &mut done);
        }
        empty = 0;
        for piece in pieces(number, raw) {
            place(&piece, &mut open, &mut done);
        }
    }
    close_all(&mut open, &mut done);
    done
}

/// Puts a piece under the column it continues, or begins a column with it.
fn place<'p>(piece: &Piece<'p>, open: &mut Vec<Column<'p>>, done: &mut Vec<Line<'p>>) {
    let under = |column: &Column<'_>| piece.start < column.right && column.left < piece.end;
    let crossed = open.iter().filter(|column| under(column)).count();
    let fits = |column: &Column<'_>| {
        column.left.abs_diff(piece.start) <= EDGE_SLACK && piece.number - column.last <= MAX_PAUSE && piece.number > column.last
    };
    let best =
        open.iter().enumerate().filter(|(_, column)| fits(column)).min_by_key(|(_, column)| column.left.abs_diff(piece.start));
    let best = best.map(|(at, _)| at);
    if crossed > 1 || best.is_none() {
        // A piece over several columns, or beside all of them, ends what it stands on.
        let (ended, rest) = std::mem::take(open).into_iter().partition(|column| under(column) && crossed > 1);
        *open = rest;
        flush(ended, done);
    }
    if let Some(at) = best.filter(|_| crossed <= 1) {
        let column = &mut open[at];
        let gap = piece.number - column.last - 1;
        column.lines.extend(piece_line(piece, column.left, gap));
        column.last = piece.number;
        column.left = column.left.min(piece.start);
        column.right = column.right.max(piece.end);
    } else {
        let lines = piece_line(piece, piece.start, 1).into_iter().collect();
        open.push(Column { left: piece.start, right: piece.end, last: piece.number, lines });
    }
}

fn piece_line<'p>(piece: &Piece<'p>, left: usize, gap: u32) -> Option<Line<'p>> {
    let mut line = Line::new(piece.number, piece.text, gap)?;
    line.indent = piece.start.saturating_sub(left) as u32;
    Some(line)
}

fn close_all<'p>(open: &mut Vec<Column<'p>>, done: &mut Vec<Line<'p>>) {
    flush(std::mem::take(open), done);
}

/// Writes out ended columns, left to right.
fn flush<'p>(mut ended: Vec<Column<'p>>, done: &mut Vec<Line<'p>>) {
    ended.sort_by_key(|column| column.left);
    for column in ended {
        done.extend(column.lines);
    }
}
