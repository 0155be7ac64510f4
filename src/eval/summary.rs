//! Summaries against an editor's sentences: sentence F1, and ROUGE by character and by word.
//!
//! A dateline that opens a sentence is cut on both sides first; punctuation is dropped.

use rustc_hash::FxHashMap;

use crate::{
    eval::{
        letters::{bare, folded, letters},
        ratio::Prf,
        rouge::{Rouge, rouge, shared},
    },
    text::Segmenter,
};

/// Two sentences are the same when they share this part of the letters of each.
const SAME_SENTENCE: f64 = 0.8;

/// F1 over sentences.
pub(super) fn sentence_f1(gold: &[&str], got: &[&str]) -> f64 {
    let sorted = |sentences: &[&str]| sentences.iter().map(|sentence| sorted_letters(sentence)).collect::<Vec<_>>();
    let (gold, got) = (sorted(gold), sorted(got));
    let hit_got = got.iter().filter(|s| gold.iter().any(|g| same(g, s))).count() as f64;
    let hit_gold = gold.iter().filter(|g| got.iter().any(|s| same(g, s))).count() as f64;
    Prf::new(hit_got, got.len() as f64, hit_gold, gold.len() as f64).f1
}

/// Whether two printed sentences are the same one.
pub(super) fn is_same_sentence(a: &str, b: &str) -> bool {
    same(&sorted_letters(a), &sorted_letters(b))
}

fn sorted_letters(sentence: &str) -> Vec<char> {
    let mut letters = letters(bare(sentence));
    letters.sort_unstable();
    letters
}

fn same(a: &[char], b: &[char]) -> bool {
    let both = shared(a, b) as f64;
    [a, b].iter().all(|side| both >= SAME_SENTENCE * side.len().max(1) as f64)
}

/// ROUGE with one character a token.
pub(super) fn rouge_by_character(reference: &[&str], got: &[&str]) -> Rouge {
    let tokens = |sentences: &[&str]| letters(&joined(sentences)).into_iter().map(u32::from).collect::<Vec<_>>();
    rouge(&tokens(reference), &tokens(got))
}

/// ROUGE with one word a token; words of punctuation alone are dropped.
pub(super) fn rouge_by_word(reference: &[&str], got: &[&str], segmenter: &dyn Segmenter) -> Rouge {
    let mut numbers = FxHashMap::default();
    let mut tokens = |sentences: &[&str]| {
        let text = joined(sentences);
        let mut lengths = Vec::new();
        segmenter.cut(&text, &mut lengths);
        let words = lengths.iter().scan(0, |end, &length| {
            let start = std::mem::replace(end, *end + length as usize);
            text.get(start..*end)
        });
        let words = words.filter(|word| !letters(word).is_empty());
        words.map(|word| next_number(&mut numbers, folded(word))).collect::<Vec<_>>()
    };
    rouge(&tokens(reference), &tokens(got))
}

/// The number of a word: the same for the same word, in order of first occurrence.
fn next_number(numbers: &mut FxHashMap<String, u32>, word: String) -> u32 {
    let next = numbers.len() as u32;
    *numbers.entry(word).or_insert(next)
}

fn joined(sentences: &[&str]) -> String {
    sentences.iter().map(|sentence| bare(sentence)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_found_without_its_dateline() {
        let gold = ["本报讯（记者 某某） 滨江港昨日开通第三条近洋航线。", "全年将再投用十二台无人集卡。"];
        assert_eq!(sentence_f1(&gold, &["滨江港昨日开通第三条近洋航线"]), 2.0 / 3.0);
        assert_eq!(sentence_f1(&gold, &["别的一句话。"]), 0.0);
        assert_eq!(sentence_f1(&gold, &[]), 0.0);
    }

    #[test]
    fn words_and_characters_are_counted_apart() {
        struct Halves;
        impl Segmenter for Halves {
            fn cut(&self, text: &str, lengths: &mut Vec<u32>) {
                lengths.extend(text.split_inclusive('，').map(|word| word.len() as u32));
            }
            fn class(&self, _: &str) -> crate::text::WordClass {
                crate::text::WordClass::Unknown
            }
        }
        let by_word = rouge_by_word(&["港口，开航"], &["港口，停航"], &Halves);
        assert_eq!(by_word.one.f1, 0.5);
        assert_eq!(rouge_by_character(&["港口，开航"], &["港口，停航"]).one.f1, 0.75);
    }
}
