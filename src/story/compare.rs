//! What one paper cut, added or changed of the text another printed, paragraph by paragraph.

use serde::Serialize;

/// Share of its letters' pairs a paragraph must share with another to be a changed form of it.
const CHANGED: f64 = 0.5;

/// What became of a paragraph.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Change {
    /// Printed alike, white space and width of characters aside.
    Same {
        /// The paragraph of the lead.
        paragraph: String,
    },
    /// Printed in another form.
    Changed {
        /// As the lead has it.
        from: String,
        /// As the other has it.
        to: String,
        /// How alike they are: shared pairs of letters over all (Dice), in [0, 1].
        alike: f64,
    },
    /// Only the lead has it.
    Cut {
        /// The paragraph of the lead.
        paragraph: String,
    },
    /// Only the other has it.
    Added {
        /// The paragraph of the other.
        paragraph: String,
    },
}

/// The changes that make `other` of `lead`, in the order of the texts.
///
/// Paragraphs that are alike are matched in order, so that their likeness in all is greatest (a longest common
/// subsequence with weights); what is left is cut or added.
pub fn compare(lead: &str, other: &str) -> Vec<Change> {
    let (from, to): (Vec<Paragraph<'_>>, Vec<Paragraph<'_>>) = (paragraphs(lead), paragraphs(other));
    let alike: Vec<Vec<f64>> = from.iter().map(|a| to.iter().map(|b| a.likeness(b)).collect()).collect();
    let mut best = vec![vec![0.0_f64; to.len() + 1]; from.len() + 1];
    for i in (0..from.len()).rev() {
        for j in (0..to.len()).rev() {
            let matched = if alike[i][j] >= CHANGED { alike[i][j] + best[i + 1][j + 1] } else { 0.0 };
            best[i][j] = matched.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j, mut changes) = (0, 0, Vec::new());
    while i < from.len() || j < to.len() {
        let both = i < from.len() && j < to.len();
        if both && alike[i][j] >= CHANGED && best[i][j] == alike[i][j] + best[i + 1][j + 1] {
            changes.push(from[i].change(&to[j], alike[i][j]));
            (i, j) = (i + 1, j + 1);
        } else if i < from.len() && (j == to.len() || best[i + 1][j] >= best[i][j + 1]) {
            changes.push(Change::Cut { paragraph: from[i].text.to_owned() });
            i += 1;
        } else {
            changes.push(Change::Added { paragraph: to[j].text.to_owned() });
            j += 1;
        }
    }
    changes
}

/// A paragraph with what is compared of it.
struct Paragraph<'t> {
    text: &'t str,
    /// Letters and digits.
    letters: Vec<char>,
    /// Pairs of neighbouring letters, sorted.
    pairs: Vec<(char, char)>,
}

fn paragraphs(text: &str) -> Vec<Paragraph<'_>> {
    let paragraph = |text: &str| text.chars().any(char::is_alphanumeric);
    text.lines().map(str::trim).filter(|text| paragraph(text)).map(Paragraph::new).collect()
}

impl<'t> Paragraph<'t> {
    fn new(text: &'t str) -> Self {
        let letters: Vec<char> = super::print::letters(text);
        let mut pairs: Vec<(char, char)> = letters.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        Self { text, letters, pairs }
    }

    /// Shared pairs over all, 1 for equal letters.
    fn likeness(&self, other: &Self) -> f64 {
        if self.letters == other.letters {
            return 1.0;
        }
        let (mut i, mut j, mut shared) = (0, 0, 0_usize);
        while let (Some(a), Some(b)) = (self.pairs.get(i), other.pairs.get(j)) {
            shared += usize::from(a == b);
            (i, j) = (i + usize::from(a <= b), j + usize::from(b <= a));
        }
        2.0 * shared as f64 / (self.pairs.len() + other.pairs.len()).max(1) as f64
    }

    fn change(&self, other: &Self, alike: f64) -> Change {
        if self.letters == other.letters {
            Change::Same { paragraph: self.text.to_owned() }
        } else {
            Change::Changed { from: self.text.to_owned(), to: other.text.to_owned(), alike: crate::record::round(alike) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One letter a change: `=` same, `~` changed, `-` cut, `+` added.
    fn outline(lead: &str, other: &str) -> String {
        let letter = |change: &Change| match change {
            Change::Same { .. } => '=',
            Change::Changed { .. } => '~',
            Change::Cut { .. } => '-',
            Change::Added { .. } => '+',
        };
        compare(lead, other).iter().map(letter).collect()
    }

    #[test]
    fn what_a_paper_did_to_a_text() {
        let lead = "港口三月份开通三条近洋航线。\n负责人说，运价已经回落。\n海关设了夜间查验窗口。";
        let rows = [
            (lead, "==="),
            ("港口三月份开通三条近洋航线。\n海关设了夜间查验窗口。", "=-="),
            ("港口三月份开通三条近洋航线。\n负责人表示，运价已经回落。\n海关设了夜间查验窗口。", "=~="),
            ("本地货代企业为此开了座谈会。\n港口三月份开通三条近洋航线。", "+=--"),
            ("港口三月份，开通三条近洋航线", "=--"),
            ("", "---"),
        ];
        for (other, expected) in rows {
            assert_eq!(outline(lead, other), expected, "{other}");
        }
        assert_eq!(outline("", lead), "+++");
    }

    #[test]
    fn changes_turn_one_text_into_the_other() {
        let (lead, other) = ("甲乙丙丁戊己。\n二二二二。\n三三三。", "甲乙丙丁戊庚。\n四四四。\n三三三。");
        let changes = compare(lead, other);
        let side = |lead_side: bool| -> Vec<&str> {
            let paragraph = |change: &'_ Change| -> Option<String> {
                match (change, lead_side) {
                    (Change::Same { paragraph }, _)
                    | (Change::Cut { paragraph }, true)
                    | (Change::Added { paragraph }, false) => Some(paragraph.clone()),
                    (Change::Changed { from, .. }, true) => Some(from.clone()),
                    (Change::Changed { to, .. }, false) => Some(to.clone()),
                    _ => None,
                }
            };
            let wanted = if lead_side { lead } else { other };
            let found: Vec<String> = changes.iter().filter_map(paragraph).collect();
            assert_eq!(found.join("\n"), wanted);
            wanted.lines().collect()
        };
        assert_eq!((side(true).len(), side(false).len()), (3, 3));
    }
}
