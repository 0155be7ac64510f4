//! The report on labels of articles.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::eval::{
    agreement::{Agreement, agreement},
    articles::{ArticleScore, Scores, score, score_human},
    bootstrap::intervals,
    gold::GoldArticle,
    output::Output,
    report::{Changed, Confused, Measured, Report, Settings, Subject, TopicLine, Unpaired, Worst, highlight, p_values_of},
};

/// Keywords or a summary are right, when two systems are compared, from this F1 on.
const RIGHT: f64 = 0.5;

/// Measures `system`, and compares it with `other` where there is one.
pub fn of_articles(gold: &[GoldArticle], system: &[Output], other: Option<&[Output]>, settings: &Settings<'_>) -> Report {
    let scores = score(gold, system, &settings.measures);
    let other_scores = other.map(|other| score(gold, other, &settings.measures));
    let measured = measure(&scores, settings);
    let other = other_scores.as_ref().map(|scores| measure(scores, settings));
    let human = score_human(gold, &settings.measures);
    let agreement = agreement(gold);
    let p_values = p_values_of(&measured, other.as_ref());
    Report {
        of: Subject::Articles,
        names: settings.names.clone(),
        units: gold.len(),
        samples: settings.bootstrap.samples,
        seed: settings.bootstrap.seed,
        intervals: intervals(&measured.samples),
        system: measured.figures,
        human: human_figures(&human, agreement.as_ref()),
        other: other.map(|other| other.figures),
        p_values,
        unpaired: unpaired(gold, system),
        topics: topic_lines(&scores, &human, agreement.as_ref(), settings),
        confusion: confusion(&scores),
        groups: Vec::new(),
        worst: worst(gold, system, &scores, settings.worst),
        changed: other_scores.map(|other| changed(gold, &scores, &other)).unwrap_or_default(),
    }
}

fn measure(scores: &Scores, settings: &Settings<'_>) -> Measured {
    // What the gold was labelled for does not change from sample to sample, so neither do the figures' places.
    let all = scores.figures(&scores.totals());
    let sample = |totals: &_| {
        let figures = scores.figures(totals);
        all.iter().map(|(key, _)| figures.get(key).unwrap_or_default()).collect()
    };
    let samples = settings.bootstrap.resample(&scores.rows, &scores.zero(), sample);
    Measured { figures: all, samples }
}

fn human_figures(human: &Scores, agreement: Option<&Agreement>) -> Option<crate::eval::Figures> {
    let mut figures = Some(human).filter(|human| !human.rows.is_empty()).map(|human| human.figures(&human.totals()))?;
    if let Some(agreement) = agreement {
        figures.push("alpha_topics", agreement.alpha);
    }
    Some(figures)
}

fn unpaired(gold: &[GoldArticle], system: &[Output]) -> Unpaired {
    let labelled: BTreeSet<&str> = gold.iter().map(|article| article.id.as_str()).collect();
    let mut records: BTreeMap<&str, usize> = BTreeMap::new();
    for output in system {
        *records.entry(&output.id).or_default() += 1;
    }
    let own = |ids: &mut dyn Iterator<Item = &&str>| ids.map(|&id| id.to_owned()).collect();
    Unpaired {
        no_record: own(&mut labelled.iter().filter(|id| !records.contains_key(**id))),
        no_gold: own(&mut records.keys().filter(|id| !labelled.contains(**id))),
        twice: own(&mut records.iter().filter(|&(_, &times)| times > 1).map(|(id, _)| id)),
    }
}

