use std::collections::BTreeSet;

use crate::harness::{Dir, PAGE, articles};

#[test]
fn the_bytes_are_the_same_for_any_threads_and_any_order() {
    let dir = Dir::with_pages();
    dir.put("pages/z.jsonl", articles(2000));
    let files = ["pages/z.jsonl", "pages/notes.md", "pages/西山晚报/20231202/第02版.txt", "pages/东湖日报_2023-12-02_01.txt"];
    dir.run(&["run", "pages", "-o", "one", "--jobs", "1"]).code(0);
    dir.run(&["run", "pages", "-o", "two", "--jobs", "2"]).code(0);
    dir.run(&[&["run"][..], &files, &["-o", "three", "--jobs", "5"]].concat()).code(0);
    dir.run(&[&["run", "pages/*.txt"][..], &files, &["pages", "-o", "four"]].concat()).code(0);
    for name in ["records.jsonl", "counts.zbc", "rising.json"] {
        let one = dir.get(&format!("one/{name}"));
        for other in ["two", "three", "four"] {
            assert!(dir.get(&format!("{other}/{name}")) == one, "{other}/{name} differs");
        }
    }
}

#[test]
fn records_stand_by_path_then_line_and_standard_input_last() {
    let dir = Dir::new();
    dir.put("b.txt", PAGE).put("a.jsonl", articles(3)).put("～.txt", PAGE);
    let ran = dir.run_with(&["run", "-", "～.txt", "b.txt", "a.jsonl", "-o", "out"], &[], PAGE);
    ran.code(0);
    let mut paths: Vec<String> = Vec::new();
    let mut last = 0;
    for record in dir.records("out") {
        let path = record["source"]["path"].as_str().unwrap();
        if paths.last().is_none_or(|last| last != path) {
            paths.push(path.to_owned());
            last = 0;
        }
        let lines = [&record["source"]["head_lines"], &record["source"]["body_lines"]];
        let first = lines.iter().filter_map(|ranges| ranges[0][0].as_u64()).min().unwrap_or(last);
        assert!(first >= last, "{path}: {first} after {last}");
        last = first;
    }
    assert_eq!(paths, ["a.jsonl", "b.txt", "～.txt", "-"]);
}

#[test]
fn a_run_reads_neither_its_own_output_nor_what_is_hidden() {
    let dir = Dir::with_pages();
    dir.put("pages/.draft.txt", PAGE).put("pages/photo.jpg", "x");
    dir.run(&["run", "pages", "-o", "pages/out"]).code(0).says(&["(1 other files skipped)"]);
    let first = dir.get("pages/out/records.jsonl");
    dir.run(&["run", "pages", "-o", "pages/out"]).code(0);
    assert_eq!(dir.get("pages/out/records.jsonl"), first);
    dir.run(&["run", "pages", "-o", "pages"]).code(0);
    dir.run(&["run", "pages", "-o", "pages"]).code(0);
}

#[test]
fn the_manifest_tells_what_became_of_every_page() {
    let dir = Dir::with_pages();
    dir.put("pages/photo.jpg", "x");
    dir.put(
        "pages/two.jsonl",
        format!("{{\"page\":\"3\",\"text\":{0}}}\n{{\"page\":\"4\",\"text\":{0}}}\n", serde_json::json!(PAGE)),
    );
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    let manifest = dir.json("out/run.json");
    let keys: BTreeSet<&str> = manifest.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["args", "edition", "elapsed_time", "history", "intake", "metadata", "outputs", "results", "totals"].into());
    let results = manifest["results"].as_array().unwrap();
    for result in results {
        for key in
            ["path", "line", "bytes", "sha256", "encoding", "chars", "articles", "furniture", "status", "message", "milliseconds"]
        {
            assert!(result.get(key).is_some(), "{key} in {result}");
        }
    }
    let first = results.iter().find(|result| result["path"] == "pages/东湖日报_2023-12-02_01.txt").unwrap();
    assert_eq!((&first["paper"], &first["date"], &first["page"]), (&"东湖日报".into(), &"2023-12-02".into(), &"1".into()));
    assert_eq!(first["bytes"], PAGE.len());
    let totals = &manifest["totals"];
    assert_eq!((&totals["files"], &totals["pages"], &totals["status"]["skipped"]), (&4.into(), &5.into(), &1.into()));
    assert_eq!(totals["records"], dir.records("out").len());
    assert_eq!(manifest["edition"]["date"], "2023-12-02");
    assert_eq!(manifest["outputs"][1]["path"], "records.jsonl");
    assert_eq!(manifest["outputs"][1]["bytes"], dir.get("out/records.jsonl").len());
}

#[test]
fn the_date_of_the_edition_can_be_given() {
    let dir = Dir::with_pages();
    dir.run(&["run", "pages", "-o", "out", "--date", "2023-12-03"]).code(0);
    assert_eq!(dir.json("out/run.json")["edition"]["date"], "2023-12-03");
    assert_eq!(
        dir.records("out").iter().find(|record| !record["source"]["date"].is_null()).unwrap()["source"]["date"],
        "2023-12-02"
    );
    dir.run(&["run", "pages", "-o", "out", "--date", "gestern"]).code(2);
}

#[test]
fn one_story_in_two_papers_is_one_story() {
    let dir = Dir::new();
    dir.put("in/东湖日报_2023-12-02_01.txt", PAGE).put("in/西山晚报_2023-12-02_05.txt", PAGE);
    dir.run(&["run", "in", "-o", "out"]).code(0);
    for record in dir.records("out") {
        assert_eq!(record["story"]["also_in"].as_array().unwrap().len(), 1, "{}", record["title"]);
    }
}

#[test]
fn a_quiet_run_says_nothing() {
    let dir = Dir::with_pages();
    let ran = dir.run(&["run", "pages", "-o", "out", "-q"]).code(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
    let loud = dir.run(&["run", "pages", "-o", "out"]).code(0).says(&["reading 3 files", "records of 3 files in out"]);
    assert_eq!(loud.stdout, "");
}
