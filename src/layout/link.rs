//! How well one piece of text goes on where another stops: features of a link, and of a piece that begins a story.
//!
//! A piece has one predecessor or begins a story. The features below say what speaks for each choice; their weights were
//! learned from pages with known articles ([`super::teach`]), where the choices of a piece are its predecessors and the start.

use super::{
    block::{Block, BlockKind, COLUMN_CHANGE, Finish, Start},
    gram::{Profile, Rarity},
    label::{Label, Sheet},
    piece::Piece,
    seam::SeamModel,
};
use crate::layout::linear::{Tally, features};

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
/// A piece of fewer characters is a scrap; of fewer than the second a short one.
const SCRAP: usize = 30;
const SHORT: usize = 90;
/// Heads whose lines support a piece are looked for this many blocks away.
const HEADS_NEAR: usize = 60;

/// Pairs of characters a line of a head has at least to say anything of a piece.
const MIN_HEAD: usize = 4;
/// Lines of heads looked at; no page has more.
const MAX_HEADS: usize = 80;

/// Words that open a paragraph in mid-story.
const ATTRIBUTIONS: &[&str] =
    &["他", "她", "对此", "据悉", "此外", "同时", "会议", "其中", "另外", "据介绍", "目前", "这", "但", "而"];

/// The pieces of a page, and what its heads say of them.
pub(super) struct Links<'s, 'p> {
    pub(super) sheet: &'s Sheet<'p>,
    pub(super) blocks: &'s [Block],
    pub(super) pieces: Vec<Piece>,
    rarity: Rarity,
    heads: Vec<(usize, Profile)>,
    usual: Vec<f32>,
    /// By piece and line of a head: how much of the line the piece supports.
    liking: Vec<Vec<f32>>,
    seams: &'static SeamModel,
}

impl<'s, 'p> Links<'s, 'p> {
    pub(super) fn new(sheet: &'s Sheet<'p>, blocks: &'s [Block]) -> Self {
        let seams = SeamModel::shipped();
        let mut pieces: Vec<Piece> = (0..blocks.len())
            .filter(|&at| blocks[at].kind == BlockKind::Body)
            .map(|at| Piece::new(sheet, blocks, at, seams))
            .collect();
        let rarity = Rarity::new(pieces.iter().map(|piece| &piece.profile));
        for piece in &mut pieces {
            piece.weighted = rarity.weigh(&piece.profile);
        }
        let usual = (0..pieces.len()).map(|nth| usual_likeness(&pieces, nth)).collect();
        let mut lines: Vec<Profile> = blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Head)
            .flat_map(|block| block.lines.clone())
            .filter(|&at| sheet.labels[at] != Label::Byline)
            .map(|at| Profile::new([sheet.lines[at].text.as_ref()]))
            .filter(|line| line.len() >= MIN_HEAD)
            .collect();
        lines.truncate(MAX_HEADS);
        let liking = pieces.iter().map(|piece| lines.iter().map(|line| rarity.support(line, &piece.profile)).collect()).collect();
        let heads = (0..blocks.len()).filter(|&at| blocks[at].kind == BlockKind::Head).map(|at| {
            let lines = blocks[at].lines.clone().filter(|&at| sheet.labels[at] != Label::Byline);
            (at, Profile::new(lines.map(|at| sheet.lines[at].text.as_ref())))
        });
        Self { sheet, blocks, rarity, heads: heads.collect(), usual, liking, pieces, seams }
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
        let (a, b) = (&self.pieces[a].profile, &self.pieces[b].profile);
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        short.len() >= MIN_REPEATED && short.shared(long) as f32 >= REPEATED * short.len() as f32
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
                let own = self.sheet.seams.joins(self.sheet.last_text(above), self.sheet.first_text(below));
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
            add(PIECES_BETWEEN, ((a - b) as f32).ln());
            return false;
        }
        let between = &self.blocks[above + 1..below];
        add(PIECES_BETWEEN, ((b - a) as f32).ln());
        if between.is_empty() {
            let gap = self.sheet.has_gap(self.blocks[below].lines.start);
            add(if gap { ADJACENT_GAP } else { ADJACENT }, 1.0);
            return true;
        }
        if between.iter().all(|block| !matches!(block.kind, BlockKind::Head | BlockKind::Body)) {
            add(BETWEEN_OTHERS, 1.0);
        }
        let heads: Vec<&Block> = between.iter().filter(|block| block.kind == BlockKind::Head).collect();
        if !heads.is_empty() && b == a + 1 {
            let look = heads.iter().map(|head| look(self.sheet, head, &self.blocks[below])).max().unwrap_or(0);
            add([BETWEEN_CROSSHEAD, BETWEEN_HEAD, BETWEEN_HEADLINE][usize::from(look)], 1.0);
            let lines = heads.iter().flat_map(|head| head.lines.clone());
            let head = Profile::new(lines.map(|at| self.sheet.lines[at].text.as_ref()));
            let lean = self.support(&head, a) - self.support(&head, b);
            add(HEAD_LEANS, lean);
        }
        false
    }

    /// Whether the lines of heads like two pieces alike: how much one line likes both, and how much two lines like one of them
    /// each and not the other.
    pub(super) fn heads_on(&self, a: usize, b: usize) -> (f32, f32) {
        let (mut both, mut first, mut second) = (0.0_f32, 0.0_f32, 0.0_f32);
        for (&a, &b) in self.liking[a].iter().zip(&self.liking[b]) {
            both = both.max(a * b);
            first = first.max(a - b);
            second = second.max(b - a);
        }
        (both, first * second)
    }

    fn support(&self, head: &Profile, piece: usize) -> f32 {
        self.rarity.support(head, &self.pieces[piece].profile) * (head.len() as f32 / 5.0).min(1.0)
    }

    /// Logarithm of the likeness of two pieces over what pieces of the page usually have in common, cut off at both ends.
    pub(super) fn alike(&self, a: usize, b: usize) -> f32 {
        let usual = self.usual[b];
        let (first, second) = (&self.pieces[a], &self.pieces[b]);
        if first.profile.len().min(second.profile.len()) < MIN_PAIRS || usual <= 0.0 {
            return 0.0;
        }
        (first.weighted.likeness(&second.weighted).max(usual / 8.0) / usual).ln().clamp(-1.0, 2.0)
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
            let head = self.heads.binary_search_by_key(&above, |head| head.0).ok().map(|nth| &self.heads[nth].1);
            add(START_HEAD_LIKES, head.map_or(0.0, |head| self.support(head, b)));
        }
        let from = self.heads.partition_point(|head| head.0 + HEADS_NEAR < piece.block);
        let near = self.heads[from..].iter().take_while(|head| head.0 <= piece.block + HEADS_NEAR);
        let liked = near.map(|head| self.support(&head.1, b)).fold(0.0, f32::max);
        add(START_LIKED, liked);
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

/// What a piece has in common with the pieces round it: the median, since some of them are of its own story.
fn usual_likeness(pieces: &[Piece], nth: usize) -> f32 {
    let around = nth.saturating_sub(SAMPLE)..pieces.len().min(nth + SAMPLE + 1);
    let others = around.filter(|&other| other != nth && pieces[other].profile.len() >= MIN_PAIRS);
    let mut alike: Vec<f32> = others.map(|other| pieces[nth].weighted.likeness(&pieces[other].weighted)).collect();
    alike.sort_by(f32::total_cmp);
    if alike.len() > 2 { alike[alike.len() / 2].max(MIN_LIKENESS) } else { 0.0 }
}
