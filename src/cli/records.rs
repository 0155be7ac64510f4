//! What the commands share that read an intake or records.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow};
use zhaibao::{
    batch::{Intake, OutDir, RECORDS},
    record::Record,
};

use super::{
    outcome::{Outcome, usage},
    settings::Session,
    terminal::Terminal,
};

/// Tells what was wrong with an intake whose articles were written, and how the command ends.
pub(crate) fn conclude(intake: &Intake, session: &Session) -> anyhow::Result<Outcome> {
    let failed = Terminal::new(session.quiet).tell(intake.results.iter().flat_map(|result| &result.problems));
    if !intake.articles.is_empty() {
        return Ok(if failed { Outcome::Problems } else { Outcome::Done });
    }
    Err(intake.fruitless(None).into())
}

/// The records file that `path` means: itself, or that of an output folder.
pub(crate) fn records_file(path: &Path) -> anyhow::Result<PathBuf> {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    OutDir::recover(folder)?;
    Ok(if path.is_dir() { path.join(RECORDS) } else { path.to_owned() })
}

/// Reads a records file.
pub(crate) fn read_records(path: &Path) -> anyhow::Result<Vec<Record>> {
    let text = fs::read_to_string(path).map_err(|error| usage(format!("cannot read {}: {error}", path.display())))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| serde_json::from_str(line).with_context(|| format!("{}:{}: no record", path.display(), index + 1)))
        .collect()
}

/// The one record whose id is `id` or begins with it.
pub(crate) fn find<'r>(records: &'r [Record], id: &str) -> anyhow::Result<&'r Record> {
    if let Some(record) = records.iter().find(|record| record.id == id) {
        return Ok(record);
    }
    let matches: Vec<&Record> = records.iter().filter(|record| record.id.starts_with(id)).collect();
    match matches[..] {
        [record] => Ok(record),
        [] => Err(anyhow!("no record has the id `{id}`")),
        _ => Err(anyhow!("the ids of {} records begin with `{id}`", matches.len())),
    }
}
