//! Looks at stories again once heads are known, and corrects where they were cut.
//!
//! A head left over that a part of some story supports, while that story's own head does not, shows a border nobody saw: the
//! story is cut there (see [`cut`]). A head that supports the story beside its own as well shows a border too many: what stands
//! between was a cross-head, and the two are joined (see [`crosshead`]). A story without a headline takes lines that look like one,
//! or goes to the story it belongs to most (see [`headless`]). The corrections go back into the labels and the chain, and everything
//! after them is done again.

mod crosshead;
mod cut;
mod headless;

use super::{
    assign::{Evidence, Unit},
    block::{Block, Start},
    chain::Story,
    index::Profile,
    label::{Label, Sheet},
    skill::Skill,
};
use crate::model::meanings::{self, AXES, Direction};

/// A correction to how the page was read, at the first line of a piece or paragraph, or of a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Correction {
    /// A story begins at this line of the sheet.
    Cut(usize),
    /// The piece that begins at this line goes on with the story before it.
    Join(usize),
    /// The text at line `part` belongs to the story that holds line `story`, though other text stands between.
    Attach {
        /// A line of the part.
        part: usize,
        /// A line of the story.
        story: usize,
    },
    /// These lines are a head, though by themselves they look like text.
    Head {
        /// Its first line.
        first: usize,
        /// Its last line.
        last: usize,
    },
}

/// Pairs a left-over head needs to be believed.
const MIN_PAIRS: usize = 5;
/// Support a head needs from the story beside its own, absolutely and as a share of its own story's.
const MIN_SHARED: f32 = 0.5;
const SHARED_PART: f32 = 0.6;
/// No newspaper page has more stories, heads or lines than this; what has is not looked at again, which keeps time linear.
const MAX_STORIES: usize = 150;
const MAX_LINES: usize = 8000;
/// Stories on either side looked at for the rest of a headless part.
const NEAR: usize = 8;

/// The page as it stands after heads were assigned.
pub(super) struct Review<'s, 'p> {
    pub(super) sheet: &'s Sheet<'p>,
    pub(super) blocks: &'s [Block],
    pub(super) stories: &'s [Story],
    pub(super) units: &'s [Unit],
    pub(super) evidence: &'s Evidence,
    pub(super) skill: &'s Skill,
}

impl Review<'_, '_> {
    /// What ought to be corrected, ordered by line; nothing where all is well.
    pub(super) fn corrections(&self) -> Vec<Correction> {
        if self.stories.len() > MAX_STORIES || self.units.len() > MAX_STORIES || self.sheet.lines.len() > MAX_LINES {
            return Vec::new();
        }
        let mut found: Vec<Correction> = self.joins();
        let joined = !found.is_empty();
        if !joined {
            found.extend(self.cuts());
        }
        if found.is_empty() {
            found.extend(self.strays());
        }
        if found.is_empty() {
            found.extend(self.headless_stories());
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// By story: the head it was assigned.
    fn heads(&self) -> Vec<Option<&Unit>> {
        let mut heads = vec![None; self.stories.len()];
        for unit in self.units {
            if let Some(story) = unit.story {
                heads[story] = Some(unit);
            }
        }
        heads
    }

    fn head(&self, unit: &Unit) -> Profile {
        let lines = unit.lines.clone().filter(|&at| self.sheet.labels[at] != Label::Byline);
        self.sheet.index.profile(lines)
    }

    /// What some lines are about.
    fn about(&self, lines: impl IntoIterator<Item = usize>) -> Direction {
        let mut sum = [0; AXES];
        for at in lines {
            meanings::add(&mut sum, &self.sheet.index.meaning(at..at + 1));
        }
        Direction::new(&sum)
    }

    fn text(&self, lines: impl Iterator<Item = usize>) -> Profile {
        self.sheet.index.profile(lines)
    }

    /// Headless parts that the head of a story near by supports better than half as well as its own text.
    fn strays(&self) -> Vec<Correction> {
        let head: Vec<Option<Profile>> = self.heads().into_iter().map(|unit| Some(self.head(unit?))).collect();
        let mut strays = Vec::new();
        for (nth, part) in self.stories.iter().enumerate().filter(|(nth, _)| head[*nth].is_none()) {
            let Some(&first) = part.pieces.first() else { continue };
            if matches!(self.blocks[first].start, Start::Lead | Start::Jump | Start::Cut) {
                continue;
            }
            let near = nth.saturating_sub(NEAR)..self.stories.len().min(nth + NEAR + 1);
            let scored = near.filter_map(|story| {
                let profile = head[story].as_ref().filter(|profile| profile.len() >= MIN_PAIRS)?;
                let (own, here) = (self.evidence.support(profile, story), self.evidence.support(profile, nth));
                (here >= MIN_SHARED && here >= SHARED_PART * own).then_some((here, story))
            });
            let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
            if let Some(&to) = best.and_then(|(_, story)| self.stories[story].pieces.first()) {
                strays.push(Correction::Attach { part: self.blocks[first].lines.start, story: self.blocks[to].lines.start });
            }
        }
        strays
    }
}
