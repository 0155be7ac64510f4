//! Labelled articles, as both forms of label files give them.

use std::path::PathBuf;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use zhaibao::{
    analyze::{Context, Samples, Tables, Taxonomy, TopicSample},
    article::Article,
    batch::{Edition, Engine, Intake, IntakeOptions, Sequence},
    eval::{
        gold::{GoldArticle, Labels},
        tasks::TopicKeys,
    },
    input::{LineKind, ReadOptions, gather},
    model::{Counts, Weights},
    story::{Print, groups},
};

use crate::cli::{
    labels::{read, read_articles},
    outcome::usage,
    settings::Session,
    terminal::Terminal,
};

/// Articles with their labels and their words.
pub(super) struct Labelled {
    pub(super) gold: Vec<GoldArticle>,
    /// The channel of each article in the words of its source, where the labels are channels.
    pub(super) channels: Vec<Option<String>>,
    /// The labelled articles, then those nobody labelled.
    pub(super) articles: Vec<Article>,
    /// How many of the articles, the first ones, say what scores mean.
    pub(super) deciding: usize,
    edition: Edition,
    weights: Weights,
}

/// The files a command reads.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Files<'a> {
    /// Labelled articles that say what scores mean.
    pub(super) labels: &'a [PathBuf],
    /// Labelled articles that teach weights only.
    pub(super) also: &'a [PathBuf],
    /// Articles nobody labelled.
    pub(super) unlabelled: &'a [PathBuf],
}

/// Unlabelled articles that are read, at most: evenly from all of them. More do not change which words go together.
const MOST_UNLABELLED: usize = 20_000;

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
    pub(super) fn read(files: Files<'_>, taxonomy: &Taxonomy, engine: &Engine, session: &Session) -> anyhow::Result<Self> {
        let terminal = Terminal::new(session.quiet);
        let keys = TopicKeys::new(taxonomy.topics().iter().map(|topic| (topic.id.clone(), topic.name.clone())).collect());
        let (mut gold, mut channels, mut deciding) = (Vec::new(), Vec::new(), 0);
        let paths = [files.labels, files.also].concat();
        for (number, path) in paths.iter().enumerate() {
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
            if number < files.labels.len() {
                deciding = gold.len();
            }
        }
        if deciding == 0 {
            let names: Vec<String> = files.labels.iter().map(|path| path.display().to_string()).collect();
            return Err(usage(format!("no labelled article in {}", names.join(", "))));
        }
        let known = |id: &String| taxonomy.topics().iter().any(|topic| topic.id == *id);
        for article in &gold {
            if let Some(unknown) = article.views().iter().flat_map(|view| &view.topics).find(|id| !known(id)) {
                return Err(usage(format!("{} is labelled `{unknown}`, which is no topic of the taxonomy", article.id)));
            }
        }
        let mut articles = articles(&paths, &gold)?;
        articles.extend(unlabelled(files.unlabelled, &articles, &terminal)?);
        let edition = engine.read(&articles);
        let weights = Weights::new(&engine.lexicon, &edition.vocabulary, &Counts::default());
        Ok(Self { gold, channels, articles, deciding, edition, weights })
    }

    /// Fails where one of these channels has no article.
    pub(super) fn must_have(&self, channels: &[String]) -> anyhow::Result<()> {
        let has = |name: &String| self.channels.iter().flatten().any(|channel| channel == name);
        match channels.iter().find(|name| !has(name)) {
            Some(unknown) => Err(usage(format!("no article is of the channel `{unknown}`"))),
            None => Ok(()),
        }
    }

    /// How many labelled articles.
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
                decides: place < self.deciding,
            }
        };
        Samples {
            articles: of.iter().map(sample).collect(),
            unlabelled: self.edition.documents[self.len()..].iter().collect(),
            vocabulary: &self.edition.vocabulary,
            weights: &self.weights,
        }
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
    let mut by_id: FxHashMap<String, Article> =
        intake(paths, LineKind::Articles)?.into_iter().filter_map(|article| Some((article.id.clone()?, article))).collect();
    gold.iter()
        .map(|labelled| {
            by_id.remove(&labelled.id).ok_or_else(|| usage(format!("article {} cannot be read, or is there twice", labelled.id)))
        })
        .collect()
}

fn intake(paths: &[PathBuf], lines: LineKind) -> anyhow::Result<Vec<Article>> {
    let options = IntakeOptions { read: ReadOptions { encoding: None, lines }, sequence: Sequence::AsGiven };
    Ok(Intake::read(&gather(paths, None)?, &options, &Terminal::new(true))?.articles)
}

/// The articles nobody labelled, without those that print the text of a labelled one.
fn unlabelled(paths: &[PathBuf], labelled: &[Article], terminal: &Terminal) -> anyhow::Result<Vec<Article>> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let found = intake(paths, LineKind::ByKeys)?;
    let step = found.len().div_ceil(MOST_UNLABELLED).max(1);
    // Texts too short to be told apart by their sentences are known by all their letters.
    let texts: FxHashSet<&str> = labelled.iter().map(|article| article.text.as_str()).collect();
    let some: Vec<Article> = found.into_iter().step_by(step).filter(|article| !texts.contains(article.text.as_str())).collect();
    let prints: Vec<Print> = labelled.iter().chain(&some).collect::<Vec<_>>().into_par_iter().map(Print::new).collect();
    let groups = groups(&prints);
    let (of_labelled, of_rest) = groups.split_at(labelled.len());
    let known: FxHashSet<u32> = of_labelled.iter().copied().collect();
    let new: Vec<Article> =
        some.into_iter().zip(of_rest).filter(|(_, group)| !known.contains(group)).map(|(article, _)| article).collect();
    if new.is_empty() {
        return Err(usage("no unlabelled article but those that are labelled too"));
    }
    terminal.say(&format!("zhaibao: {} unlabelled articles, one in {step} of all", new.len()));
    Ok(new)
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
