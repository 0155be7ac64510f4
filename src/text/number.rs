//! The shapes of numbers, dates and quantities in Chinese print.
//!
//! Reads characters from the start of a word; where words end is asked of the caller, so that `3人` is read in
//! `3|人|参加` and not in `3|人民|币`.

use std::ops::RangeInclusive;

use crate::text::vocabulary::TermId;

/// Words that measure or count, sorted. Behind a number they make a quantity.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "%", "GB", "GHz", "GW", "GWh", "Hz", "L", "MB", "MHz", "MPa", "MW", "MWh", "TB", "TW", "TWh", "V", "W",
    "Wh", "cm", "dB", "g", "hPa", "kV", "kW", "kWh", "kg", "km", "km/h", "m", "mAh", "mg", "ml", "mm", "nits",
    "nm", "rpm", "t", "°", "‰", "℃", "万像素", "万吨级", "世纪", "个", "个人", "个半", "个基点", "个多小时",
    "个多月", "个小时", "个工作日", "个月", "个百分点", "亩", "人", "人次", "代", "件", "件套", "份",
    "伏", "位", "例", "倍", "像素", "元", "兆", "兆瓦", "光年", "克", "克拉", "公斤", "公里", "公里/小时",
    "公里每小时", "公顷", "册", "分", "分钟", "列", "刻钟", "副", "包", "匹", "千伏", "千克", "千瓦", "千瓦时",
    "千米", "升", "卢布", "卢比", "厘米", "双", "句", "只", "台", "台套", "号", "吉瓦", "名", "吨", "周",
    "周岁", "周年", "回", "圈", "场", "场次", "块", "块钱", "基点", "声", "处", "天", "头", "套", "字", "字节",
    "季", "季度", "学时", "安", "宗", "家", "家次", "寸", "对", "小时", "尾", "层", "层楼", "届", "岁", "帧",
    "席", "幅", "幢", "平方", "平方公里", "平方千米", "平方米", "年", "年级", "度", "度电", "座", "张", "微克",
    "微米", "成", "户", "户次", "所", "扇", "批", "批次", "把", "折", "排", "摄氏度", "支", "斤", "日", "日元",
    "月", "期", "本", "条", "枚", "架", "架次", "标准箱", "标箱", "栋", "株", "样", "根", "桌", "桶", "棵",
    "次", "欧元", "款", "步", "段", "比特", "毫克", "毫升", "毫安", "毫安时", "毫米", "海里", "港元", "点",
    "片", "版", "牛·米", "牛米", "环", "班", "班列", "班次", "瓦", "瓶", "百分点", "盆", "盎司", "盏", "盒",
    "码", "票", "种", "科", "秒", "秒钟", "立方", "立方米", "立方米/秒", "立方米每秒", "章", "笔", "箱", "篇",
    "米", "类", "粒", "级", "纳米", "线", "组", "美元", "羽", "股", "航次", "艘", "艘次", "节", "英亩", "英寸",
    "英尺", "英里", "英镑", "蒲式耳", "袋", "角", "词", "课时", "赫兹", "起", "趟", "路", "车次", "轮", "辆",
    "辆次", "辆车", "遍", "道", "部", "里", "钟头", "门", "间", "队", "集", "韩元", "页", "项", "顿", "颗",
    "题", "首", "马力",
];

/// Words that count behind an ordinal (`第三届`), sorted.
#[rustfmt::skip]
const ORDINAL_UNITS: &[&str] = &[
    "个", "代", "件", "份", "位", "例", "军", "台", "号", "名", "周", "周年", "回", "团", "场", "天", "季", "季度", "家", "局", "层", "届", "师", "年",
    "座", "批", "日", "期", "条", "枚", "架", "棒", "次", "款", "步", "版", "站", "站点", "章", "篇", "类", "组", "艘", "节", "营", "轮", "辆", "道", "部", "阶段", "集", "页", "项", "颗",
];

