//! Words by which a sentence shows what it does in its article.

/// Openings that lean on the sentence before.
pub(super) const LEANING: [&str; 30] = [
    "他",
    "她",
    "它",
    "这",
    "该",
    "对此",
    "其中",
    "其",
    "因此",
    "因而",
    "所以",
    "但",
    "而",
    "然而",
    "不过",
    "于是",
    "随后",
    "之后",
    "与此同时",
    "同时",
    "此时",
    "当时",
    "由此",
    "为此",
    "例如",
    "比如",
    "尽管如此",
    "那么",
    "据他",
    "如此",
];
/// Openings of the items of a list.
pub(super) const LISTING: [&str; 26] = [
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "首先",
    "其次",
    "再次",
    "最后",
    "第一",
    "第二",
    "第三",
    "第四",
    "一、",
    "二、",
    "三、",
    "四、",
    "（一）",
    "（二）",
    "（三）",
    "1.",
    "2.",
    "3.",
    "1、",
    "2、",
];
/// Openings of what is added to the news.
pub(super) const ASIDES: [&str; 12] =
    ["此外", "另外", "另据", "据悉", "据了解", "值得一提", "值得注意", "事实上", "其实", "除此之外", "公开资料", "资料显示"];
/// Words that say who spoke.
pub(super) const ATTRIBUTIONS: [&str; 12] =
    ["表示", "指出", "强调", "介绍", "认为", "说：", "称，", "说。", "说，", "称：", "坦言", "告诉记者"];
/// Words that say where the paper has the news from.
pub(super) const SOURCES: [&str; 10] =
    ["记者从", "获悉", "记者了解到", "报道称", "据报道", "发布公告", "发布消息", "通报", "消息称", "宣布"];
/// Lines that are no sentence of the story.
pub(super) const CREDIT_LINES: [&str; 16] = [
    "责任编辑",
    "责编",
    "原标题",
    "来源：",
    "编辑：",
    "编辑 ",
    "图源",
    "摄影",
    "采写",
    "版权",
    "扫描二维码",
    "点击",
    "免责声明",
    "图片来自",
    "记者：",
    "校对",
];
/// Words that say when it happened.
pub(super) const TIMES: [&str; 10] = ["日前", "近日", "今天", "昨日", "昨天", "今日", "日，", "日上午", "日下午", "日电"];

/// Whether the sentence begins with one of `words`, an opening quotation mark or blank before it aside.
pub(super) fn begins_with(sentence: &str, words: &[&str]) -> bool {
    let sentence = sentence.trim_start_matches(['“', '「', ' ', '\u{3000}']);
    words.iter().any(|word| sentence.starts_with(word))
}

/// Whether the sentence holds one of `words`.
pub(super) fn holds(sentence: &str, words: &[&str]) -> bool {
    words.iter().any(|word| sentence.contains(word))
}
