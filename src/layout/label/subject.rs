//! What the lines of a page are about, worked out once for all who ask.

use crate::{layout::index::Index, model::meanings::Direction};

/// Lines above and below a place that say what the text is about there.
const SIGHT: usize = 6;

/// By line: what it is about, and the lines above and from it on.
#[derive(Debug, Default)]
pub(in crate::layout) struct Subjects {
    lines: Vec<Direction>,
    above: Vec<Direction>,
    below: Vec<Direction>,
}

impl Subjects {
    /// The subjects of the `count` lines of an index.
    pub(super) fn new(index: &Index, count: usize) -> Self {
        let about = |lines| Direction::new(&index.meaning(lines));
        Self {
            lines: (0..count).map(|at| about(at..at + 1)).collect(),
            above: (0..=count).map(|at| about(at.saturating_sub(SIGHT)..at)).collect(),
            below: (0..=count).map(|at| about(at..count.min(at + SIGHT))).collect(),
        }
    }

    /// The [`SIGHT`] lines above line `at`.
    #[inline]
    pub(in crate::layout) fn above(&self, at: usize) -> &Direction {
        &self.above[at]
    }

    /// The [`SIGHT`] lines from line `at` on.
    #[inline]
    pub(in crate::layout) fn below(&self, at: usize) -> &Direction {
        &self.below[at]
    }

    /// How near the text above line `at` and from it on lie to each other, -1 to 1.
    #[inline]
    pub(in crate::layout) fn across(&self, at: usize) -> f32 {
        self.above[at].akin(&self.below[at])
    }

    /// How near line `at` lies to the one above it.
    #[inline]
    pub(in crate::layout) fn with_line_above(&self, at: usize) -> f32 {
        self.lines[at - 1].akin(&self.lines[at])
    }
}
