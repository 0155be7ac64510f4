//! Measures the candidates on the shortlist: against the article, the background and one another. Knows nothing of weights.

use std::sync::LazyLock;

#[allow(clippy::wildcard_imports, reason = "the features are most of what is named here")]
use super::feature::*;
use crate::analyze::{
    Context, Name, Place,
    keywords::{
        candidate::Candidates,
        letters::letters,
        node::{Node, Word},
        phrasebook::Phrasebook,
        traits::Trait,
    },
    rank::Table,
};
use crate::model::meanings::{Direction, Vector, length};

/// A term rarer than this (as ln N/df + 1) says something; the one in eight articles has it.
const COMMON_IDF: f32 = 3.1;

/// Words of the text that count as its opening.
const OPENING: usize = 80;
/// Length of the vector of a word that says much of a subject, and how many times that is told apart.
const FULL: f32 = 150.0;
const MOST: f32 = 4.0;

/// ln(1 + n), the small ones from a table.
pub(super) fn log_of(n: u32) -> f32 {
    static SMALL: LazyLock<Vec<f32>> = LazyLock::new(|| (0..1024_u16).map(|n| f32::from(n).ln_1p()).collect());
    SMALL.get(n as usize).copied().unwrap_or_else(|| (n as f32).ln_1p())
}

/// A candidate on the shortlist.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed {
    /// Its node.
    pub node: u32,
    /// The place in `Candidates::text` of its first occurrence.
    pub start: u32,
    /// Value of the sieve.
    pub value: f32,
    /// One bit for each of its words: those without a common bit share no word.
    pub bits: u64,
    /// Its characters.
    pub letters: u64,
}

/// The article the candidates are measured against.
pub(super) struct Scale<'a> {
    pub context: &'a Context<'a>,
    pub places: &'a [Place],
    pub book: &'a Phrasebook,
    pub candidates: &'a Candidates,
    pub head: &'a str,
    /// The names with their characters.
    pub spelled: Vec<(u64, &'a str)>,
}

impl<'a> Scale<'a> {
    /// The scale of an article with these places and names; `head` is the text of its head block.
    pub(super) fn new(
        context: &'a Context<'a>,
        (places, names): (&'a [Place], &'a [Name]),
        book: &'a Phrasebook,
        candidates: &'a Candidates,
        head: &'a str,
    ) -> Self {
        let spelled = names.iter().map(|name| (letters(&name.name), name.name.as_str())).collect();
        Self { context, places, book, candidates, head, spelled }
    }

    /// The candidate of a node.
    pub(super) fn listed(&self, value: f32, node: u32) -> Listed {
        let start = self.candidates.occurrences(node as usize).last().unwrap_or(0);
        let len = usize::from(self.candidates.nodes[node as usize].len);
        let words = &self.candidates.text[start..start + len];
        let bits = words.iter().fold(0, |bits, &word| bits | 1 << (word % 64));
        let listed = Listed { node, start: start as u32, value, bits, letters: 0 };
        Listed { letters: letters(self.term(&listed)), ..listed }
    }

    pub(super) fn word(&self, number: u16) -> &Word {
        &self.candidates.words[usize::from(number)]
    }

    pub(super) fn node(&self, listed: &Listed) -> &Node {
        &self.candidates.nodes[listed.node as usize]
    }

    pub(super) fn words(&self, listed: &Listed) -> &[u16] {
        let start = listed.start as usize;
        &self.candidates.text[start..start + usize::from(self.node(listed).len)]
    }

    /// The candidate as printed where it stands first.
    pub(super) fn term(&self, listed: &Listed) -> &str {
        let (tokens, text, from) = if (listed.start as usize) < self.candidates.body {
            (&self.context.document.head, self.head, 0)
        } else {
            (&self.context.document.body, self.context.article.text.as_str(), self.candidates.body)
        };
        let start = listed.start as usize - from;
        tokens.span_of(start..start + usize::from(self.node(listed).len)).of(text)
    }

