//! Weights of terms: what background and edition together say of how rare a term is.

use crate::{
    model::{Counts, Lexicon},
    text::{TermId, Vocabulary},
};

/// Inverse document frequencies by term id.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    articles: u64,
    df: Vec<u32>,
    idf: Vec<f64>,
}

impl Weights {
    /// Weights over `vocabulary` (which extends the lexicon's) from the background and the given counts together.
    ///
    /// idf(t) = ln((N + 1) / (df(t) + 1)) + 1, the smoothed form of scikit-learn's `TfidfTransformer`: as if one more
    /// article held every term. N and df are sums of integers, so the order of counting cannot change a weight.
    pub fn new(lexicon: &Lexicon, vocabulary: &Vocabulary, counts: &Counts) -> Self {
        let mut df = lexicon.df.clone();
        df.resize(vocabulary.len(), 0);
        for (term, n) in counts.iter() {
            if let Some(id) = vocabulary.id(term) {
                df[id.index()] += n;
            }
        }
        let articles = lexicon.articles + counts.articles();
        let idf = df.iter().map(|&df| ((articles as f64 + 1.0) / (f64::from(df) + 1.0)).ln() + 1.0).collect();
        Self { articles, df, idf }
    }

    /// The inverse document frequency of `id`, at least 1.
    pub fn idf(&self, id: TermId) -> f64 {
        self.idf.get(id.index()).copied().unwrap_or(1.0)
    }

    /// In how many articles `id` occurs, background and edition together.
    pub fn df(&self, id: TermId) -> u32 {
        self.df.get(id.index()).copied().unwrap_or(0)
    }

    /// How many articles stand behind the weights.
    pub const fn articles(&self) -> u64 {
        self.articles
    }
}
