//! How much room a story deserves: a sum of a few points, each with its reason.
//!
//! Spread over papers, the page it stood on, its length and its burst speak for a story; that it is a piece of one, has
//! no headline or breaks off speaks against it. What an editor would put first breaks near ties.

use crate::{analyze::Reason, article::Kind, digest::DigestConfig, record::Record};

/// Points for each doubling of the papers that print it: agreement of editors is the best evidence there is.
const PAPERS: f64 = 3.0;
/// Points on a first page.
const FRONT: f64 = 3.0;
/// Points on pages 2 to 4, which most papers give to the main news.
const EARLY: f64 = 1.0;
/// Last of these pages.
const LAST_EARLY: u32 = 4;
/// Points for each doubling of the length over a short item.
const LENGTH: f64 = 0.8;
/// Characters of a short item.
const SHORT: f64 = 200.0;
/// Most points, either way, for the length: a long feature is no better news than a page-one story.
const MAX_LENGTH: f64 = 2.0;
/// Most points for its burst.
const MAX_BURST: f64 = 3.0;
/// Points lost for each place of its section in the editor's order.
const ORDER: f64 = 0.06;
/// Points of a piece whose other half is missing.
const PIECE: f64 = -6.0;
/// Points of a story without a headline.
const UNTITLED: f64 = -1.5;
/// Points of a text that breaks off.
const INCOMPLETE: f64 = -0.5;
/// Points of comment, which follows the news it is about.
const COMMENT: f64 = -0.5;

/// The score of `record`, whose story stands in `papers` papers, and what it is made of. `burst` is how strongly its
/// words rise tonight, 0 or more.
pub(super) fn rank(record: &Record, papers: usize, burst: f64, config: &DigestConfig) -> Reason {
    let mut parts = vec![
        ("papers", PAPERS * (papers.max(1) as f64).log2()),
        ("page", page(record.source.page.as_deref())),
        ("length", (LENGTH * (f64::from(record.chars.max(1)) / SHORT).log2()).clamp(-MAX_LENGTH, MAX_LENGTH)),
        ("burst", burst.max(0.0).ln_1p().min(MAX_BURST)),
    ];
    let topic = record.topics.iter().flatten().next();
    let place = topic.and_then(|topic| config.order.iter().position(|known| *known == topic.id)).unwrap_or(config.order.len());
    parts.push(("order of sections", -ORDER * place as f64));
    let faults = [
        (record.kind == Kind::Continuation, "piece", PIECE),
        (record.title.is_none(), "no headline", UNTITLED),
        (record.incomplete, "breaks off", INCOMPLETE),
        (record.kind == Kind::Commentary, "comment", COMMENT),
    ];
    parts.extend(faults.into_iter().filter_map(|(is_so, what, points)| is_so.then_some((what, points))));
    Reason::sum("rank in the newsletter", parts.into_iter().map(|(what, points)| Reason::leaf(what, points)).collect())
}

/// Points of a page number as printed: `1`, `A01`, `05`; a second section has no first page.
fn page(number: Option<&str>) -> f64 {
    let Some(number) = number else { return 0.0 };
    let digits = number.trim_start_matches(['A', 'a']);
    match digits.parse() {
        Ok(1_u32) => FRONT,
        Ok(2..=LAST_EARLY) => EARLY,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[test]
    fn pages() {
        let front = [("1", FRONT), ("01", FRONT), ("A01", FRONT), ("A1", FRONT)];
        let others = [("2", EARLY), ("04", EARLY), ("A3", EARLY), ("B1", 0.0), ("11", 0.0), ("5", 0.0), ("", 0.0)];
        for (number, points) in front.into_iter().chain(others) {
            assert_eq!(page(Some(number)), points, "{number}");
        }
        assert_eq!(page(None), 0.0);
    }

    #[test]
    fn a_rank_is_the_sum_of_its_reasons() {
        let mut record = Record::of_article(&Article { text: "文".repeat(900), ..Article::default() }, None);
        record.source.page = Some("1".into());
        let reason = rank(&record, 4, 2.5, &DigestConfig::default());
        let sum: f64 = reason.parts.iter().map(|part| part.value).sum();
        assert_eq!(sum, reason.value);
        let alone = rank(&record, 1, 0.0, &DigestConfig::default());
        assert!(alone.value < reason.value);
    }
}
