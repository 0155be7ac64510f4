//! The order of the source files.

use crate::{assert_none, sources};

/// Most lines of one file before its tests.
const MAX_LINES: usize = 400;

/// What the library must not do, and the modules that may: the rim reads files, only the command line prints and asks
/// for the time. (Law 9.)
const FORBIDDEN: [&str; 16] = [
    "std::fs",
    "fs::",
    "File::",
    "println!",
    "eprintln!",
    "print!(",
    "dbg!",
    "std::env",
    "env::var",
    "SystemTime",
    "Instant",
    "Zoned::now",
    "Timestamp::now",
    "stdout(",
    "stderr(",
    "tracing::",
];
const PURE: [&str; 7] = ["layout", "text", "analyze", "story", "digest", "eval", "model"];

/// The lines of `source` before its inline tests.
fn code(source: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(source.lines()).take_while(|(_, line)| line.trim() != "#[cfg(test)]")
}

/// Whether `line` holds `word` where a name begins.
fn holds(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// Whether a file holds only tests.
fn is_test(path: &std::path::Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "tests") || path.components().any(|part| part.as_os_str() == "tests")
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let silent = sources().into_iter().filter(|(path, source)| !is_test(path) && !source.starts_with("//! "));
    assert_none(&silent.map(|(path, _)| format!("{} does not open with //!", path.display())).collect::<Vec<_>>());
}

#[test]
fn no_file_is_longer_than_400_lines_before_its_tests() {
    let long = sources().into_iter().filter(|(path, _)| !is_test(path)).filter_map(|(path, source)| {
        let lines = code(&source).count();
        (lines > MAX_LINES).then(|| format!("{} has {lines} lines before its tests", path.display()))
    });
    assert_none(&long.collect::<Vec<_>>());
}

#[test]
fn the_middle_never_opens_a_file_prints_or_reads_the_clock() {
    let mut complaints = Vec::new();
    for (path, source) in sources() {
        let module = path.components().nth(1).map(|part| part.as_os_str().to_string_lossy().replace(".rs", ""));
        if is_test(&path) || !module.is_some_and(|module| PURE.contains(&module.as_str())) {
            continue;
        }
        for (number, line) in code(&source).filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for word in FORBIDDEN.iter().filter(|word| holds(line, word)) {
                complaints.push(format!("{}:{number} holds {word}", path.display()));
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn the_middle_forbids_panics_to_itself() {
    let guard = "deny(clippy::unwrap_used, clippy::expect_used, clippy::panic)";
    let open = sources().into_iter().filter(|(path, source)| {
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        parts.len() == 3 && PURE.contains(&parts[1].as_ref()) && parts[2] == "mod.rs" && !source.contains(guard)
    });
    assert_none(&open.map(|(path, _)| format!("{} does not say #![{guard}]", path.display())).collect::<Vec<_>>());
}

#[test]
fn nothing_says_todo() {
    let mut complaints = Vec::new();
    for (path, source) in sources() {
        let marks = (1..)
            .zip(source.lines())
            .filter(|(_, line)| ["TODO", "FIXME", "XXX", "todo!("].iter().any(|mark| line.contains(mark)));
        complaints.extend(marks.map(|(number, line)| format!("{}:{number} {}", path.display(), line.trim())));
    }
    assert_none(&complaints);
}
