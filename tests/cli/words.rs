use serde_json::Value;

use crate::harness::Dir;

/// The keywords of the first story of the first page.
fn keywords(dir: &Dir) -> Vec<String> {
    let record = dir.records("out").into_iter().find(|record| record["title"] == "东湖新建百座社区书屋").unwrap();
    let terms = record["keywords"].as_array().unwrap().iter();
    terms.map(|keyword| keyword["term"].as_str().unwrap().to_owned()).collect()
}

fn explained(dir: &Dir, format: &str) -> String {
    let record = dir.records("out").into_iter().find(|record| record["title"] == "东湖新建百座社区书屋").unwrap();
    dir.run(&["explain", "out", record["id"].as_str().unwrap(), "--format", format]).code(0).stdout
}

fn changed(dir: &Dir) -> (Vec<String>, Vec<String>) {
    let answer: Value = serde_json::from_str(&explained(dir, "json")).unwrap();
    let terms = |key: &str| serde_json::from_value(answer["by_your_words"][key].clone()).unwrap();
    (terms("added"), terms("removed"))
}

#[test]
fn a_word_of_the_dictionary_is_a_keyword_and_explain_says_by_what() {
    let dir = Dir::with_pages();
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    let before = keywords(&dir);
    assert!(!before.contains(&"负责人说".to_owned()), "{before:?}");
    dir.put("own.tsv", "# ours\n负责人说\t-\tn\t20\n青禾云仓\n");
    let ran = dir.run(&["run", "pages", "-o", "out", "--dict", "own.tsv"]).code(0);
    assert!(!ran.stderr.contains("--dict"), "{}", ran.stderr);
    assert_eq!(keywords(&dir)[0], "负责人说");
    let (added, removed) = changed(&dir);
    assert!(added.contains(&"负责人说".to_owned()), "{added:?}");
    assert!(removed.iter().all(|term| before.contains(term)), "{removed:?} of {before:?}");
    let told = explained(&dir, "text");
    assert!(told.contains("in your dictionary"), "{told}");
    let line = told.lines().find(|line| line.starts_with("your dictionary, vocabulary and stop words changed:")).unwrap();
    assert!(line.contains("+负责人说"), "{line}");
}

#[test]
fn under_a_vocabulary_its_terms_alone_are_keywords_and_explain_says_what_fell() {
    let dir = Dir::with_pages();
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    let before = keywords(&dir);
    dir.put("terms.txt", "# ours\n有声读物\n居民\n小麦\n");
    dir.run(&["run", "pages", "-o", "out", "--vocabulary", "terms.txt"]).code(0);
    let mut terms = keywords(&dir);
    terms.sort();
    assert_eq!(terms, ["居民", "有声读物"]);
    let (added, removed) = changed(&dir);
    let fell: Vec<String> = before.iter().filter(|term| !terms.contains(term)).cloned().collect();
    assert_eq!(removed, fell);
    assert!(added.iter().all(|term| terms.contains(term) && !before.contains(term)), "{added:?}");
}

#[test]
fn both_come_from_environment_and_settings_file_too() {
    let dir = Dir::with_pages();
    dir.put("terms.txt", "有声读物\n").put("own.tsv", "负责人说\t-\tn\t20\n");
    dir.run_with(&["run", "pages", "-o", "out"], &[("ZHAIBAO_DICT", "own.tsv")], "").code(0);
    assert_eq!(keywords(&dir)[0], "负责人说");
    dir.put("zhaibao.toml", "vocabulary = \"terms.txt\"\n");
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    assert_eq!(keywords(&dir), ["有声读物"]);
}

#[test]
fn a_list_that_cannot_be_read_or_holds_nothing_stops_before_any_work() {
    let dir = Dir::with_pages();
    dir.put("empty", "").put("comments", "# nothing yet\n\n").put("wrong.tsv", "# ours\n两个 词\n");
    for flag in ["--dict", "--vocabulary"] {
        dir.run(&["run", "pages", "-o", "out", flag, "nowhere"]).code(2).says(&["nowhere"]);
        for list in ["empty", "comments"] {
            dir.run(&["run", "pages", "-o", "out", flag, list]).code(2).says(&[list, "is empty"]);
        }
    }
    dir.run(&["run", "pages", "-o", "out", "--dict", "wrong.tsv"]).code(2).says(&["wrong.tsv:2"]);
    assert!(!dir.path("out").exists());
}

#[test]
fn a_list_of_which_nothing_stands_in_the_run_is_told_counted_and_in_the_exit_code() {
    let dir = Dir::with_pages();
    dir.put("own.tsv", "青禾云仓\n云仓\n").put("terms.txt", "小麦\n大豆\n玉米\n");
    let args = ["run", "pages", "-o", "out"];
    dir.run(&[&args[..], &["--dict", "own.tsv"]].concat()).code(3).says(&["none of the 2 words of --dict"]);
    assert!(!keywords(&dir).is_empty(), "the night is written all the same");
    let ran = dir.run(&[&args[..], &["--vocabulary", "terms.txt"]].concat()).code(3);
    ran.says(&["none of the 3 terms of --vocabulary", "no keywords"]);
    assert_eq!(keywords(&dir), Vec::<String>::new());
    let articles = crate::harness::articles(3);
    let ran = dir.run_with(&["annotate", "--vocabulary", "terms.txt"], &[], articles.as_str()).code(3);
    assert_eq!(ran.says(&["none of the 3 terms of --vocabulary"]).lines().len(), 3);
}
