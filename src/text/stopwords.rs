//! Stop words: words that never make a keyword, in lists of one purpose each.

use rustc_hash::FxHashSet;

use crate::text::{
    normalize,
    vocabulary::{TermId, Vocabulary},
};

/// The lists that ship, with their names: each file of `stopwords/` says at its head what it is for.
const LISTS: [(&str, &str); 3] = [
    ("function", include_str!("../../stopwords/function.txt")),
    ("press", include_str!("../../stopwords/press.txt")),
    ("debris", include_str!("../../stopwords/debris.txt")),
];

/// A set of words that never make a keyword.
#[derive(Debug, Clone)]
pub struct StopWords {
    words: FxHashSet<Box<str>>,
}

impl Default for StopWords {
    fn default() -> Self {
        let mut stop = Self::none();
        for (_, list) in LISTS {
            stop.add(list);
        }
        stop
    }
}

impl StopWords {
    /// No stop words: a start for the user's lists alone.
    pub fn none() -> Self {
        Self { words: FxHashSet::default() }
    }

    /// Adds the words of `list`: one a line, `#` comments.
    pub fn add(&mut self, list: &str) {
        self.words.extend(words(list).map(|word| Box::from(&*normalize(word))));
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

/// The words of a list.
fn words(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(|line| line.trim_start_matches('\u{feff}').trim()).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::text::{WordClass, news_words};

    #[test]
    fn no_word_stands_twice_in_the_lists_that_ship() {
        let mut seen = BTreeMap::new();
        for (name, list) in LISTS {
            assert!(list.starts_with("# ") && list.contains("\n# Purpose: ") && list.contains("\n# Origin: "), "head of {name}");
            for word in words(list) {
                assert!(!word.contains(char::is_whitespace), "{name}: {word:?} holds a blank");
                if let Some(other) = seen.insert(word, name) {
                    panic!("{word} stands in {other} and in {name}");
                }
            }
        }
        assert!(seen.len() > 1_000);
    }

    #[test]
    fn no_word_of_the_news_dictionary_is_a_stop_word() {
        let stop = StopWords::default();
        let both: Vec<_> = news_words().unwrap().into_iter().filter(|w| stop.contains(&w.word)).map(|w| w.word).collect();
        assert!(both.is_empty(), "{both:?}");
    }

    #[test]
    fn users_add_lists() {
        let mut stop = StopWords::none();
        stop.add("\u{feff}# ours\r\n本地通\r\n\r\nＡＰＰ\r\n");
        assert!(stop.contains("本地通") && stop.contains("APP") && !stop.contains("的"));
        let mut vocabulary = Vocabulary::default();
        let id = vocabulary.intern("本地通", WordClass::Noun);
        assert!(stop.mask(&vocabulary)[id.index()]);
        assert_eq!(stop.mask(&vocabulary).iter().filter(|&&stopped| stopped).count(), 1);
    }
}
