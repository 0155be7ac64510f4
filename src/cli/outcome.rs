//! How a command ended, as an exit code and a line for people.

use std::process::ExitCode;

use super::terminal::complain;

/// A command that came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All well.
    Done,
    /// Output was written, but some pages failed, the intake was short, or nothing was what was asked for.
    Problems,
    /// A figure is below its least value.
    BelowMinimum,
    /// Nothing was asked.
    Usage,
}

/// No usable output.
const FAILED: u8 = 1;
/// Wrong usage or settings, before any work; clap uses the same.
const USAGE: u8 = 2;
/// Output written, but somebody should look.
const PROBLEMS: u8 = 3;
/// `eval --min` not met.
const BELOW_MINIMUM: u8 = 4;
/// Input missing or empty.
const MISSING: u8 = 10;
/// Another run holds the output folder.
const LOCKED: u8 = 11;
/// Interrupted.
pub(crate) const INTERRUPTED: u8 = 130;

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Problems => PROBLEMS.into(),
            Outcome::BelowMinimum => BELOW_MINIMUM.into(),
            Outcome::Usage => USAGE.into(),
        }
    }
}

/// Wrong usage or settings.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Usage(pub(crate) String);

/// An error of usage.
pub(crate) fn usage(message: impl Into<String>) -> anyhow::Error {
    Usage(message.into()).into()
}

/// Prints why a command failed, with what to do next, and gives its exit code.
pub(crate) fn fail(error: &anyhow::Error) -> ExitCode {
    let library = error.chain().find_map(|cause| cause.downcast_ref::<zhaibao::Error>());
    if library.is_some_and(zhaibao::Error::is_broken_pipe) {
        return ExitCode::SUCCESS; // whoever read us has seen enough
    }
    let is_usage = error.downcast_ref::<Usage>().is_some();
    let (code, hint) = match library {
        _ if is_usage => (USAGE, Some("`zhaibao help` lists commands, `zhaibao help run` the flags of one")),
        Some(error) if error.is_settings() => (USAGE, Some("`zhaibao help run` lists the flags")),
        Some(error) if error.is_missing() => {
            (MISSING, Some("name files or folders of page text (.txt, .md, .jsonl, .gz or .zst of these)"))
        }
        Some(error) if error.is_locked() => (LOCKED, Some("one run at a time writes into a folder; choose another with -o")),
        Some(error) if error.is_interrupted() => (INTERRUPTED, None),
        Some(error) if error.is_fruitless() => {
            (FAILED, Some("the reasons stand above; --encoding helps where pages look garbled"))
        }
        _ => (FAILED, None),
    };
    complain(&format!("zhaibao: {error:#}"));
    if let Some(hint) = hint {
        complain(&format!("hint: {hint}"));
    }
    code.into()
}
