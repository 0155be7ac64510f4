//! How well one piece of text goes on where another stops: features of a link, and of a piece that begins a story.
//!
//! A piece has one predecessor or begins a story. The features below say what speaks for each choice; their weights were
//! learned from pages with known articles ([`super::teach`]), where the choices of a piece are its predecessors and the start.

use super::{
    affinity::REACH,
    block::{Block, BlockKind, COLUMN_CHANGE, Finish, Start},
    index::{Kinship, Profile, Texts},
    label::{Label, Sheet},
    piece::Piece,
    seam::SeamModel,
};
use crate::layout::linear::{Tally, features};

mod liking;

use liking::Liking;
pub(super) use liking::sureness;

features! {
    /// Always 1 for a link.
    BASE = "link";
    /// How the two ends meet.
    OPEN_MIDDLE = "open to middle of paragraph";
    OPEN_PARAGRAPH = "open to first line";
    OPEN_UNKNOWN = "open to unknown";
    CLAUSE_PARAGRAPH = "clause to first line";
    CLOSED_SHORT_PARAGRAPH = "paragraph end to first line";
    CLOSED_FULL_PARAGRAPH = "full closed line to first line";
    CLOSED_SHORT_MIDDLE = "paragraph end to middle";
    CLOSED_FULL_MIDDLE = "full closed line to middle";
    CLOSED_UNKNOWN = "closed to unknown";
    CLOSED_PUNCTUATION = "closed to leading punctuation";
    OPEN_PUNCTUATION = "open to leading punctuation";
    SHORT_OPEN = "open though short";
    TO_LEAD = "into a lead-in";
    TO_JUMP = "into a continuation";
    FROM_CREDIT = "after a credit";
    FROM_JUMP = "after a jump mark";
    /// Characters at the seam.
    SEAM = "seam, mid-sentence";
    SEAM_BAD = "seam unlikely, mid-sentence";
    SEAM_CLAUSE = "seam after a comma";
    SEAM_OWN = "seam pair stands elsewhere on the page";
    SEAM_FIRST = "seam into a first line";
    QUOTE = "quotation goes on";
    QUOTE_LOST = "quotation left open";
    /// Columns.
    WIDTH_SAME = "same width";
    WIDTH_NEAR = "nearly the same width";
    WIDTH_OTHER = "other width";
    /// What stands between.
    ADJACENT = "next line";
    ADJACENT_GAP = "next line after a blank";
    BETWEEN_OTHERS = "only captions or folios between";
    BETWEEN_CROSSHEAD = "a cross-head between";
    BETWEEN_HEAD = "a head between";
    BETWEEN_HEADLINE = "a headline between";
    HEAD_LEANS = "head between leans back";
    PIECES_BETWEEN = "log of pieces between";
    BACKWARD = "backward";
    BACKWARD_NEAR = "backward, neighbour";
    /// Texts.
    ALIKE = "alike";
    UNLIKE = "unlike";
    ALIKE_CLOSED = "alike, at sentence ends";
    SENSE = "on one subject";
    SENSE_CLOSED = "on one subject, at sentence ends";
    SENSE_ENDS = "on one subject where they meet";
    SENSE_ENDS_CLOSED = "on one subject where they meet, at sentence ends";
    SENSE_SURE = "surely on one subject";
    /// A piece as the start of a story.
    START = "start";
    START_LEAD = "start with a lead-in";
    START_JUMP = "start of a continuation";
    START_FIRST_LINE = "start with a first line";
    START_MIDDLE = "start in mid-paragraph";
    START_PUNCTUATION = "start with punctuation";
    START_AFTER_HEAD = "start under a head";
    START_AFTER_BYLINE = "start under a byline";
    START_HEAD_LIKES = "start under a head that likes it";
    START_LIKED = "liked by some head";
    START_SCRAP = "start of a scrap";
    START_SHORT = "start of a short piece";
    START_WIDTH_NEW = "start of a width not seen before";
    START_ATTRIBUTION = "start with an attribution";
}

/// Texts with fewer pairs than this are too short to compare.
const MIN_PAIRS: usize = 25;
/// Share of a piece's pairs another one has from which it repeats it; two pieces of one story share about a quarter.
const REPEATED: f32 = 0.75;
/// Pairs of a piece below which it may well stand in another by chance.
const MIN_REPEATED: usize = 60;
/// Pieces looked at to learn how much any two pieces of the page have in common.
const SAMPLE: usize = 12;
/// Likeness below this says nothing: any two texts share a few common pairs.
const MIN_LIKENESS: f32 = 0.004;
/// Log-odds of a seam are cut off here: one pair of characters proves no more.
const SEAM_LIMIT: f32 = 7.0;
/// Two pieces that lie nearer each other than this are hardly of different stories.
pub(super) const SURE: f32 = 0.7;
/// A piece of fewer characters is a scrap; of fewer than the second a short one.
const SCRAP: usize = 30;
const SHORT: usize = 90;

