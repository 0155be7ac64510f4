//! `zhaibao run`: the night's job.

use anyhow::Context;
use serde::Serialize;
use zhaibao::{
    alarm::AlarmConfig,
    article::Article,
    batch::{Manifest, Night, OutDir, Sequence, Status, read_records},
    input::gather,
    record::Record,
};

use super::{
    args::RunArgs,
    config::Config,
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
    history: &'a [std::path::PathBuf],
    jobs: usize,
    min_pages: Option<usize>,
    min_articles: Option<usize>,
    min_share: f64,
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
    let alarm = alarm(args, config)?;
    let history = if args.history.is_empty() { config.history.clone() } else { args.history.clone() };

    let gathered = gather(&input.names, Some(out))?;
    let engine = analysis.engine()?;
    let out = OutDir::open(out)?;
    let written = Written {
        input: &input.written,
        out: out.path(),
        date,
        history: &history,
        jobs: session.jobs,
        min_pages: alarm.min_pages,
        min_articles: alarm.min_articles,
        min_share: alarm.min_share,
        analysis: &analysis,
    };
    let args = serde_json::to_value(&written).context("cannot note the settings")?;
    let night = Night {
        engine: &engine,
        gathered: &gathered,
        options: input.options,
        counts: analysis.history()?,
        history: &history,
        date,
        alarm,
        args,
    };

    let terminal = Terminal::new(session.quiet);
    terminal.catch_signals()?;
    let manifest = night.run(&out, &terminal).inspect_err(|_| terminal.clear())?;
    let failed = terminal.tell(manifest.results.iter().flat_map(|result| &result.problems).chain(&manifest.history.problems));
    for message in manifest.intake.messages() {
        complain(&format!("zhaibao: intake alarm: {message}"));
    }
    terminal.say(&summary(&manifest, &out));
    let mut idles = false;
    if analysis.has_words() {
        let articles: Vec<Article> = read_records(out.path())?.1.into_iter().map(Record::into_article).collect();
        for idle in analysis.without_effect(&articles)? {
            complain(&format!("zhaibao: {idle}"));
            idles = true;
        }
    }
    Ok(if failed || idles || manifest.intake.is_raised() { Outcome::Problems } else { Outcome::Done })
}

/// What the night must hold.
fn alarm(args: &RunArgs, config: &Config) -> anyhow::Result<AlarmConfig> {
    let min_share = args.min_share.or(config.min_share).unwrap_or(AlarmConfig::default().min_share);
    if !(0.0..=1.0).contains(&min_share) {
        return Err(usage(format!("min_share is {min_share}; a number from 0 to 1 is wanted")));
    }
    Ok(AlarmConfig {
        min_pages: args.min_pages.or(config.min_pages),
        min_articles: args.min_articles.or(config.min_articles),
        min_share,
    })
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
