//! Topics against topics: micro and macro figures, first topic, exact sets, and which topic is taken for which.

use std::ops::AddAssign;

use crate::eval::ratio::Prf;

/// Number of a topic among the names of an evaluation.
pub(super) type TopicNumber = usize;

/// All topic names of an evaluation, sorted; their places are the numbers everything else counts by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicNames(Vec<String>);

impl TopicNames {
    /// The names, each once.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a String>) -> Self {
        let mut names: Vec<String> = names.cloned().collect();
        names.sort_unstable();
        names.dedup();
        Self(names)
    }

    /// The names in order.
    pub fn names(&self) -> &[String] {
        &self.0
    }

    fn numbers(&self, names: &[String]) -> Vec<TopicNumber> {
        names.iter().filter_map(|name| self.0.binary_search(name).ok()).collect()
    }
}

/// How often a topic was wanted, given, and both; fractions where several annotators share an article.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TopicCount {
    /// Articles the gold gives it.
    pub gold: f64,
    /// Articles the system gives it.
    pub got: f64,
    /// Articles both give it.
    pub both: f64,
}

impl TopicCount {
    /// Precision, recall and F1 of the topic.
    pub fn prf(self) -> Prf {
        Prf::of_hits(self.both, self.got, self.gold)
    }
}

impl AddAssign for TopicCount {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.got += other.got;
        self.both += other.both;
    }
}

/// What one article, or one view of it, adds to the topic figures.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TopicScore {
    /// Weight of the views that have topics.
    pub weight: f64,
    /// Part of it whose first topic is the gold's first.
    pub primary: f64,
    /// Part of it whose set of topics is the gold's.
    pub exact: f64,
    /// Counts of the topics named on either side.
    pub(super) counts: Vec<(TopicNumber, TopicCount)>,
    /// Gold topic, topic the system gave in its place (`None`: none), weight. Hits stand as a topic with itself.
    pub(super) confused: Vec<(Option<TopicNumber>, Option<TopicNumber>, f64)>,
}

impl TopicScore {
    /// Adds one view of weight `weight`; a view without topics says nothing.
    pub(super) fn add(&mut self, names: &TopicNames, gold: &[String], got: &[String], weight: f64) {
        if gold.is_empty() {
            return;
        }
        self.weight += weight;
        self.primary += if gold.first() == got.first() { weight } else { 0.0 };
        let unique = |list: &[String]| {
            let mut numbers = names.numbers(list);
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        };
        let (gold, got) = (unique(gold), unique(got));
        self.exact += if gold == got { weight } else { 0.0 };
        for &topic in &gold {
            let both = if got.contains(&topic) { weight } else { 0.0 };
            self.counts.push((topic, TopicCount { gold: weight, got: both, both }));
        }
        for &topic in got.iter().filter(|topic| !gold.contains(topic)) {
            self.counts.push((topic, TopicCount { got: weight, ..TopicCount::default() }));
        }
        self.confuse(&gold, &got, weight);
    }

    /// Every missed topic was taken for every topic given too much, in equal parts; what has no partner stands alone.
    fn confuse(&mut self, gold: &[TopicNumber], got: &[TopicNumber], weight: f64) {
        let missed: Vec<_> = gold.iter().copied().filter(|topic| !got.contains(topic)).collect();
        let spare: Vec<_> = got.iter().copied().filter(|topic| !gold.contains(topic)).collect();
        let hits = gold.iter().filter(|topic| got.contains(topic));
        self.confused.extend(hits.map(|&topic| (Some(topic), Some(topic), weight)));
        if spare.is_empty() {
            self.confused.extend(missed.iter().map(|&topic| (Some(topic), None, weight)));
        } else if missed.is_empty() {
            self.confused.extend(spare.iter().map(|&topic| (None, Some(topic), weight)));
        } else {
            let part = weight / spare.len() as f64;
            for &gold in &missed {
                self.confused.extend(spare.iter().map(|&got| (Some(gold), Some(got), part)));
            }
        }
    }
}

/// Topic sums over many articles.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TopicTotals {
    /// Articles with topics.
    pub weight: f64,
    /// Of these, first topic right.
    pub primary: f64,
    /// Of these, set of topics right.
    pub exact: f64,
    /// Counts by number of the topic.
    pub counts: Vec<TopicCount>,
}

impl TopicTotals {
    pub(super) fn new(names: &TopicNames) -> Self {
        Self { counts: vec![TopicCount::default(); names.0.len()], ..Self::default() }
    }

    /// Precision, recall and F1 over all decisions.
    pub fn micro(&self) -> Prf {
        let mut all = TopicCount::default();
        self.counts.iter().for_each(|&count| all += count);
        all.prf()
    }

    /// Means over the topics the gold names.
    pub fn macro_average(&self) -> Prf {
        let topics: Vec<Prf> = self.counts.iter().filter(|count| count.gold > 0.0).map(|count| count.prf()).collect();
        let mean = |of: fn(&Prf) -> f64| topics.iter().map(of).sum::<f64>() / topics.len().max(1) as f64;
        Prf { precision: mean(|prf| prf.precision), recall: mean(|prf| prf.recall), f1: mean(|prf| prf.f1) }
    }
}

impl AddAssign<&TopicScore> for TopicTotals {
    fn add_assign(&mut self, score: &TopicScore) {
        self.weight += score.weight;
        self.primary += score.primary;
        self.exact += score.exact;
        for &(topic, count) in &score.counts {
            self.counts[topic] += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totals(rows: &[(&[&str], &[&str])]) -> TopicTotals {
        let own = |list: &[&str]| list.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let all: Vec<String> = rows.iter().flat_map(|(gold, got)| own(&[*gold, *got].concat())).collect();
        let names = TopicNames::new(all.iter());
        let mut totals = TopicTotals::new(&names);
        for (gold, got) in rows {
            let mut score = TopicScore::default();
            score.add(&names, &own(gold), &own(got), 1.0);
            totals += &score;
        }
        totals
    }

    #[test]
    fn micro_macro_primary_and_exact() {
        let totals = totals(&[(&["trade", "region"], &["trade"]), (&["law"], &["law", "trade"]), (&[], &["law"])]);
        let micro = totals.micro();
        assert_eq!((micro.precision, micro.recall), (2.0 / 3.0, 2.0 / 3.0));
        assert_eq!(totals.macro_average().recall, 2.0 / 3.0);
        assert_eq!((totals.weight, totals.primary, totals.exact), (2.0, 2.0, 0.0));
    }

    #[test]
    fn what_was_taken_for_what() {
        let names = TopicNames::new(["a", "b", "c"].map(String::from).iter());
        let mut score = TopicScore::default();
        score.add(&names, &["a".into(), "b".into()], &["b".into(), "c".into()], 1.0);
        assert_eq!(score.confused, [(Some(1), Some(1), 1.0), (Some(0), Some(2), 1.0)]);
        let mut missed = TopicScore::default();
        missed.add(&names, &["a".into()], &[], 0.5);
        assert_eq!(missed.confused, [(Some(0), None, 0.5)]);
    }
}
