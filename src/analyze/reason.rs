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
