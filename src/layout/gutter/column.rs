//! Pieces followed down the page: what stands under one another is a block.
//!
//! A block ends where a wider piece crosses it, where it pauses, and where centred lines (a head, a credit) begin or end. What
//! is too short to be a column, or is set off like a head, is a *stray*; see [`super::order`] for what becomes of both.

use super::{
    Line,
    grid::{MAX_INDENT, Piece, Row},
};
use crate::layout::glyph;

/// Rows a column may pause before it counts as ended (heads beside it push its lines apart).
const MAX_PAUSE: u32 = 14;
/// Rows between two lines of a column from which it counts as paused.
const PAUSE: u32 = 3;
/// Lines of a column; what has fewer is a stray.
pub(super) const MIN_COLUMN: usize = 3;
/// Lines of a column measured.
const SAMPLE: usize = 40;
/// Running text has at least one point in so many lines.
const POINTED: usize = 3;
/// Lines of a head over its column at most.
const MAX_HEAD: usize = 4;
/// Two lines fill the same column if they differ by no more than this (half ems).
const SLACK: u32 = 2;
/// Cells by which pieces must overlap to stand in each other's way.
const OVERLAP: usize = 2;

/// Pieces that stand under one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block<'p> {
    /// First cell of the column.
    pub(super) left: usize,
    /// Cell behind its last.
    pub(super) right: usize,
    /// First and last row.
    pub(super) top: u32,
    pub(super) bottom: u32,
    /// Bands of blank lines above its first and above its last row.
    pub(super) bands: (u32, u32),
    /// Whether it is no column but a head, credit, caption or scrap.
    pub(super) stray: bool,
    pub(super) pieces: Vec<Piece<'p>>,
    /// Width most of its lines share.
    measure: u32,
}

impl<'p> Block<'p> {
    fn new(rows: &[Place], pieces: &[Piece<'p>], stray: bool) -> Self {
        let place = |row: Option<&Place>| row.copied().unwrap_or_default();
        let (first, last) = (place(rows.first()), place(rows.last()));
        Self {
            left: pieces.iter().map(|piece| piece.start).min().unwrap_or(0),
            right: pieces.iter().map(|piece| piece.end).max().unwrap_or(0),
            top: first.row,
            bottom: last.row,
            bands: (first.band, last.band),
            stray,
            pieces: pieces.to_vec(),
            measure: measure(pieces),
        }
    }

    /// Looks again how wide its lines are, after pieces came to it.
    pub(super) fn measure_again(&mut self) {
        self.measure = measure(&self.pieces);
    }

    /// Whether its text is cut in mid-sentence at the end.
    pub(super) fn is_open(&self) -> bool {
        self.pieces.last().is_some_and(|last| !glyph::is_closed(last.text))
    }

    /// Whether its first line is the indented first line of a paragraph.
    pub(super) fn is_indented(&self) -> bool {
        self.pieces.first().is_some_and(|first| first.start >= self.left + 2)
    }

    /// Whether its last line is too short to be any but the last of a paragraph.
    pub(super) fn ends_short(&self) -> bool {
        self.pieces.last().is_some_and(|last| last.width + 2 * SLACK < self.measure)
    }

    /// Whether all its lines but the last fill column `other`, first line of a paragraph aside.
    pub(super) fn fills(&self, other: &Self) -> bool {
        let full = |piece: &Piece<'_>| piece.width.abs_diff(other.measure) <= SLACK;
        other.pieces.len() >= 2 && self.pieces.iter().take((self.pieces.len() - 1).max(1)).all(full)
    }

    /// Its pieces as lines.
    pub(super) fn into_lines(self) -> Vec<Line<'p>> {
        let left = self.left;
        let lines = self.pieces.iter().enumerate().filter_map(|(nth, piece)| {
            let mut line = Line::new(piece.number, piece.text, u32::from(nth == 0))?;
            line.indent = (piece.start - left) as u32;
            Some(line)
        });
        lines.collect()
    }
}

/// How far down a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Place {
    row: u32,
    band: u32,
}

/// A column being followed down the page.
struct Track<'p> {
    left: usize,
    right: usize,
    rows: Vec<Place>,
    pieces: Vec<Piece<'p>>,
}

impl<'p> Track<'p> {
    fn new(place: Place, piece: Piece<'p>) -> Self {
        Self { left: piece.start, right: piece.end, rows: vec![place], pieces: vec![piece] }
    }

    /// Row of its last line.
    fn last(&self) -> u32 {
        self.rows.last().map_or(0, |place| place.row)
    }

    /// How far the piece begins from the edge of the column; `None` where it belongs to another.
    fn distance(&self, row: u32, piece: &Piece<'_>) -> Option<usize> {
        if row <= self.last() || row - self.last() > MAX_PAUSE {
            return None;
        }
        let start = piece.start;
        let edge = (self.left.saturating_sub(1)..=self.left + MAX_INDENT).contains(&start);
        let young = self.pieces.len() < MIN_COLUMN && start < self.left && start + MAX_INDENT >= self.left;
        let inside = self.pieces.len() >= MIN_COLUMN && start > self.left && piece.end <= self.right + 1;
        (edge || young || inside).then(|| start.abs_diff(self.left))
    }

