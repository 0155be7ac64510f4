//! The laws on real pages, which are not ours to ship: they lie in `../shared/data` on the machines that measure.

use zhaibao::{
    article::Kind,
    batch::Engine,
    identity, layout,
    record::{Record, schema},
};

use crate::{layout::check, sample, shared};

/// News and continuations that a person counts on the five real pages, less what may be missed.
const LEAST_NEWS: usize = 24;

#[test]
fn every_line_of_the_real_pages_belongs_to_something() {
    let Some(shared) = shared::dir("real: law 3") else { return };
    let pages = sample::pages(&shared.join("pages/real"));
    assert_eq!(pages.len(), 5);
    pages.iter().for_each(check);
}

#[test]
fn every_line_of_the_press_pages_belongs_to_something() {
    let Some(shared) = shared::dir("press: law 3") else { return };
    let pages = sample::pages(&shared.join("pages/press/pages"));
    assert_eq!(pages.len(), 60);
    pages.iter().for_each(check);
}

#[test]
fn the_real_pages_give_their_stories_as_valid_records() {
    let Some(shared) = shared::dir("real: records") else { return };
    let pages = sample::pages(&shared.join("pages/real"));
    let mut articles: Vec<_> = pages.iter().flat_map(|page| layout::split(page).articles).collect();
    identity::assign(&mut articles);
    let news = articles.iter().filter(|article| matches!(article.kind, Kind::News | Kind::Continuation)).count();
    assert!(news >= LEAST_NEWS, "{news} stories on the real pages, at least {LEAST_NEWS} stand there");

    let engine = Engine::shipped().unwrap();
    let edition = engine.read(&articles);
    let analyses = engine.analyze(&articles, &edition, &edition.counts);
    let validator = jsonschema::validator_for(&serde_json::to_value(schema()).unwrap()).unwrap();
    for (article, analysis) in articles.iter().zip(analyses) {
        let line = Record::new(article, None, analysis).to_line().unwrap();
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        let complaints: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(complaints.is_empty(), "{complaints:?} in {line}");
        let back: Record = serde_json::from_str(&line).unwrap();
        assert_eq!(back.to_line().unwrap(), line);
    }
}
