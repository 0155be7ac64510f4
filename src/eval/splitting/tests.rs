//! The figures on invented pages: what each way of splitting badly costs.

use crate::eval::{
    Figures,
    gold::{GoldPage, PageArticle, PageMatter},
    output::Output,
    splitting::score,
};

const HARBOUR: &str = "本报讯 （记者 甲乙）3月2日，滨江港第三条近洋航线正式开通，首航船满载两千只标准箱离港。\n\
    港务集团介绍，新航线每周两班，预计全年带来近两成的增量，沿线五个港口同步接入电子口岸。";
const ROAD: &str = "山城区昨日宣布，环湖公路改造提前完工，全长四十二公里的路面换成了降噪沥青。\n\
    沿途新设十八处观景台和六座充电站，节假日将限流通行，市民可以在手机上提前预约车位。";

fn page() -> GoldPage {
    let article = |id: &str, title: &str, body: &str| PageArticle {
        id: id.into(),
        title: title.into(),
        body: body.into(),
        ..PageArticle::default()
    };
    GoldPage {
        page: "p1".into(),
        articles: vec![article("a", "滨江港开通第三条近洋航线", HARBOUR), article("b", "环湖公路提前完工", ROAD)],
        others: vec![PageMatter {
            text: "遗失声明：某某商行遗失公章一枚，特此声明作废。".into(), attached_to: None
        }],
        ..GoldPage::default()
    }
}

fn figures(items: &[(&str, &str)]) -> Figures {
    let outputs: Vec<Output> = items
        .iter()
        .map(|(title, text)| Output {
            title: (*title).into(),
            text: (*text).into(),
            pages: vec!["p1".into()],
            ..Output::default()
        })
        .collect();
    score(&[page()], &outputs).totals().figures()
}

fn get(figures: &Figures, key: &str) -> f64 {
    figures.get(key).unwrap_or_else(|| panic!("no figure {key}"))
}

#[test]
fn a_perfect_cut_scores_one_and_wraps_do_not_matter() {
    let wrapped: String =
        HARBOUR.chars().enumerate().flat_map(|(i, c)| if i % 9 == 8 { vec![c, '\n'] } else { vec![c] }).collect();
    let figures = figures(&[("滨江港开通第三条近洋航线", &wrapped), ("环湖公路提前完工", ROAD)]);
    for key in ["f1@0.9", "overlap", "b3_f1", "purity", "coverage", "title_exact", "order", "seg_ratio"] {
        assert_eq!(get(&figures, key), 1.0, "{key}");
    }
    assert_eq!(get(&figures, "stray"), 0.0);
}

#[test]
fn merging_costs_precision_and_cutting_costs_recall() {
    let merged = figures(&[("", &format!("{HARBOUR}\n{ROAD}"))]);
    assert_eq!((get(&merged, "b3_r"), get(&merged, "f1@0.9")), (1.0, 0.0));
    assert!(get(&merged, "b3_p") < 0.6);
    let pieces: Vec<(&str, &str)> = HARBOUR.lines().chain(ROAD.lines()).map(|line| ("", line)).collect();
    let cut = figures(&pieces);
    assert_eq!((get(&cut, "b3_p"), get(&cut, "seg_ratio")), (1.0, 2.0));
    assert!(get(&cut, "b3_r") < 0.6);
}

#[test]
fn a_foreign_headline_or_notice_inside_is_stray_and_apart_is_not() {
    let swallowed = figures(&[("", &format!("{HARBOUR}\n环湖公路提前完工")), ("", ROAD)]);
    assert!(get(&swallowed, "stray") > 0.03);
    let notice = "遗失声明：某某商行遗失公章一枚，特此声明作废。";
    assert!(get(&figures(&[("", &format!("{HARBOUR}{notice}"))]), "stray") > 0.1);
    assert_eq!(get(&figures(&[("", HARBOUR), ("", ROAD), ("", notice)]), "stray"), 0.0);
}

#[test]
fn wrong_letters_are_bridged_and_wrong_order_is_told() {
    let ocr = HARBOUR.replace("正式", "止式").replace("两千", "两干");
    assert!(get(&figures(&[("", &ocr), ("", ROAD)]), "overlap") == 1.0);
    let (first, second) = HARBOUR.split_once('\n').unwrap();
    let turned = figures(&[("", &format!("{second}\n{first}")), ("", ROAD)]);
    assert_eq!(get(&turned, "f1@0.9"), 1.0);
    assert!(get(&turned, "order") < 0.9);
}

#[test]
fn text_found_nowhere_on_the_page_is_an_item_too_many() {
    let invented = "这一段文字在版面上哪里都没有出现过，完全是凭空写出来的，长度足够超过三十个字的门槛了。";
    let figures = figures(&[("", HARBOUR), ("", ROAD), ("", invented)]);
    assert_eq!(get(&figures, "seg_ratio"), 1.5);
    assert!(get(&figures, "stray") > 0.1);
}

#[test]
fn nothing_found_is_nothing_and_pages_are_accounted_for() {
    let scores = score(&[page()], &[Output { pages: vec!["p9".into()], text: ROAD.into(), ..Output::default() }]);
    assert_eq!(scores.totals().figures().get("f1@0.9"), Some(0.0));
    assert_eq!((scores.missing, scores.unknown), (vec!["p1".to_owned()], vec!["p9".to_owned()]));
    assert_eq!(scores.found.iter().map(|found| found.overlap).sum::<f64>(), 0.0);
}

#[test]
fn a_joined_jump_is_linked() {
    let (mut front, mut back) = (page(), page());
    back.page = "p2".into();
    back.articles = vec![PageArticle { id: "c".into(), body: ROAD.into(), ..PageArticle::default() }];
    front.articles.truncate(1);
    front.articles[0].continued_to = Some("c".into());
    let joined = Output { pages: vec!["p1".into(), "p2".into()], text: format!("{HARBOUR}\n{ROAD}"), ..Output::default() };
    let scores = score(&[front, back], &[joined]);
    assert_eq!(scores.linked, Some(1.0));
    assert_eq!(scores.totals().figures().get("f1@0.9"), Some(1.0), "the other half is neutral on each page");
}
