//! What is new tonight, as it is written: `rising.json` beside the records.
//!
//! These types exist to be written and read back. Terms are
//! single words of the counts, names come from the records; every text is page text, that is data.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::analyze::NameType;

/// Version of the form of `rising.json`.
pub const RISING_SCHEMA: u32 = 1;

/// Terms, stories and names that are new tonight, or more frequent than on earlier nights. Keys are always present.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rising {
    /// Version of this form.
    pub schema: u32,
    /// Date of the edition.
    pub date: Option<Date>,
    /// Articles of the edition.
    pub articles: u64,
    /// What the edition was compared with.
    pub against: Against,
    /// Terms that rise, strongest first.
    pub terms: Vec<RisingTerm>,
    /// Stories that rise, strongest first.
    pub stories: Vec<RisingStory>,
    /// Names nobody printed before, most printed first.
    pub names: Vec<NewName>,
}

/// What an edition is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Against {
    /// Earlier nights, or for want of them the background.
    pub source: Origin,
    /// Earlier nights counted; 0 against the background.
    pub nights: u32,
    /// Articles of these nights, or of the background.
    pub articles: u64,
    /// Date of the first of these nights.
    pub from: Option<Date>,
    /// Date of the last of these nights.
    pub to: Option<Date>,
}

/// Where the earlier counts come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Earlier editions.
    History,
    /// The counts that ship with the program.
    #[default]
    Background,
}

/// A term more frequent tonight than before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RisingTerm {
    /// As printed.
    pub term: String,
    /// How surprising its count is, in standard deviations; rounded to 4 places.
    pub score: f64,
    /// Articles of tonight that hold it.
    pub count: u32,
    /// Articles it would be in tonight at its earlier rate; rounded to 4 places.
    pub expected: f64,
    /// Articles that held it before.
    pub before: u32,
    /// Earlier nights that held it; null against the background.
    pub nights: Option<u32>,
    /// `id`s of the records that stand for the stories it occurs in tonight, in the order of the records.
    pub records: Vec<String>,
}

/// A story that rises.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RisingStory {
    /// `story.id` of its records.
    pub id: String,
    /// `id` of the record that stands for it tonight.
    pub lead: String,
    /// `story.burst` of that record.
    pub score: f64,
    /// Records that print it tonight.
    pub count: u32,
    /// Papers that print it tonight.
    pub papers: u32,
    /// Date of the first night that printed it, where that was an earlier one.
    pub since: Option<Date>,
    /// The terms that made its score, strongest first.
    pub terms: Vec<String>,
}

/// A name nobody printed before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewName {
    /// As printed.
    pub name: String,
    /// What it names.
    #[serde(rename = "type")]
    pub kind: NameType,
    /// Articles of tonight that hold it.
    pub count: u32,
    /// `id`s of the records that stand for the stories it occurs in tonight, in the order of the records.
    pub records: Vec<String>,
}
