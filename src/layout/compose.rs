//! Makes articles of blocks, stories and heads, and furniture of the rest.

use std::ops::Range;

use super::{
    assign::{self, Unit},
    block::{Block, BlockKind, Finish},
    body::{self, Part},
    chain::Story,
    dateline, glyph, head,
    label::{Label, Sheet},
    pattern, script,
};
use crate::{
    article::{Article, Head, Jump, Kind, Source},
    page::Page,
    problem::{Problem, ProblemCode},
    span::LineRange,
};

/// A head of fewer characters than this that no story claims is furniture without a word; a longer one is reported.
const MAX_SLOGAN: usize = 24;
/// A text without head and full stop whose words mostly stand in another story of the page is a box of that story.
const BOX_SHARE: f32 = 0.7;
/// Words in rubric, headline or byline that make a commentary.
const COMMENTARY: &[&str] = &["评论员", "評論員", "社论", "社論", "时评", "短评", "快评", "微评", "社评", "本报编辑部", "锐评"];

/// What the assembly found.
pub(super) struct Composer<'s, 'p> {
    pub(super) page: &'s Page,
    pub(super) sheet: &'s Sheet<'p>,
    pub(super) blocks: &'s [Block],
    pub(super) stories: &'s [Story],
    pub(super) units: &'s [Unit],
}

/// Articles, lines of furniture, problems of the page.
#[derive(Default)]
pub(super) struct Composed {
    pub(super) articles: Vec<Article>,
    pub(super) furniture: Vec<u32>,
    pub(super) problems: Vec<Problem>,
}

impl Composer<'_, '_> {
    /// The articles of the page, ordered by their first line.
    pub(super) fn compose(&self) -> Composed {
        let mut out = Composed::default();
        let mut crossheads: Vec<Vec<&Unit>> = vec![Vec::new(); self.stories.len()];
        let mut heads: Vec<Vec<&Unit>> = vec![Vec::new(); self.stories.len()];
        let around = assign::around(self.blocks, self.stories);
        for (nth, unit) in self.units.iter().enumerate() {
            match unit.story {
                Some(story) => heads[story].push(unit),
                None => match self.left_over(nth, &around) {
                    LeftOver::Crosshead(story) => crossheads[story].push(unit),
                    LeftOver::Deck(story) => heads[story].push(unit),
                    LeftOver::Furniture => self.discard(unit.lines.clone(), &mut out),
                },
            }
        }
        for (nth, story) in self.stories.iter().enumerate() {
            if let Some(article) = self.story(story, &heads[nth], &crossheads[nth]) {
                out.articles.push(article);
            } else {
                let lines = story.pieces.iter().flat_map(|&at| self.blocks[at].lines.clone());
                out.furniture.extend(lines.flat_map(|at| self.numbers(at..at + 1)));
                out.furniture.extend(heads[nth].iter().chain(&crossheads[nth]).flat_map(|unit| self.numbers(unit.lines.clone())));
            }
        }
        Self::mark_boxes(&mut out.articles);
        self.others(&mut out);
        out.articles
            .sort_by_key(|article| (article.source.first_line(), article.source.body_lines.first().map(|range| range.first)));
        out
    }

    /// What becomes of a head no story was assigned to.
    fn left_over(&self, nth: usize, around: &[(Option<usize>, Option<usize>)]) -> LeftOver {
        let unit = &self.units[nth];
        let (before, after) = around[unit.block];
        let beside = |other: Option<&Unit>, gap_at: usize| {
            let other = other.filter(|other| other.block == unit.block)?;
            (!self.sheet.has_gap(gap_at)).then_some(other.story).flatten()
        };
        let next = beside(self.units.get(nth + 1), unit.lines.end);
        let above = nth.checked_sub(1).and_then(|above| beside(self.units.get(above), unit.lines.start));
        match (before, after) {
            (Some(a), Some(b)) if a == b => LeftOver::Crosshead(a),
            _ if pattern::is_slogan(&self.sheet.text_of(unit.lines.clone())) => LeftOver::Furniture,
            _ => next.or(above).map_or(LeftOver::Furniture, LeftOver::Deck),
        }
    }

