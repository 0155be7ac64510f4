//! Law 4: counts are integers, and merging them is addition.

use std::collections::BTreeMap;

use proptest::prelude::*;
use zhaibao::model::Counts;

/// Articles as lists of different terms.
type Articles = Vec<Vec<String>>;

fn articles() -> impl Strategy<Value = Articles> {
    let terms = prop::collection::btree_set("[甲乙丙丁戊]{1,2}", 0..6);
    prop::collection::vec(terms.prop_map(|terms| terms.into_iter().collect()), 0..8)
}

fn count(articles: &[Vec<String>]) -> Counts {
    let mut counts = Counts::default();
    for article in articles {
        counts.add_article(article.iter().map(String::as_str));
    }
    counts
}

fn sum(a: &Counts, b: &Counts) -> Counts {
    let mut sum = a.clone();
    sum += b;
    sum
}

proptest! {
    #[test]
    fn merging_is_counting_together(a in articles(), b in articles()) {
        prop_assert_eq!(sum(&count(&a), &count(&b)), count(&[a, b].concat()));
    }

    #[test]
    fn merging_is_commutative_and_associative_with_the_empty_counts_as_zero(a in articles(), b in articles(), c in articles()) {
        let (a, b, c) = (count(&a), count(&b), count(&c));
        prop_assert_eq!(sum(&a, &b), sum(&b, &a));
        prop_assert_eq!(sum(&sum(&a, &b), &c), sum(&a, &sum(&b, &c)));
        prop_assert_eq!(&sum(&a, &Counts::default()), &a);
        prop_assert_eq!(&sum(&Counts::default(), &a), &a);
    }

    #[test]
    fn a_count_is_the_number_of_articles_that_hold_the_term(articles in articles()) {
        let counts = count(&articles);
        let mut expected: BTreeMap<&str, u32> = BTreeMap::new();
        articles.iter().flatten().for_each(|term| *expected.entry(term).or_default() += 1);
        prop_assert_eq!(counts.articles(), articles.len() as u64);
        prop_assert_eq!(counts.iter().collect::<Vec<_>>(), expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_written_file_reads_back(articles in articles()) {
        let counts = count(&articles);
        let mut file = Vec::new();
        counts.write(&mut file).unwrap();
        prop_assert_eq!(Counts::read(file.as_slice(), "counts.zbc").unwrap(), counts);
    }
}
