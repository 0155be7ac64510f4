//! Which head belongs to which story: an assignment problem, solved as one.
//!
//! First every run of head lines is cut into units: a dynamic programme walks the lines, each line leans to the story whose text
//! supports it and to the stories beside the run, and changing the story in mid-run costs something. Then units are assigned to
//! stories so that the sum of scores is greatest and each is used once. How much place says is learned from the page itself:
//! units whose text leaves no doubt show whether this page prints heads above, below or inside their stories.

mod settle;

pub(super) use settle::rejoin;

use std::ops::Range;

use super::{
    block::{Block, BlockKind, Start},
    chain::Story,
    index::{Profile, Texts},
    label::{Label, Sheet},
    link::sureness,
    pattern,
};
use crate::model::meanings::{self, AXES, Direction};

/// Where a story lies as seen from a run of head lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lie {
    /// The story begins right after the run.
    After,
    /// The story ends right before the run.
    Before,
    /// The run stands between two pieces of the story.
    Round,
    /// Anywhere else.
    Far,
}

/// What place adds to the score of a head and a story, by [`Lie`].
#[derive(Debug, Clone, Copy)]
struct Habit {
    bonus: [f32; 4],
}

impl Habit {
    /// Before anything is known of the page.
    const UNKNOWN: Self = Self { bonus: [0.25, 0.2, 0.2, 0.0] };
    /// What a habit that is followed always adds to a score.
    const WEIGHT: f32 = 0.75;

    fn of(self, lie: Lie) -> f32 {
        self.bonus[lie as usize]
    }

    /// The habit of a page on which sure heads lay so often each way.
    fn learned(seen: [f32; 4]) -> Self {
        let all: f32 = seen.iter().sum::<f32>() + 2.0;
        let mut bonus = Self::UNKNOWN.bonus;
        for (bonus, seen) in bonus.iter_mut().zip(seen) {
            *bonus = Self::WEIGHT * (seen + 2.0 * *bonus) / all;
        }
        bonus[Lie::Far as usize] = 0.0;
        Self { bonus }
    }
}

/// Cost of changing the story between two head lines.
mod turn {
    /// Where another head begins by the look of the lines.
    pub(super) const AT_HEAD: f32 = 0.15;
    /// With a blank line between.
    pub(super) const AT_GAP: f32 = 0.3;
    /// Without.
    pub(super) const IN_RUN: f32 = 0.8;
    /// After a byline, which ends a head.
    pub(super) const AFTER_BYLINE: f32 = 0.1;
    /// Before a byline or a line with a dash in front, which go with the head above.
    pub(super) const BEFORE_TAIL: f32 = 1.5;
}

/// Score of a line that leans to no story.
const NO_STORY: f32 = 0.22;
/// The same for a line that reads like a slogan and has next to no support.
const SLOGAN: f32 = 2.5;
const SLOGAN_SUPPORT: f32 = 0.25;
/// The words of public campaigns are believed to be one up to this support.
const CAMPAIGN_SUPPORT: f32 = 0.6;
/// Support from which a unit counts as sure for learning the habit of a page.
const SURE: f32 = 0.55;
/// What a story continued from another page loses against heads that do not stand right above it.
const CONTINUED: f32 = 0.3;
/// What a head on the subject of a story adds to its score.
const SUBJECT: f32 = 0.3;
/// Where it is even odds that they are on one subject, and how fast that turns, both as cosines.
const EVEN: f32 = 0.45;
const TURN: f32 = 0.1;
/// Stories looked at on either side of a run on very large pages.
const REACH: usize = 60;

/// A head: neighbouring lines that announce one story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// Places of its lines in the sheet.
    pub(super) lines: Range<usize>,
    /// The block it is part of.
    pub(super) block: usize,
    /// The story it was assigned to.
    pub(super) story: Option<usize>,
    /// Whether it reads like a slogan that no story has the words of.
    slogan: bool,
}

/// Text of stories, for scoring heads against them.
pub(super) struct Evidence {
    texts: Texts,
    /// What each story is about.
    subjects: Vec<Direction>,
    /// Stories continued from another page: most have no headline here.
    continued: Vec<bool>,
}

impl Evidence {
    pub(super) fn new(sheet: &Sheet<'_>, blocks: &[Block], stories: &[Story]) -> Self {
        let lines = |story: &Story| story.pieces.clone().into_iter().flat_map(|at| blocks[at].lines.clone());
        let texts = Texts::new(&sheet.index, stories.iter().map(lines));
        let continued =
            stories.iter().map(|story| story.pieces.first().is_some_and(|&at| blocks[at].start == Start::Jump)).collect();
        let subject = |story: &Story| {
            let mut sum = [0; AXES];
            story.pieces.iter().for_each(|&at| meanings::add(&mut sum, &sheet.index.meaning(blocks[at].lines.clone())));
            Direction::new(&sum)
        };
        let subjects = stories.iter().map(subject).collect();
        Self { texts, subjects, continued }
    }

