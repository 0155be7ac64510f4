//! Which place an article is about.

use crate::{
    analyze::{
        Context,
        places::{gazetteer::Gazetteer, mention::Mention},
    },
    span::Span,
};

/// What a mention in the head block counts against one in the text. Chosen by reading, as the other numbers here.
const HEAD: f64 = 5.0;
/// What a mention in the first two sentences counts.
const LEAD: f64 = 2.0;
/// What a mention inside the dateline counts: where the reporter sat says little.
const DATELINE: f64 = 0.5;
/// How many sentences are the lead.
const LEAD_SENTENCES: usize = 2;
/// How much of a mention counts for each division above.
const UPWARDS: f64 = 0.5;
/// The least an article is about: a mention in the lead, or two further down.
const LEAST: f64 = 2.0;
/// The least share of all that is said of places; a round-up of provinces is about none of them.
const LEAST_SHARE: f64 = 0.34;
/// The main place moves down to a part that holds this share of what is said of the whole.
const SHARE_OF_PART: f64 = 0.5;

/// The one division the article is about, if any stands out.
pub(super) fn main_place(gazetteer: &Gazetteer, mentions: &[Mention], context: &Context<'_>) -> Option<usize> {
    let lead_end = context.document.sentences.iter().take(LEAD_SENTENCES).map(|sentence| sentence.span.end).next_back();
    let lead = Span::new(0, lead_end.unwrap_or(0));
    let dateline = context.article.dateline.lead;
    let mut own = indexmap::IndexMap::<usize, f64>::new();
    for mention in mentions {
        let weight = match mention {
            mention if mention.in_head => HEAD,
            mention if dateline.contains(mention.span) => DATELINE,
            mention if lead.contains(mention.span) => LEAD,
            _ => 1.0,
        };
        *own.entry(mention.division).or_default() += weight;
    }
    let all: f64 = own.values().sum();
    let mut total = own.clone();
    for (&division, weight) in &own {
        for above in gazetteer.above(division) {
            if let Some(sum) = total.get_mut(&above) {
                *sum += weight * UPWARDS;
            }
        }
    }
    let mut best: Option<(usize, f64)> = None;
    for (&division, &sum) in &total {
        if best.is_none_or(|(_, most)| sum > most) {
            best = Some((division, sum));
        }
    }
    let (mut main, mut sum) = best.filter(|&(_, sum)| sum >= LEAST && sum >= all * LEAST_SHARE)?;
    let kin = |other: usize| {
        other == main || gazetteer.above(other).any(|above| above == main) || gazetteer.above(main).any(|above| above == other)
    };
    if total.iter().any(|(&other, &of_other)| of_other >= sum && !kin(other)) {
        return None;
    }
    loop {
        let mut parts = total.iter().filter(|&(&part, _)| part != main && gazetteer.above(part).any(|above| above == main));
        match parts.find(|&(_, &of_part)| of_part >= sum * SHARE_OF_PART) {
            Some((&part, &of_part)) => (main, sum) = (part, of_part),
            None => return Some(main),
        }
    }
}
