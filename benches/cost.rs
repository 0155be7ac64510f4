//! What keywords, summary and topics cost, beside `jieba-rs cut(hmm=true)` over the same text: time of this thread on a processor.
//!
//! `cargo bench --bench cost [-- FILE.jsonl]`: lines `{"text": …}`, plain or zstd; without a file, our sample articles.
#![allow(clippy::print_stdout)] // its figures are what it is for

mod sample;

use std::{fs, hint::black_box};

use zhaibao::{article::Article, batch::Engine};

/// Articles measured, at most.
const MOST: usize = 3000;
/// Passes; the fastest counts, since what disturbs only slows.
const PASSES: usize = 7;
/// Times a pass goes over the articles: some machines count processor time in ticks of 4 ms.
const ROUNDS: usize = 20;

fn main() {
    let path = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let articles = path.as_deref().map_or_else(sample::articles, read);
    let chars: usize = articles.iter().map(|article| article.text.chars().count()).sum();
    let engine = Engine::shipped().expect("what ships is sound");
    let edition = engine.read(&articles);
    let desk = engine.desk(&edition, &edition.counts);
    let contexts: Vec<_> = articles.iter().zip(&edition.documents).map(|(a, document)| desk.context(a, document)).collect();
    let analyses: Vec<_> = contexts.iter().map(|context| engine.analyzer.analyze(context)).collect();
    let jieba = jieba_rs::Jieba::new();

    let pass = |work: &dyn Fn()| sample::fastest(PASSES, || (0..ROUNDS).for_each(|_| work())) / ROUNDS as f64;
    let cut = pass(&|| {
        articles.iter().for_each(|article| drop(black_box(jieba.cut(&article.text, true))));
    });
    let keywords = pass(&|| {
        contexts.iter().zip(&analyses).for_each(|(context, known)| {
            drop(black_box(engine.analyzer.keywords.extract(context, &known.places, &known.names)));
        });
    });
    let summary = pass(&|| {
        contexts.iter().zip(&analyses).for_each(|(context, known)| {
            drop(black_box(engine.analyzer.summary.summarize(context, &known.keywords)));
        });
    });
    let topics = pass(&|| {
        contexts.iter().for_each(|context| drop(black_box(engine.analyzer.taxonomy.classify(context))));
    });
    println!("{} articles, {} characters each, microseconds an article:", articles.len(), chars / articles.len().max(1));
    for (name, seconds) in
        [("cut", cut), ("keywords", keywords), ("summary", summary), ("both stages", keywords + summary), ("topics", topics)]
    {
        println!("{name:<12}{:>9.1}{:>7.2} x cut", seconds * 1e6 / articles.len() as f64, seconds / cut);
    }
}

fn read(path: &str) -> Vec<Article> {
    let bytes = fs::read(path).expect("the file can be read");
    let bytes = if path.ends_with("zst") { zstd::decode_all(&bytes[..]).expect("zstd") } else { bytes };
    let text = String::from_utf8(bytes).expect("UTF-8");
    let line = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        Article { text: value["text"].as_str().unwrap_or_default().to_owned(), ..Article::default() }
    };
    text.lines().filter(|line| !line.is_empty()).take(MOST).map(line).collect()
}
