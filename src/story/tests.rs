//! Which invented texts are one story, and which only look alike.

use proptest::prelude::*;

use super::*;
use crate::article::{Article, Kind, Part};

/// Invented sentences, each long enough to be recognised by.
const PORT: [&str; 8] = [
    "滨江港三月份完成集装箱吞吐量四十二万标准箱同比增长百分之六",
    "港务集团负责人介绍说新开通的三条近洋航线带来了近两成的增量",
    "为保障春耕化肥进口当地海关在码头设立了夜间查验的专用窗口",
    "二号泊位的岸桥改造已于上周完成单船装卸时间缩短了四十分钟",
    "全年港口计划再投用十二台无人集卡并把岸电覆盖到全部泊位",
    "多家货代企业表示运价回落以后中小外贸客户的订舱明显增多",
    "集卡司机可以用手机预约进港时间平均等候由两小时降到半小时",
    "港区还为到港船员设了接种点和理发室每晚有班车开往市中心",
];
const HILLS: [&str; 6] = [
    "山里新修的公路把七个村子连到县城赶集由半天缩短到一小时",
    "县交通局局长说路面宽六米五会车不必再退到避让处去等候",
    "沿线的茶农今年春天第一次把鲜叶当天送进了山下的加工厂",
    "养路工老周每天骑车巡查两趟雨后先看三处容易塌方的边坡",
    "下半年还要装上护栏和太阳能路灯并在垭口建一座观景停车场",
    "村里的小学因此接回了两名在外面租房陪读的学生和他们的母亲",
];

fn article(sentences: &[&str]) -> Article {
    Article { text: sentences.join("。") + "。", ..Article::default() }
}

fn kind(kind: Kind, sentences: &[&str]) -> Article {
    Article { kind, ..article(sentences) }
}

fn groups_of(articles: &[Article]) -> Vec<u32> {
    groups(&articles.iter().map(Print::new).collect::<Vec<_>>())
}

fn are_one(a: &Article, b: &Article) -> bool {
    let groups = groups_of(&[a.clone(), b.clone()]);
    groups[0] == groups[1]
}

fn told(articles: &[Article]) -> Vec<Story> {
    stories(articles, &groups_of(articles))
}

#[test]
fn one_story() {
    let whole = article(&PORT);
    let edited: Vec<String> = PORT.iter().map(|sentence| sentence.replace("说", "表示").replace("为", "为了")).collect();
    let misread: Vec<String> = PORT.iter().map(|sentence| sentence.replacen('的', "旳", 1)).collect();
    let strs = |sentences: &[String]| article(&sentences.iter().map(String::as_str).collect::<Vec<_>>());
    let mut dated = article(&PORT);
    dated.text.insert_str(0, "新华社滨江4月2日电（记者林小满）");
    dated.dateline.lead.end = "新华社滨江4月2日电（记者林小满）".len() as u32;
    let rows = [
        ("the same text", article(&PORT)),
        ("under a dateline", dated),
        ("in full-width digits and other punctuation", Article { text: whole.text.replace('。', "！\n"), ..whole.clone() }),
        ("cut from the end", article(&PORT[..5])),
        ("without its first sentences", article(&PORT[2..])),
        ("with an added paragraph", article(&[&PORT[..], &HILLS[..2]].concat())),
        ("edited here and there", strs(&edited)),
        ("misread by OCR in every sentence", strs(&misread)),
        ("a continuation of a quarter", kind(Kind::Continuation, &PORT[6..])),
        ("a box that repeats the lead", kind(Kind::Box, &PORT[..1])),
    ];
    for (what, other) in rows {
        assert!(are_one(&whole, &other), "{what}");
    }
}

