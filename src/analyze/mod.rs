//! What an article is about: keywords, summary, topics, places, names.
//!
//! Every stage reads the same [`Context`] and answers with values; every number printed is read off a [`Reason`] or
//! can be turned into one by the code that made it.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod analyzer;
mod fit;
mod keywords;
mod linear;
mod names;
mod phrases;
mod places;
mod reason;
mod summary;
#[cfg(test)]
mod testing;
mod topics;

pub use {
    analyzer::{Analysis, Analyzer, Context, Tables},
    fit::{FOLDS, Fitted},
    keywords::{Keyword, KeywordConfig, KeywordSample, Keywords},
    linear::{Features, Linear},
    names::{Name, NameType},
    places::{Gazetteer, Place, PlaceTable},
    reason::Reason,
    summary::{Summarizer, Summary, SummaryConfig, SummarySample, SummarySentence},
    topics::{
        Carried, Condition, Finding, LearnConfig, Learned, Sample, Samples, SeedFile, Taxonomy, Topic, TopicScore, TopicTable,
        WeightedTerms, learn,
    },
};
