//! What rises tonight: the scores of [`mod@crate::story::burst`] over the words and stories of an edition.

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    analyze::{NameType, Reason},
    article::{Article, Kind},
    model::{Counts, Lexicon},
    record::{StoryRecord, round},
    story::{
        burst::{Baseline, LEAST_COUNT, Rise, burst},
        rising::{NewName, RISING_SCHEMA, Rising, RisingStory, RisingTerm},
    },
    text::{Document, TermId, Vocabulary},
};

/// Least score of what is told as rising: three standard deviations.
const LEAST_SCORE: f64 = 3.0;
/// Stories a rising term stands in at least: a word of one story is part of that story.
const LEAST_STORIES: usize = 2;
/// Terms, stories and names told, at most.
const TOLD: usize = 20;
/// Terms looked at for each one told; most fall out because a stronger one says the same.
const CONSIDERED: usize = 20;
/// Two terms whose stories overlap by this (Jaccard) say the same.
const SAME_STORIES: f64 = 0.6;

/// What the analysis of one article found, as far as it can be new.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gleaned {
    /// Its keywords.
    pub keywords: Vec<String>,
    /// The names it mentions.
    pub names: Vec<(String, NameType)>,
}

/// An edition as its records tell it: one entry an article, in their order.
#[derive(Clone, Copy)]
pub struct EditionView<'a> {
    /// Date of the edition.
    pub date: Option<Date>,
    /// The articles, with ids.
    pub articles: &'a [Article],
    /// Their words.
    pub documents: &'a [Document],
    /// Their stories.
    pub stories: &'a [StoryRecord],
    /// What their analysis found.
    pub gleaned: &'a [Gleaned],
}

/// The rises of all words of an edition.
pub struct Trends<'a> {
    baseline: &'a Baseline,
    lexicon: &'a Lexicon,
    vocabulary: &'a Vocabulary,
    counts: &'a Counts,
    /// By term id; 0 for what does not rise or cannot.
    scores: Vec<f64>,
}

impl<'a> Trends<'a> {
    /// The rises of the words of `vocabulary` with the edition's `counts` of them; `stop` masks words that say nothing.
    pub fn new(
        baseline: &'a Baseline,
        lexicon: &'a Lexicon,
        vocabulary: &'a Vocabulary,
        counts: &'a Counts,
        stop: &[bool],
    ) -> Self {
        let mut trends = Self { baseline, lexicon, vocabulary, counts, scores: vec![0.0; vocabulary.len()] };
        for (id, word) in vocabulary.words().filter(|&(id, _)| baseline.is_candidate(id, vocabulary, stop)) {
            let count = counts.df(word);
            if count >= LEAST_COUNT {
                trends.scores[id.index()] = baseline.rise(word, count, counts.articles(), lexicon).score;
            }
        }
        trends
    }

    /// How a word rises.
    pub fn rise(&self, id: TermId) -> Rise {
        let word = self.vocabulary.word(id);
        self.baseline.rise(word, self.counts.df(word), self.counts.articles(), self.lexicon)
    }

    /// The burst of a story by the article that stands for it: of the words of its headline and first sentence, and those
    /// it uses twice.
    pub fn burst(&self, lead: &Document) -> Reason {
        let first = lead.sentences.first().map_or(0, |sentence| sentence.tokens.end as usize).min(lead.body.len());
        let mut times: FxHashMap<TermId, u32> = FxHashMap::default();
        let mut key: Vec<TermId> = Vec::new();
        for (at, &id) in lead.head.ids().iter().chain(lead.body.ids()).enumerate() {
            let times = times.entry(id).or_default();
            *times += 1;
            let opens = at < lead.head.len() + first;
            if (opens || *times >= 2) && self.score(id) > 0.0 {
                key.push(id);
            }
        }
        key.sort_unstable();
        key.dedup();
        burst(key.into_iter().map(|id| (self.vocabulary.word(id), self.rise(id))).collect())
    }

