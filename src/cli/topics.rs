//! `zhaibao topics`: the taxonomy.

use std::fmt::Write;

use zhaibao::analyze::Taxonomy;

use super::{
    args::{TopicsAction, TopicsArgs},
    outcome::Outcome,
    settings::Session,
    terminal::print,
};

pub(crate) fn run(args: &TopicsArgs, _: &Session) -> anyhow::Result<Outcome> {
    match args.action {
        TopicsAction::List => {
            let mut table = String::new();
            for topic in Taxonomy::default().topics() {
                let _ = writeln!(table, "{}\t{}\t{}", topic.id, topic.name, topic.iptc.as_deref().unwrap_or("-"));
            }
            print(&table)?;
        }
    }
    Ok(Outcome::Done)
}
