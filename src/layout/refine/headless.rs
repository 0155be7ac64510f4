//! Headlines that were read as text, of stories that have none.
//!
//! Every story but a continued one has a headline, and most stand beside or inside their text. Where a story is left without,
//! the lines of it that look most like one are taken for it, though by themselves they look a little more like text.

use std::ops::Range;

use super::{Correction, Review};
use crate::layout::{
    assign,
    block::{BlockKind, Start},
    chain::Story,
    label::{Label, chain::May},
};

/// Lines of a headline that was read as text, at most.
const MAX_LINES: usize = 4;
/// Half ems it has at least.
const MIN_WIDTH: u32 = 12;
/// A story of fewer lines is not looked at, nor one of more.
const MIN_STORY: usize = 4;
const MAX_STORY: usize = 1000;
/// Log-odds of lines being a headline from which they are taken for it before the story is put to another, and if that cannot be.
const LIKELY: f64 = -1.0;
const UNLIKELY: f64 = -3.0;
/// The same of lines on top of a story that has a headline elsewhere.
const ON_TOP: f64 = -0.5;
/// Mean log-odds of belonging to another story from which a story without a headline is part of it.
const KIN: f32 = -0.5;

impl Review<'_, '_> {
    /// What becomes of stories without a headline: they take lines that look like one, or go to the story they belong to most.
    pub(super) fn headless_stories(&self) -> Vec<Correction> {
        let correct = |story: &Story| {
            let head = self.likeliest_head(story);
            let above = |limit: f64| head.filter(|(odds, _)| *odds > limit).map(|head| head.1);
            above(LIKELY).or_else(|| self.kin(story)).or_else(|| above(UNLIKELY))
        };
        let stories = self.stories.iter().zip(self.headless());
        stories.filter_map(|(story, headless)| if headless { correct(story) } else { self.head_on_top(story) }).collect()
    }

    /// The lines on top of a story that look like a headline, where no other text stands above: it may be that of another story.
    fn head_on_top(&self, story: &Story) -> Option<Correction> {
        let &first = story.pieces.iter().min()?;
        let plain = |at: usize| !matches!(self.blocks[at].kind, BlockKind::Body | BlockKind::Head);
        let (piece, alone) = (&self.blocks[first], first.checked_sub(1).is_none_or(plain));
        if !alone || piece.start == Start::Jump {
            return None;
        }
        let (start, end) = (piece.lines.start, piece.lines.end);
        let runs = (start + 1..end.min(start + MAX_LINES + 1)).map(|last| start..last);
        let (odds, run) = self.likeliest(runs)?;
        (odds > ON_TOP).then_some(Correction::Head { first: run.start, last: run.end - 1 })
    }

    /// Of some runs of body lines the one that looks most like a headline, with its log-odds.
    fn likeliest(&self, runs: impl Iterator<Item = Range<usize>>) -> Option<(f64, Range<usize>)> {
        let open =
            |run: &Range<usize>| run.clone().all(|at| self.sheet.may[at] == May::Either && self.sheet.labels[at] == Label::Body);
        let wide = |run: &Range<usize>| self.sheet.lines[run.clone()].iter().map(|line| line.width).sum::<u32>() >= MIN_WIDTH;
        let odds = runs.filter(|run| open(run) && wide(run)).map(|run| (self.sheet.head_odds(run.clone(), self.skill), run));
        odds.max_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// The story a story without a headline rather belongs to.
    fn kin(&self, story: &Story) -> Option<Correction> {
        let first = story.pieces.first()?;
        let first = &self.blocks[*first];
        let begins = matches!(first.start, Start::Lead | Start::Jump | Start::Cut);
        let (_, other) = story.nearest.filter(|(mean, _)| !begins && *mean > KIN)?;
        Some(Correction::Attach { part: first.lines.start, story: self.blocks[other].lines.start })
    }

    /// By story: whether it should have a headline and has none.
    fn headless(&self) -> Vec<bool> {
        let continued = |story: &Story| story.pieces.first().is_some_and(|&piece| self.blocks[piece].start == Start::Jump);
        let mut headless: Vec<bool> = self.stories.iter().map(|story| !continued(story)).collect();
        let around = assign::around(self.blocks, self.stories);
        for unit in self.units {
            // What stands alone inside a story becomes its headline in the end.
            let inside = match around[unit.block] {
                (Some(above), Some(below)) if above == below => Some(above),
                _ => None,
            };
            if let Some(story) = unit.story.or(inside) {
                headless[story] = false;
            }
        }
        headless
    }

    /// The lines of a story that look most like a headline, if they look like one enough.
    fn likeliest_head(&self, story: &Story) -> Option<(f64, Correction)> {
        let pieces = story.pieces.iter().map(|&piece| &self.blocks[piece]);
        let count: usize = pieces.clone().map(|piece| piece.lines.len()).sum();
        if !(MIN_STORY..=MAX_STORY).contains(&count) || pieces.clone().any(|piece| piece.kind != BlockKind::Body) {
            return None;
        }
        let runs = pieces.flat_map(|piece| {
            let end = piece.lines.end;
            piece.lines.clone().flat_map(move |first| (first + 1..=end.min(first + MAX_LINES)).map(move |last| first..last))
        });
        let (odds, run) = self.likeliest(runs.filter(|run| run.len() < count))?;
        Some((odds, Correction::Head { first: run.start, last: run.end - 1 }))
    }
}
