//! Learns the vectors of pairs from a corpus nobody has labelled.
//!
//! Two spans of one article are drawn, of any length from a headline's to a long paragraph's; among the spans of a batch each has to
//! find its other half, by cosine (the contrastive loss with negatives from the batch: A. van den Oord et al., "Representation
//! learning with contrastive predictive coding", 2018; a text as the sum of what it holds: L. Wu et al., "StarSpace", 2018). The
//! climb is Adagrad with one rate a pair (J. Duchi et al., 2011). The same corpus gives the same vectors.

use ndarray::{Array2, Axis};
use rustc_hash::FxHashMap;

use super::{AXES, MAGIC, VERSION, pack};

/// Settings of the climb.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeaningsConfig {
    /// Pairs that get a vector: those that stand in most texts.
    pub pairs: usize,
    /// Batches.
    pub steps: usize,
}

impl Default for MeaningsConfig {
    fn default() -> Self {
        Self { pairs: 40_000, steps: 8_000 }
    }
}

/// Articles a batch draws from.
const BATCH: usize = 512;
/// Lengths of spans, in pairs.
const LENGTHS: [usize; 8] = [8, 11, 15, 22, 40, 80, 150, 300];
/// Pairs an article must have to be drawn from.
const LEAST: usize = 40;
/// What cosines are divided by: the lower, the more the nearest strangers count.
const TEMPERATURE: f32 = 0.1;
/// Length of a step at its first; it falls to none at the end.
const RATE: f32 = 0.2;
/// Seed of the draw.
const SEED: u64 = 7;
/// One of so many numbers is cut off when they are rounded to a byte.
const CUT: usize = 1000;

/// The number of a pair in a sequence; common pairs come first.
type Number = u16;

/// The data file of a corpus, given as its texts; `made_by` is one line that says what made it. `told` hears the mean loss of every
/// tenth part of the climb (natural logarithm of how many strangers are as near as the other half).
///
/// # Errors
/// Only what the packer reports.
pub fn learn_meanings<'t>(
    texts: impl Iterator<Item = &'t str> + Clone,
    config: MeaningsConfig,
    made_by: &str,
    mut told: impl FnMut(usize, f32),
) -> std::io::Result<Vec<u8>> {
    let pairs = common(texts.clone(), config.pairs.min(usize::from(Number::MAX)));
    let numbers: FxHashMap<u32, Number> = pairs.iter().copied().zip(0..).collect();
    let known = |text: &str| in_text(text).filter_map(|pair| numbers.get(&pair).copied()).collect::<Vec<Number>>();
    let articles: Vec<Vec<Number>> = texts.map(known).filter(|article| article.len() >= LEAST).collect();
    let mut climb = Climb::new(pairs.len());
    let (every, mut loss) = (config.steps.div_ceil(10).max(1), 0.0);
    for step in 0..if articles.is_empty() { 0 } else { config.steps } {
        let left = 1.0 - step as f32 / config.steps as f32;
        loss += climb.step(&articles, RATE * left);
        if (step + 1) % every == 0 {
            told(step + 1, loss / every as f32);
            loss = 0.0;
        }
    }
    let mut out = format!("{MAGIC}\t{VERSION}\n# {made_by}\n\n").into_bytes();
    out.extend((pairs.len() as u32).to_le_bytes());
    out.extend(pairs.iter().flat_map(|pair| pair.to_le_bytes()));
    out.extend(climb.rounded());
    zstd::encode_all(out.as_slice(), 19)
}

/// The pairs of Han characters of a text.
fn in_text(text: &str) -> impl Iterator<Item = u32> {
    text.chars().zip(text.chars().skip(1)).filter_map(|(a, b)| pack(a, b))
}

/// The pairs that stand in most texts, those in more of them first.
fn common<'t>(texts: impl Iterator<Item = &'t str>, most: usize) -> Vec<u32> {
    let mut holding: FxHashMap<u32, (u32, usize)> = FxHashMap::default();
    for (nth, text) in texts.enumerate() {
        for pair in in_text(text) {
            let (count, last) = holding.entry(pair).or_insert((0, usize::MAX));
            *count += u32::from(*last != nth);
            *last = nth;
        }
    }
    let mut pairs: Vec<(u32, u32)> = holding.into_iter().map(|(pair, (count, _))| (count, pair)).collect();
    pairs.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    pairs.truncate(most);
    pairs.into_iter().map(|(_, pair)| pair).collect()
}

/// The vectors on their way.
struct Climb {
    vectors: Vec<[f32; AXES]>,
    /// By pair: the sum of its squared slopes.
    squares: Vec<f32>,
    /// By pair: its slope in this batch, where the batch has it.
    slopes: Vec<[f32; AXES]>,
    random: fastrand::Rng,
}

impl Climb {
    fn new(pairs: usize) -> Self {
        let mut random = fastrand::Rng::with_seed(SEED);
        let vectors = (0..pairs).map(|_| std::array::from_fn(|_| random.f32() - 0.5)).collect();
        Self { vectors, squares: vec![1e-8; pairs], slopes: vec![[0.0; AXES]; pairs], random }
    }

