//! `zhaibao run`: the night's job.

use anyhow::Context;
use serde::Serialize;
use zhaibao::{
    article::Article,
    batch::{Manifest, Night, OutDir, Sequence, Status, read_records},
    input::gather,
    record::Record,
};

use super::{
    args::RunArgs,
    outcome::{Outcome, usage},
    settings::{AnalysisSettings, InputSettings, InputWritten, Session},
    terminal::{Terminal, complain},
};

/// The settings of a run as the manifest shows them; `explain` reads `analysis` back.
#[derive(Debug, Serialize)]
struct Written<'a> {
    #[serde(flatten)]
    input: &'a InputWritten,
    out: &'a std::path::Path,
    date: Option<jiff::civil::Date>,
    jobs: usize,
    analysis: &'a AnalysisSettings,
}

pub(crate) fn run(args: &RunArgs, session: &Session) -> anyhow::Result<Outcome> {
    let config = &session.config;
    if args.input.inputs.is_empty() {
        return Err(usage("no input; name files or folders of page text, or `-` for standard input"));
    }
    let input = InputSettings::new(&args.input, config, Sequence::Sorted)?;
    let analysis = AnalysisSettings::new(&args.analysis, config);
    let out = args.out.as_deref().or(config.out.as_deref()).ok_or_else(|| usage("no output folder; name one with -o"))?;
    let date = args.date.or(config.date);

    let gathered = gather(&input.names, Some(out))?;
    let out = OutDir::open(out)?;
    let engine = analysis.engine()?;
    let written = Written { input: &input.written, out: out.path(), date, jobs: session.jobs, analysis: &analysis };
    let args = serde_json::to_value(&written).context("cannot note the settings")?;
    let night = Night { engine: &engine, gathered: &gathered, options: input.options, history: analysis.history()?, date, args };

    let terminal = Terminal::new(session.quiet);
    terminal.catch_signals()?;
    let manifest = night.run(&out, &terminal).inspect_err(|_| terminal.clear())?;
    let failed = terminal.tell(manifest.results.iter().flat_map(|result| &result.problems));
    terminal.say(&summary(&manifest, &out));
    if analysis.has_words() {
        let articles: Vec<Article> = read_records(out.path())?.1.into_iter().map(Record::into_article).collect();
        for idle in analysis.without_effect(&articles)? {
            complain(&format!("zhaibao: {idle}"));
        }
    }
    Ok(if failed { Outcome::Problems } else { Outcome::Done })
}

/// One line on what was done.
fn summary(manifest: &Manifest, out: &OutDir) -> String {
    let totals = &manifest.totals;
    let skipped = totals.status.get(&Status::Skipped).copied().unwrap_or(0);
    let skipped = if skipped == 0 { String::new() } else { format!(" ({skipped} other files skipped)") };
    format!(
        "zhaibao: {} records of {} files{skipped} in {}, {} errors, {} warnings, {:.1} s",
        totals.records,
        totals.files,
        out.path().display(),
        totals.errors,
        totals.warnings,
        manifest.elapsed_time,
    )
}
