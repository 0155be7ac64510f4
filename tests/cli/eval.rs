//! Records measured, compared, exported for labelling and read back.

use serde_json::Value;

use crate::harness::{Dir, json_lines};

const GOLD: &str = concat!(
    r#"{"id":"a","title":"新航线","text":"滨江港开航。客商云集。","sentences":["滨江港开航。","客商云集。"],"#,
    r#""topics":["trade","transport"],"keywords":["滨江港"],"summary":[0]}"#,
    "\n",
    r#"{"id":"b","title":"大雾","text":"明晨有大雾。请慢行。","sentences":["明晨有大雾。","请慢行。"],"annotators":["#,
    r#"{"topics":["emergency"],"keywords":["大雾"],"summary":[0]},{"topics":["environment"],"keywords":["大雾"],"summary":[1]}]}"#,
    "\n",
);
const RECORDS: &str = concat!(
    r#"{"id":"a","topics":["trade"],"keywords":["滨江港"],"summary":["滨江港开航。"]}"#,
    "\n",
    r#"{"id":"b","topics":["emergency"],"keywords":["慢行"],"summary":["请慢行。"]}"#,
    "\n",
    r#"{"id":"z","topics":["law"]}"#,
    "\n",
);

fn labelled() -> Dir {
    let dir = Dir::new();
    dir.put("gold.jsonl", GOLD).put("records.jsonl", RECORDS);
    dir.put("worse.jsonl", "{\"id\":\"a\",\"topics\":[\"law\"]}\n");
    dir
}

fn eval(dir: &Dir, more: &[&str]) -> crate::harness::Ran {
    dir.run(&[&["eval", "--gold", "gold.jsonl", "records.jsonl", "--samples", "20"], more].concat())
}

#[test]
fn figures_are_printed_and_unpaired_ids_listed() {
    let table = eval(&labelled(), &["--per-topic"]).code(0).stdout;
    for piece in ["topic_F1", "95 % interval", "human", "alpha_topics", "emergency", "1 records have no gold", ": z"] {
        assert!(table.contains(piece), "{piece} in:\n{table}");
    }
    let markdown = eval(&labelled(), &["--format", "markdown"]).code(0).stdout;
    assert!(markdown.contains("| topic\\_F1 |") || markdown.contains("| topic_F1 |"), "{markdown}");
    let html = eval(&labelled(), &["--format", "html"]).code(0).stdout;
    assert!(html.starts_with("<!doctype html>"));
}

#[test]
fn json_repeats_byte_for_byte_for_any_number_of_threads() {
    let dir = labelled();
    let one = eval(&dir, &["--format", "json", "--jobs", "1"]).code(0).stdout;
    assert_eq!(one, eval(&dir, &["--format", "json", "--jobs", "4"]).code(0).stdout);
    let report: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(report["system"]["kw_F1@8"], 0.5);
    assert!(report["system"]["sum_rouge1_jieba"].is_f64());
    assert_ne!(one, eval(&dir, &["--format", "json", "--seed", "2"]).code(0).stdout);
}

#[test]
fn a_gate_that_is_not_met_ends_with_4() {
    let dir = labelled();
    eval(&dir, &["--min", "kw_F1@8=0.5"]).code(0);
    eval(&dir, &["--min", "kw_F1@8=0.5,topic_F1=0.99"]).code(4).says(&["topic_F1 is", "at least 0.99"]);
    eval(&dir, &["--min", "kw_F2=0.5"]).code(2).says(&["no figure `kw_F2`", "kw_F1@8"]);
    eval(&dir, &["--min", "kw_F1@8"]).code(2).says(&["expected KEY=VALUE"]);
}

#[test]
fn one_more_cut_off_can_be_asked_for() {
    let report = eval(&labelled(), &["--k", "3", "--format", "json"]).code(0).stdout;
    let report: Value = serde_json::from_str(&report).unwrap();
    assert!(report["system"]["kw_R@3"].is_f64() && report["system"]["kw_soft@8"].is_f64());
}