    /// What place and kind of story add to a score.
    fn place(&self, story: usize, lie: Lie, habit: Habit) -> f32 {
        habit.of(lie) - if self.continued[story] && lie != Lie::After { CONTINUED } else { 0.0 }
    }

    /// Share of a head's pairs, by weight, that a part of some text holds.
    pub(super) fn share(&self, head: &Profile, part: &Profile) -> f32 {
        self.texts.share(head, part)
    }

    /// The same for a whole story, less where the head is too short to say much.
    pub(super) fn support(&self, head: &Profile, story: usize) -> f32 {
        self.texts.support(head, story) * sureness(head)
    }

    /// [`Self::support`] of each of some stories.
    pub(super) fn supports(&self, head: &Profile, stories: Range<usize>) -> Vec<f32> {
        self.texts.supports(head, stories).into_iter().map(|support| support * sureness(head)).collect()
    }

    /// The support of that of some stories which supports a head most.
    fn most(&self, head: &Profile, stories: Range<usize>) -> f32 {
        self.supports(head, stories).into_iter().fold(0.0, f32::max)
    }

    /// How much a head leans to each of some stories: its support, and whether it is on their subject.
    fn leans(&self, head: &Profile, stories: Range<usize>) -> Vec<f32> {
        let about = head.about();
        let subject = |story: usize| SUBJECT / (1.0 + ((EVEN - about.akin(&self.subjects[story])) / TURN).exp());
        self.supports(head, stories.clone()).into_iter().zip(stories).map(|(support, story)| support + subject(story)).collect()
    }

    /// [`Self::leans`] to one story.
    fn lean(&self, head: &Profile, story: usize) -> f32 {
        self.leans(head, story..story + 1)[0]
    }
}

/// The heads of a page, each with the story it was assigned to.
pub(super) fn heads(sheet: &Sheet<'_>, blocks: &[Block], stories: &[Story], evidence: &Evidence) -> Vec<Unit> {
    let map = Map::new(blocks, stories);
    let units = cut(sheet, blocks, evidence, &map, Habit::UNKNOWN);
    let habit = learn(sheet, &units, evidence, &map);
    let mut units = cut(sheet, blocks, evidence, &map, habit);
    settle::settle(sheet, &mut units, evidence, &map, habit);
    settle::reclaim(sheet, &mut units, evidence, &map);
    units
}

/// Which story stands where.
struct Map {
    /// For each block, the story of the last body piece before it and of the next one after it.
    around: Vec<(Option<usize>, Option<usize>)>,
    first: Vec<usize>,
    last: Vec<usize>,
    stories: usize,
}

/// For each block, the story of the last body piece before it and of the next one after it.
pub(super) fn around(blocks: &[Block], stories: &[Story]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut owner = vec![None; blocks.len()];
    for (nth, story) in stories.iter().enumerate() {
        for &piece in &story.pieces {
            owner[piece] = Some(nth);
        }
    }
    let mut around = vec![(None, None); blocks.len()];
    let (mut before, mut after) = (None, None);
    for at in 0..blocks.len() {
        around[at].0 = before;
        before = owner[at].or(before);
    }
    for at in (0..blocks.len()).rev() {
        around[at].1 = after;
        after = owner[at].or(after);
    }
    around
}

impl Map {
    fn new(blocks: &[Block], stories: &[Story]) -> Self {
        let around = around(blocks, stories);
        let ends =
            |story: &Story| (story.pieces.iter().min().copied().unwrap_or(0), story.pieces.iter().max().copied().unwrap_or(0));
        let (first, last) = stories.iter().map(ends).unzip();
        Self { around, first, last, stories: stories.len() }
    }

    fn lie(&self, block: usize, story: usize) -> Lie {
        let (before, after) = self.around[block];
        match () {
            () if before == Some(story) && after == Some(story) => Lie::Round,
            () if after == Some(story) && self.first[story] > block => Lie::After,
            () if before == Some(story) && self.last[story] < block => Lie::Before,
            () if before == Some(story) || after == Some(story) => Lie::Round,
            () => Lie::Far,
        }
    }

