//! The sentence × term matrix of one article, and what each sentence covers of it.

use std::cell::RefCell;

use ndarray::{Array1, Array2, ArrayView1, Axis};

use crate::{
    analyze::{Context, keywords::Trait, slots::Slots},
    text::TermId,
};

/// Sentences as rows of unit length, terms as columns; a cell is the count of the term times its rarity.
///
/// Terms of one sentence alone have no column: they can make no two rows alike. Their weight is in the rows' length.
pub(super) struct SentenceMatrix {
    rows: Array2<f32>,
    /// How alike each sentence is to the sum of all, in [0, 1].
    pub(super) centroid: Array1<f32>,
    /// How alike each sentence is to the head block, in [0, 1]; 0 without one.
    pub(super) title: Array1<f32>,
    /// What each sentence covers.
    pub(super) cover: Vec<Cover>,
}

/// What the terms of one sentence are to the article.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Cover {
    /// Share of the weight of all terms the article repeats, in [0, 1]; weight is count times rarity.
    pub(super) repeated: f32,
    /// The same of those first met here.
    pub(super) repeated_new: f32,
    /// Share of its different terms that are first met here, in [0, 1].
    pub(super) new: f32,
    /// Mean rarity of its terms.
    pub(super) rarity: f32,
    /// Mean count in the article of its terms.
    pub(super) frequency: f32,
    /// Sum over its terms of count in the article times rarity.
    pub(super) weight: f32,
    /// Share of the head block's different terms, in [0, 1].
    pub(super) head: f32,
    /// It holds a person's name that no sentence before it holds.
    pub(super) new_person: bool,
    /// Mean share of its terms' articles in which they come again: how much they tell what an article is about.
    pub(super) again: f32,
    /// Mean share of its terms' articles that open with them.
    pub(super) opens: f32,
    /// Terms that count.
    pub(super) terms: u32,
}

/// A term of the article.
#[derive(Debug, Clone, Copy)]
struct Term {
    rarity: f32,
    count: u32,
    /// The first and the last sentence that holds it, from 1; 0 for none.
    first: u32,
    last: u32,
    /// In more than one sentence.
    shared: bool,
    in_head: bool,
    person: bool,
    /// Shares of its articles in which it comes again, and in which it stands in the first sentences.
    again: f32,
    opens: f32,
    column: u32,
}

const NO_COLUMN: u32 = u32::MAX;

thread_local! {
    static SLOTS: RefCell<Slots> = RefCell::default();
}

/// The terms of an article under small numbers, and those of each sentence.
struct Terms {
    all: Vec<Term>,
    /// Numbers of the terms of the sentences, one sentence after the other, and where each ends.
    used: Vec<u32>,
    ends: Vec<usize>,
    head: Vec<u32>,
}

impl Terms {
    fn new(context: &Context<'_>, sentences: &[std::ops::Range<usize>]) -> Self {
        let document = context.document;
        let table = &context.tables.keywords;
        let mut terms = Self {
            all: Vec::with_capacity(document.body.len() / 2),
            used: Vec::with_capacity(document.body.len()),
            ends: Vec::with_capacity(sentences.len()),
            head: Vec::new(),
        };
        SLOTS.with_borrow_mut(|slots| {
            slots.clear(table.len());
            terms.read(context, sentences, |terms, id| {
                let word = table.get(id);
                // A number beyond 16 bits would name another term: a body of so many different words is no article.
                let fresh = terms.len();
                if !word.is(Trait::BEGINS) || word.is(Trait::STOP) || fresh > usize::from(u16::MAX) {
                    return None;
                }
                let number = slots.number(id, fresh as u16)?;
                if usize::from(number) == fresh {
                    terms.push(Term {
                        rarity: word.idf,
                        count: 0,
                        first: 0,
                        last: 0,
                        shared: false,
                        in_head: false,
                        person: word.is(Trait::PERSON),
                        again: f32::from(word.usage.again) / 16.0,
                        opens: f32::from(word.usage.early) / 16.0,
                        column: NO_COLUMN,
                    });
                }
                Some(number.into())
            });
        });
        terms
    }

    /// Reads head and sentences; `number` gives the number of a term that counts.
    fn read(
        &mut self,
        context: &Context<'_>,
        sentences: &[std::ops::Range<usize>],
        mut number: impl FnMut(&mut Vec<Term>, TermId) -> Option<u32>,
    ) {
        let document = context.document;
        for &id in document.head.ids() {
            if let Some(term) = number(&mut self.all, id) {
                self.all[term as usize].in_head = true;
                self.head.push(term);
            }
        }
        for (sentence, range) in sentences.iter().enumerate() {
            let mark = sentence as u32 + 1;
            for &id in &document.body.ids()[range.clone()] {
                let Some(at) = number(&mut self.all, id) else { continue };
                self.used.push(at);
                let term = &mut self.all[at as usize];
                term.count += 1;
                term.shared |= term.last != 0 && term.last != mark;
                term.last = mark;
                if term.first == 0 {
                    term.first = mark;
                }
            }
            self.ends.push(self.used.len());
        }
    }

