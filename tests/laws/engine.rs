//! Laws 1 and 5: the same bytes for any number of threads and any partition of the articles.

use std::fmt::Write;

use rayon::ThreadPoolBuilder;
use zhaibao::{article::Article, batch::Engine, identity, model::Counts, record::Record};

use crate::sample;

/// The sample articles with their ids, repeated until they fill several units of parallel work.
fn articles() -> Vec<Article> {
    let once = sample::articles();
    let mut articles: Vec<Article> = std::iter::repeat_n(once, 12).flatten().collect();
    identity::assign(&mut articles);
    articles
}

/// The records of `articles` as bytes, against `counts` or their own.
fn records(engine: &Engine, articles: &[Article], counts: Option<&Counts>) -> String {
    let edition = engine.read(articles);
    let analyses = engine.analyze(articles, &edition, counts.unwrap_or(&edition.counts));
    articles.iter().zip(analyses).fold(String::new(), |mut lines, (article, analysis)| {
        writeln!(lines, "{}", Record::new(article, None, analysis).to_line().unwrap()).unwrap();
        lines
    })
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let engine = Engine::shipped().unwrap();
    let articles = articles();
    let with = |threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| records(&engine, &articles, None))
    };
    let one = with(1);
    assert!(one.lines().count() >= 12 * 40);
    for threads in [2, 5] {
        assert!(one == with(threads), "{threads} threads give other bytes");
    }
}

#[test]
fn any_partition_of_the_articles_gives_the_same_records() {
    let engine = Engine::shipped().unwrap();
    let articles = articles();
    let counts = engine.read(&articles).counts;
    let whole = records(&engine, &articles, Some(&counts));
    for size in [1, 7, 100] {
        let parts: String =
            articles[..articles.len().min(200)].chunks(size).map(|part| records(&engine, part, Some(&counts))).collect();
        assert!(whole.starts_with(&parts), "parts of {size} articles give other records");
    }
}

#[test]
fn counts_of_parts_add_up_to_the_counts_of_the_whole() {
    let engine = Engine::shipped().unwrap();
    let articles = articles();
    let whole = engine.read(&articles).counts;
    let mut sum = Counts::default();
    for part in articles.chunks(13) {
        sum += &engine.read(part).counts;
    }
    assert_eq!(sum, whole);
}
