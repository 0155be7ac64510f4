//! Lines of a page as the splitter sees them: text without its trimmings, place, width and mark-up.

use std::{borrow::Cow, ops::RangeInclusive};

use super::{
    ends::Ends,
    glyph::{self, HalfEm},
    jump,
    marks::{self, Marks},
    pattern, script,
};

/// Mark-up an extractor put round a line. Its levels lie, so only its presence counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Markup {
    /// A bare line.
    #[default]
    None,
    /// `#`, `##` … before the line, with their number.
    Heading(u8),
    /// `**…**` round the whole line.
    Bold,
}

/// A line, or a piece of a line where the page was cut at its gutters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line<'p> {
    /// Page line it stands on; the first one of a vertical headline.
    pub(super) number: u32,
    /// Last page line of it: differs from `number` only in a headline set one character a line.
    pub(super) last: u32,
    /// The text without mark-up and without blanks at either end.
    pub(super) text: Cow<'p, str>,
    /// Blank lines before it on the page (in its column, where the page was cut).
    pub(super) gap: u32,
    /// Blanks that stood before the text.
    pub(super) indent: u32,
    /// Printed width.
    pub(super) width: HalfEm,
    /// Mark-up.
    pub(super) markup: Markup,
    /// Whether it is letter-spaced: a blank after most of its characters.
    pub(super) spaced: bool,
    /// What its characters are.
    pub(super) marks: Marks,
    /// Where it begins and ends.
    pub(super) ends: Ends,
    /// How well it runs on from the line before it on the page, where somebody asked: see [`super::seam::SeamModel::runs_on`].
    pub(super) after: Option<f32>,
}

/// A headline set one character a line has at least this many of them (fewer may be chance).
const VERTICAL_RUN: usize = 4;

/// A line of fewer words than this is never taken for letter-spaced.
const SPACED_WORDS: u32 = 6;

impl<'p> Line<'p> {
    /// A line of page text; `None` where only mark-up or nothing is left of it.
    pub(super) fn new(number: u32, raw: &'p str, gap: u32) -> Option<Self> {
        let indent = raw.chars().take_while(|c| is_blank(*c)).map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
        let (text, markup) = strip_markup(raw.trim_matches(is_blank));
        if text.is_empty() {
            return None;
        }
        let marks = Marks::of(text);
        let spaced = marks.words >= SPACED_WORDS && marks.words * 2 > marks.chars - marks.blanks;
        Some(Self {
            number,
            last: number,
            text: Cow::Borrowed(text),
            gap,
            indent,
            width: marks.width,
            markup,
            spaced,
            marks,
            ends: Ends::of(text),
            after: None,
        })
    }

    /// The text in simplified characters, as word lists have it.
    pub(super) fn plain(&self) -> Cow<'_, str> {
        script::simplified(&self.text)
    }

    /// The page lines it stands on.
    pub(super) fn numbers(&self) -> RangeInclusive<u32> {
        self.number..=self.last
    }

    /// Whether the line ends where a sentence ends.
    #[inline]
    pub(super) fn is_closed(&self) -> bool {
        self.ends.closed
    }

    /// Whether the line ends inside a sentence, with punctuation to show it.
    #[inline]
    pub(super) fn ends_in_clause(&self) -> bool {
        self.ends.last.is_some_and(glyph::ends_clause)
    }

    /// Whether the line begins with punctuation that belongs to the line before.
    #[inline]
    pub(super) fn begins_mid_sentence(&self) -> bool {
        self.ends.first.is_some_and(glyph::never_first)
    }

    /// Whether it ends with a mark that leads to another page.
    #[inline]
    pub(super) fn jumps_onward(&self) -> bool {
        self.marks.has(marks::JUMP) && jump::onward(&self.text).is_some()
    }

    /// Whether it is nothing but a date, as under a notice.
    #[inline]
    pub(super) fn is_date(&self) -> bool {
        self.ends.last == Some('日') && pattern::is_date_line(&self.text)
    }

    /// Whether a sentence ends inside the line.
    pub(super) fn holds_full_stop(&self) -> bool {
        if !self.marks.has(marks::FULL_STOP | marks::SEMICOLON) {
            return false;
        }
        let body = self.text.trim_end_matches(|c| glyph::closes(c) || glyph::ends_sentence(c));
        body.contains(['。', '；'])
    }

    /// Whether an extractor marked the line as a heading.
    pub(super) fn is_marked(&self) -> bool {
        self.markup != Markup::None
    }
}

