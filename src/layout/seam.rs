//! Whether text runs on across a wrap: a character model of running Chinese, three characters deep.
//!
//! For the last two characters above a seam and the first two below it, the model weighs how often they stand side by side in
//! news against how often they would by chance. The counts were learned from a news corpus (see [`build`]); a page's own pairs
//! are added to them by [`super::gram`]. No word list is needed: two characters are nearly a word, three nearly a phrase.

mod build;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::glyph;
use crate::{model::packed::Packed, script};

pub use build::build_seams;

/// First line of the data file, then its version.
const MAGIC: &str = "zhaibao-seams";
/// The version of its form.
const VERSION: &str = "1";

/// The shipped counts.
static SHIPPED: &[u8] = include_bytes!("data/seams.zst");

/// A character as the model counts it, numbered by frequency; `u16::MAX` where it is too rare to be counted.
type Code = u16;
const RARE: Code = Code::MAX;

/// Counts, stored as eighths of their binary logarithm.
type Eighths = u8;
/// Eighths of a binary logarithm in one natural one.
const EIGHTH: f32 = std::f32::consts::LN_2 / 8.0;

/// How often single characters, pairs and triples of them stand in running news.
#[derive(Debug, Default)]
pub(super) struct SeamModel {
    /// By character of the basic plane, and of the others.
    codes: Vec<Code>,
    astral: FxHashMap<char, Code>,
    /// By code: its share of all characters, and its count.
    share: Vec<f32>,
    count: Vec<f32>,
    /// Counts by their eighths.
    counts: Vec<f32>,
    /// By code: where its pairs begin in the two lists below.
    pairs_of: Vec<u32>,
    second: Vec<Code>,
    /// By pair: where its triples begin in the list below, and its count in the upper byte: what is asked together lies together.
    pairs: Vec<u32>,
    /// By triple: its third character, and its count in the third byte.
    triples: Vec<u32>,
}

/// What is added to a count of pairs or triples for what the next shorter context expects: the usual back-off, with as much
/// weight as that many occurrences.
const PAIR_PRIOR: f32 = 5.0;
const TRIPLE_PRIOR: f32 = 10.0;
/// A count of triples below this was not stored.
const UNSTORED: f32 = 3.0;

/// Where the count of a pair lies among the bits of its entry, the bits of where its triples begin, and where the count of a triple lies.
const COUNT: u32 = 24;
const BEGIN: u32 = (1 << COUNT) - 1;
const THIRD: u32 = 16;

/// Odds of a seam the model knows nothing of.
const NO_ODDS: f32 = 1.1;

/// The characters next to a seam, as the model counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    /// The one at the seam.
    near: Code,
    /// The one behind it.
    far: Code,
    /// The place of the pair they make, in the order in which they are read; [`NO_PAIR`] where it is too rare to be stored.
    pair: u32,
}

const NO_PAIR: u32 = u32::MAX;

