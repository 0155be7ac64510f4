//! Puts lines back in order that an extractor dealt out row by row over the columns of a page.
//!
//! Such a page has a rhythm: with *k* columns side by side, a line goes on not with the next but with the *k*-th line after it.
//! The lag is read off line by line with a dynamic programme over it: a line that goes on with the text `lag` lines before scores
//! the odds of that seam; a column that begins makes the lag one longer, one that ends makes it shorter, and both cost. On a page
//! in order every lag is one, and nothing is touched.

use super::{dateline, gram::Seams, line::Line, marks, seam::SeamModel};

/// The most lines side by side.
const MAX_LAG: usize = 12;
/// The most columns that end between two lines.
const MAX_ENDS: usize = 3;
/// Odds (natural logarithm) that speak for a wrap, the characters at the seam left aside.
mod odds {
    /// A line begins with punctuation that belongs to an open line.
    pub(super) const MID_SENTENCE: f32 = 2.0;
    /// It begins so after the end of a sentence.
    pub(super) const MID_AFTER_CLOSED: f32 = -4.0;
    /// Any other line after the end of a sentence.
    pub(super) const CLOSED: f32 = 0.4;
    /// The first line of a paragraph after the end of a sentence, and after an open line.
    pub(super) const CLOSED_TO_INDENTED: f32 = 2.0;
    pub(super) const OPEN_TO_INDENTED: f32 = -2.0;
    /// A line that is no first one after the short last one of a paragraph.
    pub(super) const SHORT_TO_FULL: f32 = -2.0;
    /// The two characters stand side by side elsewhere on the page.
    pub(super) const KNOWN_PAIR: f32 = 1.0;
    /// An open line far shorter than its column.
    pub(super) const SHORT_OPEN: f32 = -2.5;
    /// A lead-in begins a column of its own or follows what is over.
    pub(super) const LEAD_AFTER_OPEN: f32 = -4.0;
    /// A column begins.
    pub(super) const BEGINS: f32 = -2.5;
    /// It begins with a lead-in or a head.
    pub(super) const BEGINS_PLAINLY: f32 = -0.7;
    /// A column ends after the end of a sentence or after a head, or in mid-sentence.
    pub(super) const ENDS: f32 = -0.8;
    pub(super) const ENDS_OPEN: f32 = -3.0;
}
/// Wraps in a row that are looked at together, and the mean odds below which their lines can hardly follow each other: on a page
/// in order the mean is about 2.5, where columns alternate about -1.
const WINDOW: usize = 24;
const MIN_MEAN: f32 = 0.3;
/// More than sums of so many odds lose to rounding.
const DOUBT: f32 = 0.01;
/// A stretch is put back if it has so many lines that go on with another than the line before, and if each of them makes it read
/// so much better.
const MIN_APART: usize = 24;
const MIN_GAIN: f32 = 2.0;
/// Half ems by which the first line of a paragraph is narrower: two ems, more or less squeezed punctuation.
const INDENT: std::ops::RangeInclusive<u32> = 3..=5;
/// Lines narrower than this (half ems) are no wraps of text.
const MIN_WIDTH: u32 = 14;
/// Half ems by which a line is shorter than its column when it is more than indented.
const SHORT: u32 = 7;

/// Whether a line begins with a lead-in.
fn begins_story(line: &Line<'_>) -> bool {
    line.marks.has(marks::WIRE) && dateline::begins_story(&line.text)
}

/// What happens at a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// It goes on with the line `lag` before it, after `ends` columns ended.
    GoesOn { lag: usize, ends: usize },
    /// It begins a column beside `lag` others.
    Begins { lag: usize },
}

/// The lines of a page, those put back that were dealt out, and whether they were: the text alone does not always show where a
/// line belongs, so the page is not to be trusted like others.
pub(super) fn undo(lines: Vec<Line<'_>>) -> (Vec<Line<'_>>, bool) {
    let mut deck = Deck::new(&lines);
    // What stands side by side elsewhere only speaks for a wrap: where all is well without it, it need not be known.
    let dealt = deck.looks_dealt(DOUBT) && {
        deck.read_pairs();
        deck.looks_dealt(0.0)
    };
    if !dealt {
        let after = deck.after;
        return (lines.into_iter().zip(after).map(|(line, after)| Line { after, ..line }).collect(), false);
    }
    let order = deck.order(&deck.best());
    let mut slots: Vec<Option<Line<'_>>> = lines.into_iter().map(Some).collect();
    (order.into_iter().filter_map(|at| slots[at].take()).collect(), true)
}

