//! Compares candidates with those they share words with: nested and crossing phrases compete for one place.

use crate::analyze::{
    keywords::{
        feature::{INNER_ALONE, RIVAL_CROSS, RIVAL_INNER, RIVAL_WIDER, WIDER, WIDER_SINGLE},
        measure::{Listed, Row, Scale, log_of},
    },
    rank::Table,
};

impl Scale<'_> {
    /// Compares every candidate with those it shares words with.
    pub(super) fn measure_rivals(&self, list: &[Listed], table: &mut Table) {
        for (row, own) in list.iter().enumerate() {
            let words = self.words(own);
            let count = self.node(own).count();
            let (mut wider, mut inner, mut cross) = (f32::MIN, f32::MIN, f32::MIN);
            let (mut inside, mut alone) = (0, 0);
            for (other_row, other) in list.iter().enumerate() {
                if own.bits & other.bits == 0 || other_row == row {
                    continue;
                }
                let rival = self.words(other);
                let n = self.node(other).count();
                if holds(rival, words) {
                    wider = wider.max(other.value);
                    inside = inside.max(n);
                } else if holds(words, rival) {
                    inner = inner.max(other.value);
                    alone = alone.max(n.saturating_sub(count));
                } else if words.iter().any(|word| rival.contains(word)) {
                    cross = cross.max(other.value);
                }
            }
            let over = |value: f32| if value == f32::MIN { -4.0 } else { (value - own.value).clamp(-4.0, 4.0) };
            let share = (inside as f32 / count as f32).min(1.0);
            let mut row = Row { table: &mut *table, row };
            row.put(RIVAL_WIDER, over(wider));
            row.put(RIVAL_INNER, over(inner));
            row.put(RIVAL_CROSS, over(cross));
            row.put(WIDER, share);
            row.put(WIDER_SINGLE, if words.len() == 1 { share } else { 0.0 });
            row.put(INNER_ALONE, log_of(alone));
        }
    }
}

/// Whether `long` holds all of `short`, in its order and in one piece, and more.
fn holds(long: &[u16], short: &[u16]) -> bool {
    long.len() > short.len() && long.windows(short.len()).any(|window| window == short)
}
