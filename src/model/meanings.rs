//! What texts are about, told by the pairs of characters in them: every common pair has a vector, and texts on one subject point the
//! same way though they may not share a pair.
//!
//! A headline names its subject in other words than the story does, and the second half of a story need not repeat the first. The
//! vectors were learned so that two spans of one article lie nearer each other than spans of different articles do (see [`learn`]);
//! two characters side by side are nearly a word, so no segmenter is needed. Traditional characters are read as simplified ones.

mod learn;

use std::sync::LazyLock;

pub use learn::{MeaningsConfig, learn_meanings};

use crate::{
    model::packed::Packed,
    script,
    text::{TermId, Vocabulary},
};

/// First line of the data file, then its version.
const MAGIC: &str = "zhaibao-meanings";
/// The version of its form.
const VERSION: &str = "1";

/// The shipped vectors.
static SHIPPED: &[u8] = include_bytes!("data/meanings.zst");

/// Axes of a vector.
pub const AXES: usize = 32;

/// A sum of vectors: which way a text points, and how much of it says so.
pub type Vector = [i32; AXES];

/// A vector for every common pair of Han characters.
#[derive(Debug, Default)]
pub struct Meanings {
    /// Pair and the number of its vector plus one, by open addressing; zero where the place is free.
    places: Vec<(u32, u32)>,
    vectors: Vec<[i8; AXES]>,
}

/// Places for each pair: with half of them free a pair is found at the first or second look.
const ROOM: usize = 2;

impl Meanings {
    /// The shipped vectors.
    pub fn shipped() -> &'static Self {
        static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| Meanings::read(SHIPPED).unwrap_or_default());
        &MEANINGS
    }

    /// The number of the vector of two characters side by side.
    #[inline]
    pub fn number(&self, a: char, b: char) -> Option<u32> {
        if self.places.is_empty() {
            return None;
        }
        let pair = pack(script::simplified(a), script::simplified(b))?;
        self.places[self.place(pair)].1.checked_sub(1)
    }

    /// A vector by its number.
    #[inline]
    pub fn vector(&self, number: u32) -> &[i8; AXES] {
        &self.vectors[number as usize]
    }

    /// Which way a text points.
    pub fn of(&self, text: &str) -> Vector {
        let mut sum = [0; AXES];
        for (a, b) in text.chars().zip(text.chars().skip(1)) {
            if let Some(number) = self.number(a, b) {
                add(&mut sum, self.vector(number));
            }
        }
        sum
    }

    /// The place of a pair, or the free one where it would go.
    #[inline]
    fn place(&self, pair: u32) -> usize {
        let mask = self.places.len() - 1;
        let mut at = (pair.wrapping_mul(0x9e37_79b1) >> 7) as usize & mask;
        while self.places[at].1 != 0 && self.places[at].0 != pair {
            at = (at + 1) & mask;
        }
        at
    }

    fn new(pairs: impl ExactSizeIterator<Item = u32>, vectors: Vec<[i8; AXES]>) -> Self {
        let mut meanings = Self { places: vec![(0, 0); (ROOM * pairs.len()).next_power_of_two()], vectors };
        for (pair, number) in pairs.zip(1..) {
            let place = meanings.place(pair);
            meanings.places[place] = (pair, number);
        }
        meanings
    }

    /// Reads a data file: two lines of text, a blank one, then, packed, the number of pairs, the pairs and their vectors.
    fn read(packed: &[u8]) -> Option<Self> {
        let file = Packed::open(packed, MAGIC, VERSION)?;
        let (count, rest) = file.body().split_first_chunk::<4>()?;
        let (pairs, rest) = rest.split_at_checked(4 * u32::from_le_bytes(*count) as usize)?;
        let pairs = pairs.as_chunks::<4>().0;
        let vectors = rest.as_chunks::<AXES>().0;
        let vectors: Vec<[i8; AXES]> = vectors.iter().map(|vector| vector.map(u8::cast_signed)).collect();
        (vectors.len() == pairs.len()).then(|| Self::new(pairs.iter().map(|pair| u32::from_le_bytes(*pair)), vectors))
    }
}

