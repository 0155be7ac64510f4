use crate::harness::Dir;

/// Two small topics of our own, over the shipped ones.
const TIDE: &str = "id = \"tide\"\nname = \"潮汐\"\nthreshold = 4.0\n[any]\n4 = [\"潮位\", \"赶海\"]\n";
const BOOKS: &str = "id = \"books\"\nname = \"读书\"\nthreshold = 4.0\n[any]\n4 = [\"书屋\", \"藏书\"]\n";

/// Labelled articles of both topics, `of` each, no two alike; every other one has no word of the hand's.
fn labels(of: usize) -> String {
    let line = |topic: &str, n: usize, odd: &str, even: &str| {
        let text = if n % 2 == 1 { odd } else { even }.replace('#', &n.to_string());
        format!("{{\"id\":\"{topic}{n}\",\"text\":\"{text}\",\"topics\":[\"{topic}\"]}}\n")
    };
    let tide =
        |n| line("tide", n, "东湾第#天潮位升高，渔民赶海归来，码头上摆满贝类。", "渔民出海第#天，贝类满舱，码头上人来人往。");
    let books =
        |n| line("books", n, "东湖第#座书屋开放，藏书丰富，孩子们坐满阅览室。", "第#座阅览室开放，孩子们借阅图书，借阅不收费。");
    (1..=of).map(|n| tide(n) + &books(n)).collect()
}

fn desk() -> Dir {
    let dir = Dir::new();
    dir.put("mine/tide.toml", TIDE).put("mine/books.toml", BOOKS).put("labels.jsonl", labels(20));
    dir
}

const LEARN: [&str; 6] = ["topics", "learn", "--topics", "mine", "--labels", "labels.jsonl"];

#[test]
fn what_is_learned_is_written_beside_the_hand_and_read_again() {
    let dir = desk();
    dir.run(&[&LEARN[..], &["-o", "learned"]].concat()).code(0).says(&["25 topic files written to learned"]);
    let tide = dir.text("learned/tide.toml");
    assert!(tide.starts_with(TIDE.trim_end()), "the hand's lines stay");
    assert!(tide.contains("[learned.any]") && tide.contains("满舱"), "learned: {tide}");
    assert!(!dir.text("learned/sports.toml").contains("潮位"));
    let test = dir.run(&["topics", "test", "labels.jsonl", "--topics", "learned"]).code(0);
    assert!(test.stdout.contains("40 articles"), "{}", test.stdout);
    // A word only learning knows brings the topic.
    dir.put("new.jsonl", "{\"id\":\"n\",\"text\":\"渔民把贝类运到码头，码头上人来人往，渔民说贝类满舱。\"}\n");
    let topics = |folder: &str| {
        let out = dir.run(&["annotate", "new.jsonl", "--topics", folder]).code(0);
        let record = out.lines().remove(0);
        record["topics"].as_array().unwrap().iter().map(|topic| topic["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(topics("learned").contains(&"tide".to_owned()));
    assert!(!topics("mine").contains(&"tide".to_owned()));
}

#[test]
fn learning_gives_the_same_files_for_any_number_of_threads() {
    let dir = desk();
    let unlabelled: String =
        (0..30).map(|n| format!("{{\"id\":\"u{n}\",\"text\":\"海边第{n}个渔民说，贝类和海带都丰收。\"}}\n")).collect();
    dir.put("rest.jsonl", unlabelled);
    for (jobs, out) in [("1", "one"), ("2", "two")] {
        dir.run(&[&LEARN[..], &["--unlabelled", "rest.jsonl", "-o", out, "--jobs", jobs]].concat())
            .code(0)
            .says(&["30 unlabelled articles, one in 1 of all"]);
    }
    for topic in ["tide", "books"] {
        assert_eq!(dir.text(&format!("one/{topic}.toml")), dir.text(&format!("two/{topic}.toml")));
    }
    let cross = |jobs: &str| dir.run(&[&LEARN[..], &["--cv", "--jobs", jobs]].concat()).code(0).stdout;
    assert_eq!(cross("1"), cross("2"));
    assert!(cross("1").contains("topic_F1"));
}

#[test]
fn faults_of_labels_are_told_with_path_and_line() {
    let dir = desk();
    dir.put("broken.jsonl", labels(1) + "{\"id\":\n")
        .put("empty.jsonl", "\n")
        .put("channel.jsonl", "{\"id\":\"1\",\"topic\":\"tide\",\"text\":\"潮位升高。\"}\n{\"id\":2}\n")
        .put("unknown.jsonl", labels(1).replace("[\"books\"]", "[\"astrology\"]"));
    for command in [&["topics", "learn", "--topics", "mine", "--labels"][..], &["topics", "test", "--topics", "mine"]] {
        for (file, code, message) in [
            ("broken.jsonl", 1, "broken.jsonl:3: "),
            ("empty.jsonl", 10, "empty.jsonl does not exist or holds no page"),
            ("channel.jsonl", 2, "channel.jsonl:2: no channel label"),
            ("unknown.jsonl", 2, "books1 is labelled `astrology`, which is no topic of the taxonomy"),
            ("nowhere.jsonl", 2, "cannot read nowhere.jsonl"),
        ] {
            dir.run(&[command, &[file]].concat()).code(code).says(&[message]);
        }
    }
    dir.run(&["topics", "learn"]).code(2).says(&["no labelled articles; name files with --labels"]);
    dir.run(&["topics", "test"]).code(2).says(&["no labelled articles; name files"]);
    dir.run(&[&LEARN[..], &["--cv", "-o", "out"]].concat()).code(2).says(&["--cv measures and writes nothing"]);
    dir.run(&[&LEARN[..], &["--leave-out", "时政"]].concat()).code(2).says(&["no article is of the channel `时政`"]);
    dir.run(&[&LEARN[..], &["--unlabelled", "labels.jsonl"]].concat()).code(2).says(&["no unlabelled article but those"]);
}

#[test]
fn the_settings_file_says_what_flags_say() {
    let dir = desk();
    dir.put("zhaibao.toml", "topics = \"mine\"\n[taxonomy]\nlabels = [\"labels.jsonl\"]\nout = \"learned\"\nmost_terms = 3\n");
    dir.run(&["topics", "learn"]).code(0).says(&["25 topic files written to learned"]);
    let terms = |file: &str| {
        let text = dir.text(file);
        let learned = text[text.find("[learned.any]").unwrap()..].to_owned();
        learned.matches('"').count() / 2 - learned.matches("\" = [").count()
    };
    assert_eq!(terms("learned/tide.toml"), 3);
    dir.run(&["topics", "learn", "--most-terms", "1", "-o", "short"]).code(0);
    assert_eq!(terms("short/tide.toml"), 1, "a flag is stronger");
    dir.put("zhaibao.toml", "[taxonomy]\nlabel = []\n");
    dir.run(&["topics", "learn"]).code(2).says(&["zhaibao.toml:2: unknown field `label`"]);
}
