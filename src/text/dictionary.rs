//! Words a segmenter is to know beside its own dictionary: the news dictionary that ships, and the user's.
//!
//! One word a line: `word⇥frequency⇥tag⇥bonus`. Frequency (a whole number, empty or `-` for "as large as it takes to keep the
//! word together") and tag (ICTCLAS, `n` where it is missing) may be left out; `#` begins a comment line.

use std::borrow::Cow;

use crate::error::{Error, Result};

/// A word for the segmenter.
#[derive(Debug, Clone, PartialEq)]
pub struct DictionaryWord {
    /// The word, normalised as text is before it is segmented.
    pub word: Box<str>,
    /// How often it occurs in the corpus of jieba's dictionary (60 million words); `None` keeps the word together.
    pub frequency: Option<usize>,
    /// ICTCLAS tag.
    pub tag: Box<str>,
    /// What it adds to the value of the keyword it is.
    pub bonus: Option<f32>,
}

/// News words of the 2020s press that jieba's dictionary lacks or breaks.
const NEWS: &str = include_str!("data/news.dict.tsv");

/// The news dictionary that ships.
pub fn news_words() -> Result<Vec<DictionaryWord>> {
    parse_words(NEWS, "the built-in news dictionary")
}

/// Reads a dictionary; `path` is for the error message, which names the line.
pub fn parse_words(text: &str, path: &str) -> Result<Vec<DictionaryWord>> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim_end().trim_start_matches('\u{feff}')));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| parse_line(line).map_err(|message| Error::format(path, number, message)))
        .collect()
}

fn parse_line(line: &str) -> Result<DictionaryWord, String> {
    let mut fields = line.split('\t').map(str::trim);
    let word = fields.next().map_or(Cow::Borrowed(""), super::normalize);
    if word.is_empty() || word.contains(char::is_whitespace) {
        return Err(format!("expected a word without blanks, found {word:?}; fields are separated by tabs"));
    }
    let frequency = match fields.next().unwrap_or_default() {
        "" | "-" => None,
        field => Some(field.parse().map_err(|_| format!("expected a whole number as frequency of {word}, found {field:?}"))?),
    };
    let tag = fields.next().filter(|tag| !tag.is_empty()).unwrap_or("n");
    if !tag.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(format!("expected a word class such as n, ns or nr for {word}, found {tag:?}"));
    }
    let bonus = match fields.next().unwrap_or_default() {
        "" => None,
        field => {
            let bonus = field.parse().ok().filter(|bonus: &f32| bonus.is_finite());
            Some(bonus.ok_or_else(|| format!("expected a number as bonus of {word}, found {field:?}"))?)
        }
    };
    match fields.next() {
        None => Ok(DictionaryWord { word: word.into(), frequency, tag: tag.into(), bonus }),
        Some(extra) => Err(format!("expected word, frequency, tag and bonus, found a fifth field {extra:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_may_be_left_out() {
        let words = parse_words("# ours\n新质生产力\n进博会\t900\tnz\n\nＡＰＥＣ峰会\t-\tnz\n", "d").unwrap();
        let rows: Vec<_> = words.iter().map(|w| (&*w.word, w.frequency, &*w.tag)).collect();
        assert_eq!(rows, [("新质生产力", None, "n"), ("进博会", Some(900), "nz"), ("APEC峰会", None, "nz")]);
    }

    #[test]
    fn errors_name_the_line() {
        for (text, message) in [
            ("甲\n乙\tmany", "my.tsv:2: expected a whole number as frequency of 乙, found \"many\""),
            ("甲 乙", "my.tsv:1: expected a word without blanks, found \"甲 乙\"; fields are separated by tabs"),
            ("甲\t1\t名词", "my.tsv:1: expected a word class such as n, ns or nr for 甲, found \"名词\""),
            ("甲\t1\tn\tx", "my.tsv:1: expected a number as bonus of 甲, found \"x\""),
            ("甲\t1\tn\t1\tx", "my.tsv:1: expected word, frequency, tag and bonus, found a fifth field \"x\""),
        ] {
            assert_eq!(parse_words(text, "my.tsv").unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn the_news_dictionary_is_well_formed_and_holds_no_word_twice() {
        let words = news_words().unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for word in &words {
            assert!(seen.insert(&word.word), "{} stands twice", word.word);
            assert!(word.word.chars().count() > 1, "{} is one character", word.word);
            assert_ne!(super::super::WordClass::from_tag(&word.tag), super::super::WordClass::Unknown, "{}", word.word);
        }
        assert!(words.len() > 500);
    }
}
