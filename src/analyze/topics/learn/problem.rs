//! Labelled articles as numbers: sparse rows of tf-idf values, the hand's sums, the labels.

use ndarray::Array2;

use super::{LearnConfig, Samples, candidate::candidates};
use crate::analyze::{
    Context, Tables,
    topics::{
        evidence::Hits,
        matrix::Matrix,
        scored::Scored,
        seed::{SeedFile, WeightedTerms},
        taxonomy::Taxonomy,
    },
};

/// What is learned from.
pub(super) struct Problem {
    terms: Vec<String>,
    /// By article: numbers of terms with their tf-idf values.
    pub rows: Vec<Vec<(u32, f32)>>,
    /// What the hand's terms sum up to: articles × topics.
    pub hand: Array2<f32>,
    /// The share of annotators who gave an article a topic: articles × topics.
    pub labels: Array2<f32>,
    /// The first topic of each article.
    pub first: Vec<Option<usize>>,
}

impl Problem {
    pub(super) fn new(hand: &Taxonomy, samples: &Samples<'_>, config: &LearnConfig) -> Self {
        let topics = hand.topics().len();
        // One more topic whose words weigh nothing brings the candidates among the phrases that are found.
        let zero = SeedFile { any: WeightedTerms(vec![(0.0, candidates(samples, config))]), ..SeedFile::default() };
        let matrix = Matrix::new(&[hand.seeds(), &[zero]].concat());
        let tables = Tables { topics: matrix.table(samples.vocabulary, samples.weights), ..Tables::default() };
        let idf = &tables.topics.idf;
        let place = |id: &str| hand.topics().iter().position(|topic| topic.id == id);
        let mut problem = Self {
            terms: Vec::new(),
            rows: Vec::with_capacity(samples.articles.len()),
            hand: Array2::zeros((samples.articles.len(), topics)),
            labels: Array2::zeros((samples.articles.len(), topics)),
            first: Vec::with_capacity(samples.articles.len()),
        };
        for (index, sample) in samples.articles.iter().enumerate() {
            let context = Context {
                article: sample.article,
                document: sample.document,
                vocabulary: samples.vocabulary,
                weights: samples.weights,
                stop: &[],
                tables: &tables,
            };
            let scored = Scored::new(&matrix, &context);
            for topic in 0..topics {
                problem.hand[[index, topic]] = scored.sum(topic) as f32;
            }
            let features = Hits::find(&matrix, &tables.topics, &context);
            let mut row: Vec<(u32, f32)> =
                features.features().map(|feature| (feature.phrase as u32, (feature.tf * idf[feature.phrase]) as f32)).collect();
            row.sort_unstable_by_key(|&(term, _)| term);
            problem.rows.push(row);
            for (id, share) in &sample.topics {
                if let Some(topic) = place(id) {
                    problem.labels[[index, topic]] = *share as f32;
                }
            }
            problem.first.push(sample.first.as_deref().and_then(place));
        }
        problem.terms = matrix.words;
        problem
    }

    /// How many articles there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The terms, in the order of their numbers.
    pub(super) fn terms(&self) -> &[String] {
        &self.terms
    }

    /// How much there is of each term in all articles: the root of the sum of squares.
    pub(super) fn lengths(&self) -> Vec<f64> {
        let mut squares = vec![0.0_f64; self.terms.len()];
        for &(term, value) in self.rows.iter().flatten() {
            squares[term as usize] += f64::from(value) * f64::from(value);
        }
        squares.into_iter().map(f64::sqrt).collect()
    }

    /// Whether some article has the topic.
    pub(super) fn has(&self, topic: usize) -> bool {
        self.labels.column(topic).iter().any(|&share| share > 0.0)
    }
}
