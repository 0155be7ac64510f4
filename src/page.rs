//! A page: one input text with what is known of where it was printed.

use jiff::civil::Date;

/// One newspaper page (版) as text. Unknown parts of its identity are `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The file the page came from, as the user named it, with `/` between parts; `-` for standard input.
    pub path: String,
    /// Where in that file the page stands, when the file holds several (1-based line of a JSON Lines file).
    pub record: Option<u32>,
    /// Name of the paper, e.g. `江门日报`.
    pub paper: Option<String>,
    /// Date of the issue.
    pub date: Option<Date>,
    /// Page number as printed, e.g. `1`, `A01`.
    pub number: Option<String>,
    /// The text as decoded; lines end in `\n` or `\r\n`.
    pub text: String,
}

impl Page {
    /// The lines of the page as they came, without their line ends.
    ///
    /// A last line without a line end counts; an empty page has no lines. A form feed, which extractors print
    /// between pages, stays part of its line.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }
}
