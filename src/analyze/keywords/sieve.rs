//! The first look at a candidate: a linear model over what costs nothing to know. Of all candidates of an article it
//! leaves the few dozen that are worth measuring.

use crate::analyze::{
    keywords::{candidate::Candidates, family::FAMILIES, traits::Trait},
    rank::{Features, Ranker, Schema, features},
};

features! {
    BASE = "base";
    HEAD = "in the title";
    HEAD_PHRASE = "in the title, several words";
    SENTENCE_1 = "first in sentence 1";
    SENTENCE_2 = "first in sentence 2";
    SENTENCE_3 = "first in sentence 3";
    SENTENCE_4 = "first in sentence 4";
    SENTENCE_5 = "first in sentence 5 or 6";
    LATE = "first in sentence 7 or later";
    UNTITLED = "first in sentence 1, no title";
    UNTITLED_LATE = "first in sentence 5 or later, no title";
    LATE_PHRASE = "first in sentence 5 or later, several words";
    LATE_ONCE = "first in sentence 5 or later, once";
    LATE_ONCE_PHRASE = "first in sentence 5 or later, once, several words";
    SENTENCE_LOG = "log of the sentence";
    ONCE = "once";
    TWICE = "twice";
    THRICE = "three or four times";
    OFTEN = "five times or more";
    TWICE_PHRASE = "twice or more, several words";
    WORDS_2 = "two words";
    WORDS_3 = "three words";
    WORDS_4 = "four words";
    WORDS_5 = "five words or more";
    CHARS_2 = "two characters";
    CHARS_3 = "three characters";
    CHARS_4 = "four characters";
    CHARS_6 = "five or six characters";
    CHARS_8 = "seven or eight characters";
    CHARS_9 = "nine characters or more";
    IDF_MEAN = "mean rarity";
    IDF_LEAST = "rarity of the commonest word";
    QUOTED = "in quotation marks";
    WORK = "name of a work";
    STOP = "a stop word at one end";
    SINGLE = "one noun";
    SINGLE_VERB = "one verb";
    SINGLE_VERBAL = "one verbal noun";
    SINGLE_ADJECTIVE = "one adjective";
    SINGLE_PERSON = "one person name";
    SINGLE_PLACE = "one place name";
    SINGLE_ORGANIZATION = "one organisation";
    SINGLE_PROPER = "one proper name";
    SINGLE_TIME = "one word of time";
    SINGLE_LOCATIVE = "one locative";
    SINGLE_IDIOM = "one idiom";
    SINGLE_LATIN = "one Latin word";
    SINGLE_UNKNOWN = "one unknown word";
    SINGLE_OTHER = "one other word";
    FIRST = "noun first";
    FIRST_VERB = "verb first";
    FIRST_VERBAL = "verbal noun first";
    FIRST_ADJECTIVE = "adjective first";
    FIRST_PERSON = "person name first";
    FIRST_PLACE = "place name first";
    FIRST_ORGANIZATION = "organisation first";
    FIRST_PROPER = "proper name first";
    FIRST_TIME = "word of time first";
    FIRST_LOCATIVE = "locative first";
    FIRST_IDIOM = "idiom first";
    FIRST_LATIN = "Latin first";
    FIRST_UNKNOWN = "unknown word first";
    FIRST_OTHER = "other word first";
    LAST = "noun last";
    LAST_VERB = "verb last";
    LAST_VERBAL = "verbal noun last";
    LAST_ADJECTIVE = "adjective last";
    LAST_PERSON = "person name last";
    LAST_PLACE = "place name last";
    LAST_ORGANIZATION = "organisation last";
    LAST_PROPER = "proper name last";
    LAST_TIME = "word of time last";
    LAST_LOCATIVE = "locative last";
    LAST_IDIOM = "idiom last";
    LAST_LATIN = "Latin last";
    LAST_UNKNOWN = "unknown word last";
    LAST_OTHER = "other word last";
}

/// What the sieve knows.
pub(in crate::analyze) const SIEVE: Schema = Schema { names: &NAMES, groups: &[("base", BASE)] };

