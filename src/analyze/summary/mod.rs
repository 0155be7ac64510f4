//! Summary: the sentences that together tell best what happened, as printed and in text order.
//!
//! Each sentence is what the summary prints of it ([`mod@printed`]) and a list of features ([`feature`], on the
//! sentence × term [`matrix`]); a linear model weighs them, its weights learned from editors' choices ([`learn`],
//! `data/summary.tsv`). Sentences are then taken one by one, each as good as possible and unlike those before.

mod brief;
mod feature;
mod learn;
mod matrix;
mod printed;
mod wording;

use crate::{
    analyze::{
        Context, Keyword, Reason,
        rank::{Features, Ranker, Table},
    },
    error::Result,
    record::round,
    span::Span,
};

use self::{
    feature::Scale,
    matrix::SentenceMatrix,
    printed::{closed, loose_quotes, printed},
};

pub(super) use {feature::SCHEMA, learn::FIT};

/// The weights that ship in the binary; made by `zhaibao learn summary`.
const SHIPPED: &str = include_str!("../data/summary.tsv");

/// What likeness to a sentence already taken costs, in units of the model's value. Chosen by cross-validation on the
/// labelled articles.
const REPETITION: f64 = 2.0;

/// A sentence of the summary.
#[derive(Debug, Clone, PartialEq)]
pub struct SummarySentence {
    /// As printed, dateline cut.
    pub text: String,
    /// Number of the sentence in the article, from 0.
    pub sentence: u32,
    /// Its place in the text.
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
    /// How many sentences at most; articles of three sentences and fewer give one sentence less than they have.
    pub sentences: usize,
    /// How many characters at most; the best sentence is printed whatever its length.
    pub chars: Option<usize>,
}

impl Default for SummaryConfig {
    fn default() -> Self {
        Self { sentences: 3, chars: None }
    }
}

/// The summary stage.
#[derive(Debug, Clone)]
pub struct Summarizer {
    config: SummaryConfig,
    ranker: Ranker,
}

impl Summarizer {
    /// The stage with these settings and the weights that ship in the binary.
    ///
    /// # Errors
    /// Only where the weights that were built in are damaged.
    pub fn new(config: SummaryConfig) -> Result<Self> {
        Self::with_weights(config, SHIPPED, "the built-in summary weights")
    }

    /// The stage with these settings and the weights of a file's text; `path` is for the error message.
    pub fn with_weights(config: SummaryConfig, weights: &str, path: &str) -> Result<Self> {
        Ok(Self { config, ranker: Ranker::parse(SCHEMA, weights, path)? })
    }

    /// The data file of its ranker; see [`Ranker::to_text`].
    pub fn to_text(&self, made_by: &str) -> String {
        self.ranker.to_text(made_by)
    }

    /// The sentences that tell best what happened.
    pub fn summarize(&self, context: &Context<'_>, keywords: &[Keyword]) -> Summary {
        let spans = spans(context);
        let matrix = SentenceMatrix::new(context);
        let scale = Scale::new(context, keywords, &spans, &matrix);
        let values = self.ranker.values(&table(&scale, spans.len()));
        let text = &context.article.text;
        let sentences: Vec<SummarySentence> = self
            .pick(text, &spans, &values, &matrix)
            .into_iter()
            .map(|number| SummarySentence {
                text: closed(spans[number].of(text)).into_owned(),
                sentence: number as u32,
                span: spans[number],
                score: round(Ranker::score(values[number])),
            })
            .collect();
        let brief = brief::brief(&context.article.head, &sentences);
        Summary { sentences, brief }
    }

    /// Why each sentence of the article got its score, in text order.
    pub fn explain(&self, context: &Context<'_>, keywords: &[Keyword]) -> Vec<Reason> {
        let spans = spans(context);
        let matrix = SentenceMatrix::new(context);
        let scale = Scale::new(context, keywords, &spans, &matrix);
        let table = table(&scale, spans.len());
        let values = self.ranker.values(&table);
        let reason = |(number, span): (usize, &Span)| {
            self.ranker.reason(span.of(&context.article.text).to_owned(), &table, number, values[number])
        };
        spans.iter().enumerate().map(reason).collect()
    }

    /// Numbers of the sentences to print, in text order: one after the other the best that is left, what is like a
    /// sentence already taken marked down.
    fn pick(&self, text: &str, spans: &[Span], values: &[f32], matrix: &SentenceMatrix) -> Vec<usize> {
        let most = match spans.len() {
            short @ 2..=3 => self.config.sentences.min(short - 1),
            _ => self.config.sentences,
        };
        let mut left: Vec<usize> = (0..spans.len()).filter(|&number| !spans[number].is_empty()).collect();
        if left.iter().any(|&number| loose_quotes(spans[number].of(text)) == (0, 0)) {
            left.retain(|&number| loose_quotes(spans[number].of(text)) == (0, 0));
        }
        let mut repeated = vec![0.0_f64; spans.len()];
        let mut taken: Vec<usize> = Vec::with_capacity(most);
        let mut chars = 0;
        while taken.len() < most {
            let value = |number: usize| round(f64::from(values[number]) - REPETITION * repeated[number]);
            // `max_by` answers the last of equals; the earlier sentence is the better one.
            let best = left.iter().rev().copied().max_by(|&a, &b| value(a).total_cmp(&value(b)));
            let Some(best) = best else { break };
            left.retain(|&number| number != best);
            let length = spans[best].of(text).chars().count();
            if !taken.is_empty() && self.config.chars.is_some_and(|budget| chars + length > budget) {
                continue;
            }
            chars += length;
            taken.push(best);
            for (seen, like) in repeated.iter_mut().zip(matrix.likeness_to(best)) {
                *seen = seen.max(like);
            }
        }
        taken.sort_unstable();
        taken
    }
}

/// The sentences of the article as a summary prints them.
fn spans(context: &Context<'_>) -> Vec<Span> {
    context.document.sentences.iter().map(|sentence| printed(context.article, sentence)).collect()
}

/// The features of the first `sentences` sentences.
fn table(scale: &Scale<'_>, sentences: usize) -> Table {
    let row = |number| {
        let mut features = Features::new();
        scale.measure(number, &mut features);
        features
    };
    Table::of(SCHEMA.len(), &(0..sentences).map(row).collect::<Vec<_>>())
}