    /// Writes the features of the shortlist, best first, over `table`.
    pub(super) fn measure(&self, list: &[Listed], table: &mut Table) {
        table.reset(SCHEMA.len(), list.len());
        let most = list.iter().map(|listed| self.node(listed).count()).max().unwrap_or(1);
        let most = log_of(most);
        for (row, listed) in list.iter().enumerate() {
            let mut row = Row { table: &mut *table, row };
            row.put(BASE, 1.0);
            self.measure_words(listed, most, &mut row);
            self.measure_borders(listed, &mut row);
            self.measure_background(listed, &mut row);
            self.measure_names(listed, &mut row);
            row.put(SIEVE, listed.value);
            row.put(SIEVE_RANK, log_of(row.row as u32));
        }
        self.measure_subjects(list, table);
        self.measure_rivals(list, table);
    }

    /// Compares what the candidates are about with what the article is about.
    fn measure_subjects(&self, list: &[Listed], table: &mut Table) {
        let (document, meanings) = (self.context.document, &self.context.tables.meanings);
        let (opening, rest) = document.body.ids().split_at(OPENING.min(document.body.len()));
        let opening = meanings.of(document.head.ids().iter().chain(opening).copied());
        let rest = meanings.of(rest.iter().copied());
        let whole: Vector = std::array::from_fn(|axis| opening[axis] + rest[axis]);
        let (whole, opening) = (Direction::new(&whole), Direction::new(&opening));
        for (row, listed) in list.iter().enumerate() {
            let own = meanings.of(self.words(listed).iter().map(|&number| self.word(number).id));
            let direction = Direction::new(&own);
            let mut row = Row { table: &mut *table, row };
            let akin = direction.akin(&whole);
            row.put(SUBJECT, akin);
            row.put(SUBJECT_OPENING, direction.akin(&opening));
            if self.words(listed).len() > 1 {
                row.put(SUBJECT_PHRASE, akin);
            }
            row.put(SUBJECT_SIZE, (length(&own) / FULL).min(MOST));
        }
        let akin = table.column(SUBJECT).to_vec();
        for (row, own) in akin.iter().enumerate() {
            let less = akin.iter().filter(|other| *other < own).count();
            table.set(row, SUBJECT_RANK, less as f32 / akin.len() as f32);
        }
    }

    fn measure_words(&self, listed: &Listed, most: f32, row: &mut Row<'_>) {
        let node = self.node(listed);
        let words = self.words(listed);
        let phrase = words.len() > 1;
        let word = |number: &u16| &self.candidates.words[usize::from(*number)];
        let (mut sum, mut least, mut top, mut n, mut unseen, mut chars) = (0.0, f32::MAX, 0.0_f32, 0.0, 0.0, 0);
        let (mut rarest, mut commonest) = (u16::MAX, 1);
        let (mut logs, mut titled, mut led) = (0.0, 0.0, 0.0);
        for word in words.iter().map(word) {
            chars += usize::from(word.traits.chars);
            if !word.traits.is(Trait::CONTENT) {
                continue;
            }
            let idf = word.traits.idf;
            sum += idf;
            least = least.min(idf);
            top = top.max(idf);
            n += 1.0;
            // The article itself may be among the counts: seen once is not seen elsewhere.
            unseen += f32::from(u8::from(self.context.weights.df(word.id) <= 1));
            rarest = rarest.min(word.count.max(1));
            commonest = commonest.max(word.count);
            logs += log_of(word.count.into());
            titled += f32::from(u8::from(word.in_head));
            led += f32::from(u8::from(word.in_lead));
        }
        let mean = if n > 0.0 { sum / n } else { 0.0 };
        if n > 0.0 {
            row.put(IDF_MEAN, mean);
            row.put(IDF_LEAST, least);
            row.put(IDF_MOST, top);
            row.set(IDF_LOW, top < COMMON_IDF);
            row.put(UNSEEN, unseen / n);
        }
        self.measure_places(node, listed, phrase, mean, most, row);
        let bucket =
            [TWO_CHARS, TWO_CHARS, TWO_CHARS, THREE_CHARS, FOUR_CHARS, FIVE_CHARS, SIX_CHARS, EIGHT_CHARS, EIGHT_CHARS, LONG];
        row.put(bucket[chars.min(9)], 1.0);
        row.put(CHARS, chars.min(20) as f32);
        let count = log_of(node.count());
        let (first, last) = (word(&words[0]).traits, word(&words[words.len() - 1]).traits);
        if !phrase {
            let family = usize::from(first.family);
            row.put(SINGLE + family, 1.0);
            row.set(STOP, first.is(Trait::STOP));
            row.set(LONG_WORD, chars > 3);
            match SINGLE + family {
                SINGLE_PERSON | SINGLE_PLACE | SINGLE_ORGANIZATION | SINGLE_PROPER | SINGLE_UNKNOWN => row.put(NAME_COUNT, count),
                SINGLE => {
                    row.put(NOUN_COUNT, count);
                    row.put(NOUN_IDF, sum);
                }
                SINGLE_VERB | SINGLE_VERBAL => {
                    row.put(VERB_COUNT, count);
                    row.put(VERB_IDF, sum);
                }
                _ => {}
            }
            return;
        }
        row.put([TWO_WORDS, THREE_WORDS, FOUR_WORDS][words.len().min(4) - 2], 1.0);
        row.put(FIRST + usize::from(first.family), 1.0);
        row.put(LAST + usize::from(last.family), 1.0);
        row.set(STOP_END, first.is(Trait::STOP) || last.is(Trait::STOP));
        row.put(COHESION, (node.count() as f32 / f32::from(rarest)).min(1.0));
        row.put(COHESION_ALL, (node.count() as f32 / f32::from(commonest)).min(1.0));
        if n > 0.0 {
            row.put(WORDS_COUNT, logs / n);
            if node.head == 0 {
                row.put(WORDS_TITLE, titled / n);
            }
            if node.first_sentence > 0 {
                row.put(WORDS_LEAD, led / n);
            }
        }
        row.put(FIRST_IDF, first.idf);
        row.put(LAST_IDF, last.idf);
        row.set(SHORT_FIRST, first.chars == 1);
        row.set(SHORT_LAST, last.chars == 1);
        for inner in words[1..words.len() - 1].iter().map(word) {
            row.set(INNER_FUNCTION, inner.traits.is(Trait::FUNCTION) && !inner.traits.is(Trait::NUMBER));
            row.set(INNER_VERB, inner.traits.is(Trait::VERB));
            row.set(INNER_MARK, inner.traits.is(Trait::MARK));
        }
        row.set(INNER_NUMBER, words.iter().any(|number| word(number).traits.is(Trait::NUMBER)));
    }

