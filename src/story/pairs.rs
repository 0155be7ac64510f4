//! Pairs of articles that print the same text: proposed by what they share, proven by containment.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::story::print::{Print, shared};

/// Long sentences an article needs for them to vote; with fewer, shingles decide.
const VOTING_SENTENCES: usize = 4;
/// Share of the long sentences of the shorter article the longer one must hold. Chosen on the near-duplicate
/// pairs of `../shared/data/dups`: of those with jaccard ≥ 0.5, 99.3 % are grouped at 0.65, 98.1 % at 0.7.
const SENTENCES_CONTAINED: f64 = 0.65;
/// Share of the shingles of a short text another must hold. Notices of one form reach about 0.75.
const SHINGLES_CONTAINED: f64 = 0.9;
/// Share of its figures a text must find in the other, if it has this many: texts of one form (market wraps, weather
/// warnings) share their formulas word for word and differ in every figure.
const FIGURES_CONTAINED: f64 = 0.5;
const FIGURES_TO_TELL: usize = 3;
/// From this length ratio on two texts are versions of one another; below, the shorter is a part of the longer.
const VERSION_RATIO: f64 = 0.5;
/// A part shorter than this share of the whole is an item in a round-up, not a version of the story (captions,
/// boxes and continuations are parts at any length).
const PART_RATIO: f64 = 0.2;
/// Articles that share a sentence or shingle are all paired with one another up to this many; beyond, each only with
/// its next neighbours, so boilerplate of a thousand articles costs a thousand pairs, not a million.
const ALL_PAIRS_UP_TO: usize = 32;
const NEIGHBOURS: usize = 4;

/// Two articles that print the same text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    /// The shorter one (the earlier of two equally long).
    pub(super) small: u32,
    /// The longer one.
    pub(super) large: u32,
    /// Share of the shorter text that stands in the longer.
    pub(super) containment: f64,
    /// Versions of one another; else the small one is a part of the large one.
    pub(super) versions: bool,
}

/// All proven pairs, ordered by places.
pub(super) fn pairs(prints: &[Print]) -> Vec<Pair> {
    let mut candidates = proposed(&postings(prints, |print| &print.sentences, |_| true));
    candidates.extend(proposed(&short_postings(prints)));
    candidates.par_sort_unstable();
    candidates.dedup();
    candidates.into_par_iter().filter_map(|(a, b)| prove(prints, a, b)).collect()
}

/// What two articles share proves them a pair, or not.
fn prove(prints: &[Print], a: u32, b: u32) -> Option<Pair> {
    let (one, other) = (&prints[a as usize], &prints[b as usize]);
    let (small, large) = if one.letters <= other.letters { (a, b) } else { (b, a) };
    let (part, whole) = (&prints[small as usize], &prints[large as usize]);
    let votes = part.sentences.len().min(whole.sentences.len());
    let (containment, needed) = if votes >= VOTING_SENTENCES {
        (shared(&part.sentences, &whole.sentences) as f64 / votes as f64, SENTENCES_CONTAINED)
    } else {
        let shingles = part.shingles.len().min(whole.shingles.len()).max(1);
        (shared(&part.shingles, &whole.shingles) as f64 / shingles as f64, SHINGLES_CONTAINED)
    };
    let ratio = f64::from(part.letters) / f64::from(whole.letters.max(1));
    let long_enough = ratio >= PART_RATIO || part.is_part;
    let figures = part.figures.len();
    let same_facts =
        figures < FIGURES_TO_TELL || shared(&part.figures, &whole.figures) as f64 >= FIGURES_CONTAINED * figures as f64;
    (containment >= needed && long_enough && same_facts).then_some(Pair {
        small,
        large,
        containment,
        versions: ratio >= VERSION_RATIO,
    })
}

/// `(hash, article)` of the chosen hashes, sorted.
fn postings<'p>(
    prints: &'p [Print],
    hashes: impl Fn(&'p Print) -> &'p [u64] + Sync,
    wanted: impl Fn(u64) -> bool + Sync,
) -> Vec<(u64, u32)> {
    let mut postings: Vec<(u64, u32)> = prints
        .par_iter()
        .enumerate()
        .flat_map_iter(|(place, print)| hashes(print).iter().filter(|&&hash| wanted(hash)).map(move |&hash| (hash, place as u32)))
        .collect();
    postings.par_sort_unstable();
    postings
}

/// Shingles of the texts too short to vote, and where else they stand.
fn short_postings(prints: &[Print]) -> Vec<(u64, u32)> {
    let short = prints.iter().filter(|print| print.sentences.len() < VOTING_SENTENCES);
    let wanted: FxHashSet<u64> = short.flat_map(|print| print.shingles.iter().copied()).collect();
    postings(prints, |print| &print.shingles, |hash| wanted.contains(&hash))
}

/// Pairs of articles that stand next to one another under some hash.
fn proposed(postings: &[(u64, u32)]) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for run in postings.chunk_by(|a, b| a.0 == b.0) {
        let reach = if run.len() <= ALL_PAIRS_UP_TO { run.len() } else { NEIGHBOURS };
        for (place, &(_, a)) in run.iter().enumerate() {
            found.extend(run[place + 1..].iter().take(reach).map(|&(_, b)| (a, b)));
        }
    }
    found.par_sort_unstable();
    found.dedup();
    found
}
