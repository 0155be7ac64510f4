//! `zhaibao layout`: makes the data files of the splitter.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use zhaibao::{
    batch::{Intake, Sequence},
    eval::{
        gold::{Gold, GoldPage},
        output::Output,
        splitting::{owners, score},
    },
    input::{self, Gathered, Item, ReadOptions, gather},
    layout::{self, Lesson},
    page::Page,
};

use super::{
    args::InputArgs,
    files::place,
    labels::{read_gold, topics},
    outcome::{Outcome, usage},
    records::conclude,
    settings::{InputSettings, Session},
    terminal::{Terminal, print},
};

/// `layout`.
#[derive(Debug, Args)]
pub(crate) struct LayoutArgs {
    #[command(subcommand)]
    action: Action,
}

/// What is learned.
#[derive(Debug, Subcommand)]
enum Action {
    /// Count characters, pairs and triples of them in a corpus of running text
    Seams {
        #[command(flatten)]
        input: InputArgs,
        /// File to write
        #[arg(short, long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Fit the weights to pages with known articles, and say how well pages are split that were left out of the fit
    Learn {
        #[command(flatten)]
        input: InputArgs,
        /// The articles of the pages, JSON Lines
        #[arg(long, value_name = "FILE")]
        gold: PathBuf,
        /// Folder for the weights files; without it only the figures are made
        #[arg(short, long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

pub(crate) fn run(args: &LayoutArgs, session: &Session) -> anyhow::Result<Outcome> {
    match &args.action {
        Action::Seams { input, out } => {
            let settings = InputSettings::new(input, &session.config, Sequence::Sorted)?;
            let terminal = Terminal::new(session.quiet);
            let intake = Intake::read(&gather(&settings.names, None)?, &settings.options, &terminal)?;
            let names = input.inputs.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy());
            let names: Vec<_> = names.collect();
            let made_by = format!("zhaibao {} layout seams {}", env!("CARGO_PKG_VERSION"), names.join(" "));
            let packed = layout::build_seams(intake.articles.iter().map(|article| article.text.as_str()), &made_by)?;
            place(out, |file| file.write_all(&packed))?;
            conclude(&intake, session)
        }
        Action::Learn { input, gold, out } => learn(input, gold, out.as_deref(), session),
    }
}

/// Fits the weights, first without each house in turn to see how papers nobody has shown us are split, then to all pages.
fn learn(input: &InputArgs, gold: &Path, out: Option<&Path>, session: &Session) -> anyhow::Result<Outcome> {
    let terminal = Terminal::new(session.quiet);
    let Gold::Pages(gold) = read_gold(&[gold.to_owned()], &topics(session)?, &terminal)? else {
        return Err(usage("labels of pages are wanted, but the file holds labels of articles"));
    };
    let settings = InputSettings::new(input, &session.config, Sequence::Sorted)?;
    let pages = pages(&gather(&settings.names, None)?, &settings.options.read);
    let mut houses: Vec<&str> = gold.iter().filter_map(|page| page.house.as_deref()).collect();
    houses.sort_unstable();
    houses.dedup();
    let mut lessons = Vec::new();
    let mut known = Vec::new();
    for page in &pages {
        let Some(gold) = gold.iter().find(|gold| gold.page == stem(&page.path)) else { continue };
        let fold = houses.iter().position(|house| gold.house.as_deref() == Some(house)).unwrap_or(houses.len());
        lessons.push(Lesson { page, owners: owners(gold, &layout::lines(page)), fold });
        known.push(gold.clone());
    }
    let mut table = String::new();
    let mut row = |name: &str, skill: &dyn Fn(usize) -> layout::Skill, held: &dyn Fn(&Lesson<'_>) -> bool| {
        let kept: Vec<usize> =
            (0..lessons.len()).filter(|&nth| held(&lessons[nth]) && known[nth].interleaved != Some(true)).collect();
        let skill = skill(kept.first().map_or(0, |&nth| lessons[nth].fold));
        let gold: Vec<GoldPage> = kept.iter().map(|&nth| known[nth].clone()).collect();
        let outputs: Vec<Output> = kept.iter().flat_map(|&nth| outputs(lessons[nth].page, &skill)).collect();
        let figures = score(&gold, &outputs).totals().figures();
        let _ = write!(table, "{name:<12}{:>6}", gold.len());
        for (_, value) in figures.iter().filter(|(name, _)| SHOWN.contains(name)) {
            let _ = write!(table, "{value:>12.4}");
        }
        table.push('\n');
    };
    let whole = layout::learn(&lessons, None);
    row("learned from", &|_| whole.clone(), &|_| true);
    for (nth, house) in houses.iter().enumerate() {
        row(house, &|fold| layout::learn(&lessons, Some(fold)), &|lesson| lesson.fold == nth);
    }
    let head: String = SHOWN.iter().map(|name| format!("{name:>12}")).collect();
    print(&format!("{:<12}{:>6}{head}\n{table}", "left out", "pages"))?;
    if let Some(out) = out {
        let made_by = format!("Made by `zhaibao layout learn` from {} pages.", lessons.len());
        for (name, text) in layout::PARTS.iter().zip(whole.to_texts(&made_by)) {
            place(&out.join(name), |file| file.write_all(text.as_bytes()))?;
        }
    }
    Ok(Outcome::Done)
}

/// Figures shown of each row.
const SHOWN: [&str; 6] = ["f1@0.9", "f1@0.5", "b3_p", "b3_r", "b3_f1", "title_exact"];

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The pages of these files.
fn pages(gathered: &Gathered, options: &ReadOptions) -> Vec<Page> {
    let items = gathered.files.iter().flat_map(|found| input::read(found, options).items);
    items.filter_map(|item| if let Item::Page(page) = item { Some(page) } else { None }).collect()
}

/// What the splitter makes of a page, for scoring.
fn outputs(page: &Page, skill: &layout::Skill) -> Vec<Output> {
    let articles = layout::split_with(page, skill).articles.into_iter();
    let output = |article: zhaibao::article::Article| Output {
        pages: vec![stem(&page.path).to_owned()],
        title: article.head.title.unwrap_or_default(),
        text: article.text,
        ..Output::default()
    };
    articles.map(output).collect()
}
