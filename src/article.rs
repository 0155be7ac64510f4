//! An article: what the splitter makes of a page and every later stage reads.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    problem::Problem,
    span::{LineRange, Span},
};

/// What sort of article it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A story of its own.
    #[default]
    News,
    /// The second half of a story whose first half stands on another page (上接第一版).
    Continuation,
    /// A formal notice or advertisement: 公示, 公告, 声明.
    Notice,
    /// Text of a photograph.
    Caption,
    /// A box beside a story.
    Box,
    /// An opinion piece of the paper: 社论, 评论员文章.
    Commentary,
}

/// The script the article is printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
pub enum Language {
    /// Simplified characters.
    #[default]
    #[serde(rename = "zh-Hans")]
    Simplified,
    /// Traditional characters.
    #[serde(rename = "zh-Hant")]
    Traditional,
}

/// The head block: the lines that announce an article, by role. Lines of one role are joined: without a blank where
/// a phrase was broken over them, with one blank between parallel phrases.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// 引题, the smaller line above the headline.
    pub kicker: Option<String>,
    /// 主题, the headline itself.
    pub title: Option<String>,
    /// 副题, the smaller line below the headline.
    pub subtitle: Option<String>,
    /// Who wrote it, without brackets: `记者/皇智尧 通讯员/江府信`. From a line of its own or from the lead.
    pub byline: Option<String>,
}

impl Head {
    /// Kicker, headline and subtitle with newlines between, for stages that read words of the head.
    pub fn text(&self) -> String {
        let parts: Vec<&str> = [&self.kicker, &self.title, &self.subtitle].into_iter().flatten().map(String::as_str).collect();
        parts.join("\n")
    }
}

/// What the lead-in (or a credit at the end) says of where the story came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dateline {
    /// The lead-in at the start of the text (`新华社北京12月1日电 `), the blank after it included; empty where there is none.
    pub lead: Span,
    /// Who sent it: `新华社`, `江门日报`, `本报`.
    pub agency: Option<String>,
    /// Where it was written: `北京`.
    pub place: Option<String>,
    /// When; the year is taken from the page's date, and unknown without it.
    pub date: Option<Date>,
}

/// A jump mark as printed: the page label is kept as it came (`第2版`, `第一版`, `A3`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jump {
    /// The label of the other page, e.g. `第2版`.
    pub label: String,
    /// The line the mark stands on.
    pub line: u32,
}

/// Where an article was printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The file, as in [`crate::page::Page::path`].
    pub path: String,
    /// Line of a JSON Lines file the article or its page came from.
    pub record: Option<u32>,
    /// Name of the paper.
    pub paper: Option<String>,
    /// Date of the issue.
    pub date: Option<Date>,
    /// Page number as printed.
    pub page: Option<String>,
    /// Page lines of the head block, without blank lines; empty for articles that came as JSON.
    pub head_lines: Vec<LineRange>,
    /// Page lines of the body, with the blank lines inside it; empty for articles that came as JSON.
    pub body_lines: Vec<LineRange>,
    /// Further pages of a joined jump, in reading order.
    pub parts: Vec<Part>,
}

impl Source {
    /// The first page line of the article: the key that orders the records of a page.
    pub fn first_line(&self) -> u32 {
        let lines = self.head_lines.iter().chain(&self.body_lines);
        lines.map(|range| range.first).min().or(self.record).unwrap_or(0)
    }
}

/// A further page of a joined jump.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The file.
    pub path: String,
    /// Page number as printed.
    pub page: Option<String>,
    /// Lines of the head block there.
    pub head_lines: Vec<LineRange>,
    /// Lines of the body there.
    pub body_lines: Vec<LineRange>,
}

/// An article: head block, text, and where each of them came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// The id: given by the input, or made of page and headline by [`crate::identity`].
    pub id: Option<String>,
    /// Where it was printed.
    pub source: Source,
    /// What sort of article it is.
    pub kind: Kind,
    /// The standing head it was printed under (`新思想引领新征程`, `简讯`).
    pub rubric: Option<String>,
    /// For captions and boxes: the story they belong to, by the first line it has on their page (the first of its head and body
    /// lines there; for a joined jump the page may be one of [`Source::parts`]).
    pub part_of: Option<u32>,
    /// The head block.
    pub head: Head,
    /// Agency, place and date of writing.
    pub dateline: Dateline,
    /// `（上接第一版）`: the story began on that page.
    pub jump_from: Option<Jump>,
    /// `（下转第2版）`: the story goes on there.
    pub jump_to: Option<Jump>,
    /// The file does not hold the whole article.
    pub incomplete: bool,
    /// Script of the text.
    pub language: Language,
    /// The body: paragraphs joined by `\n`, wraps undone, letter-spacing, Markdown and jump marks removed, all else as printed.
    pub text: String,
    /// Cross-heads inside the text; each is a paragraph of its own.
    pub crossheads: Vec<Span>,
    /// Where the pieces of the text stood: from byte `.0` on the text came from page line `.1`. Sorted by place;
    /// empty for articles that came as JSON. For a joined jump it covers the first part only.
    pub origin: Vec<(u32, u32)>,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
}
