//! The trees of a ranker: small, and asking the same question at every node of a level (oblivious trees, as CatBoost
//! grows them), so that all candidates go down a tree together without a branch.

use crate::analyze::rank::Table;

/// A question: is the feature above the limit?
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Question {
    /// Number of the feature.
    pub(super) feature: usize,
    /// The limit.
    pub(super) above: f32,
}

/// A tree: bit `k` of a leaf's number is the answer to question `k`.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Tree {
    /// One question a level; eight at most, so that the number of a leaf is a byte.
    pub(super) questions: Vec<Question>,
    /// 2 to the number of questions values.
    pub(super) leaves: Vec<f32>,
}

impl Tree {
    /// Levels a tree may have.
    pub(super) const MOST_LEVELS: usize = 8;

    /// Adds the value of every candidate to `sums`; `numbers` is scratch.
    pub(super) fn add_to(&self, table: &Table, numbers: &mut Vec<u8>, sums: &mut [f32]) {
        numbers.clear();
        numbers.resize(sums.len(), 0);
        for (level, question) in self.questions.iter().enumerate() {
            for (number, &value) in numbers.iter_mut().zip(table.column(question.feature)) {
                *number |= u8::from(value > question.above) << level;
            }
        }
        for (sum, &number) in sums.iter_mut().zip(&*numbers) {
            *sum += self.leaves[usize::from(number)];
        }
    }

    /// What each answer of one candidate changed: question by question the mean of the leaves still open, less that
    /// before. Calls `part` with the feature and the change; gives back the mean of all leaves. (Saabas 2014, with leaves
    /// of equal weight.)
    pub(super) fn explain(&self, table: &Table, row: usize, mut part: impl FnMut(usize, f32)) -> f32 {
        let mean = |fixed: usize, answer: usize| {
            let open = self.leaves.iter().enumerate().filter(|&(leaf, _)| leaf & ((1 << fixed) - 1) == answer);
            let (sum, n) = open.fold((0.0_f32, 0.0_f32), |(sum, n), (_, value)| (sum + value, n + 1.0));
            sum / n
        };
        let all = mean(0, 0);
        let (mut answer, mut before) = (0, all);
        for (level, question) in self.questions.iter().enumerate() {
            answer |= usize::from(table.get(row, question.feature) > question.above) << level;
            let now = mean(level + 1, answer);
            part(question.feature, now - before);
            before = now;
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Tree {
        let question = |feature, above| Question { feature, above };
        Tree { questions: vec![question(0, 0.5), question(1, 2.0)], leaves: vec![0.0, 1.0, 2.0, 5.0] }
    }

    #[test]
    fn every_candidate_reaches_its_leaf() {
        let table = Table::of(2, &[vec![], vec![(0, 1.0)], vec![(1, 3.0)], vec![(0, 1.0), (1, 3.0)]]);
        let mut sums = vec![0.0; 4];
        tree().add_to(&table, &mut Vec::new(), &mut sums);
        assert_eq!(sums, [0.0, 1.0, 2.0, 5.0]);
    }

    #[test]
    fn the_parts_of_an_explanation_add_up_to_the_leaf() {
        let table = Table::of(2, &[vec![(0, 1.0), (1, 3.0)]]);
        let mut parts = Vec::new();
        let mean = tree().explain(&table, 0, |feature, change| parts.push((feature, change)));
        assert_eq!((mean, parts), (2.0, vec![(0, 1.0), (1, 2.0)]));
    }
}
