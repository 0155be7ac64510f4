//! How new a term is tonight: its count against earlier nights, or for want of them against the background.
//!
//! The score is the signed root of the log-likelihood ratio of Dunning (1993, "Accurate Methods for the Statistics of
//! Surprise and Coincidence", Computational Linguistics 19:1), over articles that hold the term and articles that do
//! not:
//!
//! ```text
//!                  articles of tonight   earlier articles
//! with the term            a                    b
//! without                N − a                M − b          G² = 2 Σ observed · ln(observed / expected)
//! ```
//!
//! √G² counts standard deviations and, unlike a ratio of rates, stays honest where a term was never seen before. A term
//! that comes and goes (a weekly column, the weather) varies more from night to night than chance does; G² is divided
//! by that dispersion, Pearson's χ² over its degrees of freedom (McCullagh and Nelder 1989, "Generalized Linear
//! Models", 4.5), where it is above 1.

use jiff::civil::Date;

use crate::{
    analyze::Reason,
    model::{Counts, Lexicon},
    record::round,
    story::rising::{Against, Origin},
    text::{TermId, Vocabulary, WordClass},
};

/// Articles of tonight that must hold a term: a word of one article is no trend.
pub(super) const LEAST_COUNT: u32 = 2;
/// Share of the background articles from which on a term is everyday language: a newspaper uses `改革` more often than the
/// web at large does on any day, which is no news. Earlier nights of the same papers need no such rule.
const EVERYDAY: f64 = 0.02;
/// Terms whose mean makes the burst of a story.
const TERMS_OF_STORY: usize = 3;

/// What tonight is compared with.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    against: Against,
    /// The earlier nights, one by one.
    nights: Vec<Counts>,
    /// Their sum.
    total: Counts,
}

/// How a term's count of tonight compares.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rise {
    /// √(G² ÷ dispersion); 0 where the term is not more frequent than before.
    pub score: f64,
    /// Articles of tonight that hold it.
    pub count: u32,
    /// Articles of tonight.
    pub articles: u64,
    /// Earlier articles that hold it.
    pub before: u32,
    /// Earlier articles.
    pub articles_before: u64,
    /// Articles it would be in tonight at its earlier rate.
    pub expected: f64,
    /// G².
    pub likelihood_ratio: f64,
    /// How much more than chance it varied over the earlier nights, at least 1.
    pub dispersion: f64,
    /// Earlier nights that held it; `None` against the background.
    pub nights: Option<u32>,
}

impl Baseline {
    /// Earlier nights with their dates; without any the background is what counts.
    pub fn new(nights: Vec<(Option<Date>, Counts)>, lexicon: &Lexicon) -> Self {
        if nights.is_empty() {
            let against = Against { articles: lexicon.articles, ..Against::default() };
            return Self { against, ..Self::default() };
        }
        let dates = || nights.iter().filter_map(|&(date, _)| date);
        let (from, to) = (dates().min(), dates().max());
        let mut total = Counts::default();
        for (_, counts) in &nights {
            total += counts;
        }
        let against = Against { source: Origin::History, nights: nights.len() as u32, articles: total.articles(), from, to };
        Self { against, nights: nights.into_iter().map(|(_, counts)| counts).collect(), total }
    }

    /// What it is made of.
    pub const fn against(&self) -> &Against {
        &self.against
    }

    /// Whether `term` occurs in it or, whatever it is made of, in the background.
    pub fn knows(&self, term: &str, lexicon: &Lexicon) -> bool {
        self.total.df(term) > 0 || background(term, lexicon) > 0
    }

