//! Roles inside a head: kicker, headline, subtitle, byline, rubric.
//!
//! Type sizes are unknown, so roles are read off blank lines, dashes, turns of phrase, and the story itself: papers lift kickers and
//! subtitles word for word from the text, while a headline puts it in words of its own.

use std::ops::Range;

use super::{
    glyph,
    label::{Label, Sheet},
    line::Markup,
};
use crate::article::Head;

/// Ends of a kicker that leads over to its headline.
const LEADS_OVER: &[&str] =
    &["强调", "指出", "要求", "表示", "召开", "时强调", "強調", "召開", "举行", "重要文章", "消息", "今天称", "称", "获悉"];
/// Words of standing heads.
const RUBRIC: &[&str] = &[
    "新思想",
    "新征程",
    "新时代",
    "专栏",
    "简讯",
    "速览",
    "访谈",
    "观察",
    "关注",
    "聚焦",
    "之窗",
    "视点",
    "深度",
    "特别报道",
    "导读",
    "进行时",
];
/// Dashes in front of a subtitle.
const DASHES: &[char] = &['—', '─', '－', '-', '–', '―'];
/// Marks round a byline.
const BYLINE_FRAME: &[char] =
    &['□', '■', '○', '●', '◎', '◇', '◆', '▲', '△', '★', '☆', '（', '）', '(', ')', '【', '】', '—', '─'];
/// A line lifted from the text is at least this long (characters); shorter ones may be chance.
const MIN_LIFTED: usize = 6;
/// A line with less support from the story than this, above one with more than [`OWN`], is a standing head.
const FOREIGN: f32 = 0.3;
const OWN: f32 = 0.45;

/// What length says for a headline against a standing head, per character and up to a full line.
const PER_CHARACTER: f32 = 0.05;
const FULL_TITLE: usize = 14;

/// Some lines of one role.
struct Deck {
    lines: Vec<usize>,
    dash: bool,
}

/// Reads the roles of the lines of a head. `story` is the text the head belongs to, without blanks.
pub(super) fn compose(sheet: &Sheet<'_>, lines: Range<usize>, story: &str) -> Head {
    let mut head = Head::default();
    let bylines: Vec<usize> = lines.clone().filter(|&at| sheet.labels[at] == Label::Byline).collect();
    if !bylines.is_empty() {
        let names: Vec<&str> = bylines
            .iter()
            .map(|&at| sheet.lines[at].text.trim_matches(|c: char| BYLINE_FRAME.contains(&c) || c.is_whitespace()))
            .collect();
        let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        head.byline = Some(names.join(" ")).filter(|byline| !byline.is_empty());
    }
    let decks = decks(sheet, lines, story);
    let Some(title) = title_of(sheet, &decks, story) else { return head };
    let join = |decks: &[Deck]| {
        let texts: Vec<String> = decks.iter().map(|deck| phrase(sheet, &deck.lines, story)).collect();
        Some(texts.join(" ")).filter(|text| !text.is_empty())
    };
    head.kicker = join(&decks[..title]);
    head.title = join(&decks[title..=title]);
    head.subtitle = join(&decks[title + 1..]);
    head
}

/// The lines of a head, grouped by what shows: blank lines, mark-up, dashes, and where a kicker or lifted line ends.
fn decks(sheet: &Sheet<'_>, lines: Range<usize>, story: &str) -> Vec<Deck> {
    let mut decks: Vec<Deck> = Vec::new();
    let lines: Vec<usize> = lines.filter(|&at| sheet.labels[at] != Label::Byline).collect();
    // Where blank lines part the decks, nothing else needs to.
    let parted = lines.iter().skip(1).any(|&at| sheet.has_gap(at));
    for (nth, &at) in lines.iter().enumerate() {
        let line = &sheet.lines[at];
        let dash = line.text.starts_with(DASHES);
        let goes_on =
            nth > 0 && lines[nth - 1] + 1 == at && !sheet.has_gap(at) && !dash && same_markup(sheet, lines[nth - 1], at);
        let goes_on = goes_on
            && !(sheet.idle_gap > 0
                && line.gap > 0
                && !line.is_marked()
                && sheet.lines[lines[nth - 1]].width.abs_diff(line.width) > 8);
        let goes_on = goes_on && (parted || !ends_deck(sheet, &decks, &lines[nth..], story));
        match decks.last_mut().filter(|_| goes_on) {
            Some(deck) => deck.lines.push(at),
            None => decks.push(Deck { lines: vec![at], dash }),
        }
    }
    decks
}

fn same_markup(sheet: &Sheet<'_>, a: usize, b: usize) -> bool {
    let level = |at: usize| sheet.lines[at].markup;
    level(a) == level(b) && level(a) == Markup::None
}

