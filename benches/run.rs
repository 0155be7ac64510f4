//! The whole way from pages to record lines, on all threads, files aside.
#![allow(missing_docs)]

mod sample;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rayon::prelude::*;
use zhaibao::{article::Article, batch::Engine, identity, layout, record::Record};

fn run(criterion: &mut Criterion) {
    let pages = sample::pages();
    let bytes = pages.iter().map(|page| page.text.len() as u64).sum();
    let engine = Engine::shipped().expect("the built-in data");
    let night = || -> (usize, usize) {
        let mut articles: Vec<Article> = pages.par_iter().flat_map_iter(|page| layout::split(page).articles).collect();
        identity::assign(&mut articles);
        let edition = engine.read(&articles);
        let analyses = engine.analyze(&articles, &edition, &edition.counts);
        let lines = articles
            .par_iter()
            .zip(analyses)
            .map(|(article, analysis)| Record::new(article, None, analysis).to_line().map_or(0, |line| line.len()));
        (articles.len(), lines.sum())
    };
    let expected = night();
    assert!(expected.0 > 40 * sample::REPEATS, "{} articles", expected.0);
    let mut group = criterion.benchmark_group("run");
    group.throughput(Throughput::Bytes(bytes)).sample_size(10);
    group.bench_function("pages", |bencher| bencher.iter(|| assert_eq!(night(), expected)));
    group.finish();
}

criterion_group!(benches, run);
criterion_main!(benches);
