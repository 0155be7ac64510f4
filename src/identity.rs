//! Ids: stable keys of articles, so a corrected text is the same article in a new version.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use crate::article::Article;

/// Letters of the text that stand for a missing headline.
const LETTERS_OF_TEXT: usize = 40;

/// Gives every article without an id one: a hash of paper, date, page (file stem where these are unknown), headline
/// (else the first letters of the text) and its number among equals, in the order given. Ids given by the input stay.
pub fn assign(articles: &mut [Article]) {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    for article in articles.iter_mut().filter(|article| article.id.is_none()) {
        let key = xxh3_64(key(article).as_bytes());
        let ordinal = seen.entry(key).or_default();
        *ordinal += 1;
        let id = xxh3_64(format!("{key:016x}/{ordinal}").as_bytes());
        article.id = Some(format!("{id:016x}"));
    }
}

/// What the id is made of, joined by a character no text holds.
fn key(article: &Article) -> String {
    let source = &article.source;
    let headline = article
        .head
        .title
        .clone()
        .unwrap_or_else(|| article.text.chars().filter(|c| c.is_alphanumeric()).take(LETTERS_OF_TEXT).collect());
    let place = match (&source.paper, &source.date, &source.page) {
        (Some(paper), Some(date), Some(page)) => format!("{paper}\u{1}{date}\u{1}{page}"),
        _ => stem(&source.path).to_owned(),
    };
    format!("{place}\u{1}{headline}")
}

/// File name without folders and endings (`a/b.txt.gz` → `b`).
pub(crate) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(path: &str, title: Option<&str>, text: &str) -> Article {
        let mut article = Article { text: text.into(), ..Article::default() };
        article.source.path = path.into();
        article.head.title = title.map(str::to_owned);
        article
    }

    #[test]
    fn a_corrected_text_keeps_its_id_and_equals_are_told_apart() {
        let mut first = [article("a/1.txt", Some("公示"), "甲"), article("a/1.txt", Some("公示"), "乙")];
        let mut second = [article("b/1.txt.gz", Some("公示"), "甲（更正）")];
        assign(&mut first);
        assign(&mut second);
        assert_eq!(first[0].id, second[0].id);
        assert_ne!(first[0].id, first[1].id);
    }

    #[test]
    fn a_given_id_stays() {
        let mut articles = [Article { id: Some("x-1".into()), ..article("a.jsonl", None, "文") }];
        assign(&mut articles);
        assert_eq!(articles[0].id.as_deref(), Some("x-1"));
    }
}
