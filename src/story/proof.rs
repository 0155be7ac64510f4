//! What two articles share, and whether that makes them one story.
//!
//! Texts of one form (notices, weather warnings, market wraps) share sentences and differ in their facts; a follow-up
//! repeats the background of yesterday's story under new news. So shared text alone proves nothing: the figures of
//! the shorter text must stand in the longer one, and what opens one of them must stand in the other.

use rustc_hash::FxHashMap;

use crate::story::print::{Print, Sentence, shared};

/// A text of fewer letters (a date, a signature, a telephone number) cannot be recognised.
const LEAST_LETTERS: u32 = 25;
/// Long sentences both texts need for sentences to decide; with fewer, shingles do.
const VOTING_SENTENCES: usize = 4;
/// Share of the letters of the shorter text that must stand in sentences the longer one has word for word. Chosen
/// with the next four on the near-duplicate pairs of `../shared/data/dups`; `tests/laws/story.rs` measures it.
const SENTENCES_CONTAINED: f64 = 0.6;
/// Share of the shingles that is enough whatever became of the sentences: an edited version, or one misread by OCR.
const SHINGLES_CONTAINED: f64 = 0.85;
/// Share of the shingles that is enough where also the openings agree, and of the letters in sentences word for word:
/// texts of one form change a word in every sentence, editors leave most as they are.
const SHINGLES_WITH_OPENING: f64 = 0.72;
const SENTENCES_WITH_OPENING: f64 = 0.42;
/// Share of the shingles of a short text another must hold.
const SHORT_CONTAINED: f64 = 0.9;
/// Share of the shingles two notices must share: a form of 400 letters with two firms' names in it reaches 0.967.
const NOTICE_CONTAINED: f64 = 0.97;
/// Notices are no versions of one another: they are equally long.
const NOTICE_LENGTH: f64 = 0.95;
/// Share of an opening that must stand in the other text for the two to open alike.
const SAME_OPENING: f64 = 0.4;
/// Share of the opening below which two texts open with other news.
const OTHER_OPENING: f64 = 0.35;
/// Share of its figures a text must find in the other, if it has at least so many.
const FIGURES_CONTAINED: f64 = 0.5;
/// The same where sentences do not agree word for word, and for texts of one form.
const FIGURES_CONTAINED_EDITED: f64 = 0.7;
const FIGURES_TO_TELL: usize = 3;
/// A sentence in more texts than this weighs less: half at twice as many, a third at four times.
pub(super) const COMMON: u32 = 4;
/// From this length ratio on two texts are versions of one another; below, the shorter is a part of the longer.
const VERSION_RATIO: f64 = 0.5;
/// A part shorter than this share of the whole is an item in a round-up, not a version of the story (captions,
/// boxes, continuations and unfinished articles are parts at any length).
const PART_RATIO: f64 = 0.2;

/// In how many different texts a sentence stands, for those that weigh less.
pub(super) type Commons = FxHashMap<u64, u32>;

/// What the shorter of two texts shares with the longer one. Shares are in [0, 1].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// Share of its letters in sentences the longer text has word for word, common sentences weighing little; `None`
    /// where too few long sentences are there to decide.
    pub sentences: Option<f64>,
    /// Share of its shingles of 8 letters.
    pub shingles: f64,
    /// Share of its figures; `None` where it has fewer than three.
    pub figures: Option<f64>,
    /// Share of its opening that stands in the longer text.
    pub opening: f64,
    /// Share of the longer text's opening that stands in it.
    pub opening_of_longer: f64,
    /// Its length, as a share of the longer one's; 0 where it is too short to be recognised.
    pub length: f64,
    /// It is a part by nature: a caption, box, continuation or unfinished article.
    pub is_part: bool,
    /// Both are notices, which all have one form.
    pub are_notices: bool,
}

impl Evidence {
    /// What `part` shares with `whole`, which is not shorter.
    pub(super) fn new(part: &Print, whole: &Print, commons: &Commons) -> Self {
        let long = |print: &Print| print.sentences.iter().filter(|sentence| sentence.is_long()).count();
        let votes = long(part).min(long(whole)) >= VOTING_SENTENCES;
        let figures = part.figures.len();
        let is_enough = part.letters >= LEAST_LETTERS;
        Self {
            sentences: votes.then(|| contained(part, whole, commons)),
            shingles: share(&part.shingles, &whole.shingles),
            figures: (figures >= FIGURES_TO_TELL).then(|| share(&part.figures, &whole.figures)),
            opening: share(&part.opening, &whole.shingles),
            opening_of_longer: share(&whole.opening, &part.shingles),
            length: if is_enough { f64::from(part.letters) / f64::from(whole.letters) } else { 0.0 },
            is_part: part.is_part && is_enough,
            are_notices: part.is_notice && whole.is_notice,
        }
    }

    /// Whether it proves one story.
    pub fn proves(&self) -> bool {
        if self.are_notices {
            return self.length >= NOTICE_LENGTH && self.shingles >= NOTICE_CONTAINED;
        }
        let Some(sentences) = self.sentences else {
            return self.fits() && self.has_figures(FIGURES_CONTAINED_EDITED) && self.shingles >= SHORT_CONTAINED;
        };
        let opens_apart = !self.is_part && self.opening.max(self.opening_of_longer) < OTHER_OPENING;
        let opens_alike = self.opening.min(self.opening_of_longer) >= SAME_OPENING;
        let verbatim = sentences >= SENTENCES_CONTAINED && self.has_figures(FIGURES_CONTAINED) && !opens_apart;
        let edited = self.has_figures(FIGURES_CONTAINED_EDITED)
            && (self.shingles >= SHINGLES_CONTAINED
                || (self.shingles >= SHINGLES_WITH_OPENING && sentences >= SENTENCES_WITH_OPENING && opens_alike));
        self.fits() && (verbatim || edited)
    }

    /// Whether the two are versions of one another; else the shorter is a part of the longer.
    pub fn are_versions(&self) -> bool {
        self.length >= VERSION_RATIO
    }

    /// How much of the shorter text stands in the longer.
    pub fn containment(&self) -> f64 {
        self.sentences.unwrap_or(0.0).max(self.shingles)
    }

    fn fits(&self) -> bool {
        self.length >= PART_RATIO || self.is_part
    }

    fn has_figures(&self, least: f64) -> bool {
        self.figures.is_none_or(|share| share >= least)
    }
}

/// Share of the values of `part` that `whole` has; 0 where there are none.
fn share(part: &[u64], whole: &[u64]) -> f64 {
    shared(part, whole) as f64 / part.len().max(1) as f64
}

/// Share of the letters of the sentences of `part` in sentences that `whole` has too.
fn contained(part: &Print, whole: &Print, commons: &Commons) -> f64 {
    let weight = |sentence: &Sentence| {
        let times = commons.get(&sentence.hash).map_or(0, |texts| (texts / COMMON).ilog2());
        f64::from(sentence.letters) / f64::from(1 + times)
    };
    let (mut held, mut all) = (0.0, 0.0);
    for sentence in &part.sentences {
        let weight = weight(sentence);
        all += weight;
        if whole.sentences.binary_search_by_key(&sentence.hash, |other| other.hash).is_ok() {
            held += weight;
        }
    }
    if all > 0.0 { held / all } else { 0.0 }
}
