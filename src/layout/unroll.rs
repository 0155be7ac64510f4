//! Lines whose wraps an extractor turned into blanks: a whole column on one line, `…的玻利维 亚国脚…`.
//!
//! The blanks tell no wrap from a gap in a headline or the air round a figure, but the widths do: what stands between wraps is as
//! wide as the column. A dynamic programme cuts each long line at the blanks that leave the most pieces of one width.

use std::ops::Range;

use super::{
    dateline,
    glyph::{self, HalfEm},
    line::{Line, is_blank},
    seam::SeamModel,
};

/// A line of no more bytes than this is no column on one line.
const LONG: usize = 90;
/// The narrowest and the widest column.
const COLUMN: std::ops::RangeInclusive<HalfEm> = 16..=80;
/// Pieces of one width that show a column.
const QUORUM: usize = 3;
/// How well text must run on from piece to piece, on average; where columns stand side by side, it does not.
const MIN_RUN_ON: f32 = -2.0;
/// The most one seam counts.
const MOST: f32 = 5.0;
/// The longest lead-in, in characters.
const LEAD: usize = 80;
/// Half ems of a phrase of a head.
const PHRASE: HalfEm = 8;
/// Share (in percent) of the page that must stand on such lines.
const SHARE: usize = 40;
/// The most a piece may cost on average: beyond it, the blanks are no wraps.
const MAX_MEAN: f32 = 1.0;
/// Words looked at for one piece, however narrow they are.
const MAX_WORDS: usize = 90;

/// What a piece costs.
mod cost {
    /// It misses the width of the column by a mark of punctuation.
    pub(super) const HUNG: f32 = 0.2;
    /// It is short, and ends a paragraph.
    pub(super) const LAST: f32 = 0.4;
    /// It is short or wide for no reason, as a line of a head is.
    pub(super) const ODD: f32 = 2.0;
    /// A blank between two words is no wrap.
    pub(super) const BLANK: f32 = 0.6;
    /// The same before a lead-in.
    pub(super) const LEAD: f32 = 3.0;
}

/// The pieces of a page whose columns stand on one line each; `None` where it has none.
pub(super) fn cut(text: &str) -> Option<Vec<Line<'_>>> {
    if !text.lines().any(may_be_column) {
        return None;
    }
    let lines: Vec<&str> = text.lines().collect();
    // Most pages have no such column: their other lines are not looked at.
    let long: Vec<Vec<Word>> = lines.iter().map(|raw| if may_be_column(raw) { words(raw) } else { Vec::new() }).collect();
    let own: Vec<Option<HalfEm>> = long.iter().map(|words| measure(words)).collect();
    let mut measures: Vec<HalfEm> = own.iter().flatten().copied().collect();
    if measures.is_empty() {
        return None;
    }
    measures.sort_unstable();
    measures.dedup();
    let mut pieces = Vec::new();
    let (mut all, mut unrolled, mut gap) = (0, 0, 0);
    for (at, raw) in lines.into_iter().enumerate() {
        let number = at as u32 + 1;
        let Some(line) = Line::new(number, raw, gap) else {
            gap += 1;
            continue;
        };
        gap = 0;
        all += raw.len();
        let measures = own[at].as_ref().map_or(measures.as_slice(), std::slice::from_ref);
        let parts = match long[at].as_slice() {
            [] => cut_head(&words(raw)),
            long => cut_line(long, measures).or_else(|| cut_head(long)),
        };
        match parts.filter(|_| !line.is_marked()) {
            Some(parts) => {
                unrolled += raw.len();
                let mut before = line.gap;
                for part in parts {
                    pieces.extend(Line::new(number, &raw[part], std::mem::take(&mut before)));
                }
            }
            None => pieces.push(line),
        }
    }
    (unrolled * 100 > all * SHARE && runs_on(&pieces) > MIN_RUN_ON).then_some(pieces)
}

/// How well text runs on, on average, from one piece of a line into the next.
fn runs_on(pieces: &[Line<'_>]) -> f32 {
    let model = SeamModel::shipped();
    let inner = || pieces.windows(2).filter(|pair| pair[0].number == pair[1].number);
    let sum: f32 = inner().map(|pair| model.between(&pair[0].text, &pair[1].text).clamp(-MOST, MOST)).sum();
    sum / inner().count().max(1) as f32
}

/// Whether a line is long enough to hold several lines of a column, and has blanks inside.
fn may_be_column(raw: &str) -> bool {
    raw.len() > LONG && raw.trim().split(is_blank).nth(1).is_some()
}

/// Where a line is cut, as ranges of its bytes, by the width that cuts it best; `None` where none cuts it well.
fn cut_line(words: &[Word], measures: &[HalfEm]) -> Option<Vec<Range<usize>>> {
    let ways = measures.iter().map(|&measure| cheapest(words, measure)).filter(|(_, pieces)| pieces.len() > 1);
    let mean = |(cost, pieces): &(f32, Vec<Range<usize>>)| cost / pieces.len() as f32;
    let best = ways.map(|way| (mean(&way), way.1)).min_by(|a, b| a.0.total_cmp(&b.0))?;
    let bytes = |piece: Range<usize>| words[piece.start].bytes.start..words[piece.end - 1].bytes.end;
    (best.0 <= MAX_MEAN).then(|| best.1.into_iter().map(bytes).collect())
}

/// Where a line that is no sentence is cut: at every blank between two phrases, for no others part the lines of its head.
fn cut_head(words: &[Word]) -> Option<Vec<Range<usize>>> {
    if words.last()?.closes {
        return None;
    }
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let phrase = |word: &Word| word.width >= PHRASE;
        match pieces.last_mut().filter(|_| word.before == Blank::Air || !phrase(word) || !phrase(&words[at - 1])) {
            Some(piece) => piece.end = word.bytes.end,
            None => pieces.push(word.bytes.clone()),
        }
    }
    (pieces.len() > 1).then_some(pieces)
}

