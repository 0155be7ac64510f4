//! What the commands share that read hand labels.

use std::{
    fs,
    path::{Path, PathBuf},
};

use zhaibao::{
    batch::records_file,
    eval::{
        gold::{Gold, GoldArticle},
        output::Output,
        tasks::{TopicKeys, doccano, label_studio},
    },
};

use super::{
    outcome::usage,
    settings::{Session, taxonomy},
    terminal::Terminal,
};

/// The topics labels may name: the shipped ones, and those of the session's settings.
pub(crate) fn topics(session: &Session) -> anyhow::Result<TopicKeys> {
    let taxonomy = taxonomy(session.config.topics.as_deref())?;
    Ok(TopicKeys::new(taxonomy.topics().iter().map(|topic| (topic.id.clone(), topic.name.clone())).collect()))
}

/// What scores read of a records file, or of that of an output folder.
pub(crate) fn outputs(path: &Path) -> anyhow::Result<Vec<Output>> {
    let path = records_file(path)?;
    Ok(Output::parse(&path.display().to_string(), &read(&path)?)?)
}

/// A file the user named.
pub(crate) fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).map_err(|error| usage(format!("cannot read {}: {error}", path.display())))
}

/// Reads hand labels of any form: gold lines, a Label Studio export, doccano exports. What nobody labelled is told.
pub(crate) fn read_gold(paths: &[PathBuf], topics: &TopicKeys, terminal: &Terminal) -> anyhow::Result<Gold> {
    let texts: Vec<(String, String)> =
        paths.iter().map(|path| Ok((path.display().to_string(), read(path)?))).collect::<anyhow::Result<_>>()?;
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (lines, exports): (Vec<_>, Vec<_>) = files.into_iter().partition(|(_, text)| !doccano::is_export(text));
    let mut all = Gold::Articles(Vec::new());
    let mut unlabelled = Vec::new();
    for (path, text) in lines {
        let gold = if label_studio::is_export(text) {
            let imported = label_studio::read(path, text, topics)?;
            unlabelled.extend(imported.unlabelled);
            Gold::Articles(imported.articles)
        } else {
            Gold::parse(path, text)?
        };
        all = all.join(gold).map_err(|message| usage(format!("{path}: {message}")))?;
    }
    if !exports.is_empty() {
        let imported = doccano::read(&exports, topics)?;
        unlabelled.extend(imported.unlabelled);
        all = all.join(Gold::Articles(imported.articles)).map_err(usage)?;
    }
    if !unlabelled.is_empty() {
        terminal.say(&format!("zhaibao: {} tasks are not labelled and left out: {}", unlabelled.len(), unlabelled.join(" ")));
    }
    Ok(all)
}

/// The same where only labels of articles will do.
pub(crate) fn read_articles(paths: &[PathBuf], topics: &TopicKeys, terminal: &Terminal) -> anyhow::Result<Vec<GoldArticle>> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    match read_gold(paths, topics, terminal)? {
        Gold::Articles(articles) => Ok(articles),
        Gold::Pages(_) => Err(usage("labels of articles are wanted, but the file holds labels of pages")),
    }
}
