//! ninjs 3.1, the IPTC's news in JSON: the newsletter as a composite item, its stories as associated items.
//!
//! The schema allows no key of one's own (`unevaluatedProperties: false`), has no `keywords` and no `summary`, and wants
//! relevance and confidence as whole numbers. Keywords are subjects with `rel` `keyword`, which is our convention.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    analyze::NameType,
    article::{Kind, Language},
    digest::{
        DigestConfig, calendar, key, plain,
        select::{Candidate, Chosen},
        story,
        story::Story,
        view::View,
    },
    error::{Error, Result},
    record::Record,
};

const PLAIN: &str = "text/plain";
/// Where topic codes `medtop:<number>` stand on the web.
const MEDIA_TOPICS: &str = "http://cv.iptc.org/newscodes/mediatopic/";
/// Urgency of the stories at the top, of others with a summary, and of those by headline alone.
const URGENCY: [u8; 3] = [3, 5, 7];
/// Most characters of a headline, and of a name.
const LINE: usize = 200;
const NAME: usize = 60;

/// Keys stand in the order of IPTC's schema; what is not known is left out, for the schema allows no null.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rel: Option<&'static str>,
    #[serde(rename = "type")]
    kind: &'static str,
    representation_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version_created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_created: Option<String>,
    pub_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    urgency: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ed_note: Option<String>,
    language: Language,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    descriptions: Vec<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bodies: Vec<Body>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headlines: Vec<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    people: Vec<Named>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organisations: Vec<Named>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<Named>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subjects: Vec<Subject>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    info_sources: Vec<Source>,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    located: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    associations: Vec<Self>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alt_ids: Vec<AltId>,
    standard: Standard,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    genres: Vec<Genre>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Text {
    role: &'static str,
    content_type: &'static str,
    value: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    role: &'static str,
    content_type: &'static str,
    char_count: usize,
    value: String,
}

#[derive(Debug, Serialize)]
struct Named {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rel: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    literal: Option<String>,
}

#[derive(Debug, Serialize)]
struct Subject {
    name: String,
    rel: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    literal: Option<String>,
    creator: &'static str,
    /// For keywords.
    #[serde(skip_serializing_if = "Option::is_none")]
    relevance: Option<u8>,
    /// For topics.
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<u8>,
}

#[derive(Debug, Serialize)]
struct Source {
    name: String,
    role: &'static str,
}

#[derive(Debug, Serialize)]
struct AltId {
    role: &'static str,
    value: String,
}

#[derive(Debug, Serialize)]
struct Standard {
    name: &'static str,
    version: &'static str,
    schema: &'static str,
}

#[derive(Debug, Serialize)]
struct Genre {
    name: &'static str,
}

const STANDARD: Standard =
    Standard { name: "ninjs", version: "3.1", schema: "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#" };

/// The newsletter as one JSON object, `<`, `>` and `&` written as escapes so that it may stand in a page.
pub(super) fn ninjs(
    view: &View,
    chosen: &Chosen<'_>,
    date: Option<Date>,
    edition: &str,
    config: &DigestConfig,
) -> Result<String> {
    let created = date.map(calendar::instant);
    let find = |story: &Story| chosen.stories.iter().find(|candidate| candidate.record.id == story.record);
    let mut associations = Vec::new();
    let full = view.sections.iter().flat_map(|section| &section.stories);
    let headlines = view.sections.iter().flat_map(|section| &section.headlines);
    let levels =
        view.top.iter().map(|story| (story, 0)).chain(full.map(|story| (story, 1))).chain(headlines.map(|story| (story, 2)));
    for (story, level) in levels {
        associations.extend(find(story).map(|candidate| item(candidate, story, URGENCY[level], created.as_deref())));
    }
    let mut notes = view.intake.short.clone();
    let failures = view.intake.failures.len() + view.intake.failures_unlisted;
    notes.extend((failures > 0).then(|| format!("{failures} 处版面没有读成。")));
    notes.extend((!view.left_out.is_empty()).then(|| format!("未收入：{}。", view.left_out.join("，"))));
    let whole = Item {
        uri: key::urn("edition", edition),
        name: None,
        rel: None,
        kind: "composite",
        representation_type: "partial",
        version: None,
        version_created: created.clone(),
        content_created: created,
        pub_status: "usable",
        urgency: None,
        ed_note: (!notes.is_empty()).then(|| notes.join("")),
        language: Language::Simplified,
        descriptions: text("preview", &view.preview).into_iter().collect(),
        bodies: Vec::new(),
        headlines: text("main", &view.subject).into_iter().collect(),
        people: Vec::new(),
        organisations: Vec::new(),
        places: Vec::new(),
        subjects: Vec::new(),
        info_sources: Vec::new(),
        title: config.title.clone(),
        by: None,
        located: None,
        associations,
        alt_ids: Vec::new(),
        standard: STANDARD,
        genres: Vec::new(),
    };
    let json = serde_json::to_string_pretty(&Item { title: plain::line(&whole.title, NAME), ..whole });
    let mut json = json.map_err(|error| Error::settings(format!("ninjs cannot be written: {error}")))?;
    for (mark, escape) in [('<', "\\u003c"), ('>', "\\u003e"), ('&', "\\u0026")] {
        json = json.replace(mark, escape);
    }
    json.push('\n');
    Ok(json)
}

