//! Word classes as features: which feature says that a word of this class stands alone, first or last.

#[allow(clippy::wildcard_imports, reason = "the tables name half of the features")]
use super::feature::*;
use crate::text::WordClass;

/// Features of the class of a single word, by [`family`].
pub(super) const SINGLE_OF: [usize; 14] = [
    SINGLE,
    SINGLE_VERB,
    SINGLE_VERBAL,
    SINGLE_ADJECTIVE,
    SINGLE_PERSON,
    SINGLE_PLACE,
    SINGLE_ORGANIZATION,
    SINGLE_PROPER,
    SINGLE_TIME,
    SINGLE_LOCATIVE,
    SINGLE_IDIOM,
    SINGLE_LATIN,
    SINGLE_UNKNOWN,
    SINGLE_OTHER,
];
/// Features of the class of the first of several words, by [`family`].
pub(super) const FIRST_OF: [usize; 14] = [
    FIRST,
    FIRST_VERB,
    FIRST_VERBAL,
    FIRST_ADJECTIVE,
    FIRST_PERSON,
    FIRST_PLACE,
    FIRST_ORGANIZATION,
    FIRST_PROPER,
    FIRST_TIME,
    FIRST_LOCATIVE,
    FIRST_IDIOM,
    FIRST_LATIN,
    FIRST_UNKNOWN,
    FIRST_OTHER,
];
/// Features of the class of the last of several words, by [`family`].
pub(super) const LAST_OF: [usize; 14] = [
    LAST,
    LAST_VERB,
    LAST_VERBAL,
    LAST_ADJECTIVE,
    LAST_PERSON,
    LAST_PLACE,
    LAST_ORGANIZATION,
    LAST_PROPER,
    LAST_TIME,
    LAST_LOCATIVE,
    LAST_IDIOM,
    LAST_LATIN,
    LAST_UNKNOWN,
    LAST_OTHER,
];

/// The place of a word class in the families of features for single, first and last words.
pub(super) const fn family(class: WordClass) -> usize {
    match class {
        WordClass::Noun => 0,
        WordClass::Verb => 1,
        WordClass::VerbalNoun => 2,
        WordClass::Adjective => 3,
        WordClass::Person => 4,
        WordClass::Place => 5,
        WordClass::Organization => 6,
        WordClass::Proper => 7,
        WordClass::Time => 8,
        WordClass::Locative => 9,
        WordClass::Idiom => 10,
        WordClass::Latin => 11,
        WordClass::Unknown => 12,
        WordClass::Number | WordClass::Space | WordClass::Punctuation | WordClass::Function | WordClass::Adverb => 13,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_stand_in_the_order_of_the_names() {
        assert!([SINGLE_OF, FIRST_OF, LAST_OF].iter().all(|of| of.is_sorted()));
        for class in WordClass::ALL {
            assert!(family(class) <= 13);
        }
        assert_eq!(NAMES[LAST_OF[family(WordClass::Latin)]], "Latin last");
    }
}
