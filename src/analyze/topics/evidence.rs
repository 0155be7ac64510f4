//! Which terms of the taxonomy an article holds, and how much each weighs there.
//!
//! This runs over every word of every night, so the common case is one look-up a word and one count a hit; places of
//! hits are kept only of the few phrases that hide others or stand in conditions.

use std::{ops::Range, sync::LazyLock};

use crate::{
    analyze::{
        Context,
        phrases::{IndexedText, PhraseId},
        topics::matrix::{CompiledCondition, Matrix, TopicTable},
    },
    text::Tokens,
};

/// How many halves an occurrence in the head block counts. Chosen on the labelled articles.
const HEAD_HALVES: u32 = 6;
/// How many halves an occurrence at the beginning of the text counts. Chosen on the labelled articles.
const LEAD_HALVES: u32 = 3;
/// How many halves any other occurrence counts.
const BODY_HALVES: u32 = 2;
/// How many words are the beginning of the text: about the first three sentences.
const LEAD_WORDS: usize = 80;
/// Words of text per square of the length norm: with it a term that dominates an article of any length weighs about 1.
const WORDS_PER_UNIT: f64 = 4.0;
/// Shorter texts are normalised as if they had this many words, so that one word in a caption is not yet a topic.
const FEWEST_WORDS: f64 = 60.0;
/// How rare a condition is taken to be: as a term in one of about fifty articles.
const CONDITION_IDF: f64 = 5.0;

/// A term of the taxonomy in an article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Feature {
    /// The phrase of this number.
    pub phrase: PhraseId,
    /// How often it occurs: the logarithm of one plus its occurrences by place, by the length of the article.
    pub tf: f64,
    /// The same of its occurrences in the head block alone.
    pub title_tf: f64,
}

/// An occurrence of a phrase whose place matters.
#[derive(Debug, Clone)]
struct Hit {
    phrase: PhraseId,
    /// Words of head or body it takes.
    words: Range<usize>,
    in_head: bool,
}

/// How often a phrase occurs, in halves of an occurrence in the body.
#[derive(Debug, Clone, Copy)]
struct Count {
    phrase: u32,
    all: u32,
    head: u32,
}

/// All phrases of the taxonomy in one article.
pub(super) struct Hits<'a> {
    matrix: &'a Matrix,
    context: Context<'a>,
    table: &'a TopicTable,
    /// Each phrase once, in the order of first occurrence.
    counts: Vec<Count>,
    placed: Vec<Hit>,
    /// One by the length norm of the article.
    per_unit: f64,
}

impl<'a> Hits<'a> {
    /// Finds them: one look-up per word.
    pub(super) fn find(matrix: &'a Matrix, table: &'a TopicTable, context: &Context<'a>) -> Self {
        let document = context.document;
        let words = document.head.len() + document.body.len();
        let mut tally = Tally::new(words);
        let mut placed = Vec::new();
        for (tokens, in_head) in [(&document.head, true), (&document.body, false)] {
            let text = IndexedText { tokens, vocabulary: context.vocabulary, index: &table.index };
            for at in 0..tokens.len() {
                matrix.phrases.each_at(&text, at, |phrase, words| {
                    tally.add(phrase, halves(in_head, at), in_head);
                    if matrix.placed[phrase] {
                        placed.push(Hit { phrase, words, in_head });
                    }
                });
            }
        }
        let per_unit = 1.0 / ((words as f64).max(FEWEST_WORDS) / WORDS_PER_UNIT).sqrt();
        Self { matrix, context: *context, table, counts: tally.counts, placed, per_unit }
    }

    /// The topics from which some phrase here hides something; their features are [`Hits::features_for`].
    pub(super) fn topics_with_hidden(&self) -> Vec<usize> {
        let mut topics: Vec<usize> = self.placed.iter().flat_map(|hit| self.matrix.hides[hit.phrase].iter().copied()).collect();
        topics.sort_unstable();
        topics.dedup();
        topics
    }

