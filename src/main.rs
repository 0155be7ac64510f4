//! The `zhaibao` command.
fn main() {}