/// The lines as they were dealt.
struct Deck<'l, 'p> {
    lines: &'l [Line<'p>],
    /// What stands side by side within them, once it is read.
    pairs: Seams,
    /// The width most lines round each share (half ems).
    measure: u32,
    /// By line: how well it runs on from the line before, where that may be a wrap.
    after: Vec<Option<f32>>,
}

impl<'l, 'p> Deck<'l, 'p> {
    fn new(lines: &'l [Line<'p>]) -> Self {
        let mut widths: Vec<u32> = lines.iter().map(|line| line.width).collect();
        widths.sort_unstable();
        let run =
            |width: u32| widths.partition_point(|&other| other <= width + 1) - widths.partition_point(|&other| other + 1 < width);
        let measure = widths.chunk_by(|a, b| a == b).map(|same| same[0]).max_by_key(|&width| run(width)).unwrap_or(0);
        let mut deck = Self { lines, pairs: Seams::default(), measure, after: Vec::new() };
        let asked = |at: usize| {
            let (above, line) = (&lines[at - 1], &lines[at]);
            let edges = above.ends.end.zip(line.ends.start).filter(|_| !line.begins_mid_sentence());
            edges.map(|(end, start)| SeamModel::shipped().runs_on(end, start))
        };
        deck.after = (0..lines.len()).map(|at| if deck.is_wrap(at) { asked(at) } else { None }).collect();
        deck
    }

    fn read_pairs(&mut self) {
        self.pairs = Seams::new(self.lines.iter().map(|line| line.text.as_ref()));
    }

    /// Whether in some stretch of the page lines can hardly follow each other as they came.
    fn looks_dealt(&self, doubt: f32) -> bool {
        let wraps = (1..self.lines.len()).filter(|&at| self.is_wrap(at));
        let odds: Vec<f32> = wraps.map(|at| self.goes_on(at - 1, at)).collect();
        let least = MIN_MEAN * WINDOW as f32 + doubt;
        let mut sum: f32 = odds.iter().take(WINDOW).sum();
        (WINDOW..=odds.len()).any(|end| {
            sum += odds.get(end).copied().unwrap_or(0.0);
            // The running sum drifts a little; the true one decides.
            let low = sum - odds.get(end).copied().unwrap_or(0.0) < least + DOUBT;
            sum -= odds[end - WINDOW];
            low && odds[end - WINDOW..end].iter().sum::<f32>() < least
        })
    }

    /// Whether line `at` looks as if a text went over a wrap into it.
    fn is_wrap(&self, at: usize) -> bool {
        at > 0
            && self.measure >= MIN_WIDTH
            && self.lines[at].width >= MIN_WIDTH
            && self.is_full(at - 1)
            && !self.lines[at - 1].is_closed()
            && !self.is_head(at)
    }

    /// Odds that line `at` goes on with line `above`.
    fn goes_on(&self, above: usize, at: usize) -> f32 {
        let asked = if above + 1 == at { self.after[at] } else { None };
        let (above, line) = (&self.lines[above], &self.lines[at]);
        if above.is_closed() {
            return match () {
                () if line.begins_mid_sentence() => odds::MID_AFTER_CLOSED,
                () if self.is_indented(at) => odds::CLOSED_TO_INDENTED,
                () if self.is_full(at) && above.width + SHORT < self.measure => odds::SHORT_TO_FULL,
                () => odds::CLOSED,
            };
        }
        if begins_story(line) {
            return odds::LEAD_AFTER_OPEN;
        }
        if line.begins_mid_sentence() {
            return odds::MID_SENTENCE;
        }
        let known = if self.pairs.joins(&above.text, &line.text) { odds::KNOWN_PAIR } else { 0.0 };
        let short = if above.width + SHORT < self.measure { odds::SHORT_OPEN } else { 0.0 };
        let seam = || above.ends.end.zip(line.ends.start).map(|(end, start)| SeamModel::shipped().runs_on(end, start));
        let Some(seam) = asked.or_else(seam) else { return 0.0 };
        SeamModel::drawn_in(seam) + known + short + if self.is_indented(at) { odds::OPEN_TO_INDENTED } else { 0.0 }
    }

    /// Whether a line fills the column most lines of the page stand in.
    fn is_full(&self, at: usize) -> bool {
        self.lines[at].width.abs_diff(self.measure) <= 1
    }

    /// Whether it is as much narrower as the indented first line of a paragraph.
    fn is_indented(&self, at: usize) -> bool {
        INDENT.contains(&self.measure.saturating_sub(self.lines[at].width))
    }

    fn begins(&self, at: usize) -> f32 {
        let line = &self.lines[at];
        if self.is_head(at) || begins_story(line) { odds::BEGINS_PLAINLY } else { odds::BEGINS }
    }

    fn ends(&self, at: usize) -> f32 {
        if self.lines[at].is_closed() || self.is_head(at) { odds::ENDS } else { odds::ENDS_OPEN }
    }

    /// Whether a line looks like one of a head: it has no punctuation and does not fill the column.
    fn is_head(&self, at: usize) -> bool {
        let points = marks::COMMA | marks::FULL_STOP | marks::LISTING | marks::SEMICOLON | marks::HALF_COMMA;
        !self.lines[at].marks.has(points) && !self.is_full(at) && !self.lines[at].begins_mid_sentence()
    }

    /// The likeliest steps.
    fn best(&self) -> Vec<Step> {
        let count = self.lines.len();
        let mut score = [f32::NEG_INFINITY; MAX_LAG + 1];
        score[1] = 0.0;
        let mut back: Vec<[Step; MAX_LAG + 1]> = Vec::with_capacity(count);
        back.push([Step::Begins { lag: 0 }; MAX_LAG + 1]);
        for at in 1..count {
            let mut next = [f32::NEG_INFINITY; MAX_LAG + 1];
            let mut step = [Step::Begins { lag: 1 }; MAX_LAG + 1];
            let begins = self.begins(at);
            for lag in 1..=MAX_LAG.min(at) {
                let seam = self.goes_on(at - lag, at);
                let mut ended = 0.0;
                for ends in 0..=MAX_ENDS.min(MAX_LAG - lag) {
                    // The columns that ended stood before the one that goes on, in the row above.
                    let before = lag + ends;
                    if ends > 0 {
                        if before > at {
                            break;
                        }
                        ended += self.ends(at - before);
                    }
                    let through = score[before] + ended + seam;
                    if through > next[lag] {
                        (next[lag], step[lag]) = (through, Step::GoesOn { lag: before, ends });
                    }
                }
                if lag > 1 && score[lag - 1] + begins > next[lag] {
                    (next[lag], step[lag]) = (score[lag - 1] + begins, Step::Begins { lag: lag - 1 });
                }
            }
            score = next;
            back.push(step);
        }
        let mut lag = (1..=MAX_LAG).fold(1, |best, lag| if score[lag] > score[best] { lag } else { best });
        let mut steps = vec![Step::Begins { lag: 0 }; count];
        for at in (1..count).rev() {
            steps[at] = back[at][lag];
            lag = match steps[at] {
                Step::GoesOn { lag, .. } | Step::Begins { lag } => lag,
            };
        }
        steps
    }

    /// The order in which the lines are read: column by column in each stretch with columns side by side.
    fn order(&self, steps: &[Step]) -> Vec<usize> {
        let mut order = Vec::with_capacity(steps.len());
        let mut stretch = Stretch::default();
        let mut column_of: Vec<usize> = Vec::with_capacity(steps.len());
        for (at, step) in steps.iter().enumerate() {
            let column = match *step {
                Step::GoesOn { lag, ends } if lag > ends + 1 => column_of[at - (lag - ends)],
                Step::GoesOn { lag: 1, .. } => stretch.columns.len().saturating_sub(1),
                // All columns but one are over: so is the stretch.
                Step::GoesOn { .. } => {
                    order.extend(std::mem::take(&mut stretch).read());
                    0
                }
                Step::Begins { .. } => stretch.columns.len(),
            };
            if column == stretch.columns.len() {
                stretch.columns.push(Vec::new());
            }
            stretch.columns[column].push(at);
            stretch.apart += usize::from(matches!(*step, Step::GoesOn { lag, ends } if lag > ends + 1));
            stretch.gain += if at > 0 { self.score(at, *step) - self.goes_on(at - 1, at) } else { 0.0 };
            column_of.push(column);
        }
        order.extend(stretch.read());
        order
    }

    fn score(&self, at: usize, step: Step) -> f32 {
        match step {
            Step::Begins { .. } => self.begins(at),
            Step::GoesOn { lag, ends } => {
                (0..ends).map(|nth| self.ends(at - lag + nth)).sum::<f32>() + self.goes_on(at - (lag - ends), at)
            }
        }
    }
}

