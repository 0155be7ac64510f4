//! Bylines: lines that say who wrote a story.
//!
//! The grammar is small: marks, a house, an office, names — `□ 本报记者 某某 通讯员 某某`. A line is a byline only if all of it
//! fits: running text may well begin with 记者.

use super::{dateline, glyph};
use crate::analyze::is_surname;

/// Offices of those who write, longest first.
pub(super) const OFFICES: &[&str] = &[
    "特约撰稿人",
    "特约评论员",
    "特約評論員",
    "本报评论员",
    "全媒体",
    "融媒体",
    "实习生",
    "實習生",
    "评论员",
    "評論員",
    "通讯员",
    "通訊員",
    "特派员",
    "特派員",
    "观察员",
    "撰稿人",
    "实习",
    "實習",
    "见习",
    "見習",
    "首席",
    "特约",
    "特約",
    "特派",
    "记者",
    "記者",
    "撰文",
    "撰稿",
    "作者",
    "主笔",
];
/// The characters they begin with.
const OFFICE_STARTS: &[char] =
    &['特', '本', '全', '融', '实', '實', '评', '評', '通', '观', '撰', '见', '見', '首', '记', '記', '作', '主'];
/// Words between or behind the names, where they stand alone.
pub(super) const DEEDS: &[&str] = &[
    "文",
    "图",
    "圖",
    "文图",
    "图文",
    "撰文",
    "摄影",
    "攝影",
    "摄影报道",
    "报道",
    "報道",
    "综合报道",
    "整理",
    "编译",
    "編譯",
    "综合",
];
/// What makes the credit of a photograph of it.
const PHOTO: &[&str] = &["摄", "攝", "供图", "供圖"];
/// Houses that need no ending to show.
const HOUSES: &[&str] =
    &["本报", "本報", "本刊", "本网", "本網", "本台", "本社", "新华", "新華", "中新", "央视", "综合", "驻", "駐"];
/// Endings of the name of a house.
const HOUSE_ENDS: &[&str] = &["报", "報", "社", "网", "網", "台", "刊", "客户端", "中心", "编辑部"];
/// The longest name of a house, in characters.
const MAX_HOUSE: usize = 10;
/// Marks papers print before a byline, and brackets round it.
const FRAME: &[char] = &['□', '■', '○', '●', '◎', '◇', '◆', '▲', '△', '★', '☆', '（', '）', '(', ')', '【', '】', '—', '─'];
/// Marks that make a byline of bare names.
const MARKS: &[char] = &['□', '■', '○', '●', '◎', '◇', '◆', '△', '★', '☆'];
/// What stands between the words of a byline.
const BETWEEN: &[char] = &['/', '／', '、', '|', '｜', '丨', '（', '）', '(', ')', '—', '·', '：', ':', '&'];
/// The longest byline on a line of its own, in half ems: a row of names with their offices.
const MAX_WIDTH: u32 = 72;
/// Family names written otherwise in traditional characters.
const TRADITIONAL: &str =
    "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇盧鍾譚陸賈韋鄒閻龍賀顧龔邵萬錢嚴湯溫莊齊駱關簡魯藍單喬倫歐陽區麥樑";

/// A word of a byline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word<'t> {
    Office,
    Deed,
    Photo,
    /// A house, a name, or several names the extractor ran together; whether it touches the office before it.
    Other {
        text: &'t str,
        touches: bool,
    },
}

/// Whether a line begins with a mark that makes a byline of bare names.
pub(super) fn is_marked(text: &str) -> bool {
    text.trim_start().starts_with(MARKS)
}

