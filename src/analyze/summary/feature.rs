//! The features of a sentence by name and group; [`super::measure`] says how each is taken.

use crate::analyze::rank::{Schema, features};

features! {
    BASE = "base";
    // place
    FIRST = "first sentence";
    SECOND = "second sentence";
    THIRD = "third sentence";
    FOURTH = "fourth sentence";
    FIRST_UNTITLED = "first sentence, no title";
    PLACE = "place in the article";
    PLACE_LOG = "log of its place";
    FROM_END = "log of its place from the end";
    LAST = "last sentence that is no credit";
    BEFORE = "share of the text before it";
    BEFORE_LOG = "log characters before it";
    SENTENCES = "log number of sentences";
    TITLED = "article with a title";
    // paragraph
    PARAGRAPHS = "log number of paragraphs";
    PARAGRAPH = "number of its paragraph";
    PARAGRAPH_PLACE = "place in its paragraph";
    PARAGRAPH_FIRST = "first of a later paragraph";
    PARAGRAPH_LAST = "last of its paragraph";
    PARAGRAPH_LATE = "third or later of its paragraph";
    // length
    LENGTH = "log length";
    RELATIVE_LENGTH = "log length against the mean";
    LENGTH_RANK = "share of shorter sentences";
    TINY = "under 15 characters";
    SHORT = "15 to 29 characters";
    MEDIUM = "30 to 59 characters";
    LONG = "100 to 159 characters";
    HUGE = "160 characters or more";
    // centroid
    CENTROID = "like the whole text";
    CENTROID_RANK = "share of sentences less like the text";
    LIKE_FIRST = "like the first sentence";
    LIKE_BEFORE = "like the sentence before";
    LIKE_AFTER = "like the sentence after";
    REPEATED = "share of the repeated terms";
    REPEATED_RANK = "share of sentences with fewer repeated terms";
    REPEATED_NEW = "share of the repeated terms first met here";
    NEW_TERMS = "share of terms not met before";
    RARITY = "mean rarity of its terms";
    RARITY_RANK = "share of sentences with commoner terms";
    FREQUENCY = "mean count of its terms";
    AGAIN = "how much its terms tell what an article is about";
    AGAIN_RANK = "share of sentences whose terms tell less";
    OPENS = "how often articles open with its terms";
    OPENS_RANK = "share of sentences with whose terms articles open less";
    WEIGHT = "log weight of its terms";
    WEIGHT_RANK = "share of sentences of less weight";
    // subject
    SUBJECT = "on the subject of the text";
    SUBJECT_RANK = "share of sentences less on its subject";
    SUBJECT_FIRST = "on the subject of the first sentence";
    SUBJECT_BEFORE = "on the subject of the sentence before";
    SUBJECT_TITLE = "on the subject of the title";
    SUBJECT_TITLE_RANK = "share of sentences less on the subject of the title";
    SUBJECT_KEYWORDS = "on the subject of the keywords";
    SUBJECT_KEYWORDS_RANK = "share of sentences less on the subject of the keywords";
    SUBJECT_SIZE = "log of how much it says of a subject";
    // title
    TITLE = "like the title";
    TITLE_RANK = "share of sentences less like the title";
    TITLE_MOST = "most like the title";
    TITLE_COVER = "share of the title's terms";
    // keywords
    KEYWORDS = "share of the keywords' scores";
    KEYWORDS_RANK = "share of sentences with fewer keywords";
    KEYWORDS_MOST = "holds most of the keywords";
    KEYWORD_NONE = "holds no keyword";
    KEYWORD_COUNT = "number of keywords";
    KEYWORD_TOP = "number of the two best keywords";
    NEW_KEYWORD = "number of keywords first met here";
    // actors
    FIGURES = "log count of figures";
    FIGURE = "holds a figure";
    FIGURE_RATE = "share of figures";
    FIGURES_RANK = "share of sentences with fewer figures";
    DATES = "count of dates";
    QUANTITIES = "count of quantities";
    PERSON = "names a person";
    PLACE_NAME = "names a place";
    ORGANIZATION = "names an organisation";
    NEW_PERSON = "names a person not named before";
    OPENS_PERSON = "opens with a person";
    OPENS_NAME = "opens with a place or organisation";
    OPENS_DATE = "opens with a date";
    OPENS_FUNCTION = "opens with a function word";
    OPENS_VERB = "opens with a verb";
    // classes
    CONTENT = "share of content words";
    FUNCTION = "share of function words";
    ADVERBS = "share of adverbs";
    VERBS = "share of verbs";
    VERBAL_NOUNS = "share of verbal nouns";
    NOUNS = "share of nouns";
    ADJECTIVES = "share of adjectives";
    UNUSUAL = "share of unknown words";
    PROPER = "share of proper names";
    MARKS = "share of marks";
    COMMAS = "commas";
    PAUSES = "pauses";
    SEMICOLONS = "semicolons";
    COLONS = "colons";
    BRACKETS = "brackets";
    TITLES = "titles in 《》";
    PERCENTS = "percent signs";
    // wording
    RECENT = "says when";
    QUOTES = "holds a quotation";
    QUOTED = "share in quotation marks";
    QUOTATION = "begins with a quotation";
    LOOSE = "half of a quotation";
    ATTRIBUTION = "says that somebody spoke";
    SPEECH = "opens with who spoke";
    FIRST_SPEECH = "first that opens with who spoke";
    AFTER_SPEECH = "after one that opens with who spoke";
    SOURCE = "says where the paper has it from";
    LEANS = "leans on the sentence before";
    LISTS = "item of a list";
    ASIDE = "adds something";
    CREDIT = "a credit";
    AHEAD = "looks ahead";
    COMPARES = "compares figures";
    RESULT = "tells what was done";
    DIALOGUE = "first-person";
    ASKS = "holds a question";
    QUESTION = "a question";
    EXCLAMATION = "an exclamation";
    COLON = "ends with a colon";
    UNENDED = "ends without a mark";
    // neighbours
    BEFORE_SPEECH = "before: opens with who spoke";
    NEXT_SPEECH = "after: opens with who spoke";
    BEFORE_ATTRIBUTION = "before: says that somebody spoke";
    NEXT_ATTRIBUTION = "after: says that somebody spoke";
    BEFORE_QUOTATION = "before: begins with a quotation";
    NEXT_QUOTATION = "after: begins with a quotation";
    BEFORE_CREDIT = "before: a credit";
    NEXT_CREDIT = "after: a credit";
    BEFORE_QUESTION = "before: a question";
    NEXT_QUESTION = "after: a question";
    BEFORE_COLON = "before: ends with a colon";
    NEXT_LEANS = "after: leans on this one";
    BEFORE_LEANS = "before: leans on the one before";
    NEXT_LISTS = "after: item of a list";
    BEFORE_LISTS = "before: item of a list";
    NEXT_FIGURE = "after: holds a figure";
    BEFORE_FIGURE = "before: holds a figure";
    NEXT_LENGTH = "after: log length";
    BEFORE_LENGTH = "before: log length";
    NEXT_CENTROID = "after: like the whole text";
    BEFORE_CENTROID = "before: like the whole text";
    NEXT_KEYWORDS = "after: share of the keywords' scores";
    BEFORE_KEYWORDS = "before: share of the keywords' scores";
    NEXT_ASIDE = "after: adds something";
    // words: no column of the table, added to what the ranker says
    WORDS = "its words";
}

