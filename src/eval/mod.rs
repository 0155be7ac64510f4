//! How good records are, measured against hand labels.
//!
//! Pure functions on values: [`gold`] and [`output`] read text somebody else opened, [`articles`] measures topics,
//! keywords and summaries, [`splitting`] measures the cut of pages into articles; [`agreement`] says how far people
//! agree, which is the ceiling; [`bootstrap`] says how far a figure can be trusted. A figure is always a function of
//! sums over articles (or pages), and 0/0 is 0. What each figure means stands in [`DEFINITIONS`].
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
#![cfg_attr(test, allow(clippy::float_cmp))] // expected figures are exact fractions

pub mod agreement;
pub mod articles;
pub mod bootstrap;
pub mod channels;
pub mod confusion;
pub mod gold;
pub mod inspect;
pub mod output;
pub mod report;
pub mod splitting;
pub mod tasks;

mod figures;
mod keywords;
mod letters;
mod ratio;
mod rouge;
mod summary;
mod topics;

pub use {
    figures::{DEFINITIONS, Figures},
    ratio::Prf,
    rouge::{Rouge, rouge},
    topics::{TopicCount, TopicNames, TopicTotals},
};
