//! Cross-heads that were taken for headlines: the stories on either side of one are joined.

use super::{Correction, MIN_PAIRS, MIN_SHARED, Review, SHARED_PART};
use crate::layout::{
    assign::Unit,
    block::{Block, BlockKind, COLUMN_CHANGE, Finish, Start},
    label::Label,
};

/// Lines a cross-head has at most.
const MAX_CROSSHEAD: usize = 3;
/// Mean log-odds of two stories being one from which they are joined over a head that is wrapped like a paragraph, and from which
/// a story with a plain head is part of the one it lies inside.
const LIKE_PARAGRAPH: f32 = -1.0;
const INSIDE: f32 = -0.5;
/// Half ems by which a line may miss the width of its column, and by which an indented one does.
const SLACK: u32 = 1;
const INDENT: u32 = 5;

impl Review<'_, '_> {
    /// Stories that one head holds together, or that nothing but a cross-head parts.
    pub(super) fn joins(&self) -> Vec<Correction> {
        let mut owner: Vec<Option<usize>> = vec![None; self.blocks.len()];
        for (nth, story) in self.stories.iter().enumerate() {
            for &piece in &story.pieces {
                owner[piece] = Some(nth);
            }
        }
        let head = self.heads();
        let bodies: Vec<usize> = (0..self.blocks.len()).filter(|&at| self.blocks[at].kind == BlockKind::Body).collect();
        let mut joins = Vec::new();
        for pair in bodies.windows(2) {
            let (above, below) = (pair[0], pair[1]);
            let (Some(a), Some(b)) = (owner[above], owner[below]) else { continue };
            if a == b || !self.may_join(above, below, self.stories[b].pieces.first() == Some(&below)) {
                continue;
            }
            let holds = |own: usize, other: usize| {
                head[own].is_some_and(|unit| {
                    let outside = unit.block < above || unit.block > below;
                    let profile = self.head(unit);
                    let (mine, shared) = (self.evidence.support(&profile, own), self.evidence.support(&profile, other));
                    outside && profile.len() >= MIN_PAIRS && shared >= MIN_SHARED && shared >= SHARED_PART * mine
                })
            };
            let wrapped = (above + 1..below).all(|block| self.is_wrapped_like_paragraph(&self.blocks[block]));
            if holds(a, b) || holds(b, a) || wrapped && self.kinship(a, b).is_some_and(|mean| mean > LIKE_PARAGRAPH) {
                joins.push(Correction::Join(self.blocks[below].lines.start));
            }
        }
        joins.extend((0..self.stories.len()).filter_map(|story| self.inner(story, head[story]?, &owner)));
        joins
    }

    /// The story a story belongs to inside of which it lies, when its head may be a cross-head.
    fn inner(&self, story: usize, head: &Unit, owner: &[Option<usize>]) -> Option<Correction> {
        let story = &self.stories[story];
        let (mean, other) = story.nearest?;
        let (first, last) = (*story.pieces.iter().min()?, *story.pieces.iter().max()?);
        let outer = &self.stories[owner[other]?].pieces;
        let inside = outer.iter().any(|&piece| piece < first) && outer.iter().any(|&piece| piece > last);
        let begins = matches!(self.blocks[story.pieces[0]].start, Start::Lead | Start::Jump | Start::Cut);
        let head = &self.blocks[head.block];
        let limit = if self.is_wrapped_like_paragraph(head) {
            LIKE_PARAGRAPH
        } else if self.is_plain(head) {
            INSIDE
        } else {
            return None;
        };
        let line = |piece: usize| self.blocks[piece].lines.start;
        (inside && !begins && mean > limit).then(|| Correction::Attach { part: line(first), story: line(other) })
    }

    /// How much two stories belong together, where one of them belongs to no other more.
    fn kinship(&self, a: usize, b: usize) -> Option<f32> {
        let near = |one: usize, other: usize| {
            let near = self.stories[one].nearest.filter(|near| self.stories[other].pieces.contains(&near.1));
            near.map(|near| near.0)
        };
        near(a, b).or_else(|| near(b, a))
    }

    /// Whether the piece below may go on where the piece above stops, with nothing but a short head between.
    fn may_join(&self, above: usize, below: usize, first: bool) -> bool {
        let (a, b) = (&self.blocks[above], &self.blocks[below]);
        let between = &self.blocks[above + 1..below];
        let crosshead = between
            .iter()
            .all(|block| block.kind == BlockKind::Head && block.lines.len() <= MAX_CROSSHEAD && self.is_plain(block));
        let same_column = a.measure == 0 || b.measure == 0 || a.measure.abs_diff(b.measure) <= COLUMN_CHANGE;
        let ends = matches!(a.finish, Finish::Credit | Finish::Jump);
        let begins = matches!(b.start, Start::Lead | Start::Jump | Start::Cut);
        first && !between.is_empty() && crosshead && same_column && !ends && !begins
    }

    /// Whether a run of head lines has neither byline nor blank line inside, as a cross-head has none.
    fn is_plain(&self, block: &Block) -> bool {
        let narrow = |at: usize| {
            self.sheet.columns[at].measure == 0 || self.sheet.lines[at].width <= self.sheet.columns[at].measure + COLUMN_CHANGE
        };
        block.lines.clone().all(|at| self.sheet.labels[at] == Label::Head && (narrow(at) || self.sheet.lines[at].is_marked()))
            && !block.lines.clone().skip(1).any(|at| self.sheet.has_gap(at))
    }

    /// Whether a run of head lines is set in the size of the text and wrapped as a paragraph of its column is.
    fn is_wrapped_like_paragraph(&self, block: &Block) -> bool {
        let last = block.lines.end - 1;
        let fits = |at: usize| {
            let measure = self.sheet.columns[at].measure;
            measure > 0 && self.sheet.lines[at].width <= measure + SLACK
        };
        let fills = |at: usize| {
            let short = if at == block.lines.start { INDENT } else { SLACK };
            self.sheet.lines[at].width + short >= self.sheet.columns[at].measure
        };
        block.lines.len() > 1 && block.lines.clone().all(fits) && (block.lines.start..last).all(fills)
    }
}
