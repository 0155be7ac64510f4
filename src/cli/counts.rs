//! `zhaibao counts`: the corpus model, made, merged and read.

use std::{cmp::Reverse, fmt::Write as _, fs, io::Write, path::Path};

use anyhow::Context;
use zhaibao::{
    batch::{Edition, Engine, Intake, Sequence},
    input::gather,
    model::{Counts, Lexicon},
};

use super::{
    args::{AnalysisArgs, CountsAction, CountsArgs, InputArgs},
    outcome::Outcome,
    records::conclude,
    settings::{AnalysisSettings, InputSettings, Session, sum_counts},
    terminal::{Terminal, print},
};

/// Level of compression of the lexicon that ships: it is packed once and read every time.
const LEXICON_LEVEL: i32 = 19;

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
            let packed = zstd::encode_all(lexicon(&edition, *min).to_text().as_bytes(), LEXICON_LEVEL)?;
            place(out, |file| file.write_all(&packed))?;
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

/// The terms of at least `min` articles, with their classes.
fn lexicon(edition: &Edition, min: u32) -> Lexicon {
    let mut lexicon = Lexicon { articles: edition.counts.articles(), ..Lexicon::default() };
    for (word, df) in edition.counts.iter().filter(|&(_, df)| df >= min) {
        let class = edition.vocabulary.id(word).map(|id| edition.vocabulary.class(id));
        let id = lexicon.vocabulary.intern(word, class.unwrap_or(zhaibao::text::WordClass::Unknown));
        lexicon.df.resize(id.index() + 1, 0);
        lexicon.df[id.index()] = df;
    }
    lexicon
}

fn write(mut counts: Counts, min: u32, out: &Path) -> anyhow::Result<()> {
    counts.prune(min);
    place(out, |file| counts.write(file))
}

/// Writes a file that appears whole or not at all.
pub(crate) fn place(path: &Path, fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = || format!("cannot write {}", path.display());
    fs::create_dir_all(folder).with_context(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(failed)?;
    fill(&mut file).with_context(failed)?;
    file.as_file().sync_all().with_context(failed)?;
    file.persist(path).with_context(failed)?;
    Ok(())
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
