//! What pages into articles costs, beside `jieba-rs cut(hmm=true)` over the same text: time of this thread on a processor.
//!
//! `cargo bench --bench split [-- FOLDER [MEGABYTES]]`: the pages of a folder, repeated under other names until they make up so
//! much text (10 MB unless said); without a folder, our sample pages. Every page must give the same articles each time.
#![allow(clippy::print_stdout)] // its figures are what it is for

mod sample;

use std::hint::black_box;

use zhaibao::{layout, page::Page};

/// Megabytes of text, unless said.
const MEGABYTES: usize = 10;
/// Passes; the fastest counts, since what disturbs only slows.
const PASSES: usize = 3;

fn main() {
    let mut words = std::env::args().skip(1).filter(|word| !word.starts_with("--"));
    let known = words.next().map_or_else(sample::pages, |folder| sample::pages_of(folder.as_ref()));
    let bytes = words.next().map_or(MEGABYTES, |word| word.parse().expect("a number of megabytes")) * 1_000_000;
    let pages = repeated(&known, bytes);
    let started = sample::on_processor();
    let articles: Vec<usize> = known.iter().map(|page| layout::split(page).articles.len()).collect();
    let first = sample::on_processor() - started;
    assert!(articles.iter().sum::<usize>() > 0, "{} pages without an article", known.len());
    let jieba = jieba_rs::Jieba::new();
    drop(black_box(jieba.cut(&known[0].text, true)));

    let split = sample::fastest(PASSES, || {
        for (nth, page) in pages.iter().enumerate() {
            assert_eq!(layout::split(page).articles.len(), articles[nth % known.len()], "{}", page.path);
        }
    });
    let cut = sample::fastest(PASSES, || pages.iter().for_each(|page| drop(black_box(jieba.cut(&page.text, true)))));
    let text: usize = pages.iter().map(|page| page.text.len()).sum();
    let megabytes = text as f64 / 1e6;
    println!("{} pages, {megabytes:.1} MB; each once, with reading the model: {:.1} ms", pages.len(), first * 1e3);
    println!("cut         {:>9.1} MB/s", megabytes / cut);
    println!("split       {:>9.1} MB/s  {:.3} x cut", megabytes / split, split / cut);
}

/// Pages under names of their own, as many as hold so many bytes of text, whole rounds of what is known.
fn repeated(known: &[Page], bytes: usize) -> Vec<Page> {
    let round: usize = known.iter().map(|page| page.text.len()).sum();
    let rounds = bytes.div_ceil(round.max(1)).max(1);
    let named = |round: usize| move |page: &Page| Page { path: format!("{round}/{}", page.path), ..page.clone() };
    (0..rounds).flat_map(|round| known.iter().map(named(round))).collect()
}
