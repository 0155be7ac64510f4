//! What is known of a candidate, as numbers a linear model can weigh.
//!
//! Most features are yes or no, or a step of a scale, so that a linear model can follow a curve; a few are products.
//! Knows nothing of weights.

use rustc_hash::FxHashMap;

use crate::{
    analyze::{
        Context, Name, Place,
        keywords::{
            candidate::{Candidate, Neighbours},
            family::{FIRST_OF, LAST_OF, SINGLE_OF, family},
        },
        rank::{Features, Schema, features},
    },
    text::{TermId, WordClass},
};

features! {
    BASE = "base";
    TITLE = "in the title";
    TITLE_ONLY = "in the title and nowhere else";
    TITLE_PHRASE = "in the title, several words";
    TITLE_REPEATED = "in the title and twice in the text";
    LEAD = "in the first sentence";
    LEAD_PHRASE = "in the first sentence, several words";
    EARLY = "first in sentence 2 or 3";
    PLACE = "how late it comes first";
    SPREAD = "share of the sentences";
    TWICE = "twice";
    OFTEN = "three times or more";
    COUNT = "log count";
    COUNT_PHRASE = "log count, several words";
    RELATIVE = "log count against the commonest";
    TF_IDF = "log count × mean rarity";
    LEAD_IDF = "first sentence × mean rarity";
    TITLE_IDF = "title × mean rarity";
    IDF_MEAN = "mean rarity";
    IDF_LEAST = "rarity of the commonest word";
    IDF_MOST = "rarity of the rarest word";
    IDF_LOW = "common: in one of eight articles";
    UNSEEN = "share of words the background lacks";
    STOP = "a stop word";
    STOP_END = "a stop word at one end";
    TWO_WORDS = "two words";
    THREE_WORDS = "three words";
    FOUR_WORDS = "four words or more";
    TWO_CHARS = "two characters";
    THREE_CHARS = "three characters";
    FOUR_CHARS = "four characters";
    FIVE_CHARS = "five characters";
    SIX_CHARS = "six characters";
    EIGHT_CHARS = "seven or eight characters";
    LONG = "nine characters or more";
    SHORT_FIRST = "first word of one character";
    SHORT_LAST = "last word of one character";
    INNER_FUNCTION = "function word inside";
    INNER_VERB = "verb inside";
    INNER_MARK = "connector inside";
    INNER_NUMBER = "number inside";
    QUOTED = "in quotation marks";
    WORK = "name of a work";
    LEFT_EDGE = "share after punctuation";
    LEFT_FUNCTION = "share after a function word";
    LEFT_VERB = "share after a verb";
    RIGHT_EDGE = "share before punctuation";
    RIGHT_FUNCTION = "share before a function word";
    RIGHT_VERB = "share before a verb";
    LEFT_EDGE_PHRASE = "share after punctuation, several words";
    RIGHT_EDGE_PHRASE = "share before punctuation, several words";
    GLUED_LEFT = "always after the same word";
    GLUED_RIGHT = "always before the same word";
    WIDER = "share inside a longer phrase";
    COHESION = "share of its rarest word's places";
    COHESION_ALL = "share of its commonest word's places";
    WORDS_COUNT = "mean log count of its words, several words";
    WORDS_TITLE = "share of its words in the title, not itself there";
    WORDS_LEAD = "share of its words in the first sentence, not itself there";
    FIRST_IDF = "rarity of the first of several words";
    LAST_IDF = "rarity of the last of several words";
    LEAD_REPEATED = "in the first sentence and twice or more";
    LEAD_UNTITLED = "in the first sentence, no title";
    EARLY_UNTITLED = "first in sentence 2 or 3, no title";
    BRANCHES_LEFT = "twice or more, after different words";
    BRANCHES_RIGHT = "twice or more, before different words";
    NAME_COUNT = "log count of a single name";
    NOUN_COUNT = "log count of a single noun";
    VERB_COUNT = "log count of a single verb";
    NOUN_IDF = "rarity of a single noun";
    VERB_IDF = "rarity of a single verb";
    LONG_WORD = "one word of four characters or more";
    NAME = "name of a person or organisation";
    DIVISION = "administrative division";
    SINGLE = "one noun";
    SINGLE_VERB = "one verb";
    SINGLE_VERBAL = "one verbal noun";
    SINGLE_ADJECTIVE = "one adjective";
    SINGLE_PERSON = "one person name";
    SINGLE_PLACE = "one place name";
    SINGLE_ORGANIZATION = "one organisation";
    SINGLE_PROPER = "one proper name";
    SINGLE_TIME = "one word of time";
    SINGLE_LOCATIVE = "one locative";
    SINGLE_IDIOM = "one idiom";
    SINGLE_LATIN = "one Latin word";
    SINGLE_UNKNOWN = "one unknown word";
    SINGLE_OTHER = "one other word";
    FIRST = "noun first";
    FIRST_VERB = "verb first";
    FIRST_VERBAL = "verbal noun first";
    FIRST_ADJECTIVE = "adjective first";
    FIRST_PERSON = "person name first";
    FIRST_PLACE = "place name first";
    FIRST_ORGANIZATION = "organisation first";
    FIRST_PROPER = "proper name first";
    FIRST_TIME = "word of time first";
    FIRST_LOCATIVE = "locative first";
    FIRST_IDIOM = "idiom first";
    FIRST_LATIN = "Latin first";
    FIRST_UNKNOWN = "unknown word first";
    FIRST_OTHER = "other word first";
    LAST = "noun last";
    LAST_VERB = "verb last";
    LAST_VERBAL = "verbal noun last";
    LAST_ADJECTIVE = "adjective last";
    LAST_PERSON = "person name last";
    LAST_PLACE = "place name last";
    LAST_ORGANIZATION = "organisation last";
    LAST_PROPER = "proper name last";
    LAST_TIME = "word of time last";
    LAST_LOCATIVE = "locative last";
    LAST_IDIOM = "idiom last";
    LAST_LATIN = "Latin last";
    LAST_UNKNOWN = "unknown word last";
    LAST_OTHER = "other word last";
}

