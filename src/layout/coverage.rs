//! Proves law 3 on a page: every line is claimed once, and every character of a claimed line is printed once.
//!
//! On a page cut at gutters the same is proved of the pieces: see [`pieces`].

mod pieces;

use std::collections::BTreeMap;

use super::{
    Split, jump,
    line::{self, Line},
};
use crate::{
    article::Article,
    page::Page,
    problem::{Problem, ProblemCode},
    span::LineRange,
};

/// Who claims a line, and how often.
#[derive(Default, Clone, Copy)]
struct Claims {
    articles: usize,
    furniture: usize,
}

/// What the articles and the furniture of a page leave out, claim twice, lose or print twice; empty when the law holds.
///
/// Removals that are documented do not count: blanks, `#` `*` `_` of Markdown, jump marks.
pub fn coverage(page: &Page, split: &Split) -> Vec<Problem> {
    let lines: Vec<&str> = page.lines().collect();
    let cut = super::cut(&page.text).map(line::join_vertical);
    let mut claims = vec![Claims::default(); lines.len() + 1];
    let mut problems = Vec::new();
    let mut claim = |ranges: &[LineRange], add: fn(&mut Claims)| {
        for number in ranges.iter().flat_map(|range| range.first..=range.last) {
            if let Some(claims) = claims.get_mut(number as usize) {
                add(claims);
            }
        }
    };
    for article in &split.articles {
        claim(&article.source.head_lines, |claims| claims.articles += 1);
        claim(&article.source.body_lines, |claims| claims.articles += 1);
    }
    claim(&split.furniture, |claims| claims.furniture += 1);
    let mut tell = |code, number: usize, message: &str| {
        let range = LineRange::new(number as u32, number as u32);
        problems.push(Problem::error(code, &page.path, Some(range), message));
    };
    for (at, _) in lines.iter().enumerate().filter(|(_, raw)| !tally(raw).is_empty()) {
        let Claims { articles, furniture } = claims[at + 1];
        if articles + furniture == 0 {
            tell(ProblemCode::UnassignedLines, at + 1, "the line belongs to no article and no furniture");
        } else if cut.is_none() && (articles + furniture > 1) {
            tell(ProblemCode::UnassignedLines, at + 1, "the line is claimed more than once");
        }
    }
    if let Some(cut) = cut {
        for (number, message) in pieces::broken(&cut, split) {
            tell(ProblemCode::UnassignedLines, number as usize, &message);
        }
    } else {
        for article in &split.articles {
            if let Some(message) = one_article(&lines, article) {
                tell(ProblemCode::UnassignedLines, article.source.first_line() as usize, &message);
            }
        }
    }
    problems
}

/// Whether a character is proved: blanks and marks of Markdown may go.
#[allow(clippy::trivially_copy_pass_by_ref)] // as `filter` wants it
fn counts(c: &char) -> bool {
    !c.is_whitespace() && !matches!(c, '#' | '*' | '_' | '\u{feff}' | '\u{200b}' | '\0')
}

/// How often each character stands in a text, removals left out.
fn tally(text: &str) -> BTreeMap<char, i64> {
    let mut tally = BTreeMap::new();
    add(&mut tally, text, 1);
    tally
}

fn add(tally: &mut BTreeMap<char, i64>, text: &str, times: i64) {
    for c in text.chars().filter(counts) {
        let count = tally.entry(c).or_default();
        *count += times;
        if *count == 0 {
            tally.remove(&c);
        }
    }
}

/// Characters of the body lines of an article against its text.
fn one_article(lines: &[&str], article: &Article) -> Option<String> {
    let mut left = BTreeMap::new();
    for number in article.source.body_lines.iter().flat_map(|range| range.first..=range.last) {
        let Some(line) = lines.get(number as usize - 1).and_then(|raw| Line::new(number, raw, 0)) else { continue };
        add(&mut left, without_marks(&line.text), 1);
    }
    add(&mut left, &article.text, -1);
    let (&c, &count) = left.iter().next()?;
    let fate = if count > 0 { "lost" } else { "printed twice" };
    Some(format!("{} of {c:?} {fate} between the body lines and the text", count.abs()))
}

/// A line without the jump marks at its ends.
fn without_marks(text: &str) -> &str {
    let text = jump::back(text).map_or(text, |mark| &text[mark.len..]);
    jump::onward(text).map_or(text, |mark| &text[..text.len() - mark.len])
}
