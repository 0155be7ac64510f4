//! Jump marks: `（下转第2版）`, `（上接第一版）`, in either numeral style and with whatever brackets the extractor left.

/// Words that lead to another page.
const ONWARD: &[&str] = &["下转", "下轉", "下接", "紧接", "緊接", "转", "轉"];
/// Words that say where the story began.
const BACK: &[&str] = &["上接", "紧接", "緊接", "承接", "接"];
/// The characters these begin with.
const BACK_STARTS: &[char] = &['上', '紧', '緊', '承', '接'];
/// Brackets and arrows a mark is set in.
const FRAME: &[char] = &['（', '）', '(', ')', '[', ']', '【', '】', '〔', '〕', '▶', '►', '→', '…', '·', '■', '▲', '▼', '*'];
/// Brackets that open and that close; before and behind a mark, these belong to the text.
const OPENS: &[char] = &['（', '(', '[', '【', '〔'];
const CLOSES: &[char] = &['）', ')', ']', '】', '〕'];
/// What stands between two pages in one label.
const BETWEEN: &[char] = &['、', '，', ',', '/', '—', '-', '–', '～', '~', '至'];
/// The longest page label, in characters: `第十二版`, `A01版`, `头版`, `第2、3版`.
const MAX_LABEL: usize = 9;

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
    if !open.starts_with(BACK_STARTS) {
        return None;
    }
    let (word, rest) = BACK.iter().find_map(|word| Some((*word, open.strip_prefix(word)?)))?;
    let (label, after) = label(rest)?;
    // A bare 接 needs its bracket and 版: 接2班的孩子 is no mark.
    if word.chars().count() == 1 && !(open.len() < text.trim_start().len() && label.ends_with('版')) {
        return None;
    }
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || FRAME.contains(&c) && !OPENS.contains(&c));
    Some(Mark { label, len: text.len() - after.len() })
}

/// The mark `text` ends with: `（下转第2版）`.
pub(super) fn onward(text: &str) -> Option<Mark> {
    let body = text.trim_end_matches(|c: char| c.is_whitespace() || FRAME.contains(&c));
    // Nearly every line stops here: a label ends with 版 or a digit.
    if !body.ends_with(|c: char| c == '版' || half_width(c).is_ascii_digit()) {
        return None;
    }
    let tail_at = body.char_indices().rev().take(MAX_LABEL + 4).last().map_or(0, |(at, _)| at);
    if !body[tail_at..].contains(['转', '轉', '接']) {
        return None;
    }
    let (at, word) = ONWARD.iter().find_map(|word| body[tail_at..].rfind(word).map(|at| (tail_at + at, *word)))?;
    let (label, after) = label(&body[at + word.len()..])?;
    let before =
        body[..at].trim_end_matches(|c: char| c.is_whitespace() || FRAME.contains(&c) && c != '…' && !CLOSES.contains(&c));
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

/// A page label and what follows it: `第一版`, `A01版`, `2版`, `A3`, `第２、３版`. Full-width letters come out as ASCII.
fn label(text: &str) -> Option<(String, &str)> {
    let mut end = 0;
    let mut numbers = 0;
    for (at, c) in text.char_indices().take(2 * MAX_LABEL) {
        let next = at + c.len_utf8();
        match half_width(c) {
            '版' => {
                let label = plain(&text[..next]);
                return (numbers > 0 && label.chars().count() <= MAX_LABEL).then(|| (label, &text[next..]));
            }
            '第' | '头' | '頭' | '封' => numbers += usize::from(c != '第'),
            c if c.is_ascii_alphanumeric() || "〇零一二三四五六七八九十".contains(c) => numbers += 1,
            c if c.is_whitespace() || BETWEEN.contains(&c) && numbers > 0 => continue,
            _ => break,
        }
        end = next;
    }
    let label = plain(&text[..end]);
    let page =
        label.starts_with(|c: char| c.is_ascii_uppercase()) && label.len() <= 4 && label.ends_with(|c: char| c.is_ascii_digit());
    page.then(|| (label, &text[end..]))
}

/// Without blanks, letters and digits in half width.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect()
}

/// A letter or digit of full width as ASCII has it.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The pages a label names, for comparing `第二版` with page `2` or `A02`; a section letter holds for the pages behind it.
fn pages(label: &str) -> Vec<(Option<char>, u32)> {
    let mut section = None;
    let mut pages = Vec::new();
    for part in label.split(BETWEEN) {
        section = part.chars().find(char::is_ascii_uppercase).or(section);
        pages.extend(number(part).map(|number| (section, number)));
    }
    pages
}

