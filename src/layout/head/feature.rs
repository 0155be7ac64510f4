//! The ways to read a head, and what speaks for and against each.

use std::ops::Range;

use super::{
    super::{glyph, line::Markup, script},
    atom::{Atom, Atoms, Seam},
    phrase, standing,
};
use crate::layout::linear::{Features, features};

/// Atoms a headline is looked for in; heads of more are no heads, and their rest is subtitle.
const MAX_ATOMS: usize = 10;
/// A text lifted from the story has at least this many characters; shorter ones may be chance.
const MIN_LIFTED: usize = 6;
/// Dashes in front of a subtitle.
const DASHES: &[char] = &['—', '─', '－', '-', '–', '―'];
/// Ends of a kicker that leads over to its headline: who says it.
const LEADS_OVER: &[&str] = &["强调", "指出", "要求", "表示", "強調", "消息", "获悉", "提出", "宣布", "今天称", "日称"];
/// Ends of a kicker that is a headline of its own: what took place.
const TAKES_PLACE: &[&str] = &["召开", "召開", "举行", "舉行", "重要文章", "工作", "调研", "会议"];
/// A short standing head, and the most support it has from the story; what is announced under it has more.
const SHORT_STANDING: std::ops::RangeInclusive<usize> = 3..=9;
const STRANGE: f64 = 0.4;
const MORE: f64 = 0.2;
/// Characters of a headline of usual length.
const FULL_TITLE: f64 = 14.0;
/// Half ems by which one line must outrun another to show smaller type.
const WIDER: u32 = 3;

features! {
    /// Moves nothing: all readings have it.
    BASE = "base";

    /// Where two roles meet: what parts them.
    BORDER_GAP = "border_gap";
    BORDER_WRAP = "border_wrap";
    /// A plain end of line, though blank lines stand elsewhere in the head.
    BORDER_WRAP_IN_PARTED = "border_wrap_in_parted";
    /// A gap, or a plain end of line, on a page whose heads have both.
    BORDER_GAP_OF_BOTH = "border_gap_of_both";
    BORDER_WRAP_OF_BOTH = "border_wrap_of_both";
    BORDER_TIED = "border_tied";
    BORDER_INLINE = "border_inline";
    BORDER_MARKUP = "border_markup";
    BORDER_RUNS_OVER = "border_runs_over";
    /// The story has the two characters at the border side by side.
    BORDER_PAIR = "border_pair";
    BORDER_TORN = "border_torn";
    BORDER_COLON = "border_colon";
    /// The lines that meet are of one width.
    BORDER_EVEN = "border_even";
    /// How far the words at the border run on, as news goes; below and above chance.
    BORDER_RUNS_ON = "border_runs_on";
    BORDER_RUNS_OFF = "border_runs_off";
    /// Inside a role.
    INNER_GAP = "inner_gap";
    INNER_GAP_OF_BOTH = "inner_gap_of_both";
    INNER_MARKED = "inner_marked";
    INNER_DASH = "inner_dash";
    INNER_RUNS_OVER = "inner_runs_over";
    INNER_PAIR = "inner_pair";
    INNER_RUNS_ON = "inner_runs_on";
    INNER_RUNS_OFF = "inner_runs_off";

    KICKER = "kicker";
    KICKER_LINES = "kicker_lines";
    KICKER_LEADS_OVER = "kicker_leads_over";
    KICKER_TAKES_PLACE = "kicker_takes_place";
    KICKER_LIFTED = "kicker_lifted";
    KICKER_TAKEN = "kicker_taken";
    KICKER_SUPPORT = "kicker_support";
    KICKER_SHORT = "kicker_short";
    KICKER_LONG = "kicker_long";
    KICKER_RUBRIC = "kicker_rubric";
    KICKER_KNOWN = "kicker_known";
    /// Short, and a stranger to a story that knows the headline.
    KICKER_STRANGE = "kicker_strange";
    KICKER_PHRASES = "kicker_phrases";
    KICKER_DASH = "kicker_dash";
    KICKER_WIDER = "kicker_wider";
    KICKER_NARROWER = "kicker_narrower";

    TITLE_LINES_2 = "title_lines_2";
    TITLE_LINES_3 = "title_lines_3";
    TITLE_LINES_MORE = "title_lines_more";
    TITLE_LIFTED = "title_lifted";
    TITLE_TAKEN = "title_taken";
    TITLE_SUPPORT = "title_support";
    TITLE_SHORT = "title_short";
    TITLE_LENGTH = "title_length";
    TITLE_LONG = "title_long";
    TITLE_RUBRIC = "title_rubric";
    TITLE_KNOWN = "title_known";
    TITLE_LEADS_OVER = "title_leads_over";
    TITLE_TAKES_PLACE = "title_takes_place";
    TITLE_DASH = "title_dash";
    TITLE_STOP = "title_stop";
    TITLE_COMMA = "title_comma";
    TITLE_PHRASES = "title_phrases";
    TITLE_EVEN = "title_even";
    TITLE_UNEVEN = "title_uneven";
    /// The first of its lines is clearly shorter than the widest.
    TITLE_FIRST_NARROW = "title_first_narrow";
    TITLE_MARKED = "title_marked";
    TITLE_OPEN = "title_open";

    SUBTITLE = "subtitle";
    SUBTITLE_LINES = "subtitle_lines";
    SUBTITLE_DASH = "subtitle_dash";
    SUBTITLE_LIFTED = "subtitle_lifted";
    SUBTITLE_TAKEN = "subtitle_taken";
    SUBTITLE_SUPPORT = "subtitle_support";
    SUBTITLE_SHORT = "subtitle_short";
    SUBTITLE_LONG = "subtitle_long";
    SUBTITLE_RUBRIC = "subtitle_rubric";
    SUBTITLE_COMMA = "subtitle_comma";
    SUBTITLE_PHRASES = "subtitle_phrases";
    SUBTITLE_WIDER = "subtitle_wider";
    SUBTITLE_NARROWER = "subtitle_narrower";
}

