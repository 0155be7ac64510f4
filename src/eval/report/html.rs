//! The report as one HTML page: what the template of `data/` prints, escaped by it.

use minijinja::{Environment, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;

use crate::{
    Error, Result,
    eval::{
        figures::meaning,
        report::{Changed, Names, Piece, Report, Worst, heat::Heat},
    },
};

const FILES: [(&str, &str); 3] = [
    ("report.html", include_str!("data/report.html")),
    ("report.css", include_str!("data/report.css")),
    ("report.js", include_str!("data/report.js")),
];

/// Figures shown of a group of pages.
const GROUP_FIGURES: [&str; 8] = ["f1@0.9", "f1@0.75", "b3_p", "b3_r", "title_exact", "title_near", "stray", "order"];

/// Characters of the text that stand for a missing headline.
const OPENING: usize = 24;

/// Everything the template reads.
#[derive(Serialize)]
struct View<'r> {
    names: &'r Names,
    samples: usize,
    seed: u64,
    has_human: bool,
    figures: Vec<FigureView<'r>>,
    unpaired: Vec<UnpairedView<'r>>,
    topics: Vec<TopicView<'r>>,
    heat: Heat<'r>,
    group_keys: [&'static str; 8],
    groups: Vec<GroupView<'r>>,
    changed: &'r [Changed],
    worst: Vec<WorstView<'r>>,
}

/// A row of the table of figures; places are percentages of the bar.
#[derive(Serialize)]
struct FigureView<'r> {
    key: &'r str,
    meaning: Option<&'static str>,
    system: String,
    low: Option<String>,
    high: Option<String>,
    left: String,
    width: String,
    place: String,
    human_place: Option<String>,
    human: String,
    other: String,
    difference: String,
    p: String,
}

#[derive(Serialize)]
struct UnpairedView<'r> {
    what: &'static str,
    ids: &'r [String],
}

#[derive(Serialize)]
struct TopicView<'r> {
    id: &'r str,
    name: &'r str,
    gold: String,
    got: String,
    f1: String,
    precision: String,
    recall: String,
    f1_place: String,
    precision_place: String,
    recall_place: String,
    human_place: Option<String>,
    alpha: Option<String>,
}

#[derive(Serialize)]
struct GroupView<'r> {
    name: &'r str,
    pages: usize,
    values: Vec<String>,
}

#[derive(Serialize)]
struct WorstView<'r> {
    /// The headline, else the opening of the text.
    title: String,
    place: String,
    score: String,
    /// Numbers of its topics among those of the report, apart by blanks.
    gold_numbers: String,
    system_numbers: String,
    chips: Vec<ChipLine<'r>>,
    text: Vec<PieceView<'r>>,
    item: Option<&'r (String, String)>,
}

/// Topics or keywords of an article.
#[derive(Serialize)]
struct ChipLine<'r> {
    name: &'static str,
    chips: Vec<Chip<'r>>,
}

#[derive(Serialize)]
struct Chip<'r> {
    text: &'r str,
    side: &'static str,
    sign: &'static str,
    said: &'static str,
}

#[derive(Serialize)]
struct PieceView<'r> {
    text: &'r str,
    class: String,
}

pub(super) fn html(report: &Report) -> Result<String> {
    let broken = |error: minijinja::Error| Error::settings(format!("the report's template does not render: {error:#}"));
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(broken)?;
    let mut templates = Environment::new(); // escapes by the ending of a template's name
    templates.set_syntax(syntax);
    for (name, text) in FILES {
        templates.add_template(name, text).map_err(broken)?;
    }
    let page = templates.get_template("report.html").and_then(|page| page.render(Serde(View::new(report)))).map_err(broken)?;
    Ok(page.trim_start().to_owned())
}

impl<'r> View<'r> {
    fn new(report: &'r Report) -> Self {
        let unpaired = &report.unpaired;
        let lists = [
            ("of the gold have no record and score 0", &unpaired.no_record),
            ("of the records have no gold and are not measured", &unpaired.no_gold),
            ("ids have several records; the last was measured", &unpaired.twice),
        ];
        Self {
            names: &report.names,
            samples: report.samples,
            seed: report.seed,
            has_human: report.human.is_some(),
            figures: figures(report),
            unpaired: lists
                .into_iter()
                .filter(|(_, ids)| !ids.is_empty())
                .map(|(what, ids)| UnpairedView { what, ids })
                .collect(),
            topics: report.topics.iter().map(TopicView::new).collect(),
            heat: Heat::new(report),
            group_keys: GROUP_FIGURES,
            groups: report.groups.iter().map(GroupView::new).collect(),
            changed: &report.changed,
            worst: report.worst.iter().map(|worst| WorstView::new(worst, report)).collect(),
        }
    }
}

/// The figures; a meaning stands under the first one it belongs to.
fn figures(report: &Report) -> Vec<FigureView<'_>> {
    let mut said = Vec::new();
    let mut views: Vec<FigureView<'_>> = report.lines().iter().map(FigureView::new).collect();
    for view in &mut views {
        view.meaning = view.meaning.filter(|meaning| !said.contains(meaning));
        said.extend(view.meaning);
    }
    views
}

