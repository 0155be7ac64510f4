//! Text evidence without words: pairs of neighbouring characters, and how rare each is among some texts.
//!
//! A headline shares rare pairs with its own story, and so do two halves of one story. There is no segmenter here and none is
//! needed: two Chinese characters side by side are nearly a word.

use rustc_hash::{FxHashMap, FxHashSet};

use super::glyph;

/// A pair of characters, hashed.
type Pair = u32;

/// The distinct pairs of a text, sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Profile {
    pairs: Vec<Pair>,
}

impl Profile {
    /// The pairs of a text given in pieces that run on into each other.
    pub(super) fn new<'t>(pieces: impl IntoIterator<Item = &'t str>) -> Self {
        let mut pairs = Vec::new();
        let mut before: Option<char> = None;
        for c in pieces.into_iter().flat_map(str::chars) {
            if c.is_whitespace() {
                continue;
            }
            if !glyph::is_word(c) {
                before = None;
                continue;
            }
            pairs.extend(before.map(|before| pair(before, c)));
            before = Some(c);
        }
        pairs.sort_unstable();
        pairs.dedup();
        Self { pairs }
    }

    /// How many distinct pairs.
    pub(super) fn len(&self) -> usize {
        self.pairs.len()
    }

    fn has(&self, pair: Pair) -> bool {
        self.pairs.binary_search(&pair).is_ok()
    }
}

pub(super) const fn pair(a: char, b: char) -> Pair {
    (a as u32).wrapping_mul(0x9e37_79b1).rotate_left(11) ^ (b as u32).wrapping_mul(0x85eb_ca6b)
}

/// In how many texts of the page each pair occurs.
#[derive(Debug, Default)]
pub(super) struct Rarity {
    texts: usize,
    holding: FxHashMap<Pair, u32>,
}

impl Rarity {
    /// Counts the pairs of these texts.
    pub(super) fn new<'a>(texts: impl IntoIterator<Item = &'a Profile>) -> Self {
        let mut rarity = Self::default();
        for text in texts {
            rarity.texts += 1;
            for &pair in &text.pairs {
                *rarity.holding.entry(pair).or_default() += 1;
            }
        }
        rarity
    }

    /// Weight of a pair: high where few texts of the page hold it.
    fn weight(&self, pair: Pair) -> f32 {
        let holding = self.holding.get(&pair).copied().unwrap_or(0).max(1);
        ((self.texts + 1) as f32 / holding as f32).ln()
    }

    /// Share of a head's pairs, by weight, that `text` holds: 0 to 1. Pairs no text holds count little against it, since headlines
    /// shorten names.
    pub(super) fn support(&self, head: &Profile, text: &Profile) -> f32 {
        let (mut found, mut all) = (0.0, 0.0);
        for &pair in &head.pairs {
            let weight = self.weight(pair);
            if text.has(pair) {
                found += weight;
                all += weight;
            } else if self.holding.contains_key(&pair) {
                all += weight;
            } else {
                all += UNSEEN * weight;
            }
        }
        if all > 0.0 { found / all } else { 0.0 }
    }

    /// A profile with the weights of its pairs, for comparing it with many others.
    pub(super) fn weigh(&self, profile: &Profile) -> Weighted {
        let pairs: Vec<(Pair, f32)> = profile.pairs.iter().map(|&pair| (pair, self.weight(pair).powi(2))).collect();
        let norm = pairs.iter().map(|pair| pair.1).sum::<f32>().sqrt();
        Weighted { pairs, norm }
    }
}

/// A profile with the squared weight of each pair.
#[derive(Debug, Clone, Default)]
pub(super) struct Weighted {
    pairs: Vec<(Pair, f32)>,
    norm: f32,
}

impl Weighted {
    /// How much two texts have in common: the cosine of their weighted pairs, 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        let (mut i, mut j, mut shared) = (0, 0, 0.0);
        while let (Some(a), Some(b)) = (self.pairs.get(i), other.pairs.get(j)) {
            if a.0 == b.0 {
                shared += a.1;
            }
            i += usize::from(a.0 <= b.0);
            j += usize::from(b.0 <= a.0);
        }
        if shared > 0.0 { shared / (self.norm * other.norm) } else { 0.0 }
    }
}

/// The pairs of neighbouring characters inside the lines of a page: what stands side by side within a line may well do so across
/// a wrap, and two texts that have nothing to do with each other seldom meet in such a pair.
#[derive(Debug, Default)]
pub(super) struct Seams {
    pairs: FxHashSet<Pair>,
}

impl Seams {
    /// The pairs of these lines.
    pub(super) fn new<'t>(lines: impl IntoIterator<Item = &'t str>) -> Self {
        let mut pairs = FxHashSet::default();
        for line in lines {
            let mut before: Option<char> = None;
            for c in line.chars().filter(|c| !c.is_whitespace()) {
                if glyph::is_han(c) {
                    pairs.extend(before.map(|before| pair(before, c)));
                    before = Some(c);
                } else {
                    before = None;
                }
            }
        }
        Self { pairs }
    }

    /// Whether the last character of `above` and the first of `below` stand side by side inside some line.
    pub(super) fn joins(&self, above: &str, below: &str) -> bool {
        let ends = glyph::last(above).zip(glyph::first(below)).filter(|&(a, b)| glyph::is_han(a) && glyph::is_han(b));
        ends.is_some_and(|(a, b)| self.pairs.contains(&pair(a, b)))
    }
}

/// Weight of a headline's pair that no text of the page holds, against one some other text holds.
const UNSEEN: f32 = 0.3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_supported_by_its_own_story() {
        let stories = ["大桥今日通车，江面宽阔。", "球队昨夜夺冠，球迷欢呼。"].map(|text| Profile::new([text]));
        let rarity = Rarity::new(&stories);
        let head = Profile::new(["跨江大桥今日通车"]);
        assert!(rarity.support(&head, &stories[0]) > 0.7);
        assert!(rarity.support(&head, &stories[1]) < 0.1);
        assert!(rarity.weigh(&stories[0]).likeness(&rarity.weigh(&stories[1])) < 0.01);
    }
}