/// Words that open a paragraph in mid-story.
pub(super) const ATTRIBUTIONS: &[&str] =
    &["他", "她", "对此", "据悉", "此外", "同时", "会议", "其中", "另外", "据介绍", "目前", "这", "但", "而"];

/// The pieces of a page, and what its heads say of them.
pub(super) struct Links<'s, 'p> {
    pub(super) sheet: &'s Sheet<'p>,
    pub(super) blocks: &'s [Block],
    pub(super) pieces: Vec<Piece>,
    texts: Texts,
    kinship: Kinship,
    usual: Vec<f32>,
    /// By piece: how near it commonly lies to the pieces round it by what they are about.
    pub(super) usual_sense: Vec<f32>,
    /// What the heads of the page say of them.
    pub(super) liking: Liking,
    /// Natural logarithms of small numbers.
    logs: Vec<f32>,
    seams: &'static SeamModel,
}

impl<'s, 'p> Links<'s, 'p> {
    pub(super) fn new(sheet: &'s Sheet<'p>, blocks: &'s [Block]) -> Self {
        let seams = SeamModel::shipped();
        let pieces: Vec<Piece> =
            (0..blocks.len()).filter(|&at| blocks[at].kind == BlockKind::Body).map(|at| Piece::new(sheet, blocks, at)).collect();
        let texts = Texts::new(&sheet.index, pieces.iter().map(|piece| blocks[piece.block].lines.clone()));
        let kinship = texts.kinship(REACH);
        let usual = (0..pieces.len()).map(|nth| usual_likeness(&texts, &kinship, nth, pieces.len())).collect();
        let usual_sense = (0..pieces.len()).map(|nth| usual_sense(&pieces, nth)).collect();
        let logs = (0..=REACH).map(|apart| (apart as f32).ln()).collect();
        let liking = Liking::new(sheet, blocks, &pieces, &texts);
        Self { sheet, blocks, pieces, texts, kinship, usual, usual_sense, liking, logs, seams }
    }

    /// Whether a piece begins with a lead-in.
    pub(super) fn begins_with_lead(&self, piece: usize) -> bool {
        self.blocks[self.pieces[piece].block].start == Start::Lead
    }

    /// Whether both pieces end with a jump mark.
    pub(super) fn both_jump(&self, a: usize, b: usize) -> bool {
        [a, b].iter().all(|&piece| self.blocks[self.pieces[piece].block].finish == Finish::Jump)
    }

    /// Whether the shorter of two pieces says again what stands in the other: a box is no part of its story.
    pub(super) fn repeats(&self, a: usize, b: usize) -> bool {
        let short = self.texts.size(a).min(self.texts.size(b));
        short >= MIN_REPEATED && self.kinship.common(a, b) as f32 >= REPEATED * short as f32
    }

    fn first_line(&self, piece: usize) -> usize {
        self.blocks[self.pieces[piece].block].lines.start
    }