/// A way to read a head: these atoms are its headline, what stands above is kicker, what stands below is subtitle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) title: Range<usize>,
}

impl Reading {
    pub(super) fn kicker(&self) -> Range<usize> {
        0..self.title.start
    }

    pub(super) fn subtitle(&self, atoms: usize) -> Range<usize> {
        self.title.end..atoms
    }
}

/// The features of one reading in the making.
#[derive(Default)]
struct Sheaf {
    list: Features,
}

impl Sheaf {
    /// Adds to a feature; a head has two borders, and each feature stands in the list once.
    fn add(&mut self, feature: usize, value: f64) {
        if value == 0.0 {
            return;
        }
        match self.list.iter_mut().find(|known| known.0 == feature) {
            Some(known) => known.1 += value,
            None => self.list.push((feature, value)),
        }
    }

    fn flag(&mut self, feature: usize, applies: bool) {
        self.add(feature, f64::from(u8::from(applies)));
    }
}

impl Atoms<'_> {
    /// Every way to read the head.
    pub(super) fn readings(&self) -> impl Iterator<Item = Reading> + use<> {
        let count = self.list.len().min(MAX_ATOMS);
        (0..count).flat_map(move |start| (start + 1..=count).map(move |end| Reading { title: start..end }))
    }

    /// What the model weighs of a reading.
    pub(super) fn features(&self, reading: &Reading) -> Features {
        let mut sheaf = Sheaf { list: vec![(BASE, 1.0)] };
        let (title, subtitle) = (reading.title.clone(), reading.subtitle(self.list.len()));
        let borders = [title.start, title.end].into_iter().filter(|&at| 0 < at && at < self.list.len());
        for at in borders {
            self.border(at, &mut sheaf);
        }
        for range in [reading.kicker(), title.clone(), subtitle.clone()] {
            for at in range.skip(1) {
                self.inside(at, &mut sheaf);
            }
        }
        self.kicker(reading, &mut sheaf);
        self.title(title, &mut sheaf);
        self.subtitle(reading, subtitle, &mut sheaf);
        sheaf.list
    }

    fn border(&self, at: usize, sheaf: &mut Sheaf) {
        let (above, below) = (&self.list[at - 1], &self.list[at]);
        let parted = self.list.iter().skip(1).any(|atom| atom.seam == Seam::Gap);
        sheaf.flag(BORDER_GAP, below.seam == Seam::Gap);
        sheaf.flag(BORDER_WRAP, below.seam == Seam::Wrap);
        sheaf.flag(BORDER_WRAP_IN_PARTED, below.seam == Seam::Wrap && parted);
        sheaf.flag(BORDER_GAP_OF_BOTH, below.seam == Seam::Gap && self.both);
        sheaf.flag(BORDER_WRAP_OF_BOTH, below.seam == Seam::Wrap && self.both);
        sheaf.flag(BORDER_TIED, below.seam == Seam::Tied);
        sheaf.flag(BORDER_INLINE, below.seam == Seam::Inline);
        sheaf.flag(BORDER_MARKUP, above.markup != below.markup);
        sheaf.flag(BORDER_RUNS_OVER, self.runs_over(at));
        let torn = above.text.ends_with('、') || glyph::first(&below.text).is_some_and(glyph::never_first);
        sheaf.flag(BORDER_TORN, torn);
        let even = below.seam == Seam::Wrap && above.line_width.abs_diff(below.line_width) < WIDER;
        sheaf.flag(BORDER_EVEN, even);
        sheaf.flag(BORDER_COLON, above.text.ends_with(['：', ':', '，', ',']));
        sheaf.flag(BORDER_PAIR, self.has_pair(above, below));
        if below.seam != Seam::Inline {
            sheaf.add(BORDER_RUNS_ON, self.runs_on[at].max(0.0));
            sheaf.add(BORDER_RUNS_OFF, (-self.runs_on[at]).max(0.0));
        }
    }

    fn inside(&self, at: usize, sheaf: &mut Sheaf) {
        let (above, below) = (&self.list[at - 1], &self.list[at]);
        sheaf.flag(INNER_GAP, below.seam == Seam::Gap);
        sheaf.flag(INNER_GAP_OF_BOTH, below.seam == Seam::Gap && self.both);
        let marked = |atom: &Atom| atom.markup != Markup::None;
        sheaf.flag(INNER_MARKED, below.seam != Seam::Inline && marked(above) && marked(below));
        sheaf.flag(INNER_DASH, below.text.starts_with(DASHES));
        if below.seam != Seam::Inline {
            sheaf.flag(INNER_RUNS_OVER, self.runs_over(at));
            sheaf.flag(INNER_PAIR, self.has_pair(above, below));
            sheaf.add(INNER_RUNS_ON, self.runs_on[at].max(0.0));
            sheaf.add(INNER_RUNS_OFF, (-self.runs_on[at]).max(0.0));
        }
    }

    fn kicker(&self, reading: &Reading, sheaf: &mut Sheaf) {
        let range = reading.kicker();
        if range.is_empty() {
            return;
        }
        let phrase = self.phrase(range.clone());
        let (text, chars) = (phrase.text.as_str(), phrase.chars);
        sheaf.flag(KICKER, true);
        sheaf.flag(KICKER_LINES, self.lines(range.clone()) > 1);
        sheaf.flag(KICKER_LEADS_OVER, ends_in(phrase, LEADS_OVER));
        sheaf.flag(KICKER_TAKES_PLACE, ends_in(phrase, TAKES_PLACE));
        // Under a standing head, only the lines next to the headline are lifted.
        let starts = range.clone().filter(|&at| at == 0 || self.list[at].seam != Seam::Inline);
        sheaf.flag(KICKER_LIFTED, starts.into_iter().any(|start| self.phrase(start..range.end).lifted));
        let support = phrase.support;
        let known = self.phrase(reading.title.clone()).support;
        sheaf.add(KICKER_TAKEN, phrase.taken);
        sheaf.add(KICKER_SUPPORT, support);
        let strange = SHORT_STANDING.contains(&chars) && support < STRANGE && known > support + MORE;
        sheaf.flag(KICKER_STRANGE, strange && self.lines(range.clone()) == 1);
        sheaf.flag(KICKER_SHORT, chars < 5);
        sheaf.flag(KICKER_LONG, chars > 20);
        sheaf.flag(KICKER_RUBRIC, phrase.standing);
        let last = range.clone().rev().find(|&at| at == 0 || self.list[at].seam != Seam::Inline).unwrap_or(0);
        sheaf.flag(KICKER_KNOWN, self.phrase(last..range.end).known);
        sheaf.flag(KICKER_PHRASES, self.has_phrases(range.clone()));
        sheaf.flag(KICKER_DASH, text.starts_with(DASHES));
        let (own, title) = (self.width(range), self.width(reading.title.clone()));
        sheaf.flag(KICKER_WIDER, own > title + WIDER);
        sheaf.flag(KICKER_NARROWER, own + WIDER < title);
    }

    fn title(&self, range: Range<usize>, sheaf: &mut Sheaf) {
        let phrase = self.phrase(range.clone());
        let (text, chars) = (phrase.text.as_str(), phrase.chars);
        let lines = self.lines(range.clone());
        sheaf.flag(TITLE_LINES_2, lines == 2);
        sheaf.flag(TITLE_LINES_3, lines == 3);
        sheaf.flag(TITLE_LINES_MORE, lines > 3);
        sheaf.flag(TITLE_LIFTED, phrase.lifted);
        sheaf.add(TITLE_TAKEN, phrase.taken);
        sheaf.add(TITLE_SUPPORT, phrase.support);
        sheaf.flag(TITLE_SHORT, chars < 6);
        sheaf.add(TITLE_LENGTH, (chars as f64 / FULL_TITLE).min(1.0));
        sheaf.flag(TITLE_LONG, chars > 36);
        sheaf.flag(TITLE_RUBRIC, phrase.standing);
        let first = range.clone().skip(1).find(|&at| self.list[at].seam != Seam::Inline).unwrap_or(range.end);
        sheaf.flag(TITLE_KNOWN, self.phrase(range.start..first).known);
        sheaf.flag(TITLE_LEADS_OVER, range.end < self.list.len() && ends_in(phrase, LEADS_OVER));
        sheaf.flag(TITLE_TAKES_PLACE, range.end < self.list.len() && ends_in(phrase, TAKES_PLACE));
        sheaf.flag(TITLE_DASH, text.starts_with(DASHES));
        sheaf.flag(TITLE_STOP, text.ends_with(['。', '，', '；', ',']) || text.contains('。'));
        sheaf.flag(TITLE_COMMA, text.contains(['，', ',']));
        sheaf.flag(TITLE_PHRASES, self.has_phrases(range.clone()));
        let widths: Vec<u32> =
            self.list[range].iter().filter(|atom| atom.seam != Seam::Inline).map(|atom| atom.line_width).collect();
        let (least, most) = (widths.iter().min().copied().unwrap_or(0), widths.iter().max().copied().unwrap_or(0));
        sheaf.flag(TITLE_EVEN, widths.len() > 1 && most - least <= WIDER);
        sheaf.flag(TITLE_UNEVEN, widths.len() > 1 && 2 * least < most);
        sheaf.flag(TITLE_FIRST_NARROW, widths.first().is_some_and(|first| 4 * first < 3 * most));
    }

    fn subtitle(&self, reading: &Reading, range: Range<usize>, sheaf: &mut Sheaf) {
        sheaf.flag(TITLE_OPEN, phrase::is_open(&self.phrase(reading.title.clone()).text));
        let marked = |range: Range<usize>| self.list[range].iter().any(|atom| atom.markup != Markup::None);
        sheaf.flag(TITLE_MARKED, marked(reading.title.clone()));
        if range.is_empty() {
            return;
        }
        let phrase = self.phrase(range.clone());
        let (text, chars) = (phrase.text.as_str(), phrase.chars);
        sheaf.flag(SUBTITLE, true);
        sheaf.flag(SUBTITLE_LINES, self.lines(range.clone()) > 1);
        sheaf.flag(SUBTITLE_DASH, text.starts_with(DASHES));
        sheaf.flag(SUBTITLE_LIFTED, phrase.lifted);
        sheaf.add(SUBTITLE_TAKEN, phrase.taken);
        sheaf.add(SUBTITLE_SUPPORT, phrase.support);
        sheaf.flag(SUBTITLE_SHORT, chars < 5);
        sheaf.flag(SUBTITLE_LONG, chars > 20);
        sheaf.flag(SUBTITLE_RUBRIC, phrase.standing);
        sheaf.flag(SUBTITLE_COMMA, text.contains(['，', ',']));
        sheaf.flag(SUBTITLE_PHRASES, self.has_phrases(range.clone()));
        let (own, title) = (self.width(range), self.width(reading.title.clone()));
        sheaf.flag(SUBTITLE_WIDER, own > title + WIDER);
        sheaf.flag(SUBTITLE_NARROWER, own + WIDER < title);
    }

    /// Whether the story has the two characters where two atoms meet side by side.
    fn has_pair(&self, above: &Atom, below: &Atom) -> bool {
        let ends = above.text.chars().next_back().zip(below.text.chars().next());
        ends.is_some_and(|(a, b)| self.pairs.contains(&[a, b]))
    }

    /// How many lines some atoms take.
    fn lines(&self, range: Range<usize>) -> usize {
        1 + self.list[range].iter().skip(1).filter(|atom| atom.seam != Seam::Inline).count()
    }

    fn has_phrases(&self, range: Range<usize>) -> bool {
        self.list[range].iter().skip(1).any(|atom| atom.seam == Seam::Inline)
    }

    /// Width of the widest line.
    fn width(&self, range: Range<usize>) -> u32 {
        self.list[range].iter().map(|atom| atom.line_width).max().unwrap_or(0)
    }

    /// A run of atoms and what the story says of it, worked out once.
    fn phrase(&self, range: Range<usize>) -> &Phrase {
        // Readings end with one of the first atoms or with the last.
        let end = if range.end <= MAX_ATOMS { range.end } else { MAX_ATOMS + 1 };
        let slot = range.start.min(MAX_ATOMS) * (MAX_ATOMS + 2) + end;
        self.phrases[slot].get_or_init(|| {
            let text = self.text(range);
            let chars = text.chars().count();
            let (support, taken) = (self.support(&text), self.taken(&text));
            Phrase {
                chars,
                support,
                taken,
                lifted: self.is_lifted(&text, taken),
                standing: standing::is_standing(&text),
                known: standing::is_known(&text),
                text: script::simplified(&text).into_owned(),
            }
        })
    }

    /// Whether a text stands in the story word for word, as a clause of its own. `taken`: how much of it may.
    fn is_lifted(&self, text: &str, taken: f64) -> bool {
        let bare = text.trim_start_matches(DASHES);
        let edge = |c: Option<char>| c.is_none_or(|c| !glyph::is_word(c));
        let story = self.story;
        let few = bare.chars().filter(|&c| glyph::is_word(c)).nth(2).is_none();
        bare.chars().count() >= MIN_LIFTED
            && (few || taken >= 1.0)
            && story
                .match_indices(bare)
                .any(|(at, _)| edge(story[..at].chars().next_back()) && edge(story[at + bare.len()..].chars().next()))
    }
}

/// A run of atoms as the features ask for it.
#[derive(Debug)]
pub(super) struct Phrase {
    /// The text in simplified characters without blanks, and its characters.
    text: String,
    chars: usize,
    /// See [`Atoms::support`], [`Atoms::taken`].
    support: f64,
    taken: f64,
    /// Whether it stands in the story word for word.
    lifted: bool,
    /// Whether it reads like a standing head.
    standing: bool,
    /// Whether it is the name of a known series.
    known: bool,
}

/// Room for the phrases of a head.
pub(super) const PHRASES: usize = (MAX_ATOMS + 1) * (MAX_ATOMS + 2);

/// Whether a text of some length ends in one of these words.
fn ends_in(phrase: &Phrase, words: &[&str]) -> bool {
    phrase.chars >= MIN_LIFTED && words.iter().any(|end| phrase.text.ends_with(end))
}
