//! ROUGE-1, -2 and -L (Lin 2004) over any tokens, with clipped n-gram counts as the `rouge-score` package counts them.

use rustc_hash::FxHashMap;

use crate::eval::ratio::Prf;

/// ROUGE of one text against one reference.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rouge {
    /// Single tokens in common.
    pub one: Prf,
    /// Pairs of neighbours in common.
    pub two: Prf,
    /// Longest common subsequence.
    pub l: Prf,
}

/// ROUGE of `text` against `reference`; a token is any number (a character, the number of a word).
pub fn rouge(reference: &[u32], text: &[u32]) -> Rouge {
    let pairs = |tokens: &[u32]| tokens.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>();
    let common = lcs(reference, text);
    Rouge {
        one: overlap(reference.to_vec(), text.to_vec()),
        two: overlap(pairs(reference), pairs(text)),
        l: Prf::of_hits(f64::from(common), text.len() as f64, reference.len() as f64),
    }
}

/// Multiset overlap.
fn overlap<T: Ord>(mut reference: Vec<T>, mut text: Vec<T>) -> Prf {
    reference.sort_unstable();
    text.sort_unstable();
    Prf::of_hits(shared(&reference, &text) as f64, text.len() as f64, reference.len() as f64)
}

/// Size of the intersection of two sorted multisets.
pub(super) fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        i += usize::from(x <= y);
        j += usize::from(y <= x);
        both += usize::from(x == y);
    }
    both
}

/// Length of the longest common subsequence, 64 places of `a` at a time (Hyyrö 2004, "Bit-parallel LCS-length
/// computation revisited").
fn lcs(a: &[u32], b: &[u32]) -> u32 {
    let words = a.len().div_ceil(64);
    let mut places: FxHashMap<u32, Vec<u64>> = FxHashMap::default();
    for (place, &token) in a.iter().enumerate() {
        places.entry(token).or_insert_with(|| vec![0; words])[place / 64] |= 1 << (place % 64);
    }
    let mut free = vec![u64::MAX; words];
    for matches in b.iter().filter_map(|token| places.get(token)) {
        let mut carry = false;
        for (v, &m) in free.iter_mut().zip(matches) {
            let u = *v & m;
            let (sum, over) = v.overflowing_add(u);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            carry = over || over_again;
            *v = sum | (*v - u);
        }
    }
    free.iter().map(|word| word.count_zeros()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lcs_by_table(a: &[u32], b: &[u32]) -> u32 {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut diagonal = 0;
            for (j, y) in b.iter().enumerate() {
                let above = row[j + 1];
                row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
                diagonal = above;
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn bit_parallel_equals_the_table(a in prop::collection::vec(0_u32..6, 0..200), b in prop::collection::vec(0_u32..6, 0..200)) {
            prop_assert_eq!(lcs(&a, &b), lcs_by_table(&a, &b));
        }
    }

    #[test]
    fn an_empty_side_scores_nothing() {
        assert_eq!(rouge(&[], &[1, 2]), Rouge::default());
        assert_eq!(rouge(&[1], &[]), Rouge::default());
    }
}