/// Parts of the day that make one word with the time that follows.
const DAY_PARTS: &[&str] = &["上午", "下午", "凌晨", "中午", "傍晚", "早上", "晚上", "清晨", "深夜", "晚间", "早", "晚"];

/// Words of numerals that name something or mean another thing (`万一`), and count nothing.
const NAMES: &[&str] = &["万一", "千万", "亿万", "百万", "十一", "双十一", "十二五", "十三五", "十四五", "十五五", "千百"];

/// Between two numbers of a range.
const RANGE_MARKS: &[char] = &['至', '到', '-', '－', '—', '–', '~', '～'];

/// Where a shape may end: answers for a byte place counted from where reading began.
pub(super) trait Borders {
    /// Whether a word may end at `place`.
    fn is_border(&self, place: usize) -> bool;

    /// The word ends behind `place`, nearest first.
    fn after(&self, place: usize) -> impl Iterator<Item = usize>;

    /// Whether `place` ends the first word.
    fn ends_first(&self, place: usize) -> bool;
}

/// Whether a word that begins so may begin a number, date or quantity.
pub(super) fn may_begin(c: char) -> bool {
    c.is_ascii_digit()
        || is_numeral(c) && !matches!(c, '万' | '亿')
        || matches!(c, '第' | '-' | '+')
        || DAY_PARTS.iter().any(|part| part.starts_with(c))
}

/// The longest number, date or quantity `text` begins with, in bytes, and its reserved id.
pub(super) fn scan(text: &str, borders: &impl Borders) -> Option<(usize, TermId)> {
    let mut reader = Reader { text, borders, best: None };
    reader.scan();
    let (end, id) = reader.best?;
    // A word of numerals and no digit is the dictionary's (`十分`, `一个`, `万一`) unless it is a plain number, an
    // ordinal or a fraction.
    let word = &text[..end];
    let spelled = !word.contains(|c: char| c.is_ascii_digit());
    (!spelled || !borders.ends_first(end) || id == TermId::NUMBER || word.starts_with('第') || word.contains("分之"))
        .then_some((end, id))
}

fn is_numeral(c: char) -> bool {
    matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '两') || is_scale(c)
}

fn is_scale(c: char) -> bool {
    matches!(c, '十' | '百' | '千' | '万' | '亿')
}

fn contains(sorted: &[&str], word: &str) -> bool {
    sorted.binary_search(&word).is_ok()
}

/// A number as read.
#[derive(Clone, Copy)]
struct Number {
    /// One past its last byte.
    end: usize,
    /// Its value where it is a whole number in digits.
    value: Option<u32>,
    /// Whether it is written in digits.
    digits: bool,
}

impl Number {
    /// Whether it may be one of `range`: digits are, numerals are not looked at closely.
    fn may_be_in(self, range: RangeInclusive<u32>) -> bool {
        self.value.map_or(!self.digits, |value| range.contains(&value))
    }
}

/// Reads one text and keeps the longest shape found.
struct Reader<'t, B> {
    text: &'t str,
    borders: &'t B,
    best: Option<(usize, TermId)>,
}

