//! One page: which system item is which article, and what was lost, mixed or added.

use crate::eval::{
    gold::GoldPage,
    letters::letters_and_digits,
    output::Output,
    ratio::ratio,
    rouge::shared,
    splitting::{
        GRAM,
        align::{Matter, Place, Stream, Streams},
        assign::assign,
        sums::{PageSums, THRESHOLDS},
        titles,
    },
};

/// Bodies shorter than this many letters are not measured.
const SHORTEST_BODY: usize = 15;
/// An item is news when this share of what it holds is body text,
const NEWS_SHARE: f64 = 0.2;
/// and at least this many letters of it.
const NEWS_LETTERS: usize = 10;
/// Text found nowhere on the page is invented when an item without body holds more of it than this share,
const INVENTED_SHARE: f64 = 0.5;
/// and at least this many letters.
const INVENTED_LETTERS: usize = 30;
/// Overlap from which a pair's headline and order are measured.
const PAIRED: f64 = 0.5;

/// How well one gold article was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Page it stands on.
    pub page: String,
    /// Key of the article.
    pub article: String,
    /// Its headline.
    pub title: String,
    /// Overlap with the item matched to it, in [0, 1]; 0 when none is.
    pub overlap: f64,
    /// Headline and text of that item.
    pub item: Option<(String, String)>,
    /// For each letter or digit of the body, whether that item holds it.
    pub captured: Vec<bool>,
}

impl Found {
    fn nowhere(page: &GoldPage, article: usize, letters: usize) -> Self {
        let article = &page.articles[article];
        Self {
            page: page.page.clone(),
            article: article.id.clone(),
            title: article.title.clone(),
            overlap: 0.0,
            item: None,
            captured: vec![false; letters],
        }
    }

    fn meet(&mut self, item: &Item<'_>, article: usize, overlap: f64) {
        self.overlap = overlap;
        self.item = Some((item.output.title.clone(), item.output.text.clone()));
        item.places(article).iter().for_each(|&place| self.captured[place] = true);
    }
}

/// What an item of the system holds, by letters.
struct Item<'a> {
    output: &'a Output,
    text: Vec<char>,
    /// Body letters by article, in order of first appearance.
    bodies: Vec<(usize, Vec<usize>)>,
    /// Heads, captions and labels by article.
    attached: Vec<(usize, usize)>,
    other: usize,
    unknown: usize,
}

impl<'a> Item<'a> {
    fn new(output: &'a Output, streams: &mut Streams) -> Self {
        let text = letters_and_digits(&output.text);
        let places = streams.align(&text);
        let mut item = Self { output, text, bodies: Vec::new(), attached: Vec::new(), other: 0, unknown: 0 };
        for run in places.chunk_by(|a, b| a.is_none() == b.is_none()) {
            if run[0].is_none() {
                item.unknown += if run.len() >= GRAM { run.len() } else { 0 };
            }
            run.iter().flatten().for_each(|&place| item.count(place, streams));
        }
        item
    }

    fn count(&mut self, (stream, place): Place, streams: &Streams) {
        let stream = &streams.all[stream];
        match (stream.matter, stream.article) {
            (Matter::Body, Some(article)) => match self.bodies.iter_mut().find(|(known, _)| *known == article) {
                Some((_, places)) => places.push(place),
                None => self.bodies.push((article, vec![place])),
            },
            (Matter::Head | Matter::Attached | Matter::TinyBody, Some(article)) => {
                match self.attached.iter_mut().find(|(known, _)| *known == article) {
                    Some((_, letters)) => *letters += 1,
                    None => self.attached.push((article, 1)),
                }
            }
            (Matter::OtherPage, _) => {}
            _ => self.other += 1,
        }
    }

    fn body_letters(&self) -> usize {
        self.bodies.iter().map(|(_, places)| places.len()).sum()
    }

    fn letters(&self) -> usize {
        self.body_letters() + self.attached.iter().map(|(_, letters)| letters).sum::<usize>() + self.other + self.unknown
    }

