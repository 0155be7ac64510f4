//! Datelines: `新华社北京12月1日电`, `本报讯（记者 某某）` at the start of a story; credits at its end stand in [`mod@tail`].
//!
//! The grammar is small: an agency or paper, then either `讯`, or a place, a date and `电`; then a byline in brackets.
//! Blanks may stand anywhere, for extractors put them round digits.

mod tail;

use jiff::{ToSpan, civil::Date};

pub(super) use tail::{TAIL_ENDS, ends_like_tail, is_tail_line, tail};

use self::tail::Tail;
use super::glyph;
use crate::{article::Dateline, span::Span};

/// Agencies that sign with their bare name.
const AGENCIES: &[&str] = &[
    "新华社",
    "新華社",
    "中新社",
    "中新网",
    "法新社",
    "路透社",
    "路透",
    "美联社",
    "美聯社",
    "中央社",
    "俄新社",
    "塔斯社",
    "共同社",
    "韩联社",
    "韓聯社",
    "时事社",
    "德新社",
    "安莎社",
    "埃菲社",
    "彭博社",
    "新华网",
    "人民网",
    "本报",
    "本報",
    "本网",
    "本刊",
    "本台",
    "本社",
    "央视",
    "中通社",
    "综合",
];
/// Endings of the name of a paper, agency or desk.
const HOUSES: &[&str] = &[
    "日报",
    "晚报",
    "商报",
    "早报",
    "晨报",
    "时报",
    "都市报",
    "报",
    "報",
    "社",
    "网",
    "網",
    "台",
    "組",
    "组",
    "周刊",
    "客户端",
    "通讯社",
];
/// Desks of portals that sign with `讯`.
const DESKS: &[&str] = &["体育", "娱乐", "财经", "科技", "新闻", "汽车", "教育", "體育", "娛樂", "財經"];
/// What may stand between date and `电`.
const WIRES: &[&str] = &["体育专", "新媒体专", "专", "体育", "综合", "电视", "視頻", "视频", "新媒体", "經濟", "國際", "專"];
/// A lead-in reaches its `电` or `讯` within this many characters.
const REACH: usize = 30;
/// The longest byline in brackets after a lead-in, in characters.
const MAX_BYLINE: usize = 60;
/// The longest byline without brackets, in characters.
const MAX_REPORTED: usize = 26;
/// Offices such a byline begins with.
const OFFICES: &[&str] = &["记者", "記者", "通讯员", "通訊員", "特派记者", "特派記者", "实习生"];
/// The longest place of a lead-in, in characters (`阿迪斯亚贝巴`, `联合国总部`).
const MAX_PLACE: usize = 8;

/// A lead-in read off the start of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Lead {
    /// Bytes it covers, the blank after it included.
    pub(super) len: usize,
    pub(super) agency: Option<String>,
    pub(super) place: Option<String>,
    /// Month (0 where only the day is printed) and day.
    pub(super) day: Option<(i8, i8)>,
    /// Who wrote it, from the brackets.
    pub(super) byline: Option<String>,
}

/// The lead-in `text` begins with.
pub(super) fn lead(text: &str) -> Option<Lead> {
    let wire = text.char_indices().take(REACH).find(|&(_, c)| matches!(c, '电' | '電' | '讯' | '訊') || is_break(c));
    let (at, mark) = wire.filter(|&(_, c)| !is_break(c))?;
    let head = glyph::squeeze(&text[..at]);
    let mut found = match mark {
        '讯' | '訊' => news_mark(&head)?,
        _ => wire_mark(&head)?,
    };
    let mut rest = &text[at + mark.len_utf8()..];
    for mark in ["题：", "題：", "题:", "】", "：", ":"] {
        rest = rest.strip_prefix(mark).unwrap_or(rest);
    }
    let after_byline = byline(rest, &mut found).unwrap_or(rest);
    found.len = text.len() - after_byline.trim_start().len();
    Some(found)
}

/// Whether a text begins like the first line of a story; the line may break off inside the lead-in.
pub(super) fn begins_story(text: &str) -> bool {
    lead(text).is_some()
}

/// Punctuation that no lead-in holds before its `电`.
fn is_break(c: char) -> bool {
    matches!(c, '，' | '。' | '：' | '；' | '“' | '”' | '、' | '？' | '！' | '《' | ',' | ':' | '\n')
}

/// `江门日报讯`, `本报讯`, `新浪体育讯`, `【本報悉尼訊】`: what stands before the `讯`.
fn news_mark(head: &str) -> Option<Lead> {
    let head = head.trim_start_matches(['【', '（', '(', '[', '　']);
    let chars = head.chars().count();
    let house = HOUSES.iter().chain(DESKS).any(|end| head.ends_with(end)) || AGENCIES.contains(&head);
    if (2..=10).contains(&chars) && house && head.chars().all(|c| glyph::is_han(c) || c.is_ascii_alphabetic()) {
        return Some(Lead { agency: Some(head.to_owned()), ..Lead::default() });
    }
    let (agency, rest) = agency_of(head)?;
    let (place, day) = place_and_day(rest)?;
    let fits = place.chars().count() <= MAX_PLACE && place.chars().all(glyph::is_han);
    fits.then(|| Lead { agency: Some(agency.to_owned()), place: some(place), day, ..Lead::default() })
}

