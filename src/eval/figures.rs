//! Named figures in a fixed order, and what each name means.

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::record::round;

/// Figures in the order they are reported in; written as a map, rounded to four places.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures(Vec<(String, f64)>);

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
        let mut map = output.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, &round(*value))?;
        }
        map.end()
    }
}

impl Figures {
    /// Adds a figure.
    pub(super) fn push(&mut self, key: &str, value: f64) {
        self.0.push((key.to_owned(), value));
    }

    /// The figure of that name.
    pub fn get(&self, key: &str) -> Option<f64> {
        self.0.iter().find(|(name, _)| name == key).map(|&(_, value)| value)
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.0.iter().map(|(key, value)| (key.as_str(), *value))
    }

    /// The values in order.
    pub fn values(&self) -> Vec<f64> {
        self.0.iter().map(|&(_, value)| value).collect()
    }
}

/// Names of the figures, what they mean and where the definition comes from; shown by `eval --help` and in reports.
/// `k` stands for a cut-off, `*` for 1, 2 and L.
pub const DEFINITIONS: &[(&str, &str)] = &[
    ("topic_P, topic_R, topic_F1", "precision, recall and F1 over all (article, topic) decisions: micro average"),
    ("topic_macroP, topic_macroR, topic_macroF1", "means of the same over the topics the gold names"),
    ("topic_primary", "share of articles whose first topic is the gold's first"),
    ("topic_exact", "share of articles whose set of topics is the gold's: subset accuracy"),
    ("kw_P@k, kw_R@k, kw_F1@k", "first k keywords, equal after NFKC, lower case, without white space; mean over articles"),
    ("kw_soft@k", "the same F1 when a hit is also one term containing the other (2+ characters)"),
    ("sum_sentF", "F1 over sentences; two are the same when they share 80 % of the characters of each"),
    (
        "sum_rouge1, sum_rouge2, sum_rougeL",
        "ROUGE F1 (Lin 2004, counts clipped as in the package rouge-score); token = one character",
    ),
    ("sum_rouge*_jieba", "the same; token = one word cut by jieba with our dictionary"),
    ("alpha_topics", "Krippendorff's alpha (2004) over the annotators' topic sets, MASI distance (Passonneau 2006)"),
    ("f1@0.9, f1@0.75, f1@0.5, p@0.9, r@0.9", "articles of a page matched one to one (Hungarian) at that overlap of characters"),
    ("overlap, gram5", "mean overlap of the matched articles; the same by 5-character grams (Jaccard)"),
    ("b3_p, b3_r, b3_f1", "B-cubed over characters (Bagga and Baldwin 1998): stray characters cost precision, lost ones recall"),
    ("purity, coverage", "share of characters in their article's majority; share of gold characters captured at all"),
    (
        "title_exact, title_deck, title_near",
        "headlines equal; equal with kicker or subtitle; similar by 0.8 (Ratcliff-Obershelp)",
    ),
    ("stray, order, seg_ratio", "stray characters; characters in reading order; system articles per gold article"),
    ("linked", "stories continued on another page that were joined with both parts"),
];

/// What the figure `key` means, as [`DEFINITIONS`] says it.
pub(super) fn meaning(key: &str) -> Option<&'static str> {
    let general = match key.split_once('@') {
        Some((name, _)) if name.starts_with("kw_") => format!("{name}@k"),
        _ if key.ends_with("_jieba") => "sum_rouge*_jieba".to_owned(),
        _ => key.to_owned(),
    };
    DEFINITIONS.iter().find(|(keys, _)| keys.split(", ").any(|key| key == general)).map(|&(_, meaning)| meaning)
}
