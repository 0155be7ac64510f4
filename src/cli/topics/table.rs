//! The table `[taxonomy]` of the settings file.

use std::path::PathBuf;

use serde::Deserialize;

/// A key for every flag of `topics check`, `topics test` and `topics learn`; the flags are stronger.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TaxonomyTable {
    pub(super) on: Vec<PathBuf>,
    pub(super) hand: Option<bool>,
    pub(super) labels: Vec<PathBuf>,
    pub(super) also: Vec<PathBuf>,
    pub(super) unlabelled: Vec<PathBuf>,
    pub(super) out: Option<PathBuf>,
    pub(super) cv: Option<bool>,
    pub(super) deal: Option<u16>,
    pub(super) leave_out: Vec<String>,
    pub(super) most_terms: Option<u16>,
    pub(super) l1: Option<f32>,
    pub(super) l2: Option<f32>,
    pub(super) phrases_from: Option<u16>,
}

impl TaxonomyTable {
    /// The paths in it.
    pub(crate) fn paths(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let lists = self.on.iter_mut().chain(&mut self.labels).chain(&mut self.also).chain(&mut self.unlabelled);
        lists.chain(&mut self.out)
    }
}

/// What was typed, or what the file says where nothing was.
pub(super) fn or<'a, T>(typed: &'a [T], file: &'a [T]) -> &'a [T] {
    if typed.is_empty() { file } else { typed }
}
