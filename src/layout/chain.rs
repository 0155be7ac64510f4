//! Chains pieces of body into stories.
//!
//! Two questions are asked of the pieces of a page. Which belong together: pieces are put into one story pair by pair as
//! [`super::affinity`] says, always the two groups first that belong together most by the mean of their pairs, long pieces counting
//! more than short ones, until nothing speaks for another merger. And in which order: inside a story every piece goes on where one
//! other stops, so that the sum of scores is greatest.

use std::ops::Range;

use super::{
    affinity::{self, Flow},
    block::{Block, Start},
    hungarian,
    label::Sheet,
    link::Links,
    refine::Correction,
    skill::Skill,
};

/// Two groups are put together above this mean log-odds of their pieces belonging together: the pieces of a group do not speak
/// independently, so a little more than even is asked for. Chosen on pages left out of the fit.
const ENOUGH: f32 = 0.25;
/// Evidence for what the heads of the page showed to hold, or what cannot hold: a story has one beginning and one end.
const SURE: f32 = 1000.0;

/// A story: its pieces in reading order, as places in the list of blocks.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Story {
    pub(super) pieces: Vec<usize>,
    /// A piece of the story it most likely belongs to if it is none by itself, with the mean log-odds; none on a page of one story.
    pub(super) nearest: Option<(f32, usize)>,
}

/// Pieces of body chained into stories.
pub(super) fn stories(sheet: &Sheet<'_>, blocks: &[Block], skill: &Skill) -> Vec<Story> {
    let links = Links::new(sheet, blocks);
    let flow = Flow::new(&links, skill);
    let groups = groups(&links, &flow, skill);
    let mut stories: Vec<Story> = groups
        .into_iter()
        .map(|Group { pieces, nearest }| Story {
            pieces: ordered(&flow, pieces).into_iter().map(|piece| links.pieces[piece].block).collect(),
            nearest: nearest.map(|(mean, piece)| (mean, links.pieces[piece].block)),
        })
        .collect();
    stories.sort_by_key(|story| story.pieces.iter().min().copied());
    attach(sheet, blocks, stories)
}

/// Pieces of one story, and a piece of the group that is nearest to it.
struct Group {
    pieces: Vec<usize>,
    nearest: Option<(f32, usize)>,
}

/// Pairs of groups with the evidence for their being one.
struct Bonds {
    count: usize,
    /// By group and group: the weighted sum of evidence between their pieces; zero where there is none.
    of: Vec<f32>,
    /// By group: how much its pieces say, each the square root of its length; zero where it was put into another.
    size: Vec<f32>,
    /// By group: the group behind it with which it belongs together most, and how much; none where that is not [`ENOUGH`].
    best: Vec<Option<(f32, usize)>>,
}

impl Bonds {
    /// Groups of one piece each, with what these say.
    fn new(size: Vec<f32>) -> Self {
        let count = size.len();
        Self { count, of: vec![0.0; count * count], size, best: vec![None; count] }
    }

    /// Adds the evidence of two pieces, which counts as much as they say.
    fn add_pair(&mut self, a: usize, b: usize, value: f32) {
        self.add(a, b, value * self.size[a] * self.size[b]);
    }

    fn add(&mut self, a: usize, b: usize, value: f32) {
        self.of[a * self.count + b] += value;
        self.of[b * self.count + a] += value;
    }

    /// The mean of the evidence between two groups.
    fn mean(&self, a: usize, b: usize) -> f32 {
        self.of[a * self.count + b] / (self.size[a] * self.size[b])
    }

    /// Looks again for what group `a` belongs to most.
    fn look(&mut self, a: usize) {
        let mut best: Option<(f32, usize)> = None;
        for b in (a + 1..self.count).filter(|&b| self.size[b] > 0.0) {
            let mean = self.mean(a, b);
            if mean > ENOUGH && best.is_none_or(|best| mean > best.0) {
                best = Some((mean, b));
            }
        }
        self.best[a] = best;
    }

    /// Puts group `b` into group `a`, which stands before it.
    fn merge(&mut self, a: usize, b: usize) {
        self.size[a] += self.size[b];
        self.size[b] = 0.0;
        self.best[b] = None;
        for other in (0..self.count).filter(|&other| other != a && other != b) {
            let value = self.of[b * self.count + other];
            self.add(a, other, value);
        }
        self.look(a);
        for other in 0..b {
            if other == a || self.size[other] == 0.0 {
                continue;
            }
            let best = self.best[other];
            if best.is_some_and(|best| best.1 == a || best.1 == b) {
                self.look(other);
            } else if other < a {
                let mean = self.mean(other, a);
                if mean > ENOUGH && best.is_none_or(|best| mean > best.0 || (mean == best.0 && a < best.1)) {
                    self.best[other] = Some((mean, a));
                }
            }
        }
    }

    /// The two groups that belong together most, if any do; the first of equals.
    fn best(&self) -> Option<(usize, usize)> {
        let mut found: Option<(f32, usize, usize)> = None;
        for (a, best) in self.best.iter().enumerate() {
            if let Some((mean, b)) = best.filter(|best| found.is_none_or(|found| best.0 > found.0)) {
                found = Some((mean, a, b));
            }
        }
        found.map(|(_, a, b)| (a, b))
    }
}

