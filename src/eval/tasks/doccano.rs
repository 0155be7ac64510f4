//! doccano: JSON Lines out and in, one project (and file) a kind of label.
//!
//! * classification: `"label": ["trade", …]`, primary first;
//! * sequence labelling: `"label": [[start, end, "keyword"|"summary"], …]`, code points of `text`;
//! * seq2seq: `"label": ["the summary, a sentence a line"]`.
//!
//! `text` is headline, line break, text. Everything else doccano keeps as metadata and gives back: our id is
//! `article` (doccano's own `id` is its row), `keywords` remembers their rank. Files of one kind that label the same
//! article come from different people; give the files of every kind in the same order of people.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::{
    Error, Result,
    eval::{
        gold::{GoldArticle, Labels, id_text, lines},
        tasks::{
            Imported, KEYWORD, SUMMARY, TopicKeys, set_views,
            spans::{Place, first_place, place_of, push_new, sentence_places, sentences_in, set_reference, slice},
        },
    },
    text::sentences,
};

/// Kinds of doccano projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Topics.
    Classification,
    /// Keywords and summary sentences, as spans.
    Sequence,
    /// The summary in words.
    Seq2seq,
}

impl Kind {
    /// All kinds, in the order they are written in.
    pub const ALL: [Self; 3] = [Self::Classification, Self::Sequence, Self::Seq2seq];

    /// Name of its file, without ending.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Classification => "classification",
            Self::Sequence => "sequence",
            Self::Seq2seq => "seq2seq",
        }
    }
}

#[derive(Serialize)]
struct Written<'a> {
    text: &'a str,
    label: Vec<LabelOut<'a>>,
    article: &'a str,
    kind: Kind,
    title: Option<&'a str>,
    source: Option<&'a str>,
    date: Option<&'a str>,
    sentences: &'a [String],
    keywords: &'a [String],
}

