//! `zhaibao digest`: the newsletter of an edition.

mod args;
mod settings;

use std::{
    fs,
    io::{ErrorKind, Write},
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, bail};
use zhaibao::{
    batch::{MANIFEST, Manifest, Status, read_records, read_rising},
    digest::{Digest, EditionInfo},
    problem::{Problem, Severity},
    record::Record,
};

use self::settings::DigestSettings;
pub(crate) use self::{
    args::{DigestArgs, EXAMPLES},
    settings::DigestTable,
};
use super::{files::place, outcome::Outcome, settings::Session, terminal::Terminal};

pub(crate) fn run(args: &DigestArgs, session: &Session) -> anyhow::Result<Outcome> {
    let (path, records) = read_records(&args.records)?;
    let DigestSettings { out, date, config, templates, sendmail } = DigestSettings::new(args, &session.config, &records)?;
    let mut edition = edition(path.parent().unwrap_or(Path::new("")), &records)?;
    edition.date = date.or(edition.date);
    let digest = Digest::new(&edition, &records, &config, &templates)?;
    for (name, content) in digest.files() {
        place(&out.join(name), |file| file.write_all(content))?;
    }

    let terminal = Terminal::new(session.quiet);
    terminal.say(&format!(
        "zhaibao: {} of {} stories in {}, {} KB of HTML",
        digest.shown,
        digest.stories,
        out.display(),
        digest.html.len().div_ceil(1000)
    ));
    if edition.date.is_none() {
        terminal.say(&match digest.date {
            Some(date) => format!("zhaibao: the edition bears no date; mail and feed are dated {date}, which its texts name most often (--date sets it)"),
            None => "zhaibao: the edition bears no date; the mail has none and the feed a blank one (--date sets it)".to_owned(),
        });
    }
    let is_over = digest.html.len() > config.max_bytes;
    if is_over {
        terminal.say(&format!("zhaibao: the page is longer than {} bytes even without summaries", config.max_bytes));
    }
    let is_empty = digest.shown == 0;
    if is_empty {
        terminal.say("zhaibao: no story is what was asked for; the newsletter says so");
    }
    if let Some(program) = sendmail {
        send(&program, &digest.mail)?;
    } else if !config.mail.is_addressed() {
        terminal.say("zhaibao: digest.eml is a draft with placeholders; --from, --to and --unsubscribe fill them");
    }
    Ok(if is_empty || is_over { Outcome::Problems } else { Outcome::Done })
}

/// What the folder of the records tells of the run; without a manifest, what the records tell.
fn edition(folder: &Path, records: &[Record]) -> anyhow::Result<EditionInfo> {
    let path = folder.join(MANIFEST);
    let rising = read_rising(folder)?;
    let manifest: Manifest = match fs::read_to_string(&path) {
        Ok(text) => serde_json::from_str(&text).with_context(|| format!("{} is no manifest of a run", path.display()))?,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let date = records.iter().filter_map(|record| record.source.date).max();
            return Ok(EditionInfo { date, rising, ..EditionInfo::default() });
        }
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let failed = manifest.results.iter().filter(|result| matches!(result.status, Status::Error | Status::Partial));
    let problem = |problems: &[Problem]| problems.iter().find(|problem| problem.severity == Severity::Error).cloned();
    Ok(EditionInfo {
        date: manifest.edition.date,
        pages: manifest.totals.pages as u32,
        failures: failed.filter_map(|result| problem(&result.problems)).collect(),
        alarm: manifest.intake,
        rising,
    })
}

/// Pipes the mail into a program that sends it.
fn send(program: &[String], mail: &[u8]) -> anyhow::Result<()> {
    let [name, arguments @ ..] = program else { bail!("no program to send with") };
    let unsent = || format!("the newsletter is written, but {name} did not send it");
    let mut child =
        Command::new(name).args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().with_context(unsent)?;
    let written = child.stdin.take().map_or(Ok(()), |mut input| input.write_all(mail));
    let status = child.wait().with_context(unsent)?;
    if !status.success() {
        bail!("{}: {status}", unsent());
    }
    written.with_context(unsent)
}
