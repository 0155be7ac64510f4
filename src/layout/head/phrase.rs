//! Lines of one role as one text: a phrase broken over them is joined, parallel phrases get a blank between.

use super::{
    super::glyph,
    atom::{Atom, Seam},
};

/// A line of fewer characters than this is no phrase of its own.
const MIN_PHRASE: usize = 4;

/// Some atoms of one role as one text.
pub(super) fn join(atoms: &[Atom], story: &str) -> String {
    let mut text = String::new();
    for atom in atoms {
        if !text.is_empty() && (atom.seam == Seam::Inline || !is_broken(&text, &atom.text, story)) {
            text.push(' ');
        }
        text.push_str(&atom.text);
    }
    text
}

/// Whether a phrase runs over the end of `above` into `below`: a quotation is open, or the story has the words side by side.
fn is_broken(above: &str, below: &str, story: &str) -> bool {
    let latin = above.ends_with(|c: char| c.is_ascii_alphanumeric()) && below.starts_with(|c: char| c.is_ascii_alphanumeric());
    let torn = above.ends_with('、') || glyph::first(below).is_some_and(glyph::never_first);
    let scrap = above.chars().count() < MIN_PHRASE || below.chars().count() < MIN_PHRASE;
    !latin && (is_open(above) || torn || runs_over(above, below, story) || scrap)
}

/// Whether a quotation or bracket is open at the end of a text.
pub(super) fn is_open(text: &str) -> bool {
    text.chars().fold(0_i32, |open, c| open + i32::from(glyph::opens(c)) - i32::from(glyph::closes(c))) > 0
}

/// Whether the story has the words at the seam of two lines side by side.
fn runs_over(above: &str, below: &str, story: &str) -> bool {
    seam(above, below).is_some_and(|seam| story.contains(&seam))
}

/// The two characters on either side of the seam of two lines; none where there are fewer.
pub(super) fn seam(above: &str, below: &str) -> Option<String> {
    let left: Vec<char> = above.chars().rev().filter(|c| !c.is_whitespace()).take(2).collect();
    let right = below.chars().filter(|c| !c.is_whitespace()).take(2);
    let seam: String = left.into_iter().rev().chain(right).collect();
    (seam.chars().count() == 4).then_some(seam)
}
