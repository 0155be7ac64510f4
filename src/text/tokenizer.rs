//! The tokenizer: article in, document out.

use crate::{
    article::Article,
    text::{
        document::{Document, Sentence, Tokens},
        merge::merge,
        normalize::normalize,
        segment::{JiebaSegmenter, Segmenter},
        sentence::sentences,
        vocabulary::LocalTerms,
    },
};

/// Reads articles into [`Document`]s.
pub struct Tokenizer {
    segmenter: Box<dyn Segmenter>,
}

impl Default for Tokenizer {
    fn default() -> Self {
        Self { segmenter: Box::new(JiebaSegmenter::default()) }
    }
}

impl Tokenizer {
    /// The words and sentences of `article`; words the base vocabulary lacks are added to `terms`.
    pub fn tokenize(&self, article: &Article, terms: &mut LocalTerms<'_>) -> Document {
        let head = self.tokens(&article.head.text(), terms);
        let body = self.tokens(&article.text, terms);
        let mut paragraph = 0;
        let mut last = 0;
        let sentences = sentences(&article.text)
            .into_iter()
            .map(|span| {
                paragraph += article.text[last..span.start as usize].matches('\n').count() as u32;
                last = span.start as usize;
                let tokens = body.within(span);
                Sentence { span, tokens: tokens.start as u32..tokens.end as u32, paragraph }
            })
            .collect();
        Document { head, body, sentences }
    }

    /// The words of `text`.
    pub fn tokens(&self, text: &str, terms: &mut LocalTerms<'_>) -> Tokens {
        let normal = normalize(text);
        let mut words = Vec::new();
        self.segmenter.cut(&normal, &mut words);
        let mut merged = Vec::new();
        merge(&words, &mut merged);

        let mut tokens = Tokens::with_capacity(text.len());
        let (mut place, mut end) = (0, 0);
        let mut original = text.chars();
        for word in merged {
            let normal_word = &normal[place..place + word.len];
            place += word.len;
            // Normalising maps one character to one character, so as many characters of the text as of the word.
            end += normal_word.chars().zip(original.by_ref()).map(|(_, c)| c.len_utf8()).sum::<usize>();
            let id = word.reserved.unwrap_or_else(|| terms.intern(normal_word, || self.segmenter.class(normal_word)));
            tokens.push(id, end as u32);
        }
        tokens
    }
}
