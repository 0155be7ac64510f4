//! The documents name only what exists.

use std::{collections::BTreeSet, process::Command};

use crate::{assert_none, read, root};

const DOCUMENTS: [&str; 3] = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"];

/// What stands between single backticks, outside code blocks.
fn quoted(document: &str) -> Vec<String> {
    let prose = document.split("```").step_by(2).collect::<String>();
    prose.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether a quoted word is meant as a path of this repository.
fn is_path(word: &str) -> bool {
    let tops = ["src/", "tests/", "seeds", "stopwords", "benches", ".ci/", "Cargo.toml", "clippy.toml", "rustfmt.toml"];
    tops.iter().any(|top| word.starts_with(top)) && !word.contains([' ', '*', '<', '{', '…'])
}

#[test]
fn every_path_in_the_documents_exists() {
    let mut complaints = Vec::new();
    for document in DOCUMENTS {
        for path in quoted(&read(document)).into_iter().filter(|word| is_path(word)) {
            if !root().join(&path).exists() {
                complaints.push(format!("{document} names {path}"));
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn every_module_stands_in_the_map() {
    let map = read("ARCHITECTURE.md");
    let lib = read("src/lib.rs");
    let modules = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let missing = modules.filter(|module| !map.contains(&format!("src/{module}")));
    assert_none(&missing.map(|module| format!("ARCHITECTURE.md does not name src/{module}")).collect::<Vec<_>>());
}

#[test]
fn every_dependency_has_its_reason() {
    let map = read("ARCHITECTURE.md");
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let names = manifest["dependencies"].as_table().unwrap().keys();
    let missing = names.filter(|name| !map.contains(&format!("`{name}`")));
    assert_none(&missing.map(|name| format!("ARCHITECTURE.md gives no reason for {name}")).collect::<Vec<_>>());
}

#[test]
#[cfg(feature = "cli")]
fn every_command_in_the_documents_is_one() {
    let help = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_zhaibao")).args(arguments).arg("--help").output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let mut asked: BTreeSet<String> = BTreeSet::new();
    let mut complaints = Vec::new();
    for document in DOCUMENTS {
        let text = read(document);
        let typed = quoted(&text).into_iter().filter_map(|word| word.strip_prefix("zhaibao ").map(str::to_owned));
        let blocks = text.lines().filter_map(|line| line.strip_prefix("cargo run --release -- ").map(str::to_owned));
        let calls: Vec<String> = typed.chain(blocks).collect();
        for call in calls {
            let call = call.split('#').next().unwrap_or_default();
            let words: Vec<&str> = call.split_whitespace().collect();
            let Some(command) = words.first().filter(|word| word.chars().all(|c| c.is_ascii_lowercase()) && !word.is_empty())
            else {
                continue;
            };
            let (known, text) = help(&[command]);
            if !known {
                complaints.push(format!("{document}: zhaibao {command} is no command"));
                continue;
            }
            for flag in words.iter().filter(|word| word.starts_with("--") && word.len() > 2) {
                let flag = flag.split('=').next().unwrap_or(flag);
                if asked.insert(format!("{command} {flag}")) && !text.contains(flag) {
                    complaints.push(format!("{document}: zhaibao {command} has no {flag}"));
                }
            }
        }
    }
    assert_none(&complaints);
}
