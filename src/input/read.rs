//! One file, read to its end: what it holds, and what was wrong with it.

use std::{fs, io, io::Read};

use encoding_rs::Encoding;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::{
    input::{
        decode::{Decoded, decode},
        gather::{Found, STDIN},
        imprint::Imprint,
        line::{Item, LineKind, parse},
        unpack::unpack,
    },
    page::Page,
    problem::{Problem, ProblemCode},
};

/// The longest page taken, in bytes of UTF-8. A broadsheet page holds some 30 KB; what is longer than this is no page,
/// and places in a text are 32-bit numbers.
const MAX_PAGE: usize = 64 << 20;
/// The longest content of a packed file, in bytes: twenty times the largest night measured.
const MAX_FILE: u64 = 4 << 30;
/// Share of replaced characters from which a page is no longer to be trusted.
const REPLACED_ERROR: f64 = 0.01;
/// Share of replaced and control characters from which the bytes are no text.
const NO_TEXT: f64 = 0.10;
/// Bytes of JSON Lines in one unit of parallel work.
const BLOCK: usize = 1 << 20;

/// How files are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadOptions {
    /// The encoding of all files without a byte order mark; `None` to look at the bytes.
    pub encoding: Option<&'static Encoding>,
    /// What lines of JSON are.
    pub lines: LineKind,
}

/// What a file held.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FileRead {
    /// Bytes on the disk, packed as they are.
    pub bytes: u64,
    /// SHA-256 of these bytes, in hexadecimal.
    pub sha256: Option<String>,
    /// Name of the encoding.
    pub encoding: Option<&'static str>,
    /// Characters of the text, markup of JSON included.
    pub chars: u64,
    /// How many of them are U+FFFD.
    pub replaced: u64,
    /// Whether it is JSON Lines.
    pub is_lines: bool,
    /// Pages and articles in the order of the file.
    pub items: Vec<Item>,
    /// What was wrong.
    pub problems: Vec<Problem>,
}

/// Reads a file. Never fails: what went wrong is among the problems.
pub fn read(found: &Found, options: &ReadOptions) -> FileRead {
    let path = &found.path;
    let mut file = FileRead::default();
    let failed = |mut file: FileRead, code, message: String| {
        file.problems.push(Problem::error(code, path, None, message));
        file
    };
    let packed = match open(found) {
        Ok(packed) => packed,
        Err(error) => return failed(file, ProblemCode::Unreadable, format!("cannot be read: {error}")),
    };
    file.bytes = packed.len() as u64;
    file.sha256 = Some(hex(&Sha256::digest(&packed)));
    let bytes = match unpack(packed, MAX_FILE) {
        Ok(bytes) => bytes,
        Err(error) => return failed(file, ProblemCode::Unreadable, format!("cannot be unpacked: {error}")),
    };
    let Decoded { text, encoding, controls } = decode(bytes, options.encoding);
    file.encoding = Some(encoding);
    (file.chars, file.replaced) = census(&text);
    if share(file.replaced + controls as u64, file.chars + controls as u64) > NO_TEXT {
        let message = format!("read as {encoding}, {} of {} characters are none; try --encoding", file.replaced, file.chars);
        return failed(file, ProblemCode::Undecodable, message);
    }
    file.is_lines = is_json_lines(path, &text);
    if file.is_lines {
        read_lines(&mut file, path, &text, options.lines);
        if file.items.is_empty() && file.problems.is_empty() {
            return failed(file, ProblemCode::Empty, "holds no line".to_owned());
        }
    } else {
        let Imprint { paper, date, page } = Imprint::of(path);
        let page = Page { path: path.clone(), record: None, paper, date, number: page, text };
        take(page, &mut file.items, &mut file.problems);
    }
    file
}

