//! A linear model over named features, its weights read from a data file.
//!
//! Labels, links, pairs and heads are all weighed by such a model. The features of a candidate are few of many, so they travel as
//! [`Features`]: pairs of number and value in a fixed order.

use crate::error::{Error, Result};

/// The features of one candidate that are not zero: number in the model, value. The order is that of the code that
/// wrote them, so sums are the same every time.
pub(super) type Features = Vec<(usize, f64)>;

/// Takes the features of a candidate one by one: to be kept for a fit, or weighed at once.
pub(super) trait Tally {
    /// A feature and its value; zeros are left out.
    fn add(&mut self, feature: usize, value: f32);

    /// A feature that is 1 where it applies.
    #[inline]
    fn has(&mut self, feature: usize, applies: bool) {
        if applies {
            self.add(feature, 1.0);
        }
    }
}

impl Tally for Features {
    #[inline]
    fn add(&mut self, feature: usize, value: f32) {
        if value != 0.0 {
            self.push((feature, f64::from(value)));
        }
    }
}

/// Weighs features as they come: the same sum as [`Linear::value`] of their list, without the list.
pub(super) struct Score<'m, const N: usize> {
    weights: &'m [f64; N],
    /// The sum so far.
    pub(super) sum: f64,
}

impl<const N: usize> Tally for Score<'_, N> {
    #[inline]
    fn add(&mut self, feature: usize, value: f32) {
        self.sum += f64::from(value) * self.weights[feature];
    }
}

/// A linear model over `N` named features.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Linear<const N: usize> {
    /// Names of the features.
    pub(super) names: [&'static str; N],
    /// Their weights.
    pub(super) weights: [f64; N],
}

impl<const N: usize> Linear<N> {
    /// The first line of a weights file; a version follows after a tab.
    const MAGIC: &'static str = "zhaibao-weights";
    /// The version of the file's form.
    const VERSION: u32 = 1;

    /// The sum of features times weights, added in the order of the features.
    pub(super) fn value(&self, features: &[(usize, f64)]) -> f64 {
        features.iter().map(|&(feature, value)| value * self.weights[feature]).sum()
    }

    /// [`Self::value`] of features that come one by one.
    #[inline]
    pub(super) fn weigh(&self, features: impl FnOnce(&mut Score<'_, N>)) -> f64 {
        let mut score = Score { weights: &self.weights, sum: 0.0 };
        features(&mut score);
        score.sum
    }

    /// How likely the candidate is a good one, in (0, 1): the logistic function of [`Linear::value`].
    #[cfg(test)]
    pub(super) fn score(&self, features: &[(usize, f64)]) -> f64 {
        crate::analyze::logistic(self.value(features))
    }

    /// Reads a weights file: a head line `zhaibao-weights⇥version`, comment lines beginning with `#`, and a line
    /// `feature⇥weight` for each feature. Features it does not name weigh nothing; `path` is for the error message.
    ///
    /// # Errors
    /// A file of another form or version, a feature this model does not know, a weight that is no number.
    pub(super) fn parse(names: [&'static str; N], text: &str, path: &str) -> Result<Self> {
        let mut lines = text.lines();
        let mut head = lines.next().unwrap_or_default().split('\t');
        if head.next() != Some(Self::MAGIC) {
            return Err(Error::format(path, 1, "this is no file of ranking weights"));
        }
        let version = head.next().and_then(|field| field.parse().ok()).unwrap_or(0);
        if version != Self::VERSION {
            return Err(Error::version(path, version, Self::VERSION));
        }
        let mut weights = [0.0; N];
        for (index, line) in lines.enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let row = line.split_once('\t').and_then(|(name, weight)| {
                let feature = names.iter().position(|&known| known == name)?;
                weight.parse::<f64>().ok().filter(|weight| weight.is_finite()).map(|weight| (feature, weight))
            });
            let (feature, weight) =
                row.ok_or_else(|| Error::format(path, index + 2, "expected a known feature and its weight"))?;
            weights[feature] = weight;
        }
        Ok(Self { names, weights })
    }

    /// The weights file of this model; `made_by` is one comment line that says what made it.
    pub(super) fn to_text(&self, made_by: &str) -> String {
        use std::fmt::Write;
        let mut text = format!("{}\t{}\n# {made_by}\n", Self::MAGIC, Self::VERSION);
        for (name, weight) in self.names.iter().zip(self.weights) {
            let _ = writeln!(text, "{name}\t{weight:.4}");
        }
        text
    }
}

/// Declares the features of a model: a constant with its number for each, and `NAMES` in their order.
macro_rules! features {
    ($($(#[$doc:meta])* $constant:ident = $name:literal;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)] // the variants only count the constants
        enum Number { $($constant),* }
        $($(#[$doc])* pub(super) const $constant: usize = Number::$constant as usize;)*
        /// The names of the features by number.
        pub(super) const NAMES: [&str; [$($name),*].len()] = [$($name),*];
    };
}
pub(super) use features;

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 2] = ["base", "title"];

    #[test]
    fn a_weights_file_comes_back_as_it_was_written() {
        let model = Linear { names: NAMES, weights: [-2.5, 0.125] };
        assert_eq!(Linear::parse(NAMES, &model.to_text("made by hand"), "w.tsv").ok(), Some(model));
    }

    #[test]
    fn a_weights_file_is_refused_with_its_line() {
        for (text, told) in [
            ("", "w.tsv:1"),
            ("zhaibao-weights\t9\n", "9"),
            ("zhaibao-weights\t1\n# note\nlead\t1\n", "w.tsv:3"),
            ("zhaibao-weights\t1\nbase\tNaN\n", "w.tsv:2"),
        ] {
            let error = Linear::parse(NAMES, text, "w.tsv").expect_err(text).to_string();
            assert!(error.contains(told), "{error}");
        }
    }
}
