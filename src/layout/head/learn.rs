//! Learns the weights of the readings from pages whose heads are known.

use std::ops::Range;

use super::{
    super::{Skill, label::Sheet},
    atom::{Atoms, Seam},
    feature::{NAMES, Reading},
};
use crate::{
    layout::glyph,
    layout::{
        fit::{Ballot, FitConfig, fit},
        linear::Linear,
    },
};

/// Strength of the penalty and steps of the fit.
const FIT: FitConfig = FitConfig { ridge: 2.5, steps: 40 };
/// How much more a head of a style with few of them may weigh.
const MAX_WEIGHT: f64 = 4.0;
/// Weight of a head with a line of the text too many: the labelling errs, and the headline should still be found.
const BLURRED: f64 = 0.25;
/// Atoms a deck of a known head may take.
const MAX_DECK: usize = 10;
/// Atoms between the parts of one head at most: bylines and marks.
const MAX_BETWEEN: usize = 2;

/// What is known of the head of one article: its decks as a person reads them, `None` where the article has none.
#[derive(Debug, Clone, Default)]
pub struct KnownHead {
    /// Standing head above it.
    pub rubric: Option<String>,
    /// The smaller line above the headline.
    pub kicker: Option<String>,
    /// The headline.
    pub title: String,
    /// The smaller line below it.
    pub subtitle: Option<String>,
    /// The text of the article.
    pub text: String,
}

/// A page with the heads that are known of it.
#[derive(Debug, Clone, Default)]
pub struct HeadSample {
    /// The page as it came.
    pub page: String,
    /// The articles of the page.
    pub heads: Vec<KnownHead>,
    /// Style of the page: pages of one style are held out together.
    pub style: usize,
}

/// Fitted weights with how they do.
#[derive(Debug, Clone)]
pub struct FittedHeads {
    /// The weights file.
    pub text: String,
    /// Heads found on the pages, line by line.
    pub heads: usize,
    /// Share of them read right by weights fitted to all.
    pub fitted: f64,
    /// The same by weights fitted to the pages of other styles.
    pub held_out: f64,
    /// Heads that were read wrong when held out: as they stand, and as they were read.
    pub wrong: Vec<String>,
}

/// Fits the weights to known heads. A head takes part if its lines are found on its page one after the other.
pub fn learn_heads(samples: &[HeadSample]) -> FittedHeads {
    let stories: Vec<String> = samples.iter().flat_map(|sample| &sample.heads).map(|head| glyph::squeeze(&head.text)).collect();
    let mut story = stories.iter();
    let (mut known, mut blurred): (Vec<Known<'_>>, Vec<Known<'_>>) = Default::default();
    for sample in samples {
        let sheet = Sheet::new(crate::layout::read(&sample.page), Skill::shipped());
        for head in &sample.heads {
            let Some(story) = story.next() else { continue };
            let found = Known::find(&sheet, head, story, sample.style);
            blurred.extend(found.iter().flat_map(|known| known.blurred(&sheet)));
            known.extend(found);
        }
    }
    let mut styles: Vec<usize> = known.iter().map(|known| known.style).collect();
    styles.sort_unstable();
    let count = |style: usize| styles.iter().filter(|&&other| other == style).count();
    let distinct = styles.chunk_by(|a, b| a == b).count();
    // Styles weigh alike, so that one with many pages does not decide for all.
    let weight = |style: usize| (known.len() as f64 / distinct as f64 / count(style) as f64).min(MAX_WEIGHT);
    let clean = known.iter().map(|known| known.ballot(weight(known.style)));
    let ballots: Vec<Ballot> = clean.chain(blurred.iter().map(|known| known.ballot(BLURRED * weight(known.style)))).collect();
    let share = |right: usize| right as f64 / known.len().max(1) as f64;
    let model = fit(NAMES, &ballots.iter().collect::<Vec<_>>(), FIT);
    let right = known.iter().filter(|known| known.is_right(&model)).count();
    let (mut held_out, mut wrong) = (0, Vec::new());
    for style in styles.chunk_by(|a, b| a == b).map(|styles| styles[0]) {
        let rest: Vec<&Ballot> = ballots.iter().filter(|ballot| ballot.fold != style).collect();
        let model = fit(NAMES, &rest, FIT);
        for known in known.iter().filter(|known| known.style == style) {
            if known.is_right(&model) {
                held_out += 1;
            } else {
                wrong.push(known.told(&model));
            }
        }
    }
    let made_by = format!(
        "Made by `zhaibao layout heads` from {} heads: {:.4} of the headlines right by weights learned from other styles, {:.4} by these.",
        known.len(),
        share(held_out),
        share(right)
    );
    FittedHeads { text: model.to_text(&made_by), heads: known.len(), fitted: share(right), held_out: share(held_out), wrong }
}

