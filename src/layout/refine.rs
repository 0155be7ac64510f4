//! Looks at stories again once heads are known, and corrects where they were cut.
//!
//! A head left over that a part of some story supports, while that story's own head does not, shows a border nobody saw: the
//! story is cut there. A head that supports the story beside its own as well shows a border too many: what stands between was a
//! cross-head, and the two are joined (see [`crosshead`]). A story without a headline takes lines that look like one, or goes to
//! the story it belongs to most (see [`headless`]). The corrections go back into the chain, and everything after it is done again.

mod crosshead;
mod headless;

use std::ops::Range;

use super::{
    assign::{Evidence, Unit},
    block::{Block, COLUMN_CHANGE, Start},
    chain::Story,
    index::Profile,
    label::{Label, Sheet},
    pattern,
    skill::Skill,
};
use crate::model::meanings::{self, AXES, Direction};

/// A correction to the chain, at the first line of a piece or paragraph.
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

/// Support a left-over head needs from its part of a story.
const MIN_SUPPORT: f32 = 0.42;
/// Pairs a left-over head needs to be believed.
const MIN_PAIRS: usize = 5;
/// The most support either head may have from the other's part, as a share of the support from its own.
const MAX_FOREIGN: f32 = 0.45;
/// A part cut off has at least this many lines, or one line that is a whole paragraph.
const MIN_LINES: usize = 3;
/// Parts of a story nearer to each other than this by what they are about are not cut apart.
const ONE_SUBJECT: f32 = 0.6;
/// How much a signed story above and a left-over head between speak for a border.
const BEGINS: f32 = 1.0;
/// Support a head needs from the story beside its own, absolutely and as a share of its own story's.
const MIN_SHARED: f32 = 0.5;
const SHARED_PART: f32 = 0.6;
/// No newspaper page has more stories, heads or lines than this; what has is not looked at again, which keeps time linear.
const MAX_STORIES: usize = 150;
const MAX_LINES: usize = 8000;
/// Stories on either side looked at for the rest of a headless part.
const NEAR: usize = 8;
/// Paragraphs of a story looked at; longer ones are taken in coarser steps.
const MAX_PARAGRAPHS: usize = 400;

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

    /// Borders that left-over heads show, one a story.
    fn cuts(&self) -> Vec<Correction> {
        let mut owner: Vec<Option<&Unit>> = vec![None; self.stories.len()];
        for unit in self.units {
            if let Some(story) = unit.story {
                owner[story] = Some(unit);
            }
        }
        let mut cuts = Vec::new();
        let mut touched = vec![false; self.stories.len()];
        for unit in self.units.iter().filter(|unit| unit.story.is_none()) {
            let head = self.head(unit);
            if head.len() < MIN_PAIRS {
                continue;
            }
            let supports = self.evidence.supports(&head, 0..self.stories.len());
            let supported = |&story: &usize| supports[story] >= MIN_SUPPORT && !touched[story];
            let best = (0..self.stories.len()).filter(supported).max_by(|&a, &b| supports[a].total_cmp(&supports[b]));
            let best = best.filter(|_| !pattern::is_slogan(&self.sheet.text_of(unit.lines.clone())));
            let Some((story, own)) = best.and_then(|story| owner[story].map(|own| (story, own))) else { continue };
            if let Some(at) = self.border(&self.stories[story], &self.head(own), &head, unit) {
                cuts.push(Correction::Cut(at));
                touched[story] = true;
            }
        }
        cuts
    }

    /// Where a story is best cut in two, one part for each head; `None` where no place is good.
    fn border(&self, story: &Story, own: &Profile, other: &Profile, unit: &Unit) -> Option<usize> {
        let starts = self.paragraphs(story);
        let lines: Vec<usize> = story.pieces.iter().flat_map(|&piece| self.blocks[piece].lines.clone()).collect();
        let ends = starts.iter().skip(1).copied().chain([lines.len()]);
        let paragraphs: Vec<Range<usize>> = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
        // How much more each paragraph leans to the other head, summed up from the front.
        let lean = |range: &Range<usize>| {
            let text = self.text(lines[range.clone()].iter().copied());
            self.evidence.share(other, &text) - self.evidence.share(own, &text)
        };
        let leans: Vec<f32> = paragraphs.iter().map(lean).collect();
        let mut sums = vec![0.0];
        for lean in &leans {
            sums.push(sums.last().copied().unwrap_or(0.0) + lean);
        }
        let all = sums.last().copied().unwrap_or(0.0);
        // Where one story is signed and the head stands right above, another begins, though it be on the same subject.
        let begins = |lines: &[usize], at: usize| lines[at] == unit.lines.end && self.sheet.tells[lines[at - 1]].credit;
        let gain = |nth: usize| {
            let side = (all - 2.0 * sums[nth]).abs();
            side + self.border_strength(&lines, starts[nth]) + if begins(&lines, starts[nth]) { BEGINS } else { 0.0 }
        };
        let nth = (1..starts.len()).max_by(|&a, &b| gain(a).total_cmp(&gain(b)))?;
        let (front, back) = lines.split_at(starts[nth]);
        let whole = |part: &[usize]| {
            part.len() >= MIN_LINES || part.iter().any(|&at| self.sheet.lines[at].width >= super::label::PARAGRAPH_LINE)
        };
        let (front, back) = (whole(front).then_some(front)?, whole(back).then_some(back)?);
        if !begins(&lines, starts[nth]) && self.about(front.iter().copied()).akin(&self.about(back.iter().copied())) > ONE_SUBJECT
        {
            return None;
        }
        let (front_text, back_text) = (self.text(front.iter().copied()), self.text(back.iter().copied()));
        let share = |head: &Profile, text: &Profile| self.evidence.share(head, text);
        let apart = |own_text: &Profile, other_text: &Profile| {
            share(other, other_text) >= MIN_SUPPORT * 0.8
                && share(other, own_text) <= MAX_FOREIGN * share(other, other_text)
                && share(own, other_text) <= MAX_FOREIGN * share(own, own_text)
        };
        let begun = || {
            begins(&lines, starts[nth])
                && share(other, &back_text) >= MIN_SUPPORT
                && share(other, &front_text) < share(other, &back_text)
                && share(own, &back_text) <= MAX_FOREIGN * share(own, &front_text)
        };
        (apart(&front_text, &back_text) || apart(&back_text, &front_text) || begun()).then(|| back[0])
    }

    /// How much the lines themselves speak for a border: a blank line, a new column, a gap in the page.
    fn border_strength(&self, lines: &[usize], start: usize) -> f32 {
        let (above, at) = (lines[start - 1], lines[start]);
        let column = |at: usize| self.sheet.columns[at].measure;
        let other_column = column(above) > 0 && column(at) > 0 && column(above).abs_diff(column(at)) > COLUMN_CHANGE;
        0.15 * f32::from(u8::from(self.sheet.has_gap(at)))
            + 0.3 * f32::from(u8::from(other_column))
            + 0.25 * f32::from(u8::from(above + 1 != at))
            + 0.1 * f32::from(u8::from(!self.sheet.is_open(above)))
    }

    /// Places, among the lines of a story, where a paragraph may begin.
    fn paragraphs(&self, story: &Story) -> Vec<usize> {
        let mut starts = Vec::new();
        let mut count = 0;
        for &piece in &story.pieces {
            for at in self.blocks[piece].lines.clone() {
                let first = at == self.blocks[piece].lines.start;
                let closed = at > 0 && !self.sheet.is_open(at - 1);
                let begins = closed && (self.sheet.starts_paragraph(at) != Some(false) || self.sheet.has_gap(at));
                if first || begins || (self.sheet.has_gap(at) && self.sheet.starts_paragraph(at) == Some(true)) {
                    starts.push(count);
                }
                count += 1;
            }
        }
        let step = starts.len() / MAX_PARAGRAPHS + 1;
        starts.into_iter().step_by(step).collect()
    }

    /// Headless parts that the head of a story near by supports better than half as well as its own text.
    fn strays(&self) -> Vec<Correction> {
        let mut head: Vec<Option<Profile>> = (0..self.stories.len()).map(|_| None).collect();
        for unit in self.units {
            if let Some(story) = unit.story {
                head[story] = Some(self.head(unit));
            }
        }
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
