//! Scratch driver until `cli` stands: `zhaibao annotate IN OUT`, `zhaibao lexicon OUT IN…`.
#![allow(clippy::print_stderr, clippy::unwrap_used, missing_docs)]
use std::io::{BufRead, Read, Write};

use zhaibao::{analyze::*, article::Article, batch::Engine, identity, model::Lexicon, record::Record, text::Tokenizer};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A term of the lexicon occurs in at least so many articles.
const FLOOR: u32 = 4;

fn articles(path: &str) -> Vec<Article> {
    let mut text = String::new();
    let file = std::fs::File::open(path).unwrap();
    if path.ends_with(".zst") {
        zstd::Decoder::new(file).unwrap().read_to_string(&mut text).unwrap();
    } else {
        std::io::BufReader::new(file).read_to_string(&mut text).unwrap();
    }
    text.lines()
        .map(|line| {
            let v: serde_json::Value = serde_json::from_str(line).unwrap();
            let mut a = Article {
                id: v["id"].as_str().map(str::to_owned),
                text: v["text"].as_str().unwrap().to_owned(),
                ..Article::default()
            };
            a.head.title = v["title"].as_str().map(str::to_owned);
            a
        })
        .collect()
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let analyzer = Analyzer {
        keywords: Keywords::default(),
        summary: Summarizer::default(),
        taxonomy: Taxonomy::default(),
        gazetteer: Gazetteer::default(),
        stop: zhaibao::text::StopWords::default(),
    };
    let t = std::time::Instant::now();
    let mut engine = Engine { tokenizer: Tokenizer::default(), lexicon: Lexicon::shipped().unwrap(), analyzer };
    eprintln!("load {:?}", t.elapsed());
    match args[0].as_str() {
        "annotate" => {
            let mut list = articles(&args[1]);
            identity::assign(&mut list);
            let edition = engine.read(&list);
            let analyses = engine.analyze(&list, &edition, &edition.counts);
            let mut out = std::io::BufWriter::new(std::fs::File::create(&args[2]).unwrap());
            for (a, n) in list.iter().zip(analyses) {
                writeln!(out, "{}", Record::new(a, None, n).to_line().unwrap()).unwrap();
            }
        }
        "lexicon" => {
            engine.lexicon = Lexicon::default();
            let list: Vec<Article> = args[2..].iter().flat_map(|p| articles(p)).collect();
            let edition = engine.read(&list);
            let lexicon = Lexicon::from_counts(&edition.counts, &edition.vocabulary, FLOOR);
            eprintln!("{} terms of {}", lexicon.vocabulary.len(), edition.vocabulary.len());
            let made = format!(
                "zhaibao {} counts lexicon, floor {FLOOR}, {} articles of two news corpora, 2022-2025",
                env!("CARGO_PKG_VERSION"),
                list.len()
            );
            lexicon.write(std::fs::File::create(&args[1]).unwrap(), &made).unwrap();
        }
        _ => panic!("annotate or lexicon"),
    }
    eprintln!("done {:?}", t.elapsed());
}
