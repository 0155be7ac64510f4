//! The background lexicon that ships in the binary: word, class, and in how many background articles it occurs.

use std::io::Read;

use crate::{
    error::{Error, Result},
    text::{Vocabulary, WordClass},
};

/// The vocabulary every run starts from, with its background document frequencies.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// The terms, numbered.
    pub vocabulary: Vocabulary,
    /// Background document frequency by term id.
    pub df: Vec<u32>,
    /// How many background articles were counted.
    pub articles: u64,
}

/// zstd of a head line `zhaibao-lexicon⇥version⇥articles` and lines `word⇥df⇥class`; made by `zhaibao counts lexicon`.
const SHIPPED: &[u8] = include_bytes!("data/lexicon.zst");
const MAGIC: &str = "zhaibao-lexicon";
const VERSION: u32 = 1;

impl Lexicon {
    /// The lexicon that ships in the binary.
    pub fn shipped() -> Result<Self> {
        let mut text = String::new();
        let path = "the built-in lexicon";
        zstd::Decoder::new(SHIPPED).and_then(|mut d| d.read_to_string(&mut text)).map_err(|e| Error::read(path, e))?;
        Self::parse(&text, path)
    }

    /// Reads the text form; `path` is for the error message.
    pub fn parse(text: &str, path: &str) -> Result<Self> {
        let mut lines = text.lines();
        let mut head = lines.next().unwrap_or_default().split('\t');
        if head.next() != Some(MAGIC) {
            return Err(Error::format(path, 1, "this is no lexicon"));
        }
        let version = head.next().and_then(|field| field.parse().ok()).unwrap_or(0);
        if version != VERSION {
            return Err(Error::version(path, version, VERSION));
        }
        let articles = head
            .next()
            .and_then(|field| field.parse().ok())
            .ok_or_else(|| Error::format(path, 1, "expected the number of articles"))?;
        let mut lexicon = Self { articles, ..Self::default() };
        lexicon.df.resize(lexicon.vocabulary.len(), 0);
        for (index, line) in lines.enumerate() {
            let mut fields = line.split('\t');
            let row = (|| {
                let word = fields.next()?;
                let df = fields.next()?.parse().ok()?;
                Some((word, df, WordClass::from_letter(*fields.next()?.as_bytes().first()?)?))
            })();
            let (word, df, class) = row.ok_or_else(|| Error::format(path, index + 2, "expected word, count and class"))?;
            let id = lexicon.vocabulary.intern(word, class);
            lexicon.df.resize(id.index() + 1, 0);
            lexicon.df[id.index()] = df;
        }
        Ok(lexicon)
    }

    /// The text form, most frequent words first so that their ids are small.
    pub fn to_text(&self) -> String {
        use std::fmt::Write;
        let mut rows: Vec<_> = self.vocabulary.words().filter(|(id, _)| self.df[id.index()] > 0).collect();
        rows.sort_by(|a, b| self.df[b.0.index()].cmp(&self.df[a.0.index()]).then(a.1.cmp(b.1)));
        let mut text = format!("{MAGIC}\t{VERSION}\t{}\n", self.articles);
        for (id, word) in rows {
            let _ = writeln!(text, "{word}\t{}\t{}", self.df[id.index()], self.vocabulary.class(id).letter());
        }
        text
    }
}