    /// The stories a head in this block may belong to.
    fn candidates(&self, block: usize) -> Range<usize> {
        if self.stories <= 2 * REACH {
            return 0..self.stories;
        }
        let here = self.around[block].1.or(self.around[block].0).unwrap_or(0);
        here.saturating_sub(REACH)..(here + REACH).min(self.stories)
    }
}

/// Cuts every run of head lines into units.
fn cut(sheet: &Sheet<'_>, blocks: &[Block], evidence: &Evidence, map: &Map, habit: Habit) -> Vec<Unit> {
    let runs = (0..blocks.len()).filter(|&at| blocks[at].kind == BlockKind::Head);
    runs.flat_map(|block| cut_run(sheet, block, blocks[block].lines.clone(), evidence, map, habit)).collect()
}

fn cut_run(sheet: &Sheet<'_>, block: usize, run: Range<usize>, evidence: &Evidence, map: &Map, habit: Habit) -> Vec<Unit> {
    let candidates = map.candidates(block);
    let states = candidates.len() + 1; // the last one is no story
    let places: Vec<f32> = candidates.clone().map(|story| evidence.place(story, map.lie(block, story), habit)).collect();
    let mut best = vec![0.0_f32; states];
    let mut back: Vec<Vec<usize>> = Vec::with_capacity(run.len());
    for at in run.clone() {
        let head = sheet.index.profile([at]);
        let slogan = pattern::is_slogan(&sheet.lines[at].text) && evidence.most(&head, candidates.clone()) < SLOGAN_SUPPORT;
        let supports = evidence.leans(&head, candidates.clone());
        let turn = turn_cost(sheet, run.start, at);
        let leader = (0..states).max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(0);
        let from: Vec<usize> = (0..states).map(|state| if best[state] >= best[leader] - turn { state } else { leader }).collect();
        let emit = |state: usize| match supports.get(state) {
            Some(_) if sheet.labels[at] == Label::Byline => 0.0,
            Some(support) => support + places[state],
            None if slogan => SLOGAN,
            None => NO_STORY,
        };
        best =
            (0..states).map(|state| (best[from[state]] - if from[state] == state { 0.0 } else { turn }) + emit(state)).collect();
        back.push(from);
    }
    let mut state = (0..states).max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(0);
    let mut path = vec![state; run.len()];
    for step in (0..run.len()).rev() {
        path[step] = state;
        state = back[step][state];
    }
    let mut units: Vec<Unit> = Vec::new();
    for (step, at) in run.enumerate() {
        match units.last_mut().filter(|_| step > 0 && path[step] == path[step - 1] && !sheet.heads[at]) {
            Some(unit) => unit.lines.end = at + 1,
            None => units.push(Unit { lines: at..at + 1, block, story: candidates.clone().nth(path[step]), slogan: false }),
        }
    }
    for unit in &mut units {
        let text = sheet.lines[unit.lines.clone()].iter().map(|line| line.text.as_ref()).collect::<Vec<_>>().join(" ");
        let limit = if pattern::is_campaign(&text) { CAMPAIGN_SUPPORT } else { SLOGAN_SUPPORT };
        unit.slogan = pattern::is_slogan(&text) && evidence.most(&profile(sheet, unit), candidates.clone()) < limit;
    }
    units
}

fn turn_cost(sheet: &Sheet<'_>, first: usize, at: usize) -> f32 {
    if at == first {
        return 0.0;
    }
    let tail = sheet.labels[at] == Label::Byline || sheet.lines[at].text.starts_with(['—', '─', '-']);
    match () {
        () if tail && sheet.labels[at - 1] != Label::Byline => turn::BEFORE_TAIL,
        () if sheet.labels[at - 1] == Label::Byline && sheet.labels[at] != Label::Byline => turn::AFTER_BYLINE,
        () if sheet.heads[at] => turn::AT_HEAD,
        () if sheet.has_gap(at) => turn::AT_GAP,
        () => turn::IN_RUN,
    }
}

/// The habit the sure heads of a page show.
fn learn(sheet: &Sheet<'_>, units: &[Unit], evidence: &Evidence, map: &Map) -> Habit {
    let mut seen = [0.0; 4];
    for unit in units {
        let head = profile(sheet, unit);
        if let Some(story) = unit.story.filter(|&story| evidence.support(&head, story) >= SURE) {
            seen[map.lie(unit.block, story) as usize] += 1.0;
        }
    }
    Habit::learned(seen)
}

fn profile(sheet: &Sheet<'_>, unit: &Unit) -> Profile {
    let lines = unit.lines.clone().filter(|&at| sheet.labels[at] != Label::Byline);
    sheet.index.profile(lines)
}
