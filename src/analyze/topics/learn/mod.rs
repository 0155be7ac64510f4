//! Learns term weights from labelled articles: what they add to the hand's.
//!
//! One logistic regression per topic against the rest, over the same tf-idf values the classifier reads ([`problem`],
//! [`fit`]). The hand's sum of a topic is one feature of its own and is not penalised, so learning starts from what an
//! editor wrote; all other weights are held down by an elastic net (Zou and Hastie 2005). Words that keep the same company
//! share weight along directions of meaning ([`direction`]), which also reaches words no labelled article has. What is
//! kept are the terms that do most, so that each topic stays a list a person can read ([`list`]). What the sums mean
//! (how sure, what other topics count, from where on, which topic first) is read off articles held out from the fit
//! ([`decide`]). Nothing depends on chance or on the number of threads.

mod candidate;
mod decide;
mod direction;
mod fit;
mod list;
mod precedence;
mod problem;

use rayon::prelude::*;

use crate::{
    analyze::topics::{
        seed::{HAND_SCALE, Learned, SeedFile, WeightedTerms},
        taxonomy::Taxonomy,
    },
    article::Article,
    model::Weights,
    text::{Document, Vocabulary},
};

use self::{
    decide::{Decisions, HeldOut},
    list::Lists,
    problem::Problem,
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
    /// A word must occur in so many labelled articles.
    pub least_articles: usize,
    /// A phrase of two words must occur in so many labelled articles.
    pub least_articles_of_phrase: usize,
    /// A name of a person, place or body, and a word no lexicon knows, must occur in so many labelled articles.
    pub least_articles_of_name: usize,
    /// Directions of meaning along which words share weight.
    pub directions: usize,
    /// How many terms a topic learns at most.
    pub most_terms: usize,
    /// Parts of the cross-validation that reads thresholds and odds.
    pub folds: usize,
}

impl Default for LearnConfig {
    fn default() -> Self {
        Self {
            l1: 0.15,
            l2: 1.0,
            steps: 120,
            least_articles: 3,
            least_articles_of_phrase: 12,
            least_articles_of_name: 6,
            directions: 150,
            most_terms: 1500,
            folds: 4,
        }
    }
}

/// A labelled article.
#[derive(Clone)]
pub struct Sample<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its words.
    pub document: &'a Document,
    /// Its topics with the share of annotators who gave them, in [0, 1]; ids the taxonomy lacks are passed over.
    pub topics: Vec<(String, f64)>,
    /// Its first topic.
    pub first: Option<String>,
    /// Whether what sums mean is read off it; else it teaches weights only.
    pub decides: bool,
}

/// Labelled articles of one run.
pub struct Samples<'a> {
    /// The articles.
    pub articles: Vec<Sample<'a>>,
    /// Articles nobody labelled: which words go together is learned from them too.
    pub unlabelled: Vec<&'a Document>,
    /// What the ids mean.
    pub vocabulary: &'a Vocabulary,
    /// How rare each term is.
    pub weights: &'a Weights,
}

/// Step of the written weights: finer would make lines of one term each.
const WEIGHT_STEP: f64 = 0.01;

/// The seed files of `taxonomy` with freshly learned parts; what they had learned before is forgotten. A topic no article
/// has stays as it is.
pub fn learn(taxonomy: &Taxonomy, samples: &Samples<'_>, config: &LearnConfig) -> Vec<SeedFile> {
    let hand = taxonomy.by_hand();
    let problem = Problem::new(&hand, samples, config);
    let every: Vec<usize> = (0..problem.len()).collect();
    // The last "fold" holds nothing out: it is the model that is written.
    let mut models: Vec<(Vec<usize>, Lists)> = (0..=config.folds)
        .into_par_iter()
        .map(|fold| {
            let (held, rest): (Vec<usize>, Vec<usize>) = every.iter().partition(|&index| index % config.folds.max(1) == fold);
            (held, Lists::new(&problem, problem.fit(&rest, config), config.most_terms))
        })
        .collect();
    let Some((_, model)) = models.pop() else { return taxonomy.seeds().to_vec() };
    let decisions = HeldOut::new(&problem, &models).decide();
    written(taxonomy, &problem, &model, &decisions)
}

/// The files, with what was found as their learned parts.
fn written(taxonomy: &Taxonomy, problem: &Problem, model: &Lists, decisions: &Decisions) -> Vec<SeedFile> {
    let slope = decisions.slope;
    let order = |topic: usize| {
        let beside = decisions.precedence.order.row(topic).to_vec().into_iter().enumerate();
        let told = beside.map(|(other, odds)| (other, (odds * 1e2).round() / 1e2 + 0.0)).filter(|&(_, odds)| odds != 0.0);
        told.map(|(other, odds)| (taxonomy.topics()[other].id.clone(), odds)).collect()
    };
    let learned = |topic: usize| {
        let round = |weight: f32| (f64::from(weight) * slope / WEIGHT_STEP).round() * WEIGHT_STEP;
        let terms = problem.terms().iter().zip(model.weights.column(topic));
        let mut weights: Vec<(&str, f64)> =
            terms.map(|(term, &weight)| (term.as_str(), round(weight))).filter(|&(_, weight)| weight != 0.0).collect();
        weights.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.cmp(b.0)));
        Learned {
            hand: round3(f64::from(model.scale[topic]) * slope * HAND_SCALE),
            threshold: round3(-f64::from(model.bias[topic]) * slope - decisions.offset),
            odds: round3(decisions.cut),
            rival: round3(decisions.rival),
            others: round3(decisions.others),
            first: round3(decisions.precedence.first[topic]),
            order: order(topic),
            any: WeightedTerms::group(weights),
        }
    };
    let seed = |(topic, seed): (usize, &SeedFile)| {
        let learned = if problem.has(topic) { Some(learned(topic)) } else { seed.learned.clone() };
        SeedFile { learned, ..seed.clone() }
    };
    taxonomy.seeds().iter().enumerate().map(seed).collect()
}

fn round3(x: f64) -> f64 {
    (x * 1e3).round() / 1e3 + 0.0 // no -0
}
