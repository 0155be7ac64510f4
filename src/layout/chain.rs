//! Chains pieces of body into stories.
//!
//! Pieces come in reading order. Each joins the open story that fits it best, or begins a story of its own: what counts is how
//! the two ends meet (an open line wants the middle of a paragraph), the width of the column, what stands between, and how much
//! the texts have in common, measured against what any two pieces of this page have in common.

use super::{
    block::{Block, BlockKind, COLUMN_CHANGE, Finish, Start},
    gram::{Profile, Rarity, Weighted},
    label::{Label, Sheet},
    refine::Correction,
};

/// Scores for joining a piece to a story; the piece joins the best one above zero.
mod fit {
    /// The story is cut in mid-sentence and the piece begins in the middle of one.
    pub(super) const RUNS_ON: f32 = 1.8;
    /// The story is cut in mid-sentence, but the piece begins a paragraph.
    pub(super) const OPEN_TO_PARAGRAPH: f32 = 0.3;
    /// The characters where the two would meet stand side by side elsewhere on the page.
    pub(super) const SEAM: f32 = 2.0;
    /// They do not, though the story is cut in mid-sentence.
    pub(super) const NO_SEAM: f32 = -0.5;
    /// The story's sentence is over, and the piece begins in mid-paragraph.
    pub(super) const CLOSED_TO_MIDDLE: f32 = -0.2;
    /// The story already ended with a credit.
    pub(super) const AFTER_CREDIT: f32 = -4.0;
    /// The story jumped to another page.
    pub(super) const AFTER_JUMP: f32 = -6.0;
    /// The piece begins with a lead-in.
    pub(super) const LEAD: f32 = -5.0;
    /// The piece is continued from another page.
    pub(super) const FROM_JUMP: f32 = -9.0;
    /// The heads of the page showed that the piece goes on.
    pub(super) const JOIN: f32 = 9.0;
    /// Columns of one width.
    pub(super) const SAME_COLUMN: f32 = 0.3;
    /// Columns of different width.
    pub(super) const OTHER_COLUMN: f32 = -2.0;
    /// Nothing but captions and folios between.
    pub(super) const NEXT: f32 = 1.0;
    /// A head between.
    pub(super) const HEAD_BETWEEN: f32 = -0.7;
    /// Times how much more the head between has in common with the story than with the piece: a head that leans to the piece
    /// announces it.
    pub(super) const HEAD_LEANS: f32 = 1.0;
    /// The head between looks like a cross-head: no wider than the column, or wrapped at its edge like text.
    pub(super) const CROSSHEAD: f32 = 0.5;
    /// It looks like a headline: wider than the column, or with a byline.
    pub(super) const HEADLINE: f32 = -0.7;
    /// The piece is too short to begin a story; less for longer ones.
    pub(super) const SCRAP: f32 = 1.5;
    /// For every story begun or continued since.
    pub(super) const FARTHER: f32 = -0.7;
    /// Weight of the logarithm of likeness over the page's usual likeness, and its limits.
    pub(super) const LIKENESS: f32 = 1.1;
    pub(super) const LIKENESS_MIN: f32 = -1.0;
    pub(super) const LIKENESS_MAX: f32 = 1.6;
}

/// Stories a piece may still join: those touched last.
const OPEN_STORIES: usize = 7;
/// Pieces looked at to learn how much any two pieces of the page have in common.
const SAMPLE: usize = 10;
/// Texts with fewer pairs than this are too short to compare.
const MIN_PAIRS: usize = 25;

/// Pairs beyond that from which a piece is long enough to be a story of its own.
const LONG_PIECE: f32 = 70.0;

/// A story: its pieces in reading order, as places in the list of blocks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Story {
    pub(super) pieces: Vec<usize>,
}

/// Pieces of body chained into stories, and the profile of each block.
pub(super) fn stories(sheet: &Sheet<'_>, blocks: &[Block]) -> Vec<Story> {
    let pieces: Vec<usize> = (0..blocks.len()).filter(|&at| blocks[at].kind == BlockKind::Body).collect();
    let profile = |&at: &usize| Profile::new(sheet.lines[blocks[at].lines.clone()].iter().map(|line| line.text.as_ref()));
    let profiles: Vec<Profile> = pieces.iter().map(profile).collect();
    let rarity = Rarity::new(&profiles);
    let weighted: Vec<Weighted> = profiles.iter().map(|profile| rarity.weigh(profile)).collect();
    let mut stories: Vec<(Story, usize)> = Vec::new(); // with the place of the last piece among the pieces
    let mut recent: Vec<usize> = Vec::new(); // stories, the last touched one last
    for (nth, &at) in pieces.iter().enumerate() {
        let usual = usual_likeness(&weighted, nth);
        let score = |rank: usize, story: usize| {
            let last = stories[story].1;
            let between = &blocks[pieces[last] + 1..at];
            let length = profiles[nth].len().saturating_sub(MIN_PAIRS) as f32 / LONG_PIECE;
            let scrap = if rank == 0 { fit::SCRAP * (1.0 - length).max(0.0) } else { 0.0 };
            let comparable = profiles[nth].len().min(profiles[last].len()) >= MIN_PAIRS && usual > 0.0;
            let alike = if comparable { (weighted[nth].likeness(&weighted[last]).max(usual / 8.0) / usual).ln() } else { 0.0 };
            let heads = between.iter().filter(|block| block.kind == BlockKind::Head).flat_map(|block| block.lines.clone());
            let head = Profile::new(heads.map(|at| sheet.lines[at].text.as_ref()));
            let lean = rarity.support(&head, &profiles[last]) - rarity.support(&head, &profiles[nth]);
            let seam = match blocks[pieces[last]].finish {
                Finish::Open if sheet.seams.joins(sheet.last_text(&blocks[pieces[last]]), sheet.first_text(&blocks[at])) => {
                    fit::SEAM
                }
                Finish::Open if blocks[at].start == Start::Middle => fit::NO_SEAM,
                _ => 0.0,
            };
            let look = between
                .iter()
                .filter(|block| block.kind == BlockKind::Head)
                .map(|block| look(sheet, block, &blocks[at]))
                .sum::<f32>();
            look.clamp(fit::HEADLINE, fit::CROSSHEAD)
                + scrap
                + seam
                + fit::HEAD_LEANS * lean
                + join_score(&blocks[pieces[last]], &blocks[at], between, rank)
                + fit::LIKENESS * alike.clamp(fit::LIKENESS_MIN, fit::LIKENESS_MAX)
        };
        let scored = recent.iter().rev().take(OPEN_STORIES).enumerate().map(|(rank, &story)| (score(rank, story), story));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|best| best.0 > 0.0);
        let story = best.map_or(stories.len(), |best| best.1);
        if story == stories.len() {
            stories.push((Story::default(), nth));
        }
        stories[story].0.pieces.push(at);
        stories[story].1 = nth;
        recent.retain(|&other| other != story);
        recent.push(story);
        if recent.len() > 2 * OPEN_STORIES {
            recent.drain(..OPEN_STORIES);
        }
    }
    attach(sheet, blocks, stories.into_iter().map(|(story, _)| story).collect())
}

