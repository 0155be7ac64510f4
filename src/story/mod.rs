//! Same-story groups: which articles of an edition print the same text, wholly or in part.
//!
//! Three steps, each a file: an article becomes a [`mod@print`] of its long sentences; shared sentences propose pairs and
//! containment proves them ([`pairs`]); proven pairs become groups with one lead each ([`group`]). Templates do not
//! group: two notices of one form share their formula, but not the sentences that hold their facts.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod group;
mod pairs;
mod print;
mod rising;

pub use {
    group::stories,
    print::Print,
    rising::{Against, NewName, Origin, RISING_SCHEMA, Rising, RisingStory, RisingTerm},
};

/// The group an article belongs to; an article that nobody else prints is a group of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Place of the article that stands for the group, among the articles given.
    pub lead: usize,
    /// Places of the other articles of the group, in the order given.
    pub also_in: Vec<usize>,
}
