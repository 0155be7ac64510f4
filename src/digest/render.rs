//! The view the templates print, and the two templates.

use jiff::civil::{Date, Weekday};
use minijinja::{Environment, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;

use crate::{
    digest::{
        Digest, DigestConfig, EditionInfo, plain,
        select::Chosen,
        story::{self, Story},
    },
    error::{Error, Result},
};

const HTML: &str = include_str!("data/digest.html");
const TEXT: &str = include_str!("data/digest.txt");

/// Most notices, and most failed pages, that are listed by name.
const LISTED: usize = 12;
/// Characters of the hidden first line that mail programs show beside the subject.
const PREVIEW: usize = 80;
/// Most characters of a path or a reason.
const REASON: usize = 90;

/// Everything the templates read.
#[derive(Debug, Serialize)]
struct View {
    title: String,
    /// `2024年3月5日 星期二`.
    date: Option<String>,
    preview: String,
    stories: usize,
    papers: usize,
    pages: u32,
    usual_pages: Option<u32>,
    failures: Vec<Failure>,
    failures_unlisted: usize,
    top: Vec<Story>,
    sections: Vec<SectionView>,
    notices: Vec<NoticeView>,
    notices_unlisted: usize,
    left_out: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Failure {
    path: String,
    message: String,
}

#[derive(Debug, Serialize)]
struct SectionView {
    id: String,
    name: String,
    /// How many stories there are, shown or not.
    count: usize,
    stories: Vec<Story>,
    unlisted: usize,
}

/// Notices of one title, which are mostly printed from one template.
#[derive(Debug, Serialize)]
struct NoticeView {
    title: String,
    count: usize,
    source: String,
}

/// Renders the newsletter once, however long it gets.
pub(super) fn render(edition: &EditionInfo, chosen: &Chosen<'_>, config: &DigestConfig) -> Result<Digest> {
    let view = View::new(edition, chosen, config);
    let broken = |error: minijinja::Error| Error::settings(format!("template does not parse: {error}"));
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(broken)?;
    let mut templates = Environment::new(); // escapes by the ending of a template's name
    templates.set_syntax(syntax);
    let print = |templates: &Environment<'_>, name: &str| {
        let printed = templates.get_template(name).and_then(|template| template.render(Serde(&view)));
        printed.map_err(|error| Error::settings(format!("template {name} does not render: {error}")))
    };
    templates.add_template("digest.html", HTML).map_err(broken)?;
    templates.add_template("digest.txt", TEXT).map_err(broken)?;
    Ok(Digest { html: print(&templates, "digest.html")?, text: print(&templates, "digest.txt")? })
}

impl View {
    fn new(edition: &EditionInfo, chosen: &Chosen<'_>, config: &DigestConfig) -> Self {
        let show = |record| Story::new(record, &chosen.twins_of(record), edition.date, config);
        let top: Vec<Story> = chosen.stories.iter().take(config.top).map(|record| show(record)).collect();
        let sections: Vec<SectionView> = chosen
            .sections(config)
            .into_iter()
            .map(|section| SectionView {
                id: section.id.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect(),
                name: plain::line(section.name, REASON),
                count: section.stories.len(),
                unlisted: section.stories.len().saturating_sub(config.per_section),
                stories: section.stories.iter().take(config.per_section).map(|record| show(record)).collect(),
            })
            .collect();
        let notices = notices(chosen, edition.date);
        let titles: Vec<&str> = top.iter().map(Story::title).collect();
        let mut papers: Vec<&str> = chosen.stories.iter().filter_map(|record| record.source.paper.as_deref()).collect();
        papers.sort_unstable();
        papers.dedup();
        Self {
            title: plain::line(&config.title, REASON),
            date: edition.date.map(long_date),
            preview: plain::line(&titles.join("；"), PREVIEW),
            stories: chosen.stories.len(),
            papers: papers.len(),
            pages: edition.pages,
            usual_pages: edition.usual_pages,
            failures: edition
                .failures
                .iter()
                .take(LISTED)
                .map(|problem| Failure {
                    path: plain::line(&problem.path, REASON),
                    message: plain::line(&problem.message, REASON),
                })
                .collect(),
            failures_unlisted: edition.failures.len().saturating_sub(LISTED),
            left_out: left_out(chosen, sections.iter().map(|section| section.unlisted).sum()),
            top,
            sections,
            notices_unlisted: notices.iter().skip(LISTED).map(|notice| notice.count).sum(),
            notices: notices.into_iter().take(LISTED).collect(),
        }
    }
}

/// The notices, those of one title from one page counted together, in the order of the run.
fn notices(chosen: &Chosen<'_>, date: Option<Date>) -> Vec<NoticeView> {
    let mut views: Vec<NoticeView> = Vec::new();
    for record in &chosen.notices {
        let title = record.title.as_deref().or(record.brief.as_deref()).unwrap_or(&record.text);
        let view = NoticeView { title: plain::line(title, REASON / 2), count: 1, source: story::source(&record.source, date) };
        match views.iter_mut().find(|known| known.title == view.title && known.source == view.source) {
            Some(known) => known.count += 1,
            None => views.push(view),
        }
    }
    views
}

/// What the reader does not see here, in words.
fn left_out(chosen: &Chosen<'_>, unlisted: usize) -> Vec<String> {
    let counts = [(chosen.twins, "篇为他报同稿"), (unlisted, "篇限于篇幅"), (chosen.pictures, "则为图片说明或提要")];
    counts.into_iter().filter(|&(count, _)| count > 0).map(|(count, reason)| format!("{count} {reason}")).collect()
}

/// `2024年3月5日 星期二`.
fn long_date(date: Date) -> String {
    let weekday = match date.weekday() {
        Weekday::Monday => '一',
        Weekday::Tuesday => '二',
        Weekday::Wednesday => '三',
        Weekday::Thursday => '四',
        Weekday::Friday => '五',
        Weekday::Saturday => '六',
        Weekday::Sunday => '日',
    };
    format!("{}年{}月{}日 星期{weekday}", date.year(), date.month(), date.day())
}
