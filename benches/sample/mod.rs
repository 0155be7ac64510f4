//! The text the benches work on: our sample pages, repeated until a run takes long enough to be timed.
#![allow(dead_code)] // each bench uses a part of it

use std::path::Path;

use zhaibao::{
    article::Article,
    identity,
    input::{Item, ReadOptions, gather, read},
    layout,
    page::Page,
};

/// How often the sample pages are repeated: about 1.5 MB of text, a small paper's night.
pub(crate) const REPEATS: usize = 20;

/// The sample pages, repeated.
pub(crate) fn pages() -> Vec<Page> {
    let pages = pages_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages"));
    std::iter::repeat_n(pages, REPEATS).flatten().collect()
}

/// The pages of a folder.
pub(crate) fn pages_of(folder: &Path) -> Vec<Page> {
    let files = gather(&[folder.to_path_buf()], None).expect("a folder of pages").files;
    let items: Vec<Item> = files.iter().flat_map(|found| read(found, &ReadOptions::default()).items).collect();
    let pages = items.into_iter().filter_map(|item| if let Item::Page(page) = item { Some(page) } else { None });
    pages.collect()
}

/// Their articles, with ids.
pub(crate) fn articles() -> Vec<Article> {
    let mut articles: Vec<Article> = pages().iter().flat_map(|page| layout::split(page).articles).collect();
    identity::assign(&mut articles);
    articles
}

/// Bytes of UTF-8 of the articles' text.
pub(crate) fn bytes(articles: &[Article]) -> u64 {
    articles.iter().map(|article| article.text.len() as u64).sum()
}

/// Seconds of the fastest pass.
pub(crate) fn fastest(passes: usize, mut pass: impl FnMut()) -> f64 {
    let times = (0..passes).map(|_| {
        let started = on_processor();
        pass();
        on_processor() - started
    });
    times.fold(f64::INFINITY, f64::min)
}

/// Seconds this thread has been on a processor: other programs do not count. (Linux; elsewhere the clock on the wall.)
pub(crate) fn on_processor() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| std::time::UNIX_EPOCH.elapsed().map_or(0.0, |time| time.as_secs_f64()), |n| n / 1e9)
}
