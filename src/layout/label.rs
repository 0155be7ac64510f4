//! Labels every line of a page: body, head, byline, text of a photograph, notice title, jump mark, folio.
//!
//! Lines that give themselves away by their words (see [`pattern`]) are labelled first. The rest is body or head, decided for
//! the page as a whole by a dynamic programme: every line has a cost as body and a cost as head, every change of label between
//! two lines has a cost, and the cheapest labelling wins. All costs stand in the tables below, in the same unit.

mod caption;
mod cost;

use self::cost::{body, change, head};
use super::{
    dateline,
    glyph::{self, HalfEm},
    gram::Seams,
    jump,
    line::Line,
    pattern,
    refine::Correction,
};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// Running text.
    Body,
    /// Kicker, headline, subtitle, cross-head or slogan: the assembly tells them apart.
    Head,
    /// Who wrote it, on a line of its own.
    Byline,
    /// Text of a photograph.
    Caption,
    /// Title of a notice.
    NoticeTitle,
    /// `（上接第一版）` on a line of its own.
    JumpBack,
    /// `（下转第2版）` on a line of its own.
    JumpOnward,
    /// Running head, masthead, page number.
    Folio,
}

/// No headline is wider (half ems).
const MAX_HEAD: HalfEm = 96;
/// A line this wide is a whole paragraph, not a line of a column (half ems).
pub(super) const PARAGRAPH_LINE: HalfEm = 120;
/// The narrowest column (half ems).
const MIN_MEASURE: HalfEm = 16;
/// Two lines fill the same column if their widths differ by no more than this (half ems): punctuation is squeezed or hung.
pub(super) const SLACK: HalfEm = 2;
/// The least an indented first line is narrower than its column (half ems): two ems, less squeezed punctuation.
const MIN_INDENT: HalfEm = 3;
/// The most, whatever the column.
const MAX_INDENT: HalfEm = 7;

/// Whether a line of this width is as much narrower than its column as an indented first line: two ems, and up to a quarter of
/// the column where stretched characters and punctuation add to it.
pub(super) fn is_indent(measure: HalfEm, width: HalfEm) -> bool {
    measure > 0 && (MIN_INDENT..=MAX_INDENT.max(measure / 4)).contains(&measure.saturating_sub(width))
}

/// A line short of its column by no more than this (half ems) nearly fills it.
const NEARLY: HalfEm = 6;
/// Lines looked at on either side of a line to see its column.
const WINDOW: usize = 4;
/// Lines looked at below a line to see the column that begins there.
const BELOW: usize = 6;
/// Lines of the window, itself included, that must agree on the width of a column.
const QUORUM: usize = 3;
/// Share (percent) of neighbouring lines with a blank between them above which blanks say nothing on a page.
const DOUBLE_SPACED: usize = 65;

/// The column round a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Column {
    /// Its width; 0 where none can be seen.
    pub(super) measure: HalfEm,
    /// How many lines of the window fill it.
    pub(super) support: usize,
}

impl Column {
    /// Whether a line of this width fills the column.
    pub(super) fn filled_by(self, width: HalfEm) -> bool {
        self.measure > 0 && self.measure.abs_diff(width) <= SLACK
    }

    /// Whether a line of this width is short by a paragraph indent.
    pub(super) fn indented_by(self, width: HalfEm) -> bool {
        is_indent(self.measure, width)
    }
}

/// The lines of a page with their labels and columns.
pub(super) struct Sheet<'p> {
    pub(super) lines: Vec<Line<'p>>,
    pub(super) labels: Vec<Label>,
    pub(super) columns: Vec<Column>,
    /// Width of the column below each line, as the lines after it show it; 0 where they do not.
    below: Vec<HalfEm>,
    /// Whether the text seems to run on from the line before: see [`Seams`].
    pub(super) runs_on: Vec<bool>,
    /// What stands side by side within the lines of the page.
    pub(super) seams: Seams,
    /// What the heads showed on an earlier look: see [`super::refine`].
    pub(super) corrections: Vec<Correction>,
    /// Whether the page was cut at gutters: then line numbers are not in order.
    pub(super) guttered: bool,
    /// Blank lines that mean nothing: 0 on most pages, 1 where every line is followed by one.
    pub(super) idle_gap: u32,
}

