//! Words: the one trait a segmenter must meet, and jieba behind it.

use jieba_rs::Jieba;
use rustc_hash::FxHashMap;

use crate::text::{
    dictionary::{self, DictionaryWord},
    vocabulary::WordClass,
};

/// Cuts text into words.
///
/// Law: the lengths sum up to the length of `text`; every word ends on a character border and is not empty.
pub trait Segmenter: Send + Sync {
    /// Appends the length in bytes of every word of `text`, in order.
    fn cut(&self, text: &str, lengths: &mut Vec<u32>);

    /// The class of a word on its own.
    fn class(&self, word: &str) -> WordClass;
}

/// jieba with its default dictionary, ours of the 2020s press, and the user's.
pub struct JiebaSegmenter {
    jieba: Jieba,
    /// Classes of the added words; for a word it knows already, jieba keeps its own tag.
    classes: FxHashMap<Box<str>, WordClass>,
}

impl Default for JiebaSegmenter {
    fn default() -> Self {
        Self::with_words(&[])
    }
}

impl JiebaSegmenter {
    /// The segmenter that knows `words` too; they win over ours.
    pub fn with_words(words: &[DictionaryWord]) -> Self {
        let mut jieba = Jieba::new();
        let mut classes = FxHashMap::default();
        // A test reads the built-in dictionary to its end, so there is nothing to report here.
        for word in dictionary::news_words().unwrap_or_default().iter().chain(words) {
            jieba.add_word(&word.word, word.frequency, Some(&word.tag));
            classes.insert(word.word.clone(), WordClass::from_tag(&word.tag));
        }
        Self { jieba, classes }
    }
}

impl Segmenter for JiebaSegmenter {
    fn cut(&self, text: &str, lengths: &mut Vec<u32>) {
        lengths.extend(self.jieba.cut(text, true).iter().map(|token| token.word.len() as u32));
    }

    fn class(&self, word: &str) -> WordClass {
        if let Some(class) = self.classes.get(word).copied().or_else(|| WordClass::from_shape(word)) {
            return class;
        }
        match self.jieba.tag(word, true).as_slice() {
            [tag] => WordClass::from_tag(tag.tag),
            _ => WordClass::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words<'t>(segmenter: &JiebaSegmenter, text: &'t str) -> Vec<&'t str> {
        let mut lengths = Vec::new();
        segmenter.cut(text, &mut lengths);
        let mut place = 0;
        let words = lengths.iter().map(|&len| {
            place += len as usize;
            &text[place - len as usize..place]
        });
        words.collect()
    }

    #[test]
    fn news_words_stay_whole() {
        let segmenter = JiebaSegmenter::default();
        for (text, expected) in [
            ("共建一带一路倡议", "共建|一带一路|倡议"),
            ("加快发展新质生产力", "加快|发展|新质生产力"),
            ("第六届进博会开幕", "第六届|进博会|开幕"),
            ("党的十八大以来", "党|的|十八大|以来"),
            ("实现碳达峰碳中和", "实现|碳达峰|碳中和"),
            ("中欧班列开行", "中欧班列|开行"),
            ("总统泽连斯基会见", "总统|泽连斯基|会见"),
        ] {
            assert_eq!(words(&segmenter, text).join("|"), expected);
        }
        assert_eq!(segmenter.class("粤港澳大湾区"), WordClass::Place);
        assert_eq!(segmenter.class("AI"), WordClass::Latin);
    }

    #[test]
    fn the_news_dictionary_holds_nothing_jieba_knows_as_well() {
        let jieba = Jieba::new();
        let news = dictionary::news_words().unwrap();
        let known = news.iter().filter(|word| match jieba.tag(&word.word, false).as_slice() {
            [tag] => jieba.has_word(&word.word) && tag.tag == &*word.tag,
            _ => false,
        });
        assert_eq!(known.map(|word| &*word.word).collect::<Vec<_>>(), [""; 0]);
    }

    #[test]
    fn a_user_word_wins() {
        let word = DictionaryWord { word: "青禾云仓".into(), frequency: None, tag: "nt".into(), bonus: None };
        let segmenter = JiebaSegmenter::with_words(&[word]);
        assert_eq!(words(&segmenter, "走进青禾云仓看看").join("|"), "走进|青禾云仓|看看");
        assert_eq!(segmenter.class("青禾云仓"), WordClass::Organization);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_words_joined_are_the_text(text in "([\\u{4e00}-\\u{4eff}]|\\PC){0,40}") {
            static SEGMENTER: std::sync::LazyLock<JiebaSegmenter> = std::sync::LazyLock::new(JiebaSegmenter::default);
            let words = words(&SEGMENTER, &text);
            prop_assert!(words.iter().all(|word| !word.is_empty()));
            prop_assert_eq!(words.concat(), text);
        }
    }
}
