//! The one line a newsletter prints of an article.

use crate::{
    analyze::{
        Context,
        summary::{SummarySentence, clip, printed::closed},
    },
    text::Tokens,
};

/// Characters the line has at most, where the text has a border to cut it at.
const MOST_CHARS: usize = 60;
/// A headline of fewer characters says too little alone (`简讯`, `声明`).
const FEWEST_TITLE_CHARS: usize = 6;

/// A piece of head or text, with the words it is cut into.
struct Line<'a> {
    text: &'a str,
    words: &'a Tokens,
    /// Where it begins in the text of the words, in bytes.
    start: usize,
}

/// The headline where it says enough; else the best sentence of the summary, cut at a clause border.
pub(super) fn brief(context: &Context<'_>, sentences: &[SummarySentence]) -> String {
    let head = &context.article.head;
    let kicker = head.kicker.as_ref().map_or(0, |kicker| kicker.len() + 1);
    let title = head.title.as_deref().map(|title| Line { text: title, words: &context.document.head, start: kicker });
    let good = title.as_ref().is_some_and(|title| title.text.trim().chars().count() >= FEWEST_TITLE_CHARS);
    // `max_by` answers the last of equals; the earlier sentence is the better one.
    let best = sentences.iter().rev().max_by(|a, b| a.score.total_cmp(&b.score)).map(|sentence| Line {
        text: sentence.span.of(&context.article.text),
        words: &context.document.body,
        start: sentence.span.start as usize,
    });
    let line = if good { title } else { best.or(title) };
    line.map_or(String::new(), |line| line.fit())
}

impl Line<'_> {
    /// The line in one piece and short enough, where the text allows.
    fn fit(&self) -> String {
        // One byte for another: places stay.
        let text = self.text.replace('\n', " ");
        let blank = text.len() - text.trim_start().len();
        let line = text.trim().trim_end_matches(['。', '；', '，', '：']);
        if fits(line, MOST_CHARS) {
            return closed(line).into_owned();
        }
        let bare = without_brackets(line);
        if fits(&bare, MOST_CHARS) {
            return closed(&bare).into_owned();
        }
        // A quotation mark that closes may be added.
        if let Some(piece) = clip::clause(&bare, MOST_CHARS - 1).or_else(|| blanks(&bare)) {
            return closed(piece).into_owned();
        }
        let start = self.start + blank;
        match clip::words(line, MOST_CHARS - 2, |at| self.words.is_border((start + at) as u32)) {
            Some(piece) => format!("{piece}{}", clip::ELLIPSIS),
            None => closed(line).into_owned(),
        }
    }
}

fn fits(line: &str, most: usize) -> bool {
    line.chars().nth(most).is_none()
}

/// The longest beginning that ends before a blank between Han characters, as between the phrases of a headline.
fn blanks(line: &str) -> Option<&str> {
    let han = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
    let cuts = line.char_indices().enumerate().take(MOST_CHARS + 1).skip(10).filter(|&(_, (at, c))| {
        matches!(c, ' ' | '\u{3000}') && han(line[..at].chars().next_back()) && han(line[at + c.len_utf8()..].chars().next())
    });
    cuts.last().map(|(_, (at, _))| &line[..at])
}

/// The line without what stands in round brackets; a bracket that is never closed stays.
fn without_brackets(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find(['（', '(']) {
        let Some(close) = rest[open..].find(['）', ')']) else { break };
        kept.push_str(&rest[..open]);
        rest = rest[open + close..].trim_start_matches(['）', ')']);
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::testing::with_article;

    fn of(title: &str, text: &str) -> String {
        with_article(crate::analyze::Taxonomy::default(), title, text, |analyzer, context| {
            analyzer.summary.summarize(context, &[]).brief
        })
    }

    #[test]
    fn the_line_is_the_title_or_a_whole_clause() {
        let long = "西湖区图书馆新馆昨日开馆，首日迎来读者三千人，馆长说：“今后每周开放七天，晚上延长到十点，孩子们放学以后也能来，老人有专门的阅览室。”";
        let bracket = "西湖区图书馆新馆（馆址在临湖路十八号，原为老电影院，由市里的设计院改建，工期两年，耗资三千万元，去年冬天完工，今年春天布置完毕）昨日开馆。";
        let title = "西湖区图书馆新馆昨日开馆迎来读者三千人 每周开放七天晚上延长到十点 孩子们放学以后也能来 老人有专门的阅览室 咖啡厅下月开张";
        for (title, text, line) in [
            ("图书馆新馆开馆迎客", "首日来了三千人。", "图书馆新馆开馆迎客"),
            ("简讯", "图书馆新馆昨日开馆。", "图书馆新馆昨日开馆"),
            ("", long, "西湖区图书馆新馆昨日开馆，首日迎来读者三千人"),
            ("", bracket, "西湖区图书馆新馆昨日开馆"),
            (
                title,
                long,
                "西湖区图书馆新馆昨日开馆迎来读者三千人 每周开放七天晚上延长到十点 孩子们放学以后也能来 老人有专门的阅览室",
            ),
        ] {
            assert_eq!(of(title, text), line);
        }
    }

    #[test]
    fn a_line_without_a_clause_border_ends_at_a_word() {
        let text = "西湖区图书馆新馆和老城区少年宫以及工人文化宫联合举办的第三十六届暑期少年儿童经典诵读和书法绘画展示活动报名人数\
                    昨日突破123456人次。";
        let line = of("", text);
        assert!(line.ends_with(clip::ELLIPSIS) && fits(&line, MOST_CHARS), "{line}");
        assert!(!line.contains("12"), "{line}");
    }

    #[test]
    fn an_article_without_words_has_an_empty_line() {
        assert_eq!(of("", ""), "");
    }
}
