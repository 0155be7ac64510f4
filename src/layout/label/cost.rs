//! The costs the labelling weighs, in one unit: what a line costs under a label, and what a change of label costs.

/// Costs of calling a line body.
pub(super) mod body {
    /// It fills the column.
    pub(in crate::layout::label) const FULL: f32 = 0.0;
    /// It is as short as an indented first line, and full lines follow.
    pub(in crate::layout::label) const INDENTED: f32 = 0.0;
    /// It is as short as an indented first line, and the last line of its paragraph follows.
    pub(in crate::layout::label) const INDENTED_SHORT: f32 = 0.6;
    /// It is short and ends its sentence.
    pub(in crate::layout::label) const SHORT_CLOSED: f32 = 0.2;
    /// It is short and ends in mid-sentence with punctuation (a line the extractor tore).
    pub(in crate::layout::label) const SHORT_CLAUSE: f32 = 0.9;
    /// It is short and nothing says that text goes on.
    pub(in crate::layout::label) const SHORT: f32 = 2.6;
    /// It is short, but the line before is cut in mid-sentence.
    pub(in crate::layout::label) const SHORT_AFTER_OPEN: f32 = 1.4;
    /// It nearly fills the column, and the line before is cut in mid-sentence.
    pub(in crate::layout::label) const NEARLY_FULL: f32 = 0.3;
    /// It is wider than the column, with a full stop.
    pub(in crate::layout::label) const WIDE_CLOSED: f32 = 0.3;
    /// It is wider than the column, without one.
    pub(in crate::layout::label) const WIDE: f32 = 2.2;
    /// No column can be seen round it.
    pub(in crate::layout::label) const ALONE: f32 = 1.6;
    /// An extractor marked it as a heading.
    pub(in crate::layout::label) const MARKED: f32 = 3.5;
    /// It holds no comma or full stop: a third of all body lines, most head lines.
    pub(in crate::layout::label) const NO_POINT: f32 = 1.0;
}

/// Costs of calling a line head.
pub(super) mod head {
    /// An extractor marked it as a heading: in favour.
    pub(in crate::layout::label) const MARKED: f32 = -2.0;
    /// It ends with a full stop.
    pub(in crate::layout::label) const FULL_STOP: f32 = 3.0;
    /// It ends with an exclamation or question mark.
    pub(in crate::layout::label) const CRY: f32 = 0.3;
    /// A sentence ends inside it.
    pub(in crate::layout::label) const INNER_STOP: f32 = 3.0;
    /// It ends with a comma.
    pub(in crate::layout::label) const CLAUSE: f32 = 1.2;
    /// It ends with an enumeration comma or a colon, as the first of two head lines may.
    pub(in crate::layout::label) const LIST: f32 = 0.3;
    /// It holds a comma.
    pub(in crate::layout::label) const COMMA: f32 = 1.0;
    /// It ends with dots: a sentence that trails off.
    pub(in crate::layout::label) const DOTS: f32 = 1.5;
    /// It begins with punctuation that belongs to the line before.
    pub(in crate::layout::label) const MID_SENTENCE: f32 = 4.0;
    /// It fills a column that most lines round it fill too.
    pub(in crate::layout::label) const FULL_STRONG: f32 = 1.5;
    /// It fills a column some lines round it fill too.
    pub(in crate::layout::label) const FULL_WEAK: f32 = 0.7;
    /// It is wider than any headline.
    pub(in crate::layout::label) const TOO_WIDE: f32 = 4.0;
    /// It is two Chinese phrases with a blank between: in favour.
    pub(in crate::layout::label) const TWO_PHRASES: f32 = -0.8;
    /// A lead-in follows: in favour.
    pub(in crate::layout::label) const BEFORE_LEAD: f32 = -1.2;
    /// It begins with a lead-in.
    pub(in crate::layout::label) const LEAD: f32 = 5.0;
    /// It is as short as an indented first line, and full lines follow at once.
    pub(in crate::layout::label) const INDENTED: f32 = 2.5;
    /// The same, with a blank line between.
    pub(in crate::layout::label) const INDENTED_GAP: f32 = 1.8;
}

/// Costs of a change of label.
pub(super) mod change {
    /// A head begins right under a line that is cut in mid-sentence.
    pub(in crate::layout::label) const HEAD_AFTER_OPEN: f32 = 3.0;
    /// The same, with a blank line between that means something on this page.
    pub(in crate::layout::label) const HEAD_AFTER_OPEN_GAP: f32 = 0.4;
    /// The characters at the seam of the two lines stand side by side elsewhere on the page: the text runs on.
    pub(in crate::layout::label) const ACROSS_SEAM: f32 = 1.8;
    /// Body begins right under a head, but not with the first line of a paragraph.
    pub(in crate::layout::label) const BODY_MIDDLE: f32 = 0.6;
    /// A head begins or ends without a blank line on a page that has them.
    pub(in crate::layout::label) const NO_GAP: f32 = 0.3;
}
