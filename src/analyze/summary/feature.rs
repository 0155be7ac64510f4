//! What is known of a sentence, as numbers a linear model can weigh.

use crate::{
    analyze::{
        Context, Keyword,
        rank::{Features, Schema, features},
        summary::{
            matrix::SentenceMatrix,
            printed::loose_quotes,
            wording::{ASIDES, ATTRIBUTIONS, CREDIT_LINES, LEANING, LISTING, SOURCES, TIMES, begins_with, holds},
        },
    },
    span::Span,
    text::WordClass,
};

features! {
    BASE = "base";
    FIRST = "first sentence";
    SECOND = "second sentence";
    THIRD = "third sentence";
    FOURTH = "fourth sentence";
    FIRST_UNTITLED = "first sentence, no title";
    LATE = "how late it stands";
    LATE_LOG = "log of its place";
    LAST = "last sentence";
    PARAGRAPH_FIRST = "first of a later paragraph";
    PARAGRAPH_LATE = "third or later of its paragraph";
    TINY = "under 15 characters";
    SHORT = "15 to 29 characters";
    MEDIUM = "30 to 59 characters";
    LONG = "100 to 159 characters";
    HUGE = "160 characters or more";
    RELATIVE_LENGTH = "log length against the mean";
    CENTROID = "like the whole text";
    CENTROID_RANK = "share of sentences less like the text";
    TITLE = "like the title";
    TITLE_MOST = "most like the title";
    LIKE_FIRST = "like the first sentence";
    KEYWORDS = "share of the keywords' scores";
    KEYWORDS_MOST = "holds most of the keywords";
    KEYWORD_NONE = "holds no keyword";
    NEW_KEYWORD = "share of the keywords first met here";
    FIGURES = "log count of figures";
    FIGURE = "holds a figure";
    PERSON = "names a person";
    PLACE = "names a place";
    ORGANIZATION = "names an organisation";
    UNUSUAL = "share of unknown words";
    TIME = "says when";
    QUOTES = "holds a quotation";
    QUOTATION = "begins with a quotation";
    LOOSE = "half of a quotation";
    ATTRIBUTION = "says who said it";
    SOURCE = "says where the paper has it from";
    LEANS = "leans on the sentence before";
    LISTS = "item of a list";
    ASIDE = "adds something";
    CREDIT = "a credit";
    QUESTION = "a question";
    EXCLAMATION = "an exclamation";
    COLON = "ends with a colon";
    UNENDED = "ends without a mark";
    DIALOGUE = "first-person";
}

/// The features, and the groups an ablation leaves out.
pub(in crate::analyze) const SCHEMA: Schema = Schema {
    names: &NAMES,
    groups: &[
        ("base", BASE),
        ("place", FIRST),
        ("length", TINY),
        ("centroid", CENTROID),
        ("title", TITLE),
        ("keywords", KEYWORDS),
        ("actors", FIGURES),
        ("wording", TIME),
    ],
};

/// Facts about the article every sentence is measured against.
pub(super) struct Scale<'a> {
    context: &'a Context<'a>,
    keywords: &'a [Keyword],
    printed: &'a [Span],
    matrix: &'a SentenceMatrix,
    like_first: Vec<f64>,
    coverage: Vec<f64>,
    mean_chars: f64,
}

impl<'a> Scale<'a> {
    /// Measures the article; `printed` are its sentences as a summary prints them.
    pub(super) fn new(
        context: &'a Context<'a>,
        keywords: &'a [Keyword],
        printed: &'a [Span],
        matrix: &'a SentenceMatrix,
    ) -> Self {
        let total: f64 = keywords.iter().map(|keyword| keyword.score).sum();
        let coverage = |sentence: &Span| {
            let held = keywords.iter().filter(|keyword| keyword.spans.iter().any(|&span| sentence.contains(span)));
            if total > 0.0 { held.map(|keyword| keyword.score).sum::<f64>() / total } else { 0.0 }
        };
        let chars: usize = printed.iter().map(|span| chars(context, *span)).sum();
        Self {
            context,
            keywords,
            printed,
            matrix,
            like_first: if printed.is_empty() { Vec::new() } else { matrix.likeness_to(0).to_vec() },
            coverage: printed.iter().map(coverage).collect(),
            mean_chars: chars as f64 / printed.len().max(1) as f64,
        }
    }

    /// Writes the features of sentence `number` over `out`.
    pub(super) fn measure(&self, number: usize, out: &mut Features) {
        out.clear();
        out.push((BASE, 1.0));
        self.measure_place(number, out);
        self.measure_likeness(number, out);
        self.measure_words(number, out);
        self.measure_wording(number, out);
    }

