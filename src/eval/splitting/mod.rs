//! Splitting pages into articles, measured by characters.
//!
//! A system's text is tied character by character to what stands on the page ([`align`]); articles are then matched
//! one to one ([`assign`]) and counted ([`page`]). Only letters and digits count, so wraps, blanks and punctuation
//! may be kept or removed. What belongs to its own article (decks, captions, boxes, labels) is neither right nor
//! wrong inside it and stray inside another; notices, slogans and folios are neutral as items of their own.

mod align;
mod assign;
mod owner;
mod page;
mod sums;
mod titles;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::eval::{
    gold::{GoldPage, PageArticle},
    letters::letters_and_digits,
    output::Output,
};

pub use {owner::owners, page::Found, sums::PageSums};

/// Characters of a gram: the shortest run that ties a text to a page.
const GRAM: usize = 5;
/// A continuation is joined when this share of the grams of each half stands in the record.
const JOINED: f64 = 0.7;
/// Grams are looked up at every such character.
const JOINED_STEP: usize = 3;

/// Scores of all gold pages.
#[derive(Debug, Clone, PartialEq)]
pub struct SplitScores {
    /// One row a gold page, in gold order.
    pub rows: Vec<PageSums>,
    /// How well each gold article was found, page by page.
    pub found: Vec<Found>,
    /// Pages of the gold without any output.
    pub missing: Vec<String>,
    /// Pages of the output that the gold does not know.
    pub unknown: Vec<String>,
    /// Share of continued stories that were joined; `None` when the gold has none or the system joins none.
    pub linked: Option<f64>,
}

impl SplitScores {
    /// Sums of all pages.
    pub fn totals(&self) -> PageSums {
        let mut totals = PageSums::default();
        self.rows.iter().for_each(|row| totals += row);
        totals
    }
}

/// Scores `outputs` against the articles of `gold`.
pub fn score(gold: &[GoldPage], outputs: &[Output]) -> SplitScores {
    let pages: BTreeMap<&str, &GoldPage> = gold.iter().map(|page| (page.page.as_str(), page)).collect();
    let mut by_page: BTreeMap<&str, Vec<&Output>> = BTreeMap::new();
    for output in outputs {
        for page in &output.pages {
            by_page.entry(page).or_default().push(output);
        }
    }
    let scored: Vec<(PageSums, Vec<Found>)> = gold
        .par_iter()
        .map(|page| {
            let outputs = by_page.get(page.page.as_str()).map(Vec::as_slice).unwrap_or_default();
            let further: BTreeSet<&str> = outputs.iter().flat_map(|output| &output.pages).map(String::as_str).collect();
            let further = further.into_iter().filter(|&other| other != page.page).filter_map(|other| pages.get(other).copied());
            page::score(page, outputs, &further.collect::<Vec<_>>())
        })
        .collect();
    let (rows, found): (Vec<_>, Vec<_>) = scored.into_iter().unzip();
    SplitScores {
        rows,
        found: found.into_iter().flatten().collect(),
        missing: gold.iter().map(|page| &page.page).filter(|page| !by_page.contains_key(page.as_str())).cloned().collect(),
        unknown: by_page.keys().filter(|page| !pages.contains_key(**page)).map(|&page| page.to_owned()).collect(),
        linked: linked(gold, outputs),
    }
}

/// Share of the stories continued on another page that one record holds with both parts.
fn linked(gold: &[GoldPage], outputs: &[Output]) -> Option<f64> {
    let articles = || gold.iter().flat_map(|page| page.articles.iter().map(move |article| (page, article)));
    let homes: BTreeMap<&str, (&GoldPage, &PageArticle)> =
        articles().map(|(page, article)| (article.id.as_str(), (page, article))).collect();
    let joined: Vec<(&Output, String)> = outputs
        .iter()
        .filter(|output| output.pages.len() > 1)
        .map(|output| (output, letters_and_digits(&output.text).into_iter().collect()))
        .collect();
    let continued: Vec<_> =
        articles().filter_map(|(page, article)| article.continued_to.as_deref().map(|to| (page, article, to))).collect();
    if continued.is_empty() || joined.is_empty() {
        return None;
    }
    let is_linked = |&&(page, article, to): &&(&GoldPage, &PageArticle, &str)| {
        homes.get(to).is_some_and(|(home, rest)| {
            joined.iter().any(|(output, text)| {
                output.pages.contains(&page.page)
                    && output.pages.contains(&home.page)
                    && holds(text, &article.body)
                    && holds(text, &rest.body)
            })
        })
    };
    Some(continued.iter().filter(is_linked).count() as f64 / continued.len() as f64)
}

/// Whether most of `body` stands in `text` (letters and digits).
fn holds(text: &str, body: &str) -> bool {
    let body = letters_and_digits(body);
    let starts = (0..body.len().saturating_sub(GRAM - 1).max(1)).step_by(JOINED_STEP);
    let all = starts.len();
    let gram = |start: usize| body[start..(start + GRAM).min(body.len())].iter().collect::<String>();
    starts.filter(|&start| text.contains(&gram(start))).count() as f64 > JOINED * all as f64
}

#[cfg(test)]
mod tests;
