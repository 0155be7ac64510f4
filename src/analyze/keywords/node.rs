//! The words and phrases of one article, as numbers.

use crate::{analyze::keywords::traits::Trait, text::TermId};

/// No occurrence.
pub(super) const NONE: u32 = u32::MAX;

/// A word or phrase of the article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// Its last occurrence, a place in the list of occurrences; `NONE` for what is only the beginning of another.
    pub last: u32,
    /// Occurrences in the head.
    pub head: u16,
    /// Occurrences in the body.
    pub body: u16,
    /// Sentences of the body it occurs in.
    pub sentences: u16,
    /// The first of them; `u16::MAX` for what stands in the head only.
    pub first_sentence: u16,
    /// The last of them.
    pub last_sentence: u16,
    /// Words.
    pub len: u8,
    /// Stands alone in quotation marks somewhere.
    pub quoted: bool,
    /// Stands alone in 《》 somewhere.
    pub titled: bool,
}

impl Node {
    pub(super) const EMPTY: Self = Self {
        last: NONE,
        head: 0,
        body: 0,
        sentences: 0,
        first_sentence: u16::MAX,
        last_sentence: u16::MAX,
        len: 1,
        quoted: false,
        titled: false,
    };

    /// Occurrences in head and body.
    pub(super) const fn count(&self) -> u32 {
        self.head as u32 + self.body as u32
    }

    /// Whether it occurs as a phrase of its own.
    pub(super) const fn is_candidate(&self) -> bool {
        self.last != NONE
    }
}

/// A different word of the article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub id: TermId,
    pub traits: Trait,
    /// Occurrences in head and body.
    pub count: u16,
    pub in_head: bool,
    pub in_lead: bool,
}