/// Which way every word of a vocabulary points, by id: the sum of its pairs.
#[derive(Debug, Clone, Default)]
pub struct WordMeanings {
    /// By word: its place in the list below plus one; zero where no pair of it is known.
    places: Vec<u32>,
    vectors: Vec<[i16; AXES]>,
}

impl WordMeanings {
    /// The words of a vocabulary.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let meanings = Meanings::shipped();
        let mut words = Self { places: vec![0; vocabulary.len()], vectors: Vec::new() };
        for (id, word) in vocabulary.words() {
            let sum = meanings.of(word);
            if sum != [0; AXES] {
                words.vectors.push(sum.map(|axis| axis.clamp(i16::MIN.into(), i16::MAX.into()) as i16));
                words.places[id.index()] = words.vectors.len() as u32;
            }
        }
        words
    }

    /// Which way some words point together. Words that came to the vocabulary later say nothing.
    pub fn of(&self, words: impl IntoIterator<Item = TermId>) -> Vector {
        let mut sum = [0; AXES];
        let places = words.into_iter().map(|id| self.places.get(id.index()).copied().unwrap_or(0));
        for vector in places.filter_map(|place| self.vectors.get(place.checked_sub(1)? as usize)) {
            add(&mut sum, vector);
        }
        sum
    }
}

/// Adds a vector to a sum.
#[inline]
pub fn add<T: Copy + Into<i32>>(sum: &mut Vector, vector: &[T; AXES]) {
    for axis in 0..AXES {
        sum[axis] += vector[axis].into();
    }
}

/// Numbers added up side by side, so that sums need not wait for one another.
const LANES: usize = 8;

/// The sum of the products of two lists.
#[inline]
fn dot(a: &[f32; AXES], b: &[f32; AXES]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    for (a, b) in a.as_chunks::<LANES>().0.iter().zip(b.as_chunks::<LANES>().0) {
        for lane in 0..LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum()
}

/// The length of a sum: how much a text says of its subject.
#[allow(clippy::cast_precision_loss)] // sums stay far below 2^24 wherever their size matters
pub fn length(sum: &Vector) -> f32 {
    let axes = sum.map(|axis| axis as f32);
    dot(&axes, &axes).sqrt()
}

/// A text's direction alone, of length 1; zero where nothing is known of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Direction([f32; AXES]);

impl Direction {
    /// The direction of a sum.
    #[allow(clippy::cast_precision_loss)] // sums stay far below 2^24 wherever their size matters
    pub fn new(sum: &Vector) -> Self {
        let axes = sum.map(|axis| axis as f32);
        let length = dot(&axes, &axes).sqrt();
        let scale = if length > 0.0 { 1.0 / length } else { 0.0 };
        Self(axes.map(|axis| axis * scale))
    }

    /// The cosine of the angle between two directions, -1 to 1; 0 where nothing is known of one.
    #[inline]
    pub fn akin(&self, other: &Self) -> f32 {
        dot(&self.0, &other.0)
    }
}

/// Two Han characters of the basic block in one number.
#[inline]
const fn pack(a: char, b: char) -> Option<u32> {
    match (a, b) {
        ('\u{4e00}'..='\u{9fff}', '\u{4e00}'..='\u{9fff}') => Some((a as u32) << 16 | b as u32),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_on_one_subject_point_the_same_way() {
        let meanings = Meanings::shipped();
        let direction = |text: &str| Direction::new(&meanings.of(text));
        let (bridge, match_, weather) = (
            direction("跨江大桥主塔封顶，施工单位加紧架设钢梁。"),
            direction("主队上半场连进两球，门将多次扑出险球。"),
            direction("气象台发布暴雨预警，局地雨量将超过一百毫米。"),
        );
        let road = direction("高速公路隧道贯通，工程建设进入路面铺装阶段");
        assert!(bridge.akin(&road) > 0.5 && bridge.akin(&road) > bridge.akin(&match_).max(bridge.akin(&weather)) + 0.2);
        assert!((bridge.akin(&bridge) - 1.0).abs() < 1e-4);
        assert!(direction("ABC 123").akin(&bridge).abs() < f32::EPSILON);
    }
}
