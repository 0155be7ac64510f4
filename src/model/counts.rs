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
/// zstd level: past it the file shrinks by less than a hundredth and takes twice as long to write.
const LEVEL: i32 = 9;

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
        // A map built from sorted rows is built in one pass.
        let mut rows: Vec<(&str, u32)> = df.into_iter().collect();
        rows.sort_unstable();
        rows.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 = earlier.1.saturating_add(later.1);
            }
            same
        });
        Self { articles, df: rows.into_iter().map(|(term, df)| (term.into(), df)).collect() }
    }

    fn add(&mut self, term: &str, n: u32) {
        // Most terms of a night are known: look before a key is allocated.
        match self.df.get_mut(term) {
            Some(df) => *df = df.saturating_add(n),
            None => {
                self.df.insert(term.into(), n);
            }
        }
    }

    /// Counts one article with these different terms.
    pub fn add_article<'t>(&mut self, terms: impl IntoIterator<Item = &'t str>) {
        self.articles += 1;
        for term in terms {
            self.add(term, 1);
        }
    }

    /// Forgets terms that occur in fewer than `floor` articles; the number of articles stays.
    pub fn prune(&mut self, floor: u32) {
        self.df.retain(|_, df| *df >= floor);
    }

    /// Writes the file: zstd of a head line `zhaibao-counts⇥version⇥articles` and one line `term⇥df` per term, sorted,
    /// so equal counts make equal bytes. A term with a line break cannot be written and is an error.
    pub fn write(&self, out: impl Write) -> std::io::Result<()> {
        let mut out = zstd::Encoder::new(out, LEVEL)?;
        out.include_checksum(true)?;
        writeln!(out, "{MAGIC}\t{VERSION}\t{}", self.articles)?;
        for (term, df) in &self.df {
            if term.contains(['\n', '\r']) {
                return Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, format!("line break in term {term:?}")));
            }
            writeln!(out, "{term}\t{df}")?;
        }
        out.finish()?.flush()
    }

    /// Reads a file written by [`Counts::write`]; `path` is for the error message.
    pub fn read(input: impl Read, path: &str) -> Result<Self> {
        let reader = BufReader::new(zstd::Decoder::new(input).map_err(|e| Error::read(path, e))?);
        let mut lines = reader.lines();
        // What is no zstd fails at the first line; it is no counts file either.
        let head = lines.next().transpose().ok().flatten().unwrap_or_default();
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
            let number = index + 2;
            let line = line.map_err(|e| Error::read(format!("{path}:{number}"), e))?;
            let entry = line.rsplit_once('\t').and_then(|(term, df)| Some((term, df.parse().ok()?)));
            let (term, df) = entry.ok_or_else(|| Error::format(path, number, "expected a term, a tab and a number"))?;
            if counts.df.insert(term.into(), df).is_some() {
                return Err(Error::format(path, number, format!("{term} stands twice")));
            }
        }
        Ok(counts)
    }
}

impl AddAssign<&Self> for Counts {
    fn add_assign(&mut self, other: &Self) {
        self.articles += other.articles;
        for (term, df) in &other.df {
            self.add(term, *df);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    /// Articles as lists of different terms.
    fn articles() -> impl Strategy<Value = Vec<Vec<String>>> {
        let terms = vec("[消防救援港口AI]{1,2}", 0..6);
        let different = terms.prop_map(|mut terms: Vec<String>| {
            terms.sort();
            terms.dedup();
            terms
        });
        vec(different, 0..6)
    }

    fn count(articles: &[Vec<String>]) -> Counts {
        let mut counts = Counts::default();
        for terms in articles {
            counts.add_article(terms.iter().map(String::as_str));
        }
        counts
    }

    fn sum(a: &Counts, b: &Counts) -> Counts {
        let mut sum = a.clone();
        sum += b;
        sum
    }

    fn written(counts: &Counts) -> Vec<u8> {
        let mut bytes = Vec::new();
        counts.write(&mut bytes).unwrap();
        bytes
    }

    proptest! {
        #[test]
        fn merging_is_counting_together(a in articles(), b in articles()) {
            let both = [a.clone(), b.clone()].concat();
            prop_assert_eq!(sum(&count(&a), &count(&b)), count(&both));
        }

        #[test]
        fn merging_is_commutative_and_associative_and_empty_counts_change_nothing(
            a in articles(), b in articles(), c in articles()
        ) {
            let (a, b, c) = (count(&a), count(&b), count(&c));
            prop_assert_eq!(sum(&a, &b), sum(&b, &a));
            prop_assert_eq!(sum(&sum(&a, &b), &c), sum(&a, &sum(&b, &c)));
            prop_assert_eq!(sum(&a, &Counts::default()), a);
        }

        #[test]
        fn what_is_written_is_read(a in articles(), odd in "[^\n\r]{1,8}") {
            let counts = sum(&count(&a), &Counts::new(1, [(odd.as_str(), 7)]));
            prop_assert_eq!(Counts::read(&*written(&counts), "memory").unwrap(), counts);
        }
    }

    #[test]
    fn a_file_of_version_1_is_still_read() {
        let counts = Counts::read(&include_bytes!("data/counts-v1.zbc")[..], "counts-v1.zbc").unwrap();
        assert_eq!((counts.articles(), counts.len()), (3, 2));
        assert_eq!((counts.df("消防救援"), counts.df("港口"), counts.df("船")), (3, 1, 0));
    }

    #[test]
    fn bad_files_are_refused_with_path_and_line() {
        let error = |text: &str| {
            let bytes = zstd::encode_all(text.as_bytes(), 1).unwrap();
            Counts::read(&*bytes, "n.zbc").unwrap_err().to_string()
        };
        assert_eq!(error("zhaibao-counts\t9\t3\n"), "n.zbc is version 9, this build reads version 1");
        assert_eq!(error("zhaibao-counts\t1\n"), "n.zbc:1: expected the number of articles");
        assert_eq!(error("zhaibao-counts\t1\t3\n港口\t1\n船\n"), "n.zbc:3: expected a term, a tab and a number");
        assert_eq!(error("zhaibao-counts\t1\t3\n港口\t1\n港口\t1\n"), "n.zbc:3: 港口 stands twice");
        let none = "n.zbc:1: this is no counts file; make one with `zhaibao counts build`";
        assert_eq!(error("甲\t1\n"), none);
        assert_eq!(Counts::read(&b"plain text"[..], "n.zbc").unwrap_err().to_string(), none);
        let mut cut = written(&Counts::new(1, [("港口", 1)]));
        cut.truncate(cut.len() - 3);
        assert!(Counts::read(&*cut, "n.zbc").is_err());
    }

    #[test]
    fn pruning_keeps_the_number_of_articles() {
        let mut counts = Counts::new(5, [("港口", 4), ("船", 1)]);
        counts.prune(2);
        assert_eq!(counts, Counts::new(5, [("港口", 4)]));
    }
}