    /// Furniture of a head nobody claims; a long one is reported.
    fn discard(&self, lines: Range<usize>, out: &mut Composed) {
        let text = self.sheet.text_of(lines.clone());
        let numbers = self.numbers(lines);
        if text.chars().count() > MAX_SLOGAN {
            let range = numbers.first().zip(numbers.last()).map(|(&first, &last)| LineRange::new(first, last));
            let message = "head block that fits no story of the page, kept as furniture";
            out.problems.push(Problem::warning(ProblemCode::HeadWithoutBody, &self.page.path, range, message));
        }
        out.furniture.extend(numbers);
    }

    /// Page lines of lines of the sheet.
    fn numbers(&self, lines: Range<usize>) -> Vec<u32> {
        self.sheet.lines[lines].iter().flat_map(|line| line.number..=line.last).collect()
    }

    /// Body ranges: blank lines inside a piece belong to it.
    fn ranges(&self, pieces: impl Iterator<Item = Range<usize>>) -> Vec<LineRange> {
        let mut ranges: Vec<LineRange> = Vec::new();
        for lines in pieces {
            for line in &self.sheet.lines[lines] {
                match ranges.last_mut().filter(|range| line.number > range.last && line.number - range.last <= line.gap + 1) {
                    Some(range) => range.last = line.last,
                    None => ranges.push(LineRange::new(line.number, line.last)),
                }
            }
        }
        ranges.sort();
        merge(ranges)
    }

    /// A story as an article; `None` where nothing is left of its text.
    fn story(&self, story: &Story, heads: &[&Unit], crossheads: &[&Unit]) -> Option<Article> {
        let flow = body::flow(self.sheet, &self.parts(story, crossheads));
        if flow.text.is_empty() && flow.jump_from.is_none() && flow.jump_to.is_none() {
            return None;
        }
        let plain = glyph::squeeze(&flow.text);
        let mut head = Head::default();
        let mut rubric = None;
        let mut heads = heads.to_vec();
        heads.sort_by_key(|unit| (unit.story.is_none(), unit.lines.start));
        for lines in joined(&heads) {
            let part = head::compose(self.sheet, lines.clone(), &plain);
            let text = part.title.clone();
            match text {
                _ if head == Head::default() => head = part,
                Some(text) if head::is_rubric(&text) && rubric.is_none() => rubric = Some(text),
                _ => merge_heads(&mut head, part, lines.start < heads[0].lines.start),
            }
        }
        let mut head_lines: Vec<u32> = heads.iter().flat_map(|unit| self.numbers(unit.lines.clone())).collect();
        let mut body_lines = self.ranges(story.pieces.iter().map(|&piece| self.blocks[piece].lines.clone()));
        let mut inner: Vec<LineRange> = LineRange::collect(crossheads.iter().flat_map(|unit| self.numbers(unit.lines.clone())));
        body_lines.append(&mut inner);
        body_lines.sort();
        let body_lines = merge(body_lines);
        if let Some(jump) = flow.jump_from.as_ref().filter(|jump| self.is_mark_line(jump)) {
            head_lines.push(jump.line);
        }
        head_lines.sort_unstable();
        let body_lines = without(body_lines, &head_lines);
        let finish = story.pieces.last().map(|&at| self.blocks[at].finish);
        let mut article = self.article(flow.text, head);
        article.rubric = rubric;
        article.source.head_lines = LineRange::collect(head_lines);
        article.source.body_lines = body_lines;
        article.crossheads = flow.crossheads;
        article.origin = flow.origin;
        let cut = finish == Some(Finish::Open);
        article.kind = if flow.jump_from.is_some() { Kind::Continuation } else { kind_of(&article) };
        article.incomplete = flow.jump_from.is_some() || flow.jump_to.is_some() || (cut && article.dateline.agency.is_some());
        (article.jump_from, article.jump_to) = (flow.jump_from, flow.jump_to);
        if cut && article.jump_to.is_none() && article.kind != Kind::Notice {
            let last = article.source.body_lines.last().map(|range| LineRange::new(range.last, range.last));
            let message = "the text breaks off in mid-sentence without a jump mark";
            article.problems.push(Problem::warning(ProblemCode::BreaksOff, &self.page.path, last, message));
        }
        Some(article)
    }

