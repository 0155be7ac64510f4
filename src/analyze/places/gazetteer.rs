//! The gazetteer: all divisions with their forms, ready to be looked up.

use std::io::Read;

use rustc_hash::FxHashMap;

use crate::{
    analyze::{
        Context,
        phrases::{PhraseIndex, Phrases},
        places::{
            division::{Division, Form, Level},
            main_place, mention,
        },
    },
    error::{Error, Result},
    span::Span,
    text::Vocabulary,
};

/// A place an article names.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Full name: `江门市`.
    pub name: String,
    /// Administrative code, six digits (nine for streets and towns).
    pub code: String,
    /// Mentions in head and text.
    pub count: u32,
    /// The place the article is about.
    pub main: bool,
    /// Mentions in the text.
    pub spans: Vec<Span>,
}

/// zstd of a head line and lines `code⇥name⇥short form`; made by [`Gazetteer::build`].
const SHIPPED: &[u8] = include_bytes!("../data/divisions.tsv.zst");
pub(super) const MAGIC: &str = "zhaibao-divisions";
pub(super) const VERSION: u32 = 1;

/// A division a form may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub division: usize,
    pub form: Form,
}

/// The administrative divisions of China.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    pub(super) divisions: Vec<Division>,
    /// The division above each, by place in `divisions`.
    parents: Vec<Option<usize>>,
    pub(super) forms: Phrases,
    /// What each form may mean.
    pub(super) candidates: Vec<Vec<Candidate>>,
}

/// The forms in the vocabulary of one run.
#[derive(Debug, Clone, Default)]
pub struct PlaceTable {
    pub(super) index: PhraseIndex,
}

impl Gazetteer {
    /// The divisions that ship in the binary.
    pub fn shipped() -> Result<Self> {
        let mut text = String::new();
        let path = "the built-in list of divisions";
        zstd::Decoder::new(SHIPPED).and_then(|mut d| d.read_to_string(&mut text)).map_err(|e| Error::read(path, e))?;
        Self::parse(&text, path)
    }

    /// Reads what [`Gazetteer::build`] writes; `path` is for the error message.
    pub fn parse(text: &str, path: &str) -> Result<Self> {
        let mut lines = text.lines();
        let mut head = lines.next().unwrap_or_default().split('\t');
        if head.next() != Some(MAGIC) {
            return Err(Error::format(path, 1, "this is no list of divisions"));
        }
        let version = head.next().and_then(|field| field.parse().ok()).unwrap_or(0);
        if version != VERSION {
            return Err(Error::version(path, version, VERSION));
        }
        let mut gazetteer = Self::default();
        for (index, line) in lines.enumerate() {
            let division = Division::parse(line);
            let division = division.ok_or_else(|| Error::format(path, index + 2, "expected code, name and short form"))?;
            gazetteer.divisions.push(division);
        }
        gazetteer.index_forms();
        Ok(gazetteer)
    }

    fn index_forms(&mut self) {
        let by_code: FxHashMap<&str, usize> =
            self.divisions.iter().enumerate().map(|(number, division)| (division.code.as_str(), number)).collect();
        let above = |code: &str| {
            [6, 4, 2].into_iter().filter(|&digits| digits < code.len()).find_map(|digits| by_code.get(&code[..digits]).copied())
        };
        self.parents = self.divisions.iter().map(|division| above(&division.code)).collect();
        for (number, division) in self.divisions.iter().enumerate() {
            let short = division.short.iter().map(|(short, form)| (short.as_str(), *form));
            for (name, form) in std::iter::once((division.name.as_str(), Form::Full)).chain(short) {
                let phrase = self.forms.insert(name);
                if phrase == self.candidates.len() {
                    self.candidates.push(Vec::new());
                }
                self.candidates[phrase].push(Candidate { division: number, form });
            }
        }
    }

    /// The divisions above `division`, nearest first.
    pub(super) fn above(&self, division: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.parents[division], |&above| self.parents[above])
    }

    /// The codes of the highest divisions that bear this name, full or short: `江门` is 江门市, `吉林` the province.
    pub fn codes_of(&self, name: &str) -> Vec<String> {
        let bears =
            |division: &&Division| division.name == name || division.short.as_ref().is_some_and(|(short, _)| short == name);
        let found: Vec<&Division> = self.divisions.iter().filter(bears).collect();
        let highest = found.iter().map(|division| division.code.len()).min();
        found.iter().filter(|division| Some(division.code.len()) == highest).map(|division| division.full_code()).collect()
    }

    pub(super) fn level(&self, division: usize) -> Level {
        self.divisions[division].level()
    }

    /// The forms in the vocabulary of one run.
    pub fn table(&self, vocabulary: &Vocabulary) -> PlaceTable {
        PlaceTable { index: self.forms.index(vocabulary) }
    }

    /// The places the article names: the main place first, the others by count, then by first mention.
    pub fn places(&self, context: &Context<'_>) -> Vec<Place> {
        let mentions = mention::resolved(self, context);
        let main = main_place::main_place(self, &mentions, context);
        let mut found = indexmap::IndexMap::<usize, Place>::new();
        for mention in &mentions {
            let division = &self.divisions[mention.division];
            let place = found.entry(mention.division).or_insert_with(|| Place {
                name: division.name.clone(),
                code: division.full_code(),
                count: 0,
                main: main == Some(mention.division),
                spans: Vec::new(),
            });
            place.count += 1;
            if !mention.in_head {
                place.spans.push(mention.span);
            }
        }
        let mut places: Vec<Place> = found.into_values().collect();
        // The sort is stable, so equals stay in the order of first mention.
        places.sort_by(|a, b| b.main.cmp(&a.main).then(b.count.cmp(&a.count)));
        places
    }
}
