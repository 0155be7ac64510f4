//! Jump marks: `（下转第2版）`, `（上接第一版）`, in either numeral style and with whatever brackets the extractor left.

use super::glyph;

/// Words that lead to another page.
const ONWARD: &[&str] = &["下转", "下轉", "转", "轉"];
/// Words that say where the story began.
const BACK: &[&str] = &["上接", "紧接", "緊接"];
/// Brackets and arrows a mark is set in.
const FRAME: &[char] = &['（', '）', '(', ')', '[', ']', '【', '】', '〔', '〕', '▶', '►', '→', '…', '·', '■', '▲', '▼', '*'];
/// The longest page label, in characters: `第十二版`, `A01版`, `头版`.
const MAX_LABEL: usize = 7;

/// A mark found at one end of a text: the page label and the bytes it covers there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The page label as printed, blanks left out.
    pub(super) label: String,
    /// Bytes of the mark, brackets included.
    pub(super) len: usize,
}

/// The mark `text` begins with: `（上接第一版）`.
pub(super) fn back(text: &str) -> Option<Mark> {
    let open = text.trim_start_matches(|c: char| c.is_whitespace() || FRAME.contains(&c));
    let rest = BACK.iter().find_map(|word| open.strip_prefix(word))?;
    let (label, after) = label(rest)?;
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || FRAME.contains(&c));
    Some(Mark { label, len: text.len() - after.len() })
}

/// The mark `text` ends with: `（下转第2版）`.
pub(super) fn onward(text: &str) -> Option<Mark> {
    let body = text.trim_end_matches(|c: char| c.is_whitespace() || FRAME.contains(&c));
    let tail_at = body.char_indices().rev().take(MAX_LABEL + 4).last().map_or(0, |(at, _)| at);
    let (at, word) = ONWARD.iter().find_map(|word| body[tail_at..].rfind(word).map(|at| (tail_at + at, *word)))?;
    let (label, after) = label(&body[at + word.len()..])?;
    let before = body[..at].trim_end_matches(|c: char| c.is_whitespace() || FRAME.contains(&c) && c != '…');
    // A bare 转 needs its bracket: 他转2版 is no mark.
    let framed = before.len() < at || before.is_empty();
    (after.trim().is_empty() && (framed || word.chars().count() == 2)).then(|| Mark { label, len: text.len() - before.len() })
}

/// Whether a line is nothing but a jump mark.
pub(super) fn is_back_line(text: &str) -> bool {
    back(text).is_some_and(|mark| mark.len == text.len())
}

/// Whether a line is nothing but a mark that leads onward.
pub(super) fn is_onward_line(text: &str) -> bool {
    onward(text).is_some_and(|mark| mark.len == text.len())
}

/// A page label and what follows it: `第一版`, `A01版`, `2版`, `A3`.
fn label(text: &str) -> Option<(String, &str)> {
    let mut end = 0;
    let mut numbers = 0;
    for (at, c) in text.char_indices().take(2 * MAX_LABEL) {
        let next = at + c.len_utf8();
        match c {
            '版' => {
                let label = glyph::squeeze(&text[..next]);
                return (numbers > 0 && label.chars().count() <= MAX_LABEL).then(|| (label, &text[next..]));
            }
            '第' | '头' | '頭' | '封' => numbers += usize::from(c != '第'),
            _ if c.is_ascii_alphanumeric() || "〇零一二三四五六七八九十".contains(c) => numbers += 1,
            _ if c.is_whitespace() => continue,
            _ => break,
        }
        end = next;
    }
    let label = glyph::squeeze(&text[..end]);
    let page =
        label.starts_with(|c: char| c.is_ascii_uppercase()) && label.len() <= 4 && label.ends_with(|c: char| c.is_ascii_digit());
    page.then(|| (label, &text[end..]))
}

/// The page number inside a label, for comparing `第二版` with page `2` or `A02`.
pub(super) fn number(label: &str) -> Option<(Option<char>, u32)> {
    let section = label.chars().find(char::is_ascii_uppercase);
    let digits: String = label.chars().filter(char::is_ascii_digit).collect();
    if let Ok(number) = digits.parse() {
        return Some((section, number));
    }
    if label.contains(['头', '頭']) {
        return Some((section, 1));
    }
    let numerals = label.chars().filter_map(|c| "〇一二三四五六七八九十".chars().position(|numeral| numeral == c));
    let value = numerals.fold(None, |sum: Option<u32>, digit| match (sum, digit as u32) {
        (None, digit) => Some(digit),
        (Some(sum), 10) => Some(sum * 10),
        (Some(sum), digit) => Some(sum + digit),
    })?;
    Some((section, value))
}

/// Whether two page labels can name the same page; a section letter counts only where both have one.
pub(super) fn same_page(a: &str, b: &str) -> bool {
    match (number(a), number(b)) {
        (Some((section_a, page_a)), Some((section_b, page_b))) => {
            page_a == page_b && (section_a.is_none() || section_b.is_none() || section_a == section_b)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_labels() {
        let label = |mark: Option<Mark>| mark.map(|mark| mark.label);
        assert_eq!(label(back("（上接第一版）")).as_deref(), Some("第一版"));
        assert_eq!(label(back("[上接 A01 版）他说")).as_deref(), Some("A01版"));
        assert_eq!(label(back("上接头版 他说")).as_deref(), Some("头版"));
        assert_eq!(label(onward("提出了要求。 （下转第2版）")).as_deref(), Some("第2版"));
        assert_eq!(label(onward("提出了要求。（转A3）")).as_deref(), Some("A3"));
        assert_eq!(label(onward("他把电话转到二版")), None);
        assert_eq!(label(back("上接长江，下连大海")), None);
        assert!(is_back_line("（上接第一版）") && !is_back_line("（上接第一版）他说"));
    }

    #[test]
    fn the_same_page_in_any_numerals() {
        for (a, b, same) in [
            ("第二版", "2", true),
            ("第十二版", "A12", true),
            ("A01版", "B01", false),
            ("头版", "1", true),
            ("第二十版", "20", true),
            ("三", "2", false),
        ] {
            assert_eq!(same_page(a, b), same, "{a} {b}");
        }
    }
}
