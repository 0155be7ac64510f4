//! What the heads of a page say of its pieces: how much of each head, and of each line of a head, a piece supports.

use crate::layout::{
    block::{Block, BlockKind},
    index::{Profile, Texts},
    label::{Label, Sheet},
    piece::Piece,
};

/// Heads whose lines support a piece are looked for this many blocks away.
const HEADS_NEAR: usize = 60;
/// Pairs of characters a line of a head has at least to say anything of a piece.
const MIN_HEAD: usize = 4;
/// Lines of heads looked at; no page has more.
const MAX_HEADS: usize = 80;
/// Pairs from which a head is believed in full.
const FULL_WEIGHT: f32 = 5.0;
/// Lines of heads compared at once.
const LANES: usize = 8;

/// By piece, what heads like it.
pub(in crate::layout) struct Liking {
    /// By piece and line of a head: how much of the line the piece supports; filled up with zeros to whole [`LANES`].
    lines: Vec<[f32; LANES]>,
    /// Lanes a piece takes of them.
    lanes: usize,
    /// By piece: how much the head right above likes it, and how much that of the heads near does which likes it most.
    heads: Vec<(f32, f32)>,
}

impl Liking {
    pub(super) fn new(sheet: &Sheet<'_>, blocks: &[Block], pieces: &[Piece], texts: &Texts) -> Self {
        let heads = || blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Head);
        let unsigned = |block: &Block| block.lines.clone().filter(|&at| sheet.labels[at] != Label::Byline);
        let lines = heads().flat_map(|(_, block)| unsigned(block)).map(|at| sheet.index.profile([at]));
        let lines: Vec<Profile> = lines.filter(|line| line.len() >= MIN_HEAD).take(MAX_HEADS).collect();
        let mut liking = Self::of_lines(&lines, texts, pieces.len());
        for (at, block) in heads() {
            let head = sheet.index.profile(unsigned(block));
            let from = pieces.partition_point(|piece| piece.block + HEADS_NEAR < at);
            let to = pieces.partition_point(|piece| piece.block <= at + HEADS_NEAR);
            let sure = sureness(&head);
            for (piece, support) in (from..to).zip(texts.supports(&head, from..to)) {
                let (above, most) = &mut liking.heads[piece];
                *most = most.max(support * sure);
                if pieces[piece].block == at + 1 {
                    *above = support * sure;
                }
            }
        }
        liking
    }

    fn of_lines(heads: &[Profile], texts: &Texts, pieces: usize) -> Self {
        let lanes = heads.len().div_ceil(LANES);
        let mut lines = vec![[0.0; LANES]; lanes * pieces];
        for (nth, head) in heads.iter().enumerate() {
            let (lane, slot) = (nth / LANES, nth % LANES);
            texts.each_support(head, 0..pieces, |piece, weight| lines[piece * lanes + lane][slot] += weight);
            let all = texts.whole(head);
            if all > 0.0 {
                lines.iter_mut().skip(lane).step_by(lanes).for_each(|likes| likes[slot] /= all);
            }
        }
        Self { lines, lanes, heads: vec![(0.0, 0.0); pieces] }
    }

    /// How much the head right above a piece likes it; 0 where none stands there.
    pub(super) fn above(&self, piece: usize) -> f32 {
        self.heads[piece].0
    }

    /// How much that of the heads near a piece likes it which does most.
    pub(super) fn most(&self, piece: usize) -> f32 {
        self.heads[piece].1
    }

    /// Whether the lines of heads like two pieces alike: how much one line likes both, and how much two lines like one of them
    /// each and not the other.
    pub(in crate::layout) fn of_both(&self, a: usize, b: usize) -> (f32, f32) {
        let lines = |piece: usize| &self.lines[piece * self.lanes..(piece + 1) * self.lanes];
        let greater = |a: f32, b: f32| if a > b { a } else { b };
        let (mut both, mut first, mut second) = ([0.0_f32; LANES], [0.0_f32; LANES], [0.0_f32; LANES]);
        for (a, b) in lines(a).iter().zip(lines(b)) {
            for lane in 0..LANES {
                both[lane] = greater(a[lane] * b[lane], both[lane]);
                first[lane] = greater(a[lane] - b[lane], first[lane]);
                second[lane] = greater(b[lane] - a[lane], second[lane]);
            }
        }
        let most = |lanes: [f32; LANES]| lanes.into_iter().fold(0.0, greater);
        (most(both), most(first) * most(second))
    }
}

/// How much a head is believed: less where it is too short to say much.
pub(in crate::layout) fn sureness(head: &Profile) -> f32 {
    (head.len() as f32 / FULL_WEIGHT).min(1.0)
}
