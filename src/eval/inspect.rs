//! Labelled data looked over before anybody trusts a figure made on them: counts, gaps, slips, and articles of the
//! learning set that stand in the test set too, be it under another id and in other words of the same story.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    article::{Article, Head},
    eval::{gold::GoldArticle, tasks::TopicKeys},
    problem::Severity,
    story::{Print, groups, stories},
};

/// A label on fewer articles than this is learnt and measured badly (the bar of spaCy's `debug data` for a new label).
pub const FEW: usize = 50;
/// Characters of the longest term that is still a keyword and no clause.
const LONGEST_TERM: usize = 16;

/// Articles of each label, in one set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LabelCount {
    /// Topic id.
    pub id: String,
    /// Its Chinese name, or the id.
    pub name: String,
    /// Articles of the test set with it.
    pub test: usize,
    /// Articles of the learning set with it.
    pub learn: usize,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// What, in words.
    pub what: String,
    /// Ids, labels or pairs of ids it is about.
    pub about: Vec<String>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Inspection {
    /// Articles of the test set and of the learning set.
    pub articles: [usize; 2],
    /// Counts of the labels, in the order of the taxonomy, then unknown ones.
    pub labels: Vec<LabelCount>,
    /// Errors first.
    pub findings: Vec<Finding>,
}

impl Inspection {
    /// Whether something would falsify a figure.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Looks over a test set and, where there is one, the learning set it must not overlap with.
pub fn inspect(test: &[GoldArticle], learn: &[GoldArticle], topics: &TopicKeys) -> Inspection {
    let labels = label_counts(test, learn, topics);
    let mut found = Findings::default();
    let known = |id: &str| topics.pairs().is_empty() || topics.pairs().iter().any(|(topic, _)| topic == id);
    let all = || test.iter().chain(learn);
    found.error("labels the taxonomy does not know", labels.iter().map(|label| &label.id).filter(|id| !known(id)).cloned());
    overlap(test, learn, &mut found);

    let few = |count: usize| count < FEW;
    let few_where = |set: &str, count: fn(&LabelCount) -> usize, found: &mut Findings| {
        let few = labels.iter().filter(|label| few(count(label))).map(|label| format!("{} ({})", label.id, count(label)));
        found.warning(format!("labels on fewer than {FEW} articles of the {set} set"), few);
    };
    few_where("test", |label| label.test, &mut found);
    if !learn.is_empty() {
        few_where("learning", |label| label.learn, &mut found);
    }
    empty_references(test, &mut found);
    let ids = |is: fn(&GoldArticle) -> bool| all().filter(move |article| is(article)).map(|article| article.id.clone());
    found.warning("articles with a keyword that stands neither in headline nor text", ids(has_foreign_term));
    found.warning(format!("articles with a keyword longer than {LONGEST_TERM} characters"), ids(has_clause));
    found.warning("articles with a label given twice", ids(has_label_twice));
    Inspection { articles: [test.len(), learn.len()], labels, findings: found.0 }
}

#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn push(&mut self, severity: Severity, what: String, about: Vec<String>) {
        if !about.is_empty() {
            self.0.push(Finding { severity, what, about });
        }
    }

    fn error(&mut self, what: &str, about: impl Iterator<Item = String>) {
        self.push(Severity::Error, what.to_owned(), about.collect());
    }

    fn warning(&mut self, what: impl Into<String>, about: impl Iterator<Item = String>) {
        self.push(Severity::Warning, what.into(), about.collect());
    }
}

fn label_counts(test: &[GoldArticle], learn: &[GoldArticle], topics: &TopicKeys) -> Vec<LabelCount> {
    let count = |set: &[GoldArticle]| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for article in set {
            let mut labels: Vec<&String> = article.views().iter().flat_map(|view| &view.topics).collect();
            labels.sort_unstable();
            labels.dedup();
            for label in labels {
                *counts.entry(label.clone()).or_default() += 1;
            }
        }
        counts
    };
    let (in_test, in_learn) = (count(test), count(learn));
    let mut order: Vec<(String, String)> = topics.pairs().to_vec();
    for id in in_test.keys().chain(in_learn.keys()) {
        if !order.iter().any(|(known, _)| known == id) {
            order.push((id.clone(), id.clone()));
        }
    }
    let of = |counts: &BTreeMap<String, usize>, id: &str| counts.get(id).copied().unwrap_or(0);
    order.into_iter().map(|(id, name)| LabelCount { test: of(&in_test, &id), learn: of(&in_learn, &id), id, name }).collect()
}

/// A question to an article.
type Check = fn(&GoldArticle) -> bool;

/// Articles without a kind of label that others of the set have.
fn empty_references(set: &[GoldArticle], found: &mut Findings) {
    let kinds: [(&str, Check); 3] = [
        ("topics", |article| article.views().iter().any(|view| view.topics.is_empty())),
        ("keywords", |article| article.views().iter().any(|view| view.keywords.is_empty())),
        ("summary", |article| article.views().iter().any(|view| article.reference(view).is_empty())),
    ];
    for (kind, is_empty) in kinds {
        let empty: Vec<String> = set.iter().filter(|article| is_empty(article)).map(|article| article.id.clone()).collect();
        if empty.len() < set.len() {
            found.warning(format!("articles of the test set without {kind}, though others have them"), empty.into_iter());
        }
    }
}

