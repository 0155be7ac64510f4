//! What `zhaibao digest` was asked: flag before environment before `[digest]` of the settings file before default.

use std::{fs, path::Path, path::PathBuf};

use anyhow::Context;
use jiff::civil::Date;
use serde::Deserialize;
use zhaibao::{
    analyze::{Gazetteer, Taxonomy},
    digest::{DigestConfig, MailConfig, Reader, Templates},
    record::Record,
};

use super::args::DigestArgs;
use crate::cli::{
    config::Config,
    outcome::{Usage, usage},
    settings::taxonomy,
};

/// The table `[digest]` of the settings file.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DigestTable {
    out: Option<PathBuf>,
    title: Option<String>,
    date: Option<Date>,
    template: Option<PathBuf>,
    topics: Vec<String>,
    places: Vec<String>,
    max_stories: Option<u32>,
    top: Option<u16>,
    order: Vec<String>,
    max_bytes: Option<u32>,
    home: Option<String>,
    from: Option<String>,
    to: Vec<String>,
    unsubscribe: Option<String>,
    unsubscribe_mail: Option<String>,
    sendmail: Option<String>,
}

impl DigestTable {
    /// The paths in it.
    pub(crate) fn paths(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        self.out.iter_mut().chain(&mut self.template)
    }
}

/// Everything asked, understood and opened.
#[derive(Debug)]
pub(crate) struct DigestSettings {
    /// Where the newsletter goes.
    pub(crate) out: PathBuf,
    /// Its date, where somebody says so.
    pub(crate) date: Option<Date>,
    /// How it is made up.
    pub(crate) config: DigestConfig,
    /// How it looks.
    pub(crate) templates: Templates,
    /// The program that sends it, and its arguments.
    pub(crate) sendmail: Option<Vec<String>>,
}

impl DigestSettings {
    /// As typed to as meant. `records` know topics that are not of the taxonomy.
    pub(crate) fn new(args: &DigestArgs, config: &Config, records: &[Record]) -> anyhow::Result<Self> {
        let table = &config.digest;
        let out = args.out.as_ref().or(table.out.as_ref()).ok_or_else(|| usage("no output folder; name one with -o"))?;
        let shipped = DigestConfig::default();
        let topics = TopicNames::new(&taxonomy(config.topics.as_deref())?, records);
        let list = |typed: &[String], file: &[String]| if typed.is_empty() { file.to_vec() } else { typed.to_vec() };
        let order = topics.ids("--order", &list(&args.order, &table.order))?;
        let number = |typed: Option<u32>, file: Option<u32>| typed.or(file).map(|number| number as usize);
        let text = |typed: &Option<String>, file: &Option<String>| typed.clone().or_else(|| file.clone());
        let mail = MailConfig {
            from: text(&args.from, &table.from).unwrap_or(shipped.mail.from),
            to: list(&args.to, &table.to),
            unsubscribe: text(&args.unsubscribe, &table.unsubscribe),
            unsubscribe_mail: text(&args.unsubscribe_mail, &table.unsubscribe_mail),
        };
        let asked = topics.ids("--topics", &list(&args.topics, &table.topics))?;
        let places = list(&args.places, &table.places);
        let reader = Reader {
            topic_names: asked.iter().map(|id| topics.name(id)).collect(),
            topics: asked,
            places: codes(&places)?,
            place_names: places,
            max_stories: number(args.max_stories, table.max_stories),
        };
        let sendmail = text(&args.sendmail, &table.sendmail);
        let sendmail = sendmail.map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        if sendmail.as_ref().is_some_and(Vec::is_empty) {
            return Err(usage("--sendmail names no program"));
        }
        if sendmail.is_some() && !mail.is_addressed() {
            return Err(usage("a mail that is sent needs --from and --to"));
        }
        Ok(Self {
            out: out.clone(),
            date: args.date.or(table.date),
            config: DigestConfig {
                title: text(&args.title, &table.title).unwrap_or(shipped.title),
                order: if order.is_empty() { shipped.order } else { order },
                reader,
                top: args.top.or(table.top).map_or(shipped.top, usize::from),
                max_bytes: number(args.max_bytes, table.max_bytes).unwrap_or(shipped.max_bytes),
                home: text(&args.home, &table.home),
                mail,
                ..DigestConfig::default()
            },
            templates: templates(args.template.as_deref().or(table.template.as_deref()))?,
            sendmail,
        })
    }
}

/// The templates that ship, with those of `folder` in their place.
fn templates(folder: Option<&Path>) -> anyhow::Result<Templates> {
    let mut own = Vec::new();
    if let Some(folder) = folder {
        for name in Templates::names() {
            let path = folder.join(name);
            if path.is_file() {
                let unreadable = || Usage(format!("cannot read {}", path.display()));
                own.push((name.to_owned(), fs::read_to_string(&path).with_context(unreadable)?));
            }
        }
        if own.is_empty() {
            let names = Templates::names().collect::<Vec<_>>().join(", ");
            return Err(usage(format!("no template in {}; it may hold {names}", folder.display())));
        }
    }
    Ok(Templates::overlaid(own)?)
}

/// Topics by id and name: those of the taxonomy, and those only the records know.
struct TopicNames(Vec<(String, String)>);

impl TopicNames {
    fn new(taxonomy: &Taxonomy, records: &[Record]) -> Self {
        let mut names: Vec<(String, String)> =
            taxonomy.topics().iter().map(|topic| (topic.id.clone(), topic.name.clone())).collect();
        for topic in records.iter().flat_map(|record| record.topics.iter().flatten()) {
            if names.iter().all(|(id, _)| *id != topic.id) {
                names.push((topic.id.clone(), topic.name.clone()));
            }
        }
        Self(names)
    }

    /// The ids of topics named by id or Chinese name.
    fn ids(&self, flag: &str, names: &[String]) -> anyhow::Result<Vec<String>> {
        let id = |wanted: &String| {
            let known = self.0.iter().find(|(id, name)| [id, name].contains(&wanted));
            known.map(|(id, _)| id.clone()).ok_or_else(|| {
                let all: Vec<&str> = self.0.iter().map(|(id, _)| id.as_str()).collect();
                usage(format!("{flag}: `{wanted}` is no topic; there are {}", all.join(", ")))
            })
        };
        names.iter().map(id).collect()
    }

    fn name(&self, id: &str) -> String {
        self.0.iter().find(|(known, _)| known == id).map_or(id, |(_, name)| name).to_owned()
    }
}

/// The codes of places given by name or code.
fn codes(names: &[String]) -> anyhow::Result<Vec<String>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let gazetteer = Gazetteer::shipped()?;
    let mut codes = Vec::new();
    for name in names {
        let is_code = matches!(name.len(), 2 | 4 | 6 | 9) && name.bytes().all(|byte| byte.is_ascii_digit());
        let found = if is_code { vec![name.clone()] } else { gazetteer.codes_of(name) };
        if found.is_empty() {
            return Err(usage(format!("--places: `{name}` is neither a division of China nor the code of one")));
        }
        codes.extend(found);
    }
    Ok(codes)
}
