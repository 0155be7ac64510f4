//! Grows trees on what a linear model leaves over: gradient boosting (Friedman 2001) of oblivious trees under the
//! likelihood of [`super::logit`], by histograms. A tree sees a share of the articles, a level a share of the features; which ones
//! depends on the seed alone, so the same ballots give the same trees.

use crate::analyze::rank::{
    Ballot,
    trees::{Question, Tree},
};

/// Settings of the trees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::analyze) struct BoostConfig {
    /// How many.
    pub(in crate::analyze) trees: usize,
    /// Questions each asks.
    pub(in crate::analyze) levels: usize,
    /// Share of a tree's answer that is taken.
    pub(in crate::analyze) rate: f64,
    /// Penalty on the values of leaves.
    pub(in crate::analyze) ridge: f64,
    /// Share of the articles a tree is grown on.
    pub(in crate::analyze) articles: f64,
    /// Share of the features a level may ask for.
    pub(in crate::analyze) features: f64,
}

/// Limits tried per feature: quantiles of its values.
const LIMITS: usize = 31;
const SEED: u64 = 1;

/// A feature cut at its limits: the bin of every candidate of every ballot, in order.
struct Binned {
    feature: usize,
    limits: Vec<f32>,
    bins: Vec<u8>,
}

/// Grows the trees; `start` is what a model says already of every candidate.
pub(super) fn fit(ballots: &[&Ballot], start: &[Vec<f32>], used: &[bool], config: &BoostConfig) -> Vec<Tree> {
    let columns: Vec<Binned> = (0..used.len()).filter(|&feature| used[feature]).filter_map(|f| Binned::new(ballots, f)).collect();
    let mut values: Vec<f64> = start.iter().flatten().map(|&value| f64::from(value)).collect();
    let mut random = fastrand::Rng::with_seed(SEED);
    let mut trees = Vec::with_capacity(config.trees);
    for _ in 0..config.trees {
        let mut rows: Vec<Row> = Vec::with_capacity(values.len());
        let mut first = 0;
        for ballot in ballots {
            let taken = random.f64() < config.articles;
            if taken {
                slopes(ballot, first, &values, &mut rows);
            }
            first += ballot.shares.len();
        }
        let Some((tree, columns)) = grow(&columns, &rows, config, &mut random) else { continue };
        for (row, value) in values.iter_mut().enumerate() {
            let leaf = columns.iter().enumerate().map(|(level, (column, bin))| usize::from(column.bins[row] > *bin) << level);
            *value += f64::from(tree.leaves[leaf.sum::<usize>()]);
        }
        trees.push(tree);
    }
    trees
}

/// A candidate a tree is grown on: how the likelihood changes with its value.
struct Row {
    #[allow(clippy::struct_field_names)] // the row of the table
    row: usize,
    slope: f64,
    bend: f64,
    leaf: usize,
}

/// First and negated second derivative of the likelihood by the value of each candidate of `ballot`.
fn slopes(ballot: &Ballot, first: usize, values: &[f64], rows: &mut Vec<Row>) {
    let total = ballot.total();
    let values = &values[first..first + ballot.shares.len()];
    let top = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let partition: f64 = values.iter().map(|value| (value - top).exp()).sum();
    for (nth, (value, share)) in values.iter().zip(&ballot.shares).enumerate() {
        let likely = (value - top).exp() / partition;
        let slope = share - total * likely;
        rows.push(Row { row: first + nth, slope, bend: total * likely * (1.0 - likely), leaf: 0 });
    }
}

impl Binned {
    /// `None` for a feature that never varies.
    fn new(ballots: &[&Ballot], feature: usize) -> Option<Self> {
        let values = || ballots.iter().flat_map(|ballot| ballot.table.column(feature)).copied();
        let mut sorted: Vec<f32> = values().collect();
        sorted.sort_by(f32::total_cmp);
        let mut limits: Vec<f32> = Vec::new();
        let mut distinct = sorted.clone();
        distinct.dedup();
        if distinct.len() <= LIMITS {
            limits.extend(distinct.windows(2).map(|pair| f32::midpoint(pair[0], pair[1])));
        } else {
            // Quantiles of the values that are not the commonest one (mostly zero), which may be half of all.
            for nth in 1..=LIMITS {
                let at = nth * distinct.len() / (LIMITS + 1);
                let limit = f32::midpoint(distinct[at - 1], distinct[at]);
                if limits.last() != Some(&limit) {
                    limits.push(limit);
                }
            }
        }
        let bins = values().map(|value| limits.partition_point(|&limit| value > limit) as u8).collect();
        (!limits.is_empty()).then_some(Self { feature, limits, bins })
    }
}

