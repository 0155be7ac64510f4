//! `zhaibao --version`: program, lexicon and taxonomy, since all three decide what a record says.

use zhaibao::{analyze::Taxonomy, model::Lexicon, record::SCHEMA};

use super::{outcome::Outcome, terminal::print};

pub(crate) fn run() -> anyhow::Result<Outcome> {
    let lexicon = Lexicon::shipped()?;
    print(&format!(
        "zhaibao {}\nrecord schema {SCHEMA}\nlexicon of {} articles, {} terms\ntaxonomy of {} topics\n",
        env!("CARGO_PKG_VERSION"),
        lexicon.articles,
        lexicon.vocabulary.len(),
        Taxonomy::shipped()?.topics().len(),
    ))?;
    Ok(Outcome::Done)
}
