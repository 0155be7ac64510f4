"""The news that are set: articles of the corpora, headlines with kickers and subtitles, names, notices."""

import hashlib, io, json, random, re

import zstandard

# The one source of chance; a page reseeds it.
R = random.Random()

SUR = "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"


GIV = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红玲芬燕彬斌宇浩凯健俊帆雪琳晨阳欣悦子轩涵思语嘉诚志海波鹏飞旭东文武胜学亮松柏春秋云鹤"


CITY = "北京 上海 广州 深圳 武汉 成都 重庆 西安 杭州 南京 长沙 郑州 济南 合肥 昆明 贵阳 福州 厦门 哈尔滨 沈阳 太原 兰州 乌鲁木齐 拉萨 海口 石家庄 南昌 银川".split()


TOWN = (
    "衢州 嘉兴 徐州 绍兴 株洲 洛阳 潍坊 烟台 襄阳 柳州 遵义 绵阳 大同 包头 吉林 鞍山 唐山 保定 芜湖 泉州 湛江 桂林 宜昌 岳阳 赣州".split()
)


RUB = "记者观察 民生关注 今日关注 聚焦 高质量发展调研行 新春走基层 权威访谈 一线直击 深度 视点 在现场 图片新闻 数读 热点追踪 乡村振兴进行时 奋进新征程 基层故事 文化广场 经济观察 国际观察 社会万象".split()


SLO = [
    "节约用水 从点滴做起",
    "讲文明 树新风",
    "珍爱生命 预防溺水",
    "反诈防骗 守护万家",
    "绿水青山就是金山银山",
    "文明出行 安全第一",
    "光盘行动 你我同行",
    "保护环境 人人有责",
    "奋进新征程 建功新时代",
    "爱国 敬业 诚信 友善",
]


CORP = []


def zl(f):
    d = zstandard.ZstdDecompressor().stream_reader(open(f, "rb"))
    for l in io.TextIOWrapper(d):
        yield json.loads(l)


def name(n=None):
    return R.choice(SUR) + "".join(R.choice(GIV) for _ in range(n or R.choice([1, 2, 2])))


def load(D):
    bad = {a["id"] for l in open(D + "/pages/press/gold.jsonl") for a in json.loads(l)["articles"]}
    for j in zl(D + "/corpus/xinwenlianbo.jsonl.zst"):
        if j["id"] in bad or len(j["text"]) < 180 or j.get("is_brief"):
            continue
        CORP.append(("x", j["id"], j["title"], [p for p in j["text"].split("\n") if p.strip()]))
    n = 0
    for j in zl(D + "/corpus/crud_news_2023.jsonl.zst"):
        t = j["text"]
        if int(hashlib.md5(j["id"].encode()).hexdigest(), 16) % 9:
            continue
        if not 220 < len(t) < 2500 or "(" in t[:6] or any(w in t for w in ("摄", "原标题", "新华社发", "图片", "责编", "编辑")):
            continue
        ss = re.findall(r"[^。！？]+[。！？]”?", t)
        if len(ss) < 4:
            continue
        ps = []
        cur = ""
        for s in ss:
            cur += s
            if len(cur) > R.choice([50, 90, 140, 200]):
                ps.append(cur)
                cur = ""
        if cur:
            ps.append(cur)
        # a headline made of a clause of the text
        cl = [c for c in re.split("[，。；：！？]", "".join(ss[1:])) if 9 <= len(c) <= 30 and not re.search("[“”《》（）()]", c)]
        if len(cl) < 4:
            continue
        ti = R.choice(cl[:6])
        if R.random() < 0.35 and len(ti) < 16:
            ti = ti + " " + R.choice([c for c in cl if c != ti] or [ti])
        CORP.append(("c", j["id"], ti, ps))
        n += 1
    by = {}
    for a in CORP:
        by.setdefault(a[0], []).append(a)
    return by


def sentence_cut(ps, limit):
    out = []
    n = 0
    for p in ps:
        if n + len(p) <= limit:
            out.append(p)
            n += len(p)
            continue
        ss = re.findall(r"[^。！？]+[。！？]”?", p)
        q = ""
        for s in ss:
            if n + len(q) + len(s) > limit:
                break
            q += s
        if len(q) > 20:
            out.append(q)
        break
    return out


def head_of(title, ps, st):
    t = re.sub(r"\s+", " ", title.strip())
    k = s = ""
    m = re.match(r"【(.+?)】(.+)", t)
    if m:
        k, t = m.group(1), m.group(2).strip()
    t = t.replace("\u3000", " ").strip()
    cl = [c for c in re.split("[，。；：！？]", "".join(ps)) if 9 <= len(c) <= 24 and not re.search("[“”《》（）()]", c) and c not in t]
    if not k and " " in t and R.random() < 0.15:
        k, t = t.split(" ", 1)
    elif " " in t and not s and R.random() < 0.2:
        t, s = t.rsplit(" ", 1)
    if cl:
        x = R.random()
        if x < 0.15 and not k:
            k = R.choice(cl[:8])
        elif x < 0.42 and not s:
            s = ("——" if R.random() < 0.5 else "") + R.choice(cl[:10])
    return k, t, s


def notice():
    city = R.choice(TOWN)
    co = (
        city
        + R.choice(["宏达", "金诚", "天盛", "恒鼎", "远华", "博川", "鼎源"])
        + R.choice(["置业", "建筑工程", "商贸", "物业服务", "机械制造"])
        + "有限公司"
    )
    ph = "0%d-%d" % (R.randint(510, 899), R.randint(20000000, 89999999))
    d = "2023年%d月%d日" % (R.randint(1, 12), R.randint(1, 28))
    return R.choice(
        [
            (
                "销户公示",
                "由%s承建的%s施工总承包工程已竣工验收，农民工工资已发放完毕。拟申请工资专户销户，现予公示，如有异议请致电%s。"
                % (co, R.choice(["第二污水处理厂", "新城小学", "人民医院扩建", "河道整治"]), ph),
                co,
                d,
            ),
            (
                "招聘启事",
                "%s因业务发展需要，现面向社会招聘%s%d名，要求年龄%d周岁以下，待遇面议。联系人：%s，电话：%s。"
                % (co, R.choice(["会计", "电工", "质检员", "司机"]), R.randint(1, 9), R.randint(30, 50), name(), ph),
                None,
                None,
            ),
            (
                "遗失声明",
                "%s遗失%s，号码：%d，声明作废。"
                % (name(), R.choice(["身份证", "出生医学证明", "道路运输证", "残疾证"]), R.randint(10**9, 10**10 - 1)),
                None,
                None,
            ),
            (
                "停电公告",
                "因线路检修，%s%d时至%d时，10千伏%s线部分用户停电，请有关用户做好准备。"
                % (d[5:], R.randint(6, 9), R.randint(15, 19), R.choice(["城东", "新港", "河西"])),
                city + "供电公司",
                d,
            ),
            (
                "拍卖公告",
                "受委托，我公司定于%s上午9时在%s市公共资源交易中心公开拍卖%s%d处，有意者请携带证件办理登记。保证金%d万元。电话：%s。"
                % (d, city, R.choice(["房产", "车辆", "设备"]), R.randint(1, 9), R.randint(2, 40), ph),
                co,
                d,
            ),
        ]
    )
