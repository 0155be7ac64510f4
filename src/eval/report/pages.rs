//! The report on the cut of pages into articles.

use std::collections::BTreeMap;

use crate::eval::{
    bootstrap::intervals,
    gold::GoldPage,
    output::Output,
    report::{Changed, Group, Measured, Report, Settings, Subject, Unpaired, Worst, highlight, p_values_of},
    splitting::{PageSums, SplitScores, score},
};

/// Overlap from which an article counts as found when two systems are compared.
const FOUND: f64 = 0.9;

/// Measures `system`, and compares it with `other` where there is one.
pub fn of_pages(gold: &[GoldPage], system: &[Output], other: Option<&[Output]>, settings: &Settings<'_>) -> Report {
    let scores = score(gold, system);
    let other_scores = other.map(|other| score(gold, other));
    let measured = measure(&scores, settings);
    let other = other_scores.as_ref().map(|scores| measure(scores, settings));
    let p_values = p_values_of(&measured, other.as_ref());
    Report {
        of: Subject::Pages,
        names: settings.names.clone(),
        units: gold.len(),
        samples: settings.bootstrap.samples,
        seed: settings.bootstrap.seed,
        intervals: intervals(&measured.samples),
        system: with_linked(measured, &scores),
        human: None,
        other: other.zip(other_scores.as_ref()).map(|(other, scores)| with_linked(other, scores)),
        p_values,
        unpaired: Unpaired { no_record: scores.missing.clone(), no_gold: scores.unknown.clone(), twice: Vec::new() },
        topics: Vec::new(),
        confusion: Vec::new(),
        groups: groups(gold, &scores),
        worst: worst(gold, &scores, settings.worst),
        changed: other_scores.map(|other| changed(&scores, &other)).unwrap_or_default(),
    }
}

fn measure(scores: &SplitScores, settings: &Settings<'_>) -> Measured {
    let figures = |sums: &PageSums| sums.figures().values();
    let samples = settings.bootstrap.resample(&scores.rows, &PageSums::default(), figures);
    Measured { figures: scores.totals().figures(), samples }
}

/// Joined jumps are counted over the whole set, so they have no samples and stand last.
fn with_linked(measured: Measured, scores: &SplitScores) -> crate::eval::Figures {
    let mut figures = measured.figures;
    if let Some(linked) = scores.linked {
        figures.push("linked", linked);
    }
    figures
}

fn groups(gold: &[GoldPage], scores: &SplitScores) -> Vec<Group> {
    let mut groups: BTreeMap<String, (usize, PageSums)> = BTreeMap::new();
    for (page, row) in gold.iter().zip(&scores.rows) {
        let interleaved = page.interleaved.map(|mixed| if mixed { "columns mixed" } else { "columns apart" }.to_owned());
        let extractor = page.extractor.as_ref().map(|name| format!("extractor {name}"));
        let house = page.house.as_ref().map(|name| format!("house {name}"));
        for name in [interleaved, extractor, house].into_iter().flatten() {
            let (pages, sums) = groups.entry(name).or_default();
            *pages += 1;
            *sums += row;
        }
    }
    groups.into_iter().map(|(name, (pages, sums))| Group { name, pages, figures: sums.figures() }).collect()
}

fn worst(gold: &[GoldPage], scores: &SplitScores, count: usize) -> Vec<Worst> {
    let mut order: Vec<_> = scores.found.iter().collect();
    order.sort_by(|a, b| {
        a.overlap.total_cmp(&b.overlap).then_with(|| a.page.cmp(&b.page)).then_with(|| a.article.cmp(&b.article))
    });
    let body = |page: &str, id: &str| {
        let page = gold.iter().find(|gold| gold.page == page)?;
        page.articles.iter().find(|article| article.id == id).map(|article| article.body.as_str())
    };
    let one = |found: &crate::eval::splitting::Found| Worst {
        id: found.article.clone(),
        page: Some(found.page.clone()),
        title: found.title.clone(),
        score: found.overlap,
        text: highlight::captured(body(&found.page, &found.article).unwrap_or_default(), &found.captured),
        item: found.item.clone(),
        ..Worst::default()
    };
    order.into_iter().take(count).map(one).collect()
}

fn changed(scores: &SplitScores, other: &SplitScores) -> Vec<Changed> {
    let what = |is: bool| if is { vec!["found"] } else { Vec::new() };
    let pairs = scores.found.iter().zip(&other.found);
    let turned = pairs.filter(|(here, there)| (here.overlap >= FOUND) != (there.overlap >= FOUND));
    turned
        .map(|(here, _)| Changed {
            id: here.article.clone(),
            title: here.title.clone(),
            won: what(here.overlap >= FOUND),
            lost: what(here.overlap < FOUND),
        })
        .collect()
}
