//! Input: names on the command line → files → bytes → text → pages and articles.
//!
//! The only part that opens the files of a night. A bad file costs that file: it comes back as a
//! [`Problem`](crate::problem::Problem), the others are read. What a page says is the business of [`crate::layout`].
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod decode;
mod gather;
mod imprint;
mod line;
mod read;
mod unpack;

pub use {
    decode::{Decoded, decode, encoding},
    gather::{Found, Gathered, STDIN, Skipped, gather},
    imprint::Imprint,
    line::{Item, LineKind},
    read::{FileRead, ReadOptions, read},
};
pub(crate) use {gather::order, read::hex};
