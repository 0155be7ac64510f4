//! Label Studio: JSON tasks out, its JSON export in.
//!
//! A task shows headline and text; topics are choices (`topics`, and the first one alone in `primary`), keywords and
//! summary sentences are labelled spans, their rank stands in the region's `meta`. Labels of a record go out as a
//! prediction, those of several annotators as annotations; only annotations come in. Regions are understood by their
//! type and label, so a project of one's own works too, as long as its labels are our topics, `keyword` and `summary`.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::{
    Error, Result,
    eval::{
        gold::{GoldArticle, Labels, id_text, or_default, plain},
        tasks::{
            Imported, KEYWORD, SUMMARY, TopicKeys, set_views,
            spans::{Place, first_place, place_of, push_new, sentence_places, sentences_in, set_reference, slice},
        },
    },
    text::sentences,
};

/// Controls of our labelling interface.
const TOPICS: &str = "topics";
const PRIMARY: &str = "primary";
const IN_TEXT: &str = "in_text";
const IN_TITLE: &str = "in_title";
const MORE_KEYWORDS: &str = "more_keywords";
const REFERENCE: &str = "reference";
/// Objects of it.
const TITLE: &str = "title";
const TEXT: &str = "text";

#[derive(Serialize, Deserialize)]
struct Task {
    data: Data,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    annotations: Vec<Annotation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    predictions: Vec<Prediction>,
}

#[derive(Serialize, Deserialize)]
struct Data {
    #[serde(deserialize_with = "id_text")]
    id: String,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    date: Option<String>,
    /// Empty for an article without a headline: the interface shows a null as the word.
    #[serde(default, deserialize_with = "or_default")]
    title: String,
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sentences: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Annotation {
    #[serde(default)]
    ground_truth: bool,
    #[serde(default)]
    was_cancelled: bool,
    result: Vec<Region>,
}

#[derive(Serialize, Deserialize)]
struct Prediction {
    model_version: String,
    result: Vec<Region>,
}

#[derive(Serialize, Deserialize)]
struct Region {
    #[serde(default)]
    id: String,
    from_name: String,
    to_name: String,
    #[serde(rename = "type")]
    kind: String,
    value: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    meta: Option<Meta>,
}

#[derive(Default, Serialize, Deserialize)]
struct Value {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    labels: Option<Vec<String>>,
}

/// Text of a span, or the lines of a text area.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Words {
    One(String),
    Many(Vec<String>),
}

#[derive(Serialize, Deserialize)]
struct Meta {
    text: Vec<String>,
}

/// The tasks of `articles` as a JSON array; `version` names who made the predictions.
pub fn write(articles: &[GoldArticle], version: &str) -> Result<String> {
    let tasks: Result<Vec<Task>> = articles.iter().map(|article| task(article, version).map_err(Error::settings)).collect();
    let text = serde_json::to_string_pretty(&tasks?);
    text.map(|text| text + "\n").map_err(|error| Error::settings(format!("tasks do not serialise: {error}")))
}

fn task(article: &GoldArticle, version: &str) -> Result<Task, String> {
    let places = sentence_places(article)?;
    let annotations = article.annotators.iter().map(|view| Annotation {
        ground_truth: false,
        was_cancelled: false,
        result: regions(article, view, &places),
    });
    let mut annotations: Vec<Annotation> = annotations.collect();
    let result = regions(article, &article.labels, &places);
    let mut predictions = Vec::new();
    if annotations.is_empty() {
        predictions.push(Prediction { model_version: version.to_owned(), result });
    } else {
        annotations.push(Annotation { ground_truth: true, was_cancelled: false, result });
    }
    let data = Data {
        id: article.id.clone(),
        source: article.source.clone(),
        date: article.date.clone(),
        title: article.title.clone().unwrap_or_default(),
        text: article.text.clone(),
        sentences: article.sentences.clone(),
    };
    Ok(Task { data, annotations, predictions })
}

