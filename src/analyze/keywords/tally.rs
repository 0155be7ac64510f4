//! Counts what the background says of phrases; made once, by `zhaibao counts phrases`.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{
    analyze::keywords::{
        joins::Join,
        phrasebook::{MOST_WORDS, Phrase, Phrasebook, Usage},
    },
    text::{Document, TermId, Vocabulary, WordClass},
};

impl Phrasebook {
    /// Counts the phrases of `documents` that stand in at least `floor` of them.
    ///
    /// `words` is the length of the lexicon: words beyond it make no phrase.
    pub fn count(documents: &[Document], vocabulary: &Vocabulary, words: usize, floor: u32) -> Self {
        let mut longer: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let mut tallies: Vec<Tally> = vec![Tally::default(); words];
        let mut sightings: Vec<Sighting> = Vec::new();
        for document in documents {
            let early = early(document);
            let ids = document.body.ids();
            sightings.clear();
            for (at, id) in ids.iter().enumerate().filter(|(_, id)| id.index() < words) {
                sightings.push(Sighting::new((id.0, 0), ids, at..at + 1, early, vocabulary));
            }
            once_each(&mut sightings, 0);
            sightings.iter().for_each(|sighting| tallies[sighting.key.0 as usize].add(sighting));
        }
        for length in 2..=MOST_WORDS {
            // The keys of all occurrences, each once an article, sorted: equal ones stand together.
            sightings.clear();
            for document in documents {
                let from = sightings.len();
                let early = early(document);
                let ids = document.body.ids();
                for start in 0..ids.len().saturating_sub(length - 1) {
                    let run = &ids[start..start + length];
                    let solid = |id: &TermId| {
                        (id.index() < words)
                            && id.0 > TermId::SPACE.0
                            && !matches!(vocabulary.class(*id), WordClass::Punctuation | WordClass::Space)
                    };
                    if !run.iter().all(solid) || !begins(vocabulary.class(run[0])) {
                        continue;
                    }
                    let first = run[1..length - 1].iter().try_fold(run[0].0, |at, id| longer.get(&(at, id.0)).copied());
                    if let Some(first) = first {
                        let key = (first, run[length - 1].0);
                        sightings.push(Sighting::new(key, ids, start..start + length, early, vocabulary));
                    }
                }
                once_each(&mut sightings, from);
            }
            sightings.sort_unstable_by_key(|sighting| sighting.key);
            for run in sightings.chunk_by(|a, b| a.key == b.key).filter(|run| run.len() >= floor as usize) {
                longer.insert(run[0].key, tallies.len() as u32);
                let mut tally = Tally::default();
                run.iter().for_each(|sighting| tally.add(sighting));
                tallies.push(tally);
            }
        }
        let mut parts: Vec<((u32, u32), u32)> = longer.iter().map(|(&key, &number)| (key, number)).collect();
        parts.sort_unstable();
        // The words of each phrase, to find the phrase without its first word.
        let mut spelled: Vec<Vec<u32>> = (0..words as u32).map(|id| vec![id]).collect();
        spelled.resize(tallies.len(), Vec::new());
        parts.sort_unstable_by_key(|&(_, number)| number);
        for &((first, word), number) in &parts {
            let mut spelling = spelled[first as usize].clone();
            spelling.push(word);
            let rest = spelling[2..].iter().try_fold(spelling[1], |at, &id| longer.get(&(at, id)).copied());
            if let Some(rest) = rest {
                tallies[rest as usize].left = tallies[rest as usize].left.max(tallies[number as usize].df);
            }
            tallies[first as usize].right = tallies[first as usize].right.max(tallies[number as usize].df);
            spelled[number as usize] = spelling;
        }
        let usage: Vec<Usage> = tallies.iter().map(Tally::usage).collect();
        let joins = parts.into_iter().map(|((first, word), number)| {
            let phrase = Phrase { number, usage: usage[number as usize] };
            Join { first, word, phrase }
        });
        Self::new(usage[..words].to_vec(), joins)
    }
}

