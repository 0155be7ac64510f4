//! How far annotators agree: Krippendorff's α for topics.
//!
//! α = 1 − observed / expected disagreement (Krippendorff, Content Analysis, 2004, ch. 11): 1 is perfect agreement, 0
//! is chance. It is given over whole label sets and, with the plain nominal distance, for each topic's yes or no.

use crate::eval::gold::GoldArticle;

/// α over label sets and per topic.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Agreement {
    /// Articles with two annotators or more.
    pub articles: usize,
    /// α over topic sets with MASI distance.
    pub alpha: f64,
    /// α of each topic's yes or no, sorted by topic.
    pub topics: Vec<(String, f64)>,
}

/// The agreement on topics; `None` where no article was labelled twice.
pub fn agreement(gold: &[GoldArticle]) -> Option<Agreement> {
    let units: Vec<Vec<Vec<&str>>> = gold
        .iter()
        .map(|article| article.annotators.iter().filter(|view| !view.topics.is_empty()).map(|view| set(&view.topics)).collect())
        .filter(|unit: &Vec<_>| unit.len() > 1)
        .collect();
    if units.is_empty() {
        return None;
    }
    let mut names: Vec<&str> = units.iter().flatten().flatten().copied().collect();
    names.sort_unstable();
    names.dedup();
    let topic = |name: &&str| {
        let decisions: Vec<Vec<bool>> = units.iter().map(|unit| unit.iter().map(|set| set.contains(name)).collect()).collect();
        ((*name).to_owned(), alpha(&decisions, |a, b| f64::from(u8::from(a != b))))
    };
    let topics = names.iter().map(topic).collect();
    Some(Agreement { articles: units.len(), alpha: alpha(&units, |a, b| masi_distance(a, b)), topics })
}

fn set(topics: &[String]) -> Vec<&str> {
    let mut set: Vec<&str> = topics.iter().map(String::as_str).collect();
    set.sort_unstable();
    set.dedup();
    set
}

/// Krippendorff's α of units with two values or more each. 1 where only one value ever occurs (nothing to disagree on).
fn alpha<V: Ord + Clone>(units: &[Vec<V>], distance: impl Fn(&V, &V) -> f64) -> f64 {
    let mut values: Vec<V> = units.iter().flatten().cloned().collect();
    let n = values.len() as f64;
    values.sort_unstable();
    let counted: Vec<(&V, f64)> = values.chunk_by(|a, b| a == b).map(|run| (&run[0], run.len() as f64)).collect();
    let mut expected = 0.0;
    for (place, (a, times_a)) in counted.iter().enumerate() {
        for (b, times_b) in &counted[place + 1..] {
            expected += 2.0 * times_a * times_b * distance(a, b);
        }
    }
    let mut observed = 0.0;
    for unit in units {
        let mut pairs = 0.0;
        for (place, a) in unit.iter().enumerate() {
            pairs += unit[place + 1..].iter().map(|b| 2.0 * distance(a, b)).sum::<f64>();
        }
        observed += pairs / (unit.len() as f64 - 1.0);
    }
    if expected == 0.0 { 1.0 } else { 1.0 - (n - 1.0) * observed / expected }
}

/// MASI distance of two sorted sets (Passonneau 2006): Jaccard, weighted by how the sets lie to one another.
fn masi_distance(a: &[&str], b: &[&str]) -> f64 {
    let both = super::rouge::shared(a, b);
    let either = a.len() + b.len() - both;
    let monotony = match both {
        _ if a == b => 1.0,
        0 => 0.0,
        _ if both == a.len() || both == b.len() => 2.0 / 3.0,
        _ => 1.0 / 3.0,
    };
    1.0 - both as f64 / either.max(1) as f64 * monotony
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nominal(units: &[&[u8]]) -> f64 {
        alpha(&units.iter().map(|unit| unit.to_vec()).collect::<Vec<_>>(), |a, b| f64::from(u8::from(a != b)))
    }

    #[test]
    fn the_worked_example_of_the_literature() {
        // Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: nominal data, four observers.
        let units: [&[u8]; 11] = [
            &[1, 1, 1],
            &[2, 2, 3, 2],
            &[3, 3, 3, 3],
            &[3, 3, 3, 3],
            &[2, 2, 2, 2],
            &[1, 2, 3, 4],
            &[4, 4, 4, 4],
            &[1, 1, 2, 1],
            &[2, 2, 2, 2],
            &[5, 5, 5],
            &[1, 1],
        ];
        assert!((nominal(&units) - 0.743).abs() < 5e-4, "{}", nominal(&units));
        // The same paper, example A: two observers, binary data.
        let binary: [&[u8]; 10] = [&[0, 1], &[1, 1], &[0, 1], &[0, 0], &[0, 0], &[0, 1], &[0, 0], &[0, 0], &[1, 0], &[0, 0]];
        assert!((nominal(&binary) - 0.095).abs() < 5e-4, "{}", nominal(&binary));
    }

    #[test]
    fn masi_by_hand() {
        assert_eq!(masi_distance(&["a"], &["a"]), 0.0);
        assert_eq!(masi_distance(&["a"], &["b"]), 1.0);
        assert!((masi_distance(&["a"], &["a", "b"]) - (1.0 - 0.5 * 2.0 / 3.0)).abs() < 1e-12);
        assert!((masi_distance(&["a", "c"], &["a", "b"]) - (1.0 - 1.0 / 3.0 / 3.0)).abs() < 1e-12);
    }

    #[test]
    fn nobody_to_agree_with() {
        assert_eq!(agreement(&[GoldArticle::default()]), None);
    }
}
