//! Arguments as typed: validated one by one, nothing opened, nothing looked up.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

use super::{
    debug_data::{self, DebugDataArgs},
    digest::{self, DigestArgs},
    eval::{self, EvalArgs},
    export::{self, ExportArgs},
    import::{self, ImportArgs},
    learn::LearnArgs,
    topics::{self, TopicsArgs},
};

const EXAMPLES: &str = "\
Examples:
  zhaibao run pages -o out               a night's pages to out/records.jsonl, run.json, counts.zbc
  zhaibao explain out 4f0c               why the article whose id begins so got its keywords
  zhaibao split < page.txt | jq .title   the headlines of one page
  zhaibao schema                         what a record looks like

Exit codes:
  0 done · 1 no usable output · 2 wrong usage or settings · 3 done, but some pages failed or the intake was short · 4 a figure is below `eval --min` · 10 input missing or empty
  11 another run holds the output folder · 130 interrupted. Read any other code as failure.";

const RUN_EXAMPLES: &str = "\
Examples:
  zhaibao run tests/pages -o out
  zhaibao run 江门日报_2023-12-02_*.txt 'archive/**/*.txt.gz' -o out
  zhaibao run pages -o out/2023-12-02 --date 2023-12-02 --counts out/2023-12-01/counts.zbc
  zhaibao run pages -o out/2023-12-02 --history out      with the editions of earlier nights in out/
  pdftotext page.pdf - | zhaibao run - -o out

A folder is read with all below it: .txt and .md as page text, .jsonl as pages or articles, .gz and .zst of each; the
rest is skipped and counted. A named file is read whatever its name. Paper, date and page are taken from the path
where it shows them (江门日报_2023-12-02_01.txt, 江门日报/20231202/第01版.txt, 2023-12-02/A01.txt).

The output folder changes all at once at the end; a run that is killed leaves it as it was, or is finished by the next.";

const SPLIT_EXAMPLES: &str = "\
Examples:
  zhaibao split < page.txt
  zhaibao split pages | zhaibao annotate --counts out/counts.zbc > records.jsonl
  zhaibao split --check pages            proves that no line of a page is lost or used twice";

const ANNOTATE_EXAMPLES: &str = "\
Examples:
  zhaibao split pages | zhaibao annotate --counts out/counts.zbc > records.jsonl
  zhaibao annotate --keywords 5 articles.jsonl

Records come out in the order of the articles. The background that ships with the program is always counted in.";

const COUNTS_EXAMPLES: &str = "\
Examples:
  zhaibao counts build archive -o archive.zbc --min 3
  zhaibao counts merge monday.zbc tuesday.zbc -o week.zbc
  zhaibao counts show week.zbc 消防救援 长三角";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  zhaibao explain out 4f0c91ab22d07e13
  zhaibao explain out/records.jsonl 4f0c --format json | jq .keywords

The article is analysed again with the counts and settings of its run; if the numbers are not those of the record,
nothing is shown.";

