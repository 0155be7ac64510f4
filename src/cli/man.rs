//! `zhaibao man`: the manual.

use std::fs;

use anyhow::Context;
use clap::CommandFactory;
use clap_mangen::Man;

use super::{
    args::{Cli, ManArgs},
    outcome::Outcome,
    terminal::print,
};

pub(crate) fn run(args: &ManArgs) -> anyhow::Result<Outcome> {
    if let Some(folder) = &args.out {
        fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(Cli::command(), folder))
            .with_context(|| format!("cannot write into {}", folder.display()))?;
    } else {
        let mut page = Vec::new();
        Man::new(Cli::command()).render(&mut page).context("cannot make the page")?;
        print(&String::from_utf8_lossy(&page))?;
    }
    Ok(Outcome::Done)
}
