//! Names of persons and organisations: only those the words around them vouch for.
//!
//! Precision first: a word the dictionary calls a person counts when a title or a verb of speech stands beside it or
//! when it comes again; reporters are not names of the story. Places are left to [`super::places`].

use std::ops::Range;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::{
    analyze::Context,
    text::{Tokens, Vocabulary, WordClass},
};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NameType {
    /// A person.
    Person,
    /// An organisation.
    Organization,
}

/// A name an article mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As printed.
    pub name: String,
    /// What it names.
    pub kind: NameType,
}

/// Family names, single and double; the two hundred or so most frequent.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦\
付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤倪葛尤穆柯翟骆庄温岳齐殷詹车岑芦宁戚舒郎凌翁耿仇祁褚宗卞聂焦管鲁喻\
蓝洪习俞阮申邢冉晏甘卓裴栾项祝左康章傅费欧童涂盛蒲艾樊辛解鲍牛麦游";
const DOUBLE_SURNAMES: [&str; 8] = ["欧阳", "上官", "司马", "诸葛", "皇甫", "司徒", "端木", "尉迟"];

/// Characters that write foreign names in syllables.
const SYLLABLES: &str = "阿埃艾爱安奥巴白班邦保贝本比彼别宾波伯博布采查茨达大戴丹道德登迪蒂丁东杜多恩尔法菲费芬弗福盖冈戈格根贡古哈海汉豪赫亨胡华怀惠霍\
基吉加贾简杰金居卡凯坎康考科克肯孔库奎拉莱兰朗劳勒雷黎里理利莉立丽连列林琳卢鲁路伦罗洛马玛迈麦曼梅门蒙米姆缅明莫默姆穆娜纳南内尼涅宁纽\
诺努欧帕潘庞培佩皮平珀普齐奇恰乔切琴热仁日荣儒瑞若萨塞赛三桑瑟森莎山尚绍舍申圣施史士斯松苏梭索塔泰坦汤唐陶特滕提廷图托瓦万旺威韦维魏温文沃\
乌西希锡夏香肖谢辛欣匈休雪逊雅亚延扬耶叶伊因英尤于约泽扎詹珍朱兹佐";

/// Words that may stand right before a person's name.
const TITLES_BEFORE: [&str; 58] = [
    "主席",
    "总统",
    "总理",
    "首相",
    "国王",
    "部长",
    "外长",
    "防长",
    "大使",
    "秘书长",
    "发言人",
    "书记",
    "总书记",
    "副书记",
    "省长",
    "市长",
    "县长",
    "区长",
    "镇长",
    "乡长",
    "村长",
    "局长",
    "厅长",
    "处长",
    "科长",
    "主任",
    "副主任",
    "会长",
    "院长",
    "校长",
    "所长",
    "队长",
    "团长",
    "董事长",
    "总经理",
    "总裁",
    "经理",
    "负责人",
    "创始人",
    "教授",
    "副教授",
    "研究员",
    "院士",
    "专家",
    "博士",
    "医生",
    "律师",
    "法官",
    "民警",
    "导演",
    "演员",
    "歌手",
    "主教练",
    "教练",
    "球员",
    "选手",
    "村民",
    "先生",
];

/// Words that may stand right after a person's name.
const TITLES_AFTER: [&str; 34] = [
    "说",
    "说道",
    "表示",
    "介绍",
    "告诉",
    "指出",
    "强调",
    "认为",
    "坦言",
    "透露",
    "回忆",
    "称",
    "宣布",
    "主持",
    "出席",
    "主席",
    "总统",
    "总理",
    "总书记",
    "书记",
    "市长",
    "教授",
    "院士",
    "先生",
    "女士",
    "同志",
    "医生",
    "老师",
    "会见",
    "主持召开",
    "感慨",
    "补充",
    "解释",
    "代表",
];

/// Words before the names of those who wrote the story.
const CREDITS: [&str; 14] =
    ["记者", "通讯员", "编辑", "责编", "责任编辑", "摄影", "作者", "撰文", "供图", "图", "文", "实习生", "校对", "编译"];