/// The best tree level by level, with the column and the bin of each question.
fn grow<'c>(
    columns: &'c [Binned],
    rows: &[Row],
    config: &BoostConfig,
    random: &mut fastrand::Rng,
) -> Option<(Tree, Vec<(&'c Binned, u8)>)> {
    let mut leaves: Vec<usize> = rows.iter().map(|row| row.leaf).collect();
    let mut asked: Vec<(&Binned, u8)> = Vec::new();
    let gain = |slope: f64, bend: f64| slope * slope / (bend + config.ridge);
    for level in 0..config.levels.min(Tree::MOST_LEVELS) {
        let mut best: Option<(f64, &Binned, u8)> = None;
        let mut sums = vec![[0.0_f64; 2]; (LIMITS + 1) << level];
        for column in columns.iter().filter(|_| random.f64() < config.features) {
            sums.fill([0.0; 2]);
            for (row, &leaf) in rows.iter().zip(&leaves) {
                let sum = &mut sums[leaf * (LIMITS + 1) + usize::from(column.bins[row.row])];
                sum[0] += row.slope;
                sum[1] += row.bend;
            }
            let mut gains = [0.0; LIMITS];
            for leaf in sums.chunks(LIMITS + 1) {
                let all = leaf.iter().fold([0.0; 2], |sum, bin| [sum[0] + bin[0], sum[1] + bin[1]]);
                let mut below = [0.0; 2];
                for (limit, bin) in leaf.iter().take(column.limits.len()).enumerate() {
                    below = [below[0] + bin[0], below[1] + bin[1]];
                    gains[limit] += gain(below[0], below[1]) + gain(all[0] - below[0], all[1] - below[1]);
                }
            }
            for (limit, &gain) in gains.iter().take(column.limits.len()).enumerate() {
                if best.is_none_or(|(most, ..)| gain > most) {
                    best = Some((gain, column, limit as u8));
                }
            }
        }
        let (_, column, bin) = best?;
        for (row, leaf) in rows.iter().zip(&mut leaves) {
            *leaf |= usize::from(column.bins[row.row] > bin) << level;
        }
        asked.push((column, bin));
    }
    let mut sums = vec![[0.0_f64; 2]; 1 << asked.len()];
    for (row, &leaf) in rows.iter().zip(&leaves) {
        sums[leaf][0] += row.slope;
        sums[leaf][1] += row.bend;
    }
    let leaves = sums.iter().map(|[slope, bend]| (config.rate * slope / (bend + config.ridge)) as f32).collect();
    let question = |(column, bin): &(&Binned, u8)| Question { feature: column.feature, above: column.limits[usize::from(*bin)] };
    Some((Tree { questions: asked.iter().map(question).collect(), leaves }, asked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::rank::Table;

    #[test]
    fn trees_learn_what_no_weight_can_say() {
        // Chosen is the candidate with exactly one of two marks: a sum of weights cannot tell it from the others.
        let marks = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        let candidates: Vec<_> = marks.iter().map(|&(a, b)| vec![(0, 1.0), (1, a), (2, b)]).collect();
        let ballot = Ballot { table: Table::of(3, &candidates), shares: vec![0.0, 1.0, 1.0, 0.0], chosen: 2.0, fold: 0 };
        let ballots = vec![&ballot; 8];
        let start = vec![vec![0.0; 4]; 8];
        let config = BoostConfig { trees: 20, levels: 2, rate: 0.3, ridge: 0.1, articles: 1.0, features: 1.0 };
        let trees = fit(&ballots, &start, &[true; 3], &config);
        let mut sums = vec![0.0; 4];
        trees.iter().for_each(|tree| tree.add_to(&ballots[0].table, &mut Vec::new(), &mut sums));
        assert!(sums[1] > sums[0] + 1.0 && sums[2] > sums[3] + 1.0, "{sums:?}");
    }
}
