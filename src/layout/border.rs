//! Borders between two stories that nothing but the text shows: features of a line of body being the first of another story.
//!
//! Where stories run on from each other without head, lead-in or blank line, the one above ends with a sentence, the one below is
//! about something else. The weights were learned from pages with known articles ([`super::teach`]).

use std::ops::Range;

use super::{
    block::COLUMN_CHANGE,
    label::{SLACK, Sheet},
    link::ATTRIBUTIONS,
};
use crate::layout::linear::{Tally, features};

features! {
    /// Always 1.
    BASE = "border";
    /// What the text is about above and below: in the lines next to the border, farther off, and in the whole piece.
    NEAR = "on one subject, near";
    FAR = "on one subject, far";
    WHOLE = "on one subject, whole piece";
    /// How much less they have in common than stretches of one story do.
    STRANGE = "hardly on one subject";
    ECHO = "words found above";
    /// How much text there is on either side.
    FEW_ABOVE = "few lines above";
    FEW_BELOW = "few lines below";
    /// The two lines.
    SHORT = "paragraph end above";
    FIRST = "first line of a paragraph";
    MIDDLE = "line in mid-paragraph";
    SHORT_FIRST = "paragraph end to first line";
    GAP = "blank above";
    TURN = "other column";
    CRY = "ends with a quotation";
    DATED = "begins with a day";
    DATED_STRANGE = "begins with a day, hardly on one subject";
    ATTRIBUTION = "begins with an attribution";
}

/// Lines on either side that are looked at, near and far.
const NEAR_LINES: usize = 5;
const FAR_LINES: usize = 14;
/// Cosine below which two stretches have hardly anything in common.
const HARDLY: f32 = 0.35;
/// Fewer lines say little of what a text is about.
const FEW: usize = 4;
/// Lines above in which words of the lines below are looked for.
const SIGHT: usize = 16;
/// Characters at the beginning of a line in which a day is looked for.
const OPENING: usize = 14;
/// Words that tell the day at the beginning of a story.
const DAYS: &[&str] =
    &["近日", "日前", "今天", "昨天", "昨日", "今日", "今晨", "当地时间", "连日来", "近期", "日电", "日上午", "日下午", "日晚"];

impl Sheet<'_> {
    /// Whether a border may be asked for before line `at`: the text above ends with a sentence.
    pub(super) fn may_part(&self, at: usize) -> bool {
        !self.is_open(at - 1) && !self.lines[at].begins_mid_sentence()
    }

    /// Features of a story ending before line `at`, which lies inside `lines` of body: from the last border to the end of the run.
    pub(super) fn border_features(&self, lines: Range<usize>, at: usize, found: &mut impl Tally) {
        let Range { start, end } = lines;
        let above = |reach: usize| self.about(at.saturating_sub(reach).max(start)..at);
        let below = |reach: usize| self.about(at..end.min(at + reach));
        let far_below = below(FAR_LINES);
        let far = above(FAR_LINES).akin(&far_below);
        found.has(BASE, true);
        found.add(NEAR, above(NEAR_LINES).akin(&below(NEAR_LINES)));
        found.add(FAR, far);
        found.add(WHOLE, self.about(start..at).akin(&far_below));
        found.add(STRANGE, (HARDLY - far).max(0.0));
        found.add(ECHO, self.echoes.shares(at, (at + NEAR_LINES).min(end) - 1, SIGHT).0);
        found.has(FEW_ABOVE, at - start < FEW);
        found.has(FEW_BELOW, end - at < FEW);
        let (above, below) = (&self.lines[at - 1], &self.lines[at]);
        let column = self.columns[at - 1].measure;
        let short = column > above.width + SLACK;
        let begins = self.starts_paragraph(at);
        found.has(SHORT, short);
        found.has(FIRST, begins == Some(true));
        found.has(MIDDLE, begins == Some(false));
        found.has(SHORT_FIRST, short && begins == Some(true));
        found.has(GAP, self.has_gap(at));
        let next = self.columns[at].measure;
        found.has(TURN, column > 0 && next > 0 && column.abs_diff(next) > COLUMN_CHANGE);
        found.has(CRY, above.text.ends_with(['”', '！', '？']));
        let dated = tells_day(&below.text);
        found.has(DATED, dated);
        found.add(DATED_STRANGE, if dated { (HARDLY - far).max(0.0) } else { 0.0 });
        found.has(ATTRIBUTION, ATTRIBUTIONS.iter().any(|word| below.text.starts_with(word)));
    }
}

/// Whether a day is told where a line begins: `11月20日下午，`.
fn tells_day(text: &str) -> bool {
    let end = text.char_indices().nth(OPENING).map_or(text.len(), |(at, _)| at);
    let opening = &text[..end];
    let counted =
        opening.char_indices().any(|(at, c)| c == '日' && opening[..at].trim_end().ends_with(|c: char| c.is_ascii_digit()));
    counted || DAYS.iter().any(|day| opening.contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_at_the_beginning() {
        for (line, dated) in [
            ("11月20日下午，全市防汛工作会议召开", true),
            ("6 月 5 日上午，大桥建成通车", true),
            ("近日，青河县启动春耕", true),
            ("青河县今年粮食产量再创新高，全县面积在20日前", false),
            ("他表示，大桥将于年内完工", false),
        ] {
            assert_eq!(tells_day(line), dated, "{line}");
        }
    }
}
