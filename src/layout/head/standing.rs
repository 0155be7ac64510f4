//! Standing heads: names of series and columns a paper prints above the headline, told by their words or known by name.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::super::{glyph, marks, script};

/// Names of series and columns.
static NAMES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../data/standing.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});
/// What parts a series from its part, and what frames either.
const PARTING: &[char] = &['·', '•', '・', '—', '―', '｜', '|', '丨', '【', '】', '[', ']'];

/// Words of standing heads.
pub(in crate::layout) const STANDING: &[&str] = &[
    "新思想",
    "新征程",
    "新时代",
    "专栏",
    "简讯",
    "速览",
    "访谈",
    "观察",
    "关注",
    "聚焦",
    "之窗",
    "视点",
    "深度",
    "特别报道",
    "导读",
    "进行时",
    "数读",
    "图说",
    "图解",
    "一线",
    "纪实",
    "述评",
    "直击",
    "热点",
    "调研行",
    "系列",
];
/// A standing head has at most this many characters, or this many where nothing else is known.
const MAX_STANDING: usize = 26;
const MAX_RUBRIC: usize = 12;

/// Whether a text without blanks reads like a standing head.
pub(super) fn is_standing(text: &str) -> bool {
    let worded = || marks::holds(text, STANDING, marks::STANDING) && !text.contains(['，', '：', '“']);
    text.chars().count() <= MAX_STANDING && (worded() || is_known(text))
}

/// Whether a text without blanks is the name of a known series, or of one with its part: `一线调研·大国工匠`.
pub(super) fn is_known(text: &str) -> bool {
    script::simplified(text).split(PARTING).find(|part| !part.is_empty()).is_some_and(|name| NAMES.contains(name))
}

/// Whether a whole head line is short and reads like a standing head: `简讯`, `新征程 新气象`.
pub(in crate::layout) fn is_rubric(text: &str) -> bool {
    let text = glyph::squeeze(text);
    text.chars().count() <= MAX_RUBRIC && is_standing(&text)
}
