use serde_json::Value;

use crate::harness::{Dir, articles};

/// Ten-thousandths, as records round them.
fn rounded(value: &Value) -> i64 {
    (value.as_f64().unwrap() * 1e4).round() as i64
}

#[track_caller]
fn assert_explained(dir: &Dir, out: &str) {
    for record in dir.records(out) {
        let id = record["id"].as_str().unwrap();
        let answer: Value = serde_json::from_str(&dir.run(&["explain", out, id, "--format", "json"]).code(0).stdout).unwrap();
        assert_eq!(answer["id"], record["id"]);
        for key in ["keywords", "topics"] {
            for (place, item) in record[key].as_array().unwrap().iter().enumerate() {
                assert_eq!(rounded(&answer[key][place]["value"]), rounded(&item["score"]), "{key} {place} of {id}");
            }
        }
        for sentence in record["summary"].as_array().unwrap() {
            let place = sentence["sentence"].as_u64().unwrap() as usize;
            let value = rounded(&answer["summary"][place]["value"]);
            assert_eq!(value, rounded(&sentence["score"]), "sentence {place} of {id}");
        }
    }
}

#[test]
fn every_number_of_every_record_is_the_one_explained() {
    let dir = Dir::with_pages();
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    assert_explained(&dir, "out");
}

#[test]
fn the_settings_and_counts_of_the_run_are_found_again() {
    let dir = Dir::with_pages();
    dir.put("stop.txt", "书屋\n").put("earlier.jsonl", articles(30));
    dir.run(&["counts", "build", "earlier.jsonl", "-o", "earlier.zbc"]).code(0);
    dir.run(&["run", "pages", "-o", "out", "--keywords", "3", "--stopwords", "stop.txt", "--counts", "earlier.zbc"]).code(0);
    assert_explained(&dir, "out");
}

#[test]
fn a_clipped_summary_of_few_characters_is_explained_too() {
    let dir = Dir::with_pages();
    dir.run(&["run", "pages", "-o", "out", "--summary-chars", "80", "--clip=30"]).code(0);
    assert_explained(&dir, "out");
}

#[test]
fn numbers_that_were_not_used_are_not_shown() {
    let dir = Dir::with_pages();
    dir.put("many.jsonl", articles(300));
    dir.run(&["counts", "build", "many.jsonl", "-o", "other.zbc"]).code(0);
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    let record = dir.records("out").into_iter().find(|record| !record["keywords"].as_array().unwrap().is_empty()).unwrap();
    let id = record["id"].as_str().unwrap();
    let ran = dir.run(&["explain", "out", id, "--counts", "other.zbc"]).code(1).says(&["other counts", "--counts"]);
    assert_eq!(ran.stdout, "");
}

#[test]
fn a_record_is_found_by_the_beginning_of_its_id() {
    let dir = Dir::with_pages();
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    let id = dir.records("out")[0]["id"].as_str().unwrap().to_owned();
    let ran = dir.run(&["explain", "out/records.jsonl", &id[..10]]).code(0);
    assert!(ran.stdout.starts_with(&id) && ran.stdout.contains("\nkeywords\n"), "{}", ran.stdout);
    dir.run(&["explain", "out", "no-such"]).code(1).says(&["no record has the id `no-such`"]);
    dir.run(&["explain", "nowhere.jsonl", "x"]).code(10);
}
