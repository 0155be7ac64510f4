//! Round trips: what is written for a tool and read back is what was there.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::eval::{
    gold::Gold,
    output::Output,
    tasks::{
        choose::{Choice, choose},
        doccano::Kind,
    },
};

fn topics() -> TopicKeys {
    TopicKeys::new([("trade", "商贸"), ("region", "区域"), ("law", "法治")].map(|(id, name)| (id.into(), name.into())).into())
}

fn article() -> GoldArticle {
    let text = "滨江港𠮷野码头昨日开航。客商说：“货好走了。”\n全年将再投用十二台吊机。";
    GoldArticle {
        id: "a-1".into(),
        source: Some("滨江日报".into()),
        date: Some("2024-03-05".into()),
        title: Some("新航线启航".into()),
        text: text.into(),
        sentences: sentences(text).into_iter().map(|span| span.of(text).to_owned()).collect(),
        labels: Labels {
            topics: vec!["trade".into(), "region".into()],
            keywords: vec!["吊机".into(), "新航线".into(), "码头".into(), "港口经济".into()],
            summary: vec![2, 0],
            reference: None,
        },
        annotators: Vec::new(),
    }
}

/// What a person does who agrees with every prediction: Label Studio copies it into an annotation.
fn accepted(tasks: &str) -> String {
    let mut tasks: Value = serde_json::from_str(tasks).unwrap();
    for task in tasks.as_array_mut().unwrap() {
        let result = task["predictions"][0]["result"].clone();
        if !result.is_null() {
            task["annotations"] = json!([{ "id": 7, "completed_by": 1, "result": result }]);
        }
    }
    tasks.to_string()
}

fn by_label_studio(articles: &[GoldArticle]) -> Vec<GoldArticle> {
    let tasks = label_studio::write(articles, "zhaibao test").unwrap();
    label_studio::read("tasks.json", &accepted(&tasks), &topics()).unwrap().articles
}

fn by_doccano(articles: &[GoldArticle]) -> Vec<GoldArticle> {
    let files: Vec<String> = Kind::ALL.iter().map(|&kind| doccano::write(articles, kind).unwrap()).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|text| ("x.jsonl", text.as_str())).collect();
    doccano::read(&files, &topics()).unwrap().articles
}

#[test]
fn nothing_is_lost_on_the_way_through_a_tool() {
    let articles = [article()];
    assert_eq!(by_label_studio(&articles), articles);
    assert_eq!(by_doccano(&articles), articles);
}

#[test]
fn several_annotators_and_their_adjudication_come_back() {
    let mut article = article();
    let second = Labels { topics: vec!["law".into()], keywords: vec!["码头".into()], summary: vec![1], reference: None };
    article.annotators = vec![article.labels.clone(), second];
    assert_eq!(by_label_studio(std::slice::from_ref(&article)), [article]);
}

#[test]
fn gold_lines_are_gold() {
    let mut articles = vec![article(), GoldArticle { id: "b".into(), ..article() }];
    articles[1].annotators = vec![articles[0].labels.clone(), Labels::default()];
    assert_eq!(Gold::parse("g.jsonl", &gold_lines(&articles).unwrap()).unwrap(), Gold::Articles(articles));
}

#[test]
fn an_unlabelled_task_is_told_and_an_unknown_label_is_an_error() {
    let tasks = label_studio::write(&[article()], "zhaibao test").unwrap();
    let imported = label_studio::read("t.json", &tasks, &topics()).unwrap();
    assert_eq!((imported.articles.len(), imported.unlabelled), (0, vec!["a-1".to_owned()]));
    let wrong = accepted(&tasks).replace("\"trade\"", "\"trads\"");
    let error = label_studio::read("t.json", &wrong, &topics()).unwrap_err().to_string();
    assert_eq!(error, "t.json:1: task of article a-1: label `trads` is no topic; the topics are trade, region, law");
    let line = r#"{"id":3,"text":"雾。","label":["trads"]}"#;
    let error = doccano::read(&[("d.jsonl", line)], &topics()).unwrap_err().to_string();
    assert_eq!(error, "d.jsonl:1: label `trads` is no topic; the topics are trade, region, law");
}