// The families of classes stand in the order of `family`.
const _: () =
    assert!(SINGLE_OTHER - SINGLE + 1 == FAMILIES && FIRST_OTHER - FIRST + 1 == FAMILIES && LAST_OTHER - LAST + 1 == FAMILIES);

/// Calls `fact` with each feature of a node that is not zero.
pub(super) fn facts(candidates: &Candidates, number: usize, untitled: bool, mut fact: impl FnMut(usize, f32)) {
    let node = &candidates.nodes[number];
    let Some(start) = candidates.occurrences(number).next() else { return };
    let len = usize::from(node.len);
    let phrase = len > 1;
    if node.head > 0 {
        fact(HEAD, 1.0);
        if phrase {
            fact(HEAD_PHRASE, 1.0);
        }
    }
    match node.first_sentence {
        sentence @ 0..4 => fact(SENTENCE_1 + usize::from(sentence), 1.0),
        4..6 => fact(SENTENCE_5, 1.0),
        u16::MAX => {}
        _ => fact(LATE, 1.0),
    }
    let count = node.count();
    if untitled && node.first_sentence == 0 {
        fact(UNTITLED, 1.0);
    }
    if node.first_sentence != u16::MAX {
        fact(SENTENCE_LOG, f32::from(node.first_sentence).ln_1p());
        if node.first_sentence > 3 {
            if untitled {
                fact(UNTITLED_LATE, 1.0);
            }
            if phrase {
                fact(LATE_PHRASE, 1.0);
            }
            if count == 1 {
                fact(LATE_ONCE, 1.0);
                if phrase {
                    fact(LATE_ONCE_PHRASE, 1.0);
                }
            }
        }
    }
    fact([ONCE, ONCE, TWICE, THRICE, THRICE, OFTEN][count.min(5) as usize], 1.0);
    let (first, last) = (candidates.traits(start), candidates.traits(start + len - 1));
    if phrase {
        fact([WORDS_2, WORDS_3, WORDS_4, WORDS_5][len.min(5) - 2], 1.0);
        if count > 1 {
            fact(TWICE_PHRASE, 1.0);
        }
        fact(FIRST + usize::from(first.family), 1.0);
        fact(LAST + usize::from(last.family), 1.0);
    } else {
        fact(SINGLE + usize::from(first.family), 1.0);
    }
    let (mut sum, mut least, mut words, mut chars) = (0.0, f32::MAX, 0.0, 0);
    for at in start..start + len {
        let traits = candidates.traits(at);
        chars += usize::from(traits.chars);
        if traits.is(Trait::CONTENT) {
            sum += traits.idf;
            least = least.min(traits.idf);
            words += 1.0;
        }
    }
    let bucket = [CHARS_2, CHARS_2, CHARS_2, CHARS_3, CHARS_4, CHARS_6, CHARS_6, CHARS_8, CHARS_8, CHARS_9];
    fact(bucket[chars.min(9)], 1.0);
    if words > 0.0 {
        fact(IDF_MEAN, sum / words);
        fact(IDF_LEAST, least);
    }
    if node.quoted {
        fact(QUOTED, 1.0);
    }
    if node.titled {
        fact(WORK, 1.0);
    }
    if first.is(Trait::STOP) || last.is(Trait::STOP) {
        fact(STOP, 1.0);
    }
}

/// The facts of one node as features, for learning.
pub(super) fn features_of(candidates: &Candidates, number: usize, untitled: bool) -> Features {
    let mut features = vec![(BASE, 1.0)];
    facts(candidates, number, untitled, |feature, value| features.push((feature, f64::from(value))));
    features
}

/// The best `most` candidates by the sieve with their values, best first; ties by number.
pub(super) fn shortlist(sieve: &Ranker, candidates: &Candidates, untitled: bool, most: usize, out: &mut Vec<(f32, u32)>) {
    let weights = sieve.weights();
    out.clear();
    for number in (0..candidates.nodes.len()).filter(|&number| candidates.may_be_keyword(number)) {
        let mut value = candidates.bonus(number);
        facts(candidates, number, untitled, |feature, x| value += weights[feature] * x);
        out.push((value, number as u32));
    }
    let better = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if out.len() > most {
        out.select_nth_unstable_by(most, better);
        out.truncate(most);
    }
    out.sort_unstable_by(better);
}