    /// Features of piece `b` going on where piece `a` stops.
    pub(super) fn link(&self, a: usize, b: usize, found: &mut impl Tally) {
        let (first, second) = (&self.pieces[a], &self.pieces[b]);
        let (above, below) = (&self.blocks[first.block], &self.blocks[second.block]);
        let mut add = |feature: usize, value: f32| found.add(feature, value);
        add(BASE, 1.0);
        let open = above.finish == Finish::Open;
        match (above.finish, below.start) {
            (_, Start::Lead) => add(TO_LEAD, 1.0),
            (_, Start::Jump | Start::Cut) => add(TO_JUMP, 1.0),
            _ => {}
        }
        match above.finish {
            Finish::Credit => add(FROM_CREDIT, 1.0),
            Finish::Jump => add(FROM_JUMP, 1.0),
            Finish::Open | Finish::Closed => {}
        }
        if second.punctuation {
            add(if open { OPEN_PUNCTUATION } else { CLOSED_PUNCTUATION }, 1.0);
        } else {
            let paragraph = matches!(below.start, Start::Paragraph | Start::Lead);
            let middle = below.start == Start::Middle;
            let feature = match (open, first.short) {
                (true, _) if middle => OPEN_MIDDLE,
                (true, _) if paragraph && first.clause => CLAUSE_PARAGRAPH,
                (true, _) if paragraph => OPEN_PARAGRAPH,
                (true, _) => OPEN_UNKNOWN,
                (false, true) if paragraph => CLOSED_SHORT_PARAGRAPH,
                (false, false) if paragraph => CLOSED_FULL_PARAGRAPH,
                (false, true) if middle => CLOSED_SHORT_MIDDLE,
                (false, false) if middle => CLOSED_FULL_MIDDLE,
                (false, _) => CLOSED_UNKNOWN,
            };
            add(feature, 1.0);
        }
        let adjacent = self.adjacency(a, b, &mut add);
        if open {
            add(SHORT_OPEN, f32::from(u8::from(first.short && !first.clause)));
            let seam = first.end_edge.zip(second.start_edge).map_or(0.0, |(end, start)| self.seams.runs_on(end, start));
            let seam = seam.clamp(-SEAM_LIMIT, SEAM_LIMIT) / SEAM_LIMIT;
            if first.clause {
                add(SEAM_CLAUSE, seam);
            } else {
                add(SEAM, seam);
                add(SEAM_BAD, seam.min(0.0));
                add(SEAM_FIRST, if below.start == Start::Paragraph { seam } else { 0.0 });
                let own = self.sheet.joins(above.lines.end - 1, below.lines.start);
                add(SEAM_OWN, f32::from(u8::from(own)));
            }
        }
        if first.opened > 0 {
            add(if second.closed > 0 { QUOTE } else { QUOTE_LOST }, 1.0);
        } else if second.closed > 0 {
            add(QUOTE_LOST, 1.0);
        }
        if above.measure > 0 && below.measure > 0 {
            match above.measure.abs_diff(below.measure) {
                0 | 1 => add(WIDTH_SAME, 1.0),
                apart if apart <= COLUMN_CHANGE => add(WIDTH_NEAR, 1.0),
                _ => add(WIDTH_OTHER, 1.0),
            }
        }
        let sense = first.about.akin(&second.about);
        let ends = first.about_back.akin(&second.about_front);
        add(SENSE, sense);
        add(SENSE_ENDS, ends);
        add(SENSE_SURE, (sense - SURE).max(0.0));
        if !open {
            add(SENSE_CLOSED, sense);
            add(SENSE_ENDS_CLOSED, ends);
        }
        let alike = self.alike(a, b);
        if !adjacent || alike < 0.0 {
            add(if alike > 0.0 { ALIKE } else { UNLIKE }, alike);
            add(ALIKE_CLOSED, if open { 0.0 } else { alike.max(0.0) });
        }
    }

    /// Where `b` stands as seen from `a`; true where it is the very next line.
    fn adjacency(&self, a: usize, b: usize, add: &mut impl FnMut(usize, f32)) -> bool {
        let (above, below) = (self.pieces[a].block, self.pieces[b].block);
        if b < a {
            add(BACKWARD, 1.0);
            add(BACKWARD_NEAR, f32::from(u8::from(b + 1 == a)));
            add(PIECES_BETWEEN, self.log(a - b));
            return false;
        }
        let between = &self.blocks[above + 1..below];
        add(PIECES_BETWEEN, self.log(b - a));
        if between.is_empty() {
            let gap = self.sheet.has_gap(self.blocks[below].lines.start);
            add(if gap { ADJACENT_GAP } else { ADJACENT }, 1.0);
            return true;
        }
        if between.iter().all(|block| !matches!(block.kind, BlockKind::Head | BlockKind::Body)) {
            add(BETWEEN_OTHERS, 1.0);
        }
        let heads = || between.iter().filter(|block| block.kind == BlockKind::Head);
        if b == a + 1
            && let Some(look) = heads().map(|head| look(self.sheet, head, &self.blocks[below])).max()
        {
            add([BETWEEN_CROSSHEAD, BETWEEN_HEAD, BETWEEN_HEADLINE][usize::from(look)], 1.0);
            let head = self.sheet.index.profile(heads().flat_map(|head| head.lines.clone()));
            let lean = self.support(&head, a) - self.support(&head, b);
            add(HEAD_LEANS, lean);
        }
        false
    }

    fn support(&self, head: &Profile, piece: usize) -> f32 {
        self.texts.support(head, piece) * sureness(head)
    }

