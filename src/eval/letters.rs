//! What of a text is compared: width, case, white space and punctuation never decide a score.

use unicode_general_category::{GeneralCategory as Category, get_general_category};
use unicode_normalization::UnicodeNormalization;

/// Words that end a dateline: `新华社北京12月1日电`, `本报讯`.
const DATELINE_ENDS: [&str; 6] = ["日电", "日讯", "报讯", "网讯", "社讯", "消息"];
/// A dateline's words come within this many characters of the start.
const DATELINE_REACH: usize = 30;
/// Longest bracket after a dateline, in characters: `（记者 某某 通讯员 某某）`.
const BRACKET_REACH: usize = 40;

/// NFKC, lower case, no white space: the form in which keywords are equal or not.
pub(super) fn folded(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase().split(is_space).collect()
}

/// The folded text without punctuation, symbols, separators and control characters.
pub(super) fn letters(text: &str) -> Vec<char> {
    folded(text).chars().filter(|&c| !is_mark(c)).collect()
}

/// Letters and digits alone (NFKC, lower case): what splitting is measured on.
pub(super) fn letters_and_digits(text: &str) -> Vec<char> {
    text.nfkc().filter(|&c| is_letter_or_digit(c)).flat_map(char::to_lowercase).collect()
}

/// A sentence without the dateline it may open with (`新华社北京12月1日电`, `本报讯（记者 …）`).
pub(super) fn bare(sentence: &str) -> &str {
    let sentence = sentence.trim_matches(is_space);
    let Some(rest) = after_dateline_word(sentence) else { return sentence };
    let rest = rest.trim_start_matches(is_space);
    let rest = after_bracket(rest).unwrap_or(rest).trim_start_matches(is_space);
    rest.strip_prefix(['：', ':']).unwrap_or(rest).trim_start_matches(is_space)
}

fn after_dateline_word(sentence: &str) -> Option<&str> {
    for (place, c) in sentence.char_indices().take(DATELINE_REACH + 1) {
        let rest = &sentence[place..];
        if let Some(after) = DATELINE_ENDS.iter().find_map(|word| rest.strip_prefix(word)) {
            return Some(after);
        }
        if matches!(c, '，' | '。' | '！' | '？' | '；' | '“') {
            return None;
        }
    }
    None
}

fn after_bracket(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(['（', '('])?;
    let (place, c) = inside.char_indices().take(BRACKET_REACH + 1).find(|&(_, c)| matches!(c, '）' | ')'))?;
    Some(&inside[place + c.len_utf8()..])
}

/// White space as Python's `str.split` and `\s` know it, which the published definitions are written in.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Categories P, S, Z and C.
fn is_mark(c: char) -> bool {
    use Category as G;
    !is_letter_or_digit(c) && !matches!(get_general_category(c), G::NonspacingMark | G::SpacingMark | G::EnclosingMark)
}

/// Categories L and N.
fn is_letter_or_digit(c: char) -> bool {
    use Category as G;
    matches!(c, '\u{4e00}'..='\u{9fff}' | '0'..='9' | 'a'..='z')
        || matches!(
            get_general_category(c),
            G::UppercaseLetter
                | G::LowercaseLetter
                | G::TitlecaseLetter
                | G::ModifierLetter
                | G::OtherLetter
                | G::DecimalNumber
                | G::LetterNumber
                | G::OtherNumber
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_cut_and_nothing_else() {
        for (sentence, expected) in [
            ("新华社滨江12月1日电（记者 某某）港口今日开航。", "港口今日开航。"),
            ("新华社滨江12月1日电 港口今日开航。", "港口今日开航。"),
            ("本报讯：港口今日开航。", "港口今日开航。"),
            (" 消息 (记者) : 开航", "开航"),
            ("港口今日开航，本报讯者称道。", "港口今日开航，本报讯者称道。"),
            (
                "港口开航的好日子来得比大家在去年秋天预想的早了整整两个月又十天，消息",
                "港口开航的好日子来得比大家在去年秋天预想的早了整整两个月又十天，消息",
            ),
            ("本报讯（没有收尾的括号", "（没有收尾的括号"),
        ] {
            assert_eq!(bare(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn width_case_and_marks_do_not_count() {
        assert_eq!(folded("Ｃ９１９ 客机"), "c919客机");
        assert_eq!(letters("“Ｃ９１９”，客机 ＋1%").iter().collect::<String>(), "c919客机1");
        assert_eq!(letters_and_digits("第１版·《滨江报》").iter().collect::<String>(), "第1版滨江报");
    }
}
