//! Articles for tests of stages: a text as every stage sees it.

use std::sync::LazyLock;

use crate::{
    analyze::{Analyzer, Context, Gazetteer, KeywordConfig, Keywords, Summarizer, SummaryConfig, Tables, Taxonomy},
    article::{Article, Head},
    model::{Counts, Lexicon, Weights},
    text::{LocalTerms, StopWords, Tokenizer},
};

struct Shared {
    tokenizer: Tokenizer,
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    keywords: Keywords,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| Shared {
    tokenizer: Tokenizer::default(),
    lexicon: Lexicon::shipped().unwrap(),
    gazetteer: Gazetteer::shipped().unwrap(),
    keywords: Keywords::new(KeywordConfig::default()).unwrap(),
});

/// Calls `check` with an article of this headline and text, and an analyzer with this taxonomy.
pub(super) fn with_article<R>(
    taxonomy: Taxonomy,
    title: &str,
    text: &str,
    check: impl FnOnce(&Analyzer, &Context<'_>) -> R,
) -> R {
    with(taxonomy, SHARED.keywords.clone(), title, text, check)
}

/// The same with these settings of the keyword stage, and no topics.
pub(super) fn with_keywords<R>(
    config: KeywordConfig,
    title: &str,
    text: &str,
    check: impl FnOnce(&Analyzer, &Context<'_>) -> R,
) -> R {
    with(Taxonomy::default(), SHARED.keywords.clone().with_config(config), title, text, check)
}

fn with<R>(
    taxonomy: Taxonomy,
    keywords: Keywords,
    title: &str,
    text: &str,
    check: impl FnOnce(&Analyzer, &Context<'_>) -> R,
) -> R {
    let analyzer = Analyzer {
        keywords,
        summary: Summarizer::new(SummaryConfig::default()).unwrap(),
        taxonomy,
        gazetteer: SHARED.gazetteer.clone(),
        stop: StopWords::default(),
    };
    let title = (!title.is_empty()).then(|| title.to_owned());
    let article = Article { head: Head { title, ..Head::default() }, text: text.to_owned(), ..Article::default() };
    let mut vocabulary = SHARED.lexicon.vocabulary.clone();
    let mut local = LocalTerms::new(&SHARED.lexicon.vocabulary);
    let mut document = SHARED.tokenizer.tokenize(&article, &mut local);
    let map = vocabulary.absorb(local);
    document.renumber(SHARED.lexicon.vocabulary.len() as u32, &map);
    let weights = Weights::new(&SHARED.lexicon, &vocabulary, &Counts::default());
    let stop = analyzer.stop.mask(&vocabulary);
    let tables: Tables = analyzer.tables(&vocabulary, &weights);
    let context = Context {
        article: &article,
        document: &document,
        vocabulary: &vocabulary,
        weights: &weights,
        stop: &stop,
        tables: &tables,
    };
    check(&analyzer, &context)
}
