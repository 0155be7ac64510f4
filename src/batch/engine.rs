//! The engine: tokenizer, lexicon and analyzer, loaded once and shared; articles in, records out.

use rayon::prelude::*;

use crate::{
    analyze::{Analysis, Analyzer, Context},
    article::Article,
    model::{Counts, Lexicon, Weights},
    text::{Document, LocalTerms, Tokenizer, Vocabulary},
};

/// Bytes of text in one unit of parallel work. Fixed, so that nothing depends on the number of threads.
const CHUNK_BYTES: usize = 256 * 1024;

/// Everything that is loaded once.
pub struct Engine {
    /// Text into words.
    pub tokenizer: Tokenizer,
    /// The background.
    pub lexicon: Lexicon,
    /// The stages.
    pub analyzer: Analyzer,
}

/// The articles of a run as numbered words, with the counts they make.
pub struct Edition {
    /// One document per article, in order.
    pub documents: Vec<Document>,
    /// The background's terms and the edition's.
    pub vocabulary: Vocabulary,
    /// Document counts of the edition alone.
    pub counts: Counts,
}

impl Engine {
    /// Tokenises the articles: once, in parallel, with the same numbers for any number of threads.
    pub fn read(&self, articles: &[Article]) -> Edition {
        let base = &self.lexicon.vocabulary;
        let chunks: Vec<(Vec<Document>, LocalTerms<'_>)> = chunks(articles)
            .into_par_iter()
            .map(|chunk| {
                let mut terms = LocalTerms::new(base);
                let documents = chunk.iter().map(|article| self.tokenizer.tokenize(article, &mut terms)).collect();
                (documents, terms)
            })
            .collect();
        let mut vocabulary = base.clone();
        let mut documents = Vec::with_capacity(articles.len());
        for (chunk, terms) in chunks {
            let map = vocabulary.absorb(terms);
            documents.extend(chunk.into_iter().map(|mut document| {
                document.renumber(base.len() as u32, &map);
                document
            }));
        }
        let counts = count(&documents, &vocabulary);
        Edition { documents, vocabulary, counts }
    }

    /// Analyses every article against the background, the given counts, and nothing else.
    pub fn analyze(&self, articles: &[Article], edition: &Edition, counts: &Counts) -> Vec<Analysis> {
        let weights = Weights::new(&self.lexicon, &edition.vocabulary, counts);
        let stop = self.analyzer.stop.mask(&edition.vocabulary);
        let pairs: Vec<_> = articles.iter().zip(&edition.documents).collect();
        pairs
            .into_par_iter()
            .map(|(article, document)| {
                self.analyzer.analyze(&Context {
                    article,
                    document,
                    vocabulary: &edition.vocabulary,
                    weights: &weights,
                    stop: &stop,
                })
            })
            .collect()
    }
}

/// Runs of articles of about [`CHUNK_BYTES`] bytes of text each.
fn chunks(articles: &[Article]) -> Vec<&[Article]> {
    let (mut chunks, mut start, mut bytes) = (Vec::new(), 0, 0);
    for (index, article) in articles.iter().enumerate() {
        bytes += article.text.len();
        if bytes >= CHUNK_BYTES {
            chunks.push(&articles[start..=index]);
            (start, bytes) = (index + 1, 0);
        }
    }
    if start < articles.len() {
        chunks.push(&articles[start..]);
    }
    chunks
}

fn count(documents: &[Document], vocabulary: &Vocabulary) -> Counts {
    let mut df = vec![0_u32; vocabulary.len()];
    // Number, from 1, of the last document that held each term: a set of terms without a set.
    let mut seen = vec![0_usize; vocabulary.len()];
    for (document, number) in documents.iter().zip(1..) {
        for id in document.head.ids().iter().chain(document.body.ids()).map(|id| id.index()) {
            if seen[id] != number {
                seen[id] = number;
                df[id] += 1;
            }
        }
    }
    let content = vocabulary.words().filter(|&(id, _)| vocabulary.class(id).is_content());
    let counted = content.map(|(id, word)| (word, df[id.index()])).filter(|&(_, df)| df > 0);
    Counts::new(documents.len() as u64, counted)
}
