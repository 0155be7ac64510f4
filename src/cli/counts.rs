//! `zhaibao counts`: the corpus model, made, merged and read.

use std::{cmp::Reverse, collections::HashSet, fmt::Write, path::Path};

use zhaibao::{
    analyze::Phrasebook,
    batch::{Edition, Engine, Intake, Sequence},
    input::gather,
    model::{Counts, Lexicon},
    text::Document,
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
        CountsAction::Phrases { input, out, min, except } => {
            let engine = AnalysisSettings::new(&AnalysisArgs::default(), &session.config).engine()?;
            let (intake, edition) = read(&engine, input, session)?;
            let labelled = except.as_ref().map(|path| texts(path, session)).transpose()?.unwrap_or_default();
            let articles = intake.articles.iter().zip(edition.documents);
            let documents: Vec<Document> =
                articles.filter(|(article, _)| !labelled.contains(&article.text)).map(|(_, document)| document).collect();
            let book = Phrasebook::count(&documents, &edition.vocabulary, engine.lexicon.vocabulary.len(), *min);
            let except = except.as_ref().and_then(|path| path.file_name());
            let except = except.map_or_else(String::new, |name| format!(" --except {}", name.to_string_lossy()));
            place(out, |file| book.write(file, &(made_by("phrases", input, *min) + &except)))?;
            conclude(&intake, session)
        }
        CountsAction::Lexicon { input, out, min } => {
            let mut engine = AnalysisSettings::new(&AnalysisArgs::default(), &session.config).engine()?;
            engine.lexicon = Lexicon::default();
            let (intake, edition) = read(&engine, input, session)?;
            let lexicon = Lexicon::from_counts(&edition.counts, &edition.vocabulary, *min);
            place(out, |file| lexicon.write(file, &made_by("lexicon", input, *min)))?;
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

/// What made a shipped file: the command, without the folders of its files.
fn made_by(what: &str, input: &InputArgs, min: u32) -> String {
    let names = input.inputs.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy());
    let names: Vec<_> = names.collect();
    format!("zhaibao {} counts {what} --min {min} {}", env!("CARGO_PKG_VERSION"), names.join(" "))
}

/// The texts of the articles of a file.
fn texts(path: &Path, session: &Session) -> anyhow::Result<HashSet<String>> {
    let input = InputArgs { inputs: vec![path.to_owned()], ..InputArgs::default() };
    let input = InputSettings::new(&input, &session.config, Sequence::Sorted)?;
    let intake = Intake::read(&gather(&input.names, None)?, &input.options, &Terminal::new(true))?;
    Ok(intake.articles.into_iter().map(|article| article.text).collect())
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
