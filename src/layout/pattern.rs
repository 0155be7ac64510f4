//! Turns of phrase that give a line away whatever its looks: folios, credits of photographs, notices.
//!
//! Every function takes the text of a line or paragraph and ignores its blanks. Word lists stand at the top.

pub(super) use super::{
    byline::{
        goes_on as byline_goes_on, is_bare_name, is_byline, is_marked as is_marked_byline, is_scrap as is_byline_scrap, unframed,
    },
    folio::{has_full_date, is_folio},
};
use super::{glyph, marks};

/// Endings of a photograph's text.
const CREDIT: &[&str] = &[
    "摄",
    "攝",
    "资料图片",
    "資料圖片",
    "供图",
    "供圖",
    "图片",
    "新华社发",
    "新華社發",
    "视觉中国",
    "摄影",
    "資料照片",
    "资料照片",
    "资料照",
    "資料圖",
];
/// Agencies that stand alone behind a photograph's text.
const PHOTO_AGENCIES: &[&str] = &[
    "法新社",
    "路透社",
    "美联社",
    "美聯社",
    "中新社",
    "新华社",
    "新華社",
    "中央社",
    "彭博社",
    "共同社",
    "韩联社",
    "韓聯社",
    "欧新社",
    "歐新社",
    "路透",
    "法新",
    "美联",
    "美聯",
];
/// The characters they end with, and what may stand behind them.
const CREDIT_ENDS: &[char] = &['摄', '攝', '片', '图', '圖', '发', '發', '国', '影', '照', '社', '透', '新', '联', '聯'];
const CREDIT_CLOSES: &[char] = &['）', ')', '】', '/'];
/// Marks that point from a text to its photograph.
pub(super) const CAPTION_MARKS: &[char] = &['▲', '▼', '◀', '▶', '◄', '►'];
/// Marks that stand before texts of photographs, and before much else: only a credit tells.
const PLAIN_MARKS: &[char] = &['■', '□', '◆', '●', '△', '▽'];
/// Beginnings of a photograph's text.
const CAPTION: &[&str] = &[
    "图为",
    "圖為",
    "图①",
    "上图",
    "上圖",
    "下图",
    "下圖",
    "左图",
    "左圖",
    "右图",
    "右圖",
    "▲",
    "▼",
    "◀",
    "▶",
    "◄",
    "►",
    "资料图",
    "资料照",
];
/// The characters these begin with.
const CAPTION_STARTS: &[char] = &['图', '圖', '上', '下', '左', '右', '▲', '▼', '◀', '▶', '◄', '►', '资'];
/// Endings of a notice's title.
const NOTICE_TITLE: &[&str] = &[
    "公告",
    "公示",
    "启事",
    "啟事",
    "声明",
    "聲明",
    "通告",
    "讣告",
    "訃告",
    "更正",
    "招标",
    "通知书",
    "拍卖",
    "公示表",
    "竞价",
    "催收",
    "寻人",
    "寻亲",
];
/// The characters these end with.
const NOTICE_ENDS: &[char] = &['告', '示', '事', '明', '正', '标', '书', '卖', '表', '价', '收', '人', '亲'];
/// What a notice or advertisement says, and news seldom; two of these in a short text make a notice.
pub(super) const NOTICE_TEXT: &[&str] = &[
    "声明作废",
    "特此声明",
    "特此公告",
    "特此通知",
    "现予公示",
    "现予公告",
    "公示期",
    "清算组",
    "申报债权",
    "联系电话",
    "联系人",
    "咨询电话",
    "订购热线",
    "地址：",
    "电话：",
    "待遇面议",
    "登报",
    "遗失",
    "注销登记",
    "请债权人",
    "公开拍卖",
    "竞买",
    "报名时间",
    "保证金",
    "面向社会招聘",
    "电话:",
    "地址:",
    "立减",
    "销户",
    "拟向登记机关",
    "作废",
    "周岁以下",
];
/// What slogans of public campaigns say, wherever a page has room to fill.
pub(super) const SLOGAN: &[&str] = &[
    "公益广告",
    "文明健康",
    "有你有我",
    "讲文明",
    "树新风",
    "节约用水",
    "节约粮食",
    "厉行节约",
    "反对浪费",
    "光盘行动",
    "绿水青山就是",
    "安全生产",
    "人人有责",
    "珍爱生命",
    "反诈",
    "防骗",
    "诚信经营",
    "放心消费",
    "关爱未成年人",
    "学思想",
    "强党性",
    "重实践",
    "建新功",
    "从点滴做起",
    "从我做起",
    "移风易俗",
    "垃圾分类",
    "扫黑除恶",
    "文明交通",
    "爱我国防",
    "无偿献血",
    "全民阅读",
    "书香",
    "预防溺水",
    "森林防火",
    "共建共享",
    "不忘初心",
    "牢记使命",
    "图说我们的价值观",
    "社会主义核心价值观",
];
/// Standing heads of columns of briefs.
pub(super) const BRIEFS: &[&str] =
    &["简讯", "短讯", "快讯", "短波", "速览", "速递", "速读", "简报", "要闻", "集纳", "集锦", "一句话", "微新闻", "动态", "博览"];
