//! Summary: the sentences that together tell best what happened, as printed and in text order.
//!
//! Each sentence is what the summary prints of it ([`mod@printed`]), a row of features ([`feature`], taken by
//! [`measure`] from the sentence × term [`matrix`] and the [`wording`]) and what its words are worth ([`words`]). A
//! ranker adds them up; weights and worths are learned from editors' choices ([`learn`], `data/summary.tsv`). Then
//! sentences are taken one by one as long as the budget lasts ([`choice`]).

mod brief;
mod choice;
mod clip;
mod feature;
mod learn;
mod line;
mod matrix;
mod measure;
mod printed;
mod wording;
mod words;

use crate::{
    analyze::{Context, Keyword, Reason, rank::Ranker},
    error::Result,
    record::round,
    span::Span,
    text::Vocabulary,
};

use self::{
    measure::Sheet,
    words::{MARK, Words},
};

pub use words::WordTable;
pub(super) use {
    feature::SCHEMA,
    learn::{FIT, SummaryBallot},
};

/// The weights that ship in the binary; made by `zhaibao learn summary`.
const SHIPPED: &str = include_str!("../data/summary.tsv");

/// A sentence of the summary.
#[derive(Debug, Clone, PartialEq)]
pub struct SummarySentence {
    /// As printed: dateline and credits cut, quotations closed, an ellipsis where it was clipped.
    pub text: String,
    /// Number of the sentence in the article, from 0.
    pub sentence: u32,
    /// What of the text is printed.
    pub span: Span,
    /// How good it is alone, in (0, 1).
    pub score: f64,
}

/// The summary of an article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Summary {
    /// In text order.
    pub sentences: Vec<SummarySentence>,
    /// One line for a newsletter, at most 60 characters where the text allows.
    pub brief: String,
}

/// Settings of the summary stage.
#[derive(Debug, Clone, PartialEq)]
pub struct SummaryConfig {
    /// How many sentences at most; articles of two or three sentences give one sentence less than they have.
    pub sentences: usize,
    /// How many characters at most; the best sentence is printed whatever its length.
    pub chars: Option<usize>,
    /// Sentences of more characters are cut at a clause border where they have one.
    pub clip: Option<usize>,
}

impl Default for SummaryConfig {
    fn default() -> Self {
        Self { sentences: 3, chars: None, clip: None }
    }
}

/// The summary stage.
#[derive(Debug, Clone)]
pub struct Summarizer {
    config: SummaryConfig,
    ranker: Ranker,
    words: Words,
}

impl Summarizer {
    /// The stage with these settings and the weights that ship in the binary.
    ///
    /// # Errors
    /// Only where the weights that were built in are damaged.
    pub fn new(config: SummaryConfig) -> Result<Self> {
        Self::with_weights(config, SHIPPED, "the built-in summary weights")
    }

    /// The stage with these settings and the weights of a file's text: that of a ranker, and behind it a line for every
    /// word that has a worth. `path` is for the error message.
    pub fn with_weights(config: SummaryConfig, weights: &str, path: &str) -> Result<Self> {
        let border = weights.find(&format!("\n{MARK}")).map_or(weights.len(), |at| at + 1);
        let (ranker, words) = weights.split_at(border);
        let ranker = Ranker::parse(SCHEMA, ranker, path)?;
        let words = Words::parse(words, weights[..border].lines().count() + 1, path)?;
        Ok(Self { config, ranker, words })
    }

    /// The data file of its weights; see [`Summarizer::with_weights`]. Every line of `made_by` is a comment.
    pub fn to_text(&self, made_by: &str) -> String {
        self.ranker.to_text(made_by) + &self.words.to_text()
    }

    /// What it knows of the words of a run.
    pub fn table(&self, vocabulary: &Vocabulary) -> WordTable {
        WordTable::new(&self.words, vocabulary)
    }

    /// The sentences that tell best what happened.
    pub fn summarize(&self, context: &Context<'_>, keywords: &[Keyword]) -> Summary {
        let sheet = Sheet::new(context, keywords);
        let values = self.values(&sheet);
        let sentence = |chosen: choice::Chosen| SummarySentence {
            text: chosen.text,
            sentence: chosen.number as u32,
            span: chosen.span,
            score: round(Ranker::score(values[chosen.number])),
        };
        let chosen = choice::choose(&self.config, &context.article.text, &sheet, &values);
        let sentences: Vec<SummarySentence> = chosen.into_iter().map(sentence).collect();
        let brief = brief::brief(context, &sentences);
        Summary { sentences, brief }
    }

