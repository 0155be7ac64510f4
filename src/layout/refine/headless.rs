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
/// Log-odds by which lines may look more like text than like a headline.
const DOUBT: f64 = 3.0;

impl Review<'_, '_> {
    /// The lines of stories without a headline that look like one.
    pub(super) fn unseen_heads(&self) -> Vec<Correction> {
        let given: Vec<May> = self.sheet.given_labels().into_iter().map(May::of).collect();
        let headless = self.stories.iter().zip(self.headless()).filter(|(_, headless)| *headless).map(|(story, _)| story);
        headless.filter_map(|story| self.likeliest_head(story, &given)).collect()
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
    fn likeliest_head(&self, story: &Story, given: &[May]) -> Option<Correction> {
        let pieces = story.pieces.iter().map(|&piece| &self.blocks[piece]);
        let count: usize = pieces.clone().map(|piece| piece.lines.len()).sum();
        if !(MIN_STORY..=MAX_STORY).contains(&count) || pieces.clone().any(|piece| piece.kind != BlockKind::Body) {
            return None;
        }
        let runs = pieces.flat_map(|piece| {
            let end = piece.lines.end;
            piece.lines.clone().flat_map(move |first| (first + 1..=end.min(first + MAX_LINES)).map(move |last| first..last))
        });
        let open = |run: &Range<usize>| {
            run.len() < count && run.clone().all(|at| given[at] == May::Either && self.sheet.labels[at] == Label::Body)
        };
        let wide = |run: &Range<usize>| self.sheet.lines[run.clone()].iter().map(|line| line.width).sum::<u32>() >= MIN_WIDTH;
        let odds = runs.filter(|run| open(run) && wide(run)).map(|run| (self.sheet.head_odds(run.clone(), given, self.skill), run));
        let (odds, run) = odds.max_by(|a, b| a.0.total_cmp(&b.0))?;
        if std::env::var("ZB").is_ok() { eprintln!("headless {odds:.2} {}", self.sheet.text_of(run.clone())); }
        (odds > -DOUBT).then_some(Correction::Head { first: run.start, last: run.end - 1 })
    }
}
