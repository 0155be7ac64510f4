//! One run over one night: intake, counts, analysis, stories, and the edition they make.

use std::{collections::BTreeSet, io::Write, path::PathBuf, time::Instant};

use jiff::{Timestamp, civil::Date};

use crate::{
    alarm::{Alarm, AlarmConfig, NightSize},
    batch::{
        engine::Engine,
        history::{History, sizes},
        intake::{Intake, IntakeOptions, fruitless},
        manifest::{EditionFacts, HistoryFacts, LexiconFacts, Manifest, Metadata, SCHEMA_VERSION, Totals},
        publish::{OutDir, Staging},
        records::{Sheets, stories, write_records},
        watch::Watch,
    },
    error::{Error, Result},
    input::Gathered,
    model::Counts,
    problem::Problem,
    record::SCHEMA,
    story::{Baseline, EditionView, Trends},
};

/// The records of an edition.
pub const RECORDS: &str = "records.jsonl";
/// The manifest of an edition.
pub const MANIFEST: &str = "run.json";
/// The counts of an edition.
pub const COUNTS: &str = "counts.zbc";
/// What rises in an edition.
pub const RISING: &str = "rising.json";
/// The manifest of a run that made no edition.
pub const FAILED: &str = "run.failed.json";

/// A run to be done.
pub struct Night<'a> {
    /// What reads and analyses.
    pub engine: &'a Engine,
    /// The files.
    pub gathered: &'a Gathered,
    /// How they are taken in.
    pub options: IntakeOptions,
    /// Counts of earlier nights, added to the background.
    pub counts: Counts,
    /// Folders of earlier editions, to tell what is new tonight and which stories go on.
    pub history: &'a [PathBuf],
    /// The edition's date, where it is not that of the pages.
    pub date: Option<Date>,
    /// What the night must hold.
    pub alarm: AlarmConfig,
    /// The settings as meant, for the manifest.
    pub args: serde_json::Value,
}

impl Night<'_> {
    /// Does the night's work and publishes it in `out`.
    ///
    /// # Errors
    /// Where no record came out, nothing is published: the old edition stays, and [`FAILED`] tells why.
    pub fn run(&self, out: &OutDir, watch: &dyn Watch) -> Result<Manifest> {
        let (started_at, started) = (Timestamp::now(), Instant::now());
        let mut intake = Intake::read(self.gathered, &self.options, watch)?;
        let mut staging = out.stage()?;
        let date = self.date.or(intake.date);
        let mut history = HistoryFacts::default();
        let name = if intake.articles.is_empty() { FAILED } else { MANIFEST };
        if !intake.articles.is_empty() {
            let mut read = History::read(self.history, out.path(), date, watch)?;
            history = HistoryFacts { nights: std::mem::take(&mut read.results), problems: std::mem::take(&mut read.problems) };
            let found = self.fill(&mut staging, &intake, read, watch)?;
            intake.tell(found);
        }
        let mut totals = Totals::of(&intake.results, intake.articles.len());
        history.problems.iter().for_each(|problem| totals.count(problem));
        let edition = self.facts(&intake);
        let size = NightSize { pages: totals.pages, articles: totals.records, papers: edition.papers.clone() };
        let manifest = Manifest {
            intake: Alarm::check(&size, &sizes(&history.nights), &self.alarm),
            metadata: self.metadata(started_at),
            args: self.args.clone(),
            elapsed_time: started.elapsed().as_secs_f64(),
            edition,
            history,
            totals,
            outputs: staging.outputs().to_vec(),
            results: std::mem::take(&mut intake.results),
        };
        staging.write(name, |file| write_json(file, name, &manifest))?;
        watch.check()?;
        staging.commit()?;
        if name == FAILED {
            return Err(fruitless(&manifest.results, Some(&out.path().join(FAILED))));
        }
        out.remove(FAILED)?;
        Ok(manifest)
    }

    /// Writes counts, records and what rises; returns what the analysis found wrong.
    fn fill(
        &self,
        staging: &mut Staging<'_>,
        intake: &Intake,
        history: History,
        watch: &dyn Watch,
    ) -> Result<Vec<(usize, Problem)>> {
        let edition = self.engine.read_watched(&intake.articles, watch)?;
        staging.write(COUNTS, |file| edition.counts.write(file).map_err(|error| Error::write(COUNTS, error)))?;
        watch.check()?;
        let mut counts = self.counts.clone();
        counts += &edition.counts;
        let desk = self.engine.desk(&edition, &counts);
        drop(counts);

        let History { nights, texts, names, .. } = history;
        let baseline = Baseline::new(nights, &self.engine.lexicon);
        let trends = Trends::new(&baseline, &self.engine.lexicon, &edition.vocabulary, &edition.counts, desk.stop());
        let stories = stories(&intake.articles, texts, |lead| trends.burst(&edition.documents[lead]).value);
        watch.check()?;
        let sheets = Sheets { intake, documents: &edition.documents, stories: &stories, desk: &desk };
        let found = staging.write(RECORDS, |file| write_records(sheets, file, RECORDS, watch))?;
        let view = EditionView {
            date: self.date.or(intake.date),
            articles: &intake.articles,
            documents: &edition.documents,
            stories: &stories,
            gleaned: &found.gleaned,
        };
        let rising = trends.rising(view, |name| names.contains(name));
        staging.write(RISING, |file| write_json(file, RISING, &rising))?;
        Ok(found.problems)
    }

    fn facts(&self, intake: &Intake) -> EditionFacts {
        let papers = intake.articles.iter().filter_map(|article| article.source.paper.as_deref());
        let papers: BTreeSet<&str> = papers.collect();
        EditionFacts { date: self.date.or(intake.date), papers: papers.into_iter().map(str::to_owned).collect() }
    }

    fn metadata(&self, started_at: Timestamp) -> Metadata {
        let lexicon = &self.engine.lexicon;
        Metadata {
            schema_version: SCHEMA_VERSION,
            tool_version: env!("CARGO_PKG_VERSION").to_owned(),
            record_schema: SCHEMA,
            lexicon: LexiconFacts { articles: lexicon.articles, terms: lexicon.vocabulary.len() },
            topics: self.engine.analyzer.taxonomy.topics().len(),
            started_at: started_at.to_string(),
            generated_at: Timestamp::now().to_string(),
        }
    }
}

/// Writes `value` as JSON a person can read, which is called `name` in errors.
fn write_json(file: &mut dyn Write, name: &str, value: &impl serde::Serialize) -> Result<()> {
    let written = serde_json::to_writer_pretty(&mut *file, value).map_err(std::io::Error::from);
    written.and_then(|()| file.write_all(b"\n")).map_err(|error| Error::write(name, error))
}
