//! An article's text in pieces, each marked with what the gold and the system saw there.

use serde::Serialize;

use crate::eval::{
    gold::GoldArticle,
    letters::{bare, letters_and_digits},
    output::Output,
};

/// A piece of text and its marks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Marks, apart by blanks, as the classes of the HTML report: `gs` and `ss` a sentence of the gold's and the
    /// system's summary, `gk` and `sk` a keyword of theirs, `lost` a letter of the body the system's item lacks.
    pub marks: String,
}

/// The marks of [`labels`], each a bit.
const MARKS: [(&str, u8); 4] = [("gs", 1), ("ss", 2), ("gk", 4), ("sk", 8)];

/// The text with summary sentences and keywords of both sides.
pub(super) fn labels(article: &GoldArticle, output: &Output) -> Vec<Piece> {
    let text = article.text.as_str();
    let mut bits = vec![0; text.len()];
    for view in article.views() {
        article.reference(view).into_iter().for_each(|sentence| mark_once(text, sentence.trim(), 1, &mut bits));
        view.keywords.iter().for_each(|term| mark_all(text, term, 4, &mut bits));
    }
    output.summary.iter().for_each(|sentence| mark_once(text, bare(sentence), 2, &mut bits));
    output.keywords.iter().for_each(|term| mark_all(text, term, 8, &mut bits));
    let name = |bits: u8| MARKS.iter().filter(|(_, bit)| bits & bit != 0).map(|(name, _)| *name).collect::<Vec<_>>().join(" ");
    pieces(text, |place| bits[place], name)
}

/// A body with the letters an item lacks; `captured` counts letters and digits only.
pub(super) fn captured(body: &str, captured: &[bool]) -> Vec<Piece> {
    let mut letter = 0;
    let mut is_lost = vec![false; body.len()];
    let mut lost = false;
    for (place, c) in body.char_indices() {
        let letters = letters_and_digits(c.encode_utf8(&mut [0; 4])).len();
        if letters > 0 {
            lost = captured.get(letter).is_some_and(|captured| !captured);
        }
        letter += letters;
        is_lost[place] = lost; // marks and blanks go with the letter before them
    }
    pieces(body, |place| is_lost[place], |lost| if lost { "lost".to_owned() } else { String::new() })
}

fn mark_once(text: &str, wanted: &str, bit: u8, bits: &mut [u8]) {
    if let Some(start) = text.find(wanted).filter(|_| !wanted.is_empty()) {
        bits[start..start + wanted.len()].iter_mut().for_each(|bits| *bits |= bit);
    }
}

fn mark_all(text: &str, wanted: &str, bit: u8, bits: &mut [u8]) {
    if !wanted.is_empty() {
        for (start, _) in text.match_indices(wanted) {
            bits[start..start + wanted.len()].iter_mut().for_each(|bits| *bits |= bit);
        }
    }
}

/// Cuts `text` where its marks change.
fn pieces<M: PartialEq + Copy>(text: &str, mark: impl Fn(usize) -> M, name: impl Fn(M) -> String) -> Vec<Piece> {
    let mut pieces: Vec<(M, String)> = Vec::new();
    for (place, c) in text.char_indices() {
        match pieces.last_mut() {
            Some((last, piece)) if *last == mark(place) => piece.push(c),
            _ => pieces.push((mark(place), c.to_string())),
        }
    }
    pieces.into_iter().map(|(marks, text)| Piece { text, marks: name(marks) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::gold::Labels;

    fn shown(pieces: &[Piece]) -> String {
        pieces.iter().flat_map(|piece| ["[", &piece.marks, ":", &piece.text, "]"]).collect()
    }

    #[test]
    fn both_sides_are_marked_where_they_stand() {
        let article = GoldArticle {
            text: "本报讯 港口开航。雾散了。".into(),
            sentences: vec!["本报讯 港口开航。".into(), "雾散了。".into()],
            labels: Labels { summary: vec![0], keywords: vec!["港口".into()], ..Labels::default() },
            ..GoldArticle::default()
        };
        let output =
            Output {
                summary: vec!["本报讯 港口开航。".into()], keywords: vec!["雾".into(), "无".into()], ..Output::default()
            };
        assert_eq!(shown(&labels(&article, &output)), "[gs:本报讯 ][gs ss gk:港口][gs ss:开航。][sk:雾][:散了。]");
    }

    #[test]
    fn lost_letters_are_marked() {
        assert_eq!(shown(&captured("港口，开航。", &[true, true, false, true])), "[:港口，][lost:开][:航。]");
    }
}
