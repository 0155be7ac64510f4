//! Single characters: how wide they print, what they close, and which of them carry language.

/// Half an em: the unit of every width in `layout`, the width of a Latin letter or digit.
pub(super) type HalfEm = u32;

/// Whether `c` is a Han character.
#[inline]
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇' | '々')
}

/// Whether `c` is one of the common Han characters: all of them letters, none of them blank.
#[inline]
pub(super) const fn is_cjk(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Whether `c` is one of the usual marks of punctuation: asked first, since letters of rare scripts are dear to look up.
#[inline]
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

/// Whether `c` carries language: a letter, digit or Han character, not punctuation or blank.
#[inline]
pub(super) fn is_word(c: char) -> bool {
    is_cjk(c) || (!is_mark(c) && c.is_alphanumeric())
}

/// How much room `c` takes in print; blanks take none, since extractors add and lose them freely.
pub(super) fn width(c: char) -> HalfEm {
    match c {
        _ if is_cjk(c) => 2,
        _ if c.is_whitespace() => 0,
        '·' | '“' | '”' | '‘' | '’' | '…' | '—' | '×' => 2,
        _ if (c as u32) < 0x2000 => 1,
        _ => 2,
    }
}

/// Width of a text in half ems.
pub(super) fn text_width(text: &str) -> HalfEm {
    text.chars().map(width).sum()
}

/// Punctuation that ends a sentence.
#[inline]
pub(super) const fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…' | '｡')
}

/// Punctuation inside a sentence; a line of body may end with it, a headline hardly.
#[inline]
pub(super) const fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':')
}

/// Closing quotes and brackets, which may follow the end of a sentence.
#[inline]
pub(super) const fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | ')' | '』' | '」' | '》' | '〉' | '】' | ']' | '"')
}

/// Opening quotes and brackets.
#[inline]
pub(super) const fn opens(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '(' | '『' | '「' | '《' | '〈' | '【' | '[')
}

/// Whether a line can only begin with `c` because the line before it was cut.
#[inline]
pub(super) const fn never_first(c: char) -> bool {
    ends_clause(c) || ends_sentence(c) || closes(c)
}

/// Whether a text ends where a sentence ends, closing quotes and brackets behind it left aside.
pub(super) fn is_closed(text: &str) -> bool {
    let mut tail = text.chars().rev().filter(|c| !c.is_whitespace()).skip_while(|&c| closes(c));
    tail.next().is_some_and(ends_sentence)
}

/// The last character that is no blank.
pub(super) fn last(text: &str) -> Option<char> {
    text.chars().rev().find(|c| !c.is_whitespace())
}

/// The first character that is no blank.
pub(super) fn first(text: &str) -> Option<char> {
    text.chars().find(|c| !c.is_whitespace())
}

/// The text without white space.
pub(super) fn squeeze(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if !is_cjk(c) && c.is_whitespace() {
            plain.push_str(&text[from..at]);
            from = at + c.len_utf8();
        }
    }
    plain.push_str(&text[from..]);
    plain
}
