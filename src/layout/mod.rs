//! Pages into articles: lines → labels → blocks → stories and heads → articles.
//!
//! ```text
//! page ─ gutter ─► lines ─ label ─► sheet ─ block ─► blocks ─ chain ─► stories
//!                                                       └──── assign ─► heads ─ compose ─► articles, furniture, problems
//! ```
//! Everything here is a pure function on values and works on lines and characters; words are the business of
//! [`crate::text`]. A bad part of a page is reported as a [`Problem`], the good part is kept.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod assign;
mod block;
mod body;
mod chain;
mod compose;
mod dateline;
mod glyph;
mod gram;
mod gutter;
mod head;
mod hungarian;
mod jump;
mod label;
mod line;
mod pattern;
mod script;

use crate::{article::Article, page::Page, problem::Problem, span::LineRange};

/// What became of one page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Split {
    /// The articles, ordered by their first page line.
    pub articles: Vec<Article>,
    /// Lines that are no article: slogans, running heads, page numbers.
    pub furniture: Vec<LineRange>,
    /// What was wrong with the page as a whole; what was wrong with one article stands in the article.
    pub problems: Vec<Problem>,
}

/// Splits a page into articles.
///
/// Law: every non-blank line of the page lies in the head or body lines of exactly one article or in the furniture.
pub fn split(page: &Page) -> Split {
    let sheet = label::Sheet::new(line::join_vertical(gutter::lines(&page.text)));
    let blocks = sheet.blocks();
    let stories = chain::stories(&sheet, &blocks);
    let units = assign::heads(&sheet, &blocks, &stories);
    let composer = compose::Composer { page, sheet: &sheet, blocks: &blocks, stories: &stories, units: &units };
    let mut composed = composer.compose();
    composed.furniture.sort_unstable();
    Split { articles: composed.articles, furniture: LineRange::collect(composed.furniture), problems: composed.problems }
}
