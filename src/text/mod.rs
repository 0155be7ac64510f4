//! Text into words: normalise, cut sentences, segment, number the words.
//!
//! A [`Tokenizer`] reads an article once and leaves a [`Document`]: runs of term ids with their places. From here on
//! every stage works on ids; strings come back only when a record is written.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod dictionary;
mod document;
mod merge;
mod normalize;
mod number;
mod segment;
mod sentence;
mod stopwords;
mod tokenizer;
mod vocabulary;

pub use {
    dictionary::{DictionaryWord, news_words, parse_words},
    document::{Document, Sentence, Tokens},
    normalize::normalize,
    segment::{JiebaSegmenter, Segmenter},
    sentence::sentences,
    stopwords::StopWords,
    tokenizer::Tokenizer,
    vocabulary::{LocalTerms, TermId, Vocabulary, WordClass},
};
