//! Dates of writing where nobody says when the paper appeared.
//!
//! A lead-in prints month and day, never the year. Where neither path nor folio gives the day of issue, the other pages of the
//! folder do: papers print full dates of the day all over (under notices, in folios, in texts), and a full date within a few days
//! of the days the lead-ins name can only be of the same year. Without such a witness the year stays unknown.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::dateline;
use crate::article::Article;

/// A full date counts as a witness if it lies no more than this many days after a dateline, or this many before.
const AFTER: i32 = 3;
const BEFORE: i32 = 1;
/// Full dates read from one article; long reports hold few, tables may hold hundreds.
const MAX_DATES: usize = 50;
/// Years a newspaper may be of.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// Fills in the dates of datelines of articles whose day of issue is unknown, folder by folder.
pub fn date_articles(articles: &mut [Article]) {
    let mut folders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (nth, article) in articles.iter().enumerate() {
        folders.entry(folder(&article.source.path).to_owned()).or_default().push(nth);
    }
    for members in folders.into_values() {
        let undated = |nth: &&usize| articles[**nth].source.date.is_none();
        let days: Vec<(i8, i8)> = members.iter().filter(undated).filter_map(|&nth| dateline::day(&articles[nth].text)).collect();
        if days.is_empty() {
            continue;
        }
        let texts = members.iter().map(|&nth| articles[nth].text.as_str());
        let Some(issue) = issue(&days, texts) else { continue };
        for nth in members {
            let article = &mut articles[nth];
            if article.source.date.is_none() && article.dateline.date.is_none() {
                article.dateline.date = dateline::day(&article.text).and_then(|day| dateline::date_near(day, issue));
            }
        }
    }
}

fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// The latest day of writing, in the year the full dates of the texts agree on; the later year among equals.
fn issue<'t>(days: &[(i8, i8)], texts: impl Iterator<Item = &'t str>) -> Option<Date> {
    let mut votes: BTreeMap<i16, usize> = BTreeMap::new();
    let mut witnessed: Vec<Date> = Vec::new();
    for date in texts.flat_map(|text| full_dates(text).take(MAX_DATES)) {
        for &(month, day) in days.iter().filter(|day| day.0 > 0) {
            let near = [date.year() - 1, date.year()].into_iter().filter_map(|year| Date::new(year, month, day).ok());
            for written in near.filter(|&written| (-BEFORE..=AFTER).contains(&days_between(written, date))) {
                *votes.entry(written.year()).or_default() += 1;
                witnessed.push(written);
            }
        }
    }
    let (&year, _) = votes.iter().max_by_key(|&(&year, &votes)| (votes, year))?;
    // Around New Year the days of writing are of two years.
    witnessed.into_iter().filter(|date| (year..=year + 1).contains(&date.year())).max()
}

fn days_between(from: Date, to: Date) -> i32 {
    // `until` of two dates counts in days unless told otherwise.
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// The full dates a text prints: `2023年12月2日`, blanks round the digits allowed.
fn full_dates(text: &str) -> impl Iterator<Item = Date> + '_ {
    text.match_indices('年').filter_map(|(at, _)| {
        let year = digits_before(&text[..at])?;
        let (month, rest) = digits_after(&text[at + '年'.len_utf8()..])?;
        let (day, rest) = digits_after(rest.strip_prefix('月')?)?;
        let day_mark = rest.starts_with('日');
        let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
        date.filter(|date| day_mark && YEARS.contains(&date.year()))
    })
}

fn digits_before(text: &str) -> Option<u32> {
    let text = text.trim_end();
    let from = text.len() - text.bytes().rev().take_while(u8::is_ascii_digit).count();
    text[from..].parse().ok().filter(|_| text.len() - from == 4)
}

/// The number a text begins with and what follows it, blanks left out.
fn digits_after(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start();
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text[..end].parse().ok()?, text[end..].trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn article(path: &str, text: &str) -> Article {
        let mut article = Article { text: text.to_owned(), ..Article::default() };
        article.source.path = path.to_owned();
        (article.dateline, _) = dateline::read(text, None);
        article
    }

    #[test]
    fn a_full_date_near_the_datelines_gives_their_year() {
        let mut articles = [
            article("a/1.txt", "新华社北京12月1日电 大桥通车。"),
            article("a/2.txt", "新华社北京11月30日电 工程始于2019年5月13日，将于2025年3月1日完成。"),
            article("a/2.txt", "特此公示。\n2023 年 12 月 2 日"),
            article("b/1.txt", "新华社北京12月1日电 大桥通车。"),
        ];
        date_articles(&mut articles);
        let dates: Vec<Option<Date>> = articles.iter().map(|article| article.dateline.date).collect();
        assert_eq!(dates, [Some(date(2023, 12, 1)), Some(date(2023, 11, 30)), None, None]);
    }

    #[test]
    fn new_year_lies_between() {
        let mut articles =
            [article("1.txt", "新华社北京12月31日电 新年快乐。"), article("2.txt", "新华社北京1月1日电 2024年1月1日，桥通了。")];
        date_articles(&mut articles);
        let dates: Vec<Option<Date>> = articles.iter().map(|article| article.dateline.date).collect();
        assert_eq!(dates, [Some(date(2023, 12, 31)), Some(date(2024, 1, 1))]);
    }
}