    /// Draws two spans of an article that do not overlap.
    fn draw<'a>(&mut self, articles: &'a [Vec<Number>]) -> [&'a [Number]; 2] {
        let article = &articles[self.random.usize(..articles.len())];
        let mut length = || LENGTHS[self.random.usize(..LENGTHS.len())].min(article.len() / 2);
        let (one, other) = (length(), length());
        let first = self.random.usize(..=article.len() - one - other);
        let second = self.random.usize(first + one..=article.len() - other);
        let spans = [&article[first..first + one], &article[second..second + other]];
        if self.random.bool() { spans } else { [spans[1], spans[0]] }
    }

    /// One step on a batch; returns its loss.
    fn step(&mut self, articles: &[Vec<Number>], rate: f32) -> f32 {
        let spans: Vec<[&[Number]; 2]> = (0..BATCH).map(|_| self.draw(articles)).collect();
        let sides = [0, 1].map(|side| Side::new(spans.iter().map(|pair| pair[side]), &self.vectors));
        let scores = sides[0].unit.dot(&sides[1].unit.t()) / TEMPERATURE;
        let likely = [softmax(&scores), softmax(&scores.t().to_owned()).reversed_axes()];
        let loss = -(0..BATCH).map(|nth| likely[0][[nth, nth]].max(1e-9).ln()).sum::<f32>() / BATCH as f32;
        let slope = ((&likely[0] + &likely[1]) / 2.0 - Array2::<f32>::eye(BATCH)) / (TEMPERATURE * BATCH as f32);
        let slopes = [sides[0].slope(&slope.dot(&sides[1].unit)), sides[1].slope(&slope.t().dot(&sides[0].unit))];
        let mut touched: Vec<Number> = spans.iter().flatten().flat_map(|span| span.iter().copied()).collect();
        touched.sort_unstable();
        touched.dedup();
        touched.iter().for_each(|&pair| self.slopes[usize::from(pair)] = [0.0; AXES]);
        for (side, slopes) in slopes.iter().enumerate() {
            for (span, slope) in spans.iter().zip(slopes.rows()) {
                for &pair in span[side] {
                    self.slopes[usize::from(pair)].iter_mut().zip(slope).for_each(|(sum, slope)| *sum += slope);
                }
            }
        }
        for pair in touched.into_iter().map(usize::from) {
            let slope = &self.slopes[pair];
            self.squares[pair] += slope.iter().map(|slope| slope * slope).sum::<f32>() / AXES as f32;
            let length = rate / self.squares[pair].sqrt();
            self.vectors[pair].iter_mut().zip(slope).for_each(|(axis, slope)| *axis -= length * slope);
        }
        loss
    }

    /// The vectors as signed bytes: the largest numbers are cut off, the rest fill the range.
    #[allow(clippy::cast_possible_truncation)] // rounded and clamped to the range of a byte
    fn rounded(&self) -> Vec<u8> {
        let mut sizes: Vec<f32> = self.vectors.iter().flatten().map(|axis| axis.abs()).collect();
        let keep = (sizes.len() - sizes.len() / CUT).min(sizes.len().saturating_sub(1));
        let top = if sizes.is_empty() { 1.0 } else { *sizes.select_nth_unstable_by(keep, f32::total_cmp).1 };
        let byte = |axis: &f32| ((axis / top * 127.0).round().clamp(-127.0, 127.0) as i8).cast_unsigned();
        self.vectors.iter().flatten().map(byte).collect()
    }
}

/// One half of every pair of spans.
struct Side {
    /// Directions, spans × axes.
    unit: Array2<f32>,
    /// Lengths of the sums they are the directions of, spans × 1.
    length: Array2<f32>,
}

impl Side {
    fn new<'a>(spans: impl Iterator<Item = &'a [Number]>, vectors: &[[f32; AXES]]) -> Self {
        let mut sums = Array2::zeros((BATCH, AXES));
        for (span, mut sum) in spans.zip(sums.rows_mut()) {
            for &pair in span {
                sum.iter_mut().zip(vectors[usize::from(pair)]).for_each(|(sum, axis)| *sum += axis);
            }
        }
        let length = sums.mapv(|axis: f32| axis * axis).sum_axis(Axis(1)).mapv(|square| square.sqrt().max(1e-6));
        let length = length.insert_axis(Axis(1));
        Self { unit: sums / &length, length }
    }

    /// Slopes of the sums, where these are the slopes of the directions.
    fn slope(&self, slopes: &Array2<f32>) -> Array2<f32> {
        let along = (slopes * &self.unit).sum_axis(Axis(1)).insert_axis(Axis(1));
        (slopes - &(&self.unit * &along)) / &self.length
    }
}

/// By row: scores as shares that sum to 1.
fn softmax(scores: &Array2<f32>) -> Array2<f32> {
    let mut shares = scores.clone();
    for mut row in shares.rows_mut() {
        let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        row.mapv_inplace(|score| (score - top).exp());
        let all = row.sum();
        row /= all;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::super::{Direction, Meanings};
    use super::*;

    #[test]
    fn pairs_that_keep_company_come_to_point_the_same_way() {
        // Two subjects of forty pairs each; no article holds all of its subject's.
        let word = |subject: u32, nth: u32| {
            let han = |offset| char::from_u32(0x4e00 + 200 * subject + 2 * nth + offset).unwrap_or('一');
            format!("{}{}，", han(0), han(1))
        };
        let texts: Vec<String> =
            (0..40).map(|article| (0..50).map(|at| word(article % 2, (article * 7 + at * 3) % 40)).collect()).collect();
        let learn =
            || learn_meanings(texts.iter().map(String::as_str), MeaningsConfig { pairs: 100, steps: 10 }, "test", |_, _| {});
        let packed = learn().expect("packs");
        assert_eq!(packed, learn().expect("packs"), "the same every time");
        let meanings = Meanings::read(&packed).expect("reads what it wrote");
        let direction = |subject, nth| Direction::new(&meanings.of(&word(subject, nth)));
        assert!(direction(0, 1).akin(&direction(0, 22)) > 0.5);
        assert!(direction(0, 1).akin(&direction(1, 22)) < 0.2);
    }
}
