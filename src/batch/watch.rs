//! Who watches a run: is told of its steps, and may ask it to stop.

use crate::error::{Error, Result};

/// What a run is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading and splitting; steps are files.
    Read,
    /// Numbering the words; steps are articles.
    Tokenize,
    /// Analysing and writing; steps are articles.
    Analyze,
}

/// A watcher. Called from all threads; what it does must not change what is written.
pub trait Watch: Sync {
    /// A stage of `steps` steps begins.
    fn begin(&self, stage: Stage, steps: usize);

    /// So many further steps are done.
    fn advance(&self, steps: usize);

    /// Whether the run shall stop; asked between pieces of work.
    fn is_stopped(&self) -> bool;
}

/// Nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn begin(&self, _: Stage, _: usize) {}

    fn advance(&self, _: usize) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

impl dyn Watch + '_ {
    /// An error when the run shall stop.
    pub(crate) fn check(&self) -> Result<()> {
        if self.is_stopped() { Err(Error::interrupted()) } else { Ok(()) }
    }
}
