//! Stop words: words that never make a keyword, in lists of one purpose each.

use rustc_hash::FxHashSet;

use crate::text::vocabulary::{TermId, Vocabulary};

/// The lists that ship: each file of `stopwords/` says at its head what it is for.
const LISTS: [&str; 3] = [
    include_str!("../../stopwords/function.txt"),
    include_str!("../../stopwords/press.txt"),
    include_str!("../../stopwords/debris.txt"),
];

/// A set of words that never make a keyword.
#[derive(Debug, Clone)]
pub struct StopWords {
    words: FxHashSet<Box<str>>,
}

impl Default for StopWords {
    fn default() -> Self {
        let mut stop = Self { words: FxHashSet::default() };
        for list in LISTS {
            stop.add(list);
        }
        stop
    }
}

impl StopWords {
    /// Adds the words of `list`: one a line, `#` comments.
    pub fn add(&mut self, list: &str) {
        let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        self.words.extend(lines.map(Box::from));
    }

    /// Whether `word` is one of them.
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Which ids of `vocabulary` are stop words, by id.
    pub fn mask(&self, vocabulary: &Vocabulary) -> Vec<bool> {
        vocabulary.words().map(|(_, word): (TermId, &str)| self.contains(word)).collect()
    }
}