impl<'p> Sheet<'p> {
    /// Labels the lines of a page.
    pub(super) fn new(mut lines: Vec<Line<'p>>) -> Self {
        let columns = columns(&lines);
        for (line, column) in lines.iter_mut().zip(&columns) {
            // A letter-spaced line was stretched to fill its column.
            if line.spaced && line.width < column.measure && 2 * line.width > column.measure {
                line.width = column.measure;
            }
        }
        let idle_gap = idle_gap(&lines);
        let below = (0..lines.len()).map(|at| shared_width(&lines[at + 1..lines.len().min(at + 1 + BELOW)])).collect();
        let seams = Seams::new(lines.iter().map(|line| line.text.as_ref()));
        let runs_on = (0..lines.len()).map(|at| at > 0 && seams.joins(&lines[at - 1].text, &lines[at].text)).collect();
        let mut sheet = Self {
            labels: Vec::new(),
            columns,
            below,
            runs_on,
            seams,
            corrections: Vec::new(),
            guttered: false,
            idle_gap,
            lines,
        };
        sheet.labels = sheet.cheapest();
        sheet.mark_captions();
        sheet
    }

    /// Whether a blank that means something stands before line `at`.
    pub(super) fn has_gap(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(|line| line.gap > self.idle_gap)
    }

    /// Whether the text goes on past line `at`: it is no end of a sentence.
    pub(super) fn is_open(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(|line| !line.is_closed() && dateline::tail(&line.text).is_none())
    }

    /// The labelling of least cost.
    fn cheapest(&self) -> Vec<Label> {
        let count = self.lines.len();
        let mut fixed = Vec::with_capacity(count);
        let mut best = [0.0_f32; 2];
        let mut back: Vec<[u8; 2]> = Vec::with_capacity(count);
        let mut lead = Lead::default();
        for at in 0..count {
            let label = if lead.goes_on() { Some(Label::Body) } else { self.given(at) };
            lead.read(&self.lines[at].text);
            fixed.push(label);
            let emit = match label {
                Some(_) => [0.0, 0.0],
                None => [self.body_cost(at), self.head_cost(at)],
            };
            let mut from = [0_u8; 2];
            let mut next = [0.0; 2];
            for to in 0..2 {
                let step = |before: usize| best[before] + self.change_cost(at, before, to);
                from[to] = u8::from(step(1) < step(0));
                next[to] = step(usize::from(from[to])) + emit[to];
            }
            best = next;
            back.push(from);
        }
        let mut state = usize::from(best[1] < best[0]);
        let mut labels = vec![Label::Body; count];
        for at in (0..count).rev() {
            labels[at] = fixed[at].unwrap_or(if state == 1 { Label::Head } else { Label::Body });
            state = usize::from(back[at][state]);
        }
        labels
    }

    /// The label a line has by its words alone.
    fn given(&self, at: usize) -> Option<Label> {
        let line = &self.lines[at];
        if line.width > MAX_HEAD + MAX_HEAD {
            return None;
        }
        let text = line.text.as_ref();
        let torn_byline = || pattern::is_byline_scrap(text) && !self.columns[at].filled_by(line.width);
        match () {
            () if jump::is_back_line(text) => Some(Label::JumpBack),
            () if jump::is_onward_line(text) => Some(Label::JumpOnward),
            () if pattern::is_date_line(text) => Some(Label::Body),
            () if pattern::is_byline(text) || torn_byline() => Some(Label::Byline),
            () if pattern::is_folio(text) => Some(Label::Folio),
            () if dateline::is_tail_line(text) => Some(Label::Body),
            () if pattern::is_notice_title(text) && !self.columns[at].filled_by(line.width) => Some(Label::NoticeTitle),
            () => None,
        }
    }

