//! The report as JSON: `system` and `human` as the scorer of labels names them; `all`, `by`, `pages`,
//! `missing_pages`, `unknown_pages` and `linked` as the scorer of pages does.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    Error, Result,
    eval::{
        bootstrap::Interval,
        figures::Figures,
        report::{Changed, Confused, Names, Report, Subject, TopicLine, Unpaired},
    },
    record::round,
};

#[derive(Serialize)]
struct Written<'r> {
    names: &'r Names,
    #[serde(skip_serializing_if = "Option::is_none")]
    system: Option<&'r Figures>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all: Option<&'r Figures>,
    #[serde(flatten)]
    pages: Option<Pages<'r>>,
    human: Option<&'r Figures>,
    intervals: ByKey<'r, Interval>,
    samples: usize,
    seed: u64,
    other: Option<&'r Figures>,
    p: ByKey<'r, f64>,
    unpaired: &'r Unpaired,
    topics: &'r [TopicLine],
    confusion: &'r [Confused],
    worst: Vec<WorstLine<'r>>,
    changed: &'r [Changed],
}

#[derive(Serialize)]
#[allow(clippy::struct_field_names)] // the names are those of the published scorer
struct Pages<'r> {
    pages: usize,
    missing_pages: usize,
    unknown_pages: usize,
    linked: Option<f64>,
    by: BTreeMap<&'r str, &'r Figures>,
}

#[derive(Serialize)]
struct WorstLine<'r> {
    id: &'r str,
    page: Option<&'r str>,
    title: &'r str,
    score: f64,
}

/// Values in the order of the figures, written as a map.
struct ByKey<'r, V>(&'r Figures, &'r [V]);

impl<V: Rounded> Serialize for ByKey<'_, V> {
    fn serialize<S: Serializer>(&self, output: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = output.serialize_map(None)?;
        for ((key, _), value) in self.0.iter().zip(self.1).filter(|((key, _), _)| *key != "articles") {
            map.serialize_entry(key, &value.rounded())?;
        }
        map.end()
    }
}

/// Four places, as everywhere in what we write.
trait Rounded {
    type As: Serialize;
    fn rounded(&self) -> Self::As;
}

impl Rounded for f64 {
    type As = f64;
    fn rounded(&self) -> f64 {
        round(*self)
    }
}

impl Rounded for Interval {
    type As = Self;
    fn rounded(&self) -> Self {
        self.map(round)
    }
}

pub(super) fn json(report: &Report) -> Result<String> {
    let is_pages = report.of == Subject::Pages;
    let written = Written {
        names: &report.names,
        system: (!is_pages).then_some(&report.system),
        all: is_pages.then_some(&report.system),
        pages: is_pages.then(|| Pages {
            pages: report.units,
            missing_pages: report.unpaired.no_record.len(),
            unknown_pages: report.unpaired.no_gold.len(),
            linked: report.system.get("linked").map(round),
            by: report.groups.iter().map(|group| (group.name.as_str(), &group.figures)).collect(),
        }),
        human: report.human.as_ref(),
        intervals: ByKey(&report.system, &report.intervals),
        samples: report.samples,
        seed: report.seed,
        other: report.other.as_ref(),
        p: ByKey(&report.system, &report.p_values),
        unpaired: &report.unpaired,
        topics: &report.topics,
        confusion: &report.confusion,
        worst: report.worst.iter().map(worst).collect(),
        changed: &report.changed,
    };
    let text = serde_json::to_string_pretty(&written);
    text.map(|text| text + "\n").map_err(|error| Error::settings(format!("the report does not serialise: {error}")))
}

fn worst(worst: &crate::eval::report::Worst) -> WorstLine<'_> {
    WorstLine { id: &worst.id, page: worst.page.as_deref(), title: &worst.title, score: round(worst.score) }
}
