//! Places: the administrative divisions of China an article names, and which of them it is about.
//!
//! [`Gazetteer`] is the list of divisions with the forms they are called by; `mention` finds forms on word borders
//! and decides which division each means; `main_place` says which one the article is about. Places outside China are
//! not in the list and are not looked for.

mod build;
mod division;
mod gazetteer;
mod main_place;
mod mention;

pub use gazetteer::{Gazetteer, Place, PlaceTable};
