//! The engine: tokenizer, lexicon and analyzer, loaded once and shared; articles in, analyses out.

use std::ops::Range;

use rayon::prelude::*;

use crate::{
    analyze::{Analysis, Analyzer, Context, Gazetteer, KeywordConfig, Keywords, Summarizer, SummaryConfig, Tables, Taxonomy},
    article::Article,
    batch::watch::{Stage, Watch},
    error::Result,
    model::{Counts, Lexicon, Weights},
    text::{Document, LocalTerms, StopWords, Tokenizer, Vocabulary},
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
    /// The engine of everything that ships, with every setting at its default.
    pub fn shipped() -> Result<Self> {
        let analyzer = Analyzer {
            keywords: Keywords::new(KeywordConfig::default())?,
            summary: Summarizer::new(SummaryConfig::default())?,
            taxonomy: Taxonomy::shipped()?,
            gazetteer: Gazetteer::shipped()?,
            stop: StopWords::default(),
        };
        let (tokenizer, lexicon) = rayon::join(Tokenizer::default, Lexicon::shipped);
        Ok(Self { tokenizer, lexicon: lexicon?, analyzer })
    }

    /// Tokenises the articles: once, in parallel, with the same numbers for any number of threads.
    pub fn read(&self, articles: &[Article]) -> Edition {
        let chunks = chunks(articles).into_par_iter().map(|chunk| self.tokenize(&articles[chunk])).collect();
        gather(&self.lexicon.vocabulary, chunks)
    }

    /// [`Engine::read`] under a watcher.
    ///
    /// # Errors
    /// The watcher stopped it.
    pub fn read_watched(&self, articles: &[Article], watch: &dyn Watch) -> Result<Edition> {
        watch.begin(Stage::Tokenize, articles.len());
        let chunks: Result<Vec<_>> = chunks(articles)
            .into_par_iter()
            .map(|chunk| {
                watch.check()?;
                let steps = chunk.len();
                let read = self.tokenize(&articles[chunk]);
                watch.advance(steps);
                Ok(read)
            })
            .collect();
        Ok(gather(&self.lexicon.vocabulary, chunks?))
    }

    fn tokenize(&self, articles: &[Article]) -> (Vec<Document>, LocalTerms<'_>) {
        let mut terms = LocalTerms::new(&self.lexicon.vocabulary);
        let documents = articles.iter().map(|article| self.tokenizer.tokenize(article, &mut terms)).collect();
        (documents, terms)
    }

    /// Everything an analysis needs besides the article: made once, read by all threads.
    pub fn desk<'e>(&'e self, edition: &'e Edition, counts: &Counts) -> Desk<'e> {
        let vocabulary = &edition.vocabulary;
        let weights = Weights::new(&self.lexicon, vocabulary, counts);
        let tables = self.analyzer.tables(vocabulary, &weights);
        Desk { analyzer: &self.analyzer, vocabulary, stop: self.analyzer.stop.mask(vocabulary), weights, tables }
    }

    /// Analyses every article against the background, the given counts, and nothing else.
    pub fn analyze(&self, articles: &[Article], edition: &Edition, counts: &Counts) -> Vec<Analysis> {
        let desk = self.desk(edition, counts);
        let pairs: Vec<_> = articles.iter().zip(&edition.documents).collect();
        pairs.into_par_iter().map(|(article, document)| desk.analyze(article, document)).collect()
    }
}

/// The analyzer with the weights of one run.
pub struct Desk<'e> {
    /// The stages.
    pub analyzer: &'e Analyzer,
    vocabulary: &'e Vocabulary,
    weights: Weights,
    stop: Vec<bool>,
    tables: Tables,
}

impl Desk<'_> {
    /// Which terms are stop words.
    pub fn stop(&self) -> &[bool] {
        &self.stop
    }

    /// What the stages may read of one article.
    pub fn context<'a>(&'a self, article: &'a Article, document: &'a Document) -> Context<'a> {
        Context { article, document, vocabulary: self.vocabulary, weights: &self.weights, stop: &self.stop, tables: &self.tables }
    }

    /// Analyses one article.
    pub fn analyze(&self, article: &Article, document: &Document) -> Analysis {
        self.analyzer.analyze(&self.context(article, document))
    }
}

/// Runs of articles of about [`CHUNK_BYTES`] bytes of text each.
pub(super) fn chunks(articles: &[Article]) -> Vec<Range<usize>> {
    let (mut chunks, mut start, mut bytes) = (Vec::new(), 0, 0);
    for (index, article) in articles.iter().enumerate() {
        bytes += article.text.len();
        if bytes >= CHUNK_BYTES {
            chunks.push(start..index + 1);
            (start, bytes) = (index + 1, 0);
        }
    }
    if start < articles.len() {
        chunks.push(start..articles.len());
    }
    chunks
}

/// Joins what the chunks read, in their order.
fn gather(base: &Vocabulary, chunks: Vec<(Vec<Document>, LocalTerms<'_>)>) -> Edition {
    let mut vocabulary = base.clone();
    let mut documents = Vec::with_capacity(chunks.iter().map(|(documents, _)| documents.len()).sum());
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
