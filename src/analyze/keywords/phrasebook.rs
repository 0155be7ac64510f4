//! What the background says of words and phrases: in how many articles two to four words stand together, how often the
//! phrase is only a piece of a longer one, in which share of its articles it comes again, comes early, stands free.
//!
//! A phrase is its first words and one more word: phrase `(a, b)` has a number, `(number, c)` is the phrase `a b c`.
//! Words are numbered as in the shipped lexicon, from which the book is inseparable: its head names the lexicon's length.

use std::{
    fmt::Write as _,
    io::{Read, Write},
};

use crate::{
    analyze::keywords::joins::{Join, Joins},
    error::{Error, Result},
    text::TermId,
};

/// Most words of a phrase.
pub(in crate::analyze) const MOST_WORDS: usize = 4;

/// zstd of [`Phrasebook::to_text`]; made by `zhaibao counts phrases`.
const SHIPPED: &[u8] = include_bytes!("../data/phrases.zst");
/// zstd level of the written file: it is made once and shipped in every binary.
const LEVEL: i32 = 19;
/// Bytes a phrase takes in the text form, about.
const BYTES_A_PHRASE: usize = 12;
const MAGIC: &str = "zhaibao-phrases";
const VERSION: u32 = 2;

/// What is known of a phrase or a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::analyze) struct Usage {
    /// Twice the binary logarithm of the number of articles it occurs in, rounded down.
    pub df: u8,
    /// Share of these in which the commonest one-word-longer phrase to the left stands, in eighths.
    pub glued_left: u8,
    /// The same to the right.
    pub glued_right: u8,
    /// Share of these in which it comes twice or more, in sixteenths: what articles are about comes again.
    pub again: u8,
    /// Share of these in which it stands in the first sentences, in sixteenths.
    pub early: u8,
    /// Share of these in which no content word stands before it somewhere, in sixteenths.
    pub clear_left: u8,
    /// The same behind it.
    pub clear_right: u8,
}

impl Usage {
    /// Of what the background lacks: the shares that are usual.
    pub(in crate::analyze) const UNKNOWN: Self =
        Self { df: 0, glued_left: 0, glued_right: 0, again: 5, early: 4, clear_left: 10, clear_right: 10 };
}

/// A word or phrase of the background.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::analyze) struct Phrase {
    /// Words have the numbers of the lexicon, phrases those after them.
    pub number: u32,
    /// What is known of it.
    pub usage: Usage,
}

/// Phrases of the background.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Phrasebook {
    /// Of every word of the lexicon.
    words: Vec<Usage>,
    /// The phrases.
    longer: Joins,
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

    /// The book of these words and phrases.
    pub(super) fn new(words: Vec<Usage>, phrases: impl ExactSizeIterator<Item = Join>) -> Self {
        let mut longer = Joins::with_capacity(phrases.len());
        phrases.for_each(|join| longer.insert(join));
        Self { words, longer }
    }

    /// Words of the lexicon it is of.
    pub const fn words(&self) -> usize {
        self.words.len()
    }

    /// Writes the file that ships: zstd of [`Phrasebook::to_text`].
    pub fn write(&self, mut out: impl Write, made_by: &str) -> std::io::Result<()> {
        out.write_all(&zstd::encode_all(self.to_text(made_by).as_bytes(), LEVEL)?)?;
        out.flush()
    }

    /// A word, the start of every phrase; `None` for a word the lexicon lacks, whose id says nothing here.
    pub(in crate::analyze) fn word(&self, id: TermId) -> Option<Phrase> {
        self.words.get(id.index()).map(|&usage| Phrase { number: id.0, usage })
    }

    /// The phrase that is `first` (the number of a word or phrase) and `word`; `None` where the background has it not.
    pub(in crate::analyze) fn longer(&self, first: u32, word: TermId) -> Option<Phrase> {
        self.longer.get(first, word.0)
    }

    /// The text form: a head line, `made_by` as comments, a line of usages for the words, and a line for each first part
    /// with its last words. Numbers are written as differences, so that they pack well.
    pub(in crate::analyze) fn to_text(&self, made_by: &str) -> String {
        let mut text = format!("{MAGIC}\t{VERSION}\t{}\n", self.words.len());
        for line in made_by.lines() {
            let _ = writeln!(text, "# {line}");
        }
        let shown = |usage: &Usage| {
            let Usage { df, glued_left, glued_right, again, early, clear_left, clear_right } = *usage;
            let shares = [again, early, clear_left, clear_right].map(|share| b'A' + share);
            [b'!' + df, b'0' + glued_left, b'0' + glued_right].iter().chain(&shares).copied().map(char::from).collect::<String>()
        };
        text.extend(self.words.iter().map(shown));
        text.push('\n');
        let mut all: Vec<Join> = self.longer.iter().collect();
        all.sort_unstable();
        let mut before = 0;
        for row in all.chunk_by(|a, b| a.first == b.first) {
            let _ = write!(text, "{}", row[0].first - before);
            before = row[0].first;
            let mut last = 0;
            for join in row {
                let _ = write!(text, " {}{}", shown(&join.phrase.usage), join.word - last);
                last = join.word;
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
        let words: usize = words.ok_or_else(|| Error::format(path, 1, "expected the number of words of the lexicon"))?;
        let mut lines = lines.filter(|(_, line)| !line.starts_with('#'));
        let bad = |number| Error::format(path, number, "expected phrases");
        let Some((at, usages)) = lines.next() else { return Err(bad(2)) };
        let known: Vec<Usage> = usages.as_bytes().as_chunks::<7>().0.iter().copied().map(usage).collect();
        if known.len() != words {
            return Err(bad(at));
        }
        let mut book = Self { words: known, longer: Joins::with_capacity(text.len() / BYTES_A_PHRASE) };
        let mut numbers = words as u32..;
        let mut first = 0;
        for (number, line) in lines {
            let mut fields = line.split(' ');
            let step: u32 = fields.next().and_then(|field| field.parse().ok()).ok_or_else(|| bad(number))?;
            first += step;
            let mut word = 0;
            for field in fields {
                let (shown, step) = field.as_bytes().split_first_chunk::<7>().ok_or_else(|| bad(number))?;
                word += std::str::from_utf8(step).ok().and_then(|step| step.parse::<u32>().ok()).ok_or_else(|| bad(number))?;
                let phrase = Phrase { number: numbers.next().unwrap_or_default(), usage: usage(*shown) };
                book.longer.insert(Join { first, word, phrase });
            }
        }
        Ok(book)
    }
}

fn usage([df, left, right, again, early, clear_left, clear_right]: [u8; 7]) -> Usage {
    Usage {
        df: df.saturating_sub(b'!'),
        glued_left: left.saturating_sub(b'0'),
        glued_right: right.saturating_sub(b'0'),
        again: again.saturating_sub(b'A'),
        early: early.saturating_sub(b'A'),
        clear_left: clear_left.saturating_sub(b'A'),
        clear_right: clear_right.saturating_sub(b'A'),
    }
}
