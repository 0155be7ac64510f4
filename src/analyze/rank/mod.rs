//! The ranker both keywords and summary use: features of candidates in, how likely each is chosen out.
//!
//! A [`Ranker`] adds up a linear model ([`linear`]) and boosted trees ([`trees`]) over named features; both are fitted
//! to what people chose ([`Ballot`]): the linear part by [`logit`], the trees to what it leaves over by [`boost`].
//! Weights and trees of a stage lie in one data file ([`Ranker::parse`]). Knows nothing of words or sentences.

mod ballot;
mod boost;
mod linear;
mod logit;
mod ranker;
mod schema;
mod table;
mod trees;

pub use ballot::{FOLDS, fold_of};
pub(crate) use linear::logistic;
pub(crate) use logit::{base, solve};
pub(super) use schema::features;
pub(super) use {
    ballot::Ballot,
    boost::BoostConfig,
    logit::{LogitConfig, Rows, optimum},
    ranker::{FitConfig, Ranker},
    schema::Schema,
    table::Table,
};
