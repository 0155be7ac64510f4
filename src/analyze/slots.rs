//! Numbers for the different words of one article, without hashing.

use crate::text::TermId;

/// Gives the words of an article small numbers; its memory is used again for the next article.
#[derive(Debug, Clone, Default)]
pub(super) struct Slots {
    /// Of each term of the vocabulary the article it was numbered in last, and its number there.
    slots: Vec<(u32, u16)>,
    article: u32,
}

impl Slots {
    /// Forgets all numbers; `terms` is the length of the vocabulary.
    pub(super) fn clear(&mut self, terms: usize) {
        self.slots.resize(terms, (0, 0));
        self.article = self.article.wrapping_add(1);
        if self.article == 0 {
            self.slots.fill((0, 0));
            self.article = 1;
        }
    }

    /// The number of a term, or `fresh` for one that comes for the first time; `None` beyond the vocabulary.
    pub(super) fn number(&mut self, id: TermId, fresh: u16) -> Option<u16> {
        let slot = self.slots.get_mut(id.index())?;
        if slot.0 != self.article {
            *slot = (self.article, fresh);
        }
        Some(slot.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_keeps_its_number_until_the_next_article() {
        let mut slots = Slots::default();
        slots.clear(3);
        assert_eq!(
            [(2, 0), (1, 1), (2, 2), (3, 2)].map(|(id, fresh)| slots.number(TermId(id), fresh)),
            [Some(0), Some(1), Some(0), None]
        );
        slots.clear(3);
        assert_eq!(slots.number(TermId(2), 7), Some(7));
    }
}
