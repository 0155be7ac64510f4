use crate::harness::Dir;

const COMMANDS: [&str; 9] = ["run", "split", "annotate", "counts", "explain", "digest", "topics", "completions", "man"];

#[test]
fn help_shows_examples_and_exit_codes() {
    let dir = Dir::new();
    let ran = dir.run(&["--help"]).code(0);
    for piece in ["Examples:", "zhaibao run pages -o out", "Exit codes:", "130 interrupted"] {
        assert!(ran.stdout.contains(piece), "{piece}");
    }
    for command in COMMANDS {
        let ran = dir.run(&[command, "--help"]).code(0);
        let has_examples = ran.stdout.contains("Examples:");
        assert!(has_examples || ["completions", "man"].contains(&command), "{command}");
    }
    dir.run(&[]).code(2);
}

#[test]
fn the_version_names_all_that_decides_what_a_record_says() {
    let ran = Dir::new().run(&["--version"]).code(0);
    for piece in [concat!("zhaibao ", env!("CARGO_PKG_VERSION")), "record schema 1", "lexicon of", "topics"] {
        assert!(ran.stdout.contains(piece), "{piece}: {}", ran.stdout);
    }
}

#[test]
fn completions_and_manual_know_every_command() {
    let dir = Dir::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = dir.run(&["completions", shell]).code(0).stdout;
        assert!(COMMANDS.iter().all(|command| script.contains(command)), "{shell}");
    }
    assert!(dir.run(&["man"]).code(0).stdout.contains(".TH zhaibao"));
    dir.run(&["man", "-o", "man"]).code(0);
    let pages = dir.names("man");
    assert!(COMMANDS.iter().all(|command| pages.iter().any(|page| page == &format!("zhaibao-{command}.1"))), "{pages:?}");
}

#[test]
fn topics_are_listed_and_a_wrong_file_is_named() {
    let dir = Dir::new();
    let list = dir.run(&["topics", "list"]).code(0).stdout;
    assert!(list.lines().count() >= 23 && list.contains("defense\t国防"), "{list}");
    dir.run(&["topics", "check"]).code(0);
    dir.put("mine/broken.toml", "id = \"broken\"\nno_such_key = 1\n");
    dir.run(&["topics", "check", "mine"]).code(2).says(&["broken.toml", "no_such_key"]);
    dir.run(&["topics", "check", "nowhere"]).code(2).says(&["nowhere"]);
}

#[test]
fn the_newsletter_is_made_of_a_run() {
    let dir = Dir::with_pages();
    dir.put("pages/broken.jsonl", "{\n");
    dir.run(&["run", "pages", "-o", "out"]).code(3);
    dir.run(&["digest", "out", "-o", "letter"]).code(0);
    let (html, text) = (dir.text("letter/digest.html"), dir.text("letter/digest.txt"));
    for piece in ["书屋", "2023", "broken.jsonl"] {
        assert!(html.contains(piece) && text.contains(piece), "{piece}\n{text}");
    }
    dir.run(&["digest", "nowhere", "-o", "letter"]).code(10);
}
