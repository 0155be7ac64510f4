//! Which sentences together make the summary: one after the other the best that is left, as long as it fits, what is
//! like a sentence already taken marked down (maximal marginal relevance, Carbonell and Goldstein 1998).

use crate::{
    analyze::{
        rank::Ranker,
        summary::{SummaryConfig, clip, measure::Sheet, printed::closed},
    },
    record::round,
    span::Span,
};

/// What likeness to a sentence already taken costs, in units of the ranker's value. Chosen by cross-validation on the
/// labelled articles.
const REPETITION: f64 = 0.5;
/// Sentences more alike than this say the same.
const SAME: f32 = 0.85;
/// A further sentence less likely than this is a credit or an advertisement: a short summary is better than a full one.
const LEAST_SCORE: f64 = 0.01;

/// A sentence of the summary.
#[derive(Debug, PartialEq)]
pub(super) struct Chosen {
    /// Its number in the article.
    pub(super) number: usize,
    /// As printed.
    pub(super) text: String,
    /// What of the text is printed.
    pub(super) span: Span,
}

/// The sentences to print, in text order.
pub(super) fn choose(config: &SummaryConfig, text: &str, sheet: &Sheet, values: &[f32]) -> Vec<Chosen> {
    let n = sheet.spans.len();
    // Of two or three sentences all but one: a summary leaves something out.
    let most = if matches!(n, 2 | 3) { config.sentences.min(n - 1) } else { config.sentences };
    let mut left: Vec<usize> = (0..n).filter(|&number| !sheet.spans[number].is_empty()).collect();
    let mut repeated = vec![0.0_f32; n];
    let mut taken: Vec<Chosen> = Vec::with_capacity(most.min(n));
    let mut chars = 0;
    while taken.len() < most {
        let value = |number: usize| round(f64::from(values[number]) - REPETITION * f64::from(repeated[number]));
        // `max_by` answers the last of equals; the earlier sentence is the better one.
        let best = left.iter().rev().copied().max_by(|&a, &b| value(a).total_cmp(&value(b)));
        let Some(best) = best else { break };
        left.retain(|&number| number != best);
        if !taken.is_empty() && (repeated[best] > SAME || Ranker::score(values[best]) < LEAST_SCORE) {
            continue;
        }
        let room = config.chars.map(|budget| budget.saturating_sub(chars));
        let Some(chosen) = print(config, text, sheet.spans[best], best, room, taken.is_empty()) else { continue };
        chars += chosen.text.chars().count();
        taken.push(chosen);
        for &number in &left {
            repeated[number] = repeated[number].max(sheet.matrix.like(best, number));
        }
    }
    taken.sort_unstable_by_key(|chosen| chosen.number);
    taken
}

/// The sentence as printed, cut where that is wanted; `None` where it does not fit the room that is left. The first
/// one is printed whatever its length.
fn print(config: &SummaryConfig, text: &str, span: Span, number: usize, room: Option<usize>, first: bool) -> Option<Chosen> {
    let whole = span.of(text);
    let length = whole.chars().count();
    let most = config.clip.unwrap_or(usize::MAX).min(if config.clip.is_some() { room.unwrap_or(usize::MAX) } else { usize::MAX });
    if length > most {
        // Two characters for the ellipsis and one for a quotation mark that closes.
        if let Some(piece) = clip::clause(whole, most.saturating_sub(3)) {
            let span = Span::new(span.start, span.start + piece.len() as u32);
            return Some(Chosen { number, text: clip::with_ellipsis(piece), span });
        }
    }
    let fits = first || room.is_none_or(|room| length <= room);
    fits.then(|| Chosen { number, text: closed(whole).into_owned(), span })
}
