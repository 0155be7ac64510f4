//! `zhaibao topics test`: how good the taxonomy is on labelled articles.

use std::path::PathBuf;

use clap::Args;
use zhaibao::batch::Engine;

use super::{
    FolderArgs,
    cross::say,
    labelled::{Files, Labelled},
    report::report,
    table::or,
};
use crate::cli::{
    outcome::{Outcome, usage},
    settings::Session,
    terminal::print,
};

/// `topics test`.
#[derive(Debug, Args)]
pub(crate) struct TestArgs {
    /// Labelled articles
    #[arg(value_name = "FILE")]
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
    let table = &session.config.taxonomy;
    if args.hand.or(table.hand).unwrap_or(false) {
        taxonomy = taxonomy.by_hand();
    }
    let files = Files { labels: or(&args.labels, &table.labels), ..Files::default() };
    if files.labels.is_empty() {
        return Err(usage("no labelled articles; name files"));
    }
    let labelled = Labelled::read(files, &taxonomy, &Engine::shipped()?, session)?;
    let leave_out = or(&args.leave_out, &table.leave_out);
    labelled.must_have(leave_out)?;
    let every: Vec<usize> = (0..labelled.len()).collect();
    let said = say(&taxonomy, &labelled, &every);
    print(&report(&taxonomy, &labelled, &said, leave_out))?;
    Ok(Outcome::Done)
}
