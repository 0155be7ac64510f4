use serde_json::Value;

use crate::harness::Dir;

/// A page of the first night: one story that will go on, one that will not.
const FIRST: &str = "\
东湖大桥主塔昨日封顶
本报讯（记者 林小满）12月1日，东湖大桥两座主塔同时封顶，塔高一百八十六米。施工单位负责人
介绍，大桥全长四千二百米，是全市第一座跨湖斜拉桥。为赶在汛期以前完成水下施工，三百多名
工人连续奋战了四百天。大桥建成以后，从东湖新区到老城的车程由五十分钟缩短到十二分钟。

消防演练走进东湖市场
本报讯（通讯员 周大为）11月30日，东湖消防救援站在东湖市场举行消防演练，三百多名商户
参加。演练模拟市场二楼起火，消防员在八分钟内疏散全部人员。
消防救援站站长说，市场电线老化是最大隐患，月底前将完成线路改造。
";

/// Pages of the second night: the bridge again in another paper, cut short, and a flood in all of them.
fn second(paper: usize) -> String {
    let floods = [
        "暴雨致东湖水位上涨 江一帆带队巡查堤防
本报讯（记者 王一诺）12月2日，受特大暴雨影响，东湖水位一夜上涨一点二米，市防汛指挥部启动
二级响应。防汛指挥部副总指挥江一帆带队巡查了六处堤防险段，要求险工险段二十四小时有人值守。
全市已有一千四百名群众转移到安全地带，临时安置点备足了食品、药品和棉被。",
        "防汛突击队彻夜加固河堤
本报讯（记者 陈知远）12月2日深夜，暴雨中的西河堤上灯火通明，八十名防汛突击队员肩扛手抬，用五个
小时垒起一道三百米长的沙袋墙。队长江一帆说，险情已经得到控制，队员们轮流在堤上过夜。附近两所
学校暂时停课，操场成了防汛物资的堆放点，教师和家长一起装填沙袋。",
        "菜价未受暴雨影响
本报讯（记者 赵小禾）暴雨过后，记者走访了三家农贸市场，青菜、萝卜的价格与上周持平。市场管理方
说，外地蔬菜改走南线进城，每天到货三百吨，供应充足。防汛期间将每天公布二十种蔬菜的价格，对
哄抬物价的行为从严查处。商户们说，堤防守住了，大家心里就踏实。",
    ];
    let bridge = "东湖大桥主塔封顶
新华社东湖12月2日电 12月1日，东湖大桥两座主塔同时封顶，塔高一百八十六米。施工单位负责人
介绍，大桥全长四千二百米，是全市第一座跨湖斜拉桥。为赶在汛期以前完成水下施工，三百多名
工人连续奋战了四百天。";
    let bridge = if paper == 0 { format!("{bridge}\n\n") } else { String::new() };
    format!("{bridge}{}\n", floods[paper])
}

/// Two nights, the second compared with the first.
fn two_nights() -> Dir {
    let dir = Dir::new();
    dir.put("first/东湖日报_2023-12-02_01.txt", FIRST);
    for (place, paper) in ["西山晚报", "南江商报", "北岭农民报"].into_iter().enumerate() {
        dir.put(&format!("second/{paper}_2023-12-03_01.txt"), second(place));
    }
    dir.run(&["run", "first", "-o", "out/2023-12-02"]).code(0);
    dir.run(&["run", "second", "-o", "out/2023-12-03", "--history", "out"]).code(0);
    dir
}

fn record<'r>(records: &'r [Value], title: &str) -> &'r Value {
    let found = records.iter().find(|record| record["title"].as_str().is_some_and(|found| found.contains(title)));
    found.unwrap_or_else(|| panic!("no {title} in {records:?}"))
}

