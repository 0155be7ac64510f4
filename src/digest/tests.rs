use super::*;
use crate::{
    article::{Article, Kind},
    digest::key::urn,
    problem::ProblemCode,
    record::{KeywordRecord, NameRecord, PlaceRecord, StoryRecord, SummaryRecord, TopicRecord},
    story::{Against, NewName, Origin, RISING_SCHEMA, RisingStory, RisingTerm},
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

fn place(name: &str, code: &str, main: bool) -> PlaceRecord {
    PlaceRecord { name: name.into(), code: code.into(), count: 1, main, spans: vec![] }
}

fn edition() -> EditionInfo {
    EditionInfo { date: Some(jiff::civil::date(2024, 3, 5)), pages: 3, ..EditionInfo::default() }
}

fn make(edition: &EditionInfo, records: &[Record], config: &DigestConfig) -> Digest {
    Digest::new(edition, records, config, &Templates::shipped().unwrap()).unwrap()
}

fn digest(records: &[Record]) -> Digest {
    make(&edition(), records, &DigestConfig { top: 0, ..DigestConfig::default() })
}

/// The forms a person reads.
fn forms(digest: &Digest) -> [&str; 3] {
    [&digest.html, &digest.text, &digest.markdown]
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
    let digest = digest(&records);
    for form in forms(&digest) {
        assert_order(form, &["外贸稿的摘要", "球赛稿的摘要", "自设稿的摘要", "无主题稿的摘要"]);
    }
    assert!(digest.html.contains("lang=\"zh-CN\"") && digest.html.contains("2024年3月5日 星期二"));
    let own = DigestConfig { top: 0, order: vec!["sports".into()], ..DigestConfig::default() };
    assert_order(&make(&edition(), &records, &own).text, &["球赛稿的摘要", "外贸稿的摘要"]);
}

#[test]
fn spread_page_length_and_burst_rank_a_story() {
    let topic = Some(("trade", "商贸"));
    let story = |also: &[&str], burst| {
        Some(Some(StoryRecord {
            lead: true,
            also_in: also.iter().map(ToString::to_string).collect(),
            burst,
            ..StoryRecord::default()
        }))
    };
    let mut front = record("3", "头版稿", topic);
    front.source.page = Some("A01".into());
    let mut long = record("2", "长稿", topic);
    long.chars = 900;
    let mut twin = record("9", "又见", topic);
    twin.source.paper = Some("乙报".into());
    twin.story = Some(Some(StoryRecord { lead: false, also_in: vec!["4".into()], ..StoryRecord::default() }));
    let spread = Record { story: story(&["9"], 0.0), ..record("4", "两报稿", topic) };
    let burst = Record { story: story(&[], 1.0), ..record("5", "突发稿", topic) };
    let untitled = Record { title: None, chars: 100, brief: Some("无题稿一句".into()), ..record("6", "", topic) };
    let mut records = [untitled, record("1", "短稿", topic), long, front, spread, twin, burst];
    records.iter_mut().filter(|record| record.chars < 900).for_each(|record| record.chars = 300);
    let config = DigestConfig { top: 0, per_section: 9, ..DigestConfig::default() };
    let text = make(&edition(), &records, &config).text;
    assert_order(&text, &["■ 两报稿", "■ 头版稿", "■ 长稿", "■ 突发稿", "■ 短稿", "■ 无题稿一句"]);
}

#[test]
fn the_top_shows_the_breadth_of_the_night() {
    let mut records: Vec<Record> =
        (0..4).map(|n| record(&format!("p{n}"), &format!("时政{n}号"), Some(("politics", "时政")))).collect();
    records.push(record("s", "球赛稿", Some(("sports", "体育"))));
    records.push(Record { kind: Kind::Continuation, ..record("c", "转版残稿", Some(("law", "法治"))) });
    let text = make(&edition(), &records, &DigestConfig::default()).text;
    let top = text.split("【版块】").next().unwrap();
    assert_order(top, &["时政0号", "时政1号", "球赛稿"]);
    assert!(!top.contains("时政2号") && !top.contains("转版残稿"), "{top}");
}

#[test]
fn a_story_is_told_once_and_names_its_other_papers() {
    let story =
        |lead, also: &str| Some(Some(StoryRecord { id: "s".into(), lead, also_in: vec![also.into()], ..StoryRecord::default() }));
    let lead = Record { story: story(true, "2"), ..record("1", "通稿", None) };
    let mut twin = Record { story: story(false, "1"), ..record("2", "同稿另题", None) };
    twin.source.paper = Some("乙报".into());
    let digest_of = digest(&[lead.clone(), twin.clone(), lead]);
    for form in forms(&digest_of) {
        assert!(!form.contains("同稿另题") && form.contains("另见乙报") && form.contains("1 篇与已登稿件同稿"), "{form}");
    }
    assert_eq!(digest_of.text.matches("■ 通稿").count(), 1);
    assert_eq!((digest_of.stories, digest_of.shown), (1, 1));
    // Alone, without its lead, a twin stands for itself.
    assert!(digest(&[twin]).text.contains("■ 同稿另题"));
}

#[test]
fn a_corrected_record_takes_the_place_of_the_old_one() {
    let new = Record { version: 2, title: Some("更正稿".into()), ..record("1", "原稿", None) };
    let text = digest(&[record("1", "原稿", None), new]).text;
    assert!(text.contains("■ 更正稿") && !text.contains("■ 原稿"));
}

#[test]
fn a_story_that_goes_on_says_since_when() {
    let since = Some(jiff::civil::date(2024, 3, 1));
    let story = Some(Some(StoryRecord { lead: true, since, ..StoryRecord::default() }));
    let digest = digest(&[Record { story, ..record("1", "连续稿", None) }]);
    for form in forms(&digest) {
        assert!(form.contains("自3月1日起连续见报"), "{form}");
    }
}

#[test]
fn notices_are_counted_together_and_pictures_and_fragments_left_out() {
    let notice = |id| Record { kind: Kind::Notice, ..record(id, "销户公示", None) };
    let caption = Record { kind: Kind::Caption, ..record("9", "图", None) };
    let fragment = Record { title: None, ..record("8", "2024年3月5日", None) };
    let digest = digest(&[notice("1"), notice("2"), notice("3"), caption, fragment]);
    for form in forms(&digest) {
        assert!(form.contains("销户公示（3 则）") && form.contains("1 则为图片说明或提要，1 段为没有标题的残句"), "{form}");
    }
}

#[test]
fn an_untitled_story_does_not_say_its_headline_twice() {
    let sentence = |number, text: &str| SummaryRecord { text: text.into(), sentence: number, span: [0, 1], score: 1.0 };
    let untitled = Record {
        title: None,
        chars: 300,
        brief: Some("滨江港新开三条近洋航线".into()),
        summary: Some(vec![sentence(0, "滨江港新开三条近洋航线。"), sentence(1, "运价随之回落。")]),
        ..record("1", "", None)
    };
    let text = digest(&[untitled]).text;
    assert_eq!(text.matches("近洋航线").count(), 1, "{text}");
    assert!(text.contains("运价随之回落"));
}

#[test]
fn a_reader_gets_the_topics_places_and_number_asked_for() {
    let town = |id: &str, title: &str, topic| Record {
        places: Some(vec![place("江门市", "440700", true)]),
        ..record(id, title, topic)
    };
    let trade = Some(("trade", "商贸"));
    let mut both = town("5", "双主题稿", Some(("law", "法治")));
    both.topics.iter_mut().flatten().for_each(|topic| topic.score = 0.5);
    both.topics.as_mut().unwrap().push(TopicRecord {
        id: "trade".into(),
        name: "商贸".into(),
        iptc: None,
        score: 0.4,
        evidence: vec![],
    });
    let records =
        [town("1", "江门外贸稿", trade), record("2", "别处外贸稿", trade), town("3", "江门法治稿", Some(("law", "法治"))), both];
    let reader = Reader {
        topics: vec!["trade".into()],
        topic_names: vec!["商贸".into()],
        places: vec!["44".into()],
        place_names: vec!["广东".into()],
        max_stories: None,
    };
    let config = DigestConfig { reader, ..DigestConfig::default() };
    let digest = make(&edition(), &records, &config);
    for form in forms(&digest) {
        assert!(form.contains("江门外贸稿") && form.contains("双主题稿") && form.contains("版块：商贸；地区：广东"), "{form}");
        assert!(!form.contains("别处外贸稿") && !form.contains("江门法治稿") && form.contains("2 篇不在订阅范围之内"), "{form}");
        assert!(!form.contains("法治"), "a story stands under the topic the reader asked for: {form}");
    }
    let few = DigestConfig { reader: Reader { max_stories: Some(3), ..Reader::default() }, ..DigestConfig::default() };
    let digest = make(&edition(), &records, &few);
    assert_eq!((digest.stories, digest.shown), (4, 3));
    assert!(digest.text.contains("1 篇限于篇幅"));
    let none = DigestConfig { reader: Reader { topics: vec!["sports".into()], ..Reader::default() }, ..DigestConfig::default() };
    assert!(make(&edition(), &records, &none).text.contains("本期没有可以摘登的稿件") == none.reader.topic_names.is_empty());
}

#[test]
fn failed_pages_and_short_intake_are_told_at_the_top() {
    let failure = Problem::error(ProblemCode::Undecodable, "夜/坏.txt", None, "no encoding fits");
    let alarm = Alarm {
        pages: 3,
        articles: 9,
        usual_pages: Some(24),
        min_articles: Some(20),
        is_short_of_pages: true,
        is_short_of_articles: true,
        missing_papers: vec!["丙报".into()],
        ..Alarm::default()
    };
    let edition = EditionInfo { alarm, failures: vec![failure; 30], ..edition() };
    let digest = make(&edition, &[], &DigestConfig::default());
    for form in forms(&digest) {
        assert!(form.contains("30 处版面没有读成") && form.contains("坏.txt（no encoding fits）"), "{form}");
        assert!(form.contains("收到版面 3 个，平日约 24 个") && form.contains("收到稿件 9 篇，至少应有 20 篇"), "{form}");
        assert!(form.contains("丙报没有收到") && form.contains("另有 18 处") && form.contains("本期没有可以摘登的稿件"));
    }
    assert!(digest.ninjs.contains("30 处版面没有读成"));
}

fn rising() -> Rising {
    let records = vec!["1".to_owned()];
    Rising {
        schema: RISING_SCHEMA,
        date: None,
        articles: 9,
        against: Against { source: Origin::History, nights: 5, ..Against::default() },
        terms: vec![
            RisingTerm {
                term: "疏港铁路".into(),
                score: 9.0,
                count: 7,
                expected: 0.2,
                before: 1,
                nights: Some(1),
                records: records.clone(),
            },
            RisingTerm {
                term: "建设".into(),
                score: 8.0,
                count: 7,
                expected: 3.0,
                before: 9,
                nights: Some(5),
                records: records.clone(),
            },
        ],
        stories: vec![RisingStory {
            id: "s".into(),
            lead: "1".into(),
            score: 2.0,
            count: 3,
            papers: 2,
            since: Some(jiff::civil::date(2024, 3, 4)),
            terms: vec![],
        }],
        names: vec![NewName { name: "顾晓岚".into(), kind: crate::analyze::NameType::Person, count: 1, records }],
    }
}

#[test]
fn what_rises_stands_in_a_box_of_its_own_with_the_way_to_its_story() {
    let mut record = record("1", "铁路进港", Some(("transport", "交通")));
    record.keywords = Some(vec![KeywordRecord { term: "疏港铁路".into(), score: 1.0, count: 2, spans: vec![] }]);
    let edition = EditionInfo { rising: Some(rising()), ..edition() };
    let digest = make(&edition, &[record], &DigestConfig::default());
    for form in forms(&digest) {
        assert!(form.contains("今日上升") && form.contains("与此前 5 期相比") && form.contains("7 篇，平日少见"), "{form}");
        assert!(form.contains("顾晓岚") && form.contains("3 处刊登　自3月4日起"), "{form}");
        assert!(!form.contains("建设"), "a word that no story is about tells nothing: {form}");
    }
    assert!(digest.html.contains("<a href=\"#s1\"") && digest.html.contains("id=\"s1\""));
    let nothing = Rising { terms: vec![], stories: vec![], names: vec![], ..rising() };
    let edition = EditionInfo { rising: Some(nothing), ..edition };
    assert!(!make(&edition, &[], &DigestConfig::default()).html.contains("今日上升"));
}

/// What a page might say to break out of a template, a line, an attribute, a head, a feed, a sheet.
const HOSTILE: [&str; 7] = [
    "<script>alert(1)</script>\" onload='x'><img src=x>",
    "{{ 7*7 }}{% raw %}{# x #}",
    "第一行\r\nBcc: evil@example.org\r\n\r\n正文",
    "=HYPERLINK(\"http://evil.example\",\"点\")",
    "正\u{202e}倒\u{2066}转\u{200b}\u{feff}\0\u{1b}[31m",
    "# 题 *粗* [链](javascript:alert(1)) | `码` <!-- --> ]]> &amp;",
    "@SUM(1+1)*cmd|' /C calc'!A0",
];

fn hostile(number: usize, text: &str) -> Record {
    let text = text.to_owned();
    let mut record = record(&format!("{number}{text}"), &text, Some(("x\"><img src=x>", &text)));
    record.kicker = Some(format!("{text}引"));
    record.brief = Some(format!("{text}提要"));
    record.agency = Some(text.clone());
    record.byline = Some(text.clone());
    record.source.path = format!("{text}.txt");
    record.source.paper = Some(text.clone());
    record.source.page = Some("<b>".into());
    record.keywords = Some(vec![KeywordRecord { term: text.clone(), score: 1.0, count: 2, spans: vec![] }]);
    record.places = Some(vec![place(&text, "44", true)]);
    record.names = Some(vec![NameRecord { name: text.clone(), kind: crate::analyze::NameType::Person }]);
    record.summary.iter_mut().flatten().for_each(|sentence| sentence.text = format!("{text}。"));
    record
}

#[test]
fn text_of_a_page_stays_text_in_every_form() {
    for text in HOSTILE {
        let failure = Problem::error(ProblemCode::Unreadable, text, None, text);
        let edition = EditionInfo { failures: vec![failure], ..edition() };
        let notice = Record { kind: Kind::Notice, ..hostile(2, text) };
        let config = DigestConfig { title: text.into(), ..DigestConfig::default() };
        let digest = make(&edition, &[hostile(1, text), notice], &config);
        let Digest { html, text: plain, markdown, mail, feed, ninjs, .. } = &digest;
        let mail = String::from_utf8(mail.clone()).unwrap();
        for form in [html, plain, markdown, feed, ninjs, &mail] {
            let turning = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}' | '\0' | '\u{1b}');
            assert_eq!(form.chars().find(|&c| turning(c)), None, "{text:?}");
        }
        for form in forms(&digest) {
            assert!(!form.contains("49"), "{text:?} was computed");
        }
        for tag in ["<script", "<img", "<b>", "onload='x'", "\" onload", "javascript:alert(1)\"", "{{", "{%", "{#", "<!-- -->"] {
            assert!(!html.contains(tag), "{tag} in {html}");
        }
        for markup in ["<script", "<img", "{{", "{%", "*粗*", "[链]", "`码`", "\n=", "\n@"] {
            assert!(!markdown.contains(markup), "{markup} in {markdown}");
        }
        // One head each: nothing a page says begins a line of the message.
        let heads = mail.split("\r\n\r\n").next().unwrap();
        assert!(
            heads.lines().all(|line| line.starts_with(' ') || line.split(':').next().is_some_and(|name| !name.contains("Bcc"))),
            "{heads}"
        );
        assert_eq!(heads.matches("\r\nSubject:").count(), 1);
        // The feed is well formed and holds the headline as text.
        let read = atom_syndication::Feed::read_from(feed.as_bytes()).unwrap();
        let headline = plain::line(text, 64);
        assert_eq!(read.entries()[0].title().as_str(), headline);
        let content = read.entries()[0].content().unwrap().value().unwrap();
        assert!(!content.contains("<script") && !content.contains("<img"), "{content}");
        // ninjs parses, may stand in a page, and holds the headline as text.
        assert!(!ninjs.contains('<') && !ninjs.contains('&'), "{ninjs}");
        let ninjs: serde_json::Value = serde_json::from_str(ninjs).unwrap();
        assert_eq!(ninjs["associations"][0]["headlines"][0]["value"], headline);
        // Plain text holds it on a line of its own.
        assert!(plain.contains(&format!("■ {headline}\n")), "{plain}");
        if text.starts_with(['=', '@']) {
            assert!(headline.starts_with('\''), "{headline}");
        }
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
    let digest = make(&edition(), &records, &DigestConfig::default());
    assert!(digest.html.len() <= DigestConfig::default().max_bytes, "{}", digest.html.len());
    assert!(digest.shown > 22, "every section shows a story and more: {}", digest.shown);
    assert!(digest.text.contains(&format!("{} 篇限于篇幅", 2000 - digest.shown)), "{}", digest.text);
}

#[test]
fn an_empty_night_is_a_valid_newsletter() {
    let digest = make(&EditionInfo::default(), &[], &DigestConfig::default());
    assert!(digest.html.contains("本期没有可以摘登的稿件") && digest.html.trim_end().ends_with("</html>"));
    assert!(digest.text.starts_with("摘报\n"), "{}", digest.text);
    assert_eq!((digest.date, digest.shown), (None, 0));
}

#[test]
fn an_undated_edition_is_dated_by_what_its_texts_say_most() {
    let text = |id: &str, text: &str| Record { text: text.into(), ..record(id, "稿", None) };
    let records = [text("1", "公示。2024年3月5日"), text("2", "建于1990年1月1日。"), text("3", "公示。2024年3月5日")];
    let digest = make(&EditionInfo::default(), &records, &DigestConfig::default());
    assert_eq!(digest.date, Some(jiff::civil::date(2024, 3, 5)));
    assert!(!digest.html.contains("2024年3月5日 星期二"), "the reader is shown no guess");
    assert!(String::from_utf8(digest.mail).unwrap().contains("Date: Tue, 05 Mar 2024"));
    assert_eq!(make(&EditionInfo::default(), &records[1..2], &DigestConfig::default()).date, None);
}

#[test]
fn the_same_edition_has_the_same_keys_whatever_it_holds() {
    let id = |mail: &[u8]| String::from_utf8_lossy(mail).lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned);
    let first = digest(&[record("1", "甲稿", None)]);
    let second = digest(&[record("1", "甲稿", None), record("2", "乙稿", None)]);
    assert_eq!(id(&first.mail), id(&second.mail));
    assert!(first.feed.contains(&urn("article", "1")) && first.ninjs.contains(&urn("article", "1")));
    assert_eq!(digest(&[record("1", "甲稿", None)]), first);
}

