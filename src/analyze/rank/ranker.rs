//! A ranker: a linear model and trees on top of it, with their data file.

use std::{borrow::Cow, fmt::Write};

use crate::{
    analyze::{
        Reason,
        rank::{
            Ballot, BoostConfig, LogitConfig, Schema, Table, boost,
            linear::{Linear, logistic},
            logit,
            trees::{Question, Tree},
        },
    },
    error::{Error, Result},
};

/// Ranks candidates by features.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::analyze) struct Ranker {
    schema: Schema,
    linear: Linear,
    trees: Vec<Tree>,
}

/// How a ranker is fitted.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::analyze) struct FitConfig {
    /// The linear fit.
    pub(in crate::analyze) logit: LogitConfig,
    /// The trees on top of it; `None` for none.
    pub(in crate::analyze) boost: Option<BoostConfig>,
    /// Features left out, by number, to see what they are worth.
    pub(in crate::analyze) without: Vec<usize>,
}

/// The first word of a data file; a version follows after a tab.
const MAGIC: &str = "zhaibao-ranker";
const VERSION: u32 = 2;

impl Ranker {
    /// The ranker under which the choices of `ballots` are likeliest; the same ballots give the same ranker.
    pub(in crate::analyze) fn fit(schema: Schema, ballots: &[&Ballot], config: &FitConfig) -> Self {
        let used: Vec<bool> = (0..schema.len()).map(|feature| !config.without.contains(&feature)).collect();
        let weights = logit::fit(ballots, &used, config.logit);
        let mut ranker = Self { schema, linear: Linear { weights }, trees: Vec::new() };
        if let Some(config) = &config.boost {
            let start: Vec<Vec<f32>> = ballots.iter().map(|ballot| ranker.values(&ballot.table)).collect();
            ranker.trees = boost::fit(ballots, &start, &used, config);
        }
        let values: Vec<f64> = ballots.iter().flat_map(|ballot| ranker.values(&ballot.table)).map(f64::from).collect();
        let chosen = ballots.iter().map(|ballot| ballot.chosen).sum();
        ranker.linear.weights[logit::BASE] += logit::base(&values, chosen) as f32;
        ranker
    }

    /// The sum of the linear model and the trees for every candidate: the log of the odds that it is a good one.
    pub(in crate::analyze) fn values(&self, table: &Table) -> Vec<f32> {
        let (mut sums, mut numbers) = (Vec::new(), Vec::new());
        self.values_into(table, &mut numbers, &mut sums);
        sums
    }

    /// [`Ranker::values`] written over `sums`; `numbers` is scratch.
    pub(in crate::analyze) fn values_into(&self, table: &Table, numbers: &mut Vec<u8>, sums: &mut Vec<f32>) {
        sums.clear();
        sums.resize(table.rows(), 0.0);
        self.linear.add_to(table, sums);
        for tree in &self.trees {
            tree.add_to(table, numbers, sums);
        }
    }

    /// How likely a candidate of this value is a good one, in (0, 1).
    pub(in crate::analyze) fn score(value: f32) -> f64 {
        logistic(f64::from(value))
    }

    /// The score of one candidate as a tree: the parts are added up and put through the logistic function. What a
    /// feature adds is its weight times its value and what the answers it gave changed in the trees.
    pub(in crate::analyze) fn reason(&self, what: impl Into<Cow<'static, str>>, table: &Table, row: usize, value: f32) -> Reason {
        let mut parts: Vec<f32> = self.linear.weights.iter().zip(0..).map(|(w, feature)| w * table.get(row, feature)).collect();
        let mut base = 0.0;
        for tree in &self.trees {
            base += tree.explain(table, row, |feature, change| parts[feature] += change);
        }
        parts[logit::BASE] += base;
        let named = self.schema.names.iter().zip(parts).filter(|&(_, part)| part != 0.0);
        let parts = named.map(|(&name, part)| Reason::leaf(name, f64::from(part))).collect();
        let sum = Reason { value: f64::from(value), what: "sum of the parts".into(), parts };
        Reason { value: Self::score(value), what: what.into(), parts: vec![sum] }
    }

