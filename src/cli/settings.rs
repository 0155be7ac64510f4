//! Arguments as meant: flag before environment before file before default, files opened, names understood.

use std::{fs, fs::File, path::Path, path::PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};
use zhaibao::{
    analyze::{KeywordConfig, Summarizer, SummaryConfig, Taxonomy},
    article::Article,
    batch::{Engine, IntakeOptions, Sequence},
    input::{self, LineKind, ReadOptions},
    model::Counts,
    text::{DictionaryWord, Tokenizer, parse_words},
};

use super::{
    args::{AnalysisArgs, GlobalArgs, InputArgs, LinesAre},
    config::Config,
    outcome::{Usage, usage},
};

/// What every command knows.
pub(crate) struct Session {
    /// The settings file.
    pub(crate) config: Config,
    /// Print errors only.
    pub(crate) quiet: bool,
    /// Threads in use.
    pub(crate) jobs: usize,
}

impl Session {
    /// Reads the settings file and starts the threads.
    pub(crate) fn open(args: &GlobalArgs) -> anyhow::Result<Self> {
        let config = Config::read(args.config.as_deref())?;
        let jobs = args.jobs.or(config.jobs).map_or(0, usize::from);
        rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global().context("cannot start the threads")?;
        let quiet = args.quiet.or(config.quiet).unwrap_or(false);
        Ok(Self { config, quiet, jobs: rayon::current_num_threads() })
    }
}

/// What to read, and how.
pub(crate) struct InputSettings {
    /// Files, folders, globs.
    pub(crate) names: Vec<PathBuf>,
    /// How they are read.
    pub(crate) options: IntakeOptions,
    /// What of this the manifest tells.
    pub(crate) written: InputWritten,
}

/// The input settings as a manifest shows them.
#[derive(Debug, Serialize)]
pub(crate) struct InputWritten {
    inputs: Vec<PathBuf>,
    encoding: Option<&'static str>,
    #[serde(rename = "as")]
    lines: LinesAre,
}

impl InputSettings {
    /// As typed to as meant; without a name standard input is read.
    pub(crate) fn new(args: &InputArgs, config: &Config, sequence: Sequence) -> anyhow::Result<Self> {
        let names = if args.inputs.is_empty() { vec![PathBuf::from(input::STDIN)] } else { args.inputs.clone() };
        let label = args.encoding.as_ref().or(config.encoding.as_ref());
        let encoding = label
            .map(|label| {
                input::encoding(label).ok_or_else(|| usage(format!("`{label}` is no encoding; gb18030, big5 and utf-8 are")))
            })
            .transpose()?;
        let lines = args.lines.or(config.lines).unwrap_or(LinesAre::Keys);
        let kind = match lines {
            LinesAre::Keys => LineKind::ByKeys,
            LinesAre::Pages => LineKind::Pages,
            LinesAre::Articles => LineKind::Articles,
        };
        let options = IntakeOptions { read: ReadOptions { encoding, lines: kind }, sequence };
        let written = InputWritten { inputs: names.clone(), encoding: encoding.map(encoding_rs::Encoding::name), lines };
        Ok(Self { names, options, written })
    }
}

/// How articles are analysed; the manifest holds this, and `explain` reads it there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AnalysisSettings {
    /// Keywords of an article, at most.
    pub(crate) keywords: usize,
    /// Sentences of a summary, at most; `None` where characters alone limit it.
    pub(crate) summary_sentences: Option<usize>,
    /// Characters of a summary, at most.
    pub(crate) summary_chars: Option<usize>,
    /// Characters of a summary sentence beyond which it is cut.
    pub(crate) clip: Option<usize>,
    /// Folder of topic files over the shipped ones.
    pub(crate) topics: Option<PathBuf>,
    /// Files of further stop words.
    pub(crate) stopwords: Vec<PathBuf>,
    /// Files of words of the user's own.
    #[serde(default)]
    pub(crate) dict: Vec<PathBuf>,
    /// File of the only terms that may be keywords.
    #[serde(default)]
    pub(crate) vocabulary: Option<PathBuf>,
    /// Files of counts to add to the background.
    pub(crate) counts: Vec<PathBuf>,
}

impl AnalysisSettings {
    /// As typed to as meant.
    pub(crate) fn new(args: &AnalysisArgs, config: &Config) -> Self {
        let some = |typed: Option<u16>, file: Option<u16>| typed.or(file).map(usize::from);
        let files = |typed: &[PathBuf], file: &[PathBuf]| if typed.is_empty() { file.to_vec() } else { typed.to_vec() };
        let summary_chars = some(args.summary_chars, config.summary_chars);
        Self {
            keywords: some(args.keywords, config.keywords).unwrap_or(KeywordConfig::default().max),
            summary_sentences: match some(args.summary_sentences, config.summary_sentences) {
                None if summary_chars.is_none() => Some(SummaryConfig::default().sentences),
                sentences => sentences,
            },
            summary_chars,
            clip: some(args.clip, config.clip),
            topics: args.topics.clone().or_else(|| config.topics.clone()),
            stopwords: files(&args.stopwords, &config.stopwords),
            dict: files(&args.dict, &config.dict),
            vocabulary: args.vocabulary.clone().or_else(|| config.vocabulary.clone()),
            counts: files(&args.counts, &config.counts),
        }
    }

