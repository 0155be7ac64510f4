//! Names of persons and organisations: only those the words around them vouch for.
//!
//! Precision first: a word the dictionary calls a person counts when a title or a verb of speech stands beside it or
//! when it comes again; reporters are not names of the story. Places are left to [`super::places`].

mod words;

use std::ops::Range;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::{
    analyze::Context,
    text::{Tokens, Vocabulary, WordClass},
};

use self::words::{
    BODY_ENDS, CREDITS, DOUBLE_SURNAMES, EVERYWHERE, NO_PERSON_ENDS, ORGANIZATION_ENDS, SURNAME_SET, SYLLABLE_SET, TITLES_AFTER,
    TITLES_BEFORE,
};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NameType {
    /// A person.
    Person,
    /// An organisation.
    Organization,
}

/// Whether a character is one of the usual family names.
pub(crate) fn is_surname(c: char) -> bool {
    SURNAME_SET.contains(&c)
}

/// A name an article mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As printed.
    pub name: String,
    /// What it names.
    pub kind: NameType,
}

/// Words of an organisation's name at most.
const MOST_WORDS: usize = 7;
/// How often a name must come when nothing beside it vouches for it.
const COMES_AGAIN: usize = 2;

/// The names the article mentions, in order of first mention.
pub(super) fn names(context: &Context<'_>) -> Vec<Name> {
    let mut sightings = IndexMap::<String, Sighting>::new();
    let head = context.article.head.text();
    for (tokens, text) in [(&context.document.head, head.as_str()), (&context.document.body, context.article.text.as_str())] {
        Reader { tokens, text, vocabulary: context.vocabulary }.read(&mut sightings);
    }
    let sure = sightings.into_iter().filter(|(_, s)| !s.wrote_it && (s.vouched || s.times >= COMES_AGAIN));
    sure.map(|(name, sighting)| Name { name, kind: sighting.kind }).collect()
}

/// Whether `word` ends as the names of organisations do.
pub(super) fn is_body(word: &str) -> bool {
    ORGANIZATION_ENDS.iter().any(|end| word.ends_with(end))
}

/// What was seen of one name.
#[derive(Debug)]
struct Sighting {
    kind: NameType,
    times: usize,
    /// Something beside it says that it is a name.
    vouched: bool,
    /// It stands among the credits.
    wrote_it: bool,
}

/// Reads the words of head or body.
struct Reader<'a> {
    tokens: &'a Tokens,
    text: &'a str,
    vocabulary: &'a Vocabulary,
}

