//! What single words are worth in a sentence: `启动` and `标志` stand in news, `大家` and `其实` beside it.
//!
//! A word counts once a sentence, and once more where it opens it. The worths are learned on what the features leave
//! over ([`super::learn`]) and lie in the data file of the summary, a line `+⇥word⇥inside⇥at the beginning` each.

use std::fmt::Write;

use crate::{
    error::{Error, Result},
    text::{TermId, Vocabulary},
};

use super::wording::{Cues, cues};

/// The worth of words.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Words {
    /// Word, its worth inside a sentence, what it is worth more at the beginning.
    pub(super) all: Vec<(String, f32, f32)>,
}

/// What begins the line of a word.
pub(super) const MARK: &str = "+\t";

impl Words {
    /// Reads the lines of a data file; `first` is the number of the first one, `path` is for the error message.
    ///
    /// # Errors
    /// A line that is no word with two numbers.
    pub(super) fn parse(text: &str, first: usize, path: &str) -> Result<Self> {
        let number = |field: &str| field.parse::<f32>().ok().filter(|number| number.is_finite());
        let row = |line: &str| {
            let (word, worths) = line.strip_prefix(MARK)?.split_once('\t')?;
            let (inside, opening) = worths.split_once('\t')?;
            Some((word.to_owned(), number(inside)?, number(opening)?))
        };
        let rows = text.lines().zip(first..).map(|(line, number)| {
            row(line).ok_or_else(|| Error::format(path, number, "expected `+`, a word and its two worths"))
        });
        Ok(Self { all: rows.collect::<Result<_>>()? })
    }

    /// The lines of the data file.
    pub(super) fn to_text(&self) -> String {
        let mut text = String::new();
        for (word, inside, opening) in &self.all {
            let _ = writeln!(text, "{MARK}{word}\t{inside:.3}\t{opening:.3}");
        }
        text
    }
}

/// What is known of the words of one run, by term id.
#[derive(Debug, Clone, Default)]
pub struct WordTable {
    /// Number of each term's entry; 0 for terms nothing is known of.
    slots: Vec<u16>,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    cues: Cues,
    inside: f32,
    opening: f32,
}

impl WordTable {
    /// The table of these words in a vocabulary.
    pub(super) fn new(words: &Words, vocabulary: &Vocabulary) -> Self {
        let mut table = Self { slots: vec![0; vocabulary.len()], entries: vec![Entry::default()] };
        for (id, cues) in cues(vocabulary) {
            let entry = table.entry(id);
            entry.cues = entry.cues.and(cues);
        }
        for (word, inside, opening) in &words.all {
            if let Some(id) = vocabulary.id(word) {
                let entry = table.entry(id);
                (entry.inside, entry.opening) = (*inside, *opening);
            }
        }
        table
    }

    fn entry(&mut self, id: TermId) -> &mut Entry {
        let slot = &mut self.slots[id.index()];
        if *slot == 0 {
            *slot = self.entries.len() as u16;
            self.entries.push(Entry::default());
        }
        &mut self.entries[usize::from(*slot)]
    }

    fn slot(&self, id: TermId) -> usize {
        usize::from(self.slots.get(id.index()).copied().unwrap_or(0))
    }

    /// The cues a word gives.
    pub(super) fn cues(&self, id: TermId) -> Cues {
        self.entries.get(self.slot(id)).map_or(Cues::default(), |entry| entry.cues)
    }

    /// Adds up words, sentence by sentence.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader { table: self, seen: vec![0; self.entries.len()], mark: 0 }
    }
}

/// Adds up what the words of sentences are worth.
pub(super) struct Reader<'t> {
    table: &'t WordTable,
    /// The last sentence, from 1, that held each entry.
    seen: Vec<u32>,
    mark: u32,
}

impl Reader<'_> {
    /// Calls `part` for every word that has an entry, once, in their order, and for the opening word.
    ///
    /// Sentences are read one after the other, each once.
    pub(super) fn each(&mut self, ids: &[TermId], opening: Option<TermId>, mut part: impl FnMut(TermId, f32)) {
        self.mark += 1;
        for &id in ids {
            let slot = self.table.slot(id);
            if slot != 0 && self.seen[slot] != self.mark {
                self.seen[slot] = self.mark;
                part(id, self.table.entries[slot].inside);
            }
        }
        if let Some(id) = opening {
            part(id, self.table.entries.get(self.table.slot(id)).map_or(0.0, |entry| entry.opening));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::WordClass;

    #[test]
    fn a_word_counts_once_a_sentence_and_more_at_the_beginning() {
        let mut vocabulary = Vocabulary::default();
        let [open, bridge] = ["开通", "大桥"].map(|word| vocabulary.intern(word, WordClass::Noun));
        let words = Words { all: vec![("开通".into(), 0.5, 0.25), ("不识".into(), 9.0, 9.0)] };
        let table = WordTable::new(&words, &vocabulary);
        let mut reader = table.reader();
        let mut sum = |ids: &[TermId], opening| {
            let mut sum = 0.0;
            reader.each(ids, opening, |_, worth| sum += worth);
            sum
        };
        assert_eq!(sum(&[bridge, open, open], Some(bridge)), 0.5);
        assert_eq!(sum(&[open, bridge], Some(open)), 0.75);
        assert_eq!(sum(&[], None), 0.0);
    }

    #[test]
    fn worths_come_back_as_they_were_written() {
        let words = Words { all: vec![("开通".into(), 0.5, -0.25)] };
        assert_eq!(Words::parse(&words.to_text(), 1, "w").ok(), Some(words));
        for (text, told) in [("+\t开通\t0.5\n", "w:7"), ("+\t开通\t0.5\tinf\n", "w:7"), ("+\t甲\t1\t1\n开通\t0.5\t1\n", "w:8")]
        {
            let error = Words::parse(text, 7, "w").expect_err(text).to_string();
            assert!(error.contains(told), "{error}");
        }
    }
}
