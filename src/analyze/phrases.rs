//! Finds the phrases of a list in a text that is already cut into words.
//!
//! A phrase is found where its characters stand and both its ends are word borders, however the segmenter cut what
//! lies between: `消防救援` is found in `消防救援` and in `消防/救援`, and `不丹` is not found in `不/丹顶鹤`. Knows nothing of
//! what a phrase means; topics and places each bring their own list.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::text::{TermId, Tokens, Vocabulary};

/// The number of a phrase in its list, in the order of insertion.
pub(super) type PhraseId = usize;

/// A list of phrases as a character trie. Latin letters match in either case.
#[derive(Debug, Clone)]
pub(super) struct Phrases {
    nodes: Vec<Node>,
    edges: FxHashMap<(u32, char), u32>,
    len: usize,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    /// With which characters a longer phrase may go on from here: bit [`bit`] of each is set.
    goes_on: u64,
    /// The phrase that ends here; [`NONE`] where none does.
    phrase: u32,
}

impl Default for Node {
    fn default() -> Self {
        Self { goes_on: 0, phrase: NONE }
    }
}

const ROOT: u32 = 0;
const NONE: u32 = u32::MAX;

/// One bit of 64 for a character: most characters that cannot follow are told without a look into the trie.
fn bit(c: char) -> u64 {
    1 << ((c.to_ascii_lowercase() as u32).wrapping_mul(0x9E37_79B9) >> 26)
}

impl Default for Phrases {
    fn default() -> Self {
        Self { nodes: vec![Node::default()], edges: FxHashMap::default(), len: 0 }
    }
}

impl Phrases {
    /// The number of `phrase`, a new one if it is not in the list yet. An empty phrase is never found.
    pub(super) fn insert(&mut self, phrase: &str) -> PhraseId {
        let mut node = ROOT;
        for c in phrase.chars() {
            self.nodes[node as usize].goes_on |= bit(c);
            let fresh = self.nodes.len() as u32;
            node = *self.edges.entry((node, c.to_ascii_lowercase())).or_insert(fresh);
            if node == fresh {
                self.nodes.push(Node::default());
            }
        }
        let next = self.len as u32;
        let number = &mut self.nodes[node as usize].phrase;
        if *number == NONE {
            *number = next;
            self.len += 1;
        }
        *number as PhraseId
    }

    /// The number of `phrase`, if it is in the list.
    pub(super) fn get(&self, phrase: &str) -> Option<PhraseId> {
        let number = self.nodes[self.walk(ROOT, phrase)? as usize].phrase;
        (number != NONE).then_some(number as PhraseId)
    }

    /// How many phrases there are.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// Looks up every word of `vocabulary` once, so that a run looks up ids.
    pub(super) fn index(&self, vocabulary: &Vocabulary) -> PhraseIndex {
        let begins = |word: &str| word.chars().next().map_or(0, bit);
        let (mut after, mut first) = (Vec::with_capacity(vocabulary.len()), Vec::with_capacity(vocabulary.len()));
        for (_, word) in vocabulary.words() {
            after.push(self.walk(ROOT, word).unwrap_or(ROOT));
            first.push(begins(word).trailing_zeros() as u8);
        }
        PhraseIndex { after, first }
    }

    /// Calls `found` with every phrase that begins with word `at` and the words it takes, shortest first.
    pub(super) fn each_at(&self, text: &IndexedText<'_>, at: usize, mut found: impl FnMut(PhraseId, Range<usize>)) {
        let ids = text.tokens.ids();
        let mut node = text.index.after(ids[at]);
        let mut end = at + 1;
        while node != ROOT {
            let Node { phrase, goes_on } = self.nodes[node as usize];
            if phrase != NONE {
                found(phrase as PhraseId, at..end);
            }
            if goes_on == 0 || end == ids.len() || goes_on & text.index.first(ids[end]) == 0 {
                return;
            }
            node = self.walk(node, text.vocabulary.word(ids[end])).unwrap_or(ROOT);
            end += 1;
        }
    }

    /// The longest phrase that begins with word `at`, and the words it takes.
    pub(super) fn longest_at(&self, text: &IndexedText<'_>, at: usize) -> Option<(PhraseId, Range<usize>)> {
        let mut longest = None;
        self.each_at(text, at, |phrase, words| longest = Some((phrase, words)));
        longest
    }

    fn walk(&self, from: u32, word: &str) -> Option<u32> {
        word.chars().try_fold(from, |node, c| self.edges.get(&(node, c.to_ascii_lowercase())).copied())
    }
}

/// Where in the trie each word of one vocabulary leads, by term id.
#[derive(Debug, Clone, Default)]
pub(super) struct PhraseIndex {
    after: Vec<u32>,
    /// Which [`bit`] its first character has: most words end the search without a look into the trie. 64 for no word.
    first: Vec<u8>,
}

impl PhraseIndex {
    fn after(&self, id: TermId) -> u32 {
        self.after.get(id.index()).copied().unwrap_or(ROOT)
    }

    fn first(&self, id: TermId) -> u64 {
        self.first.get(id.index()).and_then(|&first| 1_u64.checked_shl(u32::from(first))).unwrap_or(0)
    }
}

/// A text as words, with the index of the phrase list it is searched for.
#[derive(Debug, Clone, Copy)]
pub(super) struct IndexedText<'a> {
    /// The words.
    pub tokens: &'a Tokens,
    /// What their ids mean.
    pub vocabulary: &'a Vocabulary,
    /// Made by [`Phrases::index`] of this vocabulary.
    pub index: &'a PhraseIndex,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::WordClass;

    fn found(phrases: &[&str], words: &str) -> Vec<String> {
        let mut list = Phrases::default();
        for phrase in phrases {
            list.insert(phrase);
        }
        let (mut vocabulary, mut tokens, mut end) = (Vocabulary::default(), Tokens::default(), 0);
        for word in words.split('/') {
            end += word.len() as u32;
            tokens.push(vocabulary.intern(word, WordClass::Noun), end);
        }
        let text = words.replace('/', "");
        let index = list.index(&vocabulary);
        let indexed = IndexedText { tokens: &tokens, vocabulary: &vocabulary, index: &index };
        let mut found = Vec::new();
        for at in 0..tokens.len() {
            list.each_at(&indexed, at, |_, words| found.push(tokens.span_of(words).of(&text).to_owned()));
        }
        found
    }

    #[test]
    fn phrases_are_found_on_word_borders_however_the_words_are_cut() {
        let phrases = ["消防救援", "消防", "不丹", "ai芯片"];
        assert_eq!(found(&phrases, "消防/救援/队伍"), ["消防", "消防救援"]);
        assert_eq!(found(&phrases, "消防救援/队伍"), ["消防救援"]);
        assert_eq!(found(&phrases, "消/防/救/援"), ["消防", "消防救援"]);
        assert_eq!(found(&phrases, "不/丹顶鹤"), [""; 0]);
        assert_eq!(found(&phrases, "国产/AI/芯片"), ["AI芯片"]);
        assert_eq!(found(&phrases, "消防救/援队"), [""; 0]);
    }

    #[test]
    fn numbers_are_given_once() {
        let mut list = Phrases::default();
        assert_eq!((list.insert("关税"), list.insert("关"), list.insert("关税")), (0, 1, 0));
        assert_eq!((list.get("关税"), list.get("税"), list.len()), (Some(0), None, 2));
    }
}
