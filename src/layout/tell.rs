//! What the two ends of a line tell of it: read once, asked often.

use super::{dateline, jump, line::Line, marks, pattern, seam::SeamModel};

/// What a line tells by how it begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[allow(clippy::struct_excessive_bools)] // each is a fact of its own
pub(super) struct Tell {
    /// It begins with a lead-in: `新华社北京12月1日电`.
    pub(super) lead: bool,
    /// It is a credit that ends a story, and nothing else.
    pub(super) credit_line: bool,
    /// It ends with a credit: `（完）`.
    pub(super) credit: bool,
    /// It ends where a sentence ends.
    pub(super) closed: bool,
    /// It begins with `（上接第一版）`.
    pub(super) jump_back: bool,
    /// The turns of phrase of notices it holds, and those that stand partly on the next line: a bit for each.
    pub(super) notice: u64,
    pub(super) notice_over: u64,
    /// How well the text runs on from the line before, in -1..=1: log-odds over [`SEAM_LIMIT`]; 0 where punctuation parts the two.
    pub(super) seam: f32,
}

/// Log-odds of a seam are cut off here.
const SEAM_LIMIT: f32 = 7.0;

/// What every line tells.
pub(super) fn tells(lines: &[Line<'_>], seams: &SeamModel) -> Vec<Tell> {
    let tell = |(at, line): (usize, &Line<'_>)| {
        let plain = line.plain();
        let text = plain.as_ref();
        let ends_like_tail = line.ends.last.is_some_and(|c| dateline::TAIL_ENDS.contains(&c));
        Tell {
            lead: line.marks.has(marks::WIRE) && dateline::begins_story(text),
            credit_line: ends_like_tail && dateline::is_tail_line(text),
            credit: ends_like_tail && dateline::tail(text).is_some(),
            closed: line.is_closed(),
            jump_back: line.marks.has(marks::JUMP) && jump::back(text).is_some(),
            notice: if marks::may_hold(line.marks.kinds(), marks::NOTICE) { pattern::notice_marks(text) } else { 0 },
            notice_over: lines.get(at + 1).map_or(0, |next| notice_over(line, next)),
            seam: match line.after {
                _ if at == 0 => 0.0,
                Some(known) if lines[at - 1].last < line.number && !lines[at - 1].ends.parted => drawn_in(known),
                _ => seam(seams, &lines[at - 1], line),
            },
        }
    };
    lines.iter().enumerate().map(tell).collect()
}

/// The turns of phrase of notices that begin on one line and end on the next.
fn notice_over(line: &Line<'_>, next: &Line<'_>) -> u64 {
    let most = pattern::MAX_NOTICE_TEXT - 1;
    let either = line.marks.kinds() | next.marks.kinds();
    if !line.marks.has(marks::NOTICE) || !marks::may_hold(either, marks::NOTICE) {
        return 0;
    }
    let from = line.text.char_indices().rev().take(most).last().map_or(0, |(at, _)| at);
    let end = &line.text[from..];
    let kinds = marks::table();
    if !end.chars().any(|c| kinds(c) & marks::NOTICE != 0) {
        return 0;
    }
    let to = next.text.char_indices().nth(most).map_or(next.text.len(), |(at, _)| at);
    let start = &next.text[..to];
    let both = pattern::notice_marks(&format!("{end}{start}"));
    if both == 0 { 0 } else { both & !pattern::notice_marks(end) & !pattern::notice_marks(start) }
}

fn drawn_in(log_odds: f32) -> f32 {
    log_odds.clamp(-SEAM_LIMIT, SEAM_LIMIT) / SEAM_LIMIT
}

/// How well `below` runs on from `above`: see [`Tell::seam`].
pub(super) fn seam(seams: &SeamModel, above: &Line<'_>, below: &Line<'_>) -> f32 {
    let edges = above.ends.end.zip(below.ends.start).filter(|_| !above.ends.parted);
    edges.map_or(0.0, |(end, start)| drawn_in(seams.runs_on(end, start)))
}
