//! How likely two pieces of text belong to one story: features of a pair.
//!
//! What stands between two pieces on the page says something, and so do their texts, their columns, and whether one of them goes on
//! where the other stops ([`super::link`]). The weights are those of a logistic model learned from pages with known articles.

use super::{
    block::{BlockKind, COLUMN_CHANGE, Finish, Start},
    gram::Profile,
    label::Label,
    link::{Links, look},
    skill::Skill,
};
use crate::layout::linear::{Features, features};

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
    /// What the head between two neighbours is.
    BETWEEN_ONE = "one head line between";
    BETWEEN_TWO = "two head lines between";
    BETWEEN_MANY = "three or more head lines between";
    BETWEEN_HEADS = "more than one head between";
    BETWEEN_BYLINE = "byline between";
    BETWEEN_ABOVE = "words of the head between in the earlier";
    BETWEEN_BELOW = "words of the head between in the later";
    BETWEEN_NARROW = "head between narrower than its column";
    BETWEEN_FULL = "head between fills its column";
    BETWEEN_GAP_ABOVE = "blank above the head between";
    BETWEEN_GAP_BELOW = "blank below the head between";
    BETWEEN_ENDED = "head between after the end of a paragraph";
    BETWEEN_OPEN = "head between after an open line";
    BETWEEN_FIRST = "head between before an indented first line";
    BETWEEN_LONELY = "head between that no other piece supports";
    /// How two neighbours meet with no head between.
    MEET_GAP = "neighbours with a blank between";
    MEET_ENDED = "neighbours, end of a paragraph to first line";
    MEET_LINE = "neighbours on neighbouring lines";
    MEET_TEXT = "neighbours with a caption or notice between";
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
            let start = skill.links.value(&links.start(piece)) as f32;
            let scores: Vec<(usize, f32)> =
                near(piece, count).map(|above| (above, skill.links.value(&links.link(above, piece)) as f32 - start)).collect();
            let all = 1.0 + scores.iter().map(|link| link.1.exp()).sum::<f32>();
            begins.push(1.0 / all);
            from.push(scores.into_iter().map(|(above, score)| (above, score.exp() / all, score)).collect());
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
        self.from[piece].iter().find(|link| link.0 == above).map_or(0.0, |link| link.1)
    }
}

/// Features of the pieces `a` and `b` being of one story; `a` stands before `b`.
pub(super) fn pair(links: &Links<'_, '_>, flow: &Flow, a: usize, b: usize) -> Features {
    let (first, second) = (&links.pieces[a], &links.pieces[b]);
    let (above, below) = (&links.blocks[first.block], &links.blocks[second.block]);
    let mut found: Features = vec![(BASE, 1.0)];
    let mut add = |feature: usize, value: f32| {
        if value != 0.0 {
            found.push((feature, f64::from(value)));
        }
    };
    let on = flow.likely(a, b);
    add(GOES_ON, on);
    add(GOES_ON_LOG, ((on + 0.01) / (1.01 - on)).ln().clamp(-LIMIT, LIMIT));
    add(GOES_BACK, flow.likely(b, a));
    let beginnings = flow.sums[b + 1] - flow.sums[a + 1];
    add(BEGINNINGS, beginnings.min(LIMIT + 1.0));
    add(BEGINS, flow.begins[b]);
    add(LOG_DISTANCE, ((b - a) as f32).ln());
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
    if b == a + 1 {
        meeting(links, a, b, &mut add);
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
    let (agree, differ) = links.heads_on(a, b);
    add(HEADS_AGREE, agree);
    add(HEADS_DIFFER, differ);
    if flow.mixed > 0.0 {
        add(MIXED, flow.mixed);
        add(MIXED_NEIGHBOURS, if b == a + 1 { flow.mixed } else { 0.0 });
        add(MIXED_BEGINNINGS, flow.mixed * beginnings.min(LIMIT + 1.0));
        add(MIXED_DISTANCE, flow.mixed * ((b - a) as f32).ln());
        add(MIXED_ALIKE, flow.mixed * alike);
        let apart = above.measure > 0 && below.measure > 0 && above.measure.abs_diff(below.measure) > COLUMN_CHANGE;
        add(MIXED_WIDTH, if apart { flow.mixed } else { 0.0 });
        add(MIXED_GOES_ON, flow.mixed * on.max(flow.likely(b, a)));
    }
    let small = first.chars.min(second.chars) < SCRAP;
    add(if b == a + 1 { SMALL_NEAR } else { SMALL }, f32::from(u8::from(small)));
    found
}

/// Half ems by which a head is narrower than its column at least.
const NARROWER: u32 = 6;

/// What stands between two neighbouring pieces.
fn meeting(links: &Links<'_, '_>, a: usize, b: usize, add: &mut impl FnMut(usize, f32)) {
    let (sheet, first, second) = (links.sheet, &links.pieces[a], &links.pieces[b]);
    let (above, below) = (&links.blocks[first.block], &links.blocks[second.block]);
    let between = &links.blocks[first.block + 1..second.block];
    let mut flag = |feature: usize, applies: bool| add(feature, f32::from(u8::from(applies)));
    let heads: Vec<usize> =
        between.iter().filter(|block| block.kind == BlockKind::Head).flat_map(|block| block.lines.clone()).collect();
    let ended = above.finish == Finish::Credit || (above.finish == Finish::Closed && first.short);
    let paragraph = matches!(below.start, Start::Paragraph | Start::Lead);
    let (Some(&top), Some(&bottom)) = (heads.first(), heads.last()) else {
        flag(MEET_GAP, sheet.has_gap(below.lines.start));
        flag(MEET_ENDED, ended && paragraph);
        flag(MEET_LINE, between.is_empty());
        flag(MEET_TEXT, !between.is_empty());
        return;
    };
    let byline = |&at: &usize| sheet.labels[at] == Label::Byline;
    let lines: Vec<usize> = heads.iter().copied().filter(|at| !byline(at)).collect();
    flag([BETWEEN_ONE, BETWEEN_TWO, BETWEEN_MANY][lines.len().clamp(1, 3) - 1], true);
    flag(BETWEEN_HEADS, heads.iter().filter(|&&at| sheet.heads[at]).count() > 1);
    flag(BETWEEN_BYLINE, heads.iter().any(byline));
    let widest = lines.iter().map(|&at| sheet.lines[at].width).max().unwrap_or(0);
    flag(BETWEEN_NARROW, below.measure > widest + NARROWER);
    flag(BETWEEN_FULL, below.measure > 0 && below.measure.abs_diff(widest) <= COLUMN_CHANGE);
    flag(BETWEEN_GAP_ABOVE, sheet.has_gap(top));
    flag(BETWEEN_GAP_BELOW, sheet.has_gap(bottom + 1));
    flag(BETWEEN_ENDED, ended);
    flag(BETWEEN_OPEN, above.finish == Finish::Open);
    flag(BETWEEN_FIRST, below.start == Start::Paragraph);
    let head = Profile::new(lines.iter().map(|&at| sheet.lines[at].text.as_ref()));
    let (up, down) = (links.support(&head, a), links.support(&head, b));
    add(BETWEEN_ABOVE, up);
    add(BETWEEN_BELOW, down);
    let elsewhere = (0..links.pieces.len()).filter(|&other| other != a && other != b);
    let most = elsewhere.map(|other| links.support(&head, other)).fold(0.0, f32::max);
    add(BETWEEN_LONELY, (up.max(down) - most).max(0.0));
}
