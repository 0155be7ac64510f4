//! The written form of a topic: `seeds/<id>.toml`.
//!
//! A hand writes `any`, `title`, `none` and `when`; `topics learn` writes `learned` and nothing else, so that a person
//! can always tell what was chosen from what was fitted.

use std::fmt::Write as _;

use serde::{Deserialize, Deserializer, de::Error as _};

use crate::{
    analyze::topics::code,
    error::{Error, Result},
};

/// What one of the hand's weights counts where nothing was learned: with it the logistic function of the sum is about
/// as often right as it says. Measured on the labelled articles.
pub(super) const HAND_SCALE: f64 = 0.4;

/// Begins the learned part of a file.
const LEARNED_HEAD: &str = "# ---- learned ----";

/// A topic as its file states it.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedFile {
    /// The key; the stem of the file name.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// English name.
    #[serde(default)]
    pub name_en: String,
    /// IPTC Media Topic code, `medtop:` and eight digits; empty where no code fits.
    #[serde(default)]
    pub iptc: String,
    /// GB/T 20093 code; empty until known.
    #[serde(default)]
    pub gbt20093: String,
    /// The sum of weight · tf-idf from which on an article gets the topic.
    #[serde(default)]
    pub threshold: f64,
    /// Takes the shipped topic of this id out of the taxonomy.
    #[serde(default)]
    pub disabled: bool,
    /// Phrases inside which no term of this topic counts.
    #[serde(default)]
    pub none: Vec<String>,
    /// Terms that count wherever they stand.
    #[serde(default)]
    pub any: WeightedTerms,
    /// What a term counts on top when it stands in the head block.
    #[serde(default)]
    pub title: WeightedTerms,
    /// What words count for together that say nothing alone.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// What `topics learn` added.
    #[serde(default)]
    pub learned: Option<Learned>,
}

/// Words that count together.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// One word of every list must occur.
    pub all: Vec<Vec<String>>,
    /// How many words may stand between a word of the first list and one of each other list; the whole text if absent.
    pub within: Option<usize>,
    /// What it counts.
    pub weight: f64,
}

/// The learned part of a topic; its weights are added to the hand's, its threshold replaces the hand's.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Learned {
    /// What one of the hand's weights counts beside the learned ones.
    pub hand: f64,
    /// The sum, of hand and learned weights together, at which the terms speak neither for the topic nor against it.
    pub threshold: f64,
    /// The log-odds an article needs: those that a person gives it the topic too, as held-out articles had it.
    #[serde(default)]
    pub odds: f64,
    /// What the log-odds of the strongest other topic of the article count.
    #[serde(default)]
    pub rival: f64,
    /// What each other topic of the article counts, times its probability: an article has one to three.
    #[serde(default)]
    pub others: f64,
    /// How much sooner than its score says the topic comes first among those of an article, in log-odds.
    #[serde(default)]
    pub first: f64,
    /// What is added to that, by topics that are there too, times their probability: a bank on trial is law, then finance.
    #[serde(default)]
    pub order: std::collections::BTreeMap<String, f64>,
    /// Terms that count wherever they stand.
    #[serde(default)]
    pub any: WeightedTerms,
}

/// Terms grouped by weight, heaviest first: `4 = ["关税", "清关"]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WeightedTerms(pub Vec<(f64, Vec<String>)>);

impl WeightedTerms {
    /// Groups terms of equal weight, heaviest group first; inside a group terms stay in their order.
    pub fn group<'t>(terms: impl IntoIterator<Item = (&'t str, f64)>) -> Self {
        let mut groups: Vec<(f64, Vec<String>)> = Vec::new();
        let mut terms: Vec<(&str, f64)> = terms.into_iter().collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1));
        for (term, weight) in terms {
            match groups.last_mut() {
                Some((last, group)) if (*last - weight).abs() < 1e-9 => group.push(term.to_owned()),
                _ => groups.push((weight, vec![term.to_owned()])),
            }
        }
        Self(groups)
    }

    /// Every term with its weight, in the order of the file's weights, heaviest first.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.0.iter().flat_map(|(weight, terms)| terms.iter().map(|term| (term.as_str(), *weight)))
    }
}

impl<'de> Deserialize<'de> for WeightedTerms {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let lines = std::collections::BTreeMap::<String, Vec<String>>::deserialize(input)?;
        let mut groups = Vec::with_capacity(lines.len());
        for (weight, terms) in lines {
            let weight: f64 = weight.parse().ok().filter(|weight: &f64| weight.is_finite()).ok_or_else(|| {
                D::Error::custom(format!("expected a weight such as 2 or \"1.5\" before the terms, found `{weight}`"))
            })?;
            groups.push((weight, terms));
        }
        groups.sort_by(|a, b| b.0.total_cmp(&a.0));
        Ok(Self(groups))
    }
}

