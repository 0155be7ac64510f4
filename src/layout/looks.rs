//! What speaks for a line being head or body: features of a line, and of a change of label between two lines.
//!
//! All are read as evidence for head; evidence for body has a negative weight. The weights were learned from pages with known
//! articles.

pub(super) mod run;

use super::{
    label::{MAX_HEAD, NEARLY, PARAGRAPH_LINE, QUORUM, SLACK, Sheet, is_indent, parts},
    line::Markup,
    marks,
    tell::seam,
};
use crate::layout::linear::{Tally, features};

features! {
    /// Always 1.
    BASE = "head";
    /// Mark-up of the extractor.
    MARKED = "marked";
    BOLD = "bold";
    /// Punctuation.
    FULL_STOP = "ends with a full stop";
    CRY = "ends with ! or ?";
    INNER_STOP = "full stop inside";
    CLAUSE = "ends with a comma";
    LIST = "ends with 、 or ：";
    COMMA = "comma inside";
    DOTS = "ends with dots";
    POINTLESS = "no punctuation";
    MID_SENTENCE = "begins with closing punctuation";
    QUOTE = "quoted";
    QUOTE_OPEN = "quotation left open";
    COLON = "colon inside";
    DASH = "begins with a dash";
    TWO_PHRASES = "two phrases";
    SPACED = "letter-spaced";
    /// Width.
    FULL_STRONG = "fills a sure column";
    FULL_WEAK = "fills a column";
    WIDE = "wider than its column";
    SHORT_OPEN = "shorter than its column, open";
    SHORT_AFTER_OPEN = "short after an open line";
    NEARLY_FULL = "nearly fills its column";
    ALONE = "no column";
    PARAGRAPH = "whole paragraph";
    TOO_WIDE = "wider than any headline";
    INDENTED = "indented first line";
    INDENTED_SHORT = "indented first line of two";
    TINY = "at most 4 em";
    SMALL = "5 to 8 em";
    MEDIUM = "9 to 14 em";
    /// Neighbours.
    LEAD = "begins with a lead-in";
    BEFORE_LEAD = "before a lead-in";
    NEAR_LEAD = "two or three lines before a lead-in";
    AFTER_CREDIT = "after a credit";
    GAP_ABOVE = "blank above";
    GAP_BELOW = "blank below";
    GAP_BOTH = "blank above and below";
    IDLE = "blanks say nothing";
    SKIPPED = "text runs on round it";
    SAME_BELOW = "as wide as the line below";
    SAME_ABOVE = "as wide as the line above";
    DIGITS = "share of digits";
    ELSEWHERE = "words found far away";
    /// A head begins after body.
    TO_HEAD = "body to head";
    TO_HEAD_OPEN = "body to head, cut in mid-sentence";
    TO_HEAD_OPEN_GAP = "body to head, cut in mid-sentence, blank";
    TO_HEAD_GAP = "body to head, blank";
    TO_HEAD_SEAM = "body to head, seam";
    TO_HEAD_CREDIT = "body to head, after a credit";
    TO_HEAD_ENDED = "body to head, after the end of a paragraph";
    TO_HEAD_CLOSED = "body to head, after a full stop";
    /// Body begins after a head.
    TO_BODY = "head to body";
    TO_BODY_GAP = "head to body, blank";
    TO_BODY_SEAM = "head to body, seam";
    TO_BODY_LEAD = "head to body, lead-in";
    TO_BODY_FIRST = "head to body, first line";
    TO_BODY_MIDDLE = "head to body, full line";
    /// Head after head.
    GO_ON = "head to head";
    GO_ON_GAP = "head to head, blank";
    GO_ON_SEAM = "head to head, seam";
    GO_ON_BYLINE = "head to head, after a byline";
    GO_ON_DASH = "head to head, begins with a dash";
    GO_ON_SENSE = "head to head, on one subject";
    /// A head right after another story's.
    NEXT_HEAD = "next head";
    NEXT_HEAD_GAP = "next head, blank";
    NEXT_HEAD_SEAM = "next head, seam";
    NEXT_HEAD_BYLINE = "next head, after a byline";
    NEXT_HEAD_DASH = "next head, begins with a dash";
    NEXT_HEAD_WIDER = "next head, wider than the line above";
    NEXT_HEAD_SENSE = "next head, on one subject";
    /// A run of lines as one head.
    RUN_1 = "head of one line";
    RUN_2 = "head of two lines";
    RUN_3 = "head of three lines";
    RUN_4 = "head of four lines";
    RUN_5 = "head of five or more lines";
    RUN_AT_TOP = "head, nothing above";
    RUN_AFTER_END = "head after the end of a paragraph";
    RUN_AFTER_STOP = "head after a full stop in a full line";
    RUN_AFTER_OPEN = "head after an open line";
    RUN_AT_END = "head, nothing below";
    RUN_TO_LEAD = "head before a lead-in";
    RUN_TO_FIRST = "head before an indented first line";
    RUN_TO_FULL = "head before a full line";
    RUN_BETWEEN = "head of one line between paragraphs";
    RUN_BETWEEN_MANY = "head of several lines between paragraphs";
    RUN_TURNS = "other column below the head than above";
    RUN_FILLS = "head lines that fill the column above";
    RUN_NARROW = "head narrower than the column above";
    RUN_EVEN = "head lines of nearly one width";
    RUN_LIKE_PARAGRAPH = "head shaped like a paragraph";
    RUN_TINY = "head of at most five characters";
    RUN_LONG = "head of more than forty characters";
    RUN_ABOVE = "head words found above";
    RUN_BELOW = "head words found below, one line";
    RUN_BELOW_MANY = "head words found below, several lines";
    RUN_SENSE_ABOVE = "head on the subject of the text above";
    RUN_SENSE_BELOW = "head on the subject of the text below";
    RUN_SENSE_ROUND = "text above and below the head on one subject";
    RUN_AROUND = "text runs on round the head";
    /// Body after body.
    RUN_ON = "body to body, seam";
    RUN_ON_GAP = "body to body, blank and seam";
    RUN_ON_OPEN_GAP = "body to body, cut at a blank";
    RUN_ON_SENSE = "body to body, on one subject";
}