impl SeamModel {
    /// The shipped model.
    pub(super) fn shipped() -> &'static Self {
        static MODEL: LazyLock<SeamModel> = LazyLock::new(|| SeamModel::read(SHIPPED).unwrap_or_default());
        &MODEL
    }

    #[inline]
    fn code(&self, c: char) -> Code {
        let c = class(c);
        self.codes.get(c as usize).copied().unwrap_or_else(|| self.astral.get(&c).copied().unwrap_or(RARE))
    }

    /// The end of a line.
    pub(super) fn end(&self, text: &str) -> Option<Edge> {
        let (near, far) = self.edge(text.chars().rev())?;
        Some(Edge { near, far, pair: self.place(far, near) })
    }

    /// The beginning of a line.
    pub(super) fn start(&self, text: &str) -> Option<Edge> {
        let (near, far) = self.edge(text.chars())?;
        Some(Edge { near, far, pair: self.place(near, far) })
    }

    /// The first two of these characters that are no blanks.
    fn edge(&self, chars: impl Iterator<Item = char>) -> Option<(Code, Code)> {
        let mut chars = chars.filter(|&c| glyph::is_cjk(c) || !c.is_whitespace());
        let near = self.code(chars.next()?);
        Some((near, chars.next().map_or(RARE, |c| self.code(c))))
    }

    /// The place of a pair whose characters may be rare.
    fn place(&self, a: Code, b: Code) -> u32 {
        let pair = if a == RARE || b == RARE { None } else { self.pair(a, b) };
        pair.map_or(NO_PAIR, |pair| pair as u32)
    }

    /// [`Self::runs_on`] for whole lines; 0 where one of them is blank.
    pub(super) fn between(&self, above: &str, below: &str) -> f32 {
        self.end(above).zip(self.start(below)).map_or(0.0, |(above, below)| self.runs_on(above, below))
    }

    /// How much likelier it is that text runs on from `above` into `below` than that the two meet by chance: natural logarithm
    /// of the ratio; 0 where nothing is known.
    pub(super) fn runs_on(&self, above: Edge, below: Edge) -> f32 {
        let (a, b) = (above.near, below.near);
        if a == RARE || b == RARE {
            return 0.0;
        }
        let chance = self.share[usize::from(b)];
        let seam = self.pair(a, b);
        let seam_count = seam.map_or(0.0, |pair| self.pairs_counted(pair));
        let mut likely = (seam_count + PAIR_PRIOR * chance) / (self.count[usize::from(a)] + PAIR_PRIOR);
        if above.pair != NO_PAIR {
            let pair = above.pair as usize;
            let triple = self.triple(pair, b);
            likely = (triple + TRIPLE_PRIOR * likely) / (self.pairs_counted(pair) + TRIPLE_PRIOR);
        }
        let mut log = (likely / chance).ln();
        if let Some(pair) = seam.filter(|_| below.far != RARE) {
            let after = self.share[usize::from(below.far)];
            let known = if below.pair == NO_PAIR { 0.0 } else { self.pairs_counted(below.pair as usize) };
            let usual = (known + PAIR_PRIOR * after) / (self.count[usize::from(b)] + PAIR_PRIOR);
            let here = (self.triple(pair, below.far) + TRIPLE_PRIOR * usual) / (seam_count + TRIPLE_PRIOR);
            log += (here / usual).ln();
        }
        log
    }

    /// Whether line `above` runs on into line `below`: natural logarithm of odds, between -2.1 and 5.5.
    ///
    /// [`Self::runs_on`] read on true and on random wraps of news pages: rare words make it too sure, most of all where it says
    /// no, so it is drawn in piecewise.
    pub(super) fn odds(&self, above: &str, below: &str) -> f32 {
        self.end(above).zip(self.start(below)).map_or(NO_ODDS, |(above, below)| self.edge_odds(above, below))
    }

    /// [`Self::odds`] of lines whose edges are known.
    pub(super) fn edge_odds(&self, above: Edge, below: Edge) -> f32 {
        let raw = self.runs_on(above, below);
        Self::drawn_in(raw)
    }

    /// What [`Self::odds`] makes of [`Self::runs_on`].
    pub(super) fn drawn_in(raw: f32) -> f32 {
        (NO_ODDS + if raw > 0.0 { 0.7 * raw } else { 0.4 * raw }).clamp(-2.1, 5.5)
    }

    #[inline]
    fn pair(&self, a: Code, b: Code) -> Option<usize> {
        let from = self.pairs_of[usize::from(a)] as usize;
        let to = self.pairs_of[usize::from(a) + 1] as usize;
        find(&self.second[from..to], b, self.count.len()).map(|at| from + at)
    }

    #[inline]
    fn pairs_counted(&self, pair: usize) -> f32 {
        self.counts[(self.pairs[pair] >> COUNT) as usize]
    }

    /// Count of a pair followed by `c`; 0 where it is too rare to be stored.
    #[inline]
    fn triple(&self, pair: usize, c: Code) -> f32 {
        let begin = |pair: usize| (self.pairs[pair] & BEGIN) as usize;
        let row = &self.triples[begin(pair)..begin(pair + 1)];
        let third = |triple: &u32| *triple as Code;
        row.binary_search_by_key(&c, third).map_or(0.0, |at| self.counts[(row[at] >> THIRD) as usize].max(UNSTORED))
    }

    /// Reads a data file; `None` where it is none of ours.
    fn read(packed: &[u8]) -> Option<Self> {
        let file = Packed::open(packed, MAGIC, VERSION)?;
        let mut from = Reader { bytes: file.body(), at: 0 };
        let chars = from.number()? as usize;
        let counts = (0..=Eighths::MAX).map(from_eighths).collect();
        let mut model = Self { codes: vec![RARE; usize::from(u16::MAX) + 1], counts, ..Self::default() };
        let mut all = 0.0_f32;
        for code in 0..chars {
            let c = char::from_u32(from.number()?)?;
            match model.codes.get_mut(c as usize) {
                Some(place) => *place = code as Code,
                None => _ = model.astral.insert(c, code as Code),
            }
            let count = from.number()? as f32;
            model.count.push(count);
            all += count;
        }
        for (traditional, simplified) in script::pairs() {
            let code = model.codes.get(simplified as usize).copied().unwrap_or(RARE);
            if let Some(place) = model.codes.get_mut(traditional as usize).filter(|_| code != RARE) {
                *place = code;
            }
        }
        model.share = model.count.iter().map(|count| (count / all).ln().exp()).collect();
        (model.pairs_of, model.second) = from.lists(chars)?;
        let (begins, third) = from.lists(model.second.len())?;
        if third.len() > BEGIN as usize {
            return None;
        }
        let counts = from.take(model.second.len())?.iter().chain([&0]);
        model.pairs = begins.iter().zip(counts).map(|(&begin, &count)| begin | u32::from(count) << COUNT).collect();
        let counts = from.take(third.len())?;
        model.triples = third.iter().zip(counts).map(|(&third, &count)| u32::from(third) | u32::from(count) << THIRD).collect();
        Some(model)
    }
}

