//! Which records become stories, in which order, in which section, and what is left out.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::{
    analyze::Reason,
    article::Kind,
    digest::{DigestConfig, Reader, rank::rank},
    record::{PlaceRecord, Record, TopicRecord},
};

/// Key of the section of stories that no topic claims.
pub(super) const OTHER: &str = "other";
/// An untitled text shorter than this is a fragment of a page: a date, a signature, a line of a table.
const FRAGMENT: u32 = 60;
/// Most stories of one section among the top ones: the top shows the breadth of the night.
const TOP_OF_SECTION: usize = 2;

/// One story: the record that stands for it, and what else is known of it.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'a> {
    /// The record that stands for it.
    pub(super) record: &'a Record,
    /// The other records of tonight that print it.
    pub(super) twins: Vec<&'a Record>,
    /// The section it belongs to; none where no topic claims it.
    pub(super) topic: Option<&'a TopicRecord>,
    /// How much room it deserves, and why.
    pub(super) rank: Reason,
}

/// How many records are not in the newsletter, by reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct LeftOut {
    /// Records that print a story which is shown from another record.
    pub(super) twins: usize,
    /// Captions and boxes.
    pub(super) pictures: usize,
    /// Fragments of a page.
    pub(super) fragments: usize,
    /// Stories and notices this reader did not ask for.
    pub(super) unasked: usize,
    /// Stories beyond the number this reader wants.
    pub(super) surplus: usize,
}

/// The records a newsletter is made of, each story once.
#[derive(Debug, Default)]
pub(super) struct Chosen<'a> {
    /// Stories, best first.
    pub(super) stories: Vec<Candidate<'a>>,
    /// Notices in the order of the run.
    pub(super) notices: Vec<&'a Record>,
    /// What is not shown.
    pub(super) left_out: LeftOut,
}

impl<'a> Chosen<'a> {
    /// Chooses among `records`, which stand in the order of the run.
    pub(super) fn new(records: &'a [Record], config: &DigestConfig) -> Self {
        let mut newest: FxHashMap<&str, &Record> = FxHashMap::default();
        for record in records {
            let known = newest.entry(&record.id).or_insert(record);
            if record.version > known.version {
                *known = record;
            }
        }
        let is_newest = |record: &&Record| newest.get(record.id.as_str()).is_some_and(|known| std::ptr::eq(*known, *record));
        let mut chosen = Self::default();
        for record in records.iter().filter(is_newest) {
            let also = record.story.iter().flatten().flat_map(|story| &story.also_in);
            let twins: Vec<&Record> = also.filter_map(|id| newest.get(id.as_str()).copied()).collect();
            // A record whose lead is not among the records given stands for itself.
            let is_twin = !is_lead(record) && twins.iter().any(|twin| is_lead(twin));
            let topic = topic(record, &config.reader);
            let left_out = &mut chosen.left_out;
            match record.kind {
                Kind::Caption | Kind::Box => left_out.pictures += 1,
                _ if is_twin => left_out.twins += 1,
                _ if record.title.is_none() && record.chars < FRAGMENT => left_out.fragments += 1,
                _ if !config.reader.wants(record) => left_out.unasked += 1,
                Kind::Notice => chosen.notices.push(record),
                Kind::News | Kind::Continuation | Kind::Commentary => {
                    let burst = record.story.iter().flatten().map(|story| story.burst).next().unwrap_or(0.0);
                    let rank = rank(record, papers(record, &twins), burst, config);
                    chosen.stories.push(Candidate { record, twins, topic, rank });
                }
            }
        }
        // Stable: equals stay in the order of the run.
        chosen.stories.sort_by(|a, b| b.rank.value.total_cmp(&a.rank.value));
        if let Some(most) = config.reader.max_stories {
            chosen.left_out.surplus = chosen.stories.len().saturating_sub(most);
            chosen.stories.truncate(most);
        }
        chosen
    }

