//! Summary: the sentences that together tell best what happened, as printed and in text order.
//!
//! Each sentence is what the summary prints of it ([`mod@printed`]), a row of features ([`feature`], taken by
//! [`measure`] from the sentence × term [`matrix`] and the [`wording`]) and what its words are worth ([`words`]). A
//! ranker adds them up; weights and worths are learned from editors' choices ([`learn`], `data/summary.tsv`). Then
//! sentences are taken one by one as long as the budget lasts ([`choice`]).

mod brief;
mod choice;
mod clip;
mod feature;
mod learn;
mod matrix;
mod measure;
mod printed;
mod wording;
mod words;

use crate::{
    analyze::{Context, Keyword, Reason, rank::Ranker},
    error::Result,
    record::round,
    span::Span,
    text::Vocabulary,
};

use self::{
    measure::Sheet,
    words::{MARK, Words},
};

pub use words::WordTable;
pub(super) use {
    feature::SCHEMA,
    learn::{FIT, SummaryBallot},
};

/// The weights that ship in the binary; made by `zhaibao learn summary`.
const SHIPPED: &str = include_str!("../data/summary.tsv");

/// A sentence of the summary.
#[derive(Debug, Clone, PartialEq)]
pub struct SummarySentence {
    /// As printed: dateline and credits cut, quotations closed, an ellipsis where it was clipped.
    pub text: String,
    /// Number of the sentence in the article, from 0.
    pub sentence: u32,
    /// What of the text is printed.
    pub span: Span,
    /// How good it is alone, in (0, 1).
    pub score: f64,
}

/// The summary of an article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Summary {
    /// In text order.
    pub sentences: Vec<SummarySentence>,
    /// One line for a newsletter, at most 60 characters where the text allows.
    pub brief: String,
}

/// Settings of the summary stage.
#[derive(Debug, Clone, PartialEq)]
pub struct SummaryConfig {
    /// How many sentences at most; articles of two or three sentences give one sentence less than they have.
    pub sentences: usize,
    /// How many characters at most; the best sentence is printed whatever its length.
    pub chars: Option<usize>,
    /// Sentences of more characters are cut at a clause border where they have one.
    pub clip: Option<usize>,
}

impl Default for SummaryConfig {
    fn default() -> Self {
        Self { sentences: 3, chars: None, clip: None }
    }
}

/// The summary stage.
#[derive(Debug, Clone)]
pub struct Summarizer {
    config: SummaryConfig,
    ranker: Ranker,
    words: Words,
}

impl Summarizer {
    /// The stage with these settings and the weights that ship in the binary.
    ///
    /// # Errors
    /// Only where the weights that were built in are damaged.
    pub fn new(config: SummaryConfig) -> Result<Self> {
        Self::with_weights(config, SHIPPED, "the built-in summary weights")
    }

    /// The stage with these settings and the weights of a file's text: that of a ranker, and behind it a line for every
    /// word that has a worth. `path` is for the error message.
    pub fn with_weights(config: SummaryConfig, weights: &str, path: &str) -> Result<Self> {
        let border = weights.find(&format!("\n{MARK}")).map_or(weights.len(), |at| at + 1);
        let (ranker, words) = weights.split_at(border);
        let ranker = Ranker::parse(SCHEMA, ranker, path)?;
        let words = Words::parse(words, weights[..border].lines().count() + 1, path)?;
        Ok(Self { config, ranker, words })
    }

    /// The data file of its weights; see [`Summarizer::with_weights`]. Every line of `made_by` is a comment.
    pub fn to_text(&self, made_by: &str) -> String {
        self.ranker.to_text(made_by) + &self.words.to_text()
    }

    /// What it knows of the words of a run.
    pub fn table(&self, vocabulary: &Vocabulary) -> WordTable {
        WordTable::new(&self.words, vocabulary)
    }

    /// The sentences that tell best what happened.
    pub fn summarize(&self, context: &Context<'_>, keywords: &[Keyword]) -> Summary {
        let sheet = Sheet::new(context, keywords);
        let values = self.values(&sheet);
        let sentence = |chosen: choice::Chosen| SummarySentence {
            text: chosen.text,
            sentence: chosen.number as u32,
            span: chosen.span,
            score: round(Ranker::score(values[chosen.number])),
        };
        let chosen = choice::choose(&self.config, &context.article.text, &sheet, &values);
        let sentences: Vec<SummarySentence> = chosen.into_iter().map(sentence).collect();
        let brief = brief::brief(context, &sentences);
        Summary { sentences, brief }
    }

    /// Why each sentence of the article got its score, in text order.
    pub fn explain(&self, context: &Context<'_>, keywords: &[Keyword]) -> Vec<Reason> {
        let sheet = Sheet::new(context, keywords);
        let values = self.values(&sheet);
        let mut reader = context.tables.summary.reader();
        let reason = |(number, span): (usize, &Span)| {
            let sentence = span.of(&context.article.text).to_owned();
            let mut reason = self.ranker.reason(sentence, &sheet.table, number, values[number]);
            let mut words = Vec::new();
            sheet.lines[number].read_words(context, &mut reader, |id, worth| {
                if worth != 0.0 {
                    words.push(Reason::leaf(context.vocabulary.word(id).to_owned(), f64::from(worth)));
                }
            });
            let sum = Reason { value: f64::from(sheet.words[number]), what: feature::WORDS_NAME.into(), parts: words };
            if let Some(parts) = reason.parts.first_mut() {
                parts.parts.push(sum);
            }
            reason
        };
        sheet.spans.iter().enumerate().map(reason).collect()
    }

    /// The log of the odds that each sentence is a good one.
    fn values(&self, sheet: &Sheet) -> Vec<f32> {
        let mut values = self.ranker.values(&sheet.table);
        values.iter_mut().zip(&sheet.words).for_each(|(value, words)| *value += words);
        values
    }
}
