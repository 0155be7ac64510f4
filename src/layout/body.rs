//! Runs the lines of a story together into paragraphs.
//!
//! Hard wraps go; paragraphs come from indents, short last lines and blank lines, in that order of trust. Letter-spacing and the
//! blanks extractors put round digits go; everything else stays as printed.

use super::{
    dateline, glyph, jump,
    label::{PARAGRAPH_LINE, Sheet},
    pattern,
};
use crate::{article::Jump, span::Span};

/// Characters in a row, each with a blank behind it, from which a line counts as letter-spaced.
const SPACED_RUN: usize = 4;
/// A cross-head set in the width of the column has at most this many lines.
const MAX_CROSSHEAD: usize = 3;

/// A part of a story as it goes into the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A line of running text; `joins` where it may continue the piece before.
    Line { at: usize, opens_piece: bool },
    /// A line of a cross-head.
    CrossHead { at: usize, first: bool },
}

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) text: String,
    pub(super) crossheads: Vec<Span>,
    pub(super) origin: Vec<(u32, u32)>,
    pub(super) jump_from: Option<Jump>,
    pub(super) jump_to: Option<Jump>,
}

/// The running text of these parts.
pub(super) fn flow(sheet: &Sheet<'_>, parts: &[Part]) -> Flow {
    let mut flow = Flow::default();
    let mut before: Option<usize> = None;
    let mut paragraph = 0; // lines of the running paragraph
    for part in parts {
        match *part {
            Part::CrossHead { at, first } => {
                flow.crosshead(sheet, at, first);
                before = None;
            }
            Part::Line { at, opens_piece } => {
                let fresh = before.is_none_or(|before| flow.starts_paragraph(sheet, before, at, opens_piece, paragraph));
                paragraph = if fresh { 1 } else { paragraph + 1 };
                if flow.line(sheet, at, fresh) {
                    before = Some(at);
                }
            }
        }
    }
    flow
}

impl Flow {
    /// Adds a line of running text without its jump marks; false where nothing else stood on it.
    fn line(&mut self, sheet: &Sheet<'_>, at: usize, fresh: bool) -> bool {
        let line = &sheet.lines[at];
        let mut text = line.text.as_ref();
        if let Some(mark) = jump::back(text) {
            self.jump_from.get_or_insert(Jump { label: mark.label, line: line.number });
            text = &text[mark.len..];
        }
        if let Some(mark) = jump::onward(text) {
            text = text[..text.len() - mark.len].trim_end();
            self.jump_to = Some(Jump { label: mark.label, line: line.number });
        }
        if text.trim().is_empty() {
            return false;
        }
        self.push(&clean(text), line.number, fresh);
        true
    }

    fn crosshead(&mut self, sheet: &Sheet<'_>, at: usize, first: bool) {
        let line = &sheet.lines[at];
        let start = self.push(&clean(&line.text), line.number, first);
        let end = self.text.len() as u32;
        match self.crossheads.last_mut().filter(|_| !first) {
            Some(span) => span.end = end,
            None => self.crossheads.push(Span::new(start, end)),
        }
    }

    /// Adds a text, on a new paragraph where `fresh`; returns where it begins.
    fn push(&mut self, text: &str, number: u32, fresh: bool) -> u32 {
        if fresh && !self.text.is_empty() {
            self.text.push('\n');
        } else if self.needs_blank(text) {
            self.text.push(' ');
        }
        let start = self.text.len() as u32;
        self.origin.push((start, number));
        self.text.push_str(text);
        start
    }

    /// Whether a blank was lost at the wrap: between two Latin words.
    fn needs_blank(&self, next: &str) -> bool {
        let latin = |c: char| c.is_ascii_alphabetic();
        self.text.ends_with(latin) && next.starts_with(latin)
    }

