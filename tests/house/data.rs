//! The data that ships: registered, headed, small.

use std::{collections::BTreeSet, fs, path::Path};

use crate::{assert_none, files, read, root, sources};

/// Most bytes of data inside the binary, all together.
const MAX_BYTES: u64 = 8 << 20;

/// The first bytes of a zstd file.
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Whether it is a data file: everything below a `data` folder of `src`, and the two lists at the top.
fn data_files() -> Vec<std::path::PathBuf> {
    let in_source = files("src").into_iter().filter(|path| path.extension().is_none_or(|end| end != "rs"));
    let lists = ["seeds", "stopwords"].into_iter().filter(|folder| root().join(folder).is_dir()).flat_map(files);
    in_source.chain(lists).collect()
}

/// The files of `folder` by name, as `include_str!` and the registries write them.
fn names(folder: &str) -> BTreeSet<String> {
    files(folder).iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

#[test]
fn shipped_data_stay_small() {
    let total: u64 = data_files().iter().map(|path| fs::metadata(root().join(path)).unwrap().len()).sum();
    assert!(total <= MAX_BYTES, "{total} bytes of data, at most {MAX_BYTES}");
}

#[test]
fn every_data_file_says_what_it_is() {
    let mut complaints = Vec::new();
    for path in data_files() {
        let bytes = fs::read(root().join(&path)).unwrap();
        let bytes = if bytes.starts_with(&ZSTD) { zstd::decode_all(bytes.as_slice()).unwrap() } else { bytes };
        let head: String = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).lines().next().unwrap_or_default().to_owned();
        if !["#", "{#", "zhaibao-", "id = "].iter().any(|mark| head.starts_with(mark)) {
            complaints.push(format!("{} opens with {head:?}, not with a comment, a format name or an id", path.display()));
        }
        if ["TODO", "FIXME"].iter().any(|mark| String::from_utf8_lossy(&bytes).contains(mark)) {
            complaints.push(format!("{} is not finished", path.display()));
        }
    }
    assert_none(&complaints);
}

#[test]
fn every_list_at_the_top_is_built_in_and_every_built_in_file_exists() {
    let mut complaints = Vec::new();
    let sources = sources();
    for folder in ["seeds", "stopwords"] {
        for name in names(folder) {
            let stem = name.split('.').next().unwrap_or(&name);
            let written = [format!("{folder}/{name}\""), format!("\"{stem}\"")];
            if !sources.iter().any(|(_, source)| source.contains("include_") && written.iter().any(|w| source.contains(w))) {
                complaints.push(format!("{folder}/{name} is not built in: no source names it"));
            }
        }
    }
    for (path, source) in &sources {
        for include in source.split("include_").skip(1).filter_map(|rest| rest.split('"').nth(1)) {
            let is_whole = include.contains('.') && include.contains('/') && !include.ends_with('/');
            if is_whole && !root().join(path).parent().unwrap_or(Path::new("")).join(include).exists() {
                complaints.push(format!("{} builds in {include}, which does not exist", path.display()));
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn every_topic_has_an_id_a_name_and_terms() {
    let mut complaints = Vec::new();
    for path in files("seeds") {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        match read(&path).parse::<toml::Table>() {
            Err(error) => complaints.push(format!("{}: {error}", path.display())),
            Ok(topic) => {
                if topic.get("id").and_then(toml::Value::as_str) != Some(stem.as_str()) {
                    complaints.push(format!("{}: id is not {stem}", path.display()));
                }
                for key in ["name", "threshold", "any"] {
                    if !topic.contains_key(key) {
                        complaints.push(format!("{}: no {key}", path.display()));
                    }
                }
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn every_sample_page_has_its_truth_and_every_truth_its_page() {
    let page = |truth: &std::path::PathBuf| {
        let truth: toml::Table = read(truth).parse().unwrap();
        truth["page"].as_str().unwrap().to_owned()
    };
    let truths: BTreeSet<String> = files("tests/golden/expected").iter().map(page).collect();
    let pages =
        files("tests/pages").into_iter().map(|path| path.strip_prefix("tests/pages").unwrap().to_string_lossy().into_owned());
    let pages: BTreeSet<String> = pages.filter(|path| !path.starts_with('.')).collect();
    assert_eq!(truths, pages);
}