    /// The article most of its body is of; the first of equals.
    fn own(&self) -> Option<usize> {
        let most = self.bodies.iter().map(|(_, places)| places.len()).max()?;
        self.bodies.iter().find(|(_, places)| places.len() == most).map(|&(article, _)| article)
    }

    fn is_news(&self) -> bool {
        let body = self.body_letters();
        body >= NEWS_LETTERS && body as f64 >= NEWS_SHARE * self.letters() as f64
    }

    fn is_invented(&self) -> bool {
        self.body_letters() == 0
            && self.unknown >= INVENTED_LETTERS
            && self.unknown as f64 > INVENTED_SHARE * self.letters().max(1) as f64
    }

    /// Letters that have no business in this news item.
    fn stray(&self) -> usize {
        let own = self.own();
        let foreign = self.attached.iter().filter(|(article, _)| Some(*article) != own);
        self.unknown + self.other + foreign.map(|(_, letters)| letters).sum::<usize>()
    }

    /// Body letters in the order the item gives them; empty for articles it holds nothing of.
    fn places(&self, article: usize) -> &[usize] {
        self.bodies.iter().find(|(known, _)| *known == article).map(|(_, places)| places.as_slice()).unwrap_or_default()
    }

    /// The same, sorted and each once.
    fn distinct(&self, article: usize) -> Vec<usize> {
        let mut places = self.places(article).to_vec();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// Scores one page; `further` are other pages that some of its records also hold.
pub(super) fn score(page: &GoldPage, outputs: &[&Output], further: &[&GoldPage]) -> (PageSums, Vec<Found>) {
    let bodies: Vec<Vec<char>> = page.articles.iter().map(|article| letters_and_digits(&article.body)).collect();
    let measured: Vec<usize> = (0..bodies.len()).filter(|&article| bodies[article].len() >= SHORTEST_BODY).collect();
    let mut streams = Streams::new(streams(page, &bodies, further));
    let items: Vec<Item<'_>> = outputs.iter().map(|output| Item::new(output, &mut streams)).collect();
    let invented: Vec<&Item<'_>> = items.iter().filter(|item| !item.is_news() && item.is_invented()).collect();
    let news: Vec<&Item<'_>> = items.iter().filter(|item| item.is_news()).collect();

    let mut sums = PageSums {
        gold: measured.len() as f64,
        system: (news.len() + invented.len()) as f64,
        titles: measured.iter().filter(|&&article| !letters_and_digits(&page.articles[article].title).is_empty()).count() as f64,
        ..PageSums::default()
    };
    let overlaps: Vec<Vec<f64>> =
        measured.iter().map(|&article| news.iter().map(|item| overlap(item, article, bodies[article].len())).collect()).collect();
    let mut found: Vec<Found> = measured.iter().map(|&article| Found::nowhere(page, article, bodies[article].len())).collect();
    for (row, column) in assign(&overlaps).into_iter().filter(|&(row, column)| overlaps[row][column] > 0.0) {
        found[row].meet(news[column], measured[row], overlaps[row][column]);
        score_pair(page, measured[row], &bodies[measured[row]], news[column], overlaps[row][column], &mut sums);
    }
    b_cubed(&measured, &bodies, &news, &mut sums);
    for item in invented {
        sums.system_chars += item.letters() as f64;
        sums.stray += item.letters() as f64;
    }
    (sums, found)
}

/// All texts of the page, in the order in which equals are preferred.
pub(super) fn streams(page: &GoldPage, bodies: &[Vec<char>], further: &[&GoldPage]) -> Vec<Stream> {
    let mut streams = Vec::new();
    for (number, (article, body)) in page.articles.iter().zip(bodies).enumerate() {
        let mut push = |matter, text: Vec<char>| streams.push(Stream { matter, article: Some(number), text });
        push(if body.len() >= SHORTEST_BODY { Matter::Body } else { Matter::TinyBody }, body.clone());
        let title = if article.title.is_empty() { &article.full_title } else { &article.title };
        for head in [&article.kicker, title, &article.subtitle, &article.byline].map(|head| letters_and_digits(head)) {
            if !head.is_empty() {
                push(Matter::Head, head);
            }
        }
        let full = letters_and_digits(&article.full_title);
        if !article.full_title.is_empty() && full != letters_and_digits(&article.title) {
            push(Matter::Head, full);
        }
    }
    for other in &page.others {
        let id = other.attached_to.as_deref();
        let article = page.articles.iter().rposition(|article| Some(article.id.as_str()) == id);
        let matter = if article.is_some() { Matter::Attached } else { Matter::Other };
        streams.push(Stream { matter, article, text: letters_and_digits(&other.text) });
    }
    for article in further.iter().flat_map(|page| &page.articles) {
        streams.push(Stream { matter: Matter::OtherPage, article: None, text: letters_and_digits(&article.body) });
    }
    streams
}

/// Letters of the article in the item, over the article's letters and everything else the item holds.
fn overlap(item: &Item<'_>, article: usize, letters: usize) -> f64 {
    let matched = item.distinct(article).len();
    let rest = item.body_letters() - matched + item.stray();
    if matched == 0 { 0.0 } else { matched as f64 / (letters + rest) as f64 }
}

fn score_pair(page: &GoldPage, article: usize, body: &[char], item: &Item<'_>, overlap: f64, sums: &mut PageSums) {
    sums.overlap += overlap;
    for (hits, threshold) in sums.hits.iter_mut().zip(THRESHOLDS) {
        *hits += f64::from(u8::from(overlap >= threshold));
    }
    sums.gram5 += gram_jaccard(body, &item.text);
    if overlap < PAIRED {
        return;
    }
    let places = item.places(article);
    sums.ordered_pairs += 1.0;
    sums.order += longest_rise(places) as f64 / places.len() as f64;
    if let Some(title) = titles::compare(&page.articles[article], &item.output.title) {
        sums.title_exact += f64::from(u8::from(title.exact));
        sums.title_deck += f64::from(u8::from(title.deck));
        sums.title_near += f64::from(u8::from(title.near));
    }
}

/// B-cubed over characters, coverage and purity.
fn b_cubed(measured: &[usize], bodies: &[Vec<char>], news: &[&Item<'_>], sums: &mut PageSums) {
    for &article in measured {
        let letters = bodies[article].len();
        let mut parts: Vec<Vec<usize>> = news.iter().map(|item| item.distinct(article)).collect();
        parts.reverse(); // of equally long parts the last item's comes first
        parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
        let mut seen = vec![false; letters];
        for part in &parts {
            let new = part.iter().filter(|&&place| !std::mem::replace(&mut seen[place], true)).count();
            sums.recall += (new * part.len()) as f64 / letters as f64;
            sums.covered += new as f64;
        }
        sums.gold_chars += letters as f64;
    }
    for item in news {
        let letters = (item.body_letters() + item.stray()) as f64;
        let sizes = || item.bodies.iter().map(|(_, places)| places.len());
        sums.system_chars += letters;
        sums.precision += sizes().map(|size| (size * size) as f64 / letters).sum::<f64>();
        sums.majority += sizes().max().unwrap_or(0) as f64;
        sums.stray += item.stray() as f64;
    }
}

/// Jaccard of the multisets of grams; a text shorter than a gram is one gram.
fn gram_jaccard(a: &[char], b: &[char]) -> f64 {
    fn grams(text: &[char]) -> Vec<&[char]> {
        let mut grams: Vec<&[char]> = if text.len() < GRAM { vec![text] } else { text.windows(GRAM).collect() };
        grams.sort_unstable();
        grams
    }
    let (a, b) = (grams(a), grams(b));
    let both = shared(&a, &b);
    ratio(both as f64, (a.len() + b.len() - both) as f64)
}

/// Length of the longest strictly rising subsequence.
fn longest_rise(places: &[usize]) -> usize {
    let mut ends: Vec<usize> = Vec::new();
    for &place in places {
        let at = ends.partition_point(|&end| end < place);
        if at == ends.len() {
            ends.push(place);
        } else {
            ends[at] = place;
        }
    }
    ends.len()
}
