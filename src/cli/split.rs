//! `zhaibao split`: pages to articles, as a filter.

use zhaibao::{
    batch::{Intake, Sequence, write_articles},
    input::gather,
};

use super::{
    args::SplitArgs,
    outcome::Outcome,
    settings::{InputSettings, Session},
    terminal::{STDOUT, Terminal, out},
};

pub(crate) fn run(args: &SplitArgs, session: &Session) -> anyhow::Result<Outcome> {
    let input = InputSettings::new(&args.input, &session.config, Sequence::Sorted)?;
    let gathered = gather(&input.names, None)?;
    let terminal = Terminal::new(true);
    let intake = Intake::read(&gathered, &input.options, &terminal)?;
    write_articles(&intake, &mut out(), STDOUT, &terminal)?;
    super::records::conclude(&intake, session)
}
