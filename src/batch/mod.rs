//! The night's run: everything in parallel, results in the order of the input, one writer.

mod engine;

pub use engine::{Edition, Engine};