/// Puts stories together that the heads of the page showed to be one, wherever their pieces stand.
fn attach(sheet: &Sheet<'_>, blocks: &[Block], mut stories: Vec<Story>) -> Vec<Story> {
    let holds = |story: &Story, line: usize| story.pieces.iter().any(|&piece| blocks[piece].lines.contains(&line));
    for correction in &sheet.corrections {
        let Correction::Attach { part, story } = *correction else { continue };
        let find = |line: usize| stories.iter().position(|story| holds(story, line));
        if let Some((from, to)) = find(part).zip(find(story)).filter(|(from, to)| from != to) {
            let pieces = std::mem::take(&mut stories[from].pieces);
            stories[to].pieces.extend(pieces);
            stories[to].pieces.sort_unstable();
        }
    }
    stories.retain(|story| !story.pieces.is_empty());
    stories
}

/// Whether a head looks like a cross-head in the column of a piece, or like a headline.
fn look(sheet: &Sheet<'_>, head: &Block, piece: &Block) -> f32 {
    let lines = &sheet.lines[head.lines.clone()];
    let byline = sheet.labels[head.lines.clone()].contains(&Label::Byline);
    let wide = piece.measure > 0 && lines.iter().any(|line| line.width > piece.measure + COLUMN_CHANGE);
    let wrapped = match lines {
        [first, second] => piece.measure.abs_diff(first.width) <= 2 && second.width < first.width,
        _ => false,
    };
    match () {
        () if byline || wide || lines.len() > 3 => fit::HEADLINE,
        () if wrapped => fit::CROSSHEAD,
        () => 0.0,
    }
}

/// How well a piece continues a story whose last piece is `last`, texts left aside.
fn join_score(last: &Block, piece: &Block, between: &[Block], rank: usize) -> f32 {
    let mut score = fit::FARTHER * rank as f32;
    score += match (last.finish, piece.start) {
        (_, Start::Lead) => fit::LEAD,
        (_, Start::Jump | Start::Cut) => fit::FROM_JUMP,
        (_, Start::Join) if rank == 0 => fit::JOIN,
        (Finish::Credit, _) => fit::AFTER_CREDIT,
        (Finish::Jump, _) => fit::AFTER_JUMP,
        (Finish::Open, Start::Middle) => fit::RUNS_ON,
        (Finish::Open, Start::Paragraph) => fit::OPEN_TO_PARAGRAPH,
        (Finish::Closed, Start::Middle) => fit::CLOSED_TO_MIDDLE,
        (Finish::Open, Start::Unknown) => fit::RUNS_ON / 2.0,
        (Finish::Closed, _) | (_, Start::Join) => 0.0,
    };
    if last.measure > 0 && piece.measure > 0 {
        let same = last.measure.abs_diff(piece.measure) <= COLUMN_CHANGE;
        score += if same { fit::SAME_COLUMN } else { fit::OTHER_COLUMN };
    }
    if between.iter().any(|block| block.kind == BlockKind::Head) {
        score += fit::HEAD_BETWEEN;
    } else if rank == 0 {
        score += fit::NEXT;
    }
    score
}

/// What a piece has in common with the pieces round it: the median, since some of them are of its own story.
fn usual_likeness(profiles: &[Weighted], nth: usize) -> f32 {
    let around = nth.saturating_sub(SAMPLE)..profiles.len().min(nth + SAMPLE + 1);
    let others = around.filter(|&other| other != nth && profiles[other].len() >= MIN_PAIRS);
    let mut alike: Vec<f32> = others.map(|other| profiles[nth].likeness(&profiles[other])).collect();
    alike.sort_by(f32::total_cmp);
    if alike.len() > 2 { alike[alike.len() / 2].max(MIN_LIKENESS) } else { 0.0 }
}

/// Likeness below this says nothing: any two texts share a few common pairs.
const MIN_LIKENESS: f32 = 0.004;
