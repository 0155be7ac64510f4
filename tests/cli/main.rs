//! The program as its users meet it: arguments and files in, files, streams and exit codes out.
//!
//! Every test gets a folder of its own and speaks to the program through [`harness`]. All texts are invented.

mod chromium;
mod harness;

/// A night that brings less than it should.
mod alarm;
/// What is read, and what is said of input that cannot be.
mod bad_input;
/// The evaluation report in a browser.
mod browser;
/// The newsletter: its files, its settings, a reader's edition, the mail.
mod digest;
/// The same page in every encoding and packing.
mod encodings;
/// Records against hand labels, out to the labelling tools and back.
mod eval;
/// A number `explain` shows is the number that was used.
mod explain;
/// Help, versions, schema, completions, manual.
mod help;
/// Earlier nights: stories that go on, what is new, what cannot be read.
mod history;
/// The newsletter in a browser.
mod newsletter;
/// `split | annotate` gives what `run` gives.
mod pipeline;
/// One edition at a time, whole or not at all, whatever kills it.
mod publish;
/// The same bytes for any number of threads and any order of the files; what a run leaves behind.
mod run;
/// Flags, environment, settings file, defaults.
mod settings;
/// The taxonomy: learned from labels, measured on them; faults of label files.
mod topics;
/// Words of the user's own: the dictionary and the vocabulary.
mod words;
