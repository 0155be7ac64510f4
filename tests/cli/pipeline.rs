use serde_json::Value;

use crate::harness::{Dir, articles, json_lines};

fn without_story(mut records: Vec<Value>) -> Vec<Value> {
    for record in &mut records {
        record["story"].take();
    }
    records.sort_by_key(|record| record["id"].as_str().unwrap().to_owned());
    records
}

/// Law 5, over pages and over ready-made articles, with the articles dealt to any number of filters.
#[test]
fn split_and_annotate_in_any_parts_give_what_run_gives() {
    let dir = Dir::with_pages();
    dir.put("pages/more.jsonl", articles(40));
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    let whole = without_story(dir.records("out"));
    let split = dir.run(&["split", "pages"]).code(0).stdout;
    for parts in [1, 2, 7] {
        let mut records = Vec::new();
        for part in 0..parts {
            let lines: Vec<&str> = split.lines().skip(part).step_by(parts).collect();
            let args = ["annotate", "--counts", "out/counts.zbc"];
            records.extend(dir.run_with(&args, &[], lines.join("\n")).code(0).lines());
        }
        assert_eq!(without_story(records), whole, "{parts} parts");
    }
}

#[test]
fn split_is_a_filter() {
    let dir = Dir::with_pages();
    let page = dir.get("pages/东湖日报_2023-12-02_01.txt");
    let ran = dir.run_with(&["split"], &[], page).code(0);
    for article in ran.lines() {
        assert_eq!(article["source"]["path"], "-");
        assert!(article.get("keywords").is_none() && article.get("text").is_some());
    }
}

#[test]
fn annotate_keeps_the_order_and_the_keys_of_its_input() {
    let dir = Dir::new();
    let input = "{\"id\":\"z\",\"title\":null,\"text\":\"东湖书屋开放。\",\"mine\":[1]}\n{\"id\":\"a\",\"text\":\"西山书屋开放。\",\"date\":20231202}\n";
    let ran = dir.run_with(&["annotate"], &[], input).code(0);
    let records = ran.lines();
    assert_eq!((&records[0]["id"], &records[1]["id"]), (&"z".into(), &"a".into()));
    assert_eq!(records[1]["source"]["date"], "2023-12-02");
    assert!(records.iter().all(|record| record["story"].is_null()));
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let dir = Dir::new();
    dir.put("many.jsonl", articles(3000));
    let mut child = dir.spawn(&["annotate", "many.jsonl"]);
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn counts_add_up() {
    let dir = Dir::new();
    let all = articles(9);
    let (first, rest) = all.split_at(all.match_indices('\n').nth(3).unwrap().0 + 1);
    dir.put("first.jsonl", first).put("rest.jsonl", rest).put("all.jsonl", &all);
    for name in ["first", "rest", "all"] {
        dir.run(&["counts", "build", &format!("{name}.jsonl"), "-o", &format!("{name}.zbc")]).code(0);
    }
    dir.run(&["counts", "merge", "rest.zbc", "first.zbc", "-o", "sum.zbc"]).code(0);
    assert_eq!(dir.get("sum.zbc"), dir.get("all.zbc"));
    let shown = dir.run(&["counts", "show", "sum.zbc", "书屋", "火箭"]).code(0).stdout;
    assert_eq!(shown.lines().skip(1).collect::<Vec<_>>(), ["9\t书屋", "0\t火箭"]);
    dir.put("bad.zbc", "no counts");
    dir.run(&["counts", "show", "bad.zbc"]).code(2).says(&["bad.zbc"]);
}

#[test]
fn records_say_what_the_schema_says() {
    let dir = Dir::with_pages();
    dir.put("pages/more.jsonl", articles(3));
    let schema: Value = serde_json::from_str(&dir.run(&["schema"]).code(0).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    let split = dir.run(&["split", "pages"]).code(0).stdout;
    let lines: Vec<Value> = dir.records("out").into_iter().chain(json_lines(&split)).collect();
    assert!(lines.len() > 10);
    for line in lines {
        let errors: Vec<String> =
            validator.iter_errors(&line).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:?} in {line}");
    }
    let mut wrong = dir.records("out").remove(0);
    wrong["surplus"] = 1.into();
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn a_split_can_be_proved() {
    let dir = Dir::with_pages();
    let ran = dir.run(&["split", "--check", "pages"]).code(0);
    assert!(ran.stdout.starts_with("3 pages: "), "{}", ran.stdout);
    dir.put("pages/empty.txt", "");
    dir.run(&["split", "--check", "pages"]).code(3).says(&["empty.txt: holds no text"]);
}
