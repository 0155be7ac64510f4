//! The newsletter in headless Chromium: it needs no network, fits a phone and a desk, is legible by day and by night, its
//! links go somewhere, and the plain text holds every story it holds.

use std::path::Path;

use serde_json::json;

use crate::{chromium::Browser, harness::Dir};

/// The least contrast of text with what is behind it (WCAG 2.2, level AA).
const CONTRAST: f64 = 4.5;

/// The least contrast of a text of the page with its background, and that text.
const WORST: &str = r"(() => {
  const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const parse = (color) => color.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (element) => {
    for (; element; element = element.parentElement) {
      const color = parse(getComputedStyle(element).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  let worst = [99, ''];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
    if (!text || element.getClientRects().length === 0 || element.closest('style')) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < worst[0]) worst = [contrast, text];
  }
  return worst;
})()";

/// The newsletter of our sample pages, with a failed page and addresses on the web.
fn letter(dir: &Dir) -> std::path::PathBuf {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    dir.put("bad.jsonl", "{\n");
    dir.run(&["run", pages.to_str().unwrap(), "bad.jsonl", "-o", "out", "--min-pages", "99"]).code(3);
    let home = ["--home", "https://example.org/digest", "--unsubscribe", "https://example.org/leave"];
    dir.run(&[&["digest", "out", "-o", "letter"][..], &home].concat()).code(0);
    dir.path("letter/digest.html")
}

#[test]
fn the_newsletter_works_in_a_browser() {
    let dir = Dir::new();
    let Some(mut browser) = Browser::open(&dir.path("profile"), &letter(&dir)) else { return };
    let text = dir.text("letter/digest.txt");

    assert_eq!(browser.eval("document.documentElement.lang"), "zh-CN");
    let stories = browser.eval("[...document.querySelectorAll('h3, li')].map((e) => (e.firstElementChild?.className === 'so' ? e.firstChild : e).textContent.trim())");
    let stories: Vec<&str> = stories.as_array().unwrap().iter().map(|story| story.as_str().unwrap()).collect();
    assert!(stories.len() > 20, "{stories:?}");
    for story in stories {
        // A line of a list ends in its source, which plain text puts in brackets.
        let headline = story.rsplit_once(' ').map_or(story, |(head, _)| head);
        assert!(
            text.contains(story) || text.contains(headline.trim()) || headline.split(' ').all(|part| text.contains(part)),
            "{story} is not in\n{text}"
        );
    }

    let lost = browser.eval("[...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href')).filter((to) => to[0] === '#' ? !document.getElementById(to.slice(1)) : !to.startsWith('https://example.org/'))");
    assert_eq!(lost, json!([]), "links that go nowhere");
    assert!(browser.eval("document.querySelectorAll('a[href^=\"#\"]').length").as_u64().unwrap() > 5);
    let ids = "(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map((e) => e.id))";
    assert_eq!(browser.eval(ids), 0, "marks that stand twice");
    assert_eq!(browser.eval("document.querySelectorAll('script, img, link, iframe, form, svg').length"), 0);
    let preview = browser.eval(
        "document.body.firstElementChild.firstElementChild?.style.display ?? document.body.firstElementChild.style.display",
    );
    assert_eq!(preview, "none", "the first thing in the body is the hidden preview");

    for scheme in ["light", "dark"] {
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        browser.call("Emulation.setEmulatedMedia", &media);
        for width in [360, 700] {
            browser.resize(width);
            let overflow = browser.eval("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assert_eq!(overflow, 0, "the page is wider than a window of {width}");
        }
        let worst = browser.eval(WORST);
        assert!(worst[0].as_f64().unwrap() >= CONTRAST, "{scheme}: {worst}");
    }
    let dark = browser.eval("getComputedStyle(document.body).backgroundColor");
    assert_eq!(dark, "rgb(18, 20, 23)");
    assert_eq!(browser.complaints, [""; 0], "console or network");
}