    /// Logarithm of the likeness of two pieces over what pieces of the page usually have in common, cut off at both ends.
    pub(super) fn alike(&self, a: usize, b: usize) -> f32 {
        let usual = self.usual[b];
        if self.texts.size(a).min(self.texts.size(b)) < MIN_PAIRS || usual <= 0.0 {
            return 0.0;
        }
        match self.kinship.likeness(a, b) / usual {
            // What will be cut off need not be worked out.
            ratio if ratio < 0.36 => -1.0,
            ratio if ratio > 7.4 => 2.0,
            ratio => ratio.ln().clamp(-1.0, 2.0),
        }
    }

    /// Natural logarithm of how many pieces one stands from another.
    pub(super) fn log(&self, apart: usize) -> f32 {
        self.logs.get(apart).copied().unwrap_or_else(|| (apart as f32).ln())
    }

    /// Features of piece `b` beginning a story.
    pub(super) fn start(&self, b: usize, found: &mut impl Tally) {
        let piece = &self.pieces[b];
        let block = &self.blocks[piece.block];
        let mut add = |feature: usize, value: f32| found.add(feature, value);
        add(START, 1.0);
        match block.start {
            Start::Lead => add(START_LEAD, 1.0),
            Start::Jump | Start::Cut => add(START_JUMP, 1.0),
            Start::Paragraph => add(START_FIRST_LINE, 1.0),
            Start::Middle | Start::Join => add(START_MIDDLE, 1.0),
            Start::Unknown => {}
        }
        add(START_PUNCTUATION, f32::from(u8::from(piece.punctuation)));
        let under = piece.block.checked_sub(1).filter(|&above| self.blocks[above].kind == BlockKind::Head);
        if let Some(above) = under {
            add(START_AFTER_HEAD, 1.0);
            let byline = self.sheet.labels[self.blocks[above].lines.end - 1] == Label::Byline;
            add(START_AFTER_BYLINE, f32::from(u8::from(byline)));
            add(START_HEAD_LIKES, self.liking.above(b));
        }
        add(START_LIKED, self.liking.most(b));
        add(START_SCRAP, f32::from(u8::from(piece.chars < SCRAP)));
        add(START_SHORT, f32::from(u8::from((SCRAP..SHORT).contains(&piece.chars))));
        let text = self.sheet.lines[self.first_line(b)].text.as_ref();
        add(START_ATTRIBUTION, f32::from(u8::from(ATTRIBUTIONS.iter().any(|word| text.starts_with(word)))));
        let fresh = block.measure > 0
            && self.pieces[..b]
                .iter()
                .rev()
                .take(SAMPLE)
                .all(|other| self.blocks[other.block].measure.abs_diff(block.measure) > 1);
        add(START_WIDTH_NEW, f32::from(u8::from(fresh)));
    }
}

/// How much a head looks like a headline: 0 like a cross-head in the column of a piece, 2 like a headline.
pub(super) fn look(sheet: &Sheet<'_>, head: &Block, piece: &Block) -> u8 {
    let lines = &sheet.lines[head.lines.clone()];
    let byline = sheet.labels[head.lines.clone()].contains(&Label::Byline);
    let wide = piece.measure > 0 && lines.iter().any(|line| line.width > piece.measure + COLUMN_CHANGE);
    match () {
        () if byline || wide || lines.len() > 3 => 2,
        () if lines.len() == 1 || lines.iter().any(super::line::Line::is_marked) => 1,
        () => u8::from(lines[0].width.abs_diff(piece.measure) > 2),
    }
}

/// How near the pieces round a piece lie to it by what they are about: the median, since some of them are of its own story.
fn usual_sense(pieces: &[Piece], nth: usize) -> f32 {
    let around = nth.saturating_sub(SAMPLE)..pieces.len().min(nth + SAMPLE + 1);
    let mut akin: Vec<f32> =
        around.filter(|&other| other != nth).map(|other| pieces[nth].about.akin(&pieces[other].about)).collect();
    let middle = akin.len() / 2;
    if akin.is_empty() { 0.0 } else { *akin.select_nth_unstable_by(middle, f32::total_cmp).1 }
}

/// What a piece has in common with the pieces round it: the median, since some of them are of its own story.
fn usual_likeness(texts: &Texts, kinship: &Kinship, nth: usize, count: usize) -> f32 {
    let around = nth.saturating_sub(SAMPLE)..count.min(nth + SAMPLE + 1);
    let others = around.filter(|&other| other != nth && texts.size(other) >= MIN_PAIRS);
    let mut alike: Vec<f32> = others.map(|other| kinship.likeness(nth, other)).collect();
    let middle = alike.len() / 2;
    if alike.len() > 2 { alike.select_nth_unstable_by(middle, f32::total_cmp).1.max(MIN_LIKENESS) } else { 0.0 }
}
