//! Which kinds of characters a line holds, read in one pass: what a line has none of need not be looked for in it.

use std::sync::LazyLock;

use super::glyph::{self, HalfEm};

/// Kinds of characters as bits.
pub(super) type Kinds = u16;

/// `，`
pub(super) const COMMA: Kinds = 1 << 3;
/// `。`
pub(super) const FULL_STOP: Kinds = 1 << 4;
/// `；`
pub(super) const SEMICOLON: Kinds = 1 << 5;
/// `,`
pub(super) const HALF_COMMA: Kinds = 1 << 6;
/// `、`
pub(super) const LISTING: Kinds = 1 << 7;
/// `：`
pub(super) const COLON: Kinds = 1 << 8;
/// `？` `！`
pub(super) const CRY: Kinds = 1 << 9;
/// Opening and closing quotation marks.
pub(super) const QUOTATION: Kinds = 1 << 10;
/// ASCII digits.
pub(super) const DIGIT: Kinds = 1 << 11;
/// `电` `讯`, which close a lead-in.
pub(super) const WIRE: Kinds = 1 << 12;
/// One of them stands in every office and deed of a byline.
pub(super) const BYLINE: Kinds = 1 << 13;
/// One of them stands in every word of a folio.
pub(super) const FOLIO: Kinds = 1 << 14;

const BLANK: Kinds = 1;
const WIDTH: u32 = 1;

/// Characters of which every office and deed of a byline has one (see [`super::byline`]).
const OF_BYLINES: &str = "员員体习習者派席约約撰笔文图圖摄攝道理译譯综供";
/// Characters of which every word of a folio has one (see [`super::folio`]).
const OF_FOLIOS: &str = "责責编編版校统續续邮热箱星农農历今日第期班印零售C电话审出";

/// The kinds of every character of the basic plane, its blankness and width.
static TABLE: LazyLock<Vec<Kinds>> = LazyLock::new(|| (0..=u16::MAX).map(|c| kinds(u32::from(c))).collect());

fn kinds(c: u32) -> Kinds {
    let Some(c) = char::from_u32(c) else { return 0 };
    let mut kinds = match c {
        '，' => COMMA,
        '。' => FULL_STOP,
        '；' => SEMICOLON,
        ',' => HALF_COMMA,
        '、' => LISTING,
        '：' => COLON,
        '？' | '！' => CRY,
        '“' | '”' | '《' | '》' | '「' | '」' => QUOTATION,
        '0'..='9' => DIGIT,
        '电' | '電' | '讯' | '訊' => WIRE,
        _ => 0,
    };
    kinds |= if OF_BYLINES.contains(c) { BYLINE } else { 0 };
    kinds |= if OF_FOLIOS.contains(c) { FOLIO } else { 0 };
    kinds |= if c.is_whitespace() { BLANK } else { 0 };
    kinds | (glyph::width(c) as Kinds) << WIDTH
}

/// What one pass over a line finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks {
    /// The kinds of characters it holds.
    kinds: Kinds,
    /// Its characters, and its runs of characters that are no blanks.
    pub(super) chars: u32,
    pub(super) words: u32,
    pub(super) blanks: u32,
    /// Printed width.
    pub(super) width: HalfEm,
    /// ASCII digits.
    pub(super) digits: u32,
}

impl Marks {
    /// Reads a line.
    pub(super) fn of(text: &str) -> Self {
        let table = &TABLE[..];
        let mut marks = Self::default();
        let mut before = BLANK;
        for c in text.chars() {
            let kinds = table.get(c as usize).copied().unwrap_or(2 << WIDTH);
            marks.kinds |= kinds;
            marks.chars += 1;
            marks.width += HalfEm::from(kinds >> WIDTH & 3);
            marks.digits += u32::from(kinds & DIGIT != 0);
            marks.blanks += u32::from(kinds & BLANK);
            marks.words += u32::from(before & !kinds & BLANK);
            before = kinds;
        }
        marks
    }

    /// Whether it holds a character of one of these kinds.
    pub(super) const fn has(self, kinds: Kinds) -> bool {
        self.kinds & kinds != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pass_counts_what_many_would() {
        let marks = Marks::of("江城 日报，12月 𠀀");
        assert_eq!((marks.chars, marks.words, marks.blanks, marks.digits), (12, 3, 2, 2));
        assert_eq!(marks.width, glyph::text_width("江城 日报，12月 𠀀"));
        assert!(marks.has(COMMA | CRY) && !marks.has(CRY) && marks.has(DIGIT));
    }
}
