//! `zhaibao completions`: completions for a shell.

use clap::CommandFactory;

use super::{
    args::{Cli, CompletionsArgs},
    outcome::Outcome,
    terminal::print,
};

pub(crate) fn run(args: &CompletionsArgs) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "zhaibao", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Done)
}