impl<B: Borders> Reader<'_, B> {
    fn scan(&mut self) {
        if let Some(after) = self.text.strip_prefix('第') {
            return self.ordinal(self.text.len() - after.len());
        }
        if let Some(part) = DAY_PARTS.iter().find(|part| self.text.starts_with(**part)) {
            if let Some(number) = self.number(self.blank(part.len())) {
                self.clock(number);
            }
            return;
        }
        let start = usize::from(self.text.starts_with(['-', '+']));
        let Some(first) = self.number(start) else { return };
        self.plain(start, first);
        self.iso_date(first);
        self.calendar(first);
        self.clock(first);
        self.measured(first.end);
        // One number and another: a fraction, a ratio, a range.
        let rest = &self.text[first.end..];
        let Some(mark) = rest.chars().next() else { return };
        let joint = if let Some(after) = rest.strip_prefix("分之") { rest.len() - after.len() } else { mark.len_utf8() };
        let Some(second) = self.number(first.end + joint) else { return };
        if rest.starts_with("分之") || mark == '/' {
            self.offer(second.end, TermId::QUANTITY);
        } else if RANGE_MARKS.contains(&mark) {
            self.calendar(second);
            self.measured(second.end);
            if first.digits {
                self.offer(second.end, TermId::NUMBER);
            }
        }
    }

    /// Takes `end` as the end if a word ends there and nothing longer was found.
    fn offer(&mut self, end: usize, id: TermId) {
        if self.borders.is_border(end) && self.best.is_none_or(|(best, _)| best < end) {
            self.best = Some((end, id));
        }
    }

    fn is_at(&self, place: usize, mark: &str) -> bool {
        self.text.get(place..).is_some_and(|rest| rest.starts_with(mark))
    }

    /// `place`, or the place behind the one blank that stands there.
    fn blank(&self, place: usize) -> usize {
        place + usize::from(self.is_at(place, " "))
    }

    /// The number at `place`: digits with thousands commas and a decimal point, or numerals.
    fn number(&self, place: usize) -> Option<Number> {
        let bytes = self.text.as_bytes();
        let run = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
        let whole = run(place);
        if whole > 0 {
            let mut end = place + whole;
            let mut plain = true;
            while whole <= 3 && self.is_at(end, ",") && run(end + 1) == 3 {
                end += 4;
                plain = false;
            }
            let decimals = if self.is_at(end, ".") { run(end + 1) } else { 0 };
            if decimals > 0 {
                end += 1 + decimals;
                plain = false;
            }
            let value = if plain { self.text[place..end].parse().ok() } else { None };
            return Some(Number { end, value, digits: true });
        }
        let rest = self.text.get(place..)?;
        let length: usize = rest.chars().take_while(|&c| is_numeral(c)).map(char::len_utf8).sum();
        (length > 0).then_some(Number { end: place + length, value: None, digits: false })
    }

    /// A number alone, with its scale: `137`, `3.5万亿`, `三百多`.
    fn plain(&mut self, start: usize, number: Number) {
        let end = self.scaled(number.end);
        let word = &self.text[start..number.end];
        if number.digits || word.chars().count() > 1 && word.contains(is_scale) && !NAMES.contains(&word) {
            self.offer(number.end, TermId::NUMBER);
            self.offer(end, TermId::NUMBER);
        }
    }

    /// The place behind scale and vagueness of a number: `万亿`, `多`, `余万`.
    fn scaled(&self, place: usize) -> usize {
        let vague = |c: char| matches!(c, '多' | '余' | '几');
        let rest = &self.text[place..];
        place + rest.len() - rest.trim_start_matches(is_scale).trim_start_matches(vague).trim_start_matches(is_scale).len()
    }

    /// A number that ends at `place`, with its unit.
    fn measured(&mut self, place: usize) {
        for from in [place, self.scaled(place)] {
            let from = self.blank(from);
            // A unit is at most four words long (`立方米|/|秒`).
            let found = self.borders.after(from).take(4).filter(|&end| contains(UNITS, &self.text[from..end])).last();
            if let Some(end) = found {
                self.offer(end, TermId::QUANTITY);
            }
        }
    }

    fn ordinal(&mut self, place: usize) {
        let Some(number) = self.number(place) else { return };
        self.offer(number.end, TermId::QUANTITY);
        let from = self.blank(number.end);
        let found = self.borders.after(from).take(2).filter(|&end| contains(ORDINAL_UNITS, &self.text[from..end])).last();
        if let Some(end) = found {
            self.offer(end, TermId::QUANTITY);
        }
    }

    /// `2023年11月30日` and its parts, from the first number on.
    fn calendar(&mut self, number: Number) {
        let mut number = number;
        let year = number.value.is_some_and(|value| (1000..=2999).contains(&value)) || self.is_spelled_year(number);
        if year && let Some(end) = self.mark(number, "年") {
            self.offer(end, TermId::DATE);
            self.offer_longer(end, &["度", "底", "初", "末", "代"]);
            match self.number(self.blank(end)) {
                Some(month) => number = month,
                None => return,
            }
        }
        if number.may_be_in(1..=12)
            && let Some(end) = self.mark(number, "月")
        {
            self.offer(end, TermId::DATE);
            self.offer_longer(end, &["份", "底", "初", "末", "上旬", "中旬", "下旬"]);
            match self.number(self.blank(end)) {
                Some(day) => number = day,
                None => return,
            }
        }
        if number.may_be_in(1..=31) {
            for mark in ["日", "号"] {
                // `3号` alone is a number of anything; behind a month it is a day.
                if let Some(end) = self.mark(number, mark).filter(|_| mark == "日" || self.best_is_date()) {
                    self.offer(end, TermId::DATE);
                }
            }
        }
    }

    fn best_is_date(&self) -> bool {
        self.best.is_some_and(|(_, id)| id == TermId::DATE)
    }

    /// Four numerals without a scale: `二〇二三`.
    fn is_spelled_year(&self, number: Number) -> bool {
        let from = number.end.saturating_sub(4 * '一'.len_utf8());
        !number.digits
            && self.text.get(from..number.end).is_some_and(|year| year.chars().count() == 4 && !year.contains(is_scale))
    }

    /// The place behind `mark` where it follows the number.
    fn mark(&self, number: Number, mark: &str) -> Option<usize> {
        let place = self.blank(number.end);
        self.is_at(place, mark).then_some(place + mark.len())
    }

    fn offer_longer(&mut self, end: usize, tails: &[&str]) {
        for tail in tails {
            if self.is_at(end, tail) {
                self.offer(end + tail.len(), TermId::DATE);
            }
        }
    }

    /// `9时30分`, `9点`, `9:30:05`.
    fn clock(&mut self, hour: Number) {
        if !hour.digits || !hour.may_be_in(0..=24) {
            return;
        }
        if self.is_at(hour.end, ":") || self.is_at(hour.end, "：") {
            let mark = if self.is_at(hour.end, ":") { 1 } else { "：".len() };
            let Some(minute) = self.number(hour.end + mark).filter(|n| n.value.is_some_and(|v| v < 60)) else { return };
            if minute.end - hour.end == mark + 2 {
                self.offer(minute.end, TermId::DATE);
                if self.is_at(minute.end, ":")
                    && let Some(second) = self.number(minute.end + 1)
                {
                    self.offer(second.end, TermId::DATE);
                }
            }
            return;
        }
        let Some(end) = self.mark(hour, "时").or_else(|| self.mark(hour, "点")) else { return };
        self.offer(end, TermId::DATE);
        self.offer_longer(end, &["半", "整", "许", "钟", "左右"]);
        if let Some(end) = self.number(self.blank(end)).and_then(|minute| self.mark(minute, "分")) {
            self.offer(end, TermId::DATE);
            if let Some(end) = self.number(self.blank(end)).and_then(|second| self.mark(second, "秒")) {
                self.offer(end, TermId::DATE);
            }
        }
    }

    /// `2023-12-01`, `2023/12/1`, `2023.12.01`.
    fn iso_date(&mut self, year: Number) {
        // A dot is read as a decimal point: `2023.12` and then `.01`.
        let bytes = self.text.as_bytes();
        let run = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
        if run(0) != 4 || year.end < 4 {
            return;
        }
        let Some(&mark) = bytes.get(4).filter(|b| matches!(b, b'-' | b'/' | b'.')) else { return };
        let month = run(5);
        if (1..=2).contains(&month) && bytes.get(5 + month) == Some(&mark) && (1..=2).contains(&run(6 + month)) {
            self.offer(6 + month + run(6 + month), TermId::DATE);
        }
    }
}
