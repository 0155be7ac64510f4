//! Which records become stories, in which order, in which section, and what is left out.

use std::{cmp::Reverse, collections::BTreeMap};

use rustc_hash::FxHashMap;

use crate::{article::Kind, digest::DigestConfig, record::Record};

/// Key of the section of stories that no topic claims.
pub(super) const OTHER: &str = "other";

/// The records a newsletter is made of, each story once.
#[derive(Debug, Default)]
pub(super) struct Chosen<'a> {
    /// Stories, best first.
    pub(super) stories: Vec<&'a Record>,
    /// Notices in the order of the run.
    pub(super) notices: Vec<&'a Record>,
    /// Records that print a story which is shown from another record.
    pub(super) twins: usize,
    /// Captions and boxes.
    pub(super) pictures: usize,
    by_id: FxHashMap<&'a str, &'a Record>,
}

impl<'a> Chosen<'a> {
    /// Chooses among `records`.
    pub(super) fn new(records: &'a [Record]) -> Self {
        let mut chosen = Self::default();
        for record in records {
            let known = chosen.by_id.entry(&record.id).or_insert(record);
            if record.version > known.version {
                *known = record;
            }
        }
        for record in
            records.iter().filter(|record| chosen.by_id.get(record.id.as_str()).is_some_and(|r| std::ptr::eq(*r, *record)))
        {
            let is_twin = record.story.iter().flatten().any(|story| !story.lead);
            match record.kind {
                Kind::Caption | Kind::Box => chosen.pictures += 1,
                _ if is_twin => chosen.twins += 1,
                Kind::Notice => chosen.notices.push(record),
                Kind::News | Kind::Continuation | Kind::Commentary => chosen.stories.push(record),
            }
        }
        chosen.stories.sort_by_key(|record| rank(record)); // stable: equals stay in the order of the run
        chosen
    }

    /// The other records of the story of `record`.
    pub(super) fn twins_of(&self, record: &Record) -> Vec<&'a Record> {
        let ids = record.story.iter().flatten().flat_map(|story| &story.also_in);
        ids.filter_map(|id| self.by_id.get(id.as_str()).copied()).collect()
    }

    /// The stories after the first `top`, by section, in the order of `config`.
    pub(super) fn sections(&self, config: &DigestConfig) -> Vec<Section<'a>> {
        let mut sections: BTreeMap<(usize, &str), Section<'a>> = BTreeMap::new();
        for record in self.stories.iter().skip(config.top) {
            let topic = record.topics.iter().flatten().next();
            let (id, name) = topic.map_or((OTHER, "其他"), |topic| (&topic.id, &topic.name));
            let place = config.order.iter().position(|known| known == id);
            // Named topics first, then unnamed ones by id, then what no topic claims.
            let place = place.unwrap_or(config.order.len() + usize::from(topic.is_none()));
            let section = sections.entry((place, id)).or_insert_with(|| Section { id, name, stories: Vec::new() });
            section.stories.push(record);
        }
        sections.into_values().collect()
    }
}

/// The stories of one topic, best first.
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// Key of the topic.
    pub(super) id: &'a str,
    /// Its Chinese name.
    pub(super) name: &'a str,
    /// All its stories.
    pub(super) stories: Vec<&'a Record>,
}

/// Small is first: whole stories before pieces of one, more papers before fewer, a first page before others, news
/// before comment, long before short.
fn rank(record: &Record) -> impl Ord + use<> {
    let papers = record.story.iter().flatten().map(|story| story.also_in.len()).sum::<usize>();
    let is_piece = record.kind == Kind::Continuation || record.title.is_none();
    let is_inside = !record.source.page.as_deref().is_some_and(is_first_page);
    (is_piece, Reverse(papers), is_inside, record.kind == Kind::Commentary, Reverse(record.chars))
}

/// `1`, `01`, `A1`, `A01`.
fn is_first_page(page: &str) -> bool {
    page.trim_start_matches(['A', 'a']).trim_start_matches('0') == "1"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_pages() {
        for (page, expected) in
            [("1", true), ("01", true), ("A01", true), ("A1", true), ("B1", false), ("11", false), ("", false)]
        {
            assert_eq!(is_first_page(page), expected, "{page}");
        }
    }
}
