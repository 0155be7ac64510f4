//! The report as a table: aligned for a terminal, or as Markdown.

use std::fmt::Write;

use crate::eval::{
    figures::Figures,
    report::{Confused, Report, Subject},
};

/// Ids listed by name in a terminal; JSON and HTML list all.
const LISTED: usize = 10;
/// Confusions shown.
const CONFUSIONS: usize = 10;
/// Figures shown of a group of pages.
const GROUP_FIGURES: [&str; 6] = ["f1@0.9", "f1@0.75", "b3_f1", "title_exact", "stray", "order"];

/// Rows of cells; the first row is the head, the first column is aligned left and the others right.
type Rows = Vec<Vec<String>>;

pub(super) fn plain(report: &Report, per_topic: bool) -> String {
    let mut text = aligned(&figures(report));
    if per_topic && !report.topics.is_empty() {
        let _ = write!(text, "\n{}", aligned(&topics(report)));
        let _ = write!(text, "\n{}", aligned(&confusions(report)));
    }
    if per_topic && !report.groups.is_empty() {
        let _ = write!(text, "\n{}", aligned(&groups(report)));
    }
    let notes = notes(report);
    if !notes.is_empty() {
        let _ = write!(text, "\n{}\n", notes.join("\n"));
    }
    text
}

pub(super) fn markdown(report: &Report) -> String {
    let against = report.names.other.as_ref().map_or(String::new(), |other| format!(", compared with {}", cell(other)));
    let mut text = format!("# {} against {}{against}\n\n", cell(&report.names.system), cell(&report.names.gold));
    text += &piped(&figures(report));
    for (title, rows) in [("Topics", topics(report)), ("Confusions", confusions(report)), ("Groups", groups(report))] {
        if rows.len() > 1 {
            let _ = write!(text, "\n## {title}\n\n{}", piped(&rows));
        }
    }
    for note in notes(report) {
        let _ = write!(text, "\n- {}", cell(&note));
    }
    if report.changed.is_empty() { text + "\n" } else { text + "\n\n## Changed sides\n\n" + &piped(&changed(report)) }
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| format!("{value:.4}"))
}

fn figures(report: &Report) -> Rows {
    let (intervals, human, other) = (!report.intervals.is_empty(), report.human.is_some(), report.other.is_some());
    let mut head = vec!["", "system"];
    head.extend(intervals.then_some("95 % interval"));
    head.extend(human.then_some("human"));
    head.extend(other.then_some(["other", "difference", "p"]).into_iter().flatten());
    let mut rows: Rows = vec![head.into_iter().map(str::to_owned).collect()];
    for line in report.lines() {
        let whole = line.key == "articles";
        let shown = |value: Option<f64>| if whole { value.map_or_else(String::new, |n| format!("{n}")) } else { number(value) };
        let mut row = vec![line.key.to_owned(), shown(line.system)];
        row.extend(intervals.then(|| line.interval.map_or_else(String::new, |[low, high]| format!("{low:.4}–{high:.4}"))));
        row.extend(human.then(|| shown(line.human)));
        if other {
            let difference = line.system.zip(line.other).filter(|_| !whole);
            row.push(shown(line.other));
            row.push(difference.map_or_else(String::new, |(here, there)| format!("{:+.4}", here - there)));
            row.push(line.p.map_or_else(String::new, |p| format!("{p:.3}")));
        }
        rows.push(row);
    }
    rows
}

fn topics(report: &Report) -> Rows {
    let people = report.human.is_some();
    let mut rows = vec![["topic", "gold", "system", "P", "R", "F1"].map(str::to_owned).to_vec()];
    rows[0].extend(people.then_some(["human F1", "alpha"]).into_iter().flatten().map(str::to_owned));
    for topic in &report.topics {
        let mut row = vec![topic.id.clone(), format!("{:.1}", topic.gold), format!("{:.1}", topic.got)];
        row.extend([topic.precision, topic.recall, topic.f1].map(|value| format!("{value:.3}")));
        if people {
            row.extend([topic.human, topic.alpha].map(|value| value.map_or_else(String::new, |value| format!("{value:.3}"))));
        }
        rows.push(row);
    }
    rows
}

fn confusions(report: &Report) -> Rows {
    let name = |topic: &Option<String>| topic.clone().unwrap_or_else(|| "(none)".to_owned());
    let mut rows = vec![["gold → system", "articles"].map(str::to_owned).to_vec()];
    let wrong = report.confusion.iter().filter(|pair| pair.gold != pair.got);
    let row = |pair: &Confused| vec![format!("{} → {}", name(&pair.gold), name(&pair.got)), format!("{:.1}", pair.articles)];
    rows.extend(wrong.take(CONFUSIONS).map(row));
    rows
}

fn groups(report: &Report) -> Rows {
    let mut rows = vec![["group", "pages"].into_iter().chain(GROUP_FIGURES).map(str::to_owned).collect::<Vec<_>>()];
    let values = |figures: &Figures| GROUP_FIGURES.map(|key| figures.get(key).map_or_else(String::new, |v| format!("{v:.3}")));
    for group in &report.groups {
        let mut row = vec![group.name.clone(), group.pages.to_string()];
        row.extend(values(&group.figures));
        rows.push(row);
    }
    rows
}

fn changed(report: &Report) -> Rows {
    let mut rows = vec![["article", "won", "lost"].map(str::to_owned).to_vec()];
    let row = |article: &crate::eval::report::Changed| {
        vec![format!("{} {}", article.id, article.title), article.won.join(", "), article.lost.join(", ")]
    };
    rows.extend(report.changed.iter().map(row));
    rows
}

/// What has no partner, and what changed sides: sentences.
fn notes(report: &Report) -> Vec<String> {
    let (gold, record) = match report.of {
        Subject::Articles => ("gold articles have no record and score 0", "records have no gold and are not measured"),
        Subject::Pages => ("gold pages have no output and score 0", "pages of the output have no gold and are not measured"),
    };
    let unpaired = &report.unpaired;
    let mut notes = Vec::new();
    for (ids, what) in [
        (&unpaired.no_record, gold),
        (&unpaired.no_gold, record),
        (&unpaired.twice, "ids have several records; the last of each was measured"),
    ] {
        if !ids.is_empty() {
            let more = if ids.len() > LISTED { " …" } else { "" };
            notes.push(format!("{} {what}: {}{more}", ids.len(), ids[..ids.len().min(LISTED)].join(" ")));
        }
    }
    if report.other.is_some() {
        let won = report.changed.iter().filter(|article| article.lost.is_empty()).count();
        let lost = report.changed.iter().filter(|article| article.won.is_empty()).count();
        let both = report.changed.len() - won - lost;
        notes.push(format!("changed sides: {won} articles won, {lost} lost, {both} both"));
    }
    notes
}

fn aligned(rows: &Rows) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            let _ = if column == 0 { write!(line, "{cell:<width$}") } else { write!(line, "  {cell:>width$}") };
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

fn piped(rows: &Rows) -> String {
    let mut text = String::new();
    for (place, row) in rows.iter().enumerate() {
        let _ = writeln!(text, "| {} |", row.iter().map(|text| cell(text)).collect::<Vec<_>>().join(" | "));
        if place == 0 {
            let _ = writeln!(text, "|---|{}", "---:|".repeat(row.len() - 1));
        }
    }
    text
}

/// Text of a page as the content of a Markdown cell: what Markdown or HTML would read is escaped.
fn cell(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => escaped.push(' '),
            '|' | '*' | '`' | '[' | ']' | '\\' | '#' => escaped.extend(['\\', c]),
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            _ => escaped.push(c),
        }
    }
    escaped
}