    /// Whether a jump mark stands on a line of its own.
    fn is_mark_line(&self, jump: &Jump) -> bool {
        let first = self.sheet.lines.partition_point(|line| line.number < jump.line);
        let is_mark = |at: &usize| self.sheet.lines[*at].number == jump.line && self.sheet.labels[*at] == Label::JumpBack;
        // On a page cut at gutters line numbers are not in order; there the mark is looked for everywhere.
        is_mark(&first.min(self.sheet.lines.len() - 1))
            || (self.sheet.guttered && (0..self.sheet.lines.len()).any(|at| is_mark(&at)))
    }

    /// An article of this page with what its text alone says of it.
    fn article(&self, text: String, head: Head) -> Article {
        let (dateline, byline) = dateline::read(&text, self.page.date);
        let source = Source {
            path: self.page.path.clone(),
            record: self.page.record,
            paper: self.page.paper.clone(),
            date: self.page.date,
            page: self.page.number.clone(),
            ..Source::default()
        };
        let mut article = Article { source, head, dateline, language: script::of(&text), text, ..Article::default() };
        if article.head.byline.is_none() {
            article.head.byline = byline;
        }
        if article.dateline.agency.is_none() {
            article.dateline.agency = article.head.byline.as_deref().and_then(dateline::agency_of_byline);
        }
        article
    }

    /// Pieces and cross-heads of a story in reading order.
    fn parts(&self, story: &Story, crossheads: &[&Unit]) -> Vec<Part> {
        let mut ranges: Vec<(Range<usize>, bool)> =
            story.pieces.iter().map(|&at| (self.blocks[at].lines.clone(), false)).collect();
        for unit in crossheads {
            // Behind the piece that ends nearest above it on the page.
            let above = ranges.iter().enumerate().filter(|(_, (lines, _))| lines.end <= unit.lines.start);
            let at = above.max_by_key(|(_, (lines, _))| lines.end).map_or(0, |(nth, _)| nth + 1);
            ranges.insert(at, (unit.lines.clone(), true));
        }
        let part = |(lines, cross): (Range<usize>, bool)| {
            let first = lines.start;
            lines.map(move |at| {
                if cross { Part::CrossHead { at, first: at == first } } else { Part::Line { at, opens_piece: at == first } }
            })
        };
        ranges.into_iter().flat_map(part).collect()
    }

    /// Captions and notices as articles of their own, folios as furniture.
    fn others(&self, out: &mut Composed) {
        for block in self.blocks {
            match block.kind {
                BlockKind::Caption => {
                    let mut article = self.plain(block, block.lines.start);
                    article.kind = Kind::Caption;
                    article.part_of = nearest(&out.articles, &article);
                    out.articles.push(article);
                }
                BlockKind::Notice => out.articles.push(self.notice(block)),
                BlockKind::Folio | BlockKind::NoticeTitle => out.furniture.extend(self.numbers(block.lines.clone())),
                BlockKind::Head | BlockKind::Body => {}
            }
        }
    }

    /// Lines of a block, from some line on, as an article without head.
    fn plain(&self, block: &Block, first: usize) -> Article {
        let lines = first..block.lines.end;
        let parts: Vec<Part> = lines.clone().map(|at| Part::Line { at, opens_piece: at == first }).collect();
        let flow = body::flow(self.sheet, &parts);
        let mut article = self.article(flow.text, Head::default());
        article.source.body_lines = self.ranges(std::iter::once(lines));
        article.origin = flow.origin;
        (article.jump_from, article.jump_to) = (flow.jump_from, flow.jump_to);
        article
    }

    fn notice(&self, block: &Block) -> Article {
        let titled = self.sheet.labels[block.lines.start] == Label::NoticeTitle;
        let mut article = self.plain(block, block.lines.start + usize::from(titled));
        article.kind = Kind::Notice;
        if titled {
            article.head.title = Some(body::clean(&self.sheet.lines[block.lines.start].text));
            article.source.head_lines = LineRange::collect(self.numbers(block.lines.start..block.lines.start + 1));
        }
        article
    }

