//! What may be learned: words and phrases of the labelled articles.

use rustc_hash::FxHashSet;

use super::{LearnConfig, Samples};
use crate::text::{TermId, WordClass};

/// Letters of a phrase, at most.
const LONGEST_PHRASE: usize = 8;

/// Content words of two letters or more, and phrases of two such words that stand side by side.
pub(super) fn candidates(samples: &Samples<'_>, config: &LearnConfig) -> Vec<String> {
    let vocabulary = samples.vocabulary;
    let mut articles = vec![0_usize; vocabulary.len()];
    let mut pairs = indexmap::IndexMap::<(TermId, TermId), usize, rustc_hash::FxBuildHasher>::default();
    let is_word = |id: TermId| {
        let class = vocabulary.class(id);
        class.is_content() && class != WordClass::Adverb && vocabulary.word(id).chars().count() > 1
    };
    for sample in &samples.articles {
        for id in sample.document.terms(vocabulary) {
            articles[id.index()] += 1;
        }
        let mut seen = FxHashSet::default();
        for ids in [sample.document.head.ids(), sample.document.body.ids()] {
            for pair in ids.windows(2).filter(|pair| is_word(pair[0]) && is_word(pair[1])) {
                if seen.insert((pair[0], pair[1])) {
                    *pairs.entry((pair[0], pair[1])).or_default() += 1;
                }
            }
        }
    }
    let needed = |class: WordClass| match class {
        WordClass::Person | WordClass::Place | WordClass::Organization | WordClass::Unknown => config.least_articles_of_name,
        _ => config.least_articles,
    };
    let words = vocabulary.words().filter(|&(id, _)| is_word(id) && articles[id.index()] >= needed(vocabulary.class(id)));
    let mut all: Vec<String> = words.map(|(_, word)| word.to_owned()).collect();
    let phrases = pairs.into_iter().filter(|&(_, times)| times >= config.least_articles_of_phrase);
    let phrases = phrases.map(|((a, b), _)| format!("{}{}", vocabulary.word(a), vocabulary.word(b)));
    all.extend(phrases.filter(|phrase| phrase.chars().count() <= LONGEST_PHRASE));
    all
}
