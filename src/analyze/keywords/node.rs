//! The words and phrases of one article, as numbers.

use crate::{
    analyze::keywords::{phrasebook::Usage, traits::Trait},
    text::TermId,
};

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
    /// The node without its last word; [`NONE`] for a word.
    pub parent: u32,
    /// Its number in the phrasebook; [`NONE`] where that has it not.
    pub number: u32,
    /// What the phrasebook knows of it.
    pub usage: Usage,
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
        parent: NONE,
        number: NONE,
        usage: Usage::UNKNOWN,
    };

    /// Occurrences in head and body.
    pub(super) const fn count(&self) -> u32 {
        self.head as u32 + self.body as u32
    }

    /// Whether the background has it.
    pub(super) const fn is_known(&self) -> bool {
        self.number != NONE
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
