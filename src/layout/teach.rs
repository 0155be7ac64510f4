//! What pages with known articles teach: whose each line is, and which piece of text goes on where another stops.

mod chain;

use super::fit::{Ballot, FitConfig, fit};
use super::{
    Skill,
    affinity::{self, Flow},
    block::BlockKind,
    border, interleave,
    label::Sheet,
    linear::Features,
    link::{self, Links},
};

/// What a line is on a page whose articles are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Running text of an article.
    Body,
    /// Kicker, headline, subtitle, byline.
    Head,
    /// Caption, box or label of an article.
    Attached,
    /// Notice, slogan, folio: of no article.
    Other,
    /// It is not known.
    #[default]
    Unknown,
}

/// Whose a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Owner {
    /// What the line is there.
    pub role: Role,
    /// Number of its article on the page.
    pub article: Option<usize>,
    /// For a body: its first letter among the letters of the body.
    pub from: u32,
    /// For a body: the letter after its last.
    pub to: u32,
}

/// A page whose articles are known.
#[derive(Debug, Clone)]
pub struct Lesson<'p> {
    /// The page.
    pub page: &'p crate::page::Page,
    /// Whose each of [`super::lines`] is.
    pub owners: Vec<Owner>,
    /// Lessons with the same number are left out of a fit together.
    pub fold: usize,
}

/// Ridge penalties chosen on pages of houses left out of the fit.
const FIT_LINKS: FitConfig = FitConfig { ridge: 5.0, steps: 60 };
const FIT_BORDERS: FitConfig = FitConfig { ridge: 5.0, steps: 60 };
const FIT_PAIRS: FitConfig = FitConfig { ridge: 20.0, steps: 60 };
/// Fits the weights to lessons; those of fold `without` are left out.
pub fn learn(lessons: &[Lesson<'_>], without: Option<usize>) -> Skill {
    // A page whose columns are mixed beyond repair teaches nothing of other pages.
    let sound = |lesson: &&Lesson<'_>| interleave::check(lesson.page, &Sheet::of(lesson.page, &Skill::nothing())).is_none();
    let kept: Vec<&Lesson<'_>> = lessons.iter().filter(|lesson| Some(lesson.fold) != without).filter(sound).collect();
    let mut skill = Skill::nothing();
    skill.labels = chain::learn(&kept);
    let pages: Vec<(Sheet<'_>, &Lesson<'_>)> = kept.iter().map(|lesson| (Sheet::of(lesson.page, &skill), *lesson)).collect();
    let ballots: Vec<Ballot> = pages.iter().flat_map(|(sheet, lesson)| border_ballots(sheet, lesson)).collect();
    skill.borders = fit(border::NAMES, &ballots.iter().collect::<Vec<_>>(), FIT_BORDERS);
    let pages: Vec<_> = pages.iter().map(|(sheet, lesson)| (sheet, sheet.blocks(&skill), *lesson)).collect();
    let links: Vec<_> = pages.iter().map(|(sheet, blocks, lesson)| (Links::new(sheet, blocks), *lesson)).collect();
    let ballots: Vec<Ballot> = links.iter().flat_map(|(links, lesson)| link_ballots(links, lesson)).collect();
    skill.links = fit(link::NAMES, &ballots.iter().collect::<Vec<_>>(), FIT_LINKS);
    let ballots: Vec<Ballot> = links.iter().flat_map(|(links, lesson)| pair_ballots(links, lesson, &skill)).collect();
    skill.pairs = fit(affinity::NAMES, &ballots.iter().collect::<Vec<_>>(), FIT_PAIRS);
    skill
}

/// The article most of a piece's lines belong to.
fn owner_of(links: &Links<'_, '_>, lesson: &Lesson<'_>, piece: usize) -> Option<usize> {
    let lines = links.blocks[links.pieces[piece].block].lines.clone();
    let mut owners: Vec<usize> =
        lesson.owners.get(lines)?.iter().filter(|owner| owner.role == Role::Body).filter_map(|owner| owner.article).collect();
    owners.sort_unstable();
    owners.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).map(|same| same[0])
}

