//! Law 3: every non-blank line of a page belongs to one article part or to the furniture, and no character is lost.

use std::collections::BTreeMap;

use proptest::prelude::*;
use zhaibao::{
    layout::{self, Split},
    page::Page,
};

use crate::sample;

/// How often each line of the page is claimed, by number; fails on a line that nobody claims or that does not exist.
fn claims(page: &Page, split: &Split) -> BTreeMap<u32, u32> {
    let lines: Vec<&str> = page.lines().collect();
    let mut claims: BTreeMap<u32, u32> = BTreeMap::new();
    let parts = split.articles.iter().flat_map(|article| article.source.head_lines.iter().chain(&article.source.body_lines));
    for range in parts.chain(&split.furniture) {
        assert!(
            1 <= range.first && range.first <= range.last && range.last as usize <= lines.len(),
            "{range:?} of {}",
            lines.len()
        );
        for number in range.first..=range.last {
            if !lines[number as usize - 1].trim().is_empty() {
                *claims.entry(number).or_default() += 1;
            }
        }
    }
    let lost: Vec<_> =
        (1..).zip(&lines).filter(|(number, line)| !line.trim().is_empty() && !claims.contains_key(number)).collect();
    assert!(lost.is_empty(), "{}: lines that belong to nothing: {lost:?}", page.path);
    claims
}

/// Letters, digits and Han characters, sorted: what may be moved by splitting, but neither lost nor doubled.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

/// Checks the law on one page. Where a page was cut, several articles share a line; there the proof by pieces says more (see
/// `layout::coverage`), but random pages hold too many equal pieces for it.
pub fn check(page: &Page) {
    let split = layout::split(page);
    let claims = claims(page, &split);
    let doubled: Vec<_> = claims.iter().filter(|(_, claims)| **claims > 1).collect();
    let printed = page.lines().filter(|line| !line.trim().is_empty()).count();
    let is_cut = layout::lines(page).len() > printed;
    let is_columned = is_cut || page.lines().any(|line| line.trim().contains("  "));
    assert!(doubled.is_empty() || is_columned, "{}: lines claimed twice: {doubled:?}", page.path);
    if !is_cut {
        let lines: Vec<&str> = page.lines().collect();
        for article in &split.articles {
            let printed: String = article
                .source
                .body_lines
                .iter()
                .flat_map(|range| &lines[range.first as usize - 1..range.last as usize])
                .copied()
                .collect();
            let printed = JUMPS.iter().fold(printed, |printed, mark| printed.replace(mark, ""));
            let text = JUMPS.iter().fold(article.text.clone(), |text, mark| text.replace(mark, ""));
            let (mut printed, text) = (letters(&printed), letters(&text));
            // Jump marks and standing heads are taken out of the text; nothing may be put in.
            for c in &text {
                let place = printed.binary_search(c);
                assert!(place.is_ok(), "{}: {c} stands in the text but not on the lines of {:?}", page.path, article.head.title);
                printed.remove(place.unwrap());
            }
            let removed: String = printed.into_iter().collect();
            assert!(removed.chars().count() <= MOST_REMOVED, "{}: lost {removed:?} of {:?}", page.path, article.head.title);
        }
    }
}

/// The jump marks of pages made at random, which leave the text.
const JUMPS: &[&str] = &["（上接第一版）", "（下转第2版）", "（下转第3版）", "（下转第4版）"];
/// Characters of two jump marks, `下转第十二版` and `上接第十二版`.
const MOST_REMOVED: usize = 12;

#[test]
fn every_line_of_the_samples_belongs_to_something() {
    sample::samples().iter().for_each(check);
}

/// A page as extractors give it that print a blank for every wrap: a line for each block of lines.
fn with_wraps_as_blanks(page: &Page) -> Page {
    let mut text = String::new();
    for line in page.lines() {
        text.push_str(match (line.trim().is_empty(), text.ends_with('\n') || text.is_empty()) {
            (true, _) => "\n",
            (false, true) => "",
            (false, false) => " ",
        });
        text.push_str(line.trim());
    }
    Page { text, ..page.clone() }
}

#[test]
fn wraps_that_became_blanks_lose_nothing() {
    let mut unrolled = 0;
    for page in sample::samples().iter().map(with_wraps_as_blanks) {
        unrolled += usize::from(layout::lines(&page).len() > page.lines().count());
        assert_eq!(layout::coverage(&page, &layout::split(&page)), [], "{}", page.path);
    }
    assert!(unrolled >= 5, "only {unrolled} of the pages were seen to be made of columns on one line");
}

proptest! {
    #[test]
    fn wraps_of_any_page_that_became_blanks_lose_nothing(page in sample::page()) {
        check(&with_wraps_as_blanks(&page));
    }

    #[test]
    fn every_line_of_any_page_belongs_to_something(page in sample::page()) {
        check(&page);
    }

    #[test]
    fn splitting_never_fails(text in "(\\PC|\\n|\\r|\\t){0,300}") {
        layout::split(&Page { text, ..Page::default() });
    }
}
