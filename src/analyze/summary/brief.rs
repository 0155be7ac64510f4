//! The one line a newsletter prints of an article.

use crate::{
    analyze::summary::{
        SummarySentence,
        printed::{closed, loose_quotes},
    },
    article::Head,
};

/// Characters the line has at most, where the text has a border to cut it at.
const MOST_CHARS: usize = 60;
/// A headline of fewer characters says too little alone (`简讯`, `声明`).
const FEWEST_TITLE_CHARS: usize = 6;
/// A cut that leaves fewer characters leaves no news.
const FEWEST_CHARS: usize = 10;

/// The headline where it says enough; else the first summary sentence, cut at a clause border.
pub(super) fn brief(head: &Head, sentences: &[SummarySentence]) -> String {
    let title = head.title.as_deref().map(str::trim).filter(|title| title.chars().count() >= FEWEST_TITLE_CHARS);
    let line = title.or(sentences.first().map(|sentence| sentence.text.as_str())).or(head.title.as_deref()).unwrap_or_default();
    let line = line.replace('\n', " ");
    let line = line.trim().trim_end_matches(['。', '；', '，', '：']);
    closed(clip(line)).into_owned()
}

/// The line up to the last clause border that leaves it short enough and no quotation open; the whole line where there
/// is none.
fn clip(line: &str) -> &str {
    if line.chars().count() <= MOST_CHARS {
        return line;
    }
    let borders = line.char_indices().enumerate().take(MOST_CHARS + 1).skip(FEWEST_CHARS);
    let cuts =
        borders.filter(|(_, (_, c))| matches!(c, '，' | '。' | '；' | '！' | '？' | ',' | ' ')).map(|(_, (at, _))| &line[..at]);
    let whole = |cut: &&str| loose_quotes(cut) == (0, 0) && cut.matches('（').count() == cut.matches('）').count();
    cuts.filter(whole).last().unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn of(title: Option<&str>, sentence: &str) -> String {
        let head = Head { title: title.map(str::to_owned), ..Head::default() };
        let sentence = SummarySentence { text: sentence.into(), sentence: 0, span: Span::default(), score: 0.5 };
        brief(&head, &[sentence])
    }

    #[test]
    fn the_line_is_the_title_or_a_whole_clause() {
        let long = "西湖区图书馆新馆昨日开馆，首日迎来读者三千人，馆长说：“今后每周开放七天，晚上延长到十点，孩子们放学以后也能来，老人有专门的阅览室。”";
        for (title, sentence, line) in [
            (Some("图书馆新馆开馆迎客"), "首日来了三千人。", "图书馆新馆开馆迎客"),
            (Some("简讯"), "图书馆新馆昨日开馆。", "图书馆新馆昨日开馆"),
            (None, long, "西湖区图书馆新馆昨日开馆，首日迎来读者三千人"),
        ] {
            assert_eq!(of(title, sentence), line);
        }
    }

    #[test]
    fn an_article_without_words_has_an_empty_line() {
        assert_eq!(brief(&Head::default(), &[]), "");
    }
}
