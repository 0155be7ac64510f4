//! Fills in what the text of a ready-made article says of itself: dateline, byline, script, kind. Changes no text.

use super::{compose, dateline, marks::Kinds, pattern, script};
use crate::article::{Article, Kind};

/// Turns of phrase of notices that make a ready-made article one; stories quote one or two.
const NOTICE_MARKS: usize = 3;
/// A notice is no longer than this (characters).
const MAX_NOTICE: usize = 1500;

/// Reads dateline, byline, language and kind of an article that came without a page round it.
pub fn dress(article: &mut Article) {
    let (dateline, byline) = dateline::read(&article.text, article.source.date);
    article.dateline = dateline;
    if article.head.byline.is_none() {
        article.head.byline = byline;
    }
    if article.dateline.agency.is_none() {
        article.dateline.agency = article.head.byline.as_deref().and_then(dateline::agency_of_byline);
    }
    article.language = script::of(&article.text, Kinds::MAX);
    if article.kind == Kind::News {
        article.kind = if is_notice(article) { Kind::Notice } else { compose::kind_of(article) };
    }
}

fn is_notice(article: &Article) -> bool {
    let titled = article.head.title.as_deref().is_some_and(pattern::is_notice_title);
    let marks = if article.text.chars().nth(MAX_NOTICE).is_none() { pattern::notice_marks(&article.text) } else { 0 };
    article.dateline.lead.is_empty() && marks.count_ones() as usize + usize::from(titled) >= NOTICE_MARKS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Language, span::Span};

    fn dressed(title: &str, text: &str) -> Article {
        let mut article = Article { text: text.to_owned(), ..Article::default() };
        article.head.title = Some(title.to_owned());
        dress(&mut article);
        assert_eq!(article.text, text);
        article
    }

    #[test]
    fn what_a_text_says_of_itself() {
        let story = dressed("大桥通车", "江城日报讯（记者 林晓）大桥今天通车。");
        assert_eq!(story.dateline.agency.as_deref(), Some("江城日报"));
        assert_eq!(story.head.byline.as_deref(), Some("记者 林晓"));
        assert_eq!(story.dateline.lead, Span::new(0, "江城日报讯（记者 林晓）".len() as u32));
        assert_eq!((story.kind, story.language), (Kind::News, Language::Simplified));
        assert_eq!(dressed("遗失声明", "林晓遗失身份证，特此声明作废。").kind, Kind::Notice);
        assert_eq!(dressed("社论：守住河流", "河流是城市的根。").kind, Kind::Commentary);
    }
}
