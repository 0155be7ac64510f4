//! Where a line begins and where it ends: read once, asked often.

use super::{
    glyph,
    seam::{Edge, SeamModel},
};

/// Both ends of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ends {
    /// Its first and last character.
    pub(super) first: Option<char>,
    pub(super) last: Option<char>,
    /// Whether it ends where a sentence ends.
    pub(super) closed: bool,
    /// Whether the punctuation at its end parts it from what follows: any but an opening quote or bracket.
    pub(super) parted: bool,
    /// Its beginning and its end as the seam model sees them.
    pub(super) start: Option<Edge>,
    pub(super) end: Option<Edge>,
}

impl Ends {
    /// The ends of a line.
    pub(super) fn of(text: &str) -> Self {
        let (first, last) = (glyph::first(text), glyph::last(text));
        let mark = last.filter(|&c| !glyph::is_word(c));
        let model = SeamModel::shipped();
        Self {
            first,
            last,
            closed: mark.is_some() && glyph::is_closed(text),
            parted: mark.is_some_and(|c| !glyph::opens(c)),
            start: model.start(text),
            end: model.end(text),
        }
    }
}
