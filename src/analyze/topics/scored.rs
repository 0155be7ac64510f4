//! One article against all topics: the sums, and the parts they are made of.

use crate::{
    analyze::{
        Context, Reason,
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
        for feature in hits.features() {
            add(&mut sums, table.any(feature.phrase), feature.tf);
            if feature.title_tf > 0.0 {
                add(&mut sums, table.title(feature.phrase), feature.title_tf);
            }
        }
        for topic in hits.topics_with_hidden() {
            sums[topic] = hits.features_for(topic).iter().map(|feature| part(table, topic, feature)).sum();
        }
        for (number, value) in hits.conditions() {
            let condition = &matrix.conditions[number];
            sums[condition.topic] += value * f64::from(condition.weight);
        }
        let alone: Vec<f64> = sums.iter().zip(&matrix.thresholds).map(|(sum, threshold)| sum - threshold).collect();
        Self { matrix, table, hits, sums, beside: beside(&alone) }
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

    /// The topics in the order an article bears them, equals in the order of the taxonomy.
    pub(super) fn ranking(&self) -> Vec<usize> {
        let place = |topic: usize| self.log_odds(topic) + self.matrix.first[topic];
        let mut ranking: Vec<usize> = (0..self.sums.len()).collect();
        ranking.sort_by(|&a, &b| place(b).total_cmp(&place(a)));
        ranking
    }

    /// What each term adds to a topic, strongest first.
    pub(super) fn parts(&self, topic: usize) -> Vec<Reason> {
        let name = |phrase: usize| self.matrix.words[phrase].clone();
        let leaf = |feature: Feature| Reason::leaf(name(feature.phrase), part(self.table, topic, &feature));
        let mut parts: Vec<Reason> = if self.hits.topics_with_hidden().contains(&topic) {
            self.hits.features_for(topic).into_iter().map(leaf).collect()
        } else {
            self.hits.features().map(leaf).collect()
        };
        for (number, value) in self.hits.conditions() {
            let condition = &self.matrix.conditions[number];
            if condition.topic == topic {
                let lists = condition.all.iter().map(|list| list.first().map_or_else(String::new, |&phrase| name(phrase)));
                parts.push(Reason::leaf(lists.collect::<Vec<_>>().join("+"), value * f64::from(condition.weight)));
            }
        }
        parts.retain(|part| part.value != 0.0);
        parts.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.what.cmp(&b.what)));
        parts
    }
}

/// What one term adds to a topic.
fn part(table: &TopicTable, topic: usize, feature: &Feature) -> f64 {
    let weight =
        |row: &[Entry]| row.iter().find(|entry| entry.topic as usize == topic).map_or(0.0, |entry| f64::from(entry.weight));
    feature.tf * weight(table.any(feature.phrase)) + feature.title_tf * weight(table.title(feature.phrase))
}

/// 1 / (1 + e^-x).
pub(super) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}
