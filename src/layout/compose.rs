//! Makes articles of blocks, stories and heads, and furniture of the rest.

mod beside;
mod ranges;

use std::ops::Range;

use self::ranges::{joined, merge, without};
use super::{
    assign::{self, Unit},
    block::{Block, Finish, Start},
    body::{self, Part},
    chain::Story,
    dateline,
    folio::Imprint,
    glyph, head,
    label::{Label, Sheet},
    line::Line,
    marks::{self, Kinds},
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
/// A headline that stands inside its story has at least this many characters.
const MIN_HEADLINE: usize = 6;
/// A line with the words of a campaign is part of a head if its story holds this share of its pairs of characters.
const KNOWN: f32 = 0.6;
/// A brief has no more characters than this.
const MAX_BRIEF: usize = 300;
/// Words in rubric, headline or byline that make a commentary.
pub(super) const COMMENTARY: &[&str] =
    &["评论员", "評論員", "社论", "社論", "时评", "短评", "快评", "微评", "社评", "本报编辑部", "锐评"];

/// What the assembly found.
pub(super) struct Composer<'s, 'p> {
    pub(super) page: &'s Page,
    pub(super) imprint: &'s Imprint,
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
        let mut left: Vec<Range<usize>> = Vec::new();
        let around = assign::around(self.blocks, self.stories);
        let notices = self.notices();
        let signs = |unit: &Unit| notices.iter().any(|notice| notice.1.contains(&unit.lines.start));
        for (nth, unit) in self.units.iter().enumerate().filter(|(_, unit)| !signs(unit)) {
            match unit.story {
                Some(story) => heads[story].push(unit),
                None => match self.left_over(nth, &around) {
                    LeftOver::Crosshead(story) => crossheads[story].push(unit),
                    LeftOver::Deck(story) => heads[story].push(unit),
                    LeftOver::Furniture => left.push(unit.lines.clone()),
                },
            }
        }
        for (nth, story) in self.stories.iter().enumerate() {
            // What stands alone inside a story without a headline is its headline; continuations have none by nature.
            let bare = heads[nth].is_empty() && crossheads[nth].len() == 1 && !self.is_continued(story);
            if bare && self.could_be_headline(crossheads[nth][0]) {
                heads[nth] = std::mem::take(&mut crossheads[nth]);
            }
            if let Some((article, slogans)) = self.story(story, &heads[nth], &crossheads[nth]) {
                out.articles.push(article);
                left.extend(slogans);
            } else {
                let lines = story.pieces.iter().flat_map(|&at| self.blocks[at].lines.clone());
                out.furniture.extend(lines.flat_map(|at| self.sheet.lines[at].numbers()));
                out.furniture.extend(heads[nth].iter().chain(&crossheads[nth]).flat_map(|unit| self.numbers(unit.lines.clone())));
            }
        }
        Self::mark_boxes(&mut out.articles);
        self.others(&notices, &mut out);
        out.articles
            .sort_by_key(|article| (article.source.first_line(), article.source.body_lines.first().map(|range| range.first)));
        self.give_rubrics(&left, &mut out.articles);
        left.into_iter().for_each(|lines| self.discard(lines, &mut out));
        out
    }

    /// Gives the standing head of a column of briefs to the briefs below it.
    fn give_rubrics(&self, left: &[Range<usize>], articles: &mut [Article]) {
        for lines in left {
            let text = body::clean(&self.sheet.text_of(lines.clone()));
            let Some(&line) = self.numbers(lines.clone()).last().filter(|_| pattern::is_briefs_rubric(&text)) else { continue };
            let below = articles.iter_mut().skip_while(|article| article.source.first_line() < line);
            let is_brief = |article: &Article| article.kind == Kind::News && article.text.chars().nth(MAX_BRIEF).is_none();
            below.take_while(|article| is_brief(article)).for_each(|article| article.rubric = Some(text.clone()));
        }
    }

    /// The lines of a head without slogans at its ends, and those slogans.
    fn without_slogans(&self, lines: Range<usize>, story: &str) -> (Range<usize>, Vec<Range<usize>>) {
        let is_slogan = |at: usize| {
            let text = &self.sheet.lines[at].text;
            let over_briefs = pattern::is_briefs_rubric(text) && self.sheet.briefs.get(at + 1) == Some(&true);
            self.sheet.labels[at] == Label::Head
                && (over_briefs || pattern::is_campaign(text) && known_share(text, story) < KNOWN)
        };
        let first = lines.clone().find(|&at| !is_slogan(at)).unwrap_or(lines.start);
        let last = lines.clone().rfind(|&at| !is_slogan(at)).map_or(lines.end, |at| at + 1);
        let last = last - self.fillers(first..last, story);
        let slogans = [lines.start..first, last..lines.end];
        (first..last, slogans.into_iter().filter(|slogan| !slogan.is_empty()).collect())
    }

    /// How many lines at the end of a head are phrases of one length that the story knows nothing of: a slogan that fills room. In
    /// front of a headline they would be a standing head.
    fn fillers(&self, lines: Range<usize>, story: &str) -> usize {
        let fills = |count: usize| {
            let text = self.sheet.lines[lines.end - count..lines.end].iter().map(|line| line.text.as_ref());
            let text = text.collect::<Vec<_>>().join(" ");
            pattern::is_slogan(&text) && known_share(&text, story) == 0.0
        };
        (1..=2).find(|&count| lines.len() > count && fills(count)).unwrap_or(0)
    }

    fn is_continued(&self, story: &Story) -> bool {
        story.pieces.first().is_some_and(|&piece| self.blocks[piece].start == Start::Jump)
    }

    fn could_be_headline(&self, unit: &Unit) -> bool {
        self.sheet.text_of(unit.lines.clone()).chars().count() >= MIN_HEADLINE
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
        let text = self.sheet.text_of(unit.lines.clone());
        let signs = unit.lines.clone().all(|at| self.sheet.labels[at] == Label::Byline);
        match (before, after) {
            _ if signs => after.or(before).map_or(LeftOver::Furniture, LeftOver::Deck),
            _ if pattern::is_campaign(&text) => LeftOver::Furniture,
            (Some(a), Some(b)) if a == b => LeftOver::Crosshead(a),
            _ if pattern::is_slogan(&text) => LeftOver::Furniture,
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
        let mut numbers: Vec<u32> = self.sheet.lines[lines].iter().flat_map(Line::numbers).collect();
        numbers.sort_unstable(); // lines put back in reading order do not stand in the order of the page
        numbers
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

    /// A story as an article, and slogans that stood in its head; `None` where nothing is left of its text.
    fn story(&self, story: &Story, heads: &[&Unit], crossheads: &[&Unit]) -> Option<(Article, Vec<Range<usize>>)> {
        let flow = body::flow(self.sheet, &self.parts(story, crossheads));
        if flow.text.is_empty() && flow.jump_from.is_none() && flow.jump_to.is_none() {
            return None;
        }
        let plain = flow.plain;
        let mut head = Head::default();
        let mut rubric = None;
        let mut heads = heads.to_vec();
        heads.sort_by_key(|unit| (unit.story.is_none(), unit.lines.start));
        let mut head_lines: Vec<u32> = Vec::new();
        let mut slogans = Vec::new();
        for lines in joined(&heads) {
            let (lines, others) = self.without_slogans(lines, &plain);
            slogans.extend(others);
            head_lines.extend(self.numbers(lines.clone()));
            let (part, standing) = head::compose(self.sheet, lines.clone(), &plain);
            rubric = rubric.or(standing);
            match part.title.clone() {
                _ if head == Head::default() => head = part,
                Some(text) if head::is_rubric(&text) && rubric.is_none() => rubric = Some(text),
                _ => merge_heads(&mut head, part, lines.start < heads[0].lines.start),
            }
        }
        let mut body_lines = self.ranges(story.pieces.iter().map(|&piece| self.blocks[piece].lines.clone()));
        let mut inner: Vec<u32> = crossheads.iter().flat_map(|unit| self.numbers(unit.lines.clone())).collect();
        inner.sort_unstable();
        body_lines.append(&mut LineRange::collect(inner));
        body_lines.sort();
        let body_lines = merge(body_lines);
        if let Some(jump) = flow.jump_from.as_ref().filter(|jump| self.is_mark_line(jump)) {
            head_lines.push(jump.line);
        }
        head_lines.sort_unstable();
        let jumped = |at: usize| self.sheet.labels[at] == Label::JumpBack;
        // On a page cut at gutters a head may share its line with a piece of the body: that line stays.
        let text = story.pieces.iter().flat_map(|&piece| self.blocks[piece].lines.clone());
        let mut text: Vec<u32> = text.filter(|&at| !jumped(at)).flat_map(|at| self.sheet.lines[at].numbers()).collect();
        text.sort_unstable();
        let apart: Vec<u32> = head_lines.iter().copied().filter(|line| text.binary_search(line).is_err()).collect();
        let body_lines = without(body_lines, &apart);
        let finish = story.pieces.last().map(|&at| self.blocks[at].finish);
        let mut article = self.article(flow.text, flow.kinds, head);
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
        Some((article, slogans))
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
    fn article(&self, text: String, kinds: Kinds, head: Head) -> Article {
        let date = self.page.date.or(self.imprint.date);
        let (dateline, byline) = dateline::read(&text, date);
        let source = Source {
            path: self.page.path.clone(),
            record: self.page.record,
            paper: self.page.paper.clone().or_else(|| self.imprint.paper.clone()),
            date,
            page: self.page.number.clone().or_else(|| self.imprint.page.clone()),
            ..Source::default()
        };
        let mut article = Article { source, head, dateline, language: script::of(&text, kinds), text, ..Article::default() };
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
}

/// Share of the pairs of characters of a text that its story holds.
fn known_share(text: &str, story: &str) -> f32 {
    let chars: Vec<char> = text.chars().filter(|&c| glyph::is_word(c)).collect();
    let known = chars.windows(2).filter(|pair| story.contains(&pair.iter().collect::<String>())).count();
    known as f32 / (chars.len().max(2) - 1) as f32
}

/// What a head without a story becomes.
enum LeftOver {
    Crosshead(usize),
    Deck(usize),
    Furniture,
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
    let says = |text: &str| marks::holds(text, COMMENTARY, marks::COMMENTARY);
    let title = article
        .head
        .title
        .as_deref()
        .is_some_and(|title| glyph::text_width(title) < 2 * 30 && says(title) && !title.contains('《'));
    if head.into_iter().any(|text| says(text)) || title { Kind::Commentary } else { Kind::News }
}
