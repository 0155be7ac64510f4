//! The splitter on whole pages: invented pages with known articles, and any text whatever.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Split, coverage, split};
use crate::{article::Kind, page::Page, script};

fn page(text: &str) -> Page {
    Page { path: "江城日报/一版.txt".to_owned(), text: text.to_owned(), ..Page::default() }
}

/// Splits a page, checks the law, and shows kind, headline and the first characters of every article.
fn show(text: &str) -> Vec<String> {
    let page = page(text);
    let split = split(&page);
    assert_eq!(coverage(&page, &split), [], "{text}");
    let line = |article: &crate::article::Article| {
        let start: String = article.text.chars().take(6).collect();
        format!("{:?} {} | {start}", article.kind, article.head.title.as_deref().unwrap_or("-"))
    };
    split.articles.iter().map(line).collect()
}

const BRIDGE: &str = "江城日报讯（记者 林晓）横跨清江\n的新大桥今天上午正式通车。大桥\n全长两千米，双向六车道，市民从\n城南到城北只要十分钟。\n\n施工队伍用了三年时间，克服了\n江水湍急、地质复杂等困难，比原\n定工期提前两个月完工。\n";
const BRIDGE_HEAD: &str = "清江新大桥今天通车\n";
const HARVEST: &str = "本报讯 （记者 何为） 入秋以来，\n青山县的柑橘陆续成熟，果农忙着\n采摘装箱。县农业局预计，今年柑\n橘总产量比去年增长一成，外销到\n十多个省份。\n";
const HARVEST_HEAD: &str = "青山县柑橘喜获丰收\n";

#[test]
fn heads_above_and_below_their_stories() {
    let expected = ["News 清江新大桥今天通车 | 江城日报讯（", "News 青山县柑橘喜获丰收 | 本报讯 （记"];
    assert_eq!(show(&format!("{BRIDGE_HEAD}\n{BRIDGE}\n{HARVEST_HEAD}\n{HARVEST}")), expected);
    assert_eq!(show(&format!("{BRIDGE}\n{BRIDGE_HEAD}\n{HARVEST}\n{HARVEST_HEAD}")), expected);
    assert_eq!(show(&format!("{BRIDGE}\n{HARVEST}\n{HARVEST_HEAD}\n{BRIDGE_HEAD}")), expected);
}

#[test]
fn where_only_the_text_shows_a_border_it_is_seen() {
    let bridge = "清江新大桥的主塔封顶以后，施工队\n伍抓紧架设钢梁。大桥全长两千米，\n双向六车道，桥面铺装将在雨季前完\n成。工程师说，大桥通车后，城南到\n城北只要十分钟，沿江货车不必再绕\n行老桥。\n";
    let match_ = "近日，市青年足球队在联赛中两球取\n胜。上半场开球不久，前锋接队友传\n球头球破门；下半场门将扑出点球，\n守住了领先优势。主教练赛后说，球\n员的体能和配合都比上一轮进步，下\n一场将迎战客队。\n";
    let shown = show(&format!("{bridge}{match_}\n清江新大桥主塔封顶\n\n市青年足球队联赛两球取胜\n"));
    assert_eq!(shown, ["News 清江新大桥主塔封顶 | 清江新大桥的", "News 市青年足球队联赛两球取胜 | 近日，市青年"]);
}

#[test]
fn wraps_are_undone_and_paragraphs_kept() {
    let split = split(&page(&format!("{BRIDGE_HEAD}\n{BRIDGE}")));
    let text = &split.articles[0].text;
    assert!(text.starts_with("江城日报讯（记者 林晓）横跨清江的新大桥今天上午正式通车。"), "{text}");
    assert_eq!(text.lines().count(), 2, "{text}");
    assert_eq!(split.articles[0].dateline.agency.as_deref(), Some("江城日报"));
}

#[test]
fn notices_of_one_template_stay_apart() {
    let notice = |name: &str| format!("### 遗失声明\n\n{name}遗失身份证一张，特此声明作废。\n\n2024年5月6日\n\n");
    let shown = show(&format!("{}{}", notice("林晓"), notice("何为")));
    assert_eq!(shown, ["Notice 遗失声明 | 林晓遗失身份", "Notice 遗失声明 | 何为遗失身份"]);
}

