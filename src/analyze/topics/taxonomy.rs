//! The taxonomy: all topics, and the one way an article is scored against them.

use ndarray::Array1;

use crate::{
    analyze::{
        Context, Reason,
        topics::{
            evidence::{Feature, Hits, What},
            matrix::{Matrix, TopicTable},
            seed::SeedFile,
            shipped::SEEDS,
        },
    },
    error::{Error, Result},
    model::Weights,
    record::round,
    text::Vocabulary,
};

/// Score from which on an article gets a topic; the logistic function gives it where the sum meets the threshold.
const CUT: f64 = 0.5;
/// An article whose best topic reaches this much, but not [`CUT`], still gets that one: a reader finds an article under
/// some heading. Chosen on the labelled articles.
const CUT_OF_BEST: f64 = 0.2;
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
    /// In [0, 1]; one half where the sum of the terms meets the topic's threshold.
    pub score: f64,
    /// The terms that carried it, strongest first.
    pub evidence: Vec<String>,
}

/// All topics with their terms.
#[derive(Debug, Clone, Default)]
pub struct Taxonomy {
    topics: Vec<Topic>,
    seeds: Vec<SeedFile>,
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
        let mut seeds = indexmap::IndexMap::<String, SeedFile>::new();
        for (path, text) in files {
            let seed = SeedFile::parse(path, text)?;
            seeds.insert(seed.id.clone(), seed);
        }
        let seeds: Vec<SeedFile> = seeds.into_values().filter(|seed| !seed.disabled).collect();
        if seeds.is_empty() {
            return Err(Error::settings("the taxonomy has no topic left; every file says `disabled = true`"));
        }
        Ok(Self::new(seeds))
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
        Self { topics, matrix: Matrix::new(&seeds), seeds }
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
        Self::new(self.seeds.iter().map(|seed| SeedFile { learned: None, ..seed.clone() }).collect())
    }

    /// The taxonomy in the vocabulary of one run.
    pub fn table(&self, vocabulary: &Vocabulary, weights: &Weights) -> TopicTable {
        self.matrix.table(vocabulary, weights)
    }

    /// The topics of an article, primary first.
    pub fn classify(&self, context: &Context<'_>) -> Vec<TopicScore> {
        let scored = Scored::new(&self.matrix, context);
        let ranking = scored.ranking();
        let best = ranking.first().map_or(0.0, |&(_, score)| score);
        let cut = if best >= CUT { CUT } else { CUT_OF_BEST.max(best) };
        let chosen = ranking.into_iter().take_while(|&(_, score)| score >= cut && score > 0.0).take(MOST_TOPICS);
        chosen
            .map(|(index, score)| {
                let topic = &self.topics[index];
                let parts = scored.parts(index);
                let carried = parts.into_iter().filter(|part| part.value > 0.0).take(EVIDENCE);
                TopicScore {
                    id: topic.id.clone(),
                    name: topic.name.clone(),
                    iptc: topic.iptc.clone(),
                    score,
                    evidence: carried.map(|part| part.what.into_owned()).collect(),
                }
            })
            .collect()
    }

    /// Why each topic got its score, best first, topics below their threshold included.
    ///
    /// A topic's value is the logistic function of its one part, which is the sum of its terms less the threshold.
    pub fn explain(&self, context: &Context<'_>) -> Vec<Reason> {
        let scored = Scored::new(&self.matrix, context);
        let reason = |(index, score): (usize, f64)| {
            let mut parts = scored.parts(index);
            parts.push(Reason::leaf("threshold", -self.matrix.thresholds[index]));
            let margin = Reason { value: scored.margin(index), what: "sum".into(), parts };
            let what = format!("{}, logistic of the sum", self.topics[index].id);
            Reason { value: score, what: what.into(), parts: vec![margin] }
        };
        scored.ranking().into_iter().map(reason).collect()
    }
}

