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
        splitting::{PageSums, owners, score},
    },
    input::{self, Gathered, Item, ReadOptions, gather},
    layout::{self, Lesson},
    model::meanings::{MeaningsConfig, learn_meanings},
    page::Page,
};

use super::{
    args::InputArgs,
    files::place,
    labels::{read_gold, topics},
    layout_heads,
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
    /// Learn from a corpus of running text which pairs of characters speak of the same things
    Meanings {
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
        /// The articles of the pages, JSON Lines; may be given several times
        #[arg(long, required = true, value_name = "FILE")]
        gold: Vec<PathBuf>,
        /// Folder with pages typeset for learning, `pages/` and `gold.jsonl`: lessons of every fit, but no part of the figures; may
        /// be given several times
        #[arg(long, value_name = "DIR")]
        typeset: Vec<PathBuf>,
        /// Count every page given as this many lessons beside the typeset ones
        #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
        repeat: u8,
        /// Folder for the weights files; without it only the figures are made
        #[arg(short, long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Fit the weights that tell kicker, headline and subtitle: the weights file on standard output
    Heads {
        /// The articles of the pages, JSON Lines
        #[arg(long, value_name = "FILE")]
        gold: PathBuf,
        /// Folder of the pages
        #[arg(long, value_name = "DIR")]
        pages: PathBuf,
        /// Show the heads that are read wrong when held out, on standard error
        #[arg(long)]
        show: bool,
    },
}

pub(crate) fn run(args: &LayoutArgs, session: &Session) -> anyhow::Result<Outcome> {
    match &args.action {
        Action::Seams { input, out } => {
            let corpus = Corpus::read("seams", input, session)?;
            let packed = layout::build_seams(corpus.texts(), &corpus.made_by)?;
            place(out, |file| file.write_all(&packed))?;
            conclude(&corpus.intake, session)
        }
        Action::Meanings { input, out } => {
            let corpus = Corpus::read("meanings", input, session)?;
            let config = MeaningsConfig::default();
            let told = |step, loss| corpus.terminal.say(&format!("step {step} of {}, loss {loss:.3}", config.steps));
            let packed = learn_meanings(corpus.texts(), config, &corpus.made_by, told)?;
            place(out, |file| file.write_all(&packed))?;
            conclude(&corpus.intake, session)
        }
        Action::Heads { gold, pages, show } => layout_heads::run(gold, pages, *show),
        Action::Learn { input, gold, typeset, repeat, out } => {
            learn(input, gold, (typeset, usize::from(*repeat)), out.as_deref(), session)
        }
    }
}

/// A corpus of running text to count.
struct Corpus {
    intake: Intake,
    terminal: Terminal,
    /// What a file made from it says of its making.
    made_by: String,
}

impl Corpus {
    fn read(command: &str, input: &InputArgs, session: &Session) -> anyhow::Result<Self> {
        let settings = InputSettings::new(input, &session.config, Sequence::Sorted)?;
        let terminal = Terminal::new(session.quiet);
        let intake = Intake::read(&gather(&settings.names, None)?, &settings.options, &terminal)?;
        let names = input.inputs.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy());
        let names: Vec<_> = names.collect();
        let made_by = format!("zhaibao {} layout {command} {}", env!("CARGO_PKG_VERSION"), names.join(" "));
        Ok(Self { intake, terminal, made_by })
    }

    fn texts(&self) -> impl Iterator<Item = &str> + Clone {
        self.intake.articles.iter().map(|article| article.text.as_str())
    }
}

