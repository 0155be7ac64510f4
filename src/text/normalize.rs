//! Character normalisation for segmentation: one character in, one character out, so places map back one to one.
//!
//! Case is kept: `AI` and `ai` are two terms, since Latin words in the Chinese press are names, printed in one form, and
//! a keyword is shown as printed.

use std::borrow::Cow;

use crate::script;

/// Full-width ASCII (U+FF01–FF5E) stands this far above ASCII.
const FULL_WIDTH_OFFSET: u32 = 0xFEE0;

/// The character segmentation should see for `c`: full-width letters and digits become ASCII, compatibility ideographs
/// their unified form, traditional characters their simplified form, any blank a space. Punctuation stays, since full-width
/// punctuation is the regular form in Chinese; only the signs that stand inside numbers and names are folded
/// (`％ ． － ＋ ／ ＆ ＃ ＿`). Superscript, subscript and circled digits stay: `CO₂` and `①` are no numbers.
pub(super) fn fold(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '．' | '－' | '＋' | '／' | '＆' | '＃' | '＿' => {
            char::from_u32(c as u32 - FULL_WIDTH_OFFSET).unwrap_or(c)
        }
        '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
        '•' | '‧' | '・' | '･' | '∙' => '·',
        '\u{2f00}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => script::simplified(unified(c)),
        _ => script::simplified(c),
    }
}

/// The unified ideograph of a compatibility form or radical, as PDF text layers give them (`⼀` for `一`).
fn unified(c: char) -> char {
    use unicode_normalization::UnicodeNormalization;
    let mut forms = std::iter::once(c).nfkc();
    match (forms.next(), forms.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// `text` with every character folded; borrowed where nothing changes. Law: it has as many characters as `text`.
pub fn normalize(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| fold(c) == c) { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(fold).collect()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn forms_fold() {
        for (text, expected) in [
            ("２０２３年１１月", "2023年11月"),
            ("８．７％", "8.7%"),
            ("ＡＩ大模型", "AI大模型"),
            ("上海\u{3000}北京", "上海 北京"),
            ("⼈⼯智能", "人工智能"),
            ("让•皮埃尔", "让·皮埃尔"),
            ("真的吗？（是）", "真的吗？（是）"),
            ("CO₂ AI", "CO₂ AI"),
            ("香港經濟發展", "香港经济发展"),
        ] {
            assert_eq!(normalize(text), expected);
        }
    }

    proptest! {
        #[test]
        fn one_character_in_one_character_out(text in any::<String>()) {
            let folded = normalize(&text);
            prop_assert_eq!(folded.chars().count(), text.chars().count());
            prop_assert_eq!(normalize(&folded), &*folded, "folding twice changes nothing more");
        }
    }
}
