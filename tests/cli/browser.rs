//! The HTML report in headless Chromium: it opens without a network, fits narrow and wide windows, obeys the keyboard,
//! and says nothing on the console. Skipped, loudly, where there is no Chromium.
//!
//! Spoken to over `--remote-debugging-pipe` (Chrome DevTools Protocol, messages ended by a zero byte), so no further
//! program or crate is needed.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde_json::{Value, json};

use crate::harness::Dir;

const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// The browser reads file descriptor 3 and writes 4; the shell gives it our pipes under these numbers.
const REWIRE: &str = r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null"#;
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
    "about:blank",
];

/// A browser with one tab.
struct Browser {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    session: Option<String>,
    last: u64,
    /// Console errors, exceptions and requests that left the machine.
    complaints: Vec<String>,
}

impl Browser {
    fn open(profile: &Path, page: &Path) -> Option<Self> {
        let is_there = |name: &&str| Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        let Some(name) = NAMES.iter().find(|name| is_there(name).is_ok_and(|status| status.success())) else {
            let _ = writeln!(std::io::stderr(), "SKIPPED browser: no Chromium ({})", NAMES.join(", "));
            return None;
        };
        let profile = format!("--user-data-dir={}", profile.display());
        let mut command = Command::new("sh");
        command.args(["-c", REWIRE, name, &profile]).args(FLAGS);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (to, from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut browser = Self { child, to, from, session: None, last: 0, complaints: Vec::new() };
        let target = browser.call("Target.createTarget", &json!({ "url": "about:blank" }))["targetId"].clone();
        let attached = browser.call("Target.attachToTarget", &json!({ "targetId": target, "flatten": true }));
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Runtime.enable", "Log.enable", "Network.enable", "Page.enable"] {
            browser.call(domain, &json!({}));
        }
        browser.call("Page.navigate", &json!({ "url": format!("file://{}", page.display()) }));
        while browser.eval("document.readyState") != "complete" {}
        Some(browser)
    }

    /// Calls a method and waits for its answer; what happens meanwhile is looked at.
    fn call(&mut self, method: &str, params: &Value) -> Value {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": params });
        if let Some(session) = &self.session {
            message["sessionId"] = session.as_str().into();
        }
        self.to.write_all(message.to_string().as_bytes()).and_then(|()| self.to.write_all(&[0])).unwrap();
        loop {
            let mut bytes = Vec::new();
            self.from.read_until(0, &mut bytes).unwrap();
            bytes.pop();
            let message: Value = serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{method}: {error}"));
            if message["id"] == self.last {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
            self.note(&message);
        }
    }

    fn note(&mut self, event: &Value) {
        let params = &event["params"];
        let url = params["request"]["url"].as_str().unwrap_or_default();
        let is_bad = match event["method"].as_str().unwrap_or_default() {
            "Runtime.exceptionThrown" | "Log.entryAdded" => true,
            "Runtime.consoleAPICalled" => params["type"] == "error" || params["type"] == "warning",
            "Network.requestWillBeSent" => !url.starts_with("file:") && !url.starts_with("data:") && url != "about:blank",
            _ => false,
        };
        if is_bad {
            self.complaints.push(params.to_string());
        }
    }

    /// The value of an expression in the page.
    fn eval(&mut self, expression: &str) -> Value {
        let answer = self.call("Runtime.evaluate", &json!({ "expression": expression, "returnByValue": true }));
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    fn press(&mut self, key: &str, code: u32) {
        let mut down = json!({ "type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code });
        if key == "Enter" {
            down["text"] = "\r".into();
        }
        self.call("Input.dispatchKeyEvent", &down);
        self.call("Input.dispatchKeyEvent", &json!({ "type": "keyUp", "key": key, "code": key, "windowsVirtualKeyCode": code }));
    }

    fn resize(&mut self, width: u32) {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Articles shown, as the page says and as they are.
    fn shown(&mut self) -> (String, u64) {
        let said = self.eval("document.getElementById('shown').value");
        let seen = self.eval("[...document.querySelectorAll('[data-article]')].filter((a) => a.offsetParent !== null).length");
        (said.as_str().unwrap_or_default().to_owned(), seen.as_u64().unwrap_or_default())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const TAB: u32 = 9;
const ENTER: u32 = 13;
const ARROW_RIGHT: u32 = 39;
const ARROW_DOWN: u32 = 40;

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
    assert_eq!(browser.shown(), ("4 of 4".to_owned(), 4));
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
    assert_eq!(browser.shown(), ("2 of 4".to_owned(), 2));
    browser.press("Tab", TAB);
    assert_eq!(browser.eval("document.activeElement.id"), "clear");
    browser.press("Enter", ENTER);
    assert_eq!(browser.shown(), ("4 of 4".to_owned(), 4));

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
    let (said, seen) = browser.shown();
    assert_eq!(seen, 1);
    assert!(said.starts_with("1 of 4 · ") && said.contains('→'), "{said}");
    let title = browser
        .eval("[...document.querySelectorAll('[data-article]')].find((a) => !a.hidden).querySelector('.title').textContent");
    assert!(title.as_str().unwrap().starts_with("第2篇"), "trade taken for law: {title}");

    assert_eq!(browser.complaints, [""; 0], "console or network");
}
