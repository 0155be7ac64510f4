//! One run over one night: intake, counts, analysis, stories, and the edition they make.

use std::time::Instant;

use jiff::{Timestamp, civil::Date};

use crate::{
    batch::{
        engine::Engine,
        intake::{Intake, IntakeOptions},
        manifest::{EditionFacts, LexiconFacts, Manifest, Metadata, SCHEMA_VERSION, Totals},
        publish::{OutDir, Staging},
        records::{stories, write_records},
        watch::Watch,
    },
    error::{Error, Result},
    input::Gathered,
    model::Counts,
    record::SCHEMA,
};

/// The records of an edition.
pub const RECORDS: &str = "records.jsonl";
/// The manifest of an edition.
pub const MANIFEST: &str = "run.json";
/// The counts of an edition.
pub const COUNTS: &str = "counts.zbc";
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
        let intake = Intake::read(self.gathered, &self.options, watch)?;
        let mut papers: Vec<String> = intake.articles.iter().filter_map(|article| article.source.paper.clone()).collect();
        papers.sort_unstable();
        papers.dedup();
        let mut manifest = Manifest {
            metadata: self.metadata(started_at),
            args: self.args.clone(),
            elapsed_time: 0.0,
            edition: EditionFacts { date: self.date.or(intake.date), papers },
            totals: Totals::of(&intake.results, intake.articles.len()),
            outputs: Vec::new(),
            results: intake.results.clone(),
        };
        let mut staging = out.stage()?;
        if intake.articles.is_empty() {
            manifest.elapsed_time = started.elapsed().as_secs_f64();
            write_manifest(&mut staging, FAILED, &mut manifest)?;
            staging.commit()?;
            return Err(intake.fruitless(Some(&out.path().join(FAILED))));
        }
        self.fill(&mut staging, &intake, watch)?;
        manifest.outputs = staging.outputs().to_vec();
        manifest.elapsed_time = started.elapsed().as_secs_f64();
        write_manifest(&mut staging, MANIFEST, &mut manifest)?;
        watch.check()?;
        staging.commit()?;
        out.remove(FAILED)?;
        Ok(manifest)
    }

    /// Writes records and counts.
    fn fill(&self, staging: &mut Staging<'_>, intake: &Intake, watch: &dyn Watch) -> Result<()> {
        let edition = self.engine.read_watched(&intake.articles, watch)?;
        staging.write(COUNTS, |file| edition.counts.write(file).map_err(|error| Error::write(COUNTS, error)))?;
        let stories = stories(&intake.articles);
        watch.check()?;
        let desk = if self.history.articles() == 0 {
            self.engine.desk(&edition, &edition.counts)
        } else {
            let mut counts = self.history.clone();
            counts += &edition.counts;
            self.engine.desk(&edition, &counts)
        };
        staging.write(RECORDS, |file| write_records(intake, &edition.documents, &desk, &stories, file, RECORDS, watch))
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
            generated_at: String::new(),
        }
    }
}

fn write_manifest(staging: &mut Staging<'_>, name: &str, manifest: &mut Manifest) -> Result<()> {
    manifest.metadata.generated_at = Timestamp::now().to_string();
    staging.write(name, |file| {
        let written = serde_json::to_writer_pretty(&mut *file, manifest).map_err(std::io::Error::from);
        written.and_then(|()| file.write_all(b"\n")).map_err(|error| Error::write(name, error))
    })
}
