//! The feed: Atom (RFC 4287), one entry for each story of the newsletter.

use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use jiff::civil::Date;
use minijinja::value::Serde;

use crate::{
    digest::{
        DigestConfig, calendar, key,
        story::Story,
        templates::{ENTRY, Templates},
        view::View,
    },
    error::{Error, Result},
};

/// The feed of a newsletter. `date` is the edition's; without one the feed bears the first day of computing, since
/// RFC 4287 wants a day and none is known.
pub(super) fn feed(view: &View, date: Option<Date>, config: &DigestConfig, templates: &Templates) -> Result<String> {
    let updated = date.and_then(|date| calendar::instant(date).parse::<FixedDateTime>().ok()).unwrap_or_default();
    let author = Person { name: view.title.clone(), ..Person::default() };
    let link = |url: &String| Link {
        href: url.clone(),
        rel: "alternate".into(),
        mime_type: Some("text/html".into()),
        ..Link::default()
    };
    let entry = |story: &Story, section: Option<(&str, &str)>| -> Result<Entry> {
        let content = templates.fill(ENTRY, &Serde(story).into())?;
        Ok(Entry {
            title: text(&story.title),
            id: key::urn("article", &story.record),
            updated,
            published: Some(updated),
            authors: vec![Person { name: story.source.clone(), ..Person::default() }],
            categories: categories(story, section),
            links: view.home.iter().map(|url| link(&format!("{url}#{}", story.anchor))).collect(),
            summary: (!story.summary.is_empty()).then(|| text(&story.summary)),
            content: Some(Content {
                lang: Some("zh-CN".into()),
                value: Some(content),
                content_type: Some("html".into()),
                ..Content::default()
            }),
            ..Entry::default()
        })
    };
    let mut entries = Vec::new();
    for story in &view.top {
        entries.push(entry(story, None)?);
    }
    for section in &view.sections {
        for story in section.stories.iter().chain(&section.headlines) {
            entries.push(entry(story, Some((&section.id, &section.name)))?);
        }
    }
    let feed = Feed {
        title: text(&view.title),
        subtitle: view.date.as_deref().map(text),
        id: key::urn("newsletter", &key::newsletter(config)),
        updated,
        authors: vec![author],
        links: view.home.iter().map(link).collect(),
        generator: Some(Generator {
            value: "zhaibao".into(),
            version: Some(env!("CARGO_PKG_VERSION").into()),
            ..Generator::default()
        }),
        lang: Some("zh-CN".into()),
        entries,
        ..Feed::default()
    };
    let failed = |error: atom_syndication::Error| Error::settings(format!("the feed cannot be written: {error}"));
    let bytes = feed.write_to(Vec::new()).map_err(failed)?;
    let mut feed = String::from_utf8_lossy(&bytes).into_owned();
    feed.push('\n');
    Ok(feed)
}

fn text(value: &str) -> Text {
    Text { value: value.to_owned(), ..Text::default() }
}

/// The section a story stands in, and its keywords.
fn categories(story: &Story, section: Option<(&str, &str)>) -> Vec<Category> {
    let section = section.map(|(id, name)| Category { term: id.to_owned(), label: Some(name.to_owned()), ..Category::default() });
    let keywords = story.keywords.iter().map(|word| Category { term: word.clone(), ..Category::default() });
    section.into_iter().chain(keywords).collect()
}