/// The features, and the groups an ablation leaves out.
pub(in crate::analyze) const SCHEMA: Schema = Schema {
    names: &NAMES,
    groups: &[
        ("base", BASE),
        ("title", TITLE),
        ("lead", LEAD),
        ("place", PLACE),
        ("count", TWICE),
        ("rarity", TF_IDF),
        ("stop", STOP),
        ("length", TWO_WORDS),
        ("inside", INNER_FUNCTION),
        ("marks", QUOTED),
        ("borders", LEFT_EDGE),
        ("cohesion", WIDER),
        ("class", NAME_COUNT),
    ],
};

/// A term rarer than this (as ln N/df + 1) says something; the one in eight articles has it.
const COMMON_IDF: f64 = 3.1;

/// Where a word occurs.
#[derive(Debug, Clone, Copy, Default)]
struct Occurrences {
    all: u32,
    in_head: bool,
    in_lead: bool,
}

/// Facts about the article every candidate is measured against.
pub(super) struct Scale<'a> {
    context: &'a Context<'a>,
    places: &'a [Place],
    names: &'a [Name],
    /// Occurrences of each content word in head and body.
    counts: FxHashMap<TermId, Occurrences>,
    /// Log count of the commonest candidate, and at least that of two.
    most: f64,
}

impl<'a> Scale<'a> {
    /// Counts the words of the article.
    pub(super) fn new(context: &'a Context<'a>, places: &'a [Place], names: &'a [Name], candidates: &[Candidate<'_>]) -> Self {
        let mut counts: FxHashMap<TermId, Occurrences> = FxHashMap::default();
        let document = context.document;
        let lead = document.sentences.first().map_or(0, |sentence| sentence.tokens.end as usize);
        let head = document.head.ids().iter().map(|&id| (id, true, false));
        let body = document.body.ids().iter().enumerate().map(|(at, &id)| (id, false, at < lead));
        for (id, in_head, in_lead) in head.chain(body) {
            if context.vocabulary.class(id).is_content() {
                let word = counts.entry(id).or_default();
                word.all += 1;
                word.in_head |= in_head;
                word.in_lead |= in_lead;
            }
        }
        let most = candidates.iter().map(Candidate::count).max().unwrap_or(0).max(1);
        Self { context, places, names, counts, most: f64::from(most).ln_1p() }
    }

    /// Writes the features of `candidate` over `out`.
    pub(super) fn measure(&self, candidate: &Candidate<'_>, out: &mut Features) {
        out.clear();
        out.push((BASE, 1.0));
        self.measure_words(candidate, out);
        let phrase = candidate.words.len() > 1;
        let rarity = mean_of(out, IDF_MEAN);
        self.measure_places(candidate, phrase, rarity, out);
        measure_borders(candidate, phrase, out);
        set(out, QUOTED, candidate.quoted > 0);
        set(out, WORK, candidate.titled > 0);
        set(out, NAME, self.names.iter().any(|name| name.name == candidate.term));
        set(out, DIVISION, self.places.iter().any(|place| place.name == candidate.term));
    }

    fn measure_words(&self, candidate: &Candidate<'_>, out: &mut Features) {
        let document = self.context.document;
        let tokens = if candidate.in_head { &document.head } else { &document.body };
        let ids = &tokens.ids()[candidate.words.clone()];
        let class = |id: &TermId| self.context.vocabulary.class(*id);
        let stops = |id: &TermId| self.context.stop.get(id.index()).copied().unwrap_or(false);
        let (mut sum, mut least, mut most, mut words, mut unseen) = (0.0, f64::MAX, 0.0_f64, 0.0, 0.0);
        let (mut rarest, mut commonest) = (u32::MAX, 1);
        let (mut logs, mut titled, mut led) = (0.0, 0.0, 0.0);
        for id in ids.iter().filter(|id| class(id).is_content()) {
            let idf = self.context.weights.idf(*id);
            sum += idf;
            least = least.min(idf);
            most = most.max(idf);
            words += 1.0;
            // The article itself may be among the counts: seen once is not seen elsewhere.
            unseen += f64::from(u8::from(self.context.weights.df(*id) <= 1));
            let word = self.counts.get(id).copied().unwrap_or_default();
            rarest = rarest.min(word.all.max(1));
            commonest = commonest.max(word.all);
            logs += f64::from(word.all).ln_1p();
            titled += f64::from(u8::from(word.in_head));
            led += f64::from(u8::from(word.in_lead));
        }
        if words > 0.0 {
            out.push((IDF_MEAN, sum / words));
            out.push((IDF_LEAST, least));
            out.push((IDF_MOST, most));
            set(out, IDF_LOW, most < COMMON_IDF);
            out.push((UNSEEN, unseen / words));
        }
        let chars = candidate.term.chars().count();
        set(
            out,
            [TWO_CHARS, TWO_CHARS, TWO_CHARS, THREE_CHARS, FOUR_CHARS, FIVE_CHARS, SIX_CHARS, EIGHT_CHARS, EIGHT_CHARS, LONG]
                [chars.min(9)],
            true,
        );
        let (Some(begin), Some(end)) = (ids.first(), ids.last()) else { return };
        if let [only] = ids {
            set(out, SINGLE_OF[family(class(only))], true);
            set(out, STOP, stops(only));
            set(out, LONG_WORD, chars > 3);
            let count = f64::from(candidate.count()).ln_1p();
            match class(only) {
                WordClass::Person | WordClass::Place | WordClass::Organization | WordClass::Proper | WordClass::Unknown => {
                    out.push((NAME_COUNT, count));
                }
                WordClass::Noun => out.extend([(NOUN_COUNT, count), (NOUN_IDF, sum)]),
                WordClass::Verb | WordClass::VerbalNoun => out.extend([(VERB_COUNT, count), (VERB_IDF, sum)]),
                _ => {}
            }
            return;
        }
        set(out, [TWO_WORDS, THREE_WORDS, FOUR_WORDS][ids.len().min(4) - 2], true);
        set(out, FIRST_OF[family(class(begin))], true);
        set(out, LAST_OF[family(class(end))], true);
        set(out, STOP_END, stops(begin) || stops(end));
        let count = f64::from(candidate.count());
        out.push((COHESION, (count / f64::from(rarest)).min(1.0)));
        out.push((COHESION_ALL, (count / f64::from(commonest)).min(1.0)));
        if words > 0.0 {
            out.push((WORDS_COUNT, logs / words));
            if candidate.head == 0 {
                out.push((WORDS_TITLE, titled / words));
            }
            if candidate.first_sentence > 0 {
                out.push((WORDS_LEAD, led / words));
            }
        }
        out.push((FIRST_IDF, self.context.weights.idf(*begin)));
        out.push((LAST_IDF, self.context.weights.idf(*end)));
        let one_char = |at: usize| tokens.span(at).len() <= 3;
        set(out, SHORT_FIRST, one_char(candidate.words.start));
        set(out, SHORT_LAST, one_char(candidate.words.end - 1));
        let inner = &ids[1..ids.len() - 1];
        set(out, INNER_FUNCTION, inner.iter().any(|id| matches!(class(id), WordClass::Function | WordClass::Adverb)));
        set(out, INNER_VERB, inner.iter().any(|id| class(id) == WordClass::Verb));
        set(out, INNER_MARK, inner.iter().any(|id| matches!(class(id), WordClass::Punctuation | WordClass::Space)));
        set(out, INNER_NUMBER, ids.iter().any(|id| class(id) == WordClass::Number));
    }

    fn measure_places(&self, candidate: &Candidate<'_>, phrase: bool, rarity: f64, out: &mut Features) {
        let sentences = self.context.document.sentences.len().max(1) as f64;
        let count = f64::from(candidate.count()).ln_1p();
        let titled = candidate.head > 0;
        set(out, TITLE, titled);
        set(out, TITLE_ONLY, titled && candidate.body == 0);
        set(out, TITLE_PHRASE, titled && phrase);
        set(out, TITLE_REPEATED, titled && candidate.body > 1);
        let lead = candidate.first_sentence == 0;
        set(out, LEAD, lead);
        set(out, LEAD_PHRASE, lead && phrase);
        let early = matches!(candidate.first_sentence, 1 | 2);
        set(out, EARLY, early);
        let untitled = self.context.document.head.is_empty();
        set(out, LEAD_REPEATED, lead && candidate.count() > 1);
        set(out, LEAD_UNTITLED, lead && untitled);
        set(out, EARLY_UNTITLED, early && untitled);
        out.push((PLACE, candidate.first_sentence as f64 / sentences));
        out.push((SPREAD, f64::from(candidate.sentences) / sentences));
        set(out, TWICE, candidate.count() == 2);
        set(out, OFTEN, candidate.count() > 2);
        out.push((COUNT, count));
        if phrase {
            out.push((COUNT_PHRASE, count));
        }
        out.push((RELATIVE, count / self.most));
        out.push((TF_IDF, count * rarity));
        if lead {
            out.push((LEAD_IDF, rarity));
        }
        if titled {
            out.push((TITLE_IDF, rarity));
        }
    }
}

fn measure_borders(candidate: &Candidate<'_>, phrase: bool, out: &mut Features) {
    let count = f64::from(candidate.count().max(1));
    let share = |n: u32| f64::from(n) / count;
    let (left, right) = (&candidate.left, &candidate.right);
    for (feature, n) in [
        (LEFT_EDGE, left.edges),
        (LEFT_FUNCTION, left.functions),
        (LEFT_VERB, left.verbs),
        (RIGHT_EDGE, right.edges),
        (RIGHT_FUNCTION, right.functions),
        (RIGHT_VERB, right.verbs),
    ] {
        if n > 0 {
            out.push((feature, share(n)));
        }
    }
    if phrase {
        out.push((LEFT_EDGE_PHRASE, share(left.edges)));
        out.push((RIGHT_EDGE_PHRASE, share(right.edges)));
    }
    let glued = |side: &Neighbours| candidate.count() > 1 && !side.varies && side.edges + side.functions == 0;
    set(out, BRANCHES_LEFT, candidate.count() > 1 && left.varies);
    set(out, BRANCHES_RIGHT, candidate.count() > 1 && right.varies);
    set(out, GLUED_LEFT, glued(left));
    set(out, GLUED_RIGHT, glued(right));
    if candidate.wider > 0 {
        out.push((WIDER, share(candidate.wider).min(1.0)));
    }
}

fn set(out: &mut Features, feature: usize, yes: bool) {
    if yes {
        out.push((feature, 1.0));
    }
}

/// The value of `feature` among those written, 0 where it was not.
fn mean_of(out: &Features, feature: usize) -> f64 {
    out.iter().find(|(number, _)| *number == feature).map_or(0.0, |&(_, value)| value)
}
