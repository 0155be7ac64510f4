//! Where the pairs of a line stand again near by: whose words a head repeats.

use super::{Index, NONE};

/// For every pair of every line, the nearest lines above and below that have it too.
#[derive(Debug, Default)]
pub(in crate::layout) struct Echoes {
    /// By line: where its pairs begin in the list below.
    begins: Vec<u32>,
    /// By pair: the nearest line above and below; [`NONE`] where there is none.
    near: Vec<(u32, u32)>,
}

impl Echoes {
    /// Shares of the pairs of lines `first..=last` that some of the `reach` lines above have, and some of those below.
    pub(in crate::layout) fn shares(&self, first: usize, last: usize, reach: usize) -> (f32, f32) {
        let pairs = &self.near[self.begins[first] as usize..self.begins[last + 1] as usize];
        if pairs.is_empty() {
            return (0.0, 0.0);
        }
        let above = |line: u32| (line as usize) < first && line as usize + reach >= first;
        let below = |line: u32| line != NONE && line as usize > last && line as usize <= last + reach;
        let share = |found: usize| found as f32 / pairs.len() as f32;
        (share(pairs.iter().filter(|pair| above(pair.0)).count()), share(pairs.iter().filter(|pair| below(pair.1)).count()))
    }
}

impl Index {
    /// Where else the pairs of every line stand.
    pub(in crate::layout) fn echoes(&self) -> Echoes {
        let mut near = vec![(NONE, NONE); self.pairs.len()];
        // By pair: the last line that has it, and where in the list.
        let mut last: Vec<(u32, u32)> = vec![(NONE, NONE); self.numbers.count()];
        for at in 0..self.ends.len() {
            for place in self.begins[at]..self.begins[at + 1] {
                let known = &mut last[self.pairs[place as usize] as usize];
                if known.0 != NONE && known.0 < at as u32 {
                    near[place as usize].0 = known.0;
                    near[known.1 as usize].1 = at as u32;
                }
                *known = (at as u32, place);
            }
        }
        Echoes { begins: self.begins.clone(), near }
    }
}
