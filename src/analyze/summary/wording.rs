//! Words and marks by which a sentence shows what it does in its article.

use crate::{
    span::Span,
    text::{TermId, Vocabulary, WordClass},
};

/// What a word tells of the sentence it stands in: one bit a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cues(u16);

impl Cues {
    /// Says that somebody spoke.
    pub(super) const SAYS: Self = Self(1);
    /// Says where the paper has the news from.
    pub(super) const SOURCE: Self = Self(1 << 1);
    /// At the beginning: leans on the sentence before.
    pub(super) const LEANS: Self = Self(1 << 2);
    /// At the beginning: adds something to the news.
    pub(super) const ASIDE: Self = Self(1 << 3);
    /// Belongs to a line that is no sentence of the story.
    pub(super) const CREDIT: Self = Self(1 << 4);
    /// Says that it happened just now.
    pub(super) const RECENT: Self = Self(1 << 5);
    /// Somebody speaks of himself.
    pub(super) const SELF: Self = Self(1 << 6);
    /// At the beginning: an item of a list.
    pub(super) const LISTS: Self = Self(1 << 7);
    /// Looks ahead.
    pub(super) const AHEAD: Self = Self(1 << 8);
    /// Compares figures.
    pub(super) const COMPARES: Self = Self(1 << 9);
    /// Tells what was reached, opened or decided.
    pub(super) const RESULT: Self = Self(1 << 10);

    /// Whether one of `other`'s cues is among these.
    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The cues of both.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The words of each cue, as the tokenizer cuts them.
const WORDS: [(Cues, &str); 11] = [
    (Cues::SAYS, "表示 指出 强调 介绍 认为 说 说道 称 坦言 告诉 透露 谈到 直言 提到 解释 回应 呼吁 说明 介绍说 表示说 还称"),
    (Cues::SOURCE, "获悉 了解到 了解 报道 报道称 通报 公告 宣布 消息 数据 显示 发布会"),
    (
        Cues::LEANS,
        "他 她 它 他们 她们 这 这是 这里 这样 这些 这种 这个 这一 这次 该 对此 其中 其 因此 因而 所以 但 但是 而 然而 不过 于是 随后 \
         之后 与此同时 同时 此时 当时 由此 为此 例如 比如 尽管如此 那么 如此 此次 此举 上述 会上 现场 期间 后来 接着 当天 当日 据此 还 也",
    ),
    (Cues::ASIDE, "此外 另外 另据 据悉 据了解 值得 值得注意 值得一提 值得一提的是 事实上 其实 除此之外 资料 此前 公开"),
    (
        Cues::CREDIT,
        "责任编辑 责编 编辑 原标题 来源 图源 摄影 采写 版权 扫描 二维码 点击 免责 免责声明 声明 校对 返回 搜狐 查看 报料 公众 公众号 \
         客户端 作者 供图 广告 链接 截图 资料图 摄 文中 投稿 转载",
    ),
    (Cues::RECENT, "日前 近日 今天 昨日 昨天 今日 目前 日电 上午 下午 当地时间"),
    (Cues::SELF, "我 我们 咱们 俺 我家 我会 我要"),
    (Cues::LISTS, "一是 二是 三是 四是 五是 六是 首先 其次 再次 最后 第一 第二 第三 第四"),
    (Cues::AHEAD, "将 将于 预计 下一步 未来 今后 计划 接下来 下半年 明年"),
    (Cues::COMPARES, "同比 环比 增长 下降 增加 减少 达到 超过 累计 突破"),
    (Cues::RESULT, "举行 召开 启动 开幕 发布 印发 出台 签署 标志 标志着 成功 正式 完成 首次 首个 揭牌 判决 决定"),
];

/// The cues of every term of a vocabulary that has some.
pub(super) fn cues(vocabulary: &Vocabulary) -> impl Iterator<Item = (TermId, Cues)> {
    WORDS.iter().flat_map(move |&(cues, words)| {
        words.split_whitespace().filter_map(move |word| vocabulary.id(word)).map(move |id| (id, cues))
    })
}

/// What the words and marks of one sentence show; filled word by word.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools)] // each is a fact of its own
pub(super) struct Wording {
    /// Cues of all its words; those that count at the beginning only of its first word.
    pub(super) cues: Cues,
    /// Its first word that is no mark.
    pub(super) opening: Option<(TermId, WordClass)>,
    /// The first word is a date.
    pub(super) opens_with_date: bool,
    /// A speaker is named before the first comma or quotation.
    pub(super) speech: bool,
    /// Marks by kind.
    pub(super) commas: u32,
    pub(super) pauses: u32,
    pub(super) semicolons: u32,
    pub(super) colons: u32,
    pub(super) titles: u32,
    pub(super) brackets: u32,
    pub(super) questions: u32,
    pub(super) percents: u32,
    pub(super) marks: u32,
    /// Bytes inside quotation marks.
    pub(super) quoted: u32,
    /// It begins with a quotation mark.
    pub(super) opens_with_quote: bool,
    /// Quotation marks without their other half.
    pub(super) loose: bool,
    /// Quotations open, and where the outermost was opened.
    depth: u32,
    open_at: u32,
    words: u32,
}

/// A word of a sentence as [`Wording::read`] takes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) id: TermId,
    pub(super) class: WordClass,
    pub(super) cues: Cues,
    pub(super) span: Span,
    pub(super) text: &'a str,
}

