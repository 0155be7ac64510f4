use std::process::Command;

use serde_json::Value;

use crate::harness::{Dir, PAGE};

const FILES: [&str; 6] = ["digest.atom", "digest.eml", "digest.html", "digest.md", "digest.ninjs.json", "digest.txt"];

/// An edition of three pages in `out`.
fn edition() -> Dir {
    let dir = Dir::with_pages();
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    dir
}

#[test]
fn six_files_say_the_same_every_time() {
    let dir = edition();
    dir.run(&["digest", "out", "-o", "letter"]).code(0).says(&["stories in letter", "draft with placeholders"]);
    assert_eq!(dir.names("letter"), FILES);
    dir.run(&["run", "pages", "-o", "again", "-j", "1"]).code(0);
    dir.run(&["digest", "again", "-o", "letter2"]).code(0);
    for name in FILES {
        assert_eq!(dir.get(&format!("letter/{name}")), dir.get(&format!("letter2/{name}")), "{name}");
    }
    let text = dir.text("letter/digest.txt");
    assert!(text.contains("2023年12月2日 星期六") && text.contains("东湖新建百座社区书屋"), "{text}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |name: &str| std::fs::metadata(dir.path(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode("letter/digest.html"), mode("out/records.jsonl"), "a newsletter is no secret");
    }
}

#[test]
fn a_reader_has_an_edition_of_ones_own() {
    let dir = edition();
    let count = |args: &[&str]| {
        dir.run(&[&["digest", "out", "-o", "letter"], args].concat()).code(0);
        dir.json("letter/digest.ninjs.json")["associations"].as_array().map_or(0, Vec::len)
    };
    let all = count(&[]);
    assert!(all >= 3, "{all}");
    assert_eq!(count(&["--max-stories", "2"]), 2);
    let emergency = count(&["--topics", "应急"]);
    assert!(emergency > 0 && emergency < all, "{emergency} of {all}");
    assert_eq!(count(&["--topics", "emergency"]), emergency);
    let table = "[digest]\ntitle = \"东湖早读\"\ntopics = [\"emergency\"]\nmax_stories = 1\n";
    dir.put("zhaibao.toml", table);
    assert_eq!(count(&[]), 1);
    assert!(dir.text("letter/digest.txt").starts_with("东湖早读"));
    dir.run_with(
        &["digest", "out", "-o", "letter"],
        &[("ZHAIBAO_DIGEST_TITLE", "晚读"), ("ZHAIBAO_DIGEST_MAX_STORIES", "9")],
        "",
    )
    .code(0);
    assert!(dir.text("letter/digest.txt").starts_with("晚读"));
    assert_eq!(count(&["--title", "夜读", "--max-stories", "9"]), emergency);
    // Nothing of it tonight: written, told, and in the exit code.
    dir.run(&["digest", "out", "-o", "letter", "--topics", "defense"]).code(3).says(&["no story is what was asked for"]);
    assert!(dir.text("letter/digest.txt").contains("本期没有订阅范围之内的稿件"));
}

#[test]
fn what_cannot_be_meant_is_refused_before_anything_is_written() {
    let dir = edition();
    dir.put("empty/readme.txt", "").put("broken/digest.txt", "{{ titel }}\n").put("syntax/digest.mjml", "{% if %}");
    dir.put("mjml/digest.mjml", "<mjml><mj-nothing></mj-nothing></mjml>");
    let rows: [(&[&str], &str); 14] = [
        (&["--topics", "astrology"], "`astrology` is no topic; there are"),
        (&["--order", "politics,astrology"], "--order: `astrology`"),
        (&["--places", "乌有县"], "`乌有县` is neither"),
        (&["--max-stories", "0"], "--max-stories"),
        (&["--template", "nowhere"], "no template in nowhere"),
        (&["--template", "empty"], "it may hold digest.mjml"),
        (&["--template", "broken"], "digest.txt:1"),
        (&["--template", "syntax"], "digest.mjml:1"),
        (&["--template", "mjml"], "digest.mjml"),
        (&["--from", "nobody"], "`nobody` is no mail address"),
        (&["--unsubscribe", "http://example.org"], "is no https:// address"),
        (&["--home", "javascript:alert(1)"], "is no https:// address"),
        (&["--sendmail", "sendmail -t"], "needs --from and --to"),
        (&["--date", "2024-02-30"], "--date"),
    ];
    for (args, reason) in rows {
        dir.run(&[&["digest", "out", "-o", "letter"], args].concat()).code(2).says(&[reason]);
    }
    dir.run(&["digest", "out"]).code(2).says(&["-o"]);
    dir.run(&["digest", "nowhere", "-o", "letter"]).code(10);
    dir.put("zhaibao.toml", "[digest]\ntopic = \"trade\"\n");
    dir.run(&["digest", "out", "-o", "letter"]).code(2).says(&["zhaibao.toml:2: unknown field `topic`"]);
    assert!(!dir.path("letter").exists());
}

