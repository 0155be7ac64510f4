//! What the keyword stage must know of every word of a run's vocabulary, looked up once a run.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::{
    analyze::{
        keywords::{
            family::family,
            marks::Marks,
            phrasebook::{Phrasebook, Usage},
        },
        names::is_body,
        phrases::{PhraseIndex, Phrases},
    },
    model::Weights,
    text::{StopWords, TermId, Vocabulary, WordClass},
};

/// A word as the keyword stage sees it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::analyze) struct Trait {
    /// Inverse document frequency.
    pub idf: f32,
    /// See [`Trait::BEGINS`] and the others.
    pub flags: u16,
    /// Place of the word class in the families of features.
    pub family: u8,
    /// Characters, 255 at most.
    pub chars: u8,
    /// What the background knows of it.
    pub usage: Usage,
}

impl Trait {
    /// A phrase may begin with it.
    pub(in crate::analyze) const BEGINS: u16 = 1;
    /// A phrase may end with it.
    pub(super) const ENDS: u16 = 1 << 1;
    /// A phrase may go on over it.
    pub(super) const CONTINUES: u16 = 1 << 2;
    /// It carries meaning.
    pub(super) const CONTENT: u16 = 1 << 3;
    /// A stop word.
    pub(in crate::analyze) const STOP: u16 = 1 << 4;
    /// Punctuation or white space.
    pub(super) const MARK: u16 = 1 << 5;
    /// A function word, an adverb or a number.
    pub(super) const FUNCTION: u16 = 1 << 6;
    /// A verb.
    pub(super) const VERB: u16 = 1 << 7;
    /// A number without unit, a quantity: its text is not its id.
    pub(in crate::analyze) const NUMBER: u16 = 1 << 8;
    /// A mark the walk must look at: an opening quotation mark, a connector, a credit.
    pub(super) const SPECIAL: u16 = 1 << 9;
    /// Ends as the names of organisations do.
    pub(super) const BODY: u16 = 1 << 11;
    /// Latin letters.
    pub(super) const LATIN: u16 = 1 << 10;
    /// The name of a person.
    pub(in crate::analyze) const PERSON: u16 = 1 << 12;

    pub(in crate::analyze) const fn is(self, flag: u16) -> bool {
        self.flags & flag != 0
    }
}

/// The traits of every word of one vocabulary, by id, and the marks in it.
#[derive(Debug, Clone, Default)]
pub struct KeywordTable {
    traits: Vec<Trait>,
    pub(super) marks: Marks,
    /// What the user's dictionary adds to the value of a word.
    pub(super) bonuses: Arc<FxHashMap<TermId, f32>>,
    /// The terms that alone may be keywords, where the user gave a list.
    pub(super) terms: Option<(Arc<Phrases>, PhraseIndex)>,
}

impl KeywordTable {
    /// Looks every word up; `stop` says which are stop words.
    pub(in crate::analyze) fn new(vocabulary: &Vocabulary, weights: &Weights, stop: &StopWords, book: &Phrasebook) -> Self {
        let marks = Marks::new(vocabulary);
        let look = |(id, word): (TermId, &str)| Trait {
            idf: weights.idf(id) as f32,
            flags: flags(vocabulary.class(id), id)
                | if stop.contains(word) { Trait::STOP } else { 0 }
                | marks.flag(id)
                | if is_body(word) { Trait::BODY } else { 0 },
            family: family(vocabulary.class(id)) as u8,
            chars: word.chars().count().min(255) as u8,
            usage: book.word(id).map_or(Usage::UNKNOWN, |word| word.usage),
        };
        Self { traits: vocabulary.words().map(look).collect(), marks, ..Self::default() }
    }

    /// The same table with the user's words and terms.
    pub(super) fn with(mut self, vocabulary: &Vocabulary, words: &[(Box<str>, f32)], terms: Option<&Arc<Phrases>>) -> Self {
        self.bonuses = Arc::new(words.iter().filter_map(|(word, bonus)| Some((vocabulary.id(word)?, *bonus))).collect());
        self.terms = terms.map(|terms| (Arc::clone(terms), terms.index(vocabulary)));
        self
    }

    pub(in crate::analyze) fn get(&self, id: TermId) -> Trait {
        self.traits.get(id.index()).copied().unwrap_or_default()
    }

    pub(in crate::analyze) const fn len(&self) -> usize {
        self.traits.len()
    }
}

fn flags(class: WordClass, id: TermId) -> u16 {
    let solid = class.is_content() && class != WordClass::Adverb;
    let number = class == WordClass::Number && id != TermId::DATE;
    let mark = matches!(class, WordClass::Punctuation | WordClass::Space);
    let mut flags = 0;
    let mut set = |flag, yes: bool| flags |= if yes { flag } else { 0 };
    set(Trait::BEGINS | Trait::ENDS, solid);
    set(Trait::CONTENT, class.is_content());
    set(Trait::CONTINUES, !mark && id != TermId::DATE);
    set(Trait::MARK, mark);
    set(Trait::FUNCTION, matches!(class, WordClass::Function | WordClass::Adverb | WordClass::Number));
    set(Trait::VERB, class == WordClass::Verb);
    set(Trait::NUMBER, number);
    set(Trait::LATIN, class == WordClass::Latin);
    set(Trait::PERSON, class == WordClass::Person);
    flags
}
