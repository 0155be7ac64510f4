//! Everything the templates print, made once for all forms of the newsletter: they say the same because they read the
//! same.

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::{
    digest::{
        DigestConfig, EditionInfo, bars,
        bars::Bar,
        calendar,
        intake::IntakeView,
        plain, rising,
        rising::{Place, RisingView},
        select::{Arranged, Candidate, Chosen, LeftOut, Section},
        story::{self, Story},
    },
    record::Record,
};

/// Most notices that are listed by name.
const NOTICES: usize = 12;
/// Characters of the hidden first line that mail programs show beside the subject.
const PREVIEW: usize = 80;
/// Most characters of the subject.
const SUBJECT: usize = 60;
/// Most characters of a name.
const NAME: usize = 40;

/// Everything the templates read. Each text is cleaned; escaping is the business of the template's form.
#[derive(Debug, Clone, Serialize)]
pub(super) struct View {
    pub(super) title: String,
    /// `2024年3月5日 星期二`.
    pub(super) date: Option<String>,
    pub(super) subject: String,
    pub(super) preview: String,
    /// Stories of the edition that this reader asked for.
    pub(super) stories: usize,
    pub(super) papers: usize,
    pub(super) pages: u32,
    pub(super) intake: IntakeView,
    pub(super) top: Vec<Story>,
    pub(super) rising: Option<RisingView>,
    pub(super) bars: Vec<Bar>,
    pub(super) sections: Vec<SectionView>,
    pub(super) notices: Vec<NoticeView>,
    pub(super) notices_unlisted: usize,
    /// What is not here and why, in words.
    pub(super) left_out: Vec<String>,
    /// What this reader asked for, in words; none in the edition for everybody.
    pub(super) reader: Option<String>,
    /// The newsletter on the web.
    pub(super) home: Option<String>,
    /// Where one unsubscribes.
    pub(super) unsubscribe: Option<String>,
}

/// The stories of one topic.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SectionView {
    /// Its mark in the page.
    pub(super) anchor: String,
    /// Key of the topic.
    pub(super) id: String,
    pub(super) name: String,
    /// How many stories there are, shown or not.
    pub(super) count: usize,
    /// Stories with a summary.
    pub(super) stories: Vec<Story>,
    /// Stories by headline alone.
    pub(super) headlines: Vec<Story>,
    /// Stories that are not named.
    pub(super) unlisted: usize,
}

/// Notices of one title, which are mostly printed from one template.
#[derive(Debug, Clone, Serialize)]
pub(super) struct NoticeView {
    pub(super) title: String,
    pub(super) count: usize,
    pub(super) source: String,
}

impl View {
    /// The newsletter of `edition`, however long it gets.
    pub(super) fn new(edition: &EditionInfo, chosen: &Chosen<'_>, config: &DigestConfig) -> Self {
        let Arranged { top, sections } = chosen.arrange(config);
        let risen = rising::leads(edition.rising.as_ref());
        let mut number = 0;
        let mut show = |candidate: &Candidate<'_>| {
            number += 1;
            let is_rising = risen.contains(&candidate.record.id.as_str());
            Story { is_rising, ..Story::new(candidate, number, edition.date, config) }
        };
        let top: Vec<Story> = top.into_iter().map(&mut show).collect();
        let allotted = allot(&sections, config);
        let sections: Vec<SectionView> =
            sections.iter().zip(allotted).map(|(section, full)| SectionView::new(section, full, config, &mut show)).collect();
        let notices = notices(&chosen.notices, edition.date);
        let mut papers: Vec<&str> = chosen.stories.iter().filter_map(|story| story.record.source.paper.as_deref()).collect();
        papers.sort_unstable();
        papers.dedup();
        let unlisted = chosen.left_out.surplus + sections.iter().map(|section| section.unlisted).sum::<usize>();
        let mut view = Self {
            title: plain::line(&config.title, NAME),
            date: edition.date.map(calendar::long),
            subject: String::new(),
            preview: String::new(),
            stories: chosen.stories.len() + chosen.left_out.surplus,
            papers: papers.len(),
            pages: edition.pages,
            intake: IntakeView::new(edition),
            bars: bars::bars(chosen, &sections),
            rising: None,
            left_out: left_out(&chosen.left_out, unlisted),
            top,
            sections,
            notices_unlisted: notices.iter().skip(NOTICES).map(|notice| notice.count).sum(),
            notices: notices.into_iter().take(NOTICES).collect(),
            reader: reader(config),
            home: config.home.as_deref().map(|url| plain::line(url, usize::MAX)),
            unsubscribe: config.mail.unsubscribe.as_deref().map(|url| plain::line(url, usize::MAX)),
        };
        view.announce(edition.date);
        view.rising = edition.rising.as_ref().map(|rising| {
            let only_shown = !config.reader.topics.is_empty() || !config.reader.places.is_empty();
            let telling: FxHashSet<&str> = chosen.stories.iter().flat_map(|story| telling(story.record)).collect();
            RisingView::new(rising, &view.shown(), &telling, only_shown)
        });
        view.rising = view.rising.filter(|rising| !rising.is_empty());
        view
    }

    /// The stories shown, in the order of the page.
    pub(super) fn all(&self) -> impl Iterator<Item = &Story> {
        let of_sections = self.sections.iter().flat_map(|section| section.stories.iter().chain(&section.headlines));
        self.top.iter().chain(of_sections)
    }

    fn shown(&self) -> FxHashMap<&str, Place> {
        let place = |story: &Story| Place { anchor: story.anchor.clone(), title: story.title.clone() };
        self.all().map(|story| (story.record.as_str(), place(story))).collect()
    }

    /// Writes subject and preview: the preview goes on where the subject ends.
    fn announce(&mut self, date: Option<Date>) {
        let titles: Vec<&str> = self.all().map(|story| story.title.as_str()).collect();
        let name = [Some(self.title.clone()), date.map(calendar::short)].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let (subject, rest) = match titles.split_first() {
            Some((first, rest)) => (format!("{name}｜{first}"), rest),
            None => (name, &titles[..]),
        };
        let preview = plain::line(&rest.iter().take(PREVIEW / 8).copied().collect::<Vec<_>>().join("；"), PREVIEW);
        (self.subject, self.preview) = (plain::line(&subject, SUBJECT), preview);
    }
}

