//! Takes the measure of every sentence of an article: what is printed of it, its features, its words.

use std::ops::Range;

use crate::{
    analyze::{
        Context, Keyword,
        rank::Table,
        summary::{
            feature::{
                ADJECTIVES, ADVERBS, AFTER_SPEECH, AGAIN, AHEAD, ASIDE, ASKS, ATTRIBUTION, BASE, BEFORE, BEFORE_LOG, BRACKETS,
                CENTROID, COLON, COLONS, COMMAS, COMPARES, CONTENT, CREDIT, DATES, DIALOGUE, EXCLAMATION, FIGURE, FIGURE_RATE,
                FIGURES, FIRST, FIRST_SPEECH, FIRST_UNTITLED, FOURTH, FREQUENCY, FROM_END, FUNCTION, HUGE, KEYWORD_COUNT,
                KEYWORD_NONE, KEYWORD_TOP, KEYWORDS, KEYWORDS_MOST, LAST, LEANS, LENGTH, LIKE_AFTER, LIKE_BEFORE, LIKE_FIRST,
                LISTS, LONG, LOOSE, MARKS, MEDIUM, NEIGHBOURS, NEW_KEYWORD, NEW_PERSON, NEW_TERMS, NOUNS, OPENS, OPENS_DATE,
                OPENS_FUNCTION, OPENS_NAME, OPENS_PERSON, OPENS_VERB, ORGANIZATION, PARAGRAPH, PARAGRAPH_FIRST, PARAGRAPH_LAST,
                PARAGRAPH_LATE, PARAGRAPH_PLACE, PARAGRAPHS, PAUSES, PERCENTS, PERSON, PLACE, PLACE_LOG, PLACE_NAME, PROPER,
                QUANTITIES, QUESTION, QUOTATION, QUOTED, QUOTES, RANKS, RARITY, RECENT, RELATIVE_LENGTH, REPEATED, REPEATED_NEW,
                RESULT, SCHEMA, SECOND, SEMICOLONS, SENTENCES, SHORT, SOURCE, SPEECH, SUBJECT, SUBJECT_BEFORE, SUBJECT_FIRST,
                SUBJECT_KEYWORDS, SUBJECT_SIZE, SUBJECT_TITLE, THIRD, TINY, TITLE, TITLE_COVER, TITLE_MOST, TITLED, TITLES,
                UNENDED, UNUSUAL, VERBAL_NOUNS, VERBS, WEIGHT,
            },
            line::Line,
            matrix::SentenceMatrix,
            printed::printed,
            wording::{Cues, Ending, opens_as_item},
        },
    },
    model::meanings::{AXES, Direction, Vector, length},
    span::Span,
    text::{TermId, WordClass},
};

/// The sentences of an article, measured.
pub(super) struct Sheet {
    /// What a summary prints of each.
    pub(super) spans: Vec<Span>,
    /// What each shows by itself.
    pub(super) lines: Vec<Line>,
    /// Their features.
    pub(super) table: Table,
    /// What their words are worth, by the table of the run.
    pub(super) words: Vec<f32>,
    /// How alike they are.
    pub(super) matrix: SentenceMatrix,
}

impl Sheet {
    /// Measures the article.
    pub(super) fn new(context: &Context<'_>, keywords: &[Keyword]) -> Self {
        let words = &context.tables.summary;
        let mut worth = words.reader();
        let (mut lines, mut sums) = (Vec::with_capacity(context.document.sentences.len()), Vec::new());
        for sentence in &context.document.sentences {
            let span = printed(context.article, sentence);
            let tokens = if span == sentence.span {
                sentence.tokens.start as usize..sentence.tokens.end as usize
            } else {
                context.document.body.within(span)
            };
            let line = Line::read(context, words, span, tokens);
            let mut sum = 0.0;
            line.read_words(context, &mut worth, |_, worth| sum += worth);
            lines.push(line);
            sums.push(sum);
        }
        let tokens: Vec<Range<usize>> = lines.iter().map(|line| line.tokens.clone()).collect();
        let matrix = SentenceMatrix::new(context, &tokens);
        let mut table = Table::new(SCHEMA.len(), lines.len());
        let mut filler = Filler { context, lines: &lines, matrix: &matrix, table: &mut table };
        filler.place();
        filler.paragraphs();
        filler.likeness();
        filler.keywords(keywords);
        filler.subjects(keywords);
        filler.words();
        filler.wording();
        filler.ranks();
        filler.neighbours();
        let spans = lines.iter().map(|line| line.span).collect();
        Self { spans, lines, table, words: sums, matrix }
    }
}

