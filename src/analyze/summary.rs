//! Summary.

use crate::{
    analyze::{Context, Keyword, Reason},
    span::Span,
};

/// A sentence of the summary.
#[derive(Debug, Clone, PartialEq)]
pub struct SummarySentence {
    /// As printed, dateline cut.
    pub text: String,
    /// Number of the sentence in the article, from 0.
    pub sentence: u32,
    /// Its place in the text.
    pub span: Span,
    /// How good it is.
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
    /// How many sentences at most.
    pub sentences: usize,
}

impl Default for SummaryConfig {
    fn default() -> Self {
        Self { sentences: 3 }
    }
}

/// The summary stage.
#[derive(Debug, Clone, Default)]
pub struct Summarizer {
    config: SummaryConfig,
}

impl Summarizer {
    /// The stage with these settings.
    pub fn new(config: SummaryConfig) -> Self {
        Self { config }
    }

    /// The sentences that tell best what happened.
    pub fn summarize(&self, context: &Context<'_>, keywords: &[Keyword]) -> Summary {
        let _ = keywords;
        let text = &context.article.text;
        let lead = context.article.dateline.lead;
        let sentences = context.document.sentences.iter().take(self.config.sentences).enumerate();
        let sentences: Vec<_> = sentences
            .map(|(index, s)| {
                let start =
                    if lead.contains(Span::new(s.span.start, s.span.start)) { lead.end.max(s.span.start) } else { s.span.start };
                let span = Span::new(start, s.span.end);
                SummarySentence { text: span.of(text).to_owned(), sentence: index as u32, span, score: 1.0 }
            })
            .collect();
        let brief = sentences.first().map(|s| s.text.clone()).unwrap_or_default();
        Summary { sentences, brief }
    }

    /// Why each sentence of the article got its score, in text order.
    pub fn explain(&self, context: &Context<'_>, keywords: &[Keyword]) -> Vec<Reason> {
        self.summarize(context, keywords).sentences.into_iter().map(|s| Reason::leaf(s.text, s.score)).collect()
    }
}