/// Whether the last deck is complete, seen from the lines that follow it.
fn ends_deck(sheet: &Sheet<'_>, decks: &[Deck], rest: &[usize], story: &str) -> bool {
    let Some(deck) = decks.last() else { return true };
    let above: String = deck.lines.iter().map(|&at| glyph::squeeze(&sheet.lines[at].text)).collect();
    let below = |count: usize| rest.iter().take(count).map(|&at| glyph::squeeze(&sheet.lines[at].text)).collect::<String>();
    let next = below(1);
    if deck.dash {
        // A subtitle goes on while its words do.
        return !story.contains(&lifted(&format!("{above}{next}"))) && story.contains(&lifted(&above));
    }
    let both_lifted = is_lifted(&format!("{above}{next}"), story);
    if both_lifted || runs_over(&above, &next, story) {
        return false;
    }
    let leads_over = LEADS_OVER.iter().any(|end| above.ends_with(end)) && above.chars().count() > MIN_LIFTED;
    let own = |text: &str| is_lifted(text, story);
    let support = |text: &str| share_in(text, story);
    let foreign = decks.len() == 1 && support(&above) < FOREIGN && support(&below(rest.len())) > OWN && deck.lines.len() == 1;
    leads_over || own(&above) || own(&next) || (rest.len() > 1 && own(&below(2))) || foreign || is_rubric(&above)
}

fn lifted(text: &str) -> String {
    text.trim_start_matches(DASHES).to_owned()
}

/// Whether a text stands in the story word for word, as a clause of its own.
fn is_lifted(text: &str, story: &str) -> bool {
    let bare = text.trim_start_matches(DASHES);
    let edge = |c: Option<char>| c.is_none_or(|c| !glyph::is_word(c));
    bare.chars().count() >= MIN_LIFTED
        && story
            .match_indices(bare)
            .any(|(at, _)| edge(story[..at].chars().next_back()) && edge(story[at + bare.len()..].chars().next()))
}

/// Whether a text reads like a standing head.
pub(super) fn is_rubric(text: &str) -> bool {
    let plain = glyph::squeeze(text);
    plain.chars().count() <= 12 && RUBRIC.iter().any(|word| plain.contains(word)) && !plain.contains(['，', '：', '“'])
}

/// Share of the pairs of `text` that occur in the story.
fn share_in(text: &str, story: &str) -> f32 {
    let chars: Vec<char> = text.chars().filter(|&c| glyph::is_word(c)).collect();
    let pairs: Vec<String> = chars.windows(2).map(|pair| pair.iter().collect()).collect();
    let found = pairs.iter().filter(|pair| story.contains(pair.as_str())).count();
    if pairs.is_empty() { 0.0 } else { found as f32 / pairs.len() as f32 }
}

/// Which deck is the headline.
fn title_of(sheet: &Sheet<'_>, decks: &[Deck], story: &str) -> Option<usize> {
    let score = |nth: usize| {
        let deck = &decks[nth];
        let text: String = deck.lines.iter().map(|&at| glyph::squeeze(&sheet.lines[at].text)).collect();
        let mut score = 1.2 * share_in(&text, story);
        let mut add = |applies: bool, value: f32| score += if applies { value } else { 0.0 };
        add(deck.dash, -3.0);
        add(is_lifted(&text, story), -1.2);
        add(is_rubric(&text), -1.5);
        add(nth + 1 < decks.len() && LEADS_OVER.iter().any(|end| text.ends_with(end)), -0.8);
        add(deck.lines.len() > 1, 0.4);
        add(text.chars().count() < 5, -0.6);
        add(true, PER_CHARACTER * text.chars().count().min(FULL_TITLE) as f32);
        add(deck.lines.iter().any(|&at| sheet.lines[at].is_marked()), 0.5);
        add(deck.lines.iter().any(|&at| matches!(sheet.lines[at].markup, Markup::Heading(1))), 0.3);
        score - 0.05 * nth as f32
    };
    (0..decks.len()).max_by(|&a, &b| score(a).total_cmp(&score(b)))
}

/// The lines of one deck as one text: a phrase broken over them is joined, parallel phrases get a blank between.
pub(super) fn phrase(sheet: &Sheet<'_>, lines: &[usize], story: &str) -> String {
    let mut text = String::new();
    for &at in lines {
        let next = super::body::clean(&sheet.lines[at].text);
        if !text.is_empty() && !is_broken(&text, &next, story) {
            text.push(' ');
        }
        text.push_str(&next);
    }
    text
}

/// Whether a phrase runs over the end of `above` into `below`: a quotation is open, or the story has the words side by side.
fn is_broken(above: &str, below: &str, story: &str) -> bool {
    let open = above.chars().fold(0_i32, |open, c| open + i32::from(glyph::opens(c)) - i32::from(glyph::closes(c)));
    let latin = above.ends_with(|c: char| c.is_ascii_alphanumeric()) && below.starts_with(|c: char| c.is_ascii_alphanumeric());
    let torn = above.ends_with('、') || glyph::first(below).is_some_and(glyph::never_first);
    !latin && (open > 0 || torn || runs_over(above, below, story) || above.chars().count() < 5 || below.chars().count() < 4)
}

/// Whether the story has the words at the seam of two lines side by side.
fn runs_over(above: &str, below: &str, story: &str) -> bool {
    let left: Vec<char> = above.chars().rev().filter(|c| !c.is_whitespace()).take(2).collect();
    let right = below.chars().filter(|c| !c.is_whitespace()).take(2);
    let seam: String = left.into_iter().rev().chain(right).collect();
    seam.chars().count() == 4 && story.contains(&seam)
}
