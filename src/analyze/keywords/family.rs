//! Word classes as features: in every family of features for a single, first or last word the classes stand in one
//! order.

use crate::text::WordClass;

/// How many places a family has.
pub(super) const FAMILIES: usize = 14;

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
    fn every_class_has_a_place() {
        assert!(WordClass::ALL.iter().all(|&class| family(class) < FAMILIES));
    }
}
