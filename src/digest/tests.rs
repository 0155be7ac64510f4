use super::*;
use crate::{
    article::{Article, Kind},
    problem::ProblemCode,
    record::{StoryRecord, SummaryRecord, TopicRecord},
};

fn record(id: &str, title: &str, topic: Option<(&str, &str)>) -> Record {
    let mut article = Article { id: Some(id.to_owned()), text: format!("{title}，正文。"), ..Article::default() };
    article.head.title = Some(title.to_owned());
    article.source.path = "夜/甲报_2024-03-05_02.txt".to_owned();
    article.source.paper = Some("甲报".to_owned());
    article.source.page = Some("2".to_owned());
    let mut record = Record::of_article(&article, None);
    record.summary = Some(vec![SummaryRecord { text: format!("{title}的摘要。"), sentence: 0, span: [0, 1], score: 1.0 }]);
    let topic =
        topic.map(|(id, name)| TopicRecord { id: id.into(), name: name.into(), iptc: None, score: 0.9, evidence: vec![] });
    record.topics = Some(topic.into_iter().collect());
    record
}

fn edition() -> EditionInfo {
    EditionInfo { date: Some(jiff::civil::date(2024, 3, 5)), pages: 3, ..EditionInfo::default() }
}

fn digest(records: &[Record]) -> Digest {
    render(&edition(), records, &DigestConfig { top: 0, ..DigestConfig::default() }).unwrap()
}

/// Byte places of the needles, which must stand in this order.
#[track_caller]
fn assert_order(text: &str, needles: &[&str]) {
    let places: Vec<_> =
        needles.iter().map(|needle| text.find(needle).unwrap_or_else(|| panic!("no {needle} in {text}"))).collect();
    assert!(places.is_sorted(), "{needles:?} at {places:?} in {text}");
}

#[test]
fn sections_stand_in_the_editors_order_and_unknown_topics_after_them() {
    let records = [
        record("1", "无主题稿", None),
        record("2", "球赛稿", Some(("sports", "体育"))),
        record("3", "自设稿", Some(("zz-own", "自设"))),
        record("4", "外贸稿", Some(("trade", "商贸"))),
    ];
    let Digest { html, text } = digest(&records);
    for form in [&html, &text] {
        assert_order(form, &["外贸稿的摘要", "球赛稿的摘要", "自设稿的摘要", "无主题稿的摘要"]);
    }
    assert!(html.contains("<html lang=\"zh-CN\">") && html.contains("2024年3月5日 星期二"));
}

#[test]
fn first_pages_and_longer_stories_stand_first() {
    let topic = Some(("trade", "商贸"));
    let mut front = record("3", "头版稿", topic);
    front.source.page = Some("A01".into());
    let mut long = record("2", "长稿", topic);
    long.chars = 900;
    assert_order(&digest(&[record("1", "短稿", topic), long, front]).text, &["头版稿", "长稿", "短稿"]);
}

#[test]
fn a_story_is_told_once_and_names_its_other_papers() {
    let story =
        |lead, also: &str| Some(Some(StoryRecord { id: "s".into(), lead, also_in: vec![also.into()], ..StoryRecord::default() }));
    let lead = Record { story: story(true, "2"), ..record("1", "通稿", None) };
    let mut twin = Record { story: story(false, "1"), ..record("2", "通稿另题", None) };
    twin.source.paper = Some("乙报".into());
    let Digest { html, text } = digest(&[lead.clone(), twin, lead]);
    assert!(!html.contains("通稿另题"));
    assert_eq!(text.matches("■ 通稿").count(), 1);
    assert!(text.contains("另见乙报") && text.contains("未收入：1 篇为他报同稿。"), "{text}");
}

#[test]
fn a_corrected_record_takes_the_place_of_the_old_one() {
    let new = Record { version: 2, title: Some("更正稿".into()), ..record("1", "原稿", None) };
    let text = digest(&[record("1", "原稿", None), new]).text;
    assert!(text.contains("■ 更正稿") && !text.contains("■ 原稿"));
}

#[test]
fn notices_of_one_template_are_counted_together_and_pictures_left_out() {
    let notice = |id| Record { kind: Kind::Notice, ..record(id, "销户公示", None) };
    let caption = Record { kind: Kind::Caption, ..record("9", "图", None) };
    let text = digest(&[notice("1"), notice("2"), notice("3"), caption]).text;
    assert!(text.contains("· 销户公示（3 则） [甲报 第2版]") && text.contains("1 则为图片说明"), "{text}");
}

#[test]
fn failed_pages_and_short_intake_are_told_at_the_top() {
    let failure = Problem::error(ProblemCode::Undecodable, "夜/坏.txt", None, "no encoding fits");
    let edition = EditionInfo { usual_pages: Some(24), failures: vec![failure; 30], ..edition() };
    let Digest { html, text } = render(&edition, &[], &DigestConfig::default()).unwrap();
    for form in [&html, &text] {
        assert!(form.contains("30 处版面没有读成") && form.contains("坏.txt（no encoding fits）"), "{form}");
        assert!(form.contains("平日约 24 个") && form.contains("另有 18 处") && form.contains("本期没有可以摘登的稿件"));
    }
}

#[test]
fn text_of_a_page_stays_text() {
    let hostile = "<script>alert(1)</script>{{ 7*7 }}{% raw %}\u{202e}倒\u{2066}转\n第二行\" onload='x'";
    let mut record = record("1", hostile, Some(("x\"><img src=x>", hostile)));
    record.kicker = Some(hostile.into());
    record.brief = Some(hostile.into());
    record.source.path = format!("{hostile}.txt");
    record.source.paper = Some(hostile.into());
    record.source.page = Some("<b>".into());
    let failure = Problem::error(ProblemCode::Unreadable, hostile, None, hostile);
    let edition = EditionInfo { failures: vec![failure], ..edition() };
    let Digest { html, text } =
        render(&edition, &[record], &DigestConfig { title: hostile.into(), ..DigestConfig::default() }).unwrap();
    for form in [&html, &text] {
        assert!(form.contains("{{ 7*7 }}") && form.contains("{% raw %}") && !form.contains("49"), "{form}");
        assert!(!form.contains('\u{202e}') && !form.contains('\u{2066}'));
        assert!(form.contains("倒转 第二行"));
    }
    for tag in ["<script", "<img", "<b>", "onload='x'", "\" onload"] {
        assert!(!html.contains(tag), "{tag} in {html}");
    }
}

#[test]
fn a_long_night_fits_and_says_what_it_leaves_out() {
    let topics: Vec<_> = DigestConfig::default().order.into_iter().map(|id| (id.clone(), id)).collect();
    let records: Vec<Record> = (0..2000)
        .map(|n| {
            let (id, name) = &topics[n % topics.len()];
            let mut record = record(&n.to_string(), &format!("第{n}篇{}", "长题".repeat(200)), Some((id, name)));
            record.brief = Some("简".repeat(500));
            record.summary.iter_mut().flatten().for_each(|sentence| sentence.text = "句子".repeat(5000));
            record
        })
        .collect();
    let Digest { html, text } = render(&edition(), &records, &DigestConfig::default()).unwrap();
    assert!(html.len() <= DigestConfig::default().max_bytes, "{}", html.len());
    assert!(text.contains("篇限于篇幅"));
}

#[test]
fn an_empty_night_is_a_valid_newsletter() {
    let Digest { html, text } = render(&EditionInfo::default(), &[], &DigestConfig::default()).unwrap();
    assert!(html.contains("本期没有可以摘登的稿件") && html.trim_end().ends_with("</html>"));
    assert!(text.starts_with("摘报\n"), "{text}");
}
