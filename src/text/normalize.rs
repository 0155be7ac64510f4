//! Character normalisation for segmentation: one character in, one character out, so places map back one to one.

use std::borrow::Cow;

/// Full-width ASCII (U+FF01–FF5E) stands this far above ASCII.
const FULL_WIDTH_OFFSET: u32 = 0xFEE0;

/// The character segmentation should see for `c`: full-width letters and digits become ASCII, the ideographic space
/// a space. Punctuation stays, since full-width punctuation is the regular form in Chinese.
pub const fn fold(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '．' => match char::from_u32(c as u32 - FULL_WIDTH_OFFSET) {
            Some(ascii) => ascii,
            None => c,
        },
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}

/// `text` with every character folded; borrowed where nothing changes. The result has as many characters as `text`.
pub fn normalize(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| fold(c) == c) { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(fold).collect()) }
}
