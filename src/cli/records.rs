//! What several commands do with an intake or with records.

use anyhow::anyhow;
use zhaibao::{
    batch::{Intake, fruitless},
    record::Record,
};

use super::{outcome::Outcome, settings::Session, terminal::Terminal};

/// Tells what was wrong with an intake whose articles were written, and how the command ends.
pub(crate) fn conclude(intake: &Intake, session: &Session) -> anyhow::Result<Outcome> {
    let failed = Terminal::new(session.quiet).tell(intake.results.iter().flat_map(|result| &result.problems));
    if !intake.articles.is_empty() {
        return Ok(if failed { Outcome::Problems } else { Outcome::Done });
    }
    Err(fruitless(&intake.results, None).into())
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
