//! Labels every line of a page: body, head, byline, text of a photograph, notice title, jump mark, folio.
//!
//! Lines that give themselves away by their words (see [`pattern`]) are labelled first. The rest is body or head, decided for
//! the page as a whole by a linear chain: every line has a score as head, every change of label between two lines has one, and
//! the labelling with the greatest sum wins. What is scored stands in [`super::looks`].

mod caption;
pub(super) mod chain;
mod column;
mod scrap;
mod subject;

use chain::May;
pub(super) use column::Column;
use column::{columns, widths_below};
pub(super) use subject::Subjects;

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::{
    dateline,
    glyph::{self, HalfEm},
    index::{Echoes, Index},
    jump,
    line::{Line, Markup},
    marks, pattern,
    refine::Correction,
    seam::SeamModel,
    skill::Skill,
    tell::{Tell, tells},
};
use crate::page::Page;

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
pub(super) const MAX_HEAD: HalfEm = 96;
/// A line this wide is a whole paragraph, not a line of a column (half ems).
pub(super) const PARAGRAPH_LINE: HalfEm = 120;
/// Two lines fill the same column if their widths differ by no more than this (half ems): punctuation is squeezed or hung.
pub(super) const SLACK: HalfEm = 2;
/// The least an indented first line is narrower than its column (half ems): two ems, less squeezed punctuation.
const MIN_INDENT: HalfEm = 3;
/// The most, whatever the column.
const MAX_INDENT: HalfEm = 7;

/// Whether a line of this width is as much narrower than its column as an indented first line: two ems, and up to a quarter of
/// the column where stretched characters and punctuation add to it.
#[inline]
pub(super) fn is_indent(measure: HalfEm, width: HalfEm) -> bool {
    measure > 0 && (MIN_INDENT..=MAX_INDENT.max(measure / 4)).contains(&measure.saturating_sub(width))
}

/// A line short of its column by no more than this (half ems) nearly fills it.
pub(super) const NEARLY: HalfEm = 6;
/// Lines of the window, itself included, that must agree on the width of a column.
pub(super) const QUORUM: usize = 3;
/// Share (percent) of neighbouring lines with a blank between them above which blanks say nothing on a page.
const DOUBLE_SPACED: usize = 65;

/// The lines of a page with their labels and columns.
pub(super) struct Sheet<'p> {
    pub(super) lines: Vec<Line<'p>>,
    pub(super) labels: Vec<Label>,
    /// By line: whether a head begins there, of one story's lines.
    pub(super) heads: Vec<bool>,
    pub(super) columns: Vec<Column>,
    /// By line: whether it is the headline of a brief, set off by a mark as others on the page are.
    pub(super) briefs: Vec<bool>,
    /// By line: whether it says who wrote the story, and nothing else.
    pub(super) bylines: Vec<bool>,
    /// By line: what its words alone let it be.
    pub(super) may: Vec<May>,
    /// What the ends of each line tell.
    pub(super) tells: Vec<Tell>,
    /// Width of the column below each line, as the lines after it show it; 0 where they do not.
    pub(super) below: Vec<HalfEm>,
    /// The pairs of characters of the page.
    pub(super) index: Index,
    /// Where else on the page the words of each line stand.
    pub(super) echoes: Echoes,
    /// By line: share of its pairs of characters that stand somewhere else on the page, out of sight of the line.
    pub(super) elsewhere: Vec<f32>,
    /// What the lines are about.
    pub(super) subjects: Subjects,
    /// What text looks like where it runs on.
    pub(super) model: &'static SeamModel,
    /// What the heads showed on an earlier look: see [`super::refine`].
    pub(super) corrections: Vec<Correction>,
    /// Whether the page was cut at gutters: then line numbers are not in order.
    pub(super) guttered: bool,
    /// Whether lines of several columns alternated and were put back.
    pub(super) dealt: bool,
    /// Blank lines that mean nothing: 0 on most pages, 1 where every line is followed by one.
    pub(super) idle_gap: u32,
    /// See [`Self::heads_vary`].
    vary: OnceCell<bool>,
}

impl<'p> Sheet<'p> {
    /// The lines of a page, cut at its gutters and labelled.
    pub(super) fn of(page: &'p Page, skill: &Skill) -> Self {
        let (lines, dealt) = super::in_order(&page.text);
        let mut sheet = Self::new(lines, skill);
        sheet.dealt = dealt;
        sheet.guttered = sheet.lines.windows(2).any(|pair| pair[1].number <= pair[0].number);
        sheet
    }

