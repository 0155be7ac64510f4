//! Why a number is what it is, made by the code that made the number.

use std::borrow::Cow;

use serde::Serialize;

/// A value with the parts it was made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// The value.
    pub value: f64,
    /// What it is: a feature, a rule, a term.
    pub what: Cow<'static, str>,
    /// What it was made of; the value is their sum unless `what` says otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Self>,
}

impl Reason {
    /// A value that has no parts.
    pub fn leaf(what: impl Into<Cow<'static, str>>, value: f64) -> Self {
        Self { value, what: what.into(), parts: Vec::new() }
    }

    /// The sum of `parts`, added in their order.
    pub fn sum(what: impl Into<Cow<'static, str>>, parts: Vec<Self>) -> Self {
        Self { value: parts.iter().map(|part| part.value).sum(), what: what.into(), parts }
    }
}

/// A linear model over `N` named features.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear<const N: usize> {
    /// Names of the features.
    pub names: [&'static str; N],
    /// Their weights.
    pub weights: [f64; N],
}

/// The features of one candidate, each times its weight, and their sum. Lives on the stack, so scoring a thousand
/// candidates allocates nothing; the winners turn it into a [`Reason`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed<const N: usize> {
    /// Feature times weight, in the order of the model.
    pub parts: [f64; N],
    /// The sum of the parts, in order.
    pub value: f64,
}

impl<const N: usize> Linear<N> {
    /// Weighs one candidate.
    pub fn weigh(&self, features: &[f64; N]) -> Weighed<N> {
        let parts = std::array::from_fn(|i| features[i] * self.weights[i]);
        Weighed { parts, value: parts.iter().sum() }
    }

    /// The same numbers as a tree; parts that add nothing are left out.
    pub fn reason(&self, what: impl Into<Cow<'static, str>>, weighed: &Weighed<N>) -> Reason {
        let parts = self.names.iter().zip(weighed.parts).filter(|&(_, value)| value != 0.0);
        Reason { value: weighed.value, what: what.into(), parts: parts.map(|(&name, value)| Reason::leaf(name, value)).collect() }
    }
}
