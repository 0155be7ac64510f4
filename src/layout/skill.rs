//! What the splitter has learned: the weights of its models.

use std::sync::LazyLock;

use super::linear::Linear;
use super::{affinity, border, link, looks};
use crate::error::Result;

/// The weights a page is split by.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill {
    pub(super) labels: Linear<{ looks::NAMES.len() }>,
    pub(super) borders: Linear<{ border::NAMES.len() }>,
    pub(super) links: Linear<{ link::NAMES.len() }>,
    pub(super) pairs: Linear<{ affinity::NAMES.len() }>,
}

/// The parts of a skill, each with its data file.
pub const PARTS: [&str; 4] = ["labels.tsv", "borders.tsv", "links.tsv", "pairs.tsv"];

/// Log-odds of what never happens.
const NEVER: f64 = -10.0;

impl Skill {
    /// The shipped weights.
    pub fn shipped() -> &'static Self {
        static SKILL: LazyLock<Skill> = LazyLock::new(|| {
            let texts = [
                include_str!("data/labels.tsv"),
                include_str!("data/borders.tsv"),
                include_str!("data/links.tsv"),
                include_str!("data/pairs.tsv"),
            ];
            Skill::parse(texts).unwrap_or_else(|_| Skill::nothing())
        });
        &SKILL
    }

    /// Weights of somebody who has learned nothing yet.
    pub(super) fn nothing() -> Self {
        let mut borders = [0.0; border::NAMES.len()];
        borders[border::BASE] = NEVER;
        Self {
            labels: Linear { names: looks::NAMES, weights: [0.0; looks::NAMES.len()] },
            borders: Linear { names: border::NAMES, weights: borders },
            links: Linear { names: link::NAMES, weights: [0.0; link::NAMES.len()] },
            pairs: Linear { names: affinity::NAMES, weights: [0.0; affinity::NAMES.len()] },
        }
    }

    /// Reads the texts of the weights files, in the order of [`PARTS`].
    ///
    /// # Errors
    /// As [`Linear::parse`].
    pub fn parse(texts: [&str; PARTS.len()]) -> Result<Self> {
        Ok(Self {
            labels: Linear::parse(looks::NAMES, texts[0], PARTS[0])?,
            borders: Linear::parse(border::NAMES, texts[1], PARTS[1])?,
            links: Linear::parse(link::NAMES, texts[2], PARTS[2])?,
            pairs: Linear::parse(affinity::NAMES, texts[3], PARTS[3])?,
        })
    }

    /// The weights files, in the order of [`PARTS`]; `made_by` is one line that says what made them.
    pub fn to_texts(&self, made_by: &str) -> [String; PARTS.len()] {
        [self.labels.to_text(made_by), self.borders.to_text(made_by), self.links.to_text(made_by), self.pairs.to_text(made_by)]
    }
}
