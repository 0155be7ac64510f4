//! `zhaibao topics check`: the lint.

use std::{fmt::Write, path::PathBuf};

use clap::Args;
use zhaibao::{
    batch::{Engine, Intake, IntakeOptions, Sequence},
    input::{ReadOptions, gather},
    model::Counts,
    text::StopWords,
};

use super::table::or;
use crate::cli::{
    outcome::{Outcome, usage},
    settings::{Session, taxonomy},
    terminal::{Terminal, print},
};

/// `topics check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Folder of topic files, over the shipped ones
    #[arg(value_name = "DIR", env = "ZHAIBAO_TOPICS")]
    topics: Option<PathBuf>,
    /// Pages or articles to look for terms and topics in: files or folders; may be given several times
    #[arg(long, value_name = "INPUT", env = "ZHAIBAO_ON", value_delimiter = ',')]
    on: Vec<PathBuf>,
}

pub(crate) fn run(args: &CheckArgs, session: &Session) -> anyhow::Result<Outcome> {
    let taxonomy = taxonomy(args.topics.as_deref().or(session.config.topics.as_deref()))?;
    let mut findings = taxonomy.check(&StopWords::meaningless());
    let topics = taxonomy.topics().len();
    let mut seen = String::new();
    let on = or(&args.on, &session.config.taxonomy.on);
    if !on.is_empty() {
        let options = IntakeOptions { read: ReadOptions::default(), sequence: Sequence::AsGiven };
        let intake = Intake::read(&gather(on, None)?, &options, &Terminal::new(session.quiet))?;
        if intake.articles.is_empty() {
            return Err(usage("no article to look for terms in"));
        }
        let mut engine = Engine::shipped()?;
        engine.analyzer.taxonomy = taxonomy;
        let edition = engine.read(&intake.articles);
        let desk = engine.desk(&edition, &Counts::default());
        let contexts = intake.articles.iter().zip(&edition.documents).map(|(article, document)| desk.context(article, document));
        findings.extend(engine.analyzer.taxonomy.check_on(contexts));
        seen = format!(", looked for in {} articles", intake.articles.len());
    }
    let mut text = String::new();
    for finding in &findings {
        let _ = writeln!(text, "{finding}");
    }
    let wrong = if findings.is_empty() { "nothing wrong".to_owned() } else { format!("{} findings", findings.len()) };
    let _ = writeln!(text, "{topics} topics{seen}: {wrong}");
    print(&text)?;
    Ok(if findings.is_empty() { Outcome::Done } else { Outcome::Problems })
}
