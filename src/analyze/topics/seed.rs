//! The written form of a topic: `seeds/<id>.toml`.
//!
//! A hand writes `any`, `title`, `none` and `when`; `topics learn` writes `learned` and nothing else, so that a person
//! can always tell what was chosen from what was fitted.

use serde::{Deserialize, Deserializer, de::Error as _};

use crate::error::{Error, Result};

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
    /// The sum of weight · tf-idf an article needs for a score of one half, which is when it gets the topic.
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
    /// The sum an article needs, with hand and learned weights together.
    pub threshold: f64,
    /// Terms that count wherever they stand.
    #[serde(default)]
    pub any: WeightedTerms,
    /// What a term counts on top in the head block.
    #[serde(default)]
    pub title: WeightedTerms,
}

/// Terms grouped by weight, heaviest first: `4 = ["关税", "清关"]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WeightedTerms(pub Vec<(f64, Vec<String>)>);

impl WeightedTerms {
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
        if seed.id != stem {
            let line = 1 + text.lines().position(|line| line.starts_with("id")).unwrap_or(0);
            return Err(Error::format(path, line, format!("expected the id to be the file's stem {stem}, found {}", seed.id)));
        }
        Ok(seed)
    }

    /// The threshold in force.
    pub fn threshold(&self) -> f64 {
        self.learned.as_ref().map_or(self.threshold, |learned| learned.threshold)
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
            ("name = \"海\"\nid = \"lake\"\n", "t/sea.toml:2: expected the id to be the file's stem sea, found lake"),
            ("id = \n", "t/sea.toml:1: "),
        ] {
            let message = SeedFile::parse("t/sea.toml", text).unwrap_err().to_string();
            assert!(message.contains(expected), "{message} has no {expected}");
        }
    }
}
