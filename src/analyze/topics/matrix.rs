//! The terms × topics matrix: what every phrase of the taxonomy says for every topic.

use std::ops::Range;

use ndarray::{Array1, Array2, ArrayView1};

use crate::{
    analyze::{
        phrases::{PhraseId, PhraseIndex, Phrases},
        topics::seed::SeedFile,
    },
    model::Weights,
    text::Vocabulary,
};

/// All seed files compiled: one row per phrase, one column per topic.
#[derive(Debug, Clone, Default)]
pub(super) struct Matrix {
    /// The phrases; a row of [`Matrix::weights`] each.
    pub phrases: Phrases,
    /// The phrases as the files write them.
    pub words: Vec<String>,
    /// What a phrase counts wherever it stands: phrases × topics.
    pub weights: Array2<f32>,
    /// What a phrase counts on top in the head block: rows named by [`Matrix::title_row`] × topics.
    pub title: Array2<f32>,
    /// The row of [`Matrix::title`] of each phrase that has one.
    pub title_row: Vec<Option<usize>>,
    /// The topics each phrase hides its inside from; mostly empty.
    pub hides: Vec<Vec<usize>>,
    /// What words count for together.
    pub conditions: Vec<CompiledCondition>,
    /// The conditions whose first list holds each phrase.
    pub begins: Vec<Vec<usize>>,
    /// The phrases whose places matter, because they hide something or stand in a condition.
    pub placed: Vec<bool>,
    /// The sum at which terms speak neither for nor against a topic, by topic.
    pub thresholds: Array1<f64>,
    /// Log-odds a topic needs.
    pub odds: Array1<f64>,
    /// What the strongest other topic and all others together count, by topic.
    pub beside: Vec<[f64; 2]>,
    /// How much sooner a topic comes first, in log-odds.
    pub first: Array1<f64>,
    /// How much sooner where another topic is there too: topics × other topics.
    pub order: Array2<f64>,
}

/// A [`super::Condition`] with its words as phrases.
#[derive(Debug, Clone)]
pub(super) struct CompiledCondition {
    pub topic: usize,
    pub all: Vec<Vec<PhraseId>>,
    pub within: Option<usize>,
    pub weight: f32,
}

impl Matrix {
    /// Compiles the files; topics are numbered in their order.
    pub(super) fn new(seeds: &[SeedFile]) -> Self {
        let mut matrix = Self::default();
        for seed in seeds {
            let learned = seed.learned.iter().flat_map(|learned| learned.any.iter());
            let weighed = seed.any.iter().chain(seed.title.iter()).chain(learned).map(|(term, _)| term);
            let together = seed.when.iter().flat_map(|when| when.all.iter().flatten());
            for term in weighed.chain(seed.none.iter().chain(together).map(String::as_str)) {
                matrix.phrase(term);
            }
        }
        matrix.weights = Array2::zeros((matrix.phrases.len(), seeds.len()));
        matrix.hides = vec![Vec::new(); matrix.phrases.len()];
        matrix.title_row = vec![None; matrix.phrases.len()];
        matrix.placed = vec![false; matrix.phrases.len()];
        matrix.begins = vec![Vec::new(); matrix.phrases.len()];
        matrix.thresholds = seeds.iter().map(SeedFile::needed).collect();
        matrix.odds = seeds.iter().map(SeedFile::odds).collect();
        matrix.beside = seeds.iter().map(SeedFile::beside).collect();
        matrix.first = seeds.iter().map(SeedFile::first).collect();
        matrix.order = Array2::from_shape_fn((seeds.len(), seeds.len()), |(topic, other)| seeds[topic].order(&seeds[other].id));
        let mut titles = Vec::new();
        for (topic, seed) in seeds.iter().enumerate() {
            let scale = seed.hand_scale();
            let learned = seed.learned.iter().flat_map(|learned| learned.any.iter());
            for (term, weight) in seed.any.iter().map(|(term, weight)| (term, weight * scale)).chain(learned) {
                let row = matrix.phrase(term);
                matrix.weights[[row, topic]] += weight as f32;
            }
            for (term, weight) in seed.title.iter() {
                titles.push((matrix.phrase(term), topic, (weight * scale) as f32));
            }
            for term in &seed.none {
                let row = matrix.phrase(term);
                matrix.hides[row].push(topic);
                matrix.placed[row] = true;
            }
            for when in &seed.when {
                let all: Vec<Vec<_>> =
                    when.all.iter().map(|list| list.iter().map(|term| matrix.phrase(term)).collect()).collect();
                let weight = (when.weight * scale) as f32;
                all.iter().flatten().for_each(|&phrase: &PhraseId| matrix.placed[phrase] = true);
                let number = matrix.conditions.len();
                all.iter().take(1).flatten().for_each(|&phrase| matrix.begins[phrase].push(number));
                matrix.conditions.push(CompiledCondition { topic, all, within: when.within, weight });
            }
        }
        matrix.set_titles(&titles, seeds.len());
        matrix
    }

