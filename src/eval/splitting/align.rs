//! Ties every character of a system's text to the place on the page it came from.
//!
//! The page's texts are indexed by grams of [`GRAM`] characters; a system's text is walked left to right and tied to
//! the longest run that matches, places not used before first. So a character counts for the article it came from,
//! wherever the system put it.

use rustc_hash::FxHashMap;

use crate::eval::splitting::GRAM;

/// Longest run that is compared when candidates compete, in characters.
const LONGEST_RUN: usize = 120;
/// Candidates that are compared at most; a gram that stands in more places is boilerplate.
const CANDIDATES: usize = 200;
/// Gaps of up to this many wrong characters within a run are bridged (OCR errors).
const BRIDGE: usize = 2;

/// What a piece of page text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matter {
    /// Body of an article.
    Body,
    /// Body too short to be measured.
    TinyBody,
    /// Kicker, headline, subtitle, byline.
    Head,
    /// Caption, box or label of an article.
    Attached,
    /// Notice, slogan, folio: of no article.
    Other,
    /// Body of an article of another page, where a record joins both.
    OtherPage,
}

/// One text of a page.
pub(super) struct Stream {
    pub(super) matter: Matter,
    /// Place of its article among the articles of the page.
    pub(super) article: Option<usize>,
    pub(super) text: Vec<char>,
}

/// A character's place: which stream, which character.
pub(super) type Place = (usize, usize);

/// How good a run is, best last: length plus twice its fresh characters, the stream of the character before, a
/// body, an early place.
type Rank = (usize, bool, bool, std::cmp::Reverse<usize>);

/// All texts of a page, indexed, with a mark on every character already used.
pub(super) struct Streams {
    pub(super) all: Vec<Stream>,
    grams: FxHashMap<[char; GRAM], Vec<Place>>,
    used: Vec<Vec<bool>>,
}

impl Streams {
    pub(super) fn new(streams: Vec<Stream>) -> Self {
        let mut grams: FxHashMap<[char; GRAM], Vec<Place>> = FxHashMap::default();
        for (number, stream) in streams.iter().enumerate() {
            let windows = stream.text.windows(GRAM).filter_map(<[char]>::first_chunk);
            for (start, gram) in windows.enumerate() {
                grams.entry(*gram).or_default().push((number, start));
            }
        }
        let used = streams.iter().map(|stream| vec![false; stream.text.len()]).collect();
        Self { all: streams, grams, used }
    }

    /// The place each character of `text` came from, and marks the places used.
    pub(super) fn align(&mut self, text: &[char]) -> Vec<Option<Place>> {
        let mut places: Vec<Option<Place>> = vec![None; text.len()];
        let mut last: Option<Place> = None;
        for i in 0..text.len() {
            let next = last.map(|(stream, place)| (stream, place + 1)).filter(|&place| self.at(place) == Some(text[i]));
            let before = i.checked_sub(1).and_then(|before| places[before]);
            last = next.or_else(|| self.best_start(text, i, before));
            let Some((stream, place)) = last else { continue };
            if next.is_none() {
                self.extend_back(text, i, (stream, place), &mut places);
            }
            places[i] = last;
            self.used[stream][place] = true;
        }
        bridge(&mut places);
        for &(stream, place) in places.iter().flatten() {
            self.used[stream][place] = true;
        }
        places
    }

    fn at(&self, (stream, place): Place) -> Option<char> {
        self.all[stream].text.get(place).copied()
    }

    /// Of the places where the gram at `i` stands, the one with the longest and freshest run; then one in the stream
    /// of the character before, then a body, then the earliest.
    fn best_start(&self, text: &[char], i: usize, before: Option<Place>) -> Option<Place> {
        let gram = text.get(i..)?.first_chunk::<GRAM>()?;
        let mut best: Option<(Rank, Place)> = None;
        for &(number, start) in self.grams.get(gram)?.iter().take(CANDIDATES) {
            let stream = &self.all[number];
            let reach = LONGEST_RUN.min(text.len() - i).min(stream.text.len() - start);
            let mut run = GRAM;
            while run < reach && stream.text[start + run] == text[i + run] {
                run += 1;
            }
            let fresh = self.used[number][start..start + run].iter().filter(|&&used| !used).count();
            let near = before.is_some_and(|(stream, _)| stream == number);
            // Half a point a character of the run, one a fresh one; doubled to stay whole.
            let rank = (run + 2 * fresh, near, stream.matter == Matter::Body, std::cmp::Reverse(start));
            if best.is_none_or(|(other, _)| rank > other) {
                best = Some((rank, (number, start)));
            }
        }
        best.map(|(_, place)| place)
    }

    /// Takes the untied characters before `i` that equal those before its place.
    fn extend_back(&self, text: &[char], i: usize, (stream, place): Place, places: &mut [Option<Place>]) {
        let page = &self.all[stream].text;
        for back in 1..=i.min(place) {
            if places[i - back].is_some() || page[place - back] != text[i - back] {
                break;
            }
            places[i - back] = Some((stream, place - back));
        }
    }
}

/// Ties short gaps between two characters of one stream that stand as far apart on the page as in the text.
fn bridge(places: &mut [Option<Place>]) {
    let mut i = 1;
    while i < places.len() {
        let (Some((stream, from)), None) = (places[i - 1], places[i]) else {
            i += 1;
            continue;
        };
        let gap = places[i..].iter().take_while(|place| place.is_none()).count();
        if let Some(&Some((other, to))) = places.get(i + gap)
            && gap <= BRIDGE
            && other == stream
            && to == from + gap + 1
        {
            for (step, place) in places[i..i + gap].iter_mut().enumerate() {
                *place = Some((stream, from + step + 1));
            }
        }
        i += gap;
    }
}