/// Cues that count wherever they stand.
const ANYWHERE: Cues = Cues::SAYS
    .and(Cues::SOURCE)
    .and(Cues::CREDIT)
    .and(Cues::RECENT)
    .and(Cues::SELF)
    .and(Cues::AHEAD)
    .and(Cues::COMPARES)
    .and(Cues::RESULT);
/// A speaker is named within so many words from the beginning.
const SPEAKER_WORDS: u32 = 14;

impl Wording {
    /// Reads the next word. Words follow one another from the first to the last of the sentence.
    pub(super) fn read(&mut self, word: Word<'_>) {
        if word.class == WordClass::Punctuation {
            self.mark(word);
            return;
        }
        if word.class == WordClass::Space {
            return;
        }
        if self.opening.is_none() {
            self.opening = Some((word.id, word.class));
            self.opens_with_date = word.id == TermId::DATE;
            self.cues = self.cues.and(word.cues);
        }
        self.cues = self.cues.and(Cues(word.cues.0 & ANYWHERE.0));
        self.speech |= word.cues.has(Cues::SAYS)
            && (1..SPEAKER_WORDS).contains(&self.words)
            && self.commas == 0
            && self.depth == 0
            && self.quoted == 0;
        self.words += 1;
    }

    fn mark(&mut self, word: Word<'_>) {
        self.marks += 1;
        for (at, mark) in word.text.char_indices() {
            match mark {
                '，' | ',' => self.commas += 1,
                '、' => self.pauses += 1,
                '；' => self.semicolons += 1,
                '：' | ':' => self.colons += 1,
                '《' => self.titles += 1,
                '（' | '(' => self.brackets += 1,
                '？' | '?' => self.questions += 1,
                '%' | '％' => self.percents += 1,
                '“' | '「' | '『' => {
                    self.opens_with_quote |= self.words == 0;
                    if self.depth == 0 {
                        self.open_at = word.span.start + at as u32;
                    }
                    self.depth += 1;
                }
                '”' | '」' | '』' if self.depth == 0 => self.loose = true,
                '”' | '」' | '』' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        self.quoted += word.span.start + at as u32 - self.open_at;
                    }
                }
                _ => {}
            }
        }
    }

    /// Ends the sentence.
    pub(super) fn end(&mut self) {
        self.loose |= self.depth > 0;
    }
}

/// How a sentence ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// With a full stop, a semicolon or an ellipsis.
    Stop,
    /// As a question.
    Question,
    /// As an exclamation.
    Exclamation,
    /// With a colon.
    Colon,
    /// Without a mark.
    None,
}

impl Ending {
    /// The ending of `sentence`, closing quotes and brackets aside.
    pub(super) fn of(sentence: &str) -> Self {
        match sentence.trim_end_matches(['”', '」', '』', '’', '）', ')']).chars().next_back() {
            Some('。' | '…' | '；' | ';' | '.') => Self::Stop,
            Some('？' | '?') => Self::Question,
            Some('！' | '!') => Self::Exclamation,
            Some('：' | ':') => Self::Colon,
            _ => Self::None,
        }
    }
}

/// Whether a sentence opens as an item of a list: `一是`, `二、`, `（三）`, `4.`, `⑤`.
pub(super) fn opens_as_item(sentence: &str) -> bool {
    const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let bare = sentence.strip_prefix(['（', '(']).unwrap_or(sentence);
    let rest = bare.trim_start_matches(NUMERALS);
    if rest.len() < bare.len() {
        return rest.starts_with(['是', '、', '）', ')']) || rest.starts_with("要");
    }
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < bare.len() && bare.len() - rest.len() <= 2 {
        let mut marks = rest.chars();
        let mark = marks.next();
        return matches!(mark, Some('、' | '．' | '）' | ')'))
            || mark == Some('.') && !marks.next().is_some_and(|c| c.is_ascii_digit());
    }
    bare.starts_with(|c: char| ('①'..='⑳').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_a_list_are_known_by_their_number() {
        for (sentence, item) in [
            ("一是修路。", true),
            ("（二）修桥。", true),
            ("3.修渠。", true),
            ("12、修堤。", true),
            ("④修闸。", true),
            ("一座桥通了。", false),
            ("3.5公里的路修好了。", false),
            ("2023年修路。", false),
            ("大桥通了。", false),
        ] {
            assert_eq!(opens_as_item(sentence), item, "{sentence}");
        }
    }

    #[test]
    fn endings_are_told_behind_quotes() {
        for (sentence, ending) in [
            ("船到了。", Ending::Stop),
            ("他说：“船到了！”", Ending::Exclamation),
            ("船到了吗？”", Ending::Question),
            ("船有三种：", Ending::Colon),
            ("图为新船", Ending::None),
        ] {
            assert_eq!(Ending::of(sentence), ending, "{sentence}");
        }
    }

    #[test]
    fn words_are_cues_once() {
        let mut vocabulary = Vocabulary::default();
        let says = vocabulary.intern("表示", WordClass::Verb);
        let found: Vec<_> = cues(&vocabulary).collect();
        assert_eq!(found, [(says, Cues::SAYS)]);
    }
}
