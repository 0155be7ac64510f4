//! Lint of a taxonomy: what an editor would want to know before a night's run.

use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    analyze::{
        Context,
        topics::{evidence::Hits, seed::SeedFile, taxonomy::Taxonomy},
    },
    text::StopWords,
};

/// Something wrong or doubtful in a topic's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The topic.
    pub topic: String,
    /// What was found, as a sentence without a full stop.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seeds/{}.toml: {}", self.topic, self.message)
    }
}

/// A term that alone carries more than this share of what a topic gets is a risk: one change of usage and it fails.
const MOST_OF_TOPIC: f64 = 0.6;

impl Taxonomy {
    /// What is wrong with the files by themselves, in the order of topics and lines. `stop` are words that say nothing
    /// anywhere ([`StopWords::meaningless`]).
    pub fn check(&self, stop: &StopWords) -> Vec<Finding> {
        let mut findings = Vec::new();
        for seed in self.seeds() {
            let mut find = |message: String| findings.push(Finding { topic: seed.id.clone(), message });
            if seed.any.iter().next().is_none() && seed.learned.is_none() && seed.when.is_empty() {
                find("has no term, so it is never found".to_owned());
            }
            let learned = seed.learned.iter().flat_map(|learned| learned.any.iter());
            for (part, terms) in [
                ("any", seed.any.iter().collect::<Vec<_>>()),
                ("title", seed.title.iter().collect()),
                ("learned.any", learned.collect()),
            ] {
                let mut seen = FxHashSet::default();
                for (term, weight) in terms {
                    if !seen.insert(term) {
                        find(format!("`{term}` stands twice under `{part}`; its weights add up"));
                    }
                    if term.trim().is_empty() {
                        find(format!("an empty term stands under `{part}`"));
                    }
                    if weight == 0.0 {
                        find(format!("`{term}` under `{part}` weighs nothing"));
                    }
                    if part != "learned.any" && stop.contains(term) {
                        find(format!("`{term}` is a stop word"));
                    }
                    if seed.none.iter().any(|none| none == term) {
                        find(format!("`{term}` stands under `{part}` and under `none`, so it never counts"));
                    }
                }
            }
            for when in seed.when.iter().filter(|when| when.all.len() < 2) {
                find(format!("a condition of {} lists is no condition; write its words under `any`", when.all.len()));
            }
        }
        findings
    }

    /// What is wrong with the files on the articles of a run: terms that never occur, terms that carry a topic nearly
    /// alone, topics that are never found.
    pub fn check_on<'a>(&self, articles: impl IntoIterator<Item = Context<'a>>) -> Vec<Finding> {
        let mut carried = Carried::new(self);
        let mut found = vec![0_usize; self.topics().len()];
        for context in articles {
            for topic in self.classify(&context) {
                if let Some(index) = self.topics().iter().position(|known| known.id == topic.id) {
                    found[index] += 1;
                }
            }
            carried.add(&context, |_| true);
        }
        let mut findings = Vec::new();
        for (index, seed) in self.seeds().iter().enumerate() {
            let mut find = |message: String| findings.push(Finding { topic: seed.id.clone(), message });
            if found[index] == 0 {
                find("no article has this topic".to_owned());
            }
            let all: f64 = carried.by_term(index).iter().map(|&(_, value)| value).sum();
            for (term, _) in carried.by_term(index).into_iter().filter(|&(_, value)| value > all * MOST_OF_TOPIC) {
                find(format!("`{term}` carries more than 60 % of this topic"));
            }
            let dead = dead_terms(seed, |term| self.matrix.phrases.get(term).is_some_and(|phrase| carried.occurs[phrase]));
            if !dead.is_empty() {
                find(format!("never seen: {}", dead.join("、")));
            }
        }
        findings
    }
}

/// What the terms of each topic brought it over some articles.
pub struct Carried<'t> {
    taxonomy: &'t Taxonomy,
    /// By topic: the sum of what each phrase added, where it spoke for the topic.
    sums: Vec<FxHashMap<usize, f64>>,
    /// Whether a phrase occurred at all.
    occurs: Vec<bool>,
}

impl<'t> Carried<'t> {
    /// Over no articles yet.
    pub fn new(taxonomy: &'t Taxonomy) -> Self {
        let sums = vec![FxHashMap::default(); taxonomy.topics().len()];
        Self { taxonomy, sums, occurs: vec![false; taxonomy.matrix.words.len()] }
    }

    /// Adds an article to the topics `of` says; `context.tables` must be those of the taxonomy.
    pub fn add(&mut self, context: &Context<'_>, of: impl Fn(&str) -> bool) {
        let table = &context.tables.topics;
        for feature in Hits::find(&self.taxonomy.matrix, table, context).features() {
            self.occurs[feature.phrase] = true;
            for entry in table.any(feature.phrase).iter().filter(|entry| entry.weight > 0.0) {
                let topic = entry.topic as usize;
                if of(&self.taxonomy.topics()[topic].id) {
                    *self.sums[topic].entry(feature.phrase).or_default() += feature.tf * f64::from(entry.weight);
                }
            }
        }
    }

    /// The terms of a topic with what they brought it, most first.
    pub fn by_term(&self, topic: usize) -> Vec<(&'t str, f64)> {
        let words = self.taxonomy.matrix.words.iter().enumerate();
        let mut terms: Vec<(&str, f64)> =
            words.filter_map(|(phrase, word)| Some((word.as_str(), *self.sums[topic].get(&phrase)?))).collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        terms
    }
}

/// The hand's terms that do not occur.
fn dead_terms(seed: &SeedFile, occurs: impl Fn(&str) -> bool) -> Vec<&str> {
    seed.any.iter().map(|(term, _)| term).filter(|term| !occurs(term)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_files_are_named() {
        let file = "id = \"sea\"\nname = \"海洋\"\nthreshold = 1.0\nnone = [\"海量\"]\n[any]\n2 = [\"灯塔\", \"海量\"]\n1 = [\"灯塔\"]\n0 = [\"浪\"]\n";
        let findings = Taxonomy::from_files([("sea.toml", file)]).unwrap().check(&StopWords::meaningless());
        let messages: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(
            messages,
            [
                "seeds/sea.toml: `海量` stands under `any` and under `none`, so it never counts",
                "seeds/sea.toml: `灯塔` stands twice under `any`; its weights add up",
                "seeds/sea.toml: `浪` under `any` weighs nothing",
            ]
        );
    }

    #[test]
    fn shipped_files_have_no_fault() {
        assert_eq!(Taxonomy::shipped().unwrap().check(&StopWords::meaningless()), []);
    }
}
