//! The night's run: everything in parallel, results in the order of the input, one writer, one commit.
//!
//! [`Intake`] reads and splits, [`Engine`] counts and analyses, [`Night`] drives both and writes a complete edition
//! through [`OutDir`] or nothing at all. Says what it does to a [`Watch`]; printing is left to the command line.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod engine;
mod history;
mod intake;
mod manifest;
mod night;
mod publish;
mod records;
mod watch;

pub use {
    engine::{Desk, Edition, Engine},
    history::{EarlierText, History, NightResult, NightStatus},
    intake::{Intake, IntakeOptions, Sequence, Tag, fruitless},
    manifest::{HistoryFacts, Manifest, Metadata, PageResult, Status, Totals},
    night::{COUNTS, FAILED, MANIFEST, Night, RECORDS, RISING},
    publish::{OutDir, Staging},
    records::{Findings, Sheets, read_records, read_rising, record, records_file, stories, write_articles, write_records},
    watch::{Stage, Unwatched, Watch},
};