    /// Whether line `at` begins a paragraph after line `before`.
    fn starts_paragraph(&mut self, sheet: &Sheet<'_>, before: usize, at: usize, opens_piece: bool, paragraph: usize) -> bool {
        let (above, line) = (&sheet.lines[before], &sheet.lines[at]);
        if line.begins_mid_sentence() {
            return false;
        }
        if dateline::is_tail_line(&line.text) || pattern::is_date_line(&line.text) || pattern::is_date_line(&above.text) {
            return true;
        }
        let start = sheet.starts_paragraph(at);
        if !above.is_closed() && dateline::tail(&above.text).is_none() {
            let crosshead = start == Some(true) && paragraph <= MAX_CROSSHEAD && self.is_bare_paragraph();
            if crosshead && !opens_piece {
                let from = self.text.rfind('\n').map_or(0, |at| at + 1);
                self.crossheads.push(Span::new(from as u32, self.text.len() as u32));
            }
            return crosshead || (opens_piece && start == Some(true));
        }
        let column = sheet.columns[before];
        let short = column.measure > 0 && above.width + glyph_slack() < column.measure;
        match start {
            _ if above.width >= PARAGRAPH_LINE || line.width >= PARAGRAPH_LINE => true,
            Some(true) => true,
            Some(false) => opens_piece || short,
            None => opens_piece || short || sheet.has_gap(at) || sheet.idle_gap > 0 && column.measure == 0,
        }
    }

    /// Whether the running paragraph reads like a cross-head: no comma, no full stop.
    fn is_bare_paragraph(&self) -> bool {
        let from = self.text.rfind('\n').map_or(0, |at| at + 1);
        let running = &self.text[from..];
        from > 0 && !running.contains(['。', '，', '；', '、']) && !running.ends_with(['：', ':'])
    }
}

/// How much shorter than the column a last line is at least (half ems).
const fn glyph_slack() -> u32 {
    3
}

/// A line without letter-spacing and without the blanks extractors put round digits and Latin letters.
pub(super) fn clean(text: &str) -> String {
    let spaced = spaced_runs(text);
    let mut out = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    let mut blank = false;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        if let Some(before) = before.filter(|_| blank) {
            let in_run = spaced.iter().any(|run| run.0 < at && at < run.1);
            if !in_run && keeps_blank(before, c) {
                out.push(' ');
            }
        }
        out.push(c);
        before = Some(c);
        blank = false;
    }
    out
}

/// Whether a blank between two characters was printed as such.
fn keeps_blank(a: char, b: char) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric();
    match (latin(a), latin(b)) {
        (true, true) => !(a.is_ascii_digit() && b.is_ascii_digit()),
        (false, true) => matches!(a, '电' | '電' | '讯' | '訊' | '）' | ')' | '】'),
        (true, false) => matches!(b, '（' | '(' | '《' | '“') && !b.is_ascii(),
        (false, false) => !glyph::ends_clause(a) && !glyph::never_first(b),
    }
}

/// Byte ranges of a line in which every character has a blank behind it.
fn spaced_runs(text: &str) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let (mut from, mut count, mut end) = (0, 0, 0);
    let mut word_start = None;
    let mut close = |from: usize, count: usize, end: usize| {
        if count >= SPACED_RUN {
            runs.push((from, end));
        }
    };
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if !c.is_whitespace() {
            word_start.get_or_insert(at);
            continue;
        }
        let Some(start) = word_start.take() else { continue };
        let word = &text[start..at];
        let single = word.chars().filter(|&c| glyph::is_word(c)).count() <= 1 || word.is_ascii();
        if single {
            if count == 0 {
                from = start;
            }
            count += 1;
            end = at;
        } else {
            close(from, count, end);
            count = 0;
        }
    }
    close(from, count, end);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_of_the_extractor_go_printed_ones_stay() {
        for (raw, cleaned) in [
            ("值 占 GDP 比 重 从 11.5% 上 升 到", "值占GDP比重从11.5%上升到"),
            ("11月 30日，第 21 届", "11月30日，第21届"),
            ("新华社北京 11月 30日电 今天", "新华社北京11月30日电 今天"),
            ("本报讯 （记者 林晓） 12 月 1 日", "本报讯 （记者 林晓） 12月1日"),
            ("抓机遇 迎挑战", "抓机遇 迎挑战"),
            ("Lady Gaga 的歌", "Lady Gaga的歌"),
        ] {
            assert_eq!(clean(raw), cleaned);
        }
    }
}
