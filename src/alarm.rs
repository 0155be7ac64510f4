//! The intake alarm: whether a night brought less than it should have.
//!
//! A press that sends half a night sends no error. So a night is measured against the least it must hold, where somebody
//! has set that, and against the earlier nights it is given: against the median of their pages and articles, and against
//! the papers that never missed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Earlier nights that must be known before a paper counts as one that never misses: with a week, papers that skip
/// their weekend are not among them.
const NIGHTS_OF_HABIT: usize = 7;

/// What a night must hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AlarmConfig {
    /// Fewest pages.
    pub min_pages: Option<usize>,
    /// Fewest articles.
    pub min_articles: Option<usize>,
    /// Least share of the median of the earlier nights, in [0, 1]; 0 compares nothing.
    pub min_share: f64,
}

impl Default for AlarmConfig {
    /// Half of a usual night. Weekend editions have about two thirds of the pages of a workday.
    fn default() -> Self {
        Self { min_pages: None, min_articles: None, min_share: 0.5 }
    }
}

/// How much a night brought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NightSize {
    /// Pages split.
    pub pages: usize,
    /// Articles.
    pub articles: usize,
    /// Names of the papers.
    pub papers: Vec<String>,
}

/// What was measured, and what of it is short.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Alarm {
    /// Pages of the night.
    pub pages: usize,
    /// Its articles.
    pub articles: usize,
    /// Earlier nights it was compared with.
    pub nights: usize,
    /// The median of their pages; null without any.
    pub usual_pages: Option<usize>,
    /// The median of their articles.
    pub usual_articles: Option<usize>,
    /// Fewest pages asked for.
    pub min_pages: Option<usize>,
    /// Fewest articles asked for.
    pub min_articles: Option<usize>,
    /// Least share of the median asked for.
    pub min_share: f64,
    /// Fewer pages than asked for.
    pub is_short_of_pages: bool,
    /// Fewer articles than asked for.
    pub is_short_of_articles: bool,
    /// Papers of every earlier night that did not come.
    pub missing_papers: Vec<String>,
}

impl Alarm {
    /// Measures `tonight` against `config` and against `earlier` nights, whose order does not matter.
    pub fn check(tonight: &NightSize, earlier: &[NightSize], config: &AlarmConfig) -> Self {
        let usual_pages = median(earlier.iter().map(|night| night.pages));
        let usual_articles = median(earlier.iter().map(|night| night.articles));
        let is_short = |came: usize, usual: Option<usize>, least: Option<usize>| {
            least.is_some_and(|least| came < least) || usual.is_some_and(|usual| (came as f64) < config.min_share * usual as f64)
        };
        let mut nights_of: BTreeMap<&str, usize> = BTreeMap::new();
        for night in earlier {
            let mut papers: Vec<&str> = night.papers.iter().map(String::as_str).collect();
            papers.sort_unstable();
            papers.dedup();
            papers.into_iter().for_each(|paper| *nights_of.entry(paper).or_default() += 1);
        }
        let missing = nights_of.into_iter().filter(|&(paper, nights)| {
            nights == earlier.len() && nights >= NIGHTS_OF_HABIT && !tonight.papers.iter().any(|known| known == paper)
        });
        Self {
            pages: tonight.pages,
            articles: tonight.articles,
            nights: earlier.len(),
            usual_pages,
            usual_articles,
            min_pages: config.min_pages,
            min_articles: config.min_articles,
            min_share: config.min_share,
            is_short_of_pages: is_short(tonight.pages, usual_pages, config.min_pages),
            is_short_of_articles: is_short(tonight.articles, usual_articles, config.min_articles),
            missing_papers: missing.map(|(paper, _)| paper.to_owned()).collect(),
        }
    }

    /// Whether somebody should look.
    pub fn is_raised(&self) -> bool {
        self.is_short_of_pages || self.is_short_of_articles || !self.missing_papers.is_empty()
    }

