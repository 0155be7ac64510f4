//! `zhaibao topics`: the taxonomy: list it, check it, measure it, learn it.

mod check;
mod cross;
mod labelled;
mod learn;
mod list;
mod report;
mod table;
mod test;

use std::path::PathBuf;

use clap::{Args, Subcommand};

pub(super) use table::TaxonomyTable;

use super::{outcome::Outcome, settings::Session};

pub(crate) const EXAMPLES: &str = "\
Examples:
  zhaibao topics list
  zhaibao topics check mine                          lint the topic files of a folder, over the shipped ones
  zhaibao topics check mine --on archive             ... and see which terms and topics live in an archive
  zhaibao topics test labels.jsonl                   how good the taxonomy is on labelled articles
  zhaibao topics learn --labels labels.jsonl --cv    how good it would be, learned from them: 5-fold
  zhaibao topics learn --labels labels.jsonl -o mine then: zhaibao run pages -o out --topics mine

Labels are lines of JSON: {\"id\", \"title\"?, \"text\", \"topics\": [ids, primary first]} with {\"annotators\": [{\"topics\"}]}
where several people labelled the article, or {\"id\", \"text\", \"topic\": id, \"category\"?} of a source that sorts its
articles into channels, where `category` is the source's own name of the channel. Flags have keys in the table `[taxonomy]` of
zhaibao.toml.";

/// `topics`.
#[derive(Debug, Args)]
pub(crate) struct TopicsArgs {
    #[command(subcommand)]
    action: TopicsAction,
}

/// What to do with topics.
#[derive(Debug, Subcommand)]
enum TopicsAction {
    /// Print the topics: id, names, codes, threshold, how many terms
    List(FolderArgs),
    /// Read topic files and say what is wrong with them; exit code 3 if anything is
    Check(check::CheckArgs),
    /// Measure the taxonomy on labelled articles
    Test(test::TestArgs),
    /// Learn term weights from labelled articles, or measure what learning gives
    Learn(learn::TopicsLearnArgs),
}

/// Which taxonomy.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct FolderArgs {
    /// Folder of topic files that replace, remove or add to the shipped topics
    #[arg(long, env = "ZHAIBAO_TOPICS", value_name = "DIR")]
    topics: Option<PathBuf>,
}

impl FolderArgs {
    fn taxonomy(&self, session: &Session) -> anyhow::Result<zhaibao::analyze::Taxonomy> {
        super::settings::taxonomy(self.topics.as_deref().or(session.config.topics.as_deref()))
    }
}

pub(crate) fn run(args: &TopicsArgs, session: &Session) -> anyhow::Result<Outcome> {
    match &args.action {
        TopicsAction::List(args) => list::run(args, session),
        TopicsAction::Check(args) => check::run(args, session),
        TopicsAction::Test(args) => test::run(args, session),
        TopicsAction::Learn(args) => learn::run(args, session),
    }
}