/// Lines between two places where all text stands in one column.
#[derive(Default)]
struct Stretch {
    columns: Vec<Vec<usize>>,
    /// Lines that go on with another than the one before them.
    apart: usize,
    /// How much better the stretch reads column by column.
    gain: f32,
}

impl Stretch {
    /// Its lines column by column if that is beyond doubt, else as they came.
    fn read(self) -> Vec<usize> {
        let mut lines: Vec<usize> = self.columns.into_iter().flatten().collect();
        if self.apart < MIN_APART || self.gain < MIN_GAIN * self.apart as f32 {
            lines.sort_unstable();
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::line::plain;

    /// An invented report, wrapped at ten characters.
    const REPORT: &str = "横跨清江的新大桥今天上午正式通车。大桥全长两千米，双向六车道，市民从城南到城北只要十分钟，比过去节省了近一个小时。\
        施工队伍用了三年时间，克服了江水湍急、地质复杂等困难，比原定工期提前两个月完工。当地群众说，过去出行要绕很远的路，\
        如今交通条件得到明显改善，农产品运输成本也降低了。市交通运输局负责人介绍，大桥建成后，将进一步完善区域交通网络，\
        促进沿江地区经济社会发展，带动旅游、物流等产业加快发展。下一步，有关部门将加强日常管理和维护，确保大桥安全运行，\
        同时加快推进配套道路建设，让更多群众享受到发展成果。专家认为，这座大桥采用了多项新技术，为今后同类工程建设积累了经验。\
        入秋以来，青山县的柑橘陆续成熟，果农忙着采摘装箱。县农业部门预计，今年柑橘总产量比去年增长一成，产品销往全国各地。\
        合作社统一收购，价格比往年提高，农民收入稳步增加。当地还举办丰收节活动，吸引大量游客前来观光采摘，体验农村生活。";

    fn lines() -> Vec<String> {
        let letters: Vec<char> = REPORT.chars().filter(|c| !c.is_whitespace()).collect();
        letters.chunks(10).map(|line| line.iter().collect()).collect()
    }

    #[test]
    fn lines_dealt_over_columns_are_put_back() {
        let lines = lines();
        for columns in 2..=4 {
            let depth = lines.len() / columns;
            let dealt: Vec<&str> = (0..depth)
                .flat_map(|row| (0..columns).map(move |column| column * depth + row))
                .map(|at| lines[at].as_str())
                .collect();
            let text = dealt.join("\n");
            let read: Vec<String> = undo(plain(&text)).0.iter().map(|line| line.text.to_string()).collect();
            let follow = read.windows(2).filter(|pair| lines.windows(2).any(|true_pair| true_pair == *pair)).count();
            assert!(follow * 10 >= read.len() * 8, "{columns} columns: {follow} of {}", read.len());
            let mut sorted = (read, dealt);
            sorted.0.sort_unstable();
            sorted.1.sort_unstable();
            assert_eq!(sorted.0, sorted.1);
        }
    }

    #[test]
    fn lines_in_order_are_left_alone() {
        let text = lines().join("\n");
        let numbers: Vec<u32> = undo(plain(&text)).0.iter().map(|line| line.number).collect();
        assert!(numbers.is_sorted());
        assert!(undo(plain("")).0.is_empty());
    }
}
