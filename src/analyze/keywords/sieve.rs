//! The first look at a candidate: tables over what costs nothing to know. Each table cuts the candidates into cells by two or
//! three facts and says what a cell is worth; the worths of a candidate's cells add up. Of all candidates of an article
//! it leaves the few that are worth measuring.

use std::fmt::Write;

use crate::{
    analyze::keywords::{candidate::Candidates, family::FAMILIES, traits::Trait},
    error::{Error, Result},
};

/// The tables, with how many cells each has; [`cells`] fills them.
const TABLES: [(&str, usize); LOOKS] = [
    ("title × first sentence × untitled × several words", 2 * SENTENCES * 2 * 2),
    ("count × several words × late", COUNTS * 2 * 2),
    ("class of a single word × count", (FAMILIES + 1) * COUNTS),
    ("characters × words", CHARS * WORDS),
    ("class of first word × class of last word", FAMILIES * FAMILIES + 1),
    ("mean rarity × several words", RARITIES * 2),
    ("rarity of the commonest word × several words", RARITIES * 2),
    ("class of a single word × mean rarity", (FAMILIES + 1) * RARITIES),
    ("stop word × quoted × work × several words", 2 * 2 * 2 * 2),
    ("known × articles", 2 * FREQUENCIES + 1),
    ("always in the same longer phrase: left × right × several words", GLUES * GLUES * 2),
    ("known × count × late", 3 * COUNTS * 2),
    ("comes again × several words", SHARES * 2),
    ("most telling word comes again × several words", SHARES * 2),
    ("articles open with it × several words", SHARES * 2),
    ("articles open with its most telling word × several words", SHARES * 2),
    ("clear on the left × several words", SHARES * 2),
    ("clear on the right × several words", SHARES * 2),
    ("first word clear on the left × several words", SHARES * 2),
    ("last word clear on the right × several words", SHARES * 2),
];

/// How many tables.
const LOOKS: usize = 20;
/// First sentence: 1 to 4, 5 or 6, 7 to 10, later, none.
const SENTENCES: usize = 8;
/// Count: 1, 2, 3 or 4, more.
const COUNTS: usize = 4;
/// Characters: to 2, 3, 4, 5 or 6, 7 or 8, more.
const CHARS: usize = 6;
/// Words: 1 to 4, more.
const WORDS: usize = 5;
/// Rarity (ln N/df + 1) in steps of 0.8 from 2.
const RARITIES: usize = 12;
/// Binary logarithm of the background's articles, up to 16.
const FREQUENCIES: usize = 17;
/// Quarters.
const GLUES: usize = 5;
/// Sixteenths.
const SHARES: usize = 17;

/// Where the cells of each table begin.
const STARTS: [usize; LOOKS] = {
    let mut starts = [0; LOOKS];
    let mut table = 1;
    while table < LOOKS {
        starts[table] = starts[table - 1] + TABLES[table - 1].1;
        table += 1;
    }
    starts
};
/// Cells of all tables.
pub(super) const CELLS: usize = STARTS[LOOKS - 1] + TABLES[LOOKS - 1].1;

/// The cells of one candidate, a table after the other.
pub(super) type Cells = [u16; LOOKS];

/// What each cell is worth.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sieve {
    worths: Vec<f32>,
}

/// The first word of its data; a version follows after a tab.
const MAGIC: &str = "zhaibao-sieve";
const VERSION: u32 = 1;

impl Sieve {
    /// The sieve with these worths, one a cell.
    pub(super) fn new(worths: Vec<f32>) -> Self {
        Self { worths }
    }

    fn value(&self, cells: &Cells) -> f32 {
        cells.iter().map(|&cell| self.worths[usize::from(cell)]).sum()
    }

    /// The best `most` candidates with their values, best first; ties by number.
    pub(super) fn shortlist(&self, candidates: &Candidates, untitled: bool, most: usize, out: &mut Vec<(f32, u32)>) {
        out.clear();
        for number in (0..candidates.nodes.len()).filter(|&number| candidates.may_be_keyword(number)) {
            let value = self.value(&cells(candidates, number, untitled)) + candidates.bonus(number);
            out.push((value, number as u32));
        }
        let better = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if out.len() > most {
            out.select_nth_unstable_by(most, better);
            out.truncate(most);
        }
        out.sort_unstable_by(better);
    }

    /// Its data: a head line, `made_by` as comments, and a line `name⇥worths` for each table.
    pub(super) fn to_text(&self, made_by: &str) -> String {
        let mut text = format!("{MAGIC}\t{VERSION}\n");
        for line in made_by.lines() {
            let _ = writeln!(text, "# {line}");
        }
        for ((name, cells), start) in TABLES.into_iter().zip(STARTS) {
            text.push_str(name);
            let worths = &self.worths[start..start + cells];
            worths.iter().zip(0..).for_each(|(worth, nth)| {
                let _ = write!(text, "{}{worth:.3}", if nth == 0 { '\t' } else { ' ' });
            });
            text.push('\n');
        }
        text
    }

