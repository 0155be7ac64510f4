//! An article as numbered words.

use std::ops::Range;

use crate::{
    span::Span,
    text::vocabulary::{TermId, Vocabulary},
};

/// A text cut into words that follow one another without a gap: word `i` ends where word `i + 1` begins.
///
/// Law: the words, joined, are the text; a token's span slices the text to the token.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tokens {
    ids: Vec<TermId>,
    /// Byte place of each token, and the length of the text as the last entry.
    bounds: Vec<u32>,
}

impl Tokens {
    /// Room for `words` words.
    pub fn with_capacity(words: usize) -> Self {
        Self { ids: Vec::with_capacity(words), bounds: Vec::with_capacity(words + 1) }
    }

    /// Appends a word that ends at byte `end`; it begins where the last one ended.
    pub fn push(&mut self, id: TermId, end: u32) {
        if self.bounds.is_empty() {
            self.bounds.push(0);
        }
        self.ids.push(id);
        self.bounds.push(end);
    }

    /// How many words.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The ids in text order.
    pub fn ids(&self) -> &[TermId] {
        &self.ids
    }

    /// Id of word `index`.
    pub fn id(&self, index: usize) -> TermId {
        self.ids[index]
    }

    /// Place of word `index`.
    pub fn span(&self, index: usize) -> Span {
        Span::new(self.bounds[index], self.bounds[index + 1])
    }

    /// Place of the words of `range`, which must not be empty.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        Span::new(self.bounds[range.start], self.bounds[range.end])
    }

    /// Ids with their places.
    pub fn iter(&self) -> impl Iterator<Item = (TermId, Span)> + '_ {
        self.ids.iter().zip(self.bounds.windows(2)).map(|(&id, bounds)| (id, Span::new(bounds[0], bounds[1])))
    }

    /// The words that begin inside `span`.
    pub fn within(&self, span: Span) -> Range<usize> {
        let starts = &self.bounds[..self.ids.len()];
        starts.partition_point(|&start| start < span.start)..starts.partition_point(|&start| start < span.end)
    }

    /// Whether a word begins or the text ends at byte `place`.
    pub fn is_border(&self, place: u32) -> bool {
        self.bounds.binary_search(&place).is_ok()
    }

    /// Renumbers ids at or above `base` by `map` (see [`Vocabulary::absorb`]).
    pub(crate) fn renumber(&mut self, base: u32, map: &[TermId]) {
        for id in &mut self.ids {
            if let Some(&new) = id.0.checked_sub(base).and_then(|local| map.get(local as usize)) {
                *id = new;
            }
        }
    }
}

/// A sentence of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its place, without white space round it.
    pub span: Span,
    /// Its words.
    pub tokens: Range<u32>,
    /// Number of the paragraph it stands in, from 0.
    pub paragraph: u32,
}

/// An article as numbered words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Words of [`crate::article::Head::text`].
    pub head: Tokens,
    /// Words of the text.
    pub body: Tokens,
    /// Sentences of the text in order. Law: joined with the white space between them they are the text.
    pub sentences: Vec<Sentence>,
}

impl Document {
    /// Renumbers local ids after [`Vocabulary::absorb`]; `base` is the length the vocabulary had before.
    pub fn renumber(&mut self, base: u32, map: &[TermId]) {
        self.head.renumber(base, map);
        self.body.renumber(base, map);
    }

    /// The different content terms of head and body, in order of first occurrence.
    pub fn terms<'a>(&'a self, vocabulary: &'a Vocabulary) -> impl Iterator<Item = TermId> + 'a {
        let mut seen = rustc_hash::FxHashSet::default();
        let ids = self.head.ids().iter().chain(self.body.ids()).copied();
        ids.filter(move |&id| vocabulary.class(id).is_content() && seen.insert(id))
    }
}