/// Newspaper page text to articles, keywords, summaries, topics and a morning digest.
#[derive(Debug, Parser)]
#[command(name = "zhaibao", disable_version_flag = true, after_help = EXAMPLES, max_term_width = 110)]
pub(crate) struct Cli {
    /// Print the versions of program, lexicon and taxonomy
    #[arg(short = 'V', long)]
    pub(crate) version: bool,
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct GlobalArgs {
    /// Settings file; without it `zhaibao.toml` of the current folder, where there is one
    #[arg(long, global = true, env = "ZHAIBAO_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Threads; the output is the same for any number [default: all cores]
    #[arg(short, long, global = true, env = "ZHAIBAO_JOBS", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Print errors only
    #[arg(short, long, global = true, env = "ZHAIBAO_QUIET", num_args = 0..=1, default_missing_value = "true", require_equals = true, value_name = "BOOL")]
    pub(crate) quiet: Option<bool>,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Pages of one night to records, manifest and counts
    #[command(after_help = RUN_EXAMPLES)]
    Run(RunArgs),
    /// Pages to articles: JSON Lines on standard output
    #[command(after_help = SPLIT_EXAMPLES)]
    Split(SplitArgs),
    /// Articles to records: JSON Lines on standard output
    #[command(after_help = ANNOTATE_EXAMPLES)]
    Annotate(AnnotateArgs),
    /// Make, merge and read document counts
    #[command(after_help = COUNTS_EXAMPLES)]
    Counts(CountsArgs),
    /// Why an article got these keywords, this summary, these topics
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Records against hand labels: figures, intervals, comparison, report
    #[command(after_help = eval::help())]
    Eval(EvalArgs),
    /// Records as tasks for Label Studio or doccano
    #[command(after_help = export::EXAMPLES)]
    Export(ExportArgs),
    /// What people labelled in Label Studio or doccano, as gold
    #[command(after_help = import::EXAMPLES)]
    Import(ImportArgs),
    /// Look over labelled data: counts, gaps, overlap
    #[command(after_help = debug_data::EXAMPLES)]
    DebugData(DebugDataArgs),
    /// The newsletter of an edition
    #[command(after_help = digest::EXAMPLES)]
    Digest(DigestArgs),
    /// The taxonomy: list it, check it, measure it, learn it
    #[command(after_help = topics::EXAMPLES)]
    Topics(TopicsArgs),
    /// Learn the ranking weights from hand labels: a weights file on standard output
    #[command(hide = true)]
    Learn(LearnArgs),
    /// Learn what the splitter knows of running text and of pages: data files of `src/layout/data`
    #[command(hide = true)]
    Layout(super::layout::LayoutArgs),
    /// Print the JSON Schema of a record
    Schema,
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write those of all commands into a folder
    Man(ManArgs),
}

/// What is read, and how.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct InputArgs {
    /// Files, folders, globs, or `-` for standard input
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Encoding of all files without a byte order mark (gb18030, big5, utf-8 …) [default: by looking at each file]
    #[arg(long, env = "ZHAIBAO_ENCODING", value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// What lines of JSON are [default: keys, that is pages where they have `page`, `paper` or `path`]
    #[arg(long = "as", env = "ZHAIBAO_AS", value_name = "WHAT")]
    pub(crate) lines: Option<LinesAre>,
}

/// What lines of JSON are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LinesAre {
    /// Pages where they have `page`, `paper` or `path`, else articles
    Keys,
    /// Pages
    Pages,
    /// Articles
    Articles,
}

/// How articles are analysed.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct AnalysisArgs {
    /// Keywords of an article, at most; doubtful ones are left out where five eighths are sure enough [default: 8]
    #[arg(long, env = "ZHAIBAO_KEYWORDS", value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    pub(crate) keywords: Option<u16>,
    /// Sentences of a summary, at most [default: 3; any number with --summary-chars]
    #[arg(long, env = "ZHAIBAO_SUMMARY_SENTENCES", value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    pub(crate) summary_sentences: Option<u16>,
    /// Characters of a summary, at most; its best sentence is printed whatever its length
    #[arg(long, env = "ZHAIBAO_SUMMARY_CHARS", value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) summary_chars: Option<u16>,
    /// Cut summary sentences of more characters than this, and those that overrun --summary-chars, at a clause border,
    /// with an ellipsis; alone it means 80 [default: sentences are printed whole]
    #[arg(long, env = "ZHAIBAO_CLIP", num_args = 0..=1, default_missing_value = "80", require_equals = true, value_name = "CHARS", value_parser = clap::value_parser!(u16).range(20..))]
    pub(crate) clip: Option<u16>,
    /// Further words that never make a keyword: one a line, `#` comments; may be given several times
    #[arg(long, env = "ZHAIBAO_STOPWORDS", value_name = "FILE", value_delimiter = ',')]
    pub(crate) stopwords: Vec<PathBuf>,
    /// Words of your own, kept whole and liked as keywords: `word⇥frequency⇥class⇥bonus` a line, all but the word may be
    /// left out; may be given several times
    #[arg(long, env = "ZHAIBAO_DICT", value_name = "FILE", value_delimiter = ',')]
    pub(crate) dict: Vec<PathBuf>,
    /// List of the only terms that may be keywords: one a line, `#` comments
    #[arg(long, env = "ZHAIBAO_VOCABULARY", value_name = "FILE")]
    pub(crate) vocabulary: Option<PathBuf>,
    /// Folder of topic files that replace, remove or add to the shipped topics
    #[arg(long, env = "ZHAIBAO_TOPICS", value_name = "DIR")]
    pub(crate) topics: Option<PathBuf>,
    /// Document counts to add to the background, such as those of earlier nights; may be given several times
    #[arg(long, env = "ZHAIBAO_COUNTS", value_name = "FILE", value_delimiter = ',')]
    pub(crate) counts: Vec<PathBuf>,
}

