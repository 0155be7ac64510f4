//! Cuts a line where a reader would pause: at a clause border, else at a word border; never inside a bracket or a
//! title, and inside a quotation only where nothing else is left.

use super::printed::{QUOTES, closed};

/// What stands for the part left out.
pub(super) const ELLIPSIS: &str = "……";
/// A cut that leaves fewer characters leaves no news.
const FEWEST_CHARS: usize = 10;
/// Brackets and titles; nothing is cut inside them.
const BRACKETS: [(char, char); 8] =
    [('（', '）'), ('(', ')'), ('《', '》'), ('〈', '〉'), ('【', '】'), ('[', ']'), ('〔', '〕'), ('［', '］')];

/// How deep in quotations and brackets a place is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Depth {
    quotes: u32,
    brackets: u32,
}

impl Depth {
    fn pass(&mut self, c: char) {
        let step = |depth: &mut u32, pairs: &[(char, char)]| {
            if pairs.iter().any(|&(open, _)| c == open) {
                *depth += 1;
            } else if pairs.iter().any(|&(_, close)| c == close) {
                *depth = depth.saturating_sub(1);
            }
        };
        step(&mut self.quotes, &QUOTES);
        step(&mut self.brackets, &BRACKETS);
    }
}

/// The longest beginning of `line` of at most `most` characters that ends at a clause border, the mark left out; one
/// outside quotations where there is one. `None` where no border leaves enough.
pub(super) fn clause(line: &str, most: usize) -> Option<&str> {
    let (mut outside, mut inside) = (None, None);
    let mut depth = Depth::default();
    let mut before = ' ';
    for (nth, (at, c)) in line.char_indices().enumerate().take(most + 1) {
        if nth >= FEWEST_CHARS && depth.brackets == 0 && is_border(before, c, &line[at + c.len_utf8()..]) {
            *(if depth.quotes == 0 { &mut outside } else { &mut inside }) = Some(at);
        }
        depth.pass(c);
        before = c;
    }
    outside.or(inside).map(|at| line[..at].trim_end())
}

/// The longest beginning of `line` of at most `most` characters that ends between words outside quotations and
/// brackets; `is_border` tells whether a word ends at a byte of the line.
pub(super) fn words(line: &str, most: usize, is_border: impl Fn(usize) -> bool) -> Option<&str> {
    let mut depth = Depth::default();
    let mut cut = None;
    for (nth, (at, c)) in line.char_indices().enumerate().take(most + 1) {
        if nth >= FEWEST_CHARS && depth == Depth::default() && is_border(at) {
            cut = Some(at);
        }
        depth.pass(c);
    }
    cut.map(|at| line[..at].trim_end_matches(['、', '，', ' ', '：']))
}

/// The line with an ellipsis for the rest, its quotations closed.
pub(super) fn with_ellipsis(piece: &str) -> String {
    closed(&format!("{piece}{ELLIPSIS}")).into_owned()
}

/// Whether a clause ends before the mark `c`, which stands between `before` and `rest`.
fn is_border(before: char, c: char, rest: &str) -> bool {
    match c {
        '，' | '；' | '。' | '！' | '？' => true,
        ',' | ';' => !(before.is_ascii_digit() && rest.starts_with(|next: char| next.is_ascii_digit())),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_end_at_a_mark_outside_brackets() {
        for (line, most, piece) in [
            (
                "西湖区图书馆新馆昨日开馆，首日迎来读者三千人，周末还有活动。",
                25,
                Some("西湖区图书馆新馆昨日开馆，首日迎来读者三千人"),
            ),
            ("西湖区图书馆新馆（三层，带花园）昨日开馆，迎客。", 19, None),
            ("西湖区图书馆新馆（三层，带花园）昨日开馆，迎客。", 22, Some("西湖区图书馆新馆（三层，带花园）昨日开馆")),
            ("馆长昨日在开馆仪式上说：“每周开放七天，晚上到十点。”", 22, Some("馆长昨日在开馆仪式上说：“每周开放七天")),
            ("首日迎来读者和游客共1,200人，盛况空前", 14, None),
            ("一，二，三，四五六七八九十一二三四五六七八", 12, None),
        ] {
            assert_eq!(clause(line, most), piece, "{line}");
        }
    }

    #[test]
    fn an_ellipsis_closes_what_is_open() {
        assert_eq!(with_ellipsis("馆长说：“每周开放七天"), "馆长说：“每周开放七天……”");
    }

    #[test]
    fn words_stay_whole() {
        let line = "西湖区图书馆新馆共有藏书三十六万册";
        let borders = [9, 18, 24, 30, 36];
        assert_eq!(words(line, 11, |at| borders.contains(&at)), Some("西湖区图书馆新馆共有"));
        assert_eq!(words(line, 9, |at| borders.contains(&at)), None);
    }
}