    /// Every term with its weight in this article, in the order of first occurrence.
    pub(super) fn features(&self) -> impl Iterator<Item = Feature> + '_ {
        self.counts.iter().map(|count| self.feature(*count))
    }

    /// The same without what is hidden from `topic`.
    pub(super) fn features_for(&self, topic: usize) -> Vec<Feature> {
        let mut counts = self.counts.clone();
        // Hidden ranges may overlap; what begins in one is taken off once.
        let mut seen = Vec::new();
        for by in self.hiding(topic) {
            let text = self.text(by.in_head);
            for at in by.words.clone() {
                self.matrix.phrases.each_at(&text, at, |phrase, words| {
                    let hit = (by.in_head, phrase, words.start);
                    if words.end > by.words.end || seen.contains(&hit) {
                        return;
                    }
                    seen.push(hit);
                    if let Some(count) = counts.iter_mut().find(|count| count.phrase as PhraseId == phrase) {
                        let halves = halves(by.in_head, at);
                        count.all -= halves;
                        count.head -= if by.in_head { halves } else { 0 };
                    }
                });
            }
        }
        counts.retain(|count| count.all > 0);
        counts.into_iter().map(|count| self.feature(count)).collect()
    }

    /// The conditions that are met, by number, with their weight in this article.
    pub(super) fn conditions(&self) -> Vec<(usize, f64)> {
        if self.placed.is_empty() {
            return Vec::new();
        }
        let mut begun: Vec<usize> = self.placed.iter().flat_map(|hit| self.matrix.begins[hit.phrase].iter().copied()).collect();
        begun.sort_unstable();
        begun.dedup();
        let value = |number: usize| {
            let condition = &self.matrix.conditions[number];
            let hidden =
                |hit: &Hit| self.hiding(condition.topic).any(|by| by.in_head == hit.in_head && holds(&by.words, &hit.words));
            let open: Vec<&Hit> = self.placed.iter().filter(|hit| !hidden(hit)).collect();
            let times = met(condition, &open);
            (times > 0).then(|| (number, (times as f64).ln_1p() * CONDITION_IDF * self.per_unit))
        };
        begun.into_iter().filter_map(value).collect()
    }

    fn hiding(&self, topic: usize) -> impl Iterator<Item = &Hit> {
        self.placed.iter().filter(move |hit| self.matrix.hides[hit.phrase].contains(&topic))
    }

    fn text(&self, in_head: bool) -> IndexedText<'_> {
        let document = self.context.document;
        let tokens: &Tokens = if in_head { &document.head } else { &document.body };
        IndexedText { tokens, vocabulary: self.context.vocabulary, index: &self.table.index }
    }

    fn feature(&self, count: Count) -> Feature {
        let by_length = |halves: u32| if halves == 0 { 0.0 } else { damped(halves) * self.per_unit };
        Feature { phrase: count.phrase as PhraseId, tf: by_length(count.all), title_tf: by_length(count.head) }
    }
}

/// What an occurrence that begins with word `at` counts.
const fn halves(in_head: bool, at: usize) -> u32 {
    if in_head {
        HEAD_HALVES
    } else if at < LEAD_WORDS {
        LEAD_HALVES
    } else {
        BODY_HALVES
    }
}

const fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// ln(1 + halves / 2): the tenth occurrence says less than the first.
fn damped(halves: u32) -> f64 {
    static TABLE: LazyLock<Vec<f64>> = LazyLock::new(|| (0..256).map(|halves| (f64::from(halves) / 2.0).ln_1p()).collect());
    TABLE.get(halves as usize).copied().unwrap_or_else(|| (f64::from(halves) / 2.0).ln_1p())
}

/// Counts phrases: a small hash table of places in a list.
struct Tally {
    counts: Vec<Count>,
    /// Place in `counts` plus one, 0 where free; twice as many as there can be phrases, so a free one is near.
    slots: Vec<u32>,
    shift: u32,
}

impl Tally {
    /// For an article of so many words; more phrases than words grow the table.
    fn new(words: usize) -> Self {
        let slots = (2 * words).next_power_of_two().max(64);
        Self { counts: Vec::with_capacity(words / 2), slots: vec![0; slots], shift: u32::BITS - slots.trailing_zeros() }
    }

    fn add(&mut self, phrase: PhraseId, halves: u32, in_head: bool) {
        let phrase = phrase as u32;
        let mask = self.slots.len() - 1;
        let mut slot = self.home(phrase);
        loop {
            match self.slots[slot] {
                0 => break,
                place => {
                    let count = &mut self.counts[place as usize - 1];
                    if count.phrase == phrase {
                        count.all += halves;
                        count.head += if in_head { halves } else { 0 };
                        return;
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
        self.counts.push(Count { phrase, all: halves, head: if in_head { halves } else { 0 } });
        self.slots[slot] = self.counts.len() as u32;
        if self.counts.len() * 4 > self.slots.len() * 3 {
            self.grow();
        }
    }

    /// Multiplicative hashing (Knuth 1998, section 6.4) by the golden ratio.
    fn home(&self, phrase: u32) -> usize {
        (phrase.wrapping_mul(0x9E37_79B9) >> self.shift) as usize
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        self.shift -= 1;
        let mask = self.slots.len() - 1;
        for (count, place) in self.counts.iter().zip(1..) {
            let mut slot = self.home(count.phrase);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = place;
        }
    }
}

/// How often the words of the first list stand with one of every other list.
fn met(condition: &CompiledCondition, hits: &[&Hit]) -> usize {
    let Some((first, others)) = condition.all.split_first() else { return 0 };
    let of = |list: &[PhraseId]| -> Vec<&Hit> { hits.iter().filter(|hit| list.contains(&hit.phrase)).copied().collect() };
    let others: Vec<Vec<&Hit>> = others.iter().map(|list| of(list)).collect();
    if others.iter().any(Vec::is_empty) {
        return 0;
    }
    let near = |a: &Hit, b: &Hit| {
        condition.within.is_none_or(|within| {
            let gap = b.words.start.saturating_sub(a.words.end).max(a.words.start.saturating_sub(b.words.end));
            a.in_head == b.in_head && gap <= within
        })
    };
    of(first).iter().filter(|a| others.iter().all(|list| list.iter().any(|b| near(a, b)))).count()
}
