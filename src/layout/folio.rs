//! Folios and mastheads: the lines that name paper, day, page and staff, and what they say.

use jiff::civil::Date;

use super::{
    glyph,
    label::{Label, Sheet},
    marks,
};

/// What a folio or masthead says besides date and number; two of these make one.
pub(super) const FOLIO: &[&str] = &[
    "责任编辑",
    "责编",
    "版式",
    "校对",
    "美编",
    "版面",
    "国内统一",
    "连续出版",
    "连续出版物号",
    "邮发代号",
    "新闻热线",
    "投稿邮箱",
    "电子邮箱",
    "星期",
    "农历",
    "今日",
    "第",
    "期",
    "值班",
    "主编",
    "编辑",
    "组版",
    "印刷",
    "零售",
    "CN",
    "电话",
    "审读",
    "总第",
    "出版",
];
/// Endings of a paper's name.
const PAPER: &[&str] =
    &["日报", "晚报", "商报", "早报", "晨报", "时报", "都市报", "日報", "晚報", "商報", "時報", "導報", "导报", "周报", "週報"];
/// Names of the parts of a paper that stand alone above a page.
const SECTIONS: &[&str] = &[
    "要闻", "时政", "国际", "国内", "民生", "经济", "财经", "体育", "文化", "综合", "社会", "教育", "健康", "科技", "法治",
    "副刊", "广告", "专题", "专版", "评论", "理论", "生活", "本地", "文娱", "旅游", "國際", "體育", "綜合", "要聞",
];
/// What only the masthead of a front page says.
const FRONT: &[&str] = &["国内统一", "国内统一连续出版物号", "邮发代号", "今日"];

/// What a page prints of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imprint {
    /// Name of the paper.
    pub paper: Option<String>,
    /// Day of the issue.
    pub date: Option<Date>,
    /// Page number as printed, leading zeros of a bare number left out.
    pub page: Option<String>,
}

impl Imprint {
    /// What the folio lines of a sheet say. Lines that contradict each other say nothing.
    pub(super) fn of(sheet: &Sheet<'_>) -> Self {
        let (mut papers, mut dates, mut pages) = (Vec::new(), Vec::new(), Vec::new());
        let mut is_front = false;
        for (at, line) in sheet.lines.iter().enumerate().filter(|(at, _)| sheet.labels[*at] == Label::Folio) {
            let plain = glyph::squeeze(&line.text);
            let date = full_date(&plain);
            papers.extend(is_masthead(&plain).then(|| plain.clone()));
            is_front |= FRONT.iter().filter(|word| plain.contains(*word)).count() >= 2;
            // Beside a date, or beside a line with one, a bare number is the page.
            let dated = date.is_some() || plain.contains("责任编辑") || plain.contains("责编");
            let beside = |other: Option<usize>| {
                other.and_then(|other| sheet.lines.get(other)).is_some_and(|line| has_full_date(&glyph::squeeze(&line.text)))
            };
            let near = beside(at.checked_sub(1)) || beside(Some(at + 1));
            pages.extend(page_of(&line.text, dated || near));
            dates.extend(date);
        }
        // The masthead prints how many pages there are, not which one this is.
        let page = if is_front { Some("1".to_owned()) } else { only(pages) };
        Self { paper: only(papers), date: only(dates), page }
    }
}

/// The one thing all of these are; `None` where they differ.
fn only<T: PartialEq>(found: Vec<T>) -> Option<T> {
    let mut found = found.into_iter();
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// The page number a folio line prints: `第02版`, `A02`, and a bare number at one of its ends where it is dated.
fn page_of(text: &str, dated: bool) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let marked = words.iter().find_map(|word| {
        let inner = word.strip_suffix('版').or_else(|| word.strip_prefix('第').and_then(|word| word.split('版').next()))?;
        page_label(inner.strip_prefix('第').unwrap_or(inner))
    });
    let ends = [words.first(), words.last()];
    marked.or_else(|| ends.into_iter().flatten().filter(|_| dated).find_map(|word| page_label(word)))
}