/// What organisations' names end in.
const ORGANIZATION_ENDS: [&str; 36] = [
    "公司",
    "集团",
    "委员会",
    "大学",
    "学院",
    "研究院",
    "研究所",
    "研究中心",
    "医院",
    "银行",
    "协会",
    "学会",
    "联合会",
    "基金会",
    "总局",
    "管理局",
    "法院",
    "检察院",
    "俱乐部",
    "出版社",
    "博物馆",
    "图书馆",
    "实验室",
    "科学院",
    "交易所",
    "事务所",
    "公安局",
    "派出所",
    "教育局",
    "商会",
    "总商会",
    "合作社",
    "中学",
    "小学",
    "幼儿园",
    "电视台",
];

/// What a body's name that the dictionary knows as one word ends in.
const BODY_ENDS: [char; 17] =
    ['会', '部', '院', '局', '委', '社', '台', '党', '军', '校', '室', '署', '厅', '厂', '团', '司', '行'];
/// Bodies every place has: no names.
const EVERYWHERE: [&str; 12] = [
    "统战部",
    "组织部",
    "宣传部",
    "人民政府",
    "人大常委会",
    "上市公司",
    "市委",
    "省委",
    "常务委员会",
    "中央财政",
    "总公司",
    "分公司",
];
/// What a person's name does not end in: places, and those the paper does not name.
const NO_PERSON_ENDS: [char; 8] = ['镇', '区', '县', '市', '村', '乡', '某', '省'];

/// Words of an organisation's name at most.
const MOST_WORDS: usize = 7;
/// How often a name must come when nothing beside it vouches for it.
const COMES_AGAIN: usize = 2;

/// The names the article mentions, in order of first mention.
pub(super) fn names(context: &Context<'_>) -> Vec<Name> {
    let mut sightings = IndexMap::<String, Sighting>::new();
    let head = context.article.head.text();
    for (tokens, text) in [(&context.document.head, head.as_str()), (&context.document.body, context.article.text.as_str())] {
        Reader { tokens, text, vocabulary: context.vocabulary }.read(&mut sightings);
    }
    let sure = sightings.into_iter().filter(|(_, s)| !s.wrote_it && (s.vouched || s.times >= COMES_AGAIN));
    sure.map(|(name, sighting)| Name { name, kind: sighting.kind }).collect()
}

/// What was seen of one name.
#[derive(Debug)]
struct Sighting {
    kind: NameType,
    times: usize,
    /// Something beside it says that it is a name.
    vouched: bool,
    /// It stands among the credits.
    wrote_it: bool,
}

/// Reads the words of head or body.
struct Reader<'a> {
    tokens: &'a Tokens,
    text: &'a str,
    vocabulary: &'a Vocabulary,
}