/// `北京3月5日`, `北京21日`, `北京`: a place with the day of writing; `None` where what ends in 日 is no date.
fn place_and_day(text: &str) -> Option<(&str, Option<(i8, i8)>)> {
    let Some(date) = text.strip_suffix('日') else { return Some((text, None)) };
    let (before, day) = number_before(date)?;
    match before.strip_suffix('月') {
        Some(month) => number_before(month).map(|(place, month)| (place, Some((month, day)))),
        None => Some((before, Some((0, day)))),
    }
}

/// `新华社北京12月1日`, `据新华社北京12月1日专`, `大陸新聞組北京21日`: what stands before the `电`.
fn wire_mark(head: &str) -> Option<Lead> {
    let head = head.trim_start_matches(['【', '（', '(', '[']);
    let head = head.strip_prefix('据').or_else(|| head.strip_prefix('據')).unwrap_or(head);
    let (agency, rest) = agency_of(head)?;
    let rest = WIRES.iter().fold(rest, |rest, wire| rest.strip_suffix(wire).unwrap_or(rest));
    let (place, day) = place_and_day(rest)?;
    let plain_place = place.chars().all(|c| glyph::is_han(c) || c == '·') && place.chars().count() <= MAX_PLACE;
    // Without a date only a bare agency is safe: 新华社电, 本报北京电.
    let safe = day.is_some() || place.chars().count() <= 4;
    (plain_place && safe).then(|| Lead { agency: Some(agency.to_owned()), place: some(place), day, ..Lead::default() })
}

/// The agency or paper a head begins with, and what follows.
fn agency_of(head: &str) -> Option<(&str, &str)> {
    if let Some(agency) = AGENCIES.iter().find(|agency| head.starts_with(**agency)) {
        return Some(head.split_at(agency.len()));
    }
    let ends = head.char_indices().skip(1).take(7).map(|(at, c)| at + c.len_utf8());
    let end = ends.filter(|&end| HOUSES.iter().any(|house| head[..end].ends_with(house))).last()?;
    head[..end].chars().all(glyph::is_han).then(|| head.split_at(end))
}

/// The number a text ends in, and what stands before it.
fn number_before(text: &str) -> Option<(&str, i8)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, number) = text.split_at(text.len() - digits);
    let number: i8 = number.parse().ok()?;
    (1..=31).contains(&number).then_some((before, number))
}

/// The byline a text begins with, in brackets or as `记者某某报道`: fills the lead-in, returns what follows.
fn byline<'t>(text: &'t str, found: &mut Lead) -> Option<&'t str> {
    let open = text.trim_start();
    if let Some(rest) = reported(open, found) {
        return Some(rest);
    }
    let inner = open.strip_prefix(['（', '('])?;
    let close = inner.char_indices().take(MAX_BYLINE).find(|&(_, c)| matches!(c, '）' | ')' | '。'))?;
    let names = &inner[..close.0];
    let signs = ["记者", "記者", "通讯员", "通訊員", "文/", "实习", "特约", "作者"]
        .iter()
        .any(|word| glyph::squeeze(names).contains(word));
    let bare = names.chars().count() <= 12 && names.chars().all(|c| glyph::is_han(c) || c.is_whitespace() || c == '、');
    if close.1 == '。' || !(signs || bare) {
        return None;
    }
    found.byline = some(names.trim());
    Some(&inner[close.0 + close.1.len_utf8()..])
}

/// `记者某某报道`, `记者某某 通讯员某某报道：`, as it stands without brackets behind a `讯`.
fn reported<'t>(text: &'t str, found: &mut Lead) -> Option<&'t str> {
    let office = OFFICES.iter().any(|office| text.starts_with(office));
    let end = text.char_indices().take(MAX_REPORTED).map(|(at, _)| at).filter(|_| office).find(|&at| {
        let rest = &text[at..];
        rest.starts_with("报道") || rest.starts_with("報道") || rest.starts_with("報導")
    })?;
    let names = &text[..end];
    let plain = names.chars().all(|c| glyph::is_han(c) || c.is_whitespace() || matches!(c, '、' | '/'));
    if !plain {
        return None;
    }
    found.byline = some(names.trim());
    let rest = &text[end + "报道".len()..];
    Some(rest.strip_prefix(['：', ':', '，', ',']).unwrap_or(rest))
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Fills agency, place and date of an article from the two ends of its text.
pub(super) fn read(text: &str, issue: Option<Date>) -> (Dateline, Option<String>) {
    let front = lead(text);
    let back = tail(text);
    let lead_span = front.as_ref().map_or(Span::default(), |lead| Span::new(0, lead.len as u32));
    let byline = front.as_ref().and_then(|lead| lead.byline.clone());
    let (agency, place, day) = match (front, back) {
        (Some(Lead { agency, place, day, .. }), _) | (None, Some(Tail { agency, place, day })) => (agency, place, day),
        (None, None) => (None, None, None),
    };
    let date = day.and_then(|day| date_near(day, issue?));
    (Dateline { lead: lead_span, agency, place, date }, byline)
}