#[test]
fn two_systems_are_compared() {
    let table = eval(&labelled(), &["--compare", "worse.jsonl"]).code(0).stdout;
    for piece in ["difference", "p", "changed sides: 2 articles won, 0 lost, 0 both"] {
        assert!(table.contains(piece), "{piece} in:\n{table}");
    }
}

#[test]
fn bad_labels_are_errors_with_their_line() {
    let dir = labelled();
    dir.put("gold.jsonl", format!("{GOLD}{{\"id\":\"c\",\"text\":\"雾。\",\"sentences\":[\"雾。\"],\"summary\":[3]}}\n"));
    eval(&dir, &[]).code(1).says(&["gold.jsonl:3: summary of c names sentence 3, but there are 1"]);
    dir.put("gold.jsonl", "");
    eval(&dir, &[]).code(10);
    dir.run(&["eval", "--gold", "none.jsonl", "records.jsonl"]).code(2).says(&["cannot read none.jsonl"]);
}

#[test]
fn pages_are_measured_from_the_output_folder() {
    let dir = Dir::with_pages();
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    let article = |record: &Value| serde_json::json!({ "id": record["id"], "title": record["title"].as_str().unwrap_or(""), "body": record["text"] });
    let page = "东湖日报_2023-12-02_01";
    let mine = dir.records("out").into_iter().filter(|record| record["source"]["path"].as_str().unwrap().contains("东湖日报"));
    let gold = serde_json::json!({ "page": page, "articles": mine.map(|record| article(&record)).collect::<Vec<_>>() });
    dir.put("pages.jsonl", gold.to_string());
    let report = dir.run(&["eval", "--gold", "pages.jsonl", "out", "--format", "json"]).code(0).stdout;
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!((&report["all"]["f1@0.9"], &report["all"]["title_exact"]), (&1.0.into(), &1.0.into()));
    assert_eq!((&report["pages"], &report["missing_pages"], &report["unknown_pages"]), (&1.into(), &0.into(), &2.into()));
}

/// Records of a run, its tasks, the tasks as a person accepts them, and the gold that comes back.
#[test]
fn records_come_back_from_label_studio_as_gold() {
    let dir = Dir::with_pages();
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    dir.run(&["export", "out", "--to", "label-studio", "-o", "tasks.json"]).code(0);
    let mut tasks = dir.json("tasks.json");
    for task in tasks.as_array_mut().unwrap() {
        task["annotations"] = serde_json::json!([{ "completed_by": 1, "result": task["predictions"][0]["result"] }]);
    }
    dir.put("labelled.json", tasks.to_string());
    let gold = dir.run(&["import", "labelled.json"]).code(0);
    same_labels(&dir, &gold.lines());
    // Measured against themselves, through the export as it is, records are perfect.
    let report = dir.run(&["eval", "--gold", "labelled.json", "out", "--format", "json"]).code(0).stdout;
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["system"]["kw_F1@8"], 1.0);
    assert_eq!(report["unpaired"]["no_record"], serde_json::json!([]));
}

#[test]
fn records_come_back_from_doccano_as_gold() {
    let dir = Dir::with_pages();
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    dir.run(&["export", "out", "--to", "doccano", "-o", "tasks"]).code(0);
    let files = ["tasks/classification.jsonl", "tasks/sequence.jsonl", "tasks/seq2seq.jsonl"];
    same_labels(&dir, &dir.run(&[&["import"][..], &files].concat()).code(0).lines());
    let one = dir.run(&["export", "out", "--to", "doccano", "--kind", "sequence"]).code(0).stdout;
    assert_eq!(one, dir.text("tasks/sequence.jsonl"));
    dir.run(&["export", "out", "--to", "doccano"]).code(2).says(&["name a folder with -o"]);
}