impl SeedFile {
    /// Reads the file `path` (only its stem and the error message need it) with content `text`.
    ///
    /// # Errors
    /// What is no TOML, an unknown key, a value of the wrong kind, or an id that is not the stem of the file, each with
    /// path and line.
    pub fn parse(path: &str, text: &str) -> Result<Self> {
        let seed: Self = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
            Error::format(path, line, e.message().trim_end())
        })?;
        let stem = path.rsplit(['/', '\\']).next().unwrap_or(path).trim_end_matches(".toml");
        if let Some(fault) = code::fault(&seed.iptc) {
            let line = 1 + text.lines().position(|line| line.starts_with("iptc")).unwrap_or(0);
            return Err(Error::format(path, line, fault));
        }
        if seed.id != stem {
            let line = 1 + text.lines().position(|line| line.starts_with("id")).unwrap_or(0);
            return Err(Error::format(path, line, format!("expected the id to be the file's stem {stem}, found {}", seed.id)));
        }
        Ok(seed)
    }

    /// What one of the hand's weights counts in the sum.
    pub fn hand_scale(&self) -> f64 {
        self.learned.as_ref().map_or(HAND_SCALE, |learned| learned.hand)
    }

    /// The sum from which on an article has the topic.
    pub fn needed(&self) -> f64 {
        self.learned.as_ref().map_or(self.threshold * HAND_SCALE, |learned| learned.threshold)
    }

    /// Log-odds from which on an article has the topic.
    pub fn odds(&self) -> f64 {
        self.learned.as_ref().map_or(0.0, |learned| learned.odds)
    }

    /// What the strongest other topic and all others together count.
    pub fn beside(&self) -> [f64; 2] {
        self.learned.as_ref().map_or([0.0; 2], |learned| [learned.rival, learned.others])
    }

    /// How much sooner the topic comes first where the topic `other` is there too, in log-odds.
    pub fn order(&self, other: &str) -> f64 {
        self.learned.as_ref().and_then(|learned| learned.order.get(other)).copied().unwrap_or(0.0)
    }

    /// How much sooner the topic comes first, in log-odds.
    pub fn first(&self) -> f64 {
        self.learned.as_ref().map_or(0.0, |learned| learned.first)
    }

    /// The content of a seed file, `text`, with its learned part replaced by this one's; the hand's lines stay as they
    /// are, byte for byte.
    pub fn write_learned(&self, text: &str) -> String {
        let hand = text.find(LEARNED_HEAD).map_or(text, |at| &text[..at]).trim_end();
        let mut out = format!("{hand}\n");
        if let Some(learned) = &self.learned {
            let _ = write!(
                out,
                "\n{LEARNED_HEAD} Written by `zhaibao topics learn`; added to the above. Weights of one line are equal.\n"
            );
            let Learned { hand, threshold, odds, rival, others, first, order, .. } = learned;
            let _ = write!(
                out,
                "[learned]\nhand = {hand}\nthreshold = {threshold}\nodds = {odds}\nrival = {rival}\nothers = {others}\n\
                 first = {first}\n\n[learned.order]\n"
            );
            for (topic, odds) in order {
                let _ = writeln!(out, "{topic} = {odds}");
            }
            out.push_str("\n[learned.any]\n");
            for (weight, terms) in &learned.any.0 {
                let quoted: Vec<String> = terms.iter().map(|term| format!("{term:?}")).collect();
                let _ = writeln!(out, "\"{weight:.2}\" = [{}]", quoted.join(", "));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_strictly_and_errors_name_path_and_line() {
        let good = "id = \"sea\"\nname = \"海洋\"\nthreshold = 1.0\n[any]\n2 = [\"灯塔\"]\n\"0.5\" = [\"潮\"]\n10 = [\"海\"]\n";
        let seed = SeedFile::parse("t/sea.toml", good).unwrap();
        assert_eq!(seed.any.iter().collect::<Vec<_>>(), [("海", 10.0), ("灯塔", 2.0), ("潮", 0.5)]);
        for (text, expected) in [
            ("id = \"sea\"\nname = \"海洋\"\ncolour = 1\n", "t/sea.toml:3: unknown field `colour`"),
            ("id = \"sea\"\nname = 3\n", "t/sea.toml:2: invalid type"),
            ("id = \"sea\"\nname = \"海\"\n[any]\nbig = [\"浪\"]\n", "expected a weight"),
            (
                "id = \"sea\"\nname = \"海\"\niptc = \"medtop:20000601\"\n",
                "t/sea.toml:3: medtop:20000601 is retired; write medtop:20000598",
            ),
            ("name = \"海\"\nid = \"lake\"\n", "t/sea.toml:2: expected the id to be the file's stem sea, found lake"),
            ("id = \n", "t/sea.toml:1: "),
        ] {
            let message = SeedFile::parse("t/sea.toml", text).unwrap_err().to_string();
            assert!(message.contains(expected), "{message} has no {expected}");
        }
    }
}