    /// The words that make the burst of a story, strongest first.
    fn terms_of_burst(&self, lead: &Document) -> Vec<String> {
        let parts = self.burst(lead).parts;
        parts.iter().filter_map(|part| part.what.split_once(": ").map(|(term, _)| term.to_owned())).collect()
    }

    /// Everything that rises; `is_known` knows the names of earlier nights.
    pub fn rising(&self, edition: EditionView<'_>, is_known: impl Fn(&str) -> bool) -> Rising {
        let leads = edition.leads();
        let is_known = |name: &str| is_known(name) || self.baseline.knows(name, self.lexicon);
        Rising {
            schema: RISING_SCHEMA,
            date: edition.date,
            articles: self.counts.articles(),
            against: self.baseline.against().clone(),
            terms: self.terms(edition, &leads),
            stories: self.stories(edition, &leads),
            names: new_names(edition, &leads, is_known),
        }
    }

    fn score(&self, id: TermId) -> f64 {
        self.scores.get(id.index()).copied().unwrap_or(0.0)
    }

    /// Words that rise, each in stories that no stronger one stands for.
    fn terms(&self, edition: EditionView<'_>, leads: &[usize]) -> Vec<RisingTerm> {
        let mut candidates: Vec<TermId> =
            self.vocabulary.words().map(|(id, _)| id).filter(|&id| self.score(id) > LEAST_SCORE).collect();
        let rank = |id: TermId| (round(self.score(id)), self.vocabulary.word(id));
        candidates.sort_by(|&a, &b| rank(b).0.total_cmp(&rank(a).0).then_with(|| rank(a).1.cmp(rank(b).1)));
        candidates.truncate(TOLD * CONSIDERED);
        let places = places(&candidates, edition.documents);
        let keywords: FxHashSet<&str> = edition.gleaned.iter().flat_map(|of| &of.keywords).map(String::as_str).collect();
        let mut told: Vec<(RisingTerm, Vec<usize>)> = Vec::new();
        for (id, places) in candidates.into_iter().zip(places) {
            let word = self.vocabulary.word(id);
            let stories = stories_of(&places, leads);
            let repeats = told.iter().any(|(_, other)| jaccard(&stories, other) >= SAME_STORIES);
            if stories.len() < LEAST_STORIES || repeats || !keywords.iter().any(|keyword| keyword.contains(word)) {
                continue;
            }
            let Rise { score, count, expected, before, nights, .. } = self.rise(id);
            let records = stories.iter().map(|&lead| edition.id(lead)).collect();
            let (score, expected) = (round(score), round(expected));
            told.push((RisingTerm { term: word.to_owned(), score, count, expected, before, nights, records }, stories));
            if told.len() == TOLD {
                break;
            }
        }
        told.into_iter().map(|(term, _)| term).collect()
    }

    /// Stories with a burst, notices left out.
    fn stories(&self, edition: EditionView<'_>, leads: &[usize]) -> Vec<RisingStory> {
        let is_news = |place: usize| edition.articles.get(place).is_some_and(|article| article.kind != Kind::Notice);
        let mut rising: Vec<(usize, &StoryRecord)> = edition
            .stories
            .iter()
            .enumerate()
            .filter(|&(place, story)| story.lead && story.burst >= LEAST_SCORE && is_news(place))
            .collect();
        rising.sort_by(|(a, one), (b, other)| {
            let spread = other.also_in.len().cmp(&one.also_in.len());
            other.burst.total_cmp(&one.burst).then(spread).then(a.cmp(b))
        });
        rising.truncate(TOLD);
        let story = |(place, story): (usize, &StoryRecord)| RisingStory {
            id: story.id.clone(),
            lead: edition.id(place),
            score: story.burst,
            count: story.also_in.len() as u32 + 1,
            papers: edition.papers(place, leads),
            since: story.since,
            terms: edition.documents.get(place).map(|lead| self.terms_of_burst(lead)).unwrap_or_default(),
        };
        rising.into_iter().map(story).collect()
    }
}

