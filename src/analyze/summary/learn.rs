//! Learns the weights of the sentence features from what editors chose.

use crate::analyze::{
    Context, Features, Fitted, Keyword, Summarizer,
    fit::{Ballot, FOLDS, FitConfig, fit, fold_of},
    linear::Linear,
    summary::{
        feature::{NAMES, Scale},
        matrix::SentenceMatrix,
        spans,
    },
};

/// The ridge was tried at 1, 20 and 60 as well; 1 was slightly better than 20 or 60.
const FIT: FitConfig = FitConfig { ridge: 5.0, steps: 30 };
/// Two sentences are the same when they share this much of the letters of both: sentence borders of labels and of ours
/// need not agree to the letter, and a dateline may be cut.
const SAME: f64 = 0.8;

/// An article with the sentences its annotators chose.
pub struct SummarySample<'a> {
    /// The article.
    pub context: Context<'a>,
    /// Its keywords.
    pub keywords: Vec<Keyword>,
    /// The sentences of each annotator, as text.
    pub chosen: Vec<Vec<String>>,
}

impl Summarizer {
    /// Fits the weights to `samples` and says how well they do, on the samples and on articles held out.
    pub fn learn(&self, samples: &[SummarySample<'_>]) -> Fitted<{ NAMES.len() }> {
        let ballots: Vec<Ballot> = samples.iter().map(ballot).collect();
        let f1 = |model: &Linear<{ NAMES.len() }>, fold: Option<usize>| {
            let stage = Self { config: self.config.clone(), model: model.clone() };
            let held: Vec<_> = samples.iter().zip(&ballots).filter(|(_, b)| fold.is_none_or(|fold| b.fold == fold)).collect();
            let sum: f64 = held.iter().map(|(sample, _)| stage.f1(sample)).sum();
            (sum, held.len())
        };
        let model = fit(NAMES, &ballots.iter().collect::<Vec<_>>(), FIT);
        let (sum, n) = f1(&model, None);
        let mut held = (0.0, 0);
        for fold in 0..FOLDS {
            let rest: Vec<&Ballot> = ballots.iter().filter(|ballot| ballot.fold != fold).collect();
            let (sum, n) = f1(&fit(NAMES, &rest, FIT), Some(fold));
            held = (held.0 + sum, held.1 + n);
        }
        Fitted { model, fitted: sum / n.max(1) as f64, held_out: held.0 / held.1.max(1) as f64 }
    }

    /// F1 of the sentences against those of each annotator, on average.
    fn f1(&self, sample: &SummarySample<'_>) -> f64 {
        let summary = self.summarize(&sample.context, &sample.keywords);
        let got: Vec<Vec<char>> = summary.sentences.iter().map(|sentence| letters(&sentence.text)).collect();
        let f1 = |chosen: &Vec<String>| {
            let chosen: Vec<Vec<char>> = chosen.iter().map(|sentence| letters(sentence)).collect();
            let hits = got.iter().filter(|got| chosen.iter().any(|chosen| same(got, chosen))).count();
            2.0 * hits as f64 / (got.len() + chosen.len()).max(1) as f64
        };
        sample.chosen.iter().map(f1).sum::<f64>() / sample.chosen.len().max(1) as f64
    }
}

fn ballot(sample: &SummarySample<'_>) -> Ballot {
    let context = &sample.context;
    let spans = spans(context);
    let matrix = SentenceMatrix::new(context);
    let scale = Scale::new(context, &sample.keywords, &spans, &matrix);
    let chosen: Vec<Vec<Vec<char>>> =
        sample.chosen.iter().map(|chosen| chosen.iter().map(|sentence| letters(sentence)).collect()).collect();
    let candidates = (0..spans.len()).map(|number| {
        let mut features = Features::new();
        scale.measure(number, &mut features);
        let own = letters(spans[number].of(&context.article.text));
        let votes = chosen.iter().filter(|chosen| chosen.iter().any(|chosen| same(&own, chosen))).count();
        (features, votes as f64 / chosen.len().max(1) as f64)
    });
    Ballot { candidates: candidates.collect(), fold: fold_of(context.article.id.as_deref().unwrap_or_default()) }
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
