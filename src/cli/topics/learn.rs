//! `zhaibao topics learn`: term weights from labelled articles.

use std::{fs, path::PathBuf};

use anyhow::Context;
use clap::Args;
use zhaibao::{
    analyze::{LearnConfig, Taxonomy, learn},
    batch::Engine,
};

use super::{
    FolderArgs,
    cross::{FOLDS, say, validate},
    labelled::{Files, Labelled},
    report::report,
    table::{TaxonomyTable, or},
};
use crate::cli::{
    outcome::{Outcome, usage},
    settings::Session,
    terminal::{Terminal, print},
};

/// `topics learn`.
#[derive(Debug, Args)]
pub(crate) struct TopicsLearnArgs {
    /// Labelled articles; may be given several times
    #[arg(long, env = "ZHAIBAO_LABELS", value_name = "FILE", num_args = 1..)]
    labels: Vec<PathBuf>,
    /// Further labelled articles: they teach weights; what scores mean is read off those of --labels, and `--cv` tests on those
    #[arg(long, env = "ZHAIBAO_ALSO", value_name = "FILE", num_args = 1..)]
    also: Vec<PathBuf>,
    /// Articles nobody labelled: they teach which words go together
    #[arg(long, env = "ZHAIBAO_UNLABELLED", value_name = "INPUT", num_args = 1..)]
    unlabelled: Vec<PathBuf>,
    /// Folder to write the topic files into, made if need be; without it nothing is written
    #[arg(short, long, value_name = "DIR", env = "ZHAIBAO_TOPICS_OUT")]
    out: Option<PathBuf>,
    /// Measure by 5-fold cross-validation what learning gives articles that were not learned from
    #[arg(long, env = "ZHAIBAO_CV", num_args = 0..=1, default_missing_value = "true", require_equals = true, value_name = "BOOL")]
    cv: Option<bool>,
    /// Another number deals the articles to other folds: what a gain is worth that holds for one deal only
    #[arg(long, env = "ZHAIBAO_DEAL", value_name = "N")]
    deal: Option<u16>,
    #[command(flatten)]
    folder: FolderArgs,
    /// Channels that are told but not counted, by the source's names; may be given several times
    #[arg(long, env = "ZHAIBAO_LEAVE_OUT", value_name = "CHANNEL", value_delimiter = ',')]
    leave_out: Vec<String>,
    /// Terms a topic learns, at most [default: 1500]
    #[arg(long, env = "ZHAIBAO_MOST_TERMS", value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    most_terms: Option<u16>,
    /// Weight of the sum of absolute weights: higher gives shorter lists [default: 0.15]
    #[arg(long, env = "ZHAIBAO_L1", value_name = "X", value_parser = weight)]
    l1: Option<f32>,
    /// Weight of half the sum of squares: higher spreads weight over terms that go together [default: 1]
    #[arg(long, env = "ZHAIBAO_L2", value_name = "X", value_parser = weight)]
    l2: Option<f32>,
    /// A phrase of two words is learned if it stands in so many labelled articles [default: 12]
    #[arg(long, env = "ZHAIBAO_PHRASES_FROM", value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    phrases_from: Option<u16>,
}

/// A weight of the elastic net.
fn weight(text: &str) -> Result<f32, String> {
    let value: f32 = text.parse().map_err(|_| "expected a number")?;
    if value.is_finite() && value >= 0.0 { Ok(value) } else { Err("expected a number from 0".to_owned()) }
}

pub(crate) fn run(args: &TopicsLearnArgs, session: &Session) -> anyhow::Result<Outcome> {
    let taxonomy = args.folder.taxonomy(session)?;
    let table = &session.config.taxonomy;
    let config = config(args, table);
    let files = Files {
        labels: or(&args.labels, &table.labels),
        also: or(&args.also, &table.also),
        unlabelled: or(&args.unlabelled, &table.unlabelled),
    };
    if files.labels.is_empty() {
        return Err(usage("no labelled articles; name files with --labels"));
    }
    let leave_out = or(&args.leave_out, &table.leave_out);
    let cross = args.cv.or(table.cv).unwrap_or(false);
    if cross && args.out.is_some() {
        return Err(usage("--cv measures and writes nothing; leave out -o or --cv"));
    }
    let labelled = Labelled::read(files, &taxonomy, &Engine::shipped()?, session)?;
    let terminal = Terminal::new(session.quiet);
    labelled.must_have(leave_out)?;
    if cross {
        let deal = args.deal.or(table.deal).unwrap_or(0);
        let said = validate(&taxonomy, &labelled, u64::from(deal), &config);
        terminal.say(&format!("zhaibao: {FOLDS}-fold cross-validation, {} articles to learn from", labelled.len()));
        print(&report(&taxonomy, &labelled, &said, leave_out))?;
        return Ok(Outcome::Done);
    }
    let every: Vec<usize> = (0..labelled.len()).collect();
    let seeds = learn(&taxonomy, &labelled.samples(&every), &config);
    if let Some(folder) = args.out.as_ref().or(table.out.as_ref()) {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        for (seed, text) in seeds.iter().zip(taxonomy.texts()) {
            let path = folder.join(format!("{}.toml", seed.id));
            fs::write(&path, seed.write_learned(text)).with_context(|| format!("cannot write {}", path.display()))?;
        }
        terminal.say(&format!("zhaibao: {} topic files written to {}", seeds.len(), folder.display()));
    } else {
        terminal.say("zhaibao: nothing is written without -o");
    }
    let learned = Taxonomy::new(seeds);
    let said = say(&learned, &labelled, &every);
    terminal.say("zhaibao: the figures below are of the articles that were learned from; `--cv` gives honest ones");
    print(&report(&learned, &labelled, &said, leave_out))?;
    Ok(Outcome::Done)
}

fn config(args: &TopicsLearnArgs, table: &TaxonomyTable) -> LearnConfig {
    let default = LearnConfig::default();
    LearnConfig {
        most_terms: args.most_terms.or(table.most_terms).map_or(default.most_terms, usize::from),
        l1: args.l1.or(table.l1).unwrap_or(default.l1),
        l2: args.l2.or(table.l2).unwrap_or(default.l2),
        least_articles_of_phrase: args.phrases_from.or(table.phrases_from).map_or(default.least_articles_of_phrase, usize::from),
        ..default
    }
}
