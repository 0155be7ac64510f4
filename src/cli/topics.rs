//! `zhaibao topics`: the taxonomy.

use std::fmt::Write;

use super::{
    args::{TopicsAction, TopicsArgs},
    outcome::Outcome,
    settings::{Session, taxonomy},
    terminal::print,
};

pub(crate) fn run(args: &TopicsArgs, session: &Session) -> anyhow::Result<Outcome> {
    let (TopicsAction::List { topics } | TopicsAction::Check { topics }) = &args.action;
    let taxonomy = taxonomy(topics.as_deref().or(session.config.topics.as_deref()))?;
    let mut text = String::new();
    if matches!(args.action, TopicsAction::Check { .. }) {
        let _ = writeln!(text, "{} topics, nothing wrong", taxonomy.topics().len());
    } else {
        for topic in taxonomy.topics() {
            let _ = writeln!(text, "{}\t{}\t{}", topic.id, topic.name, topic.iptc.as_deref().unwrap_or("-"));
        }
    }
    print(&text)?;
    Ok(Outcome::Done)
}