#[test]
fn places_are_named_as_people_name_them() {
    let dir = Dir::new();
    let story = |id: &str, town: &str| {
        format!(
            "{{\"id\":\"{id}\",\"title\":\"{town}新桥通车\",\"text\":\"12月1日，{town}新桥通车。{town}交通局说，新桥连接{town}两岸，居民出行更方便。\"}}\n"
        )
    };
    dir.put("in.jsonl", story("a", "江门市") + &story("b", "合肥市") + &story("c", "佛山市"));
    dir.run(&["run", "in.jsonl", "-o", "out", "--date", "2023-12-02"]).code(0);
    for (place, expected) in [("广东", 2), ("江门", 1), ("江门市", 1), ("440700", 1), ("44", 2), ("安徽省,江门", 2)] {
        dir.run(&["digest", "out", "-o", "letter", "--places", place]).code(0);
        let shown = dir.json("letter/digest.ninjs.json")["associations"].as_array().unwrap().len();
        assert_eq!(shown, expected, "{place}");
    }
}

#[test]
fn ones_own_templates_are_used() {
    let dir = edition();
    dir.put("mine/digest.txt", "我的{{ title }}\n{% for story in top %}* {{ story.title }}\n{% endfor %}");
    dir.run(&["digest", "out", "-o", "letter", "--template", "mine"]).code(0);
    assert!(dir.text("letter/digest.txt").starts_with("我的摘报\n* "));
    assert!(dir.text("letter/digest.html").contains("<!doctype html>"));
}

#[test]
fn an_edition_without_a_date_says_so() {
    let dir = Dir::new();
    dir.put("in.jsonl", "{\"id\":\"a\",\"title\":\"书屋开放\",\"text\":\"东湖书屋开放。居民到场。\"}\n");
    dir.run(&["run", "in.jsonl", "-o", "out"]).code(0);
    dir.run(&["digest", "out", "-o", "letter"]).code(0).says(&["bears no date"]);
    assert!(!dir.text("letter/digest.eml").contains("\r\nDate:"));
    dir.run(&["digest", "out", "-o", "letter", "--date", "2024-03-05"]).code(0);
    assert!(dir.text("letter/digest.eml").contains("\r\nDate: Tue, 05 Mar 2024 06:00:00 +0800\r\n"));
    assert!(dir.text("letter/digest.txt").contains("2024年3月5日 星期二"));
}

#[cfg(unix)]
#[test]
fn mail_goes_to_a_program_only_when_asked() {
    let dir = edition();
    let addresses = ["--from", "摘报 <digest@example.org>", "--to", "a@example.org,b@example.org"];
    let sent = |program: &str| dir.run(&[&["digest", "out", "-o", "letter", "--sendmail", program][..], &addresses].concat());
    dir.run(&[&["digest", "out", "-o", "letter"][..], &addresses].concat()).code(0);
    assert!(!dir.path("sent.eml").exists());
    sent("tee sent.eml").code(0);
    assert_eq!(dir.get("sent.eml"), dir.get("letter/digest.eml"));
    sent("false").code(1).says(&["is written, but false did not send it"]);
    sent("no-such-program -t").code(1).says(&["no-such-program did not send it"]);
}

/// What Python's `email` reads of the mail.
const READ: &str = r#"
import email, email.policy, json, sys
message = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
parts = list(message.iter_parts())
print(json.dumps({
    "defects": [str(defect) for part in [message, *parts] for defect in part.defects],
    "heads": {name: str(value) for name, value in message.items()},
    "count": len(message.keys()),
    "date": message["date"].datetime.isoformat(),
    "from": [[a.display_name, a.addr_spec] for a in message["from"].addresses],
    "to": [a.addr_spec for a in message["to"].addresses],
    "type": message.get_content_type(),
    "parts": [[part.get_content_type(), part.get_content_charset(), part.get_content()] for part in parts],
}))
"#;