impl Reader<'_> {
    fn read(&self, sightings: &mut IndexMap<String, Sighting>) {
        let mut at = 0;
        let mut in_credits = false;
        while at < self.tokens.len() {
            let word = self.word(at);
            if CREDITS.contains(&word) {
                in_credits = true;
            } else if matches!(word, "）" | ")" | "。" | "，" | "：" | "\n") {
                in_credits = false;
            }
            let found = self.foreigner(at).or_else(|| self.person(at));
            let found = found.map(|(words, vouched)| (words, vouched, NameType::Person));
            let Some((words, vouched, kind)) =
                found.or_else(|| self.organization(at).map(|words| (words, true, NameType::Organization)))
            else {
                at += 1;
                continue;
            };
            let name = self.tokens.span_of(words.clone()).of(self.text).to_owned();
            let fresh = Sighting { kind, times: 0, vouched: false, wrote_it: false };
            let sighting = sightings.entry(name).or_insert(fresh);
            sighting.times += 1;
            sighting.vouched |= vouched;
            sighting.wrote_it |= in_credits && kind == NameType::Person;
            at = words.end;
        }
    }

    /// The word at `at`; empty past both ends.
    fn word(&self, at: usize) -> &str {
        self.tokens.ids().get(at).map_or("", |&id| self.vocabulary.word(id))
    }

    fn class(&self, at: usize) -> WordClass {
        self.tokens.ids().get(at).map_or(WordClass::Punctuation, |&id| self.vocabulary.class(id))
    }

    /// Whether a title or a verb of speech stands beside these words.
    fn vouched(&self, words: &Range<usize>) -> bool {
        let before = words.start.checked_sub(1).map_or("", |before| self.word(before));
        TITLES_BEFORE.contains(&before) || TITLES_AFTER.contains(&self.word(words.end))
    }

    /// `弗拉基米尔·普京`: syllables joined by a middle dot.
    fn foreigner(&self, at: usize) -> Option<(Range<usize>, bool)> {
        let syllables = |at: usize| !self.word(at).is_empty() && self.word(at).chars().all(|c| SYLLABLES.contains(c));
        let mut end = at;
        let mut dots = 0;
        loop {
            let part = end;
            while syllables(end) {
                end += 1;
            }
            if end == part {
                break;
            }
            if !matches!(self.word(end), "·" | "•" | "・") || !syllables(end + 1) {
                break;
            }
            dots += 1;
            end += 1;
        }
        (dots > 0).then_some((at..end, true))
    }

    /// A family name with a given name, as one word or as two.
    fn person(&self, at: usize) -> Option<(Range<usize>, bool)> {
        let word = self.word(at);
        let chars = word.chars().count();
        let double = DOUBLE_SURNAMES.iter().any(|surname| word.starts_with(surname));
        let surname = double || word.chars().next().is_some_and(|first| SURNAMES.contains(first));
        if !surname {
            return None;
        }
        if chars == 1 || (double && chars == 2) {
            // The segmenter cut the given name off; only a title makes sure that it is one.
            let given = self.word(at + 1).chars().count();
            let words = at..at + 2;
            let fits = (1..=2).contains(&given) && matches!(self.class(at + 1), WordClass::Unknown | WordClass::Person);
            return (fits && self.vouched(&words)).then_some((words, true));
        }
        if word.ends_with(NO_PERSON_ENDS) {
            return None;
        }
        let words = at..at + 1;
        let is_person = self.class(at) == WordClass::Person || (self.class(at) == WordClass::Unknown && self.vouched(&words));
        (is_person && (2..=4).contains(&chars) && (chars > 2 || self.vouched(&words)))
            .then(|| (words.clone(), self.vouched(&words)))
    }

    /// A run of nouns that begins with a name and ends as organisations' names do.
    fn organization(&self, at: usize) -> Option<Range<usize>> {
        let starts = matches!(self.class(at), WordClass::Place | WordClass::Organization | WordClass::Proper);
        let goes_on = |at: usize| {
            matches!(
                self.class(at),
                WordClass::Place
                    | WordClass::Organization
                    | WordClass::Proper
                    | WordClass::Noun
                    | WordClass::VerbalNoun
                    | WordClass::Unknown
                    | WordClass::Latin
            )
        };
        if !starts {
            return None;
        }
        let run = (at + 1..at + MOST_WORDS).take_while(|&next| goes_on(next)).last().map_or(at + 1, |last| last + 1);
        let ends_well =
            |last: usize| ORGANIZATION_ENDS.iter().any(|end| self.word(last).ends_with(end)) && (last > at || self.is_proper(at));
        let long = (at..run).rev().find(|&last| ends_well(last)).map(|last| at..last + 1);
        long.or_else(|| {
            let word = self.word(at);
            let known = self.class(at) == WordClass::Organization && word.chars().count() > 2 && word.ends_with(BODY_ENDS);
            (known && !EVERYWHERE.contains(&word)).then_some(at..at + 1)
        })
    }

    /// Whether one word is an organisation's name by itself: `北京大学`, but not `总公司`.
    fn is_proper(&self, at: usize) -> bool {
        self.class(at) == WordClass::Organization && self.word(at).chars().count() > 3
    }
}
