//! Topics.

use crate::analyze::{Context, Reason};

/// A topic of the taxonomy.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Topic {
    /// The key: file stem of `seeds/<id>.toml`.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// IPTC Media Topic code, `medtop:…`.
    pub iptc: Option<String>,
}

/// A topic an article got.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicScore {
    /// The key.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// IPTC Media Topic code.
    pub iptc: Option<String>,
    /// In [0, 1].
    pub score: f64,
    /// The terms that carried it, strongest first.
    pub evidence: Vec<String>,
}

/// All topics with their terms.
#[derive(Debug, Clone, Default)]
pub struct Taxonomy {
    topics: Vec<Topic>,
}

impl Taxonomy {
    /// The topics, in the order of their files.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The topics of an article, primary first.
    pub fn classify(&self, context: &Context<'_>) -> Vec<TopicScore> {
        let _ = context;
        Vec::new()
    }

    /// Why each topic got its score, best first, topics below their threshold included.
    pub fn explain(&self, context: &Context<'_>) -> Vec<Reason> {
        let _ = context;
        Vec::new()
    }
}