#[track_caller]
fn same_labels(dir: &Dir, gold: &[Value]) {
    let records = dir.records("out");
    assert_eq!(gold.len(), records.len());
    for (gold, record) in gold.iter().zip(&records) {
        let names = |list: &str, key: &str| -> Vec<Value> {
            record[list].as_array().unwrap().iter().map(|item| item[key].clone()).collect()
        };
        assert_eq!(gold["id"], record["id"]);
        assert_eq!(gold["text"], record["text"]);
        assert_eq!(gold["title"], record["title"]);
        assert_eq!(gold["topics"].as_array().unwrap(), &names("topics", "id"));
        assert_eq!(gold["keywords"].as_array().unwrap(), &names("keywords", "term"));
        assert_eq!(gold["summary"].as_array().unwrap(), &names("summary", "sentence"));
    }
}

#[test]
fn the_articles_worth_labelling_are_chosen() {
    let dir = Dir::with_pages();
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    let ids = |more: &[&str]| -> Vec<String> {
        let tasks = dir.run(&[&["export", "out", "--to", "label-studio"], more].concat()).code(0).stdout;
        let tasks: Vec<Value> = serde_json::from_str(&tasks).unwrap();
        tasks.iter().map(|task| task["data"]["id"].as_str().unwrap().to_owned()).collect()
    };
    let all = ids(&[]);
    assert_eq!(ids(&["--random", "2", "--seed", "5"]), ids(&["--random", "2", "--seed", "5"]));
    assert_eq!(ids(&["--random", "2"]).len(), 2);
    assert_eq!(ids(&["--uncertain", "-n", "1"]).len(), 1);
    assert_eq!(ids(&["--disagreements", "out"]).len(), 0);
    let mut other = json_lines(&dir.text("out/records.jsonl"));
    other[1]["keywords"] = serde_json::json!(["别的词"]);
    dir.put("other.jsonl", other.iter().map(Value::to_string).collect::<Vec<_>>().join("\n"));
    assert_eq!(ids(&["--disagreements", "other.jsonl"]), all[1..2]);
    dir.run(&["export", "out", "--to", "label-studio", "--random", "2", "--uncertain"]).code(2);
}

#[test]
fn labelled_data_are_looked_over() {
    let dir = Dir::new();
    let line = |id: &str, topic: &str| {
        format!(
            "{{\"id\":\"{id}\",\"text\":\"滨江港三月份完成集装箱吞吐量四十二万标准箱同比增长百分之六。\
             港务集团负责人介绍说新开通的三条近洋航线带来了近两成的增量。\",\"topics\":[\"{topic}\"]}}\n"
        )
    };
    dir.put("test.jsonl", line("a", "trade")).put("learn.jsonl", line("x", "trade")).put("typo.jsonl", line("a", "trad"));
    let alone = dir.run(&["debug-data", "test.jsonl"]).code(0).stdout;
    assert!(alone.contains("labels on fewer than 50 articles of the test set") && alone.contains("trade (1)"), "{alone}");
    let both = dir.run(&["debug-data", "test.jsonl", "--learn", "learn.jsonl"]).code(3).stdout;
    assert!(both.contains("error: articles of the test set that print the same story as one of the learning set: 1\n  a = x"));
    let typo = dir.run(&["debug-data", "typo.jsonl", "--format", "json"]).code(3).stdout;
    let typo: Value = serde_json::from_str(&typo).unwrap();
    assert_eq!(typo["findings"][0]["about"], serde_json::json!(["trad"]));
}

#[test]
fn the_help_defines_every_figure() {
    let help = Dir::new().run(&["eval", "--help"]).code(0).stdout;
    for piece in ["topic_macroF1", "kw_soft@k", "rouge-score", "jieba", "Krippendorff", "B-cubed", "0/0 counts as 0", "Koehn"] {
        assert!(help.contains(piece), "{piece}");
    }
}

#[test]
fn the_labelling_interface_is_printed() {
    let interface = Dir::new().run(&["export", "--to", "label-studio", "--interface"]).code(0).stdout;
    assert!(interface.contains("alias=\"trade\"") && interface.contains("keyword"));
}
