//! The vocabulary: every term once, numbered, with its word class.

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

/// The number of a term in one [`Vocabulary`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

impl TermId {
    /// Any number without a unit: `137`, `８.７`, `三百`. All numbers share this id; the place tells which.
    pub const NUMBER: Self = Self(0);
    /// A date or a time of day: `11月30日`, `2023年`, `上午9时`.
    pub const DATE: Self = Self(1);
    /// A number with its unit: `53445.3亿元`, `8.7%`, `1/4`.
    pub const QUANTITY: Self = Self(2);
    /// A run of white space.
    pub const SPACE: Self = Self(3);

    /// The id as an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What sort of word a term is, as far as ranking cares. The written form is one letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum WordClass {
    /// Number, date or quantity.
    Number = b'm',
    /// White space.
    Space = b'_',
    /// Punctuation and symbols.
    Punctuation = b'w',
    /// Function words: pronouns, prepositions, conjunctions, particles, auxiliaries, classifiers.
    Function = b'u',
    /// Adverbs.
    Adverb = b'd',
    /// Adjectives and words that only qualify (`大型`).
    Adjective = b'a',
    /// Verbs.
    Verb = b'v',
    /// Verbs used as nouns (`发展`, `建设`).
    VerbalNoun = b'g',
    /// Nouns.
    Noun = b'n',
    /// Person names.
    Person = b'r',
    /// Place names.
    Place = b's',
    /// Organisations.
    Organization = b't',
    /// Other proper names, terms of art, works.
    Proper = b'z',
    /// Words of time (`今年`, `春节`).
    Time = b'i',
    /// Words of place and direction that name no place (`以上`, `东部`).
    Locative = b'f',
    /// Idioms and set phrases.
    Idiom = b'l',
    /// Latin letters: `AI`, `GDP`.
    Latin = b'e',
    /// In no lexicon.
    Unknown = b'x',
}

impl WordClass {
    /// Every class.
    pub const ALL: [Self; 18] = [
        Self::Number,
        Self::Space,
        Self::Punctuation,
        Self::Function,
        Self::Adverb,
        Self::Adjective,
        Self::Verb,
        Self::VerbalNoun,
        Self::Noun,
        Self::Person,
        Self::Place,
        Self::Organization,
        Self::Proper,
        Self::Time,
        Self::Locative,
        Self::Idiom,
        Self::Latin,
        Self::Unknown,
    ];

    /// The class written as `letter`.
    pub fn from_letter(letter: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|&class| class as u8 == letter)
    }

    /// The letter it is written as.
    pub const fn letter(self) -> char {
        self as u8 as char
    }

    /// The class of a tag of the ICTCLAS set that jieba's dictionary uses.
    pub fn from_tag(tag: &str) -> Self {
        match tag {
            "nr" | "nrfg" | "nrt" => Self::Person,
            "ns" => Self::Place,
            "nt" => Self::Organization,
            "nz" => Self::Proper,
            "vn" | "an" => Self::VerbalNoun,
            "eng" => Self::Latin,
            "x" => Self::Unknown,
            _ => match tag.as_bytes().first() {
                Some(b'n' | b'g') => Self::Noun,
                Some(b'v') => Self::Verb,
                Some(b'a' | b'b' | b'z') => Self::Adjective,
                Some(b'd') => Self::Adverb,
                Some(b'm') => Self::Number,
                Some(b't') => Self::Time,
                Some(b'f' | b's') => Self::Locative,
                Some(b'i' | b'l' | b'j') => Self::Idiom,
                Some(b'w') => Self::Punctuation,
                Some(b'c' | b'e' | b'h' | b'k' | b'o' | b'p' | b'q' | b'r' | b'u' | b'y') => Self::Function,
                _ => Self::Unknown,
            },
        }
    }

    /// The class of a word by its characters alone; `None` for Han words.
    pub fn from_shape(word: &str) -> Option<Self> {
        let mut class = None;
        for c in word.chars() {
            if c.is_whitespace() {
                class = class.or(Some(Self::Space));
            } else if c.is_numeric() && c.is_ascii() {
                class = if class == Some(Self::Latin) { class } else { Some(Self::Number) };
            } else if c.is_alphabetic() {
                if !c.is_ascii() {
                    return None;
                }
                class = Some(Self::Latin);
            } else if !matches!(class, Some(Self::Latin | Self::Number)) {
                class = Some(Self::Punctuation);
            }
        }
        class
    }

    /// Whether terms of this class carry meaning (count for document frequencies, keywords and topics).
    pub const fn is_content(self) -> bool {
        !matches!(self, Self::Number | Self::Space | Self::Punctuation | Self::Function)
    }
}

