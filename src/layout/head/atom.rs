//! The pieces of a head that are never cut, and what the story says of them.

use std::{cell::OnceCell, ops::Range};

use rustc_hash::FxHashSet;

use super::super::{
    body,
    glyph::{self, HalfEm},
    label::Sheet,
    line::Markup,
    seam::SeamModel,
};
use super::{
    feature::{PHRASES, Phrase},
    phrase, signatures,
};

/// Marks papers print before the headline of a brief.
const BULLETS: &[char] = &['▲', '△', '▼', '▽', '■', '□', '●', '○', '◆', '◇', '★', '☆', '►', '▶', '▷', '•', '※', ' ', '\u{3000}'];

/// What parts a piece from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seam {
    /// A blank inside a line.
    Inline,
    /// The end of a line.
    Wrap,
    /// The end of a line on a page where all other lines have a blank between.
    Tied,
    /// A blank line, or other matter between.
    Gap,
}

/// A phrase of a head line: what stands between blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Atom {
    /// The text, blanks round digits and letter-spacing undone.
    pub(super) text: String,
    /// What parts it from the atom before.
    pub(super) seam: Seam,
    /// Mark-up of its line.
    pub(super) markup: Markup,
    /// Width of its whole line.
    pub(super) line_width: HalfEm,
}

/// The atoms of a head and the story they announce.
pub(super) struct Atoms<'s> {
    pub(super) list: Vec<Atom>,
    pub(super) story: &'s str,
    /// Whether the heads of the page have both lines with and lines without a blank between.
    pub(super) both: bool,
    pub(super) pairs: FxHashSet<[char; 2]>,
    triples: FxHashSet<[char; 3]>,
    /// By atom: whether the story has the words at the seam before it side by side.
    over: Vec<bool>,
    /// By atom: how far the words at the seam before it run on, as news goes (see [`SeamModel`]).
    pub(super) runs_on: Vec<f64>,
    /// Runs of atoms, worked out as they are asked for.
    pub(super) phrases: Vec<OnceCell<Phrase>>,
}

impl<'s> Atoms<'s> {
    /// The atoms of these lines of a sheet, bylines left out.
    pub(super) fn new(sheet: &Sheet<'_>, lines: Range<usize>, story: &'s str) -> Self {
        let mut list = Vec::new();
        let mut before: Option<usize> = None;
        let signs = signatures(sheet, lines.clone());
        for (at, _) in lines.zip(signs).filter(|(_, signs)| !signs) {
            let line = &sheet.lines[at];
            let apart = sheet.has_gap(at) || before.is_some_and(|before| before + 1 != at);
            let seam = match () {
                () if apart => Seam::Gap,
                () if sheet.idle_gap > 0 && line.gap == 0 => Seam::Tied,
                () => Seam::Wrap,
            };
            let text = body::clean(line.text.trim_start_matches(BULLETS));
            let pieces = text.split(' ').enumerate().map(|(nth, piece)| Atom {
                text: piece.to_owned(),
                seam: if nth == 0 { seam } else { Seam::Inline },
                markup: line.markup,
                line_width: line.width,
            });
            list.extend(pieces);
            before = Some(at);
        }
        let (pairs, triples) = of_story(&list, story);
        let mut atoms = Self {
            list,
            both: sheet.heads_vary(),
            story,
            pairs,
            triples,
            over: Vec::new(),
            runs_on: Vec::new(),
            phrases: (0..PHRASES).map(|_| OnceCell::new()).collect(),
        };
        let over = |pair: &[Atom]| {
            let held = phrase::seam(&pair[0].text, &pair[1].text).filter(|seam| atoms.may_hold(seam));
            held.is_some_and(|seam| story.contains(&seam))
        };
        atoms.over = std::iter::once(false).chain(atoms.list.windows(2).map(over)).collect();
        let runs_on =
            |pair: &[Atom]| f64::from(SeamModel::shipped().between(&pair[0].text, &pair[1].text)).clamp(-6.0, 6.0) / 3.0;
        atoms.runs_on = std::iter::once(0.0).chain(atoms.list.windows(2).map(runs_on)).collect();
        atoms
    }

