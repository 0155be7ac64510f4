//! Text into numbered words, one thread: the floor under everything else.
#![allow(missing_docs)]

mod sample;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use zhaibao::{
    model::Lexicon,
    text::{LocalTerms, Tokenizer},
};

fn tokenize(criterion: &mut Criterion) {
    let articles = sample::articles();
    let tokenizer = Tokenizer::default();
    let lexicon = Lexicon::shipped().expect("the built-in lexicon");
    let words = || -> usize {
        let mut terms = LocalTerms::new(&lexicon.vocabulary);
        articles.iter().map(|article| tokenizer.tokenize(article, &mut terms).body.len()).sum()
    };
    let expected = words(); // loads what loads late, and is the answer every round must give
    assert!(expected > 100_000, "{expected} words in the samples");
    let mut group = criterion.benchmark_group("tokenize");
    group.throughput(Throughput::Bytes(sample::bytes(&articles))).sample_size(10);
    group.bench_function("articles", |bencher| bencher.iter(|| assert_eq!(words(), expected)));
    group.finish();
}

criterion_group!(benches, tokenize);
criterion_main!(benches);
