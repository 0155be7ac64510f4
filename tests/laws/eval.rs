//! The product's figures against those of the published scorers.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};
use zhaibao::eval::{
    articles::Measures,
    bootstrap::Bootstrap,
    gold::{Gold, GoldArticle, GoldPage},
    output::Output,
    report::{Names, Report, Settings, of_articles, of_pages},
    rouge,
};

use crate::shared;

/// Made by `data/make_rouge_table.py`.
const ROUGE_TABLE: &str = include_str!("data/rouge_table.tsv");
/// Figures are written with four places, so two roundings may lie one unit of the last place apart.
const LAST_PLACE: f64 = 1.000_001e-4;

#[test]
fn rouge_is_that_of_the_package() {
    let tokens = |text: &str| text.chars().map(u32::from).collect::<Vec<_>>();
    let mut pairs = 0;
    for line in ROUGE_TABLE.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let found = rouge(&tokens(cells[0]), &tokens(cells[1]));
        let found = [found.one, found.two, found.l].map(|prf| [prf.precision, prf.recall, prf.f1]);
        for (found, expected) in found.iter().flatten().zip(&cells[2..]) {
            let expected: f64 = expected.parse().unwrap();
            assert!((found - expected).abs() < 1e-6, "{line}\nfound {found}");
        }
        pairs += 1;
    }
    assert_eq!(pairs, 200);
}

#[test]
fn labels_are_scored_as_the_referee_scores_them() {
    let Some(data) = shared::dir("eval: labels as the referee") else { return };
    for file in ["labelled/dev.jsonl", "labelled/topics_only.jsonl"] {
        let gold = data.join(file);
        let text = fs::read_to_string(&gold).unwrap();
        let Gold::Articles(articles) = Gold::parse(file, &text).unwrap() else { panic!("{file} labels articles") };
        for (seed, care) in [(1, 0.9), (2, 0.5), (3, 0.0)] {
            let records = careless_records(&articles, seed, care);
            let report = of_articles(&articles, &Output::parse("r", &records).unwrap(), None, &settings());
            let arguments = |records: &Path| vec![gold.clone().into(), records.into(), "--json".into()];
            let Some(expected) = referee("score.py", &data, &records, arguments) else { return };
            let expected: Value = serde_json::from_str(&expected).unwrap();
            same_figures(&report, "system", &expected["system"], &format!("{file} seed {seed}"));
            if file.ends_with("dev.jsonl") {
                same_figures(&report, "human", &expected["human"], file);
            }
        }
    }
}

#[test]
fn pages_are_scored_as_the_referee_scores_them() {
    let Some(data) = shared::dir("eval: pages as the referee") else { return };
    for file in ["pages/press/gold.jsonl", "pages/real-gold.jsonl"] {
        let gold = data.join(file);
        let Gold::Pages(pages) = Gold::parse(file, &fs::read_to_string(&gold).unwrap()).unwrap() else {
            panic!("{file} labels pages")
        };
        for (seed, care) in [(1, 0.95), (2, 0.6)] {
            let lines = careless_split(&pages, seed, care);
            let report = of_pages(&pages, &Output::parse("s", &lines).unwrap(), None, &settings());
            let written = tempfile::NamedTempFile::new().unwrap();
            let arguments = |lines: &Path| {
                let (gold, json) = (gold.clone().into(), written.path().into());
                vec!["--gold".into(), gold, "--sys".into(), lines.into(), "--json".into(), json]
            };
            if referee("score_split.py", &data, &lines, arguments).is_none() {
                return;
            }
            let expected: Value = serde_json::from_str(&fs::read_to_string(written.path()).unwrap()).unwrap();
            let what = format!("{file} seed {seed}");
            same_figures(&report, "all", &expected["all"], &what);
            let json: Value = serde_json::from_str(&report.json().unwrap()).unwrap();
            for key in ["pages", "missing_pages", "unknown_pages"] {
                assert_eq!(json[key], expected[key], "{what} {key}");
            }
            let (found, wanted) = (json["linked"].as_f64(), expected["linked"].as_f64());
            assert!((found.unwrap_or(-1.0) - wanted.unwrap_or(-1.0)).abs() < 5e-4, "{what} linked {found:?} {wanted:?}");
        }
    }
}

fn settings() -> Settings<'static> {
    Settings {
        measures: Measures { k: vec![8, 5], segmenter: None },
        bootstrap: Bootstrap { samples: 0, seed: 0 },
        worst: 0,
        names: Names::default(),
        topics: Vec::new(),
    }
}

#[track_caller]
fn same_figures(report: &Report, part: &str, expected: &Value, what: &str) {
    let found: Value = serde_json::from_str(&report.json().unwrap()).unwrap();
    for (key, expected) in expected.as_object().unwrap() {
        let (found, expected) = (found[part][key].as_f64(), expected.as_f64().unwrap());
        assert!(found.is_some_and(|found| (found - expected).abs() <= LAST_PLACE), "{what}: {key} {found:?}, not {expected}");
    }
}

/// What a referee script prints, given a file of `lines`; `None`, with a loud word, where it cannot run.
fn referee(script: &str, data: &Path, lines: &str, arguments: impl Fn(&Path) -> Vec<std::ffi::OsString>) -> Option<String> {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), lines).unwrap();
    let script = data.join("../referee").join(script);
    let output = Command::new("python3").env("PYTHONUTF8", "1").arg(&script).args(arguments(file.path())).output();
    match output {
        Ok(output) if output.status.success() => Some(String::from_utf8(output.stdout).unwrap()),
        Ok(output) => panic!("{}: {}", script.display(), String::from_utf8_lossy(&output.stderr)),
        Err(error) => {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "SKIPPED {}: python3: {error}", script.display());
            None
        }
    }
}