fn open(found: &Found) -> io::Result<Vec<u8>> {
    if found.path != STDIN {
        return fs::read(&found.file);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// By the ending; text without a telling name is JSON Lines when its first line is a JSON object.
fn is_json_lines(path: &str, text: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let endings: Vec<&str> = name.split('.').skip(1).collect();
    if endings.iter().any(|ending| matches!(*ending, "jsonl" | "ndjson")) {
        return true;
    }
    let first = text.trim_start().lines().next().unwrap_or_default();
    let is_named_text = endings.iter().any(|ending| matches!(*ending, "txt" | "md" | "markdown"));
    !is_named_text && first.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok()
}

/// Reads the lines in parallel blocks of fixed size and in order.
fn read_lines(file: &mut FileRead, path: &str, text: &str, kind: LineKind) {
    let mut line = 1;
    let blocks: Vec<(u32, &str)> = blocks(text)
        .into_iter()
        .map(|block| {
            let first = line;
            line += block.bytes().filter(|&byte| byte == b'\n').count() as u32;
            (first, block)
        })
        .collect();
    let read: Vec<(Vec<Item>, Vec<Problem>)> = blocks
        .into_par_iter()
        .map(|(first, block)| {
            let (mut items, mut problems) = (Vec::new(), Vec::new());
            for (number, json) in (first..).zip(block.lines()).filter(|(_, json)| !json.trim().is_empty()) {
                match parse(json, path, number, kind) {
                    Ok(Item::Page(page)) => take(page, &mut items, &mut problems),
                    Ok(Item::Article(mut article)) => {
                        article.problems.extend(check(&article.text, path, Some(number)));
                        items.push(Item::Article(article));
                    }
                    Ok(record @ Item::Record(_)) => items.push(record),
                    Err(message) => {
                        problems.push(Problem::error(ProblemCode::BadJson, path, Some([number, number].into()), message));
                    }
                }
            }
            (items, problems)
        })
        .collect();
    for (items, problems) in read {
        file.items.extend(items);
        file.problems.extend(problems);
    }
}

/// Line-aligned pieces of about [`BLOCK`] bytes.
fn blocks(text: &str) -> Vec<&str> {
    let (mut blocks, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let end = rest.as_bytes().iter().skip(BLOCK).position(|&byte| byte == b'\n');
        let (block, next) = rest.split_at(end.map_or(rest.len(), |place| BLOCK + place + 1));
        blocks.push(block);
        rest = next;
    }
    blocks
}

/// Takes a page in, or refuses it.
fn take(page: Page, items: &mut Vec<Item>, problems: &mut Vec<Problem>) {
    let found = check(&page.text, &page.path, page.record);
    let refused = found.iter().any(|problem| matches!(problem.code, ProblemCode::Empty | ProblemCode::TooLong));
    problems.extend(found);
    if !refused {
        items.push(Item::Page(page));
    }
}

/// What is wrong with a text as such.
fn check(text: &str, path: &str, line: Option<u32>) -> Option<Problem> {
    let lines = line.map(|line| [line, line].into());
    if text.len() > MAX_PAGE {
        let message = format!("has {} bytes; a page has at most {MAX_PAGE}", text.len());
        return Some(Problem::error(ProblemCode::TooLong, path, lines, message));
    }
    if text.trim().is_empty() {
        return Some(Problem::error(ProblemCode::Empty, path, lines, "holds no text"));
    }
    if !text.contains('\u{FFFD}') {
        return None;
    }
    let (chars, replaced) = census(text);
    let message = format!("{replaced} of {chars} characters could not be decoded");
    let make = if share(replaced, chars) > REPLACED_ERROR { Problem::error } else { Problem::warning };
    Some(make(ProblemCode::ReplacedCharacters, path, lines, message))
}

/// Characters, and how many of them are U+FFFD.
fn census(text: &str) -> (u64, u64) {
    let chars = text.as_bytes().iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
    (chars as u64, text.matches('\u{FFFD}').count() as u64)
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_bytes(name: &str, bytes: &[u8]) -> FileRead {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("content");
        fs::write(&file, bytes).unwrap();
        read(&Found { path: name.to_owned(), file }, &ReadOptions::default())
    }

    fn codes(file: &FileRead) -> Vec<ProblemCode> {
        file.problems.iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn a_page_is_read_with_its_imprint() {
        let file = read_bytes("东湖日报/2023-12-02/01.txt", "标题\n\n正文。".as_bytes());
        let [Item::Page(page)] = &file.items[..] else { panic!("{file:?}") };
        assert_eq!((page.paper.as_deref(), page.number.as_deref(), file.chars), (Some("东湖日报"), Some("1"), 7));
        assert_eq!(file.sha256.unwrap().len(), 64);
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_and_only_that_part_is_lost() {
        use ProblemCode::{BadJson, Empty, ReplacedCharacters, Undecodable, Unreadable};
        let replaced = ["文".repeat(500).as_bytes(), b"\xFF"].concat();
        let lines = "{\"text\":\"一\"}\n\n{bad\n{\"text\":\"二\"}\n";
        let rows: [(&str, &[u8], usize, &[ProblemCode]); 7] = [
            ("a.txt", b"", 0, &[Empty]),
            ("a.txt", " \n\u{3000}\n".as_bytes(), 0, &[Empty]),
            ("a.jsonl", b"\n", 0, &[Empty]),
            ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\xFE\xFF\xFF\x80", 0, &[Undecodable]),
            ("a.txt.gz", b"\x1f\x8b\x08 cut", 0, &[Unreadable]),
            ("a.txt", &replaced, 1, &[ReplacedCharacters]),
            ("a.jsonl", lines.as_bytes(), 2, &[BadJson]),
        ];
        for (name, bytes, items, expected) in rows {
            let file = read_bytes(name, bytes);
            assert_eq!((file.items.len(), &codes(&file)[..]), (items, expected), "{name} {:?}", file.problems);
        }
        let bad = read_bytes("a.jsonl", lines.as_bytes());
        assert_eq!(bad.problems[0].lines, Some([3, 3].into()));
    }

    #[test]
    fn a_file_without_a_telling_name_is_looked_at() {
        assert!(read_bytes("-", b"\n{\"text\":\"x\"}\n").is_lines);
        assert!(!read_bytes("-", "{花括号开头的一行".as_bytes()).is_lines);
        assert!(!read_bytes("a.txt", b"{\"text\":\"x\"}").is_lines);
    }

    #[test]
    fn line_numbers_survive_the_blocks() {
        let long = format!("{{\"text\":\"{}\"}}\n", "文".repeat(BLOCK / 6));
        let file = read_bytes("a.jsonl", long.repeat(5).as_bytes());
        let numbers =
            file.items.iter().filter_map(|item| if let Item::Article(article) = item { article.source.record } else { None });
        assert_eq!(numbers.collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    }
}
