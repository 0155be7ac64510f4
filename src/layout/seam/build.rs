//! Counts characters, pairs and triples of them in a corpus and packs them for [`super::SeamModel`].

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Code, Eighths, MAGIC, RARE, VERSION, class};

/// Counts below which pairs and triples are left out: they would double the file and hardly change a figure.
const MIN_PAIR: u32 = 3;
const MIN_TRIPLE: u32 = 6;
/// Characters below this count are taken for unknown ones.
const MIN_CHARACTER: u32 = 3;

/// The data file of a corpus, given as its texts; `made_by` is one line that says what made it.
///
/// # Errors
/// Only what the packer reports.
pub fn build_seams<'t>(texts: impl IntoIterator<Item = &'t str> + Clone, made_by: &str) -> std::io::Result<Vec<u8>> {
    let mut counts: BTreeMap<char, u32> = BTreeMap::new();
    for c in texts.clone().into_iter().flat_map(str::chars).filter(|c| !c.is_whitespace()) {
        *counts.entry(class(c)).or_default() += 1;
    }
    counts.retain(|_, count| *count >= MIN_CHARACTER);
    let codes: FxHashMap<char, Code> =
        counts.keys().take(usize::from(RARE)).enumerate().map(|(code, &c)| (c, code as Code)).collect();
    let (mut pairs, mut triples): (FxHashMap<[Code; 2], u32>, FxHashMap<[Code; 3], u32>) = Default::default();
    for text in texts {
        let mut before = [RARE; 2];
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            let code = codes.get(&class(c)).copied().unwrap_or(RARE);
            let [far, near] = before;
            if near != RARE && code != RARE {
                *pairs.entry([near, code]).or_default() += 1;
                if far != RARE {
                    *triples.entry([far, near, code]).or_default() += 1;
                }
            }
            before = [near, code];
        }
    }
    let mut pairs: Vec<([Code; 2], u32)> = pairs.into_iter().filter(|pair| pair.1 >= MIN_PAIR).collect();
    pairs.sort_unstable();
    let mut triples: Vec<([Code; 3], u32)> = triples.into_iter().filter(|triple| triple.1 >= MIN_TRIPLE).collect();
    triples.sort_unstable();
    let mut out = format!("{MAGIC}\t{VERSION}\n# {made_by}\n\n").into_bytes();
    number(&mut out, codes.len() as u32);
    for (&c, &count) in counts.iter().take(codes.len()) {
        number(&mut out, u32::from(c));
        number(&mut out, count);
    }
    let mut rest = pairs.iter().map(|pair| pair.0).peekable();
    for code in 0..codes.len() {
        list(&mut out, std::iter::from_fn(|| rest.next_if(|pair| usize::from(pair[0]) == code)).map(|pair| pair[1]).collect());
    }
    let mut rest = triples.iter().map(|triple| triple.0).peekable();
    for &(pair, _) in &pairs {
        list(&mut out, std::iter::from_fn(|| rest.next_if(|triple| triple[..2] == pair)).map(|triple| triple[2]).collect());
    }
    out.extend(pairs.iter().map(|pair| eighths(pair.1)));
    out.extend(triples.iter().map(|triple| eighths(triple.1)));
    zstd::encode_all(out.as_slice(), 19)
}

/// Writes a sorted list as its length, its first item and the steps less one between the others.
fn list(out: &mut Vec<u8>, items: Vec<Code>) {
    number(out, items.len() as u32);
    let mut before: Option<Code> = None;
    for item in items {
        number(out, before.map_or(u32::from(item), |before| u32::from(item - before) - 1));
        before = Some(item);
    }
}

fn number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[allow(clippy::cast_sign_loss)] // a count of at least one has no negative logarithm
fn eighths(count: u32) -> Eighths {
    (f64::from(count).log2() * 8.0).round().min(255.0) as Eighths
}
