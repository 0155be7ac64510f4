//! How likely two pieces of text belong to one story: features of a pair.
//!
//! What stands between two pieces on the page says something, and so do their texts, their columns, and whether one of them goes on
//! where the other stops ([`super::link`]). The weights are those of a logistic model learned from pages with known articles.

use super::{
    block::{BlockKind, COLUMN_CHANGE, Finish, Start},
    link::{Links, SURE, look},
    skill::Skill,
};
use crate::layout::linear::{Tally, features};

features! {
    /// Always 1.
    BASE = "pair";
    /// How sure it is that the later goes on from the earlier, or the other way round.
    GOES_ON = "goes on";
    GOES_ON_LOG = "goes on, log-odds";
    GOES_BACK = "goes on backward";
    /// Beginnings of stories between the two, the later one included.
    BEGINNINGS = "beginnings between";
    BEGINS = "later one begins a story";
    LOG_DISTANCE = "log of distance";
    NEIGHBOURS = "neighbours";
    NEIGHBOURS_OPEN = "neighbours, cut in mid-sentence";
    HEAD_BETWEEN = "a head between";
    HEADLINE_BETWEEN = "a headline between";
    BOTH_LEAD = "both begin with a lead-in";
    LATER_LEAD = "later one begins with a lead-in";
    CREDIT_BETWEEN = "credit at the end of the earlier";
    JUMP = "a continuation begins";
    SAME_WIDTH = "same width";
    NEAR_WIDTH = "nearly the same width";
    OTHER_WIDTH = "other width";
    ALIKE = "alike";
    UNLIKE = "unlike";
    ALIKE_FAR = "alike, with a beginning between";
    /// What they are about, the shorter of them a scrap, a few lines, or more.
    SENSE_SCRAP = "on one subject, one is a scrap";
    SENSE_SHORT = "on one subject, one is short";
    SENSE_LONG = "on one subject, both are long";
    SENSE_SURE = "surely on one subject";
    SENSE_MORE = "on one subject more than others of the page";
    SENSE_ENDS = "on one subject where they meet";
    SENSE_NEXT = "neighbours on one subject";
    SENSE_FAR = "on one subject, with a beginning between";
    IS_SHORT = "one is short";
    IS_LONG = "both are long";
    MIXED_SENSE = "page of mixed columns, on one subject";
    HEADS_AGREE = "one head line likes both";
    HEADS_DIFFER = "head lines like one each";
    MIXED = "page of mixed columns";
    MIXED_NEIGHBOURS = "page of mixed columns, neighbours";
    MIXED_BEGINNINGS = "page of mixed columns, beginnings between";
    MIXED_DISTANCE = "page of mixed columns, log of distance";
    MIXED_ALIKE = "page of mixed columns, alike";
    MIXED_WIDTH = "page of mixed columns, other width";
    MIXED_GOES_ON = "page of mixed columns, goes on";
    SMALL = "one is a scrap";
    SMALL_NEAR = "neighbour is a scrap";
}

/// Pieces farther apart than this are never compared.
pub(super) const REACH: usize = 48;
/// A piece of fewer characters is a scrap.
const SCRAP: usize = 40;
/// A piece of fewer characters is short.
const SHORT: usize = 150;
/// Pieces cut in mid-sentence below which nothing is said of a page.
const MIN_CUTS: usize = 4;
/// Log-odds are cut off here.
const LIMIT: f32 = 5.0;

/// For every piece, how likely it begins a story and from which others it may go on.
pub(super) struct Flow {
    /// By piece: likelihood that it begins a story.
    pub(super) begins: Vec<f32>,
    /// By piece: pieces it may go on from, with the likelihood and the score of the link.
    pub(super) from: Vec<Vec<(usize, f32, f32)>>,
    /// Share of the pieces cut in mid-sentence that the next piece does not go on from: high where columns were mixed.
    pub(super) mixed: f32,
    /// Sums over pieces up to each: how much speaks for a beginning so far.
    sums: Vec<f32>,
}

/// Pieces a piece may follow, counted from it towards the front of the page and towards its end.
pub(super) const BEFORE: usize = 40;
pub(super) const AFTER: usize = 40;

/// The pieces whose end is looked at for the beginning of piece `piece` of `count`.
pub(super) fn near(piece: usize, count: usize) -> impl Iterator<Item = usize> {
    (piece.saturating_sub(BEFORE)..count.min(piece + AFTER + 1)).filter(move |&other| other != piece)
}

impl Flow {
    pub(super) fn new(links: &Links<'_, '_>, skill: &Skill) -> Self {
        let count = links.pieces.len();
        let (mut begins, mut from, mut sums) = (Vec::with_capacity(count), Vec::with_capacity(count), vec![0.0]);
        for piece in 0..count {
            let start = skill.links.weigh(|found| links.start(piece, found)) as f32;
            let mut scores: Vec<(usize, f32, f32)> = Vec::with_capacity(count.min(BEFORE + AFTER));
            scores.extend(near(piece, count).map(|above| {
                let score = skill.links.weigh(|found| links.link(above, piece, found)) as f32 - start;
                (above, score.exp(), score)
            }));
            let all = 1.0 + scores.iter().map(|link| link.1).sum::<f32>();
            begins.push(1.0 / all);
            scores.iter_mut().for_each(|link| link.1 /= all);
            from.push(scores);
            let sum: f32 = sums[piece];
            sums.push(sum - (1.0 - 1.0 / all).max(0.002).ln());
        }
        let mut flow = Self { begins, from, mixed: 0.0, sums };
        flow.mixed = flow.mixed_share(links);
        flow
    }

