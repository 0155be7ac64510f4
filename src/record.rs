//! The record: the written form of an article with its analysis, one JSON line each.
//!
//! These types exist only to be written and read back; inside, [`Article`] and [`Analysis`] travel. Keys stand in the
//! order below, a key is always present, scores are rounded to 4 places, spans count Unicode scalar values of `text`.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    analyze::{Analysis, NameType},
    article::{Article, Dateline, Head, Kind, Language, Part, Source},
    problem::Problem,
    span::{CharIndex, LineRange, Span},
};

/// Version of the record's form.
pub const SCHEMA: u32 = 1;

/// A score rounded to the four places that are written; ranking uses the rounded value.
pub fn round(score: f64) -> f64 {
    (score * 1e4).round() / 1e4
}

/// `[start, end)` in Unicode scalar values of `text`.
pub type CharSpan = [u32; 2];

/// One JSON line of `records.jsonl`.
///
/// The analysis keys (`brief` to `story`) are absent in what `split` writes and present everywhere else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Version of this form.
    pub schema: u32,
    /// Stable key of the article; see [`crate::identity`].
    pub id: String,
    /// 1 for the first text printed under this id, one more for each corrected text.
    pub version: u32,
    /// Where it was printed.
    pub source: SourceRecord,
    /// What sort of article it is.
    pub kind: Kind,
    /// The standing head it was printed under.
    pub rubric: Option<String>,
    /// `id` of the story a caption or box belongs to.
    pub part_of: Option<String>,
    /// 主题.
    pub title: Option<String>,
    /// 引题.
    pub kicker: Option<String>,
    /// 副题.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who sent it.
    pub agency: Option<String>,
    /// Where and when it was written.
    pub dateline: DatelineRecord,
    /// The file does not hold the whole article.
    pub incomplete: bool,
    /// Script, BCP 47.
    pub language: Language,
    /// Paragraphs joined by newlines.
    pub text: String,
    /// Characters of `text`.
    pub chars: u32,
    /// Place of the lead-in (dateline, byline) in `text`; null where there is none.
    pub lead_span: Option<CharSpan>,
    /// Cross-heads in text order.
    pub crossheads: Vec<String>,
    /// One line for a newsletter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<String>,
    /// Best first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keywords: Option<Vec<KeywordRecord>>,
    /// In text order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Vec<SummaryRecord>>,
    /// Primary first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<TopicRecord>>,
    /// Main places first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<Vec<PlaceRecord>>,
    /// In order of first mention.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub names: Option<Vec<NameRecord>>,
    /// The group of records that print the same text; null where stories were not grouped.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[schemars(with = "Option<StoryRecord>")]
    pub story: Option<Option<StoryRecord>>,
    /// What was wrong.
    pub problems: Vec<Problem>,
}

/// `source` of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceRecord {
    /// The file, as given on the command line.
    pub path: String,
    /// Name of the paper.
    pub paper: Option<String>,
    /// Date of the issue.
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
    /// Page number as printed.
    pub page: Option<String>,
    /// Page lines of the head block, 1-based and inclusive.
    pub head_lines: Vec<LineRange>,
    /// Page lines of the body, blank lines inside included.
    pub body_lines: Vec<LineRange>,
    /// Further pages of a joined jump.
    pub parts: Vec<Part>,
}

/// `dateline` of a record.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatelineRecord {
    /// Where it was written.
    pub place: Option<String>,
    /// When.
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
}

/// One of `keywords`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeywordRecord {
    /// As printed.
    pub term: String,
    /// How good it is; see `zhaibao explain`.
    pub score: f64,
    /// Occurrences in the text.
    pub count: u32,
    /// All its places in the text, first first.
    pub spans: Vec<CharSpan>,
}

/// One of `summary`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SummaryRecord {
    /// As printed, dateline cut.
    pub text: String,
    /// Number of the sentence in the article, from 0.
    pub sentence: u32,
    /// Its place in the text.
    pub span: CharSpan,
    /// How good it is.
    pub score: f64,
}

/// One of `topics`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TopicRecord {
    /// Key of the topic.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// IPTC Media Topic code.
    pub iptc: Option<String>,
    /// In [0, 1].
    pub score: f64,
    /// The terms that carried it, strongest first.
    pub evidence: Vec<String>,
}

/// One of `places`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceRecord {
    /// Full name.
    pub name: String,
    /// Administrative code.
    pub code: String,
    /// Mentions in head and text.
    pub count: u32,
    /// The place the article is about.
    pub main: bool,
    /// Mentions in the text.
    pub spans: Vec<CharSpan>,
}

/// One of `names`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameRecord {
    /// As printed.
    pub name: String,
    /// What it names.
    #[serde(rename = "type")]
    pub kind: NameType,
}

/// `story` of a record.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoryRecord {
    /// Key of the group: the `id` of its lead, or the key it had on the first night that printed it.
    pub id: String,
    /// Whether this record stands for the group.
    pub lead: bool,
    /// `id`s of the other records of the group in this edition.
    pub also_in: Vec<String>,
    /// Date of the first earlier night that printed the story; null for a story of tonight.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub since: Option<Date>,
    /// `id`s of the records of earlier nights that print the story, oldest first.
    #[serde(default)]
    pub earlier: Vec<String>,
    /// How new the words of the story are tonight, from 0; see `zhaibao explain`.
    #[serde(default)]
    pub burst: f64,
}

