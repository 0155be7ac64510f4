//! Weights of terms: what background and edition together say of how rare a term is.

use crate::{
    model::{Counts, Lexicon},
    text::{TermId, Vocabulary},
};

/// Inverse document frequencies by term id.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    articles: u64,
    /// Of the background alone.
    background: Vec<u32>,
    /// Of background and edition together.
    df: Vec<u32>,
    idf: Vec<f64>,
}

impl Weights {
    /// Weights over `vocabulary` (which extends the lexicon's) from the background and the given counts together.
    ///
    /// idf(t) = ln((N + 1) / (df(t) + 1)) + 1, the smoothed form of scikit-learn's `TfidfTransformer`: as if one more
    /// article held every term. N and df are sums of integers, so the order of counting cannot change a weight.
    pub fn new(lexicon: &Lexicon, vocabulary: &Vocabulary, counts: &Counts) -> Self {
        let mut background = lexicon.df.clone();
        background.resize(vocabulary.len(), 0);
        let mut df = background.clone();
        for (term, n) in counts.iter() {
            if let Some(id) = vocabulary.id(term) {
                df[id.index()] = df[id.index()].saturating_add(n);
            }
        }
        let articles = lexicon.articles + counts.articles();
        let idf = df.iter().map(|&df| ((articles as f64 + 1.0) / (f64::from(df) + 1.0)).ln() + 1.0).collect();
        Self { articles, background, df, idf }
    }

    /// The inverse document frequency of `id`, at least 1.
    pub fn idf(&self, id: TermId) -> f64 {
        self.idf.get(id.index()).copied().unwrap_or(1.0)
    }

    /// In how many articles `id` occurs, background and edition together.
    pub fn df(&self, id: TermId) -> u32 {
        self.df.get(id.index()).copied().unwrap_or(0)
    }

    /// In how many background articles `id` occurs.
    pub fn background_df(&self, id: TermId) -> u32 {
        self.background.get(id.index()).copied().unwrap_or(0)
    }

    /// In how many articles of the edition `id` occurs.
    pub fn edition_df(&self, id: TermId) -> u32 {
        self.df(id) - self.background_df(id)
    }

    /// How many articles stand behind the weights.
    pub const fn articles(&self) -> u64 {
        self.articles
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn background_and_edition_add_up() {
        let mut vocabulary = Vocabulary::default();
        let [port, ship] = ["港口", "船"].map(|word| vocabulary.intern(word, crate::text::WordClass::Noun));
        let lexicon = Lexicon::from_counts(&Counts::new(8, [("港口", 4)]), &vocabulary, 1);
        let weights = Weights::new(&lexicon, &vocabulary, &Counts::new(1, [("港口", 1), ("船", 1)]));
        assert_eq!((weights.df(port), weights.background_df(port), weights.edition_df(port)), (5, 4, 1));
        assert_eq!((weights.df(ship), weights.background_df(ship), weights.edition_df(ship)), (1, 0, 1));
        assert_eq!(weights.articles(), 9);
        assert!((weights.idf(port) - ((10.0_f64 / 6.0).ln() + 1.0)).abs() < 1e-12);
        assert!(weights.idf(ship) > weights.idf(port));
        assert!((weights.idf(TermId(99)) - 1.0).abs() < 1e-12, "an unknown number weighs least");
    }
}