/// A page label as a page prints it: one or two digits, with a section letter or two in front; zeros of bare numbers go.
fn page_label(word: &str) -> Option<String> {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = word.len() - digits.len();
    let fits = letters <= 2 && (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let label = if letters == 0 { digits.trim_start_matches('0') } else { word };
    (fits && !label.is_empty()).then(|| label.to_owned())
}

/// The date `2023年12月2日` in a text without blanks.
fn full_date(plain: &str) -> Option<Date> {
    let (at, _) = plain.match_indices('年').find(|&(at, _)| {
        let digits = plain[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        digits == 4
    })?;
    let (month, rest) = plain[at + '年'.len_utf8()..].split_once('月')?;
    let (day, _) = rest.split_once('日')?;
    Date::new(plain[at - 4..at].parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn starts_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// A running head, folio or masthead: the line that names paper, date, page and staff.
pub(super) fn is_folio(text: &str) -> bool {
    let plain = glyph::squeeze(text);
    let chars = plain.chars().count();
    if chars > 120 || glyph::is_closed(text) {
        return false;
    }
    let hits = marks::words(&plain, FOLIO, marks::OF_FOLIO).count_ones();
    let dated = has_full_date(&plain);
    let rest = plain.contains(['，', '。', '“', ',']);
    let sparse = !rest && chars <= 90;
    sparse
        && ((dated && hits >= 1 && chars <= 75)
            || hits >= 3
            || (dated && chars <= 14 && plain.starts_with("20"))
            || is_masthead(&plain))
        || is_folio_scrap(&plain)
}

/// A piece of a torn folio: `责任编辑：某某`, `第 26125期`, `星期二`.
fn is_folio_scrap(plain: &str) -> bool {
    let chars = plain.chars().count();
    let staff = ["责任编辑", "責任編輯", "责编", "版式", "校对", "美编", "新闻热线", "邮发代号", "国内统一连续出版物号"];
    let day = plain.strip_prefix("星期").is_some_and(|rest| rest.chars().count() == 1);
    let issue = (plain.starts_with('第') || plain.starts_with("总第"))
        && plain.ends_with('期')
        && plain.chars().any(|c| c.is_ascii_digit());
    let pages = plain.starts_with("今日") && plain.ends_with('版');
    let label = chars <= 3 && plain.starts_with(|c: char| c.is_ascii_uppercase()) && page_label(plain).is_some();
    let section = SECTIONS.contains(&plain);
    chars <= 24 && (starts_with_any(plain, &staff) || day || (issue && chars <= 10) || (pages && chars <= 7) || label || section)
}

/// The paper's own name on a line of its own.
fn is_masthead(plain: &str) -> bool {
    (4..=7).contains(&plain.chars().count()) && PAPER.iter().any(|end| plain.ends_with(end))
}

/// Whether the text holds `2023年12月2日`.
pub(super) fn has_full_date(plain: &str) -> bool {
    plain.match_indices('年').any(|(at, _)| {
        let year = plain[..at].chars().rev().take_while(char::is_ascii_digit).count();
        let rest = &plain[at + '年'.len_utf8()..];
        year == 4 && rest.find('月').is_some_and(|month| month <= 2 && rest[month..].contains('日'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Skill, line::Line};

    #[test]
    fn folios() {
        for (text, expected) in [
            ("2 要闻 2024年5月6日 星期一 责任编辑：林晓", true),
            ("江 城 晚 报", true),
            ("国内统一连续出版物号 CN 00-0000 邮发代号 1-2", true),
            ("国际", true),
            ("B2", true),
            ("2024年5月6日，大桥通车。", false),
            ("大桥通车", false),
        ] {
            assert_eq!(is_folio(text), expected, "{text}");
        }
    }

    fn imprint(lines: &[&str]) -> [Option<String>; 3] {
        let lines = lines.iter().enumerate().filter_map(|(at, raw)| Line::new(at as u32 + 1, raw, 0));
        let Imprint { paper, date, page } = Imprint::of(&Sheet::new(lines.collect(), Skill::shipped()));
        [paper, date.map(|date| date.to_string()), page]
    }

    #[test]
    fn what_a_page_says_of_itself() {
        let some = |text: &str| Some(text.to_owned());
        let front = ["江 城 晚 报", "2024年5月6日 星期一 第163期 今日4版", "国内统一连续出版物号 CN 00-0000 邮发代号 1-2"];
        assert_eq!(imprint(&front), [some("江城晚报"), some("2024-05-06"), some("1")]);
        let inner = ["2 民生 2024年5月6日 星期一 责任编辑：林晓 版式：何为"];
        assert_eq!(imprint(&inner), [None, some("2024-05-06"), some("2")]);
        assert_eq!(imprint(&["经济·民生 2024年5月6日 星期一  B02"]), [None, some("2024-05-06"), some("B02")]);
        assert_eq!(imprint(&["2024年5月6日 星期一 第03版"]), [None, some("2024-05-06"), some("3")]);
        assert_eq!(imprint(&["大桥今天上午建成通车，市长林晓出席了仪式。"]), [None, None, None]);
    }
}
