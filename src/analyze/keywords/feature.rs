//! What is known of the candidates on the shortlist, by name; [`super::measure`] finds it out.
//!
//! Many features are yes or no, or a step of a scale, so that a linear model can follow a curve; a few are products.

use crate::analyze::{
    keywords::family::FAMILIES,
    rank::{Schema, features},
};

features! {
    BASE = "base";
    TITLE = "in the title";
    TITLE_ONLY = "in the title and nowhere else";
    TITLE_PHRASE = "in the title, several words";
    TITLE_REPEATED = "in the title and twice in the text";
    TITLE_IDF = "title × mean rarity";
    WORDS_TITLE = "share of its words in the title, not itself there";
    LEAD = "in the first sentence";
    LEAD_PHRASE = "in the first sentence, several words";
    LEAD_IDF = "first sentence × mean rarity";
    LEAD_REPEATED = "in the first sentence and twice or more";
    LEAD_UNTITLED = "in the first sentence, no title";
    WORDS_LEAD = "share of its words in the first sentence, not itself there";
    EARLY = "first in sentence 2 or 3";
    EARLY_UNTITLED = "first in sentence 2 or 3, no title";
    PLACE = "how late it comes first";
    SENTENCE = "log of its first sentence";
    LATE_PHRASE = "first in sentence 5 or later, several words";
    LATE_ONCE = "first in sentence 5 or later, once";
    LATE_ONCE_PHRASE = "first in sentence 5 or later, once, several words";
    LATE_TITLED = "first in sentence 5 or later, under a title";
    TITLED = "the article has a title";
    LENGTH = "log of the article's sentences";
    OFFSET = "log of the characters before it";
    SPREAD = "share of the sentences";
    SPAN = "from first to last sentence, share of the text";
    TWICE = "twice";
    OFTEN = "three times or more";
    COUNT = "log count";
    COUNT_PHRASE = "log count, several words";
    RELATIVE = "log count against the commonest";
    WORDS_COUNT = "mean log count of its words, several words";
    NAME_COUNT = "log count of a single name";
    NOUN_COUNT = "log count of a single noun";
    VERB_COUNT = "log count of a single verb";
    TF_IDF = "log count × mean rarity";
    IDF_MEAN = "mean rarity";
    IDF_LEAST = "rarity of the commonest word";
    IDF_MOST = "rarity of the rarest word";
    IDF_LOW = "common: in one of eight articles";
    UNSEEN = "share of words the background lacks";
    FIRST_IDF = "rarity of the first of several words";
    LAST_IDF = "rarity of the last of several words";
    NOUN_IDF = "rarity of a single noun";
    VERB_IDF = "rarity of a single verb";
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
    CHARS = "characters";
    LONG_WORD = "one word of four characters or more";
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
    BRANCHES_LEFT = "twice or more, after different words";
    BRANCHES_RIGHT = "twice or more, before different words";
    WIDER = "share inside a longer phrase";
    WIDER_SINGLE = "share inside a longer phrase, one word";
    INNER_ALONE = "log of how often its commonest part stands without it";
    COHESION = "share of its rarest word's places";
    COHESION_ALL = "share of its commonest word's places";
    KNOWN = "known phrase";
    KNOWN_DF = "log of the articles a known phrase is in";
    COMMON_DF = "log of the articles a single word is in";
    AFFINITY = "how much oftener than by chance";
    UNKNOWN_TAIL = "its first words are a known phrase, the whole is not";
    UNKNOWN_HEAD = "its last words are a known phrase, the whole is not";
    AGAIN = "share of its articles in which it comes again";
    AGAIN_LEAST = "share of its articles in which its least telling word comes again";
    AGAIN_MOST = "share of its articles in which its most telling word comes again";
    OPENS = "share of its articles that open with it";
    OPENS_LEAST = "share of its articles that open with its least telling word";
    OPENS_MOST = "share of its articles that open with its most telling word";
    CLEAR_LEFT = "share of its articles in which no content word stands before it";
    CLEAR_RIGHT = "share of its articles in which no content word stands behind it";
    FIRST_CLEAR = "share of its first word's articles in which no content word stands before that";
    LAST_CLEAR = "share of its last word's articles in which no content word stands behind that";
    BOOK_LEFT = "share in the commonest longer phrase to the left";
    BOOK_RIGHT = "share in the commonest longer phrase to the right";
    HERE_LEFT = "share in the phrase with the word before it here";
    HERE_RIGHT = "share in the phrase with the word behind it here";
    SUBJECT = "on the subject of the text";
    SUBJECT_OPENING = "on the subject of the title and the first sentences";
    SUBJECT_RANK = "share of the shortlist less on the subject";
    SUBJECT_SIZE = "how much it says of a subject";
    SUBJECT_PHRASE = "on the subject of the text, several words";
    SIEVE = "value of the sieve";
    SIEVE_RANK = "log rank of the sieve";
    RIVAL_WIDER = "value of the best longer rival over its own";
    RIVAL_INNER = "value of the best part over its own";
    RIVAL_CROSS = "value of the best crossing rival over its own";
    NAME = "name of a person or organisation";
    NAME_PART = "part of such a name";
    DIVISION = "administrative division";
    MAIN_PLACE = "the main place";
    BODY_END = "ends as bodies do";
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
        ("spread", SPREAD),
        ("count", TWICE),
        ("rarity", TF_IDF),
        ("stop", STOP),
        ("length", TWO_WORDS),
        ("inside", INNER_FUNCTION),
        ("marks", QUOTED),
        ("borders", LEFT_EDGE),
        ("cohesion", WIDER),
        ("background", KNOWN),
        ("subject", SUBJECT),
        ("rivals", SIEVE),
        ("names", NAME),
        ("class", SINGLE),
    ],
};

// The families of classes stand in the order of `family`.
const _: () =
    assert!(SINGLE_OTHER - SINGLE + 1 == FAMILIES && FIRST_OTHER - FIRST + 1 == FAMILIES && LAST_OTHER - LAST + 1 == FAMILIES);
