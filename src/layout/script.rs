//! Whether a text is printed in simplified or traditional characters, and lines read in the ones word lists have.

use std::borrow::Cow;

use super::marks::{self, Kinds};
use crate::{article::Language, script};

/// Frequent characters of the one script that the other writes differently, pair by pair.
pub(super) const SIMPLIFIED: &str = "国会学说这个们时过还进对开关长门间东车马语为来发经济现实话请谢见认让议论计记设许证评试该详读谁调谈财产业务员贵责败货质贡贸费资赛钱银铁锋链错镇队阳际陆险随难顺须顾预领题颜风飞饭馆";
pub(super) const TRADITIONAL: &str = "國會學說這個們時過還進對開關長門間東車馬語為來發經濟現實話請謝見認讓議論計記設許證評試該詳讀誰調談財產業務員貴責敗貨質貢貿費資賽錢銀鐵鋒鏈錯鎮隊陽際陸險隨難順須顧預領題顏風飛飯館";

/// Characters read: enough to tell, however long the text.
const SAMPLE: usize = 2000;

/// A text with traditional characters read as simplified ones, byte for byte as long: word lists are written in simplified ones.
pub(super) fn simplified(text: &str) -> Cow<'_, str> {
    match text.char_indices().find(|&(_, c)| script::simplified(c) != c) {
        None => Cow::Borrowed(text),
        Some((at, _)) => Cow::Owned(text[..at].chars().chain(text[at..].chars().map(script::simplified)).collect()),
    }
}

/// The script most of the telling characters belong to; simplified where none tells. `kinds` are those of its characters.
pub(super) fn of(text: &str, kinds: Kinds) -> Language {
    if kinds & marks::TRADITIONAL == 0 {
        return Language::Simplified;
    }
    let (mut simplified, mut traditional) = (0_usize, 0_usize);
    let kinds = marks::table();
    for kinds in text.chars().take(SAMPLE).map(kinds) {
        simplified += usize::from(kinds & marks::SIMPLIFIED != 0);
        traditional += usize::from(kinds & marks::TRADITIONAL != 0);
    }
    if traditional > simplified { Language::Traditional } else { Language::Simplified }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pairs_match() {
        assert_eq!(SIMPLIFIED.chars().count(), TRADITIONAL.chars().count());
        assert_eq!(of("大桥今天通车，记者见证了这一时刻", Kinds::MAX), Language::Simplified);
        assert_eq!(of("大橋今天通車，記者見證了這一時刻", Kinds::MAX), Language::Traditional);
        assert_eq!(of("", Kinds::MAX), Language::Simplified);
    }
}
