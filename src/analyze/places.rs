//! Places.

use crate::{analyze::Context, span::Span};

/// A place an article names.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Full name: `江门市`.
    pub name: String,
    /// Administrative code, six digits (more for streets).
    pub code: String,
    /// Mentions in head and text.
    pub count: u32,
    /// The place the article is about.
    pub main: bool,
    /// Mentions in the text.
    pub spans: Vec<Span>,
}

/// The administrative divisions of China.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {}

impl Gazetteer {
    /// The places the article names, main place first.
    pub fn places(&self, context: &Context<'_>) -> Vec<Place> {
        let _ = (self, context);
        Vec::new()
    }
}