/// Whether a line is a byline and nothing else.
pub(super) fn is_byline(text: &str) -> bool {
    if glyph::text_width(text) > MAX_WIDTH || glyph::is_closed(text) || dateline::begins_story(text) {
        return false;
    }
    if text.contains(['，', '。', '“', '？', '！', ',', '《', '；', '「']) || text.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    let words = words(unframed(text));
    let offices = words.iter().filter(|word| **word == Word::Office).count();
    let deeds = words.iter().filter(|word| **word == Word::Deed).count();
    let marked = is_marked(text);
    if words.contains(&Word::Photo) || (offices == 0 && deeds == 0 && !marked) {
        return false;
    }
    let first_office = words.iter().position(|word| *word == Word::Office);
    let single = words.iter().filter(|word| matches!(word, Word::Other { text, .. } if text.chars().count() == 1)).count();
    let fits = |(nth, word): (usize, &Word<'_>)| {
        let Word::Other { text, touches } = *word else { return true };
        let before_office = first_office.is_some_and(|office| nth < office);
        match () {
            () if before_office && is_house(text) => true,
            () if text.chars().count() == 1 => single % 2 == 0,
            () => are_names(text, touches || offices == 0) || (offices == 0 && deeds > 0 && is_pen_name(text)),
        }
    };
    let names = words.iter().filter(|word| matches!(word, Word::Other { .. })).count();
    (offices > 0 || names > 0) && words.iter().enumerate().all(fits)
}

/// The longest line of nothing but offices, in characters; letter-spaced ones take twice as many.
const MAX_SCRAP: usize = 32;

/// Words that can stand alone on a line where a byline was torn apart: `□`, `本报记者`, `通讯员`.
pub(super) fn is_scrap(text: &str) -> bool {
    // Nearly every line stops here: it begins neither with an office nor with the name of a house.
    let begins = |c: char| OFFICE_STARTS.contains(&c) || c == '新';
    let first = text.chars().find(|c| !(c.is_whitespace() || FRAME.contains(c) || BETWEEN.contains(c)));
    if first.is_some_and(|c| !begins(c)) || text.chars().nth(MAX_SCRAP).is_some() {
        return false;
    }
    let plain = glyph::squeeze(text);
    let bare = unframed(&plain);
    bare.is_empty() || words(bare).iter().all(|word| matches!(word, Word::Office) || is_own(word))
}

fn is_own(word: &Word<'_>) -> bool {
    matches!(word, Word::Other { text, .. } if ["本报", "本報", "本刊", "新华社", "新華社"].contains(text))
}

/// Whether a line behind a torn byline is the rest of it: names, `文/图`.
pub(super) fn goes_on(text: &str) -> bool {
    let words = words(unframed(text));
    let fits = |word: &Word<'_>| match *word {
        Word::Office | Word::Deed => true,
        Word::Photo => false,
        Word::Other { text, .. } => are_names(text, true),
    };
    glyph::text_width(text) <= MAX_WIDTH / 2 && words.iter().all(fits)
}

/// A byline without the marks round it.
pub(super) fn unframed(text: &str) -> &str {
    text.trim_matches(|c: char| FRAME.contains(&c) || c.is_whitespace())
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for chunk in text.split(|c: char| c.is_whitespace() || BETWEEN.contains(&c)).filter(|chunk| !chunk.is_empty()) {
        let mut rest = chunk;
        let mut touches = false;
        while !rest.is_empty() {
            if let Some(after) = after_office(rest) {
                words.push(Word::Office);
                (rest, touches) = (after, true);
                continue;
            }
            if DEEDS.contains(&rest) || PHOTO.contains(&rest) {
                words.push(if PHOTO.contains(&rest) { Word::Photo } else { Word::Deed });
                break;
            }
            let end = rest.char_indices().map(|(at, _)| at).find(|&at| after_office(&rest[at..]).is_some()).unwrap_or(rest.len());
            let (mut text, after) = rest.split_at(end);
            // 某某摄, 某某报道: the deed may touch the name.
            let deed = ["报道", "報道", "整理", "摄", "攝", "文"]
                .iter()
                .find_map(|deed| text.strip_suffix(deed).map(|bare| (bare, *deed)));
            if let Some((bare, deed)) = deed.filter(|(bare, _)| bare.chars().count() >= 2) {
                words.push(if PHOTO.contains(&deed) { Word::Photo } else { Word::Deed });
                text = bare;
            }
            words.push(Word::Other { text, touches });
            (rest, touches) = (after, false);
        }
    }
    words
}

