//! Names of persons and organisations.

use serde::{Deserialize, Serialize};

use crate::analyze::Context;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NameType {
    /// A person.
    Person,
    /// An organisation.
    Organization,
}

/// A name an article mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As printed.
    pub name: String,
    /// What it names.
    pub kind: NameType,
}

/// The names the article mentions, in order of first mention.
pub(super) fn names(context: &Context<'_>) -> Vec<Name> {
    let _ = context;
    Vec::new()
}
