//! Which records are worth labelling first.

use crate::{
    eval::{keywords, output::Output, ratio::Prf, summary::sentence_f1},
    record::Record,
};

/// Cut-off at which keywords of two systems are compared.
const KEYWORDS: usize = 8;

/// How to choose.
#[derive(Debug, Clone, Copy)]
pub enum Choice<'a> {
    /// Where two systems differ most, most first; equal ones are left out.
    Disagreements(&'a [Output]),
    /// Where the weakest topic given scores least, articles without a topic before all.
    Uncertain,
    /// At random, from a seed.
    Random(u64),
}

/// Places of at most `limit` of `records`, best first; `outputs` are what scores read of the same records.
pub fn choose(records: &[Record], outputs: &[Output], choice: Choice<'_>, limit: usize) -> Vec<usize> {
    let mut ranked: Vec<(f64, usize)> = match choice {
        Choice::Disagreements(others) => disagreements(outputs, others),
        Choice::Uncertain => (0..records.len()).map(|place| (certainty(&records[place]), place)).collect(),
        Choice::Random(seed) => {
            let mut draws = fastrand::Rng::with_seed(seed);
            (0..records.len()).map(|place| (draws.f64(), place)).collect()
        }
    };
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    ranked.into_iter().map(|(_, place)| place).take(limit).collect()
}

/// Agreement of the records both have, where it is not perfect.
fn disagreements(outputs: &[Output], others: &[Output]) -> Vec<(f64, usize)> {
    let others: rustc_hash::FxHashMap<&str, &Output> = others.iter().map(|other| (other.id.as_str(), other)).collect();
    let pairs = outputs.iter().enumerate().filter_map(|(place, output)| Some((place, output, *others.get(output.id.as_str())?)));
    pairs.map(|(place, output, other)| (agreement(output, other), place)).filter(|(agreement, _)| *agreement < 1.0).collect()
}

/// Mean F1 of topics, keywords and sentences of two systems; what neither gives, they agree on.
fn agreement(a: &Output, b: &Output) -> f64 {
    let unless_empty = |both_empty: bool, f1: f64| if both_empty { 1.0 } else { f1 };
    let common = a.topics.iter().filter(|topic| b.topics.contains(topic)).count() as f64;
    let topics = Prf::of_hits(common, a.topics.len() as f64, b.topics.len() as f64).f1;
    let [terms, _] = keywords::score(&a.keywords, &b.keywords, KEYWORDS);
    let summary = sentence_f1(&refs(&a.summary), &refs(&b.summary));
    let parts = [
        unless_empty(a.topics.is_empty() && b.topics.is_empty(), topics),
        unless_empty(a.keywords.is_empty() && b.keywords.is_empty(), terms.f1),
        unless_empty(a.summary.is_empty() && b.summary.is_empty(), summary),
    ];
    parts.iter().sum::<f64>() / parts.len() as f64
}

fn refs(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

/// Score of the weakest topic given; 0 without one.
fn certainty(record: &Record) -> f64 {
    record.topics.iter().flatten().map(|topic| topic.score).min_by(f64::total_cmp).unwrap_or(0.0)
}
