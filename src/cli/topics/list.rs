//! `zhaibao topics list`.

use std::fmt::Write;

use super::FolderArgs;
use crate::cli::{outcome::Outcome, settings::Session, terminal::print};

pub(crate) fn run(args: &FolderArgs, session: &Session) -> anyhow::Result<Outcome> {
    let taxonomy = args.taxonomy(session)?;
    let mut text = String::from("id\tname\tname_en\tiptc\tgbt20093\tthreshold\thand\tlearned\n");
    let or_dash = |field: &str| if field.is_empty() { "-".to_owned() } else { field.to_owned() };
    for seed in taxonomy.seeds() {
        let _ = writeln!(
            text,
            "{}\t{}\t{}\t{}\t{}\t{:.2}\t{}\t{}",
            seed.id,
            seed.name,
            or_dash(&seed.name_en),
            or_dash(&seed.iptc),
            or_dash(&seed.gbt20093),
            seed.needed(),
            seed.any.iter().count() + seed.title.iter().count() + seed.when.len(),
            seed.learned.as_ref().map_or(0, |learned| learned.any.iter().count()),
        );
    }
    print(&text)?;
    Ok(Outcome::Done)
}
