//! Law 3 on a page cut at gutters: the text of every article is made of pieces on its lines, each used once, and every other
//! piece stands on a line of some head or of the furniture.

use std::collections::BTreeMap;

use super::{counts, without_marks};
use crate::{
    layout::{Split, line::Line},
    span::LineRange,
};

/// Where the law is broken, and how: page line and message.
pub(super) fn broken(cut: &[Line<'_>], split: &Split) -> Vec<(u32, String)> {
    let mut broken = Vec::new();
    let texts: Vec<Vec<char>> = cut.iter().map(|line| without_marks(&line.text).chars().filter(counts).collect()).collect();
    let mut used = vec![false; cut.len()];
    let mut heads: Vec<LineRange> = split.furniture.clone();
    for article in &split.articles {
        // A cross-head may stand on the same page line as the headline, a column farther on; other text is looked for there last.
        let mut on_it = places(cut, &article.source.body_lines);
        let on_head = places(cut, &article.source.head_lines);
        let others: Vec<usize> = on_head.into_iter().filter(|place| on_it.binary_search(place).is_err()).collect();
        on_it.extend(others);
        let text: Vec<char> = article.text.chars().filter(counts).collect();
        if let Err(rest) = spell(&text, &texts, &on_it, &mut used) {
            let seen: String = rest.iter().take(SHOWN).collect();
            broken.push((article.source.first_line(), format!("{seen:?} of the text stands on none of its lines, or twice")));
        }
        heads.extend(&article.source.head_lines);
    }
    for at in places(cut, &heads) {
        used[at] = true;
    }
    for (at, line) in cut.iter().enumerate() {
        if !used[at] && !texts[at].is_empty() {
            let seen: String = texts[at].iter().take(SHOWN).collect();
            broken.push((line.number, format!("the piece {seen:?} belongs to no article and no furniture")));
        }
    }
    broken
}

/// Characters shown of what is missing.
const SHOWN: usize = 12;

/// The pieces that stand on these lines, in the order of the cut.
fn places(cut: &[Line<'_>], ranges: &[LineRange]) -> Vec<usize> {
    let mut ranges = ranges.to_vec();
    ranges.sort_unstable();
    let holds = |number: u32| {
        let after = ranges.partition_point(|range| range.first <= number);
        ranges[..after].iter().rev().take(NESTED).any(|range| range.last >= number)
    };
    (0..cut.len()).filter(|&at| holds(cut[at].number)).collect()
}

/// Ranges of lines that may overlap where columns stand side by side.
const NESTED: usize = 64;

/// Spells a text with unused pieces, each used once; the rest of the text where it cannot be done.
fn spell<'t>(text: &'t [char], texts: &[Vec<char>], pieces: &[usize], used: &mut [bool]) -> Result<(), &'t [char]> {
    let mut by_first: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for &piece in pieces {
        if let Some(&first) = texts[piece].first() {
            by_first.entry(first).or_default().push(piece);
        }
    }
    // The piece behind the last one is tried first, then the longest, the first of equals; where that leads nowhere, the step before
    // is done again.
    let choices = |rest: &[char], last: Option<usize>, used: &[bool]| {
        let fitting = rest.first().and_then(|first| by_first.get(first)).into_iter().flatten();
        let mut fitting: Vec<usize> = fitting.copied().filter(|&piece| !used[piece] && rest.starts_with(&texts[piece])).collect();
        fitting.reverse(); // the last one is tried first
        fitting.sort_by_key(|&piece| (last.is_some_and(|last| piece == last + 1), texts[piece].len()));
        fitting
    };
    let (mut rest, mut farthest, mut steps) = (text, text, 0);
    let mut path: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut open = choices(rest, None, used);
    while !rest.is_empty() {
        steps += 1;
        if let Some(piece) = open.pop() {
            used[piece] = true;
            rest = &rest[texts[piece].len()..];
            if rest.len() < farthest.len() {
                farthest = rest;
            }
            path.push((piece, open));
            open = choices(rest, Some(piece), used);
            continue;
        }
        let Some((piece, others)) = path.pop().filter(|_| steps < pieces.len() + MAX_STEPS) else { return Err(farthest) };
        used[piece] = false;
        rest = &text[text.len() - rest.len() - texts[piece].len()..];
        open = others;
    }
    Ok(())
}

/// Steps beyond one a piece after which a text counts as not to be spelled.
const MAX_STEPS: usize = 5000;
