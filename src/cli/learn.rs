//! `zhaibao learn`: rankers from what editors chose, and how well they do on articles held out.

use std::{
    collections::HashMap,
    fmt::Write as _,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use zhaibao::{
    analyze::{Analysis, FOLDS, Fits, Sample, Study, fold_of},
    batch::{Desk, Edition, Engine, Intake, IntakeOptions, Sequence, record, stories},
    eval::{
        Figures,
        articles::{Measures, STANDARD_K, score},
        gold::GoldArticle,
        output::Output,
    },
    input::{LineKind, ReadOptions, gather},
};

use super::{
    files::place,
    labels::{read_articles, topics},
    outcome::{Outcome, usage},
    settings::Session,
    terminal::{Terminal, print},
};

/// `learn`.
#[derive(Debug, Args)]
pub(crate) struct LearnArgs {
    /// Articles with the choices of their annotators, as `eval --gold` reads them
    #[arg(long, global = true, default_value = "labels.jsonl", env = "ZHAIBAO_LABELS", value_name = "FILE")]
    labels: PathBuf,
    #[command(subcommand)]
    action: LearnAction,
}

/// What to learn.
#[derive(Debug, Subcommand)]
enum LearnAction {
    /// The ranker of keywords: its data file on standard output
    Keywords,
    /// The ranker of summary sentences: its data file on standard output
    Summary,
    /// How well both do on articles held out: 5 folds, the same story always in one
    Check {
        /// Group of features to leave out, such as `keywords:title`; may be given several times
        #[arg(long, value_name = "GROUP", value_delimiter = ',')]
        without: Vec<String>,
        /// A further line for each group: what the others reach without it
        #[arg(long)]
        each: bool,
        /// File for the records of the articles held out
        #[arg(short, long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// The figures of the table, as `eval` names them.
const FIGURES: [&str; 4] = ["kw_F1@8", "kw_soft@8", "sum_sentF", "sum_rougeL"];

pub(crate) fn run(args: &LearnArgs, session: &Session) -> anyhow::Result<Outcome> {
    let terminal = Terminal::new(session.quiet);
    let labels = std::slice::from_ref(&args.labels);
    let gold = read_articles(labels, &topics(session)?, &terminal)?;
    let options = IntakeOptions { read: ReadOptions { encoding: None, lines: LineKind::Articles }, sequence: Sequence::AsGiven };
    let intake = Intake::read(&gather(labels, None)?, &options, &terminal)?;
    let engine = Engine::shipped()?;
    let edition = engine.read(&intake.articles);
    let desk = engine.desk(&edition, &edition.counts);
    let course = Course::new(&engine, &intake, &edition, &desk, &gold);
    match &args.action {
        LearnAction::Keywords => {
            let (study, fits) = (course.study(), fits(&[])?);
            print(&study.keywords(&fits).to_text(&course.made_by("keywords", &study, &fits)))?;
        }
        LearnAction::Summary => {
            let (study, fits) = (course.study(), fits(&[])?);
            print(&study.summary(&fits).to_text(&course.made_by("summary", &study, &fits)))?;
        }
        LearnAction::Check { without, each, out } => course.check(without, *each, out.as_deref())?,
    }
    Ok(Outcome::Done)
}

/// The labelled articles with all that is made of them once.
struct Course<'a> {
    engine: &'a Engine,
    intake: &'a Intake,
    gold: &'a [GoldArticle],
    /// Places of the labelled articles in the intake, and the analysis that ships of each.
    analyses: Vec<(usize, Analysis)>,
    samples: Vec<Sample<'a>>,
}

impl<'a> Course<'a> {
    fn new(engine: &'a Engine, intake: &'a Intake, edition: &'a Edition, desk: &'a Desk<'a>, gold: &'a [GoldArticle]) -> Self {
        let labels: HashMap<&str, &GoldArticle> = gold.iter().map(|article| (article.id.as_str(), article)).collect();
        let stories = stories(&intake.articles, Vec::new(), |_| 0.0);
        let (mut analyses, mut samples) = (Vec::new(), Vec::new());
        for (place, article) in intake.articles.iter().enumerate() {
            let Some(gold) = article.id.as_deref().and_then(|id| labels.get(id)) else { continue };
            let context = desk.context(article, &edition.documents[place]);
            let analysis = engine.analyzer.analyze(&context);
            let own = |sentences: Vec<&str>| sentences.into_iter().map(str::to_owned).collect();
            samples.push(Sample {
                context,
                places: analysis.places.clone(),
                names: analysis.names.clone(),
                keywords: gold.views().iter().map(|view| view.keywords.clone()).collect(),
                sentences: gold.views().iter().map(|view| own(gold.reference(view))).collect(),
                fold: fold_of(&stories[place].id),
            });
            analyses.push((place, analysis));
        }
        Self { engine, intake, gold, analyses, samples }
    }

    fn study(&self) -> Study<'_> {
        Study::new(&self.engine.analyzer, &self.samples)
    }

    /// Prints the figures on articles held out; writes their records to `out`.
    fn check(&self, without: &[String], each: bool, out: Option<&Path>) -> anyhow::Result<()> {
        let all = fits(without)?;
        let study = self.study();
        let analyses = self.held_out(&study, &all);
        let mut table = format!("{} articles, {FOLDS} folds, each measured by what the others taught\n\n", self.samples.len());
        let heads: String = FIGURES.map(|key| format!("{key:>12}")).concat();
        let _ = writeln!(table, "{:<26}{heads}", "");
        let name = if without.is_empty() { "all features".to_owned() } else { format!("without {}", without.join(" ")) };
        table += &row(&name, &self.figures(&analyses));
        let groups = if each { Fits::groups() } else { Vec::new() };
        for group in groups.into_iter().filter(|group| !without.contains(group)) {
            let fits = fits(&[without, std::slice::from_ref(&group)].concat())?;
            table += &row(&format!("without {group}"), &self.figures(&self.held_out(&study, &fits)));
        }
        if let Some(out) = out {
            self.write(out, analyses)?;
        }
        print(&table)
    }

    /// The analyses with keywords and summary of rankers that did not see the article.
    fn held_out(&self, study: &Study<'_>, fits: &Fits) -> Vec<(usize, Analysis)> {
        let found = study.held_out(fits).into_iter().zip(&self.analyses);
        found.map(|((keywords, summary), (place, known))| (*place, Analysis { keywords, summary, ..known.clone() })).collect()
    }

    fn figures(&self, analyses: &[(usize, Analysis)]) -> Figures {
        let output = |(place, analysis): &(usize, Analysis)| Output {
            id: self.intake.articles[*place].id.clone().unwrap_or_default(),
            keywords: analysis.keywords.iter().map(|keyword| keyword.term.clone()).collect(),
            summary: analysis.summary.sentences.iter().take(3).map(|sentence| sentence.text.clone()).collect(),
            ..Output::default()
        };
        let outputs: Vec<Output> = analyses.iter().map(output).collect();
        let scores = score(self.gold, &outputs, &Measures { k: STANDARD_K.to_vec(), segmenter: None });
        scores.figures(&scores.totals())
    }

    fn write(&self, out: &Path, analyses: Vec<(usize, Analysis)>) -> anyhow::Result<()> {
        place(out, |file| {
            for (place, analysis) in analyses {
                let record = record(&self.intake.articles[place], &self.intake.tags[place], analysis, None);
                serde_json::to_writer(&mut *file, &record)?;
                file.write_all(b"\n")?;
            }
            Ok(())
        })
    }

    /// What made a data file.
    fn made_by(&self, stage: &str, study: &Study<'_>, fits: &Fits) -> String {
        let figures = self.figures(&self.held_out(study, fits));
        let figures: Vec<String> =
            FIGURES.iter().map(|key| format!("{key} {:.4}", figures.get(key).unwrap_or_default())).collect();
        format!(
            "Made by `zhaibao learn {stage}` of version {} from {} articles.\nOn articles held out: {}.",
            env!("CARGO_PKG_VERSION"),
            self.samples.len(),
            figures.join(", ")
        )
    }
}

fn fits(without: &[String]) -> anyhow::Result<Fits> {
    Fits::without(without).map_err(usage)
}

fn row(name: &str, figures: &Figures) -> String {
    let values: String = FIGURES.map(|key| format!("{:>12.4}", figures.get(key).unwrap_or_default())).concat();
    format!("{name:<26}{values}\n")
}
