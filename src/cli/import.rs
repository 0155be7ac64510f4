//! `zhaibao import`: what people labelled, as gold.

use std::path::PathBuf;

use clap::Args;
use zhaibao::eval::tasks::gold_lines;

use super::{
    labels::{read_articles, topics},
    outcome::Outcome,
    settings::Session,
    terminal::{Terminal, print},
};

pub(crate) const EXAMPLES: &str = "\
Examples:
  zhaibao import project-7.json > gold.jsonl                          Label Studio, exported as JSON
  zhaibao import topics.jsonl spans.jsonl summaries.jsonl > gold.jsonl  doccano, one file a project
  zhaibao import anna.jsonl bo.jsonl > gold.jsonl                     doccano, the same articles by two people";

/// `import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// Exports of Label Studio (JSON) or doccano (JSONL); gold lines pass through
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(crate) fn run(args: &ImportArgs, session: &Session) -> anyhow::Result<Outcome> {
    let articles = read_articles(&args.files, &topics(session)?, &Terminal::new(session.quiet))?;
    print(&gold_lines(&articles)?)?;
    Ok(Outcome::Done)
}