    /// Reads its data; `path` is for the error message.
    ///
    /// # Errors
    /// Another form or version, other tables than ours.
    pub(super) fn parse(text: &str, path: &str) -> Result<Self> {
        let mut lines = (1..).zip(text.lines());
        let head = lines.next().and_then(|(_, head)| head.split_once('\t'));
        let Some((MAGIC, version)) = head else { return Err(Error::format(path, 1, "this is no sieve")) };
        let version = version.parse().unwrap_or(0);
        if version != VERSION {
            return Err(Error::version(path, version, VERSION));
        }
        let mut worths = Vec::with_capacity(CELLS);
        let mut lines = lines.filter(|(_, line)| !line.starts_with('#'));
        let mut last = 1;
        for (name, cells) in TABLES {
            let (number, line) = lines.next().unwrap_or((last + 1, ""));
            last = number;
            let row = line.strip_prefix(name).and_then(|row| row.strip_prefix('\t'));
            let row = row.and_then(|row| row.split(' ').map(|worth| worth.parse().ok()).collect::<Option<Vec<f32>>>());
            let row = row.filter(|row| row.len() == cells && row.iter().all(|worth| worth.is_finite()));
            worths.extend(row.ok_or_else(|| Error::format(path, number, format!("expected the {cells} worths of `{name}`")))?);
        }
        Ok(Self { worths })
    }
}

/// The cells of a node.
pub(super) fn cells(candidates: &Candidates, number: usize, untitled: bool) -> Cells {
    const FEW: [usize; 6] = [0, 0, 1, 2, 2, 3];
    const SHORT: [usize; 10] = [0, 0, 0, 1, 2, 3, 3, 4, 4, 5];
    let node = &candidates.nodes[number];
    let words = candidates.words_of(number);
    let word = |at: usize| &candidates.words[usize::from(words[at])];
    let (first, last) = (word(0).traits, word(words.len() - 1).traits);
    let several = usize::from(words.len() > 1);
    let sentence = match node.first_sentence {
        sentence @ 0..4 => usize::from(sentence),
        4..6 => 4,
        6..10 => 5,
        u16::MAX => 7,
        _ => 6,
    };
    let late = usize::from(node.first_sentence > 3);
    let count = FEW[node.count().min(5) as usize];
    let family = if several == 1 { FAMILIES } else { usize::from(first.family) };
    let (mut sum, mut least, mut content, mut chars) = (0.0, f32::MAX, 0.0, 0);
    let (mut again, mut opens) = (0, 0);
    for number in words {
        let traits = candidates.words[usize::from(*number)].traits;
        chars += usize::from(traits.chars);
        if traits.is(Trait::CONTENT) {
            sum += traits.idf;
            least = least.min(traits.idf);
            content += 1.0;
            again = again.max(traits.usage.again);
            opens = opens.max(traits.usage.early);
        }
    }
    #[allow(clippy::cast_sign_loss)] // clamped to the rows the table has
    let rarity = |idf: f32| ((idf - 2.0) * 1.25).clamp(0.0, (RARITIES - 1) as f32) as usize;
    let (mean, least) = if content > 0.0 { (rarity(sum / content), rarity(least)) } else { (0, 0) };
    let yes = |yes: bool| usize::from(yes);
    let usage = node.usage;
    let frequency = usize::from(usage.df / 2).min(FREQUENCIES - 1);
    let known = if several == 0 { 0 } else { 1 + yes(node.is_known()) };
    let share = |share: u8| usize::from(share).min(SHARES - 1) * 2 + several;
    let quarter = |eighths: u8| usize::from(eighths / 2).min(GLUES - 1);
    let ends = if several == 1 { 1 + usize::from(first.family) * FAMILIES + usize::from(last.family) } else { 0 };
    let cells: [usize; LOOKS] = [
        ((yes(node.head > 0) * SENTENCES + sentence) * 2 + yes(untitled)) * 2 + several,
        (count * 2 + several) * 2 + late,
        family * COUNTS + count,
        SHORT[chars.min(9)] * WORDS + (words.len() - 1).min(WORDS - 1),
        ends,
        mean * 2 + several,
        least * 2 + several,
        family * RARITIES + mean,
        (yes(first.is(Trait::STOP) || last.is(Trait::STOP)) * 2 + yes(node.quoted)) * 4 + yes(node.titled) * 2 + several,
        match known {
            0 => frequency,
            1 => 2 * FREQUENCIES,
            _ => FREQUENCIES + frequency,
        },
        (quarter(usage.glued_left) * GLUES + quarter(usage.glued_right)) * 2 + several,
        (known * COUNTS + count) * 2 + late,
        share(usage.again),
        share(again),
        share(usage.early),
        share(opens),
        share(usage.clear_left),
        share(usage.clear_right),
        share(first.usage.clear_left),
        share(last.usage.clear_right),
    ];
    let mut placed = [0; LOOKS];
    for ((placed, cell), start) in placed.iter_mut().zip(cells).zip(STARTS) {
        *placed = (start + cell) as u16;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sieve_comes_back_as_it_was_written() {
        let sieve = Sieve::new((0..CELLS).map(|cell| (cell % 7) as f32 / 8.0).collect());
        assert_eq!(Sieve::parse(&sieve.to_text("made\nby hand"), "s").ok(), Some(sieve));
    }

    #[test]
    fn a_sieve_is_refused_with_its_line() {
        let whole = Sieve::new(vec![0.0; CELLS]).to_text("here");
        for (text, told) in [
            (String::new(), "s:1"),
            (whole.replacen("\t1\n", "\t9\n", 1), "9"),
            (whole.replacen("\t0.000 ", "\t", 1), "s:3"),
            (whole.replacen("\t0.000 ", "\tNaN ", 1), "s:3"),
            (whole.split_inclusive('\n').take(5).collect(), "s:6"),
        ] {
            let error = Sieve::parse(&text, "s").expect_err(&text).to_string();
            assert!(error.contains(told), "{error}");
        }
    }
}
