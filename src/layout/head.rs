//! Roles inside a head: kicker, headline, subtitle, byline, rubric.
//!
//! Type sizes are unknown, so a head is read as a whole: every way to cut its lines into kicker, headline and subtitle is
//! weighed by a linear model (see [`feature`]), and the likeliest is taken. What speaks for a reading are blank lines, mark-up,
//! dashes, widths, turns of phrase, and the story itself: papers lift kickers and subtitles word for word from the text, while a
//! headline puts it in words of its own. The weights are learned from pages whose heads are known (see [`learn`]).

mod atom;
mod feature;
mod learn;
mod phrase;
mod standing;

use std::{ops::Range, sync::LazyLock};

use self::{
    atom::{Atoms, Seam},
    feature::{NAMES, Reading},
};
use super::linear::Linear;
use super::{
    glyph,
    label::{Label, Sheet},
    pattern,
};
use crate::article::Head;

pub use learn::{FittedHeads, HeadSample, KnownHead, learn_heads};
pub(super) use standing::{STANDING, is_rubric};

/// The shipped weights.
const SHIPPED: &str = include_str!("data/heads.tsv");

/// The model that weighs readings. A broken file would leave every reading equal; a test reads the shipped one.
static MODEL: LazyLock<Linear<{ NAMES.len() }>> = LazyLock::new(|| {
    Linear::parse(NAMES, SHIPPED, "data/heads.tsv").unwrap_or(Linear { names: NAMES, weights: [0.0; NAMES.len()] })
});

/// Reads the roles of the lines of a head, and the standing head above its kicker. `story` is the text the head belongs to,
/// without blanks.
pub(super) fn compose(sheet: &Sheet<'_>, lines: Range<usize>, story: &str) -> (Head, Option<String>) {
    let mut head = Head { byline: byline(sheet, lines.clone()), ..Head::default() };
    let (above, lines, below) = without_rubrics(sheet, lines);
    let rubric = |at: Option<usize>| at.map(|at| super::body::clean(&sheet.lines[at].text));
    let (above, below) = (rubric(above), rubric(below));
    let atoms = Atoms::new(sheet, lines, story);
    let Some(reading) = atoms.likeliest(&MODEL) else { return (head, above) };
    let text = |range: Range<usize>| Some(phrase::join(&atoms.list[range], story)).filter(|text| !text.is_empty());
    let kicker = reading.kicker();
    let line_end = (1..kicker.end).find(|&at| atoms.list[at].seam != Seam::Inline);
    let standing = line_end.filter(|&end| is_rubric(&atoms.text(0..end)));
    head.kicker = text(standing.unwrap_or(0)..kicker.end);
    head.title = text(reading.title.clone());
    head.subtitle = text(reading.subtitle(atoms.list.len()));
    let standing = above.or_else(|| standing.and_then(|end| text(0..end)));
    if head.kicker.is_none() {
        head.kicker = below;
        (head, standing)
    } else {
        (head, standing.or(below))
    }
}

/// The lines of a head without standing heads, set off by a blank, that no reading would tell from a headline: one above another,
/// and one below the headline it belongs above, where an extractor took the lines out by their place.
fn without_rubrics(sheet: &Sheet<'_>, lines: Range<usize>) -> (Option<usize>, Range<usize>, Option<usize>) {
    let rubric = |at: usize| sheet.labels[at] == Label::Head && is_rubric(&sheet.lines[at].text);
    let last = lines.clone().rev().find(|&at| sheet.labels[at] == Label::Head);
    let set_off = |at: usize| sheet.has_gap(at) || standing::is_known(&glyph::squeeze(&sheet.lines[at].text));
    let below = last.filter(|&last| last > lines.start && set_off(last) && rubric(last) && !rubric(lines.start));
    if let Some(last) = below {
        return (None, lines.start..last, below);
    }
    let above =
        Some(lines.start).filter(|&first| lines.len() > 2 && sheet.has_gap(first + 1) && rubric(first) && rubric(first + 1));
    (above, lines.start + usize::from(above.is_some())..lines.end, None)
}

