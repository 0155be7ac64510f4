//! The pairs of neighbouring characters of a page, numbered once, and texts of the page compared by these numbers.
//!
//! A headline shares rare pairs with its own story, and so do two halves of one story (see [`super::gram`], which says the same of
//! texts of several pages). Here every pair is a place in a list: which texts hold it, how rare it is and how much two texts have
//! in common are sums over lists, and each character is looked up once however often the page is looked at.

mod echoes;
mod texts;

use std::ops::Range;

use super::{glyph, gram, line::Line};
use crate::model::meanings::{self, AXES, Direction, Meanings, Vector};

pub(super) use echoes::Echoes;
pub(super) use texts::{Kinship, Texts};

/// Number of a pair.
type Number = u32;
/// No number.
const NONE: Number = Number::MAX;

/// Lines between a line and what counts as elsewhere: more than a headline and its first paragraph.
const FAR: u32 = 4;

/// The pairs inside the lines of a page, and over each wrap of it.
#[derive(Debug, Default)]
pub(super) struct Index {
    numbers: Numbers,
    /// By line: where its pairs begin in the list below.
    begins: Vec<u32>,
    pairs: Vec<Number>,
    /// By line: its first and its last character, where they carry language.
    ends: Vec<[Option<char>; 2]>,
    /// By line: the pair its end makes with the beginning of the next; [`NONE`] where one of them carries no language.
    across: Vec<Number>,
    /// By pair: the first and the last line in which it stands between two Han characters; [`NONE`] where there is no such line.
    reach: Vec<(u32, u32)>,
    /// By line, and after the last: which way everything above it points.
    above: Vec<Vector>,
}

impl Index {
    /// The pairs of these lines.
    pub(super) fn new(lines: &[Line<'_>]) -> Self {
        let chars: usize = lines.iter().map(|line| line.marks.chars as usize).sum();
        let mut index = Self { numbers: Numbers::with_room(chars), ..Self::default() };
        index.pairs.reserve(chars);
        index.begins.reserve(lines.len() + 1);
        index.ends.reserve(lines.len());
        index.across.reserve(lines.len());
        index.above.reserve(lines.len() + 1);
        let (meanings, mut meant, mut sum) = (Meanings::shipped(), Vec::new(), [0; AXES]);
        for (at, line) in lines.iter().enumerate() {
            index.begins.push(index.pairs.len() as u32);
            index.above.push(sum);
            index.add(at as u32, &line.text, meanings, &mut meant);
            for &number in &index.pairs[index.begins[at] as usize..] {
                if let Some(meaning) = meant[number as usize] {
                    meanings::add(&mut sum, meanings.vector(meaning));
                }
            }
        }
        index.above.push(sum);
        index.begins.push(index.pairs.len() as u32);
        for at in 1..lines.len() {
            let pair = index.ends[at - 1][1].zip(index.ends[at][0]);
            let number = pair.map_or(NONE, |(a, b)| index.numbers.give(gram::pair(a, b)));
            index.across.push(number);
        }
        index.reach.resize(index.numbers.count(), (NONE, NONE));
        index
    }

    /// Numbers the pairs of a line; `meant` gets the vector of every pair seen for the first time.
    fn add(&mut self, line: u32, text: &str, meanings: &Meanings, meant: &mut Vec<Option<u32>>) {
        let mut before: Option<char> = None;
        let mut first: Option<Option<char>> = None;
        let mut before_han = false;
        for c in text.chars() {
            let han = glyph::is_cjk(c);
            if !han && c.is_whitespace() {
                continue;
            }
            let here = if han || glyph::is_word(c) { Some(c) } else { None };
            let han = han || glyph::is_han(c);
            if let (Some(a), Some(b)) = (before, here) {
                let number = self.numbers.give(gram::pair(a, b));
                self.pairs.push(number);
                if number as usize == self.reach.len() {
                    self.reach.push((NONE, NONE));
                    meant.push(meanings.number(a, b));
                }
                if han && before_han {
                    let reach = &mut self.reach[number as usize];
                    *reach = (reach.0.min(line), line);
                }
            }
            first.get_or_insert(here);
            (before, before_han) = (here, han);
        }
        self.ends.push([first.flatten(), before]);
    }

    /// Whether the last character of line `above` and the first of line `below` stand side by side inside some line.
    pub(super) fn joins(&self, above: usize, below: usize) -> bool {
        let number = self.meeting(above, below);
        number != NONE && self.reach.get(number as usize).is_some_and(|reach| reach.0 != NONE)
    }

    /// By line: share of its pairs of Han characters that also stand on a line at least [`FAR`] lines away.
    pub(super) fn elsewhere(&self) -> Vec<f32> {
        let share = |at: usize| {
            let (mut all, mut far) = (0_u32, 0_u32);
            for &number in self.inside(at) {
                let (first, last) = self.reach[number as usize];
                if first != NONE {
                    all += 1;
                    far += u32::from(at as u32 >= first + FAR || last >= at as u32 + FAR);
                }
            }
            far as f32 / all.max(1) as f32
        };
        (0..self.ends.len()).map(share).collect()
    }

    /// Which way a few lines in a row point.
    pub(super) fn meaning(&self, lines: Range<usize>) -> Vector {
        let (from, to) = (&self.above[lines.start], &self.above[lines.end]);
        std::array::from_fn(|axis| to[axis] - from[axis])
    }

    /// The pairs inside a line.
    #[inline]
    fn inside(&self, at: usize) -> &[Number] {
        &self.pairs[self.begins[at] as usize..self.begins[at + 1] as usize]
    }

    /// The pair the end of one line makes with the beginning of another; [`NONE`] where there is none or nothing else has it.
    #[inline]
    fn meeting(&self, above: usize, below: usize) -> Number {
        if above + 1 == below {
            return self.across[above];
        }
        let pair = self.ends[above][1].zip(self.ends[below][0]);
        pair.and_then(|(a, b)| self.numbers.find(gram::pair(a, b))).unwrap_or(NONE)
    }

    /// Gives every pair of lines that run on into each other to `take`; returns how many more there are that nothing else has.
    #[inline]
    fn each(&self, lines: impl IntoIterator<Item = usize>, mut take: impl FnMut(Number)) -> u32 {
        let mut before: Option<usize> = None;
        let mut strange = 0;
        for at in lines {
            if let Some(above) = before {
                match self.meeting(above, at) {
                    NONE => strange += u32::from(self.ends[above][1].is_some() && self.ends[at][0].is_some()),
                    number => take(number),
                }
            }
            self.inside(at).iter().for_each(|&number| take(number));
            before = Some(at);
        }
        strange
    }

    /// The distinct pairs of a few lines that run on into each other.
    pub(super) fn profile(&self, lines: impl IntoIterator<Item = usize>) -> Profile {
        let mut pairs = Vec::with_capacity(32);
        let mut about = [0; AXES];
        let lines = lines.into_iter().inspect(|&at| {
            meanings::add(&mut about, &self.meaning(at..at + 1));
        });
        let strange = self.each(lines, |number| pairs.push(number));
        pairs.sort_unstable();
        pairs.dedup();
        Profile { pairs, strange, about }
    }
}

/// Gives numbers to pairs: open addressing, with a third more places than there can be pairs at least.
#[derive(Debug, Default)]
struct Numbers {
    /// Pair and its number plus one; zero where the place is free.
    places: Vec<(u32, u32)>,
    shift: u32,
    count: u32,
}

impl Numbers {
    /// Room for so many pairs.
    fn with_room(pairs: usize) -> Self {
        let bits = (pairs.max(8) * 4 / 3).next_power_of_two().trailing_zeros().min(31);
        Self { places: vec![(0, 0); 1 << bits], shift: 32 - bits, count: 0 }
    }