    fn body_cost(&self, at: usize) -> f32 {
        let (line, column) = (&self.lines[at], self.columns[at]);
        if !line.is_marked() && self.leads_column(at) {
            return body::INDENTED;
        }
        if !line.is_marked() && self.leads_last_line(at) {
            return body::INDENTED_SHORT;
        }
        let point = if line.text.contains(['，', '。', '、', '；', ',']) { 0.0 } else { body::NO_POINT };
        let marked = if line.is_marked() { body::MARKED } else { 0.0 };
        let closed = line.is_closed() || line.holds_full_stop();
        let fit = if line.width >= PARAGRAPH_LINE {
            body::FULL
        } else if column.measure == 0 {
            if closed { body::SHORT_CLOSED } else { body::ALONE }
        } else if column.filled_by(line.width) {
            body::FULL
        } else if line.width > column.measure {
            if closed { body::WIDE_CLOSED } else { body::WIDE }
        } else if closed {
            body::SHORT_CLOSED
        } else if line.ends_in_clause() || line.begins_mid_sentence() {
            body::SHORT_CLAUSE
        } else if at > 0 && !self.has_gap(at) && self.is_open(at - 1) && column.filled_by(self.lines[at - 1].width) {
            if column.measure - line.width <= NEARLY { body::NEARLY_FULL } else { body::SHORT_AFTER_OPEN }
        } else {
            body::SHORT
        };
        fit + point + marked
    }

    fn head_cost(&self, at: usize) -> f32 {
        let (line, column) = (&self.lines[at], self.columns[at]);
        let text = line.text.as_ref();
        let mut cost = 0.0;
        let mut charge = |applies: bool, charge: f32| cost += if applies { charge } else { 0.0 };
        charge(line.is_marked(), head::MARKED);
        charge(line.width > MAX_HEAD, head::TOO_WIDE);
        charge(text.ends_with(['。', '；']), head::FULL_STOP);
        charge(text.ends_with(['！', '？', '!', '?']), head::CRY);
        charge(line.holds_full_stop(), head::INNER_STOP);
        let list = text.ends_with(['、', '：', ':']);
        charge(line.ends_in_clause() && !list, head::CLAUSE);
        charge(list, head::LIST);
        charge(text.contains(['，', ',']), head::COMMA);
        charge(text.ends_with('…'), head::DOTS);
        let bare = !text.contains(['，', '。', '；', ',']) && !line.spaced;
        charge(bare && parts(text) == 2, head::TWO_PHRASES);
        let lead_follows =
            self.lines.get(at + 1).is_some_and(|next| dateline::begins_story(&next.text) && !dateline::is_tail_line(&next.text));
        charge(bare && lead_follows, head::BEFORE_LEAD);
        charge(line.begins_mid_sentence(), head::MID_SENTENCE);
        let full = column.filled_by(line.width);
        charge(full && column.support > QUORUM + 1, head::FULL_STRONG);
        charge(full && column.support <= QUORUM + 1, head::FULL_WEAK);
        charge(dateline::begins_story(text), head::LEAD);
        let leads = self.leads_column(at);
        charge(leads && !self.has_gap(at + 1), head::INDENTED);
        charge(leads && self.has_gap(at + 1), head::INDENTED_GAP);
        charge(!leads && self.leads_last_line(at), head::INDENTED_GAP);
        cost
    }

    /// Whether line `at` is the indented first line of a paragraph: a line that fills the column follows.
    fn leads_column(&self, at: usize) -> bool {
        let Some(next) = self.lines.get(at + 1) else { return false };
        let leads = |measure: HalfEm| is_indent(measure, self.lines[at].width) && next.width.abs_diff(measure) <= SLACK + 1;
        leads(self.below[at]) || leads(self.columns[at].measure)
    }

    /// Whether line `at` is as short as an indented first line, and the short last line of its paragraph follows.
    fn leads_last_line(&self, at: usize) -> bool {
        let (line, column) = (&self.lines[at], self.columns[at]);
        let next = self.lines.get(at + 1).filter(|next| next.width < column.measure && next.is_closed());
        !line.is_closed() && is_indent(column.measure, line.width) && next.is_some()
    }