/// What a blank before a word may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blank {
    /// A wrap, or a gap between phrases.
    Plain,
    /// Air round a figure or a letter.
    Air,
    /// What parts a story from its head.
    Lead,
}

/// What stands between two blanks.
struct Word {
    bytes: Range<usize>,
    width: HalfEm,
    before: Blank,
    closes: bool,
    single: bool,
}

fn words(raw: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut before: Option<char> = None;
    let mut at = 0;
    for text in raw.split(is_blank) {
        let bytes = at..at + text.len();
        at = bytes.end + raw[bytes.end..].chars().next().map_or(0, char::len_utf8);
        let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else { continue };
        let airy = first.is_ascii_alphanumeric() || before.is_some_and(|before| before.is_ascii_alphanumeric());
        let single = text.chars().nth(1).is_none();
        let blank = match () {
            () if dateline::begins_story(beginning(&raw[bytes.start..])) => Blank::Lead,
            () if airy => Blank::Air,
            () => Blank::Plain,
        };
        let closes = glyph::ends_sentence(last) || glyph::closes(last);
        words.push(Word { bytes, width: glyph::text_width(text), before: blank, closes, single });
        before = Some(last);
    }
    words
}

/// As much of a text as a lead-in takes.
fn beginning(text: &str) -> &str {
    text.char_indices().nth(LEAD).map_or(text, |(end, _)| &text[..end])
}

/// The width most words have whose blanks are no air; `None` where too few agree.
fn measure(words: &[Word]) -> Option<HalfEm> {
    let mut widths: Vec<HalfEm> = Vec::new();
    for word in words {
        match widths.last_mut().filter(|_| word.before == Blank::Air) {
            Some(width) => *width += word.width,
            None => widths.push(word.width),
        }
    }
    let mut count = [0_usize; *COLUMN.end() as usize + 2];
    for width in widths {
        count.get_mut(width as usize).into_iter().for_each(|count| *count += 1);
    }
    let fitting = |width: HalfEm| count[width as usize - 1..=width as usize + 1].iter().sum::<usize>();
    let (fits, width) = COLUMN.filter(|&width| count[width as usize] > 0).map(|width| (fitting(width), width)).max()?;
    (fits >= QUORUM).then_some(width)
}

/// The cheapest way to cut words into pieces, and what it costs.
fn cheapest(words: &[Word], measure: HalfEm) -> (f32, Vec<Range<usize>>) {
    let mut best = vec![(0.0_f32, 0_usize); words.len() + 1];
    for end in 1..=words.len() {
        let (mut width, mut blanks) = (0, 0.0);
        let mut found = (f32::INFINITY, end - 1);
        for start in (end.saturating_sub(MAX_WORDS)..end).rev() {
            width += words[start].width;
            if start + 1 < end && width > measure + 1 {
                break;
            }
            let paragraph = start == 0 || words[start - 1].closes;
            let cost = best[start].0 + blanks + shape(width, measure, paragraph, words[end - 1].closes);
            if cost < found.0 {
                found = (cost, start);
            }
            let spaced = words[start].single && start > 0 && words[start - 1].single;
            blanks += match words[start].before {
                Blank::Lead => cost::LEAD,
                Blank::Air => 0.0,
                Blank::Plain if spaced => 0.0,
                Blank::Plain => cost::BLANK,
            };
        }
        best[end] = found;
    }
    let mut pieces = Vec::new();
    let mut end = words.len();
    while end > 0 {
        pieces.push(best[end].1..end);
        end = best[end].1;
    }
    pieces.reverse();
    (best[words.len()].0, pieces)
}

/// What the width of a piece costs. `begins` and `closes` say whether a paragraph may begin and end with it.
fn shape(width: HalfEm, measure: HalfEm, begins: bool, closes: bool) -> f32 {
    match () {
        () if width.abs_diff(measure) <= 1 => 0.0,
        () if width < measure && width + 3 >= measure => cost::HUNG,
        () if begins && (3..=5).contains(&measure.saturating_sub(width)) => cost::HUNG,
        () if width < measure && closes => cost::LAST,
        () => cost::ODD,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMN: &[&str] = &[
        "青河大桥通车",
        "两岸过河时间减半",
        "本报讯（记者 林晓）青河大桥",
        "3 日上午建成通车。大桥全长",
        "2.1 公里，是青河上的第一座大",
        "桥，两岸居民过河不必再等渡",
        "船。",
        "市长说，大桥要管好用好，让",
        "桥头两个村的果子当天就能进",
        "城，让城里的孩子周末能到河",
        "对岸看油菜花。",
    ];

    #[test]
    fn a_column_on_one_line_is_cut_where_it_was_wrapped() {
        let text = format!("{}\n第二版\n", COLUMN.join(" "));
        let lines: Vec<String> = cut(&text).unwrap().into_iter().map(|line| line.text.into_owned()).collect();
        let expected: Vec<&str> = COLUMN.iter().copied().chain(["第二版"]).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn other_pages_are_left_alone() {
        let plain = COLUMN.join("\n");
        let prose = COLUMN[2..].concat();
        let table = "甲队 3 2 1 乙队 4 0 2 丙队 1 1 4\n".repeat(8);
        for text in [plain, prose, table, String::new()] {
            assert_eq!(cut(&text), None, "{text}");
        }
    }
}
