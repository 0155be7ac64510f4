//! Finds the phrases that could be keywords, and counts how they stand.
//!
//! A candidate is a run of words inside one sentence that begins and ends with a content word, or the whole of what
//! stands in quotation marks or in 《》. Candidates are slices of the article: two runs are the same candidate when
//! they read the same, however the segmenter cut them. Whether a candidate is a good one is left to `feature`.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{
    analyze::{Context, keywords::marks::Marks},
    span::Span,
    text::{TermId, Tokens, WordClass},
};

/// Words a phrase may have, connectors such as `·` not counted. 96 % of the editors' keywords have no more.
const MOST_WORDS: usize = 4;
/// Characters a phrase may have; names of works may be longer.
const MOST_CHARS: usize = 12;
/// Characters the name of a work or a quoted phrase may have.
const MOST_QUOTED_CHARS: usize = 20;
/// A quotation of more characters is speech, no name.
const MOST_SPOKEN_CHARS: usize = 10;

/// What stood on one side of the occurrences of a phrase.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Neighbours {
    /// Occurrences next to punctuation or the end of the sentence.
    pub edges: u32,
    /// Occurrences next to a function word, an adverb or a number.
    pub functions: u32,
    /// Occurrences next to a verb.
    pub verbs: u32,
    /// The neighbour of the first occurrence.
    first: Option<TermId>,
    /// Whether some occurrence had another neighbour.
    pub varies: bool,
}

/// A phrase that could be a keyword.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'t> {
    /// As printed.
    pub term: &'t str,
    /// Whether `words` are words of the head (else of the body).
    pub in_head: bool,
    /// The words of its first occurrence.
    pub words: Range<usize>,
    /// Occurrences in the head.
    pub head: u32,
    /// Occurrences in the body.
    pub body: u32,
    /// Sentences of the body it occurs in.
    pub sentences: u32,
    /// The first of them; the number of sentences for what stands in the head only.
    pub first_sentence: usize,
    last_sentence: usize,
    /// What stands before it.
    pub left: Neighbours,
    /// What stands behind it.
    pub right: Neighbours,
    /// Occurrences that stand alone in quotation marks.
    pub quoted: u32,
    /// Occurrences that stand alone in 《》.
    pub titled: u32,
    /// Occurrences of the commonest longer candidate it is part of.
    pub wider: u32,
}

impl Candidate<'_> {
    /// Occurrences in head and body.
    pub(super) const fn count(&self) -> u32 {
        self.head + self.body
    }
}

/// All candidates of an article, in order of first occurrence, the head first.
#[derive(Debug, Default)]
pub(super) struct Candidates<'t> {
    /// The candidates.
    pub list: Vec<Candidate<'t>>,
    numbers: FxHashMap<&'t str, u32>,
}

/// The words that are looked through, with what the walk needs to know of them.
struct Walk<'a> {
    context: &'a Context<'a>,
    marks: &'a Marks,
    text: &'a str,
    tokens: &'a Tokens,
    in_head: bool,
}

impl<'t> Candidates<'t> {
    /// The candidates of the article; `head` is the text of its head block.
    pub(super) fn find(context: &'t Context<'t>, marks: &'t Marks, head: &'t str) -> Self {
        let mut found = Self::default();
        let document = context.document;
        let walk = Walk { context, marks, text: head, tokens: &document.head, in_head: true };
        found.walk(&walk, 0..document.head.len(), document.sentences.len());
        let walk = Walk { context, marks, text: &context.article.text, tokens: &document.body, in_head: false };
        let after_lead = document.body.within(Span::new(0, context.article.dateline.lead.end)).end;
        for (number, sentence) in document.sentences.iter().enumerate() {
            found.walk(&walk, (sentence.tokens.start as usize).max(after_lead)..sentence.tokens.end as usize, number);
        }
        found.find_wider(head, context);
        found
    }

    fn walk(&mut self, walk: &Walk<'t>, words: Range<usize>, sentence: usize) {
        let mut at = words.start;
        while at < words.end {
            let id = walk.tokens.id(at);
            if walk.marks.opens_credit(id) {
                at = walk.after_credit(at, words.end);
                continue;
            }
            if let Some(closing) = walk.marks.closing_of(id) {
                self.add_quoted(walk, at, closing, &words, sentence);
            }
            self.add_runs(walk, at, &words, sentence);
            at += 1;
        }
    }

