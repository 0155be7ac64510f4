//! Merge rules after segmentation: numbers with their units, dates and fractions become one word each, runs of white
//! space too.
//!
//! The shapes themselves are read by [`super::number`]; here they are laid over the words of a segmenter.

use crate::text::{
    number::{self, Borders},
    vocabulary::TermId,
};

/// A word after merging.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merged {
    /// Bytes of the word.
    pub(super) len: u32,
    /// The id of a number, date, quantity or white space; `None` for a word to be looked up.
    pub(super) reserved: Option<TermId>,
}

/// Merges the words of `text`, given by their lengths; the lengths of the result sum up to the same.
pub(super) fn merge(text: &str, lengths: &[u32], out: &mut Vec<Merged>) {
    let (mut place, mut word) = (0, 0);
    let mut before = ' ';
    while let Some(&len) = lengths.get(word) {
        let rest = &text[place..];
        let Some(first) = rest.chars().next() else { break };
        // Lengths in a row may be cut short by a shape that ends inside a word; what is left of it is a word again.
        let mut taken = len as usize;
        let mut reserved = None;
        if first.is_whitespace() {
            reserved = Some(TermId::SPACE);
            taken = rest.len() - rest.trim_start().len();
        } else if number::may_begin(first) {
            // Behind a word a sign joins (`歼-20`), unless what it begins has a unit (`降到-5℃`).
            let joins = matches!(first, '-' | '+') && before.is_alphanumeric();
            let found = number::scan(rest, &Ahead { text: rest, lengths: &lengths[word..] });
            if let Some((len, id)) = found.filter(|&(_, id)| !joins || id == TermId::QUANTITY) {
                (taken, reserved) = (len, Some(id));
            }
        }
        out.push(Merged { len: taken as u32, reserved });
        before = rest[..taken].chars().next_back().unwrap_or(' ');
        place += taken;
        let mut covered = 0;
        while covered < taken {
            let Some(&len) = lengths.get(word) else { break };
            covered += len as usize;
            word += 1;
        }
        if covered > taken {
            out.push(Merged { len: (covered - taken) as u32, reserved: None });
            place += covered - taken;
        }
    }
}

/// The words from here on.
struct Ahead<'t> {
    text: &'t str,
    lengths: &'t [u32],
}

impl Ahead<'_> {
    fn ends(&self) -> impl Iterator<Item = usize> + '_ {
        self.lengths.iter().scan(0, |end, &len| {
            *end += len as usize;
            Some(*end)
        })
    }
}

impl Borders for Ahead<'_> {
    fn is_border(&self, place: usize) -> bool {
        let mut start = 0;
        for end in self.ends() {
            if end >= place {
                return end == place || is_date_debris(&self.text[start..end], place - start);
            }
            start = end;
        }
        false
    }

    fn after(&self, place: usize) -> impl Iterator<Item = usize> {
        self.ends().skip_while(move |&end| end <= place)
    }

    fn ends_first(&self, place: usize) -> bool {
        self.lengths.first().is_some_and(|&len| len as usize >= place)
    }
}

/// Whether `word` is a mark of the calendar or the clock with a character of what follows, as the segmenter's model
/// for unknown words makes them (`日电`, `日至`, `时许`), and `place` is the seam.
fn is_date_debris(word: &str, place: usize) -> bool {
    let mut chars = word.chars();
    let (mark, next, end) = (chars.next(), chars.next(), chars.next());
    end.is_none()
        && mark.is_some_and(|c| matches!(c, '年' | '月' | '日' | '时' | '分') && c.len_utf8() == place)
        && next.is_some_and(|c| "电讯至晚起在前从由的是为对以将向和到间内止后早午下上凌称举启正召发开".contains(c))
}
