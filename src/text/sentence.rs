//! Sentences: ended by 。！？ with their closing quotes and brackets, and by the end of a paragraph; never cut inside
//! a quotation, a title or a bracket that is closed within its paragraph.
//!
//! Works on characters alone and knows nothing of words. Pages that went through OCR print half-width punctuation
//! between Han characters; it ends sentences where it can only be meant as full-width punctuation.

use std::ops::Range;

use crate::span::Span;

/// The sentences of `text` in order, without white space round them.
///
/// Laws: joined with the white space between them they are the text; no sentence reaches over a line break.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::with_capacity(text.len() / 100); // a news sentence is about 40 characters long
    let mut enclosed = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
        enclosures(paragraph, &mut enclosed);
        Cutter { paragraph, offset: start, half_width: is_half_width(paragraph) }.cut(&enclosed, &mut found);
        start += paragraph.len();
    }
    found
}

/// Openers with their closers. A sentence is never cut between the two.
const PAIRS: [(char, char); 12] = [
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
    ('（', '）'),
    ('(', ')'),
    ('【', '】'),
    ('〔', '〕'),
    ('［', '］'),
    ('[', ']'),
];

/// The straight quote, which opens and closes; OCR prints it for “ and ”.
const STRAIGHT_QUOTE: char = '"';

fn closer_of(opener: char) -> Option<char> {
    PAIRS.iter().find(|pair| pair.0 == opener).map(|pair| pair.1)
}

fn is_closer(c: char) -> bool {
    c == STRAIGHT_QUOTE || PAIRS.iter().any(|pair| pair.1 == c)
}

fn is_opener(c: char) -> bool {
    c == STRAIGHT_QUOTE || PAIRS.iter().any(|pair| pair.0 == c)
}

/// Whether a quotation closed by `c` can end the sentence it stands in: speech does, a title or a remark does not.
fn closes_speech(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | STRAIGHT_QUOTE)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}' | '〇' | '々')
}

/// Marks that end a sentence wherever they stand.
fn is_full_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

/// Marks that end a sentence, or go along with one that does.
fn is_mark(c: char) -> bool {
    is_full_stop(c) || is_ellipsis(c) || matches!(c, '!' | '?')
}

/// One dot of an ellipsis; two in a row make one.
fn is_ellipsis(c: char) -> bool {
    matches!(c, '…' | '⋯')
}

/// Punctuation that shows that a sentence goes on behind a closed quotation.
fn goes_on(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '—' | '。' | '！' | '？' | '）' | ')' | '》')
}

/// Places of the outermost pairs of quotes or brackets that are closed within `paragraph`, as bytes of opener and
/// closer. An opener never closed and a closer never opened are no pair: they must not swallow the paragraph.
fn enclosures(paragraph: &str, outer: &mut Vec<(usize, usize)>) {
    outer.clear();
    // An odd number of straight quotes cannot be paired; then none of them is.
    let straight = paragraph.bytes().filter(|&b| b == STRAIGHT_QUOTE as u8).count() % 2 == 0;
    let mut open: Vec<(char, usize)> = Vec::new();
    for (place, c) in paragraph.char_indices() {
        let closes = if c == STRAIGHT_QUOTE { straight && open.iter().any(|&(closer, _)| closer == c) } else { is_closer(c) };
        if closes {
            if let Some(at) = open.iter().rposition(|&(closer, _)| closer == c) {
                let start = open[at].1;
                open.truncate(at);
                while outer.last().is_some_and(|&(inner, _)| inner > start) {
                    outer.pop();
                }
                outer.push((start, place));
            }
        } else if c == STRAIGHT_QUOTE {
            if straight {
                open.push((c, place));
            }
        } else if let Some(closer) = closer_of(c) {
            open.push((closer, place));
        }
    }
}

/// Whether `paragraph` is set in half-width punctuation throughout, so that a dot between Han characters is its full
/// stop. Otherwise such a dot stands for the middle dot of a foreign name.
fn is_half_width(paragraph: &str) -> bool {
    if !paragraph.contains('.') && !paragraph.contains('．') || paragraph.contains('。') {
        return false;
    }
    let mut last = ' ';
    paragraph.chars().any(|c| {
        let comma = c == ',' && is_han(last);
        last = c;
        comma
    })
}

