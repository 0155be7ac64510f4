//! Pages into articles, beside the segmenter alone on the same text.
#![allow(missing_docs)]

mod sample;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use zhaibao::layout;

fn split(criterion: &mut Criterion) {
    let pages = sample::pages();
    let bytes: u64 = pages.iter().map(|page| page.text.len() as u64).sum();
    let articles = || -> usize { pages.iter().map(|page| layout::split(page).articles.len()).sum() };
    let expected = articles();
    assert!(expected > pages.len(), "{expected} articles of {} pages", pages.len());
    let jieba = jieba_rs::Jieba::new();
    let cut = || -> usize { pages.iter().map(|page| jieba.cut(&page.text, true).len()).sum() };
    let words = cut();
    let mut group = criterion.benchmark_group("split");
    group.throughput(Throughput::Bytes(bytes)).sample_size(10);
    group.bench_function("pages", |bencher| bencher.iter(|| assert_eq!(articles(), expected)));
    group.bench_function("jieba cut", |bencher| bencher.iter(|| assert_eq!(cut(), words)));
    group.finish();
}

criterion_group!(benches, split);
criterion_main!(benches);
