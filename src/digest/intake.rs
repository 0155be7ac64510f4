//! What the reader must know of a night that did not come in whole: the banner.

use serde::Serialize;

use crate::digest::{EditionInfo, plain};

/// Most failed pages and missing papers that are listed by name.
const LISTED: usize = 12;
/// Most characters of a path or a reason.
const REASON: usize = 90;

/// The banner; nothing in it on a good night.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct IntakeView {
    /// What was short, one sentence each.
    pub(super) short: Vec<String>,
    /// Pages that failed, or failed in part.
    pub(super) failures: Vec<Failure>,
    /// Failures that are not listed.
    pub(super) failures_unlisted: usize,
}

/// A page that failed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Failure {
    pub(super) path: String,
    pub(super) message: String,
}

impl IntakeView {
    pub(super) fn new(edition: &EditionInfo) -> Self {
        let alarm = &edition.alarm;
        let short = |what: &str, unit: &str, came: usize, usual: Option<usize>, least: Option<usize>| {
            let usual = usual.map(|usual| format!("平日约 {usual} {unit}"));
            let least = least.map(|least| format!("至少应有 {least} {unit}"));
            let wanted = usual.or(least)?;
            Some(format!("本期收到{what} {came} {unit}，{wanted}，内容可能不全。"))
        };
        let mut sentences = Vec::new();
        if alarm.is_short_of_pages {
            sentences.extend(short("版面", "个", alarm.pages, alarm.usual_pages, alarm.min_pages));
        }
        if alarm.is_short_of_articles {
            sentences.extend(short("稿件", "篇", alarm.articles, alarm.usual_articles, alarm.min_articles));
        }
        let missing = &alarm.missing_papers;
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().take(LISTED).map(|paper| plain::line(paper, REASON / 3)).collect();
            let more = if missing.len() > LISTED { format!("等 {} 家", missing.len()) } else { String::new() };
            sentences.push(format!("平日每期都有的{}{more}没有收到。", names.join("、")));
        }
        let failures = edition
            .failures
            .iter()
            .take(LISTED)
            .map(|problem| Failure { path: plain::line(&problem.path, REASON), message: plain::line(&problem.message, REASON) });
        Self { short: sentences, failures: failures.collect(), failures_unlisted: edition.failures.len().saturating_sub(LISTED) }
    }
}