/// Fits the weights to all pages, and without each house in turn, to see how papers nobody has shown us are split.
fn learn(
    input: &InputArgs,
    gold: &[PathBuf],
    (typeset, repeat): (&[PathBuf], usize),
    out: Option<&Path>,
    session: &Session,
) -> anyhow::Result<Outcome> {
    let settings = InputSettings::new(input, &session.config, Sequence::Sorted)?;
    let known = Known::read(&settings.names, gold, &settings, session)?;
    let typeset = typeset
        .iter()
        .map(|folder| Known::read(&[folder.join("pages")], &[folder.join("gold.jsonl")], &settings, session))
        .collect::<anyhow::Result<Vec<Known>>>()?;
    let known: Vec<(&Page, &GoldPage)> = known.pairs();
    let mut houses: Vec<&str> = known.iter().map(|(_, gold)| house(gold)).collect();
    houses.sort_unstable();
    houses.dedup();
    let fold = |gold: &GoldPage| houses.iter().position(|known| *known == house(gold)).unwrap_or(houses.len());
    let lesson = |page, gold, fold| Lesson { page, owners: owners(gold, &layout::lines(page)), fold };
    let typeset = typeset.iter().flat_map(Known::pairs).map(|(page, gold)| lesson(page, gold, NEVER_LEFT_OUT));
    let lessons: Vec<Lesson<'_>> =
        known.iter().flat_map(|&(page, gold)| vec![lesson(page, gold, fold(gold)); repeat]).chain(typeset).collect();
    let whole = layout::learn(&lessons, None);
    let every: Vec<(&Page, &GoldPage)> = known.iter().copied().filter(|(_, gold)| gold.interleaved != Some(true)).collect();
    let mut table = format!("{:<14}{:>6}", "left out", "pages");
    for name in SHOWN {
        let _ = write!(table, "{name:>12}");
    }
    table.push('\n');
    row(&mut table, "nothing", every.len(), &sums(&every, &whole));
    let mut all = PageSums::default();
    for (nth, name) in houses.iter().enumerate() {
        let skill = layout::learn(&lessons, Some(nth));
        let held: Vec<(&Page, &GoldPage)> = every.iter().copied().filter(|(_, gold)| fold(gold) == nth).collect();
        let sums = sums(&held, &skill);
        row(&mut table, name, held.len(), &sums);
        all += &sums;
    }
    row(&mut table, "each in turn", every.len(), &all);
    print(&table)?;
    if let Some(out) = out {
        let typeset = lessons.len() - repeat * known.len();
        let made_by = format!(
            "Made by `zhaibao layout learn` from {} pages, counted {repeat} times, and {typeset} typeset ones.",
            known.len()
        );
        for (name, text) in layout::PARTS.iter().zip(whole.to_texts(&made_by)) {
            place(&out.join(name), |file| file.write_all(text.as_bytes()))?;
        }
    }
    Ok(Outcome::Done)
}

/// Pages whose articles are known.
struct Known {
    pages: Vec<Page>,
    gold: Vec<GoldPage>,
}

impl Known {
    fn read(names: &[PathBuf], gold: &[PathBuf], settings: &InputSettings, session: &Session) -> anyhow::Result<Self> {
        let terminal = Terminal::new(session.quiet);
        let Gold::Pages(gold) = read_gold(gold, &topics(session)?, &terminal)? else {
            return Err(usage("labels of pages are wanted, but the file holds labels of articles"));
        };
        let known = Self { pages: pages(&gather(names, None)?, &settings.options.read), gold };
        if known.pairs().is_empty() {
            return Err(usage("none of the pages is named in the gold"));
        }
        Ok(known)
    }

    fn pairs(&self) -> Vec<(&Page, &GoldPage)> {
        let gold = |page: &Page| self.gold.iter().find(|gold| gold.page == stem(&page.path));
        self.pages.iter().filter_map(|page| gold(page).map(|gold| (page, gold))).collect()
    }
}

/// Fold of lessons that are in every fit.
const NEVER_LEFT_OUT: usize = usize::MAX;

/// The house style of a page; pages that name none are left out together.
fn house(gold: &GoldPage) -> &str {
    gold.house.as_deref().unwrap_or("no house")
}

/// Sums of what these weights make of pages.
fn sums(pages: &[(&Page, &GoldPage)], skill: &layout::Skill) -> PageSums {
    let outputs: Vec<Output> = pages.iter().flat_map(|(page, _)| outputs(page, skill)).collect();
    let gold: Vec<GoldPage> = pages.iter().map(|(_, gold)| (*gold).clone()).collect();
    score(&gold, &outputs).totals()
}

fn row(table: &mut String, name: &str, pages: usize, sums: &PageSums) {
    let figures = sums.figures();
    let _ = write!(table, "{name:<14}{pages:>6}");
    for name in SHOWN {
        let _ = write!(table, "{:>12.4}", figures.get(name).unwrap_or(0.0));
    }
    table.push('\n');
}

/// Figures shown of each row.
const SHOWN: [&str; 7] = ["f1@0.9", "f1@0.5", "b3_p", "b3_r", "b3_f1", "title_exact", "stray"];

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