fn regions(article: &GoldArticle, labels: &Labels, sentences: &[Place]) -> Vec<Region> {
    let mut regions = Vec::new();
    if let Some(primary) = labels.topics.first() {
        regions.push(choice(PRIMARY, vec![primary.clone()]));
        regions.push(choice(TOPICS, labels.topics.clone()));
    }
    let title = article.title.as_deref().unwrap_or_default();
    for (rank, term) in labels.keywords.iter().enumerate() {
        let rank = Some(rank + 1);
        regions.push(match (first_place(&article.text, term), first_place(title, term)) {
            (Some(place), _) => span(IN_TEXT, TEXT, &article.text, place, KEYWORD, rank),
            (None, Some(place)) => span(IN_TITLE, TITLE, title, place, KEYWORD, rank),
            (None, None) => area(MORE_KEYWORDS, term, rank),
        });
    }
    let marked = labels.summary.iter().filter_map(|&number| sentences.get(number));
    regions.extend(marked.enumerate().map(|(rank, &place)| span(IN_TEXT, TEXT, &article.text, place, SUMMARY, Some(rank + 1))));
    regions.extend(labels.reference.iter().map(|reference| area(REFERENCE, reference, None)));
    for (number, region) in regions.iter_mut().enumerate() {
        region.id = format!("r{number}");
    }
    regions
}

fn region(from_name: &str, to_name: &str, kind: &str, value: Value, rank: Option<usize>) -> Region {
    let meta = rank.map(|rank| Meta { text: vec![rank.to_string()] });
    Region { id: String::new(), from_name: from_name.into(), to_name: to_name.into(), kind: kind.into(), value, meta }
}

fn choice(from: &str, choices: Vec<String>) -> Region {
    region(from, TEXT, "choices", Value { choices: Some(choices), ..Value::default() }, None)
}

fn span(from: &str, to: &str, text: &str, place: Place, label: &str, rank: Option<usize>) -> Region {
    let value = Value {
        start: Some(place[0]),
        end: Some(place[1]),
        text: slice(text, place).map(Words::One),
        labels: Some(vec![label.to_owned()]),
        choices: None,
    };
    region(from, to, "labels", value, rank)
}

fn area(from: &str, text: &str, rank: Option<usize>) -> Region {
    region(from, TEXT, "textarea", Value { text: Some(Words::Many(vec![text.to_owned()])), ..Value::default() }, rank)
}

/// Whether a file looks like a Label Studio export.
pub fn is_export(text: &str) -> bool {
    text.trim_start().starts_with('[')
}

/// Reads an export (format JSON); `path` names the file in errors.
pub fn read(path: &str, text: &str, topics: &TopicKeys) -> Result<Imported> {
    let tasks: Vec<Task> = serde_json::from_str(text).map_err(|error| {
        let hint = if text.contains("\"annotations\"") { "" } else { "; export it as JSON, not as JSON-MIN" };
        Error::format(path, error.line(), plain(&error) + hint)
    })?;
    let mut imported = Imported::default();
    for (number, task) in tasks.into_iter().enumerate() {
        let id = task.data.id.clone();
        let wrong = |message: String| Error::format(path, number + 1, format!("task of article {id}: {message}"));
        match article(task, topics).map_err(wrong)? {
            Some(article) => imported.articles.push(article),
            None => imported.unlabelled.push(id.clone()),
        }
    }
    Ok(imported)
}

/// The labelled article of a task; `None` where nobody labelled it.
fn article(task: Task, topics: &TopicKeys) -> Result<Option<GoldArticle>, String> {
    let Data { id, source, date, title, text, sentences: given } = task.data;
    let cut = || sentences(&text).into_iter().map(|span| span.of(&text).to_owned()).collect();
    let sentences = if given.is_empty() { cut() } else { given };
    let title = Some(title).filter(|title| !title.is_empty());
    let mut article = GoldArticle { id, source, date, title, text, sentences, ..GoldArticle::default() };
    let places = sentence_places(&article)?;
    let (mut views, mut adjudicated) = (Vec::new(), None);
    for annotation in task.annotations.iter().filter(|annotation| !annotation.was_cancelled) {
        let labels = labels(&article, &annotation.result, &places, topics)?;
        if annotation.ground_truth && adjudicated.is_none() {
            adjudicated = Some(labels);
        } else {
            views.push(labels);
        }
    }
    if views.is_empty() {
        views.extend(adjudicated.take());
    }
    if views.is_empty() {
        return Ok(None);
    }
    set_views(&mut article, views, adjudicated);
    Ok(Some(article))
}

