//! `zhaibao digest`: the newsletter of an edition.

use std::{fs, path::Path};

use jiff::civil::Date;
use zhaibao::{
    batch::{MANIFEST, Manifest, Status, read_records},
    digest::{DigestConfig, EditionInfo, render},
    problem::Severity,
    record::Record,
};

use super::{args::DigestArgs, files::place, outcome::Outcome};

/// Names of the files written.
const HTML: &str = "digest.html";
const TEXT: &str = "digest.txt";

pub(crate) fn run(args: &DigestArgs) -> anyhow::Result<Outcome> {
    let (path, records) = read_records(&args.records)?;
    let edition = edition(path.parent().unwrap_or(Path::new("")), &records);
    let mut config = DigestConfig::default();
    if let Some(title) = &args.title {
        config.title.clone_from(title);
    }
    let digest = render(&edition, &records, &config)?;
    for (name, content) in [(HTML, &digest.html), (TEXT, &digest.text)] {
        place(&args.out.join(name), |file| file.write_all(content.as_bytes()))?;
    }
    Ok(Outcome::Done)
}

/// What the manifest beside the records tells of the run; without one, what the records tell.
fn edition(folder: &Path, records: &[Record]) -> EditionInfo {
    let text = fs::read_to_string(folder.join(MANIFEST)).ok();
    let Some(manifest) = text.and_then(|text| serde_json::from_str::<Manifest>(&text).ok()) else {
        return EditionInfo { date: latest(records), ..EditionInfo::default() };
    };
    let failed = manifest.results.iter().filter(|result| result.status == Status::Error);
    let problem = |problems: &[zhaibao::problem::Problem]| problems.iter().find(|p| p.severity == Severity::Error).cloned();
    EditionInfo {
        date: manifest.edition.date,
        pages: manifest.totals.pages as u32,
        usual_pages: None,
        failures: failed.filter_map(|result| problem(&result.problems)).collect(),
    }
}

fn latest(records: &[Record]) -> Option<Date> {
    records.iter().filter_map(|record| record.source.date).max()
}
