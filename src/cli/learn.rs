//! `zhaibao learn`: ranking weights from what editors chose.

use std::{collections::HashMap, fs};

use anyhow::Context;
use serde::Deserialize;
use zhaibao::{
    analyze::{Fitted, KeywordSample, SummarySample},
    batch::{Engine, Intake, IntakeOptions, Sequence},
    input::{LineKind, ReadOptions, gather},
};

use super::{
    args::{LearnArgs, Stage},
    outcome::{Outcome, Usage},
    terminal::{Terminal, print},
};

/// A line of a labels file; what an article line holds is read by the intake.
#[derive(Deserialize)]
struct Label {
    id: String,
    #[serde(default)]
    sentences: Vec<String>,
    #[serde(flatten)]
    adjudicated: Choice,
    #[serde(default)]
    annotators: Vec<Choice>,
}

/// What one annotator chose.
#[derive(Default, Deserialize)]
struct Choice {
    #[serde(default)]
    keywords: Vec<String>,
    /// Numbers of sentences.
    #[serde(default)]
    summary: Vec<usize>,
}

impl Label {
    fn choices(&self) -> &[Choice] {
        if self.annotators.is_empty() { std::slice::from_ref(&self.adjudicated) } else { &self.annotators }
    }

    fn summaries(&self) -> Vec<Vec<String>> {
        let sentences = |choice: &Choice| choice.summary.iter().filter_map(|&nth| self.sentences.get(nth).cloned()).collect();
        self.choices().iter().map(sentences).collect()
    }
}

pub(crate) fn run(args: &LearnArgs) -> anyhow::Result<Outcome> {
    if args.stage == Stage::Heads {
        return super::learn_heads::run(args);
    }
    let labels = labels(args)?;
    let options = IntakeOptions { read: ReadOptions { encoding: None, lines: LineKind::Articles }, sequence: Sequence::AsGiven };
    let terminal = Terminal::new(true);
    let intake = Intake::read(&gather(std::slice::from_ref(&args.labels), None)?, &options, &terminal)?;
    let engine = Engine::shipped()?;
    let edition = engine.read(&intake.articles);
    let desk = engine.desk(&edition, &edition.counts);
    let labelled = intake
        .articles
        .iter()
        .zip(&edition.documents)
        .filter_map(|(article, document)| Some((desk.context(article, document), labels.get(article.id.as_deref()?)?)));
    let text = match args.stage {
        Stage::Keywords => {
            let samples: Vec<KeywordSample<'_>> = labelled
                .map(|(context, label)| {
                    let analysis = engine.analyzer.analyze(&context);
                    let chosen = label.choices().iter().map(|choice| choice.keywords.clone()).collect();
                    KeywordSample { context, places: analysis.places, names: analysis.names, chosen }
                })
                .collect();
            written("keywords", samples.len(), &engine.analyzer.keywords.learn(&samples))
        }
        Stage::Summary => {
            let samples: Vec<SummarySample<'_>> = labelled
                .map(|(context, label)| {
                    let keywords = engine.analyzer.analyze(&context).keywords;
                    SummarySample { context, keywords, chosen: label.summaries() }
                })
                .collect();
            written("summary", samples.len(), &engine.analyzer.summary.learn(&samples))
        }
        Stage::Heads => String::new(),
    };
    print(&text)?;
    Ok(Outcome::Done)
}

/// The weights file, its figures on a comment line.
fn written<const N: usize>(stage: &str, articles: usize, learned: &Fitted<N>) -> String {
    learned.model.to_text(&format!(
        "Made by `zhaibao learn {stage}` from {articles} articles: F1 {:.4} on articles held out, {:.4} on those learned from.",
        learned.held_out, learned.fitted
    ))
}

fn labels(args: &LearnArgs) -> anyhow::Result<HashMap<String, Label>> {
    let name = args.labels.display();
    let text = fs::read_to_string(&args.labels).with_context(|| Usage(format!("cannot read {name}")))?;
    let mut labels = HashMap::new();
    for (nth, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let label: Label = serde_json::from_str(line).with_context(|| Usage(format!("{name}:{}: not a label", nth + 1)))?;
        labels.insert(label.id.clone(), label);
    }
    Ok(labels)
}
