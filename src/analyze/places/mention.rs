//! Finds the forms of divisions in an article and decides which division each of them means.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::{
    analyze::{
        Context,
        phrases::{IndexedText, PhraseId},
        places::{
            division::{Form, Level},
            gazetteer::{Candidate, Gazetteer},
        },
    },
    span::Span,
};

/// A place in head or text that names a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    pub division: usize,
    pub span: Span,
    pub in_head: bool,
}

/// A form found, not yet decided.
#[derive(Debug, Clone, Copy)]
struct Found {
    form: PhraseId,
    span: Span,
    in_head: bool,
}

/// Words after a short form that make it part of another name: roads, papers and broadcasters, products of that name.
const NAME_GOES_ON: [&str; 40] = [
    "路",
    "街",
    "大道",
    "大街",
    "东路",
    "西路",
    "南路",
    "北路",
    "中路",
    "高速",
    "大桥",
    "站",
    "日报",
    "晚报",
    "晨报",
    "早报",
    "都市报",
    "青年报",
    "时报",
    "商报",
    "快报",
    "卫视",
    "电视台",
    "广播电视台",
    "发布",
    "大学",
    "学院",
    "银行",
    "证券",
    "汽车",
    "队",
    "男篮",
    "女排",
    "国安",
    "泰山",
    "海港",
    "申花",
    "话",
    "菜",
    "国际机场",
];

/// What speaks for a division so near before a form: its own parent written right before it.
const ADJACENT_SUPPORT: u32 = 1000;
/// What the full name elsewhere in the text says for a short form, in mentions of a division above.
const IN_FULL_SUPPORT: u32 = 10;

/// All mentions in head and text, in order.
pub(super) fn resolved(gazetteer: &Gazetteer, context: &Context<'_>) -> Vec<Mention> {
    let found = find(gazetteer, context);
    if found.is_empty() {
        return Vec::new();
    }
    let mut known = Known::of(gazetteer, &found, context);
    // What is decided by its neighbours the first time helps where it stands alone; towns count only with what stands
    // above them, so they come last.
    for mention in decide(gazetteer, &found, &known, false).into_iter().flatten() {
        known.add(mention.division);
    }
    let above = decide(gazetteer, &found, &known, false);
    for mention in above.iter().flatten() {
        known.add(mention.division);
    }
    let towns = decide(gazetteer, &found, &known, true);
    above.into_iter().zip(towns).filter_map(|(above, town)| above.or(town)).collect()
}

fn find(gazetteer: &Gazetteer, context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (tokens, in_head) in [(&context.document.head, true), (&context.document.body, false)] {
        let text = IndexedText { tokens, vocabulary: context.vocabulary, index: &context.tables.places.index };
        let mut at = 0;
        while at < tokens.len() {
            let Some((form, words)) = gazetteer.forms.longest_at(&text, at) else {
                at += 1;
                continue;
            };
            at = words.end;
            let short = gazetteer.candidates[form].iter().all(|candidate| candidate.form != Form::Full);
            let next = tokens.ids().get(words.end).map_or("", |&id| context.vocabulary.word(id));
            if !(short && NAME_GOES_ON.contains(&next)) {
                found.push(Found { form, span: tokens.span_of(words), in_head });
            }
        }
    }
    found
}

/// What the article says for certain.
struct Known<'a> {
    gazetteer: &'a Gazetteer,
    /// How often each division is named beyond doubt.
    times: FxHashMap<usize, u32>,
    /// Divisions whose full name stands in the text.
    in_full: FxHashMap<usize, u32>,
}

impl<'a> Known<'a> {
    fn of(gazetteer: &'a Gazetteer, found: &[Found], context: &Context<'_>) -> Self {
        let mut known = Self { gazetteer, times: FxHashMap::default(), in_full: FxHashMap::default() };
        for found in found {
            let candidates = &gazetteer.candidates[found.form];
            for candidate in candidates.iter().filter(|candidate| candidate.form == Form::Full) {
                *known.in_full.entry(candidate.division).or_default() += 1;
            }
            known.add_if_certain(candidates);
        }
        let source = &context.article.source;
        let hints = [context.article.dateline.place.as_deref(), source.paper.as_deref()];
        for hint in hints.into_iter().flatten() {
            // `江门日报` and `江门` both begin with the name of the division.
            let mut ends = hint.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
            if let Some(form) = ends.find_map(|end| gazetteer.forms.get(&hint[..end])) {
                known.add_if_certain(&gazetteer.candidates[form]);
            }
        }
        known
    }

    fn add_if_certain(&mut self, candidates: &[Candidate]) {
        let province = candidates.iter().find(|candidate| self.gazetteer.level(candidate.division) == Level::Province);
        let certain = match candidates {
            [only] if only.form <= Form::Clear && self.gazetteer.level(only.division) != Level::Town => Some(only),
            _ => province,
        };
        if let Some(certain) = certain {
            self.add(certain.division);
        }
    }

    fn add(&mut self, division: usize) {
        *self.times.entry(division).or_default() += 1;
    }

    fn times(&self, division: usize) -> u32 {
        self.times.get(&division).copied().unwrap_or(0)
    }

    /// What speaks for one of the candidates of a form: how often divisions above it are named, those left out that
    /// the same form may mean, and whether its full name stands in the text.
    fn support(&self, division: usize, candidates: &[Candidate]) -> u32 {
        let same_form = |above: &usize| candidates.iter().any(|candidate| candidate.division == *above);
        let above = self.gazetteer.above(division).filter(|above| !same_form(above));
        above.map(|above| self.times(above)).sum::<u32>() + if self.in_full.contains_key(&division) { IN_FULL_SUPPORT } else { 0 }
    }

