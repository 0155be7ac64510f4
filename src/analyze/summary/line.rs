//! One sentence by itself: what is printed of it, its words by class, its wording.

use std::ops::Range;

use crate::{
    analyze::{
        Context,
        summary::{
            wording::{Cues, Word, Wording},
            words::{Reader, WordTable},
        },
    },
    span::Span,
    text::{TermId, WordClass},
};

/// What one sentence shows by itself.
pub(super) struct Line {
    /// What is printed of it.
    pub(super) span: Span,
    /// Its words.
    pub(super) tokens: Range<usize>,
    /// What its words and marks show.
    pub(super) wording: Wording,
    /// How many words of each sort it holds.
    pub(super) classes: Classes,
    /// Characters printed.
    pub(super) chars: u32,
    /// It is no sentence of the story.
    pub(super) credit: bool,
}

/// How many words of each sort a sentence holds.
#[derive(Default)]
pub(super) struct Classes {
    pub(super) numbers: u32,
    pub(super) dates: u32,
    pub(super) quantities: u32,
    pub(super) words: u32,
    by_class: [u32; WordClass::ALL.len()],
}

impl Classes {
    /// Words of a class.
    pub(super) fn count(&self, class: WordClass) -> u32 {
        self.by_class[slot(class)]
    }

    /// Their share of all words.
    pub(super) fn share(&self, class: WordClass) -> f32 {
        self.count(class) as f32 / self.words.max(1) as f32
    }
}

/// The place of a class in [`Classes::by_class`].
const fn slot(class: WordClass) -> usize {
    match class {
        WordClass::Number => 0,
        WordClass::Space => 1,
        WordClass::Punctuation => 2,
        WordClass::Function => 3,
        WordClass::Adverb => 4,
        WordClass::Adjective => 5,
        WordClass::Verb => 6,
        WordClass::VerbalNoun => 7,
        WordClass::Noun => 8,
        WordClass::Person => 9,
        WordClass::Place => 10,
        WordClass::Organization => 11,
        WordClass::Proper => 12,
        WordClass::Time => 13,
        WordClass::Locative => 14,
        WordClass::Idiom => 15,
        WordClass::Latin => 16,
        WordClass::Unknown => 17,
    }
}

impl Line {
    /// Reads the words of one sentence.
    pub(super) fn read(context: &Context<'_>, words: &WordTable, span: Span, tokens: Range<usize>) -> Self {
        let text = &context.article.text;
        let body = &context.document.body;
        let (mut wording, mut classes, mut credits) = (Wording::default(), Classes::default(), 0_u32);
        for at in tokens.clone() {
            let id = body.id(at);
            let class = context.vocabulary.class(id);
            classes.by_class[slot(class)] += 1;
            classes.dates += u32::from(id == TermId::DATE);
            classes.quantities += u32::from(id == TermId::QUANTITY);
            let cues = words.cues(id);
            credits += u32::from(cues.has(Cues::CREDIT));
            let span = body.span(at);
            let mark = if class == WordClass::Punctuation { span.of(text) } else { "" };
            wording.read(Word { id, class, cues, span, text: mark });
        }
        wording.end();
        classes.words = tokens.len() as u32;
        classes.numbers = classes.count(WordClass::Number);
        // One such word may stand in a sentence of the story; several, or one in a few words, make a credit.
        let credit = credits > 1 || credits == 1 && tokens.len() < 12;
        Self { span, chars: span.of(text).chars().count() as u32, tokens, wording, classes, credit }
    }

    /// Calls `part` for each of its words that is worth something.
    pub(super) fn read_words(&self, context: &Context<'_>, reader: &mut Reader<'_>, part: impl FnMut(TermId, f32)) {
        let ids = &context.document.body.ids()[self.tokens.clone()];
        reader.each(ids, self.wording.opening.map(|(id, _)| id), part);
    }
}
