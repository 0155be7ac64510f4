//! Measures candidates against the phrasebook: whether newspapers know the phrase, how it behaves there, whether it is a
//! piece of a longer one.

use crate::analyze::keywords::{
    feature::{
        AFFINITY, AGAIN, AGAIN_LEAST, AGAIN_MOST, BOOK_LEFT, BOOK_RIGHT, CLEAR_LEFT, CLEAR_RIGHT, COMMON_DF, FIRST_CLEAR,
        HERE_LEFT, HERE_RIGHT, KNOWN, KNOWN_DF, LAST_CLEAR, OPENS, OPENS_LEAST, OPENS_MOST, UNKNOWN_HEAD, UNKNOWN_TAIL,
    },
    measure::{Listed, Row, Scale},
    node::{NONE, Node},
    phrasebook::{Phrase, Usage},
    traits::Trait,
};

/// The binary logarithm of the articles something is in.
fn log(usage: Usage) -> f32 {
    f32::from(usage.df) / 2.0
}

/// A share in sixteenths.
fn share(sixteenths: u8) -> f32 {
    f32::from(sixteenths) / 16.0
}

impl Scale<'_> {
    pub(super) fn measure_background(&self, listed: &Listed, row: &mut Row<'_>) {
        let node = self.node(listed);
        let words = self.words(listed);
        self.measure_habits(words, node.usage, row);
        if words.len() == 1 {
            row.put(COMMON_DF, log(node.usage));
        } else if node.is_known() {
            row.put(KNOWN, 1.0);
            row.put(KNOWN_DF, log(node.usage));
            // The logarithm of how often the words stand together, over how often they would by chance.
            let all = (self.context.weights.articles().max(1) as f32).log2();
            let parts: f32 = words.iter().map(|&number| log(self.word(number).traits.usage)).sum();
            row.put(AFFINITY, log(node.usage) - parts + all * (words.len() - 1) as f32);
        } else if words.len() > 2 {
            row.set(UNKNOWN_TAIL, self.candidates.nodes[node.parent as usize].is_known());
            row.set(UNKNOWN_HEAD, self.chain(&words[1..]).is_some());
        }
        if node.usage.df == 0 {
            return;
        }
        row.put(BOOK_LEFT, f32::from(node.usage.glued_left) / 8.0);
        row.put(BOOK_RIGHT, f32::from(node.usage.glued_right) / 8.0);
        let text = &self.candidates.text;
        let (start, end) = (listed.start as usize, listed.start as usize + words.len());
        let part = |longer: Phrase| ((log(longer.usage) - log(node.usage)).exp2()).min(1.0);
        if end < text.len() && end != self.candidates.body {
            row.put(HERE_RIGHT, self.longer(node.number, text[end]).map_or(0.0, part));
        }
        if start > 0 && start != self.candidates.body {
            row.put(HERE_LEFT, self.chain(&text[start - 1..end]).map_or(0.0, part));
        }
    }

    /// How the phrase and its words behave in the background.
    fn measure_habits(&self, words: &[u16], usage: Usage, row: &mut Row<'_>) {
        let (mut again, mut opens) = ([u8::MAX, 0], [u8::MAX, 0]);
        for traits in words.iter().map(|&number| self.word(number).traits).filter(|traits| traits.is(Trait::CONTENT)) {
            again = [again[0].min(traits.usage.again), again[1].max(traits.usage.again)];
            opens = [opens[0].min(traits.usage.early), opens[1].max(traits.usage.early)];
        }
        let ends = (self.word(words[0]).traits.usage, self.word(words[words.len() - 1]).traits.usage);
        for (feature, sixteenths) in [
            (CLEAR_LEFT, usage.clear_left),
            (CLEAR_RIGHT, usage.clear_right),
            (FIRST_CLEAR, ends.0.clear_left),
            (LAST_CLEAR, ends.1.clear_right),
            (AGAIN, usage.again),
            (AGAIN_LEAST, again[0].min(16)),
            (AGAIN_MOST, again[1]),
            (OPENS, usage.early),
            (OPENS_LEAST, opens[0].min(16)),
            (OPENS_MOST, opens[1]),
        ] {
            row.put(feature, share(sixteenths));
        }
    }

    /// The phrase of these words in the background.
    fn chain(&self, words: &[u16]) -> Option<Phrase> {
        let (&first, rest) = words.split_first()?;
        let Node { number, usage, .. } = self.candidates.nodes[usize::from(first)];
        let first = (number != NONE).then_some(Phrase { number, usage })?;
        rest.iter().try_fold(first, |at, &word| self.longer(at.number, word))
    }

    fn longer(&self, first: u32, word: u16) -> Option<Phrase> {
        self.book.longer(first, self.word(word).id)
    }
}
