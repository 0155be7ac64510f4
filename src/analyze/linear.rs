//! A linear model over named features, its weights read from a data file.
//!
//! Keywords and summary are both ranked by such a model. A candidate's features are few of many, so they travel as
//! [`Features`]: pairs of number and value in a fixed order. The same pairs give the score and its [`Reason`].

use std::borrow::Cow;

use crate::{
    analyze::Reason,
    error::{Error, Result},
};

/// The features of one candidate that are not zero: number in the model, value. The order is that of the code that
/// wrote them, so sums are the same every time.
pub type Features = Vec<(usize, f64)>;

/// A linear model over `N` named features.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear<const N: usize> {
    /// Names of the features.
    pub names: [&'static str; N],
    /// Their weights.
    pub weights: [f64; N],
}

impl<const N: usize> Linear<N> {
    /// The first line of a weights file; a version follows after a tab.
    const MAGIC: &'static str = "zhaibao-weights";
    /// The version of the file's form.
    const VERSION: u32 = 1;

    /// The sum of features times weights, added in the order of the features.
    pub fn value(&self, features: &[(usize, f64)]) -> f64 {
        features.iter().map(|&(feature, value)| value * self.weights[feature]).sum()
    }

    /// How likely the candidate is a good one, in (0, 1): the logistic function of [`Linear::value`].
    pub fn score(&self, features: &[(usize, f64)]) -> f64 {
        logistic(self.value(features))
    }

    /// The numbers of [`Linear::score`] as a tree: the parts are added up and put through the logistic function.
    pub fn reason(&self, what: impl Into<Cow<'static, str>>, features: &[(usize, f64)]) -> Reason {
        let parts = features.iter().map(|&(feature, value)| Reason::leaf(self.names[feature], value * self.weights[feature]));
        let sum = Reason::sum("sum of the parts", parts.filter(|part| part.value != 0.0).collect());
        Reason { value: self.score(features), what: what.into(), parts: vec![sum] }
    }

    /// Reads a weights file: a head line `zhaibao-weights⇥version`, comment lines beginning with `#`, and a line
    /// `feature⇥weight` for each feature. Features it does not name weigh nothing; `path` is for the error message.
    ///
    /// # Errors
    /// A file of another form or version, a feature this model does not know, a weight that is no number.
    pub fn parse(names: [&'static str; N], text: &str, path: &str) -> Result<Self> {
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
    pub fn to_text(&self, made_by: &str) -> String {
        use std::fmt::Write;
        let mut text = format!("{}\t{}\n# {made_by}\n", Self::MAGIC, Self::VERSION);
        for (name, weight) in self.names.iter().zip(self.weights) {
            let _ = writeln!(text, "{name}\t{weight:.4}");
        }
        text
    }
}

/// 1 / (1 + e^-x).
pub(super) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
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
pub(crate) use features;

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

    #[test]
    fn the_reason_shows_the_score_and_what_it_was_made_of() {
        let model = Linear { names: NAMES, weights: [-2.0, 3.0] };
        let features = [(0, 1.0), (1, 0.5)];
        let reason = model.reason("消防", &features);
        assert_eq!(reason.value.to_bits(), model.score(&features).to_bits());
        assert_eq!(reason.parts[0].value.to_bits(), model.value(&features).to_bits());
        assert_eq!(reason.parts[0].parts.len(), 2);
    }
}
