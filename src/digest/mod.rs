//! The newsletter: the records of an edition for a reader in a hurry, in every form a newsroom sends.
//!
//! Pure: records and what is known of the run in, files out. Which stories stand where is decided in `select` and `rank`,
//! what one of them shows in `story`, and `view` holds all that any form prints; so HTML, plain text, Markdown, mail,
//! feed and ninjs say the same. How a form looks stands in the templates of `data/`, which a user may replace. Text from a
//! page is data here: it is cleaned in `plain`, escaped in `templates` by the form it goes into, and never part of a
//! template. Sending mail is left to others.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{alarm::Alarm, error::Result, problem::Problem, record::Record, story::Rising};

mod bars;
mod calendar;
mod config;
mod feed;
mod intake;
mod key;
mod mail;
mod ninjs;
mod page;
mod plain;
mod rank;
mod rising;
mod select;
mod story;
mod templates;
mod view;

pub use self::{
    config::{DigestConfig, MailConfig, Reader},
    templates::Templates,
};

use self::{mail::Message, select::Chosen, view::View};

/// What the newsletter must know of the run besides its records.
#[derive(Debug, Clone, Default)]
pub struct EditionInfo {
    /// Date of the edition; every date in the newsletter comes from here or from a record, never from a clock.
    pub date: Option<Date>,
    /// How many pages were taken in, failed ones included.
    pub pages: u32,
    /// Whether the night was short.
    pub alarm: Alarm,
    /// The pages that failed, one problem each.
    pub failures: Vec<Problem>,
    /// What rises tonight, where the run has found that out.
    pub rising: Option<Rising>,
}

/// The newsletter in its forms, which say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// One page, UTF-8, styles inside, nothing fetched from anywhere.
    pub html: String,
    /// Plain text.
    pub text: String,
    /// Markdown (CommonMark).
    pub markdown: String,
    /// The e-mail, ASCII with CRLF.
    pub mail: Vec<u8>,
    /// The Atom feed.
    pub feed: String,
    /// The ninjs 3.1 item.
    pub ninjs: String,
    /// Stories in the edition that the reader asked for, shown or not.
    pub stories: usize,
    /// Stories shown.
    pub shown: usize,
    /// The date of mail and feed; none where nothing tells one.
    pub date: Option<Date>,
}

/// Steps in which a newsletter that is too long gets shorter.
const STEPS: usize = 8;

impl Digest {
    /// The files of the newsletter: name and content.
    pub fn files(&self) -> [(&'static str, &[u8]); 6] {
        [
            ("digest.html", self.html.as_bytes()),
            ("digest.txt", self.text.as_bytes()),
            ("digest.eml", &self.mail),
            ("digest.atom", self.feed.as_bytes()),
            ("digest.md", self.markdown.as_bytes()),
            ("digest.ninjs.json", self.ninjs.as_bytes()),
        ]
    }

    /// Makes the newsletter of `records`, which stand in the order of the run.
    ///
    /// Of records with one id the highest version is shown; of records of one story the lead. A newsletter longer than
    /// `config.max_bytes` loses headlines and summaries from the end of its sections, and says how many.
    ///
    /// # Errors
    ///
    /// A settings error if a template does not render, or an address of `config` is none.
    pub fn new(edition: &EditionInfo, records: &[Record], config: &DigestConfig, templates: &Templates) -> Result<Self> {
        for url in config.home.iter().chain(&config.mail.unsubscribe) {
            mail::address_of_web(url)?;
        }
        let chosen = Chosen::new(records, config);
        let (view, html) = fit(edition, &chosen, config, templates)?;
        let text = templates.print(templates::TEXT, &view)?;
        let date = edition.date.or_else(|| printed_date(records));
        let key = key::edition(config, date, records.iter().map(|record| record.id.as_str()));
        let message = Message { title: &view.title, subject: &view.subject, date, edition: &key, text: &text, html: &html };
        Ok(Self {
            mail: mail::mail(&message, &config.mail)?,
            markdown: templates.print(templates::MARKDOWN, &view)?,
            feed: feed::feed(&view, date, config, templates)?,
            ninjs: ninjs::ninjs(&view, &chosen, date, &key, config)?,
            stories: view.stories,
            shown: view.all().count(),
            date,
            html,
            text,
        })
    }
}

/// The longest newsletter that is not too long.
fn fit(edition: &EditionInfo, chosen: &Chosen<'_>, config: &DigestConfig, templates: &Templates) -> Result<(View, String)> {
    let mut step = 0;
    loop {
        let share = |most: usize| most * (STEPS - step) / STEPS;
        let shorter = DigestConfig { full: share(config.full), headlines: share(config.headlines), ..config.clone() };
        let view = View::new(edition, chosen, &shorter);
        let html = page::page(&templates.print(templates::MJML, &view)?)?;
        step += 1;
        if html.len() <= config.max_bytes || step > STEPS {
            return Ok((view, html));
        }
    }
}

/// The full date that texts print most often, of equally frequent ones the latest; one mention tells nothing.
///
/// It dates mail and feed of an edition whose pages bear none. The reader is shown no date that is a guess.
fn printed_date(records: &[Record]) -> Option<Date> {
    let mut counts: BTreeMap<Date, usize> = BTreeMap::new();
    let datelines = records.iter().filter_map(|record| record.source.date.or(record.dateline.date));
    for date in datelines.chain(records.iter().flat_map(|record| calendar::printed(&record.text))) {
        *counts.entry(date).or_default() += 1;
    }
    let frequent = counts.into_iter().filter(|&(_, count)| count > 1);
    frequent.max_by_key(|&(date, count)| (count, date)).map(|(date, _)| date)
}

#[cfg(test)]
mod tests;
