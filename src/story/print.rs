//! The print of an article: what of its text can be recognised in another paper.

use std::{cmp::Ordering, hash::Hasher};

use unicode_normalization::UnicodeNormalization;

use crate::{
    article::{Article, Kind},
    script,
};

/// Letters of a shingle.
const SHINGLE: usize = 8;
/// One shingle in this many is kept; chosen by its hash, so equal texts keep equal shingles and the share of kept
/// shingles two texts have in common estimates the share of all.
const SAMPLE: u64 = 4;
/// Letters a sentence needs to be compared at all.
const SENTENCE: usize = 8;
/// Letters a sentence needs to propose a pair: shorter ones (`会议强调，要加强领导。`) stand in many stories.
const LONG_SENTENCE: u16 = 18;
/// Letters that announce the news, after the first few, which may be the rest of a lead-in.
const OPENING: std::ops::Range<usize> = 20..100;
/// Shingles of the sketch. Of two texts with a third of their shingles in common 96 of 100 share one of the eight
/// smallest of each: 1 − (1 − 1/3)^8.
const SKETCH: usize = 8;

/// What is left of an article for comparison: letters and digits only, so that wraps, punctuation and width of
/// characters do not matter; the lead-in is cut, since each paper prints its own.
#[derive(Debug, Clone, Default)]
pub struct Print {
    /// The sentences, sorted by hash, each once.
    pub(super) sentences: Vec<Sentence>,
    /// Hashes of a sample of the shingles, sorted, each once.
    pub(super) shingles: Vec<u64>,
    /// Those of them that stand in the opening, sorted, each once.
    pub(super) opening: Vec<u64>,
    /// Hashes of the figures (`19岁` as 19, `8月` and `2.4%` with their signs), sorted, each once.
    pub(super) figures: Vec<u64>,
    /// Letters in all.
    pub(super) letters: u32,
    /// Hash of all letters: equal for equal texts, so that order never depends on where an article stood.
    pub(super) key: u64,
    /// Captions, boxes, continuations and unfinished articles are parts by nature.
    pub(super) is_part: bool,
    /// A notice or advertisement.
    pub(super) is_notice: bool,
}

/// A sentence as it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sentence {
    /// Hash of its letters.
    pub(super) hash: u64,
    /// How many they are, as far as `u16` counts.
    pub(super) letters: u16,
}

impl Sentence {
    /// Whether it can be recognised by itself.
    pub(super) const fn is_long(self) -> bool {
        self.letters >= LONG_SENTENCE
    }
}

impl Print {
    /// The print of `article`.
    pub fn new(article: &Article) -> Self {
        let text = article.text.get(article.dateline.lead.end as usize..).unwrap_or(&article.text);
        Self::of(text, article.kind, article.incomplete)
    }

    /// The print of an article of which only this is known; `text` begins after the lead-in.
    pub fn of(text: &str, kind: Kind, incomplete: bool) -> Self {
        let is_part = matches!(kind, Kind::Caption | Kind::Box | Kind::Continuation) || incomplete;
        let mut print = Self { is_part, is_notice: kind == Kind::Notice, ..Self::default() };
        let mut all = Vec::new();
        for sentence in text.split(['。', '！', '？', '；', '\n']) {
            let from = all.len();
            for c in sentence.chars() {
                push_letter(c, &mut all);
            }
            let letters = all.len() - from;
            if letters >= SENTENCE {
                let letters = u16::try_from(letters).unwrap_or(u16::MAX);
                print.sentences.push(Sentence { hash: hash(&all[from..]), letters });
            }
        }
        print.letters = all.len() as u32;
        print.key = hash(&all);
        print.shingles = shingles(&all).filter(|hash| hash % SAMPLE == 0).collect();
        let opening = OPENING.start.min(all.len())..(OPENING.end + SHINGLE - 1).min(all.len());
        print.opening = shingles(&all[opening]).filter(|hash| hash % SAMPLE == 0).collect();
        print.figures = figures(&all);
        print.sentences.sort_unstable();
        print.sentences.dedup_by_key(|sentence| sentence.hash);
        for hashes in [&mut print.shingles, &mut print.opening, &mut print.figures] {
            hashes.sort_unstable();
            hashes.dedup();
            hashes.shrink_to_fit();
        }
        print.sentences.shrink_to_fit();
        print
    }