    /// Adds what stands between the mark at `open` and the next `closing`.
    fn add_quoted(&mut self, walk: &Walk<'t>, open: usize, closing: TermId, words: &Range<usize>, sentence: usize) {
        let Some(length) = walk.tokens.ids()[open + 1..words.end].iter().position(|&id| id == closing) else { return };
        let inside = open + 1..open + 1 + length;
        if inside.is_empty() {
            return;
        }
        let work = walk.marks.is_work(closing);
        let term = walk.tokens.span_of(inside.clone()).of(walk.text);
        let chars = term.chars().count();
        let whole = chars >= 2
            && chars <= if work { MOST_QUOTED_CHARS } else { MOST_SPOKEN_CHARS }
            && (work || !inside.clone().any(|at| walk.marks.ends_clause(walk.tokens.id(at))))
            && inside.clone().any(|at| walk.class(at).is_content())
            && term.trim() == term;
        if whole {
            // A run of the same words is found by the walk as well; here only what the marks say is noted.
            let is_run = !work && walk.is_run(&inside);
            let number = self.number(walk, &inside, sentence);
            let candidate = &mut self.list[number];
            if work {
                candidate.titled += 1
            } else {
                candidate.quoted += 1
            }
            if !is_run {
                candidate.occurs(walk, &inside, words, sentence);
            }
        }
    }

    fn add_runs(&mut self, walk: &Walk<'t>, from: usize, words: &Range<usize>, sentence: usize) {
        if !walk.may_begin(from, words.end) {
            return;
        }
        let mut counted = 0;
        for at in from..words.end {
            let connector = walk.is_connector(at, words.end);
            if at > from && !connector && !walk.may_continue(at) {
                return;
            }
            counted += usize::from(!connector);
            if counted > MOST_WORDS {
                return;
            }
            if !walk.may_end(from, at) {
                continue;
            }
            let run = from..at + 1;
            let span = walk.tokens.span_of(run.clone());
            let chars = span.of(walk.text).chars().count();
            if chars > MOST_CHARS {
                return;
            }
            if chars >= 2 {
                let number = self.number(walk, &run, sentence);
                self.list[number].occurs(walk, &run, words, sentence);
            }
        }
    }

    fn number(&mut self, walk: &Walk<'t>, run: &Range<usize>, sentence: usize) -> usize {
        let term = walk.tokens.span_of(run.clone()).of(walk.text);
        let next = self.list.len() as u32;
        let number = *self.numbers.entry(term).or_insert(next);
        if number == next {
            self.list.push(Candidate {
                term,
                in_head: walk.in_head,
                words: run.clone(),
                head: 0,
                body: 0,
                sentences: 0,
                first_sentence: sentence,
                last_sentence: usize::MAX,
                left: Neighbours::default(),
                right: Neighbours::default(),
                quoted: 0,
                titled: 0,
                wider: 0,
            });
        }
        number as usize
    }

    /// Notes for every candidate how often the commonest longer candidate around it occurs.
    fn find_wider(&mut self, head: &'t str, context: &'t Context<'t>) {
        for wide in 0..self.list.len() {
            let Candidate { in_head, ref words, head: in_heads, body, .. } = self.list[wide];
            let count = in_heads + body;
            if words.len() < 2 || count < 2 {
                continue;
            }
            let words = words.clone();
            let (tokens, text) =
                if in_head { (&context.document.head, head) } else { (&context.document.body, context.article.text.as_str()) };
            for start in words.clone() {
                for end in start + 1..=words.end {
                    if (start..end) == words {
                        continue;
                    }
                    if let Some(&inner) = self.numbers.get(tokens.span_of(start..end).of(text)) {
                        let inner = &mut self.list[inner as usize];
                        inner.wider = inner.wider.max(count);
                    }
                }
            }
        }
    }
}

impl Candidate<'_> {
    fn occurs(&mut self, walk: &Walk<'_>, run: &Range<usize>, words: &Range<usize>, sentence: usize) {
        let first = self.count() == 0;
        if walk.in_head {
            self.head += 1;
        } else {
            if self.body == 0 {
                self.first_sentence = sentence;
            }
            self.body += 1;
            if self.last_sentence != sentence {
                self.last_sentence = sentence;
                self.sentences += 1;
            }
        }
        self.left.note(walk, (run.start > words.start).then(|| run.start - 1), first);
        self.right.note(walk, (run.end < words.end).then_some(run.end), first);
    }
}