/// Shortest sentence a dot may end, in bytes; what is shorter is the number of a list (`一.`).
const MIN_BEFORE_DOT: usize = 4 * '一'.len_utf8();

/// Longest exclamation or question inside quotes that may be a mere part of the sentence round it, in bytes between
/// the quotes: `高呼“向前进！”的口号`.
const MAX_SLOGAN: usize = 12 * '一'.len_utf8();

/// Cuts one paragraph.
struct Cutter<'t> {
    paragraph: &'t str,
    /// Byte place of the paragraph in the text.
    offset: usize,
    half_width: bool,
}

impl Cutter<'_> {
    fn cut(&self, enclosed: &[(usize, usize)], found: &mut Vec<Span>) {
        let mut enclosed = enclosed.iter().copied().peekable();
        // The sentence being read, the place of the next character, and the character before it.
        let (mut from, mut place, mut before) = (0, 0, '\n');
        while let Some(c) = self.char_at(place) {
            let mut end = place + c.len_utf8();
            let ends = if let Some((open, close)) = enclosed.next_if(|&(open, _)| open == place) {
                // A closed pair is walked over in one step; speech that ends like a sentence ends the one round it.
                let closer = self.char_at(close).unwrap_or(c);
                let inside = open + c.len_utf8()..close;
                end = close + closer.len_utf8();
                let ends = closes_speech(closer) && self.speech_ends(inside, before, end);
                before = closer;
                ends
            } else {
                let ends = self.ends_sentence(place, before, from);
                before = c;
                ends
            };
            place = end;
            if ends {
                // Further marks and closers without an opener belong to the sentence they follow.
                while let Some(c) = self.char_at(place).filter(|&c| is_mark(c) || is_closer(c)) {
                    if enclosed.peek().is_some_and(|&(open, _)| open == place) {
                        break;
                    }
                    place += c.len_utf8();
                }
                self.push(from, place, found);
                from = place;
            }
        }
        self.push(from, self.paragraph.len(), found);
    }

    fn char_at(&self, place: usize) -> Option<char> {
        self.paragraph[place..].chars().next()
    }

    /// Whether the character at `place`, which follows `before`, ends the sentence that began at `from`.
    fn ends_sentence(&self, place: usize, before: char, from: usize) -> bool {
        let rest = &self.paragraph[place..];
        let after_word = is_han(before) || is_closer(before);
        match self.char_at(place) {
            Some(c) if is_full_stop(c) => true,
            Some('!' | '?') => after_word,
            // An ellipsis trails off a list or a clause of the sentence that goes on behind it; editors do not cut there.
            Some('.') if before == '.' || rest.starts_with("..") => false,
            Some(dot @ ('.' | '．')) => {
                let next = rest[dot.len_utf8()..].chars().next();
                self.half_width && after_word && place - from >= MIN_BEFORE_DOT && next.is_some_and(|c| is_han(c) || is_opener(c))
            }
            _ => false,
        }
    }

    /// Whether speech (the bytes `inside` its quotes, the character `before` them, the place behind them) ends the
    /// sentence it stands in.
    fn speech_ends(&self, inside: Range<usize>, before: char, behind: usize) -> bool {
        let length = inside.len();
        let last = self.paragraph[inside].trim_end_matches(|c| is_closer(c) || c == ' ').chars().next_back();
        if !last.is_some_and(is_mark) || self.goes_on_at(behind) {
            return false;
        }
        let slogan = last != Some('。') && length <= MAX_SLOGAN && is_han(before);
        !(slogan && self.char_at(behind).is_some_and(is_han))
    }

    fn goes_on_at(&self, place: usize) -> bool {
        self.char_at(place).is_some_and(goes_on)
    }

    /// Adds the sentence between two places of the paragraph, without white space round it.
    fn push(&self, from: usize, to: usize, found: &mut Vec<Span>) {
        let piece = &self.paragraph[from..to];
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            let start = self.offset + from + (piece.len() - piece.trim_start().len());
            found.push(Span::from(start..start + trimmed.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = sentences(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected, "sentences of {text:?}");
    }

    #[test]
    fn marks_and_paragraphs_end_sentences() {
        check("今天下雨。明天放晴！后天呢？", &["今天下雨。", "明天放晴！", "后天呢？"]);
        check("第一段没有句号\n第二段也没有", &["第一段没有句号", "第二段也没有"]);
        check("　　真的吗？！真的。。。  走吧", &["真的吗？！", "真的。。。", "走吧"]);
        check("小麦、玉米、高粱……田里什么都有。", &["小麦、玉米、高粱……田里什么都有。"]);
        check("雨停了。小麦、玉米、高粱……\n田里什么都有。", &["雨停了。", "小麦、玉米、高粱……", "田里什么都有。"]);
        check("小麦、玉米……，田里都有", &["小麦、玉米……，田里都有"]);
        check("等一等…再说", &["等一等…再说"]);
        check("", &[]);
        check(" \n\n ", &[]);
    }

    #[test]
    fn closed_pairs_are_not_cut() {
        check("他说“雨停了。我们走。”大家笑了。", &["他说“雨停了。我们走。”", "大家笑了。"]);
        check("长篇小说《谁在敲门？》出版。", &["长篇小说《谁在敲门？》出版。"]);
        check("桥通了（去年还不通！）很快。", &["桥通了（去年还不通！）很快。"]);
        check("他问：“『好。』是谁说的？”没人答。", &["他问：“『好。』是谁说的？”", "没人答。"]);
        check("高呼“向前进！”的口号走来。", &["高呼“向前进！”的口号走来。"]);
        check("“来了？”，她问。", &["“来了？”，她问。"]);
        check("“来了。”“来了！”", &["“来了。”", "“来了！”"]);
        check("他说\"雨停了。走吧。\"天晴了。", &["他说\"雨停了。走吧。\"", "天晴了。"]);
    }

    #[test]
    fn a_lost_quote_swallows_nothing() {
        check("他说“雨停了。我们走。大家笑了。", &["他说“雨停了。", "我们走。", "大家笑了。"]);
        check("“甲。乙。又说“丙。”丁。", &["“甲。", "乙。", "又说“丙。”", "丁。"]);
        check("雨停了。”我们走。", &["雨停了。”", "我们走。"]);
        check("他说“雨停了。\n我们走。”大家笑了。", &["他说“雨停了。", "我们走。”", "大家笑了。"]);
        check("他说\"雨停了。我们走。大家笑了。", &["他说\"雨停了。", "我们走。", "大家笑了。"]);
    }

    #[test]
    fn half_width_marks_count_between_han_characters() {
        check("这样行吗?行!走吧.", &["这样行吗?", "行!", "走吧."]);
        check("雨停了,大家出门.路上人很多.", &["雨停了,大家出门.", "路上人很多."]);
        check("增长8.7%,见www.example.cn.", &["增长8.7%,见www.example.cn."]);
        check("约翰.史密斯,记者.雨停了。", &["约翰.史密斯,记者.雨停了。"]);
        check("Yahoo! 公司 What?好", &["Yahoo! 公司 What?好"]);
        check("一.总则,说明.二.附则,说明.", &["一.总则,说明.", "二.附则,说明."]);
        check("等了很久......天亮了", &["等了很久......天亮了"]);
    }

    proptest! {
        #[test]
        fn joined_with_the_white_space_between_they_are_the_text(text in "[雨停。！？…“”‘’《》（）\"' \u{3000}\n,.!?3a]{0,60}") {
            let (mut rebuilt, mut last) = (String::new(), 0);
            for span in sentences(&text) {
                prop_assert!(span.start >= last && span.start < span.end);
                let between = &text[last as usize..span.start as usize];
                prop_assert!(between.chars().all(char::is_whitespace), "{:?}", between);
                prop_assert!(!span.of(&text).contains('\n'));
                rebuilt.push_str(between);
                rebuilt.push_str(span.of(&text));
                last = span.end;
            }
            let rest = &text[last as usize..];
            prop_assert!(rest.trim().is_empty());
            rebuilt.push_str(rest);
            prop_assert_eq!(rebuilt, text);
        }

        #[test]
        fn no_cut_inside_a_closed_title(before in "[雨停。！]{0,9}", title in "[雨停。！？…]{1,9}", after in "[雨停。！]{0,9}") {
            let text = format!("{before}《{title}》{after}");
            let (open, close) = (before.len() as u32, (before.len() + "《".len() + title.len()) as u32);
            prop_assert!(sentences(&text).iter().any(|span| span.start <= open && close < span.end));
        }
    }
}
