//! Learns term weights from labelled articles: what they add to the hand's.
//!
//! One logistic regression per topic against the rest, over the same tf-idf values the classifier reads. The hand's sum
//! of a topic is one feature of its own and is not penalised, so learning starts from what an editor wrote; all other
//! weights are held down by an elastic net (Zou and Hastie 2005), so that each topic stays a list a person can read.
//! All topics are fitted at once by accelerated proximal gradient steps (FISTA, Beck and Teboulle 2009): the weights are
//! one terms × topics matrix, and nothing depends on chance or on the number of threads.

use ndarray::{Array1, Array2, Axis, Zip};

use crate::{
    analyze::{
        Context, Tables,
        topics::{
            evidence::{Hits, What},
            matrix::Matrix,
            seed::{HAND_SCALE, Learned, SeedFile, WeightedTerms},
            taxonomy::{Taxonomy, sums},
        },
    },
    article::Article,
    model::Weights,
    text::{Document, Vocabulary, WordClass},
};

/// Settings of learning.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnConfig {
    /// Weight of the sum of absolute weights: higher gives shorter lists.
    pub l1: f32,
    /// Weight of half the sum of squares: higher spreads weight over terms that go together.
    pub l2: f32,
    /// Gradient steps.
    pub steps: usize,
    /// A term must occur in so many labelled articles.
    pub least_articles: usize,
    /// How many terms a topic learns at most.
    pub most_terms: usize,
    /// Parts of the cross-validation that sets the thresholds.
    pub folds: usize,
}

impl Default for LearnConfig {
    fn default() -> Self {
        Self { l1: 0.6, l2: 0.5, steps: 200, least_articles: 4, most_terms: 1500, folds: 4 }
    }
}

/// Labelled articles of one run.
#[derive(Clone, Copy)]
pub struct Samples<'a> {
    /// The articles.
    pub articles: &'a [Article],
    /// Their words.
    pub documents: &'a [Document],
    /// What the ids mean.
    pub vocabulary: &'a Vocabulary,
    /// How rare each term is.
    pub weights: &'a Weights,
    /// The ids of the topics each article has; ids the taxonomy lacks are passed over.
    pub labels: &'a [Vec<String>],
}

/// Step of the written weights: finer would make lines of one term each.
const WEIGHT_STEP: f64 = 0.05;
/// How much a topic's threshold may move from where it is as likely as not, by the F1 of held-out articles.
const LEAST_LOG_ODDS: f64 = -1.5;

/// The seed files of `taxonomy` with freshly learned parts; what they had learned before is forgotten.
pub fn learn(taxonomy: &Taxonomy, samples: &Samples<'_>, config: &LearnConfig) -> Vec<SeedFile> {
    let hand = taxonomy.by_hand();
    let problem = Problem::new(&hand, samples, config);
    let every: Vec<usize> = (0..problem.rows.len()).collect();
    let model = problem.fit(&every, config);
    let thresholds = problem.thresholds(config);
    problem.seeds(hand.seeds(), &model, &thresholds, config)
}

/// A sparse row: numbers of terms with their values.
type Row = Vec<(u32, f32)>;

struct Problem {
    /// The terms, in the order of their columns.
    terms: Vec<String>,
    rows: Vec<Row>,
    /// What the hand's terms sum up to: articles × topics.
    hand: Array2<f32>,
    /// 1 where an article has a topic: articles × topics.
    labels: Array2<f32>,
}

/// What a fit finds.
struct Model {
    /// Terms × topics.
    weights: Array2<f32>,
    /// How much the hand's sum counts, by topic.
    scale: Array1<f32>,
    bias: Array1<f32>,
}

impl Problem {
    fn new(hand: &Taxonomy, samples: &Samples<'_>, config: &LearnConfig) -> Self {
        let mut candidates = hand.seeds().to_vec();
        let zero = SeedFile { any: WeightedTerms(vec![(0.0, candidate_terms(samples, config))]), ..SeedFile::default() };
        candidates.push(zero);
        let matrix = Matrix::new(&candidates);
        let topics = hand.topics().len();
        let tables = Tables { topics: matrix.table(samples.vocabulary, samples.weights), ..Tables::default() };
        let mut rows = Vec::with_capacity(samples.documents.len());
        let mut hand_sums = Array2::zeros((samples.documents.len(), topics));
        for (index, (article, document)) in samples.articles.iter().zip(samples.documents).enumerate() {
            let context = Context {
                article,
                document,
                vocabulary: samples.vocabulary,
                weights: samples.weights,
                stop: &[],
                tables: &tables,
            };
            let features = Hits::find(&matrix, &tables.topics, &context).features();
            let scored = sums(&matrix, &features);
            for (to, &sum) in hand_sums.row_mut(index).iter_mut().zip(&scored) {
                *to = sum as f32;
            }
            let terms = features.iter().filter_map(|feature| match feature.what {
                What::Phrase(phrase) => Some((phrase as u32, feature.value as f32)),
                What::Condition(_) => None,
            });
            rows.push(terms.collect());
        }
        let mut labels = Array2::zeros((rows.len(), topics));
        for (index, names) in samples.labels.iter().enumerate() {
            for (column, topic) in hand.topics().iter().enumerate() {
                labels[[index, column]] = f32::from(u8::from(names.contains(&topic.id)));
            }
        }
        Self { terms: matrix.words, rows, hand: hand_sums, labels }
    }

