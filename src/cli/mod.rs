//! The command line: the only part that prints, reads the environment or knows clap.
//!
//! Arguments go two steps: as typed ([`args`]), then as meant ([`settings`]); from there on nothing looks at them. One
//! command is one file with one `run`.

mod annotate;
mod args;
mod completions;
mod config;
mod counts;
mod debug_data;
mod digest;
mod eval;
mod explain;
mod export;
mod files;
mod import;
mod labels;
mod layout;
mod layout_heads;
mod learn;
mod man;
mod outcome;
mod records;
mod run;
mod schema;
mod settings;
mod split;
mod story;
mod terminal;
mod topics;
mod version;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use self::{
    args::{Cli, Command},
    outcome::Outcome,
    settings::Session,
};

/// Runs the command the arguments name.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    match dispatch(cli) {
        Ok(outcome) => outcome.into(),
        Err(error) => outcome::fail(&error),
    }
}

fn dispatch(cli: Cli) -> anyhow::Result<Outcome> {
    if cli.version {
        return version::run();
    }
    let Some(command) = cli.command else {
        Cli::command().print_help()?;
        return Ok(Outcome::Usage);
    };
    let session = Session::open(&cli.global)?;
    match command {
        Command::Run(args) => run::run(&args, &session),
        Command::Split(args) => split::run(&args, &session),
        Command::Annotate(args) => annotate::run(&args, &session),
        Command::Counts(args) => counts::run(&args, &session),
        Command::Explain(args) => explain::run(&args, &session),
        Command::Eval(args) => eval::run(&args, &session),
        Command::Export(args) => export::run(&args, &session),
        Command::Import(args) => import::run(&args, &session),
        Command::DebugData(args) => debug_data::run(&args, &session),
        Command::Digest(args) => digest::run(&args, &session),
        Command::Topics(args) => topics::run(&args, &session),
        Command::Learn(args) => learn::run(&args, &session),
        Command::Layout(args) => layout::run(&args, &session),
        Command::Schema => schema::run(),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    }
}
