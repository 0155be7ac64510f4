//! Text from a page as one clean line for a reader: no controls, no line ends, full-width punctuation, bounded length,
//! and nothing that a mail program, a feed reader or a spreadsheet takes for an order.

/// `text` as one line: white space folded to single blanks, control and direction characters left out, half-width
/// punctuation beside Chinese made full-width, a formula disarmed, and at most `limit` characters, the last of them `…`
/// where it was cut.
pub(super) fn line(text: &str, limit: usize) -> String {
    let visible = text.chars().filter(|&c| c.is_whitespace() || !is_invisible(c));
    let visible: String = visible.collect();
    let folded = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    disarm(clip(&widened(folded), limit))
}

/// `text` as [`line()`] makes it, but cut at the end of a clause where one ends in the last third.
pub(super) fn sentence(text: &str, limit: usize) -> String {
    let line = line(text, usize::MAX);
    if line.chars().nth(limit).is_none() {
        return line;
    }
    let clauses = line.chars().take(limit).enumerate().filter(|&(_, c)| matches!(c, '，' | '；' | '：' | '。' | '、'));
    match clauses.map(|(place, _)| place).last() {
        Some(end) if end * 3 >= limit * 2 => clip(&line, end + 1),
        _ => clip(&line, limit),
    }
}

/// Characters that show nothing but can turn or hide what stands round them: controls, direction marks, zero width.
pub(super) const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Han characters and the punctuation that stands among them.
const fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff5e}'
        | '\u{20000}'..='\u{323af}' | '“' | '”' | '‘' | '’' | '…')
}

/// `text` widened until nothing changes, so that a clean line stays as it is: a mark that was made full-width stands
/// beside its neighbours as Chinese does.
fn widened(mut text: String) -> String {
    loop {
        let wide = widen(&text);
        if wide == text {
            return wide;
        }
        text = wide;
    }
}

/// Makes `,;:?!()` and paired `"` full-width where Chinese stands on either side: OCR prints them half-width.
fn widen(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let chinese = |place: Option<usize>| place.and_then(|p| chars.get(p)).is_some_and(|&c| is_chinese(c));
    let mut quotes = 0;
    let are_paired = chars.iter().filter(|&&c| c == '"').count() % 2 == 0;
    let wide = chars.iter().enumerate().map(|(place, &c)| {
        quotes += usize::from(c == '"');
        let wide = match c {
            ',' => '，',
            ';' => '；',
            ':' => '：',
            '?' => '？',
            '!' => '！',
            '(' => '（',
            ')' => '）',
            '"' if are_paired && quotes % 2 == 1 => '“',
            '"' if are_paired => '”',
            _ => return c,
        };
        if chinese(place.checked_sub(1)) || chinese(Some(place + 1)) { wide } else { c }
    });
    wide.collect()
}

/// Brackets and quotes that a cut must not leave open.
const PAIRS: [(char, char); 6] = [('《', '》'), ('〈', '〉'), ('“', '”'), ('（', '）'), ('「', '」'), ('【', '】')];

/// At most `limit` characters. A cut goes back to before an open `《`, `“` or `（` and to before a number that it would
/// break, unless little would be left.
fn clip(text: &str, limit: usize) -> String {
    if text.chars().nth(limit).is_none() {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let whole = limit.saturating_sub(1);
    let mut end = whole;
    while end > 0 && is_numeral(chars[end]) && is_numeral(chars[end - 1]) {
        end -= 1;
    }
    for (open, close) in PAIRS {
        let last = |mark| chars[..end].iter().rposition(|&c| c == mark);
        if let Some(place) = last(open).filter(|&place| last(close).is_none_or(|closed| closed < place)) {
            end = end.min(place);
        }
    }
    if end * 2 < whole {
        end = whole;
    }
    chars[..end].iter().chain(['…'].iter()).collect()
}

/// Characters that a numeral is made of.
pub(super) const fn is_numeral(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '.' | ',' | '%' | '％' | '．')
}

/// A line that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets read as “text
/// follows”. A sign before a plain number (`-5℃`) is none.
fn disarm(line: String) -> String {
    let mut chars = line.chars();
    let is_formula = match chars.next() {
        Some('=' | '@' | '＝' | '＠') => true,
        Some('+' | '-' | '＋' | '－') => {
            let rest = chars.as_str();
            let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
            !rest.is_empty() && (!is_number || rest.contains(['+', '*', '/', '|', '!', '(', '=', '&', '^', '@']))
        }
        _ => false,
    };
    if is_formula { format!("'{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_cut_where_a_clause_ends() {
        assert_eq!(sentence("全市新建书屋，藏书六十万册，周末开放到九点。", 18), "全市新建书屋，藏书六十万册…");
        assert_eq!(sentence("全市，新建社区书屋一百座藏书六十万册周末开放。", 12), "全市，新建社区书屋一百…");
        assert_eq!(sentence("不长。", 12), "不长。");
    }

    #[test]
    fn lines_are_clean_and_bounded() {
        let cases = [
            ("新药上市,价格降58.6%,患者(老人)受益!", 99, "新药上市，价格降58.6%，患者（老人）受益！"),
            ("容积1,900立方米;时间12:30", 99, "容积1,900立方米；时间12:30"),
            ("Hello, world (2024)", 99, "Hello, world (2024)"),
            ("第一行\n第二行\r\n\t第三行", 99, "第一行 第二行 第三行"),
            ("正\u{202e}常\u{2066}的\u{200b}字\0", 99, "正常的字"),
            ("一二三四五", 5, "一二三四五"),
            ("一二三四五六", 5, "一二三四…"),
            ("", 5, ""),
            ("他说\"好\"", 99, "他说“好”"),
            ("a \"b\" c", 99, "a \"b\" c"),
            ("前面十个字在这里了《书名太长》", 14, "前面十个字在这里了…"),
            ("前面十个字在这里了《短》好了好了", 14, "前面十个字在这里了《短》好…"),
            ("《书名一开始就在太长了》好", 8, "《书名一开始就…"),
            ("增长到一共12345.6万吨了", 9, "增长到一共…"),
            ("=cmd|' /C calc'!A0", 99, "'=cmd|' /C calc'!A0"),
            ("+SUM(A1:A9)", 99, "'+SUM(A1:A9)"),
            ("-2+3+cmd|' /C calc'!A0", 99, "'-2+3+cmd|' /C calc'!A0"),
            ("@SUM(1)", 99, "'@SUM(1)"),
            ("\t=1+1", 99, "'=1+1"),
            ("-5℃寒潮来袭", 99, "-5℃寒潮来袭"),
            ("＝ＣＭＤ", 99, "'＝ＣＭＤ"),
        ];
        for (text, limit, expected) in cases {
            assert_eq!(line(text, limit), expected);
            assert_eq!(line(expected, limit), expected, "a clean line stays as it is");
        }
    }
}