/// How the labels of two neighbouring lines differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// Body goes on.
    WithinBody,
    /// A head begins after body.
    ToHead,
    /// Body begins after a head.
    ToBody,
    /// A head goes on.
    WithinHead,
    /// A head begins after the head of another story.
    NextHead,
}

impl Sheet<'_> {
    /// Features of line `at` being head.
    pub(super) fn head_features(&self, at: usize, found: &mut impl Tally) {
        let line = &self.lines[at];
        let text = line.text.as_ref();
        found.has(BASE, true);
        found.has(MARKED, line.is_marked());
        found.has(BOLD, line.markup == Markup::Bold);
        let last = line.ends.last;
        found.has(FULL_STOP, matches!(last, Some('。' | '；')));
        found.has(CRY, matches!(last, Some('！' | '？' | '!' | '?')));
        found.has(INNER_STOP, line.holds_full_stop());
        let list = matches!(last, Some('、' | '：' | ':'));
        found.has(CLAUSE, line.ends_in_clause() && !list);
        found.has(LIST, list);
        found.has(COMMA, line.marks.has(marks::COMMA | marks::HALF_COMMA));
        found.has(DOTS, last == Some('…'));
        let points = marks::COMMA | marks::FULL_STOP | marks::SEMICOLON | marks::HALF_COMMA;
        found.has(POINTLESS, !line.marks.has(points | marks::LISTING | marks::COLON | marks::CRY));
        found.has(MID_SENTENCE, line.begins_mid_sentence());
        if line.marks.has(marks::QUOTATION) {
            let quotes = text.chars().fold(0_i32, |open, c| open + i32::from(c == '“') - i32::from(c == '”'));
            found.has(QUOTE, quotes == 0 && text.contains('“'));
            found.has(QUOTE_OPEN, quotes > 0);
        }
        found.has(COLON, line.marks.has(marks::COLON) && !list);
        found.has(DASH, text.starts_with(['—', '─']));
        let bare = !line.marks.has(points) && !line.spaced && line.marks.words > 1;
        found.has(TWO_PHRASES, bare && parts(text) == 2);
        found.has(SPACED, line.spaced);
        self.width_features(at, found);
        let chars = line.width / 2;
        found.has(TINY, chars <= 4);
        found.has(SMALL, (5..=8).contains(&chars));
        found.has(MEDIUM, (9..=14).contains(&chars));
        found.has(LEAD, self.tells[at].lead);
        let next = self.lines.get(at + 1);
        let lead_below = self.tells.get(at + 1).is_some_and(|next| next.lead && !next.credit_line);
        found.has(BEFORE_LEAD, lead_below);
        let soon = self.tells.iter().skip(at + 2).take(2).any(|tell| tell.lead);
        found.has(NEAR_LEAD, !lead_below && soon);
        found.has(AFTER_CREDIT, at > 0 && self.tells[at - 1].credit);
        found.add(ELSEWHERE, self.elsewhere[at]);
        let (above, below) = (at == 0 || self.has_gap(at), at + 1 == self.lines.len() || self.has_gap(at + 1));
        found.has(GAP_ABOVE, above);
        found.has(GAP_BELOW, below);
        found.has(GAP_BOTH, above && below);
        found.has(IDLE, self.idle_gap > 0);
        if let (Some(before), Some(next)) = (at.checked_sub(1).map(|above| &self.lines[above]), next) {
            let around = seam(self.model, before, next);
            found.add(SKIPPED, (around - self.tells[at].seam.max(0.0)).max(0.0));
        }
        found.has(SAME_BELOW, next.is_some_and(|next| next.width.abs_diff(line.width) <= 1));
        found.has(SAME_ABOVE, at > 0 && self.lines[at - 1].width.abs_diff(line.width) <= 1);
        found.add(DIGITS, line.marks.digits as f32 / line.marks.chars.max(1) as f32);
    }

    fn width_features(&self, at: usize, found: &mut impl Tally) {
        let (line, column) = (&self.lines[at], self.columns[at]);
        let full = column.filled_by(line.width);
        found.has(FULL_STRONG, full && column.support > QUORUM + 1);
        found.has(FULL_WEAK, full && column.support <= QUORUM + 1);
        found.has(PARAGRAPH, line.width >= PARAGRAPH_LINE);
        found.has(TOO_WIDE, (MAX_HEAD..PARAGRAPH_LINE).contains(&line.width));
        let leads = self.leads_column(at);
        found.has(INDENTED, leads);
        found.has(INDENTED_SHORT, !leads && self.leads_last_line(at));
        if column.measure == 0 {
            found.has(ALONE, line.width < PARAGRAPH_LINE);
            return;
        }
        found.has(WIDE, line.width > column.measure + SLACK && line.width < PARAGRAPH_LINE);
        let short = line.width + SLACK < column.measure;
        let after_open = at > 0 && !self.has_gap(at) && self.is_open(at - 1) && column.filled_by(self.lines[at - 1].width);
        found.has(NEARLY_FULL, short && column.measure - line.width <= NEARLY && !is_indent(column.measure, line.width));
        found.has(SHORT_AFTER_OPEN, short && after_open);
        found.has(SHORT_OPEN, short && !after_open && !line.is_closed());
    }

    /// Features of the change from line `at - 1` to line `at`.
    pub(super) fn change_features(&self, at: usize, change: Change, found: &mut impl Tally) {
        let (above, line) = (&self.lines[at - 1], &self.lines[at]);
        let gap = self.has_gap(at);
        let seam = self.tells[at].seam;
        let open = self.is_open(at - 1) && !above.ends_in_clause();
        let signed = self.bylines[at - 1] && !self.bylines[at];
        let dash = line.text.starts_with(['—', '─']);
        match change {
            Change::ToHead => {
                found.has(TO_HEAD, true);
                found.has(TO_HEAD_GAP, gap);
                let cut = open && self.columns[at - 1].filled_by(above.width);
                found.has(if gap { TO_HEAD_OPEN_GAP } else { TO_HEAD_OPEN }, cut || above.ends_in_clause());
                found.add(TO_HEAD_SEAM, seam);
                let credit = self.tells[at - 1].credit;
                found.has(TO_HEAD_CREDIT, credit);
                found.has(TO_HEAD_CLOSED, !credit && above.is_closed());
                found.has(TO_HEAD_ENDED, above.is_closed() && self.columns[at - 1].measure > above.width + SLACK);
            }
            Change::ToBody => {
                found.has(TO_BODY, true);
                found.has(TO_BODY_GAP, gap);
                found.add(TO_BODY_SEAM, seam);
                found.has(TO_BODY_LEAD, self.tells[at].lead);
                let leads = self.leads_column(at);
                found.has(TO_BODY_FIRST, leads);
                found.has(TO_BODY_MIDDLE, !leads && self.columns[at].filled_by(line.width));
            }
            Change::NextHead => {
                found.has(NEXT_HEAD, true);
                found.has(NEXT_HEAD_GAP, gap);
                found.add(NEXT_HEAD_SEAM, seam);
                found.has(NEXT_HEAD_BYLINE, signed);
                found.has(NEXT_HEAD_DASH, dash);
                found.has(NEXT_HEAD_WIDER, line.width > above.width + SLACK);
                found.add(NEXT_HEAD_SENSE, self.subjects.with_line_above(at));
            }
            Change::WithinHead => {
                found.has(GO_ON, true);
                found.has(GO_ON_GAP, gap);
                found.add(GO_ON_SEAM, seam);
                found.has(GO_ON_BYLINE, signed);
                found.has(GO_ON_DASH, dash);
                found.add(GO_ON_SENSE, self.subjects.with_line_above(at));
            }
            Change::WithinBody => {
                found.add(if gap { RUN_ON_GAP } else { RUN_ON }, seam);
                found.has(RUN_ON_OPEN_GAP, gap && open);
                found.add(RUN_ON_SENSE, self.subjects.across(at));
            }
        }
    }
}
