//! `zhaibao export`: records as tasks for people to correct.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};
use zhaibao::{
    batch::read_records,
    eval::{
        gold::GoldArticle,
        tasks::{
            choose::{Choice, choose},
            doccano::{self, Kind},
            label_studio, of_record,
        },
    },
};

use super::{
    files::place,
    labels::{outputs, topics},
    outcome::{Outcome, usage},
    settings::Session,
    terminal::{Terminal, print},
};

pub(crate) const EXAMPLES: &str = "\
Examples:
  zhaibao export out --to label-studio --uncertain --limit 50 > tasks.json
  zhaibao export new.jsonl --to label-studio --disagreements old.jsonl > tasks.json
  zhaibao export out --to doccano --random 100 --seed 7 -o tasks     three files, one a project
  zhaibao export --to label-studio --interface                       to paste into a new project

Labelled tasks come back with `zhaibao import`, or are measured against as they are by `zhaibao eval --gold`.";

/// `export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// Records file, or the output folder of a run
    #[arg(required_unless_present = "interface")]
    records: Option<PathBuf>,
    /// The tool
    #[arg(long, value_name = "TOOL")]
    to: Tool,
    /// The articles on which these other records differ most, most first
    #[arg(long, value_name = "RECORDS", group = "choice")]
    disagreements: Option<PathBuf>,
    /// The articles whose weakest topic scores least, those without a topic first
    #[arg(long, group = "choice")]
    uncertain: bool,
    /// That many articles at random
    #[arg(long, value_name = "N", group = "choice", conflicts_with = "limit")]
    random: Option<usize>,
    /// Seed of the random choice
    #[arg(long, env = "ZHAIBAO_SEED", value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Articles, at most
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,
    /// The one kind of doccano project to write, to standard output
    #[arg(long, value_name = "KIND", conflicts_with = "out")]
    kind: Option<Project>,
    /// File to write for Label Studio; folder for doccano
    #[arg(short, long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Print the labelling interface the tasks are made for (Label Studio)
    #[arg(long)]
    interface: bool,
}

/// A labelling tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tool {
    /// JSON tasks with predictions
    LabelStudio,
    /// JSON Lines, one file a project
    Doccano,
}

/// A kind of doccano project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Project {
    /// Topics
    Classification,
    /// Keywords and summary sentences
    Sequence,
    /// Summary in words
    Seq2seq,
}

impl From<Project> for Kind {
    fn from(project: Project) -> Self {
        match project {
            Project::Classification => Self::Classification,
            Project::Sequence => Self::Sequence,
            Project::Seq2seq => Self::Seq2seq,
        }
    }
}

pub(crate) fn run(args: &ExportArgs, session: &Session) -> anyhow::Result<Outcome> {
    let Some(records) = args.records.as_ref().filter(|_| !args.interface) else {
        if args.to == Tool::Doccano {
            return Err(usage("--interface is for Label Studio; doccano projects are given their labels by hand"));
        }
        print(&label_studio::interface(&topics(session)?))?;
        return Ok(Outcome::Done);
    };
    let articles = chosen(args, records)?;
    match (args.to, &args.out, args.kind) {
        (Tool::LabelStudio, None, None) => print(&tasks(&articles)?)?,
        (Tool::LabelStudio, Some(file), None) => write(file, &tasks(&articles)?)?,
        (Tool::Doccano, None, Some(kind)) => print(&doccano::write(&articles, kind.into())?)?,
        (Tool::Doccano, Some(folder), None) => {
            for kind in Kind::ALL {
                write(&folder.join(format!("{}.jsonl", kind.name())), &doccano::write(&articles, kind)?)?;
            }
        }
        (Tool::Doccano, ..) => return Err(usage("doccano wants one file a project: name a folder with -o, or one with --kind")),
        (Tool::LabelStudio, ..) => return Err(usage("--kind is for doccano; Label Studio takes all labels in one project")),
    }
    Terminal::new(session.quiet).say(&format!("zhaibao: {} articles of {}", articles.len(), records.display()));
    Ok(Outcome::Done)
}

fn tasks(articles: &[GoldArticle]) -> anyhow::Result<String> {
    Ok(label_studio::write(articles, concat!("zhaibao ", env!("CARGO_PKG_VERSION")))?)
}

/// The chosen records in the order in which they are worth a look.
fn chosen(args: &ExportArgs, path: &Path) -> anyhow::Result<Vec<GoldArticle>> {
    let (_, records) = read_records(path)?;
    let others = args.disagreements.as_deref().map(outputs).transpose()?;
    let choice = match &others {
        Some(others) => Some(Choice::Disagreements(others)),
        None if args.uncertain => Some(Choice::Uncertain),
        None => args.random.map(|_| Choice::Random(args.seed)),
    };
    let limit = args.random.or(args.limit).unwrap_or(records.len());
    let places = match choice {
        Some(choice) => choose(&records, &outputs(path)?, choice, limit),
        None => (0..records.len().min(limit)).collect(),
    };
    Ok(places.into_iter().map(|place| of_record(&records[place])).collect())
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    place(path, |file| file.write_all(text.as_bytes())).with_context(|| format!("no task was written to {}", path.display()))
}
