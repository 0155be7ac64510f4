//! The corpus model: in how many articles a term occurs.
//!
//! [`Counts`] are integers with strings and can be stored and merged; [`Lexicon`] is the background that ships in the
//! binary; [`Weights`] are what both say of the terms of one run, by id. [`meanings`] says what texts are about.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod counts;
mod lexicon;
pub mod meanings;
pub(crate) mod packed;
mod weights;

pub use {counts::Counts, lexicon::Lexicon, weights::Weights};