    /// Fits all topics on the articles `of`.
    fn fit(&self, of: &[usize], config: &LearnConfig) -> Model {
        let topics = self.labels.ncols();
        let mut model = Model {
            weights: Array2::zeros((self.terms.len(), topics)),
            scale: Array1::from_elem(topics, FIRST_SCALE),
            bias: Array1::zeros(topics),
        };
        let step = 1.0 / self.curvature(of);
        // The hand's sums and the constant are few and dense: they take Newton steps of their own between the
        // gradient steps of the sparse weights.
        let (mut ahead, mut momentum) = (model.weights.clone(), 1.0_f32);
        for _ in 0..config.steps {
            for _ in 0..2 {
                self.newton(of, &ahead, &mut model);
            }
            let errors = self.errors(of, &ahead, &model);
            let mut next = ahead.clone();
            for (errors, &index) in errors.outer_iter().zip(of) {
                for &(term, value) in &self.rows[index] {
                    next.row_mut(term as usize).scaled_add(-step * value, &errors);
                }
            }
            let (l1, shrink) = (step * config.l1, 1.0 / (1.0 + step * config.l2));
            next.mapv_inplace(|weight| weight.signum() * (weight.abs() - l1).max(0.0) * shrink);
            let faster = 0.5 * (1.0 + (1.0 + 4.0 * momentum * momentum).sqrt());
            let push = (momentum - 1.0) / faster;
            Zip::from(&mut ahead)
                .and(&next)
                .and(&model.weights)
                .for_each(|ahead, &next, &last| *ahead = next + push * (next - last));
            model.weights = next;
            momentum = faster;
        }
        let last = model.weights.clone();
        self.newton(of, &last, &mut model);
        model
    }

    /// Margins of one article over all topics.
    fn margin(&self, index: usize, weights: &Array2<f32>, model: &Model) -> Array1<f32> {
        let mut margin = &self.hand.row(index) * &model.scale + &model.bias;
        for &(term, value) in &self.rows[index] {
            margin.scaled_add(value, &weights.row(term as usize));
        }
        margin
    }

    /// Probability less label: articles × topics.
    fn errors(&self, of: &[usize], weights: &Array2<f32>, model: &Model) -> Array2<f32> {
        let mut errors = Array2::zeros((of.len(), self.labels.ncols()));
        for (mut row, &index) in errors.outer_iter_mut().zip(of) {
            row.assign(&(self.margin(index, weights, model).mapv(logistic) - self.labels.row(index)));
        }
        errors
    }

    /// One damped Newton step of each topic's scale and bias.
    fn newton(&self, of: &[usize], weights: &Array2<f32>, model: &mut Model) {
        let topics = self.labels.ncols();
        let errors = self.errors(of, weights, model);
        for topic in 0..topics {
            let (mut g, mut h) = ([0.0_f64; 2], [[NEWTON_RIDGE, 0.0], [0.0, NEWTON_RIDGE]]);
            for (errors, &index) in errors.outer_iter().zip(of) {
                let error = f64::from(errors[topic]);
                let probability = error + f64::from(self.labels[[index, topic]]);
                let curve = probability * (1.0 - probability);
                let x = f64::from(self.hand[[index, topic]]);
                g[0] += error * x;
                g[1] += error;
                h[0][0] += curve * x * x;
                h[0][1] += curve * x;
                h[1][1] += curve;
            }
            let det = h[0][0] * h[1][1] - h[0][1] * h[0][1];
            let scale = (h[1][1] * g[0] - h[0][1] * g[1]) / det;
            let bias = (h[0][0] * g[1] - h[0][1] * g[0]) / det;
            model.scale[topic] = (model.scale[topic] - scale.clamp(-0.2, 0.2) as f32).max(LEAST_SCALE);
            model.bias[topic] -= bias.clamp(-2.0, 2.0) as f32;
        }
    }

