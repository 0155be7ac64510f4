//! Labelled articles as numbers: sparse rows of tf-idf values, the hand's sums, the labels.

use ndarray::{Array1, Array2};

use super::{LearnConfig, Samples, candidate::candidates, direction::Directions};
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
    /// How many of the terms, the first ones, may have a weight of their own.
    pub single: usize,
    /// By article: numbers of terms with their tf-idf values, in the order of the numbers.
    pub rows: Vec<Vec<(u32, f32)>>,
    /// What the terms of an article add up to along each direction: articles × directions.
    pub along: Array2<f32>,
    /// Terms × directions.
    pub directions: Array2<f32>,
    /// How much there is of each term in an article, on average: idf times the root of the share of articles that hold it.
    pub extent: Vec<f64>,
    /// What the hand's terms sum up to: articles × topics.
    pub hand: Array2<f32>,
    /// The share of annotators who gave an article a topic: articles × topics.
    pub labels: Array2<f32>,
    /// The first topic of each article.
    pub first: Vec<Option<usize>>,
    /// Whether an article is asked what sums mean.
    pub decides: Vec<bool>,
}

impl Problem {
    pub(super) fn new(hand: &Taxonomy, samples: &Samples<'_>, config: &LearnConfig) -> Self {
        let topics = hand.topics().len();
        let articles = samples.articles.len();
        let documents: Vec<_> =
            samples.articles.iter().map(|sample| sample.document).chain(samples.unlabelled.iter().copied()).collect();
        let found = Directions::new(&documents, samples.vocabulary, samples.weights, config.directions);
        let candidates = candidates(samples, config);
        // One more topic whose words weigh nothing brings these words among the phrases that are found.
        let zero = |words: &[&[String]]| SeedFile { any: WeightedTerms(vec![(0.0, words.concat())]), ..SeedFile::default() };
        let single = Matrix::new(&[hand.seeds(), &[zero(&[&candidates])]].concat()).words.len();
        let matrix = Matrix::new(&[hand.seeds(), &[zero(&[&candidates, &found.words])]].concat());
        let tables = Tables { topics: matrix.table(samples.vocabulary, samples.weights), ..Tables::default() };
        let idf = &tables.topics.idf;
        let place = |id: &str| hand.topics().iter().position(|topic| topic.id == id);
        let mut problem = Self {
            terms: Vec::new(),
            single,
            rows: Vec::with_capacity(articles),
            along: Array2::zeros((articles, found.along.ncols())),
            directions: Array2::zeros((matrix.words.len(), found.along.ncols())),
            extent: vec![0.0; matrix.words.len()],
            hand: Array2::zeros((articles, topics)),
            labels: Array2::zeros((articles, topics)),
            first: Vec::with_capacity(articles),
            decides: samples.articles.iter().map(|sample| sample.decides).collect(),
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
        problem.extend(&matrix, &found, idf);
        problem.terms = matrix.words;
        problem
    }

    /// Reads what needs all rows: sums along the directions, extents.
    fn extend(&mut self, matrix: &Matrix, found: &Directions, idf: &[f64]) {
        let mut share = vec![0.0; matrix.words.len()];
        for &(term, _) in self.rows.iter().flatten() {
            share[term as usize] += 1.0 / self.rows.len() as f64;
        }
        for (number, word) in found.words.iter().enumerate() {
            if let Some(term) = matrix.phrases.get(word) {
                self.directions.row_mut(term).assign(&found.along.row(number));
                share[term] = found.share[number];
            }
        }
        self.extent = share.iter().zip(idf).map(|(share, idf)| idf * share.sqrt()).collect();
        for (row, mut along) in self.rows.iter().zip(self.along.outer_iter_mut()) {
            for &(term, value) in row {
                along.scaled_add(value, &self.directions.row(term as usize));
            }
        }
    }

    /// How many articles there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The terms, in the order of their numbers.
    pub(super) fn terms(&self) -> &[String] {
        &self.terms
    }

    /// What is in an article of the terms that may have a weight of their own.
    pub(super) fn single(&self, index: usize) -> &[(u32, f32)] {
        let row = &self.rows[index];
        &row[..row.partition_point(|&(term, _)| (term as usize) < self.single)]
    }

    /// What terms × topics weights add up to in one article, by topic.
    pub(super) fn sums(row: &[(u32, f32)], weights: &Array2<f32>) -> Array1<f32> {
        let topics = weights.ncols();
        let flat = weights.as_slice().unwrap_or_default(); // rows as slices: this is where the time goes
        let mut sum = vec![0.0; topics];
        for &(term, value) in row {
            let row = &flat[term as usize * topics..][..topics];
            sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += value * weight);
        }
        Array1::from_vec(sum)
    }

    /// Whether some article has the topic.
    pub(super) fn has(&self, topic: usize) -> bool {
        self.labels.column(topic).iter().any(|&share| share > 0.0)
    }
}
