//! `zhaibao explain`: why an article got its keywords, summary, topics and story.
//!
//! The article is analysed again by the code that made its record, and a number is shown only if it is the record's.

use std::{fmt::Write, fs, path::Path, path::PathBuf};

use anyhow::{anyhow, bail};
use serde::Serialize;
use zhaibao::{
    analyze::{Analysis, Reason},
    article::Article,
    batch::{COUNTS, MANIFEST, Manifest, Tag, read_records, record},
    record::{Record, round},
};

use super::{
    args::{AnalysisArgs, ExplainArgs, Format},
    outcome::Outcome,
    records::find,
    settings::{AnalysisSettings, Session, sum_counts},
    story::{self, StoryAnswer},
    terminal::print,
};

/// The answer.
#[derive(Debug, Serialize)]
struct Explanation<'r> {
    id: &'r str,
    title: Option<&'r str>,
    keywords: Vec<Reason>,
    summary: Vec<Reason>,
    topics: Vec<Reason>,
    story: Option<StoryAnswer<'r>>,
    /// Keywords the article has only by the user's dictionary, vocabulary and stop words.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_your_words: Option<Change>,
}

/// What the words of the user's own changed.
#[derive(Debug, Serialize)]
struct Change {
    /// Keywords without which the article would be.
    added: Vec<String>,
    /// Keywords it would have.
    removed: Vec<String>,
}

pub(crate) fn run(args: &ExplainArgs, session: &Session) -> anyhow::Result<Outcome> {
    let (path, records) = read_records(&args.records)?;
    let written = find(&records, &args.id)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let manifest = manifest(folder);
    let mut settings =
        manifest.as_ref().and_then(of_run).unwrap_or_else(|| AnalysisSettings::new(&AnalysisArgs::default(), &session.config));
    if args.counts.is_empty() {
        let beside: PathBuf = folder.join(COUNTS);
        settings.counts.extend(beside.is_file().then_some(beside));
    } else {
        settings.counts.clone_from(&args.counts);
    }

    let engine = settings.engine()?;
    let article = written.clone().into_article();
    let edition = engine.read(std::slice::from_ref(&article));
    let document = edition.documents.first().ok_or_else(|| anyhow!("the record holds no text"))?;
    let desk = engine.desk(&edition, &sum_counts(&settings.counts)?);
    let context = desk.context(&article, document);
    let analyzer = &engine.analyzer;
    let analysis = analyzer.analyze(&context);
    let explanation = Explanation {
        id: &written.id,
        title: written.title.as_deref(),
        keywords: analyzer.keywords.explain(&context, &analysis.places, &analysis.names),
        summary: analyzer.summary.explain(&context, &analysis.keywords),
        topics: analyzer.taxonomy.explain(&context),
        story: story::explain(written, &records, folder, manifest.as_ref(), &engine)?,
        by_your_words: settings.has_words().then(|| change(&settings, &article, &analysis)).transpose()?,
    };
    let tag = Tag { part_of: written.part_of.clone(), version: written.version };
    let again = record(&article, &tag, analysis, written.story.clone().flatten());
    check(written, &again)?;
    print(&match args.format {
        Format::Text => text(&explanation),
        Format::Json => format!("{:#}\n", serde_json::to_value(&explanation)?),
    })?;
    Ok(Outcome::Done)
}

/// Analyses the article without the words of the user's own and compares the keywords.
fn change(settings: &AnalysisSettings, article: &Article, with: &Analysis) -> anyhow::Result<Change> {
    let settings = settings.without_words();
    let engine = settings.engine()?;
    let articles = std::slice::from_ref(article);
    let edition = engine.read(articles);
    let without = engine.analyze(articles, &edition, &sum_counts(&settings.counts)?);
    let terms = |analysis: &Analysis| analysis.keywords.iter().map(|keyword| keyword.term.clone()).collect::<Vec<_>>();
    let (with, without) = (terms(with), without.first().map(terms).unwrap_or_default());
    let only = |these: &[String], those: &[String]| these.iter().filter(|term| !those.contains(term)).cloned().collect();
    Ok(Change { added: only(&with, &without), removed: only(&without, &with) })
}

/// The manifest in `folder`.
fn manifest(folder: &Path) -> Option<Manifest> {
    serde_json::from_str(&fs::read_to_string(folder.join(MANIFEST)).ok()?).ok()
}

/// The analysis settings of a run.
fn of_run(manifest: &Manifest) -> Option<AnalysisSettings> {
    serde_json::from_value(manifest.args.get("analysis")?.clone()).ok()
}

/// Fails where the record says anything else than the analysis made now: other numbers explain nothing.
fn check(written: &Record, again: &Record) -> anyhow::Result<()> {
    let differing = [
        ("keywords", written.keywords != again.keywords),
        ("summary", written.summary != again.summary),
        ("topics", written.topics != again.topics),
    ];
    let differing: Vec<&str> = differing.into_iter().filter_map(|(key, differs)| differs.then_some(key)).collect();
    if !differing.is_empty() {
        bail!(
            "{} of this record cannot be explained: they were made with other counts, other settings or another version; \
             name its counts with --counts",
            differing.join(" and ")
        );
    }
    Ok(())
}

fn text(explanation: &Explanation<'_>) -> String {
    let mut text = format!("{}  {}\n", explanation.id, explanation.title.unwrap_or("(no headline)"));
    for (name, reasons) in
        [("keywords", &explanation.keywords), ("summary", &explanation.summary), ("topics", &explanation.topics)]
    {
        let _ = writeln!(text, "\n{name}");
        for reason in reasons {
            tree(reason, 1, &mut text);
        }
    }
    if let Some(story) = &explanation.story {
        story.write(&mut text, tree);
    }
    if let Some(Change { added, removed }) = &explanation.by_your_words {
        let none = added.is_empty() && removed.is_empty();
        let signed = added.iter().map(|term| format!("+{term}")).chain(removed.iter().map(|term| format!("-{term}")));
        let told = if none { "nothing here".to_owned() } else { signed.collect::<Vec<_>>().join(" ") };
        let _ = writeln!(text, "\nyour dictionary, vocabulary and stop words changed: {told}");
    }
    text
}

/// One line a reason, its parts indented below it.
fn tree(reason: &Reason, depth: usize, text: &mut String) {
    let _ = writeln!(text, "{:indent$}{:>8.4}  {}", "", round(reason.value), reason.what, indent = depth * 2);
    for part in &reason.parts {
        tree(part, depth + 1, text);
    }
}