impl SectionView {
    fn new(
        section: &Section<'_, '_>,
        full: usize,
        config: &DigestConfig,
        show: &mut impl FnMut(&Candidate<'_>) -> Story,
    ) -> Self {
        let id: String = section.id.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
        let mut shown = section.stories.iter().take(full + config.headlines).map(|story| show(story));
        Self {
            anchor: format!("t-{id}"),
            id,
            name: plain::line(section.name, NAME),
            count: section.stories.len(),
            stories: shown.by_ref().take(full).collect(),
            headlines: shown.collect(),
            unlisted: section.stories.len().saturating_sub(full + config.headlines),
        }
    }
}

/// The words that say what a record is about: keywords, places, names.
fn telling(record: &Record) -> impl Iterator<Item = &str> {
    let keywords = record.keywords.iter().flatten().map(|keyword| keyword.term.as_str());
    let places = record.places.iter().flatten().map(|place| place.name.as_str());
    keywords.chain(places).chain(record.names.iter().flatten().map(|name| name.name.as_str()))
}

/// How many stories each section shows with a summary: one each as far as it goes, then the best of all.
fn allot(sections: &[Section<'_, '_>], config: &DigestConfig) -> Vec<usize> {
    let mut allotted = vec![0; sections.len()];
    let mut queue: Vec<(bool, f64, usize)> = Vec::new();
    for (place, section) in sections.iter().enumerate() {
        let stories = section.stories.iter().take(config.per_section).enumerate();
        queue.extend(stories.map(|(number, story)| (number > 0, story.rank.value, place)));
    }
    // Stable: equals stay in the order of the sections.
    queue.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    for (_, _, place) in queue.into_iter().take(config.full) {
        allotted[place] += 1;
    }
    allotted
}

/// The notices, those of one title from one page counted together, in the order of the run.
fn notices(records: &[&Record], date: Option<Date>) -> Vec<NoticeView> {
    let mut views: Vec<NoticeView> = Vec::new();
    for record in records {
        let title = plain::line(&story::title(record), NAME);
        let view = NoticeView { title, count: 1, source: story::source(&record.source, date) };
        match views.iter_mut().find(|known| known.title == view.title && known.source == view.source) {
            Some(known) => known.count += 1,
            None => views.push(view),
        }
    }
    views
}

/// What the reader does not see here, in words.
fn left_out(left_out: &LeftOut, unlisted: usize) -> Vec<String> {
    let LeftOut { twins, pictures, fragments, unasked, .. } = *left_out;
    let counts = [
        (twins, "篇与已登稿件同稿"),
        (unlisted, "篇限于篇幅"),
        (pictures, "则为图片说明或提要"),
        (fragments, "段为没有标题的残句"),
        (unasked, "篇不在订阅范围之内"),
    ];
    counts.into_iter().filter(|&(count, _)| count > 0).map(|(count, reason)| format!("{count} {reason}")).collect()
}

/// What this reader asked for, in words.
fn reader(config: &DigestConfig) -> Option<String> {
    let list = |names: &[String]| plain::line(&names.join("、"), NAME);
    let (topics, places) = (&config.reader.topic_names, &config.reader.place_names);
    let parts = [("版块", topics), ("地区", places)];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(what, names)| format!("{what}：{}", list(names)))
        .collect();
    (!parts.is_empty()).then(|| parts.join("；"))
}
