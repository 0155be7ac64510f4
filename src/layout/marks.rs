//! Which kinds of characters a line holds, read in one pass: what a line has none of need not be looked for in it.

use std::sync::LazyLock;

use super::{
    compose, folio,
    glyph::{self, HalfEm},
    head, pattern, script,
};

/// Kinds of characters as bits.
pub(super) type Kinds = u32;

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

/// ASCII letters.
pub(super) const LATIN: Kinds = 1 << 15;
/// One of them stands in every jump mark.
pub(super) const JUMP: Kinds = 1 << 16;
/// Characters the one script writes differently from the other.
pub(super) const SIMPLIFIED: Kinds = 1 << 17;
pub(super) const TRADITIONAL: Kinds = 1 << 18;
/// Characters with which the words of some lists begin; those that stand second in them have the bit [`SECOND`] places higher.
pub(super) const NOTICE: Kinds = 1 << 19;
pub(super) const SLOGAN: Kinds = 1 << 20;
pub(super) const BRIEFS: Kinds = 1 << 21;
pub(super) const STANDING: Kinds = 1 << 22;
pub(super) const COMMENTARY: Kinds = 1 << 23;
pub(super) const OF_FOLIO: Kinds = 1 << 24;
const SECOND: u32 = 6;
/// Characters that are words of one of these lists.
const ALONE: Kinds = 1 << 31;
/// White space.
pub(super) const BLANK: Kinds = 1;
const WIDTH: u32 = 1;

/// Characters of which every office and deed of a byline has one (see [`super::byline`]).
const OF_BYLINES: &str = "员員体习習者派席约約撰笔文图圖摄攝道理译譯综供";
/// Characters of which every word of a folio has one (see [`super::folio`]).
const OF_FOLIOS: &str = "责責编編版校统續续邮热箱星农農历今日第期班印零售C电话审出";

/// Characters of the basic plane.
const PLANE: usize = 1 << 16;

/// The lists of words looked for by how they begin.
const LISTS: [(&[&str], Kinds); 6] = [
    (pattern::NOTICE_TEXT, NOTICE),
    (pattern::SLOGAN, SLOGAN),
    (pattern::BRIEFS, BRIEFS),
    (head::STANDING, STANDING),
    (compose::COMMENTARY, COMMENTARY),
    (folio::FOLIO, OF_FOLIO),
];

/// The kinds of every character of the basic plane, its blankness and width.
static TABLE: LazyLock<Box<[Kinds; PLANE]>> = LazyLock::new(|| {
    let plain = |c: u32| char::from_u32(c).map_or(0, |c| glyph::width(c) << WIDTH | Kinds::from(c.is_whitespace()));
    let mut table = Box::new([0; PLANE]);
    table.iter_mut().zip(0..).for_each(|(kinds, c)| *kinds = plain(c));
    let mut mark = |chars: &mut dyn Iterator<Item = char>, kind: Kinds| {
        chars.filter_map(|c| u16::try_from(c as u32).ok()).for_each(|c| table[usize::from(c)] |= kind);
    };
    for (words, kind) in LISTS {
        mark(&mut words.iter().filter_map(|word| word.chars().next()), kind);
        mark(&mut words.iter().filter_map(|word| word.chars().nth(1)), kind << SECOND);
        mark(&mut words.iter().filter(|word| word.chars().nth(1).is_none()).flat_map(|word| word.chars()), ALONE);
    }
    mark(&mut ('0'..='9'), DIGIT);
    mark(&mut ('a'..='z').chain('A'..='Z'), LATIN);
    for (chars, kind) in [
        ("，", COMMA),
        ("。", FULL_STOP),
        ("；", SEMICOLON),
        (",", HALF_COMMA),
        ("、", LISTING),
        ("：", COLON),
        ("？！", CRY),
        ("“”《》「」", QUOTATION),
        ("电電讯訊", WIRE),
        ("转轉接", JUMP),
        (OF_BYLINES, BYLINE),
        (OF_FOLIOS, FOLIO),
        (script::SIMPLIFIED, SIMPLIFIED),
        (script::TRADITIONAL, TRADITIONAL),
    ] {
        mark(&mut chars.chars(), kind);
    }
    // A traditional character may be in all the words its simplified form is in.
    for (traditional, simplified) in crate::script::pairs() {
        if let (Ok(at), Some(&kinds)) = (u16::try_from(u32::from(traditional)), table.get(simplified as usize)) {
            table[usize::from(at)] |= kinds & !SIMPLIFIED;
        }
    }
    table
});

/// What a character outside the basic plane is: a Han character.
const ASTRAL: Kinds = 2 << WIDTH;

/// The kinds of single characters.
#[inline]
pub(super) fn table() -> impl Fn(char) -> Kinds {
    let table: &[Kinds; PLANE] = &TABLE;
    move |c| table.get(c as usize).copied().unwrap_or(ASTRAL)
}

/// The words of a list that a text holds, a bit for each; all begin with a character of this kind.
pub(super) fn words(text: &str, words: &[&str], begin: Kinds) -> u64 {
    let text = &*script::simplified(text);
    let kinds = table();
    let mut found = 0;
    let (mut from, mut before) = (0, 0);
    let mut look = |from: usize| {
        for (nth, word) in words.iter().enumerate() {
            found |= u64::from(text.as_bytes()[from..].starts_with(word.as_bytes())) << nth;
        }
    };
    for (at, c) in text.char_indices() {
        let here = kinds(c);
        if before & begin != 0 && (here & begin << SECOND != 0 || before & ALONE != 0) {
            look(from);
        }
        (from, before) = (at, here);
    }
    if before & begin != 0 && before & ALONE != 0 {
        look(from);
    }
    found
}

