//! What editors chose, as ballots the ranker and the words are fitted to.

use std::collections::BTreeMap;

use crate::{
    analyze::{
        Context, Keyword, Summarizer,
        rank::{Ballot, FitConfig, LogitConfig, Ranker},
        summary::{
            feature::{SCHEMA, WORDS},
            measure::Sheet,
            words::Words,
        },
    },
    text::{TermId, Vocabulary},
};

/// How the ranker that ships is fitted; chosen by cross-validation on the labelled articles. A hundred stumps on top of
/// it are worth 0.002 of F, less than another cut into folds changes; deeper trees lose.
pub(in crate::analyze) const FIT: FitConfig =
    FitConfig { logit: LogitConfig { ridge: 400.0, steps: 30 }, boost: None, without: Vec::new() };
/// A word has a worth when so many sentences of the sample hold it.
const FEWEST_SENTENCES: usize = 20;
/// Ridge penalty on the worth of a word.
const WORD_RIDGE: f64 = 40.0;
/// What any worth but zero costs (lasso penalty), so that the list stays short.
const WORD_LASSO: f64 = 0.5;
/// Rounds over all words; the fit stops sooner when a round changes no worth by 1e-4.
const WORD_ROUNDS: usize = 60;
/// Two sentences are the same when they share this much of the letters of both: sentence borders of labels and of ours
/// need not agree to the letter, and a dateline may be cut.
const SAME: f64 = 0.8;

/// An article's sentences with what was chosen of them.
pub(in crate::analyze) struct SummaryBallot {
    ballot: Ballot,
    /// Of each sentence the different words, and the word it opens with.
    words: Vec<(Vec<TermId>, Option<TermId>)>,
}

impl Summarizer {
    /// The sentences of the article, and how many of the annotators chose each; `chosen` are their sentences as text.
    pub(in crate::analyze) fn ballot(
        context: &Context<'_>,
        keywords: &[Keyword],
        chosen: &[Vec<String>],
        fold: usize,
    ) -> SummaryBallot {
        let sheet = Sheet::new(context, keywords);
        let chosen: Vec<Vec<Vec<char>>> =
            chosen.iter().map(|chosen| chosen.iter().map(|sentence| letters(sentence)).collect()).collect();
        let share = |span: &crate::span::Span| {
            let own = letters(span.of(&context.article.text));
            let votes = chosen.iter().filter(|chosen| chosen.iter().any(|chosen| same(&own, chosen))).count();
            votes as f64 / chosen.len().max(1) as f64
        };
        let shares: Vec<f64> = sheet.spans.iter().map(share).collect();
        let words = sheet.lines.iter().map(|line| {
            let mut ids = context.document.body.ids()[line.tokens.clone()].to_vec();
            ids.retain(|&id| id > TermId::SPACE);
            ids.sort_unstable();
            ids.dedup();
            (ids, line.wording.opening.map(|(id, _)| id).filter(|&id| id > TermId::SPACE))
        });
        SummaryBallot { words: words.collect(), ballot: Ballot { table: sheet.table, chosen: shares.iter().sum(), shares, fold } }
    }

    /// The same stage with a ranker and words fitted to these ballots.
    pub(in crate::analyze) fn fitted(&self, ballots: &[SummaryBallot], config: &FitConfig, vocabulary: &Vocabulary) -> Self {
        let plain: Vec<&Ballot> = ballots.iter().map(|ballot| &ballot.ballot).collect();
        let ranker = Ranker::fit(SCHEMA, &plain, config);
        let words = if config.without.contains(&WORDS) { Words::default() } else { fit_words(ballots, &ranker, vocabulary) };
        Self { config: self.config.clone(), ranker, words }
    }
}

/// A word, or a word at the beginning of a sentence.
type Key = (TermId, bool);

/// An article while words are fitted.
struct Votes {
    values: Vec<f64>,
    shares: Vec<f64>,
    total: f64,
}

impl Votes {
    /// How likely each sentence is chosen.
    fn likely(&self, out: &mut Vec<f64>) {
        let top = self.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        out.clear();
        out.extend(self.values.iter().map(|value| (value - top).exp()));
        let partition: f64 = out.iter().sum();
        out.iter_mut().for_each(|likely| *likely /= partition);
    }
}

/// The worths under which the choices are likeliest, what the ranker says of the sentences given: the conditional
/// logit with an elastic net penalty, word after word by Newton's step and soft threshold (Friedman et al. 2010).
fn fit_words(ballots: &[SummaryBallot], ranker: &Ranker, vocabulary: &Vocabulary) -> Words {
    let mut votes = Vec::with_capacity(ballots.len());
    let mut places: BTreeMap<Key, Vec<(usize, Vec<usize>)>> = BTreeMap::new();
    for SummaryBallot { ballot, words } in ballots.iter().filter(|ballot| ballot.ballot.total() > 0.0) {
        let article = votes.len();
        let values = ranker.values(&ballot.table).into_iter().map(f64::from).collect();
        votes.push(Votes { values, shares: ballot.shares.clone(), total: ballot.total() });
        for (row, (ids, opening)) in words.iter().enumerate() {
            for key in ids.iter().map(|&id| (id, false)).chain(opening.map(|id| (id, true))) {
                let articles = places.entry(key).or_default();
                match articles.last_mut() {
                    Some((last, rows)) if *last == article => rows.push(row),
                    _ => articles.push((article, vec![row])),
                }
            }
        }
    }
    places.retain(|_, articles| articles.iter().map(|(_, rows)| rows.len()).sum::<usize>() >= FEWEST_SENTENCES);
    let mut worths: BTreeMap<Key, f64> = BTreeMap::new();
    let mut likely = Vec::new();
    for _ in 0..WORD_ROUNDS {
        let mut longest = 0.0_f64;
        for (&key, articles) in &places {
            let (mut slope, mut bend) = (0.0, 0.0);
            for (article, rows) in articles {
                let vote = &votes[*article];
                vote.likely(&mut likely);
                let expected: f64 = rows.iter().map(|&row| likely[row]).sum();
                slope += rows.iter().map(|&row| vote.shares[row]).sum::<f64>() - vote.total * expected;
                bend += vote.total * expected * (1.0 - expected);
            }
            let worth = worths.entry(key).or_default();
            let aim = bend * *worth + slope;
            let new = aim.signum() * (aim.abs() - WORD_LASSO).max(0.0) / (bend + WORD_RIDGE);
            let step = new - *worth;
            if step != 0.0 {
                *worth = new;
                longest = longest.max(step.abs());
                for (article, rows) in articles {
                    rows.iter().for_each(|&row| votes[*article].values[row] += step);
                }
            }
        }
        if longest < 1e-4 {
            break;
        }
    }
    let mut all: BTreeMap<TermId, (f32, f32)> = BTreeMap::new();
    for ((id, opens), worth) in worths.into_iter().filter(|&(_, worth)| worth.abs() >= 0.0005) {
        let entry = all.entry(id).or_default();
        *(if opens { &mut entry.1 } else { &mut entry.0 }) = worth as f32;
    }
    Words { all: all.into_iter().map(|(id, (inside, opening))| (vocabulary.word(id).to_owned(), inside, opening)).collect() }
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
