//! `zhaibao layout heads`: the weights that tell kicker, headline and subtitle, from pages whose articles are known.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde::Deserialize;
use zhaibao::layout::{HeadSample, KnownHead, learn_heads};

use super::{
    outcome::{Outcome, usage},
    terminal::{complain, print},
};

/// A page of the labels file, as the gold of `eval` has it.
#[derive(Deserialize)]
struct Page {
    #[serde(rename = "page")]
    key: String,
    #[serde(default)]
    house: Option<String>,
    articles: Vec<Item>,
    #[serde(default)]
    others: Vec<Other>,
}

/// An article of it.
#[derive(Deserialize)]
struct Item {
    id: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    kicker: Option<String>,
    #[serde(default)]
    subtitle: Option<String>,
    #[serde(default)]
    body: String,
}

/// Other matter of the page.
#[derive(Deserialize)]
struct Other {
    kind: String,
    text: String,
    #[serde(default)]
    attached_to: Option<String>,
}

pub(crate) fn run(labels: &Path, folder: &Path, show: bool) -> anyhow::Result<Outcome> {
    let name = labels.display();
    let text = fs::read_to_string(labels).map_err(|error| usage(format!("cannot read {name}: {error}")))?;
    let found = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files: BTreeMap<String, PathBuf> = found
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|end| end == "txt" || end == "md"))
        .filter_map(|path| Some((path.file_stem()?.to_string_lossy().into_owned(), path)))
        .collect();
    let mut houses: Vec<String> = Vec::new();
    let mut samples = Vec::new();
    for (nth, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let page: Page = serde_json::from_str(line).map_err(|error| usage(format!("{name}:{}: not a page: {error}", nth + 1)))?;
        let path = files.get(&page.key).with_context(|| format!("{}: no page {}", folder.display(), page.key))?;
        // A page of no known style is a style of its own.
        let house = page.house.clone().unwrap_or_else(|| page.key.clone());
        let style = houses.iter().position(|known| *known == house).unwrap_or(houses.len());
        if style == houses.len() {
            houses.push(house);
        }
        let heads = page.articles.iter().filter_map(|item| head(item, &page.others)).collect();
        samples.push(HeadSample { page: fs::read_to_string(path)?, heads, style });
    }
    let fitted = learn_heads(&samples);
    complain(&format!("{} heads, {:.4} right held out, {:.4} by all", fitted.heads, fitted.held_out, fitted.fitted));
    for wrong in fitted.wrong.iter().filter(|_| show) {
        complain(wrong);
    }
    print(&fitted.text)?;
    Ok(Outcome::Done)
}

fn head(item: &Item, others: &[Other]) -> Option<KnownHead> {
    let some = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let rubric = others.iter().find(|other| other.kind == "rubric" && other.attached_to.as_deref() == Some(&item.id));
    Some(KnownHead {
        rubric: rubric.map(|other| other.text.clone()),
        kicker: some(&item.kicker),
        title: some(&item.title)?,
        subtitle: some(&item.subtitle),
        text: item.body.clone(),
    })
}
