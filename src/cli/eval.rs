//! `zhaibao eval`: records against hand labels.

use std::{fmt::Write as _, path::PathBuf, str::FromStr};

use clap::{Args, ValueEnum};
use zhaibao::{
    eval::{
        DEFINITIONS,
        articles::{Measures, STANDARD_K},
        bootstrap::Bootstrap,
        gold::Gold,
        report::{Names, Report, Settings, of_articles, of_pages},
    },
    text::JiebaSegmenter,
};

use super::{
    labels::{outputs, read_gold, topics},
    outcome::{Outcome, usage},
    settings::Session,
    terminal::{Terminal, complain, print},
};

const EXAMPLES: &str = "\
Examples:
  zhaibao eval --gold labels.jsonl out
  zhaibao eval --gold labels.jsonl new.jsonl --compare old.jsonl --per-topic
  zhaibao eval --gold labels.jsonl out --format html > report.html
  zhaibao eval --gold labels.jsonl out --min topic_F1=0.75 --min kw_F1@8=0.3    for a nightly gate: exit code 4
  zhaibao eval --gold pages.jsonl out                                           how well pages were split

Gold is a line of JSON an article, {\"id\", \"text\", \"topics\", \"keywords\", \"sentences\", \"summary\": [numbers]}, with
{\"annotators\": [{\"topics\", \"keywords\", \"summary\"}]} where several people labelled it; or a line a page,
{\"page\", \"articles\": [{\"id\", \"title\", \"body\"}], \"others\"}; or what Label Studio (JSON) or doccano (JSONL) export.
";

/// Examples, and every figure with its definition.
pub(crate) fn help() -> String {
    let mut help = format!("{EXAMPLES}\nFigures (0/0 counts as 0):\n");
    for (keys, meaning) in DEFINITIONS {
        let _ = writeln!(help, "  {keys}\n      {meaning}");
    }
    help + "\nIntervals and p-values: bootstrap over articles, or pages (Efron and Tibshirani 1993; paired: Koehn 2004)."
}

/// `eval`.
#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// Hand labels; may be given several times
    #[arg(long, required = true, env = "ZHAIBAO_GOLD", value_name = "FILE")]
    gold: Vec<PathBuf>,
    /// Records file, or the output folder of a run
    records: PathBuf,
    /// Other records to compare with, by paired bootstrap
    #[arg(long, value_name = "RECORDS")]
    compare: Option<PathBuf>,
    /// Least value of a figure; below it the exit code is 4; may be given several times
    #[arg(long, env = "ZHAIBAO_MIN", value_name = "KEY=VALUE", value_delimiter = ',')]
    min: Vec<Minimum>,
    /// Form of the report
    #[arg(long, env = "ZHAIBAO_EVAL_FORMAT", value_name = "FORM", default_value = "table")]
    format: ReportFormat,
    /// Add topics and confusions, or groups of pages, to the table
    #[arg(long)]
    per_topic: bool,
    /// One more cut-off for keywords, besides 8 and 5
    #[arg(long, env = "ZHAIBAO_K", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    k: Option<u16>,
    /// Bootstrap samples; 0 leaves intervals out
    #[arg(long, env = "ZHAIBAO_SAMPLES", value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    samples: u32,
    /// Seed of the samples
    #[arg(long, env = "ZHAIBAO_SEED", value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Worst articles shown in the HTML report
    #[arg(long, env = "ZHAIBAO_WORST", value_name = "N", default_value_t = 50)]
    worst: usize,
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// Aligned columns
    Table,
    /// For programs
    Json,
    /// For a merge request
    Markdown,
    /// One page that opens without network
    Html,
}

/// `KEY=VALUE`.
#[derive(Debug, Clone, PartialEq)]
struct Minimum {
    key: String,
    value: f64,
}

impl FromStr for Minimum {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (key, value) = text.split_once('=').ok_or("expected KEY=VALUE, such as topic_F1=0.75")?;
        let value = value.parse().map_err(|_| format!("expected a number after `{key}=`, found `{value}`"))?;
        Ok(Self { key: key.to_owned(), value })
    }
}

pub(crate) fn run(args: &EvalArgs, session: &Session) -> anyhow::Result<Outcome> {
    let topics = topics(session)?;
    let terminal = Terminal::new(session.quiet);
    let gold = read_gold(&args.gold, &topics, &terminal)?;
    let system = outputs(&args.records)?;
    let other = args.compare.as_deref().map(outputs).transpose()?;
    let segmenter = JiebaSegmenter::default();
    let mut k = STANDARD_K.to_vec();
    k.extend(args.k.map(usize::from).filter(|k| !STANDARD_K.contains(k)));
    let name = |path: &PathBuf| path.display().to_string();
    let settings = Settings {
        measures: Measures { k, segmenter: Some(&segmenter) },
        bootstrap: Bootstrap { samples: args.samples as usize, seed: args.seed },
        worst: args.worst,
        names: Names {
            gold: args.gold.iter().map(name).collect::<Vec<_>>().join(" + "),
            system: name(&args.records),
            other: args.compare.as_ref().map(name),
        },
        topics: topics.pairs().to_vec(),
    };
    let report = match &gold {
        Gold::Articles(gold) => of_articles(gold, &system, other.as_deref(), &settings),
        Gold::Pages(gold) => of_pages(gold, &system, other.as_deref(), &settings),
    };
    print(&match args.format {
        ReportFormat::Table => report.table(args.per_topic),
        ReportFormat::Json => report.json()?,
        ReportFormat::Markdown => report.markdown(),
        ReportFormat::Html => report.html()?,
    })?;
    gate(&report, &args.min)
}

/// Whether every figure reaches its least value; says which do not.
fn gate(report: &Report, minima: &[Minimum]) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Done;
    for Minimum { key, value } in minima {
        let Some(figure) = report.system.get(key) else {
            let keys: Vec<&str> = report.system.iter().map(|(key, _)| key).collect();
            return Err(usage(format!("--min: there is no figure `{key}` here; there are {}", keys.join(", "))));
        };
        if figure < *value {
            complain(&format!("zhaibao: {key} is {figure:.4}, at least {value} was asked for"));
            outcome = Outcome::BelowMinimum;
        }
    }
    Ok(outcome)
}
