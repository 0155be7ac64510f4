//! Keywords, summary, topics and places of articles that are already numbered words.
#![allow(missing_docs)]

mod sample;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use zhaibao::batch::Engine;

fn analyze(criterion: &mut Criterion) {
    let articles = sample::articles();
    let engine = Engine::shipped().expect("the built-in data");
    let edition = engine.read(&articles);
    let keywords =
        || -> usize { engine.analyze(&articles, &edition, &edition.counts).iter().map(|analysis| analysis.keywords.len()).sum() };
    let expected = keywords();
    assert!(expected > 3 * articles.len(), "{expected} keywords of {} articles", articles.len());
    let mut group = criterion.benchmark_group("analyze");
    group.throughput(Throughput::Bytes(sample::bytes(&articles))).sample_size(10);
    group.bench_function("articles", |bencher| bencher.iter(|| assert_eq!(keywords(), expected)));
    group.finish();
}

criterion_group!(benches, analyze);
criterion_main!(benches);