    fn measure_place(&self, number: usize, out: &mut Features) {
        let sentences = &self.context.document.sentences;
        let untitled = self.context.article.head.title.is_none();
        if let Some(&feature) = [FIRST, SECOND, THIRD, FOURTH].get(number) {
            out.push((feature, 1.0));
        }
        set(out, FIRST_UNTITLED, number == 0 && untitled);
        out.push((LATE, number as f64 / sentences.len() as f64));
        out.push((LATE_LOG, (number as f64).ln_1p()));
        set(out, LAST, number + 1 == sentences.len() && number > 2);
        let paragraph = sentences[number].paragraph;
        let nth = sentences[..number].iter().rev().take_while(|sentence| sentence.paragraph == paragraph).count();
        set(out, PARAGRAPH_FIRST, nth == 0 && number > 0);
        set(out, PARAGRAPH_LATE, nth > 1 && paragraph > 0);
        let chars = chars(self.context, self.printed[number]);
        match chars {
            0..15 => out.push((TINY, 1.0)),
            15..30 => out.push((SHORT, 1.0)),
            30..60 => out.push((MEDIUM, 1.0)),
            60..100 => {}
            100..160 => out.push((LONG, 1.0)),
            _ => out.push((HUGE, 1.0)),
        }
        out.push((RELATIVE_LENGTH, ((chars as f64 + 1.0) / (self.mean_chars + 1.0)).ln()));
    }

    fn measure_likeness(&self, number: usize, out: &mut Features) {
        let centroid = self.matrix.centroid[number];
        out.push((CENTROID, centroid));
        let below = self.matrix.centroid.iter().filter(|&&other| other < centroid).count();
        out.push((CENTROID_RANK, below as f64 / self.printed.len() as f64));
        let title = self.matrix.title[number];
        out.push((TITLE, title));
        set(out, TITLE_MOST, title > 0.0 && self.matrix.title.iter().all(|&other| other <= title));
        if number > 0 {
            out.push((LIKE_FIRST, self.like_first[number]));
        }
        let coverage = self.coverage[number];
        out.push((KEYWORDS, coverage));
        set(out, KEYWORDS_MOST, coverage > 0.0 && self.coverage.iter().all(|&other| other <= coverage));
        set(out, KEYWORD_NONE, coverage == 0.0);
        let new =
            self.keywords.iter().filter(|keyword| keyword.spans.first().is_some_and(|&span| self.printed[number].contains(span)));
        out.push((NEW_KEYWORD, new.count() as f64 / self.keywords.len().max(1) as f64));
    }

    fn measure_words(&self, number: usize, out: &mut Features) {
        let tokens = &self.context.document.sentences[number].tokens;
        let ids = &self.context.document.body.ids()[tokens.start as usize..tokens.end as usize];
        let classes = || ids.iter().map(|&id| self.context.vocabulary.class(id));
        let has = |class| classes().any(|other| other == class);
        let figures = classes().filter(|&class| class == WordClass::Number).count();
        out.push((FIGURES, (figures as f64).ln_1p()));
        set(out, FIGURE, figures > 0);
        set(out, PERSON, has(WordClass::Person));
        set(out, PLACE, has(WordClass::Place));
        set(out, ORGANIZATION, has(WordClass::Organization));
        let unknown = classes().filter(|&class| class == WordClass::Unknown).count();
        out.push((UNUSUAL, unknown as f64 / ids.len().max(1) as f64));
    }

    fn measure_wording(&self, number: usize, out: &mut Features) {
        let sentence = self.printed[number].of(&self.context.article.text);
        let bare = sentence.trim_end_matches(['”', '」', '』', '’', '）', ')']);
        set(out, TIME, holds(sentence, &TIMES));
        set(out, QUOTES, sentence.contains(['“', '「']));
        set(out, QUOTATION, sentence.starts_with(['“', '「']));
        set(out, LOOSE, loose_quotes(sentence) != (0, 0));
        set(out, ATTRIBUTION, holds(sentence, &ATTRIBUTIONS));
        set(out, SOURCE, holds(sentence, &SOURCES));
        set(out, LEANS, begins_with(sentence, &LEANING));
        set(out, LISTS, begins_with(sentence, &LISTING));
        set(out, ASIDE, begins_with(sentence, &ASIDES));
        set(out, CREDIT, holds(sentence, &CREDIT_LINES));
        set(out, QUESTION, bare.ends_with(['？', '?']));
        set(out, EXCLAMATION, bare.ends_with(['！', '!']));
        set(out, COLON, bare.ends_with(['：', ':']));
        set(out, UNENDED, !bare.ends_with(['。', '！', '？', '…', '；', '!', '?', '：', ':', '.']));
        set(
            out,
            DIALOGUE,
            sentence.contains('我') && !sentence.contains("我国") && !sentence.contains("我省") && !sentence.contains("我市"),
        );
    }
}

fn chars(context: &Context<'_>, span: Span) -> usize {
    span.of(&context.article.text).chars().count()
}

fn set(out: &mut Features, feature: usize, yes: bool) {
    if yes {
        out.push((feature, 1.0));
    }
}
