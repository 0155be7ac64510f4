//! Labels of articles, measured: what each article adds, the sums, and the figures read off the sums.
//!
//! Every figure is a function of sums over articles, so a resample of articles (see [`super::bootstrap`]) is a sum of
//! rows. Keyword and summary figures are means over **all** gold articles; an article without a record scores 0.

use std::ops::AddAssign;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{
    eval::{
        figures::Figures,
        gold::{GoldArticle, Labels},
        keywords,
        output::Output,
        ratio::ratio,
        summary::{rouge_by_character, rouge_by_word, sentence_f1},
        topics::{TopicNames, TopicScore, TopicTotals},
    },
    text::Segmenter,
};

/// Cut-offs of the keyword figures every report has.
pub const STANDARD_K: [usize; 2] = [8, 5];

/// What is measured, and with which words.
pub struct Measures<'a> {
    /// Cut-offs of the keyword figures.
    pub k: Vec<usize>,
    /// Cuts words for ROUGE by word; `None` leaves those figures out.
    pub segmenter: Option<&'a dyn Segmenter>,
}

impl Measures<'_> {
    /// Keys of the means, in the order they are kept in: keywords first.
    fn keys(&self) -> (Vec<String>, Vec<String>) {
        let at = |k: &usize| {
            let k = *k;
            [format!("kw_F1@{k}"), format!("kw_P@{k}"), format!("kw_R@{k}"), format!("kw_soft@{k}")]
        };
        let mut summary = vec!["sum_sentF", "sum_rouge1", "sum_rouge2", "sum_rougeL"];
        if self.segmenter.is_some() {
            summary.extend(["sum_rouge1_jieba", "sum_rouge2_jieba", "sum_rougeL_jieba"]);
        }
        (self.k.iter().flat_map(at).collect(), summary.into_iter().map(str::to_owned).collect())
    }

    fn keywords(&self, gold: &[String], got: &[String]) -> Vec<f64> {
        let at = |&k: &usize| {
            let [exact, soft] = keywords::score(gold, got, k);
            [exact.f1, exact.precision, exact.recall, soft.f1]
        };
        self.k.iter().flat_map(at).collect()
    }

    fn summary(&self, gold: &[&str], got: &[&str]) -> Vec<f64> {
        let mut values = vec![sentence_f1(gold, got)];
        let by_character = rouge_by_character(gold, got);
        let by_word = self.segmenter.map(|segmenter| rouge_by_word(gold, got, segmenter));
        for rouge in std::iter::once(by_character).chain(by_word) {
            values.extend([rouge.one.f1, rouge.two.f1, rouge.l.f1]);
        }
        values
    }
}

/// What one article adds to the sums.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ArticleScore {
    /// Part of an article measured: 1, or less where views were left out.
    pub weight: f64,
    /// Topics.
    pub topics: TopicScore,
    /// Weight of the views with keywords.
    pub keyword_weight: f64,
    /// Weight of the views with a summary.
    pub summary_weight: f64,
    /// Keyword values and then summary values, weighted.
    pub(super) means: Vec<f64>,
}

impl ArticleScore {
    /// Mean of what was measured of this article, in [0, 1]: topics (right of all named), keywords soft, sentences.
    /// Orders the worst articles; it is no figure of the report.
    pub fn overall(&self, keyword_values: usize) -> f64 {
        let (mut sum, mut parts) = (0.0, 0.0);
        if self.topics.weight > 0.0 {
            let mut all = super::topics::TopicCount::default();
            self.topics.counts.iter().for_each(|&(_, count)| all += count);
            sum += all.prf().f1;
            parts += 1.0;
        }
        if self.keyword_weight > 0.0 {
            sum += self.means.get(SOFT).copied().unwrap_or_default() / self.keyword_weight;
            parts += 1.0;
        }
        if self.summary_weight > 0.0 {
            sum += self.means.get(keyword_values).copied().unwrap_or_default() / self.summary_weight;
            parts += 1.0;
        }
        ratio(sum, parts)
    }
}

/// Place of the soft F1 at the first cut-off among the values of an article.
const SOFT: usize = 3;