fn topic_lines(scores: &Scores, human: &Scores, agreement: Option<&Agreement>, settings: &Settings<'_>) -> Vec<TopicLine> {
    let (totals, human_totals) = (scores.totals(), human.totals());
    let name = |id: &str| settings.topics.iter().position(|(known, _)| known == id);
    let people = |id: &str| {
        let place = human.names.names().binary_search_by(|other| other.as_str().cmp(id)).ok()?;
        Some(human_totals.topics.counts[place]).filter(|count| count.gold > 0.0).map(|count| count.prf().f1)
    };
    let alpha = |id: &str| agreement?.topics.iter().find(|(topic, _)| topic == id).map(|&(_, alpha)| alpha);
    let line = |(id, count): (&String, &crate::eval::TopicCount)| {
        let prf = count.prf();
        TopicLine {
            id: id.clone(),
            name: name(id).map_or(id, |place| &settings.topics[place].1).clone(),
            gold: count.gold,
            got: count.got,
            precision: prf.precision,
            recall: prf.recall,
            f1: prf.f1,
            human: people(id),
            alpha: alpha(id),
        }
    };
    let mut lines: Vec<TopicLine> = scores.names.names().iter().zip(&totals.topics.counts).map(line).collect();
    lines.sort_by(|a, b| b.gold.total_cmp(&a.gold).then_with(|| name(&a.id).cmp(&name(&b.id))).then_with(|| a.id.cmp(&b.id)));
    lines
}

/// Hits and confusions, most frequent first.
fn confusion(scores: &Scores) -> Vec<Confused> {
    let mut pairs: BTreeMap<(Option<usize>, Option<usize>), f64> = BTreeMap::new();
    for &(gold, got, articles) in scores.rows.iter().flat_map(|row| &row.topics.confused) {
        *pairs.entry((gold, got)).or_default() += articles;
    }
    let name = |topic: Option<usize>| topic.map(|topic| scores.names.names()[topic].clone());
    let mut pairs: Vec<Confused> =
        pairs.into_iter().map(|((gold, got), articles)| Confused { gold: name(gold), got: name(got), articles }).collect();
    pairs.sort_by(|a, b| b.articles.total_cmp(&a.articles)); // stable: equals stay in order of their names
    pairs
}

fn worst(gold: &[GoldArticle], system: &[Output], scores: &Scores, count: usize) -> Vec<Worst> {
    let outputs: FxHashMap<&str, &Output> = system.iter().map(|output| (output.id.as_str(), output)).collect();
    let overall: Vec<f64> = scores.rows.iter().map(|row| row.overall(scores.keyword_values())).collect();
    let mut order: Vec<usize> = (0..gold.len()).collect();
    order.sort_by(|&a, &b| overall[a].total_cmp(&overall[b]));
    let nothing = Output::default();
    let one = |place: usize| {
        let article = &gold[place];
        let output = outputs.get(article.id.as_str()).copied().unwrap_or(&nothing);
        let views = article.views();
        Worst {
            id: article.id.clone(),
            title: article.title.clone().unwrap_or_default(),
            score: overall[place],
            gold_topics: views.iter().map(|view| view.topics.clone()).collect(),
            topics: output.topics.clone(),
            gold_keywords: views.iter().map(|view| view.keywords.clone()).collect(),
            keywords: output.keywords.clone(),
            text: highlight::labels(article, output),
            ..Worst::default()
        }
    };
    order.into_iter().take(count).map(one).collect()
}

/// What of an article is right: first topic, all topics, keywords, summary.
fn sides(row: &ArticleScore, scores: &Scores) -> [(&'static str, bool); 4] {
    let share = |part: f64, whole: f64| whole > 0.0 && part / whole >= RIGHT;
    let value = |place: usize| row.means.get(place).copied().unwrap_or_default();
    [
        ("first topic", share(row.topics.primary, row.topics.weight)),
        ("all topics", share(row.topics.exact, row.topics.weight)),
        ("keywords", share(value(0), row.keyword_weight)),
        ("summary", share(value(scores.keyword_values()), row.summary_weight)),
    ]
}

fn changed(gold: &[GoldArticle], scores: &Scores, other: &Scores) -> Vec<Changed> {
    let mut changed = Vec::new();
    for (article, (row, other_row)) in gold.iter().zip(scores.rows.iter().zip(&other.rows)) {
        let pairs = || sides(row, scores).into_iter().zip(sides(other_row, other));
        let won: Vec<_> = pairs().filter(|((_, here), (_, there))| *here && !there).map(|((what, _), _)| what).collect();
        let lost: Vec<_> = pairs().filter(|((_, here), (_, there))| !here && *there).map(|((what, _), _)| what).collect();
        if !won.is_empty() || !lost.is_empty() {
            changed.push(Changed { id: article.id.clone(), title: article.title.clone().unwrap_or_default(), won, lost });
        }
    }
    changed
}
