//! Groups of proven pairs, with one lead each.

use std::cmp::Reverse;

use crate::{
    article::Article,
    story::{
        Story,
        pairs::{Pair, pairs},
        print::Print,
    },
};

/// The story of every article, in the order given.
///
/// Versions of one another are one group. A part joins the one group that holds most of it, and never draws two
/// groups together: a round-up that holds two stories does not make them one.
pub fn stories(articles: &[Article], prints: &[Print]) -> Vec<Story> {
    let proven = pairs(prints);
    let mut sets = Sets::new(articles.len());
    for pair in proven.iter().filter(|pair| pair.versions) {
        sets.join(pair.small, pair.large);
    }
    let mut parts: Vec<&Pair> = proven.iter().filter(|pair| !pair.versions).collect();
    parts.sort_by(|a, b| b.containment.total_cmp(&a.containment).then((a.small, a.large).cmp(&(b.small, b.large))));
    let mut attached = vec![false; articles.len()];
    for pair in parts {
        let root = sets.root(pair.small);
        if !std::mem::replace(&mut attached[root as usize], true) {
            sets.join(pair.small, pair.large);
        }
    }

    let roots: Vec<u32> = (0..articles.len() as u32).map(|place| sets.root(place)).collect();
    let mut members = vec![Vec::new(); articles.len()];
    for (place, &root) in roots.iter().enumerate() {
        members[root as usize].push(place);
    }
    let leads: Vec<Option<usize>> =
        members.iter().map(|group| group.iter().copied().min_by_key(|&place| preference(&articles[place], place))).collect();
    roots
        .iter()
        .enumerate()
        .map(|(place, &root)| Story {
            lead: leads[root as usize].unwrap_or(place),
            also_in: members[root as usize].iter().copied().filter(|&other| other != place).collect(),
        })
        .collect()
}

/// The order in which members offer themselves as the lead, least first: complete before incomplete, fewest problems,
/// with a headline, under an agency's name, longest, first.
fn preference(article: &Article, place: usize) -> impl Ord + use<> {
    let is_part =
        matches!(article.kind, crate::article::Kind::Caption | crate::article::Kind::Box | crate::article::Kind::Continuation);
    (
        is_part,
        article.incomplete,
        article.problems.len(),
        article.head.title.is_none(),
        article.dateline.agency.is_none(),
        Reverse(article.text.len()),
        place,
    )
}

/// Disjoint sets by parent pointers; the least place is the root, so the outcome does not depend on the order of joins.
struct Sets {
    parents: Vec<u32>,
}

impl Sets {
    fn new(len: usize) -> Self {
        Self { parents: (0..len as u32).collect() }
    }

    fn root(&mut self, mut place: u32) -> u32 {
        while self.parents[place as usize] != place {
            let parent = self.parents[place as usize];
            self.parents[place as usize] = self.parents[parent as usize];
            place = parent;
        }
        place
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.parents[a.max(b) as usize] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Kind;

    /// Six invented sentences, each long enough to be recognised by.
    const FACTS: [&str; 6] = [
        "滨江港三月份完成集装箱吞吐量四十二万标准箱同比增长百分之六",
        "港务集团负责人介绍说新开通的三条近洋航线带来了近两成的增量",
        "为保障春耕化肥进口当地海关在码头设立了夜间查验的专用窗口",
        "二号泊位的岸桥改造已于上周完成单船装卸时间缩短了四十分钟",
        "全年港口计划再投用十二台无人集卡并把岸电覆盖到全部泊位",
        "多家货代企业表示运价回落以后中小外贸客户的订舱明显增多",
    ];

    fn article(sentences: &[&str], kind: Kind) -> Article {
        Article { kind, text: sentences.join("。") + "。", ..Article::default() }
    }

    fn groups(articles: &[Article]) -> Vec<Vec<usize>> {
        let prints: Vec<Print> = articles.iter().map(Print::new).collect();
        stories(articles, &prints).into_iter().map(|story| story.also_in).collect()
    }

    #[test]
    fn a_shortened_version_is_the_same_story() {
        let articles = [article(&FACTS, Kind::News), article(&FACTS[..4], Kind::News)];
        assert_eq!(groups(&articles), [[1], [0]]);
    }

    #[test]
    fn a_box_that_repeats_a_lead_belongs_to_it_at_any_length() {
        let long: Vec<&str> = FACTS.iter().copied().cycle().take(6).collect();
        let articles = [article(&long, Kind::News), article(&FACTS[..1], Kind::Box)];
        assert_eq!(groups(&articles), [[1], [0]]);
    }

    #[test]
    fn notices_of_one_form_stay_apart() {
        let notice = |firm: &str, site: &str| {
            article(
                &[
                    &format!("由{firm}承建的{site}施工总承包工程已经竣工验收且工资发放完毕"),
                    "拟申请专户销户现予公示如有异议请在三十日内向工程所在地主管部门反映",
                ],
                Kind::Notice,
            )
        };
        let articles = [notice("甲城建设集团第三分公司", "滨江路小学教学楼"), notice("乙州建筑工程有限公司", "新区水厂二期泵房")];
        assert_eq!(groups(&articles), [[0_usize; 0], []]);
    }

    #[test]
    fn a_round_up_does_not_make_two_stories_one() {
        let articles = [
            article(&FACTS[..4], Kind::News),
            article(&FACTS, Kind::News),
            article(&["别处另有一则与此毫不相干的消息说的是山里新修的公路"], Kind::News),
        ];
        assert_eq!(groups(&articles), [vec![1], vec![0], vec![]]);
    }

    #[test]
    fn the_lead_is_complete_and_has_a_headline() {
        let mut articles = [article(&FACTS, Kind::News), article(&FACTS, Kind::News), article(&FACTS, Kind::News)];
        articles[0].incomplete = true;
        articles[2].head.title = Some("港口开门红".into());
        let prints: Vec<Print> = articles.iter().map(Print::new).collect();
        assert!(stories(&articles, &prints).iter().all(|story| story.lead == 2));
    }
}
