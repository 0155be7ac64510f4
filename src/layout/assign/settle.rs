//! Gives heads to stories, each story to one head at most, and sets right what the cutting of heads got wrong.

use std::ops::Range;

use super::{Evidence, Habit, Lie, Map, Unit, profile};
use crate::layout::{
    hungarian,
    label::{Label, Sheet},
};

/// A unit is assigned only above this score.
const MIN_SCORE: f32 = 0.4;
/// A head beside a story that has none is given to it above this score.
const MIN_NEIGHBOUR: f32 = 0.3;
/// What a byline under it adds to a head right above a story that has none: it is a headline, whatever its words.
const SIGNED: f32 = 0.3;

/// Assigns units to stories, each story to one unit at most.
pub(super) fn settle(sheet: &Sheet<'_>, units: &mut [Unit], evidence: &Evidence, map: &Map, habit: Habit) {
    let fronted = fronted(sheet, units, evidence, map);
    let scored: Vec<Vec<(usize, f32)>> = units
        .iter()
        .map(|unit| {
            let head = profile(sheet, unit);
            let supports = evidence.leans(&head, map.candidates(unit.block));
            let score = |(story, support): (usize, f32)| {
                let lie = map.lie(unit.block, story);
                let inner = if lie == Lie::Round && fronted[story] { INNER } else { 0.0 };
                (story, support * size(unit) + evidence.place(story, lie, habit) - inner)
            };
            let wanted = |&(_, score): &(usize, f32)| score > MIN_SCORE && !unit.slogan;
            map.candidates(unit.block).zip(supports).map(score).filter(wanted).collect()
        })
        .collect();
    for (unit, story) in units.iter_mut().zip(hungarian::assign(&scored, map.stories, MIN_SCORE)) {
        unit.story = story;
    }
    give_neighbours(sheet, units, evidence, map);
}

/// Support a part of a head needs from a story that has none, and how much more that must be than from the story the head went to.
const MIN_RECLAIMED: f32 = 0.35;
const RECLAIMED_MORE: f32 = 0.25;

/// Gives a story left without a head the first or last lines of a head that went to another story, where its text supports them
/// and the other's does not: two heads in a row with nothing to part them.
pub(super) fn reclaim(sheet: &Sheet<'_>, units: &mut Vec<Unit>, evidence: &Evidence, map: &Map) {
    let mut headed = vec![false; map.stories];
    units.iter().filter_map(|unit| unit.story).for_each(|story| headed[story] = true);
    let mut at = 0;
    while at < units.len() && headed.contains(&false) {
        let unit = units[at].clone();
        at += 1;
        let Some(owner) = unit.story.filter(|_| unit.lines.len() > 1) else { continue };
        let text = |lines: &Range<usize>| profile(sheet, &Unit { lines: lines.clone(), ..unit.clone() });
        let mut best: Option<(f32, Range<usize>, usize)> = None;
        for cut in unit.lines.start + 1..unit.lines.end {
            for (part, rest) in [(unit.lines.start..cut, cut..unit.lines.end), (cut..unit.lines.end, unit.lines.start..cut)] {
                let (head, rest) = (text(&part), text(&rest));
                let candidates = map.candidates(unit.block);
                let heres = evidence.supports(&head, candidates.clone());
                let rests = evidence.supports(&rest, candidates.clone());
                let (there, kept) = (evidence.support(&head, owner), evidence.support(&rest, owner));
                for (nth, story) in candidates.enumerate().filter(|&(_, story)| !headed[story]) {
                    let here = heres[nth];
                    let gain = here - there + kept - rests[nth];
                    let fits = here >= MIN_RECLAIMED && here - there >= RECLAIMED_MORE && rest.len() > 0;
                    if fits && best.as_ref().is_none_or(|best| gain > best.0) {
                        best = Some((gain, part.clone(), story));
                    }
                }
            }
        }
        let Some((_, part, story)) = best else { continue };
        headed[story] = true;
        let first = part.start == unit.lines.start;
        let rest = if first { part.end..unit.lines.end } else { unit.lines.start..part.start };
        units[at - 1].lines = rest;
        let taken = Unit { lines: part, story: Some(story), ..unit };
        units.insert(if first { at - 1 } else { at }, taken);
        at += usize::from(first); // past the rest, which keeps its story
    }
}