    /// Why each sentence of the article got its score, in text order.
    pub fn explain(&self, context: &Context<'_>, keywords: &[Keyword]) -> Vec<Reason> {
        let sheet = Sheet::new(context, keywords);
        let values = self.values(&sheet);
        let mut reader = context.tables.summary.reader();
        let reason = |(number, span): (usize, &Span)| {
            let sentence = span.of(&context.article.text).to_owned();
            let mut reason = self.ranker.reason(sentence, &sheet.table, number, values[number]);
            let mut words = Vec::new();
            sheet.lines[number].read_words(context, &mut reader, |id, worth| {
                if worth != 0.0 {
                    words.push(Reason::leaf(context.vocabulary.word(id).to_owned(), f64::from(worth)));
                }
            });
            let sum = Reason { value: f64::from(sheet.words[number]), what: feature::WORDS_NAME.into(), parts: words };
            if let Some(parts) = reason.parts.first_mut() {
                parts.parts.push(sum);
            }
            reason
        };
        sheet.spans.iter().enumerate().map(reason).collect()
    }

    /// The log of the odds that each sentence is a good one.
    fn values(&self, sheet: &Sheet) -> Vec<f32> {
        let mut values = self.ranker.values(&sheet.table);
        values.iter_mut().zip(&sheet.words).for_each(|(value, words)| *value += words);
        values
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::analyze::{Taxonomy, testing::with_article};

    fn summary(title: &str, text: &str) -> Vec<String> {
        with_article(Taxonomy::default(), title, text, |analyzer, context| {
            let summary = analyzer.summary.summarize(context, &[]);
            assert!(summary.sentences.is_sorted_by(|a, b| a.sentence < b.sentence), "in text order");
            assert!(summary.brief.chars().count() <= 60, "{}", summary.brief);
            summary.sentences.into_iter().map(|sentence| sentence.text).collect()
        })
    }

    #[test]
    fn articles_of_every_length_have_a_summary() {
        assert_eq!(summary("", ""), Vec::<String>::new());
        assert_eq!(summary("", "图为新桥。"), ["图为新桥。"], "a caption is its own summary");
        assert_eq!(summary("新桥通车", "云溪新桥昨日通车，两岸车程缩短到十分钟。市民纷纷拍照。").len(), 1, "two sentences");
        let notice = "因检修管道，定于5月6日8时至20时对临湖路、果园路一带停水。请有关单位和居民提前储水。不便之处，敬请谅解。咨询电话：88000000。";
        assert_eq!(summary("停水公告", notice).len(), 3);
        let mut long = "云溪市昨日召开果业大会，今年全市水果总产量达36万吨，同比增长8.7%。".to_owned();
        for nth in 0..180 {
            let _ = write!(long, "第{nth}家果园的主人一边剪枝一边说起今年的天气，也说起去年那场大风之后邻居们互相帮忙的往事。");
        }
        assert!(long.chars().count() > 7000);
        let found = summary("全市水果产量增长8.7%", &long);
        assert!(found.len() <= 3, "the owners all say the same");
        assert!(found[0].starts_with("云溪市昨日召开"), "{found:?}");
    }

    #[test]
    fn no_sentence_is_said_twice() {
        let news = "云溪市昨日召开果业大会，今年全市水果总产量达36万吨，同比增长8.7%。";
        let again = "云溪市昨日召开果业大会，今年全市水果总产量达36万吨，同比增长8.7%，创下新高。";
        let text = format!("{news}{again}市农业局局长李果在会上说，明年要再建十座冷库。果农周丰收领到了奖牌。会议明天结束。");
        let found = summary("", &text);
        assert_eq!(found.iter().filter(|sentence| sentence.contains("36万吨")).count(), 1, "{found:?}");
    }

    #[test]
    fn a_quotation_is_closed_that_is_opened() {
        let text = "局长李果说：“今年要建十座冷库。\n果农都盼着。”大家鼓掌。";
        for sentence in summary("", text) {
            assert_eq!(sentence.matches('“').count(), sentence.matches('”').count(), "{sentence}");
        }
    }

    #[test]
    fn the_parts_of_a_reason_add_up() {
        let text = "云溪市昨日召开果业大会，今年全市水果总产量达36万吨。市农业局局长李果表示，明年再建十座冷库。此外，还要修路。";
        with_article(Taxonomy::default(), "全市水果产量增长", text, |analyzer, context| {
            for reason in analyzer.summary.explain(context, &[]) {
                let sum = &reason.parts[0];
                let parts: f64 = sum.parts.iter().map(|part| part.value).sum();
                assert!((parts - sum.value).abs() < 1e-3, "{parts} {}", sum.value);
                let words = sum.parts.last().unwrap();
                assert!((words.parts.iter().map(|part| part.value).sum::<f64>() - words.value).abs() < 1e-4);
            }
        });
    }
}