    /// Reads a data file: a head line `zhaibao-ranker⇥version`, comment lines beginning with `#`, lines `feature⇥weight`, and lines `>⇥feature⇥limit⇥…⇥=⇥leaves` for the trees. Features it does not name weigh nothing;
    /// `path` is for the error message.
    ///
    /// # Errors
    /// A file of another form or version, a feature this model does not know, a weight that is no number.
    pub(in crate::analyze) fn parse(schema: Schema, text: &str, path: &str) -> Result<Self> {
        let mut lines = text.lines();
        let mut head = lines.next().unwrap_or_default().split('\t');
        if head.next() != Some(MAGIC) {
            return Err(Error::format(path, 1, "this is no file of ranking weights"));
        }
        let version = head.next().and_then(|field| field.parse().ok()).unwrap_or(0);
        if version != VERSION {
            return Err(Error::version(path, version, VERSION));
        }
        let mut ranker = Self { schema, linear: Linear { weights: vec![0.0; schema.len()] }, trees: Vec::new() };
        for (index, line) in lines.enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let refused = |what| Error::format(path, index + 2, what);
            if let Some(tree) = line.strip_prefix(">\t") {
                ranker.trees.push(parse_tree(schema, tree).ok_or_else(|| refused("expected a tree over known features"))?);
            } else {
                let row = line.split_once('\t').and_then(|(name, weight)| Some((schema.number(name)?, number(weight)?)));
                let (feature, weight) = row.ok_or_else(|| refused("expected a known feature and its weight"))?;
                ranker.linear.weights[feature] = weight;
            }
        }
        Ok(ranker)
    }

    /// The data file of this ranker; every line of `made_by` is a comment that says what made it.
    pub(in crate::analyze) fn to_text(&self, made_by: &str) -> String {
        let mut text = format!("{MAGIC}\t{VERSION}\n");
        for line in made_by.lines() {
            let _ = writeln!(text, "# {line}");
        }
        for (name, weight) in self.schema.names.iter().zip(&self.linear.weights).filter(|&(_, &weight)| weight != 0.0) {
            let _ = writeln!(text, "{name}\t{weight:.4}");
        }
        for tree in &self.trees {
            text.push('>');
            for question in &tree.questions {
                let _ = write!(text, "\t{}\t{}", self.schema.names[question.feature], question.above);
            }
            text.push_str("\t=");
            for (nth, leaf) in tree.leaves.iter().enumerate() {
                let _ = write!(text, "{}{leaf:.4}", if nth == 0 { '\t' } else { ' ' });
            }
            text.push('\n');
        }
        text
    }
}

fn number(field: &str) -> Option<f32> {
    field.parse::<f32>().ok().filter(|number| number.is_finite())
}

fn parse_tree(schema: Schema, line: &str) -> Option<Tree> {
    let (questions, leaves) = line.split_once("\t=\t")?;
    let fields: Vec<&str> = questions.split('\t').collect();
    let (pairs, rest) = fields.as_chunks::<2>();
    let question = |[name, limit]: &[&str; 2]| Some(Question { feature: schema.number(name)?, above: number(limit)? });
    let questions = pairs.iter().map(question).collect::<Option<Vec<_>>>()?;
    let leaves = leaves.split(' ').map(number).collect::<Option<Vec<_>>>()?;
    let fits = rest.is_empty() && questions.len() <= Tree::MOST_LEVELS && leaves.len() == 1 << questions.len();
    fits.then_some(Tree { questions, leaves })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: Schema = Schema { names: &["base", "title"], groups: &[("base", 0), ("place", 1)] };

    fn ranker() -> Ranker {
        let text = "zhaibao-ranker\t2\n# by hand\nbase\t-2.0000\ntitle\t3.0000\n>\ttitle\t0.25\t=\t-0.5000 0.5000\n";
        Ranker::parse(SCHEMA, text, "r").unwrap()
    }

    #[test]
    fn a_file_comes_back_as_it_was_written() {
        let ranker = ranker();
        assert_eq!(Ranker::parse(SCHEMA, &ranker.to_text("made\nby hand"), "r").unwrap(), ranker);
    }

    #[test]
    fn a_file_is_refused_with_its_line() {
        for (text, told) in [
            ("", "r:1"),
            ("zhaibao-ranker\t9\n", "9"),
            ("zhaibao-ranker\t2\n# note\nlead\t1\n", "r:3"),
            ("zhaibao-ranker\t2\nbase\tNaN\n", "r:2"),
            ("zhaibao-ranker\t2\nbase\t1\n>\ttitle\t0.5\t=\t1.0\n", "r:3"),
        ] {
            let error = Ranker::parse(SCHEMA, text, "r").expect_err(text).to_string();
            assert!(error.contains(told), "{error}");
        }
    }

    #[test]
    fn the_reason_shows_the_score_and_what_it_was_made_of() {
        let table = Table::of(2, &[vec![(0, 1.0), (1, 0.5)]]);
        let ranker = ranker();
        let value = ranker.values(&table)[0];
        assert_eq!(value, -2.0 + 1.5 + 0.5);
        let reason = ranker.reason("消防", &table, 0, value);
        assert_eq!(reason.value, Ranker::score(value));
        let parts: Vec<(&str, f64)> = reason.parts[0].parts.iter().map(|part| (&*part.what, part.value)).collect();
        assert_eq!(parts, [("base", -2.0), ("title", 2.0)]);
    }
}