/// `run`.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Output folder, made if need be
    #[arg(short, long, env = "ZHAIBAO_OUT", value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Date of the edition [default: the date most pages bear]
    #[arg(long, env = "ZHAIBAO_DATE", value_name = "YYYY-MM-DD")]
    pub(crate) date: Option<Date>,
    /// Alarm, with exit code 3, where fewer pages come in
    #[arg(long, env = "ZHAIBAO_MIN_PAGES", value_name = "N")]
    pub(crate) min_pages: Option<usize>,
    /// Alarm where fewer articles come in
    #[arg(long, env = "ZHAIBAO_MIN_ARTICLES", value_name = "N")]
    pub(crate) min_articles: Option<usize>,
    /// Alarm where pages or articles are less than this share of a usual night of --history; 0 compares nothing [default: 0.5]
    #[arg(long, env = "ZHAIBAO_MIN_SHARE", value_name = "SHARE", value_parser = share)]
    pub(crate) min_share: Option<f64>,
    /// Earlier editions, or a folder of them: what is new tonight and which stories go on; the last 30 nights count; may be given several times
    #[arg(long, env = "ZHAIBAO_HISTORY", value_name = "DIR", value_delimiter = ',', num_args = 1)]
    pub(crate) history: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) analysis: AnalysisArgs,
}

/// A share in [0, 1].
fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "a number from 0 to 1 is wanted".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("a number from 0 to 1 is wanted".to_owned()) }
}

/// `split`.
#[derive(Debug, Args)]
pub(crate) struct SplitArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Print no articles, but check that every line of every page stands in exactly one article or in the furniture
    #[arg(long)]
    pub(crate) check: bool,
}

/// `annotate`.
#[derive(Debug, Args)]
pub(crate) struct AnnotateArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) analysis: AnalysisArgs,
}

/// `counts`.
#[derive(Debug, Args)]
pub(crate) struct CountsArgs {
    #[command(subcommand)]
    pub(crate) action: CountsAction,
}

/// What to do with counts.
#[derive(Debug, Subcommand)]
pub(crate) enum CountsAction {
    /// Count the articles of pages or JSON Lines
    Build {
        #[command(flatten)]
        input: InputArgs,
        /// Counts file to write
        #[arg(short, long, value_name = "FILE")]
        out: PathBuf,
        /// Forget terms of fewer articles
        #[arg(long, value_name = "N", default_value_t = 1)]
        min: u32,
    },
    /// Add counts files up
    Merge {
        /// Counts files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Counts file to write
        #[arg(short, long, value_name = "FILE")]
        out: PathBuf,
        /// Forget terms of fewer articles
        #[arg(long, value_name = "N", default_value_t = 1)]
        min: u32,
    },
    /// Print the number of articles, and terms with theirs
    Show {
        /// Counts file
        file: PathBuf,
        /// Terms to look up; without any the most frequent ones are printed
        terms: Vec<String>,
        /// How many of the most frequent ones
        #[arg(long, value_name = "N", default_value_t = 20)]
        top: usize,
    },
    /// Make the background phrases that ship in the program
    #[command(hide = true)]
    Phrases {
        #[command(flatten)]
        input: InputArgs,
        /// Phrases file to write
        #[arg(short, long, value_name = "FILE")]
        out: PathBuf,
        /// Leave out phrases of fewer articles
        #[arg(long, value_name = "N", default_value_t = 6)]
        min: u32,
        /// Labelled articles to leave out, so that what is learned from them is not known beforehand
        #[arg(long, value_name = "FILE")]
        except: Option<PathBuf>,
    },
    /// Make the background lexicon that ships in the program
    #[command(hide = true)]
    Lexicon {
        #[command(flatten)]
        input: InputArgs,
        /// Lexicon file to write
        #[arg(short, long, value_name = "FILE")]
        out: PathBuf,
        /// Leave out terms of fewer articles
        #[arg(long, value_name = "N", default_value_t = 4)]
        min: u32,
    },
}

/// `explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// Records file, or the output folder of a run
    pub(crate) records: PathBuf,
    /// Id of the article, or its first characters
    pub(crate) id: String,
    /// Counts the record was made with [default: those beside the records and those its run was given]
    #[arg(long, value_name = "FILE", value_delimiter = ',')]
    pub(crate) counts: Vec<PathBuf>,
    /// Form of the answer
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(crate) format: Format,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: Shell,
}

/// `man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Folder to write the pages of all commands into
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}
