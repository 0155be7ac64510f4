//! The confusion pairs as a heat map: the gold's topics down, the system's across, nothing last.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::eval::report::{Report, html::articles};

/// How "no topic" is shown.
const NOTHING: &str = "无";
/// Strongest colour of a cell, as a percentage: the number in it must stay readable.
const STRONGEST: f64 = 70.0;

/// A table of articles.
#[derive(Serialize)]
pub(super) struct Heat<'r> {
    columns: Vec<Topic<'r>>,
    rows: Vec<Row<'r>>,
}

/// A topic and its number among those of the report; `-` for none.
#[derive(Clone, Serialize)]
struct Topic<'r> {
    name: &'r str,
    number: String,
    #[serde(skip)]
    id: Option<&'r str>,
}

#[derive(Serialize)]
struct Row<'r> {
    name: &'r str,
    number: String,
    cells: Vec<Cell<'r>>,
}

#[derive(Serialize)]
struct Cell<'r> {
    name: &'r str,
    number: String,
    articles: String,
    /// Share of its row as a percentage of colour; none where there is no article.
    share: Option<String>,
}

impl<'r> Heat<'r> {
    pub(super) fn new(report: &'r Report) -> Self {
        let topic = |(place, topic): (usize, &'r super::TopicLine)| Topic {
            name: &topic.name,
            number: place.to_string(),
            id: Some(&topic.id),
        };
        let mut columns: Vec<Topic<'r>> = report.topics.iter().enumerate().map(topic).collect();
        columns.push(Topic { name: NOTHING, number: "-".to_owned(), id: None });
        let counts: BTreeMap<(Option<&str>, Option<&str>), f64> =
            report.confusion.iter().map(|pair| ((pair.gold.as_deref(), pair.got.as_deref()), pair.articles)).collect();
        let count = |gold: &Topic<'r>, got: &Topic<'r>| counts.get(&(gold.id, got.id)).copied().unwrap_or_default();
        let row = |gold: &Topic<'r>| {
            let total: f64 = columns.iter().map(|got| count(gold, got)).sum();
            let cell = |got: &Topic<'r>| {
                let here = count(gold, got);
                Cell {
                    name: got.name,
                    number: got.number.clone(),
                    articles: if here > 0.0 { articles(here) } else { String::new() },
                    share: (here > 0.0).then(|| format!("{:.0}", (here / total * STRONGEST).max(6.0))),
                }
            };
            Row { name: gold.name, number: gold.number.clone(), cells: columns.iter().map(cell).collect() }
        };
        Self { rows: columns.iter().map(row).collect(), columns }
    }
}
