//! Cross-validation: what a taxonomy learned from some of the labelled articles gives the others.

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64_with_seed;
use zhaibao::{
    analyze::{LearnConfig, Taxonomy, learn},
    eval::output::Output,
    story::{Print, groups, stories},
};

use super::labelled::Labelled;

/// Parts the tested articles fall into.
pub(super) const FOLDS: u64 = 5;

/// What a taxonomy says of one article.
#[derive(Clone, Default)]
pub(super) struct Said {
    pub(super) output: Output,
    /// The log-odds of every topic.
    pub(super) odds: Vec<f64>,
}

/// What one taxonomy says of the articles `of`.
pub(super) fn say(taxonomy: &Taxonomy, labelled: &Labelled, of: &[usize]) -> Vec<Said> {
    let tables = labelled.tables(taxonomy);
    let said = |&place: &usize| {
        let context = labelled.context(place, &tables);
        let topics = taxonomy.classify(&context).into_iter().map(|topic| topic.id).collect();
        let output = Output { id: labelled.gold[place].id.clone(), topics, ..Output::default() };
        Said { output, odds: taxonomy.log_odds(&context) }
    };
    of.par_iter().map(said).collect()
}

/// What taxonomies that did not see them say of the articles that decide, in their order. An article's fold is the
/// hash of its id, seeded with `deal`, modulo [`FOLDS`]; from the training articles of a fold is left out whatever prints the text of one of
/// its articles as well.
pub(super) fn validate(base: &Taxonomy, labelled: &Labelled, deal: u64, config: &LearnConfig) -> Vec<Said> {
    let prints: Vec<Print> = labelled.articles[..labelled.len()].par_iter().map(Print::new).collect();
    let story: Vec<usize> =
        stories(&labelled.articles[..labelled.len()], &groups(&prints)).into_iter().map(|story| story.lead).collect();
    let tested = labelled.deciding;
    let fold = |place: usize| xxh3_64_with_seed(labelled.gold[place].id.as_bytes(), deal) % FOLDS;
    let folds: Vec<(Vec<usize>, Vec<Said>)> = (0..FOLDS)
        .into_par_iter()
        .map(|number| {
            let held: Vec<usize> = (0..tested).filter(|&place| fold(place) == number).collect();
            let mut is_held = vec![false; labelled.len()];
            held.iter().for_each(|&place| is_held[story[place]] = true);
            let is_of_fold = |place: usize| is_held[story[place]] || (place < tested && fold(place) == number);
            let rest: Vec<usize> = (0..labelled.len()).filter(|&place| !is_of_fold(place)).collect();
            let taxonomy = Taxonomy::new(learn(base, &labelled.samples(&rest), config));
            let said = say(&taxonomy, labelled, &held);
            (held, said)
        })
        .collect();
    let mut all = vec![Said::default(); tested];
    for (held, said) in folds {
        held.into_iter().zip(said).for_each(|(place, said)| all[place] = said);
    }
    all
}