    /// What is short, one line each, for whoever runs the night.
    pub fn messages(&self) -> Vec<String> {
        let line = |what: &str, came: usize, usual: Option<usize>, least: Option<usize>| {
            let least = least.map(|least| format!("at least {least} are asked for"));
            let usual = usual.map(|usual| format!("{usual} are usual over {} nights", self.nights));
            let against: Vec<String> = [least, usual].into_iter().flatten().collect();
            format!("{came} {what} came in, {}", against.join(", "))
        };
        let pages = line("pages", self.pages, self.usual_pages, self.min_pages);
        let articles = line("articles", self.articles, self.usual_articles, self.min_articles);
        let papers = format!("papers of every earlier night that did not come: {}", self.missing_papers.join(", "));
        let all =
            [(self.is_short_of_pages, pages), (self.is_short_of_articles, articles), (!self.missing_papers.is_empty(), papers)];
        all.into_iter().filter_map(|(is_so, line)| is_so.then_some(line)).collect()
    }
}

/// The middle value; of two middle ones the smaller. Zeros, which come from nights of ready-made articles, stay out.
fn median(values: impl Iterator<Item = usize>) -> Option<usize> {
    let mut values: Vec<usize> = values.filter(|&value| value > 0).collect();
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn night(pages: usize, papers: &[&str]) -> NightSize {
        NightSize { pages, articles: pages * 8, papers: papers.iter().map(ToString::to_string).collect() }
    }

    #[test]
    fn half_a_usual_night_is_short_and_a_thin_one_is_not() {
        let earlier = [night(40, &[]), night(44, &[]), night(12, &[])];
        let check = |pages| Alarm::check(&night(pages, &[]), &earlier, &AlarmConfig::default());
        assert!(!check(20).is_raised());
        let alarm = check(19);
        assert!(alarm.is_short_of_pages && alarm.is_short_of_articles);
        assert_eq!(alarm.messages()[0], "19 pages came in, 40 are usual over 3 nights");
        let deaf = AlarmConfig { min_share: 0.0, ..AlarmConfig::default() };
        assert!(!Alarm::check(&night(1, &[]), &earlier, &deaf).is_raised());
    }

    #[test]
    fn a_least_number_needs_no_earlier_night() {
        let config = AlarmConfig { min_pages: Some(5), min_articles: Some(10), ..AlarmConfig::default() };
        assert!(!Alarm::check(&night(5, &[]), &[], &config).is_raised());
        let alarm = Alarm::check(&night(4, &[]), &[], &config);
        assert_eq!(alarm.messages(), ["4 pages came in, at least 5 are asked for"]);
        assert!(Alarm::check(&night(1, &[]), &[], &config).is_short_of_articles);
        assert!(!Alarm::check(&NightSize::default(), &[], &AlarmConfig::default()).is_raised());
    }

    #[test]
    fn a_paper_that_never_missed_is_missed() {
        let mut earlier = vec![night(10, &["甲报", "乙报"]); 7];
        let tonight = night(10, &["乙报"]);
        let check = |earlier: &[NightSize]| Alarm::check(&tonight, earlier, &AlarmConfig::default()).missing_papers;
        assert_eq!(check(&earlier), ["甲报"]);
        assert!(check(&earlier[..6]).is_empty(), "a week must be known");
        earlier[3].papers.remove(0);
        assert!(check(&earlier).is_empty(), "it has missed a night before");
    }

    #[test]
    fn nights_of_ready_made_articles_say_nothing_about_pages() {
        let earlier = vec![NightSize { articles: 100, ..NightSize::default() }; 3];
        let alarm = Alarm::check(&NightSize { articles: 90, ..NightSize::default() }, &earlier, &AlarmConfig::default());
        assert_eq!((alarm.usual_pages, alarm.usual_articles, alarm.is_raised()), (None, Some(100), false));
    }
}
