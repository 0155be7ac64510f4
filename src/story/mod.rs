//! Stories: which articles print the same text, tonight and on earlier nights, and what is new tonight.
//!
//! An article becomes a [`mod@print`] of its sentences, shingles and figures; shared sentences and the smallest shingles
//! (MinHash) propose pairs ([`pairs`]); containment, figures and openings prove them ([`proof`]); proven pairs become
//! groups ([`group`]) with one article in the lead ([`lead`]). How new the words of tonight are is counted in [`mod@burst`]
//! and told in [`rise`]; [`mod@compare`] tells what a paper made of a text.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod burst;
mod compare;
mod group;
mod lead;
mod pairs;
mod print;
mod proof;
mod rise;
mod rising;
#[cfg(test)]
mod tests;

pub use {
    burst::{Baseline, Rise, burst},
    compare::{Change, compare},
    group::groups,
    lead::{Story, stories},
    pairs::evidence,
    print::Print,
    proof::Evidence,
    rise::{EditionView, Gleaned, Trends},
    rising::{Against, NewName, Origin, RISING_SCHEMA, Rising, RisingStory, RisingTerm},
};