#[test]
fn jump_marks_are_read_and_cut() {
    let split = split(&page(&format!("{BRIDGE_HEAD}\n{}（下转第2版）\n", BRIDGE.trim_end())));
    let article = &split.articles[0];
    assert_eq!(article.jump_to.as_ref().map(|jump| jump.label.as_str()), Some("第2版"));
    assert!(article.incomplete && !article.text.contains("下转"));
    let tail =
        super::split(&page("（上接第一版）\n大桥的灯光由本地工匠设计，入夜后\n如同一条玉带横在江上，引来不少\n市民驻足观看。\n"));
    assert_eq!(tail.articles[0].kind, Kind::Continuation);
}

#[test]
fn a_signed_head_announces_the_text_below_it() {
    let talks = "城北街道的老旧小区改造进入收尾阶\n段。这两个月里，施工队给三十栋居民\n楼换了水管，补了屋面，楼道里装上了\n感应灯。街道办的同志说，接下来还要\n整修停车棚和花坛，争取入冬前全部完\n工，让居民住得舒心。\n";
    let show_ = "市美术馆的新展昨天开幕，展出的一百\n二十幅油画都来自民间收藏。策展人介\n绍，油画按年代分成四个展厅，其中最\n早的一幅画于一百多年前。展览将持续\n到下月底，市民凭预约码可以免费参观\n油画展。\n";
    let shown = show(&format!("用心办好身边事\n本报记者 林晓\n{talks}{show_}\n市美术馆民间收藏油画展开幕\n"));
    assert_eq!(shown, ["News 用心办好身边事 | 城北街道的老", "News 市美术馆民间收藏油画展开幕 | 市美术馆的新"]);
}

#[test]
fn a_cross_head_wrapped_like_a_paragraph_parts_nothing() {
    let first = "清江新大桥的建设者们说，这座桥凝聚\n了几代人的心血。从选址到通车，前后\n用了十二年时间，光是勘测就做了三轮，\n最后选定的桥位离老渡口不到一里。\n";
    let cross = "　　把大桥建成两岸居民的连心桥和致\n富桥\n";
    let second = "　　大桥通车以后，城北的菜农当天就\n能把菜运进城南的市场。沿江的茶农也\n在盘算，明年要把新茶直接卖到桥头的\n游客中心去。大桥两头新开了三条公交\n线路，过江只要十分钟。\n";
    let shown = show(&format!("清江新大桥建设纪实\n\n{first}\n{cross}\n{second}\n{HARVEST_HEAD}\n{HARVEST}"));
    assert_eq!(shown, ["News 清江新大桥建设纪实 | 清江新大桥的", "News 青山县柑橘喜获丰收 | 本报讯 （记"]);
}

#[test]
fn traditional_pages_are_split_as_simplified_ones() {
    let forms: BTreeMap<char, char> = script::pairs().map(|(traditional, simplified)| (simplified, traditional)).collect();
    let traditional = |text: &str| text.chars().map(|c| *forms.get(&c).unwrap_or(&c)).collect::<String>();
    let simplified = |text: &str| text.chars().map(script::simplified).collect::<String>();
    let rubric = "一线调研\n\n";
    let bare = "近日，市青年足球队在联赛中两球取\n胜。上半场开球不久，前锋接队友传\n球头球破门；下半场门将扑出点球，\n守住了领先优势。\n\n市青年足球队联赛两球取胜\n";
    let page = format!("{BRIDGE}\n{BRIDGE_HEAD}\n{rubric}{HARVEST_HEAD}\n{HARVEST}\n{bare}\n图为丰收的果园。 新华社发\n");
    let here = show(&page);
    assert_eq!(here.len(), 4);
    let there: Vec<String> = show(&traditional(&page)).iter().map(|line| simplified(line)).collect();
    assert_eq!(there, here);
}

