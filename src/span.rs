//! Places: half-open byte ranges of a text, and inclusive ranges of page lines.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of **bytes** of one text, on character borders.
///
/// Spans are bytes while they travel inside; a record counts Unicode scalar values instead
/// (see [`CharIndex`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The piece of `text` this span names; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The span as a range of `usize`.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Bytes covered.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start as u32, range.end as u32)
    }
}

/// Lines of a page, 1-based and inclusive at both ends; written as `[first, last]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(from = "[u32; 2]", into = "[u32; 2]")]
#[schemars(with = "[u32; 2]")]
pub struct LineRange {
    /// First line.
    pub first: u32,
    /// Last line, inclusive.
    pub last: u32,
}

impl LineRange {
    /// The lines from `first` to `last`, both included.
    pub const fn new(first: u32, last: u32) -> Self {
        Self { first, last }
    }

    /// Whether line `number` is one of these.
    pub const fn contains(self, number: u32) -> bool {
        self.first <= number && number <= self.last
    }

    /// Sorted line numbers as the fewest ranges that hold exactly them.
    pub fn collect(numbers: impl IntoIterator<Item = u32>) -> Vec<Self> {
        let mut ranges: Vec<Self> = Vec::new();
        for number in numbers {
            match ranges.last_mut() {
                Some(range) if number <= range.last + 1 => range.last = range.last.max(number),
                _ => ranges.push(Self::new(number, number)),
            }
        }
        ranges
    }
}

impl From<[u32; 2]> for LineRange {
    fn from([first, last]: [u32; 2]) -> Self {
        Self { first, last }
    }
}

impl From<LineRange> for [u32; 2] {
    fn from(range: LineRange) -> Self {
        [range.first, range.last]
    }
}

/// Byte places of a text as character places, and back.
///
/// Keeps one number for every [`CharIndex::STEP`] characters, so a look-up scans a few bytes.
#[derive(Debug)]
pub struct CharIndex<'t> {
    text: &'t str,
    /// Byte place of every `STEP`-th character.
    marks: Vec<u32>,
    chars: u32,
}

impl<'t> CharIndex<'t> {
    /// Characters between two marks.
    const STEP: usize = 64;

    /// Indexes `text`; one pass.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / Self::STEP / 2 + 1);
        let mut chars = 0;
        for (place, _) in text.char_indices() {
            if chars % Self::STEP == 0 {
                marks.push(place as u32);
            }
            chars += 1;
        }
        Self { text, marks, chars: chars as u32 }
    }

    /// How many characters the text has.
    pub const fn chars(&self) -> u32 {
        self.chars
    }

    /// How many characters stand before byte `place` (places past the end count as the end).
    pub fn char_at(&self, place: u32) -> u32 {
        let mark = self.marks.partition_point(|&m| m <= place).saturating_sub(1);
        let from = self.marks.get(mark).map_or(0, |&m| m as usize);
        let to = (place as usize).min(self.text.len());
        let between = self.text.as_bytes()[from.min(to)..to].iter().filter(|&&b| b & 0xC0 != 0x80).count();
        (mark * Self::STEP + between) as u32
    }

    /// A byte span as `[start, end)` in characters.
    pub fn chars_of(&self, span: Span) -> [u32; 2] {
        [self.char_at(span.start), self.char_at(span.end)]
    }

    /// A `[start, end)` in characters as a byte span; places past the end become the end.
    pub fn bytes_of(&self, [start, end]: [u32; 2]) -> Span {
        Span::new(self.byte_at(start), self.byte_at(end))
    }

    fn byte_at(&self, place: u32) -> u32 {
        let mark = place as usize / Self::STEP;
        let Some(&from) = self.marks.get(mark) else { return self.text.len() as u32 };
        let rest = &self.text[from as usize..];
        rest.char_indices().nth(place as usize % Self::STEP).map_or(self.text.len() as u32, |(at, _)| from + at as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn char_index_goes_both_ways() {
        let text = "新华社 Beijing 12月1日电 ".repeat(40);
        let index = CharIndex::new(&text);
        assert_eq!(index.chars() as usize, text.chars().count());
        for (nth, (place, _)) in text.char_indices().enumerate() {
            assert_eq!(index.char_at(place as u32), nth as u32);
            assert_eq!(index.byte_at(nth as u32), place as u32);
        }
        let end = index.chars();
        assert_eq!(index.bytes_of([end, end + 9]), Span::new(text.len() as u32, text.len() as u32));
    }

    #[test]
    fn line_ranges_join_neighbours() {
        assert_eq!(LineRange::collect([1, 2, 3, 7, 9, 10]), [[1, 3], [7, 7], [9, 10]].map(LineRange::from));
        assert!(LineRange::collect([]).is_empty());
    }
}
