//! Lint of a taxonomy: what an editor would want to know before a night's run.

use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    analyze::{
        Context,
        topics::{
            evidence::{Hits, What},
            seed::SeedFile,
            taxonomy::Taxonomy,
        },
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

/// Codes the IPTC took back, with what to write instead where one code took over.
const RETIRED: [(&str, Option<&str>); 11] = [
    ("20000211", Some("20000210")),
    ("20000212", Some("20000210")),
    ("20000215", Some("20000210")),
    ("20000216", Some("20000210")),
    ("20000261", Some("20000256")),
    ("20000271", None),
    ("20000342", Some("20000337")),
    ("20000601", Some("20000598")),
    ("20000603", Some("20000598")),
    ("20000604", Some("20000598")),
    ("20000634", None),
];

/// A term that alone carries more than this share of what a topic gets is a risk: one change of usage and it fails.
const MOST_OF_TOPIC: f64 = 0.6;

impl Taxonomy {
    /// What is wrong with the files by themselves, in the order of topics and lines. `stop` are words that say nothing
    /// anywhere ([`StopWords::meaningless`]).
    pub fn check(&self, stop: &StopWords) -> Vec<Finding> {
        let mut findings = Vec::new();
        for seed in self.seeds() {
            let mut find = |message: String| findings.push(Finding { topic: seed.id.clone(), message });
            if let Some(message) = code_fault(&seed.iptc) {
                find(message);
            }
            if seed.any.iter().next().is_none() && seed.learned.is_none() && seed.when.is_empty() {
                find("has no term, so it is never found".to_owned());
            }
            let mut seen = FxHashSet::default();
            for (term, _) in seed.any.iter() {
                if !seen.insert(term) {
                    find(format!("`{term}` stands twice under `any`; its weights add up"));
                }
                if stop.contains(term) {
                    find(format!("`{term}` is a stop word"));
                }
                if seed.none.iter().any(|none| none == term) {
                    find(format!("`{term}` stands under `any` and under `none`, so it never counts"));
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
        let mut carried = vec![FxHashMap::<usize, f64>::default(); self.topics().len()];
        let mut found = vec![0_usize; self.topics().len()];
        let mut occurs = FxHashSet::default();
        for context in articles {
            for topic in self.classify(&context) {
                if let Some(index) = self.topics().iter().position(|known| known.id == topic.id) {
                    found[index] += 1;
                }
            }
            for feature in Hits::find(&self.matrix, &context.tables.topics, &context).features() {
                let What::Phrase(phrase) = feature.what else { continue };
                occurs.insert(phrase);
                for (topic, &weight) in self.matrix.weights.row(phrase).iter().enumerate().filter(|&(_, &weight)| weight > 0.0) {
                    *carried[topic].entry(phrase).or_default() += feature.value * f64::from(weight);
                }
            }
        }
        let mut findings = Vec::new();
        for (index, seed) in self.seeds().iter().enumerate() {
            let mut find = |message: String| findings.push(Finding { topic: seed.id.clone(), message });
            if found[index] == 0 {
                find("no article has this topic".to_owned());
            }
            let phrases: Vec<usize> = (0..self.matrix.words.len()).filter(|phrase| carried[index].contains_key(phrase)).collect();
            let all: f64 = phrases.iter().map(|phrase| carried[index][phrase]).sum();
            for phrase in phrases.into_iter().filter(|phrase| carried[index][phrase] > all * MOST_OF_TOPIC) {
                find(format!("`{}` carries more than 60 % of this topic", self.matrix.words[phrase]));
            }
            let dead = dead_terms(seed, |term| self.matrix.phrases.get(term).is_some_and(|phrase| occurs.contains(&phrase)));
            if !dead.is_empty() {
                find(format!("never seen: {}", dead.join("、")));
            }
        }
        findings
    }
}

/// The hand's terms that do not occur.
fn dead_terms(seed: &SeedFile, occurs: impl Fn(&str) -> bool) -> Vec<&str> {
    seed.any.iter().map(|(term, _)| term).filter(|term| !occurs(term)).collect()
}

/// What is wrong with an IPTC code; an empty one is none.
fn code_fault(iptc: &str) -> Option<String> {
    if iptc.is_empty() {
        return None;
    }
    let digits = iptc.strip_prefix("medtop:").filter(|d| d.len() == 8 && d.bytes().all(|b| b.is_ascii_digit()));
    let Some(digits) = digits else {
        return Some(format!("expected a code such as medtop:20000373, found {iptc}"));
    };
    let &(_, instead) = RETIRED.iter().find(|(code, _)| *code == digits)?;
    Some(match instead {
        Some(instead) => format!("{iptc} is retired; write medtop:{instead}"),
        None => format!("{iptc} is retired"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_files_are_named() {
        let file = "id = \"sea\"\nname = \"海洋\"\niptc = \"medtop:20000601\"\nthreshold = 1.0\nnone = [\"海量\"]\n[any]\n2 = [\"灯塔\", \"海量\"]\n1 = [\"灯塔\"]\n";
        let findings = Taxonomy::from_files([("sea.toml", file)]).unwrap().check(&StopWords::meaningless());
        let messages: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(
            messages,
            [
                "seeds/sea.toml: medtop:20000601 is retired; write medtop:20000598",
                "seeds/sea.toml: `海量` stands under `any` and under `none`, so it never counts",
                "seeds/sea.toml: `灯塔` stands twice under `any`; its weights add up",
            ]
        );
    }

    #[test]
    fn shipped_files_have_no_fault() {
        assert_eq!(Taxonomy::shipped().unwrap().check(&StopWords::meaningless()), []);
    }
}
