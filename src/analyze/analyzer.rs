//! The analyzer: all stages over one article.

use crate::{
    analyze::{
        Gazetteer, Keyword, KeywordTable, Keywords, Name, Place, PlaceTable, Summarizer, Summary, Taxonomy, TopicScore,
        TopicTable, WordTable, names,
    },
    article::Article,
    model::{Weights, meanings::WordMeanings},
    text::{Document, StopWords, Vocabulary},
};

/// What every stage may read.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its words.
    pub document: &'a Document,
    /// What the ids mean.
    pub vocabulary: &'a Vocabulary,
    /// How rare each term is.
    pub weights: &'a Weights,
    /// Which ids are stop words.
    pub stop: &'a [bool],
    /// The stages' own lists in this vocabulary.
    pub tables: &'a Tables,
}

/// What the stages look up by term id, made once a run by [`Analyzer::tables`].
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Terms of the taxonomy.
    pub topics: TopicTable,
    /// Forms of places.
    pub places: PlaceTable,
    /// Words as phrases are made of them.
    pub keywords: KeywordTable,
    /// Words that tell what a sentence does.
    pub summary: WordTable,
    /// What words are about.
    pub meanings: WordMeanings,
}

/// Everything the stages found out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Analysis {
    /// Best first.
    pub keywords: Vec<Keyword>,
    /// Sentences in text order, and the one-line brief.
    pub summary: Summary,
    /// Primary first.
    pub topics: Vec<TopicScore>,
    /// Main places first.
    pub places: Vec<Place>,
    /// Persons and organisations in order of first mention.
    pub names: Vec<Name>,
}

/// The stages with their settings; immutable, shared by all threads.
#[derive(Debug)]
pub struct Analyzer {
    /// Keyword stage.
    pub keywords: Keywords,
    /// Summary stage.
    pub summary: Summarizer,
    /// Topics.
    pub taxonomy: Taxonomy,
    /// Places.
    pub gazetteer: Gazetteer,
    /// Words that never make a keyword.
    pub stop: StopWords,
}

impl Analyzer {
    /// The stages' own lists in the vocabulary of one run.
    pub fn tables(&self, vocabulary: &Vocabulary, weights: &Weights) -> Tables {
        Tables {
            topics: self.taxonomy.table(vocabulary, weights),
            places: self.gazetteer.table(vocabulary),
            keywords: self.keywords.table(vocabulary, weights, &self.stop),
            summary: self.summary.table(vocabulary),
            meanings: WordMeanings::new(vocabulary),
        }
    }

    /// Runs all stages. Never fails; an empty article gives an empty analysis.
    pub fn analyze(&self, context: &Context<'_>) -> Analysis {
        let places = self.gazetteer.places(context);
        let names = names::names(context);
        let topics = self.taxonomy.classify(context);
        let keywords = self.keywords.extract(context, &places, &names);
        let summary = self.summary.summarize(context, &keywords);
        Analysis { keywords, summary, topics, places, names }
    }
}
