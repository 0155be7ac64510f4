//! Finds the phrases that could be keywords, and counts where they stand.
//!
//! A candidate is a run of words inside one sentence that begins and ends with a content word, or the whole of what
//! stands in quotation marks or in 《》. Of the head block and the first sentences every run is taken, of the rest every
//! word, and a run of several only when each pair of neighbours in it comes twice in the article: a run that comes once
//! deep in the text is no keyword, and there are a thousand of them.
//!
//! All is done on numbers. The article's different words are numbered from 0; a candidate is a node of a trie over them,
//! found by its first words and its last. Whether a candidate is a good one is left to `sieve` and `feature`.

use std::{ops::Range, sync::Arc};

use rustc_hash::FxHashMap;

use crate::{
    analyze::{
        Context,
        keywords::{
            node::{NONE, Node, Word},
            pairs::{Pairs, Trie},
            phrasebook::{Phrase, Phrasebook},
            traits::{KeywordTable, Trait},
        },
        phrases::{IndexedText, PhraseIndex, Phrases},
        slots::Slots,
    },
    span::Span,
    text::{TermId, Tokens},
};

/// Words a phrase may have, connectors such as `·` not counted. 96 % of the editors' keywords have no more.
const MOST_WORDS: usize = 5;
/// Characters a phrase may have; names of works may be longer.
const MOST_CHARS: usize = 14;
/// Characters the name of a work or a quoted phrase may have.
const MOST_QUOTED_CHARS: usize = 20;
/// A quotation of more characters is speech, no name.
const MOST_SPOKEN_CHARS: usize = 10;
/// Sentences at the start in which a phrase that comes once may still be what the article is about.
const EARLY_SENTENCES: usize = 4;
/// Different words of an article that are numbered; what comes later in a longer one is not looked at.
const MOST_DIFFERENT: usize = 60_000;

/// Flags that tell whether a word says something: content, and no stop word.
const SAYS: u16 = Trait::CONTENT | Trait::STOP;

/// The words and phrases of one article. Its memory is used again for the next.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// The words of head and body, as numbers in `words`.
    pub text: Vec<u16>,
    /// Where the body begins in `text`.
    pub body: usize,
    /// Sentence of each passage (`u16::MAX` for the head) and its words in `text`.
    pub passages: Vec<(u16, Range<u32>)>,
    /// The different words in order of first occurrence; those of one number are nodes of the same number.
    pub words: Vec<Word>,
    /// Words, then phrases.
    pub nodes: Vec<Node>,
    /// Place in `text`, and the occurrence before.
    occurrences: Vec<(u32, u32)>,
    slots: Slots,
    numbers: Vec<(Span, bool, u16)>,
    /// See [`KeywordTable::bonuses`].
    bonuses: Arc<FxHashMap<TermId, f32>>,
    pairs: Pairs,
    trie: Trie,
}

impl Candidates {
    /// Finds the candidates of the article; `head` is the text of its head block.
    pub(super) fn find(&mut self, context: &Context<'_>, table: &KeywordTable, book: &Phrasebook, head: &str) {
        self.clear(table);
        self.bonuses = Arc::clone(&table.bonuses);
        let document = context.document;
        self.number_words(table, &document.head, head, true);
        self.body = self.text.len();
        if !document.head.is_empty() {
            self.passages.push((u16::MAX, 0..self.body as u32));
        }
        self.number_words(table, &document.body, &context.article.text, false);
        let after_lead = document.body.within(Span::new(0, context.article.dateline.lead.end)).end;
        let known = self.text.len() - self.body;
        for (number, sentence) in document.sentences.iter().enumerate().take(usize::from(u16::MAX) - 1) {
            let words = (sentence.tokens.start as usize).max(after_lead)..(sentence.tokens.end as usize).min(known);
            if !words.is_empty() {
                self.passages.push((number as u16, (self.body + words.start) as u32..(self.body + words.end) as u32));
            }
        }
        let lead = document.sentences.first().map_or(0, |sentence| sentence.tokens.end as usize).min(known);
        for at in 0..self.body + lead {
            let word = &mut self.words[usize::from(self.text[at])];
            word.in_head |= at < self.body;
            word.in_lead |= at >= self.body;
        }
        let node = |word: &Word| {
            let number = if word.id.index() < book.words() { word.id.0 } else { NONE };
            Node { number, usage: word.traits.usage, ..Node::EMPTY }
        };
        self.nodes.extend(self.words.iter().map(node));
        self.pairs.count(&self.text);
        if let Some((terms, index)) = &table.terms {
            self.find_terms(context, book, terms, index);
            return;
        }
        for passage in 0..self.passages.len() {
            let (sentence, words) = self.passages[passage].clone();
            let walk = Walk { context, table, book, words: words.start as usize..words.end as usize, sentence };
            self.walk(&walk);
        }
    }

