//! Groups labelled lines into blocks: runs of head lines, pieces of body, photographs' texts, notices, folios.
//!
//! A piece of body never crosses a border that shows: a lead-in begins one, a credit or jump mark ends one, a change of column
//! width parts two, and so does a blank line across which the text cannot run on.

mod notice;

use std::ops::Range;

use super::{
    dateline,
    glyph::HalfEm,
    label::{Label, PARAGRAPH_LINE, Sheet, is_indent},
    line::Line,
    marks, pattern,
    refine::Correction,
    skill::Skill,
};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// Head lines and bylines between two other blocks; may hold the heads of several articles.
    Head,
    /// A piece of running text.
    Body,
    /// The text of a photograph.
    Caption,
    /// A notice, its title included.
    Notice,
    /// Titles of notices whose texts stand elsewhere.
    NoticeTitle,
    /// Running heads, mastheads, page numbers.
    Folio,
}

/// How a piece of body begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// With a lead-in: the first piece of its story.
    Lead,
    /// After `（上接第一版）`.
    Jump,
    /// Where heads showed a border nobody saw at first.
    Cut,
    /// Where heads showed that a border was none.
    Join,
    /// With the first line of a paragraph.
    Paragraph,
    /// In mid-sentence or at least in mid-paragraph.
    Middle,
    /// It cannot be told.
    Unknown,
}

/// How a piece of body ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finish {
    /// With a credit: the last piece of its story.
    Credit,
    /// With `（下转第2版）`: the last piece on this page.
    Jump,
    /// With the end of a sentence.
    Closed,
    /// In mid-sentence.
    Open,
}

/// A run of lines of one sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// Places of its lines in the sheet.
    pub(super) lines: Range<usize>,
    pub(super) start: Start,
    pub(super) finish: Finish,
    /// Width of its column; 0 where it cannot be told.
    pub(super) measure: HalfEm,
}

/// Lines on either side of a border whose widths show a change of column.
const SIDE: usize = 8;
/// The most lines a lead-in takes.
const MAX_LEAD: usize = 4;
/// Lines that must agree to show the width of a column.
const MIN_SUPPORT: usize = 3;
/// Columns differ if their widths differ by more than this (half ems).
pub(super) const COLUMN_CHANGE: HalfEm = 3;
/// Log-odds of a seam from which a blank line in mid-sentence parts nothing.
const SURE_SEAM: f32 = 2.0;
/// Log-odds above which another story begins though nothing but the text shows it: a border too many costs less than one too few,
/// since pieces are put together again.
const OTHER_STORY: f64 = -0.5;