#[test]
fn figures_of_a_torn_table_are_no_text() {
    let table = "上证指数\n3031.64\n+1.97\n+0.06%\n深证成指\n9720.57\n-6.43\n-0.07%\n";
    let shown = show(&format!("{table}{BRIDGE_HEAD}创业板指\n1926.28\n+0.19%\n{BRIDGE}"));
    assert_eq!(shown, ["News 清江新大桥今天通车 | 江城日报讯（"]);
    // A figure torn from its sentence stays in it.
    let torn = "江城日报讯（记者 林晓）横跨清江\n的新大桥今天上午通车。大桥全长\n2000\n米，双向\n6\n车道，市民从城南到城北只要\n10\n分钟，\n沿江货车不必再绕行老桥。\n";
    assert!(split(&page(torn)).articles[0].text.contains("全长2000米，双向6车道"));
}

#[test]
fn pieces_of_a_torn_folio_are_no_text() {
    let folio = "江\n城\n晚\n报\n2024年5月6日\n星期一\n第12345期\n国内统一连续出版物号\nCN\n00-0088\n邮发代号\n51-51\n新闻热线：8935550\n";
    let shown = show(&format!("{folio}\n{BRIDGE_HEAD}\n{BRIDGE}"));
    assert_eq!(shown, ["News 清江新大桥今天通车 | 江城日报讯（"]);
}

#[test]
fn a_byline_apart_from_its_head_is_kept() {
    let split = split(&page(&format!("{HARVEST_HEAD}\n{HARVEST}\n江城晚报记者 林晓\n")));
    assert_eq!(split.articles.len(), 1);
    assert_eq!(split.articles[0].head.byline.as_deref(), Some("江城晚报记者 林晓"));
}

#[test]
fn texts_of_photographs_are_told_by_agency_and_mark() {
    let shown = show(&format!("{BRIDGE_HEAD}\n{BRIDGE}\n■市民走上新大桥。 法新社\n▶夜色中的大桥。 路透社\n"));
    assert_eq!(shown[1..], ["Caption - | ■市民走上新", "Caption - | ▶夜色中的大"]);
}

#[test]
fn pages_with_nothing_on_them() {
    for text in ["", "\n\n", " \u{3000}\n", "\u{feff}", "#", "**\n**", "（", "）\n）", "\u{c}"] {
        let page = page(text);
        let split = split(&page);
        assert_eq!(coverage(&page, &split), [], "{text:?}");
    }
}

#[test]
fn the_same_page_gives_the_same_split() {
    let page = page(&format!("{BRIDGE}\n{HARVEST}\n{HARVEST_HEAD}\n{BRIDGE_HEAD}"));
    let first: Split = split(&page);
    assert_eq!(first, split(&page));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Any text whatever: no panic, and the law holds.
    #[test]
    fn any_text(text in any::<String>()) {
        let page = page(&text);
        prop_assert_eq!(coverage(&page, &split(&page)), vec![]);
    }

    /// Lines that look like parts of pages, in any order.
    #[test]
    fn any_lines(lines in prop::collection::vec(line(), 0..60)) {
        let page = page(&lines.join("\n"));
        prop_assert_eq!(coverage(&page, &split(&page)), vec![]);
    }
}

fn line() -> impl Strategy<Value = String> {
    let fixed = [
        "",
        "",
        "　　大桥今天通车，市民走上桥头，",
        "灯光亮起。",
        "清江新大桥通车",
        "——市民走上桥头",
        "# 大桥",
        "**大桥**",
        "（上接第一版）",
        "（下转第2版）",
        "新华社北京12月1日电 大桥",
        "（新华社北京12月1日电）",
        "（完）",
        "本报记者 林晓",
        "□",
        "图为大桥。 林晓 摄",
        "遗失声明",
        "林晓遗失身份证，声明作废。",
        "2024年5月6日",
        "2 要闻 2024年5月6日 星期一 责任编辑：林晓",
        "桥",
        "大 桥 今 天 通 车 了 吗",
        "左栏的文字在这里继续     右栏的文字在这里继续",
        "，",
        "”",
        "江城日报讯（记者/林",
        "晓）",
        "紧接A3",
        "transit 2024",
        "节约用水 从我做起",
    ];
    prop_oneof![8 => prop::sample::select(fixed.to_vec()).prop_map(str::to_owned), 2 => "[一-龥，。“”（） a-z0-9]{0,20}"]
}
