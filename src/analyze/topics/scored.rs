//! One article against all topics: the sums, and the parts they are made of.

use std::cmp::Ordering;

use crate::{
    analyze::{
        Context, Reason, logistic,
        phrases::PhraseId,
        topics::{
            beside::{Beside, beside},
            evidence::{Feature, Hits},
            matrix::{Entry, Matrix, TopicTable},
        },
    },
    record::round,
};

/// One article against all topics.
pub(super) struct Scored<'a> {
    matrix: &'a Matrix,
    table: &'a TopicTable,
    hits: Hits<'a>,
    /// Every term with its weight in the article, in the order of first occurrence.
    features: Vec<Feature>,
    /// The topics from which something is hidden.
    hidden: Vec<usize>,
    /// The conditions that are met, with their weight.
    conditions: Vec<(usize, f64)>,
    /// What the terms add up to, by topic.
    sums: Vec<f64>,
    /// What the other topics of the article are to each.
    beside: Vec<Beside>,
}

impl<'a> Scored<'a> {
    pub(super) fn new(matrix: &'a Matrix, context: &Context<'a>) -> Self {
        let table = &context.tables.topics;
        let hits = Hits::find(matrix, table, context);
        let mut sums = vec![0.0; matrix.thresholds.len()];
        let add = |sums: &mut [f64], row: &[Entry], tf: f64| {
            for entry in row {
                sums[entry.topic as usize] += tf * f64::from(entry.weight);
            }
        };
        let features: Vec<Feature> = hits.features().collect();
        for feature in &features {
            add(&mut sums, table.any(feature.phrase), feature.tf);
            if feature.title_tf > 0.0 {
                add(&mut sums, table.title(feature.phrase), feature.title_tf);
            }
        }
        let (hidden, conditions) = (hits.topics_with_hidden(), hits.conditions());
        for &topic in &hidden {
            sums[topic] = hits.features_for(topic).iter().map(|feature| part(table, topic, feature)).sum();
        }
        for &(number, value) in &conditions {
            let condition = &matrix.conditions[number];
            sums[condition.topic] += value * f64::from(condition.weight);
        }
        let alone: Vec<f64> = sums.iter().zip(&matrix.thresholds).map(|(sum, threshold)| sum - threshold).collect();
        Self { matrix, table, hits, features, hidden, conditions, sums, beside: beside(&alone) }
    }

    /// What the terms of a topic add up to.
    pub(super) fn sum(&self, topic: usize) -> f64 {
        self.sums[topic]
    }

    /// How far the log-odds of a topic are above what it needs.
    pub(super) fn margin(&self, topic: usize) -> f64 {
        self.log_odds(topic) - self.matrix.odds[topic]
    }

    /// The log-odds that the article has the topic: what its terms say, and what the other topics say.
    pub(super) fn log_odds(&self, topic: usize) -> f64 {
        self.sums[topic] - self.matrix.thresholds[topic] + self.rival(topic).1 + self.others(topic)
    }

    /// The strongest other topic and what it counts.
    pub(super) fn rival(&self, topic: usize) -> (usize, f64) {
        let Beside { rival, odds, .. } = self.beside[topic];
        (rival, self.matrix.beside[topic][0] * odds)
    }

    /// What all other topics count.
    pub(super) fn others(&self, topic: usize) -> f64 {
        self.matrix.beside[topic][1] * self.beside[topic].shares
    }

    /// The written score: the logistic function of the log-odds, rounded; 0 where no term says anything for the topic.
    pub(super) fn score(&self, topic: usize) -> f64 {
        if self.sums[topic] > 0.0 { round(logistic(self.log_odds(topic))) } else { 0.0 }
    }

    /// Some topics in the order an article bears them, equals in the order they came in.
    pub(super) fn ranked(&self, mut topics: Vec<usize>) -> Vec<usize> {
        let shares: Vec<f64> = (0..self.sums.len()).map(|topic| logistic(self.log_odds(topic))).collect();
        let mut places = vec![0.0; self.sums.len()];
        for &topic in &topics {
            let company: f64 = self.matrix.order.row(topic).iter().zip(&shares).map(|(order, share)| order * share).sum();
            places[topic] = self.log_odds(topic) + self.matrix.first[topic] + company;
        }
        topics.sort_by(|&a, &b| places[b].total_cmp(&places[a]));
        topics
    }

    /// What each term adds to a topic, strongest first.
    pub(super) fn parts(&self, topic: usize) -> Vec<Reason> {
        let mut parts: Vec<Reason> =
            self.values(topic).into_iter().map(|(value, what)| Reason::leaf(self.name(what), value)).collect();
        parts.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.what.cmp(&b.what)));
        parts
    }

    /// The `most` terms that speak most for a topic, strongest first; only these are named, which is where time would go.
    pub(super) fn evidence(&self, topic: usize, most: usize) -> Vec<String> {
        let mut strongest: Vec<(f64, What)> = Vec::with_capacity(most + 1);
        for (value, what) in self.values(topic) {
            // Most terms say less than the least of those kept.
            if value <= 0.0 || (strongest.len() == most && strongest.last().is_some_and(|&(least, _)| value < least)) {
                continue;
            }
            let after = |&(other, before): &(f64, What)| match other.total_cmp(&value) {
                Ordering::Equal => self.name(before) <= self.name(what),
                order => order == Ordering::Greater,
            };
            let at = strongest.partition_point(after);
            if at < most {
                strongest.truncate(most - 1);
                strongest.insert(at, (value, what));
            }
        }
        strongest.into_iter().map(|(_, what)| self.name(what)).collect()
    }

    /// What terms and conditions add to a topic.
    fn values(&self, topic: usize) -> Vec<(f64, What)> {
        let value = |feature: &Feature| (part(self.table, topic, feature), What::Term(feature.phrase));
        let mut values: Vec<(f64, What)> = if self.hidden.contains(&topic) {
            self.hits.features_for(topic).iter().map(value).collect()
        } else {
            self.features.iter().map(value).collect()
        };
        let met = self.conditions.iter().filter(|(number, _)| self.matrix.conditions[*number].topic == topic);
        values.extend(
            met.map(|&(number, value)| (value * f64::from(self.matrix.conditions[number].weight), What::Condition(number))),
        );
        values.retain(|&(value, _)| value != 0.0);
        values
    }

    fn name(&self, what: What) -> String {
        match what {
            What::Term(phrase) => self.matrix.words[phrase].clone(),
            What::Condition(number) => {
                let firsts = self.matrix.conditions[number].all.iter().filter_map(|list| list.first());
                firsts.map(|&phrase| self.matrix.words[phrase].as_str()).collect::<Vec<_>>().join("+")
            }
        }
    }
}

/// What adds to a topic.
#[derive(Debug, Clone, Copy)]
enum What {
    Term(PhraseId),
    Condition(usize),
}

/// What one term adds to a topic.
fn part(table: &TopicTable, topic: usize, feature: &Feature) -> f64 {
    let weight =
        |row: &[Entry]| row.iter().find(|entry| entry.topic as usize == topic).map_or(0.0, |entry| f64::from(entry.weight));
    let anywhere = feature.tf * weight(table.any(feature.phrase));
    if feature.title_tf > 0.0 { anywhere + feature.title_tf * weight(table.title(feature.phrase)) } else { anywhere }
}
