//! Joins the halves of stories that jump from one page to another.
//!
//! Both halves name the other's page. Candidates are pages of the same paper and day, or, where those are unknown, pages of the
//! same folder. Among several candidates the text decides: a sentence cut in two, a repeated headline, words in common. Each half
//! is used once, best pair first; what stays alone is reported.

use super::{
    glyph,
    gram::{Profile, Rarity, Weighted},
    jump,
};
use crate::{
    article::{Article, Jump, Kind, Part},
    problem::{Problem, ProblemCode},
    span::{LineRange, Span},
};

/// What speaks for a pair of halves.
mod fit {
    /// Both page labels agree with the pages' numbers.
    pub(super) const LABEL: f32 = 1.0;
    /// A label contradicts the page's number.
    pub(super) const WRONG_LABEL: f32 = -2.0;
    /// The two marks write page numbers in different styles, so they are of different papers.
    pub(super) const OTHER_STYLE: f32 = -0.8;
    /// The first half is cut in mid-sentence and the second begins in one, or both are whole.
    pub(super) const MEETS: f32 = 0.3;
    /// Times the likeness of the two headlines.
    pub(super) const TITLE: f32 = 2.0;
    /// Times the likeness of the two texts over [`super::USUAL`].
    pub(super) const TEXT: f32 = 1.0;
    /// The second half comes from a later page.
    pub(super) const FORWARD: f32 = 0.2;
    /// The files of the two halves lie as far apart as the pages their marks name: files of a folder come in page order.
    pub(super) const APART: f32 = 0.8;
}

/// Likeness two halves of one story have at least, as a rule.
const USUAL: f32 = 0.05;
/// Likeness counts up to this many times the usual.
const MAX_ALIKE: f32 = 2.0;
/// A pair is joined only above this score.
const MIN_SCORE: f32 = 0.6;
/// Halves compared with each other on one day; more than any paper prints.
const MAX_HALVES: usize = 400;

