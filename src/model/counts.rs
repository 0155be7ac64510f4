//! Document counts: N articles and, per term, in how many of them it occurs. Integers only.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    ops::AddAssign,
};

use crate::error::{Error, Result};

/// N articles and the document frequency of every term in them.
///
/// Laws: merging is commutative and associative; empty counts change nothing; `counts(a) + counts(b) == counts(a ++ b)`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    articles: u64,
    df: BTreeMap<Box<str>, u32>,
}

/// First line of a counts file; the number is the version of the format.
const MAGIC: &str = "zhaibao-counts";
const VERSION: u32 = 1;

impl Counts {
    /// How many articles were counted.
    pub const fn articles(&self) -> u64 {
        self.articles
    }

    /// In how many articles `term` occurs.
    pub fn df(&self, term: &str) -> u32 {
        self.df.get(term).copied().unwrap_or(0)
    }

    /// How many different terms there are.
    pub fn len(&self) -> usize {
        self.df.len()
    }

    /// Whether no term was counted.
    pub fn is_empty(&self) -> bool {
        self.df.is_empty()
    }

    /// Terms with their document frequencies, in byte order of the terms.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        self.df.iter().map(|(term, &df)| (&**term, df))
    }

    /// Counts of `articles` articles in which each term occurs as often as `df` says.
    pub fn new<'t>(articles: u64, df: impl IntoIterator<Item = (&'t str, u32)>) -> Self {
        let mut counts = Self { articles, df: BTreeMap::new() };
        for (term, n) in df {
            *counts.df.entry(term.into()).or_default() += n;
        }
        counts
    }

    /// Counts one article with these different terms.
    pub fn add_article<'t>(&mut self, terms: impl IntoIterator<Item = &'t str>) {
        *self += &Self::new(1, terms.into_iter().map(|term| (term, 1)));
    }

    /// Forgets terms that occur in fewer than `floor` articles; the number of articles stays.
    pub fn prune(&mut self, floor: u32) {
        self.df.retain(|_, df| *df >= floor);
    }

    /// Writes the file: zstd of a head line and one line `term⇥df` per term, sorted.
    pub fn write(&self, out: impl Write) -> std::io::Result<()> {
        let mut out = zstd::Encoder::new(out, 9)?;
        writeln!(out, "{MAGIC}\t{VERSION}\t{}", self.articles)?;
        for (term, df) in &self.df {
            writeln!(out, "{term}\t{df}")?;
        }
        out.finish()?.flush()
    }

    /// Reads a file written by [`Counts::write`]; `path` is for the error message.
    pub fn read(input: impl Read, path: &str) -> Result<Self> {
        let reader = BufReader::new(zstd::Decoder::new(input).map_err(|e| Error::read(path, e))?);
        let mut lines = reader.lines();
        let head = lines.next().transpose().map_err(|e| Error::read(path, e))?.unwrap_or_default();
        let mut fields = head.split('\t');
        if fields.next() != Some(MAGIC) {
            return Err(Error::format(path, 1, "this is no counts file; make one with `zhaibao counts build`"));
        }
        let version = fields.next().and_then(|field| field.parse().ok()).unwrap_or(0);
        if version != VERSION {
            return Err(Error::version(path, version, VERSION));
        }
        let articles = fields.next().and_then(|field| field.parse().ok());
        let mut counts = Self {
            articles: articles.ok_or_else(|| Error::format(path, 1, "expected the number of articles"))?,
            ..Self::default()
        };
        for (index, line) in lines.enumerate() {
            let line = line.map_err(|e| Error::read(path, e))?;
            let entry = line.split_once('\t').and_then(|(term, df)| Some((term, df.parse().ok()?)));
            let (term, df) = entry.ok_or_else(|| Error::format(path, index + 2, "expected a term, a tab and a number"))?;
            counts.df.insert(term.into(), df);
        }
        Ok(counts)
    }
}

impl AddAssign<&Self> for Counts {
    fn add_assign(&mut self, other: &Self) {
        self.articles += other.articles;
        for (term, df) in &other.df {
            *self.df.entry(term.clone()).or_default() += df;
        }
    }
}