fn has_foreign_term(article: &GoldArticle) -> bool {
    let stands =
        |term: &String| article.text.contains(term.as_str()) || article.title.iter().any(|title| title.contains(term.as_str()));
    article.views().iter().flat_map(|view| &view.keywords).any(|term| !stands(term))
}

fn has_clause(article: &GoldArticle) -> bool {
    article.views().iter().flat_map(|view| &view.keywords).any(|term| term.chars().count() > LONGEST_TERM)
}

fn has_label_twice(article: &GoldArticle) -> bool {
    fn twice<T: Ord + Clone>(list: &[T]) -> bool {
        let mut sorted = list.to_vec();
        sorted.sort_unstable();
        sorted.windows(2).any(|pair| pair[0] == pair[1])
    }
    article.views().iter().any(|view| twice(&view.topics) || twice(&view.keywords) || twice(&view.summary))
}

/// Equal ids and same stories across the two sets, and same stories within the test set.
fn overlap(test: &[GoldArticle], learn: &[GoldArticle], found: &mut Findings) {
    let articles: Vec<Article> = test.iter().chain(learn).map(to_article).collect();
    let prints: Vec<Print> = articles.iter().map(Print::new).collect();
    let groups = stories(&articles, &groups(&prints));
    let id = |place: usize| if place < test.len() { &test[place].id } else { &learn[place - test.len()].id };
    let same_id = test.iter().filter(|article| learn.iter().any(|other| other.id == article.id));
    found.error("articles of the test set that are in the learning set under the same id", same_id.map(|a| a.id.clone()));
    let (mut across, mut within) = (Vec::new(), Vec::new());
    for (place, story) in groups.iter().enumerate().take(test.len()) {
        for &other in &story.also_in {
            let pair = || format!("{} = {}", id(place), id(other));
            if other >= test.len() {
                across.extend((id(place) != id(other)).then(pair));
            } else if other > place {
                within.push(pair());
            }
        }
    }
    found.error("articles of the test set that print the same story as one of the learning set", across.into_iter());
    found.warning("articles of the test set that print the same story twice", within.into_iter());
}

fn to_article(gold: &GoldArticle) -> Article {
    Article {
        id: Some(gold.id.clone()),
        head: Head { title: gold.title.clone(), ..Head::default() },
        text: gold.text.clone(),
        ..Article::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::gold::Labels;

    const STORY: &str = "滨江港三月份完成集装箱吞吐量四十二万标准箱同比增长百分之六。\
        港务集团负责人介绍说新开通的三条近洋航线带来了近两成的增量。\
        为保障春耕化肥进口当地海关在码头设立了夜间查验的专用窗口。";

    fn article(id: &str, text: &str, topic: &str) -> GoldArticle {
        GoldArticle {
            id: id.into(),
            text: text.into(),
            sentences: vec![text.into()],
            labels: Labels {
                topics: vec![topic.into()], keywords: vec!["港务集团".into()], summary: vec![0], reference: None
            },
            ..GoldArticle::default()
        }
    }

    fn topics() -> TopicKeys {
        TopicKeys::new(vec![("trade".into(), "商贸".into())])
    }

    fn about<'i>(inspection: &'i Inspection, what: &str) -> &'i [String] {
        inspection.findings.iter().find(|finding| finding.what.contains(what)).map(|f| f.about.as_slice()).unwrap_or_default()
    }

    #[test]
    fn a_story_in_both_sets_is_found_in_other_words_too() {
        let shortened = format!("新华社滨江3月2日电 {}", STORY.replace("。港务", "。\n港务"));
        let test = [article("a", STORY, "trade"), article("b", "港务集团招新人。", "trade")];
        let learn = [article("x", &shortened, "trade"), article("b", "港务集团招新人。", "trade")];
        let inspection = inspect(&test, &learn, &topics());
        assert_eq!(about(&inspection, "print the same story as"), ["a = x"]);
        assert_eq!(about(&inspection, "under the same id"), ["b"]);
        assert!(inspection.has_errors());
    }

    #[test]
    fn slips_of_the_pen_are_told() {
        let mut twice = article("a", STORY, "trade");
        twice.labels.keywords = vec!["并无此词".into(), "并无此词".into()];
        let mut empty = article("b", "港务集团招新人。", "tradde");
        empty.labels.summary.clear();
        let inspection = inspect(&[twice, empty], &[], &topics());
        assert_eq!(about(&inspection, "does not know"), ["tradde"]);
        assert_eq!(about(&inspection, "neither in headline"), ["a"]);
        assert_eq!(about(&inspection, "given twice"), ["a"]);
        assert_eq!(about(&inspection, "without summary"), ["b"]);
        assert_eq!(about(&inspection, "fewer than 50"), ["trade (1)", "tradde (1)"]);
        assert_eq!(about(&inspection, "without topics"), [""; 0]);
    }
}
