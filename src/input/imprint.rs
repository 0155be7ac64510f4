//! The imprint a path shows: paper, date and page number.
//!
//! Archives name their files in many ways; all of them put the date somewhere in the path and the page into the file
//! name. What the page itself prints (masthead, folio) is the business of [`crate::layout`].

use std::ops::Range;

use jiff::civil::Date;

/// Folders above the file that may tell the paper or the date (`江门日报/2023/12/02/01.txt`).
const FOLDERS: usize = 5;
/// Years a date of a newspaper may have; other runs of eight digits are serial numbers.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;
/// Words of file names that name no paper.
const NO_PAPER: [&str; 12] = ["page", "p", "pages", "part", "text", "txt", "ocr", "scan", "img", "news", "file", "layout"];

/// What a path tells of a page; `None` for what it does not show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imprint {
    /// Name of the paper, as the path has it: `江门日报`, `jmrb`.
    pub paper: Option<String>,
    /// Date of the issue.
    pub date: Option<Date>,
    /// Page number: `1`, `A01`. Leading zeros of a bare number are not part of it (`01` is page 1), those after a
    /// letter are (`A01` is how sections print their pages).
    pub page: Option<String>,
}

impl Imprint {
    /// Reads a path; the endings of the file name are left out.
    ///
    /// A bare number is a page only beside a date or a paper: `003.txt` is a serial number.
    pub fn of(path: &str) -> Self {
        let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        let Some(name) = parts.pop() else { return Self::default() };
        let folders = &parts[parts.len().saturating_sub(FOLDERS)..];
        let stem = without_endings(name);

        let dated = format!("{}/{stem}", folders.join("/"));
        let found = last_date(&dated);
        // What of the file name is left beside the date.
        let rest = match found {
            Some((_, start, end)) => {
                let from = dated.len() - stem.len();
                let cut = |at: usize| at.saturating_sub(from).min(stem.len());
                format!("{} {}", &stem[..cut(start)], &stem[cut(end)..])
            }
            None => stem.to_owned(),
        };
        let date = found.map(|(date, ..)| date);
        let words: Vec<&str> = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();

        let mut paper_words = Vec::new();
        let mut page = None;
        for word in &words {
            match Number::of(word) {
                Some(number) => page = Some(number),
                None => paper_words.push(*word),
            }
        }
        let dated_here = found.is_some_and(|(_, _, end)| end > dated.len() - stem.len());
        let paper = paper_words
            .into_iter()
            .rfind(|word| is_paper(word) || (dated_here && could_be_paper(word)))
            .or_else(|| folders.iter().rev().copied().find(|folder| is_paper(folder)))
            .map(|paper| paper.trim_matches(['《', '》']).to_owned());
        let page = page.filter(|number| !number.bare || date.is_some() || paper.is_some());
        Self { paper, date, page: page.map(|number| number.label) }
    }
}

/// A date as people write it: `2023-12-02`, `20231202`, `2023/12/2`, `2023年12月2日`, and either of the first two with
/// a time after it.
pub(super) fn date(text: &str) -> Option<Date> {
    last_date(text.trim()).filter(|&(_, start, _)| start == 0).map(|(date, ..)| date)
}

/// A page number in a file name.
struct Number {
    label: String,
    /// Digits and nothing else, so it could be a serial number.
    bare: bool,
}

impl Number {
    /// `01`, `A01`, `AA3`, `第01版`, `3版`, `page3`, `p3`, `第一版`.
    fn of(word: &str) -> Option<Self> {
        let inner = word.strip_prefix('第').unwrap_or(word);
        let marked = inner.ends_with('版') || inner.len() < word.len();
        let inner = inner.trim_end_matches('版');
        let lower = inner.to_ascii_lowercase();
        let called = ["page", "pg", "p"].iter().find_map(|prefix| {
            let rest = lower.strip_prefix(prefix)?;
            inner.starts_with('p').then_some(rest)
        });
        let inner = called.unwrap_or(inner);
        if let Some(number) = chinese_number(inner).filter(|_| marked) {
            return Some(Self { label: number.to_string(), bare: false });
        }
        let letters = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
        let digits = &inner[letters..];
        let fits = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && letters <= 2;
        let bare = letters == 0 && !marked && called.is_none();
        let label = if letters == 0 { digits.trim_start_matches('0') } else { inner };
        (fits && !label.is_empty()).then(|| Self { label: label.to_owned(), bare })
    }
}

/// 一 to 九十九.
fn chinese_number(text: &str) -> Option<u32> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).map(|place| place as u32 + 1);
    match *text.chars().collect::<Vec<_>>() {
        ['十'] => Some(10),
        [ones] => digit(ones),
        ['十', ones] => Some(10 + digit(ones)?),
        [tens, '十'] => Some(digit(tens)? * 10),
        [tens, '十', ones] => Some(digit(tens)? * 10 + digit(ones)?),
        _ => None,
    }
}

