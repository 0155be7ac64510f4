//! One run over one night: intake, counts, analysis, stories, and the edition they make.

use std::{collections::BTreeSet, time::Instant};

use jiff::{Timestamp, civil::Date};

use crate::{
    alarm::{Alarm, AlarmConfig, NightSize},
    batch::{
        engine::Engine,
        intake::{Intake, IntakeOptions, fruitless},
        manifest::{EditionFacts, LexiconFacts, Manifest, Metadata, SCHEMA_VERSION, Totals},
        publish::{OutDir, Staging},
        records::{Sheets, stories, write_records},
        watch::Watch,
    },
    error::{Error, Result},
    input::Gathered,
    model::Counts,
    problem::Problem,
    record::SCHEMA,
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
    pub history: Counts,
    /// The edition's date, where it is not that of the pages.
    pub date: Option<Date>,
    /// What the night must hold.
    pub alarm: AlarmConfig,
    /// How much earlier nights brought.
    pub earlier: Vec<NightSize>,
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
        let name = if intake.articles.is_empty() { FAILED } else { MANIFEST };
        if !intake.articles.is_empty() {
            let found = self.fill(&mut staging, &intake, watch)?;
            intake.tell(found);
        }
        let mut manifest = Manifest {
            intake: Alarm::default(),
            metadata: self.metadata(started_at),
            args: self.args.clone(),
            elapsed_time: started.elapsed().as_secs_f64(),
            edition: self.facts(&intake),
            totals: Totals::of(&intake.results, intake.articles.len()),
            outputs: staging.outputs().to_vec(),
            results: std::mem::take(&mut intake.results),
        };
        manifest.intake = Alarm::check(&manifest.size(), &self.earlier, &self.alarm);
        staging.write(name, |file| {
            let written = serde_json::to_writer_pretty(&mut *file, &manifest).map_err(std::io::Error::from);
            written.and_then(|()| file.write_all(b"\n")).map_err(|error| Error::write(name, error))
        })?;
        watch.check()?;
        staging.commit()?;
        if name == FAILED {
            return Err(fruitless(&manifest.results, Some(&out.path().join(FAILED))));
        }
        out.remove(FAILED)?;
        Ok(manifest)
    }

    /// Writes records and counts; returns what the analysis found wrong.
    fn fill(&self, staging: &mut Staging<'_>, intake: &Intake, watch: &dyn Watch) -> Result<Vec<(usize, Problem)>> {
        let edition = self.engine.read_watched(&intake.articles, watch)?;
        staging.write(COUNTS, |file| edition.counts.write(file).map_err(|error| Error::write(COUNTS, error)))?;
        watch.check()?;
        let stories = stories(&intake.articles);
        watch.check()?;
        let mut counts = self.history.clone();
        counts += &edition.counts;
        let desk = self.engine.desk(&edition, &counts);
        drop(counts);
        let sheets = Sheets { intake, documents: &edition.documents, stories: &stories, desk: &desk };
        staging.write(RECORDS, |file| write_records(sheets, file, RECORDS, watch))
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
