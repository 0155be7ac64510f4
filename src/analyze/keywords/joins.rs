//! A table of phrases by what they are joined of, read a few dozen times an article: an entry is one piece of memory, so
//! that a look costs one way to it.

use crate::analyze::keywords::phrasebook::{Phrase, Usage};

/// Phrases by their first part and their last word, with open addressing.
#[derive(Debug, Clone, Default)]
pub(super) struct Joins {
    /// A power of two of entries, at most three quarters of them taken: what fits the cache is found sooner.
    slots: Vec<Join>,
    len: usize,
}

/// A phrase with its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Join {
    /// Number of the word or phrase it begins with; [`FREE`] where there is no phrase.
    pub(super) first: u32,
    /// Its last word.
    pub(super) word: u32,
    pub(super) phrase: Phrase,
}

const FREE: u32 = u32::MAX;
const NOTHING: Join = Join { first: FREE, word: 0, phrase: Phrase { number: 0, usage: Usage::UNKNOWN } };

impl Joins {
    /// An empty table with room for `phrases`.
    pub(super) fn with_capacity(phrases: usize) -> Self {
        Self { slots: vec![NOTHING; (phrases + phrases / 3 + 2).next_power_of_two()], len: 0 }
    }

    /// Adds a phrase whose key is not there yet.
    pub(super) fn insert(&mut self, join: Join) {
        if (self.len + 1) * 4 > self.slots.len() * 3 {
            let old = std::mem::replace(self, Self::with_capacity(self.slots.len()));
            old.iter().for_each(|join| self.insert(join));
        }
        let slot = self.slot(join.first, join.word);
        self.len += usize::from(self.slots[slot].first == FREE);
        self.slots[slot] = join;
    }

    /// The phrase that is `first` and `word`.
    pub(super) fn get(&self, first: u32, word: u32) -> Option<Phrase> {
        if self.slots.is_empty() {
            return None;
        }
        let join = &self.slots[self.slot(first, word)];
        (join.first != FREE).then_some(join.phrase)
    }

    /// All phrases, in the order of the table.
    pub(super) fn iter(&self) -> impl Iterator<Item = Join> + '_ {
        self.slots.iter().filter(|join| join.first != FREE).copied()
    }

    /// Where the phrase is, or would be.
    fn slot(&self, first: u32, word: u32) -> usize {
        let mask = self.slots.len() - 1;
        let key = u64::from(first) << 32 | u64::from(word);
        // Multiplicative hashing by 2^64 over the golden ratio: the high half is well mixed.
        let mut slot = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & mask;
        loop {
            let join = &self.slots[slot];
            if join.first == FREE || (join.first, join.word) == (first, word) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }
}

impl PartialEq for Joins {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().all(|join| other.get(join.first, join.word) == Some(join.phrase))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_nothing_else() {
        let join = |n: u32| Join { first: n, word: n % 5, phrase: Phrase { number: n, usage: Usage::UNKNOWN } };
        let mut joins = Joins::default();
        assert_eq!(joins.get(1, 1), None);
        (0..500).for_each(|n| joins.insert(join(n)));
        assert!((0..500).all(|n| joins.get(n, n % 5) == Some(join(n).phrase) && joins.get(n, n % 5 + 1).is_none()));
        assert_eq!(joins.iter().count(), 500);
    }
}
