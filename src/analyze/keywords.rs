//! Keywords.

use crate::{
    analyze::{Context, Name, Place, Reason},
    span::Span,
    text::{TermId, WordClass},
};

/// A keyword of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyword {
    /// As printed.
    pub term: String,
    /// How good it is; rank on the rounded value.
    pub score: f64,
    /// Occurrences in the text.
    pub count: u32,
    /// All its places in the text.
    pub spans: Vec<Span>,
}

/// Settings of the keyword stage.
#[derive(Debug, Clone, PartialEq)]
pub struct KeywordConfig {
    /// How many keywords at most.
    pub max: usize,
}

impl Default for KeywordConfig {
    fn default() -> Self {
        Self { max: 8 }
    }
}

/// The keyword stage.
#[derive(Debug, Clone, Default)]
pub struct Keywords {
    config: KeywordConfig,
}

impl Keywords {
    /// The stage with these settings.
    pub fn new(config: KeywordConfig) -> Self {
        Self { config }
    }

    /// The keywords of the article, best first.
    pub fn extract(&self, context: &Context<'_>, places: &[Place], names: &[Name]) -> Vec<Keyword> {
        let _ = (places, names);
        let mut tf: indexmap::IndexMap<TermId, Vec<Span>> = indexmap::IndexMap::new();
        for (id, span) in context.document.body.iter() {
            let class = context.vocabulary.class(id);
            if class.is_content() && class != WordClass::Adverb && !context.stop[id.index()] && span.len() > 3 {
                tf.entry(id).or_default().push(span);
            }
        }
        let mut found: Vec<Keyword> = tf
            .into_iter()
            .map(|(id, spans)| Keyword {
                term: context.vocabulary.word(id).to_owned(),
                score: spans.len() as f64 * context.weights.idf(id) / context.document.body.len() as f64,
                count: spans.len() as u32,
                spans,
            })
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.spans[0].cmp(&b.spans[0])));
        found.truncate(self.config.max);
        found
    }

    /// Why each keyword got its score, in the order of [`Keywords::extract`].
    pub fn explain(&self, context: &Context<'_>, places: &[Place], names: &[Name]) -> Vec<Reason> {
        self.extract(context, places, names).into_iter().map(|k| Reason::leaf(k.term, k.score)).collect()
    }
}