#[test]
fn look_alikes() {
    let notice = |firm: &str, site: &str| {
        kind(
            Kind::Notice,
            &[
                &format!("由{firm}承建的{site}施工总承包工程已经竣工验收且工资发放完毕"),
                "拟申请农民工工资专用账户销户现予公示如有异议请在三十日内向工程所在地主管部门反映",
                "联系电话工作日上午九时至下午五时有人接听书面材料请寄市劳动保障监察支队收",
                "公示期满无异议的将按规定办理销户手续并向开户银行出具书面通知特此公示",
                firm,
            ],
        )
    };
    let warning = |day: u32, hour: u32, where_: &str| {
        article(&[
            &format!("市气象台{day}日{hour}时继续发布暴雨蓝色预警信号预计{day}日夜间{where_}有大到暴雨"),
            &format!("上述地区累计雨量可达{}毫米最大小时雨强{}毫米并伴有雷电和短时大风", 40 + day, 20 + hour),
            "防御指南政府及有关部门按照职责做好防暴雨准备工作",
            "学校和幼儿园采取适当措施保证学生和幼儿的安全",
            "驾驶人员应当注意道路积水和交通阻塞确保行车安全",
            "检查城市农田和鱼塘的排水系统做好排涝的准备工作",
        ])
    };
    let market = |a: u32, stock: &str| {
        article(&[
            &format!("今日三大指数收盘涨跌不一其中沪指报收{}点跌幅为百分之{}", 3000 + a * 7, a),
            &format!("两市成交额{}亿元较上一交易日放量{}亿元个股跌多涨少", 8000 + a * 31, 100 + a * 3),
            &format!("{stock}板块领涨北向资金全天净流入{}亿元连续第{}日净流入", 20 + a, 2 + a % 5),
            "分析人士认为市场情绪仍在修复之中短期内指数或将延续震荡整理的格局",
            "操作上建议投资者控制仓位逢低关注业绩确定性较高的优质公司股票",
        ])
    };
    let bare_notice = |firm: &str| kind(Kind::Notice, &[&format!("{firm}遗失公章一枚编号已经登报声明作废"), "特此声明"]);
    let new = [
        "滨江港四月起对外贸空箱免收两周的堆存费用首日已有三十家企业提出申请",
        "市财政为此安排专项补贴由港务集团按月申报经审核以后在次月月底以前拨付",
        "船公司代表在签约仪式上说这项政策一年能为每条航线节省近百万元的开支",
        "邻近的两个内河码头也将比照执行",
    ];
    let follow_up = article(&[&new[..], &PORT[3..]].concat());
    let rows = [
        ("notices", notice("甲城建设集团第三分公司", "滨江路小学教学楼"), notice("乙州建筑工程有限公司", "新区水厂二期泵房")),
        ("short notices", bare_notice("甲城鑫源建材经营部"), bare_notice("乙州大河餐饮有限公司")),
        ("weather of two days", warning(11, 18, "东部和北部山区"), warning(13, 10, "西南部和沿江各镇")),
        ("market wraps", market(3, "煤炭"), market(8, "半导体")),
        ("a follow-up over old background", article(&PORT), follow_up),
        ("other stories", article(&PORT), article(&HILLS)),
        ("two dates", kind(Kind::Notice, &["2023年12月2日"]), kind(Kind::Notice, &["2023年12月2日"])),
        ("nothing at all", Article::default(), Article::default()),
    ];
    for (what, a, b) in rows {
        assert!(!are_one(&a, &b), "{what}");
    }
}

#[test]
fn a_round_up_does_not_make_two_stories_one() {
    let round_up = article(&[&PORT[..], &HILLS[..]].concat());
    let articles = [article(&PORT[..4]), round_up, article(&HILLS[..4])];
    let groups = groups_of(&articles);
    assert_ne!(groups[0], groups[2]);
}

#[test]
fn the_halves_of_a_story_join_it() {
    let half = |sentences: &[&str]| Article { incomplete: true, ..article(sentences) };
    let articles = [half(&PORT[..3]), article(&PORT), kind(Kind::Continuation, &PORT[5..])];
    assert_eq!(groups_of(&articles), [0, 0, 0]);
}

