//! The taxonomy: all topics, and the one way an article is scored against them.

use crate::{
    analyze::{
        Context, Reason,
        topics::{
            matrix::{Matrix, TopicTable},
            scored::Scored,
            seed::SeedFile,
            shipped::SEEDS,
        },
    },
    error::{Error, Result},
    model::Weights,
    text::Vocabulary,
};

/// An article none of whose topics has the odds it needs still gets the surest of them if that is no further below: a reader
/// finds an article under some heading. In log-odds; chosen on the labelled articles.
const LEAST_OF_BEST: f64 = -1.6;
/// How many topics an article gets at most: hand labels have one to three, rarely four.
const MOST_TOPICS: usize = 4;
/// How many terms are named as evidence.
const EVIDENCE: usize = 5;

/// A topic of the taxonomy.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Topic {
    /// The key: file stem of `seeds/<id>.toml`.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// IPTC Media Topic code, `medtop:…`.
    pub iptc: Option<String>,
}

/// A topic an article got.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicScore {
    /// The key.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// IPTC Media Topic code.
    pub iptc: Option<String>,
    /// In [0, 1]: about how often a person gives the topic to articles of this score.
    pub score: f64,
    /// The terms that carried it, strongest first.
    pub evidence: Vec<String>,
}

/// All topics with their terms.
#[derive(Debug, Clone, Default)]
pub struct Taxonomy {
    topics: Vec<Topic>,
    seeds: Vec<SeedFile>,
    texts: Vec<String>,
    pub(super) matrix: Matrix,
}

impl Taxonomy {
    /// The taxonomy that ships in the binary.
    pub fn shipped() -> Result<Self> {
        Self::from_files(SEEDS.iter().copied())
    }

    /// The shipped taxonomy changed by files of the user's: a file of a shipped id takes its place, one that says
    /// `disabled = true` removes it, any other adds a topic.
    pub fn overlaid<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Result<Self> {
        Self::from_files(SEEDS.iter().copied().chain(files))
    }

    /// A taxonomy of these files (path, content), topics in their order; of two files of one id the later holds.
    pub fn from_files<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Result<Self> {
        let mut known = indexmap::IndexMap::<String, (SeedFile, String)>::new();
        for (path, text) in files {
            let seed = SeedFile::parse(path, text)?;
            known.insert(seed.id.clone(), (seed, text.to_owned()));
        }
        let (seeds, texts): (Vec<_>, Vec<_>) = known.into_values().filter(|(seed, _)| !seed.disabled).unzip();
        if seeds.is_empty() {
            return Err(Error::settings("the taxonomy has no topic left; every file says `disabled = true`"));
        }
        Ok(Self { texts, ..Self::new(seeds) })
    }

    /// A taxonomy of these seeds.
    pub fn new(seeds: Vec<SeedFile>) -> Self {
        let topics = seeds
            .iter()
            .map(|seed| Topic {
                id: seed.id.clone(),
                name: seed.name.clone(),
                iptc: (!seed.iptc.is_empty()).then(|| seed.iptc.clone()),
            })
            .collect();
        Self { topics, matrix: Matrix::new(&seeds), texts: vec![String::new(); seeds.len()], seeds }
    }

    /// The topics, in the order of their files.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The files the topics were made of, in the same order.
    pub fn seeds(&self) -> &[SeedFile] {
        &self.seeds
    }

    /// The taxonomy without what was learned: the hand's seeds alone.
    pub fn by_hand(&self) -> Self {
        let seeds = self.seeds.iter().map(|seed| SeedFile { learned: None, ..seed.clone() }).collect();
        Self { texts: self.texts.clone(), ..Self::new(seeds) }
    }

    /// The taxonomy in the vocabulary of one run.
    pub fn table(&self, vocabulary: &Vocabulary, weights: &Weights) -> TopicTable {
        self.matrix.table(vocabulary, weights)
    }

    /// The files' texts, in the order of the topics; empty for topics that came from no file.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// The topics of an article, primary first.
    pub fn classify(&self, context: &Context<'_>) -> Vec<TopicScore> {
        let scored = Scored::new(&self.matrix, context);
        let mut surest: Vec<usize> = (0..self.topics.len()).filter(|&topic| scored.score(topic) > 0.0).collect();
        surest.sort_by(|&a, &b| scored.margin(b).total_cmp(&scored.margin(a)));
        let given = surest.iter().filter(|&&topic| scored.margin(topic) >= 0.0).count().min(MOST_TOPICS);
        let least = |&topic: &usize| given > 0 || scored.margin(topic) >= LEAST_OF_BEST;
        let chosen: Vec<usize> = surest.into_iter().take(given.max(1)).filter(least).collect();
        let named = |topic: usize| {
            let Topic { id, name, iptc } = self.topics[topic].clone();
            TopicScore { id, name, iptc, score: scored.score(topic), evidence: scored.evidence(topic, EVIDENCE) }
        };
        scored.ranked(chosen).into_iter().map(named).collect()
    }

    /// The log-odds of every topic, in the order of the taxonomy, whether an article has it or not.
    pub fn log_odds(&self, context: &Context<'_>) -> Vec<f64> {
        let scored = Scored::new(&self.matrix, context);
        (0..self.topics.len()).map(|topic| scored.log_odds(topic)).collect()
    }

