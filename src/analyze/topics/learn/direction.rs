//! Directions of meaning: which words go together in articles, labelled or not.
//!
//! The words an article may use of a topic are many more than the labelled articles show. The leading directions of the
//! articles × words matrix (latent semantic analysis; Deerwester et al. 1990) put words that keep the same company on the
//! same axis, so that a weight learned along an axis reaches words no labelled article has. The axes serve learning
//! only: what is written are weights of words.

use ndarray::Array2;
use rayon::prelude::*;

use crate::{
    model::Weights,
    text::{Document, TermId, Vocabulary, WordClass},
};

/// Words and what each is along every direction.
pub(super) struct Directions {
    /// The words.
    pub words: Vec<String>,
    /// Words × directions; the columns are orthonormal.
    pub along: Array2<f32>,
    /// The share of articles that hold each word.
    pub share: Vec<f64>,
}

/// A word must stand in so many articles, and in one of so many, or its company is chance.
const LEAST_ARTICLES: usize = 5;
/// How often an occurrence in the head block counts.
const HEAD_TIMES: f32 = 3.0;
/// Rounds of subspace iteration; the leading directions settle in two or three.
const ROUNDS: usize = 3;
/// Seed of the directions the iteration begins with.
const SEED: u64 = 5;
/// Articles in one piece of parallel work: fixed, so that sums do not depend on the number of threads.
const PIECE: usize = 512;

/// A row of the articles × words matrix without its zeros.
type Row = Vec<(u32, f32)>;

impl Directions {
    /// The `count` leading directions of these articles; fewer where there are fewer words.
    pub(super) fn new(documents: &[&Document], vocabulary: &Vocabulary, weights: &Weights, count: usize) -> Self {
        let mut articles = vec![0_usize; vocabulary.len()];
        for document in documents {
            document.terms(vocabulary).for_each(|id| articles[id.index()] += 1);
        }
        let is_word = |id: TermId, word: &str| {
            let class = vocabulary.class(id);
            class.is_content() && class != WordClass::Adverb && word.chars().count() > 1
        };
        let chosen: Vec<(TermId, &str)> =
            vocabulary.words().filter(|&(id, word)| articles[id.index()] >= LEAST_ARTICLES && is_word(id, word)).collect();
        let mut column = vec![None; vocabulary.len()];
        chosen.iter().zip(0_u32..).for_each(|(&(id, _), number)| column[id.index()] = Some(number));
        let rows: Vec<Row> = documents.par_iter().map(|document| row(document, &column, weights)).collect();
        let share = |id: TermId| articles[id.index()] as f64 / documents.len().max(1) as f64;
        Self {
            along: leading(&rows, chosen.len(), count.min(chosen.len())),
            share: chosen.iter().map(|&(id, _)| share(id)).collect(),
            words: chosen.into_iter().map(|(_, word)| word.to_owned()).collect(),
        }
    }
}

/// An article's words: the logarithm of one plus occurrences times idf, of length 1.
fn row(document: &Document, column: &[Option<u32>], weights: &Weights) -> Row {
    let mut counts = std::collections::BTreeMap::<u32, (f32, TermId)>::new();
    for (ids, times) in [(document.head.ids(), HEAD_TIMES), (document.body.ids(), 1.0)] {
        for &id in ids {
            if let Some(column) = column[id.index()] {
                counts.entry(column).or_insert((0.0, id)).0 += times;
            }
        }
    }
    let mut row: Row = counts.into_iter().map(|(column, (times, id))| (column, times.ln_1p() * weights.idf(id) as f32)).collect();
    let length = row.iter().map(|(_, value)| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    row.iter_mut().for_each(|(_, value)| *value /= length);
    row
}

/// An orthonormal basis of the space of the leading right singular vectors, by subspace iteration (Halko, Martinsson and
/// Tropp 2011, algorithm 4.4). Which basis of it does not matter to a penalty on squares.
fn leading(rows: &[Row], words: usize, count: usize) -> Array2<f32> {
    let mut random = fastrand::Rng::with_seed(SEED);
    let mut basis = Array2::from_shape_simple_fn((words, count), || random.f32() - 0.5);
    if count == 0 {
        return basis;
    }
    for _ in 0..ROUNDS {
        let flat = basis.as_slice().unwrap_or_default();
        // One product with the matrix and its transpose, by pieces of articles; the sum is over pieces in their order.
        let mut next = vec![0.0_f32; words * count];
        for group in rows.chunks(PIECE * rayon::current_num_threads().clamp(1, 8)) {
            let seen: Vec<Vec<f32>> = group.par_iter().map(|row| product(row, flat, count)).collect();
            for (row, seen) in group.iter().zip(&seen) {
                for &(word, value) in row {
                    let into = &mut next[word as usize * count..][..count];
                    into.iter_mut().zip(seen).for_each(|(into, seen)| *into += value * seen);
                }
            }
        }
        basis = Array2::from_shape_vec((words, count), next).unwrap_or(basis);
        orthonormalise(&mut basis);
    }
    basis
}

fn product(row: &Row, flat: &[f32], count: usize) -> Vec<f32> {
    let mut sum = vec![0.0; count];
    for &(word, value) in row {
        sum.iter_mut().zip(&flat[word as usize * count..][..count]).for_each(|(sum, x)| *sum += value * x);
    }
    sum
}

/// Gram and Schmidt's method, twice over, on columns.
fn orthonormalise(basis: &mut Array2<f32>) {
    let mut columns = basis.t().as_standard_layout().into_owned();
    for _ in 0..2 {
        for at in 0..columns.nrows() {
            let (before, mut rest) = columns.view_mut().split_at(ndarray::Axis(0), at);
            let mut column = rest.row_mut(0);
            let inside = before.dot(&column);
            column -= &inside.dot(&before);
            let length = column.dot(&column).sqrt().max(f32::MIN_POSITIVE);
            column.mapv_inplace(|x| x / length);
        }
    }
    basis.assign(&columns.t());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_keep_company_lie_on_one_axis() {
        // Two topics of three words each; no article holds all three.
        let rows: Vec<Row> = (0..40)
            .map(|article| {
                let topic = 3 * (article % 2);
                vec![(topic + article / 2 % 3, 0.7), (topic + (article / 2 + 1) % 3, 0.7)]
            })
            .collect();
        let basis = leading(&rows, 6, 2);
        let gram = basis.t().dot(&basis);
        assert!((gram[[0, 0]] - 1.0).abs() < 1e-4 && gram[[0, 1]].abs() < 1e-4, "orthonormal: {gram}");
        let near = |a: usize, b: usize| basis.row(a).dot(&basis.row(b));
        assert!(near(0, 1) > 0.3 && near(0, 2) > 0.3 && near(0, 4).abs() < 0.02);
        assert_eq!(leading(&[], 0, 2).dim(), (0, 2));
    }
}
