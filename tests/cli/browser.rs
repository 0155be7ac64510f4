//! The HTML report in headless Chromium: it opens without a network, fits narrow and wide windows, obeys the keyboard,
//! and says nothing on the console.

use crate::{chromium::Browser, harness::Dir};

const TAB: u32 = 9;
const ENTER: u32 = 13;
const ARROW_RIGHT: u32 = 39;
const ARROW_DOWN: u32 = 40;

/// Articles shown, as the page says and as they are.
fn shown(browser: &mut Browser) -> (String, u64) {
    let said = browser.eval("document.getElementById('shown').value");
    let seen = browser.eval("[...document.querySelectorAll('[data-article]')].filter((a) => a.offsetParent !== null).length");
    (said.as_str().unwrap_or_default().to_owned(), seen.as_u64().unwrap_or_default())
}

/// Four articles: trade taken for law once, emergency missed once.
fn report(dir: &Dir) -> std::path::PathBuf {
    let article = |id: &str, topic: &str| {
        format!(
            "{{\"id\":\"{id}\",\"title\":\"第{id}篇<i>题</i>\",\"text\":\"滨江港第{id}条航线开航。客商云集码头。\",\
             \"sentences\":[\"滨江港第{id}条航线开航。\",\"客商云集码头。\"],\"topics\":[\"{topic}\"],\
             \"keywords\":[\"滨江港\",\"航线\"],\"summary\":[0]}}\n"
        )
    };
    let topics = ["trade", "trade", "law", "emergency"];
    let gold: String = (1..).zip(topics).map(|(number, topic)| article(&number.to_string(), topic)).collect();
    dir.put("gold.jsonl", gold);
    dir.put(
        "records.jsonl",
        "{\"id\":\"1\",\"topics\":[\"trade\"],\"keywords\":[\"滨江港\"],\"summary\":[\"滨江港第1条航线开航。\"]}\n\
         {\"id\":\"2\",\"topics\":[\"law\"],\"keywords\":[\"客商\"],\"summary\":[\"客商云集码头。\"]}\n\
         {\"id\":\"3\",\"topics\":[\"law\"],\"keywords\":[\"航线\"]}\n{\"id\":\"4\"}\n",
    );
    dir.put("other.jsonl", "{\"id\":\"4\",\"topics\":[\"emergency\"]}\n");
    let args = ["eval", "--gold", "gold.jsonl", "records.jsonl", "--compare", "other.jsonl", "--format", "html"];
    dir.put("report.html", dir.run(&args).code(0).stdout);
    dir.path("report.html")
}

#[test]
fn the_report_works_in_a_browser() {
    let dir = Dir::new();
    let Some(mut browser) = Browser::open(&dir.path("profile"), &report(&dir)) else { return };
    assert_eq!(shown(&mut browser), ("4 of 4".to_owned(), 4));
    assert_eq!(
        browser.eval("document.querySelectorAll('i').length && document.querySelector('.title').textContent"),
        "第2篇<i>题</i>"
    );

    for width in [400, 1400] {
        browser.resize(width);
        let overflow = browser.eval("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assert_eq!(overflow, 0, "the page is wider than a window of {width}");
    }

    // The filter, by keyboard: the topic of most gold articles comes first.
    browser.eval("document.getElementById('topic').focus()");
    browser.press("ArrowDown", ARROW_DOWN);
    let topic = browser.eval("document.getElementById('topic').selectedOptions[0].textContent");
    assert!(topic.as_str().unwrap().ends_with("trade"), "{topic}");
    assert_eq!(shown(&mut browser), ("2 of 4".to_owned(), 2));
    browser.press("Tab", TAB);
    assert_eq!(browser.eval("document.activeElement.id"), "clear");
    browser.press("Enter", ENTER);
    assert_eq!(shown(&mut browser), ("4 of 4".to_owned(), 4));

    // An article opens and closes by keyboard.
    browser.press("Tab", TAB);
    let is_open = "document.activeElement.closest('details').open";
    assert_eq!(browser.eval("document.activeElement.tagName"), "SUMMARY");
    let before = browser.eval(is_open);
    browser.press("Enter", ENTER);
    assert_ne!(browser.eval(is_open), before);

    // The heat map is one stop of the Tab key; arrows move in it, Enter filters.
    assert_eq!(browser.eval("document.querySelectorAll('.heat td[tabindex=\"0\"]').length"), 1);
    browser.eval("document.querySelector('.heat td[tabindex=\"0\"]').focus()");
    let mut steps = 0;
    while browser.eval("document.activeElement.title.includes('→') && document.activeElement.className") != "miss" {
        browser.press("ArrowRight", ARROW_RIGHT);
        steps += 1;
        assert!(steps < 9, "no confusion in the first row");
    }
    browser.press("Enter", ENTER);
    let (said, seen) = shown(&mut browser);
    assert_eq!(seen, 1);
    assert!(said.starts_with("1 of 4 · ") && said.contains('→'), "{said}");
    let title = browser
        .eval("[...document.querySelectorAll('[data-article]')].find((a) => !a.hidden).querySelector('.title').textContent");
    assert!(title.as_str().unwrap().starts_with("第2篇"), "trade taken for law: {title}");

    assert_eq!(browser.complaints, [""; 0], "console or network");
}
