//! Runs the lines of a story together into paragraphs.
//!
//! Hard wraps go; paragraphs come from indents, short last lines and blank lines, in that order of trust. Letter-spacing and the
//! blanks extractors put round digits go; everything else stays as printed.

use rustc_hash::FxHashSet;

use super::{
    glyph, jump,
    label::{PARAGRAPH_LINE, Sheet},
    line::Line,
    marks::{self, Kinds},
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

impl Part {
    fn at(self) -> usize {
        let (Self::Line { at, .. } | Self::CrossHead { at, .. }) = self;
        at
    }
}

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) text: String,
    pub(super) crossheads: Vec<Span>,
    pub(super) origin: Vec<(u32, u32)>,
    pub(super) jump_from: Option<Jump>,
    pub(super) jump_to: Option<Jump>,
    /// The text without blanks.
    pub(super) plain: String,
    /// The kinds of characters on its lines.
    pub(super) kinds: Kinds,
    /// Latin words that stand whole on a line of the text.
    latin: FxHashSet<String>,
}

/// The running text of these parts.
pub(super) fn flow(sheet: &Sheet<'_>, parts: &[Part]) -> Flow {
    let mut flow = Flow { latin: latin_words(sheet, parts), ..Flow::default() };
    let bytes = parts.iter().map(|part| sheet.lines[part.at()].text.len() + 1).sum();
    flow.text.reserve(bytes);
    flow.plain.reserve(bytes);
    flow.origin.reserve(parts.len());
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
        let text = self.without_jumps(line);
        if text.trim().is_empty() {
            return false;
        }
        self.kinds |= line.marks.kinds();
        if line.marks.blanks == 0 {
            self.push(text, line.number, fresh, true);
        } else {
            self.push(&clean(text), line.number, fresh, false);
        }
        true
    }

    /// The text of a line without its jump marks, which are kept.
    fn without_jumps<'l>(&mut self, line: &'l Line<'_>) -> &'l str {
        let mut text = line.text.as_ref();
        let jumps = line.marks.has(marks::JUMP);
        if let Some(mark) = jumps.then(|| jump::back(text)).flatten() {
            self.jump_from.get_or_insert(Jump { label: mark.label, line: line.number });
            text = &text[mark.len..];
        }
        if let Some(mark) = jumps.then(|| jump::onward(text)).flatten() {
            text = text[..text.len() - mark.len].trim_end();
            self.jump_to = Some(Jump { label: mark.label, line: line.number });
        }
        text
    }

    fn crosshead(&mut self, sheet: &Sheet<'_>, at: usize, first: bool) {
        let line = &sheet.lines[at];
        let text = self.without_jumps(line);
        if text.trim().is_empty() {
            return;
        }
        self.kinds |= line.marks.kinds();
        let start = self.push(&clean(text), line.number, first, false);
        let end = self.text.len() as u32;
        match self.crossheads.last_mut().filter(|_| !first) {
            Some(span) => span.end = end,
            None => self.crossheads.push(Span::new(start, end)),
        }
    }

    /// Adds a text, on a new paragraph where `fresh`; returns where it begins. `solid`: it holds no blanks.
    fn push(&mut self, text: &str, number: u32, fresh: bool, solid: bool) -> u32 {
        if fresh && !self.text.is_empty() {
            self.text.push('\n');
        } else {
            self.heal(text);
        }
        let start = self.text.len() as u32;
        self.origin.push((start, number));
        self.text.push_str(text);
        if solid {
            self.plain.push_str(text);
        } else {
            text.split(' ').for_each(|word| self.plain.push_str(word));
        }
        start
    }

    /// Mends Latin letters at a wrap: two words get their blank back, a word cut in two is made whole, and its hyphen goes — where
    /// the word stands whole elsewhere in the text; what stands nowhere is left as two words, or with its hyphen.
    fn heal(&mut self, next: &str) {
        let letter = |c: char| c.is_ascii_alphabetic();
        let hyphen = usize::from(self.text.ends_with('-'));
        let above = &self.text[..self.text.len() - hyphen];
        if !above.ends_with(letter) || !next.starts_with(letter) {
            return;
        }
        let left = above.rfind(|c| !letter(c)).map_or(0, |at| at + above[at..].chars().next().map_or(1, char::len_utf8));
        let right = next.find(|c| !letter(c)).unwrap_or(next.len());
        let whole = format!("{}{}", &above[left..], &next[..right]);
        match (self.latin.contains(&whole), hyphen) {
            (true, hyphen) => {
                self.text.truncate(self.text.len() - hyphen);
                self.plain.truncate(self.plain.len() - hyphen);
            }
            (false, 0) => self.text.push(' '),
            (false, _) => {}
        }
    }

    /// Whether line `at` begins a paragraph after line `before`.
    fn starts_paragraph(&mut self, sheet: &Sheet<'_>, before: usize, at: usize, opens_piece: bool, paragraph: usize) -> bool {
        let (above, line) = (&sheet.lines[before], &sheet.lines[at]);
        if line.begins_mid_sentence() {
            return false;
        }
        if sheet.tells[at].credit_line || line.is_date() || above.is_date() {
            return true;
        }
        if sheet.is_open(before) && !opens_piece && paragraph > MAX_CROSSHEAD {
            return false;
        }
        let start = sheet.starts_paragraph(at);
        if sheet.is_open(before) {
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

/// Latin words between other characters on the lines of these parts; those at the ends of lines may be cut.
fn latin_words(sheet: &Sheet<'_>, parts: &[Part]) -> FxHashSet<String> {
    let mut words = FxHashSet::default();
    for part in parts {
        let at = part.at();
        if !sheet.lines[at].marks.has(marks::LATIN) {
            continue;
        }
        let text = sheet.lines[at].text.as_ref();
        let inner = text.trim_matches(|c: char| c.is_ascii_alphabetic());
        words.extend(inner.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1).map(str::to_owned));
    }
    words
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
    use crate::layout::{Skill, label::Label};

    /// The text of lines that follow each other in one column.
    fn run_on(lines: &[&str]) -> String {
        let lines = lines.iter().enumerate().filter_map(|(at, raw)| Line::new(at as u32 + 1, raw, 0)).collect();
        let mut sheet = Sheet::new(lines, Skill::shipped());
        sheet.labels.fill(Label::Body);
        let parts: Vec<Part> = (0..sheet.lines.len()).map(|at| Part::Line { at, opens_piece: false }).collect();
        flow(&sheet, &parts).text
    }

    #[test]
    fn wraps_inside_words_numbers_and_titles_are_healed() {
        for (lines, text) in [
            (&["桥宽为原来的1/", "12，长"][..], "桥宽为原来的1/12，长"),
            (&["守住18", "亿亩耕地"], "守住18亿亩耕地"),
            (&["每枚4.", "80元"], "每枚4.80元"),
            (&["大桥于12 月 1", "日通车"], "大桥于12月1日通车"),
            (&["他读过《青河", "大桥史》"], "他读过《青河大桥史》"),
            (&["歌手Lady", "Gaga的歌"], "歌手Lady Gaga的歌"),
            (&["社交媒体Face", "book称，Facebook用户"], "社交媒体Facebook称，Facebook用户"),
            (&["社交媒体Face-", "book称，Facebook用户"], "社交媒体Facebook称，Facebook用户"),
            (&["型号为Model-", "X的车"], "型号为Model-X的车"),
            (&["增长了5", "G基站"], "增长了5G基站"),
        ] {
            assert_eq!(run_on(lines), text, "{lines:?}");
        }
    }

    #[test]
    fn blanks_of_the_extractor_go_printed_ones_stay() {
        for (raw, cleaned) in [
            ("值 占 GDP 比 重 从 11.5% 上 升 到", "值占GDP比重从11.5%上升到"),
            ("11月 30日，第 21 届", "11月30日，第21届"),
            ("新华社北京 11月 30日电 今天", "新华社北京11月30日电 今天"),
            ("本报讯 （记者 林晓） 12 月 1 日", "本报讯 （记者 林晓） 12月1日"),
            ("抓机遇 迎挑战", "抓机遇 迎挑战"),
            ("Lady Gaga 的歌", "Lady Gaga的歌"),
            ("“ 两 山 ” 理 念 深 入 人 心 ，", "“两山”理念深入人心，"),
            ("2 0 2 3 年 的 大 桥", "2023年的大桥"),
            ("A 股上涨 3.5 %", "A股上涨3.5%"),
            ("增长 1 / 12", "增长1/12"),
        ] {
            assert_eq!(clean(raw), cleaned);
        }
    }
}