/// The name of what the words of a sentence add.
pub(super) const WORDS_NAME: &str = NAMES[WORDS];

/// The features, and the groups an ablation leaves out.
pub(in crate::analyze) const SCHEMA: Schema = Schema {
    names: &NAMES,
    groups: &[
        ("base", BASE),
        ("place", FIRST),
        ("paragraph", PARAGRAPHS),
        ("length", LENGTH),
        ("centroid", CENTROID),
        ("subject", SUBJECT),
        ("title", TITLE),
        ("keywords", KEYWORDS),
        ("actors", FIGURES),
        ("classes", CONTENT),
        ("wording", RECENT),
        ("neighbours", BEFORE_SPEECH),
        ("words", WORDS),
    ],
};

/// What a sentence takes over from those before and after it: feature, its name as of the sentence before, as of the
/// sentence after.
pub(super) const NEIGHBOURS: [(usize, Option<usize>, Option<usize>); 13] = [
    (SPEECH, Some(BEFORE_SPEECH), Some(NEXT_SPEECH)),
    (ATTRIBUTION, Some(BEFORE_ATTRIBUTION), Some(NEXT_ATTRIBUTION)),
    (QUOTATION, Some(BEFORE_QUOTATION), Some(NEXT_QUOTATION)),
    (CREDIT, Some(BEFORE_CREDIT), Some(NEXT_CREDIT)),
    (QUESTION, Some(BEFORE_QUESTION), Some(NEXT_QUESTION)),
    (COLON, Some(BEFORE_COLON), None),
    (LEANS, Some(BEFORE_LEANS), Some(NEXT_LEANS)),
    (LISTS, Some(BEFORE_LISTS), Some(NEXT_LISTS)),
    (FIGURE, Some(BEFORE_FIGURE), Some(NEXT_FIGURE)),
    (LENGTH, Some(BEFORE_LENGTH), Some(NEXT_LENGTH)),
    (CENTROID, Some(BEFORE_CENTROID), Some(NEXT_CENTROID)),
    (KEYWORDS, Some(BEFORE_KEYWORDS), Some(NEXT_KEYWORDS)),
    (ASIDE, None, Some(NEXT_ASIDE)),
];

/// Features and their ranks within the article: the share of sentences with less of it.
pub(super) const RANKS: [(usize, usize); 13] = [
    (LENGTH, LENGTH_RANK),
    (CENTROID, CENTROID_RANK),
    (REPEATED, REPEATED_RANK),
    (RARITY, RARITY_RANK),
    (WEIGHT, WEIGHT_RANK),
    (AGAIN, AGAIN_RANK),
    (OPENS, OPENS_RANK),
    (TITLE, TITLE_RANK),
    (KEYWORDS, KEYWORDS_RANK),
    (FIGURES, FIGURES_RANK),
    (SUBJECT, SUBJECT_RANK),
    (SUBJECT_TITLE, SUBJECT_TITLE_RANK),
    (SUBJECT_KEYWORDS, SUBJECT_KEYWORDS_RANK),
];