/// What a head inside a story loses where another stands right above its first line: it is a cross-head.
const INNER: f32 = 0.4;
/// Support from which a head right above a story counts as its own.
const MIN_FRONT: f32 = 0.2;

/// By story: whether a head it supports stands right above its first line.
fn fronted(sheet: &Sheet<'_>, units: &[Unit], evidence: &Evidence, map: &Map) -> Vec<bool> {
    let mut fronted = vec![false; map.stories];
    for unit in units {
        let fronts = |&story: &usize| map.first[story] == unit.block + 1;
        if !map.candidates(unit.block).any(|story| fronts(&story)) {
            continue;
        }
        let head = profile(sheet, unit);
        for story in map.candidates(unit.block).filter(fronts) {
            fronted[story] |= evidence.support(&head, story) >= MIN_FRONT;
        }
    }
    fronted
}

/// Gives a story left without a head the best one left over beside or inside it.
fn give_neighbours(sheet: &Sheet<'_>, units: &mut [Unit], evidence: &Evidence, map: &Map) {
    let mut headed = vec![false; map.stories];
    for story in units.iter().filter_map(|unit| unit.story) {
        headed[story] = true;
    }
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (nth, unit) in units.iter().enumerate().filter(|(_, unit)| unit.story.is_none() && !unit.slogan) {
        let head = profile(sheet, unit);
        let signed = unit.lines.clone().any(|at| sheet.labels[at] == Label::Byline);
        let beside = [map.around[unit.block].0, map.around[unit.block].1];
        for story in beside.into_iter().flatten().filter(|&story| !headed[story]) {
            let lie = map.lie(unit.block, story);
            let signs = if signed && lie == Lie::After { SIGNED } else { 0.0 };
            let score = evidence.lean(&head, story) + evidence.place(story, lie, Habit::UNKNOWN) + signs;
            if score > MIN_NEIGHBOUR {
                pairs.push((score, nth, story));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, nth, story) in pairs {
        if !headed[story] && units[nth].story.is_none() {
            units[nth].story = Some(story);
            headed[story] = true;
        }
    }
}

/// A head of several lines outweighs a single line with as good a support.
fn size(unit: &Unit) -> f32 {
    1.0 + 0.1 * (unit.lines.len().min(4) as f32 - 1.0)
}

/// Puts parts of a head together again that looked like heads of their own, where no story was found for one of them.
pub(in crate::layout) fn rejoin(sheet: &Sheet<'_>, units: &mut Vec<Unit>, evidence: &Evidence) {
    let mut joined: Vec<Unit> = Vec::with_capacity(units.len());
    for unit in units.drain(..) {
        let Some(above) = joined.last_mut().filter(|above| above.block == unit.block && above.lines.end == unit.lines.start)
        else {
            joined.push(unit);
            continue;
        };
        let support = |part: &Unit, story: Option<usize>| story.map_or(0.0, |story| evidence.lean(&profile(sheet, part), story));
        let fits = match (above.story, unit.story) {
            (None, None) => true,
            (Some(_), Some(_)) => false,
            _ if above.slogan || unit.slogan => false,
            (story, None) => support(&unit, story) >= MIN_REJOINED,
            (None, story) => support(above, story) >= MIN_REJOINED,
        };
        if fits {
            above.lines.end = unit.lines.end;
            above.story = above.story.or(unit.story);
        } else {
            joined.push(unit);
        }
    }
    *units = joined;
}

/// What a part of a head must score with the story of the rest.
const MIN_REJOINED: f32 = 0.2;