/// Length of the vector of a word that says something of a subject.
const FULL: f32 = 100.0;

/// ln(1 + x) of a count; `ln_1p` is exact for small fractions, which counts are not, and costs several times as much.
fn log_of(count: f32) -> f32 {
    (count + 1.0).ln()
}

/// Writes the features, column by column.
struct Filler<'a, 'c> {
    context: &'a Context<'c>,
    lines: &'a [Line],
    matrix: &'a SentenceMatrix,
    table: &'a mut Table,
}

impl Filler<'_, '_> {
    fn set(&mut self, row: usize, feature: usize, value: f32) {
        self.table.set(row, feature, value);
    }

    fn flag(&mut self, row: usize, feature: usize, yes: bool) {
        if yes {
            self.table.set(row, feature, 1.0);
        }
    }

    fn place(&mut self) {
        let n = self.lines.len();
        let titled = self.context.article.head.title.is_some();
        let total: u32 = self.lines.iter().map(|line| line.chars).sum::<u32>().max(1);
        let mean = total as f32 / n.max(1) as f32;
        let last = self.lines.iter().rposition(|line| !line.credit).unwrap_or(n.saturating_sub(1));
        let sentences = (n as f32).ln();
        let mut before = 0;
        for row in 0..n {
            let chars = self.lines[row].chars;
            self.set(row, BASE, 1.0);
            if let Some(&feature) = [FIRST, SECOND, THIRD, FOURTH].get(row) {
                self.set(row, feature, 1.0);
            }
            self.flag(row, FIRST_UNTITLED, row == 0 && !titled);
            self.set(row, PLACE, row as f32 / n as f32);
            self.set(row, PLACE_LOG, log_of(row as f32));
            self.set(row, FROM_END, log_of(last.abs_diff(row) as f32));
            self.flag(row, LAST, row == last);
            self.set(row, BEFORE, before as f32 / total as f32);
            self.set(row, BEFORE_LOG, log_of(before as f32));
            self.set(row, SENTENCES, sentences);
            self.flag(row, TITLED, titled);
            before += chars;

            let length = (chars as f32 + 1.0).ln();
            self.set(row, LENGTH, length);
            self.set(row, RELATIVE_LENGTH, length - (mean + 1.0).ln());
            match chars {
                0..15 => self.set(row, TINY, 1.0),
                15..30 => self.set(row, SHORT, 1.0),
                30..60 => self.set(row, MEDIUM, 1.0),
                60..100 => {}
                100..160 => self.set(row, LONG, 1.0),
                _ => self.set(row, HUGE, 1.0),
            }
        }
    }

    fn paragraphs(&mut self) {
        let sentences = &self.context.document.sentences;
        let Some(last) = sentences.last() else { return };
        if last.paragraph == 0 {
            return; // the text says nothing of its paragraphs
        }
        let paragraphs = (last.paragraph as f32 + 1.0).ln();
        let mut place = 0;
        for row in 0..sentences.len() {
            let paragraph = sentences[row].paragraph;
            place = if row > 0 && sentences[row - 1].paragraph == paragraph { place + 1 } else { 0 };
            let is_last = sentences.get(row + 1).is_none_or(|next| next.paragraph != paragraph);
            self.set(row, PARAGRAPHS, paragraphs);
            self.set(row, PARAGRAPH, log_of(paragraph as f32));
            self.set(row, PARAGRAPH_PLACE, log_of(place as f32));
            self.flag(row, PARAGRAPH_FIRST, place == 0 && row > 0);
            self.flag(row, PARAGRAPH_LAST, is_last);
            self.flag(row, PARAGRAPH_LATE, place > 1 && paragraph > 0);
        }
    }

