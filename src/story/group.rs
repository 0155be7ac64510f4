//! Groups of proven pairs.

use crate::story::{
    pairs::{Pair, pairs},
    print::{Print, shared},
};

/// Two parts of one text that share less than this of their shingles are different pieces of it.
const SAME_PIECE: f64 = 0.2;

/// The group of every text, named by the first place in it. Which texts are one group depends on the texts only, not
/// on their order.
///
/// Versions of one another are one group. A part joins the one group that holds most of it. A text that holds two
/// whole stories is a round-up and joins neither, lest it make them one; the two halves of a story are no stories.
pub fn groups(prints: &[Print]) -> Vec<u32> {
    let proven = pairs(prints);
    let mut sets = Sets::new(prints.len());
    let (versions, mut parts): (Vec<Pair>, Vec<Pair>) = proven.into_iter().partition(|pair| pair.evidence.are_versions());
    for pair in versions {
        sets.join(pair.small, pair.large);
    }
    let groups: Vec<u32> = (0..prints.len() as u32).map(|place| sets.root(place)).collect();
    let group = |place: u32| groups[place as usize];
    parts.retain(|pair| group(pair.small) != group(pair.large));
    drop_round_ups(&mut parts, prints, group);

    // The best whole of each group of parts: most contained, then longest, then by content; no place has a say.
    let rank = |pair: &Pair| {
        let whole = &prints[pair.large as usize];
        (pair.evidence.containment(), whole.letters, whole.key)
    };
    parts.sort_by(|a, b| group(a.small).cmp(&group(b.small)).then_with(|| order(rank(b), rank(a))));
    for of_group in parts.chunk_by(|a, b| group(a.small) == group(b.small)) {
        sets.join(of_group[0].small, of_group[0].large);
    }
    (0..prints.len() as u32).map(|place| sets.root(place)).collect()
}

fn order(a: (f64, u32, u64), b: (f64, u32, u64)) -> std::cmp::Ordering {
    a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2)))
}

/// Takes out the pairs whose whole holds different pieces that are stories of their own.
fn drop_round_ups(parts: &mut Vec<Pair>, prints: &[Print], group: impl Fn(u32) -> u32) {
    parts.sort_unstable_by_key(|pair| (pair.large, pair.small));
    let mut kept = Vec::with_capacity(parts.len());
    for of_whole in parts.chunk_by(|a, b| a.large == b.large) {
        let stories: Vec<u32> = of_whole.iter().filter(|pair| !pair.evidence.is_part).map(|pair| pair.small).collect();
        let apart = |a: u32, b: u32| {
            let (a, b) = (&prints[a as usize].shingles, &prints[b as usize].shingles);
            (shared(a, b) as f64) < SAME_PIECE * a.len().min(b.len()) as f64
        };
        let is_round_up = stories.iter().any(|&one| stories.iter().any(|&other| group(one) != group(other) && apart(one, other)));
        kept.extend(of_whole.iter().filter(|pair| !is_round_up || pair.evidence.is_part).copied());
    }
    *parts = kept;
}

/// Disjoint sets by parent pointers; the least place is the root, so the outcome does not depend on the order of joins.
struct Sets {
    parents: Vec<u32>,
}

impl Sets {
    fn new(len: usize) -> Self {
        Self { parents: (0..len as u32).collect() }
    }

    fn root(&mut self, mut place: u32) -> u32 {
        while self.parents[place as usize] != place {
            let parent = self.parents[place as usize];
            self.parents[place as usize] = self.parents[parent as usize];
            place = parent;
        }
        place
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.parents[a.max(b) as usize] = a.min(b);
    }
}