/// For lines of body after the end of a sentence, whether another story begins with them.
fn border_ballots(sheet: &Sheet<'_>, lesson: &Lesson<'_>) -> Vec<Ballot> {
    // Without weights no border is found but those that show.
    let blocks = sheet.blocks(&Skill::nothing());
    let article = |at: usize| lesson.owners.get(at).filter(|owner| owner.role == Role::Body).and_then(|owner| owner.article);
    let mut ballots = Vec::new();
    for block in blocks.iter().filter(|block| block.kind == BlockKind::Body) {
        let mut first = block.lines.start;
        for at in block.lines.clone().skip(1) {
            let (Some(above), Some(here)) = (article(at - 1), article(at)) else { continue };
            if sheet.may_part(at) {
                let parted = f64::from(u8::from(above != here));
                let mut border = Features::new();
                sheet.border_features(first..block.lines.end, at, &mut border);
                ballots.push(Ballot { candidates: vec![(border, parted), (Vec::new(), 1.0 - parted)], fold: lesson.fold });
            }
            if above != here {
                first = at;
            }
        }
    }
    ballots
}

/// For pairs of pieces of a page, whether they are of one story.
fn pair_ballots(links: &Links<'_, '_>, lesson: &Lesson<'_>, skill: &Skill) -> Vec<Ballot> {
    let flow = Flow::new(links, skill);
    let owners: Vec<Option<usize>> = (0..links.pieces.len()).map(|piece| owner_of(links, lesson, piece)).collect();
    let mut ballots = Vec::new();
    for b in 0..owners.len() {
        for a in b.saturating_sub(affinity::REACH)..b {
            if let (Some(one), Some(other)) = (owners[a], owners[b]) {
                let same = f64::from(u8::from(one == other));
                let mut pair = Features::new();
                affinity::pair(links, &flow, a, b, &mut pair);
                let candidates = vec![(pair, same), (Vec::new(), 1.0 - same)];
                ballots.push(Ballot { candidates, fold: lesson.fold });
            }
        }
    }
    ballots
}

/// For every piece of a page, which piece it goes on from.
fn link_ballots(links: &Links<'_, '_>, lesson: &Lesson<'_>) -> Vec<Ballot> {
    let blocks = links.blocks;
    let owners = &lesson.owners;
    let body = |at: &usize| owners.get(*at).is_some_and(|owner| owner.role == Role::Body && owner.article.is_some());
    let ends: Vec<(Option<usize>, Option<usize>)> = links
        .pieces
        .iter()
        .map(|piece| (blocks[piece.block].lines.clone().find(body), blocks[piece.block].lines.clone().rev().find(body)))
        .collect();
    let mut ballots = Vec::new();
    for (b, first) in ends.iter().enumerate().filter_map(|(b, ends)| Some((b, owners[ends.0?]))) {
        // The text right before stands in some line; the piece that ends there is the predecessor.
        let same = |owner: &Owner| owner.role == Role::Body && owner.article == first.article;
        let before = owners.iter().filter(|owner| same(owner) && owner.from < first.from).max_by_key(|owner| owner.from);
        let ends_there = |(a, (_, last)): (usize, &(Option<usize>, Option<usize>))| {
            let last = owners[(*last)?];
            (a != b && before.is_some_and(|before| same(&last) && last.from == before.from)).then_some(a)
        };
        let above = ends.iter().enumerate().find_map(ends_there);
        if before.is_some() && above.is_none() {
            continue; // the text before stops inside a piece: nothing to learn here
        }
        let mut start = Features::new();
        links.start(b, &mut start);
        let mut candidates = vec![(start, f64::from(u8::from(before.is_none())))];
        for a in affinity::near(b, links.pieces.len()) {
            let mut link = Features::new();
            links.link(a, b, &mut link);
            candidates.push((link, f64::from(u8::from(above == Some(a)))));
        }
        ballots.push(Ballot { candidates, fold: lesson.fold });
    }
    ballots
}