/// One story.
fn item(candidate: &Candidate<'_>, shown: &Story, urgency: u8, created: Option<&str>) -> Item {
    let Candidate { record, rank, .. } = candidate;
    let names = |kind: NameType| {
        let names = record.names.iter().flatten().filter(move |name| name.kind == kind);
        names.map(|name| Named { name: plain::line(&name.name, NAME), rel: None, literal: None }).collect()
    };
    let places = record.places.iter().flatten().map(|place| Named {
        name: plain::line(&place.name, NAME),
        rel: Some(if place.main { "main" } else { "mentioned" }),
        literal: Some(plain::line(&place.code, NAME)),
    });
    let body = body(&record.text);
    let reasons = rank.parts.iter().map(|part| format!("{} {:+.2}", part.what, part.value)).collect::<Vec<_>>().join(", ");
    Item {
        uri: key::urn("article", &record.id),
        name: Some(shown.title.clone()),
        rel: Some("story"),
        kind: "text",
        representation_type: if record.incomplete { "partial" } else { "full" },
        version: Some(record.version.to_string()),
        version_created: created.map(str::to_owned),
        content_created: record.source.date.map(calendar::instant),
        pub_status: "usable",
        urgency: Some(urgency),
        ed_note: Some(format!("rank {:.2}: {reasons}", rank.value)),
        language: record.language,
        descriptions: [text("summary", &shown.summary), text("brief", record.brief.as_deref().unwrap_or_default())]
            .into_iter()
            .flatten()
            .collect(),
        bodies: vec![Body { role: "main", content_type: PLAIN, char_count: body.chars().count(), value: body }],
        headlines: headlines(record, shown),
        people: names(NameType::Person),
        organisations: names(NameType::Organization),
        places: places.collect(),
        subjects: subjects(record),
        info_sources: sources(candidate),
        title: shown.title.clone(),
        by: record.byline.as_deref().map(|byline| plain::line(byline, LINE)),
        located: record.dateline.place.as_deref().map(|place| plain::line(place, NAME)),
        associations: Vec::new(),
        alt_ids: alt_ids(record),
        standard: STANDARD,
        genres: (record.kind == Kind::Commentary).then_some(Genre { name: "评论" }).into_iter().collect(),
    }
}

/// The text of an article: as printed, without characters that cannot be seen.
fn body(text: &str) -> String {
    text.chars().filter(|&c| c == '\n' || !plain::is_invisible(c)).collect()
}

fn text(role: &'static str, value: &str) -> Option<Text> {
    let value = plain::line(value, usize::MAX);
    (!value.is_empty()).then_some(Text { role, content_type: PLAIN, value })
}

fn headlines(record: &Record, shown: &Story) -> Vec<Text> {
    let part = |role, part: &Option<String>| part.as_deref().and_then(|part| text(role, &plain::line(part, LINE)));
    let main = text("main", &record.title.as_deref().map_or_else(|| shown.title.clone(), |title| plain::line(title, LINE)));
    [main, part("kicker", &record.kicker), part("subtitle", &record.subtitle)].into_iter().flatten().collect()
}

/// Topics with their codes, then keywords.
fn subjects(record: &Record) -> Vec<Subject> {
    #[allow(clippy::cast_sign_loss)] // clamped
    let percent = |score: f64| (score * 100.0).round().clamp(0.0, 100.0) as u8;
    let topics = record.topics.iter().flatten().map(|topic| Subject {
        name: plain::line(&topic.name, NAME),
        rel: "about",
        uri: topic.iptc.as_deref().and_then(|code| code.strip_prefix("medtop:")).and_then(media_topic),
        literal: Some(plain::line(&topic.id, NAME)),
        creator: "zhaibao",
        relevance: None,
        confidence: Some(percent(topic.score)),
    });
    let best = record.keywords.iter().flatten().map(|keyword| keyword.score).fold(f64::MIN_POSITIVE, f64::max);
    let keywords = record.keywords.iter().flatten().map(|keyword| Subject {
        name: plain::line(&keyword.term, NAME),
        rel: "keyword",
        uri: None,
        literal: None,
        creator: "zhaibao",
        relevance: Some(percent(keyword.score / best)),
        confidence: None,
    });
    topics.chain(keywords).collect()
}

/// The address of a code that is one.
fn media_topic(code: &str) -> Option<String> {
    code.bytes().all(|byte| byte.is_ascii_digit()).then(|| format!("{MEDIA_TOPICS}{code}"))
}

/// The papers that print it, and the agency.
fn sources(candidate: &Candidate<'_>) -> Vec<Source> {
    let Candidate { record, twins, .. } = candidate;
    let mut papers: Vec<String> = Vec::new();
    for record in std::iter::once(record).chain(twins) {
        let paper = story::paper(&record.source);
        if !papers.contains(&paper) {
            papers.push(paper);
        }
    }
    let papers = papers.into_iter().map(|name| Source { name, role: "publisher" });
    papers.chain(record.agency.as_deref().map(|agency| Source { name: plain::line(agency, NAME), role: "agency" })).collect()
}

/// Our own id, paper and page.
fn alt_ids(record: &Record) -> Vec<AltId> {
    let id = |role, value: &str| AltId { role, value: plain::line(value, LINE) };
    let page = record.source.page.as_deref().map(|page| id("page", page));
    let story = record.story.iter().flatten().map(|story| id("story", &story.id)).next();
    [Some(id("zhaibao", &record.id)), page, story].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_is_none_becomes_no_address() {
        assert_eq!(media_topic("20000373").as_deref(), Some("http://cv.iptc.org/newscodes/mediatopic/20000373"));
        assert_eq!(media_topic("x y"), None);
    }
}
