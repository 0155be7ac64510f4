use super::*;
use crate::analyze::testing::with_keywords;

/// A paragraph of a paper that does not exist.
const TEXT: &str = "本报讯（记者 林晓舟 通讯员 陈志远）记者从滨江港务局获悉，12月3日，“青禾云仓”在滨江港东港区投入使用。\
会议强调，要加快推进智慧港口建设。“青禾云仓”占地120亩，可存放粮食30万吨。东港区负责人王建国说，智慧港口建设让装卸效率提高两成，\
《滨江港总体规划》明年发布。智慧港口建设还将带动疏港铁路改造。";

fn terms(config: KeywordConfig, text: &str) -> Vec<String> {
    with_keywords(config, "", text, |analyzer, context| {
        let analysis = analyzer.analyze(context);
        analysis.keywords.into_iter().map(|keyword| keyword.term).collect()
    })
}

#[test]
fn never_a_date_a_number_a_reporter_or_a_formula() {
    let all = terms(KeywordConfig { max: 100, ..KeywordConfig::default() }, TEXT);
    for never in ["12月3日", "120亩", "30万吨", "林晓舟", "陈志远", "记者", "获悉", "会议强调", "强调", "两成", "本报讯"]
    {
        assert!(!all.iter().any(|term| term == never), "{never} is among {all:?}");
    }
    let long = all.iter().find(|term| term.contains(['，', '。']) || term.chars().count() > 20);
    assert_eq!(long, None, "a clause");
}

#[test]
fn what_stands_in_quotation_marks_is_kept_whole() {
    let all = terms(KeywordConfig { max: 100, ..KeywordConfig::default() }, TEXT);
    assert!(all.iter().any(|term| term == "青禾云仓"), "{all:?}");
    assert!(all.iter().any(|term| term == "滨江港总体规划" || term == "总体规划"), "{all:?}");
}

#[test]
fn of_terms_that_hold_one_another_one_is_printed() {
    let all = terms(KeywordConfig { max: 100, ..KeywordConfig::default() }, TEXT);
    for (nth, one) in all.iter().enumerate() {
        for other in &all[nth + 1..] {
            assert!(!one.contains(other.as_str()) && !other.contains(one.as_str()), "{one} and {other}");
        }
    }
}

#[test]
fn under_a_controlled_vocabulary_only_its_terms_are_keywords() {
    let list = ["智慧港口", "铁路改造", "小麦"].map(str::to_owned).to_vec();
    let mut found = terms(KeywordConfig { terms: Some(list), ..KeywordConfig::default() }, TEXT);
    found.sort();
    assert_eq!(found, ["智慧港口", "铁路改造"]);
}

#[test]
fn a_word_of_the_users_comes_first_and_the_reason_says_so() {
    let config = KeywordConfig { words: vec![("装卸".into(), 9.0)], ..KeywordConfig::default() };
    let reasons = with_keywords(config, "", TEXT, |analyzer, context| {
        let analysis = analyzer.analyze(context);
        let reasons = analyzer.keywords.explain(context, &analysis.places, &analysis.names);
        assert_eq!(reasons.len(), analysis.keywords.len());
        for (reason, keyword) in reasons.iter().zip(&analysis.keywords) {
            assert_eq!((&*reason.what, round(reason.value)), (keyword.term.as_str(), keyword.score));
        }
        reasons
    });
    assert!(reasons[0].what.contains("装卸"), "{}", reasons[0].what);
    let told = |reason: &Reason| reason.parts[0].parts.iter().any(|part| part.what == "in your dictionary");
    assert!(told(&reasons[0]) && !told(&reasons[1]));
}

#[test]
fn the_phrasebook_is_that_of_the_shipped_lexicon_and_reads_as_written() {
    let book = Phrasebook::shipped().unwrap();
    let lexicon = crate::model::Lexicon::shipped().unwrap();
    assert_eq!(book.words(), lexicon.vocabulary.len());
    assert_eq!(Phrasebook::parse(&book.to_text("again"), "memory").unwrap(), book);
    let id = |word: &str| lexicon.vocabulary.id(word).unwrap();
    let known = book.longer(id("经济").0, id("发展"));
    assert!(known.is_some_and(|phrase| phrase.usage.df > 4));
}

#[test]
fn an_empty_article_has_no_keywords() {
    assert!(terms(KeywordConfig::default(), "").is_empty());
}
