//! The pairs of neighbouring characters of a page, numbered once, and texts of the page compared by these numbers.
//!
//! A headline shares rare pairs with its own story, and so do two halves of one story (see [`super::gram`], which says the same of
//! texts of several pages). Here every pair is a place in a list: which texts hold it, how rare it is and how much two texts have
//! in common are sums over lists, and each character is looked up once however often the page is looked at.

use std::ops::Range;

use super::{glyph, gram, line::Line};

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
        index.reach.resize(chars + lines.len(), (NONE, NONE));
        for (at, line) in lines.iter().enumerate() {
            index.begins.push(index.pairs.len() as u32);
            index.add(at as u32, &line.text);
        }
        index.begins.push(index.pairs.len() as u32);
        for at in 1..lines.len() {
            let pair = index.ends[at - 1][1].zip(index.ends[at][0]);
            let number = pair.map_or(NONE, |(a, b)| index.numbers.give(gram::pair(a, b)));
            index.across.push(number);
        }
        index.reach.truncate(index.numbers.count());
        index
    }

    fn add(&mut self, line: u32, text: &str) {
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

    /// Where else the pairs of every line stand.
    pub(super) fn echoes(&self) -> Echoes {
        let mut near = vec![(NONE, NONE); self.pairs.len()];
        // By pair: the last line that has it, and where in the list.
        let mut last: Vec<(u32, u32)> = vec![(NONE, NONE); self.numbers.count()];
        for at in 0..self.ends.len() {
            for place in self.begins[at]..self.begins[at + 1] {
                let known = &mut last[self.pairs[place as usize] as usize];
                if known.0 != NONE && known.0 < at as u32 {
                    near[place as usize].0 = known.0;
                    near[known.1 as usize].1 = at as u32;
                }
                *known = (at as u32, place);
            }
        }
        Echoes { begins: self.begins.clone(), near }
    }

    /// The pairs inside a line.
    fn inside(&self, at: usize) -> &[Number] {
        &self.pairs[self.begins[at] as usize..self.begins[at + 1] as usize]
    }

    /// The pair the end of one line makes with the beginning of another; [`NONE`] where there is none or nothing else has it.
    fn meeting(&self, above: usize, below: usize) -> Number {
        if above + 1 == below {
            return self.across[above];
        }
        let pair = self.ends[above][1].zip(self.ends[below][0]);
        pair.and_then(|(a, b)| self.numbers.find(gram::pair(a, b))).unwrap_or(NONE)
    }

    /// Gives every pair of lines that run on into each other to `take`; returns how many more there are that nothing else has.
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
        let mut pairs = Vec::new();
        let strange = self.each(lines, |number| pairs.push(number));
        pairs.sort_unstable();
        pairs.dedup();
        Profile { pairs, strange }
    }
}

/// For every pair of every line, the nearest lines above and below that have it too.
#[derive(Debug, Default)]
pub(super) struct Echoes {
    /// By line: where its pairs begin in the list below.
    begins: Vec<u32>,
    /// By pair: the nearest line above and below; [`NONE`] where there is none.
    near: Vec<(u32, u32)>,
}

impl Echoes {
    /// Shares of the pairs of lines `first..=last` that some of the `reach` lines above have, and some of those below.
    pub(super) fn shares(&self, first: usize, last: usize, reach: usize) -> (f32, f32) {
        let pairs = &self.near[self.begins[first] as usize..self.begins[last + 1] as usize];
        if pairs.is_empty() {
            return (0.0, 0.0);
        }
        let above = |line: u32| (line as usize) < first && line as usize + reach >= first;
        let below = |line: u32| line != NONE && line as usize > last && line as usize <= last + reach;
        let share = |found: usize| found as f32 / pairs.len() as f32;
        (share(pairs.iter().filter(|pair| above(pair.0)).count()), share(pairs.iter().filter(|pair| below(pair.1)).count()))
    }
}