fn labels(article: &GoldArticle, regions: &[Region], sentences: &[Place], topics: &TopicKeys) -> Result<Labels, String> {
    let mut labels = Labels::default();
    let mut primary = None;
    let mut keywords: Vec<(usize, String)> = Vec::new();
    let mut summary: Vec<(usize, usize)> = Vec::new();
    for region in regions {
        let value = &region.value;
        let rank = region.meta.as_ref().and_then(|meta| meta.text.first()?.parse().ok()).unwrap_or(usize::MAX);
        for choice in value.choices.iter().flatten() {
            let id = topics.known(choice)?;
            if region.from_name == PRIMARY {
                primary = Some(id);
            } else {
                push_new(&mut labels.topics, [id]);
            }
        }
        for label in value.labels.iter().flatten() {
            let title = article.title.as_deref().unwrap_or_default();
            let text = if region.to_name == TITLE { title } else { &article.text };
            let place = [value.start.unwrap_or_default(), value.end.unwrap_or_default()];
            let said = if let Some(Words::One(said)) = &value.text { Some(said.as_str()) } else { None };
            let place = place_of(text, place, said)?;
            match label.as_str() {
                KEYWORD | "关键词" => keywords.extend(slice(text, place).map(|term| (rank, term.trim().to_owned()))),
                SUMMARY | "摘要" => summary.extend(sentences_in(sentences, place).into_iter().map(|number| (rank, number))),
                other => return Err(format!("label `{other}` of a span is neither `{KEYWORD}` nor `{SUMMARY}`")),
            }
        }
        if region.kind == "textarea" {
            let lines = match &value.text {
                Some(Words::One(line)) => std::slice::from_ref(line),
                Some(Words::Many(lines)) => lines,
                None => &[],
            };
            if region.from_name == MORE_KEYWORDS {
                keywords.extend(lines.iter().map(|line| (rank, line.trim().to_owned())));
            } else {
                set_reference(article, &mut labels, &lines.join("\n"));
            }
        }
    }
    if let Some(primary) = primary {
        labels.topics.retain(|topic| *topic != primary);
        labels.topics.insert(0, primary);
    }
    keywords.sort_by_key(|&(rank, _)| rank); // stable: what a person added follows in the order of adding
    summary.sort_by_key(|&(rank, _)| rank);
    push_new(&mut labels.keywords, keywords.into_iter().map(|(_, term)| term));
    push_new(&mut labels.summary, summary.into_iter().map(|(_, number)| number));
    Ok(labels)
}

/// Text as the value of an XML attribute.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The labelling interface the tasks are made for, to paste into a new project.
pub fn interface(topics: &TopicKeys) -> String {
    let mut choices = String::new();
    for (id, name) in topics.pairs() {
        let _ = writeln!(choices, "      <Choice value=\"{}\" alias=\"{}\"/>", attribute(name), attribute(id));
    }
    format!(
        r##"<View>
  <Text name="{TITLE}" value="$title"/>
  <Labels name="{IN_TITLE}" toName="{TITLE}"><Label value="{KEYWORD}" background="#e3b341"/></Labels>
  <Text name="{TEXT}" value="$text" granularity="symbol"/>
  <Labels name="{IN_TEXT}" toName="{TEXT}">
    <Label value="{KEYWORD}" background="#e3b341"/>
    <Label value="{SUMMARY}" background="#6cb0f5"/>
  </Labels>
  <Header value="First topic"/>
  <Choices name="{PRIMARY}" toName="{TEXT}" choice="single" showInline="true">
{choices}  </Choices>
  <Header value="All topics"/>
  <Choices name="{TOPICS}" toName="{TEXT}" choice="multiple" showInline="true">
{choices}  </Choices>
  <TextArea name="{MORE_KEYWORDS}" toName="{TEXT}" placeholder="keywords that stand nowhere" maxSubmissions="8"/>
  <TextArea name="{REFERENCE}" toName="{TEXT}" placeholder="summary in free words" maxSubmissions="1"/>
</View>
"##
    )
}
