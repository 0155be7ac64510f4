//! The settings file `zhaibao.toml`: a key for every flag that may stay the same from night to night.

use std::{fs, io, path::Path, path::PathBuf};

use jiff::civil::Date;
use serde::Deserialize;

use super::{args::LinesAre, digest::DigestTable, outcome::usage, topics::TaxonomyTable};

/// Read where the user names no other.
const FILE: &str = "zhaibao.toml";

/// The keys; flags of the same names, `-` written as `_`, are stronger.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) jobs: Option<u16>,
    pub(crate) quiet: Option<bool>,
    pub(crate) encoding: Option<String>,
    #[serde(rename = "as")]
    pub(crate) lines: Option<LinesAre>,
    pub(crate) out: Option<PathBuf>,
    pub(crate) date: Option<Date>,
    #[serde(default)]
    pub(crate) history: Vec<PathBuf>,
    pub(crate) keywords: Option<u16>,
    pub(crate) summary_sentences: Option<u16>,
    pub(crate) summary_chars: Option<u16>,
    pub(crate) clip: Option<u16>,
    pub(crate) topics: Option<PathBuf>,
    #[serde(default)]
    pub(crate) stopwords: Vec<PathBuf>,
    #[serde(default)]
    pub(crate) dict: Vec<PathBuf>,
    pub(crate) vocabulary: Option<PathBuf>,
    #[serde(default)]
    pub(crate) counts: Vec<PathBuf>,
    pub(crate) min_pages: Option<usize>,
    pub(crate) min_articles: Option<usize>,
    pub(crate) min_share: Option<f64>,
    #[serde(default)]
    pub(crate) digest: DigestTable,
    #[serde(default)]
    pub(crate) taxonomy: TaxonomyTable,
}

impl Config {
    /// Reads the named file, else `zhaibao.toml` here, else nothing.
    pub(crate) fn read(named: Option<&Path>) -> anyhow::Result<Self> {
        let path = named.unwrap_or(Path::new(FILE));
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(usage(format!("cannot read {}: {error}", path.display()))),
        };
        let mut config: Self = toml::from_str(&text).map_err(|error| usage(describe(path, &text, &error)))?;
        config.resolve(path.parent().unwrap_or(Path::new("")));
        Ok(config)
    }

    /// Paths in the file are meant from where the file lies.
    fn resolve(&mut self, folder: &Path) {
        let paths = self
            .out
            .iter_mut()
            .chain(&mut self.topics)
            .chain(&mut self.stopwords)
            .chain(&mut self.counts)
            .chain(&mut self.history)
            .chain(&mut self.dict)
            .chain(&mut self.vocabulary)
            .chain(self.digest.paths())
            .chain(self.taxonomy.paths());
        paths.for_each(|path| *path = folder.join(&path));
    }
}

/// `zhaibao.toml:3: unknown field …`.
fn describe(path: &Path, text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    format!("{}:{line}: {}", path.display(), error.message().trim_end().replace('\n', ", "))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::args::Cli;

    /// Flags that name something of one call only.
    const NO_SETTING: [&str; 2] = ["help", "config"];

    #[test]
    fn every_flag_of_run_has_a_variable_and_a_key() {
        let mut cli = Cli::command();
        cli.build();
        let run = cli.find_subcommand("run").unwrap();
        let mut keys = 0;
        for flag in run.get_arguments().filter(|flag| flag.get_long().is_some_and(|name| !NO_SETTING.contains(&name))) {
            let key = flag.get_long().unwrap().replace('-', "_");
            let variable = flag.get_env().unwrap_or_else(|| panic!("--{key} has no variable"));
            assert_eq!(variable.to_str().unwrap(), format!("ZHAIBAO_{}", key.to_uppercase()));
            // No setting takes a table, so a known key complains of its type and an unknown one of its name.
            let error = toml::from_str::<Config>(&format!("{key} = {{}}")).unwrap_err();
            assert!(!error.message().contains("unknown field"), "no key `{key}`: {error}");
            keys += 1;
        }
        assert!(keys >= 10);
    }

    #[test]
    fn every_flag_of_digest_has_a_variable_and_a_key_in_its_table() {
        let mut cli = Cli::command();
        cli.build();
        let digest = cli.find_subcommand("digest").unwrap();
        let is_own = |name: &str| !NO_SETTING.contains(&name) && name != "jobs" && name != "quiet";
        let mut keys = 0;
        for flag in digest.get_arguments().filter(|flag| flag.get_long().is_some_and(is_own)) {
            let key = flag.get_long().unwrap().replace('-', "_");
            let variable = flag.get_env().unwrap_or_else(|| panic!("--{key} has no variable"));
            assert_eq!(variable.to_str().unwrap(), format!("ZHAIBAO_DIGEST_{}", key.to_uppercase()));
            let error = toml::from_str::<Config>(&format!("[digest]\n{key} = {{}}")).unwrap_err();
            assert!(!error.message().contains("unknown field"), "no key `{key}`: {error}");
            keys += 1;
        }
        assert!(keys >= 16);
    }

    #[test]
    fn every_flag_of_topics_has_a_variable_and_a_key_in_its_table() {
        let mut cli = Cli::command();
        cli.build();
        let topics = cli.find_subcommand("topics").unwrap();
        let is_own = |name: &str| !NO_SETTING.contains(&name) && !["jobs", "quiet", "topics"].contains(&name);
        let mut keys = 0;
        for command in ["list", "check", "test", "learn"].map(|name| topics.find_subcommand(name).unwrap()) {
            for flag in command.get_arguments().filter(|flag| flag.get_long().is_some_and(is_own)) {
                let key = flag.get_long().unwrap().replace('-', "_");
                let variable = flag.get_env().unwrap_or_else(|| panic!("--{key} has no variable"));
                assert!(variable.to_str().unwrap().starts_with("ZHAIBAO_"));
                let error = toml::from_str::<Config>(&format!("[taxonomy]\n{key} = {{}}")).unwrap_err();
                assert!(!error.message().contains("unknown field"), "no key `{key}`: {error}");
                keys += 1;
            }
        }
        assert!(keys >= 13);
    }

    #[test]
    fn the_arguments_are_well_formed() {
        Cli::command().debug_assert();
    }
}
