//! Pairs of numbers, looked up fast: which neighbours come twice, and the trie of phrases.

/// Multiplier of the hashes: 2^32 divided by the golden ratio.
const MIX: u32 = 0x9E37_79B9;

/// Which pairs of neighbouring words come twice in a text. May say yes by chance, never no.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    counts: Vec<u8>,
    shift: u32,
}

impl Pairs {
    /// Slots per word of text: one pair in sixteen is taken for another's.
    const SLOTS: usize = 16;

    /// Counts the pairs of `text`.
    pub(super) fn count(&mut self, text: &[u16]) {
        let bits = (text.len() * Self::SLOTS).next_power_of_two().trailing_zeros().clamp(6, 24);
        self.shift = 32 - bits;
        self.counts.clear();
        self.counts.resize(1 << bits, 0);
        for pair in text.windows(2) {
            let slot = self.slot(pair[0], pair[1]);
            self.counts[slot] = self.counts[slot].saturating_add(1);
        }
    }

    /// Whether `a` stands before `b` twice or more.
    pub(super) fn repeated(&self, a: u16, b: u16) -> bool {
        self.counts[self.slot(a, b)] > 1
    }

    const fn slot(&self, a: u16, b: u16) -> usize {
        (((a as u32) << 16 | b as u32).wrapping_mul(MIX) >> self.shift) as usize
    }
}

/// The nodes of a trie by parent and word, in one table with open addressing.
#[derive(Debug)]
pub(super) struct Trie {
    /// Stamp, parent, word, child; an entry of an older stamp is free.
    slots: Vec<(u32, u32, u16, u32)>,
    stamp: u32,
    len: usize,
}

impl Default for Trie {
    fn default() -> Self {
        Self { slots: vec![(0, 0, 0, 0); 1 << 10], stamp: 1, len: 0 }
    }
}

impl Trie {
    /// Forgets all nodes.
    pub(super) fn clear(&mut self) {
        self.len = 0;
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            self.slots.fill((0, 0, 0, 0));
            self.stamp = 1;
        }
    }

    /// The node `word` leads to from `parent`; `fresh` where there was none.
    pub(super) fn child(&mut self, parent: u32, word: u16, fresh: u32) -> u32 {
        if self.len * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = self.slot(parent, word);
        let (stamp, .., child) = self.slots[slot];
        if stamp == self.stamp {
            return child;
        }
        self.slots[slot] = (self.stamp, parent, word, fresh);
        self.len += 1;
        fresh
    }

    /// Where the node is, or would be.
    fn slot(&self, parent: u32, word: u16) -> usize {
        let mask = self.slots.len() - 1;
        let hash = parent.wrapping_mul(MIX).rotate_left(15) ^ u32::from(word).wrapping_mul(MIX);
        let mut slot = (hash.wrapping_mul(MIX) >> 8) as usize & mask;
        loop {
            let (stamp, of, by, _) = self.slots[slot];
            if stamp != self.stamp || (of, by) == (parent, word) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![(0, 0, 0, 0); old.len() * 2];
        for entry in old.into_iter().filter(|&(stamp, ..)| stamp == self.stamp) {
            let slot = self.slot(entry.1, entry.2);
            self.slots[slot] = entry;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_that_come_twice_are_known() {
        let mut pairs = Pairs::default();
        pairs.count(&[1, 2, 3, 1, 2]);
        assert!(pairs.repeated(1, 2) && !pairs.repeated(2, 3));
    }

    #[test]
    fn a_node_is_found_again_until_the_trie_is_cleared() {
        let mut trie = Trie::default();
        for number in 0..3000 {
            assert_eq!(trie.child(number / 7, (number % 7) as u16, number), number);
        }
        assert!((0..3000).all(|number| trie.child(number / 7, (number % 7) as u16, 9999) == number));
        trie.clear();
        assert_eq!(trie.child(0, 0, 5), 5);
    }
}
