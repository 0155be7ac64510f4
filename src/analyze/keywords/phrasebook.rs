//! What the background says of phrases: in how many articles two to four words stand together, and how often the phrase
//! is only a piece of a longer one.
//!
//! A phrase is its first words and one more word: phrase `(a, b)` has a number, `(number, c)` is the phrase `a b c`.
//! Words are numbered as in the shipped lexicon, from which the book is inseparable: its head names the lexicon's length.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{Read, Write},
};

use rustc_hash::FxHashMap;

use crate::{
    error::{Error, Result},
    text::{Document, TermId, Vocabulary, WordClass},
};

/// Most words of a phrase.
pub(in crate::analyze) const MOST_WORDS: usize = 4;

/// zstd of [`Phrasebook::to_text`]; made by `zhaibao counts phrases`.
const SHIPPED: &[u8] = include_bytes!("../data/phrases.zst");
/// zstd level of the written file: it is made once and shipped in every binary.
const LEVEL: i32 = 19;
const MAGIC: &str = "zhaibao-phrases";
const VERSION: u32 = 1;

/// What is known of a phrase or a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::analyze) struct Usage {
    /// Twice the binary logarithm of the number of articles it occurs in, rounded down.
    pub df: u8,
    /// Share of these in which the commonest one-word-longer phrase to the left stands, in eighths.
    pub glued_left: u8,
    /// The same to the right.
    pub glued_right: u8,
}

/// Phrases of the background.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Phrasebook {
    /// Words of the lexicon.
    words: usize,
    /// Of every word, then of every phrase.
    usage: Vec<Usage>,
    /// A phrase by its first part (a word or phrase) and its last word.
    longer: FxHashMap<(u32, u32), u32>,
}

impl Phrasebook {
    /// The phrases that ship in the binary.
    ///
    /// # Errors
    /// Only where the data that were built in are damaged.
    pub fn shipped() -> Result<Self> {
        let mut text = String::new();
        let path = "the built-in phrases";
        zstd::Decoder::new(SHIPPED).and_then(|mut d| d.read_to_string(&mut text)).map_err(|e| Error::read(path, e))?;
        Self::parse(&text, path)
    }

    /// Words of the lexicon it is of.
    pub const fn words(&self) -> usize {
        self.words
    }

    /// Writes the file that ships: zstd of [`Phrasebook::to_text`].
    pub fn write(&self, mut out: impl Write, made_by: &str) -> std::io::Result<()> {
        out.write_all(&zstd::encode_all(self.to_text(made_by).as_bytes(), LEVEL)?)?;
        out.flush()
    }

    /// The number of a word, the start of every phrase; `None` for a word the lexicon lacks, whose id says nothing here.
    pub(in crate::analyze) fn word(&self, id: TermId) -> Option<u32> {
        (id.index() < self.words).then_some(id.0)
    }

    /// The phrase that is `first` (a word's or phrase's number) and `word`; `None` where the background has it not.
    pub(in crate::analyze) fn longer(&self, first: u32, word: TermId) -> Option<u32> {
        self.longer.get(&(first, word.0)).copied()
    }

    /// What is known of a word or phrase.
    pub(in crate::analyze) fn usage(&self, number: u32) -> Usage {
        self.usage.get(number as usize).copied().unwrap_or_default()
    }

    /// Counts the phrases of `documents` that stand in at least `floor` of them.
    ///
    /// `words` is the length of the lexicon: words beyond it make no phrase.
    pub fn count(documents: &[Document], vocabulary: &Vocabulary, words: usize, floor: u32) -> Self {
        let mut longer: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let mut df: Vec<u32> = vec![0; words];
        let mut glue: Vec<[u32; 2]> = vec![[0; 2]; words];
        for document in documents {
            let mut ids: Vec<u32> = document.body.ids().iter().map(|id| id.0).filter(|&id| (id as usize) < words).collect();
            ids.sort_unstable();
            ids.dedup();
            ids.into_iter().for_each(|id| df[id as usize] += 1);
        }
        for length in 2..=MOST_WORDS {
            // The keys of all occurrences, each once an article, sorted: equal ones stand together.
            let mut keys: Vec<(u32, u32)> = Vec::new();
            for document in documents {
                let from = keys.len();
                let ids = document.body.ids();
                for start in 0..ids.len().saturating_sub(length - 1) {
                    let run = &ids[start..start + length];
                    let solid = |id: &TermId| {
                        (id.index() < words)
                            && id.0 > TermId::SPACE.0
                            && !matches!(vocabulary.class(*id), WordClass::Punctuation | WordClass::Space)
                    };
                    if !run.iter().all(solid) || !begins(vocabulary.class(run[0])) {
                        continue;
                    }
                    let first = run[1..length - 1].iter().try_fold(run[0].0, |at, id| longer.get(&(at, id.0)).copied());
                    if let Some(first) = first {
                        keys.push((first, run[length - 1].0));
                    }
                }
                keys[from..].sort_unstable();
                let mut kept = from;
                for at in from..keys.len() {
                    if at == from || keys[at] != keys[at - 1] {
                        keys[kept] = keys[at];
                        kept += 1;
                    }
                }
                keys.truncate(kept);
            }
            keys.sort_unstable();
            for run in keys.chunk_by(|a, b| a == b).filter(|run| run.len() >= floor as usize) {
                longer.insert(run[0], df.len() as u32);
                df.push(run.len() as u32);
                glue.push([0; 2]);
            }
        }
        let mut parts: Vec<((u32, u32), u32)> = longer.iter().map(|(&key, &number)| (key, number)).collect();
        parts.sort_unstable();
        // The words of each phrase, to find the phrase without its first word.
        let mut spelled: Vec<Vec<u32>> = (0..words as u32).map(|id| vec![id]).collect();
        spelled.resize(df.len(), Vec::new());
        parts.sort_unstable_by_key(|&(_, number)| number);
        for &((first, word), number) in &parts {
            let mut spelling = spelled[first as usize].clone();
            spelling.push(word);
            let rest = spelling[2..].iter().try_fold(spelling[1], |at, &id| longer.get(&(at, id)).copied());
            if let Some(rest) = rest {
                glue[rest as usize][0] = glue[rest as usize][0].max(df[number as usize]);
            }
            glue[first as usize][1] = glue[first as usize][1].max(df[number as usize]);
            spelled[number as usize] = spelling;
        }
        let usage = df.iter().zip(&glue).map(|(&df, &[left, right])| {
            let eighths = |part: u32| (part * 8 / df.max(1)).min(8) as u8;
            Usage { df: half_powers(df), glued_left: eighths(left), glued_right: eighths(right) }
        });
        Self { words, usage: usage.collect(), longer }
    }

