//! Notices among the pieces of body: what tells them from stories, and where they end.

use std::ops::Range;

use super::{Block, BlockKind, Start};
use crate::layout::{
    label::{Label, Sheet},
    pattern,
};

/// A notice longer than this (characters) is taken for a story.
const MAX_NOTICE: usize = 600;
/// Turns of phrase, a title counted as one, that make a notice.
const MIN_MARKS: usize = 2;
/// Lines looked at to see whether a notice goes on.
const REST: usize = 12;

impl Sheet<'_> {
    /// Tells notices from stories, and puts a notice title and the text under it into one block.
    pub(super) fn gather_notices(&self, blocks: Vec<Block>) -> Vec<Block> {
        let mut gathered: Vec<Block> = Vec::with_capacity(blocks.len());
        let mut queue: std::collections::VecDeque<Block> = blocks.into();
        while let Some(block) = queue.pop_front() {
            let titled = gathered
                .last()
                .is_some_and(|before| before.kind == BlockKind::NoticeTitle && before.lines.end == block.lines.start);
            let noticed = block.kind == BlockKind::Body && !matches!(block.start, Start::Lead | Start::Jump);
            let Some(end) = noticed.then(|| self.notice_end(&block, titled)).flatten() else {
                gathered.push(block);
                continue;
            };
            let under_notice =
                gathered.last().is_some_and(|before| before.kind == BlockKind::Notice && before.lines.end == block.lines.start);
            let first =
                if titled { gathered.pop().map_or(block.lines.start, |title| title.lines.end - 1) } else { block.lines.start };
            if titled && first > 0 && self.labels[first - 1] == Label::NoticeTitle {
                // More titles in a row: their texts stand elsewhere.
                let from = (0..first).rev().take_while(|&at| self.labels[at] == Label::NoticeTitle).last().unwrap_or(first);
                gathered.push(self.block(BlockKind::NoticeTitle, from..first));
            }
            let signature = under_notice && end - block.lines.start <= 2 && self.lines[end - 1].is_date();
            match gathered.last_mut().filter(|_| signature) {
                Some(notice) => notice.lines.end = end,
                None => gathered.push(self.block(BlockKind::Notice, first..end)),
            }
            if end < block.lines.end {
                queue.push_front(self.block(BlockKind::Body, end..block.lines.end));
            }
        }
        gathered
    }

    /// Where the notice at the head of a piece of body ends; `None` where it is no notice.
    fn notice_end(&self, block: &Block, titled: bool) -> Option<usize> {
        if block.lines.len() == 1 && pattern::is_date_line(self.first_text(block)) {
            return Some(block.lines.end);
        }
        let titled = usize::from(titled);
        let mut chars = 0;
        let whole = block.lines.clone().take_while(|&at| {
            chars += self.lines[at].marks.chars as usize;
            chars <= MAX_NOTICE
        });
        let end = block.lines.start + whole.count();
        let marks_of = |lines: Range<usize>| self.notice_marks(lines) + titled;
        if marks_of(block.lines.start..end) < MIN_MARKS {
            return None;
        }
        for at in block.lines.start..end {
            let dated = self.lines[at].is_date();
            let rest = at + 1..block.lines.end.min(at + REST);
            let over = dated || (!self.is_open(at) && self.notice_marks(rest.clone()) == 0);
            let signed = !dated && rest.take(2).any(|next| self.lines[next].is_date());
            if over && !signed && marks_of(block.lines.start..at + 1) >= MIN_MARKS {
                return Some(at + 1);
            }
        }
        (end == block.lines.end).then_some(end)
    }

    /// How many turns of phrase of notices some lines hold.
    fn notice_marks(&self, lines: Range<usize>) -> usize {
        let Some((last, others)) = self.tells[lines].split_last() else { return 0 };
        others.iter().fold(last.notice, |marks, tell| marks | tell.notice | tell.notice_over).count_ones() as usize
    }
}
