//! Which terms of the taxonomy an article holds, and how much each weighs there.

use crate::analyze::{
    Context,
    phrases::{IndexedText, PhraseId},
    topics::matrix::{CompiledCondition, Matrix, TopicTable},
};

/// How many times an occurrence in the head block counts. Chosen on the labelled articles.
const HEAD_COUNT: f64 = 3.0;
/// How many times an occurrence at the beginning of the text counts. Chosen on the labelled articles.
const LEAD_COUNT: f64 = 1.5;
/// How many words are the beginning of the text: about the first three sentences.
const LEAD_WORDS: usize = 80;
/// Words of text per square of the length norm: with it a term that dominates an article of any length weighs about 1.
const WORDS_PER_UNIT: f64 = 4.0;
/// Shorter texts are normalised as if they had this many words, so that one word in a caption is not yet a topic.
const FEWEST_WORDS: f64 = 60.0;
/// How rare a condition is taken to be: as a term in one of about fifty articles.
const CONDITION_IDF: f64 = 5.0;

/// A term of the taxonomy in an article, or a condition that is met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Feature {
    /// What it is.
    pub what: What,
    /// tf-idf by the length of the article.
    pub value: f64,
    /// The same of its occurrences in the head block alone.
    pub title: f64,
}

/// What a feature is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The phrase of this number.
    Phrase(PhraseId),
    /// The condition of this number.
    Condition(usize),
}

/// An occurrence of a phrase.
#[derive(Debug, Clone, Copy)]
struct Hit {
    phrase: u32,
    /// Words of head or body it takes.
    start: u32,
    end: u32,
    in_head: bool,
}

/// All occurrences of taxonomy phrases in one article.
pub(super) struct Hits<'a> {
    matrix: &'a Matrix,
    table: &'a TopicTable,
    found: Vec<Hit>,
    norm: f64,
}

impl<'a> Hits<'a> {
    /// Finds them: one look-up per word.
    pub(super) fn find(matrix: &'a Matrix, table: &'a TopicTable, context: &Context<'_>) -> Self {
        let mut hits = Vec::new();
        let document = context.document;
        for (tokens, in_head) in [(&document.head, true), (&document.body, false)] {
            let text = IndexedText { tokens, vocabulary: context.vocabulary, index: &table.index };
            for at in 0..tokens.len() {
                matrix.phrases.each_at(&text, at, |phrase, words| {
                    hits.push(Hit { phrase: phrase as u32, start: words.start as u32, end: words.end as u32, in_head });
                });
            }
        }
        let words = (document.head.len() + document.body.len()) as f64;
        Self { matrix, table, found: hits, norm: (words.max(FEWEST_WORDS) / WORDS_PER_UNIT).sqrt() }
    }

    /// The topics from which some phrase here hides something; their features are [`Hits::features_for`].
    pub(super) fn topics_with_hidden(&self) -> Vec<usize> {
        let mut topics: Vec<usize> =
            self.found.iter().flat_map(|hit| self.matrix.hides[hit.phrase as usize].iter().copied()).collect();
        topics.sort_unstable();
        topics.dedup();
        topics
    }

    /// Every term and condition with its weight in this article, terms in the order of their numbers.
    pub(super) fn features(&self) -> Vec<Feature> {
        self.weigh(self.found.clone())
    }

    /// The same without what is hidden from `topic`.
    pub(super) fn features_for(&self, topic: usize) -> Vec<Feature> {
        let hiding: Vec<&Hit> = self.found.iter().filter(|hit| self.matrix.hides[hit.phrase as usize].contains(&topic)).collect();
        let hidden = |hit: &Hit| hiding.iter().any(|by| by.in_head == hit.in_head && by.start <= hit.start && hit.end <= by.end);
        self.weigh(self.found.iter().copied().filter(|hit| !hidden(hit)).collect())
    }

    fn weigh(&self, mut hits: Vec<Hit>) -> Vec<Feature> {
        hits.sort_by_key(|hit| hit.phrase);
        let mut features = Vec::new();
        for same in hits.chunk_by(|a, b| a.phrase == b.phrase) {
            let phrase = same[0].phrase as usize;
            let idf = self.table.idf[phrase] / self.norm;
            let counts = |in_head: bool| same.iter().filter(move |hit| hit.in_head == in_head);
            let head = counts(true).count() as f64 * HEAD_COUNT;
            let body: f64 = counts(false).map(|hit| if (hit.start as usize) < LEAD_WORDS { LEAD_COUNT } else { 1.0 }).sum();
            features.push(Feature {
                what: What::Phrase(phrase),
                value: (head + body).ln_1p() * idf,
                title: if head > 0.0 { head.ln_1p() * idf } else { 0.0 },
            });
        }
        for (number, condition) in self.matrix.conditions.iter().enumerate() {
            let times = met(condition, &hits);
            if times > 0 {
                let value = (times as f64).ln_1p() * CONDITION_IDF / self.norm;
                features.push(Feature { what: What::Condition(number), value, title: 0.0 });
            }
        }
        features
    }
}

/// How often the words of the first list stand with one of every other list.
fn met(condition: &CompiledCondition, hits: &[Hit]) -> usize {
    let Some((first, others)) = condition.all.split_first() else { return 0 };
    let of = |list: &'_ [PhraseId]| -> Vec<Hit> {
        list.iter()
            .flat_map(|&phrase| {
                let from = hits.partition_point(|hit| (hit.phrase as usize) < phrase);
                hits[from..].iter().take_while(move |hit| hit.phrase as usize == phrase).copied()
            })
            .collect()
    };
    let others: Vec<Vec<Hit>> = others.iter().map(|list| of(list)).collect();
    if others.iter().any(Vec::is_empty) {
        return 0;
    }
    let near = |a: &Hit, b: &Hit| {
        condition.within.is_none_or(|within| {
            let gap = b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end));
            a.in_head == b.in_head && gap as usize <= within
        })
    };
    of(first).iter().filter(|a| others.iter().all(|list| list.iter().any(|b| near(a, b)))).count()
}