    /// The smallest shingles: two texts share one of them about as often as they share shingles at all, which makes
    /// them the bands of a bottom-k MinHash (Broder 1997, "On the resemblance and containment of documents").
    pub(super) fn sketch(&self) -> &[u64] {
        &self.shingles[..self.shingles.len().min(SKETCH)]
    }
}

/// The letters of `text` as they are compared.
pub(super) fn letters(text: &str) -> Vec<char> {
    let mut letters = Vec::with_capacity(text.len() / 3);
    text.chars().for_each(|c| push_letter(c, &mut letters));
    letters
}

/// Appends `c` as it is compared: compatibility forms, cases and scripts folded, all but letters and digits left out.
fn push_letter(c: char, letters: &mut Vec<char>) {
    match c {
        '\u{4E00}'..='\u{9FFF}' => letters.push(script::simplified(c)), // nearly all, and already in normal form
        _ if c.is_ascii() => letters.extend(c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase())),
        _ => letters.extend(std::iter::once(c).nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)),
    }
}

/// Hashes of the numbers, each with the sign of its date where it has one: `8月` is another figure than `8日`. A bare
/// digit is no figure: items of lists are numbered so.
fn figures(letters: &[char]) -> Vec<u64> {
    let mut figures = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let digits = letters[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        let end = at + digits;
        let signed = digits > 0 && letters.get(end).is_some_and(|&c| matches!(c, '年' | '月' | '日' | '时' | '分'));
        if digits >= 2 || signed {
            figures.push(hash(&letters[at..end + usize::from(signed)]));
        }
        at = end.max(at + 1);
    }
    figures
}

/// Hashes of every run of [`SHINGLE`] letters, each made of the one before (a rolling polynomial hash modulo 2^64,
/// mixed at the end because its low bits are poor).
fn shingles(letters: &[char]) -> impl Iterator<Item = u64> + '_ {
    /// An odd multiplier without pattern: 2^64 divided by the golden ratio.
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let oldest = BASE.wrapping_pow(SHINGLE as u32);
    let mut rolling: u64 = 0;
    letters.iter().enumerate().filter_map(move |(at, &c)| {
        rolling = rolling.wrapping_mul(BASE).wrapping_add(u64::from(c));
        if let Some(&gone) = at.checked_sub(SHINGLE).and_then(|at| letters.get(at)) {
            rolling = rolling.wrapping_sub(oldest.wrapping_mul(u64::from(gone)));
        }
        (at + 1 >= SHINGLE).then(|| (rolling ^ (rolling >> 29)).wrapping_mul(BASE) >> 2)
    })
}

/// A hash of letters (FxHash with a final mix: a fifth of the time of hashing them as UTF-8).
fn hash(letters: &[char]) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    for &letter in letters {
        hasher.write_u32(u32::from(letter));
    }
    hasher.finish()
}

/// How many values two sorted lists share.
pub(super) fn shared(one: &[u64], other: &[u64]) -> usize {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut count = 0;
    while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
        match left.cmp(right) {
            Ordering::Less => _ = one.next(),
            Ordering::Greater => _ = other.next(),
            Ordering::Equal => {
                count += 1;
                one.next();
                other.next();
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shingle_hashes_alike_wherever_it_stands() {
        let letters = letters("港口吞吐量增长港口吞吐量增长");
        let hashes: Vec<u64> = shingles(&letters).collect();
        assert_eq!(hashes.len(), letters.len() + 1 - SHINGLE);
        assert_eq!(hashes[0], shingles(&letters[..SHINGLE]).next().unwrap_or_default());
        let later: Vec<u64> = shingles(&letters[5..]).collect();
        assert_eq!(later, hashes[5..]);
    }

    #[test]
    fn width_case_and_punctuation_do_not_matter() {
        assert_eq!(letters("Ｇ60，ＡＩ（芯片）").into_iter().collect::<String>(), "g60ai芯片");
        assert_eq!(letters("濱江港貨物吞吐量"), letters("滨江港货物吞吐量"));
    }

    #[test]
    fn figures_are_numbers_and_signed_digits() {
        let figures = |text: &str| figures(&letters(text));
        assert_eq!(figures("1.加强领导 2.落实责任"), [0_u64; 0]);
        assert_eq!(figures("8月11日20时").len(), 3);
        assert_ne!(figures("8月"), figures("8日"));
        assert_eq!(figures("增长１２.5%"), figures("共125家"));
    }
}