    /// How `term` rises that stands in `count` of the `articles` of tonight.
    pub fn rise(&self, term: &str, count: u32, articles: u64, lexicon: &Lexicon) -> Rise {
        let has_history = self.against.source == Origin::History;
        let before = if has_history { self.total.df(term) } else { background(term, lexicon) };
        let (a, b) = (f64::from(count), f64::from(before));
        let (n, m) = (articles as f64, self.against.articles as f64);
        let nights = has_history.then(|| self.nights.iter().filter(|night| night.df(term) > 0).count() as u32);
        let expected = if m > 0.0 { b / m * n } else { 0.0 };
        let mut rise = Rise {
            count,
            articles,
            before,
            articles_before: self.against.articles,
            expected,
            dispersion: 1.0,
            nights,
            ..Rise::default()
        };
        let is_everyday = !has_history && b > EVERYDAY * m;
        if a > expected && n > 0.0 && m > 0.0 && !is_everyday {
            let rate = (a + b) / (n + m);
            let cell = |observed: f64, expected: f64| if observed > 0.0 { observed * (observed / expected).ln() } else { 0.0 };
            let with = cell(a, n * rate) + cell(b, m * rate);
            let without = cell(n - a, n * (1.0 - rate)) + cell(m - b, m * (1.0 - rate));
            rise.likelihood_ratio = (2.0 * (with + without)).max(0.0);
            rise.dispersion = self.dispersion(term, before);
            rise.score = (rise.likelihood_ratio / rise.dispersion).sqrt();
        }
        rise
    }

    /// Pearson's χ² of the nights over their degrees of freedom, at least 1.
    fn dispersion(&self, term: &str, before: u32) -> f64 {
        let freedom = self.nights.len().saturating_sub(1);
        let rate = f64::from(before) / self.total.articles().max(1) as f64;
        if freedom == 0 || rate <= 0.0 || rate >= 1.0 {
            return 1.0;
        }
        let square = |night: &Counts| {
            let expected = night.articles() as f64 * rate;
            let off = f64::from(night.df(term)) - expected;
            if expected > 0.0 { off * off / (expected * (1.0 - rate)) } else { 0.0 }
        };
        let sum: f64 = self.nights.iter().map(square).sum();
        (sum / freedom as f64).max(1.0)
    }

    /// Whether `id` can rise: a term that names something. Names of places stand in every issue of a local paper and
    /// rarely in the background, so against that they say nothing.
    pub fn is_candidate(&self, id: TermId, vocabulary: &Vocabulary, stop: &[bool]) -> bool {
        let names = match vocabulary.class(id) {
            WordClass::Noun
            | WordClass::VerbalNoun
            | WordClass::Person
            | WordClass::Organization
            | WordClass::Proper
            | WordClass::Latin
            | WordClass::Unknown => true,
            WordClass::Place => self.against.source == Origin::History,
            _ => false,
        };
        names && !stop.get(id.index()).copied().unwrap_or(false) && vocabulary.word(id).chars().nth(1).is_some()
    }
}

impl Rise {
    /// The score with the numbers it was made of.
    pub fn reason(&self, term: &str) -> Reason {
        let parts = vec![
            Reason::leaf("articles of tonight that hold it", f64::from(self.count)),
            Reason::leaf("articles of tonight", self.articles as f64),
            Reason::leaf("earlier articles that hold it", f64::from(self.before)),
            Reason::leaf("earlier articles", self.articles_before as f64),
            Reason::leaf("articles expected at the earlier rate", self.expected),
            Reason::leaf("log-likelihood ratio", self.likelihood_ratio),
            Reason::leaf("dispersion over the earlier nights", self.dispersion),
        ];
        let what = format!("{term}: square root of the log-likelihood ratio over the dispersion");
        Reason { value: self.score, what: what.into(), parts }
    }
}

/// The burst of a story: the mean of its three highest rises, those that are missing counting 0. The value is rounded
/// as records have it.
pub fn burst(mut rises: Vec<(&str, Rise)>) -> Reason {
    rises.retain(|(_, rise)| rise.count >= LEAST_COUNT && rise.score > 0.0);
    rises.sort_by(|(a, one), (b, other)| round(other.score).total_cmp(&round(one.score)).then(a.cmp(b)));
    rises.truncate(TERMS_OF_STORY);
    let parts: Vec<Reason> = rises.iter().map(|(term, rise)| rise.reason(term)).collect();
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    Reason { value: round(sum / TERMS_OF_STORY as f64), what: "mean of the three highest rises".into(), parts }
}

