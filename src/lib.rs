//! 摘报: newspaper page text to articles, keywords, summaries, topics and a morning digest.
//!
//! The modules below stand in the order the data goes through them.

pub mod alarm;
pub mod article;
pub mod page;
pub mod problem;
pub mod span;

pub mod analyze;
pub mod batch;
pub mod digest;
pub mod eval;
pub mod identity;
pub mod input;
pub mod layout;
pub mod model;
pub mod record;
pub mod story;
pub mod text;

mod error;
mod script;

pub use error::{Error, Result};
