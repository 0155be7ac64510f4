use crate::harness::{Dir, PAGE};

fn keywords(dir: &Dir, out: &str) -> usize {
    dir.records(out).iter().map(|record| record["keywords"].as_array().unwrap().len()).max().unwrap()
}

#[test]
fn flag_before_environment_before_file_before_default() {
    type Row<'a> = (Option<&'a str>, &'a [(&'a str, &'a str)], &'a [&'a str], usize);
    let dir = Dir::with_pages();
    let rows: [Row<'_>; 4] = [
        (None, &[], &[], 8),
        (Some("keywords = 4\n"), &[], &[], 4),
        (Some("keywords = 4\n"), &[("ZHAIBAO_KEYWORDS", "3")], &[], 3),
        (Some("keywords = 4\n"), &[("ZHAIBAO_KEYWORDS", "3")], &["--keywords", "2"], 2),
    ];
    for (file, env, flags, expected) in rows {
        if let Some(file) = file {
            dir.put("zhaibao.toml", file);
        }
        dir.run_with(&[&["run", "pages", "-o", "out"], flags].concat(), env, "").code(0);
        // Doubtful ones are left out, down to five of eight.
        let printed = keywords(&dir, "out");
        assert!(
            ((expected * 5).div_ceil(8)..=expected).contains(&printed),
            "{printed} of {expected}: {file:?} {env:?} {flags:?}"
        );
        assert_eq!(dir.json("out/run.json")["args"]["analysis"]["keywords"], expected);
    }
}

#[test]
fn a_wrong_settings_file_is_told_with_its_line() {
    let dir = Dir::with_pages();
    let rows = [
        ("keywords = 4\n\nkeyword = 3\n", "zhaibao.toml:3: unknown field `keyword`"),
        ("[run]\nkeywords = 4\n", "zhaibao.toml:1: unknown field `run`"),
        ("keywords = \"four\"\n", "zhaibao.toml:1: invalid type"),
        ("keywords = \n", "zhaibao.toml:1: "),
    ];
    for (file, message) in rows {
        dir.put("zhaibao.toml", file);
        dir.run(&["run", "pages", "-o", "out"]).code(2).says(&[message]);
    }
    assert!(!dir.path("out").exists());
    dir.run(&["--config", "nowhere.toml", "run", "pages", "-o", "out"]).code(2).says(&["nowhere.toml"]);
}

#[test]
fn paths_in_a_settings_file_are_meant_from_where_it_lies() {
    let dir = Dir::with_pages();
    dir.put("desk/zhaibao.toml", "out = \"night\"\nstopwords = [\"stop.txt\"]\n").put("desk/stop.txt", "书屋\n");
    dir.run(&["--config", "desk/zhaibao.toml", "run", "pages"]).code(0);
    assert!(!dir.text("desk/night/records.jsonl").contains("\"term\":\"书屋\""));
}

#[test]
fn every_setting_changes_what_it_says() {
    let dir = Dir::with_pages();
    dir.put("stop.txt", "# 不要\n书屋\n");
    dir.put("mine/reading.toml", "id = \"reading\"\nname = \"读书\"\nthreshold = 0.1\n[any]\n9 = [\"书屋\"]\n");
    dir.run(&["run", "pages", "-o", "plain"]).code(0);
    let plain = dir.text("plain/records.jsonl");
    for flags in [
        &["--keywords", "1"][..],
        &["--summary-sentences", "1"],
        &["--summary-chars", "60"],
        &["--clip=20"],
        &["--stopwords", "stop.txt"],
        &["--counts", "plain/counts.zbc"],
        &["--topics", "mine"],
    ] {
        dir.run(&[&["run", "pages", "-o", "out"], flags].concat()).code(0);
        assert_ne!(dir.text("out/records.jsonl"), plain, "{flags:?}");
    }
    for flags in [["--stopwords", "none.txt"], ["--counts", "none.zbc"], ["--topics", "none"]] {
        dir.run(&[&["run", "pages", "-o", "out"][..], &flags].concat()).code(2).says(&[flags[1]]);
    }
}

fn summary(dir: &Dir, text: &str, flags: &[&str], env: &[(&str, &str)]) -> Vec<String> {
    dir.put("story.jsonl", format!("{}\n", serde_json::json!({ "id": "1", "text": text })));
    let ran = dir.run_with(&[&["annotate", "story.jsonl"], flags].concat(), env, "");
    let record = ran.code(0).lines().remove(0);
    record["summary"].as_array().unwrap().iter().map(|sentence| sentence["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_summary_is_as_long_as_the_user_says() {
    const STORY: &str = "滨江新港大桥4月2日建成通车，两岸车程由一小时缩短到十分钟，首日通行车辆三千余辆。大桥全长2.6公里，总投资18亿元，设双向六车道。\
                         市交通局局长表示，大桥通车后每年可节省物流成本两亿元。附近居民纷纷赶来拍照留念。新港镇的果农说，水果当天就能运到城里。";
    let dir = Dir::new();
    let chars = |sentences: &[String]| sentences.iter().map(|sentence| sentence.chars().count()).sum::<usize>();
    assert_eq!(summary(&dir, STORY, &[], &[]).len(), 3);
    assert_eq!(summary(&dir, STORY, &["--summary-chars", "500"], &[]).len(), 5, "characters alone leave out nothing that fits");
    assert_eq!(summary(&dir, STORY, &["--summary-chars", "500", "--summary-sentences", "2"], &[]).len(), 2);
    let few = summary(&dir, STORY, &["--summary-chars", "70"], &[]);
    assert!(!few.is_empty() && chars(&few) <= 70, "{few:?}");
    assert_eq!(summary(&dir, STORY, &[], &[("ZHAIBAO_SUMMARY_CHARS", "70")]), few);
    let clipped = summary(&dir, STORY, &["--clip=25"], &[]);
    assert_eq!(clipped[0], "滨江新港大桥4月2日建成通车……", "{clipped:?}");
    dir.put("zhaibao.toml", "clip = 25\n");
    assert_eq!(summary(&dir, STORY, &[], &[]), clipped);
}

#[test]
fn lines_of_json_are_what_the_user_says() {
    let dir = Dir::new();
    dir.put("lines.jsonl", format!("{{\"text\":{}}}\n", serde_json::json!(PAGE)));
    let articles = |args: &[&str]| dir.run(&[&["split", "lines.jsonl"], args].concat()).code(0).lines();
    assert_eq!(articles(&[]).len(), 1);
    assert!(articles(&[])[0]["source"]["body_lines"].as_array().unwrap().is_empty());
    assert!(!articles(&["--as", "pages"])[0]["source"]["body_lines"].as_array().unwrap().is_empty());
}
