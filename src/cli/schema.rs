//! `zhaibao schema`: what a record looks like.

use super::{outcome::Outcome, terminal::print};

pub(crate) fn run() -> anyhow::Result<Outcome> {
    print(&format!("{:#}\n", zhaibao::record::schema().to_value()))?;
    Ok(Outcome::Done)
}