    /// The text of some atoms without blanks.
    pub(super) fn text(&self, range: Range<usize>) -> String {
        self.list[range].iter().map(|atom| atom.text.as_str()).collect()
    }

    /// Whether the story has the words at the seam before atom `at` side by side.
    pub(super) fn runs_over(&self, at: usize) -> bool {
        self.over.get(at).copied().unwrap_or(false)
    }

    /// False where the story cannot hold a text of this head word for word, since it lacks some pair or triple of it.
    pub(super) fn may_hold(&self, text: &str) -> bool {
        let (mut far, mut near): (Option<char>, Option<char>) = (None, None);
        text.chars().filter(|&c| glyph::is_word(c)).all(|c| {
            let held = match (far, near) {
                (Some(far), Some(near)) => self.triples.contains(&[far, near, c]),
                (None, Some(near)) => self.pairs.contains(&[near, c]),
                _ => true,
            };
            (far, near) = (near, Some(c));
            held
        })
    }

    /// Share of the pairs of characters of a text that the story holds.
    pub(super) fn support(&self, text: &str) -> f64 {
        let (mut found, mut all) = (0_u32, 0_u32);
        let mut before: Option<char> = None;
        for c in text.chars().filter(|&c| glyph::is_word(c)) {
            found += u32::from(before.is_some_and(|before| self.pairs.contains(&[before, c])));
            all += u32::from(before.is_some());
            before = Some(c);
        }
        if all == 0 { 0.0 } else { f64::from(found) / f64::from(all) }
    }

    /// Share of a text its longest piece makes that the story may hold word for word.
    pub(super) fn taken(&self, text: &str) -> f64 {
        let (mut run, mut longest, mut words) = (0_u32, 0_u32, 0_u32);
        let (mut far, mut near): (Option<char>, Option<char>) = (None, None);
        for c in text.chars().filter(|&c| glyph::is_word(c)) {
            if let (Some(far), Some(near)) = (far, near) {
                run = if self.triples.contains(&[far, near, c]) { run + 1 } else { 0 };
                longest = longest.max(run);
            }
            (far, near) = (near, Some(c));
            words += 1;
        }
        if longest == 0 { 0.0 } else { f64::from(longest + 2) / f64::from(words) }
    }
}

type Pairs = FxHashSet<[char; 2]>;
type Triples = FxHashSet<[char; 3]>;

/// The pairs and triples of characters of a head that its story holds too.
fn of_story(atoms: &[Atom], story: &str) -> (Pairs, Triples) {
    let words: Vec<char> = atoms.iter().flat_map(|atom| atom.text.chars()).filter(|&c| glyph::is_word(c)).collect();
    let asked: Pairs = words.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    // Most characters of the story do not stand in the head: a bit for each remainder tells them.
    let mut known = [0_u64; 4];
    words.iter().for_each(|&c| known[c as usize >> 6 & 3] |= 1 << (c as usize & 63));
    let (mut pairs, mut triples) = (Pairs::default(), Triples::default());
    let (mut before, mut paired): (Option<char>, Option<[char; 2]>) = (None, None);
    for c in story.chars().filter(|&c| glyph::is_word(c)) {
        if known[c as usize >> 6 & 3] >> (c as usize & 63) & 1 == 0 {
            (before, paired) = (None, None);
            continue;
        }
        let pair = before.map(|before| [before, c]).filter(|pair| asked.contains(pair));
        if let Some(pair) = pair {
            pairs.insert(pair);
            if let Some([first, _]) = paired {
                triples.insert([first, pair[0], c]);
            }
        }
        (before, paired) = (Some(c), pair);
    }
    (pairs, triples)
}