/// The names on the lines of a head that say who wrote the story.
fn byline(sheet: &Sheet<'_>, lines: Range<usize>) -> Option<String> {
    let signs = signatures(sheet, lines.clone());
    let bylines = lines.zip(signs).filter(|(_, signs)| *signs).map(|(at, _)| pattern::unframed(&sheet.lines[at].text));
    let names: Vec<&str> = bylines.filter(|name| !name.is_empty()).collect();
    Some(names.join(" ")).filter(|byline| !byline.is_empty())
}

/// Which lines of a head are its byline: an extractor may have torn `本报记者 某某` into a line for each word.
fn signatures(sheet: &Sheet<'_>, lines: Range<usize>) -> Vec<bool> {
    let mut before = false;
    let (first, last) = (lines.start, lines.end.saturating_sub(1));
    let signs = lines.map(|at| {
        before = sheet.labels[at] == Label::Byline
            || before && pattern::byline_goes_on(&sheet.lines[at].text)
            || at == last && at > first && is_bare_signature(sheet, at);
        before
    });
    signs.collect()
}

/// Whether the last line of a head is nothing but a name, set off from the line above.
fn is_bare_signature(sheet: &Sheet<'_>, at: usize) -> bool {
    let (above, line) = (&sheet.lines[at - 1], &sheet.lines[at]);
    (sheet.has_gap(at) || above.is_marked() && !line.is_marked()) && pattern::is_bare_name(&glyph::squeeze(&line.text))
}

impl Atoms<'_> {
    /// The way to read the head the model thinks likeliest; the one of the longer headline among equals.
    fn likeliest(&self, model: &Linear<{ NAMES.len() }>) -> Option<Reading> {
        let value = |reading: &Reading| model.value(&self.features(reading));
        let valued = self.readings().map(|reading| (value(&reading), reading));
        valued.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.title.len().cmp(&b.1.title.len()))).map(|best| best.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Skill, line::Line};

    #[test]
    fn the_shipped_weights_are_whole() {
        assert!(Linear::parse(NAMES, SHIPPED, "data/heads.tsv").is_ok_and(|model| model.weights.iter().any(|w| *w != 0.0)));
    }

    /// The roles of a head of these lines, an empty one standing for a blank line.
    fn roles(head: &[&str], story: &str) -> [Option<String>; 3] {
        let mut gap = 0;
        let mut lines = Vec::new();
        for (nth, raw) in head.iter().enumerate() {
            match Line::new(nth as u32 + 1, raw, gap) {
                Some(line) => (gap, ()) = (0, lines.push(line)),
                None => gap += 1,
            }
        }
        let mut sheet = Sheet::new(lines, Skill::shipped());
        sheet.labels.fill(Label::Head);
        let (Head { kicker, title, subtitle, .. }, _) = compose(&sheet, 0..sheet.lines.len(), story);
        [kicker, title, subtitle]
    }

    #[test]
    fn roles_of_usual_heads() {
        let story = "青河大桥今天上午建成通车。市长林晓在通车仪式上讲话，要求管好用好大桥。大桥全长两公里，是青河上的第一座大桥，\
                     两岸居民过河时间缩短一半。";
        for (head, kicker, title, subtitle) in [
            (&["青河大桥建成通车"][..], None, "青河大桥建成通车", None),
            (
                &["林晓在通车仪式上强调", "", "管好青河大桥", "造福两岸居民"],
                Some("林晓在通车仪式上强调"),
                "管好青河大桥 造福两岸居民",
                None,
            ),
            (&["青河大桥通车", "——两岸居民过河时间缩短一半"], None, "青河大桥通车", Some("——两岸居民过河时间缩短一半")),
            (&["新征程 新气象", "", "一桥飞架青河"], Some("新征程 新气象"), "一桥飞架青河", None),
            (&["今日关注", "", "新征程 新气象", "", "一桥飞架青河"], Some("新征程 新气象"), "一桥飞架青河", None),
            (&["在希望的田野上", "两岸抢收早稻忙"], Some("在希望的田野上"), "两岸抢收早稻忙", None),
            (&["一桥飞架青河", "", "新思想引领新征程"], Some("新思想引领新征程"), "一桥飞架青河", None),
            (&["“青河第一", "大桥”通车"], None, "“青河第一大桥”通车", None),
        ] {
            let expected = [kicker.map(str::to_owned), Some(title.to_owned()), subtitle.map(str::to_owned)];
            assert_eq!(roles(head, story), expected, "{head:?}");
        }
    }
}