#[test]
fn ones_own_template_takes_the_place_of_the_one_that_ships() {
    let own = "{{ title }}：{% for story in top %}{{ story.title }}{% endfor %}。\n";
    let templates = Templates::overlaid([("digest.txt".to_owned(), own.to_owned())]).unwrap();
    let digest = Digest::new(&edition(), &[record("1", "甲稿", None)], &DigestConfig::default(), &templates).unwrap();
    assert_eq!(digest.text, "摘报：甲稿。\n");
    assert!(digest.html.contains("甲稿的摘要"));
}

#[test]
fn links_to_the_web_are_checked_and_stand_in_page_feed_and_text() {
    let home = Some("https://example.org/digest/?d=1&x=2".to_owned());
    let mail = MailConfig { unsubscribe: Some("https://example.org/leave?u=R".into()), ..MailConfig::default() };
    let config = DigestConfig { home, mail, ..DigestConfig::default() };
    let digest = make(&edition(), &[record("1", "甲稿", None)], &config);
    assert!(digest.html.contains("href=\"https://example.org/digest/?d=1&amp;x=2\"") && digest.html.contains("退订"));
    assert!(digest.feed.contains("#s1") && digest.text.contains("退订：https://example.org/leave?u=R"));
    let wrong = DigestConfig { home: Some("javascript:alert(1)".into()), ..DigestConfig::default() };
    assert!(Digest::new(&edition(), &[], &wrong, &Templates::shipped().unwrap()).is_err());
}
