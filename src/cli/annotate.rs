//! `zhaibao annotate`: articles to records, as a filter.

use zhaibao::{
    batch::{Intake, Sequence, Sheets, write_records},
    input::gather,
};

use super::{
    args::AnnotateArgs,
    outcome::Outcome,
    settings::{AnalysisSettings, InputSettings, Session},
    terminal::{STDOUT, Terminal, complain, out},
};

pub(crate) fn run(args: &AnnotateArgs, session: &Session) -> anyhow::Result<Outcome> {
    let input = InputSettings::new(&args.input, &session.config, Sequence::AsGiven)?;
    let analysis = AnalysisSettings::new(&args.analysis, &session.config);
    let counts = analysis.history()?;
    let engine = analysis.engine()?;
    let gathered = gather(&input.names, None)?;
    let terminal = Terminal::new(true);
    let mut intake = Intake::read(&gathered, &input.options, &terminal)?;
    let edition = engine.read_watched(&intake.articles, &terminal)?;
    let desk = engine.desk(&edition, &counts);
    let sheets = Sheets { intake: &intake, documents: &edition.documents, stories: &[], desk: &desk };
    let found = write_records(sheets, &mut out(), STDOUT, &terminal)?;
    intake.tell(found.problems);
    let idles = analysis.without_effect(&intake.articles)?;
    for idle in &idles {
        complain(&format!("zhaibao: {idle}"));
    }
    let outcome = super::records::conclude(&intake, session)?;
    Ok(if idles.is_empty() || outcome != Outcome::Done { outcome } else { Outcome::Problems })
}