    fn stands_in_the_way(&self, row: u32, piece: &Piece<'_>) -> bool {
        row - self.last() <= MAX_PAUSE && piece.start + OVERLAP <= self.right && self.left + OVERLAP <= piece.end
    }

    fn add(&mut self, place: Place, piece: Piece<'p>) {
        self.left = self.left.min(piece.start);
        self.right = self.right.max(piece.end);
        self.rows.push(place);
        self.pieces.push(piece);
    }
}

/// The blocks of a page, in the order in which they end.
pub(super) fn blocks(rows: Vec<Row<'_>>) -> Vec<Block<'_>> {
    let mut done = Vec::new();
    let mut open: Vec<Track<'_>> = Vec::new();
    for row in rows {
        close(&mut open, &mut done, |track| row.at - track.last() > MAX_PAUSE);
        for piece in row.pieces {
            place(Place { row: row.at, band: row.band }, piece, &mut open, &mut done);
        }
    }
    close(&mut open, &mut done, |_| true);
    done
}

/// Puts a piece under the column it continues, or begins a column with it.
fn place<'p>(place: Place, piece: Piece<'p>, open: &mut Vec<Track<'p>>, done: &mut Vec<Block<'p>>) {
    let row = place.row;
    let fits = open.iter().enumerate().filter_map(|(at, track)| Some((track.distance(row, &piece)?, at)));
    let best = fits.min().map(|fit| fit.1);
    let crosses = open.iter().enumerate().any(|(at, track)| Some(at) != best && track.stands_in_the_way(row, &piece));
    let paused = best.is_some_and(|at| row - open[at].last() >= PAUSE);
    if let Some(track) = best.map(|at| &mut open[at]).filter(|_| !crosses && !paused) {
        track.add(place, piece);
        return;
    }
    // A piece over several columns, or wider than its own, ends what it stands on.
    let mut at = 0;
    close(open, done, |track| {
        at += 1;
        track.stands_in_the_way(row, &piece) || Some(at - 1) == best
    });
    open.push(Track::new(place, piece));
}

/// Ends the columns for which `ended` holds.
fn close<'p>(open: &mut Vec<Track<'p>>, done: &mut Vec<Block<'p>>, mut ended: impl FnMut(&Track<'p>) -> bool) {
    open.retain(|track| {
        let over = ended(track);
        if over {
            split(track, done);
        }
        !over
    });
}

/// Cuts a track where centred lines begin or end and takes the head off its top.
fn split<'p>(track: &Track<'p>, done: &mut Vec<Block<'p>>) {
    let centred = |at: usize| {
        let piece = &track.pieces[at];
        piece.start > track.left + MAX_INDENT && piece.text.chars().any(glyph::is_word)
    };
    let mut first = 0;
    for at in 1..=track.pieces.len() {
        let ends = at == track.pieces.len()
            || (centred(at) && !centred(at - 1) && glyph::is_closed(track.pieces[at - 1].text))
            || (!centred(at) && centred(at - 1));
        if ends {
            finish(&track.rows[first..at], &track.pieces[first..at], centred(at - 1), done);
            first = at;
        }
    }
}

fn finish<'p>(rows: &[Place], pieces: &[Piece<'p>], centred: bool, done: &mut Vec<Block<'p>>) {
    let head = head_lines(pieces);
    if head > 0 {
        done.push(Block::new(&rows[..head], &pieces[..head], true));
    }
    let stray = !is_column(&pieces[head..]) || (centred && pieces.len() < 2 * MIN_COLUMN);
    done.push(Block::new(&rows[head..], &pieces[head..], stray));
}

/// Whether these lines are running text: it has punctuation, of which heads have little.
fn is_column(pieces: &[Piece<'_>]) -> bool {
    let points = pieces.iter().map(|piece| piece.text.matches(['，', '。', '、', '；', ',']).count()).sum::<usize>();
    points * POINTED >= pieces.len()
}

/// The width most lines share.
fn measure(pieces: &[Piece<'_>]) -> u32 {
    let widths: Vec<u32> = pieces.iter().map(|piece| piece.width).collect();
    let fill = |width: u32| widths.iter().filter(|&&other| other.abs_diff(width) <= SLACK).count();
    widths.iter().take(SAMPLE).map(|&width| (fill(width), width)).max().map_or(0, |best| best.1)
}

/// How many lines at the top of a column are its head: those before the first that fills the column, or before the first line
/// of a paragraph.
fn head_lines(pieces: &[Piece<'_>]) -> usize {
    if pieces.len() <= MIN_COLUMN {
        return 0;
    }
    let measure = measure(pieces);
    let left = pieces.iter().map(|piece| piece.start).min().unwrap_or(0);
    let full = |at: usize| pieces[at].start <= left + 1 && pieces[at].width.abs_diff(measure) <= SLACK;
    let begins = |at: usize| {
        full(at) || ((left + 2..=left + MAX_INDENT).contains(&pieces[at].start) && at + 1 < pieces.len() && full(at + 1))
    };
    let first = (0..pieces.len().min(MAX_HEAD + 1)).find(|&at| begins(at)).unwrap_or(0);
    if pieces.len() - first >= MIN_COLUMN { first } else { 0 }
}