/// Sums over articles.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Totals {
    /// Articles measured.
    pub weight: f64,
    /// Topics.
    pub topics: TopicTotals,
    keyword_weight: f64,
    summary_weight: f64,
    means: Vec<f64>,
}

impl AddAssign<&ArticleScore> for Totals {
    fn add_assign(&mut self, score: &ArticleScore) {
        self.weight += score.weight;
        self.topics += &score.topics;
        self.keyword_weight += score.keyword_weight;
        self.summary_weight += score.summary_weight;
        for (sum, value) in self.means.iter_mut().zip(&score.means) {
            *sum += value;
        }
    }
}

/// The scores of all gold articles, in gold order, with what is needed to sum and name them.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// One row a gold article.
    pub rows: Vec<ArticleScore>,
    /// Names of the topics.
    pub names: TopicNames,
    keyword_keys: Vec<String>,
    summary_keys: Vec<String>,
}

impl Scores {
    /// Sums of nothing, to add rows to.
    pub fn zero(&self) -> Totals {
        Totals {
            topics: TopicTotals::new(&self.names),
            means: vec![0.0; self.keyword_keys.len() + self.summary_keys.len()],
            ..Totals::default()
        }
    }

    /// Sums of all rows.
    pub fn totals(&self) -> Totals {
        let mut totals = self.zero();
        self.rows.iter().for_each(|row| totals += row);
        totals
    }

    /// How many of an article's values are keyword values.
    pub fn keyword_values(&self) -> usize {
        self.keyword_keys.len()
    }

    /// The figures of some sums; what no article was labelled for is left out.
    pub fn figures(&self, totals: &Totals) -> Figures {
        let mut figures = Figures::default();
        figures.push("articles", totals.weight.round());
        let (micro, mean) = (totals.topics.micro(), totals.topics.macro_average());
        let share = |part: f64| ratio(part, totals.topics.weight);
        for (key, value) in [
            ("topic_P", micro.precision),
            ("topic_R", micro.recall),
            ("topic_F1", micro.f1),
            ("topic_macroP", mean.precision),
            ("topic_macroR", mean.recall),
            ("topic_macroF1", mean.f1),
            ("topic_primary", share(totals.topics.primary)),
            ("topic_exact", share(totals.topics.exact)),
        ] {
            figures.push(key, value);
        }
        let (keywords, summary) = totals.means.split_at(self.keyword_keys.len());
        for (labelled, keys, sums) in
            [(totals.keyword_weight, &self.keyword_keys, keywords), (totals.summary_weight, &self.summary_keys, summary)]
        {
            if labelled > 0.0 {
                keys.iter().zip(sums).for_each(|(key, sum)| figures.push(key, ratio(*sum, totals.weight.max(1.0))));
            }
        }
        figures
    }
}

/// What one side says of an article, against a view of the gold.
pub(super) struct Answer<'a> {
    pub(super) topics: &'a [String],
    pub(super) keywords: &'a [String],
    pub(super) summary: Vec<&'a str>,
}

/// Scores `outputs` against `gold`.
pub fn score(gold: &[GoldArticle], outputs: &[Output], measures: &Measures<'_>) -> Scores {
    let outputs: FxHashMap<&str, &Output> = outputs.iter().map(|output| (output.id.as_str(), output)).collect();
    let nothing = Output::default();
    let answer = |article: &'_ GoldArticle, _: usize| {
        let output = outputs.get(article.id.as_str()).copied().unwrap_or(&nothing);
        let summary = output.summary.iter().map(String::as_str).collect();
        Answer { topics: &output.topics, keywords: &output.keywords, summary }
    };
    let given = outputs.values().flat_map(|output| &output.topics);
    let views = gold.iter().flat_map(GoldArticle::views).flat_map(|view| &view.topics);
    score_with(gold, TopicNames::new(views.chain(given)), measures, answer)
}

/// The labels of the annotator after this one, going round.
fn next_annotator(article: &GoldArticle, view: usize) -> Answer<'_> {
    let other: &Labels = &article.annotators[(view + 1) % article.annotators.len()];
    Answer { topics: &other.topics, keywords: &other.keywords, summary: article.reference(other) }
}

