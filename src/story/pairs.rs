//! Pairs of articles that print the same text: proposed by what they share, proven by [`Evidence`].

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::story::{
    print::Print,
    proof::{COMMON, Commons, Evidence},
};

/// Articles that share a sentence or shingle are all paired with one another up to this many; beyond, each only with
/// its next neighbours, so boilerplate of a thousand articles costs a thousand pairs, not a million.
const ALL_PAIRS_UP_TO: usize = 32;
const NEIGHBOURS: usize = 6;
/// Long sentences below which an article is found by every shingle it keeps.
const FEW_SENTENCES: usize = 4;

/// Two articles that print the same text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    /// The shorter one (of two equally long the one with the smaller key).
    pub(super) small: u32,
    /// The longer one.
    pub(super) large: u32,
    /// What proves it.
    pub(super) evidence: Evidence,
}

/// All proven pairs, ordered by places. Which pairs they are depends on the texts only, not on their order.
pub(super) fn pairs(prints: &[Print]) -> Vec<Pair> {
    let sentences = postings(prints, |print| print.sentences.iter().filter(|s| s.is_long()).map(|s| s.hash));
    let commons = commons(&sentences);
    let mut candidates = proposed(&sentences);
    drop(sentences);
    candidates.extend(proposed(&postings(prints, |print| print.sketch().iter().copied())));
    candidates.extend(proposed(&short_postings(prints)));
    candidates.par_sort_unstable();
    candidates.dedup();
    candidates.into_par_iter().filter_map(|(a, b)| prove(prints, a, b, &commons)).collect()
}

/// Sentences that stand in so many different texts that they weigh less. Copies of a text count once, so that a night
/// printed twice has the groups it had.
fn commons(postings: &[Posting]) -> Commons {
    let texts = |run: &[Posting]| run.chunk_by(|a, b| a.order == b.order).count() as u32;
    let runs = postings.chunk_by(|a, b| a.hash == b.hash).map(|run| (run[0].hash, texts(run)));
    runs.filter(|&(_, texts)| texts >= 2 * COMMON).collect()
}

/// What the texts given share with the one at `place`, for those that it makes one story with: the other's place, and
/// the evidence. The same numbers that decide in [`crate::story::groups`].
pub fn evidence(prints: &[Print], place: usize) -> Vec<(usize, Evidence)> {
    let found = pairs(prints).into_iter().filter_map(|pair| {
        let (small, large) = (pair.small as usize, pair.large as usize);
        match place {
            _ if small == place => Some((large, pair.evidence)),
            _ if large == place => Some((small, pair.evidence)),
            _ => None,
        }
    });
    found.collect()
}

fn prove(prints: &[Print], a: u32, b: u32, commons: &Commons) -> Option<Pair> {
    let size = |place: u32| (prints[place as usize].letters, prints[place as usize].key);
    let (small, large) = if size(a) <= size(b) { (a, b) } else { (b, a) };
    let evidence = Evidence::new(&prints[small as usize], &prints[large as usize], commons);
    evidence.proves().then_some(Pair { small, large, evidence })
}

/// A hash and an article that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Posting {
    /// The hash.
    hash: u64,
    /// What orders the articles under one hash: near-duplicates lie together, for they mostly share the smallest shingle.
    order: (u64, u64),
    /// Place of the article.
    place: u32,
}

/// The chosen hashes of all articles, sorted.
fn postings<'p, I: Iterator<Item = u64>>(prints: &'p [Print], hashes: impl Fn(&'p Print) -> I + Sync) -> Vec<Posting> {
    let mut postings: Vec<Posting> = prints
        .par_iter()
        .enumerate()
        .flat_map_iter(|(place, print)| {
            let order = (print.shingles.first().copied().unwrap_or(0), print.key);
            hashes(print).map(move |hash| Posting { hash, order, place: place as u32 }).collect::<Vec<_>>()
        })
        .collect();
    postings.par_sort_unstable();
    postings
}

/// Shingles of the texts with few sentences, and where else they stand.
fn short_postings(prints: &[Print]) -> Vec<Posting> {
    let is_short = |print: &&Print| print.sentences.iter().filter(|s| s.is_long()).count() < FEW_SENTENCES;
    let wanted: FxHashSet<u64> = prints.iter().filter(is_short).flat_map(|print| print.shingles.iter().copied()).collect();
    postings(prints, |print| print.shingles.iter().copied().filter(|hash| wanted.contains(hash)))
}

/// Pairs of articles that stand next to one another under some hash.
fn proposed(postings: &[Posting]) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for run in postings.chunk_by(|a, b| a.hash == b.hash) {
        let reach = if run.len() <= ALL_PAIRS_UP_TO { run.len() } else { NEIGHBOURS };
        for (at, one) in run.iter().enumerate() {
            let others = run[at + 1..].iter().take(reach);
            found.extend(others.map(|other| (one.place.min(other.place), one.place.max(other.place))));
        }
    }
    found.par_sort_unstable();
    found.dedup();
    found
}
