//! Which articles are one story: measured on the near-duplicate pairs, on the five real pages and on broadcast news.
//!
//! `cargo test --release --test laws story -- --nocapture` prints the figures.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    io::BufReader,
    path::Path,
    time::Instant,
};

use rayon::prelude::*;
use serde_json::Value;
use zhaibao::{
    article::Article,
    batch::stories,
    identity, layout,
    story::{Print, groups},
};

use crate::{sample, shared};

/// Pairs that look alike and tell different news, read one by one; see its head.
const LOOK_ALIKES: &str = include_str!("data/lookalikes.tsv");

/// The articles of a packed corpus with their ids; the lead-in is told as a run tells it.
fn corpus(path: &Path) -> (Vec<Article>, Vec<String>) {
    let unpacked = zstd::decode_all(BufReader::new(fs::File::open(path).unwrap())).unwrap();
    let text = String::from_utf8(unpacked).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let article = |line: &&str| {
        let value: Value = serde_json::from_str(line).unwrap();
        let string = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let mut article = Article { text: string("text"), ..Article::default() };
        layout::dress(&mut article);
        (article, string("id"))
    };
    lines.par_iter().map(article).unzip()
}

fn pairs(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A share as it is printed.
fn share((part, all): (usize, usize)) -> f64 {
    part as f64 / all.max(1) as f64
}

#[test]
fn near_duplicates_are_grouped_and_look_alikes_are_not() {
    let Some(shared) = shared::dir("story: pairs") else { return };
    let (articles, ids) = corpus(&shared.join("corpus/crud_news_2023.jsonl.zst"));
    let started = Instant::now();
    let prints: Vec<Print> = articles.par_iter().map(Print::new).collect();
    let groups = groups(&prints);
    let seconds = started.elapsed().as_secs_f64();

    let place: HashMap<&str, usize> = ids.iter().enumerate().map(|(place, id)| (id.as_str(), place)).collect();
    let same = |a: &str, b: &str| groups[place[a]] == groups[place[b]];
    let known = pairs(&shared.join("dups/pairs.jsonl"));
    let count = |wanted: &dyn Fn(f64, f64, u64) -> bool| {
        let of = known.iter().filter(|pair| {
            let number = |key: &str| pair[key].as_f64().unwrap();
            wanted(number("jaccard"), number("containment"), pair["shared_sentences"].as_u64().unwrap())
        });
        of.fold((0, 0), |(grouped, all), pair| {
            (grouped + usize::from(same(pair["a"].as_str().unwrap(), pair["b"].as_str().unwrap())), all + 1)
        })
    };
    let strong = count(&|jaccard, _, _| jaccard >= 0.5);
    let weak = count(&|jaccard, containment, shared| jaccard < 0.5 && containment < 0.6 && shared <= 4);
    let read = LOOK_ALIKES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let different = read.fold((0, 0), |(grouped, all), (a, b)| (grouped + usize::from(same(a, b)), all + 1));
    // Pairs drawn by a fixed stride; that two of them are near-duplicates by chance does not matter at this size.
    let drawn = (0..5000_usize).map(|n| ((n * 7919) % ids.len(), (n * 104_729 + 31_337) % ids.len()));
    let random = drawn.fold((0, 0), |(grouped, all), (a, b)| {
        (grouped + usize::from(a != b && groups[a] == groups[b]), all + usize::from(a != b))
    });
    println!(
        "{} articles grouped in {seconds:.1} s: jaccard >= 0.5 {:.4} of {}, random {:.4} of {}, look-alikes that tell other \
         news {:.4} of {}, all pairs below containment 0.6 with at most 4 shared sentences {:.4} of {}",
        ids.len(),
        share(strong),
        strong.1,
        share(random),
        random.1,
        share(different),
        different.1,
        share(weak),
        weak.1,
    );
    assert!(share(strong) >= 0.98);
    assert!(share(random) <= 0.01);
    assert!(different.1 > 50 && different.0 <= 1, "{different:?}");
    assert!(seconds < 20.0 * if cfg!(debug_assertions) { 6.0 } else { 1.0 }, "{seconds:.1} s");
}

#[test]
fn the_real_pages_have_the_stories_a_person_sees() {
    let Some(shared) = shared::dir("story: real pages") else { return };
    // What the gold calls the same story, as sets of pages: one set a story.
    let gold: Vec<Value> = fs::read_dir(shared.join("pages/real-gold"))
        .unwrap()
        .map(|entry| serde_json::from_str(&fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap())
        .collect();
    let items: Vec<&Value> = gold.iter().flat_map(|page| page["articles"].as_array().unwrap()).collect();
    let articles: Vec<Article> = items
        .iter()
        .map(|item| Article {
            id: item["id"].as_str().map(str::to_owned),
            kind: serde_json::from_value(item["kind"].clone()).unwrap(),
            incomplete: item["incomplete"].as_bool().unwrap_or(false),
            text: item["body_text"].as_str().unwrap_or_default().to_owned(),
            ..Article::default()
        })
        .collect();
    let expected: BTreeSet<BTreeSet<String>> = items
        .iter()
        .filter_map(|item| {
            let others = item["same_story_as"].as_array()?;
            let mut ids: BTreeSet<String> = others.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect();
            (!ids.is_empty()).then(|| {
                ids.insert(item["id"].as_str().unwrap().to_owned());
                ids
            })
        })
        .collect();
    assert_eq!(grouped(&articles), joined(expected), "on the bodies of the gold");

    // The same by our own splitting, story by story: which pages it is on.
    let pages = sample::pages(&shared.join("pages/real"));
    let mut split: Vec<Article> = pages.iter().flat_map(|page| layout::split(page).articles).collect();
    identity::assign(&mut split);
    let path: HashMap<&str, &str> =
        split.iter().map(|article| (article.id.as_deref().unwrap(), article.source.path.as_str())).collect();
    let stem = |path: &str| path.rsplit('/').next().unwrap().chars().take(3).collect::<String>();
    let ours: BTreeSet<BTreeSet<String>> =
        grouped(&split).iter().map(|ids| ids.iter().map(|id| stem(path[id.as_str()])).collect()).collect();
    let page_of = |id: &String| id.chars().take(3).collect::<String>();
    let theirs: BTreeSet<BTreeSet<String>> = grouped(&articles).iter().map(|ids| ids.iter().map(page_of).collect()).collect();
    assert_eq!(ours, theirs, "on the pages as we split them");
}

/// The stories of more than one article, by their ids.
fn grouped(articles: &[Article]) -> BTreeSet<BTreeSet<String>> {
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (article, story) in articles.iter().zip(stories(articles, Vec::new(), |_| 0.0)) {
        groups.entry(story.id).or_default().insert(article.id.clone().unwrap());
    }
    groups.into_values().filter(|ids| ids.len() > 1).collect()
}

/// Sets that share a member, made one.
fn joined(sets: BTreeSet<BTreeSet<String>>) -> BTreeSet<BTreeSet<String>> {
    let mut joined: Vec<BTreeSet<String>> = Vec::new();
    for mut set in sets {
        let (touching, rest): (Vec<_>, Vec<_>) = joined.into_iter().partition(|other| !other.is_disjoint(&set));
        set.extend(touching.into_iter().flatten());
        joined = rest;
        joined.push(set);
    }
    joined.into_iter().collect()
}
