//! `zhaibao split`: pages to articles, as a filter; or the proof that nothing of a page is lost.

use rayon::prelude::*;
use zhaibao::{
    batch::{Intake, Sequence, write_articles},
    input::{Gathered, Item, ReadOptions, gather, read},
    layout,
    problem::Problem,
};

use super::{
    args::SplitArgs,
    outcome::Outcome,
    records::conclude,
    settings::{InputSettings, Session},
    terminal::{STDOUT, Terminal, out, print},
};

pub(crate) fn run(args: &SplitArgs, session: &Session) -> anyhow::Result<Outcome> {
    let input = InputSettings::new(&args.input, &session.config, Sequence::Sorted)?;
    let gathered = gather(&input.names, None)?;
    if args.check {
        return check(&gathered, &input.options.read, session);
    }
    let terminal = Terminal::new(true);
    let intake = Intake::read(&gathered, &input.options, &terminal)?;
    write_articles(&intake, &mut out(), STDOUT, &terminal)?;
    conclude(&intake, session)
}

/// Splits every page and tells each line that stands in no article or in two, each character lost or doubled.
fn check(gathered: &Gathered, options: &ReadOptions, session: &Session) -> anyhow::Result<Outcome> {
    let files = gathered.files.par_iter().map(|found| {
        let mut file = read(found, options);
        let pages: Vec<Vec<Problem>> = file.items.par_iter().filter_map(broken).collect();
        let count = pages.len();
        file.problems.extend(pages.into_iter().flatten());
        (count, file.problems)
    });
    let files: Vec<(usize, Vec<Problem>)> = files.collect();
    let failed = Terminal::new(session.quiet).tell(files.iter().flat_map(|(_, problems)| problems));
    let pages: usize = files.iter().map(|(count, _)| count).sum();
    if failed {
        return Ok(Outcome::Problems);
    }
    print(&format!("{pages} pages: every line in one place, every character printed once\n"))?;
    Ok(Outcome::Done)
}

/// What the splitting of a page breaks; nothing for an article that came as such.
fn broken(item: &Item) -> Option<Vec<Problem>> {
    let Item::Page(page) = item else { return None };
    Some(layout::coverage(page, &layout::split(page)))
}
