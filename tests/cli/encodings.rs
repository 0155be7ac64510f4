use std::io::Write;

use encoding_rs::{BIG5, GB18030};

use crate::harness::{Dir, PAGE};

const TRADITIONAL: &str = "\
東湖新建百座社區書屋
本報訊（記者 林小滿）12月1日，記者從市文化局獲悉，今年全市新建社區書屋一百座，
藏書超過六十萬冊。書屋全部免費開放，週末開放時間延長到晚上九點。
";

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// All fields of all articles, less where they were read from.
fn articles(dir: &Dir, args: &[&str]) -> Vec<serde_json::Value> {
    let mut articles = dir.run(args).code(0).lines();
    for article in &mut articles {
        for key in ["id", "source", "problems"] {
            article[key].take();
        }
    }
    assert!(!articles.is_empty());
    articles
}

#[test]
fn the_same_page_is_the_same_in_every_encoding_and_packing() {
    let dir = Dir::new();
    dir.put("plain.txt", PAGE).put("traditional.txt", TRADITIONAL);
    let rows: [(&str, Vec<u8>); 9] = [
        ("mark.txt", ["\u{FEFF}", PAGE].concat().into()),
        ("gb.txt", GB18030.encode(PAGE).0.into_owned()),
        ("le.txt", utf16(PAGE, false, false)),
        ("be.txt", utf16(PAGE, true, false)),
        ("le-mark.txt", utf16(PAGE, false, true)),
        ("be-mark.txt", utf16(PAGE, true, true)),
        ("a.txt.gz", gzip(PAGE.as_bytes())),
        ("a.txt.zst", zstd::encode_all(PAGE.as_bytes(), 3).unwrap()),
        ("misnamed.txt", gzip(&GB18030.encode(PAGE).0)),
    ];
    let plain = articles(&dir, &["split", "plain.txt"]);
    for (name, bytes) in rows {
        dir.put(name, bytes);
        assert_eq!(articles(&dir, &["split", name]), plain, "{name}");
    }
    dir.put("big5.txt", BIG5.encode(TRADITIONAL).0);
    assert_eq!(articles(&dir, &["split", "big5.txt"]), articles(&dir, &["split", "traditional.txt"]));
}

#[test]
fn windows_line_ends_change_no_text() {
    let dir = Dir::new();
    dir.put("unix.txt", PAGE).put("windows.txt", PAGE.replace('\n', "\r\n"));
    assert_eq!(articles(&dir, &["split", "windows.txt"]), articles(&dir, &["split", "unix.txt"]));
}

#[test]
fn an_encoding_that_is_named_is_believed_and_written_down() {
    let dir = Dir::new();
    let short = "书屋开放。\n";
    dir.put("short.txt", GB18030.encode(short).0).put("plain.txt", short);
    assert_eq!(articles(&dir, &["split", "short.txt", "--encoding", "gbk"]), articles(&dir, &["split", "plain.txt"]));
    dir.put("in/gb.txt", GB18030.encode(PAGE).0);
    dir.run(&["run", "in", "-o", "out"]).code(0);
    assert_eq!(dir.json("out/run.json")["results"][0]["encoding"], "gb18030");
}