impl<'r> FigureView<'r> {
    fn new(line: &super::Line<'r>) -> Self {
        let shown = |value: Option<f64>| value.map_or_else(String::new, |value| number(line.key, value));
        let [low, high] = line.interval.unwrap_or_default();
        let difference = line.system.zip(line.other).filter(|_| line.key != "articles");
        Self {
            key: line.key,
            meaning: meaning(line.key),
            system: shown(line.system),
            low: line.interval.map(|_| number(line.key, low)),
            high: line.interval.map(|_| number(line.key, high)),
            left: percent(low),
            width: percent(high.min(1.0) - low),
            place: percent(line.system.unwrap_or_default()),
            human_place: line.human.map(percent),
            human: shown(line.human),
            other: shown(line.other),
            difference: difference.map_or_else(String::new, |(here, there)| format!("{:+.4}", here - there)),
            p: line.p.map_or_else(String::new, |p| format!("{p:.3}")),
        }
    }
}

impl<'r> TopicView<'r> {
    fn new(topic: &'r super::TopicLine) -> Self {
        let three = |value: f64| format!("{value:.3}");
        Self {
            id: &topic.id,
            name: &topic.name,
            gold: articles(topic.gold),
            got: articles(topic.got),
            f1: three(topic.f1),
            precision: three(topic.precision),
            recall: three(topic.recall),
            f1_place: percent(topic.f1),
            precision_place: percent(topic.precision),
            recall_place: percent(topic.recall),
            human_place: topic.human.map(percent),
            alpha: topic.alpha.map(|alpha| format!("{alpha:.2}")),
        }
    }
}

impl<'r> GroupView<'r> {
    fn new(group: &'r super::Group) -> Self {
        let value = |key: &str| group.figures.get(key).map_or_else(String::new, |value| format!("{value:.3}"));
        Self { name: &group.name, pages: group.pages, values: GROUP_FIGURES.map(value).to_vec() }
    }
}

impl<'r> WorstView<'r> {
    fn new(worst: &'r Worst, report: &'r Report) -> Self {
        let name = |id: &'r str| report.topics.iter().find(|topic| topic.id == id).map_or(id, |topic| topic.name.as_str());
        let numbers = |ids: &mut dyn Iterator<Item = &String>| {
            let places = ids.filter_map(|id| report.topics.iter().position(|topic| topic.id == *id));
            places.map(|place| place.to_string()).collect::<Vec<_>>().join(" ")
        };
        let is_labelled = report.of == super::Subject::Articles;
        let lines = [
            ("topics", chips(&worst.gold_topics, &worst.topics, name)),
            ("keywords", chips(&worst.gold_keywords, &worst.keywords, |term| term)),
        ];
        Self {
            title: if worst.title.is_empty() { opening(&worst.text) } else { worst.title.clone() },
            place: worst.page.as_ref().map_or_else(|| worst.id.clone(), |page| format!("{page} · {}", worst.id)),
            score: format!("{:.2}", worst.score),
            gold_numbers: numbers(&mut worst.gold_topics.iter().flatten()),
            system_numbers: numbers(&mut worst.topics.iter()),
            chips: lines.into_iter().filter(|_| is_labelled).map(|(name, chips)| ChipLine { name, chips }).collect(),
            text: worst.text.iter().map(|piece| PieceView { text: &piece.text, class: class(piece) }).collect(),
            item: worst.item.as_ref(),
        }
    }
}

/// What both sides name, in the system's order; then what only the gold names.
fn chips<'r>(gold: &'r [Vec<String>], system: &'r [String], name: impl Fn(&'r str) -> &'r str) -> Vec<Chip<'r>> {
    let mut wanted: Vec<&String> = Vec::new();
    for term in gold.iter().flatten() {
        if !wanted.contains(&term) {
            wanted.push(term);
        }
    }
    let given = system.iter().map(|term| {
        let (side, sign, said) = if wanted.contains(&term) { ("both", "✓", "right") } else { ("system", "+", "too much") };
        Chip { text: name(term), side, sign, said }
    });
    let missed = wanted.iter().filter(|term| !system.contains(term));
    given.chain(missed.map(|term| Chip { text: name(term), side: "gold", sign: "−", said: "missed" })).collect()
}

/// The first characters of a text without a headline.
fn opening(text: &[Piece]) -> String {
    let opening: String = text.iter().flat_map(|piece| piece.text.chars()).take(OPENING).collect();
    format!("{opening}…")
}

/// The classes of a piece: whose sentence, whose keyword.
fn class(piece: &Piece) -> String {
    let has = |mark: &str| piece.marks.split(' ').any(|other| other == mark);
    let side = |gold: bool, system: bool| match (gold, system) {
        (true, true) => Some("both"),
        (true, false) => Some("gold"),
        (false, true) => Some("system"),
        (false, false) => None,
    };
    let sentence = if has("lost") { Some("lost") } else { side(has("gs"), has("ss")) };
    let sentence = sentence.map(|side| format!("piece {side}"));
    let term = side(has("gk"), has("sk")).map(|side| format!("term-{side}"));
    [sentence, term].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn number(key: &str, value: f64) -> String {
    if key == "articles" { format!("{value}") } else { format!("{value:.4}") }
}

/// A number of articles: whole where it is, else with one place.
pub(super) fn articles(count: f64) -> String {
    if count.fract() == 0.0 { format!("{count}") } else { format!("{count:.1}") }
}

/// A share as a percentage of a bar.
fn percent(share: f64) -> String {
    format!("{:.1}", share.clamp(0.0, 1.0) * 100.0)
}
