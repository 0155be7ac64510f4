//! Bootstrap intervals and paired p-values (Efron and Tibshirani 1993; for paired systems Koehn 2004).
//!
//! A sample draws as many rows as there are, with replacement. Its draws depend on the seed and its number alone, so
//! results are the same for any number of threads, and two systems measured on the same gold meet the same samples.

use std::ops::AddAssign;

use rayon::prelude::*;

/// How many samples, drawn from which seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bootstrap {
    /// Samples; 0 turns intervals off.
    pub samples: usize,
    /// Seed of the draws.
    pub seed: u64,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Self { samples: 1000, seed: 1 }
    }
}

/// Share of samples outside a 95 % interval, on each side.
const TAIL: f64 = 0.025;

/// The middle 95 % of a figure's samples.
pub type Interval = [f64; 2];

impl Bootstrap {
    /// `figures` of the sums of every sample: one list a sample, all of one length.
    pub fn resample<R, T, F>(self, rows: &[R], zero: &T, figures: F) -> Vec<Vec<f64>>
    where
        R: Sync,
        T: Clone + Sync + for<'r> AddAssign<&'r R>,
        F: Fn(&T) -> Vec<f64> + Sync,
    {
        let mut seeds = fastrand::Rng::with_seed(self.seed);
        let seeds: Vec<u64> = (0..self.samples).map(|_| seeds.u64(..)).collect();
        let sample = |&seed: &u64| {
            let mut draws = fastrand::Rng::with_seed(seed);
            let mut sums = zero.clone();
            for _ in rows {
                sums += &rows[draws.usize(..rows.len())];
            }
            figures(&sums)
        };
        seeds.par_iter().map(sample).collect()
    }
}

/// The interval of every figure; empty without samples.
pub fn intervals(samples: &[Vec<f64>]) -> Vec<Interval> {
    let figures = samples.iter().map(Vec::len).min().unwrap_or(0);
    let interval = |figure: usize| {
        let mut values: Vec<f64> = samples.iter().map(|sample| sample[figure]).collect();
        values.sort_by(f64::total_cmp);
        [quantile(&values, TAIL), quantile(&values, 1.0 - TAIL)]
    };
    (0..figures).map(interval).collect()
}

/// Two-sided p-value of every figure's difference between two systems that met the same samples: twice the share of
/// samples in which the difference has the rarer sign or is nought, with one sample added so that it is never 0.
pub fn p_values(a: &[Vec<f64>], b: &[Vec<f64>]) -> Vec<f64> {
    let figures = a.iter().chain(b).map(Vec::len).min().unwrap_or(0);
    let p_value = |figure: usize| {
        let differences = || a.iter().zip(b).map(|(a, b)| b[figure] - a[figure]);
        let not_better = differences().filter(|&d| d <= 0.0).count();
        let not_worse = differences().filter(|&d| d >= 0.0).count();
        let rarer = not_better.min(not_worse) + 1;
        (2.0 * rarer as f64 / (a.len() + 1) as f64).min(1.0)
    };
    (0..figures).map(p_value).collect()
}

/// The value below which the share `at` of the sorted `values` lies, between neighbours in proportion.
fn quantile(values: &[f64], at: f64) -> f64 {
    let Some(last) = values.len().checked_sub(1) else { return 0.0 };
    let place = at * last as f64;
    let part = place.fract();
    #[allow(clippy::cast_sign_loss)] // a share of a length
    let below = place as usize;
    let (low, high) = (values[below], values[(below + 1).min(last)]);
    low + part * (high - low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Default)]
    struct Mean {
        sum: f64,
        n: f64,
    }

    impl AddAssign<&f64> for Mean {
        fn add_assign(&mut self, value: &f64) {
            self.sum += value;
            self.n += 1.0;
        }
    }

    fn samples(rows: &[f64], seed: u64) -> Vec<Vec<f64>> {
        Bootstrap { samples: 2000, seed }.resample(rows, &Mean::default(), |mean| vec![mean.sum / mean.n])
    }

    #[test]
    fn the_interval_of_a_share_is_the_binomial_one() {
        let rows: Vec<f64> = (0..400).map(|i| f64::from(u8::from(i % 4 == 0))).collect();
        let [low, high] = intervals(&samples(&rows, 7))[0];
        // 0.25 ± 1.96 · √(0.25 · 0.75 / 400) = 0.2076 … 0.2924
        assert!((low - 0.2076).abs() < 0.006 && (high - 0.2924).abs() < 0.006, "{low} {high}");
        assert_eq!(samples(&rows, 7), samples(&rows, 7));
        assert_ne!(samples(&rows, 7), samples(&rows, 8));
    }

    #[test]
    fn equal_systems_do_not_differ_and_unequal_ones_do() {
        let rows: Vec<f64> = (0..200).map(|i| f64::from(i % 10)).collect();
        let better: Vec<f64> = rows.iter().map(|value| value + 0.5).collect();
        assert_eq!(p_values(&samples(&rows, 3), &samples(&rows, 3)), [1.0]);
        assert!(p_values(&samples(&rows, 3), &samples(&better, 3))[0] < 0.01);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(intervals(&[]).is_empty());
        assert_eq!(quantile(&[1.0, 2.0], 0.5), 1.5);
    }
}
