//! The print of an article: what of its text can be recognised in another paper.

use std::{cmp::Ordering, hash::Hasher};

use unicode_normalization::UnicodeNormalization;

use crate::article::{Article, Kind};

/// Letters a sentence needs to be recognised by: shorter ones (`会议强调，要加强领导。`) stand in many stories.
const LETTERS_OF_LONG_SENTENCE: usize = 18;
/// Letters of a shingle, the piece compared where whole sentences are too few to vote.
const SHINGLE: usize = 8;
/// One shingle in this many is kept; chosen by its hash, so equal texts keep equal shingles and the share of kept
/// shingles two texts have in common estimates the share of all.
const SAMPLE: u64 = 4;

/// What is left of an article for comparison: letters and digits only, so that wraps, punctuation and width of
/// characters do not matter; the lead-in is cut, since each paper prints its own.
#[derive(Debug, Clone, Default)]
pub struct Print {
    /// Hashes of the long sentences, sorted, each once.
    pub(super) sentences: Vec<u64>,
    /// Hashes of a sample of the shingles, sorted, each once.
    pub(super) shingles: Vec<u64>,
    /// Hashes of the figures (runs of two or more digits), sorted, each once.
    pub(super) figures: Vec<u64>,
    /// Letters in all.
    pub(super) letters: u32,
    /// Captions, boxes and continuations are parts by nature.
    pub(super) is_part: bool,
}

impl Print {
    /// The print of `article`.
    pub fn new(article: &Article) -> Self {
        let text = article.text.get(article.dateline.lead.end as usize..).unwrap_or(&article.text);
        let mut print =
            Self { is_part: matches!(article.kind, Kind::Caption | Kind::Box | Kind::Continuation), ..Self::default() };
        let mut all = Vec::new();
        for sentence in text.split(['。', '！', '？', '；', '\n']) {
            let from = all.len();
            for c in sentence.chars() {
                push_letter(c, &mut all);
            }
            if all.len() - from >= LETTERS_OF_LONG_SENTENCE {
                print.sentences.push(hash(&all[from..]));
            }
        }
        print.letters = all.len() as u32;
        print.shingles = shingles(&all).filter(|hash| hash % SAMPLE == 0).collect();
        let runs = all.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit());
        print.figures = runs.filter(|run| run.len() >= 2 && run[0].is_ascii_digit()).map(hash).collect();
        for hashes in [&mut print.sentences, &mut print.shingles, &mut print.figures] {
            hashes.sort_unstable();
            hashes.dedup();
        }
        print
    }
}

/// Appends `c` as it is compared: compatibility forms and cases folded, all but letters and digits left out.
fn push_letter(c: char, letters: &mut Vec<char>) {
    match c {
        '\u{4E00}'..='\u{9FFF}' => letters.push(c), // nearly all, and already in normal form
        _ if c.is_ascii() => letters.extend(c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase())),
        _ => letters.extend(std::iter::once(c).nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)),
    }
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
        let letters: Vec<char> = "港口吞吐量增长港口吞吐量增长".chars().collect();
        let hashes: Vec<u64> = shingles(&letters).collect();
        assert_eq!(hashes.len(), letters.len() + 1 - SHINGLE);
        assert_eq!(hashes[0], shingles(&letters[..SHINGLE]).next().unwrap_or_default());
        let later: Vec<u64> = shingles(&letters[5..]).collect();
        assert_eq!(later, hashes[5..]);
    }

    #[test]
    fn width_case_and_punctuation_do_not_matter() {
        let mut letters = Vec::new();
        for c in "Ｇ60，ＡＩ（芯片）".chars() {
            push_letter(c, &mut letters);
        }
        assert_eq!(letters.iter().collect::<String>(), "g60ai芯片");
    }
}
