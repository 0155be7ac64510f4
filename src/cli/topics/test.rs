//! `zhaibao topics test`: how good the taxonomy is on labelled articles.

use std::path::PathBuf;

use clap::Args;
use zhaibao::batch::Engine;

use super::{FolderArgs, cross::say, labelled::{Files, Labelled}, report::report};
use crate::cli::{
    outcome::{Outcome, usage},
    settings::Session,
    terminal::print,
};

/// `topics test`.
#[derive(Debug, Args)]
pub(crate) struct TestArgs {
    /// Labelled articles
    #[arg(required = true, value_name = "FILE")]
    labels: Vec<PathBuf>,
    #[command(flatten)]
    folder: FolderArgs,
    /// Measure the hand's terms alone, without what was learned
    #[arg(long, env = "ZHAIBAO_HAND", num_args = 0..=1, default_missing_value = "true", require_equals = true, value_name = "BOOL")]
    hand: Option<bool>,
    /// Channels that are told but not counted, by the source's names; may be given several times
    #[arg(long, env = "ZHAIBAO_LEAVE_OUT", value_name = "CHANNEL", value_delimiter = ',')]
    leave_out: Vec<String>,
}

pub(crate) fn run(args: &TestArgs, session: &Session) -> anyhow::Result<Outcome> {
    let mut taxonomy = args.folder.taxonomy(session)?;
    if args.hand.unwrap_or(false) {
        taxonomy = taxonomy.by_hand();
    }
    let labelled = Labelled::read(Files { labels: &args.labels, ..Files::default() }, &taxonomy, &Engine::shipped()?, session)?;
    if let Some(unknown) = args.leave_out.iter().find(|name| !labelled.channels.iter().flatten().any(|channel| channel == *name))
    {
        return Err(usage(format!("no article is of the channel `{unknown}`")));
    }
    let every: Vec<usize> = (0..labelled.len()).collect();
    let said = say(&taxonomy, &labelled, &every);
    print(&report(&taxonomy, &labelled, &said, &args.leave_out))?;
    Ok(Outcome::Done)
}
