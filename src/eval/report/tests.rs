//! The report on invented articles, in its four forms.

use crate::eval::{
    articles::Measures,
    bootstrap::Bootstrap,
    gold::{Gold, GoldArticle},
    output::Output,
    report::{Names, Report, Settings, of_articles},
};

const GOLD: &str = concat!(
    r#"{"id":"a","title":"<b>港口</b>","text":"滨江港开航。客商云集。","sentences":["滨江港开航。","客商云集。"],"#,
    r#""topics":["trade","region"],"keywords":["滨江港"],"summary":[0]}"#,
    "\n",
    r#"{"id":"b","title":"大雾|预警","text":"明晨有大雾。请慢行。","sentences":["明晨有大雾。","请慢行。"],"annotators":["#,
    r#"{"topics":["emergency"],"keywords":["大雾"],"summary":[0]},{"topics":["environment"],"keywords":["大雾"],"summary":[1]}]}"#,
    "\n",
    r#"{"id":"c","text":"没有记录的一篇。","sentences":["没有记录的一篇。"],"topics":["law"],"keywords":["记录"],"summary":[0]}"#,
);
const RECORDS: &str = concat!(
    r#"{"id":"a","topics":["trade","law"],"keywords":["滨江港"],"summary":["滨江港开航。"]}"#,
    "\n",
    r#"{"id":"b","topics":["transport"],"keywords":["慢行"],"summary":["请慢行。"]}"#,
    "\n",
    r#"{"id":"z","topics":["law"]}"#,
);
const OTHER: &str = r#"{"id":"b","topics":["emergency"],"keywords":["大雾"],"summary":["明晨有大雾。"]}"#;

fn report(other: Option<&str>) -> Report {
    let Gold::Articles(gold) = Gold::parse("gold.jsonl", GOLD).unwrap() else { panic!("articles") };
    let gold: Vec<GoldArticle> = gold;
    let read = |text: &str| Output::parse("r.jsonl", text).unwrap();
    let settings = Settings {
        measures: Measures { k: vec![8, 5], segmenter: None },
        bootstrap: Bootstrap { samples: 50, seed: 3 },
        worst: 10,
        names: Names { gold: "gold".into(), system: "a <system>".into(), other: other.map(|_| "other".into()) },
        topics: vec![("trade".into(), "商贸".into()), ("law".into(), "法治".into())],
    };
    of_articles(&gold, &read(RECORDS), other.map(read).as_deref(), &settings)
}

#[test]
fn nothing_unpaired_is_dropped_in_silence() {
    let report = report(None);
    assert_eq!(report.unpaired.no_record, ["c"]);
    assert_eq!(report.unpaired.no_gold, ["z"]);
    for text in [report.table(false), report.markdown(), report.json().unwrap(), report.html().unwrap()] {
        assert!(text.contains('c') && text.contains('z'), "{text}");
    }
    assert!(report.table(false).contains("1 gold articles have no record and score 0: c\n"));
}

#[test]
fn the_human_ceiling_stands_beside_the_figures() {
    let report = report(None);
    let line = |key: &str| report.lines().into_iter().find(|line| line.key == key).unwrap();
    assert_eq!(line("topic_F1").human, Some(0.0));
    assert_eq!(line("kw_F1@8").human, Some(1.0));
    assert_eq!(line("alpha_topics").system, None);
    assert!(line("alpha_topics").human.is_some());
    assert!(line("topic_F1").interval.is_some());
}

#[test]
fn json_carries_the_keys_of_the_scorer() {
    let json: serde_json::Value = serde_json::from_str(&report(Some(OTHER)).json().unwrap()).unwrap();
    assert_eq!(json["system"]["articles"], 3.0);
    for key in ["topic_P", "topic_macroF1", "topic_primary", "kw_F1@8", "kw_F1@5", "kw_soft@8", "sum_sentF", "sum_rougeL"] {
        assert!(json["system"][key].is_f64() && json["human"][key].is_f64() && json["p"][key].is_f64(), "{key}");
        assert_eq!(json["intervals"][key].as_array().map(Vec::len), Some(2), "{key}");
    }
}

#[test]
fn two_systems_are_compared_article_by_article() {
    let report = report(Some(OTHER));
    let changed: Vec<_> = report.changed.iter().map(|change| (change.id.as_str(), change.won.len(), change.lost.len())).collect();
    assert_eq!(changed, [("a", 3, 0), ("b", 0, 3)]);
    assert!(report.markdown().contains("## Changed sides"));
    assert!(report.table(false).ends_with("changed sides: 1 articles won, 1 lost, 0 both\n"));
}

#[test]
fn text_of_a_page_is_escaped() {
    let report = report(Some(OTHER));
    let html = report.html().unwrap();
    assert!(html.starts_with("<!doctype html>"));
    assert!(html.contains("&lt;b&gt;港口&lt;&#x2f;b&gt;") && !html.contains("<b>港口"), "escaped in HTML");
    assert!(report.markdown().contains("大雾\\|预警"), "escaped in Markdown");
}

#[test]
fn the_html_stands_alone() {
    let html = report(Some(OTHER)).html().unwrap();
    for outside in ["http://", "https://", "src=", "url(", "@import"] {
        assert!(!html.contains(outside), "{outside}");
    }
    for part in ["id=\"figures\"", "id=\"topics\"", "id=\"confusion\"", "id=\"changed\"", "id=\"articles\"", "商贸"] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn the_worst_come_first_with_their_text() {
    let report = report(None);
    let ids: Vec<&str> = report.worst.iter().map(|worst| worst.id.as_str()).collect();
    assert_eq!(ids, ["c", "b", "a"]);
    let text: String = report.worst[1].text.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(text, "明晨有大雾。请慢行。");
}

#[test]
fn every_figure_has_a_meaning() {
    let report = report(None);
    for line in report.lines().iter().filter(|line| line.key != "articles") {
        assert!(crate::eval::figures::meaning(line.key).is_some(), "{}", line.key);
    }
}