/// A slogan is at most this wide (half ems).
const MAX_SLOGAN: u32 = 40;
/// A notice title is at most this wide (half ems).
const MAX_NOTICE_TITLE: u32 = 28;

fn has_prefix(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// A line of nothing but a date, as under a notice.
pub(super) fn is_date_line(text: &str) -> bool {
    if !text.trim_end().ends_with('日') {
        return false;
    }
    let plain = glyph::squeeze(text);
    plain.chars().count() <= 11 && has_full_date(&plain) && plain.ends_with('日')
}

/// The end of a photograph's text: `新华社记者 某某 摄`, `（资料图片）`.
pub(super) fn ends_caption(text: &str) -> bool {
    // Nearly every line stops here.
    let last = text.chars().rev().find(|&c| !c.is_whitespace() && !CREDIT_CLOSES.contains(&c));
    if !last.is_some_and(|c| CREDIT_ENDS.contains(&c)) {
        return false;
    }
    let plain = glyph::squeeze(text);
    let bare = plain.trim_end_matches(CREDIT_CLOSES);
    let tail: String = bare.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
    let agency = || {
        let bare = text.trim_end().trim_end_matches(CREDIT_CLOSES);
        let before = PHOTO_AGENCIES.iter().find_map(|agency| bare.strip_suffix(agency));
        before.is_some_and(|before| before.ends_with([' ', '\u{3000}', '。', '！', '（', '(', '/', '／', '】']))
    };
    (CREDIT.iter().any(|credit| tail.ends_with(credit)) || agency()) && !plain.ends_with("专特稿")
}

/// The beginning of a photograph's text.
pub(super) fn begins_caption(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(CAPTION_STARTS) && has_prefix(text, CAPTION)
}

/// A mark that may stand before a photograph's text, or the beginning of one.
pub(super) fn may_begin_caption(text: &str) -> bool {
    text.trim_start().starts_with(PLAIN_MARKS) || begins_caption(text)
}

/// The title of a notice: `销户公示`, `遗失声明`.
pub(super) fn is_notice_title(text: &str) -> bool {
    // Nearly every line stops here.
    if !text.trim_end().ends_with(NOTICE_ENDS) {
        return false;
    }
    let plain = glyph::squeeze(text);
    glyph::text_width(&plain) <= MAX_NOTICE_TITLE
        && NOTICE_TITLE.iter().any(|end| plain.ends_with(end))
        && !plain.contains(['，', '。', '《', '：', '“'])
}

/// A slogan: words of a public campaign, or short phrases of equal length side by side. Headlines can look like this too; ask
/// the stories before believing it.
pub(super) fn is_slogan(text: &str) -> bool {
    let phrases: Vec<usize> = text.split_whitespace().map(|phrase| phrase.chars().count()).collect();
    let even =
        (2..=4).contains(&phrases.len()) && phrases.windows(2).all(|pair| pair[0] == pair[1]) && (3..=7).contains(&phrases[0]);
    glyph::text_width(text) <= MAX_SLOGAN
        && !text.contains(['，', '：', '《'])
        && (even || marks::holds(&glyph::squeeze(text), SLOGAN, marks::SLOGAN))
}

/// A slogan by its words, whatever its shape: what a public campaign says.
pub(super) fn is_campaign(text: &str) -> bool {
    glyph::text_width(text) <= MAX_SLOGAN
        && !text.contains(['，', '：', '《'])
        && marks::holds(&glyph::squeeze(text), SLOGAN, marks::SLOGAN)
}

/// The standing head of a column of briefs: `简讯`, `要闻速览`.
pub(super) fn is_briefs_rubric(text: &str) -> bool {
    let plain = glyph::squeeze(text);
    plain.chars().count() <= 8 && marks::holds(&plain, BRIEFS, marks::BRIEFS)
}

/// The turns of phrase of notices and advertisements a text holds, a bit for each.
pub(super) fn notice_marks(text: &str) -> u64 {
    marks::words(text, NOTICE_TEXT, marks::NOTICE)
}

/// The longest of them, in characters.
pub(super) const MAX_NOTICE_TEXT: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_looks_rule_nothing_out() {
        assert!(CREDIT.iter().all(|word| word.ends_with(CREDIT_ENDS)));
        assert!(CAPTION.iter().all(|word| word.starts_with(CAPTION_STARTS)));
        assert!(NOTICE_TITLE.iter().all(|word| word.ends_with(NOTICE_ENDS)));
        assert_eq!(NOTICE_TEXT.iter().map(|word| word.chars().count()).max(), Some(MAX_NOTICE_TEXT));
    }

    #[test]
    fn lines_that_give_themselves_away() {
        type Row = (fn(&str) -> bool, &'static str, bool);
        let rows: &[Row] = &[
            (ends_caption, "工人在桥面作业。 新华社记者 林晓 摄", true),
            (ends_caption, "（资料图片）", true),
            (ends_caption, "■山火逼近市郊。 法新社", true),
            (ends_caption, "这一消息来自法新社", false),
            (ends_caption, "他说得很对。", false),
            (is_notice_title, "遗失声明", true),
            (is_notice_title, "两国发表联合声明，同意停火", false),
            (is_date_line, "2024年5月6日", true),
        ];
        for (is, text, expected) in rows {
            assert_eq!(is(text), *expected, "{text}");
        }
    }
}
