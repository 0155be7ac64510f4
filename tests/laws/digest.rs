//! Law 10 on the way to the reader: whatever a page says, the newsletter shows it as text.

use proptest::prelude::*;
use zhaibao::{
    article::Article,
    digest::{DigestConfig, EditionInfo, render},
    record::Record,
};

/// What a page might say to break out of a template, an attribute or a line.
fn hostile() -> impl Strategy<Value = String> {
    let bait = [
        "<script>",
        "</h3>",
        "<img src=x>",
        "\"",
        "'",
        "&",
        "{{ 7*7 }}",
        "{% if %}",
        "{#",
        "\u{202e}",
        "\u{2066}",
        "\r\n",
        "\0",
        "江",
    ];
    prop::collection::vec(prop::sample::select(bait.to_vec()), 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn text_of_a_page_stays_text(title in hostile(), text in hostile(), paper in hostile(), brief in hostile(), page in hostile()) {
        let mut article = Article { id: Some("1".into()), text, ..Article::default() };
        article.head.title = Some(title);
        article.source.paper = Some(paper);
        article.source.page = Some(page);
        let record = Record { brief: Some(brief), ..Record::of_article(&article, None) };
        let digest = render(&EditionInfo::default(), &[record], &DigestConfig::default()).unwrap();
        prop_assert!(!digest.html.contains("<script") && !digest.html.contains("<img"));
        prop_assert_eq!(digest.html.matches("<h3 ").count(), digest.html.matches("</h3>").count());
        prop_assert!(!digest.html.contains("49") && !digest.text.contains("49"));
        for form in [&digest.html, &digest.text] {
            let turning = |c: char| c != '\n' && c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            prop_assert_eq!(form.chars().find(|&c| turning(c)), None);
        }
    }
}