/// Entries of a sorted list looked at first.
const NEAR: usize = 64;

/// The place of a code in a sorted list. Codes spread evenly over lists, so it is looked for where it ought to be: long lists
/// lie far apart in memory.
#[inline]
fn find(list: &[Code], code: Code, codes: usize) -> Option<usize> {
    if list.len() > NEAR {
        let guess = usize::from(code) * list.len() / codes.max(1);
        let from = guess.saturating_sub(NEAR / 2).min(list.len() - NEAR);
        let near = &list[from..from + NEAR];
        if near[0] <= code && code <= near[NEAR - 1] {
            return near.binary_search(&code).ok().map(|at| from + at);
        }
    }
    list.binary_search(&code).ok()
}

/// A character as it is counted: digits are one, Latin letters are one, punctuation is full width.
#[inline]
fn class(c: char) -> char {
    match c {
        '0'..='9' | '０'..='９' => '0',
        'a'..='z' | 'A'..='Z' => 'a',
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '(' => '（',
        ')' => '）',
        '!' => '！',
        '?' => '？',
        _ => c,
    }
}

fn from_eighths(eighths: Eighths) -> f32 {
    (f32::from(eighths) * EIGHTH).exp()
}

/// Reads numbers of seven bits a byte.
struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    #[inline]
    fn number(&mut self) -> Option<u32> {
        // Nearly all are of one byte.
        let first = *self.bytes.get(self.at)?;
        if first < 0x80 {
            self.at += 1;
            return Some(u32::from(first));
        }
        self.long_number()
    }

    fn long_number(&mut self) -> Option<u32> {
        let mut value = 0_u32;
        for shift in (0..35).step_by(7) {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            value |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn take(&mut self, len: usize) -> Option<&'b [u8]> {
        let slice = self.bytes.get(self.at..self.at + len)?;
        self.at += len;
        Some(slice)
    }

    /// `count` sorted lists: where each begins, and all of them in a row.
    fn lists(&mut self, count: usize) -> Option<(Vec<u32>, Vec<Code>)> {
        let (mut begins, mut items) = (Vec::with_capacity(count + 1), Vec::with_capacity(count));
        begins.push(0);
        let mut from = Self { ..*self };
        for _ in 0..count {
            let mut value = 0;
            let len = from.number()?;
            items.reserve(len as usize);
            for nth in 0..len {
                let step = from.number()?;
                value = if nth == 0 { step } else { value + step + 1 };
                items.push(Code::try_from(value).ok()?);
            }
            begins.push(items.len() as u32);
        }
        self.at = from.at;
        Some((begins, items))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs_on(above: &str, below: &str) -> f32 {
        SeamModel::shipped().between(above, below)
    }

    #[test]
    fn words_broken_over_a_wrap_run_on() {
        for (above, below) in [("我国经济社", "会发展"), ("召开座谈", "会，强调"), ("人民政", "府工作报告"), ("今年前两个", "月")]
        {
            assert!(runs_on(above, below) > 2.0, "{above}|{below}: {}", runs_on(above, below));
        }
        for (above, below) in [("我国经济社", "球队主场"), ("召开座谈", "米高的大桥"), ("大桥全长两千", "议强调")]
        {
            assert!(runs_on(above, below) < 0.0, "{above}|{below}: {}", runs_on(above, below));
        }
    }

    #[test]
    fn what_was_built_can_be_read() {
        let packed = build_seams(["大桥通车，大桥通车，大桥通车，大桥通车"; 3], "a test").unwrap_or_default();
        let model = SeamModel::read(&packed).expect("a file of ours");
        let (end, start) = (model.end("大"), model.start("桥"));
        assert!(end.zip(start).is_some_and(|(end, start)| model.runs_on(end, start) > 0.5));
        assert!(SeamModel::read(b"").is_none());
    }
}
