//! What stands beside the stories: texts of photographs, notices, boxes, folios.

use std::ops::Range;

use super::{
    super::{
        block::{Block, BlockKind},
        body::{self, Part},
        glyph,
        label::Label,
        pattern,
    },
    Composed, Composer,
};
use crate::{
    article::{Article, Head, Kind},
    span::LineRange,
};

/// A text without head and full stop whose words mostly stand in another story of the page is a box of that story.
const BOX_SHARE: f32 = 0.7;
/// Limits of a box, in characters.
const MAX_BOX: usize = 500;
const MIN_BOX: usize = 30;
/// Articles a box is compared with; pages hold far fewer.
const MAX_COMPARED: usize = 60;
/// Characters that must agree for a piece of a box to count as repeated.
const RUN: usize = 8;

/// Share of the runs of `a` that stand word for word in `b`.
fn share(a: &str, b: &str) -> f32 {
    let chars: Vec<char> = a.chars().collect();
    let runs: Vec<String> = chars.chunks_exact(RUN).map(|run| run.iter().collect()).collect();
    let found = runs.iter().filter(|run| b.contains(run.as_str())).count();
    if runs.is_empty() { 0.0 } else { found as f32 / runs.len() as f32 }
}

/// Lines of a signature under a notice at most, its date left out, and their width (half ems).
const MAX_SIGNATURE: usize = 2;
const SIGNATURE_WIDTH: u32 = 60;

impl Composer<'_, '_> {
    /// Captions and notices as articles of their own, folios as furniture.
    pub(super) fn others(&self, notices: &[(usize, Range<usize>)], out: &mut Composed) {
        let mut stories: Option<Vec<Told>> = None;
        for (nth, block) in self.blocks.iter().enumerate() {
            let noticed = notices.iter().find(|notice| notice.1.contains(&block.lines.start));
            match block.kind {
                _ if noticed.is_some_and(|notice| notice.0 != nth) => {}
                BlockKind::Caption => {
                    let mut article = self.plain(block.lines.clone());
                    article.kind = Kind::Caption;
                    article.part_of = nearest(stories.get_or_insert_with(|| Told::all(&out.articles)), &article);
                    out.articles.push(article);
                }
                BlockKind::Notice => out.articles.extend(noticed.map(|notice| self.notice(notice.1.clone()))),
                BlockKind::Folio | BlockKind::NoticeTitle => out.furniture.extend(self.numbers(block.lines.clone())),
                BlockKind::Head | BlockKind::Body => {}
            }
        }
    }

    /// Some lines as an article without head.
    fn plain(&self, lines: Range<usize>) -> Article {
        let first = lines.start;
        let parts: Vec<Part> = lines.clone().map(|at| Part::Line { at, opens_piece: at == first }).collect();
        let flow = body::flow(self.sheet, &parts);
        let mut article = self.article(flow.text, flow.kinds, Head::default());
        article.source.body_lines = self.ranges(std::iter::once(lines));
        article.origin = flow.origin;
        (article.jump_from, article.jump_to) = (flow.jump_from, flow.jump_to);
        article
    }

    fn notice(&self, lines: Range<usize>) -> Article {
        let titled = usize::from(self.sheet.labels[lines.start] == Label::NoticeTitle);
        let title = lines.start..lines.start + titled;
        let mut article = self.plain(title.end..lines.end);
        article.kind = Kind::Notice;
        if !title.is_empty() {
            article.head.title = Some(body::clean(&self.sheet.text_of(title.clone())));
            article.source.head_lines = LineRange::collect(self.numbers(title));
        }
        article
    }

    /// A headless text that repeats another story of the page is a box of it.
    pub(super) fn mark_boxes(articles: &mut [Article]) {
        let mut plain: Vec<Option<String>> = vec![None; articles.len()];
        for nth in 0..articles.len() {
            let article = &articles[nth];
            let bare = article.kind == Kind::News && article.head.title.is_none() && article.dateline.lead.is_empty();
            if !bare || article.text.chars().nth(4 * MAX_BOX).is_some() {
                continue;
            }
            let text = glyph::squeeze(&article.text);
            if !(MIN_BOX..MAX_BOX).contains(&text.chars().count()) {
                continue;
            }
            let mut repeats = |other: usize| {
                let plain = plain[other].get_or_insert_with(|| glyph::squeeze(&articles[other].text));
                other != nth && plain.len() > text.len() && share(&text, plain) > BOX_SHARE
            };
            if let Some(story) = (0..articles.len().min(MAX_COMPARED)).find(|&other| repeats(other)) {
                articles[nth].kind = Kind::Box;
                articles[nth].incomplete = false;
                articles[nth].problems.clear();
                articles[nth].part_of = Some(articles[story].source.first_line());
            }
        }
    }