/// The pieces of each story. A page of more than [`STRETCH`] pieces is taken in stretches, which keeps time linear.
fn groups(links: &Links<'_, '_>, flow: &Flow, skill: &Skill) -> Vec<Group> {
    let count = links.pieces.len();
    let stretches = (0..count).step_by(STRETCH).map(|first| first..count.min(first + STRETCH));
    stretches.flat_map(|stretch| stretch_groups(links, flow, skill, stretch)).collect()
}

/// No newspaper page has more pieces.
const STRETCH: usize = 300;

fn stretch_groups(links: &Links<'_, '_>, flow: &Flow, skill: &Skill, stretch: Range<usize>) -> Vec<Group> {
    let first = stretch.start;
    let says = |piece: usize| (links.pieces[piece].chars.max(1) as f32).sqrt();
    let mut bonds = Bonds::new(stretch.clone().map(says).collect());
    for b in stretch.clone() {
        let start = links.blocks[links.pieces[b].block].start;
        for a in b.saturating_sub(affinity::REACH).max(first)..b {
            let value = match start {
                Start::Join if a + 1 == b => SURE,
                Start::Cut | Start::Jump => -SURE,
                Start::Lead if links.begins_with_lead(a) => -SURE,
                _ if links.repeats(a, b) || links.both_jump(a, b) => -SURE,
                _ => skill.pairs.weigh(|found| affinity::pair(links, flow, a, b, found)) as f32,
            };
            bonds.add_pair(a - first, b - first, value);
        }
    }
    (0..stretch.len()).for_each(|piece| bonds.look(piece));
    let mut groups: Vec<Vec<usize>> = stretch.map(|piece| vec![piece]).collect();
    while let Some((a, b)) = bonds.best() {
        bonds.merge(a, b);
        let mut moved = std::mem::take(&mut groups[b]);
        groups[a].append(&mut moved);
    }
    let nearest = |group: usize| {
        // Pieces too far apart are never compared.
        let compared = |&other: &usize| bonds.of[group * bonds.count + other] != 0.0;
        let others = (0..groups.len()).filter(|&other| other != group && !groups[other].is_empty()).filter(compared);
        let best = others.map(|other| (bonds.mean(group, other), other)).max_by(|a, b| a.0.total_cmp(&b.0));
        best.map(|(mean, other)| (mean, groups[other][0]))
    };
    let nearest: Vec<Option<(f32, usize)>> = (0..groups.len()).map(nearest).collect();
    let groups = groups.into_iter().zip(nearest).map(|(pieces, nearest)| Group { pieces, nearest });
    groups.filter(|group| !group.pieces.is_empty()).collect()
}

/// The pieces of a story in the order in which they are read.
fn ordered(flow: &Flow, mut group: Vec<usize>) -> Vec<usize> {
    if group.len() < 2 {
        return group;
    }
    group.sort_unstable();
    let place = |piece: usize| group.binary_search(&piece).ok();
    let scores: Vec<Vec<(usize, f32)>> = group
        .iter()
        .map(|&piece| flow.from[piece].iter().filter_map(|&(above, _, score)| Some((place(above)?, score))).collect())
        .collect();
    let mut before = hungarian::assign(&scores, group.len(), UNLIKELY);
    break_rings(&scores, &mut before);
    let mut next: Vec<Option<usize>> = vec![None; group.len()];
    for (piece, above) in before.iter().enumerate() {
        if let Some(above) = *above {
            next[above] = Some(piece);
        }
    }
    let firsts = (0..group.len()).filter(|&piece| before[piece].is_none());
    firsts.flat_map(|first| std::iter::successors(Some(first), |&piece| next[piece])).map(|place| group[place]).collect()
}

/// Score below which a piece rather follows the one before it on the page.
const UNLIKELY: f32 = -3.0;

/// Takes the weakest link out of every ring: a story has a beginning.
fn break_rings(scores: &[Vec<(usize, f32)>], before: &mut [Option<usize>]) {
    let mut seen = vec![false; before.len()];
    for piece in 0..before.len() {
        let mut walk = Vec::new();
        let mut at = Some(piece);
        while let Some(here) = at.filter(|&here| !seen[here]) {
            seen[here] = true;
            walk.push(here);
            at = before[here];
        }
        let Some(ring) = at.and_then(|again| walk.iter().position(|&here| here == again)).map(|from| &walk[from..]) else {
            continue;
        };
        let score = |here: usize| {
            let above = before[here];
            scores[here].iter().find(|link| Some(link.0) == above).map_or(0.0, |link| link.1)
        };
        if let Some(&weakest) = ring.iter().min_by(|&&a, &&b| score(a).total_cmp(&score(b))) {
            before[weakest] = None;
        }
    }
}

/// Puts stories together that the heads of the page showed to be one, wherever their pieces stand.
pub(super) fn attach(sheet: &Sheet<'_>, blocks: &[Block], mut stories: Vec<Story>) -> Vec<Story> {
    let holds = |story: &Story, line: usize| story.pieces.iter().any(|&piece| blocks[piece].lines.contains(&line));
    for correction in &sheet.corrections {
        let Correction::Attach { part, story } = *correction else { continue };
        let find = |line: usize| stories.iter().position(|story| holds(story, line));
        if let Some((from, to)) = find(part).zip(find(story)).filter(|(from, to)| from != to) {
            let pieces = std::mem::take(&mut stories[from].pieces);
            stories[to].pieces.extend(pieces);
        }
    }
    stories.retain(|story| !story.pieces.is_empty());
    stories
}