    /// Places in `text` of the first words of all occurrences of a node, last first.
    pub(super) fn occurrences(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let mut next = self.nodes[node].last;
        std::iter::from_fn(move || {
            let &(at, before) = self.occurrences.get(next as usize)?;
            next = before;
            Some(at as usize)
        })
    }

    /// Whether a node occurs as a phrase of its own that is more than stop words.
    pub(super) fn may_be_keyword(&self, node: usize) -> bool {
        let len = usize::from(self.nodes[node].len);
        self.occurrences(node).next().is_some_and(|at| (at..at + len).any(|at| self.traits(at).flags & SAYS == Trait::CONTENT))
    }

    /// What the user's dictionary adds to the value of a node.
    pub(super) fn bonus(&self, node: usize) -> f32 {
        if self.bonuses.is_empty() || node >= self.words.len() {
            return 0.0;
        }
        self.bonuses.get(&self.words[node].id).copied().unwrap_or(0.0)
    }

    /// The words of a node, where it occurs last.
    pub(super) fn words_of(&self, node: usize) -> &[u16] {
        let last = self.occurrences(node).next().unwrap_or(0);
        &self.text[last..last + usize::from(self.nodes[node].len)]
    }

    /// The traits of the word at a place of `text`.
    pub(super) fn traits(&self, at: usize) -> Trait {
        self.words[usize::from(self.text[at])].traits
    }

    fn clear(&mut self, table: &KeywordTable) {
        self.text.clear();
        self.passages.clear();
        self.words.clear();
        self.nodes.clear();
        self.occurrences.clear();
        self.numbers.clear();
        self.trie.clear();
        self.slots.clear(table.len());
    }

    fn number_words(&mut self, table: &KeywordTable, tokens: &Tokens, text: &str, in_head: bool) {
        for (at, &id) in tokens.ids().iter().enumerate() {
            let fresh = self.words.len();
            let Some(mut number) = self.slots.number(id, fresh as u16).filter(|_| fresh < MOST_DIFFERENT) else { break };
            if usize::from(number) == fresh {
                self.words.push(Word { id, traits: table.get(id), count: 0, in_head: false, in_lead: false });
            }
            if self.words[usize::from(number)].traits.is(Trait::NUMBER) {
                number = self.number_of_digits(tokens.span(at), text, in_head, number);
            }
            let word = &mut self.words[usize::from(number)];
            word.count = word.count.saturating_add(1);
            self.text.push(number);
        }
    }

    /// All numbers share an id; those that read alike are one word here. Only the last few are remembered: a number
    /// that comes again far away makes no phrase.
    fn number_of_digits(&mut self, span: Span, text: &str, in_head: bool, any: u16) -> u16 {
        const REMEMBERED: usize = 16;
        let recent = self.numbers.iter().rev().take(REMEMBERED);
        let same = recent.filter(|&&(_, head, _)| head == in_head).find(|(other, ..)| other.of(text) == span.of(text));
        if let Some(&(.., number)) = same {
            return number;
        }
        if self.words.len() >= usize::from(u16::MAX) {
            return any;
        }
        let number = self.words.len() as u16;
        let word = self.words[usize::from(any)];
        self.words.push(Word { count: 0, ..word });
        self.numbers.push((span, in_head, number));
        number
    }

