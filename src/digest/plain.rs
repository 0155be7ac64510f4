//! Text from a page as one clean line for a reader: no controls, no line ends, full-width punctuation, bounded length.

/// `text` as one line: white space folded to single blanks, control and direction characters left out, half-width
/// punctuation beside Chinese made full-width, and at most `limit` characters, the last of them `…` where it was cut.
pub(super) fn line(text: &str, limit: usize) -> String {
    let visible = text.chars().filter(|&c| c.is_whitespace() || !is_invisible(c));
    let visible: String = visible.collect();
    let folded = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    clip(&widen(&folded), limit)
}

/// Characters that show nothing but can turn or hide what stands round them: controls, direction marks, zero width.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Han characters and the punctuation that stands among them.
const fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff5e}'
        | '\u{20000}'..='\u{323af}' | '“' | '”' | '‘' | '’' | '…')
}

/// Makes `,;:?!()` full-width where Chinese stands on either side: OCR prints them half-width.
fn widen(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let chinese = |place: Option<usize>| place.and_then(|p| chars.get(p)).is_some_and(|&c| is_chinese(c));
    let wide = chars.iter().enumerate().map(|(place, &c)| {
        let wide = match c {
            ',' => '，',
            ';' => '；',
            ':' => '：',
            '?' => '？',
            '!' => '！',
            '(' => '（',
            ')' => '）',
            _ => return c,
        };
        if chinese(place.checked_sub(1)) || chinese(Some(place + 1)) { wide } else { c }
    });
    wide.collect()
}

/// At most `limit` characters.
fn clip(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some(_) => text.chars().take(limit.saturating_sub(1)).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ];
        for (text, limit, expected) in cases {
            assert_eq!(line(text, limit), expected);
        }
    }
}
