//! `zhaibao layout`: makes the data files of the splitter.

use std::{io::Write, path::PathBuf};

use clap::{Args, Subcommand};
use zhaibao::{
    batch::{Intake, Sequence},
    input::gather,
    layout,
};

use super::{
    args::InputArgs,
    files::place,
    outcome::Outcome,
    records::conclude,
    settings::{InputSettings, Session},
    terminal::Terminal,
};

/// `layout`.
#[derive(Debug, Args)]
pub(crate) struct LayoutArgs {
    #[command(subcommand)]
    action: Action,
}

/// What is learned.
#[derive(Debug, Subcommand)]
enum Action {
    /// Count characters, pairs and triples of them in a corpus of running text
    Seams {
        #[command(flatten)]
        input: InputArgs,
        /// File to write
        #[arg(short, long, value_name = "FILE")]
        out: PathBuf,
    },
}

pub(crate) fn run(args: &LayoutArgs, session: &Session) -> anyhow::Result<Outcome> {
    match &args.action {
        Action::Seams { input, out } => {
            let settings = InputSettings::new(input, &session.config, Sequence::Sorted)?;
            let terminal = Terminal::new(session.quiet);
            let intake = Intake::read(&gather(&settings.names, None)?, &settings.options, &terminal)?;
            let names = input.inputs.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy());
            let names: Vec<_> = names.collect();
            let made_by = format!("zhaibao {} layout seams {}", env!("CARGO_PKG_VERSION"), names.join(" "));
            let packed = layout::build_seams(intake.articles.iter().map(|article| article.text.as_str()), &made_by)?;
            place(out, |file| file.write_all(&packed))?;
            conclude(&intake, session)
        }
    }
}