impl Neighbours {
    fn note(&mut self, walk: &Walk<'_>, at: Option<usize>, first: bool) {
        let id = at.map(|at| walk.tokens.id(at));
        match at.map(|at| walk.class(at)) {
            None | Some(WordClass::Punctuation | WordClass::Space) => self.edges += 1,
            Some(WordClass::Function | WordClass::Adverb | WordClass::Number) => self.functions += 1,
            Some(WordClass::Verb) => self.verbs += 1,
            Some(_) => {}
        }
        if first {
            self.first = id;
        } else if self.first != id {
            self.varies = true;
        }
    }
}

impl Walk<'_> {
    fn class(&self, at: usize) -> WordClass {
        self.context.vocabulary.class(self.tokens.id(at))
    }

    /// Whether a phrase may begin here: with a content word, or with a number that a content word follows (`5G`, `3D打印`).
    fn may_begin(&self, at: usize, end: usize) -> bool {
        match self.class(at) {
            WordClass::Adverb => false,
            WordClass::Number => self.tokens.id(at) != TermId::DATE && at + 1 < end && is_content(self.class(at + 1)),
            class => class.is_content(),
        }
    }

    /// Whether a phrase may go on over this word.
    fn may_continue(&self, at: usize) -> bool {
        match self.class(at) {
            WordClass::Punctuation | WordClass::Space => false,
            WordClass::Number => self.tokens.id(at) != TermId::DATE,
            _ => true,
        }
    }

    /// Whether a phrase that begins at `from` may end with word `at`: a content word, or the number of a model (`米格-29`).
    fn may_end(&self, from: usize, at: usize) -> bool {
        match self.class(at) {
            WordClass::Adverb => false,
            WordClass::Number => {
                at > from
                    && self.tokens.id(at) == TermId::NUMBER
                    && (self.class(at - 1) == WordClass::Latin || self.marks.connects(self.tokens.id(at - 1)))
            }
            class => class.is_content(),
        }
    }

    /// Whether the word at `at` only joins its neighbours: `·` and `-` between words, a blank beside Latin letters.
    fn is_connector(&self, at: usize, end: usize) -> bool {
        if at == 0 || at + 1 >= end {
            return false;
        }
        let (before, after) = (self.class(at - 1), self.class(at + 1));
        if self.tokens.id(at) == TermId::SPACE {
            let latin = |class| matches!(class, WordClass::Latin);
            return (latin(before) || latin(after)) && self.tokens.span(at).len() == 1;
        }
        let solid = |class: WordClass| class.is_content() || class == WordClass::Number;
        self.marks.connects(self.tokens.id(at)) && solid(before) && solid(after)
    }

    /// Whether [`Candidates::add_runs`] finds exactly these words.
    fn is_run(&self, run: &Range<usize>) -> bool {
        let connectors = run.clone().filter(|&at| self.is_connector(at, run.end)).count();
        self.may_begin(run.start, run.end)
            && self.may_end(run.start, run.end - 1)
            && run.len() - connectors <= MOST_WORDS
            && run.clone().all(|at| self.may_continue(at) || self.is_connector(at, run.end))
    }

    /// Where a credit (`记者 张三 通讯员 李四`) that begins at `at` is over: at the next mark.
    fn after_credit(&self, at: usize, end: usize) -> usize {
        let Some(next) = (at + 1 < end).then(|| self.tokens.id(at + 1)) else { return end };
        // Without a blank, a colon, a slash or a name behind it, it is a word like any other: `记者获悉`.
        let names = |at: usize| matches!(self.class(at), WordClass::Person | WordClass::Space | WordClass::Unknown);
        if !(names(at + 1) || self.marks.introduces(next)) {
            return at + 1;
        }
        let limit = end.min(at + 1 + Marks::CREDIT_WORDS);
        let stop = |&at: &usize| self.class(at) == WordClass::Punctuation && !self.marks.introduces(self.tokens.id(at));
        (at + 1..limit).find(stop).unwrap_or(limit)
    }
}

/// Content words and unknown ones; no adverbs.
const fn is_content(class: WordClass) -> bool {
    class.is_content() && !matches!(class, WordClass::Adverb)
}