/// A head found on its page, with the reading that is right.
struct Known<'s> {
    lines: Range<usize>,
    atoms: Atoms<'s>,
    reading: Reading,
    style: usize,
}

impl<'s> Known<'s> {
    fn find(sheet: &Sheet<'_>, head: &KnownHead, story: &'s str, style: usize) -> Option<Self> {
        let lines: Vec<String> = sheet.lines.iter().map(|line| letters(&line.text)).collect();
        let title = places(&lines, &letters(&head.title));
        let near = |text: &Option<String>| places(&lines, &letters(text.as_deref().unwrap_or_default()));
        let (rubrics, kickers, subtitles) = (near(&head.rubric), near(&head.kicker), near(&head.subtitle));
        // A headline of one line may also stand on one line with its kicker; then the atoms below part them.
        let span = title.first().map(|title| {
            let mut span = title.clone();
            for above in [&kickers, &rubrics] {
                if let Some(deck) = above.iter().find(|deck| deck.end <= span.start && span.start - deck.end <= MAX_BETWEEN) {
                    span.start = deck.start;
                }
            }
            if let Some(deck) = subtitles.iter().find(|deck| deck.start >= span.end && deck.start - span.end <= MAX_BETWEEN) {
                span.end = deck.end;
            }
            span
        });
        let span = span.or_else(|| {
            let both = format!("{}{}", head.kicker.as_deref().unwrap_or_default(), head.title);
            places(&lines, &letters(&both)).first().cloned()
        })?;
        Self::read(sheet, span, &letters(&head.title), story, style)
    }

    fn read(sheet: &Sheet<'_>, lines: Range<usize>, title: &str, story: &'s str, style: usize) -> Option<Self> {
        let atoms = Atoms::new(sheet, lines.clone(), story);
        let reading = atoms.readings().find(|reading| letters(&atoms.text(reading.title.clone())) == title)?;
        Some(Self { lines, atoms, reading, style })
    }

    /// The head with the line before or after it, where that is a line of the text.
    fn blurred(&self, sheet: &Sheet<'_>) -> Vec<Self> {
        let title = letters(&self.atoms.text(self.reading.title.clone()));
        let story = letters(self.atoms.story);
        let Range { start, end } = self.lines;
        let above = start.checked_sub(1).map(|above| (above, above..end));
        let below = (end < sheet.lines.len()).then(|| (end, start..end + 1));
        let in_text =
            |at: usize| Some(letters(&sheet.lines[at].text)).is_some_and(|line| !line.is_empty() && story.contains(&line));
        let wider = above.into_iter().chain(below).filter(|(at, _)| in_text(*at)).map(|(_, lines)| lines);
        wider.filter_map(|lines| Self::read(sheet, lines, &title, self.atoms.story, self.style)).collect()
    }

    fn ballot(&self, weight: f64) -> Ballot {
        let share = |reading: &Reading| if *reading == self.reading { weight } else { 0.0 };
        let candidates = self.atoms.readings().map(|reading| (self.atoms.features(&reading), share(&reading)));
        Ballot { candidates: candidates.collect(), fold: self.style }
    }

    fn is_right(&self, model: &Linear<{ NAMES.len() }>) -> bool {
        self.atoms.likeliest(model).as_ref() == Some(&self.reading)
    }

    /// The head with its borders as they are and as the model sees them.
    fn told(&self, model: &Linear<{ NAMES.len() }>) -> String {
        let show = |reading: &Reading| {
            let mut text = String::new();
            for (at, atom) in self.atoms.list.iter().enumerate() {
                let seam = match atom.seam {
                    Seam::Inline => " ",
                    Seam::Wrap | Seam::Tied => "/",
                    Seam::Gap => "//",
                };
                text.push_str(if at == 0 { "" } else { seam });
                text.push_str(if at == reading.title.start { "[" } else { "" });
                text.push_str(&atom.text);
                text.push_str(if at + 1 == reading.title.end { "]" } else { "" });
            }
            text
        };
        let read = self.atoms.likeliest(model).map(|reading| show(&reading)).unwrap_or_default();
        format!("is {}\n# as {read}", show(&self.reading))
    }
}

/// Letters and digits of a text.
fn letters(text: &str) -> String {
    text.chars().filter(|&c| glyph::is_word(c)).flat_map(char::to_lowercase).collect()
}

/// Where lines one after the other make up a text.
fn places(lines: &[String], text: &str) -> Vec<Range<usize>> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for start in 0..lines.len() {
        let mut rest = text;
        for (nth, line) in lines[start..].iter().take(MAX_DECK).enumerate() {
            match rest.strip_prefix(line.as_str()).filter(|_| !line.is_empty() || nth > 0) {
                Some("") => {
                    found.push(start..start + nth + 1);
                    break;
                }
                Some(after) => rest = after,
                None => break,
            }
        }
    }
    found
}
