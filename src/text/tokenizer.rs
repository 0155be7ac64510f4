//! The tokenizer: article in, document out.

use std::borrow::Cow;

use crate::{
    article::Article,
    text::{
        dictionary::DictionaryWord,
        document::{Document, Sentence, Tokens},
        merge::{Merged, merge},
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
        Self::with_words(&[])
    }
}

/// Bytes of text per word, for capacities: 4.6 were measured on news.
const BYTES_PER_WORD: usize = 4;

impl Tokenizer {
    /// The tokenizer whose dictionary holds `words` too.
    pub fn with_words(words: &[DictionaryWord]) -> Self {
        Self { segmenter: Box::new(JiebaSegmenter::with_words(words)) }
    }

    /// The tokenizer over another segmenter.
    pub fn with_segmenter(segmenter: Box<dyn Segmenter>) -> Self {
        Self { segmenter }
    }

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
        let folded = matches!(normal, Cow::Owned(_));
        let mut lengths = Vec::with_capacity(text.len() / BYTES_PER_WORD + 1);
        self.segmenter.cut(&normal, &mut lengths);
        let mut merged = Vec::with_capacity(lengths.len());
        merge(&normal, &lengths, &mut merged);

        let mut tokens = Tokens::with_capacity(merged.len());
        let (mut place, mut end) = (0, 0);
        let mut original = text.chars();
        for Merged { len, reserved } in merged {
            let word = &normal[place..place + len as usize];
            place += word.len();
            end += if folded {
                // Folding maps one character to one character, so the text has as many here as the word.
                original.by_ref().take(word.chars().count()).map(char::len_utf8).sum()
            } else {
                word.len()
            };
            tokens.push(reserved.unwrap_or_else(|| terms.intern(word, || self.segmenter.class(word))), end as u32);
        }
        tokens
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{TermId, Vocabulary};

    static TOKENIZER: std::sync::LazyLock<Tokenizer> = std::sync::LazyLock::new(Tokenizer::default);

    /// The words of `text`; a reserved id is shown by a letter behind the word.
    fn words(text: &str) -> String {
        let vocabulary = Vocabulary::default();
        let tokens = TOKENIZER.tokens(text, &mut LocalTerms::new(&vocabulary));
        let shown = tokens.iter().map(|(id, span)| {
            let mark = match id {
                TermId::NUMBER => "#",
                TermId::DATE => "@",
                TermId::QUANTITY => "*",
                _ => "",
            };
            format!("{}{mark}", span.of(text))
        });
        shown.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn numbers_dates_and_quantities_are_one_word() {
        for (text, expected) in [
            ("新华社上海12月1日电", "新华社|上海|12月1日@|电"),
            ("11月30日上午9时30分抵达", "11月30日@|上午9时30分@|抵达"),
            ("2023年12月1日抵达", "2023年12月1日@|抵达"),
            ("1至10月出口", "1至10月@|出口"),
            ("11月30日至12月2日", "11月30日@|至|12月2日@"),
            ("收入53445.3亿元，增长8.7%", "收入|53445.3亿元*|，|增长|8.7%*"),
            ("提高0.5个百分点", "提高|0.5个百分点*"),
            ("面积120平方公里", "面积|120平方公里*"),
            ("接待1,200万人次", "接待|1,200万人次*"),
            ("约占1/12", "约|占|1/12*"),
            ("占三分之一", "占|三分之一*"),
            ("第21届运动会", "第21届*|运动会"),
            ("第二十一届运动会", "第二十一届*|运动会"),
            ("党的二十大报告", "党|的|二十大|报告"),
            ("十四五规划", "十四五|规划"),
            ("走访三百多户", "走访|三百多户*"),
            ("气温降到-5℃", "气温|降到|-5℃*"),
            ("１１月３０日，８.７％", "１１月３０日@|，|８.７％*"),
            ("11 月 30 日", "11 月 30 日@"),
            ("2023-12-01发布", "2023-12-01@|发布"),
            ("拨打110报警", "拨打|110#|报警"),
            ("乘坐C919客机", "乘坐|C919|客机"),
            ("5G基站", "5G|基站"),
            ("他十分激动", "他|十分|激动"),
            ("3人民币", "3#|人民币"),
            ("甲\n\n　乙", "甲|\n\n　|乙"),
        ] {
            assert_eq!(words(text), expected);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn the_words_joined_are_the_text(text in "([0-9０-９一二十百万亿年月日时分第至.,:/%％ 上午多余电\\-]|[中国人民增长元个公里]|\\PC){0,40}") {
            let vocabulary = Vocabulary::default();
            let tokens = TOKENIZER.tokens(&text, &mut LocalTerms::new(&vocabulary));
            let joined: String = tokens.iter().map(|(_, span)| span.of(&text)).collect();
            prop_assert!(tokens.iter().all(|(_, span)| !span.is_empty()));
            prop_assert_eq!(joined, text);
        }
    }
}