    fn measure_places(&self, node: &Node, listed: &Listed, phrase: bool, rarity: f32, most: f32, row: &mut Row<'_>) {
        let sentences = self.context.document.sentences.len().max(1) as f32;
        let untitled = self.candidates.body == 0;
        let count = log_of(node.count());
        if node.head > 0 {
            row.put(TITLE, 1.0);
            row.set(TITLE_ONLY, node.body == 0);
            row.set(TITLE_PHRASE, phrase);
            row.set(TITLE_REPEATED, node.body > 1);
            row.put(TITLE_IDF, rarity);
        }
        if node.first_sentence == 0 {
            row.put(LEAD, 1.0);
            row.set(LEAD_PHRASE, phrase);
            row.put(LEAD_IDF, rarity);
            row.set(LEAD_REPEATED, node.count() > 1);
            row.set(LEAD_UNTITLED, untitled);
        }
        if matches!(node.first_sentence, 1 | 2) {
            row.put(EARLY, 1.0);
            row.set(EARLY_UNTITLED, untitled);
        }
        row.put(PLACE, if node.first_sentence == u16::MAX { 1.0 } else { f32::from(node.first_sentence) / sentences });
        row.put(LENGTH, sentences.ln());
        row.set(TITLED, !untitled);
        if node.first_sentence != u16::MAX {
            row.put(SENTENCE, log_of(node.first_sentence.into()));
            let late = node.first_sentence > 3;
            row.set(LATE_PHRASE, late && phrase);
            row.set(LATE_ONCE, late && node.count() == 1);
            row.set(LATE_ONCE_PHRASE, late && node.count() == 1 && phrase);
            row.set(LATE_TITLED, late && !untitled);
        }
        row.put(OFFSET, log_of(listed.start));
        row.put(SPREAD, f32::from(node.sentences) / sentences);
        row.put(SPAN, f32::from(node.last_sentence.saturating_sub(node.first_sentence)) / sentences);
        row.set(TWICE, node.count() == 2);
        row.set(OFTEN, node.count() > 2);
        row.put(COUNT, count);
        if phrase {
            row.put(COUNT_PHRASE, count);
        }
        row.put(RELATIVE, count / most);
        row.put(TF_IDF, count * rarity);
        row.set(QUOTED, node.quoted);
        row.set(WORK, node.titled);
    }