    fn phrase(&mut self, term: &str) -> PhraseId {
        let id = self.phrases.insert(term);
        if id == self.words.len() {
            self.words.push(term.to_owned());
        }
        id
    }

    fn set_titles(&mut self, titles: &[(PhraseId, usize, f32)], topics: usize) {
        let mut rows = 0;
        for &(phrase, _, _) in titles {
            if self.title_row[phrase].is_none() {
                self.title_row[phrase] = Some(rows);
                rows += 1;
            }
        }
        self.title = Array2::zeros((rows, topics));
        for &(phrase, topic, weight) in titles {
            if let Some(row) = self.title_row[phrase] {
                self.title[[row, topic]] += weight;
            }
        }
    }

    /// What a run looks up by term id: the phrases, and what each says for the topics, times how rare it is in the run.
    pub(super) fn table(&self, vocabulary: &Vocabulary, weights: &Weights) -> TopicTable {
        let idf: Vec<f64> = self.words.iter().map(|phrase| idf(phrase, vocabulary, weights)).collect();
        let mut table = TopicTable { index: self.phrases.index(vocabulary), idf, ..TopicTable::default() };
        for (phrase, &idf) in table.idf.iter().enumerate() {
            let row = |weights: ArrayView1<'_, f32>, entries: &mut Vec<Entry>| {
                let begin = entries.len() as u32;
                let said = weights.iter().enumerate().filter(|&(_, &weight)| weight != 0.0);
                entries.extend(said.map(|(topic, &weight)| Entry { topic: topic as u32, weight: weight * idf as f32 }));
                begin..entries.len() as u32
            };
            table.any.push(row(self.weights.row(phrase), &mut table.entries));
            let title = self.title_row[phrase].map(|title| row(self.title.row(title), &mut table.entries));
            table.title.push(title.unwrap_or_default());
        }
        table
    }
}

/// The taxonomy in the vocabulary of one run.
#[derive(Debug, Clone, Default)]
pub struct TopicTable {
    pub(super) index: PhraseIndex,
    /// Inverse document frequency of each phrase.
    pub(super) idf: Vec<f64>,
    /// The rows of the terms × topics matrix without their zeros, weights times idf.
    entries: Vec<Entry>,
    /// By phrase: what it counts wherever it stands.
    any: Vec<Range<u32>>,
    /// By phrase: what it counts on top in the head block; empty for most.
    title: Vec<Range<u32>>,
}

/// What a phrase says for one topic.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub topic: u32,
    /// Weight times idf.
    pub weight: f32,
}

impl TopicTable {
    /// What a phrase says for the topics wherever it stands.
    pub(super) fn any(&self, phrase: PhraseId) -> &[Entry] {
        self.row(&self.any[phrase])
    }

    /// What a phrase says for the topics on top in the head block.
    pub(super) fn title(&self, phrase: PhraseId) -> &[Entry] {
        self.row(&self.title[phrase])
    }

    fn row(&self, range: &Range<u32>) -> &[Entry] {
        &self.entries[range.start as usize..range.end as usize]
    }
}

/// How rare a phrase is: that of its rarest word, cutting off the longest word the vocabulary knows each time. Counts
/// know words only, and a phrase is at least as rare as each word in it.
fn idf(phrase: &str, vocabulary: &Vocabulary, weights: &Weights) -> f64 {
    let mut rest = phrase;
    let mut rarest: f64 = 1.0;
    while let Some(first) = rest.chars().next() {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
        let known = ends.filter_map(|end| Some((vocabulary.id(&rest[..end])?, end))).find(|&(id, _)| weights.df(id) > 0);
        let end = known.map_or(first.len_utf8(), |(_, end)| end);
        rarest = rarest.max(known.map_or(1.0, |(id, _)| weights.idf(id)));
        rest = &rest[end..];
    }
    rarest
}