#[test]
fn a_story_that_goes_on_keeps_its_name() {
    let dir = two_nights();
    let (first, second) = (dir.records("out/2023-12-02"), dir.records("out/2023-12-03"));
    let (before, now) = (record(&first, "主塔"), record(&second, "主塔"));
    assert_eq!(now["story"]["id"], before["story"]["id"]);
    assert_eq!((&now["story"]["since"], &now["story"]["lead"]), (&"2023-12-02".into(), &true.into()));
    assert_eq!(now["story"]["earlier"], serde_json::json!([before["id"]]));
    assert_eq!(before["story"]["since"], Value::Null);
    let new = record(&second, "菜价");
    assert_eq!((&new["story"]["id"], &new["story"]["since"]), (&new["id"], &Value::Null));

    // And on the third night it is still the story of the first.
    dir.run(&["run", "second", "-o", "third", "--date", "2023-12-04", "--history", "out"]).code(0);
    let third = dir.records("third");
    let still = record(&third, "主塔");
    assert_eq!((&still["story"]["id"], &still["story"]["since"]), (&before["story"]["id"], &"2023-12-02".into()));
    assert_eq!(still["story"]["earlier"].as_array().unwrap().len(), 2);
}

#[test]
fn what_rises_is_told_with_its_numbers() {
    let dir = two_nights();
    let rising = dir.json("out/2023-12-03/rising.json");
    let against = &rising["against"];
    assert_eq!((&against["source"], &against["nights"]), (&"history".into(), &1.into()));
    assert_eq!((&against["from"], &against["to"]), (&"2023-12-02".into(), &"2023-12-02".into()));
    let names: Vec<&str> = rising["names"].as_array().unwrap().iter().map(|name| name["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"江一帆"), "{names:?}");
    for term in rising["terms"].as_array().unwrap() {
        assert!(term["count"].as_f64() > term["expected"].as_f64() && term["score"].as_f64() > Some(3.0), "{term}");
        assert!(term["records"].as_array().unwrap().len() > 1);
    }

    // Without a history the background is what counts, and the manifest says which nights there were.
    dir.run(&["run", "second", "-o", "alone"]).code(0);
    let alone = dir.json("alone/rising.json");
    assert_eq!((&alone["against"]["source"], &alone["against"]["nights"]), (&"background".into(), &0.into()));
    let terms: Vec<&str> = alone["terms"].as_array().unwrap().iter().map(|term| term["term"].as_str().unwrap()).collect();
    assert!(terms.contains(&"防汛") || terms.contains(&"暴雨") || terms.contains(&"堤防"), "{terms:?}");
    assert_eq!(dir.json("alone/run.json")["history"]["nights"], serde_json::json!([]));
    assert_eq!(dir.json("out/2023-12-03/run.json")["history"]["nights"][0]["status"], "success");
}

#[test]
fn the_same_nights_give_the_same_bytes() {
    let dir = two_nights();
    dir.run(&["run", "second", "-o", "again", "--jobs", "1", "--history", "out/2023-12-02"]).code(0);
    for name in ["records.jsonl", "rising.json"] {
        assert_eq!(dir.text(&format!("again/{name}")), dir.text(&format!("out/2023-12-03/{name}")), "{name}");
    }
    // A run that is done again does not compare itself with itself.
    let first = dir.text("out/2023-12-03/records.jsonl");
    dir.run(&["run", "second", "-o", "out/2023-12-03", "--history", "out"]).code(0);
    assert_eq!(dir.text("out/2023-12-03/records.jsonl"), first);
}

#[test]
fn a_history_that_cannot_be_read_is_said_and_counted() {
    let dir = two_nights();
    dir.put("bad/2023-12-01/counts.zbc", "no counts").put("empty/notes.txt", "");
    let ran = dir.run(&["run", "second", "-o", "x", "--history", "bad", "--history", "out", "--history", "nowhere"]);
    ran.code(3).says(&["bad/2023-12-01", "nowhere"]);
    let manifest = dir.json("x/run.json");
    assert_eq!(manifest["totals"]["problems"]["unreadable_history"], 2);
    let status = |path: &str| {
        let nights = manifest["history"]["nights"].as_array().unwrap();
        nights.iter().find(|night| night["path"] == path).unwrap_or_else(|| panic!("{path} in {nights:?}"))["status"].clone()
    };
    assert_eq!((status("bad/2023-12-01"), status("nowhere")), ("error".into(), "error".into()));
    assert_eq!((status("out/2023-12-02"), status("out/2023-12-03")), ("success".into(), "skipped".into()));
    // What is left counts.
    assert_eq!(dir.json("x/rising.json")["against"]["nights"], 1);
    dir.run(&["run", "second", "-o", "y", "--history", "empty"]).code(0).says(&["no earlier edition in the history"]);
}

#[test]
fn the_history_is_a_variable_and_a_key_too() {
    let dir = two_nights();
    let expected = dir.text("out/2023-12-03/records.jsonl");
    dir.run_with(&["run", "second", "-o", "a"], &[("ZHAIBAO_HISTORY", "out/2023-12-02,out/2023-12-03")], "").code(0);
    assert_eq!(dir.text("a/records.jsonl"), expected);
    dir.put("zhaibao.toml", "history = [\"out\"]\n");
    dir.run(&["run", "second", "-o", "b"]).code(0);
    assert_eq!(dir.text("b/records.jsonl"), expected);
}

#[test]
fn explain_shows_the_story_and_the_numbers_used() {
    let dir = two_nights();
    for out in ["out/2023-12-02", "out/2023-12-03"] {
        for record in dir.records(out) {
            let id = record["id"].as_str().unwrap();
            let answer = dir.run(&["explain", out, id, "--format", "json"]).code(0).stdout;
            let story = &serde_json::from_str::<Value>(&answer).unwrap()["story"];
            assert_eq!((&story["id"], &story["burst"]), (&record["story"]["id"], &record["story"]["burst"]));
            let reason = &story["burst_reason"];
            assert_eq!(reason["value"], record["story"]["burst"]);
            let parts: f64 = reason["parts"].as_array().into_iter().flatten().map(|part| part["value"].as_f64().unwrap()).sum();
            assert!((parts / 3.0 - reason["value"].as_f64().unwrap()).abs() < 1e-4, "{reason}");
        }
    }
    let second = dir.records("out/2023-12-03");
    let id = record(&second, "主塔")["id"].as_str().unwrap();
    let text = dir.run(&["explain", "out/2023-12-03", id]).code(0).stdout;
    for piece in ["\nstory\n", "since 2023-12-02", "\nburst\n", "earlier in", "of its shingles in the longer text"] {
        assert!(text.contains(piece), "no `{piece}` in {text}");
    }
    // Other counts than those of the run explain nothing.
    dir.put("out/2023-12-02/counts.zbc", "broken");
    dir.run(&["explain", "out/2023-12-03", id]).code(1).says(&["out/2023-12-02"]);
}

#[test]
fn explain_shows_what_a_paper_cut_and_changed() {
    let dir = Dir::new();
    let page = FIRST.split("\n\n").next().unwrap();
    let paragraphs = "\n　　桥面铺装下月开始，明年五一通车。大桥两侧设了人行步道和观景平台，市民可以走到湖心看日落。\n";
    dir.put("in/东湖日报_2023-12-02_01.txt", format!("{page}{paragraphs}"));
    dir.put("in/西山晚报_2023-12-02_05.txt", format!("{page}\n").replace("是全市第一座", "为全市首座"));
    dir.run(&["run", "in", "-o", "out"]).code(0);
    let records = dir.records("out");
    assert_eq!(records.len(), 2, "{records:?}");
    let id = records[0]["id"].as_str().unwrap();
    let answer: Value = serde_json::from_str(&dir.run(&["explain", "out", id, "--format", "json"]).code(0).stdout).unwrap();
    let others = answer["story"]["others"].as_array().unwrap();
    assert_eq!((others.len(), &others[0]["paper"]), (1, &"西山晚报".into()));
    assert!(others[0]["evidence"]["shingles"].as_f64().unwrap() > 0.8);
    let changes: Vec<&str> = others[0]["changes"].as_array().unwrap().iter().map(|c| c["what"].as_str().unwrap()).collect();
    assert!(changes.contains(&"changed") || changes.contains(&"cut"), "{changes:?}");
}
