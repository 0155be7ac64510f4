//! Headlines: equal, equal with their decks, or similar.

use crate::eval::{gold::PageArticle, letters::letters_and_digits};

/// Similarity from which a headline is near.
const NEAR: f64 = 0.8;

/// How a system's headline compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TitleScore {
    /// Equal to the headline.
    pub(super) exact: bool,
    /// Equal to it with or without kicker and subtitle.
    pub(super) deck: bool,
    /// Similar to one of these forms.
    pub(super) near: bool,
}

/// Compares `title` with the headline of `gold`; `None` where the gold has no headline.
pub(super) fn compare(gold: &PageArticle, title: &str) -> Option<TitleScore> {
    let headline = letters_and_digits(&gold.title);
    if headline.is_empty() {
        return None;
    }
    let (kicker, subtitle) = (letters_and_digits(&gold.kicker), letters_and_digits(&gold.subtitle));
    let title = letters_and_digits(title);
    let mut forms = vec![
        headline.clone(),
        [kicker.as_slice(), &headline].concat(),
        [headline.as_slice(), &subtitle].concat(),
        [kicker.as_slice(), &headline, &subtitle].concat(),
    ];
    forms.extend(Some(letters_and_digits(&gold.full_title)).filter(|full| !full.is_empty()));
    let exact = title == headline;
    let deck = exact || forms.contains(&title);
    Some(TitleScore { exact, deck, near: deck || forms.iter().any(|form| similarity(&title, form) >= NEAR) })
}

/// Ratcliff–Obershelp similarity: twice the matching characters over all characters, where the longest common run
/// matches first and then, on either side of it, the longest again (`difflib.SequenceMatcher` without junk).
fn similarity(a: &[char], b: &[char]) -> f64 {
    if a.is_empty() || b.is_empty() { 0.0 } else { 2.0 * matching(a, b) as f64 / (a.len() + b.len()) as f64 }
}

fn matching(a: &[char], b: &[char]) -> usize {
    let (start_a, start_b, len) = longest_run(a, b);
    if len == 0 {
        return 0;
    }
    len + matching(&a[..start_a], &b[..start_b]) + matching(&a[start_a + len..], &b[start_b + len..])
}

/// The longest common run, the first in `a` and then in `b` of equals.
fn longest_run(a: &[char], b: &[char]) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    let mut ending = vec![0; b.len() + 1];
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let run = if x == y { diagonal + 1 } else { 0 };
            diagonal = std::mem::replace(&mut ending[j + 1], run);
            if run > best.2 {
                best = (i + 1 - run, j + 1 - run, run);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn similar(a: &str, b: &str) -> f64 {
        similarity(&letters_and_digits(a), &letters_and_digits(b))
    }

    #[test]
    fn the_similarity_is_difflibs() {
        // Values of Python's difflib.SequenceMatcher(None, a, b, autojunk=False).ratio().
        for (a, b, expected) in [
            ("滨江港开通新航线", "滨江港开通第三条新航线", 16.0 / 19.0),
            ("abxcd", "abcd", 8.0 / 9.0),
            ("qabxcd", "abycdf", 2.0 / 3.0),
            ("港口", "公路", 0.0),
        ] {
            assert!((similar(a, b) - expected).abs() < 1e-12, "{a} {b} {}", similar(a, b));
        }
    }

    #[test]
    fn decks_may_stand_in_the_headline() {
        let gold = PageArticle {
            title: "滨江港开通新航线".into(), kicker: "市长调研港口".into(), ..PageArticle::default()
        };
        let score = |title| compare(&gold, title).unwrap();
        assert!(score("滨江港  开通新航线！").exact);
        assert_eq!(score("市长调研港口 滨江港开通新航线"), TitleScore { exact: false, deck: true, near: true });
        assert_eq!(score("滨江港开通第三条新航线"), TitleScore { exact: false, deck: false, near: true });
        assert!(!score("").near);
        assert!(compare(&PageArticle::default(), "有题").is_none());
    }
}