/// Records of a system that takes what the gold says with probability `care` and errs in every way otherwise.
fn careless_records(gold: &[GoldArticle], seed: u64, care: f64) -> String {
    let mut draw = fastrand::Rng::with_seed(seed);
    let topics: Vec<&String> = gold.iter().flat_map(GoldArticle::views).flat_map(|view| &view.topics).collect();
    let mut lines = String::new();
    for article in gold {
        if draw.f64() < 0.05 {
            continue; // no record at all
        }
        let view = &article.views()[draw.usize(..article.views().len())];
        let mut given: Vec<String> = view.topics.iter().filter(|_| draw.f64() < care).cloned().collect();
        if draw.f64() > care {
            given.insert(draw.usize(..=given.len()), topics[draw.usize(..topics.len())].clone());
        }
        let characters: Vec<char> = article.text.chars().collect();
        let mut keywords: Vec<String> = view.keywords.iter().filter(|_| draw.f64() < care).cloned().collect();
        for _ in 0..draw.usize(..4) {
            let start = draw.usize(..characters.len());
            keywords.push(characters[start..(start + draw.usize(1..4)).min(characters.len())].iter().collect());
        }
        for term in keywords.iter_mut().filter(|_| draw.f64() > care) {
            term.pop();
        }
        draw.shuffle(&mut keywords);
        let mut summary = Vec::new();
        for number in 0..article.sentences.len().min(12) {
            let wanted = view.summary.contains(&number) == (draw.f64() < care);
            let sentence = &article.sentences[number];
            let cut = sentence.char_indices().nth(sentence.chars().count() / 2).map_or(0, |(place, _)| place);
            summary.extend(wanted.then(|| if draw.f64() < care { sentence.as_str() } else { &sentence[cut..] }));
        }
        lines += &json!({
            "id": article.id,
            "topics": given.iter().map(|id| json!({ "id": id })).collect::<Vec<_>>(),
            "keywords": keywords.iter().map(|term| json!({ "term": term })).collect::<Vec<_>>(),
            "summary": summary.iter().map(|text| json!({ "text": text })).collect::<Vec<_>>(),
        })
        .to_string();
        lines.push('\n');
    }
    lines
}

/// Items of a splitter that merges, cuts, swallows, garbles, invents and joins.
fn careless_split(gold: &[GoldPage], seed: u64, care: f64) -> String {
    let mut draw = fastrand::Rng::with_seed(seed);
    let homes: Vec<(&str, &str, &str)> =
        gold.iter().flat_map(|page| page.articles.iter().map(|a| (a.id.as_str(), page.page.as_str(), a.body.as_str()))).collect();
    let mut lines = String::new();
    let mut push = |value: Value| {
        lines += &value.to_string();
        lines.push('\n');
    };
    for page in gold {
        if draw.f64() < 0.03 {
            continue; // a page without output
        }
        let mut carried = String::new();
        for article in &page.articles {
            let mut text = format!("{carried}{}", article.body);
            carried.clear();
            if draw.f64() > care {
                text = text.chars().filter(|_| draw.f64() > 0.02).collect();
            }
            if draw.f64() > care {
                text = text.chars().map(|c| if draw.f64() < 0.02 { '某' } else { c }).collect();
            }
            if draw.f64() > care && !page.others.is_empty() {
                text += &page.others[draw.usize(..page.others.len())].text;
            }
            if draw.f64() > care {
                text.extend((0..draw.usize(..80)).map(|_| draw.char('一'..'龥')));
            }
            if draw.f64() > care {
                let mut paragraphs: Vec<&str> = text.split('\n').collect();
                draw.shuffle(&mut paragraphs);
                text = paragraphs.join("\n");
            }
            let title = match draw.usize(..4) {
                0 => format!("{}{}", article.kicker, article.title),
                1 => article.title.chars().skip(1).collect(),
                _ => article.title.clone(),
            };
            let rest = article.continued_to.as_deref().and_then(|id| homes.iter().find(|(other, ..)| *other == id));
            let mut pages = vec![page.page.as_str()];
            if let Some((_, home, body)) = rest.filter(|_| draw.f64() < care) {
                pages.push(home);
                text = format!("{text}\n{body}");
            }
            let (merges, cuts) = (draw.f64() > care, draw.f64() > care);
            if merges && pages.len() == 1 {
                carried = text;
                continue;
            }
            let cut = text.char_indices().nth(text.chars().count() / 3).map_or(0, |(place, _)| place);
            let cut = if cuts && pages.len() == 1 { cut } else { text.len() };
            push(json!({ "page": page.page, "pages": pages, "title": title, "text": text[..cut] }));
            if cut < text.len() {
                push(json!({ "page": page.page, "title": "", "text": text[cut..] }));
            }
        }
        if draw.f64() > care {
            let invented: String = (0..60).map(|_| draw.char('一'..'龥')).collect();
            push(json!({ "page": page.page, "title": "", "text": invented }));
        }
    }
    push(json!({ "page": "no such page", "title": "", "text": "某某" }));
    lines
}