#[test]
fn the_lead_is_whole_complete_without_problems_has_a_headline_and_an_agency() {
    let better: [fn(&mut Article); 5] = [
        |article| article.kind = Kind::News,
        |article| article.incomplete = false,
        |article| article.problems.clear(),
        |article| article.head.title = Some("港口开门红".into()),
        |article| article.dateline.agency = Some("新华社".into()),
    ];
    for good in 0..=better.len() {
        let mut articles: Vec<Article> = (0..3).map(|_| article(&PORT)).collect();
        for (place, article) in articles.iter_mut().enumerate() {
            article.kind = Kind::Continuation;
            article.incomplete = true;
            article.problems.push(crate::problem::Problem::warning(crate::problem::ProblemCode::BreaksOff, "a", None, "b"));
            article.source.parts = Vec::<Part>::new();
            let steps = if place == 1 { good } else { good.saturating_sub(1) };
            better[..steps].iter().for_each(|step| step(article));
        }
        let lead = usize::from(good > 0);
        assert!(told(&articles).iter().all(|story| story.lead == lead), "{good} steps");
    }
}

#[test]
fn earlier_texts_stand_after_the_articles() {
    let articles = [article(&HILLS), article(&PORT)];
    let mut prints: Vec<Print> = articles.iter().map(Print::new).collect();
    prints.push(Print::new(&article(&PORT[..6])));
    let stories = stories(&articles, &groups(&prints));
    assert_eq!((stories[0].earlier.clone(), stories[1].earlier.clone()), (vec![], vec![2]));
    assert_eq!((stories[1].lead, stories[1].also_in.len()), (1, 0));
}

/// Articles cut from two stories, with sentences left out, and some notices.
fn night() -> impl Strategy<Value = Vec<Article>> {
    let cut = (any::<bool>(), 0_usize..4, 1_usize..9, prop::sample::select(vec![Kind::News, Kind::Continuation, Kind::Box]));
    let one = cut.prop_map(|(port, from, len, of)| {
        let story: &[&str] = if port { &PORT } else { &HILLS };
        kind(of, &story[from.min(story.len())..(from + len).min(story.len())])
    });
    prop::collection::vec(one, 0..14)
}

/// The groups as sets of places.
fn sets(groups: &[u32]) -> std::collections::BTreeSet<Vec<usize>> {
    let of = |group| (0..groups.len()).filter(|&place| groups[place] == group).collect();
    groups.iter().map(|&group| of(group)).collect()
}

proptest! {
    #[test]
    fn the_order_of_the_articles_changes_no_group(articles in night(), seed in any::<u64>()) {
        let groups = groups_of(&articles);
        // A permutation drawn from the seed.
        let mut order: Vec<usize> = (0..articles.len()).collect();
        order.sort_by_key(|&place| (seed ^ place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let shuffled: Vec<Article> = order.iter().map(|&place| articles[place].clone()).collect();
        let back: Vec<Vec<usize>> = sets(&groups_of(&shuffled))
            .into_iter()
            .map(|set| {
                let mut set: Vec<usize> = set.into_iter().map(|place| order[place]).collect();
                set.sort_unstable();
                set
            })
            .collect();
        prop_assert_eq!(sets(&groups), back.into_iter().collect());
    }

    #[test]
    fn printing_a_night_twice_adds_no_group(articles in night()) {
        // Texts too short to be recognised are nobody's copy.
        let articles: Vec<Article> = articles.into_iter().filter(|article| article.text.chars().count() > 60).collect();
        let once = sets(&groups_of(&articles)).len();
        let twice = groups_of(&[articles.clone(), articles.clone()].concat());
        prop_assert_eq!(sets(&twice).len(), once);
        for place in 0..articles.len() {
            prop_assert_eq!(twice[place], twice[place + articles.len()]);
        }
    }

    #[test]
    fn every_article_has_one_lead_and_all_of_a_group_agree(articles in night()) {
        let stories = told(&articles);
        for (place, story) in stories.iter().enumerate() {
            prop_assert!(story.lead == place || story.also_in.contains(&story.lead));
            for &other in &story.also_in {
                prop_assert_eq!(stories[other].lead, story.lead);
                prop_assert!(stories[other].also_in.contains(&place));
            }
        }
    }
}
