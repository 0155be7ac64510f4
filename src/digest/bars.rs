//! Counts by topic as bars. Mail programs show no SVG, so a bar is a table cell in HTML and a row of blocks in text.

use serde::Serialize;

use crate::digest::{
    plain,
    select::{Chosen, OTHER},
    view::SectionView,
};

/// Most bars; the topics after them are summed up in one.
const BARS: usize = 12;
/// Blocks of the longest bar in plain text.
const BLOCKS: usize = 16;
/// Most characters of a name.
const NAME: usize = 8;

/// The stories of one topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) count: usize,
    /// The name, made as wide as the widest with full-width blanks.
    pub(super) padded: String,
    /// Length against the longest, 1 to 100; 0 for the sum of the topics that have no bar of their own.
    pub(super) percent: usize,
    /// The same in blocks.
    pub(super) blocks: String,
    /// Mark of the section, where there is one.
    pub(super) anchor: Option<String>,
}

/// One bar per topic, longest first; equals in the order in which they stand in the newsletter.
pub(super) fn bars(chosen: &Chosen<'_>, sections: &[SectionView]) -> Vec<Bar> {
    let mut counts: Vec<(&str, String, usize)> =
        sections.iter().map(|section| (section.id.as_str(), section.name.clone(), 0)).collect();
    for story in &chosen.stories {
        let (id, name) = story.topic.map_or((OTHER, "其他"), |topic| (&topic.id, &topic.name));
        match counts.iter_mut().find(|(known, ..)| *known == id) {
            Some((_, _, count)) => *count += 1,
            None => counts.push((id, plain::line(name, NAME), 1)),
        }
    }
    counts.sort_by_key(|&(_, _, count)| std::cmp::Reverse(count));
    let rest: usize = counts.iter().skip(BARS).map(|(_, _, count)| count).sum();
    let more = counts.len().saturating_sub(BARS);
    counts.truncate(BARS);
    let longest = counts.iter().map(|&(_, _, count)| count).max().unwrap_or(0).max(1);
    let widest = counts.iter().map(|(_, name, _)| name.chars().count()).max().unwrap_or(0);
    let bar = |name: String, count: usize, anchor: Option<String>| Bar {
        padded: name.chars().chain(std::iter::repeat('\u{3000}')).take(widest.max(name.chars().count())).collect(),
        name,
        count,
        percent: (count * 100 / longest).max(1),
        blocks: "█".repeat((count * BLOCKS / longest).max(1)),
        anchor,
    };
    let anchor = |id: &str| sections.iter().find(|section| section.id == id).map(|section| section.anchor.clone());
    counts.retain(|&(_, _, count)| count > 0);
    let mut bars: Vec<Bar> = counts.into_iter().map(|(id, name, count)| bar(name, count, anchor(id))).collect();
    if rest > 0 {
        bars.push(Bar { percent: 0, blocks: String::new(), ..bar(format!("其余 {more} 类"), rest, None) });
    }
    bars
}
