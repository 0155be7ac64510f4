//! What a person sees while a run works: a bar on a terminal, plain lines elsewhere, nothing when told to be quiet.

use std::{
    io::{BufWriter, IsTerminal, Write, stderr, stdout},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use zhaibao::{
    batch::{Stage, Watch},
    problem::{Problem, Severity},
};

use super::outcome::INTERRUPTED;

/// Prints a line on standard error. Nobody may be reading it, and that is no reason to fail.
macro_rules! complain {
    ($($line:tt)*) => {{
        let _ = writeln!(stderr(), $($line)*);
    }};
}

/// Problems printed one by one; the manifest holds all of them.
const SHOWN_PROBLEMS: usize = 20;
/// How long an interrupted run may take to come to a clean end before it is ended. It may be waiting for standard
/// input; the output folder is safe at any moment.
const GRACE: Duration = Duration::from_secs(3);

/// The terminal as a watcher.
pub(crate) struct Terminal {
    quiet: bool,
    bar: Option<Mutex<ProgressBar>>,
    stopped: Arc<AtomicBool>,
}

impl Terminal {
    /// A watcher that speaks unless `quiet`.
    pub(crate) fn new(quiet: bool) -> Self {
        let bar = (!quiet && stderr().is_terminal()).then(|| Mutex::new(ProgressBar::hidden()));
        Self { quiet, bar, stopped: Arc::default() }
    }

    /// Lets SIGINT and SIGTERM stop the run between two pieces of work.
    pub(crate) fn catch_signals(&self) -> anyhow::Result<()> {
        let stopped = Arc::clone(&self.stopped);
        ctrlc::set_handler(move || {
            if !stopped.swap(true, Ordering::SeqCst) {
                thread::sleep(GRACE);
            }
            #[allow(clippy::exit)] // the main thread hangs in a read; a second signal means now
            std::process::exit(INTERRUPTED.into());
        })
        .context("cannot catch signals")
    }

    /// Prints a line, unless quiet.
    pub(crate) fn say(&self, line: &str) {
        self.clear();
        if !self.quiet {
            complain!("{line}");
        }
    }

    /// Prints problems, errors first; only errors when quiet. Returns whether there was an error.
    pub(crate) fn tell<'p>(&self, problems: impl Iterator<Item = &'p Problem>) -> bool {
        self.clear();
        let (errors, warnings): (Vec<&Problem>, Vec<&Problem>) =
            problems.partition(|problem| problem.severity == Severity::Error);
        print_some("error", &errors);
        if !self.quiet {
            print_some("warning", &warnings);
        }
        !errors.is_empty()
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        if let Some(Ok(bar)) = self.bar.as_ref().map(Mutex::lock) {
            bar.finish_and_clear();
        }
    }
}

fn print_some(severity: &str, problems: &[&Problem]) {
    for problem in problems.iter().take(SHOWN_PROBLEMS) {
        complain!("zhaibao: {severity}: {problem}");
    }
    if problems.len() > SHOWN_PROBLEMS {
        complain!("zhaibao: {severity}: {} more", problems.len() - SHOWN_PROBLEMS);
    }
}

impl Watch for Terminal {
    fn begin(&self, stage: Stage, steps: usize) {
        let (doing, unit) = match stage {
            Stage::Read => ("reading", "files"),
            Stage::Tokenize => ("counting words of", "articles"),
            Stage::Analyze => ("writing", "records"),
        };
        match self.bar.as_ref().map(Mutex::lock) {
            Some(Ok(mut bar)) => {
                bar.finish_and_clear();
                let style = ProgressStyle::with_template("{msg} {bar:40} {human_pos}/{human_len} {eta}");
                let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
                *bar = ProgressBar::new(steps as u64).with_style(style).with_message(format!("{doing} {unit}"));
            }
            _ if self.quiet => {}
            _ => complain!("zhaibao: {doing} {steps} {unit}"),
        }
    }

    fn advance(&self, steps: usize) {
        if let Some(Ok(bar)) = self.bar.as_ref().map(Mutex::lock) {
            bar.inc(steps as u64);
        }
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }
}

/// Prints a line on standard error.
pub(crate) fn complain(line: &str) {
    complain!("{line}");
}

/// Standard output, as errors call it.
pub(crate) const STDOUT: &str = "standard output";

/// Standard output in large pieces.
pub(crate) fn out() -> impl Write {
    BufWriter::with_capacity(1 << 16, stdout().lock())
}

/// Prints a text on standard output; a reader that has gone is no failure.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error).context("cannot write standard output"),
        _ => Ok(()),
    }
}