/// The day a story was written, as its lead-in or credit prints it: month (0 where only the day is printed) and day.
pub(super) fn day(text: &str) -> Option<(i8, i8)> {
    lead(text).map_or_else(|| tail(text).and_then(|tail| tail.day), |lead| lead.day)
}

/// The agency a byline names: `新华社记者`, `本报记者 某某`.
pub(super) fn agency_of_byline(byline: &str) -> Option<String> {
    let plain = glyph::squeeze(byline);
    AGENCIES.iter().find(|agency| plain.starts_with(**agency)).map(|agency| (*agency).to_owned())
}

/// The latest day of that month and number that is not after the issue by more than a day (time zones).
pub(super) fn date_near((month, day): (i8, i8), issue: Date) -> Option<Date> {
    let limit = issue.tomorrow().unwrap_or(issue);
    if month == 0 {
        let first = issue.first_of_month();
        let months = (0..=2).filter_map(|back| first.checked_sub(back.months()).ok());
        return months.filter_map(|first| Date::new(first.year(), first.month(), day).ok()).find(|date| *date <= limit);
    }
    let this_year = Date::new(issue.year(), month, day).ok();
    let last_year = Date::new(issue.year() - 1, month, day).ok();
    this_year.filter(|date| *date <= limit).or(last_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_a_month_is_the_last_one_before_the_issue() {
        use jiff::civil::date;
        for (day, issue, written) in [
            ((0, 1), date(2023, 12, 2), date(2023, 12, 1)),
            ((0, 21), date(2023, 12, 2), date(2023, 11, 21)),
            ((0, 31), date(2024, 3, 1), date(2024, 1, 31)),
            ((0, 30), date(2024, 1, 2), date(2023, 12, 30)),
            ((12, 31), date(2024, 1, 2), date(2023, 12, 31)),
        ] {
            assert_eq!(date_near(day, issue), Some(written), "{day:?} {issue}");
        }
    }

    fn show(text: &str) -> String {
        lead(text).map_or("none".to_owned(), |lead| {
            format!(
                "{}|{}|{}|{:?}|{}",
                &text[..lead.len],
                lead.agency.unwrap_or_default(),
                lead.place.unwrap_or_default(),
                lead.day,
                lead.byline.unwrap_or_default()
            )
        })
    }

    #[test]
    fn lead_ins() {
        for (text, expected) in [
            ("新华社北京 12月 1日电 今天", "新华社北京 12月 1日电 |新华社|北京|Some((12, 1))|"),
            ("据新华社上海11月30日电（记者林晓）大桥", "据新华社上海11月30日电（记者林晓）|新华社|上海|Some((11, 30))|记者林晓"),
            (
                "江城日报讯（记者/林晓 通讯员/何为） 12月1日",
                "江城日报讯（记者/林晓 通讯员/何为） |江城日报|||None|记者/林晓 通讯员/何为".replace("|||", "||").as_str(),
            ),
            ("本报讯 大桥", "本报讯 |本报||None|"),
            ("【本報悉尼訊】大橋", "【本報悉尼訊】|本報|悉尼|None|"),
            (
                "新华社印度果阿9月27日体育专电（记者林晓）原定",
                "新华社印度果阿9月27日体育专电（记者林晓）|新华社|印度果阿|Some((9, 27))|记者林晓",
            ),
            ("大陸新聞組 北京21日電 今天", "大陸新聞組 北京21日電 |大陸新聞組|北京|Some((0, 21))|"),
            ("本报北京 3 月 5日讯 （记者 林晓）3月", "本报北京 3 月 5日讯 （记者 林晓）|本报|北京|Some((3, 5))|记者 林晓"),
            ("本报讯 记者林晓报道 新春", "本报讯 记者林晓报道 |本报||None|记者林晓"),
            ("本报讯记者林晓 通讯员何为报道：大桥", "本报讯记者林晓 通讯员何为报道：|本报||None|记者林晓 通讯员何为"),
            ("国家主席致电祝贺", "none"),
            ("他说，收到来电", "none"),
            ("通讯员林晓", "none"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn the_year_comes_from_the_issue() {
        let issue = jiff::civil::date(2024, 1, 2);
        assert_eq!(read("新华社北京12月31日电 今天", Some(issue)).0.date, Some(jiff::civil::date(2023, 12, 31)));
        assert_eq!(read("新华社北京12月31日电 今天", None).0.date, None);
    }
}