/// The last date in `text`, with its byte range: the one nearest to the page.
fn last_date(text: &str) -> Option<(Date, usize, usize)> {
    let runs = runs(text);
    let compact = runs.iter().filter_map(|run| {
        // `2023120201` is a date and a page.
        let end = run.start + 8;
        if !(end..=end + 3).contains(&run.end) {
            return None;
        }
        let digits = &text[run.start..end];
        Some((civil(&digits[..4], &digits[4..6], &digits[6..])?, run.start, end))
    });
    let spaced = runs.windows(3).filter_map(|runs| {
        let [year, month, day] = runs else { return None };
        let gaps = [&text[year.end..month.start], &text[month.end..day.start]];
        let joined = gaps.iter().all(|gap| matches!(*gap, "-" | "_" | "." | "/" | "年" | "月"));
        if !joined || year.len() != 4 || month.len() > 2 || day.len() > 2 {
            return None;
        }
        let end = if text[day.end..].starts_with('日') { day.end + '日'.len_utf8() } else { day.end };
        Some((civil(&text[year.clone()], &text[month.clone()], &text[day.clone()])?, year.start, end))
    });
    compact.chain(spaced).max_by_key(|&(_, start, _)| start)
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    YEARS.contains(&date.year()).then_some(date)
}

/// Byte ranges of the runs of ASCII digits.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        match runs.last_mut() {
            Some(run) if run.end == index => run.end += 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// Whether a word names a paper by itself: `江门日报`, `人民邮电报`, `南方周刊`.
fn is_paper(word: &str) -> bool {
    let chars = word.chars().count();
    (2..=16).contains(&chars) && word.contains(['报', '報', '刊']) && word.chars().all(|c| !c.is_ascii_digit())
}

/// Whether a word beside a date in the file name can be the name of a paper: `jmrb`, `环球时代`.
fn could_be_paper(word: &str) -> bool {
    let letters = word.chars().count() >= 2 && word.chars().all(char::is_alphabetic);
    letters && !NO_PAPER.contains(&word.to_ascii_lowercase().as_str())
}

/// `01.txt.gz` → `01`; only short endings of letters are endings (`2023.12.02` stays).
fn without_endings(name: &str) -> &str {
    let mut stem = name;
    while let Some((rest, ending)) = stem.rsplit_once('.') {
        let is_ending = (1..=8).contains(&ending.len()) && ending.bytes().any(|b| b.is_ascii_alphabetic());
        if rest.is_empty() || !is_ending {
            break;
        }
        stem = rest;
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_show_paper_date_and_page() {
        type Row = (&'static str, Option<&'static str>, Option<&'static str>, Option<&'static str>);
        let rows: [Row; 24] = [
            ("江门日报_2023-12-02_01.txt", Some("江门日报"), Some("2023-12-02"), Some("1")),
            ("pages/2023-12-02/A01.txt", None, Some("2023-12-02"), Some("A01")),
            ("江门日报/20231202/第01版.txt", Some("江门日报"), Some("2023-12-02"), Some("1")),
            ("jmrb-20231202-A3.txt.gz", Some("jmrb"), Some("2023-12-02"), Some("A3")),
            ("jmrb_2023120204.txt", Some("jmrb"), Some("2023-12-02"), Some("4")),
            ("贵州日报 2023年12月2日 第3版.md", Some("贵州日报"), Some("2023-12-02"), Some("3")),
            ("20231202-江门日报-第十二版.txt", Some("江门日报"), Some("2023-12-02"), Some("12")),
            ("《中国邮政报》2023.12.02.02.txt", Some("中国邮政报"), Some("2023-12-02"), Some("2")),
            ("2023/12/02/江门日报/p5.txt", Some("江门日报"), Some("2023-12-02"), Some("5")),
            ("archive/2023-12/02/page_07.txt", None, Some("2023-12-02"), Some("7")),
            ("人民日报海外版_20231202_1.txt", Some("人民日报海外版"), Some("2023-12-02"), Some("1")),
            ("江门日报01.txt", None, None, None),
            ("江门日报_01.txt", Some("江门日报"), None, Some("1")),
            ("江门日报 A01版.txt", Some("江门日报"), None, Some("A01")),
            ("A01.txt", None, None, Some("A01")),
            ("第一版.txt", None, None, Some("1")),
            ("003.txt", None, None, None),
            ("d001.txt", None, None, None),
            ("000_0b1eea2f7782b67e.txt", None, None, None),
            ("crud_news_2023.jsonl.zst", None, None, None),
            ("99999999_1.txt", None, None, None),
            ("page_2023-13-40_1.txt", None, None, None),
            ("", None, None, None),
            ("-", None, None, None),
        ];
        for (path, paper, date, page) in rows {
            let imprint = Imprint::of(path);
            let found = (imprint.paper.as_deref(), imprint.date.map(|date| date.to_string()), imprint.page.as_deref());
            assert_eq!(found, (paper, date.map(str::to_owned), page), "{path}");
        }
    }

    #[test]
    fn dates_of_json_lines_are_read_in_every_usual_form() {
        for text in ["2022-09-24", "20220924", "2022/9/24", "2022年9月24日", "2022-09-24T06:30:00+08:00", " 20220924 "] {
            assert_eq!(date(text), Date::new(2022, 9, 24).ok(), "{text}");
        }
        for text in ["", "昨日", "2022", "20221332", "no 2022-09-24"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_path_is_read_without_a_fault(path in "[0-9a-zA-Z江门日报第版年月./_\\- ]{0,40}") {
            let _ = Imprint::of(&path);
        }
    }
}
