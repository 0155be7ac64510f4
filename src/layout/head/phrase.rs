//! Lines of one role as one text: a phrase broken over them is joined, parallel phrases get a blank between.

use super::{
    super::{glyph, seam::SeamModel},
    atom::{Atom, Seam},
};

/// A line of fewer characters than this is no phrase of its own.
const MIN_PHRASE: usize = 4;
/// Natural logarithm of a likelihood ratio beyond which a seam is no surer.
const SEAM_LIMIT: f32 = 6.0;
/// A phrase runs over a seam surer than this.
const SURE: f64 = 0.25;

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
    !latin && (is_open(above) || torn || runs_over(above, below, story) || scrap || seam(above, below) > SURE)
}

/// How surely running text runs on from `above` into `below`, -1 to 1; 0 where nothing is known.
pub(super) fn seam(above: &str, below: &str) -> f64 {
    f64::from(SeamModel::shipped().between(above, below).clamp(-SEAM_LIMIT, SEAM_LIMIT) / SEAM_LIMIT)
}

/// Whether a quotation or bracket is open at the end of a text.
pub(super) fn is_open(text: &str) -> bool {
    text.chars().fold(0_i32, |open, c| open + i32::from(glyph::opens(c)) - i32::from(glyph::closes(c))) > 0
}

/// Whether the story has the words at the seam of two lines side by side.
pub(super) fn runs_over(above: &str, below: &str, story: &str) -> bool {
    let left: Vec<char> = above.chars().rev().filter(|c| !c.is_whitespace()).take(2).collect();
    let right = below.chars().filter(|c| !c.is_whitespace()).take(2);
    let seam: String = left.into_iter().rev().chain(right).collect();
    seam.chars().count() == 4 && story.contains(&seam)
}
