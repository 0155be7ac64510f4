//! Finds the phrases of a list in a text that is already cut into words.
//!
//! A phrase is found where its characters stand and both its ends are word borders, however the segmenter cut what
//! lies between: `消防救援` is found in `消防救援` and in `消防/救援`, and `不丹` is not found in `不/丹顶鹤`. Knows nothing of
//! what a phrase means; topics and places each bring their own list.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

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

#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// The phrase that ends here.
    phrase: Option<u32>,
    /// Whether a longer phrase goes on from here.
    inner: bool,
}

const ROOT: u32 = 0;

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
            self.nodes[node as usize].inner = true;
            let fresh = self.nodes.len() as u32;
            node = *self.edges.entry((node, c.to_ascii_lowercase())).or_insert(fresh);
            if node == fresh {
                self.nodes.push(Node::default());
            }
        }
        let next = self.len as u32;
        let number = *self.nodes[node as usize].phrase.get_or_insert(next);
        if number == next {
            self.len += 1;
        }
        number as PhraseId
    }

    /// The number of `phrase`, if it is in the list.
    pub(super) fn get(&self, phrase: &str) -> Option<PhraseId> {
        self.nodes[self.walk(ROOT, phrase)? as usize].phrase.map(|number| number as PhraseId)
    }

    /// How many phrases there are.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// Looks up every word of `vocabulary` once, so that a run looks up ids.
    pub(super) fn index(&self, vocabulary: &Vocabulary) -> PhraseIndex {
        let inside = self.inside();
        let begins_inside = |word: &str| word.chars().next().is_some_and(|c| inside.contains(&c.to_ascii_lowercase()));
        let (mut after, mut goes_on) = (Vec::with_capacity(vocabulary.len()), Vec::with_capacity(vocabulary.len()));
        for (_, word) in vocabulary.words() {
            after.push(self.walk(ROOT, word).unwrap_or(ROOT));
            goes_on.push(begins_inside(word));
        }
        PhraseIndex { after, goes_on }
    }

    /// The characters that stand anywhere in a phrase but at its beginning.
    fn inside(&self) -> FxHashSet<char> {
        self.edges.keys().filter(|&&(from, _)| from != ROOT).map(|&(_, c)| c).collect()
    }

    /// Calls `found` with every phrase that begins with word `at` and the words it takes, shortest first.
    pub(super) fn each_at(&self, text: &IndexedText<'_>, at: usize, mut found: impl FnMut(PhraseId, Range<usize>)) {
        let ids = text.tokens.ids();
        let mut node = text.index.after(ids[at]);
        let mut end = at + 1;
        while node != ROOT {
            let Node { phrase, inner } = self.nodes[node as usize];
            if let Some(phrase) = phrase {
                found(phrase as PhraseId, at..end);
            }
            if !inner || end == ids.len() || !text.index.goes_on(ids[end]) {
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
    /// Whether the word may stand inside a phrase: most words end the search without a look into the trie.
    goes_on: Vec<bool>,
}

impl PhraseIndex {
    fn after(&self, id: TermId) -> u32 {
        self.after.get(id.index()).copied().unwrap_or(ROOT)
    }

    fn goes_on(&self, id: TermId) -> bool {
        self.goes_on.get(id.index()).copied().unwrap_or(false)
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