impl Sheet<'_> {
    /// The blocks of the page in reading order.
    pub(super) fn blocks(&self, skill: &Skill) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut at = 0;
        while at < self.lines.len() {
            let kind = kind_of(self.labels[at]);
            let end = (at + 1..self.lines.len()).find(|&next| kind_of(self.labels[next]) != kind).unwrap_or(self.lines.len());
            match kind {
                BlockKind::Body => self.cut_body(at..end, skill, &mut blocks),
                BlockKind::Caption => self.cut_captions(at..end, &mut blocks),
                _ => blocks.push(self.block(kind, at..end)),
            }
            at = end;
        }
        self.gather_notices(blocks)
    }

    fn block(&self, kind: BlockKind, lines: Range<usize>) -> Block {
        let (start, finish) = match kind {
            BlockKind::Body => (self.start_of(&lines), self.finish_of(&lines)),
            _ => (Start::Unknown, Finish::Closed),
        };
        let measure = self.measure(lines.clone());
        Block { kind, lines, start, finish, measure }
    }

    /// The width most of these lines share; 0 where no two do.
    fn measure(&self, lines: Range<usize>) -> HalfEm {
        let slice = &self.lines[lines.start..lines.end.min(lines.start + 4 * SIDE)];
        let best = if slice.len() <= SIDE { commonest::<SIDE>(slice) } else { commonest::<{ 4 * SIDE }>(slice) };
        best.filter(|&(support, width)| support >= MIN_SUPPORT && width < PARAGRAPH_LINE).map_or(0, |(_, width)| width)
    }

    /// Cuts a run of body lines at every border that shows.
    fn cut_body(&self, run: Range<usize>, skill: &Skill, blocks: &mut Vec<Block>) {
        let mut first = run.start;
        for at in run.start + 1..run.end {
            if self.is_border(&run, first, at) || self.is_other_story(first..run.end, at, skill) {
                blocks.push(self.block(BlockKind::Body, first..at));
                first = at;
            }
        }
        blocks.push(self.block(BlockKind::Body, first..run.end));
    }

    /// Whether a story or column ends before body line `at`.
    fn is_border(&self, run: &Range<usize>, first: usize, at: usize) -> bool {
        let (above, line) = (&self.lines[at - 1], &self.lines[at]);
        if self.corrections.binary_search(&Correction::Cut(at)).is_ok() {
            return true;
        }
        if self.tells[at].jump_back || above.jumps_onward() {
            return true;
        }
        if self.is_bare_lead(first..at) {
            return false;
        }
        if self.tells[at].lead && !self.is_tail(at) && !self.is_broken_lead(first, at) {
            return true;
        }
        let ends_story = self.tells[at - 1].credit || above.is_date();
        if ends_story && !self.is_tail(at) && !line.begins_mid_sentence() {
            return true;
        }
        let paragraph = !self.is_open(at - 1) || self.has_gap(at);
        if paragraph && self.column_changes(run, first, at) {
            return true;
        }
        self.has_gap(at) && !self.surely_runs_on(at)
    }

    /// Whether nothing but the text shows that another story begins with line `at`.
    fn is_other_story(&self, lines: Range<usize>, at: usize, skill: &Skill) -> bool {
        let held = || self.corrections.binary_search(&Correction::Join(at)).is_ok() || self.is_bare_lead(lines.start..at);
        self.may_part(at) && skill.borders.weigh(|found| self.border_features(lines.clone(), at, found)) > OTHER_STORY && !held()
    }

    /// Whether line `at` only goes on with a lead-in begun on the lines before: `本报讯 （记者 林晓） 新` | `浪娱乐讯`.
    fn is_broken_lead(&self, first: usize, at: usize) -> bool {
        at < first + MAX_LEAD
            && self.tells[first].lead
            && (first + 1..=at).all(|next| self.is_open(next - 1) && !self.has_gap(next))
    }

    /// Whether these lines are a lead-in and nothing else, so that the story is yet to come.
    fn is_bare_lead(&self, lines: Range<usize>) -> bool {
        // A lead-in ends with 电 or 讯.
        if lines.len() > MAX_LEAD || !self.lines[lines.clone()].iter().any(|line| line.marks.has(marks::WIRE)) {
            return false;
        }
        let text = self.text_of(lines);
        dateline::lead(&text).is_some_and(|lead| lead.len >= text.trim_end().len())
    }

    /// Whether the lines before and after `at` stand in columns of different width.
    fn column_changes(&self, run: &Range<usize>, first: usize, at: usize) -> bool {
        let side = |lines: Range<usize>| {
            let slice = &self.lines[lines];
            commonest::<SIDE>(slice).filter(|&(support, _)| support * 2 > slice.len().min(SIDE))
        };
        let above = side(first.max(at.saturating_sub(SIDE))..at);
        let below = side(at..run.end.min(at + SIDE));
        match (above, below) {
            (Some((many, above)), Some((more, below))) => {
                many >= 2 && more >= 2 && above.abs_diff(below) > COLUMN_CHANGE && above.max(below) < PARAGRAPH_LINE
            }
            _ => false,
        }
    }

    /// Whether the text before line `at` runs on into it as far as the characters at the seam can tell.
    fn surely_runs_on(&self, at: usize) -> bool {
        let (above, line) = (&self.lines[at - 1], &self.lines[at]);
        self.is_open(at - 1)
            && self.starts_paragraph(at) != Some(true)
            && above.width.abs_diff(line.width) <= COLUMN_CHANGE
            && self.model.between(&above.text, &line.text) > SURE_SEAM
    }

    /// Whether line `at` begins a paragraph, told by its width: first lines are indented, and so narrower.
    pub(super) fn starts_paragraph(&self, at: usize) -> Option<bool> {
        let line = &self.lines[at];
        if line.width >= PARAGRAPH_LINE {
            return None;
        }
        if line.begins_mid_sentence() {
            return Some(false);
        }
        if line.indent >= 2 {
            return Some(true);
        }
        // The column as the lines below show it: those above may belong to another.
        let below = self.measure(at + 1..self.lines.len().min(at + 1 + SIDE));
        match () {
            () if below == 0 => None,
            () if below.abs_diff(line.width) <= 1 => Some(false),
            () if is_indent(below, line.width) => Some(true),
            () => None,
        }
    }

    /// Whether line `at` is a credit that ends a story, and no lead-in that fills its line.
    pub(super) fn is_tail(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let names_follow =
            self.lines.get(at + 1).is_some_and(|next| next.text.starts_with(['（', '(']) && next.gap <= self.idle_gap);
        let begins = at == 0 || !matches!(self.labels.get(at - 1), Some(Label::Body));
        let bracketed = line.text.starts_with(['（', '(']);
        self.tells[at].credit_line && (bracketed || !(names_follow || begins))
    }

    fn start_of(&self, lines: &Range<usize>) -> Start {
        let jumped = lines.start > 0 && self.labels[lines.start - 1] == Label::JumpBack;
        match () {
            () if self.corrections.binary_search(&Correction::Cut(lines.start)).is_ok() => Start::Cut,
            () if self.corrections.binary_search(&Correction::Join(lines.start)).is_ok() => Start::Join,
            () if lines.start > 0 && self.briefs[lines.start - 1] => Start::Cut,
            () if jumped || self.tells[lines.start].jump_back => Start::Jump,
            () if self.tells[lines.start].lead && !self.is_tail(lines.start) => Start::Lead,
            () if self.begins_broken_lead(lines) => Start::Lead,
            () => match self.starts_paragraph(lines.start) {
                Some(true) => Start::Paragraph,
                Some(false) => Start::Middle,
                None => Start::Unknown,
            },
        }
    }

    /// Whether the lead-in is broken over the first two lines: `新华社北京12` | `月1日电`.
    fn begins_broken_lead(&self, lines: &Range<usize>) -> bool {
        let first = lines.start..lines.end.min(lines.start + 2);
        if !self.lines[first.clone()].iter().any(|line| line.marks.has(marks::WIRE)) {
            return false;
        }
        let joined = self.text_of(first);
        dateline::begins_story(&joined) && !dateline::is_tail_line(&joined)
    }

    fn finish_of(&self, lines: &Range<usize>) -> Finish {
        let last = &self.lines[lines.end - 1];
        let jumps = self.labels.get(lines.end) == Some(&Label::JumpOnward) || last.jumps_onward();
        let credit = || {
            let tail = lines.end.saturating_sub(2).max(lines.start)..lines.end;
            dateline::ends_like_tail(&last.text) && dateline::tail(&self.text_of(tail)).is_some()
        };
        match () {
            () if jumps => Finish::Jump,
            () if self.tells[lines.end - 1].credit || credit() => Finish::Credit,
            () if last.is_closed() => Finish::Closed,
            () => Finish::Open,
        }
    }

    /// One block a photograph: a new one begins after each credit.
    fn cut_captions(&self, run: Range<usize>, blocks: &mut Vec<Block>) {
        let mut first = run.start;
        for at in run.clone() {
            let last = at + 1 == run.end;
            let next =
                !last && (pattern::begins_caption(&self.lines[at + 1].text) || pattern::ends_caption(&self.lines[at].text));
            if last || next {
                blocks.push(self.block(BlockKind::Caption, first..at + 1));
                first = at + 1;
            }
        }
    }

    /// Text of the first line of a block.
    pub(super) fn first_text(&self, block: &Block) -> &str {
        &self.lines[block.lines.start].text
    }

    /// The text of a block, lines joined without anything between.
    pub(super) fn text_of(&self, lines: Range<usize>) -> String {
        self.lines[lines].iter().map(|line| line.text.as_ref()).collect()
    }
}

/// The width most of at most `N` lines share, give or take a half em, and how many do; the widest of equals.
fn commonest<const N: usize>(lines: &[Line<'_>]) -> Option<(usize, HalfEm)> {
    // Filled up with what is near no width, so that all are compared at once.
    let mut widths = [HalfEm::MAX; N];
    widths.iter_mut().zip(lines).for_each(|(width, line)| *width = line.width);
    let fills = |width: HalfEm| widths.iter().map(|other| u32::from(other.abs_diff(width) <= 1)).sum::<u32>() as usize;
    widths.iter().take(lines.len()).map(|&width| (fills(width), width)).max()
}

fn kind_of(label: Label) -> BlockKind {
    match label {
        Label::Body | Label::JumpBack | Label::JumpOnward => BlockKind::Body,
        Label::Head | Label::Byline => BlockKind::Head,
        Label::Caption => BlockKind::Caption,
        Label::NoticeTitle => BlockKind::NoticeTitle,
        Label::Folio => BlockKind::Folio,
    }
}
