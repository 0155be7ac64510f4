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
    lifted(&mut owners, &texts, &streams);
    owners
}

/// Gives lines of a head that stand in a body too to the head: lines that run on from each other, but neither from the line above
/// nor into the line below, and are part of some head.
fn lifted(owners: &mut [Owner], texts: &[Vec<char>], streams: &Streams) {
    let runs_on = |a: &Owner, b: &Owner| a.role == Role::Body && b.role == Role::Body && a.article == b.article && a.to == b.from;
    let mut first = 0;
    while first < owners.len() {
        let rest = owners[first..].windows(2).take_while(|pair| runs_on(&pair[0], &pair[1])).count();
        let run = first..first + rest + 1;
        first = run.end;
        let text = texts[run.clone()].concat();
        if owners[run.start].role != Role::Body || text.is_empty() {
            continue;
        }
        let mut heads = streams.all.iter().filter(|stream| stream.matter == Matter::Head);
        if let Some(head) = heads.find(|head| head.text.windows(text.len()).any(|part| part == text)) {
            owners[run].fill(Owner { role: Role::Head, article: head.article, from: 0, to: 0 });
        }
    }
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
