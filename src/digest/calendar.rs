//! Dates as a newsletter writes them. All of them come from the edition.

use jiff::civil::{Date, Weekday};

/// Hour at which a morning newsletter is dated, Beijing time.
const HOUR: &str = "06:00:00";

/// `2024年3月5日 星期二`.
pub(super) fn long(date: Date) -> String {
    let weekday = match date.weekday() {
        Weekday::Monday => '一',
        Weekday::Tuesday => '二',
        Weekday::Wednesday => '三',
        Weekday::Thursday => '四',
        Weekday::Friday => '五',
        Weekday::Saturday => '六',
        Weekday::Sunday => '日',
    };
    format!("{}年{}月{}日 星期{weekday}", date.year(), date.month(), date.day())
}

/// `3月5日`.
pub(super) fn short(date: Date) -> String {
    format!("{}月{}日", date.month(), date.day())
}

/// `Tue, 05 Mar 2024 06:00:00 +0800`, as RFC 5322 writes it.
pub(super) fn mail(date: Date) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let weekday = match date.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    };
    let month = usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month)).unwrap_or(&MONTHS[0]);
    format!("{weekday}, {:02} {month} {:04} {HOUR} +0800", date.day(), date.year())
}

/// `2024-03-05T06:00:00+08:00`, as RFC 3339 writes it.
pub(super) fn instant(date: Date) -> String {
    format!("{date}T{HOUR}+08:00")
}

/// The full dates printed in a text: `2024年3月5日`.
pub(super) fn printed(text: &str) -> impl Iterator<Item = Date> + '_ {
    text.match_indices('年').filter_map(|(at, mark)| {
        let before = text.get(..at)?;
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let year: i16 = before.get(at - digits..)?.parse().ok().filter(|_| digits == 4)?;
        let (month, rest) = text.get(at + mark.len()..)?.split_once('月')?;
        let day = &rest[..rest.find(|c: char| !c.is_ascii_digit())?];
        if !rest[day.len()..].starts_with('日') {
            return None;
        }
        Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn forms() {
        let day = date(2024, 3, 5);
        assert_eq!(long(day), "2024年3月5日 星期二");
        assert_eq!(short(day), "3月5日");
        assert_eq!(mail(day), "Tue, 05 Mar 2024 06:00:00 +0800");
        assert_eq!(instant(day), "2024-03-05T06:00:00+08:00");
    }

    #[test]
    fn full_dates_are_found_and_others_are_not() {
        let text = "2024年3月5日，甲。去年12月，12024年1月1日。乙于2024年13月1日、2023年2月30日、2023年12月31日到。";
        assert_eq!(printed(text).collect::<Vec<_>>(), [date(2024, 3, 5), date(2023, 12, 31)]);
    }
}
