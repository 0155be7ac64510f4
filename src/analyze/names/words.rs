//! The word lists names are told by.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// [`SURNAMES`], looked up: every word of every article asks.
pub(super) static SURNAME_SET: LazyLock<FxHashSet<char>> = LazyLock::new(|| SURNAMES.chars().collect());
/// [`SYLLABLES`], looked up.
pub(super) static SYLLABLE_SET: LazyLock<FxHashSet<char>> = LazyLock::new(|| SYLLABLES.chars().collect());

/// Family names, single and double; the two hundred or so most frequent.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦\
付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤倪葛尤穆柯翟骆庄温岳齐殷詹车岑芦宁戚舒郎凌翁耿仇祁褚宗卞聂焦管鲁喻\
蓝洪习俞阮申邢冉晏甘卓裴栾项祝左康章傅费欧童涂盛蒲艾樊辛解鲍牛麦游";
pub(super) const DOUBLE_SURNAMES: [&str; 8] = ["欧阳", "上官", "司马", "诸葛", "皇甫", "司徒", "端木", "尉迟"];

/// Characters that write foreign names in syllables.
const SYLLABLES: &str = "阿埃艾爱安奥巴白班邦保贝本比彼别宾波伯博布采查茨达大戴丹道德登迪蒂丁东杜多恩尔法菲费芬弗福盖冈戈格根贡古哈海汉豪赫亨胡华怀惠霍\
基吉加贾简杰金居卡凯坎康考科克肯孔库奎拉莱兰朗劳勒雷黎里理利莉立丽连列林琳卢鲁路伦罗洛马玛迈麦曼梅门蒙米姆缅明莫默姆穆娜纳南内尼涅宁纽\
诺努欧帕潘庞培佩皮平珀普齐奇恰乔切琴热仁日荣儒瑞若萨塞赛三桑瑟森莎山尚绍舍申圣施史士斯松苏梭索塔泰坦汤唐陶特滕提廷图托瓦万旺威韦维魏温文沃\
乌西希锡夏香肖谢辛欣匈休雪逊雅亚延扬耶叶伊因英尤于约泽扎詹珍朱兹佐";

/// Words that may stand right before a person's name.
pub(super) const TITLES_BEFORE: [&str; 58] = [
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
pub(super) const TITLES_AFTER: [&str; 34] = [
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
pub(super) const CREDITS: [&str; 14] =
    ["记者", "通讯员", "编辑", "责编", "责任编辑", "摄影", "作者", "撰文", "供图", "图", "文", "实习生", "校对", "编译"];

/// What organisations' names end in.
pub(super) const ORGANIZATION_ENDS: [&str; 36] = [
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
pub(super) const BODY_ENDS: [char; 17] =
    ['会', '部', '院', '局', '委', '社', '台', '党', '军', '校', '室', '署', '厅', '厂', '团', '司', '行'];
/// Bodies every place has: no names.
pub(super) const EVERYWHERE: [&str; 12] = [
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
pub(super) const NO_PERSON_ENDS: [char; 8] = ['镇', '区', '县', '市', '村', '乡', '某', '省'];
