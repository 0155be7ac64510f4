//! Headlines nobody learned from: how much of them our keywords hold beside jieba's TF-IDF, and how near our best sentence
//! comes beside the first sentence.
//!
//! `cargo bench --bench headlines -- BROADCASTS.jsonl.zst LABELLED.jsonl`: lines `{"title", "text"}`; articles whose text is
//! among the labelled ones are left out. The stages see no headline.
#![allow(clippy::print_stdout)] // its figures are what it is for

use std::{collections::HashSet, fs};

use jieba_rs::{Jieba, KeywordExtract, TfIdf};
use rayon::prelude::*;
use zhaibao::{
    analyze::{Summarizer, SummaryConfig},
    article::Article,
    batch::Engine,
    eval::rouge,
};

/// Keywords whose share of the headline is measured.
const KEYWORDS: usize = 8;

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [headlines, labelled] = files.as_slice() else {
        println!("nothing measured: name the broadcasts and the labelled articles");
        return;
    };
    let known: HashSet<String> = read(labelled).into_iter().map(|(_, text)| text).collect();
    let rows: Vec<(String, String)> = read(headlines)
        .into_iter()
        .filter(|(title, text)| !title.is_empty() && !text.is_empty() && !known.contains(text))
        .collect();
    let articles: Vec<Article> = rows.iter().map(|(_, text)| Article { text: text.clone(), ..Article::default() }).collect();
    let mut engine = Engine::shipped().expect("what ships is sound");
    engine.analyzer.summary =
        Summarizer::new(SummaryConfig { sentences: 1, ..SummaryConfig::default() }).expect("what ships is sound");
    let edition = engine.read(&articles);
    let analyses = engine.analyze(&articles, &edition, &edition.counts);
    let (jieba, tf_idf) = (Jieba::new(), TfIdf::default());
    let measured: Vec<[f64; 4]> = rows
        .par_iter()
        .zip(&analyses)
        .zip(&edition.documents)
        .map(|(((title, text), analysis), document)| {
            let ours: Vec<&str> = analysis.keywords.iter().take(KEYWORDS).map(|keyword| keyword.term.as_str()).collect();
            let theirs = tf_idf.extract_keywords(&jieba, text, KEYWORDS, Vec::new());
            let theirs: Vec<&str> = theirs.iter().map(|keyword| keyword.keyword.as_str()).collect();
            let best = analysis.summary.sentences.first().map_or("", |sentence| sentence.text.as_str());
            let first = document.sentences.first().map_or("", |sentence| sentence.span.of(text));
            [covered(title, &ours), covered(title, &theirs), likeness(title, best), likeness(title, first)]
        })
        .collect();
    let mean = |nth: usize| measured.iter().map(|row| row[nth]).sum::<f64>() / measured.len().max(1) as f64;
    println!("{} headlines, none of them learned from", measured.len());
    println!("headline characters in the top {KEYWORDS} keywords: ours {:.4}, jieba TF-IDF {:.4}", mean(0), mean(1));
    println!("ROUGE-L (F1 by character) against the headline: best sentence {:.4}, first sentence {:.4}", mean(2), mean(3));
}

/// Share of the letters of `title` that stand in some of `terms`.
fn covered(title: &str, terms: &[&str]) -> f64 {
    let mut held = vec![false; title.len()];
    for term in terms.iter().filter(|term| !term.is_empty()) {
        for (at, _) in title.match_indices(term) {
            held[at..at + term.len()].fill(true);
        }
    }
    let letters: Vec<usize> = title.char_indices().filter(|(_, c)| c.is_alphanumeric()).map(|(at, _)| at).collect();
    letters.iter().filter(|&&at| held[at]).count() as f64 / letters.len().max(1) as f64
}

fn likeness(title: &str, sentence: &str) -> f64 {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).map(u32::from).collect::<Vec<u32>>();
    rouge(&letters(title), &letters(sentence)).l.f1
}

fn read(path: &str) -> Vec<(String, String)> {
    let bytes = fs::read(path).expect("the file can be read");
    let bytes = if path.ends_with("zst") { zstd::decode_all(&bytes[..]).expect("zstd") } else { bytes };
    let text = String::from_utf8(bytes).expect("UTF-8");
    let row = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let own = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        (own("title"), own("text"))
    };
    text.lines().filter(|line| !line.is_empty()).map(row).collect()
}