/// Scores annotator against annotator: each view of an article is answered by the next one's labels.
pub fn score_human(gold: &[GoldArticle], measures: &Measures<'_>) -> Scores {
    let several: Vec<GoldArticle> = gold.iter().filter(|article| article.annotators.len() > 1).cloned().collect();
    let names = TopicNames::new(several.iter().flat_map(|article| &article.annotators).flat_map(|view| &view.topics));
    score_with(&several, names, measures, next_annotator)
}

fn score_with<'a, A>(gold: &'a [GoldArticle], names: TopicNames, measures: &Measures<'_>, answer: A) -> Scores
where
    A: Fn(&'a GoldArticle, usize) -> Answer<'a> + Sync,
{
    let (keyword_keys, summary_keys) = measures.keys();
    let row = |article: &'a GoldArticle| {
        let views = article.views();
        let weight = 1.0 / views.len() as f64;
        let mut row = ArticleScore { means: vec![0.0; keyword_keys.len() + summary_keys.len()], ..ArticleScore::default() };
        for (number, view) in views.iter().enumerate() {
            let answer = answer(article, number);
            row.weight += weight;
            row.topics.add(&names, &view.topics, answer.topics, weight);
            let (keywords, summary) = row.means.split_at_mut(keyword_keys.len());
            if !view.keywords.is_empty() {
                row.keyword_weight += weight;
                add(keywords, &measures.keywords(&view.keywords, answer.keywords), weight);
            }
            let reference = article.reference(view);
            if !reference.is_empty() {
                row.summary_weight += weight;
                add(summary, &measures.summary(&reference, &answer.summary), weight);
            }
        }
        row
    };
    Scores { rows: gold.par_iter().map(row).collect(), names, keyword_keys, summary_keys }
}

fn add(sums: &mut [f64], values: &[f64], weight: f64) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += weight * value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::gold::Gold;

    const GOLD: &str = concat!(
        r#"{"id":"a","text":"港口开航。客商云集。","sentences":["港口开航。","客商云集。"],"topics":["trade"],"keywords":["港口"],"summary":[0]}"#,
        "\n",
        r#"{"id":"b","text":"大雾。","sentences":["大雾。"],"annotators":["#,
        r#"{"topics":["emergency"],"keywords":["大雾"],"summary":[0]},{"topics":["environment"],"keywords":["雾"],"summary":[0]}]}"#,
    );

    fn gold() -> Vec<GoldArticle> {
        match Gold::parse("gold.jsonl", GOLD).unwrap() {
            Gold::Articles(articles) => articles,
            Gold::Pages(_) => panic!("articles"),
        }
    }

    fn figures(records: &str) -> Figures {
        let measures = Measures { k: vec![8], segmenter: None };
        let scores = score(&gold(), &Output::parse("r.jsonl", records).unwrap(), &measures);
        scores.figures(&scores.totals())
    }

    #[test]
    fn a_missing_record_scores_nothing() {
        let figures = figures(r#"{"id":"a","topics":["trade"],"keywords":["港口"],"summary":["港口开航。"]}"#);
        assert_eq!(figures.get("articles"), Some(2.0));
        assert_eq!(figures.get("topic_R"), Some(0.5));
        assert_eq!(figures.get("kw_F1@8"), Some(0.5));
        assert_eq!(figures.get("sum_sentF"), Some(0.5));
    }

    #[test]
    fn annotators_share_an_article_and_are_the_ceiling() {
        let figures = figures(r#"{"id":"b","topics":["emergency"],"keywords":["大雾"]}"#);
        assert_eq!(figures.get("topic_primary"), Some(0.25));
        let measures = Measures { k: vec![8], segmenter: None };
        let human = score_human(&gold(), &measures);
        let figures = human.figures(&human.totals());
        assert_eq!(figures.get("articles"), Some(1.0));
        assert_eq!(figures.get("topic_F1"), Some(0.0));
        assert_eq!(figures.get("sum_rougeL"), Some(1.0));
    }
}