    /// Takes the terms of a controlled vocabulary and nothing else.
    fn find_terms(&mut self, context: &Context<'_>, book: &Phrasebook, terms: &Phrases, index: &PhraseIndex) {
        for passage in 0..self.passages.len() {
            let (sentence, words) = self.passages[passage].clone();
            for at in words.start as usize..words.end as usize {
                let (tokens, from) =
                    if at < self.body { (&context.document.head, 0) } else { (&context.document.body, self.body) };
                let text = IndexedText { tokens, vocabulary: context.vocabulary, index };
                let Some((_, found)) = terms.longest_at(&text, at - from) else { continue };
                let found = found.start + from..(found.end + from).min(words.end as usize);
                let mut node = usize::from(self.text[at]);
                for at in at + 1..found.end {
                    node = self.child(book, node, self.text[at]);
                }
                self.occurs(sentence, node, at);
            }
        }
    }

    fn walk(&mut self, walk: &Walk<'_>) {
        let mut at = walk.words.start;
        while at < walk.words.end {
            let traits = self.traits(at);
            if traits.is(Trait::SPECIAL) {
                let id = self.words[usize::from(self.text[at])].id;
                if walk.table.marks.opens_credit(id) {
                    at = self.after_credit(walk, at);
                    continue;
                }
                if let Some(closing) = walk.table.marks.closing_of(id) {
                    self.add_quoted(walk, at, closing);
                }
            }
            self.add_runs(walk, at, traits);
            at += 1;
        }
    }

    /// Adds what stands between the mark at `open` and the next `closing`.
    fn add_quoted(&mut self, walk: &Walk<'_>, open: usize, closing: TermId) {
        let id = |at: usize| self.words[usize::from(self.text[at])].id;
        let limit = walk.words.end.min(open + 2 + MOST_QUOTED_CHARS);
        let Some(close) = (open + 1..limit).find(|&at| id(at) == closing) else { return };
        let inside = open + 1..close;
        let work = walk.table.marks.is_work(closing);
        let chars: usize = inside.clone().map(|at| usize::from(self.traits(at).chars)).sum();
        let whole = chars >= 2
            && chars <= if work { MOST_QUOTED_CHARS } else { MOST_SPOKEN_CHARS }
            && (work || !inside.clone().any(|at| walk.table.marks.ends_clause(id(at))))
            && inside.clone().any(|at| self.traits(at).is(Trait::CONTENT))
            && id(inside.start) != TermId::SPACE
            && id(inside.end - 1) != TermId::SPACE;
        if !whole {
            return;
        }
        let mut node = usize::from(self.text[inside.start]);
        for at in inside.start + 1..inside.end {
            node = self.child(walk.book, node, self.text[at]);
        }
        self.occurs(walk.sentence, node, inside.start);
        let node = &mut self.nodes[node];
        node.quoted |= !work;
        node.titled |= work;
    }

    fn add_runs(&mut self, walk: &Walk<'_>, from: usize, traits: Trait) {
        if !traits.is(Trait::BEGINS) {
            // A number begins a phrase when a content word follows it: `5G`, `3D打印`.
            let next = from + 1;
            let number = traits.is(Trait::NUMBER) && next < walk.words.end && self.traits(next).is(Trait::BEGINS);
            if !number {
                return;
            }
        }
        let mut node = usize::from(self.text[from]);
        let mut chars = usize::from(traits.chars);
        if traits.is(Trait::ENDS) && chars >= 2 {
            self.occurs(walk.sentence, node, from);
        }
        let early = walk.is_early();
        let mut counted = 1;
        for at in from + 1..walk.words.end {
            let traits = self.traits(at);
            if !early && !self.pairs.repeated(self.text[at - 1], self.text[at]) {
                return;
            }
            let connector = traits.is(Trait::SPECIAL) && self.is_connector(walk, at);
            if !connector && !traits.is(Trait::CONTINUES) {
                return;
            }
            counted += usize::from(!connector);
            chars += usize::from(traits.chars);
            if counted > MOST_WORDS || chars > MOST_CHARS {
                return;
            }
            node = self.child(walk.book, node, self.text[at]);
            if traits.is(Trait::ENDS) || (traits.is(Trait::NUMBER) && self.is_model_number(walk, from, at)) {
                self.occurs(walk.sentence, node, from);
            }
        }
    }

