//! Law 10 on the way to the reader: whatever a page says, the newsletter shows it as text.

use proptest::prelude::*;
use zhaibao::{
    article::Article,
    digest::{Digest, DigestConfig, EditionInfo, Templates},
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
        let digest = Digest::new(&EditionInfo::default(), &[record], &DigestConfig::default(), &Templates::shipped().unwrap()).unwrap();
        prop_assert!(!digest.html.contains("<script") && !digest.html.contains("<img") && !digest.html.contains("{{"));
        prop_assert_eq!(digest.html.matches("<h3 ").count(), digest.html.matches("</h3>").count());
        prop_assert!(!digest.markdown.contains("<script") && !digest.markdown.contains("<img") && !digest.ninjs.contains('<'));
        prop_assert!(serde_json::from_str::<serde_json::Value>(&digest.ninjs).is_ok());
        let mail = String::from_utf8(digest.mail).unwrap();
        for form in [&digest.html, &digest.text, &digest.markdown, &digest.feed, &digest.ninjs] {
            let turning = |c: char| c != '\n' && c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            prop_assert_eq!(form.chars().find(|&c| turning(c)), None);
        }
        // Keys of feed, mail and ninjs may hold any digits.
        prop_assert!(![&digest.html, &digest.text, &digest.markdown].iter().any(|form| form.contains("49")));
        prop_assert!(mail.is_ascii() && !mail.replace("\r\n", "").contains(['\r', '\n']));
    }
}
