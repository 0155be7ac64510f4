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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let files = gather(&[folder], None).expect("the sample pages").files;
    let items: Vec<Item> = files.iter().flat_map(|found| read(found, &ReadOptions::default()).items).collect();
    let pages = items.into_iter().filter_map(|item| if let Item::Page(page) = item { Some(page) } else { None });
    let pages: Vec<Page> = pages.collect();
    std::iter::repeat_n(pages, REPEATS).flatten().collect()
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