    /// The stories of the top and the rest by section, in the order of `config`.
    pub(super) fn arrange(&self, config: &DigestConfig) -> Arranged<'_, 'a> {
        let mut arranged = Arranged::default();
        let mut sections: BTreeMap<(usize, &str), Section<'_, 'a>> = BTreeMap::new();
        let mut of_section: FxHashMap<&str, usize> = FxHashMap::default();
        for story in &self.stories {
            let id = story.topic.map_or(OTHER, |topic| &topic.id);
            let in_top = of_section.entry(id).or_default();
            let is_whole = story.record.kind != Kind::Continuation && story.record.summary.iter().flatten().next().is_some();
            if arranged.top.len() < config.top && *in_top < TOP_OF_SECTION && is_whole {
                *in_top += 1;
                arranged.top.push(story);
                continue;
            }
            let place = config.order.iter().position(|known| known == id);
            // Named topics first, then unnamed ones by id, then what no topic claims.
            let place = place.unwrap_or(config.order.len() + usize::from(story.topic.is_none()));
            let name = story.topic.map_or("其他", |topic| &topic.name);
            let section = sections.entry((place, id)).or_insert_with(|| Section { id, name, stories: Vec::new() });
            section.stories.push(story);
        }
        arranged.sections = sections.into_values().collect();
        arranged
    }
}

/// The newsletter's stories where they stand.
#[derive(Debug, Default)]
pub(super) struct Arranged<'c, 'a> {
    /// The stories at the top, best first.
    pub(super) top: Vec<&'c Candidate<'a>>,
    /// All others.
    pub(super) sections: Vec<Section<'c, 'a>>,
}

/// The stories of one topic, best first.
#[derive(Debug)]
pub(super) struct Section<'c, 'a> {
    /// Key of the topic.
    pub(super) id: &'c str,
    /// Its Chinese name.
    pub(super) name: &'c str,
    /// All its stories but those at the top.
    pub(super) stories: Vec<&'c Candidate<'a>>,
}

impl Reader {
    /// Whether this reader asked for such a record.
    fn wants(&self, record: &Record) -> bool {
        let topics = record.topics.iter().flatten();
        let is_topic = self.topics.is_empty() || topics.into_iter().any(|topic| self.topics.contains(&topic.id));
        is_topic && (self.places.is_empty() || places(record).any(|place| self.places.iter().any(|want| lies_in(place, want))))
    }
}

/// The places a record is about: the main ones, else the one it names first.
pub(super) fn places(record: &Record) -> impl Iterator<Item = &PlaceRecord> {
    let all = record.places.iter().flatten();
    let has_main = all.clone().any(|place| place.main);
    all.enumerate().filter(move |(number, place)| if has_main { place.main } else { *number == 0 }).map(|(_, place)| place)
}

/// Whether a place lies in the division with that code, or is it.
fn lies_in(place: &PlaceRecord, code: &str) -> bool {
    place.code.starts_with(significant(code))
}

/// The digits of a code that name its division: `440000` is all of `44`.
fn significant(code: &str) -> &str {
    let mut code = code;
    while code.len() > 2 && code.len() <= 6 {
        let Some(shorter) = code.strip_suffix("00") else { break };
        code = shorter;
    }
    code
}

/// The topic under which this reader finds a record: of those the reader asked for the strongest.
fn topic<'a>(record: &'a Record, reader: &Reader) -> Option<&'a TopicRecord> {
    let mut topics = record.topics.iter().flatten();
    topics.find(|topic| reader.topics.is_empty() || reader.topics.contains(&topic.id))
}

fn is_lead(record: &Record) -> bool {
    record.story.iter().flatten().all(|story| story.lead)
}

/// How many papers print a story; pages that name no paper count as one each.
fn papers(record: &Record, twins: &[&Record]) -> usize {
    let all = [record].into_iter().chain(twins.iter().copied());
    let mut papers: Vec<&str> = all.map(|record| record.source.paper.as_deref().unwrap_or(&record.source.path)).collect();
    papers.sort_unstable();
    papers.dedup();
    papers.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_names_a_division_and_all_below_it() {
        let place = |name: &str, code: &str| PlaceRecord {
            name: name.into(),
            code: code.into(),
            count: 1,
            main: true,
            spans: Vec::new(),
        };
        let town = place("江门市", "440700");
        for (want, expected) in
            [("44", true), ("440000", true), ("4407", true), ("440700", true), ("440703", false), ("45", false)]
        {
            assert_eq!(lies_in(&town, want), expected, "{want}");
        }
        assert!(lies_in(&place("某街道", "440703001"), "440703"));
    }
}