/// Gives numbers to pairs: open addressing, twice as many places as there can be pairs.
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
        let bits = (2 * pairs.max(8)).next_power_of_two().trailing_zeros().min(31);
        Self { places: vec![(0, 0); 1 << bits], shift: 32 - bits, count: 0 }
    }

    fn count(&self) -> usize {
        self.count as usize
    }

    /// The place of a pair, or the free one where it would go.
    fn place(&self, pair: u32) -> usize {
        let mut at = (pair.wrapping_mul(0x9e37_79b1) >> self.shift) as usize;
        while self.places[at].1 != 0 && self.places[at].0 != pair {
            at = (at + 1) & (self.places.len() - 1);
        }
        at
    }

    fn give(&mut self, pair: u32) -> Number {
        let at = self.place(pair);
        if self.places[at].1 == 0 {
            self.count += 1;
            self.places[at] = (pair, self.count);
        }
        self.places[at].1 - 1
    }

    fn find(&self, pair: u32) -> Option<Number> {
        self.places[self.place(pair)].1.checked_sub(1)
    }
}

/// The distinct pairs of a few lines, sorted by number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Profile {
    pairs: Vec<Number>,
    /// Pairs that stand nowhere else.
    strange: u32,
}

impl Profile {
    /// How many distinct pairs.
    pub(super) fn len(&self) -> usize {
        self.pairs.len() + self.strange as usize
    }
}

/// Weight of a headline's pair that no text of the page holds, against one some other text holds.
const UNSEEN: f32 = 0.3;

/// Texts of a page: which of them hold each pair.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// By text: its distinct pairs.
    sizes: Vec<u32>,
    /// By pair: where its holders begin in the list below, and the texts that hold it, in order.
    begins: Vec<u32>,
    holders: Vec<u32>,
    /// By number of holders: weight of a pair, high where few texts of the page hold it.
    weights: Vec<f32>,
}

impl Texts {
    /// Texts given by their lines.
    pub(super) fn new<L: IntoIterator<Item = usize>>(index: &Index, texts: impl IntoIterator<Item = L>) -> Self {
        let count = index.numbers.count();
        let mut seen = vec![0_u32; count];
        let mut begins = vec![0_u32; count + 1];
        let mut pairs: Vec<Number> = Vec::with_capacity(index.pairs.len());
        let mut sizes = Vec::new();
        for (nth, lines) in texts.into_iter().enumerate() {
            let first = pairs.len();
            let strange = index.each(lines, |number| {
                let seen = &mut seen[number as usize];
                if *seen != nth as u32 + 1 {
                    *seen = nth as u32 + 1;
                    begins[number as usize] += 1;
                    pairs.push(number);
                }
            });
            sizes.push(((pairs.len() - first) as u32, strange));
        }
        let most = begins.iter().copied().max().unwrap_or(0).max(1);
        // Where each list ends; filled from behind it comes to where it begins.
        let mut end = 0;
        for begin in &mut begins {
            end += *begin;
            *begin = end;
        }
        let mut holders = vec![0; pairs.len()];
        let mut at = pairs.len();
        for (nth, &(size, _)) in sizes.iter().enumerate().rev() {
            for &number in &pairs[at - size as usize..at] {
                let begin = &mut begins[number as usize];
                *begin -= 1;
                holders[*begin as usize] = nth as u32;
            }
            at -= size as usize;
        }
        let all = (sizes.len() + 1) as f32;
        let weights = (0..=most).map(|holding| (all / holding.max(1) as f32).ln()).collect();
        Self { sizes: sizes.into_iter().map(|(size, strange)| size + strange).collect(), begins, holders, weights }
    }

    /// How many distinct pairs a text has.
    pub(super) fn size(&self, text: usize) -> usize {
        self.sizes[text] as usize
    }

    /// The texts that hold a pair.
    fn holders(&self, number: Number) -> &[u32] {
        &self.holders[self.begins[number as usize] as usize..self.begins[number as usize + 1] as usize]
    }