    /// Largest curvature of the loss in the sparse weights, by power iteration: a quarter of the largest eigenvalue of XᵀX.
    fn curvature(&self, of: &[usize]) -> f32 {
        let mut direction = Array1::<f32>::from_elem(self.terms.len(), 1.0);
        let mut eigenvalue = 1.0;
        for _ in 0..POWER_STEPS {
            let norm = direction.dot(&direction).sqrt().max(f32::MIN_POSITIVE);
            direction.mapv_inplace(|x| x / norm);
            let mut next = Array1::zeros(self.terms.len());
            for &index in of {
                let along: f32 = self.rows[index].iter().map(|&(term, value)| value * direction[term as usize]).sum();
                for &(term, value) in &self.rows[index] {
                    next[term as usize] += along * value;
                }
            }
            eigenvalue = direction.dot(&next);
            direction = next;
        }
        (eigenvalue * 0.25 * POWER_MARGIN).max(f32::MIN_POSITIVE)
    }

    /// By how much each topic's log-odds may fall below zero for the best F1 on held-out articles.
    fn thresholds(&self, config: &LearnConfig) -> Vec<f64> {
        let mut margins = Array2::<f32>::zeros(self.labels.dim());
        for fold in 0..config.folds {
            let (held, rest): (Vec<usize>, Vec<usize>) = (0..self.rows.len()).partition(|index| index % config.folds == fold);
            let model = self.fit(&rest, config);
            for index in held {
                margins.row_mut(index).assign(&self.margin(index, &model.weights, &model));
            }
        }
        margins
            .axis_iter(Axis(1))
            .zip(self.labels.axis_iter(Axis(1)))
            .map(|(margins, labels)| best_cut(margins.iter().copied().zip(labels.iter().map(|&label| label > 0.5)).collect()))
            .collect()
    }

    fn seeds(&self, hand: &[SeedFile], model: &Model, cuts: &[f64], config: &LearnConfig) -> Vec<SeedFile> {
        let learned = |topic: usize| {
            let mut weights: Vec<(&str, f64)> = self
                .terms
                .iter()
                .zip(model.weights.column(topic))
                .map(|(term, &weight)| (term.as_str(), (f64::from(weight) / WEIGHT_STEP).round() * WEIGHT_STEP))
                .filter(|&(_, weight)| weight != 0.0)
                .collect();
            weights.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.cmp(b.0)));
            weights.truncate(config.most_terms);
            Learned {
                hand: round3(f64::from(model.scale[topic]) * HAND_SCALE),
                threshold: round3(cuts[topic] - f64::from(model.bias[topic])),
                any: WeightedTerms::group(weights),
            }
        };
        hand.iter().enumerate().map(|(topic, seed)| SeedFile { learned: Some(learned(topic)), ..seed.clone() }).collect()
    }
}

/// How much the hand's sums count before learning has looked, against [`HAND_SCALE`].
const FIRST_SCALE: f32 = 1.0;
/// A hand's word never counts for nothing.
const LEAST_SCALE: f32 = 0.05;
/// Keeps Newton steps finite for a topic no sample has.
const NEWTON_RIDGE: f64 = 1e-3;
/// Power iterations; the estimate is only a step size.
const POWER_STEPS: usize = 12;
/// The estimate comes from below, so steps are taken a little shorter.
const POWER_MARGIN: f32 = 1.1;

/// Words of the samples that may be learned: content words of two characters or more that are no one's name.
fn candidate_terms(samples: &Samples<'_>, config: &LearnConfig) -> Vec<String> {
    let vocabulary = samples.vocabulary;
    let mut articles = vec![0_usize; vocabulary.len()];
    for document in samples.documents {
        for id in document.terms(vocabulary) {
            articles[id.index()] += 1;
        }
    }
    let fits = |class: WordClass, word: &str| class.is_content() && class != WordClass::Adverb && word.chars().count() > 1;
    vocabulary
        .words()
        .filter(|&(id, word)| articles[id.index()] >= config.least_articles && fits(vocabulary.class(id), word))
        .map(|(_, word)| word.to_owned())
        .collect()
}

/// The log-odds from which on an article should get a topic, for the best F1.
///
/// A quarter of the way back to zero is kept: the best cut of a few held-out articles is itself an estimate.
fn best_cut(mut scored: Vec<(f32, bool)>) -> f64 {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all = scored.iter().filter(|(_, has)| *has).count();
    let (mut hits, mut best, mut cut) = (0, 0.0, 0.0);
    for (index, &(margin, has)) in scored.iter().enumerate() {
        hits += usize::from(has);
        let f1 = 2.0 * hits as f64 / (index + 1 + all) as f64;
        if f1 > best {
            let next = scored.get(index + 1).map_or(margin, |&(next, _)| next);
            (best, cut) = (f1, f64::from(f32::midpoint(margin, next)));
        }
    }
    cut.clamp(LEAST_LOG_ODDS, -LEAST_LOG_ODDS) * 0.75
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

fn round3(x: f64) -> f64 {
    (x * 1e3).round() / 1e3
}
