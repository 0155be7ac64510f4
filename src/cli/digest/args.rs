//! The arguments of `zhaibao digest`, as typed.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

pub(crate) const EXAMPLES: &str = "\
Examples:
  zhaibao digest out -o out/letter
  zhaibao digest out/2023-12-02 -o letter --title 东湖早读
  zhaibao digest out -o trade --topics 商贸,technology --places 广东 --max-stories 12
  zhaibao digest out -o letter --from '摘报 <digest@example.org>' --to readers@example.org --sendmail 'sendmail -t -i'

Six files say the same: digest.html (for mail programs, one column, under 100 KB), digest.txt, digest.eml (both of these as a
draft), digest.atom, digest.md and digest.ninjs.json. Dates come from the edition, never from the clock: the same records give
the same bytes. Nothing is sent unless --sendmail names a program to send it with.

Every flag has a key of its name, `-` written as `_`, in the table [digest] of zhaibao.toml. A folder given with
--template may hold digest.mjml, digest.txt, digest.md and entry.html (one entry of the feed); each one found takes the place
of the one that ships.";

/// `digest`.
#[derive(Debug, Default, Args)]
pub(crate) struct DigestArgs {
    /// Output folder of a run, or a records file
    #[arg(value_name = "DIR")]
    pub(crate) records: PathBuf,
    /// Folder to write the newsletter into, made if need be
    #[arg(short, long, env = "ZHAIBAO_DIGEST_OUT", value_name = "OUT")]
    pub(crate) out: Option<PathBuf>,
    /// Name of the newsletter [default: 摘报]
    #[arg(long, env = "ZHAIBAO_DIGEST_TITLE", value_name = "NAME")]
    pub(crate) title: Option<String>,
    /// Date of the edition [default: that of the run, else that of the records]
    #[arg(long, env = "ZHAIBAO_DIGEST_DATE", value_name = "YYYY-MM-DD")]
    pub(crate) date: Option<Date>,
    /// Folder of templates that take the place of those that ship
    #[arg(long, env = "ZHAIBAO_DIGEST_TEMPLATE", value_name = "DIR")]
    pub(crate) template: Option<PathBuf>,
    /// Only stories of these topics, by id or Chinese name
    #[arg(long, env = "ZHAIBAO_DIGEST_TOPICS", value_name = "TOPIC", value_delimiter = ',')]
    pub(crate) topics: Vec<String>,
    /// Only stories about these places and all below them, by name or administrative code
    #[arg(long, env = "ZHAIBAO_DIGEST_PLACES", value_name = "PLACE", value_delimiter = ',')]
    pub(crate) places: Vec<String>,
    /// At most this many stories, the best ones
    #[arg(long, env = "ZHAIBAO_DIGEST_MAX_STORIES", value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_stories: Option<u32>,
    /// Stories at the top, before the sections [default: 5]
    #[arg(long, env = "ZHAIBAO_DIGEST_TOP", value_name = "N", value_parser = clap::value_parser!(u16).range(0..=50))]
    pub(crate) top: Option<u16>,
    /// The order of the sections, by id or Chinese name; topics not named follow [default: an editor's order]
    #[arg(long, env = "ZHAIBAO_DIGEST_ORDER", value_name = "TOPIC", value_delimiter = ',')]
    pub(crate) order: Vec<String>,
    /// Most bytes of the HTML; sections are shortened until it fits [default: 90000]
    #[arg(long, env = "ZHAIBAO_DIGEST_MAX_BYTES", value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_bytes: Option<u32>,
    /// Where the newsletter stands on the web, for the links of page and feed
    #[arg(long, env = "ZHAIBAO_DIGEST_HOME", value_name = "URL")]
    pub(crate) home: Option<String>,
    /// Sender of the mail: NAME <USER@HOST> or USER@HOST [default: a placeholder]
    #[arg(long, env = "ZHAIBAO_DIGEST_FROM", value_name = "ADDRESS")]
    pub(crate) from: Option<String>,
    /// Receivers of the mail [default: undisclosed, a draft for a list]
    #[arg(long, env = "ZHAIBAO_DIGEST_TO", value_name = "ADDRESS", value_delimiter = ',')]
    pub(crate) to: Vec<String>,
    /// Where one unsubscribes with one click, for List-Unsubscribe and the foot of the page [default: a placeholder]
    #[arg(long, env = "ZHAIBAO_DIGEST_UNSUBSCRIBE", value_name = "URL")]
    pub(crate) unsubscribe: Option<String>,
    /// Whom one writes to unsubscribe, for List-Unsubscribe [default: a placeholder]
    #[arg(long, env = "ZHAIBAO_DIGEST_UNSUBSCRIBE_MAIL", value_name = "ADDRESS")]
    pub(crate) unsubscribe_mail: Option<String>,
    /// Pipe digest.eml into this program, its arguments after it; needs --from and --to
    #[arg(long, env = "ZHAIBAO_DIGEST_SENDMAIL", value_name = "PROGRAM")]
    pub(crate) sendmail: Option<String>,
}