    /// The terms of sentence `number`.
    fn of(&self, number: usize) -> &[u32] {
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.used[start..self.ends[number]]
    }

    /// Gives a column to each term of the head and to each that a second sentence holds; answers how many.
    fn columns(&mut self) -> usize {
        let mut columns = 0;
        for term in self.all.iter_mut().filter(|term| term.shared || term.in_head) {
            term.column = columns;
            columns += 1;
        }
        columns as usize
    }
}

impl SentenceMatrix {
    /// The matrix of the article; `sentences` are the words of each sentence.
    pub(super) fn new(context: &Context<'_>, sentences: &[std::ops::Range<usize>]) -> Self {
        let mut terms = Terms::new(context, sentences);
        let columns = terms.columns();
        let repeated: f32 = terms.all.iter().filter(|term| term.count > 1).map(|term| term.count as f32 * term.rarity).sum();
        let heads = terms.all.iter().filter(|term| term.in_head).count();
        let mut rows = Array2::zeros((sentences.len(), columns));
        let mut cover = Vec::with_capacity(sentences.len());
        let mut met = vec![0_u32; terms.all.len()];
        let mut alone = vec![0.0_f32; terms.all.len()];
        for number in 0..sentences.len() {
            let mark = number as u32 + 1;
            let mut row = rows.row_mut(number);
            let mut squares = 0.0_f32;
            let (mut here, mut different, mut new, mut in_head) = (Cover::default(), 0_u32, 0_u32, 0_u32);
            for &at in terms.of(number) {
                let term = &terms.all[at as usize];
                if term.column == NO_COLUMN {
                    let sum = &mut alone[at as usize];
                    squares += (*sum + term.rarity).powi(2) - *sum * *sum;
                    *sum += term.rarity;
                } else {
                    row[term.column as usize] += term.rarity;
                }
                here.terms += 1;
                here.rarity += term.rarity;
                here.again += term.again;
                here.opens += term.opens;
                here.frequency += term.count as f32;
                let weight = term.count as f32 * term.rarity;
                here.weight += weight;
                if met[at as usize] != mark {
                    met[at as usize] = mark;
                    different += 1;
                    let first = term.first == mark;
                    new += u32::from(first);
                    in_head += u32::from(term.in_head);
                    here.new_person |= first && term.person;
                    if term.count > 1 {
                        here.repeated += weight;
                        here.repeated_new += if first { weight } else { 0.0 };
                    }
                }
            }
            let length = f32::sqrt(row.dot(&row) + squares);
            if length > 0.0 {
                row /= length;
            }
            let share = |part: f32, whole: f32| if whole > 0.0 { part / whole } else { 0.0 };
            cover.push(Cover {
                repeated: share(here.repeated, repeated),
                repeated_new: share(here.repeated_new, repeated),
                new: share(new as f32, different as f32),
                rarity: share(here.rarity, here.terms as f32),
                again: share(here.again, here.terms as f32),
                opens: share(here.opens, here.terms as f32),
                frequency: share(here.frequency, here.terms as f32),
                head: share(in_head as f32, heads as f32),
                ..here
            });
        }
        let mut title = Array1::zeros(columns);
        for &at in &terms.head {
            let term = &terms.all[at as usize];
            title[term.column as usize] += term.rarity;
        }
        let centroid = likeness(&rows, &rows.sum_axis(Axis(0)));
        let title = likeness(&rows, &title);
        Self { rows, centroid, title, cover }
    }

    /// How alike two sentences are, in [0, 1].
    pub(super) fn like(&self, a: usize, b: usize) -> f32 {
        self.row(a).dot(&self.row(b))
    }

    fn row(&self, number: usize) -> ArrayView1<'_, f32> {
        self.rows.row(number)
    }
}

/// The cosine of every row with `other`; 0 where `other` is zero.
fn likeness(rows: &Array2<f32>, other: &Array1<f32>) -> Array1<f32> {
    let length = other.dot(other).sqrt();
    if length > 0.0 { rows.rows().into_iter().map(|row| row.dot(other) / length).collect() } else { Array1::zeros(rows.nrows()) }
}