    /// Why each topic got its score: those the article got, in their order, then the nearest miss and all others.
    ///
    /// A topic's value is the logistic function of its one part, the log-odds: the sum of its terms, less the threshold,
    /// and what the other topics of the article count.
    pub fn explain(&self, context: &Context<'_>) -> Vec<Reason> {
        let scored = Scored::new(&self.matrix, context);
        let given = self.classify(context);
        let mut order: Vec<usize> = (0..self.topics.len()).collect();
        order.sort_by(|&a, &b| scored.margin(b).total_cmp(&scored.margin(a)));
        let of = |topic: &usize| self.topics[*topic].id.as_str();
        let place = |topic: &usize| given.iter().position(|given| given.id == of(topic));
        order.sort_by_key(|topic| place(topic).unwrap_or(usize::MAX));
        let mut missed = 0;
        let reason = |topic: usize| {
            let mut parts = scored.parts(topic);
            parts.push(Reason::leaf("threshold", -self.matrix.thresholds[topic]));
            let (rival, counts) = scored.rival(topic);
            let beside = [
                Reason::leaf(format!("the strongest other topic is {}", of(&rival)), counts),
                Reason::leaf("how sure all other topics are", scored.others(topic)),
            ];
            parts.extend(beside.into_iter().filter(|part| part.value != 0.0));
            let needed = self.matrix.odds[topic];
            let sum = Reason { value: scored.log_odds(topic), what: format!("sum; it takes {needed:.2}").into(), parts };
            let verdict = if place(&topic).is_some() {
                ""
            } else {
                missed += 1;
                if missed == 1 { ", not given: the nearest miss" } else { ", not given" }
            };
            let what = format!("{}, logistic of the sum{verdict}", of(&topic));
            Reason { value: scored.score(topic), what: what.into(), parts: vec![sum] }
        };
        order.into_iter().map(reason).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::testing::with_article;

    const SEA: &str = "id = \"sea\"\nname = \"海洋\"\nthreshold = 2.0\nnone = [\"灯塔水母\"]\n[any]\n4 = [\"灯塔\", \"渔船\"]\n[title]\n4 = [\"渔船\"]\n[[when]]\nall = [[\"出海\", \"远航\"], [\"季节\"]]\nwithin = 3\nweight = 4.0\n";
    const SKY: &str = "id = \"sky\"\nname = \"天空\"\nthreshold = 2.0\n[any]\n4 = [\"云层\"]\n";

    fn sum(title: &str, text: &str) -> f64 {
        let taxonomy = Taxonomy::from_files([("sea.toml", SEA), ("sky.toml", SKY)]).unwrap();
        with_article(taxonomy, title, text, |analyzer, context| {
            let reasons = analyzer.taxonomy.explain(context);
            let sea = reasons.iter().find(|reason| reason.what.starts_with("sea")).unwrap();
            sea.parts[0].parts.iter().filter(|part| part.what != "threshold").map(|part| part.value).sum()
        })
    }

    #[test]
    fn terms_titles_exclusions_and_conditions_count() {
        let plain = sum("", "渔船回港。");
        assert!(plain > 0.0);
        assert!(sum("渔船回港", "天气很好。") > plain, "a title counts more");
        assert!(sum("", "渔船回港。渔船又回港。") > plain, "twice counts more than once");
        assert_eq!(sum("", "天气很好。"), 0.0);
        assert!(sum("", "远处有灯塔。") > 0.0);
        assert_eq!(sum("", "灯塔水母是一种水母。"), 0.0, "hidden by `none`");
        assert!(sum("", "出海的季节到了。") > 0.0, "near enough");
        assert_eq!(sum("", "出海。今年天气一直很好，人们都说，这是个好季节。"), 0.0, "too far apart");
    }

    #[test]
    fn the_numbers_explained_are_the_numbers_used() {
        let text = "本市举行渔船消防演练，消防救援人员向渔民讲解灭火器的使用方法。渔港附近的小学也派学生参加。";
        with_article(Taxonomy::shipped().unwrap(), "渔港举行消防演练", text, |analyzer, context| {
            let topics = analyzer.taxonomy.classify(context);
            let reasons = analyzer.taxonomy.explain(context);
            assert_eq!(reasons.len(), analyzer.taxonomy.topics().len(), "misses are explained as well");
            for (topic, reason) in topics.iter().zip(&reasons) {
                assert_eq!((topic.score, reason.what.starts_with(&topic.id)), (reason.value, true));
            }
            for reason in &reasons {
                let margin = &reason.parts[0];
                let parts: f64 = margin.parts.iter().map(|part| part.value).sum();
                assert!((margin.value - parts).abs() < 1e-6, "{} is not the sum of its parts", reason.what);
            }
            assert_eq!(topics[0].id, "emergency");
            assert!(topics[0].evidence.iter().any(|term| term.contains("消防")));
        });
    }

    #[test]
    fn a_user_edits_adds_and_removes_topics_by_file() {
        let no_sports = "id = \"sports\"\nname = \"体育\"\ndisabled = true\n";
        let taxonomy = Taxonomy::overlaid([("my/sea.toml", SEA), ("my/sports.toml", no_sports)]).unwrap();
        let ids: Vec<&str> = taxonomy.topics().iter().map(|topic| topic.id.as_str()).collect();
        assert!(ids.contains(&"sea") && !ids.contains(&"sports"));
        assert_eq!(ids.len(), SEEDS.len());
    }

    #[test]
    fn an_empty_article_has_no_topic() {
        with_article(Taxonomy::shipped().unwrap(), "", "", |analyzer, context| {
            assert_eq!(analyzer.taxonomy.classify(context), []);
        });
    }
}
