//! Articles of a source that sorts them into channels: one label each, by other hands and other names.
//!
//! The source's channels are some of our topics. What is asked is which of *these* an article's scores put first
//! (its channel, or not), and how many articles of a channel get the channel's topic at all beside whatever else they
//! are about.

use indexmap::IndexMap;

use crate::eval::ratio::ratio;

/// An article with the label of its channel.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelArticle {
    /// The channel as its source calls it.
    pub channel: String,
    /// The topic that answers to it.
    pub topic: String,
    /// Topics of the taxonomy with their scores; the higher, the surer.
    pub scores: Vec<(String, f64)>,
    /// The topics the article got.
    pub topics: Vec<String>,
}

/// What became of the articles of one channel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Channel {
    /// The topic that answers to it.
    pub topic: String,
    /// Articles.
    pub articles: usize,
    /// Of these, put first among the source's own topics.
    pub right: usize,
    /// Of these, given the topic.
    pub given: usize,
    /// The topics that came first, most frequent first.
    pub best: Vec<(String, usize)>,
}

/// All channels of a source.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Channels {
    /// Channels by name, in the order they are met.
    pub channels: IndexMap<String, Channel>,
}

impl Channels {
    /// Counts the articles.
    pub fn new(articles: &[ChannelArticle]) -> Self {
        let mut own: Vec<&str> = articles.iter().map(|article| article.topic.as_str()).collect();
        own.sort_unstable();
        own.dedup();
        let mut channels = IndexMap::<String, Channel>::new();
        for article in articles {
            let scored = article.scores.iter().filter(|(topic, _)| own.contains(&topic.as_str()));
            let best = scored.reduce(|best, other| if other.1 > best.1 { other } else { best });
            let channel = channels.entry(article.channel.clone()).or_default();
            channel.topic.clone_from(&article.topic);
            channel.articles += 1;
            channel.given += usize::from(article.topics.contains(&article.topic));
            let Some((best, _)) = best else { continue };
            channel.right += usize::from(*best == article.topic);
            match channel.best.iter_mut().find(|(topic, _)| topic == best) {
                Some((_, times)) => *times += 1,
                None => channel.best.push((best.clone(), 1)),
            }
        }
        for channel in channels.values_mut() {
            channel.best.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        }
        Self { channels }
    }

    /// Articles in all.
    pub fn articles(&self) -> usize {
        self.channels.values().map(|channel| channel.articles).sum()
    }

    /// Share of articles whose channel came first.
    pub fn accuracy(&self) -> f64 {
        ratio(self.channels.values().map(|channel| channel.right).sum::<usize>() as f64, self.articles() as f64)
    }

    /// Share of articles that got the topic of their channel.
    pub fn recall(&self) -> f64 {
        ratio(self.channels.values().map(|channel| channel.given).sum::<usize>() as f64, self.articles() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_sources_own_topics_compete() {
        let article = |topic: &str, scores: [f64; 3], topics: &[&str]| ChannelArticle {
            channel: format!("频道{topic}"),
            topic: topic.to_owned(),
            scores: ["law", "sports", "trade"].iter().zip(scores).map(|(topic, score)| ((*topic).to_owned(), score)).collect(),
            topics: topics.iter().map(|topic| (*topic).to_owned()).collect(),
        };
        let channels = Channels::new(&[
            article("law", [0.2, 0.9, 0.1], &["sports"]),
            article("trade", [0.1, 0.9, 0.3], &["sports", "trade"]),
            article("trade", [0.4, 0.0, 0.3], &[]),
        ]);
        assert_eq!((channels.articles(), channels.accuracy(), channels.recall()), (3, 2.0 / 3.0, 1.0 / 3.0));
        assert_eq!(channels.channels["频道trade"].best, [("law".to_owned(), 1), ("trade".to_owned(), 1)]);
    }
}