    fn count(&self) -> usize {
        self.count as usize
    }

    /// The place of a pair, or the free one where it would go.
    #[inline]
    fn place(&self, pair: u32) -> usize {
        let last = self.places.len() - 1;
        let mut at = (pair.wrapping_mul(0x9e37_79b1) >> self.shift) as usize;
        loop {
            let (known, number) = self.places[at];
            if known == pair || number == 0 {
                return at;
            }
            at = (at + 1) & last;
        }
    }

    #[inline]
    fn give(&mut self, pair: u32) -> Number {
        let at = self.place(pair);
        let place = &mut self.places[at];
        if place.1 == 0 {
            self.count += 1;
            *place = (pair, self.count);
        }
        place.1 - 1
    }

    #[inline]
    fn find(&self, pair: u32) -> Option<Number> {
        self.places[self.place(pair)].1.checked_sub(1)
    }
}

/// The distinct pairs of a few lines, sorted by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Profile {
    pairs: Vec<Number>,
    /// Pairs that stand nowhere else.
    strange: u32,
    /// Which way the lines point.
    about: Vector,
}

impl Profile {
    /// How many distinct pairs.
    pub(super) fn len(&self) -> usize {
        self.pairs.len() + self.strange as usize
    }

    /// What the lines are about.
    pub(super) fn about(&self) -> Direction {
        Direction::new(&self.about)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::line::plain;

    #[test]
    fn a_head_is_supported_by_its_own_story() {
        let lines = plain("大桥今日通车，江面宽阔。\n球队昨夜夺冠，球迷欢呼。\n跨江大桥今日通车");
        let index = Index::new(&lines);
        let texts = Texts::new(&index, [[0], [1]]);
        let head = index.profile([2]);
        assert!(texts.support(&head, 0) > 0.7);
        assert!(texts.support(&head, 1) < 0.1);
        assert!(texts.kinship(1).likeness(0, 1) < 0.01);
        assert_eq!((texts.kinship(1).common(0, 1), texts.size(0)), (0, 8));
        assert!(texts.share(&head, &index.profile([0])) > 0.7);
    }

    #[test]
    fn pairs_over_a_wrap_count_in_the_order_of_the_lines() {
        let lines = plain("大桥\n通车\n今日桥通车");
        let index = Index::new(&lines);
        assert!(index.joins(0, 1) && !index.joins(1, 0));
        assert_eq!(index.profile([0, 1]).len(), 3);
        assert_eq!(index.profile([1, 0]).len(), 3);
        assert_eq!(index.elsewhere(), [0.0; 3]);
    }
}
