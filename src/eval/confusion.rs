//! Which topics are taken for which, with the articles that show it.

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use crate::eval::{gold::GoldArticle, output::Output};

/// A topic taken for another, or missed, or given for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    /// The topic the hand gave; `None` where the system gave one too many.
    pub gold: Option<String>,
    /// The topic the system gave; `None` where it gave none in its place.
    pub got: Option<String>,
    /// Places of the articles among the gold.
    pub articles: Vec<usize>,
}

/// All confusions of `outputs` with the (adjudicated) labels of `gold`, most frequent first.
pub fn confusions(gold: &[GoldArticle], outputs: &[Output]) -> Vec<Confusion> {
    let outputs: FxHashMap<&str, &Output> = outputs.iter().map(|output| (output.id.as_str(), output)).collect();
    let mut pairs = IndexMap::<(Option<&str>, Option<&str>), Vec<usize>>::new();
    for (place, article) in gold.iter().enumerate() {
        let Some(output) = outputs.get(article.id.as_str()) else { continue };
        let (wanted, got) = (&article.labels.topics, &output.topics);
        let missed: Vec<&str> = wanted.iter().filter(|topic| !got.contains(topic)).map(String::as_str).collect();
        let spare: Vec<&str> = got.iter().filter(|topic| !wanted.contains(topic)).map(String::as_str).collect();
        for number in 0..missed.len().max(spare.len()) {
            pairs.entry((missed.get(number).copied(), spare.get(number).copied())).or_default().push(place);
        }
    }
    let own = |name: Option<&str>| name.map(str::to_owned);
    let mut all: Vec<Confusion> =
        pairs.into_iter().map(|((gold, got), articles)| Confusion { gold: own(gold), got: own(got), articles }).collect();
    all.sort_by(|a, b| b.articles.len().cmp(&a.articles.len()).then_with(|| (&a.gold, &a.got).cmp(&(&b.gold, &b.got))));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::gold::Labels;

    #[test]
    fn missed_and_spare_topics_are_paired_in_their_order() {
        let names = |list: &[&str]| list.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let gold = |id: &str, topics: &[&str]| GoldArticle {
            id: id.to_owned(),
            labels: Labels { topics: names(topics), ..Labels::default() },
            ..GoldArticle::default()
        };
        let output = |id: &str, topics: &[&str]| Output { id: id.to_owned(), topics: names(topics), ..Output::default() };
        let found = confusions(
            &[gold("a", &["law", "trade"]), gold("b", &["law"]), gold("c", &["law"])],
            &[output("a", &["trade", "society"]), output("b", &["society"]), output("c", &["law", "trade"])],
        );
        let confusion = |gold: Option<&str>, got: Option<&str>, articles: &[usize]| Confusion {
            gold: gold.map(str::to_owned),
            got: got.map(str::to_owned),
            articles: articles.to_vec(),
        };
        assert_eq!(found, [confusion(Some("law"), Some("society"), &[0, 1]), confusion(None, Some("trade"), &[2])]);
    }
}
