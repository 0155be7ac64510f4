//! Credits at the end of a story: `（新华社北京11月30日电）`, `新华社发`, `（完）`.

use super::{AGENCIES, Lead, REACH, is_break, lead, wire_mark};
use crate::layout::glyph;

/// A credit at the very end of a story: `（新华社北京11月30日电）`, `新华社发`, `（完）`, `（某某）`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::layout) struct Tail {
    pub(in crate::layout) agency: Option<String>,
    pub(in crate::layout) place: Option<String>,
    pub(in crate::layout) day: Option<(i8, i8)>,
}

/// Bracketed endings that close a story without naming anybody.
const ENDINGS: &[&str] = &["完", "本报综合", "综合", "本報綜合", "未完待续", "文图", "本报记者", "据新华社", "新华社", "央视"];
/// Endings without brackets.
const CREDITS: &[&str] = &["新华社专特稿", "新华社特稿", "新华社发", "新華社發", "中新社发"];

/// The credit a story, or a line of one, ends with.
pub(in crate::layout) fn tail(text: &str) -> Option<Tail> {
    let text = text.trim_end();
    if !text.ends_with(TAIL_ENDS) {
        return None;
    }
    if let Some(credit) = CREDITS.iter().find(|credit| text.ends_with(**credit)) {
        let agency = credit.chars().take(3).collect();
        return Some(Tail { agency: Some(agency), ..Tail::default() });
    }
    let inner = text.strip_suffix(['）', ')']).and_then(|open| open.rfind(['（', '(']).map(|at| (at, open)));
    if let Some((at, open)) = inner {
        let bracket = open[at..].trim_start_matches(['（', '(']);
        let before = open[..at].trim_end();
        let stands_alone = before.is_empty() || glyph::last(before).is_some_and(|c| glyph::ends_sentence(c) || glyph::closes(c));
        return bracket_credit(bracket, stands_alone);
    }
    let line = text.rsplit('\n').next().unwrap_or(text);
    whole_wire(line)
}

/// What every credit ends with: looked at first, since few lines do.
pub(in crate::layout) const TAIL_ENDS: &[char] = &['）', ')', '电', '電', '稿', '发', '發'];

/// Whether a text ends with a character every credit ends with.
pub(in crate::layout) fn ends_like_tail(text: &str) -> bool {
    text.trim_end().ends_with(TAIL_ENDS)
}

/// What a closing bracket says; a bare name counts only where the sentence before it is over.
fn bracket_credit(bracket: &str, stands_alone: bool) -> Option<Tail> {
    let plain = glyph::squeeze(bracket);
    if let Some(wire) = whole_wire(&plain) {
        return Some(wire);
    }
    if !stands_alone {
        return None;
    }
    let bare = plain.trim_start_matches(['据', '據']).trim_end_matches(['电', '電', '讯']);
    if let Some(agency) = AGENCIES.iter().find(|agency| bare == **agency) {
        return Some(Tail { agency: Some((*agency).to_owned()), ..Tail::default() });
    }
    let signs =
        ENDINGS.contains(&plain.as_str()) || ["记者", "記者", "通讯员", "综合", "发自"].iter().any(|word| plain.contains(word));
    let name = (2..=4).contains(&plain.chars().count()) && plain.chars().all(|c| glyph::is_han(c) || c == '·');
    let names = plain.chars().count() <= 14
        && bracket.trim().contains([' ', '、', '　'])
        && plain.chars().all(|c| glyph::is_han(c) || c == '、');
    let english = plain.chars().count() <= 16 && plain.chars().all(|c| c.is_ascii_alphabetic() || c == '.');
    (signs || name || names || english).then(Tail::default)
}

/// A credit that is nothing but a dateline: `新华社北京12月1日电`.
fn whole_wire(line: &str) -> Option<Tail> {
    let plain = glyph::squeeze(line);
    let head = plain.strip_suffix(['电', '電'])?;
    if plain.chars().count() > REACH || head.contains(is_break) {
        return None;
    }
    let Lead { agency, place, day, .. } = wire_mark(head)?;
    Some(Tail { agency, place, day })
}

/// Whether a paragraph is nothing but a credit, as a tail dateline on a line of its own.
pub(in crate::layout) fn is_tail_line(text: &str) -> bool {
    if !text.trim_end().ends_with(TAIL_ENDS) {
        return false;
    }
    let plain = glyph::squeeze(text);
    let bracketed = plain.starts_with(['（', '(']) && plain.ends_with(['）', ')']) && plain.matches(['（', '(']).count() == 1;
    let starts_wire = plain.starts_with("新华社") || plain.starts_with("据新华社");
    (bracketed || starts_wire || CREDITS.contains(&plain.as_str())) && tail(&plain).is_some() && lead_is_whole(&plain)
}

/// A lead-in that is the whole line is a credit at the end only if nothing follows its `电`.
fn lead_is_whole(plain: &str) -> bool {
    lead(plain).is_none_or(|found| plain[found.len..].chars().all(glyph::closes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails() {
        for (text, is_tail) in [
            ("工程已经完工。（完）", true),
            ("（新华社北京 11月 30日电）", true),
            ("新华社北京12月1日电", true),
            ("桥已通车。新华社发", true),
            ("参加会见。（林晓）", true),
            ("他引用世界贸易组织（世贸组织）", false),
            ("他说好。", false),
        ] {
            assert_eq!(tail(text).is_some(), is_tail, "{text}");
        }
    }
}