    /// Labels the lines of a page.
    pub(super) fn new(mut lines: Vec<Line<'p>>, skill: &Skill) -> Self {
        let columns = columns(&lines);
        for (line, column) in lines.iter_mut().zip(&columns) {
            // A letter-spaced line was stretched to fill its column.
            if line.spaced && line.width < column.measure && 2 * line.width > column.measure {
                line.width = column.measure;
            }
        }
        let idle_gap = idle_gap(&lines);
        let below = widths_below(&lines);
        let index = Index::new(&lines);
        let mut sheet = Self {
            labels: Vec::new(),
            heads: Vec::new(),
            columns,
            briefs: Vec::new(),
            bylines: Vec::new(),
            may: Vec::new(),
            tells: tells(&lines, SeamModel::shipped()),
            below,
            elsewhere: index.elsewhere(),
            echoes: index.echoes(),
            subjects: Subjects::new(&index, lines.len()),
            index,
            model: SeamModel::shipped(),
            corrections: Vec::new(),
            guttered: false,
            dealt: false,
            idle_gap,
            vary: OnceCell::new(),
            lines,
        };
        let bullets = sheet.bullets();
        sheet.briefs = sheet.lines.iter().map(|line| line.text.starts_with(bullets.as_slice()) && !line.is_closed()).collect();
        let given = sheet.given_labels();
        sheet.may = given.iter().map(|&given| May::of(given)).collect();
        sheet.bylines = given.iter().map(|given| *given == Some(Label::Byline)).collect();
        (sheet.labels, sheet.heads) = sheet.likeliest(&given, skill);
        sheet.mark_captions();
        sheet
    }

    /// Whether a blank that means something stands before line `at`.
    #[inline]
    pub(super) fn has_gap(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(|line| line.gap > self.idle_gap)
    }

    /// Whether some lines of heads have a blank between and others have none: then a blank parts more than lines. Asked once the
    /// labels are final.
    pub(super) fn heads_vary(&self) -> bool {
        *self.vary.get_or_init(|| {
            let head = |at: usize| self.labels[at] == Label::Head;
            let inner = || (1..self.lines.len()).filter(|&at| head(at - 1) && head(at));
            inner().any(|at| self.has_gap(at)) && inner().any(|at| !self.has_gap(at))
        })
    }

    /// Whether the characters where line `above` ends and line `below` begins stand side by side inside some line.
    pub(super) fn joins(&self, above: usize, below: usize) -> bool {
        self.index.joins(above, below)
    }

    /// Takes in what heads showed.
    pub(super) fn correct(&mut self, found: Vec<Correction>) {
        for correction in &found {
            if let Correction::Head { first, last } = *correction {
                self.labels[first..=last].fill(Label::Head);
                self.heads[first] = true;
            }
        }
        self.corrections.extend(found);
        self.corrections.sort_unstable();
    }

    /// Whether the text goes on past line `at`: it is no end of a sentence.
    #[inline]
    pub(super) fn is_open(&self, at: usize) -> bool {
        self.tells.get(at).is_some_and(|tell| !tell.closed && !tell.credit)
    }

    /// The labels lines have by their words alone.
    pub(super) fn given_labels(&self) -> Vec<Option<Label>> {
        let mut lead = Lead::default();
        // Headings that are printed again are the titles of notices with one template.
        let mut headings: FxHashMap<&str, u32> = FxHashMap::default();
        for line in self.lines.iter().filter(|line| matches!(line.markup, Markup::Heading(_))) {
            *headings.entry(line.text.as_ref()).or_default() += 1;
        }
        let again = |line: &Line<'_>| line.is_marked() && headings.get(line.text.as_ref()).is_some_and(|&count| count > 1);
        let given = |at: usize| {
            let label = match () {
                () if lead.goes_on() => Some(Label::Body),
                () if again(&self.lines[at]) => Some(Label::NoticeTitle),
                () => self.given(at),
            };
            lead.read(&self.lines[at].text, self.tells[at].lead);
            label
        };
        let mut labels = (0..self.lines.len()).map(given).collect::<Vec<_>>();
        self.mark_folio_pieces(&mut labels);
        self.mark_tables(&mut labels);
        labels
    }