/// Whether a line of these kinds of characters may hold a word of the list whose words begin with this kind.
#[inline]
pub(super) const fn may_hold(kinds: Kinds, begin: Kinds) -> bool {
    kinds & begin != 0 && (kinds & begin << SECOND != 0 || kinds & ALONE != 0)
}

/// Whether a text holds one of some words, all of which begin with a character of this kind.
pub(super) fn holds(text: &str, list: &[&str], begin: Kinds) -> bool {
    words(text, list, begin) != 0
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
        let table = table();
        let mut marks = Self::default();
        let plane: &[Kinds; PLANE] = &TABLE;
        let mut bytes = text.as_bytes();
        loop {
            // Most characters are of three bytes, and the dearest part of the pass is to decode them.
            let (c, rest) = match bytes {
                [a @ 0xe0..=0xef, b, c, rest @ ..] => {
                    (usize::from(a & 15) << 12 | usize::from(b & 63) << 6 | usize::from(c & 63), rest)
                }
                [a @ ..0x80, rest @ ..] => (usize::from(*a), rest),
                [a @ 0xc0..=0xdf, b, rest @ ..] => (usize::from(a & 31) << 6 | usize::from(b & 63), rest),
                [_, _, _, _, rest @ ..] => (PLANE, rest),
                _ => break,
            };
            let kinds = plane.get(c).copied().unwrap_or(ASTRAL);
            bytes = rest;
            marks.kinds |= kinds;
            marks.chars += 1;
            marks.width += kinds >> WIDTH & 3;
            marks.digits += kinds >> DIGIT.trailing_zeros() & 1;
        }
        if !marks.has(BLANK) {
            marks.words = u32::from(marks.chars > 0);
            return marks;
        }
        let mut before = BLANK;
        for kinds in text.chars().map(&table) {
            marks.blanks += kinds & BLANK;
            marks.words += before & !kinds & BLANK;
            before = kinds;
        }
        marks
    }

    /// The kinds of characters it holds.
    #[inline]
    pub(super) const fn kinds(self) -> Kinds {
        self.kinds
    }

    /// Whether it holds a character of one of these kinds.
    #[inline]
    pub(super) const fn has(self, kinds: Kinds) -> bool {
        self.kinds & kinds != 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::byline;

    proptest! {
        #[test]
        fn words_are_found_where_a_plain_search_finds_them(parts in prop::collection::vec(part(), 0..12)) {
            let text = parts.concat();
            let plain = script::simplified(&text);
            for (list, begin) in LISTS {
                let found = list.iter().enumerate().map(|(nth, word)| u64::from(plain.contains(word)) << nth).sum::<u64>();
                prop_assert_eq!(words(&text, list, begin), found, "{}", text);
                prop_assert!(found == 0 || may_hold(Marks::of(&text).kinds(), begin), "{}", text);
            }
        }

        #[test]
        fn a_pass_by_hand_reads_what_characters_say(text in "\\PC{0,30}") {
            let marks = Marks::of(&text);
            let count = |is: fn(char) -> bool| text.chars().filter(|&c| is(c)).count() as u32;
            prop_assert_eq!((marks.chars, marks.width), (count(|_| true), glyph::text_width(&text)));
            prop_assert_eq!((marks.blanks, marks.digits), (count(char::is_whitespace), count(|c| c.is_ascii_digit())));
            prop_assert_eq!(marks.words as usize, text.split_whitespace().count().max(usize::from(!text.is_empty() && marks.blanks == 0)));
            prop_assert_eq!(marks.has(FULL_STOP), text.contains('。'));
        }
    }

    /// A word of some list, a part of one, or something else.
    fn part() -> impl Strategy<Value = String> {
        let words: Vec<&str> = LISTS.iter().flat_map(|list| list.0.iter().copied()).collect();
        let whole = prop::sample::select(words.clone()).prop_map(str::to_owned);
        let half = prop::sample::select(words).prop_map(|word| word.chars().skip(1).collect());
        prop_oneof![4 => whole, 2 => half, 1 => "[一-龥，。第期a-z0-9 ]{0,3}"]
    }

    #[test]
    fn every_word_of_a_byline_or_folio_has_its_mark() {
        for word in folio::FOLIO {
            assert!(Marks::of(word).has(FOLIO), "{word}");
        }
        for word in byline::OFFICES.iter().chain(byline::DEEDS) {
            assert!(Marks::of(word).has(BYLINE), "{word}");
        }
    }

    #[test]
    fn one_pass_counts_what_many_would() {
        let marks = Marks::of("江城 日报，12月 𠀀");
        assert_eq!((marks.chars, marks.words, marks.blanks, marks.digits), (11, 3, 2, 2));
        assert_eq!(marks.width, glyph::text_width("江城 日报，12月 𠀀"));
        assert_eq!(words("特此声明，联系电话：", pattern::NOTICE_TEXT, NOTICE).count_ones(), 3);
        assert!(marks.has(COMMA | CRY) && !marks.has(CRY) && marks.has(DIGIT));
    }
}