/// What follows the office a text begins with.
fn after_office(text: &str) -> Option<&str> {
    if !text.starts_with(OFFICE_STARTS) {
        return None;
    }
    OFFICES.iter().find_map(|office| text.strip_prefix(office))
}

fn is_house(text: &str) -> bool {
    text.chars().count() <= MAX_HOUSE
        && (HOUSES.iter().any(|house| text.starts_with(house)) || HOUSE_ENDS.iter().any(|end| text.ends_with(end)))
}

/// Whether a text is a name, or names run together. One that touches other words must show by its family name.
fn are_names(text: &str, strict: bool) -> bool {
    let chars: Vec<char> = text.chars().collect();
    if !chars.iter().all(|&c| glyph::is_han(c)) {
        return false;
    }
    match chars.len() {
        2..=4 if !strict => true,
        2..=4 if chars.len() < 4 => is_family(chars[0]),
        2..=12 => run_together(&chars),
        _ => false,
    }
}

fn is_family(c: char) -> bool {
    is_surname(c) || TRADITIONAL.contains(c)
}

/// Whether characters divide into names of two or three, each with a family name in front; a double family name makes four.
fn run_together(chars: &[char]) -> bool {
    let mut reached = vec![false; chars.len() + 1];
    reached[0] = true;
    for at in 0..chars.len() {
        if reached[at] && is_family(chars[at]) {
            for len in 2..=3 {
                if at + len <= chars.len() {
                    reached[at + len] = true;
                }
            }
        }
    }
    reached[chars.len()]
}

/// A pen name or a signature in Latin letters, as before `/文`.
fn is_pen_name(text: &str) -> bool {
    text.chars().count() <= 12 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
}

/// Whether a text is nothing but what may be the name of a person: a surname and one or two characters.
pub(super) fn is_bare_name(text: &str) -> bool {
    let mut chars = text.chars();
    let surname = chars.next().is_some_and(is_family);
    let given = chars.by_ref().take(2).filter(|&c| glyph::is_han(c)).count();
    surname && given > 0 && text.chars().count() == 1 + given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        for (text, expected) in [
            ("□ 本报记者 林晓 通讯员 何为", true),
            ("新华社记者", true),
            ("本报评论员", true),
            ("记者/林晓通讯员/何为", true),
            ("记者 /林晓 通讯员 /何为 方远", true),
            ("林晓何为", false),
            ("本报记者林晓何为", true),
            ("○ 记者 林晓 文 /图", true),
            ("□ 林晓 何为", true),
            ("林晓 文/图", true),
            ("江城日报首席记者 林晓 见习记者 何为", true),
            ("新华社北京记者林晓", true),
            ("記者陳小明", true),
            ("记者看到河水已经退去", false),
            ("记者来到新港村的时候正赶上周", false),
            ("记者观察", false),
            ("本报讯（记者 林晓） 作为", false),
            ("本报讯 记者林晓报道 新春", false),
            ("市长会见来访记者团", false),
            ("新华社记者 林晓 摄", false),
            ("两地记者联合采访", false),
            ("文化周刊", false),
        ] {
            assert_eq!(is_byline(text), expected, "{text}");
        }
    }

    #[test]
    fn offices_begin_as_the_quick_look_expects() {
        assert!(OFFICES.iter().all(|office| office.starts_with(OFFICE_STARTS)));
    }

    #[test]
    fn torn_bylines_go_on() {
        for (text, expected) in
            [("林晓", true), ("林晓 何为", true), ("林晓 文/图", true), ("大桥通车", false), ("林区防火", false)]
        {
            assert_eq!(goes_on(text), expected, "{text}");
        }
    }

    #[test]
    fn scraps() {
        for (text, expected) in [("□", true), ("本报记者", true), ("通讯员", true), ("新华社记者", true), ("桥", false)]
        {
            assert_eq!(is_scrap(text), expected, "{text}");
        }
    }
}