/// White space and the marks that stand for it: byte order mark, zero-width space.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{0}')
}

/// Whether nothing of a line would be printed.
pub(super) fn is_blank_line(raw: &str) -> bool {
    raw.chars().all(is_blank)
}

/// The lines of a text as they came.
pub(super) fn plain(text: &str) -> Vec<Line<'_>> {
    let mut gap = 0;
    let mut lines = Vec::new();
    for (at, raw) in text.lines().enumerate() {
        match Line::new(at as u32 + 1, raw, gap) {
            Some(line) => {
                lines.push(line);
                gap = 0;
            }
            None => gap += 1,
        }
    }
    lines
}

/// Takes off heading marks and whole-line emphasis.
fn strip_markup(text: &str) -> (&str, Markup) {
    let hashes = text.bytes().take_while(|&b| b == b'#').count();
    if (1..=6).contains(&hashes) && text[hashes..].starts_with(is_blank) {
        let rest = strip_emphasis(text[hashes..].trim_matches(is_blank));
        return (rest.unwrap_or(text[hashes..].trim_matches(is_blank)), Markup::Heading(hashes as u8));
    }
    match strip_emphasis(text) {
        Some(inner) => (inner, Markup::Bold),
        None => (text, Markup::None),
    }
}

/// The inside of `**…**` or `__…__`, when that is the whole line.
fn strip_emphasis(text: &str) -> Option<&str> {
    ["**", "__"].iter().find_map(|mark| {
        let inner = text.strip_prefix(mark)?.strip_suffix(mark)?;
        (!inner.contains(mark)).then(|| inner.trim_matches(is_blank))
    })
}

/// Joins headlines set one character a line into one line each.
pub(super) fn join_vertical(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let is_single = |line: &Line<'_>| line.width == 2 && line.marks.chars == 1 && line.ends.first.is_some_and(glyph::is_han);
    if !lines.iter().any(is_single) {
        return lines;
    }
    let mut joined: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    let mut run: Vec<Line<'_>> = Vec::new();
    for mut line in lines {
        let single = is_single(&line);
        let fits = single && run.last().is_none_or(|before: &Line<'_>| line.gap == before.gap || run.len() == 1);
        if !fits {
            flush_vertical(&mut run, &mut joined);
        }
        if joined.last().is_some_and(|before| before.last > before.number) {
            line.after = None; // it was asked of the last character alone
        }
        if single {
            run.push(line);
        } else {
            joined.push(line);
        }
    }
    flush_vertical(&mut run, &mut joined);
    joined
}

fn flush_vertical<'p>(run: &mut Vec<Line<'p>>, joined: &mut Vec<Line<'p>>) {
    match run.as_slice() {
        [first, .., end] if run.len() >= VERTICAL_RUN => {
            let text: String = run.iter().map(|line| line.text.as_ref()).collect();
            let marks = Marks::of(&text);
            let ends = Ends::of(&text);
            joined.push(Line { last: end.number, text: Cow::Owned(text), width: marks.width, marks, ends, ..first.clone() });
            run.clear();
        }
        _ => joined.append(run),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(page: &str) -> Vec<String> {
        let lines = page.lines().enumerate().filter_map(|(at, raw)| Line::new(at as u32 + 1, raw, 0));
        join_vertical(lines.collect()).into_iter().map(|line| line.text.into_owned()).collect()
    }

    #[test]
    fn markup_goes_and_text_stays() {
        for (raw, text) in
            [("## 大桥通车", "大桥通车"), ("**大桥**", "大桥"), ("#不是标题", "#不是标题"), ("# **大桥** ", "大桥")]
        {
            assert_eq!(texts(raw), [text], "{raw}");
        }
        assert!(texts("**\n#").len() == 2);
    }

    #[test]
    fn a_vertical_headline_becomes_one_line() {
        assert_eq!(texts("大\n桥\n通\n车\n今晨，本市……"), ["大桥通车", "今晨，本市……"]);
        assert_eq!(texts("大\n桥"), ["大", "桥"]);
    }
}
