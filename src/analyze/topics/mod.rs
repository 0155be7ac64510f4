//! Topics: what an article is about, by a taxonomy an editor can read.
//!
//! The classifier is the lexicon in `seeds/<id>.toml`: a topic's log-odds are the sum, over its terms that occur, of
//! weight times tf-idf, and what two learned weights make of the sums of the other topics. [`SeedFile`] is the written form, [`Taxonomy`] all topics with their terms ×
//! topics matrix, [`TopicTable`] what a run looks up by term id. Places are not topics; see [`super::places`].

mod beside;
mod check;
mod code;
mod evidence;
mod learn;
mod matrix;
mod scored;
mod seed;
mod shipped;
mod taxonomy;

pub use {
    check::{Carried, Finding},
    learn::{LearnConfig, Sample, Samples, learn},
    matrix::TopicTable,
    seed::{Condition, Learned, SeedFile, WeightedTerms},
    taxonomy::{Taxonomy, Topic, TopicScore},
};