    /// Cost of going from label `before` to label `to` (0 body, 1 head) at line `at`.
    fn change_cost(&self, at: usize, before: usize, to: usize) -> f32 {
        if at == 0 || before == to {
            return 0.0;
        }
        let gap = self.has_gap(at);
        let mut cost = if gap || self.idle_gap > 0 { 0.0 } else { change::NO_GAP };
        if self.runs_on[at] && !gap {
            cost += change::ACROSS_SEAM;
        }
        if to == 0 && !gap && self.columns[at].filled_by(self.lines[at].width) && !self.leads_column(at) {
            cost += change::BODY_MIDDLE;
        }
        if to == 1 && self.is_open(at - 1) && self.columns[at - 1].filled_by(self.lines[at - 1].width) {
            cost += if gap { change::HEAD_AFTER_OPEN_GAP } else { change::HEAD_AFTER_OPEN };
        }
        cost
    }
}

/// A lead-in being read over several lines: `江城日报讯（记者/林` | `晓）` | the story.
#[derive(Default)]
struct Lead {
    text: String,
    lines: usize,
}

/// The most lines a lead-in takes.
const MAX_LEAD_LINES: usize = 5;

impl Lead {
    /// Whether the next line belongs to the lead-in or is the first of the text behind it.
    fn goes_on(&self) -> bool {
        self.lines > 0
    }

    fn read(&mut self, line: &str) {
        if self.lines == 0 && !dateline::begins_story(line) {
            return;
        }
        self.text.push_str(line);
        self.lines += 1;
        let open = self.text.rfind(['（', '(']) > self.text.rfind(['）', ')', '。']);
        let bare = dateline::lead(&self.text).is_some_and(|lead| lead.len >= self.text.trim_end().len());
        let bracket_open = open && self.text.chars().count() < MAX_LEAD_CHARS;
        if self.lines > MAX_LEAD_LINES || !(bare || bracket_open) || dateline::is_tail_line(&self.text) {
            *self = Self::default();
        }
    }
}

/// The longest lead-in, in characters.
const MAX_LEAD_CHARS: usize = 80;

/// Phrases of a line: runs of Chinese with blanks between.
fn parts(text: &str) -> usize {
    text.split_whitespace().filter(|part| part.chars().filter(|&c| glyph::is_han(c)).count() >= 3).count()
}

/// The column round every line: the width most lines of its window share.
fn columns(lines: &[Line<'_>]) -> Vec<Column> {
    (0..lines.len())
        .map(|at| {
            let window = &lines[at.saturating_sub(WINDOW)..lines.len().min(at + WINDOW + 1)];
            let fills = |measure: HalfEm| window.iter().filter(|line| line.width.abs_diff(measure) <= SLACK).count();
            let wide = window.iter().map(|line| line.width).filter(|&width| (MIN_MEASURE..PARAGRAPH_LINE).contains(&width));
            let best = wide
                .map(|width| Column { measure: width, support: fills(width) })
                .max_by_key(|column| (column.support, column.measure));
            best.filter(|column| column.support >= QUORUM).unwrap_or_default()
        })
        .collect()
}

/// The width most of these lines share; 0 where fewer than [`QUORUM`] do.
fn shared_width(lines: &[Line<'_>]) -> HalfEm {
    let fills = |width: HalfEm| lines.iter().filter(|line| line.width.abs_diff(width) <= SLACK).count();
    let wide = lines.iter().map(|line| line.width).filter(|width| (MIN_MEASURE..PARAGRAPH_LINE).contains(width));
    let best = wide.map(|width| (fills(width), width)).max();
    best.filter(|&(support, _)| support >= QUORUM).map_or(0, |(_, width)| width)
}

/// How many blank lines between two lines mean nothing on this page.
fn idle_gap(lines: &[Line<'_>]) -> u32 {
    let spaced = lines.iter().skip(1).filter(|line| line.gap > 0).count();
    u32::from(spaced * 100 > lines.len().saturating_sub(1) * DOUBLE_SPACED && lines.len() > 8)
}
