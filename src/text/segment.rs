//! Words: the one trait a segmenter must meet, and jieba behind it.

use jieba_rs::Jieba;

use crate::text::vocabulary::WordClass;

/// Cuts text into words.
///
/// Law: the pieces, joined, are `text`.
pub trait Segmenter: Send + Sync {
    /// Appends the words of `text` to `out`.
    fn cut<'t>(&self, text: &'t str, out: &mut Vec<&'t str>);

    /// The class of a word on its own.
    fn class(&self, word: &str) -> WordClass;
}

/// jieba with its default dictionary and ours of the 2020s press.
pub struct JiebaSegmenter {
    jieba: Jieba,
}

/// News words jieba's dictionary lacks: `word⇥tag` a line, `#` comments.
const NEWS_DICTIONARY: &str = include_str!("data/news.dict.tsv");

impl Default for JiebaSegmenter {
    fn default() -> Self {
        let mut jieba = Jieba::new();
        for line in NEWS_DICTIONARY.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let mut fields = line.split('\t');
            if let Some(word) = fields.next() {
                jieba.add_word(word, None, fields.next().or(Some("n")));
            }
        }
        Self { jieba }
    }
}

impl Segmenter for JiebaSegmenter {
    fn cut<'t>(&self, text: &'t str, out: &mut Vec<&'t str>) {
        out.extend(self.jieba.cut(text, true).into_iter().map(|token| token.word));
    }

    fn class(&self, word: &str) -> WordClass {
        if let Some(class) = WordClass::from_shape(word) {
            return class;
        }
        let tags = self.jieba.tag(word, true);
        match tags.as_slice() {
            [tag] => WordClass::from_tag(tag.tag),
            _ => WordClass::Unknown,
        }
    }
}
