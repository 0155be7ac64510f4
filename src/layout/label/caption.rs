//! Texts of photographs among the lines: told by their credit, or by `图为`.

use super::{
    super::{dateline, pattern},
    Label, PARAGRAPH_LINE, SLACK, Sheet,
};

/// Lines of a page that begin with a mark, from which on it is a bullet.
const MIN_BULLETS: usize = 3;
/// The most lines a photograph's text has.
const MAX_CAPTION: usize = 6;

impl Sheet<'_> {
    /// Labels the texts of photographs: from the credit back to their first line, or from `图为` on to a full stop.
    pub(super) fn mark_captions(&mut self) {
        for at in 0..self.lines.len() {
            let plain = self.lines[at].plain();
            let text = plain.as_ref();
            let takes = |label: Label| matches!(label, Label::Body | Label::Head);
            if !takes(self.labels[at]) {
                continue;
            }
            if pattern::ends_caption(text) && self.is_apart(at) {
                let first = self.caption_start(at);
                self.labels[first..=at].fill(Label::Caption);
            } else if pattern::begins_caption(text) && !self.briefs[at] {
                let end = (at..self.lines.len().min(at + MAX_CAPTION))
                    .find(|&end| self.lines[end].is_closed() || !takes(self.labels[end]));
                let credit = end.filter(|&end| takes(self.labels[end]));
                if let Some(end) = credit {
                    self.labels[at..=end].fill(Label::Caption);
                }
            }
        }
    }

    /// Marks that stand before several lines of the page which other text follows: there they mark the headlines of briefs, not
    /// photographs.
    pub(super) fn bullets(&self) -> Vec<char> {
        let heads_text = |at: usize| {
            let line = &self.lines[at];
            !line.is_closed() && !pattern::ends_caption(&line.text) && !self.columns[at].filled_by(line.width)
        };
        let count = |mark: char| {
            let begins = |at: usize| self.lines[at].text.starts_with(mark);
            (0..self.lines.len()).filter(|&at| begins(at) && heads_text(at)).take(MIN_BULLETS).count()
        };
        pattern::CAPTION_MARKS.iter().copied().filter(|&mark| count(mark) == MIN_BULLETS).collect()
    }

    /// Whether a line that ends in a credit stands apart from the text round it, so that it is no credit of a story.
    fn is_apart(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let first = self.caption_start(at);
        let begins = pattern::may_begin_caption(&self.lines[first].text);
        let odd =
            !self.columns[first].filled_by(self.lines[first].width) && !self.columns[first].indented_by(self.lines[first].width);
        let story = dateline::is_tail_line(&line.text) && first == at && !line.text.contains(['图', '圖', '摄', '攝', '供']);
        !story && (begins || odd || line.width > PARAGRAPH_LINE / 2 || self.has_gap(first)) && line.width < 3 * PARAGRAPH_LINE
    }

    /// The first line of the photograph's text that ends at line `end`.
    fn caption_start(&self, end: usize) -> usize {
        let mut first = end;
        while first > 0 && end - first + 1 < MAX_CAPTION && !pattern::may_begin_caption(&self.lines[first].text) {
            let above = &self.lines[first - 1];
            let takes = matches!(self.labels[first - 1], Label::Body | Label::Head) && above.width < PARAGRAPH_LINE;
            let same = first == end || above.width.abs_diff(self.lines[first].width) <= SLACK;
            let goes_on = !above.is_closed() || (same && !self.columns[first - 1].filled_by(above.width));
            if !takes || self.has_gap(first) || !goes_on || above.width < self.lines[end].width.saturating_sub(SLACK) || !same {
                break;
            }
            first -= 1;
        }
        first
    }
}
