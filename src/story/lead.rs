//! Stories: groups with the article that stands for each.

use std::cmp::Reverse;

use crate::article::{Article, Kind};

/// The group an article belongs to; an article that nobody else prints is a group of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Place of the article that stands for the group, among the articles given.
    pub lead: usize,
    /// Places of the other articles of the group, in the order given.
    pub also_in: Vec<usize>,
    /// Places, after the articles given, of the earlier texts of the group, in their order.
    pub earlier: Vec<usize>,
}

/// The story of every article, in the order given. `groups` names the group of every article and, after them, of the
/// texts of earlier nights; see [`crate::story::groups`].
pub fn stories(articles: &[Article], groups: &[u32]) -> Vec<Story> {
    let mut members = vec![Vec::new(); groups.len()];
    for (place, &group) in groups.iter().enumerate() {
        members[group as usize].push(place);
    }
    let tonight = |group: &[usize]| group.partition_point(|&place| place < articles.len());
    let leads: Vec<Option<usize>> = members
        .iter()
        .map(|group| group[..tonight(group)].iter().copied().min_by_key(|&place| preference(&articles[place], place)))
        .collect();
    let story = |place: usize| {
        let group = &members[groups[place] as usize];
        let (now, before) = group.split_at(tonight(group));
        Story {
            lead: leads[groups[place] as usize].unwrap_or(place),
            also_in: now.iter().copied().filter(|&other| other != place).collect(),
            earlier: before.to_vec(),
        }
    };
    (0..articles.len()).map(story).collect()
}

/// The order in which members offer themselves as the lead, least first: whole before parts, complete before
/// incomplete, fewest problems, with a headline, under an agency's name, longest, first.
fn preference(article: &Article, place: usize) -> impl Ord + use<> {
    (
        matches!(article.kind, Kind::Caption | Kind::Box | Kind::Continuation),
        article.incomplete,
        article.problems.len(),
        article.head.title.is_none(),
        article.dateline.agency.is_none(),
        Reverse(article.text.len()),
        place,
    )
}
