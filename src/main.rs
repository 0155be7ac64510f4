//! `zhaibao`: the command line. What a command does lives in `cli`, what it knows in the library.

mod cli;

use std::process::ExitCode;

/// Threads that serialise records allocate all the time; this allocator was worth a tenth of the run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