impl Reader<'_> {
    fn read(&self, sightings: &mut IndexMap<String, Sighting>) {
        let mut at = 0;
        let mut in_credits = false;
        while at < self.tokens.len() {
            let word = self.word(at);
            if CREDITS.contains(&word) {
                in_credits = true;
            } else if matches!(word, "）" | ")" | "。" | "，" | "：" | "\n") {
                in_credits = false;
            }
            let found = self.foreigner(at).or_else(|| self.person(at));
            let found = found.map(|(words, vouched)| (words, vouched, NameType::Person));
            let Some((words, vouched, kind)) =
                found.or_else(|| self.organization(at).map(|words| (words, true, NameType::Organization)))
            else {
                at += 1;
                continue;
            };
            let name = self.tokens.span_of(words.clone()).of(self.text).to_owned();
            let fresh = Sighting { kind, times: 0, vouched: false, wrote_it: false };
            let sighting = sightings.entry(name).or_insert(fresh);
            sighting.times += 1;
            sighting.vouched |= vouched;
            sighting.wrote_it |= in_credits && kind == NameType::Person;
            at = words.end;
        }
    }

    /// The word at `at`; empty past both ends.
    fn word(&self, at: usize) -> &str {
        self.tokens.ids().get(at).map_or("", |&id| self.vocabulary.word(id))
    }

    fn class(&self, at: usize) -> WordClass {
        self.tokens.ids().get(at).map_or(WordClass::Punctuation, |&id| self.vocabulary.class(id))
    }

    /// Whether a title or a verb of speech stands beside these words.
    fn vouched(&self, words: &Range<usize>) -> bool {
        let before = words.start.checked_sub(1).map_or("", |before| self.word(before));
        TITLES_BEFORE.contains(&before) || TITLES_AFTER.contains(&self.word(words.end))
    }

    /// `弗拉基米尔·普京`: syllables joined by a middle dot.
    fn foreigner(&self, at: usize) -> Option<(Range<usize>, bool)> {
        let syllables = |at: usize| !self.word(at).is_empty() && self.word(at).chars().all(|c| SYLLABLE_SET.contains(&c));
        let mut end = at;
        let mut dots = 0;
        loop {
            let part = end;
            while syllables(end) {
                end += 1;
            }
            if end == part {
                break;
            }
            if !matches!(self.word(end), "·" | "•" | "・") || !syllables(end + 1) {
                break;
            }
            dots += 1;
            end += 1;
        }
        (dots > 0).then_some((at..end, true))
    }

    /// A family name with a given name, as one word or as two.
    fn person(&self, at: usize) -> Option<(Range<usize>, bool)> {
        let word = self.word(at);
        let chars = word.chars().count();
        let double = DOUBLE_SURNAMES.iter().any(|surname| word.starts_with(surname));
        let surname = double || word.chars().next().is_some_and(|first| SURNAME_SET.contains(&first));
        if !surname {
            return None;
        }
        if chars == 1 || (double && chars == 2) {
            // The segmenter cut the given name off; only a title makes sure that it is one.
            let given = self.word(at + 1).chars().count();
            let words = at..at + 2;
            let fits = (1..=2).contains(&given) && matches!(self.class(at + 1), WordClass::Unknown | WordClass::Person);
            return (fits && self.vouched(&words)).then_some((words, true));
        }
        if word.ends_with(NO_PERSON_ENDS) {
            return None;
        }
        let words = at..at + 1;
        let is_person = self.class(at) == WordClass::Person || (self.class(at) == WordClass::Unknown && self.vouched(&words));
        (is_person && (2..=4).contains(&chars) && (chars > 2 || self.vouched(&words)))
            .then(|| (words.clone(), self.vouched(&words)))
    }

    /// A run of nouns that begins with a name and ends as organisations' names do.
    fn organization(&self, at: usize) -> Option<Range<usize>> {
        let starts = matches!(self.class(at), WordClass::Place | WordClass::Organization | WordClass::Proper);
        let goes_on = |at: usize| {
            matches!(
                self.class(at),
                WordClass::Place
                    | WordClass::Organization
                    | WordClass::Proper
                    | WordClass::Noun
                    | WordClass::VerbalNoun
                    | WordClass::Unknown
                    | WordClass::Latin
            )
        };
        if !starts {
            return None;
        }
        let run = (at + 1..at + MOST_WORDS).take_while(|&next| goes_on(next)).last().map_or(at + 1, |last| last + 1);
        let ends_well =
            |last: usize| ORGANIZATION_ENDS.iter().any(|end| self.word(last).ends_with(end)) && (last > at || self.is_proper(at));
        let long = (at..run).rev().find(|&last| ends_well(last)).map(|last| at..last + 1);
        long.or_else(|| {
            let word = self.word(at);
            let known = self.class(at) == WordClass::Organization && word.chars().count() > 2 && word.ends_with(BODY_ENDS);
            (known && !EVERYWHERE.contains(&word)).then_some(at..at + 1)
        })
    }

    /// Whether one word is an organisation's name by itself: `北京大学`, but not `总公司`.
    fn is_proper(&self, at: usize) -> bool {
        self.class(at) == WordClass::Organization && self.word(at).chars().count() > 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::{Taxonomy, testing::with_article};

    #[test]
    fn names_need_a_voucher_and_reporters_are_left_out() {
        for (text, expected) in [
            ("副市长王建国表示，工程明年完工。", "王建国"),
            ("法国总统弗朗索瓦·奥朗德抵达。", "弗朗索瓦·奥朗德"),
            ("（记者 李晓明 通讯员 陈志强）今天下了雨。", ""),
            ("天气很好，人们很高兴。", ""),
        ] {
            let found = with_article(Taxonomy::default(), "", text, |_, context| names(context));
            let persons: Vec<String> =
                found.into_iter().filter(|name| name.kind == NameType::Person).map(|name| name.name).collect();
            assert_eq!(persons.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn organisations_begin_with_a_name() {
        for (text, expected) in
            [("江门市人民医院开设新门诊。", "江门市人民医院"), ("国务院发布通知。", "国务院"), ("这家公司和那所大学签约。", "")]
        {
            let found = with_article(Taxonomy::default(), "", text, |_, context| names(context));
            let bodies: Vec<String> =
                found.into_iter().filter(|name| name.kind == NameType::Organization).map(|name| name.name).collect();
            assert_eq!(bodies.join(" "), expected, "{text}");
        }
    }
}