    /// The weight all pairs of a head have together. Pairs no text holds count little, since headlines shorten names.
    fn whole(&self, head: &Profile) -> f32 {
        let weight = |&number: &Number| {
            let holding = self.holders(number).len();
            if holding == 0 { UNSEEN * self.weights[0] } else { self.weights[holding] }
        };
        head.pairs.iter().map(weight).sum::<f32>() + UNSEEN * self.weights[0] * head.strange as f32
    }

    /// Share of a head's pairs, by weight, that each of some texts holds: 0 to 1.
    pub(super) fn supports(&self, head: &Profile, texts: Range<usize>) -> Vec<f32> {
        let mut found = vec![0.0; texts.len()];
        for &number in &head.pairs {
            let holders = self.holders(number);
            let weight = self.weights[holders.len()];
            let from = holders.partition_point(|&text| (text as usize) < texts.start);
            for &text in holders[from..].iter().take_while(|&&text| (text as usize) < texts.end) {
                found[text as usize - texts.start] += weight;
            }
        }
        let all = self.whole(head);
        if all > 0.0 {
            found.iter_mut().for_each(|found| *found /= all);
        }
        found
    }

    /// [`Self::supports`] of one text.
    pub(super) fn support(&self, head: &Profile, text: usize) -> f32 {
        self.supports(head, text..text + 1).first().copied().unwrap_or(0.0)
    }

    /// Share of a head's pairs, by weight, that a part of some text holds.
    pub(super) fn share(&self, head: &Profile, part: &Profile) -> f32 {
        let mut found = 0.0;
        for &number in &head.pairs {
            if part.pairs.binary_search(&number).is_ok() {
                found += self.weights[self.holders(number).len()];
            }
        }
        let all = self.whole(head);
        if all > 0.0 { found / all } else { 0.0 }
    }

    /// What every two texts that stand no more than `reach` apart have in common.
    pub(super) fn kinship(&self, reach: usize) -> Kinship {
        let count = self.sizes.len();
        let mut kin = Kinship { reach, shared: vec![(0.0, 0); count * reach], norms: vec![0.0; count] };
        for number in 0..self.begins.len() - 1 {
            let holders = self.holders(number as Number);
            let weight = self.weights[holders.len()] * self.weights[holders.len()];
            for (nth, &text) in holders.iter().enumerate() {
                kin.norms[text as usize] += weight;
                let row = text as usize * reach;
                for &other in &holders[nth + 1..] {
                    let apart = (other - text) as usize;
                    if apart > reach {
                        break;
                    }
                    let shared = &mut kin.shared[row + apart - 1];
                    shared.0 += weight;
                    shared.1 += 1;
                }
            }
        }
        kin.norms.iter_mut().for_each(|norm| *norm = norm.sqrt());
        kin
    }
}

/// What texts that stand near each other have in common.
#[derive(Debug, Default)]
pub(super) struct Kinship {
    reach: usize,
    /// By text, and how far behind it the other stands less one: the summed squared weights of the pairs both hold, and how many.
    shared: Vec<(f32, u32)>,
    norms: Vec<f32>,
}

impl Kinship {
    fn both(&self, a: usize, b: usize) -> (f32, u32) {
        let (first, second) = (a.min(b), a.max(b));
        let near = second > first && second - first <= self.reach;
        if near { self.shared[first * self.reach + second - first - 1] } else { (0.0, 0) }
    }

    /// The cosine of the weighted pairs of two texts, 0 to 1.
    pub(super) fn likeness(&self, a: usize, b: usize) -> f32 {
        let shared = self.both(a, b).0;
        if shared > 0.0 { shared / (self.norms[a] * self.norms[b]) } else { 0.0 }
    }

    /// How many pairs two texts share.
    pub(super) fn common(&self, a: usize, b: usize) -> usize {
        self.both(a, b).1 as usize
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
