//! Places in a text as labelling tools count them, and the labels they carry.
//!
//! Both tools count Unicode code points today; Label Studio counted UTF-16 units in earlier versions, so a span that
//! brings its text along is checked against it.

use crate::eval::gold::{GoldArticle, Labels};

/// `[start, end)` in code points.
pub(super) type Place = [usize; 2];

/// Places of the sentences in the text, in code points; an error names one that does not stand there.
pub(super) fn sentence_places(article: &GoldArticle) -> Result<Vec<Place>, String> {
    let mut from = 0;
    let mut places = Vec::with_capacity(article.sentences.len());
    for (number, sentence) in article.sentences.iter().enumerate() {
        let sentence = sentence.trim();
        let at = article.text[from..]
            .find(sentence)
            .ok_or_else(|| format!("sentence {number} of {} does not stand in its text", article.id))?;
        let start = article.text[..from + at].chars().count();
        places.push([start, start + sentence.chars().count()]);
        from += at + sentence.len();
    }
    Ok(places)
}

/// The first place of `term` in `text`.
pub(super) fn first_place(text: &str, term: &str) -> Option<Place> {
    let at = text.find(term).filter(|_| !term.is_empty())?;
    let start = text[..at].chars().count();
    Some([start, start + term.chars().count()])
}

/// The text of a place.
pub(super) fn slice(text: &str, [start, end]: Place) -> Option<String> {
    let piece: String = text.chars().skip(start).take(end.checked_sub(start)?).collect();
    (piece.chars().count() == end - start && start < end).then_some(piece)
}

/// A place of code points for one that may count UTF-16 units, by the text it should hold.
pub(super) fn place_of(text: &str, place: Place, said: Option<&str>) -> Result<Place, String> {
    let Some(said) = said else {
        return slice(text, place).map(|_| place).ok_or_else(|| format!("span {place:?} lies outside the text"));
    };
    let said = said.replace("\\n", "\n"); // Label Studio writes a line break as two characters
    let from_units = place.map(|units| {
        let ends = text.chars().scan(0, |end, c| {
            *end += c.len_utf16();
            Some(*end)
        });
        ends.take_while(|&end| end <= units).count()
    });
    [place, from_units]
        .into_iter()
        .find(|&place| slice(text, place).is_some_and(|piece| piece.trim() == said.trim()))
        .ok_or_else(|| format!("span {place:?} should hold `{said}`, but the text has something else there"))
}

/// Numbers of the sentences a marked place covers by half or more; else of the one it starts in.
pub(super) fn sentences_in(places: &[Place], [start, end]: Place) -> Vec<usize> {
    let shared = |sentence: &Place| end.min(sentence[1]).saturating_sub(start.max(sentence[0]));
    let covered = (0..places.len()).filter(|&number| {
        let sentence = places[number];
        2 * shared(&sentence) >= sentence[1] - sentence[0]
    });
    let mut numbers: Vec<usize> = covered.collect();
    if numbers.is_empty() {
        numbers.extend(places.iter().position(|sentence| shared(sentence) > 0));
    }
    numbers
}

/// Adds what is not there yet.
pub(super) fn push_new<T: PartialEq>(list: &mut Vec<T>, values: impl IntoIterator<Item = T>) {
    for value in values {
        if !list.contains(&value) {
            list.push(value);
        }
    }
}

/// A summary given as sentences in words: numbers where all of them stand in the article, else free words.
pub(super) fn set_reference(article: &GoldArticle, labels: &mut Labels, reference: &str) {
    let lines = reference.lines().filter(|line| !line.trim().is_empty());
    let (numbers, all_found) = article.numbers_of(lines);
    if all_found {
        push_new(&mut labels.summary, numbers);
    } else if !reference.trim().is_empty() {
        labels.reference = Some(reference.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_either_kind_are_understood() {
        let text = "𠮷野家：港口开航";
        assert_eq!(place_of(text, [4, 6], Some("港口")), Ok([4, 6]));
        assert_eq!(place_of(text, [5, 7], Some("港口")), Ok([4, 6]), "UTF-16 units");
        assert!(place_of(text, [0, 2], Some("港口")).is_err());
        assert!(place_of(text, [7, 9], None).is_err());
    }

    #[test]
    fn a_loose_mark_means_the_sentence_it_lies_on() {
        let places = [[0, 10], [10, 20], [20, 30]];
        assert_eq!(sentences_in(&places, [1, 19]), [0, 1]);
        assert_eq!(sentences_in(&places, [11, 14]), [1]);
        assert_eq!(sentences_in(&places, [40, 50]), [0_usize; 0]);
    }
}