/// Joins the halves of jumping stories over a whole edition. The joined article stands where its first half stood and lists the
/// further pages in its source; a half whose other half is missing gets a problem.
pub fn join_jumps(articles: Vec<Article>) -> Vec<Article> {
    let heads: Vec<usize> = halves(&articles, |article| article.jump_to.is_some());
    let tails: Vec<usize> = halves(&articles, |article| article.jump_from.is_some());
    let profiles: Vec<Profile> = heads.iter().chain(&tails).map(|&at| Profile::new([articles[at].text.as_str()])).collect();
    let rarity = Rarity::new(&profiles);
    let weighted: Vec<Weighted> = profiles.iter().map(|profile| rarity.weigh(profile)).collect();
    let files = files(&articles);
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (i, &head) in heads.iter().enumerate() {
        for (j, &tail) in tails.iter().enumerate() {
            if head == tail || !may_meet(&articles[head], &articles[tail]) {
                continue;
            }
            let alike = weighted[i].likeness(&weighted[heads.len() + j]);
            let apart = files[tail] - files[head];
            let score = score(&articles[head], &articles[tail], alike)
                + if fits(&articles[head], &articles[tail], apart) { fit::APART } else { 0.0 };
            if score > MIN_SCORE {
                pairs.push((score, head, tail));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut next: Vec<Option<usize>> = vec![None; articles.len()];
    let mut taken = vec![false; articles.len()];
    for (_, head, tail) in pairs {
        if next[head].is_none() && !taken[tail] && !leads_back(&next, tail, head) {
            next[head] = Some(tail);
            taken[tail] = true;
        }
    }
    assemble(articles, &next, &taken)
}

fn halves(articles: &[Article], is_half: impl Fn(&Article) -> bool) -> Vec<usize> {
    (0..articles.len()).filter(|&at| is_half(&articles[at])).take(MAX_HALVES).collect()
}

/// Whether following the joins from `from` leads to `to`: a story must not bite its own tail.
fn leads_back(next: &[Option<usize>], from: usize, to: usize) -> bool {
    std::iter::successors(Some(from), |&at| next[at]).any(|at| at == to)
}

/// Whether two articles can be of one issue of one paper, but not of one page.
fn may_meet(a: &Article, b: &Article) -> bool {
    let same_page = same_page(a, b);
    let (a, b) = (&a.source, &b.source);
    let differ = |known: bool, equal: bool| known && !equal;
    let paper = differ(a.paper.is_some() && b.paper.is_some(), a.paper == b.paper);
    let date = differ(a.date.is_some() && b.date.is_some(), a.date == b.date);
    !same_page && !paper && !date && folder(&a.path) == folder(&b.path)
}

fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

fn score(head: &Article, tail: &Article, alike: f32) -> f32 {
    let names = |label: Option<&str>, page: Option<&str>| match (label, page) {
        (Some(label), Some(page)) if jump::same_page(label, page) => fit::LABEL,
        (Some(_), Some(_)) => fit::WRONG_LABEL,
        _ => 0.0,
    };
    let onward = head.jump_to.as_ref().map(|jump| jump.label.as_str());
    let back = tail.jump_from.as_ref().map(|jump| jump.label.as_str());
    let mut score = names(onward, tail.source.page.as_deref()) + names(back, head.source.page.as_deref());
    score += if onward.zip(back).is_some_and(|(to, from)| !jump::same_style(to, from)) { fit::OTHER_STYLE } else { 0.0 };
    let cut = !glyph::is_closed(&head.text);
    let begins_mid = glyph::first(&tail.text).is_some_and(glyph::never_first);
    score += if cut || !begins_mid { fit::MEETS } else { 0.0 };
    score += fit::TITLE * title_likeness(head, tail);
    score += fit::TEXT * (alike / USUAL).min(MAX_ALIKE);
    score += if comes_before(head, tail) { fit::FORWARD } else { 0.0 };
    score
}

/// For each article the number of its page among those of the edition, in the order of the articles.
fn files(articles: &[Article]) -> Vec<i64> {
    let mut file = 0;
    let mut before: Option<&Article> = None;
    let number = |article| {
        let new = before.is_some_and(|before: &Article| !same_page(before, article));
        file += i64::from(new);
        before = Some(article);
        file
    };
    articles.iter().map(number).collect()
}

/// Whether two halves whose files lie so far apart lie as far apart by their marks.
fn fits(head: &Article, tail: &Article, apart: i64) -> bool {
    let page = |jump: &Option<Jump>| jump.as_ref().and_then(|jump| jump::order(&jump.label)).map(|order| i64::from(order.1));
    page(&head.jump_to).zip(page(&tail.jump_from)).is_some_and(|(to, from)| to - from == apart)
}

fn same_page(a: &Article, b: &Article) -> bool {
    a.source.path == b.source.path && a.source.record == b.source.record
}

/// Whether the page of one article comes before that of another: by number where both are known, else by name of the file.
fn comes_before(a: &Article, b: &Article) -> bool {
    let order = |article: &Article| article.source.page.as_deref().and_then(jump::order);
    match (order(a), order(b)) {
        (Some(a), Some(b)) => a < b,
        _ => a.source.path < b.source.path,
    }
}

/// Share of the shorter headline's character pairs the other one has.
fn title_likeness(a: &Article, b: &Article) -> f32 {
    let (Some(a), Some(b)) = (&a.head.title, &b.head.title) else { return 0.0 };
    let (a, b) = (Profile::new([a.as_str()]), Profile::new([b.as_str()]));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let shared = Rarity::new([&long]).support(&short, &long);
    if short.len() < 2 { 0.0 } else { shared }
}

/// Puts joined articles together and reports halves left alone.
fn assemble(articles: Vec<Article>, next: &[Option<usize>], taken: &[bool]) -> Vec<Article> {
    let mut slots: Vec<Option<Article>> = articles.into_iter().map(Some).collect();
    let mut joined = Vec::with_capacity(slots.len());
    for at in 0..slots.len() {
        if taken[at] {
            continue;
        }
        let Some(mut article) = slots[at].take() else { continue };
        let mut last = at;
        while let Some(further) = next[last] {
            if let Some(tail) = slots[further].take() {
                append(&mut article, tail);
            }
            last = further;
        }
        report(&mut article);
        joined.push(article);
    }
    joined
}

/// Adds the second half of a story to its first.
fn append(article: &mut Article, tail: Article) {
    let cut = !glyph::is_closed(&article.text) && !article.text.is_empty();
    let before = article.text.trim_end().len();
    article.text.truncate(before);
    if !cut {
        article.text.push('\n');
    }
    let shift = article.text.len() as u32;
    article.text.push_str(&tail.text);
    article.crossheads.extend(tail.crossheads.iter().map(|span| Span::new(span.start + shift, span.end + shift)));
    let source = tail.source;
    article.source.parts.push(Part {
        path: source.path,
        page: source.page,
        head_lines: source.head_lines,
        body_lines: source.body_lines,
    });
    article.source.parts.extend(source.parts);
    if article.head.title.is_none() {
        article.head = crate::article::Head { byline: article.head.byline.take().or(tail.head.byline), ..tail.head };
    }
    if article.dateline.agency.is_none() {
        let lead = article.dateline.lead;
        article.dateline = crate::article::Dateline { lead, ..tail.dateline };
    }
    article.problems.retain(|problem| problem.code != ProblemCode::BreaksOff);
    article.problems.extend(tail.problems);
    article.incomplete =
        article.jump_from.is_some() || (tail.jump_to.is_some() || tail.incomplete && !glyph::is_closed(&tail.text));
    article.jump_to = tail.jump_to;
}

/// A jump whose other half was not found is a problem of the article, at the line of its mark.
fn report(article: &mut Article) {
    let unresolved = [(&article.jump_to, "goes on"), (&article.jump_from, "began")];
    let mut problems = Vec::new();
    for (jump, verb) in unresolved {
        let Some(jump) = jump else { continue };
        let path = match article.source.parts.last() {
            Some(part) if verb == "goes on" => &part.path,
            _ => &article.source.path,
        };
        let message = format!("the story {verb} on page {}, and no other half was found there", jump.label);
        problems.push(Problem::warning(ProblemCode::UnresolvedJump, path, Some(LineRange::new(jump.line, jump.line)), message));
    }
    article.problems.append(&mut problems);
    if article.jump_from.is_none() && article.kind == Kind::Continuation {
        article.kind = Kind::News;
    }
}
