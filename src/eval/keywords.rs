//! Keywords against an editor's keywords, exact and soft.
//!
//! Terms are equal after NFKC, lower case and without white space; a term given twice counts once. Soft: a hit also
//! when one term contains the other and the shorter has two characters (养老 and 养老服务).

use crate::eval::{letters::folded, ratio::Prf};

/// Shortest term that may hit softly, in characters.
const SOFT_CHARS: usize = 2;

/// Exact and soft scores of the first `k` of `got`.
pub(super) fn score(gold: &[String], got: &[String], k: usize) -> [Prf; 2] {
    let gold = distinct(gold);
    let mut got = distinct(got);
    got.truncate(k);
    let hits = got.iter().filter(|term| gold.contains(term)).count() as f64;
    let soft_got = got.iter().filter(|term| gold.iter().any(|other| alike(term, other))).count() as f64;
    let soft_gold = gold.iter().filter(|term| got.iter().any(|other| alike(term, other))).count() as f64;
    let (given, wanted) = (got.len() as f64, gold.len() as f64);
    [Prf::of_hits(hits, given, wanted), Prf::new(soft_got, given, soft_gold, wanted)]
}

/// Whether two folded terms are equal or one contains the other.
fn alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    a == b || (short.chars().nth(SOFT_CHARS - 1).is_some() && long.contains(short))
}

fn distinct(terms: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(terms.len());
    for term in terms.iter().map(|term| folded(term)) {
        if !kept.contains(&term) {
            kept.push(term);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn f1s(gold: &[&str], got: &[&str], k: usize) -> [f64; 2] {
        let own = |terms: &[&str]| terms.iter().map(|&term| term.to_owned()).collect::<Vec<_>>();
        score(&own(gold), &own(got), k).map(|prf| prf.f1)
    }

    #[test]
    fn exact_and_soft_hits() {
        assert_eq!(f1s(&["养老服务", "ＡＩ"], &["养老", "ai"], 8), [0.5, 1.0]);
        assert_eq!(f1s(&["养老服务", "港口"], &["港口", "港口", "雾"], 2), [0.5, 0.5], "twice counts once, then k");
        assert_eq!(f1s(&["大雾天"], &["雾"], 8), [0.0, 0.0], "one character never hits softly");
        assert_eq!(f1s(&[], &["雾"], 8), [0.0, 0.0]);
    }
}
