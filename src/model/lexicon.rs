//! The background lexicon that ships in the binary: word, class, and in how many background articles it occurs.

use std::io::{Read, Write};

use crate::{
    error::{Error, Result},
    model::Counts,
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

/// zstd of a head line `zhaibao-lexicon⇥version⇥articles`, lines `# …` that say what made it, and lines `word⇥df⇥class`,
/// most frequent first; made by `zhaibao counts lexicon`.
const SHIPPED: &[u8] = include_bytes!("data/lexicon.zst");
const MAGIC: &str = "zhaibao-lexicon";
const VERSION: u32 = 1;
/// zstd level of the written file: it is made once and shipped in every binary.
const LEVEL: i32 = 19;
/// Bytes of text per line, for capacities: 11.5 were measured.
const BYTES_PER_LINE: usize = 11;

impl Lexicon {
    /// The lexicon that ships in the binary.
    pub fn shipped() -> Result<Self> {
        let mut text = String::new();
        let path = "the built-in lexicon";
        // Text is about 2.5 times its zstd.
        text.reserve(SHIPPED.len() * 3);
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
        let words = text.len() / BYTES_PER_LINE;
        lexicon.vocabulary.reserve(words);
        lexicon.df.reserve(words);
        lexicon.df.resize(lexicon.vocabulary.len(), 0);
        for (index, line) in lines.enumerate().filter(|(_, line)| !line.starts_with("# ")) {
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

    /// A lexicon of the terms of `counts` that occur in at least `floor` articles, with the classes `vocabulary` gives.
    ///
    /// The most frequent words get the smallest numbers: what is looked up most lies together.
    pub fn from_counts(counts: &Counts, vocabulary: &Vocabulary, floor: u32) -> Self {
        let mut rows: Vec<_> = counts.iter().filter(|&(_, df)| df >= floor).collect();
        rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let mut lexicon = Self { articles: counts.articles(), ..Self::default() };
        for (word, df) in rows {
            let class = vocabulary.id(word).map_or(WordClass::Unknown, |id| vocabulary.class(id));
            let id = lexicon.vocabulary.intern(word, class);
            lexicon.df.resize(id.index() + 1, 0);
            lexicon.df[id.index()] = df;
        }
        lexicon
    }

    /// The text form; `made_by` (command, corpora, floor, version) goes to its head.
    pub fn to_text(&self, made_by: &str) -> String {
        use std::fmt::Write;
        let mut text = format!("{MAGIC}\t{VERSION}\t{}\n", self.articles);
        for line in made_by.lines() {
            let _ = writeln!(text, "# {line}");
        }
        let rows = self.vocabulary.words().zip(&self.df).filter(|&(_, &df)| df > 0);
        for ((id, word), df) in rows {
            let _ = writeln!(text, "{word}\t{df}\t{}", self.vocabulary.class(id).letter());
        }
        text
    }

    /// Writes the file that ships: zstd of [`Lexicon::to_text`].
    pub fn write(&self, mut out: impl Write, made_by: &str) -> std::io::Result<()> {
        out.write_all(&zstd::encode_all(self.to_text(made_by).as_bytes(), LEVEL)?)?;
        out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lexicon_reads_and_puts_frequent_words_first() {
        let lexicon = Lexicon::shipped().unwrap();
        assert!(lexicon.articles > 50_000 && lexicon.vocabulary.len() > 50_000);
        assert_eq!(lexicon.df.len(), lexicon.vocabulary.len());
        let reserved = Vocabulary::default().len();
        assert!(lexicon.df[reserved..].is_sorted_by(|a, b| a >= b));
        let df = |word| lexicon.vocabulary.id(word).map_or(0, |id| lexicon.df[id.index()]);
        assert!(df("发展") > df("新质生产力") && df("新质生产力") > 0);
        assert!(SHIPPED.len() <= 2_500_000, "the lexicon has 2.5 MB of the 8 MB of shipped data");
    }

    #[test]
    fn from_counts_to_text_and_back() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.intern("港口", WordClass::Noun);
        let counts = Counts::new(9, [("船", 3), ("港口", 5), ("罕见", 1)]);
        let lexicon = Lexicon::from_counts(&counts, &vocabulary, 2);
        let text = lexicon.to_text("zhaibao counts lexicon, made up");
        assert_eq!(text, "zhaibao-lexicon\t1\t9\n# zhaibao counts lexicon, made up\n港口\t5\tn\n船\t3\tx\n");
        let again = Lexicon::parse(&text, "memory").unwrap();
        assert_eq!((again.articles, &again.df), (9, &lexicon.df));
        assert_eq!(again.vocabulary.id("船"), lexicon.vocabulary.id("船"));
    }

    #[test]
    fn errors_name_the_line() {
        for (text, message) in [
            ("甲\n", "l:1: this is no lexicon"),
            ("zhaibao-lexicon\t2\t9\n", "l is version 2, this build reads version 1"),
            ("zhaibao-lexicon\t1\t9\n# made\n港口\t5\n", "l:3: expected word, count and class"),
        ] {
            assert_eq!(Lexicon::parse(text, "l").unwrap_err().to_string(), message);
        }
    }
}
