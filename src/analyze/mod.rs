//! What an article is about: keywords, summary, topics, places, names.
//!
//! Every stage reads the same [`Context`] and answers with values; every number printed is read off a [`Reason`] or
//! can be turned into one by the code that made it.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod analyzer;
mod keywords;
mod names;
mod phrases;
mod places;
mod rank;
mod reason;
mod slots;
mod study;
mod summary;
#[cfg(test)]
mod testing;
mod topics;

pub use {
    analyzer::{Analysis, Analyzer, Context, Tables},
    keywords::{Keyword, KeywordConfig, KeywordTable, Keywords, Phrasebook},
    names::{Name, NameType},
    places::{Gazetteer, Place, PlaceTable},
    rank::{FOLDS, fold_of},
    reason::Reason,
    study::{Fits, Sample, Study},
    summary::{Summarizer, Summary, SummaryConfig, SummarySentence, WordTable},
    topics::{
        Carried, Condition, Finding, LearnConfig, Learned, Sample as TopicSample, Samples, SeedFile, Taxonomy, Topic, TopicScore,
        TopicTable, WeightedTerms, learn,
    },
};
pub(crate) use {
    names::is_surname,
    rank::{base, logistic, solve},
};