    fn measure_borders(&self, listed: &Listed, row: &mut Row<'_>) {
        let len = usize::from(self.node(listed).len);
        let text = &self.candidates.text;
        let (mut left, mut right) = (Side::default(), Side::default());
        let mut n = 0.0_f32;
        for start in self.candidates.occurrences(listed.node as usize) {
            n += 1.0;
            let before = (start > 0 && start != self.candidates.body).then(|| text[start - 1]);
            let end = start + len;
            let after = (end < text.len() && end != self.candidates.body).then(|| text[end]);
            left.note(before.map(|number| (number, self.candidates.words[usize::from(number)].traits)));
            right.note(after.map(|number| (number, self.candidates.words[usize::from(number)].traits)));
        }
        for (side, features) in
            [(&left, [LEFT_EDGE, LEFT_FUNCTION, LEFT_VERB]), (&right, [RIGHT_EDGE, RIGHT_FUNCTION, RIGHT_VERB])]
        {
            for (feature, share) in features.into_iter().zip([side.edges, side.functions, side.verbs]) {
                row.put(feature, share / n);
            }
        }
        if len > 1 {
            row.put(LEFT_EDGE_PHRASE, left.edges / n);
            row.put(RIGHT_EDGE_PHRASE, right.edges / n);
        }
        if n > 1.0 {
            row.set(BRANCHES_LEFT, left.varies);
            row.set(BRANCHES_RIGHT, right.varies);
            row.set(GLUED_LEFT, !left.varies && left.edges + left.functions == 0.0);
            row.set(GLUED_RIGHT, !right.varies && right.edges + right.functions == 0.0);
        }
    }

    fn measure_names(&self, listed: &Listed, row: &mut Row<'_>) {
        let term = self.term(listed);
        for &(_, name) in self.spelled.iter().filter(|(letters, _)| listed.letters & !letters == 0) {
            row.set(NAME, name == term);
            row.set(NAME_PART, name.len() > term.len() && name.contains(term));
        }
        let printed = |place: &Place| place.spans.first().map_or("", |span| span.of(&self.context.article.text));
        let place = self.places.iter().find(|place| place.name == term || printed(place) == term);
        row.set(DIVISION, place.is_some());
        row.set(MAIN_PLACE, place.is_some_and(|place| place.main));
        let last = self.words(listed).last().map(|&number| self.candidates.words[usize::from(number)].traits);
        row.set(BODY_END, last.is_some_and(|last| last.is(Trait::BODY)));
    }
}

/// What stood on one side of the occurrences of a candidate.
#[derive(Debug, Default)]
struct Side {
    /// Occurrences next to punctuation or the end of the text.
    edges: f32,
    /// Occurrences next to a function word, an adverb or a number.
    functions: f32,
    /// Occurrences next to a verb.
    verbs: f32,
    #[allow(clippy::option_option)] // not looked for yet, or looked for and not there
    first: Option<Option<u16>>,
    /// Whether some occurrence had another neighbour.
    varies: bool,
}

impl Side {
    fn note(&mut self, neighbour: Option<(u16, Trait)>) {
        match neighbour {
            None => self.edges += 1.0,
            Some((_, traits)) if traits.is(Trait::MARK) => self.edges += 1.0,
            Some((_, traits)) if traits.is(Trait::FUNCTION) => self.functions += 1.0,
            Some((_, traits)) if traits.is(Trait::VERB) => self.verbs += 1.0,
            Some(_) => {}
        }
        let number = neighbour.map(|(number, _)| number);
        self.varies |= self.first.is_some_and(|first| first != number);
        self.first.get_or_insert(number);
    }
}

/// One row of the table.
pub(super) struct Row<'t> {
    pub(super) table: &'t mut Table,
    pub(super) row: usize,
}

impl Row<'_> {
    pub(super) fn put(&mut self, feature: usize, value: f32) {
        self.table.set(self.row, feature, value);
    }

    /// Sets the feature to 1 where `yes`.
    pub(super) fn set(&mut self, feature: usize, yes: bool) {
        if yes {
            self.put(feature, 1.0);
        }
    }
}