    /// A headless text that repeats another story of the page is a box of it.
    fn mark_boxes(articles: &mut [Article]) {
        let plain: Vec<String> = articles.iter().map(|article| glyph::squeeze(&article.text)).collect();
        for nth in 0..articles.len() {
            let article = &articles[nth];
            let chars = plain[nth].chars().count();
            let bare =
                article.kind == Kind::News && article.head.title.is_none() && article.dateline.lead.is_empty() && chars < MAX_BOX;
            if !bare || chars < MIN_BOX {
                continue;
            }
            let repeats = |other: usize| {
                other != nth && plain[other].len() > plain[nth].len() && share(&plain[nth], &plain[other]) > BOX_SHARE
            };
            if let Some(story) = (0..articles.len().min(MAX_COMPARED)).find(|&other| repeats(other)) {
                articles[nth].kind = Kind::Box;
                articles[nth].incomplete = false;
                articles[nth].problems.clear();
                articles[nth].part_of = Some(articles[story].source.first_line());
            }
        }
    }
}

/// What a head without a story becomes.
enum LeftOver {
    Crosshead(usize),
    Deck(usize),
    Furniture,
}

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

/// The lines of heads, those that follow each other made one; the one the story was assigned comes first.
fn joined(heads: &[&Unit]) -> Vec<Range<usize>> {
    let Some(own) = heads.first() else { return Vec::new() };
    let mut ranges: Vec<Range<usize>> = heads.iter().map(|unit| unit.lines.clone()).collect();
    ranges.sort_by_key(|lines| lines.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for lines in ranges {
        match joined.last_mut().filter(|last| last.end == lines.start) {
            Some(last) => last.end = lines.end,
            None => joined.push(lines),
        }
    }
    joined.sort_by_key(|lines| (!lines.contains(&own.lines.start), lines.start));
    joined
}

/// Adds the lines of a further unit of the same story to its head.
fn merge_heads(head: &mut Head, part: Head, above: bool) {
    let text = [part.kicker, part.title, part.subtitle].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let slot = if above { &mut head.kicker } else { &mut head.subtitle };
    if !text.is_empty() {
        *slot = Some(match slot.take() {
            Some(old) => format!("{old} {text}"),
            None => text,
        });
    }
    if head.byline.is_none() {
        head.byline = part.byline;
    }
}

pub(super) fn kind_of(article: &Article) -> Kind {
    let head = [&article.head.kicker, &article.head.byline, &article.rubric].into_iter().flatten();
    let says = |text: &str| COMMENTARY.iter().any(|word| text.contains(word));
    let title = article
        .head
        .title
        .as_deref()
        .is_some_and(|title| glyph::text_width(title) < 2 * 30 && says(title) && !title.contains('《'));
    if head.into_iter().any(|text| says(text)) || title { Kind::Commentary } else { Kind::News }
}

/// The story a photograph belongs to: the one that has most of its words, else the one before it.
fn nearest(articles: &[Article], caption: &Article) -> Option<u32> {
    let text = glyph::squeeze(&caption.text);
    let line = caption.source.first_line();
    let stories = || articles.iter().filter(|article| matches!(article.kind, Kind::News | Kind::Continuation | Kind::Commentary));
    let scored = stories().take(MAX_COMPARED).map(|story| (share_pairs(&text, &glyph::squeeze(&story.text)), story));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|best| best.0 > 0.5).map(|best| best.1);
    let before = || stories().filter(|story| story.source.first_line() < line).max_by_key(|story| story.source.first_line());
    best.or_else(before).map(|story| story.source.first_line())
}

fn share_pairs(a: &str, b: &str) -> f32 {
    let chars: Vec<char> = a.chars().collect();
    let found = chars.windows(4).filter(|run| b.contains(&run.iter().collect::<String>())).count();
    if chars.len() < 4 { 0.0 } else { found as f32 / (chars.len() - 3) as f32 }
}

/// Sorted ranges, those that touch or overlap made one.
fn merge(ranges: Vec<LineRange>) -> Vec<LineRange> {
    let mut merged: Vec<LineRange> = Vec::new();
    for range in ranges {
        match merged.last_mut().filter(|last| range.first <= last.last + 1) {
            Some(last) => last.last = last.last.max(range.last),
            None => merged.push(range),
        }
    }
    merged
}

/// Ranges without some lines (sorted).
fn without(ranges: Vec<LineRange>, lines: &[u32]) -> Vec<LineRange> {
    let mut left = Vec::new();
    for range in ranges {
        let mut first = range.first;
        for &line in lines.iter().filter(|&&line| range.contains(line)) {
            if line > first {
                left.push(LineRange::new(first, line - 1));
            }
            first = line + 1;
        }
        if first <= range.last {
            left.push(LineRange::new(first, range.last));
        }
    }
    left
}
