//! Borders nobody saw: heads left over show where a story is two.

use std::ops::Range;

use super::{Correction, MIN_PAIRS, Review};
use crate::layout::{
    assign::Unit,
    block::COLUMN_CHANGE,
    chain::Story,
    index::Profile,
    label::{Label, PARAGRAPH_LINE},
    pattern,
};

/// The most support either head may have from the other's part, as a share of the support from its own.
const MAX_FOREIGN: f32 = 0.45;
/// A part cut off has at least this many lines, or one line that is a whole paragraph.
const MIN_LINES: usize = 3;
/// Parts of a story nearer to each other than this by what they are about are not cut apart.
const ONE_SUBJECT: f32 = 0.6;
/// How much a signed story above and a left-over head between speak for a border.
const BEGINS: f32 = 1.0;
/// Paragraphs of a story looked at; longer ones are taken in coarser steps.
const MAX_PARAGRAPHS: usize = 400;
/// Support a left-over head needs from its part of a story.
const MIN_SUPPORT: f32 = 0.42;

impl Review<'_, '_> {
    /// Borders that left-over heads show, one a story.
    pub(super) fn cuts(&self) -> Vec<Correction> {
        let heads = self.heads();
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
            let best = best.or_else(|| self.announced(unit).filter(|&story| !touched[story]));
            let Some((story, own)) = best.and_then(|story| heads[story].map(|own| (story, own))) else { continue };
            if let Some(at) = self.border(&self.stories[story], own, unit) {
                cuts.push(Correction::Cut(at));
                touched[story] = true;
            }
        }
        cuts
    }

    /// The story whose text begins right below a signed head.
    fn announced(&self, unit: &Unit) -> Option<usize> {
        let signed = unit.lines.clone().any(|at| self.sheet.labels[at] == Label::Byline);
        let below = |story: &Story| story.pieces.first().is_some_and(|&piece| self.blocks[piece].lines.start == unit.lines.end);
        if signed { self.stories.iter().position(below) } else { None }
    }

    /// Where a story is best cut in two, one part for each head; `None` where no place is good.
    fn border(&self, story: &Story, own: &Unit, unit: &Unit) -> Option<usize> {
        // A signed head announces what stands below it, whatever its words; the head of the rest stands behind it.
        let announces =
            self.announced(unit).is_some() && story.pieces.iter().all(|&piece| self.blocks[piece].lines.end <= own.lines.start);
        let (own, other) = (&self.head(own), &self.head(unit));
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
        let whole =
            |part: &[usize]| part.len() >= MIN_LINES || part.iter().any(|&at| self.sheet.lines[at].width >= PARAGRAPH_LINE);
        let (front, back) = (whole(front).then_some(front)?, whole(back).then_some(back)?);
        if !announces
            && !begins(&lines, starts[nth])
            && self.about(front.iter().copied()).akin(&self.about(back.iter().copied())) > ONE_SUBJECT
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
        let announced = || announces && share(own, &front_text) <= MAX_FOREIGN * share(own, &back_text);
        (apart(&front_text, &back_text) || apart(&back_text, &front_text) || begun() || announced()).then(|| back[0])
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
}
