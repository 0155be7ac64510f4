//! What editors chose, as ballots the ranker is fitted to.

use crate::analyze::{
    Context, Keyword, Summarizer,
    rank::{Ballot, BoostConfig, Features, FitConfig, LogitConfig, Ranker, Table},
    summary::{
        feature::{SCHEMA, Scale},
        matrix::SentenceMatrix,
        spans,
    },
};

/// How the ranker that ships is fitted; chosen by cross-validation on the labelled articles.
pub(in crate::analyze) const FIT: FitConfig = FitConfig {
    logit: LogitConfig { ridge: 5.0, steps: 30 },
    boost: Some(BoostConfig { trees: 60, levels: 3, rate: 0.1, ridge: 5.0, articles: 0.7, features: 0.4 }),
    without: Vec::new(),
};
/// Two sentences are the same when they share this much of the letters of both: sentence borders of labels and of ours
/// need not agree to the letter, and a dateline may be cut.
const SAME: f64 = 0.8;

impl Summarizer {
    /// The sentences of the article, and how many of the annotators chose each; `chosen` are their sentences as text.
    pub(in crate::analyze) fn ballot(context: &Context<'_>, keywords: &[Keyword], chosen: &[Vec<String>], fold: usize) -> Ballot {
        let spans = spans(context);
        let matrix = SentenceMatrix::new(context);
        let scale = Scale::new(context, keywords, &spans, &matrix);
        let chosen: Vec<Vec<Vec<char>>> =
            chosen.iter().map(|chosen| chosen.iter().map(|sentence| letters(sentence)).collect()).collect();
        let (mut rows, mut shares) = (Vec::new(), Vec::new());
        for (number, span) in spans.iter().enumerate() {
            let mut features = Features::new();
            scale.measure(number, &mut features);
            let own = letters(span.of(&context.article.text));
            let votes = chosen.iter().filter(|chosen| chosen.iter().any(|chosen| same(&own, chosen))).count();
            rows.push(features);
            shares.push(votes as f64 / chosen.len().max(1) as f64);
        }
        Ballot { table: Table::of(SCHEMA.len(), &rows), shares, fold }
    }

    /// The same stage with a ranker fitted to these ballots.
    pub(in crate::analyze) fn fitted(&self, ballots: &[&Ballot], config: &FitConfig) -> Self {
        Self { ranker: Ranker::fit(SCHEMA, ballots, config), ..self.clone() }
    }
}

/// Letters and digits of a sentence, sorted.
fn letters(sentence: &str) -> Vec<char> {
    let mut letters: Vec<char> = sentence.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

/// Whether two sorted lists of letters share [`SAME`] of both.
fn same(a: &[char], b: &[char]) -> bool {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    f64::from(both) >= SAME * a.len().max(b.len()).max(1) as f64
}
