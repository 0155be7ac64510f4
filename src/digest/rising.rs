//! 今日上升: what rises tonight, as the reader sees it.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::{
    digest::{calendar, plain},
    story::{Origin, Rising},
};

/// Most terms, new names and stories shown.
const TERMS: usize = 10;
const NAMES: usize = 6;
const STORIES: usize = 3;
/// Most characters of a term or name, and of a headline in the list.
const WORD: usize = 16;
const TITLE: usize = 44;
/// An expected number of articles below this is told as seldom.
const SELDOM: f64 = 0.5;
/// From this expected number on, tenths say nothing.
const MANY: f64 = 10.0;

/// The records whose stories rise most: the ones that are shown with a mark.
pub(super) fn leads(rising: Option<&Rising>) -> Vec<&str> {
    rising.into_iter().flat_map(|rising| &rising.stories).take(STORIES).map(|story| story.lead.as_str()).collect()
}

/// What rises.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct RisingView {
    /// What tonight was compared with, in words.
    pub(super) against: String,
    pub(super) terms: Vec<WordView>,
    pub(super) names: Vec<WordView>,
    pub(super) stories: Vec<RisingLine>,
}

/// A term or name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct WordView {
    pub(super) word: String,
    /// Articles of tonight that hold it.
    pub(super) count: u32,
    /// How many were to be expected, in words; none for a name nobody printed before.
    pub(super) usual: Option<String>,
    /// Mark of a story it occurs in, where that is shown.
    pub(super) anchor: Option<String>,
}

/// A story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct RisingLine {
    pub(super) title: String,
    pub(super) printed: u32,
    pub(super) since: Option<String>,
    pub(super) anchor: String,
}

/// Where a record is shown.
pub(super) struct Place {
    /// Its mark in the page.
    pub(super) anchor: String,
    /// Its headline.
    pub(super) title: String,
}

impl RisingView {
    /// What of `rising` the reader gets. `shown` holds the stories of this newsletter, `telling` the words they are
    /// about: a word that rises and tells nothing (`建设`) is no news. With `only_shown`, which a reader's own edition
    /// has, terms and names of other stories are left out.
    pub(super) fn new(rising: &Rising, shown: &FxHashMap<&str, Place>, telling: &FxHashSet<&str>, only_shown: bool) -> Self {
        let anchor = |records: &[String]| records.iter().find_map(|id| shown.get(id.as_str())).map(|place| place.anchor.clone());
        let against = &rising.against;
        let words = |word: &str, count, usual, records: &[String]| {
            let anchor = anchor(records);
            (anchor.is_some() || !only_shown).then(|| WordView { word: plain::line(word, WORD), count, usual, anchor })
        };
        let terms = rising.terms.iter().filter(|term| telling.contains(term.term.as_str()));
        let terms = terms.filter_map(|term| words(&term.term, term.count, Some(usual(term.expected)), &term.records));
        let names = rising.names.iter().filter_map(|name| words(&name.name, name.count, None, &name.records));
        let stories = rising.stories.iter().filter_map(|story| {
            let place = shown.get(story.lead.as_str())?;
            let since = story.since.map(calendar::short);
            let title = plain::line(&place.title, TITLE);
            Some(RisingLine { title, printed: story.count, since, anchor: place.anchor.clone() })
        });
        Self {
            against: match against.source {
                Origin::History => format!("与此前 {} 期相比", against.nights),
                Origin::Background => "与平日语料相比".to_owned(),
            },
            terms: terms.take(TERMS).collect(),
            names: names.take(NAMES).collect(),
            stories: stories.take(STORIES).collect(),
        }
    }

    /// Whether nothing rises.
    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.names.is_empty() && self.stories.is_empty()
    }
}

/// An expected number of articles in words.
fn usual(expected: f64) -> String {
    if expected < SELDOM {
        "平日少见".to_owned()
    } else if expected < MANY {
        format!("平日约 {expected:.1} 篇")
    } else {
        format!("平日约 {expected:.0} 篇")
    }
}
