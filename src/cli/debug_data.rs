//! `zhaibao debug-data`: labelled data looked over before figures are made on them.

use std::{fmt::Write, path::PathBuf};

use clap::Args;
use zhaibao::{
    eval::inspect::{Inspection, inspect},
    problem::Severity,
};

use super::{
    args::Format,
    labels::{read_articles, topics},
    outcome::Outcome,
    settings::Session,
    terminal::{Terminal, print},
};

pub(crate) const EXAMPLES: &str = "\
Examples:
  zhaibao debug-data labels.jsonl
  zhaibao debug-data test.jsonl --learn more.jsonl     does anything of the test set stand in the learning set?

Exit code 3 where something would falsify a figure: unknown labels, or a story in both sets.";

/// Ids shown of one finding.
const SHOWN: usize = 12;

/// `debug-data`.
#[derive(Debug, Args)]
pub(crate) struct DebugDataArgs {
    /// Hand labels that figures are made on, of any form `eval --gold` reads
    #[arg(required = true, value_name = "FILE")]
    test: Vec<PathBuf>,
    /// Hand labels that were or will be learnt from; may be given several times
    #[arg(long, value_name = "FILE")]
    learn: Vec<PathBuf>,
    /// Form of the answer
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Format,
}

pub(crate) fn run(args: &DebugDataArgs, session: &Session) -> anyhow::Result<Outcome> {
    let (topics, terminal) = (topics(session)?, Terminal::new(session.quiet));
    let test = read_articles(&args.test, &topics, &terminal)?;
    let learn = read_articles(&args.learn, &topics, &terminal)?;
    let inspection = inspect(&test, &learn, &topics);
    print(&match args.format {
        Format::Text => text(&inspection),
        Format::Json => format!("{:#}\n", serde_json::to_value(&inspection)?),
    })?;
    Ok(if inspection.has_errors() { Outcome::Problems } else { Outcome::Done })
}

fn text(inspection: &Inspection) -> String {
    let [test, learn] = inspection.articles;
    let mut page = format!("{test} articles to test on, {learn} to learn from\n\n{:<16}{:>8}{:>8}\n", "label", "test", "learn");
    for label in &inspection.labels {
        let _ = writeln!(page, "{:<16}{:>8}{:>8}", label.id, label.test, label.learn);
    }
    for finding in &inspection.findings {
        let severity = if finding.severity == Severity::Error { "error" } else { "warning" };
        let _ = writeln!(page, "\n{severity}: {}: {}", finding.what, finding.about.len());
        let rest = if finding.about.len() > SHOWN { " …" } else { "" };
        let _ = writeln!(page, "  {}{rest}", finding.about[..finding.about.len().min(SHOWN)].join(", "));
    }
    page
}
