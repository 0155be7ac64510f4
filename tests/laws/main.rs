//! The laws of ARCHITECTURE.md over the public library, on our own pages and, where they lie beside the repository, on
//! the real ones of `../shared`.
#![allow(missing_docs, unreachable_pub)] // nothing here is an interface
#![allow(clippy::print_stdout)] // the golden score is told in the output of its test

mod counts;
mod digest;
mod engine;
mod eval;
mod golden;
mod layout;
mod real;
mod sample;
mod shared;
mod story;
mod text;
