//! Pages into articles: lines → labels → blocks → stories and heads → articles.
//!
//! ```text
//! page ─ gutter, deal ─► lines ─ label ─► sheet ─ block ─► blocks ─ chain ─► stories
//!                                                       └──── assign ─► heads ─ compose ─► articles, furniture, problems
//! ```
//! Everything here is a pure function on values and works on lines and characters; words are the business of
//! [`crate::text`]. A bad part of a page is reported as a [`Problem`], the good part is kept.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod affinity;
mod assign;
mod block;
mod body;
mod border;
mod byline;
mod chain;
mod compose;
mod coverage;
mod dateline;
mod dating;
mod deal;
mod dress;
mod ends;
mod fit;
mod folio;
mod glyph;
mod gram;
mod gutter;
mod head;
mod hungarian;
mod index;
mod interleave;
mod join;
mod jump;
mod label;
mod line;
mod linear;
mod link;
mod looks;
mod marks;
mod pattern;
mod piece;
mod refine;
mod script;
mod seam;
mod skill;
mod teach;
mod tell;
mod unroll;

#[cfg(test)]
mod tests;

pub use coverage::coverage;
pub use dating::date_articles;
pub use dress::dress;
pub use folio::Imprint;
pub use head::{FittedHeads, HeadSample, KnownHead, learn_heads};
pub use join::join_jumps;
pub use seam::build_seams;
pub use skill::{PARTS, Skill};
pub use teach::{Lesson, Owner, Role, learn};

use crate::{article::Article, page::Page, problem::Problem, span::LineRange};

/// What became of one page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Split {
    /// The articles, ordered by their first page line.
    pub articles: Vec<Article>,
    /// Lines that are no article: slogans, running heads, page numbers.
    pub furniture: Vec<LineRange>,
    /// What the page prints of itself.
    pub imprint: Imprint,
    /// What was wrong with the page as a whole; what was wrong with one article stands in the article.
    pub problems: Vec<Problem>,
}

/// Splits a page into articles.
///
/// Law: every non-blank line of the page lies in the head or body lines of exactly one article or in the furniture.
pub fn split(page: &Page) -> Split {
    split_with(page, Skill::shipped())
}

/// The lines of a page, or their pieces where it was cut at gutters, in reading order.
pub fn lines(page: &Page) -> Vec<String> {
    label::Sheet::of(page, Skill::shipped()).lines.into_iter().map(|line| line.text.into_owned()).collect()
}

/// [`split`] by weights of one's own.
pub fn split_with(page: &Page, skill: &Skill) -> Split {
    let mut sheet = label::Sheet::of(page, skill);
    let mut look = Look::new(&sheet, skill);
    for _ in 0..MAX_LOOKS {
        let found = look.corrections(&sheet, skill);
        if found.is_empty() {
            break;
        }
        let regroups = found.iter().all(|correction| matches!(correction, refine::Correction::Attach { .. }));
        sheet.correct(found);
        look = if regroups { look.regrouped(&sheet) } else { Look::new(&sheet, skill) };
    }
    let Look { blocks, stories, evidence, mut units } = look;
    assign::rejoin(&sheet, &mut units, &evidence);
    let imprint = Imprint::of(&sheet);
    let assembly =
        compose::Composer { page, imprint: &imprint, sheet: &sheet, blocks: &blocks, stories: &stories, units: &units };
    let mut composed = assembly.compose();
    composed.furniture.extend(unclaimed(page, &composed));
    composed.furniture.sort_unstable();
    composed.furniture.dedup();
    composed.problems.extend(interleave::check(page, &sheet));
    let furniture = LineRange::collect(composed.furniture);
    Split { articles: composed.articles, furniture, imprint, problems: composed.problems }
}

/// The lines of a page in the order they are read: see [`in_order`].
fn read(text: &str) -> Vec<line::Line<'_>> {
    in_order(text).0
}

/// The lines of a page in the order they are read, cut at gutters, put back where they were dealt out over columns; and whether
/// they were dealt out.
fn in_order(text: &str) -> (Vec<line::Line<'_>>, bool) {
    let (lines, dealt) = match cut(text) {
        Some(pieces) => (pieces, false),
        None => deal::undo(line::plain(text)),
    };
    (line::join_vertical(lines), dealt)
}

/// The pieces of a page cut at its gutters, or where its columns stand on a line each; `None` where there is nothing to cut.
fn cut(text: &str) -> Option<Vec<line::Line<'_>>> {
    gutter::cut(text).or_else(|| unroll::cut(text))
}

/// Lines with text that nothing claims: only mark-up, or characters that print as blanks.
fn unclaimed(page: &Page, composed: &compose::Composed) -> Vec<u32> {
    let mut claimed: Vec<LineRange> = Vec::new();
    for article in &composed.articles {
        claimed.extend(article.source.head_lines.iter().chain(&article.source.body_lines));
    }
    claimed.extend(composed.furniture.iter().map(|&line| LineRange::new(line, line)));
    claimed.sort_unstable();
    let mut left = Vec::new();
    let mut next = 0;
    let mut reach = 0;
    for (at, raw) in page.lines().enumerate() {
        let number = at as u32 + 1;
        while next < claimed.len() && claimed[next].first <= number {
            reach = reach.max(claimed[next].last);
            next += 1;
        }
        if number > reach && !raw.trim().is_empty() {
            left.push(number);
        }
    }
    left
}

/// How often the heads may correct the stories.
const MAX_LOOKS: usize = 4;

/// The page as one pass sees it.
struct Look {
    blocks: Vec<block::Block>,
    stories: Vec<chain::Story>,
    evidence: assign::Evidence,
    units: Vec<assign::Unit>,
}

impl Look {
    fn new(sheet: &label::Sheet<'_>, skill: &Skill) -> Self {
        let blocks = sheet.blocks(skill);
        let stories = chain::stories(sheet, &blocks, skill);
        Self::of(sheet, blocks, stories)
    }

    /// The same pieces, with those put together that belong together by what was corrected.
    fn regrouped(self, sheet: &label::Sheet<'_>) -> Self {
        let stories = chain::attach(sheet, &self.blocks, self.stories);
        Self::of(sheet, self.blocks, stories)
    }

    fn of(sheet: &label::Sheet<'_>, blocks: Vec<block::Block>, stories: Vec<chain::Story>) -> Self {
        let evidence = assign::Evidence::new(sheet, &blocks, &stories);
        let units = assign::heads(sheet, &blocks, &stories, &evidence);
        Self { blocks, stories, evidence, units }
    }

    fn corrections(&self, sheet: &label::Sheet<'_>, skill: &Skill) -> Vec<refine::Correction> {
        let Self { blocks, stories, evidence, units } = self;
        refine::Review { sheet, blocks, stories, units, evidence, skill }.corrections()
    }
}
