//! The sentence × term matrix of one article.

use ndarray::{Array1, Array2, Axis};
use rustc_hash::FxHashMap;

use crate::{
    analyze::Context,
    text::{TermId, WordClass},
};

/// Sentences as rows of unit length, terms as columns; a cell is the count of the term times its rarity.
///
/// Terms of one sentence alone have no column: they can make no two rows alike. Their weight is in the rows' length.
pub(super) struct SentenceMatrix {
    rows: Array2<f64>,
    /// How alike each sentence is to the sum of all, in [0, 1].
    pub centroid: Array1<f64>,
    /// How alike each sentence is to the head block, in [0, 1]; 0 without one.
    pub title: Array1<f64>,
}

impl SentenceMatrix {
    /// The matrix of the article.
    pub(super) fn new(context: &Context<'_>) -> Self {
        let document = context.document;
        let counts = |id: &TermId| {
            let class = context.vocabulary.class(*id);
            class.is_content() && class != WordClass::Adverb && !context.stop.get(id.index()).copied().unwrap_or(false)
        };
        // A column for each term of the head and for each that a second sentence holds, in order of appearance.
        let mut columns: FxHashMap<TermId, Option<usize>> = FxHashMap::default();
        let mut n_columns = 0;
        let mut next = || {
            n_columns += 1;
            Some(n_columns - 1)
        };
        for id in document.head.ids().iter().filter(|id| counts(id)) {
            columns.entry(*id).or_insert_with(&mut next);
        }
        let mut seen_in: FxHashMap<TermId, usize> = FxHashMap::default();
        let words = |number: usize| {
            let range = &document.sentences[number].tokens;
            document.body.ids()[range.start as usize..range.end as usize].iter().filter(|id| counts(id))
        };
        for number in 0..document.sentences.len() {
            for id in words(number) {
                if *seen_in.entry(*id).or_insert(number) != number {
                    columns.entry(*id).or_insert_with(&mut next);
                }
            }
        }
        let mut rows = Array2::zeros((document.sentences.len(), n_columns));
        let mut alone: FxHashMap<TermId, f64> = FxHashMap::default();
        for number in 0..document.sentences.len() {
            alone.clear();
            let mut squares = 0.0;
            for id in words(number) {
                let idf = context.weights.idf(*id);
                if let Some(&Some(column)) = columns.get(id) {
                    rows[[number, column]] += idf;
                } else {
                    let sum = alone.entry(*id).or_default();
                    squares += (*sum + idf).powi(2) - sum.powi(2);
                    *sum += idf;
                }
            }
            let mut row = rows.row_mut(number);
            let length = f64::sqrt(row.dot(&row) + squares);
            if length > 0.0 {
                row /= length;
            }
        }
        let mut title = Array1::zeros(n_columns);
        for id in document.head.ids() {
            if let Some(&Some(column)) = columns.get(id) {
                title[column] += context.weights.idf(*id);
            }
        }
        let centroid = likeness(&rows, &rows.sum_axis(Axis(0)));
        let title = likeness(&rows, &title);
        Self { rows, centroid, title }
    }

    /// How alike every sentence is to sentence `number`, in [0, 1].
    pub(super) fn likeness_to(&self, number: usize) -> Array1<f64> {
        self.rows.dot(&self.rows.row(number))
    }
}

/// The cosine of every row with `other`; 0 where `other` is zero.
fn likeness(rows: &Array2<f64>, other: &Array1<f64>) -> Array1<f64> {
    let length = other.dot(other).sqrt();
    if length > 0.0 { rows.dot(other) / length } else { Array1::zeros(rows.nrows()) }
}
