//! What the taxonomy said of labelled articles, as tables for people.

use std::fmt::Write;

use zhaibao::{
    analyze::{Carried, Taxonomy},
    eval::{
        articles::{Measures, score},
        bootstrap::{Bootstrap, intervals},
        channels::{ChannelArticle, Channels},
        confusion::confusions,
        output::Output,
    },
};

use super::{cross::Said, labelled::Labelled};

/// Figures that are shown of all that are measured.
const FIGURES: [&str; 6] = ["topic_P", "topic_R", "topic_F1", "topic_macroF1", "topic_primary", "topic_exact"];
/// Confusions that are shown.
const CONFUSIONS: usize = 10;
/// Examples of one confusion.
const EXAMPLES: usize = 3;
/// Letters of an example.
const EXAMPLE_LETTERS: usize = 36;
/// Terms that are shown of a topic.
const TERMS: usize = 8;

/// Tables of what was `said` of the first articles of `labelled`; `taxonomy` is asked for the terms that carry topics.
/// Channels named in `left_out` are told but not summed.
pub(super) fn report(taxonomy: &Taxonomy, labelled: &Labelled, said: &[Said], left_out: &[String]) -> String {
    let mut text = String::new();
    let places: Vec<usize> = (0..said.len()).filter(|&place| labelled.channels[place].is_none()).collect();
    if !places.is_empty() {
        topics(taxonomy, labelled, said, &places, &mut text);
    }
    channels(taxonomy, labelled, said, left_out, &mut text);
    text
}

fn topics(taxonomy: &Taxonomy, labelled: &Labelled, said: &[Said], places: &[usize], text: &mut String) {
    let gold: Vec<_> = places.iter().map(|&place| labelled.gold[place].clone()).collect();
    let outputs: Vec<Output> = places.iter().map(|&place| said[place].output.clone()).collect();
    let scores = score(&gold, &outputs, &Measures { k: Vec::new(), segmenter: None });
    let totals = scores.totals();
    let bootstrap = Bootstrap::default();
    let figures = scores.figures(&totals);
    let spread = intervals(&bootstrap.resample(&scores.rows, &scores.zero(), |totals| scores.figures(totals).values()));
    let _ = writeln!(text, "{} articles; 95 % intervals by bootstrap over articles\n", gold.len());
    for ((key, value), interval) in figures.iter().zip(&spread).filter(|((key, _), _)| FIGURES.contains(key)) {
        let _ = writeln!(text, "{key:16}{value:>8.4}   [{:.3}, {:.3}]", interval[0], interval[1]);
    }

    let tables = labelled.tables(taxonomy);
    let mut carried = Carried::new(taxonomy);
    for &place in places {
        let wanted = &labelled.gold[place].labels.topics;
        carried.add(&labelled.context(place, &tables), |topic| wanted.iter().any(|id| id == topic));
    }
    let by_topic = bootstrap
        .resample(&scores.rows, &scores.zero(), |totals| totals.topics.counts.iter().map(|count| count.prf().f1).collect());
    let spread = intervals(&by_topic);
    let _ = writeln!(text, "\n{:15}{:>6}{:>7}{:>7}{:>7}  {:16}terms that carry it", "topic", "gold", "P", "R", "F1", "95 %");
    for (number, seed) in taxonomy.seeds().iter().enumerate() {
        let Ok(place) = scores.names.names().binary_search(&seed.id) else { continue };
        let (count, interval) = (totals.topics.counts[place], spread[place]);
        let prf = count.prf();
        let terms: Vec<&str> = carried.by_term(number).into_iter().take(TERMS).map(|(term, _)| term).collect();
        let _ = writeln!(
            text,
            "{:15}{:>6.1}{:>7.3}{:>7.3}{:>7.3}  [{:.2}, {:.2}]    {}",
            seed.id,
            count.gold,
            prf.precision,
            prf.recall,
            prf.f1,
            interval[0],
            interval[1],
            terms.join(" ")
        );
    }

    let _ = writeln!(text, "\nworst confusions (labelled → given)");
    for confusion in confusions(&gold, &outputs).into_iter().take(CONFUSIONS) {
        let name = |side: &Option<String>| side.clone().unwrap_or_else(|| "–".to_owned());
        let _ = writeln!(text, "{:>4}  {} → {}", confusion.articles.len(), name(&confusion.gold), name(&confusion.got));
        for &article in confusion.articles.iter().take(EXAMPLES) {
            let article = &gold[article];
            let opening: String = article.title.as_deref().unwrap_or(&article.text).chars().take(EXAMPLE_LETTERS).collect();
            let _ = writeln!(text, "        {}  {}", article.id, opening.replace('\n', " "));
        }
    }
}

fn channels(taxonomy: &Taxonomy, labelled: &Labelled, said: &[Said], left_out: &[String], text: &mut String) {
    let names = || taxonomy.topics().iter().map(|topic| topic.id.clone());
    let all: Vec<ChannelArticle> = said
        .iter()
        .enumerate()
        .filter_map(|(place, said)| {
            Some(ChannelArticle {
                channel: labelled.channels[place].clone()?,
                topic: labelled.gold[place].labels.topics.first()?.clone(),
                scores: names().zip(said.odds.iter().copied()).collect(),
                topics: said.output.topics.clone(),
            })
        })
        .collect();
    if all.is_empty() {
        return;
    }
    let (rest, out): (Vec<_>, Vec<_>) = all.iter().cloned().partition(|article| !left_out.contains(&article.channel));
    let counted = Channels::new(&rest);
    table(&counted, text);
    if !out.is_empty() {
        let every = Channels::new(&all);
        let _ = writeln!(text, "with {}: {:.4}", left_out.join(", "), every.accuracy());
        every.channels.iter().filter(|(name, _)| left_out.contains(name)).for_each(|(name, channel)| row(name, channel, text));
    }
}

fn table(channels: &Channels, text: &mut String) {
    let _ = writeln!(
        text,
        "{} articles in channels: best-scored among the set's own topics is the channel's {:.4}; given the channel's topic {:.4}\n",
        channels.articles(),
        channels.accuracy(),
        channels.recall()
    );
    let _ = writeln!(text, "{:>8}{:>8}{:>8}  channel = topic: what came first", "articles", "first", "given");
    channels.channels.iter().for_each(|(name, channel)| row(name, channel, text));
}

fn row(name: &str, channel: &zhaibao::eval::channels::Channel, text: &mut String) {
    let share = |part: usize| part as f64 / channel.articles.max(1) as f64;
    let best: Vec<String> = channel.best.iter().map(|(topic, times)| format!("{topic} {times}")).collect();
    let _ = writeln!(
        text,
        "{:>8}{:>8.3}{:>8.3}  {name} = {}: {}",
        channel.articles,
        share(channel.right),
        share(channel.given),
        channel.topic,
        best.join(", ")
    );
}