    /// The lines of each notice, by its block: signature and date below it belong to it, though other blocks hold them.
    pub(super) fn notices(&self) -> Vec<(usize, Range<usize>)> {
        let mut notices: Vec<(usize, Range<usize>)> = Vec::new();
        for (nth, block) in self.blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Notice) {
            match notices.last_mut().filter(|last| self.signs(last.1.end, block)) {
                Some(last) => last.1.end = block.lines.end,
                None => notices.push((nth, block.lines.clone())),
            }
        }
        notices
    }

    /// Whether a notice block is nothing but the date below the notice that ends at line `end`, names between allowed.
    fn signs(&self, end: usize, block: &Block) -> bool {
        let dated = block.lines.len() == 1 && pattern::is_date_line(self.sheet.first_text(block));
        let between = end..block.lines.start;
        let names = between.len() <= MAX_SIGNATURE
            && self.sheet.lines[between.clone()].iter().all(|line| line.width <= SIGNATURE_WIDTH && !line.is_closed());
        let head = between.into_iter().all(|at| matches!(self.sheet.labels[at], Label::Head | Label::Byline | Label::Folio));
        dated && names && head
    }
}

/// A story a photograph may belong to.
struct Told {
    first_line: u32,
    /// Its text without blanks; only that of the first few is compared.
    chars: Vec<char>,
}

impl Told {
    fn all(articles: &[Article]) -> Vec<Self> {
        let told = |article: &&Article| matches!(article.kind, Kind::News | Kind::Continuation | Kind::Commentary);
        let plain = |(nth, article): (usize, &Article)| Self {
            first_line: article.source.first_line(),
            chars: if nth < MAX_COMPARED { article.text.chars().filter(|c| !c.is_whitespace()).collect() } else { Vec::new() },
        };
        articles.iter().filter(told).enumerate().map(plain).collect()
    }
}

/// The story a photograph belongs to: the one that has most of its words, else the one before it.
fn nearest(stories: &[Told], caption: &Article) -> Option<u32> {
    let line = caption.source.first_line();
    let runs = Runs::new(&caption.text);
    let scored = stories.iter().take(MAX_COMPARED).map(|story| (runs.share_in(&story.chars), story));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|best| best.0 > 0.5).map(|best| best.1);
    let before = || stories.iter().filter(|story| story.first_line < line).max_by_key(|story| story.first_line);
    best.or_else(before).map(|story| story.first_line)
}

/// Characters of a run of a caption.
const CAPTION_RUN: usize = 4;

/// The runs of four characters of a text.
struct Runs {
    /// Sorted, each with how often it stands there.
    list: Vec<([char; CAPTION_RUN], usize)>,
    /// A bit for each remainder of the characters they begin with: most others do not.
    begin: [u64; 16],
    count: usize,
}

impl Runs {
    fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut runs: Vec<[char; CAPTION_RUN]> = chars.windows(CAPTION_RUN).filter_map(|run| run.try_into().ok()).collect();
        runs.sort_unstable();
        let mut begin = [0; 16];
        runs.iter().for_each(|run| begin[run[0] as usize >> 6 & 15] |= 1 << (run[0] as usize & 63));
        let list = runs.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
        Self { list, begin, count: runs.len() }
    }

    /// Share of the runs that stand in another text.
    fn share_in(&self, story: &[char]) -> f32 {
        let mut seen = vec![false; self.list.len()];
        for run in story.windows(CAPTION_RUN) {
            if self.begin[run[0] as usize >> 6 & 15] >> (run[0] as usize & 63) & 1 == 1
                && let Ok(nth) = self.list.binary_search_by(|known| known.0.as_slice().cmp(run))
            {
                seen[nth] = true;
            }
        }
        let found: usize = self.list.iter().zip(seen).filter(|(_, seen)| *seen).map(|(run, _)| run.1).sum();
        if self.count == 0 { 0.0 } else { found as f32 / self.count as f32 }
    }
}