    fn mixed_share(&self, links: &Links<'_, '_>) -> f32 {
        let cut = |&a: &usize| {
            let (above, below) = (&links.blocks[links.pieces[a].block], &links.blocks[links.pieces[a + 1].block]);
            above.finish == Finish::Open && !matches!(below.start, Start::Jump | Start::Cut)
        };
        let cuts: Vec<usize> = (0..links.pieces.len().saturating_sub(1)).filter(cut).collect();
        let lost = cuts.iter().filter(|&&a| self.likely(a, a + 1) < 0.5).count();
        if cuts.len() < MIN_CUTS { 0.0 } else { lost as f32 / cuts.len() as f32 }
    }

    /// How likely `piece` goes on from `above`.
    fn likely(&self, above: usize, piece: usize) -> f32 {
        let nth = above.checked_sub(piece.saturating_sub(BEFORE)).map(|nth| nth - usize::from(above > piece));
        nth.and_then(|nth| self.from[piece].get(nth)).map_or(0.0, |link| link.1)
    }
}

/// Features of the pieces `a` and `b` being of one story; `a` stands before `b`.
pub(super) fn pair(links: &Links<'_, '_>, flow: &Flow, a: usize, b: usize, found: &mut impl Tally) {
    let (first, second) = (&links.pieces[a], &links.pieces[b]);
    let (above, below) = (&links.blocks[first.block], &links.blocks[second.block]);
    let mut add = |feature: usize, value: f32| found.add(feature, value);
    add(BASE, 1.0);
    let on = flow.likely(a, b);
    add(GOES_ON, on);
    add(GOES_ON_LOG, ((on + 0.01) / (1.01 - on)).ln().clamp(-LIMIT, LIMIT));
    let back = flow.likely(b, a);
    add(GOES_BACK, back);
    let beginnings = flow.sums[b + 1] - flow.sums[a + 1];
    add(BEGINNINGS, beginnings.min(LIMIT + 1.0));
    add(BEGINS, flow.begins[b]);
    add(LOG_DISTANCE, links.log(b - a));
    if b == a + 1 {
        let open = above.finish == Finish::Open && below.start == Start::Middle;
        add(if open { NEIGHBOURS_OPEN } else { NEIGHBOURS }, 1.0);
        let between = &links.blocks[first.block + 1..second.block];
        let looks = between.iter().filter(|block| block.kind == BlockKind::Head).map(|head| look(links.sheet, head, below));
        match looks.max() {
            Some(2) => add(HEADLINE_BETWEEN, 1.0),
            Some(_) => add(HEAD_BETWEEN, 1.0),
            None => {}
        }
    }
    let lead = |start: Start| start == Start::Lead;
    add(BOTH_LEAD, f32::from(u8::from(lead(above.start) && lead(below.start))));
    add(LATER_LEAD, f32::from(u8::from(!lead(above.start) && lead(below.start))));
    add(CREDIT_BETWEEN, f32::from(u8::from(matches!(above.finish, Finish::Credit | Finish::Jump))));
    add(JUMP, f32::from(u8::from(matches!(below.start, Start::Jump | Start::Cut))));
    if above.measure > 0 && below.measure > 0 {
        match above.measure.abs_diff(below.measure) {
            0 | 1 => add(SAME_WIDTH, 1.0),
            apart if apart <= COLUMN_CHANGE => add(NEAR_WIDTH, 1.0),
            _ => add(OTHER_WIDTH, 1.0),
        }
    }
    let alike = links.alike(a, b);
    add(if alike > 0.0 { ALIKE } else { UNLIKE }, alike);
    add(ALIKE_FAR, if beginnings > 1.0 { alike.max(0.0) } else { 0.0 });
    let sense = first.about.akin(&second.about);
    let ends = first.about_back.akin(&second.about_front);
    let least = first.chars.min(second.chars);
    add(
        if least < SCRAP {
            SENSE_SCRAP
        } else if least < SHORT {
            SENSE_SHORT
        } else {
            SENSE_LONG
        },
        sense,
    );
    add(SENSE_SURE, (sense - SURE).max(0.0));
    add(SENSE_MORE, sense - links.usual_sense[b].max(links.usual_sense[a]));
    add(SENSE_ENDS, ends);
    add(SENSE_NEXT, if b == a + 1 { sense } else { 0.0 });
    add(SENSE_FAR, if beginnings > 1.0 { sense } else { 0.0 });
    add(IS_SHORT, f32::from(u8::from((SCRAP..SHORT).contains(&least))));
    add(IS_LONG, f32::from(u8::from(least >= SHORT)));
    add(MIXED_SENSE, flow.mixed * sense);
    let (agree, differ) = links.liking.of_both(a, b);
    add(HEADS_AGREE, agree);
    add(HEADS_DIFFER, differ);
    if flow.mixed > 0.0 {
        add(MIXED, flow.mixed);
        add(MIXED_NEIGHBOURS, if b == a + 1 { flow.mixed } else { 0.0 });
        add(MIXED_BEGINNINGS, flow.mixed * beginnings.min(LIMIT + 1.0));
        add(MIXED_DISTANCE, flow.mixed * links.log(b - a));
        add(MIXED_ALIKE, flow.mixed * alike);
        let apart = above.measure > 0 && below.measure > 0 && above.measure.abs_diff(below.measure) > COLUMN_CHANGE;
        add(MIXED_WIDTH, if apart { flow.mixed } else { 0.0 });
        add(MIXED_GOES_ON, flow.mixed * on.max(back));
    }
    let small = first.chars.min(second.chars) < SCRAP;
    add(if b == a + 1 { SMALL_NEAR } else { SMALL }, f32::from(u8::from(small)));
}