fn background(term: &str, lexicon: &Lexicon) -> u32 {
    lexicon.vocabulary.id(term).and_then(|id| lexicon.df.get(id.index())).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nights(df: &[u32]) -> Baseline {
        let night = |&df: &u32| (None, Counts::new(100, [("台风", df), ("会议", 30)]));
        Baseline::new(df.iter().map(night).collect(), &Lexicon::default())
    }

    fn score(baseline: &Baseline, term: &str, count: u32) -> f64 {
        baseline.rise(term, count, 100, &Lexicon::default()).score
    }

    #[test]
    fn the_ratio_is_dunnings() {
        // By hand: a 10 of 100 against b 10 of 900, rate 0.02.
        let rise = nights(&[2, 1, 1, 1, 1, 1, 1, 1, 1]).rise("台风", 10, 100, &Lexicon::default());
        let by_hand = 2.0
            * (10.0 * (10.0_f64 / 2.0).ln()
                + 10.0 * (10.0_f64 / 18.0).ln()
                + 90.0 * (90.0_f64 / 98.0).ln()
                + 890.0 * (890.0_f64 / 882.0).ln());
        assert!((rise.likelihood_ratio - by_hand).abs() < 1e-9, "{} {by_hand}", rise.likelihood_ratio);
        assert!((rise.expected - 10.0 / 9.0).abs() < 1e-12);
        assert_eq!((rise.before, rise.nights, rise.dispersion), (10, Some(9), 1.0));
        assert!((rise.score * rise.score - by_hand).abs() < 1e-9);
    }

    #[test]
    fn what_is_as_usual_or_rarer_does_not_rise() {
        let baseline = nights(&[5; 10]);
        assert_eq!(score(&baseline, "台风", 5), 0.0);
        assert_eq!(score(&baseline, "台风", 1), 0.0);
        assert_eq!(score(&baseline, "会议", 30), 0.0);
    }

    #[test]
    fn everyday_language_does_not_rise_against_the_background() {
        let lexicon = Lexicon::from_counts(&Counts::new(1000, [("改革", 30), ("台风", 3)]), &Vocabulary::default(), 1);
        let background = Baseline::new(Vec::new(), &lexicon);
        let score = |term| background.rise(term, 20, 100, &lexicon).score;
        assert_eq!(score("改革"), 0.0);
        assert!(score("台风") > 3.0);
        assert_eq!((background.against().source, background.against().articles), (Origin::Background, 1000));
    }

    #[test]
    fn more_articles_and_fewer_before_rise_more() {
        let baseline = nights(&[1; 10]);
        assert!(score(&baseline, "台风", 20) > score(&baseline, "台风", 10));
        assert!(score(&baseline, "地震", 10) > score(&baseline, "台风", 10), "never seen before");
    }

    #[test]
    fn a_term_that_comes_and_goes_rises_less_than_a_steady_one() {
        let (steady, weekly) = (nights(&[4; 14]), nights(&[0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 0, 0, 0, 28]));
        assert!(score(&weekly, "台风", 28) < score(&steady, "台风", 28) / 2.0);
        assert!(score(&weekly, "台风", 28) < 3.0);
    }

    #[test]
    fn the_burst_of_a_story_is_the_mean_of_three() {
        let rise = |score: f64, count| Rise { score, count, ..Rise::default() };
        let reason = burst(vec![("甲", rise(9.0, 5)), ("乙", rise(3.0, 2)), ("丙", rise(8.0, 1))]);
        assert_eq!(reason.value, 4.0, "a word of one article does not count, a missing one counts 0");
        assert_eq!(reason.parts.len(), 2);
        assert_eq!(burst(Vec::new()).value, 0.0);
    }
}