/// All terms known to a run, numbered from 0; the reserved ids of [`TermId`] come first.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    words: IndexSet<Box<str>, FxBuildHasher>,
    classes: Vec<WordClass>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        let mut empty = Self { words: IndexSet::default(), classes: Vec::new() };
        // In the order of the ids. The names cannot occur in a text: no control character leaves the reader.
        for (name, class) in [
            ("\u{1}number", WordClass::Number),
            ("\u{1}date", WordClass::Number),
            ("\u{1}quantity", WordClass::Number),
            ("\u{1}space", WordClass::Space),
        ] {
            empty.intern(name, class);
        }
        empty
    }
}

impl Vocabulary {
    /// The number of `word`, given a new one if it has none; the class of a known word stays.
    pub fn intern(&mut self, word: &str, class: WordClass) -> TermId {
        if let Some(id) = self.id(word) {
            return id;
        }
        let (index, _) = self.words.insert_full(word.into());
        self.classes.push(class);
        TermId(index as u32)
    }

    /// Makes room for `words` more words.
    pub fn reserve(&mut self, words: usize) {
        self.words.reserve(words);
        self.classes.reserve(words);
    }

    /// The number of `word`.
    pub fn id(&self, word: &str) -> Option<TermId> {
        self.words.get_index_of(word).map(|index| TermId(index as u32))
    }

    /// The word numbered `id`; empty for a number of another vocabulary.
    pub fn word(&self, id: TermId) -> &str {
        self.words.get_index(id.index()).map_or("", |word| word)
    }

    /// The class of `id`; `Unknown` for a number of another vocabulary.
    pub fn class(&self, id: TermId) -> WordClass {
        self.classes.get(id.index()).copied().unwrap_or(WordClass::Unknown)
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Never true: the reserved ids are always there.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// All terms in the order of their ids.
    pub fn words(&self) -> impl Iterator<Item = (TermId, &str)> {
        self.words.iter().enumerate().map(|(index, word)| (TermId(index as u32), &**word))
    }

    /// Takes in the terms a worker met beyond its base; the answer gives, for each of them in order, its number here.
    pub fn absorb(&mut self, local: LocalTerms<'_>) -> Vec<TermId> {
        local.words.into_iter().zip(local.classes).map(|(word, class)| self.intern(&word, class)).collect()
    }
}

/// Terms a worker meets that its base vocabulary does not hold. They are numbered from the base's length on, in the
/// order of the text, so the numbers depend on nothing but the text of the chunk.
#[derive(Debug)]
pub struct LocalTerms<'v> {
    base: &'v Vocabulary,
    words: IndexSet<Box<str>, FxBuildHasher>,
    classes: Vec<WordClass>,
}

impl<'v> LocalTerms<'v> {
    /// No terms beyond `base` yet.
    pub fn new(base: &'v Vocabulary) -> Self {
        Self { base, words: IndexSet::default(), classes: Vec::new() }
    }

    /// The number of `word`, in the base or here; `class` is asked only when the word is new.
    pub fn intern(&mut self, word: &str, class: impl FnOnce() -> WordClass) -> TermId {
        if let Some(id) = self.base.id(word) {
            return id;
        }
        let index = self.words.get_index_of(word).unwrap_or_else(|| {
            self.classes.push(class());
            self.words.insert_full(word.into()).0
        });
        TermId((self.base.len() + index) as u32)
    }

    /// The class of an id of the base or of this table.
    pub fn class(&self, id: TermId) -> WordClass {
        match id.index().checked_sub(self.base.len()) {
            None => self.base.class(id),
            Some(index) => self.classes.get(index).copied().unwrap_or(WordClass::Unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_ids_come_first() {
        let vocabulary = Vocabulary::default();
        assert_eq!(vocabulary.id("\u{1}number"), Some(TermId::NUMBER));
        assert_eq!(vocabulary.id("\u{1}space"), Some(TermId::SPACE));
        assert_eq!(vocabulary.class(TermId::DATE), WordClass::Number);
    }

    #[test]
    fn local_terms_are_numbered_after_the_base_and_absorbed_in_order() {
        let mut base = Vocabulary::default();
        let known = base.intern("消防", WordClass::Noun);
        let mut local = LocalTerms::new(&base);
        assert_eq!(local.intern("消防", || WordClass::Unknown), known);
        let fresh = local.intern("皇智尧", || WordClass::Unknown);
        assert_eq!(fresh.index(), base.len());
        let local = LocalTerms { base: &Vocabulary::default(), ..local };
        let map = base.absorb(local);
        assert_eq!(base.word(map[0]), "皇智尧");
    }

    #[test]
    fn letters_name_classes() {
        for class in WordClass::ALL {
            assert_eq!(WordClass::from_letter(class as u8), Some(class));
        }
    }
}