#[derive(Serialize)]
#[serde(untagged)]
enum LabelOut<'a> {
    Name(&'a str),
    Words(String),
    Span(usize, usize, &'a str),
}

/// The tasks of one kind, a line an article; several annotators are one file each, so only the first's are written.
pub fn write(articles: &[GoldArticle], kind: Kind) -> Result<String> {
    let mut text = String::new();
    for article in articles {
        let line = line(article, &article.labels, kind).map_err(Error::settings)?;
        text += &line;
        text.push('\n');
    }
    Ok(text)
}

fn line(article: &GoldArticle, labels: &Labels, kind: Kind) -> Result<String, String> {
    let head = article.title.as_ref().map(|title| format!("{title}\n")).unwrap_or_default();
    let text = format!("{head}{}", article.text);
    let shift = head.chars().count();
    let label = match kind {
        Kind::Classification => labels.topics.iter().map(|topic| LabelOut::Name(topic)).collect(),
        Kind::Sequence => {
            let places = sentence_places(article)?;
            let terms = labels.keywords.iter().filter_map(|term| first_place(&text, term));
            let keywords = terms.map(|[start, end]| LabelOut::Span(start, end, KEYWORD));
            let marked = labels.summary.iter().filter_map(|&number| places.get(number));
            keywords.chain(marked.map(|[start, end]| LabelOut::Span(start + shift, end + shift, SUMMARY))).collect()
        }
        Kind::Seq2seq => {
            let reference = article.reference(labels).join("\n");
            if reference.is_empty() { Vec::new() } else { vec![LabelOut::Words(reference)] }
        }
    };
    let written = Written {
        text: &text,
        label,
        article: &article.id,
        kind,
        title: article.title.as_deref(),
        source: article.source.as_deref(),
        date: article.date.as_deref(),
        sentences: &article.sentences,
        keywords: &labels.keywords,
    };
    serde_json::to_string(&written).map_err(|error| error.to_string())
}

/// A line of an export.
#[derive(Deserialize)]
struct Line {
    #[serde(default, deserialize_with = "id_text")]
    id: String,
    text: String,
    #[serde(default, alias = "labels", alias = "entities")]
    label: Given,
    #[serde(flatten)]
    data: Metadata,
    #[serde(default, alias = "metadata")]
    meta: Option<Metadata>,
}

#[derive(Default, Deserialize)]
struct Metadata {
    article: Option<String>,
    kind: Option<Kind>,
    title: Option<String>,
    source: Option<String>,
    date: Option<String>,
    sentences: Option<Vec<String>>,
    keywords: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    One(String),
    Names(Vec<String>),
    Spans(Vec<(usize, usize, String)>),
    Entities(Vec<Entity>),
}

impl Default for Given {
    fn default() -> Self {
        Self::Names(Vec::new())
    }
}

#[derive(Deserialize)]
struct Entity {
    label: String,
    start_offset: usize,
    end_offset: usize,
}

/// An article on its way in: labels of each person, and how many of each kind were read.
struct Opened {
    article: GoldArticle,
    places: Vec<Place>,
    views: Vec<Labels>,
    read: [usize; 3],
}

/// Whether a file looks like a doccano export: lines of `text` with `label`.
pub fn is_export(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let line: serde_json::Value = serde_json::from_str(first).unwrap_or_default();
    line.get("text").is_some() && ["label", "labels", "entities"].iter().any(|key| line.get(key).is_some())
}

/// Reads exports, `(path, text)` each, and merges what they say of the same article.
pub fn read(files: &[(&str, &str)], topics: &TopicKeys) -> Result<Imported> {
    let mut opened: IndexMap<String, Opened> = IndexMap::new();
    for (path, text) in files {
        for (number, line) in lines::<Line>(path, text)? {
            add(line, topics, &mut opened).map_err(|message| Error::format(*path, number, message))?;
        }
    }
    let mut imported = Imported::default();
    for (id, mut opened) in opened {
        if opened.views.iter().all(|view| *view == Labels::default()) {
            imported.unlabelled.push(id);
        } else {
            set_views(&mut opened.article, opened.views, None);
            imported.articles.push(opened.article);
        }
    }
    Ok(imported)
}

fn add(line: Line, topics: &TopicKeys, opened: &mut IndexMap<String, Opened>) -> Result<(), String> {
    let data = line.meta.filter(|meta| meta.article.is_some()).unwrap_or(line.data);
    let id = data.article.clone().unwrap_or(line.id);
    let kind = kind(&line.label, data.kind, topics)?;
    let ranked = data.keywords.clone().unwrap_or_default();
    let head = data.title.as_ref().map(|title| format!("{title}\n")).filter(|head| line.text.starts_with(head));
    let shift = head.as_ref().map_or(0, |head| head.chars().count());
    if !opened.contains_key(&id) {
        opened.insert(id.clone(), open(id.clone(), &line.text[head.map_or(0, |head| head.len())..], data)?);
    }
    let Some(open) = opened.get_mut(&id) else { return Ok(()) };
    let person = open.read[kind as usize];
    open.read[kind as usize] += 1;
    if open.views.len() <= person {
        open.views.resize(person + 1, Labels::default());
    }
    let (article, labels) = (&open.article, &mut open.views[person]);
    match line.label {
        Given::One(name) => add_names(&[name], kind, article, labels, topics),
        Given::Names(names) => add_names(&names, kind, article, labels, topics),
        Given::Spans(spans) => add_spans(&line.text, spans, shift, &open.places, &ranked, labels),
        Given::Entities(entities) => {
            let spans = entities.into_iter().map(|entity| (entity.start_offset, entity.end_offset, entity.label)).collect();
            add_spans(&line.text, spans, shift, &open.places, &ranked, labels)
        }
    }
}

fn open(id: String, text: &str, data: Metadata) -> Result<Opened, String> {
    let cut = || sentences(text).into_iter().map(|span| span.of(text).to_owned()).collect();
    let article = GoldArticle {
        id,
        source: data.source,
        date: data.date,
        title: data.title,
        text: text.to_owned(),
        sentences: data.sentences.unwrap_or_else(cut),
        ..GoldArticle::default()
    };
    let places = sentence_places(&article)?;
    Ok(Opened { article, places, views: Vec::new(), read: [0; 3] })
}

/// The kind of a line: as it says, else by what its labels look like.
fn kind(label: &Given, said: Option<Kind>, topics: &TopicKeys) -> Result<Kind, String> {
    let names = match label {
        Given::Spans(spans) if spans.is_empty() => return Ok(said.unwrap_or(Kind::Sequence)),
        Given::Spans(_) | Given::Entities(_) => return Ok(Kind::Sequence),
        Given::One(name) => std::slice::from_ref(name),
        Given::Names(names) => names,
    };
    if let Some(said) = said {
        return Ok(said);
    }
    let is_sentence = |name: &String| name.contains(['。', '，', '！', '？', '\n']);
    if names.iter().any(is_sentence) {
        return Ok(Kind::Seq2seq);
    }
    names.iter().try_for_each(|name| topics.known(name).map(drop))?;
    Ok(Kind::Classification)
}

fn add_names(names: &[String], kind: Kind, article: &GoldArticle, labels: &mut Labels, topics: &TopicKeys) -> Result<(), String> {
    match kind {
        Kind::Classification => {
            for name in names {
                push_new(&mut labels.topics, [topics.known(name)?]);
            }
        }
        Kind::Seq2seq => names.iter().for_each(|reference| set_reference(article, labels, reference)),
        Kind::Sequence => {} // a sequence line without spans: nothing was marked
    }
    Ok(())
}

/// Spans in the text with its headline; `shift` is where the article's own text begins.
fn add_spans(
    text: &str,
    spans: Vec<(usize, usize, String)>,
    shift: usize,
    places: &[Place],
    ranked: &[String],
    labels: &mut Labels,
) -> Result<(), String> {
    let mut terms = Vec::new();
    let mut numbers = Vec::new();
    for (start, end, label) in spans {
        let place = place_of(text, [start, end], None)?;
        match label.as_str() {
            KEYWORD | "关键词" => push_new(&mut terms, slice(text, place).map(|term| term.trim().to_owned())),
            SUMMARY | "摘要" => {
                push_new(&mut numbers, sentences_in(places, place.map(|point| point.saturating_sub(shift))));
            }
            other => return Err(format!("label `{other}` of a span is neither `{KEYWORD}` nor `{SUMMARY}`")),
        }
    }
    // A term that stands nowhere has no span to take away; every other one must still have its span.
    let kept = ranked.iter().filter(|term| terms.contains(term) || !text.contains(term.as_str())).cloned();
    push_new(&mut labels.keywords, kept.collect::<Vec<_>>());
    push_new(&mut labels.keywords, terms);
    push_new(&mut labels.summary, numbers);
    Ok(())
}