/// One article against all topics.
struct Scored<'a> {
    matrix: &'a Matrix,
    features: Vec<Feature>,
    /// Features of the topics from which something is hidden.
    hidden: Vec<(usize, Vec<Feature>)>,
    sums: Array1<f64>,
}

impl<'a> Scored<'a> {
    fn new(matrix: &'a Matrix, context: &Context<'a>) -> Self {
        let hits = Hits::find(matrix, &context.tables.topics, context);
        let features = hits.features();
        let sums = sums(matrix, &features);
        let hidden = hits.topics_with_hidden().into_iter().map(|topic| (topic, hits.features_for(topic))).collect();
        let mut scored = Self { matrix, features, hidden, sums };
        for index in 0..scored.hidden.len() {
            let topic = scored.hidden[index].0;
            scored.sums[topic] = scored.hidden[index].1.iter().map(|feature| scored.part(topic, feature)).sum();
        }
        scored
    }

    /// What one feature adds to a topic.
    fn part(&self, topic: usize, feature: &Feature) -> f64 {
        match feature.what {
            What::Phrase(phrase) => {
                let title = self.matrix.title_row[phrase].map_or(0.0, |row| f64::from(self.matrix.title[[row, topic]]));
                feature.value * f64::from(self.matrix.weights[[phrase, topic]]) + feature.title * title
            }
            What::Condition(number) => {
                let condition = &self.matrix.conditions[number];
                if condition.topic == topic { feature.value * f64::from(condition.weight) } else { 0.0 }
            }
        }
    }

    fn margin(&self, topic: usize) -> f64 {
        self.sums[topic] - self.matrix.thresholds[topic]
    }

    /// Topics with their rounded scores, best first, equals in the order of the taxonomy.
    fn ranking(&self) -> Vec<(usize, f64)> {
        let score = |topic| if self.sums[topic] > 0.0 { round(logistic(self.margin(topic))) } else { 0.0 };
        let mut ranking: Vec<(usize, f64)> = (0..self.sums.len()).map(|topic| (topic, score(topic))).collect();
        ranking.sort_by(|a, b| b.1.total_cmp(&a.1));
        ranking
    }

    /// What each term adds to a topic, strongest first.
    fn parts(&self, topic: usize) -> Vec<Reason> {
        let hidden = self.hidden.iter().find(|(of, _)| *of == topic);
        let features = hidden.map_or(&self.features, |(_, features)| features);
        let mut parts: Vec<Reason> = features
            .iter()
            .map(|feature| Reason::leaf(self.name(feature.what), self.part(topic, feature)))
            .filter(|part| part.value != 0.0)
            .collect();
        parts.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.what.cmp(&b.what)));
        parts
    }

    fn name(&self, what: What) -> String {
        match what {
            What::Phrase(phrase) => self.matrix.words[phrase].clone(),
            What::Condition(number) => {
                let lists = self.matrix.conditions[number].all.iter();
                let first = |list: &Vec<usize>| list.first().map_or("", |&phrase| self.matrix.words[phrase].as_str());
                lists.map(first).collect::<Vec<_>>().join("+")
            }
        }
    }
}

/// What the features add up to, by topic: the sparse article times the terms × topics matrix.
pub(super) fn sums(matrix: &Matrix, features: &[Feature]) -> Array1<f64> {
    let mut sums = Array1::zeros(matrix.thresholds.len());
    for feature in features {
        match feature.what {
            What::Phrase(phrase) => {
                sums.zip_mut_with(&matrix.weights.row(phrase), |sum, &weight| *sum += feature.value * f64::from(weight));
                if feature.title > 0.0
                    && let Some(row) = matrix.title_row[phrase]
                {
                    sums.zip_mut_with(&matrix.title.row(row), |sum, &weight| *sum += feature.title * f64::from(weight));
                }
            }
            What::Condition(number) => {
                let condition = &matrix.conditions[number];
                sums[condition.topic] += feature.value * f64::from(condition.weight);
            }
        }
    }
    sums
}

/// 1 / (1 + e^-x).
fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
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
