//! Measuring data beside the repository: tests over it run where it lies, and say so loudly where it does not.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// Set by `.ci/run` where the data lie, so that no test over them can be skipped unseen.
const REQUIRE: &str = "ZHAIBAO_REQUIRE_SHARED";
/// Names a file that gets one line for every test that ran over the data.
const PROOF: &str = "ZHAIBAO_SHARED_PROOF";

/// The folder of the data, for the test called `test`; `None`, with a loud word on standard error, where it is missing.
///
/// # Panics
///
/// Where `ZHAIBAO_REQUIRE_SHARED` is set and the folder is missing.
pub fn dir(test: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if folder.is_dir() {
        if let Some(proof) = std::env::var_os(PROOF) {
            let mut proof = fs::OpenOptions::new().create(true).append(true).open(proof).unwrap();
            writeln!(proof, "{test}").unwrap();
        }
        return Some(folder);
    }
    assert!(std::env::var_os(REQUIRE).is_none(), "{test} needs {}, which is missing", folder.display());
    // Past the harness, which would keep the word of a passing test to itself.
    let _ = writeln!(std::io::stderr(), "SKIPPED {test}: no {}", folder.display());
    None
}
