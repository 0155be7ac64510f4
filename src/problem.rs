//! What went wrong, as a value: told with its place, counted, and never printed from inside.

use serde::{Deserialize, Serialize};

use crate::span::LineRange;

/// How much a [`Problem`] costs the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The record is usable; somebody may want to look.
    Warning,
    /// The page or the record cannot be trusted; the run ends with exit code 3.
    Error,
}

/// What kind of problem it is. The written form is the name in `snake_case` and never changes meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The file could not be opened or read.
    Unreadable,
    /// No encoding fits the bytes.
    Undecodable,
    /// Some bytes had to be replaced by U+FFFD.
    ReplacedCharacters,
    /// The page or article holds no text.
    Empty,
    /// A line of a JSON Lines file does not parse, or lacks what it needs.
    BadJson,
    /// The page is longer than the reader takes.
    TooLong,
    /// Text of several columns is mixed within the lines.
    InterleavedColumns,
    /// A jump mark whose other half was not found.
    UnresolvedJump,
    /// A head block that no body claims.
    HeadWithoutBody,
    /// The body breaks off in mid-sentence without a jump mark.
    BreaksOff,
    /// Some lines fit no article and no known furniture.
    UnassignedLines,
    /// An analysis came out empty (no keyword, no summary, no topic).
    EmptyResult,
    /// An `id` given by the input occurs twice.
    DuplicateId,
    /// An earlier night could not be read.
    UnreadableHistory,
    /// A history was named, and no earlier night is in it.
    EmptyHistory,
}

/// One thing that went wrong at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// What kind.
    pub code: ProblemCode,
    /// How bad.
    pub severity: Severity,
    /// The file it happened in.
    pub path: String,
    /// The lines it happened on, where it has lines.
    pub lines: Option<LineRange>,
    /// One sentence for a person: lower case, no full stop, what was expected and found.
    pub message: String,
}

impl Problem {
    /// A problem of severity `warning`.
    pub fn warning(code: ProblemCode, path: &str, lines: Option<LineRange>, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Warning, path: path.to_owned(), lines, message: message.into() }
    }

    /// A problem of severity `error`.
    pub fn error(code: ProblemCode, path: &str, lines: Option<LineRange>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, ..Self::warning(code, path, lines, message) }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.lines {
            Some(lines) => write!(f, "{}:{}: {}", self.path, lines.first, self.message),
            None => write!(f, "{}: {}", self.path, self.message),
        }
    }
}
