use crate::harness::{Dir, PAGE};

/// One bad file beside a good page: the reason is told, the page is done, the exit code is 3.
#[test]
fn a_bad_file_costs_that_file() {
    let damaged = [PAGE.repeat(3).as_bytes(), &[0xFF; 40]].concat();
    let rows: [(&str, &[u8], &str, &str); 9] = [
        ("bad.txt", b"", "empty", "holds no text"),
        ("blank.txt", " \n\u{3000}\n\n".as_bytes(), "empty", "holds no text"),
        (
            "picture.txt",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x03\0\xFE\xFF\x80\x81\x82\x83\x84\x85",
            "undecodable",
            "try --encoding",
        ),
        ("damaged.txt", &damaged, "replaced_characters", "could not be decoded"),
        ("cut.txt.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x4b", "unreadable", "cannot be unpacked"),
        ("cut.txt.zst", b"\x28\xb5\x2f\xfd\x24", "unreadable", "cannot be unpacked"),
        ("lines.jsonl", "{\"text\":\"好的一行。\"}\n{\"text\":\n".as_bytes(), "bad_json", "lines.jsonl:2: EOF while parsing"),
        ("keys.jsonl", "{\"title\":\"没有正文\"}\n".as_bytes(), "bad_json", "keys.jsonl:1: an article needs `text`"),
        (
            "twice.jsonl",
            "{\"id\":1,\"text\":\"甲。\"}\n{\"id\":1,\"text\":\"乙。\"}\n".as_bytes(),
            "duplicate_id",
            "more than once",
        ),
    ];
    for (name, bytes, code, reason) in rows {
        let dir = Dir::new();
        dir.put("in/good.txt", PAGE).put(&format!("in/{name}"), bytes);
        dir.run(&["run", "in", "-o", "out"]).code(3).says(&[name, reason]);
        let manifest = dir.json("out/run.json");
        let result = manifest["results"].as_array().unwrap().iter().find(|result| result["path"] == format!("in/{name}"));
        let result = result.unwrap_or_else(|| panic!("{name} is not in the manifest"));
        assert!(matches!(result["status"].as_str(), Some("error" | "partial")), "{name}");
        assert_eq!(result["problems"][0]["code"], code, "{name}");
        assert!(dir.records("out").iter().any(|record| record["source"]["path"] == "in/good.txt"), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_opened_costs_that_file() {
    let dir = Dir::new();
    dir.put("in/good.txt", PAGE);
    // A broken link: permissions would not keep root out.
    std::os::unix::fs::symlink("nowhere", dir.path("in/gone.txt")).unwrap();
    dir.run(&["run", "in", "-o", "out"]).code(3).says(&["gone.txt"]);
    assert_eq!(dir.json("out/run.json")["totals"]["status"]["error"], 1);
}

/// Before any work: nothing is read, nothing is written.
#[test]
fn what_cannot_begin_does_not_begin() {
    let rows: [(&[&str], i32, &str); 9] = [
        (&["run", "in", "gone.txt", "-o", "out"], 10, "gone.txt"),
        (&["run", "none-*.txt", "-o", "out"], 10, "none-*.txt"),
        (&["run", "empty", "-o", "out"], 10, "empty"),
        (&["run", "in", "-o", "in/good.txt"], 2, "cannot write into in/good.txt"),
        (&["run", "in", "-o", "in/good.txt/out"], 2, "cannot write into in/good.txt/out"),
        (&["run", "in"], 2, "-o"),
        (&["run", "-o", "out"], 2, "no input"),
        (&["run", "in", "-o", "out", "--encoding", "klingon"], 2, "`klingon` is no encoding"),
        (&["run", "in", "-o", "out", "--frobnicate"], 2, "--frobnicate"),
    ];
    for (args, code, reason) in rows {
        let dir = Dir::new();
        dir.put("in/good.txt", PAGE).put("empty/photo.jpg", "");
        dir.run(args).code(code).says(&[reason]);
        assert!(!dir.path("out/records.jsonl").exists(), "{args:?}");
    }
}

#[test]
fn a_night_without_an_article_fails_and_leaves_the_old_edition() {
    let dir = Dir::with_pages();
    dir.put("bad.jsonl", "{bad\n").put("empty.txt", "\n");
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    let before = dir.get("out/records.jsonl");
    dir.run(&["run", "bad.jsonl", "-o", "out"]).code(1).says(&["no article found", "run.failed.json", "hint:"]);
    assert_eq!(dir.json("out/run.failed.json")["results"][0]["status"], "error");
    dir.run(&["run", "empty.txt", "-o", "out"]).code(10);
    assert_eq!(dir.get("out/records.jsonl"), before);
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    assert!(!dir.path("out/run.failed.json").exists(), "an old failure is forgotten by the next good night");
}

/// No wrap, no end of a sentence for 50 MB: the page is done or refused, but nothing breaks.
#[test]
fn fifty_megabytes_on_one_line_are_no_disaster() {
    let dir = Dir::new();
    dir.put("in/good.txt", PAGE).put("in/long.txt", "今年全市新建社区书屋一百座，".repeat(50_000_000 / 42));
    let ran = dir.run(&["run", "in", "-o", "out", "-q"]);
    assert!(matches!(ran.code, 0 | 3), "{}: {}", ran.code, ran.stderr);
    assert!(dir.records("out").iter().any(|record| record["source"]["path"] == "in/good.txt"));
}

#[test]
fn a_page_longer_than_any_page_is_refused() {
    let dir = Dir::new();
    dir.put("in/good.txt", PAGE).put("in/huge.txt", "字".repeat((64 << 20) / 3 + 1));
    dir.run(&["run", "in", "-o", "out"]).code(3).says(&["huge.txt", "a page has at most"]);
}
