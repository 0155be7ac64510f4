//! The newsletter: the records of an edition as one HTML page and one plain text for a reader in a hurry.
//!
//! Pure: records and what is known of the run in, two strings out. Which stories stand where is decided in `select`,
//! what one of them shows in `story`, how it looks in the templates of `data/`. Text from a page is data here: it is
//! cleaned in `plain`, escaped by the HTML template, and never part of a template. Sending mail is left to others.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

use jiff::civil::Date;

use crate::{error::Result, problem::Problem, record::Record};

mod plain;
mod render;
mod select;
mod story;

/// What the newsletter must know of the run besides its records.
#[derive(Debug, Clone, Default)]
pub struct EditionInfo {
    /// Date of the edition; every date in the newsletter comes from here or from a record, never from a clock.
    pub date: Option<Date>,
    /// How many pages were taken in, failed ones included.
    pub pages: u32,
    /// How many pages a usual night brings, where that is known and fewer than it came: the intake alarm.
    pub usual_pages: Option<u32>,
    /// The pages that failed, one problem each.
    pub failures: Vec<Problem>,
}

/// How the newsletter is made up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestConfig {
    /// Its name, in the head of the page.
    pub title: String,
    /// Topic ids in the order of the sections; topics that are not named here follow, by id.
    pub order: Vec<String>,
    /// Stories at the top, before the sections.
    pub top: usize,
    /// Most stories of one section.
    pub per_section: usize,
    /// Most sentences of one summary.
    pub sentences: usize,
    /// Most keywords of one story.
    pub keywords: usize,
    /// Most bytes of the HTML: sections are shortened until it fits. Gmail cuts a message off at about 102 KB.
    pub max_bytes: usize,
}

/// An editor's order of sections: the state first, then money, then life.
const ORDER: [&str; 22] = [
    "politics",
    "diplomacy",
    "defense",
    "region",
    "economy",
    "trade",
    "finance",
    "property",
    "agriculture",
    "energy",
    "transport",
    "technology",
    "environment",
    "emergency",
    "law",
    "education",
    "health",
    "society",
    "culture",
    "entertainment",
    "sports",
    "lifestyle",
];

impl Default for DigestConfig {
    fn default() -> Self {
        Self {
            title: "摘报".to_owned(),
            order: ORDER.map(str::to_owned).to_vec(),
            top: 4,
            per_section: 8,
            sentences: 2,
            keywords: 5,
            max_bytes: 98_000,
        }
    }
}

/// The newsletter in its two forms, which say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// One page, UTF-8, styles inside, nothing fetched from anywhere.
    pub html: String,
    /// Plain text.
    pub text: String,
}

/// Makes the newsletter of `records`, which stand in the order of the run.
///
/// Of records with one id the highest version is shown; of records of one story the lead.
///
/// # Errors
///
/// A settings error if a template does not render.
pub fn render(edition: &EditionInfo, records: &[Record], config: &DigestConfig) -> Result<Digest> {
    let chosen = select::Chosen::new(records);
    let mut config = config.clone();
    loop {
        let digest = render::render(edition, &chosen, &config)?;
        if digest.html.len() <= config.max_bytes || config.per_section <= 1 {
            return Ok(digest);
        }
        config.per_section -= 1;
    }
}

#[cfg(test)]
mod tests;