#[test]
fn foreign_projects_are_understood() {
    let export = json!([{
        "id": 12,
        "data": { "id": 5, "title": null, "text": "滨江港开航。客商云集。" },
        "annotations": [{ "id": 1, "completed_by": { "id": 2 }, "result": [
            { "from_name": "sentiment", "to_name": "text", "type": "choices", "value": { "choices": ["商贸"] } },
            { "from_name": "label", "to_name": "text", "type": "labels",
              "value": { "start": 0, "end": 3, "text": "滨江港", "labels": ["关键词"] } },
            { "from_name": "label", "to_name": "text", "type": "labels", "value": { "start": 7, "end": 10, "labels": ["摘要"] } },
        ]}, { "id": 2, "was_cancelled": true, "result": [] }],
    }]);
    let articles = label_studio::read("t.json", &export.to_string(), &topics()).unwrap().articles;
    assert_eq!(articles[0].id, "5");
    assert_eq!(
        articles[0].labels,
        Labels { topics: vec!["trade".into()], keywords: vec!["滨江港".into()], summary: vec![1], reference: None }
    );

    let classification = r#"{"id":5,"text":"滨江港开航。客商云集。","label":["商贸"],"Comments":[]}"#;
    let entities = r#"{"id":5,"text":"滨江港开航。客商云集。","entities":[{"id":1,"label":"keyword","start_offset":0,"end_offset":3}],"relations":[]}"#;
    let summary = r#"{"id":5,"text":"滨江港开航。客商云集。","label":["客商云集。"]}"#;
    let free = r#"{"id":6,"text":"滨江港开航。","label":"港口开了，大家都来。"}"#;
    let files = [classification, entities, summary, free].map(|text| ("d.jsonl", text));
    let read = doccano::read(&files, &topics()).unwrap().articles;
    assert_eq!(read[0].labels, articles[0].labels);
    assert_eq!(read[1].labels.reference.as_deref(), Some("港口开了，大家都来。"));
}

#[test]
fn two_people_in_doccano_are_two_annotators() {
    let line = |label: &str| format!(r#"{{"id":5,"text":"滨江港开航。","label":["{label}"]}}"#);
    let (one, two) = (line("trade"), line("law"));
    let read = doccano::read(&[("a.jsonl", &one), ("b.jsonl", &two)], &topics()).unwrap().articles;
    let views: Vec<_> = read[0].annotators.iter().map(|view| view.topics[0].as_str()).collect();
    assert_eq!(views, ["trade", "law"]);
}

#[test]
fn the_interface_names_every_label() {
    let interface = label_studio::interface(&topics());
    for part in ["value=\"商贸\" alias=\"trade\"", "value=\"keyword\"", "value=\"summary\"", "choice=\"multiple\""] {
        assert!(interface.contains(part), "{part}");
    }
}

#[test]
fn records_worth_a_look_come_first() {
    let records: Vec<crate::record::Record> = ["a", "b", "c"].map(record).into();
    let outputs = |lines: &str| Output::parse("r.jsonl", lines).unwrap();
    let ours =
        outputs("{\"id\":\"a\",\"topics\":[\"law\"]}\n{\"id\":\"b\",\"topics\":[\"law\"]}\n{\"id\":\"c\",\"topics\":[\"law\"]}");
    let theirs = outputs("{\"id\":\"a\",\"topics\":[\"law\"]}\n{\"id\":\"b\",\"topics\":[\"trade\"]}");
    assert_eq!(choose(&records, &ours, Choice::Disagreements(&theirs), 9), [1], "equal and unpaired ones are left out");
    assert_eq!(choose(&records, &ours, Choice::Uncertain, 2), [0, 1]);
    let some = choose(&records, &ours, Choice::Random(4), 2);
    assert_eq!(some, choose(&records, &ours, Choice::Random(4), 2));
    assert_eq!(some.len(), 2);
}

fn record(id: &str) -> crate::record::Record {
    let article = crate::article::Article { id: Some(id.into()), text: article().text, ..Default::default() };
    crate::record::Record::new(&article, None, crate::analyze::Analysis::default())
}

#[test]
fn a_record_becomes_an_article_with_its_sentences() {
    let mut record = record("a");
    let place = CharIndex::new(&record.text).chars_of(sentences(&record.text)[2]);
    record.summary = Some(vec![crate::record::SummaryRecord { text: "全年".into(), sentence: 2, span: place, score: 1.0 }]);
    let article = of_record(&record);
    assert_eq!(article.labels.summary, [2]);
    assert_eq!(by_label_studio(std::slice::from_ref(&article)), [article]);
}

proptest! {
    #[test]
    fn any_choice_of_labels_survives(
        order in Just(vec!["trade", "region", "law"]).prop_shuffle(),
        topic_count in 1_usize..4,
        terms in prop::sample::subsequence(vec!["滨江港", "𠮷野", "码头", "昨日", "货好走", "新航线", "无此词"], 1..7).prop_shuffle(),
        summary in prop::sample::subsequence(vec![0_usize, 1, 2], 1..4).prop_shuffle(),
    ) {
        let mut article = article();
        article.labels.topics = order[..topic_count].iter().map(|&topic| topic.to_owned()).collect();
        article.labels.keywords = terms.into_iter().map(str::to_owned).collect();
        article.labels.summary = summary;
        let articles = [article];
        prop_assert_eq!(by_label_studio(&articles), articles.clone());
        prop_assert_eq!(by_doccano(&articles), articles);
    }
}