#[test]
fn python_reads_the_mail() {
    let there = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "SKIPPED mail: no python3");
        return;
    }
    let dir = Dir::with_pages();
    let evil = PAGE.replace("东湖新建百座社区书屋", "<script>百座书屋</script>{{ 7*7 }}东湖新建社区");
    dir.put("pages/东湖日报_2023-12-02_01.txt", evil);
    dir.run(&["run", "pages", "-o", "out"]).code(0);
    let more = [
        "--from",
        "摘报 <digest@example.org>",
        "--to",
        "甲 <a@example.org>,b@example.org",
        "--unsubscribe",
        "https://example.org/leave",
    ];
    dir.run(&[&["digest", "out", "-o", "letter"][..], &more].concat()).code(0);
    let output = Command::new("python3").args(["-c", READ]).arg(dir.path("letter/digest.eml")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mail: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(mail["defects"], serde_json::json!([]));
    assert_eq!(mail["type"], "multipart/alternative");
    assert_eq!(mail["date"], "2023-12-02T06:00:00+08:00");
    assert_eq!(mail["from"], serde_json::json!([["摘报", "digest@example.org"]]));
    assert_eq!(mail["to"], serde_json::json!(["a@example.org", "b@example.org"]));
    let heads = &mail["heads"];
    assert!(heads["Subject"].as_str().unwrap().starts_with("摘报 12月2日｜"), "{heads}");
    assert_eq!(heads["List-Unsubscribe"], "<https://example.org/leave>");
    assert_eq!(heads["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click");
    assert!(heads["Message-ID"].as_str().unwrap().ends_with("@example.org>"));
    assert_eq!(mail["count"], 10, "{heads}");
    for (part, (kind, name)) in
        mail["parts"].as_array().unwrap().iter().zip([("text/plain", "digest.txt"), ("text/html", "digest.html")])
    {
        assert_eq!((&part[0], &part[1]), (&kind.into(), &"utf-8".into()));
        assert_eq!(part[2].as_str().unwrap().replace("\r\n", "\n"), dir.text(&format!("letter/{name}")));
    }
}

/// The rules of ninjs 3.1: which keys there are, and what they hold.
const NINJS: &str = include_str!("ninjs.rules.json");

#[test]
fn ninjs_keeps_the_rules_of_its_schema() {
    let dir = edition();
    let validator = jsonschema::validator_for(&serde_json::from_str(NINJS).unwrap()).unwrap();
    for args in [&[][..], &["--date", "2024-03-05"], &["--topics", "defense"]] {
        dir.run(&[&["digest", "out", "-o", "letter"], args].concat());
        let mut item = dir.json("letter/digest.ninjs.json");
        let errors: Vec<String> =
            validator.iter_errors(&item).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(item["standard"]["version"], "3.1");
        item["keywords"] = 1.into();
        assert!(!validator.is_valid(&item));
    }
}

#[test]
fn hostile_headlines_are_harmless_all_the_way() {
    let dir = Dir::new();
    let titles = ["<script>alert(1)</script>", "{{ 7*7 }}{% if %}", "一行\nBcc: evil@example.org", "=1+1", "正\u{202e}倒"];
    let lines: Vec<String> = (1..)
        .zip(titles)
        .map(|(id, title)| {
            format!(
                "{}\n",
                serde_json::json!({"id": id, "title": title, "text": format!("{title}。东湖书屋开放，居民{id}人到场。")})
            )
        })
        .collect();
    dir.put("in.jsonl", lines.concat());
    dir.run(&["run", "in.jsonl", "-o", "out", "--date", "2024-03-05"]).code(0);
    dir.run(&["digest", "out", "-o", "letter"]).code(0);
    for name in FILES {
        let form = dir.text(&format!("letter/{name}"));
        assert!(!form.contains('\u{202e}'), "{name}");
        assert!(name == "digest.txt" || !form.contains("<script"), "{name}");
    }
    for name in ["digest.html", "digest.txt", "digest.md"] {
        assert!(!dir.text(&format!("letter/{name}")).contains("49"), "{name}");
    }
    for name in ["digest.txt", "digest.md"] {
        let form = dir.text(&format!("letter/{name}"));
        assert!(!form.lines().any(|line| line.trim_start().starts_with(['=', '@', '+'])), "{name}: {form}");
    }
    let mail = dir.text("letter/digest.eml");
    let (heads, _) = mail.split_once("\r\n\r\n").unwrap();
    assert!(!heads.lines().any(|line| line.starts_with("Bcc")), "{heads}");
}
