//! The marks and words the keyword stage must know by name, looked up once a run.

use crate::{
    analyze::keywords::traits::Trait,
    text::{TermId, Vocabulary},
};

/// Words that announce who wrote, photographed or edited.
const CREDITS: [&str; 14] = [
    "记者",
    "通讯员",
    "特约记者",
    "本报记者",
    "实习生",
    "见习记者",
    "编辑",
    "责编",
    "责任编辑",
    "校对",
    "采写",
    "撰文",
    "摄影",
    "作者",
];
/// Marks between the parts of one name.
const CONNECTORS: [&str; 7] = ["·", "•", "-", "－", "–", "&", "+"];
/// Marks between a credit and its names.
const INTRODUCERS: [&str; 5] = ["/", "：", ":", "／", "丨"];
/// Marks that end a clause: what holds one is speech, no name.
const CLAUSES: [&str; 8] = ["，", "。", "！", "？", "；", ",", "…", "……"];
/// Opening and closing marks round a name.
const PAIRS: [(&str, &str); 5] = [("《", "》"), ("“", "”"), ("‘", "’"), ("「", "」"), ("\"", "\"")];

/// Ids of marks and words in one vocabulary; what the vocabulary lacks is not there.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    credits: Vec<TermId>,
    connectors: Vec<TermId>,
    introducers: Vec<TermId>,
    clauses: Vec<TermId>,
    pairs: Vec<(TermId, TermId)>,
    work: Option<TermId>,
}

impl Marks {
    /// Words a credit may go on for.
    pub(super) const CREDIT_WORDS: usize = 8;

    /// The marks in `vocabulary`.
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let ids = |words: &[&str]| words.iter().filter_map(|word| vocabulary.id(word)).collect();
        Self {
            credits: ids(&CREDITS),
            connectors: ids(&CONNECTORS),
            introducers: ids(&INTRODUCERS),
            clauses: ids(&CLAUSES),
            pairs: PAIRS.iter().filter_map(|(open, close)| Some((vocabulary.id(open)?, vocabulary.id(close)?))).collect(),
            work: vocabulary.id(PAIRS[0].1),
        }
    }

    /// [`Trait::SPECIAL`] for a mark or word the walk must look at.
    pub(super) fn flag(&self, id: TermId) -> u16 {
        let special = self.opens_credit(id) || self.connects(id) || self.closing_of(id).is_some() || id == TermId::SPACE;
        if special { Trait::SPECIAL } else { 0 }
    }

    /// Whether names of people who made the article may follow.
    pub(super) fn opens_credit(&self, id: TermId) -> bool {
        self.credits.contains(&id)
    }

    /// Whether the mark joins parts of a name.
    pub(super) fn connects(&self, id: TermId) -> bool {
        self.connectors.contains(&id)
    }

    /// Whether the mark stands between a credit and its names.
    pub(super) fn introduces(&self, id: TermId) -> bool {
        self.introducers.contains(&id)
    }

    /// Whether the mark ends a clause.
    pub(super) fn ends_clause(&self, id: TermId) -> bool {
        self.clauses.contains(&id)
    }

    /// The mark that closes what `id` opens.
    pub(super) fn closing_of(&self, id: TermId) -> Option<TermId> {
        self.pairs.iter().find(|(open, _)| *open == id).map(|&(_, close)| close)
    }

    /// Whether the closing mark is that of a work, `》`.
    pub(super) fn is_work(&self, closing: TermId) -> bool {
        self.work == Some(closing)
    }
}