    /// The text form: a head line, `made_by` as comments, a line of usages for the words, and a line for each first part
    /// with its last words. Numbers are written as differences, so that they pack well.
    pub(in crate::analyze) fn to_text(&self, made_by: &str) -> String {
        let mut text = format!("{MAGIC}\t{VERSION}\t{}\n", self.words);
        for line in made_by.lines() {
            let _ = writeln!(text, "# {line}");
        }
        let shown = |usage: &Usage| format!("{}{}{}", char::from(b'!' + usage.df), usage.glued_left, usage.glued_right);
        text.extend(self.usage[..self.words].iter().map(shown));
        text.push('\n');
        let mut rows: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        let mut all: Vec<((u32, u32), u32)> = self.longer.iter().map(|(&key, &number)| (key, number)).collect();
        all.sort_unstable_by_key(|&(_, number)| number);
        for ((first, word), number) in all {
            rows.entry(first).or_default().push((word, number));
        }
        let mut before = 0;
        for (first, lasts) in rows {
            let _ = write!(text, "{}", first - before);
            before = first;
            let mut last = 0;
            for (word, number) in lasts {
                let _ = write!(text, " {}{}", shown(&self.usage[number as usize]), word - last);
                last = word;
            }
            text.push('\n');
        }
        text
    }

    /// Reads the text form; `path` is for the error message.
    ///
    /// # Errors
    /// Another form or version.
    pub(in crate::analyze) fn parse(text: &str, path: &str) -> Result<Self> {
        let mut lines = (1..).zip(text.lines());
        let head: Vec<&str> = lines.next().map(|(_, head)| head.split('\t').collect()).unwrap_or_default();
        if head.first() != Some(&MAGIC) {
            return Err(Error::format(path, 1, "this is no phrasebook"));
        }
        let version = head.get(1).and_then(|field| field.parse().ok()).unwrap_or(0);
        if version != VERSION {
            return Err(Error::version(path, version, VERSION));
        }
        let words = head.get(2).and_then(|field| field.parse().ok());
        let words = words.ok_or_else(|| Error::format(path, 1, "expected the number of words of the lexicon"))?;
        let mut lines = lines.filter(|(_, line)| !line.starts_with('#'));
        let bad = |number| Error::format(path, number, "expected phrases");
        let mut book = Self { words, usage: Vec::new(), longer: FxHashMap::default() };
        let Some((_, usages)) = lines.next() else { return Err(bad(2)) };
        book.usage.extend(usages.as_bytes().as_chunks::<3>().0.iter().copied().map(usage));
        let mut first = 0;
        for (number, line) in lines {
            let mut fields = line.split(' ');
            let step: u32 = fields.next().and_then(|field| field.parse().ok()).ok_or_else(|| bad(number))?;
            first += step;
            let mut word = 0;
            for field in fields {
                let (shown, step) = field.as_bytes().split_first_chunk::<3>().ok_or_else(|| bad(number))?;
                word += std::str::from_utf8(step).ok().and_then(|step| step.parse::<u32>().ok()).ok_or_else(|| bad(number))?;
                book.longer.insert((first, word), book.usage.len() as u32);
                book.usage.push(usage(*shown));
            }
        }
        Ok(book)
    }
}

/// Twice the binary logarithm of a count, rounded down; 0 for none.
#[allow(clippy::cast_sign_loss)] // a count of at least one has no negative logarithm
fn half_powers(df: u32) -> u8 {
    if df == 0 { 0 } else { (f64::from(df).log2() * 2.0) as u8 }
}

fn usage([df, left, right]: [u8; 3]) -> Usage {
    Usage { df: df.saturating_sub(b'!'), glued_left: left.saturating_sub(b'0'), glued_right: right.saturating_sub(b'0') }
}

/// Whether a phrase worth counting may begin with a word of this class.
const fn begins(class: WordClass) -> bool {
    class.is_content() && !matches!(class, WordClass::Adverb)
}
