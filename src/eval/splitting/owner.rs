//! Whose a line of a page is: the page's gold texts tied to its lines, for learning from pages.

use super::{
    align::{Matter, Place, Streams},
    page::streams,
};
use crate::{
    eval::{gold::GoldPage, letters::letters_and_digits},
    layout::{Owner, Role},
};

/// The owner of every line; the lines are given in reading order, as [`crate::layout::lines`] has them.
pub fn owners(page: &GoldPage, lines: &[String]) -> Vec<Owner> {
    let bodies: Vec<Vec<char>> = page.articles.iter().map(|article| letters_and_digits(&article.body)).collect();
    let mut streams = Streams::new(streams(page, &bodies, &[]));
    let texts: Vec<Vec<char>> = lines.iter().map(|line| letters_and_digits(line)).collect();
    let places = streams.align(&texts.concat());
    let mut from = 0;
    let mut owners: Vec<Owner> = Vec::with_capacity(lines.len());
    for text in &texts {
        let slice = &places[from..from + text.len()];
        from += text.len();
        owners.push(owner(slice, &streams));
    }
    // A kicker or subtitle lifted from the body stands in both: it is body only where its neighbours run on into it.
    for at in 0..owners.len() {
        let Owner { role: Role::Body, article: Some(article), from, to } = owners[at] else { continue };
        let near = |other: Option<&Owner>, meets: fn(&Owner, u32, u32) -> bool| {
            other.is_some_and(|other| other.role == Role::Body && other.article == Some(article) && meets(other, from, to))
        };
        let runs_on = near(at.checked_sub(1).and_then(|above| owners.get(above)), |other, from, _| other.to == from)
            || near(owners.get(at + 1), |other, _, to| other.from == to);
        let heads = streams.all.iter().filter(|stream| stream.matter == Matter::Head);
        let mut lifted = heads.filter(|head| head.text.windows(texts[at].len().max(1)).any(|part| part == texts[at]));
        if let (false, Some(head)) = (runs_on, lifted.next()) {
            owners[at] = Owner { role: Role::Head, article: head.article, from: 0, to: 0 };
        }
    }
    owners
}

/// The owner most of a line's letters have.
fn owner(places: &[Option<Place>], streams: &Streams) -> Owner {
    let mut tally: Vec<(usize, usize)> = Vec::new();
    for &(stream, _) in places.iter().flatten() {
        match tally.iter_mut().find(|(known, _)| *known == stream) {
            Some((_, count)) => *count += 1,
            None => tally.push((stream, 1)),
        }
    }
    let Some(&(number, count)) = tally.iter().rev().max_by_key(|(_, count)| *count) else { return Owner::default() };
    let stream = &streams.all[number];
    if count * 2 < places.len() {
        return Owner::default();
    }
    let role = match stream.matter {
        Matter::Body | Matter::TinyBody => Role::Body,
        Matter::Head => Role::Head,
        Matter::Attached => Role::Attached,
        Matter::Other | Matter::OtherPage => Role::Other,
    };
    let own = || places.iter().flatten().filter(|place| place.0 == number).map(|place| place.1 as u32);
    let (from, to) = (own().min().unwrap_or(0), own().max().map_or(0, |last| last + 1));
    Owner { role, article: stream.article, from, to }
}
