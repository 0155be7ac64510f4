//! What a page adds to the splitting figures, and the figures of the sums.

use std::ops::AddAssign;

use crate::eval::{
    figures::Figures,
    ratio::{f1, ratio},
};

/// Overlaps at which a matched article counts as found.
pub(super) const THRESHOLDS: [f64; 3] = [0.9, 0.75, 0.5];

/// Sums of one page, or of many.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageSums {
    /// Gold articles long enough to be measured.
    pub(super) gold: f64,
    /// System items that are news, or invented text.
    pub(super) system: f64,
    /// Matched pairs at 0.9, 0.75 and 0.5 overlap.
    pub(super) hits: [f64; 3],
    /// Overlaps of the matched pairs.
    pub(super) overlap: f64,
    /// 5-gram Jaccard of the matched pairs.
    pub(super) gram5: f64,
    /// Pairs whose order is measured, and the share of their characters in order.
    pub(super) ordered_pairs: f64,
    pub(super) order: f64,
    /// Gold headlines, and those equal, equal with decks, near.
    pub(super) titles: f64,
    pub(super) title_exact: f64,
    pub(super) title_deck: f64,
    pub(super) title_near: f64,
    /// Characters of the gold bodies, those captured at all, and their B-cubed recall.
    pub(super) gold_chars: f64,
    pub(super) covered: f64,
    pub(super) recall: f64,
    /// Characters of the system's items, their B-cubed precision, those in their item's majority, and the stray.
    pub(super) system_chars: f64,
    pub(super) precision: f64,
    pub(super) majority: f64,
    pub(super) stray: f64,
}

impl AddAssign<&PageSums> for PageSums {
    fn add_assign(&mut self, page: &PageSums) {
        self.gold += page.gold;
        self.system += page.system;
        for (sum, hits) in self.hits.iter_mut().zip(page.hits) {
            *sum += hits;
        }
        self.overlap += page.overlap;
        self.gram5 += page.gram5;
        self.ordered_pairs += page.ordered_pairs;
        self.order += page.order;
        self.titles += page.titles;
        self.title_exact += page.title_exact;
        self.title_deck += page.title_deck;
        self.title_near += page.title_near;
        self.gold_chars += page.gold_chars;
        self.covered += page.covered;
        self.recall += page.recall;
        self.system_chars += page.system_chars;
        self.precision += page.precision;
        self.majority += page.majority;
        self.stray += page.stray;
    }
}

impl PageSums {
    /// The figures, in the order they are reported in.
    pub fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        for (threshold, hits) in THRESHOLDS.into_iter().zip(self.hits) {
            let (precision, recall) = (ratio(hits, self.system), ratio(hits, self.gold));
            figures.push(&format!("f1@{threshold}"), f1(precision, recall));
            if threshold == THRESHOLDS[0] {
                figures.push("p@0.9", precision);
                figures.push("r@0.9", recall);
            }
        }
        let (precision, recall) = (ratio(self.precision, self.system_chars), ratio(self.recall, self.gold_chars));
        for (key, value) in [
            ("overlap", ratio(self.overlap, self.gold)),
            ("gram5", ratio(self.gram5, self.gold)),
            ("b3_p", precision),
            ("b3_r", recall),
            ("b3_f1", f1(precision, recall)),
            ("purity", ratio(self.majority, self.system_chars)),
            ("coverage", ratio(self.covered, self.gold_chars)),
            ("title_exact", ratio(self.title_exact, self.titles)),
            ("title_deck", ratio(self.title_deck, self.titles)),
            ("title_near", ratio(self.title_near, self.titles)),
            ("stray", ratio(self.stray, self.system_chars)),
            ("order", ratio(self.order, self.ordered_pairs)),
            ("seg_ratio", ratio(self.system, self.gold)),
        ] {
            figures.push(key, value);
        }
        figures
    }
}