    /// Whether anything is known to lie in another province.
    fn elsewhere(&self, division: usize) -> bool {
        let province = |division: usize| self.gazetteer.above(division).last().unwrap_or(division);
        // Order does not matter to `any`.
        self.times.keys().any(|&known| province(known) != province(division))
    }

    /// Whether the form may mean the division at all.
    fn allows(&self, candidate: Candidate, support: u32) -> bool {
        let Candidate { division, form } = candidate;
        let in_full = self.in_full.contains_key(&division);
        let named_above = || self.gazetteer.above(division).next().is_some_and(|above| self.times(above) > 0);
        match (self.gazetteer.level(division), form) {
            (Level::Town, _) => support >= ADJACENT_SUPPORT || named_above(),
            (_, Form::Full) => true,
            (Level::County, Form::Clear) => support > 0 || self.times(division) > 1 || !self.elsewhere(division),
            (_, Form::Clear) => true,
            (_, Form::Weak) => in_full || support >= ADJACENT_SUPPORT || self.times(division) > 0 || named_above(),
            (_, Form::Word) => in_full,
        }
    }
}

/// Which division each form means, `None` where it cannot be told; towns or everything above them.
fn decide(gazetteer: &Gazetteer, found: &[Found], known: &Known<'_>, towns: bool) -> Vec<Option<Mention>> {
    let mut decided: Vec<Option<Mention>> = Vec::with_capacity(found.len());
    for (index, one) in found.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| found[before]);
        let adjoins = before.is_some_and(|before| before.in_head == one.in_head && before.span.end == one.span.start);
        let support = |division: usize| {
            let below_neighbour = adjoins
                && before.is_some_and(|before| {
                    let neighbours = &gazetteer.candidates[before.form];
                    gazetteer.above(division).any(|above| neighbours.iter().any(|neighbour| neighbour.division == above))
                });
            known.support(division, &gazetteer.candidates[one.form]) + if below_neighbour { ADJACENT_SUPPORT } else { 0 }
        };
        let candidates = gazetteer.candidates[one.form].iter();
        // A province's own short form means the province unless its neighbour says otherwise.
        let weigh = |(support, candidate): (u32, Candidate)| {
            let level = gazetteer.level(candidate.division);
            let support = if level == Level::Province { ADJACENT_SUPPORT - 1 } else { support };
            (support, Reverse(level), candidate.division)
        };
        let mut ranked: Vec<(u32, Reverse<Level>, usize)> = candidates
            .filter(|candidate| (gazetteer.level(candidate.division) == Level::Town) == towns)
            .map(|&candidate| (support(candidate.division), candidate))
            .filter(|&(support, candidate)| known.allows(candidate, support))
            .map(weigh)
            .collect();
        ranked.sort_by_key(|&(support, level, _)| Reverse((support, level)));
        let division = match ranked.as_slice() {
            [(_, _, only)] => Some(*only),
            [(support, level, first), (next_support, next_level, _), ..] if (support, level) != (next_support, next_level) => {
                Some(*first)
            }
            _ => None,
        };
        decided.push(division.map(|division| Mention { division, span: one.span, in_head: one.in_head }));
    }
    decided
}

#[cfg(test)]
mod tests {
    use crate::analyze::{Taxonomy, testing::with_article};

    fn places(title: &str, text: &str) -> String {
        with_article(Taxonomy::default(), title, text, |analyzer, context| {
            let found = analyzer.gazetteer.places(context).into_iter();
            found
                .map(|place| {
                    for span in &place.spans {
                        assert!(context.document.body.is_border(span.start) && context.document.body.is_border(span.end));
                    }
                    format!("{}{}{}×{}", if place.main { "*" } else { "" }, place.name, place.code, place.count)
                })
                .collect::<Vec<_>>()
                .join(" ")
        })
    }

    #[test]
    fn forms_mean_divisions_by_what_stands_round_them() {
        for (title, text, expected) in [
            ("", "江门举行消防演练，江门市消防部门参加。", "*江门市440700×2"),
            ("", "内蒙古和恩施的茶商见面。", "内蒙古自治区150000×1 恩施土家族苗族自治州422800×1"),
            ("", "北京市朝阳区的公园开放，朝阳的居民很高兴。", "*朝阳区110105×2 北京市110000×1"),
            ("", "长春市朝阳区的公园开放。", "*朝阳区220104×1 长春市220100×1"),
            ("", "朝阳产业前景广阔，和平与发展是主题。", ""),
            ("", "广西资源县保护资源，资源枯竭不再。", "*资源县450329×3 广西壮族自治区450000×1"),
            ("", "丰富的资源和大方的客人。", ""),
            ("", "不丹的山很高，东京的楼也很高。", ""),
            ("", "吉林省吉林市下雪，吉林的冬天很长。", "*吉林省220000×2 吉林市220200×1"),
            ("", "记者走进城关镇，看到新的集市。", ""),
            ("", "人们在北京路散步，读着南京日报。", ""),
            ("", "", ""),
        ] {
            assert_eq!(places(title, text), expected, "{text}");
        }
    }

    #[test]
    fn the_headline_names_the_main_place() {
        let text = "来自杭州、宁波的客人说，湖边的路修好了。杭州来的客人最多。";
        assert!(places("绍兴修好湖边的路", text).starts_with("*绍兴市330600×1"));
    }
}