/// The page number of one part of a label.
fn number(part: &str) -> Option<u32> {
    let digits: String = part.chars().filter(char::is_ascii_digit).collect();
    if let Ok(number) = digits.parse() {
        return Some(number);
    }
    if part.contains(['头', '頭', '封']) {
        return Some(1);
    }
    let numerals = part.chars().filter_map(|c| "〇一二三四五六七八九十".chars().position(|numeral| numeral == c));
    numerals.fold(None, |sum: Option<u32>, digit| match (sum, digit as u32) {
        (None, digit) => Some(digit),
        (Some(sum), 10) => Some(sum * 10),
        (Some(sum), digit) => Some(sum + digit),
    })
}

/// Whether two labels are of one style, as a paper keeps it: section letters or none, Chinese or other numerals.
pub(super) fn same_style(a: &str, b: &str) -> bool {
    let style = |label: &str| {
        let letter = label.contains(|c: char| c.is_ascii_uppercase());
        let digits = label.contains(|c: char| c.is_ascii_digit());
        (letter, digits)
    };
    let named = |label: &str| label.contains(['头', '頭', '封']);
    named(a) || named(b) || style(a) == style(b)
}

/// Where a page stands in its issue, for telling earlier from later ones.
pub(super) fn order(label: &str) -> Option<(Option<char>, u32)> {
    pages(label).first().copied()
}

/// Whether two page labels can name the same page; a section letter counts only where both have one.
pub(super) fn same_page(a: &str, b: &str) -> bool {
    let (a, b) = (pages(a), pages(b));
    let same = |x: &(Option<char>, u32), y: &(Option<char>, u32)| x.1 == y.1 && (x.0.is_none() || y.0.is_none() || x.0 == y.0);
    a.iter().any(|x| b.iter().any(|y| same(x, y)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_labels() {
        for (text, label, rest) in [
            ("（上接第一版）", "第一版", ""),
            ("（上接第1版）他说", "第1版", "他说"),
            ("[上接 A01 版）他说", "A01版", "他说"),
            ("上接头版 他说", "头版", "他说"),
            ("（紧接第一版）他说", "第一版", "他说"),
            ("（接１版）他说", "1版", "他说"),
            ("（上接第一版）（记者林晓）他说", "第一版", "（记者林晓）他说"),
            ("【上接A1】他说", "A1", "他说"),
            ("（上接第一、二版）他说", "第一、二版", "他说"),
        ] {
            let mark = back(text).expect(text);
            assert_eq!((mark.label.as_str(), &text[mark.len..]), (label, rest), "{text}");
        }
        for (text, label, rest) in [
            ("提出了要求。 （下转第2版）", "第2版", "提出了要求。"),
            ("提出了要求。（转A3）", "A3", "提出了要求。"),
            ("提出了要（下转第二版）", "第二版", "提出了要"),
            ("提出了要求。（下转２版】", "2版", "提出了要求。"),
            ("提出了要求。（紧接第3版）", "第3版", "提出了要求。"),
            ("提出了要求（见图）（紧接第3版）", "第3版", "提出了要求（见图）"),
            ("提出了要求……（下转第2、3版）", "第2、3版", "提出了要求……"),
            ("提出了要求。▶下转A02版", "A02版", "提出了要求。"),
        ] {
            let mark = onward(text).expect(text);
            assert_eq!((mark.label.as_str(), &text[..text.len() - mark.len]), (label, rest), "{text}");
        }
        for text in ["他把电话转到二版", "由此转3版", "他说好。"] {
            assert_eq!(onward(text), None, "{text}");
        }
        for text in ["上接长江，下连大海", "接2班的孩子回家", "接第一版"] {
            assert_eq!(back(text), None, "{text}");
        }
        assert!(is_back_line("（上接第一版）") && !is_back_line("（上接第一版）他说"));
    }

    #[test]
    fn a_paper_keeps_one_style() {
        for (a, b, same) in
            [("A03版", "A01版", true), ("A03版", "第一版", false), ("第2版", "第一版", false), ("2版", "头版", true)]
        {
            assert_eq!(same_style(a, b), same, "{a} {b}");
        }
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
            ("第2、3版", "3", true),
            ("A02-A03版", "A03", true),
            ("A02、03版", "B03", false),
            ("第二至四版", "23", false),
        ] {
            assert_eq!(same_page(a, b), same, "{a} {b}");
        }
    }
}