/// The names of an edition that `is_known` does not know. Names that stand only in notices are left out.
fn new_names(edition: EditionView<'_>, leads: &[usize], is_known: impl Fn(&str) -> bool) -> Vec<NewName> {
    let mut places: FxHashMap<&str, (NameType, Vec<usize>)> = FxHashMap::default();
    let mut order: Vec<&str> = Vec::new();
    for (place, gleaned) in edition.gleaned.iter().enumerate() {
        if edition.articles.get(place).is_none_or(|article| article.kind == Kind::Notice) {
            continue;
        }
        for (name, kind) in &gleaned.names {
            let entry = places.entry(name).or_insert_with(|| {
                order.push(name);
                (*kind, Vec::new())
            });
            if entry.1.last() != Some(&place) {
                entry.1.push(place);
            }
        }
    }
    let new = order.into_iter().filter(|name| !is_known(name)).filter_map(|name| {
        let (kind, places) = places.remove(name)?;
        let stories = stories_of(&places, leads);
        Some((
            stories.len(),
            NewName {
                name: name.to_owned(),
                kind,
                count: places.len() as u32,
                records: stories.iter().map(|&lead| edition.id(lead)).collect(),
            },
        ))
    });
    let mut new: Vec<(usize, NewName)> = new.collect();
    new.sort_by(|(a, one), (b, other)| b.cmp(a).then(other.count.cmp(&one.count))); // stable: first mention first
    new.truncate(TOLD);
    new.into_iter().map(|(_, name)| name).collect()
}

impl EditionView<'_> {
    fn id(&self, place: usize) -> String {
        self.articles.get(place).and_then(|article| article.id.clone()).unwrap_or_default()
    }

    /// By article, the place of the one that stands for its story.
    fn leads(&self) -> Vec<usize> {
        let leads = self.stories.iter().enumerate().filter(|(_, story)| story.lead);
        let by_story: FxHashMap<&str, usize> = leads.map(|(place, story)| (story.id.as_str(), place)).collect();
        let lead = |(place, story): (usize, &StoryRecord)| by_story.get(story.id.as_str()).copied().unwrap_or(place);
        self.stories.iter().enumerate().map(lead).collect()
    }

    /// How many papers print the story of `place`; an article of an unnamed paper counts as one of its own.
    fn papers(&self, place: usize, leads: &[usize]) -> u32 {
        let members = leads.iter().enumerate().filter(|&(_, &lead)| lead == place).map(|(member, _)| member);
        let paper = |member: usize| self.articles.get(member).and_then(|article| article.source.paper.as_deref());
        let mut papers: Vec<(Option<&str>, usize)> =
            members.map(|member| (paper(member), if paper(member).is_some() { 0 } else { member })).collect();
        papers.sort_unstable();
        papers.dedup();
        papers.len() as u32
    }
}

/// The stories that the articles at `places` belong to, by the places of their leads, sorted, each once.
fn stories_of(places: &[usize], leads: &[usize]) -> Vec<usize> {
    let mut stories: Vec<usize> = places.iter().filter_map(|&place| leads.get(place).copied()).collect();
    stories.sort_unstable();
    stories.dedup();
    stories
}

fn places(terms: &[TermId], documents: &[Document]) -> Vec<Vec<usize>> {
    let index: FxHashMap<TermId, usize> = terms.iter().copied().zip(0..).collect();
    let mut places = vec![Vec::new(); terms.len()];
    for (place, document) in documents.iter().enumerate() {
        for of in document.head.ids().iter().chain(document.body.ids()).filter_map(|id| index.get(id)) {
            if places[*of].last() != Some(&place) {
                places[*of].push(place);
            }
        }
    }
    places
}

/// Shared over all, of two sorted lists.
fn jaccard(one: &[usize], other: &[usize]) -> f64 {
    let shared = one.iter().filter(|place| other.binary_search(place).is_ok()).count();
    shared as f64 / (one.len() + other.len() - shared).max(1) as f64
}