    fn likeness(&mut self) {
        let n = self.lines.len();
        let titled = self.matrix.title.iter().fold(0.0_f32, |most, &title| most.max(title));
        for row in 0..n {
            self.set(row, CENTROID, self.matrix.centroid[row]);
            self.set(row, TITLE, self.matrix.title[row]);
            self.flag(row, TITLE_MOST, titled > 0.0 && self.matrix.title[row] >= titled);
            if row > 0 {
                let like = self.matrix.like(row - 1, row);
                self.set(row, LIKE_BEFORE, like);
                self.set(row - 1, LIKE_AFTER, like);
                let first = if row == 1 { like } else { self.matrix.like(0, row) };
                self.set(row, LIKE_FIRST, first);
            }
            let cover = self.matrix.cover[row];
            self.set(row, REPEATED, cover.repeated);
            self.set(row, REPEATED_NEW, cover.repeated_new);
            self.set(row, NEW_TERMS, cover.new);
            self.set(row, RARITY, cover.rarity);
            self.set(row, FREQUENCY, cover.frequency);
            self.set(row, WEIGHT, log_of(cover.weight));
            self.set(row, AGAIN, cover.again);
            self.set(row, OPENS, cover.opens);
            self.set(row, TITLE_COVER, cover.head);
            self.flag(row, NEW_PERSON, cover.new_person);
            self.set(row, CONTENT, cover.terms as f32 / self.lines[row].classes.words.max(1) as f32);
        }
    }

    fn keywords(&mut self, keywords: &[Keyword]) {
        let total: f64 = keywords.iter().map(|keyword| keyword.score).sum();
        for (nth, keyword) in keywords.iter().enumerate() {
            let share = if total > 0.0 { (keyword.score / total) as f32 } else { 0.0 };
            let mut last = None;
            for &span in &keyword.spans {
                let row = self.lines.partition_point(|line| line.span.end <= span.start);
                if last == Some(row) || !self.lines.get(row).is_some_and(|line| line.span.contains(span)) {
                    continue;
                }
                let mut add = |feature, value| self.table.set(row, feature, self.table.get(row, feature) + value);
                add(KEYWORDS, share);
                add(KEYWORD_COUNT, 1.0);
                add(KEYWORD_TOP, f32::from(u8::from(nth < 2)));
                add(NEW_KEYWORD, f32::from(u8::from(last.is_none())));
                last = Some(row);
            }
        }
        let most = self.table.column(KEYWORDS).iter().fold(0.0_f32, |most, &share| most.max(share));
        for row in 0..self.lines.len() {
            let share = self.table.get(row, KEYWORDS);
            self.flag(row, KEYWORDS_MOST, most > 0.0 && share >= most);
            self.flag(row, KEYWORD_NONE, share == 0.0);
        }
    }

    fn subjects(&mut self, keywords: &[Keyword]) {
        let (document, meanings) = (self.context.document, &self.context.tables.meanings);
        let of = |words: &[TermId]| meanings.of(words.iter().copied());
        let sums: Vec<Vector> = self.lines.iter().map(|line| of(&document.body.ids()[line.tokens.clone()])).collect();
        let add = |sum: Vector, other: &Vector| -> Vector { std::array::from_fn(|axis| sum[axis] + other[axis]) };
        let whole = Direction::new(&sums.iter().fold([0; AXES], add));
        let titled = self.context.article.head.title.is_some();
        let title = Direction::new(&if titled { of(document.head.ids()) } else { [0; AXES] });
        let in_text = |keyword: &Keyword| keyword.spans.first().map_or(0..0, |&span| document.body.within(span));
        let keywords =
            keywords.iter().map(|keyword| of(&document.body.ids()[in_text(keyword)])).fold([0; AXES], |sum, own| add(sum, &own));
        let keywords = Direction::new(&keywords);
        let lines: Vec<Direction> = sums.iter().map(Direction::new).collect();
        for (row, line) in lines.iter().enumerate() {
            self.set(row, SUBJECT, line.akin(&whole));
            self.set(row, SUBJECT_FIRST, if row > 0 { line.akin(&lines[0]) } else { 0.0 });
            self.set(row, SUBJECT_BEFORE, if row > 0 { line.akin(&lines[row - 1]) } else { 0.0 });
            self.set(row, SUBJECT_TITLE, line.akin(&title));
            self.set(row, SUBJECT_KEYWORDS, line.akin(&keywords));
            self.set(row, SUBJECT_SIZE, log_of(length(&sums[row]) / FULL));
        }
    }

