//! `zhaibao counts`: the corpus model, made, merged and read.

use std::{cmp::Reverse, fmt::Write, path::Path};

use zhaibao::{
    batch::{Edition, Engine, Intake, Sequence},
    input::gather,
    model::{Counts, Lexicon},
};

use super::{
    args::{AnalysisArgs, CountsAction, CountsArgs, InputArgs},
    files::place,
    outcome::Outcome,
    records::conclude,
    settings::{AnalysisSettings, InputSettings, Session, sum_counts},
    terminal::{Terminal, print},
};

pub(crate) fn run(args: &CountsArgs, session: &Session) -> anyhow::Result<Outcome> {
    match &args.action {
        CountsAction::Build { input, out, min } => {
            let engine = AnalysisSettings::new(&AnalysisArgs::default(), &session.config).engine()?;
            let (intake, edition) = read(&engine, input, session)?;
            write(edition.counts, *min, out)?;
            conclude(&intake, session)
        }
        CountsAction::Merge { files, out, min } => {
            write(sum_counts(files)?, *min, out)?;
            Ok(Outcome::Done)
        }
        CountsAction::Show { file, terms, top } => {
            print(&table(&sum_counts(std::slice::from_ref(file))?, terms, *top))?;
            Ok(Outcome::Done)
        }
        CountsAction::Lexicon { input, out, min } => {
            let mut engine = AnalysisSettings::new(&AnalysisArgs::default(), &session.config).engine()?;
            engine.lexicon = Lexicon::default();
            let (intake, edition) = read(&engine, input, session)?;
            let lexicon = Lexicon::from_counts(&edition.counts, &edition.vocabulary, *min);
            let names: Vec<_> =
                input.inputs.iter().map(|name| Path::new(name).file_name().unwrap_or_default().to_string_lossy()).collect();
            let articles = edition.counts.articles();
            let made_by = format!("zhaibao counts lexicon --min {min}, over {articles} articles of {}", names.join(", "));
            place(out, |file| lexicon.write(file, &made_by))?;
            conclude(&intake, session)
        }
    }
}

fn read(engine: &Engine, input: &InputArgs, session: &Session) -> anyhow::Result<(Intake, Edition)> {
    let input = InputSettings::new(input, &session.config, Sequence::Sorted)?;
    let terminal = Terminal::new(session.quiet);
    let intake = Intake::read(&gather(&input.names, None)?, &input.options, &terminal)?;
    let edition = engine.read_watched(&intake.articles, &terminal)?;
    Ok((intake, edition))
}

fn write(mut counts: Counts, min: u32, out: &Path) -> anyhow::Result<()> {
    counts.prune(min);
    place(out, |file| counts.write(file))
}

/// A head line with articles and terms, then terms with their counts.
fn table(counts: &Counts, terms: &[String], top: usize) -> String {
    let mut table = format!("{} articles, {} terms\n", counts.articles(), counts.len());
    let mut rows: Vec<(&str, u32)> = terms.iter().map(|term| (term.as_str(), counts.df(term))).collect();
    if terms.is_empty() {
        rows = counts.iter().collect();
        rows.sort_by_key(|&(term, df)| (Reverse(df), term));
        rows.truncate(top);
    }
    for (term, df) in rows {
        let _ = writeln!(table, "{df}\t{term}");
    }
    table
}
