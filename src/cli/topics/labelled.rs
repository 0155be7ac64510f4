//! Labelled articles, as both forms of label files give them.

use std::path::PathBuf;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use zhaibao::{
    analyze::{Context, Samples, Tables, Taxonomy, TopicSample},
    article::Article,
    batch::{Edition, Engine, Intake, IntakeOptions, Sequence},
    eval::gold::{GoldArticle, Labels},
    input::{LineKind, ReadOptions, gather},
    model::{Counts, Weights},
};

use crate::cli::{
    labels::{read, read_articles, topics},
    outcome::usage,
    settings::Session,
    terminal::Terminal,
};

/// Articles with their labels and their words.
pub(super) struct Labelled {
    pub(super) gold: Vec<GoldArticle>,
    /// The channel of each article in the words of its source, where the labels are channels.
    pub(super) channels: Vec<Option<String>>,
    pub(super) articles: Vec<Article>,
    edition: Edition,
    weights: Weights,
}

/// A line of a source that sorts its articles into channels.
#[derive(Deserialize)]
struct ChannelLine {
    id: String,
    text: String,
    topic: Option<String>,
    category: Option<String>,
}

impl Labelled {
    /// Reads label files; the tokenizer and the background are those of `engine`.
    pub(super) fn read(paths: &[PathBuf], taxonomy: &Taxonomy, engine: &Engine, session: &Session) -> anyhow::Result<Self> {
        let terminal = Terminal::new(session.quiet);
        let keys = topics(session)?;
        let (mut gold, mut channels) = (Vec::new(), Vec::new());
        for path in paths {
            let text = read(path)?;
            let name = path.display();
            if is_channels(&text) {
                let (found, unnamed) = read_channels(&name.to_string(), &text)?;
                if unnamed > 0 {
                    terminal.say(&format!("zhaibao: {name}: {unnamed} articles have no topic and are left out"));
                }
                for (article, channel) in found {
                    gold.push(article);
                    channels.push(Some(channel));
                }
            } else {
                let found = read_articles(std::slice::from_ref(path), &keys, &terminal)?;
                channels.extend(found.iter().map(|_| None));
                gold.extend(found);
            }
        }
        let known = |id: &String| taxonomy.topics().iter().any(|topic| topic.id == *id);
        for article in &gold {
            if let Some(unknown) = article.views().iter().flat_map(|view| &view.topics).find(|id| !known(id)) {
                return Err(usage(format!("{} is labelled `{unknown}`, which is no topic of the taxonomy", article.id)));
            }
        }
        let articles = articles(paths, &gold)?;
        let edition = engine.read(&articles);
        let weights = Weights::new(&engine.lexicon, &edition.vocabulary, &Counts::default());
        Ok(Self { gold, channels, articles, edition, weights })
    }

    /// How many articles.
    pub(super) fn len(&self) -> usize {
        self.gold.len()
    }

    /// What the learner reads of the articles `of`.
    pub(super) fn samples(&self, of: &[usize]) -> Samples<'_> {
        let sample = |&place: &usize| {
            let views = self.gold[place].views();
            let mut topics = indexmap::IndexMap::<String, f64>::new();
            for topic in views.iter().flat_map(|view| &view.topics) {
                *topics.entry(topic.clone()).or_default() += 1.0 / views.len() as f64;
            }
            TopicSample {
                article: &self.articles[place],
                document: &self.edition.documents[place],
                topics: topics.into_iter().map(|(topic, share)| (topic, share.min(1.0))).collect(),
                first: self.gold[place].labels.topics.first().cloned(),
            }
        };
        let articles = of.iter().map(sample).collect();
        Samples { articles, vocabulary: &self.edition.vocabulary, weights: &self.weights }
    }

    /// The lists of a taxonomy in the vocabulary of these articles.
    pub(super) fn tables(&self, taxonomy: &Taxonomy) -> Tables {
        Tables { topics: taxonomy.table(&self.edition.vocabulary, &self.weights), ..Tables::default() }
    }

    /// What a taxonomy reads of one article.
    pub(super) fn context<'a>(&'a self, place: usize, tables: &'a Tables) -> Context<'a> {
        Context {
            article: &self.articles[place],
            document: &self.edition.documents[place],
            vocabulary: &self.edition.vocabulary,
            weights: &self.weights,
            stop: &[],
            tables,
        }
    }
}

/// The articles as the intake reads them, in the order of the labels.
fn articles(paths: &[PathBuf], gold: &[GoldArticle]) -> anyhow::Result<Vec<Article>> {
    let options = IntakeOptions { read: ReadOptions { encoding: None, lines: LineKind::Articles }, sequence: Sequence::AsGiven };
    let intake = Intake::read(&gather(paths, None)?, &options, &Terminal::new(true))?;
    let mut by_id: FxHashMap<String, Article> =
        intake.articles.into_iter().filter_map(|article| Some((article.id.clone()?, article))).collect();
    gold.iter()
        .map(|labelled| {
            by_id.remove(&labelled.id).ok_or_else(|| usage(format!("article {} cannot be read, or is there twice", labelled.id)))
        })
        .collect()
}

fn is_channels(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let keys: serde_json::Value = serde_json::from_str(first).unwrap_or_default();
    keys.get("topic").is_some() && keys.get("topics").is_none()
}

/// The articles of a channel file with their channels, and how many have none.
fn read_channels(name: &str, text: &str) -> anyhow::Result<(Vec<(GoldArticle, String)>, usize)> {
    let (mut found, mut unnamed) = (Vec::new(), 0);
    for (nth, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line: ChannelLine =
            serde_json::from_str(line).map_err(|error| usage(format!("{name}:{}: no channel label: {error}", nth + 1)))?;
        let Some(topic) = line.topic else {
            unnamed += 1;
            continue;
        };
        let channel = line.category.unwrap_or_else(|| topic.clone());
        let labels = Labels { topics: vec![topic], ..Labels::default() };
        found.push((GoldArticle { id: line.id, text: line.text, labels, ..GoldArticle::default() }, channel));
    }
    Ok((found, unnamed))
}