    /// The label a line has by its words alone.
    fn given(&self, at: usize) -> Option<Label> {
        let line = &self.lines[at];
        let plain = line.plain();
        let text = plain.as_ref();
        // A sentence with a comma and its full stop is no headline, however alone it stands.
        let sentence = !line.is_marked() && line.marks.has(marks::COMMA) && text.ends_with('。');
        if line.width > MAX_HEAD + MAX_HEAD {
            return sentence.then_some(Label::Body);
        }
        let torn_byline = || !self.columns[at].filled_by(line.width) && pattern::is_byline_scrap(text);
        let tell = self.tells[at];
        let lead = !line.is_marked() && tell.lead && !tell.credit_line;
        // Running text is none of the kinds that have no commas.
        let plain = !line.marks.has(marks::COMMA | marks::FULL_STOP | marks::SEMICOLON);
        match () {
            () if self.briefs[at] => Some(Label::Head),
            () if at > 0 && self.briefs[at - 1] => Some(Label::Body),
            () if lead || goes_on_after_names(text) => Some(Label::Body),
            () if tell.jump_back && jump::is_back_line(text) => Some(Label::JumpBack),
            () if line.marks.has(marks::JUMP) && jump::is_onward_line(text) => Some(Label::JumpOnward),
            () if line.is_date() || sentence => Some(Label::Body),
            () if plain && (may_sign(line) && pattern::is_byline(text) || torn_byline()) => Some(Label::Byline),
            () if plain && may_be_folio(line) && pattern::is_folio(text) => Some(Label::Folio),
            () if tell.credit_line => Some(Label::Body),
            () if plain && pattern::is_notice_title(text) && !self.columns[at].filled_by(line.width) => Some(Label::NoticeTitle),
            () => None,
        }
    }

    /// Whether line `at` is the indented first line of a paragraph: a line that fills the column follows.
    pub(super) fn leads_column(&self, at: usize) -> bool {
        let Some(next) = self.lines.get(at + 1) else { return false };
        let leads = |measure: HalfEm| is_indent(measure, self.lines[at].width) && next.width.abs_diff(measure) <= SLACK + 1;
        leads(self.below[at]) || leads(self.columns[at].measure)
    }

    /// Whether line `at` is as short as an indented first line, and the short last line of its paragraph follows.
    pub(super) fn leads_last_line(&self, at: usize) -> bool {
        let (line, column) = (&self.lines[at], self.columns[at]);
        let next = self.lines.get(at + 1).filter(|next| next.width < column.measure && next.is_closed());
        !line.is_closed() && is_indent(column.measure, line.width) && next.is_some()
    }
}

/// What a line with a given label is to its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Body,
    Head,
    Neither,
}

pub(super) fn sort_of(label: Label) -> Sort {
    match label {
        Label::Body | Label::JumpBack | Label::JumpOnward => Sort::Body,
        Label::Head | Label::Byline => Sort::Head,
        Label::Caption | Label::NoticeTitle | Label::Folio => Sort::Neither,
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

    fn read(&mut self, line: &str, begins: bool) {
        if self.lines == 0 && !begins {
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

/// Whether a line closes the names of a lead-in and goes on with the story: `（记者林晓）大桥今天`.
fn goes_on_after_names(text: &str) -> bool {
    let names = text.strip_prefix(['（', '(']).and_then(|open| open.split_once(['）', ')']));
    names.is_some_and(|(names, rest)| pattern::is_byline(names) && rest.chars().filter(|&c| glyph::is_word(c)).count() > 1)
}

/// Whether a line has what every byline has: a character of an office or deed, or a mark in front.
fn may_sign(line: &Line<'_>) -> bool {
    line.marks.has(marks::BYLINE) || pattern::is_marked_byline(&line.text)
}

/// Whether a line has what every folio has: a character of one of its words, a date, or next to nothing; or it names a paper.
fn may_be_folio(line: &Line<'_>) -> bool {
    line.marks.has(marks::FOLIO) || line.marks.chars - line.marks.blanks <= 3 || line.text.ends_with(['报', '報'])
}

/// The longest lead-in, in characters.
const MAX_LEAD_CHARS: usize = 80;

/// Phrases of a line: runs of Chinese with blanks between.
pub(super) fn parts(text: &str) -> usize {
    text.split_whitespace().filter(|part| part.chars().filter(|&c| glyph::is_han(c)).count() >= 3).count()
}

/// How many blank lines between two lines mean nothing on this page.
fn idle_gap(lines: &[Line<'_>]) -> u32 {
    let spaced = lines.iter().skip(1).filter(|line| line.gap > 0).count();
    u32::from(spaced * 100 > lines.len().saturating_sub(1) * DOUBLE_SPACED && lines.len() > 8)
}