/// Sentences at the start of an article that tell what it is about.
const EARLY_SENTENCES: usize = 2;

/// Articles in which a word or phrase behaves as usual, added to those it was seen in.
const USUAL_ARTICLES: u64 = 4;

/// A word or phrase in one article.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools)] // each is a fact of its own
struct Sighting {
    key: (u32, u32),
    again: bool,
    early: bool,
    clear_left: bool,
    clear_right: bool,
}

impl Sighting {
    /// The words at `range` of an article whose first sentences end at `early`.
    fn new(key: (u32, u32), ids: &[TermId], range: Range<usize>, early: usize, vocabulary: &Vocabulary) -> Self {
        let clear = |id: Option<&TermId>| id.is_none_or(|&id| !vocabulary.class(id).is_content());
        Self {
            key,
            again: false,
            early: range.start < early,
            clear_left: clear(range.start.checked_sub(1).and_then(|at| ids.get(at))),
            clear_right: clear(ids.get(range.end)),
        }
    }
}

/// Where the words of the first sentences end.
fn early(document: &Document) -> usize {
    let early = &document.sentences[..document.sentences.len().min(EARLY_SENTENCES)];
    early.last().map_or(0, |sentence| sentence.tokens.end as usize)
}

/// Makes one sighting of all with one key from `from` on.
fn once_each(sightings: &mut Vec<Sighting>, from: usize) {
    sightings[from..].sort_unstable_by_key(|sighting| sighting.key);
    let mut kept = from;
    for at in from..sightings.len() {
        let next = sightings[at];
        if kept > from && sightings[kept - 1].key == next.key {
            let one = &mut sightings[kept - 1];
            one.again = true;
            one.early |= next.early;
            one.clear_left |= next.clear_left;
            one.clear_right |= next.clear_right;
        } else {
            sightings[kept] = next;
            kept += 1;
        }
    }
    sightings.truncate(kept);
}

/// In how many articles a word or phrase was seen, and how.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    df: u32,
    again: u32,
    early: u32,
    clear_left: u32,
    clear_right: u32,
    /// Articles that hold the commonest phrase with one word more to the left.
    left: u32,
    right: u32,
}

impl Tally {
    fn add(&mut self, sighting: &Sighting) {
        self.df += 1;
        self.again += u32::from(sighting.again);
        self.early += u32::from(sighting.early);
        self.clear_left += u32::from(sighting.clear_left);
        self.clear_right += u32::from(sighting.clear_right);
    }

    fn usage(&self) -> Usage {
        let eighths = |part: u32| (part * 8 / self.df.max(1)).min(8) as u8;
        // As if a few more articles had shown what is usual: a share of two articles says little.
        let sixteenths = |part: u32, usual: u8| {
            let (part, all) = (u64::from(part), u64::from(self.df));
            let all = all + USUAL_ARTICLES;
            ((2 * (16 * part + USUAL_ARTICLES * u64::from(usual)) + all) / (2 * all)) as u8
        };
        let usual = Usage::UNKNOWN;
        Usage {
            df: half_powers(self.df),
            glued_left: eighths(self.left),
            glued_right: eighths(self.right),
            again: sixteenths(self.again, usual.again),
            early: sixteenths(self.early, usual.early),
            clear_left: sixteenths(self.clear_left, usual.clear_left),
            clear_right: sixteenths(self.clear_right, usual.clear_right),
        }
    }
}

/// Twice the binary logarithm of a count, rounded down; 0 for none.
#[allow(clippy::cast_sign_loss)] // a count of at least one has no negative logarithm
fn half_powers(df: u32) -> u8 {
    if df == 0 { 0 } else { (f64::from(df).log2() * 2.0) as u8 }
}

/// Whether a phrase worth counting may begin with a word of this class.
const fn begins(class: WordClass) -> bool {
    class.is_content() && !matches!(class, WordClass::Adverb)
}
