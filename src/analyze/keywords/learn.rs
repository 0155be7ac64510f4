//! Learns the weights of the keyword features from what editors chose.

use unicode_normalization::UnicodeNormalization;

use crate::analyze::{
    Context, Features, Fitted, Keywords, Name, Place,
    fit::{Ballot, FOLDS, FitConfig, fit, fold_of},
    keywords::feature::NAMES,
    linear::Linear,
};

/// A first guess; other settings have not been compared to the end.
const FIT: FitConfig = FitConfig { ridge: 3.0, steps: 30 };
/// In the first round of the fit one of so many candidates nobody chose takes part.
const THIN: usize = 4;
/// Candidates per article in the second round: the best by the first. Telling those apart is what matters.
const SHORTLIST: usize = 120;

/// An article with the keywords its annotators chose.
pub struct KeywordSample<'a> {
    /// The article.
    pub context: Context<'a>,
    /// Its places.
    pub places: Vec<Place>,
    /// Its names.
    pub names: Vec<Name>,
    /// The keywords of each annotator.
    pub chosen: Vec<Vec<String>>,
}

impl Keywords {
    /// Fits the weights to `samples` and says how well they do, on the samples and on articles held out.
    pub fn learn(&self, samples: &[KeywordSample<'_>]) -> Fitted<{ NAMES.len() }> {
        let ballots: Vec<Ballot> = samples.iter().map(ballot).collect();
        let f1 = |model: &Linear<{ NAMES.len() }>, fold: Option<usize>| {
            let stage = Self { config: self.config.clone(), model: model.clone() };
            let held: Vec<_> = samples.iter().zip(&ballots).filter(|(_, b)| fold.is_none_or(|fold| b.fold == fold)).collect();
            let sum: f64 = held.iter().map(|(sample, _)| stage.f1(sample)).sum();
            (sum, held.len())
        };
        let model = two_rounds(&ballots.iter().collect::<Vec<_>>());
        let (sum, n) = f1(&model, None);
        let mut held = (0.0, 0);
        for fold in 0..FOLDS {
            let rest: Vec<&Ballot> = ballots.iter().filter(|ballot| ballot.fold != fold).collect();
            let (sum, n) = f1(&two_rounds(&rest), Some(fold));
            held = (held.0 + sum, held.1 + n);
        }
        Fitted { model, fitted: sum / n.max(1) as f64, held_out: held.0 / held.1.max(1) as f64 }
    }

    /// F1 of the keywords against those of each annotator, on average; letters alike after NFKC and lower case.
    fn f1(&self, sample: &KeywordSample<'_>) -> f64 {
        let got: Vec<String> =
            self.extract(&sample.context, &sample.places, &sample.names).iter().map(|keyword| plain(&keyword.term)).collect();
        let f1 = |chosen: &Vec<String>| {
            let hits = chosen.iter().filter(|term| got.contains(&plain(term))).count() as f64;
            2.0 * hits / (chosen.len() + got.len()).max(1) as f64
        };
        sample.chosen.iter().map(f1).sum::<f64>() / sample.chosen.len().max(1) as f64
    }
}

fn ballot(sample: &KeywordSample<'_>) -> Ballot {
    let mut candidates: Vec<(Features, f64)> = Vec::new();
    Keywords::each_candidate(&sample.context, &sample.places, &sample.names, |candidate, features| {
        let term = plain(candidate.term);
        let votes = sample.chosen.iter().filter(|chosen| chosen.iter().any(|chosen| plain(chosen) == term)).count();
        candidates.push((features.clone(), votes as f64 / sample.chosen.len().max(1) as f64));
    });
    Ballot { candidates, fold: fold_of(sample.context.article.id.as_deref().unwrap_or_default()) }
}

/// Fits to the chosen and some of the rest, then to the chosen and the best of the rest.
fn two_rounds(ballots: &[&Ballot]) -> Linear<{ NAMES.len() }> {
    let fit_to = |ballots: Vec<Ballot>| fit(NAMES, &ballots.iter().collect::<Vec<_>>(), FIT);
    let first = fit_to(ballots.iter().map(|ballot| ballot.thinned(THIN)).collect());
    fit_to(ballots.iter().map(|ballot| ballot.shortlist(SHORTLIST, |features| first.value(features))).collect())
}

fn plain(term: &str) -> String {
    term.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect()
}