    /// Loads everything the settings name.
    pub(crate) fn engine(&self) -> anyhow::Result<Engine> {
        let mut engine = Engine::shipped()?;
        let words = self.words()?;
        if !words.is_empty() {
            engine.tokenizer = Tokenizer::with_words(&words);
        }
        let words = words.into_iter().map(|word| (word.word, word.bonus.unwrap_or(BONUS))).collect();
        let terms = self.vocabulary.as_deref().map(vocabulary).transpose()?;
        let analyzer = &mut engine.analyzer;
        analyzer.keywords = analyzer.keywords.clone().with_config(KeywordConfig { max: self.keywords, words, terms });
        analyzer.summary = Summarizer::new(SummaryConfig {
            sentences: self.summary_sentences.unwrap_or(usize::MAX),
            chars: self.summary_chars,
            clip: self.clip,
        })?;
        if let Some(folder) = &self.topics {
            analyzer.taxonomy = taxonomy(Some(folder))?;
        }
        for path in &self.stopwords {
            let unreadable = || Usage(format!("cannot read {}", path.display()));
            analyzer.stop.add(&fs::read_to_string(path).with_context(unreadable)?);
        }
        Ok(engine)
    }

    fn words(&self) -> anyhow::Result<Vec<DictionaryWord>> {
        let mut words = Vec::new();
        for path in &self.dict {
            let name = path.display().to_string();
            let text = fs::read_to_string(path).with_context(|| Usage(format!("cannot read {name}")))?;
            let own = parse_words(&text, &name).map_err(|error| usage(error.to_string()))?;
            words.extend(filled(own, "dictionary", path)?);
        }
        Ok(words)
    }

    /// Whether the user gave words, terms or stop words.
    pub(crate) const fn has_words(&self) -> bool {
        !self.dict.is_empty() || self.vocabulary.is_some() || !self.stopwords.is_empty()
    }

    /// The same settings without words, terms and stop words of the user's own.
    pub(crate) fn without_words(&self) -> Self {
        Self { dict: Vec::new(), vocabulary: None, stopwords: Vec::new(), ..self.clone() }
    }

    /// Settings that name words of the user's own of which none stands in `articles`: they change nothing there.
    pub(crate) fn without_effect(&self, articles: &[Article]) -> anyhow::Result<Vec<String>> {
        let stands = |word: &str| articles.iter().any(|a| a.text.contains(word) || a.head.text().contains(word));
        let mut idle = Vec::new();
        let mut look = |list: Vec<String>, what: &str, so: &str| {
            if !list.iter().any(|term| stands(term)) {
                idle.push(format!("none of the {} {what} stands in any article: {so}", list.len()));
            }
        };
        if !self.dict.is_empty() {
            let words = self.words()?.into_iter().map(|word| word.word.into()).collect();
            look(words, "words of --dict", "it changes nothing");
        }
        if let Some(path) = &self.vocabulary {
            look(vocabulary(path)?, "terms of --vocabulary", "there are no keywords");
        }
        for path in &self.stopwords {
            look(terms(path)?, &format!("words of {}", path.display()), "it changes nothing");
        }
        Ok(idle)
    }

    /// The counts to add to the background.
    pub(crate) fn history(&self) -> anyhow::Result<Counts> {
        sum_counts(&self.counts)
    }
}

/// What a word of the user's dictionary adds to the log of the odds of the keyword it is, where its line says nothing:
/// one that had one chance in five then has two in three.
const BONUS: f32 = 2.0;

/// The terms of a controlled vocabulary.
fn vocabulary(path: &Path) -> anyhow::Result<Vec<String>> {
    filled(terms(path)?, "vocabulary", path)
}

/// A list that holds something: one that holds nothing is a file named by mistake.
fn filled<T>(list: Vec<T>, what: &str, path: &Path) -> anyhow::Result<Vec<T>> {
    if list.is_empty() { Err(usage(format!("the {what} {} is empty", path.display()))) } else { Ok(list) }
}

/// The lines of a list that are neither blank nor comments.
fn terms(path: &Path) -> anyhow::Result<Vec<String>> {
    let unreadable = || Usage(format!("cannot read {}", path.display()));
    let text = fs::read_to_string(path).with_context(unreadable)?;
    let lines = text.lines().map(|line| line.trim_start_matches('\u{feff}').trim());
    Ok(lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect())
}

/// The shipped topics, with the files of `folder` over them.
pub(crate) fn taxonomy(folder: Option<&Path>) -> anyhow::Result<Taxonomy> {
    let Some(folder) = folder else { return Ok(Taxonomy::shipped()?) };
    let unreadable = || Usage(format!("cannot read the topics in {}", folder.display()));
    let entries: std::io::Result<Vec<PathBuf>> =
        fs::read_dir(folder).with_context(unreadable)?.map(|entry| Ok(entry?.path())).collect();
    let mut paths = entries.with_context(unreadable)?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    if paths.is_empty() {
        return Err(usage(format!("no topic file (*.toml) in {}", folder.display())));
    }
    let files: std::io::Result<Vec<(String, String)>> =
        paths.iter().map(|path| Ok((path.display().to_string(), fs::read_to_string(path)?))).collect();
    let files = files.with_context(unreadable)?;
    let taxonomy = Taxonomy::overlaid(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    taxonomy.map_err(|error| usage(format!("{:#}", anyhow::Error::from(error))))
}

/// The sum of counts files.
pub(crate) fn sum_counts(paths: &[PathBuf]) -> anyhow::Result<Counts> {
    let mut sum = Counts::default();
    for path in paths {
        let name = path.display().to_string();
        let file = File::open(path).with_context(|| Usage(format!("cannot read {name}")))?;
        sum += &Counts::read(file, &name).context(Usage("not counts".into()))?;
    }
    Ok(sum)
}
