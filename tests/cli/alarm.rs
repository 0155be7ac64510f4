use crate::harness::{Dir, articles};

#[test]
fn a_night_below_its_least_number_is_written_and_told() {
    let dir = Dir::with_pages();
    dir.run(&["run", "pages", "-o", "out", "--min-pages", "3", "--min-articles", "2"]).code(0);
    assert_eq!(dir.json("out/run.json")["intake"]["is_short_of_pages"], false);
    dir.run(&["run", "pages", "-o", "out", "--min-pages", "4"])
        .code(3)
        .says(&["intake alarm: 3 pages came in, at least 4 are asked for"]);
    let intake = &dir.json("out/run.json")["intake"];
    assert_eq!((&intake["is_short_of_pages"], &intake["min_pages"], &intake["pages"]), (&true.into(), &4.into(), &3.into()));
    assert!(!dir.records("out").is_empty());
    dir.put("zhaibao.toml", "min_articles = 999\n");
    dir.run(&["-q", "run", "pages", "-o", "out"]).code(3).says(&["at least 999 are asked for"]);
    dir.run_with(&["run", "pages", "-o", "out"], &[("ZHAIBAO_MIN_ARTICLES", "1")], "").code(0);
    dir.run(&["run", "pages", "-o", "out", "--min-share", "50"]).code(2).says(&["0 to 1"]);
}

#[test]
fn a_night_is_compared_with_the_earlier_ones() {
    let dir = Dir::new();
    for (day, count) in [(1, 40), (2, 50), (3, 44), (4, 21), (5, 23)] {
        let lines = articles(count).replace("{\"id\"", &format!("{{\"date\":\"2023-12-0{day}\",\"id\""));
        dir.put(&format!("in/{day}.jsonl"), lines);
    }
    for day in 1..=3 {
        dir.run(&["run", &format!("in/{day}.jsonl"), "-o", &format!("nights/{day}")]).code(0);
    }
    let run = |day: &str, more: &[&str]| {
        let input = format!("in/{day}.jsonl");
        dir.run(&[&["run", &input, "-o", "out", "--history", "nights"], more].concat())
    };
    run("4", &[]).code(3).says(&["intake alarm: 21 articles came in, 44 are usual over 3 nights"]);
    dir.run(&["digest", "out", "-o", "letter"]).code(0);
    for name in ["html", "txt", "md"] {
        let form = dir.text(&format!("letter/digest.{name}"));
        assert!(form.contains("来稿偏少") && form.contains("收到稿件 21 篇，平日约 44 篇"), "{name}: {form}");
    }
    run("4", &["--min-share", "0.4"]).code(0);
    run("5", &[]).code(0);
    dir.run(&["digest", "out", "-o", "letter"]).code(0);
    assert!(!dir.text("letter/digest.txt").contains("来稿偏少"));
}