    fn child(&mut self, book: &Phrasebook, node: usize, word: u16) -> usize {
        let next = self.nodes.len() as u32;
        let child = self.trie.child(node as u32, word, next);
        if child == next {
            let Node { len, number, .. } = self.nodes[node];
            let known = if number == NONE { None } else { book.longer(number, self.words[usize::from(word)].id) };
            let Phrase { number, usage } = known.unwrap_or(Phrase { number: NONE, usage: Node::EMPTY.usage });
            self.nodes.push(Node { len: len.saturating_add(1), parent: node as u32, number, usage, ..Node::EMPTY });
        }
        child as usize
    }

    fn occurs(&mut self, sentence: u16, node: usize, at: usize) {
        let node = &mut self.nodes[node];
        if node.last != NONE && self.occurrences[node.last as usize].0 == at as u32 {
            return; // found in its quotation marks already
        }
        self.occurrences.push((at as u32, node.last));
        node.last = self.occurrences.len() as u32 - 1;
        if sentence == u16::MAX {
            node.head += 1;
            return;
        }
        node.body = node.body.saturating_add(1);
        if node.last_sentence != sentence {
            node.last_sentence = sentence;
            node.sentences += 1;
            node.first_sentence = node.first_sentence.min(sentence);
        }
    }

    /// Whether the word at `at` only joins its neighbours: `·` and `-` between words, a blank beside Latin letters.
    fn is_connector(&self, walk: &Walk<'_>, at: usize) -> bool {
        if at == walk.words.start || at + 1 >= walk.words.end {
            return false;
        }
        let (before, after) = (self.traits(at - 1), self.traits(at + 1));
        let word = self.words[usize::from(self.text[at])];
        if word.id == TermId::SPACE {
            return before.is(Trait::LATIN) || after.is(Trait::LATIN);
        }
        let solid = Trait::CONTENT | Trait::NUMBER;
        walk.table.marks.connects(word.id) && before.is(solid) && after.is(solid)
    }

    /// Whether the number at `at` may end a phrase that begins at `from`: the number of a model (`米格-29`).
    fn is_model_number(&self, walk: &Walk<'_>, from: usize, at: usize) -> bool {
        let id = |at: usize| self.words[usize::from(self.text[at])].id;
        at > from && id(at) == TermId::NUMBER && (self.traits(at - 1).is(Trait::LATIN) || walk.table.marks.connects(id(at - 1)))
    }

    /// Where a credit (`记者 张三 通讯员 李四`) that begins at `at` is over: at the next mark.
    fn after_credit(&self, walk: &Walk<'_>, at: usize) -> usize {
        let end = walk.words.end;
        if at + 1 >= end {
            return end;
        }
        let id = |at: usize| self.words[usize::from(self.text[at])].id;
        let introduces = |at: usize| walk.table.marks.introduces(id(at));
        // Without a blank, a colon, a slash or a name behind it, it is a word like any other: `记者获悉`.
        if !(walk.names_follow(id(at + 1)) || introduces(at + 1)) {
            return at + 1;
        }
        let limit = end.min(at + 1 + crate::analyze::keywords::marks::Marks::CREDIT_WORDS);
        (at + 1..limit).find(|&at| self.traits(at).is(Trait::MARK) && id(at) != TermId::SPACE && !introduces(at)).unwrap_or(limit)
    }
}

/// The words that are looked through, with what the walk needs to know of them.
struct Walk<'a> {
    context: &'a Context<'a>,
    table: &'a KeywordTable,
    book: &'a Phrasebook,
    words: Range<usize>,
    sentence: u16,
}

impl Walk<'_> {
    const fn is_early(&self) -> bool {
        self.sentence == u16::MAX || (self.sentence as usize) < EARLY_SENTENCES
    }

    /// Whether a word may be the name, or the blank before the name, of one who wrote.
    fn names_follow(&self, id: TermId) -> bool {
        use crate::text::WordClass;
        matches!(self.context.vocabulary.class(id), WordClass::Person | WordClass::Space | WordClass::Unknown)
    }
}
