//! Law 2: words joined are the text, a token's span slices the text to the token, and so with sentences.

use proptest::prelude::*;
use zhaibao::{
    article::Article,
    text::{Document, LocalTerms, Tokenizer, Vocabulary, normalize, sentences},
};

use crate::sample;

/// Words and sentences of `article` cover its text without gap or overlap.
fn check(article: &Article, tokenizer: &Tokenizer) {
    let base = Vocabulary::default();
    let mut terms = LocalTerms::new(&base);
    let Document { head, body, sentences } = tokenizer.tokenize(article, &mut terms);
    for (tokens, text) in [(&head, article.head.text()), (&body, article.text.clone())] {
        let joined: String = tokens.iter().map(|(_, span)| span.of(&text)).collect();
        assert_eq!(joined, text);
        assert!(tokens.iter().all(|(_, span)| !span.is_empty()), "an empty word in {text:?}");
    }
    let mut last = 0;
    for sentence in &sentences {
        let span = sentence.span;
        assert!(article.text[last..span.start as usize].trim().is_empty(), "text between sentences of {:?}", article.text);
        assert!(!span.is_empty());
        assert_eq!(span.of(&article.text).trim(), span.of(&article.text));
        last = span.end as usize;
    }
    assert!(article.text[last..].trim().is_empty(), "text after the last sentence of {:?}", article.text);
}

#[test]
fn words_and_sentences_of_the_samples_are_their_text() {
    let tokenizer = Tokenizer::default();
    let articles = sample::articles();
    assert!(articles.len() >= 40, "{} articles", articles.len());
    for article in &articles {
        check(article, &tokenizer);
    }
}

#[test]
fn words_and_sentences_of_any_text_are_the_text() {
    let tokenizer = Tokenizer::default();
    proptest!(|(text in sample::any_text(), title in sample::any_text())| {
        let mut article = Article { text, ..Article::default() };
        article.head.title = Some(title);
        check(&article, &tokenizer);
    });
}

proptest! {
    #[test]
    fn normalising_keeps_the_number_of_characters(text in sample::any_text()) {
        prop_assert_eq!(normalize(&text).chars().count(), text.chars().count());
    }

    #[test]
    fn sentences_never_cross_a_paragraph(text in sample::any_text()) {
        for span in sentences(&text) {
            prop_assert!(!span.of(&text).contains('\n'));
        }
    }
}