    fn words(&mut self) {
        for row in 0..self.lines.len() {
            let line = &self.lines[row];
            let classes = &line.classes;
            let opening = line.wording.opening.map(|(_, class)| class);
            let any = |class| classes.count(class) > 0;
            let opens = |class| opening == Some(class);
            let names = opens(WordClass::Place) || opens(WordClass::Organization);
            self.set(row, FIGURES, log_of(classes.numbers as f32));
            self.flag(row, FIGURE, classes.numbers > 0);
            self.set(row, FIGURE_RATE, classes.share(WordClass::Number));
            self.set(row, DATES, classes.dates as f32);
            self.set(row, QUANTITIES, classes.quantities as f32);
            self.flag(row, PERSON, any(WordClass::Person));
            self.flag(row, PLACE_NAME, any(WordClass::Place));
            self.flag(row, ORGANIZATION, any(WordClass::Organization));
            self.flag(row, OPENS_PERSON, opens(WordClass::Person));
            self.flag(row, OPENS_NAME, names);
            self.flag(row, OPENS_DATE, line.wording.opens_with_date);
            self.flag(row, OPENS_FUNCTION, opens(WordClass::Function));
            self.flag(row, OPENS_VERB, opens(WordClass::Verb));
            for (feature, class) in [
                (FUNCTION, WordClass::Function),
                (ADVERBS, WordClass::Adverb),
                (VERBS, WordClass::Verb),
                (VERBAL_NOUNS, WordClass::VerbalNoun),
                (NOUNS, WordClass::Noun),
                (ADJECTIVES, WordClass::Adjective),
                (UNUSUAL, WordClass::Unknown),
                (PROPER, WordClass::Proper),
                (MARKS, WordClass::Punctuation),
            ] {
                self.set(row, feature, classes.share(class));
            }
        }
    }

    fn wording(&mut self) {
        let text = &self.context.article.text;
        let mut spoken = false;
        for row in 0..self.lines.len() {
            let line = &self.lines[row];
            let wording = &line.wording;
            let sentence = line.span.of(text);
            for (feature, count) in [
                (COMMAS, wording.commas),
                (PAUSES, wording.pauses),
                (SEMICOLONS, wording.semicolons),
                (COLONS, wording.colons),
                (BRACKETS, wording.brackets),
                (TITLES, wording.titles),
                (PERCENTS, wording.percents),
            ] {
                self.set(row, feature, log_of(count as f32));
            }
            let cues = wording.cues;
            self.flag(row, RECENT, cues.has(Cues::RECENT));
            self.flag(row, QUOTES, wording.quoted > 0 || wording.loose);
            self.set(row, QUOTED, wording.quoted as f32 / line.span.len().max(1) as f32);
            self.flag(row, QUOTATION, wording.opens_with_quote);
            self.flag(row, LOOSE, wording.loose);
            self.flag(row, ATTRIBUTION, cues.has(Cues::SAYS));
            self.flag(row, SPEECH, wording.speech);
            self.flag(row, FIRST_SPEECH, wording.speech && !spoken);
            self.flag(row, AFTER_SPEECH, spoken);
            spoken |= wording.speech;
            self.flag(row, SOURCE, cues.has(Cues::SOURCE));
            self.flag(row, LEANS, cues.has(Cues::LEANS));
            self.flag(row, LISTS, cues.has(Cues::LISTS) || opens_as_item(sentence));
            self.flag(row, ASIDE, cues.has(Cues::ASIDE));
            self.flag(row, CREDIT, line.credit);
            self.flag(row, AHEAD, cues.has(Cues::AHEAD));
            self.flag(row, COMPARES, cues.has(Cues::COMPARES));
            self.flag(row, RESULT, cues.has(Cues::RESULT));
            self.flag(row, DIALOGUE, cues.has(Cues::SELF));
            self.flag(row, ASKS, wording.questions > 0);
            match Ending::of(sentence) {
                Ending::Stop => {}
                Ending::Question => self.set(row, QUESTION, 1.0),
                Ending::Exclamation => self.set(row, EXCLAMATION, 1.0),
                Ending::Colon => self.set(row, COLON, 1.0),
                Ending::None => self.set(row, UNENDED, 1.0),
            }
        }
    }

    fn ranks(&mut self) {
        let n = self.lines.len();
        let mut values = Vec::with_capacity(n);
        for (feature, rank) in RANKS {
            values.clear();
            values.extend_from_slice(self.table.column(feature));
            for row in 0..n {
                let below = values.iter().map(|&other| u32::from(other < values[row])).sum::<u32>();
                self.set(row, rank, below as f32 / n as f32);
            }
        }
    }

    fn neighbours(&mut self) {
        for (feature, before, after) in NEIGHBOURS {
            for row in 1..self.lines.len() {
                if let Some(before) = before {
                    let value = self.table.get(row - 1, feature);
                    self.set(row, before, value);
                }
                if let Some(after) = after {
                    let value = self.table.get(row, feature);
                    self.set(row - 1, after, value);
                }
            }
        }
    }
}