/// Tells a key that is `null` from a key that is absent.
#[allow(clippy::option_option, reason = "the key knows three states: absent, null, a story")]
fn present<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Option<Option<StoryRecord>>, D::Error> {
    Option::deserialize(input).map(Some)
}

impl Record {
    /// The record of an article without analysis, as `split` writes it. `part_of` is the id of the story it belongs to.
    pub fn of_article(article: &Article, part_of: Option<&str>) -> Self {
        let index = CharIndex::new(&article.text);
        Self::with_index(article, part_of, &index)
    }

    /// The record of an article with its analysis.
    pub fn new(article: &Article, part_of: Option<&str>, analysis: Analysis) -> Self {
        let index = CharIndex::new(&article.text);
        let chars = |spans: Vec<Span>| spans.into_iter().map(|span| index.chars_of(span)).collect();
        let keywords = analysis.keywords.into_iter().map(|k| KeywordRecord {
            term: k.term,
            score: round(k.score),
            count: k.count,
            spans: chars(k.spans),
        });
        let summary = analysis.summary.sentences.into_iter().map(|s| SummaryRecord {
            text: s.text,
            sentence: s.sentence,
            span: index.chars_of(s.span),
            score: round(s.score),
        });
        let topics = analysis.topics.into_iter().map(|t| TopicRecord {
            id: t.id,
            name: t.name,
            iptc: t.iptc,
            score: round(t.score),
            evidence: t.evidence,
        });
        let places = analysis.places.into_iter().map(|p| PlaceRecord {
            name: p.name,
            code: p.code,
            count: p.count,
            main: p.main,
            spans: chars(p.spans),
        });
        let names = analysis.names.into_iter().map(|n| NameRecord { name: n.name, kind: n.kind });
        Self {
            brief: Some(analysis.summary.brief),
            keywords: Some(keywords.collect()),
            summary: Some(summary.collect()),
            topics: Some(topics.collect()),
            places: Some(places.collect()),
            names: Some(names.collect()),
            story: Some(None),
            ..Self::with_index(article, part_of, &index)
        }
    }

    fn with_index(article: &Article, part_of: Option<&str>, index: &CharIndex<'_>) -> Self {
        let source = article.source.clone();
        let head = article.head.clone();
        let lead = article.dateline.lead;
        Self {
            schema: SCHEMA,
            id: article.id.clone().unwrap_or_default(),
            version: 1,
            source: SourceRecord {
                path: source.path,
                paper: source.paper,
                date: source.date,
                page: source.page,
                head_lines: source.head_lines,
                body_lines: source.body_lines,
                parts: source.parts,
            },
            kind: article.kind,
            rubric: article.rubric.clone(),
            part_of: part_of.map(str::to_owned),
            title: head.title,
            kicker: head.kicker,
            subtitle: head.subtitle,
            byline: head.byline,
            agency: article.dateline.agency.clone(),
            dateline: DatelineRecord { place: article.dateline.place.clone(), date: article.dateline.date },
            incomplete: article.incomplete,
            language: article.language,
            text: article.text.clone(),
            chars: index.chars(),
            lead_span: (!lead.is_empty()).then(|| index.chars_of(lead)),
            crossheads: article.crossheads.iter().map(|span| span.of(&article.text).to_owned()).collect(),
            brief: None,
            keywords: None,
            summary: None,
            topics: None,
            places: None,
            names: None,
            story: None,
            problems: article.problems.clone(),
        }
    }

    /// The article this record was made of, as far as a record tells: page lines of single characters, the place of a
    /// caption's story on its page and resolved jumps are not kept.
    pub fn into_article(self) -> Article {
        let index = CharIndex::new(&self.text);
        let lead = self.lead_span.map(|span| index.bytes_of(span)).unwrap_or_default();
        let mut from = 0;
        let mut crossheads = Vec::new();
        for crosshead in &self.crossheads {
            if let Some(at) = self.text[from..].find(crosshead.as_str()) {
                crossheads.push(Span::from(from + at..from + at + crosshead.len()));
                from += at + crosshead.len();
            }
        }
        Article {
            id: Some(self.id),
            source: Source {
                path: self.source.path,
                record: None,
                paper: self.source.paper,
                date: self.source.date,
                page: self.source.page,
                head_lines: self.source.head_lines,
                body_lines: self.source.body_lines,
                parts: self.source.parts,
            },
            kind: self.kind,
            rubric: self.rubric,
            part_of: None,
            head: Head { kicker: self.kicker, title: self.title, subtitle: self.subtitle, byline: self.byline },
            dateline: Dateline { lead, agency: self.agency, place: self.dateline.place, date: self.dateline.date },
            incomplete: self.incomplete,
            language: self.language,
            crossheads,
            problems: self.problems,
            text: self.text,
            ..Article::default()
        }
    }

    /// The record as its JSON line, without the line end.
    pub fn to_line(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

/// The JSON Schema of the record.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Record)
}
