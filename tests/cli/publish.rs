use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, Command},
    thread,
    time::Duration,
};

use crate::harness::{Dir, articles, wait_for};

const OUTPUTS: [&str; 4] = ["counts.zbc", "records.jsonl", "rising.json", "run.json"];

fn edition(dir: &Dir, out: &str) -> [Vec<u8>; 2] {
    [dir.get(&format!("{out}/records.jsonl")), dir.get(&format!("{out}/counts.zbc"))]
}

/// Waits until a line of standard error holds `piece`.
fn wait_until_it_says(child: &mut Child, piece: &str) {
    let stderr = child.stderr.take().unwrap();
    let said = BufReader::new(stderr).lines().map_while(Result::ok).any(|line| line.contains(piece));
    assert!(said, "`{piece}` was not said");
}

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn a_second_run_into_the_same_folder_is_turned_away() {
    let dir = Dir::new();
    dir.put("in.jsonl", articles(3));
    let mut first = dir.spawn(&["run", "-", "-o", "out"]);
    wait_for(&dir.path("out/.zhaibao/lock"));
    wait_until_it_says(&mut first, "reading");
    dir.run(&["run", "in.jsonl", "-o", "out"]).code(11).says(&["another run", "hint:"]);
    dir.run(&["run", "in.jsonl", "-o", "elsewhere"]).code(0);
    first.stdin.take().unwrap().write_all(articles(2).as_bytes()).unwrap();
    assert!(first.wait().unwrap().success());
    assert_eq!(dir.records("out").len(), 2);
    dir.run(&["run", "in.jsonl", "-o", "out"]).code(0);
}

/// Law 8, with real processes killed at many moments of their lives.
#[test]
fn a_killed_run_leaves_the_old_edition_or_the_new_one() {
    let dir = Dir::new();
    dir.put("old.jsonl", articles(5)).put("new.jsonl", articles(4000));
    dir.run(&["run", "old.jsonl", "-o", "old"]).code(0);
    let started = std::time::Instant::now();
    dir.run(&["run", "new.jsonl", "-o", "new"]).code(0);
    let whole = started.elapsed();
    let (old, new) = (edition(&dir, "old"), edition(&dir, "new"));
    let mut seen = [false; 2];
    for step in 0..=12 {
        dir.run(&["run", "old.jsonl", "-o", "out"]).code(0);
        let mut child = dir.spawn(&["run", "new.jsonl", "-o", "out"]);
        thread::sleep(whole * step / 11);
        child.kill().unwrap();
        child.wait().unwrap();
        let left = edition(&dir, "out");
        let place = [&old, &new].into_iter().position(|edition| *edition == left);
        seen[place.unwrap_or_else(|| panic!("after {step}/11 of its life neither edition is whole"))] = true;
        // What it was about to do is done by the next run, with nothing lost or doubled.
        dir.run(&["run", "new.jsonl", "-o", "out"]).code(0);
        assert_eq!(edition(&dir, "out"), new);
        assert_eq!(dir.names("out"), OUTPUTS);
    }
    assert!(seen[0], "no run was killed in time");
}

/// A process that died right after the commit, when any number of files had been moved.
#[test]
fn a_commit_is_finished_by_whoever_comes_next() {
    let dir = Dir::new();
    dir.put("old.jsonl", articles(5)).put("new.jsonl", articles(7));
    dir.run(&["run", "new.jsonl", "-o", "new"]).code(0);
    let id = dir.records("new")[6]["id"].as_str().unwrap().to_owned();
    for moved in 0..=OUTPUTS.len() {
        let out = format!("out{moved}");
        dir.run(&["run", "old.jsonl", "-o", &out]).code(0);
        for (place, name) in OUTPUTS.into_iter().enumerate() {
            let to = if place < moved { format!("{out}/{name}") } else { format!("{out}/.zhaibao/ready/{name}") };
            dir.put(&to, dir.get(&format!("new/{name}")));
        }
        if moved % 2 == 0 {
            dir.run(&["explain", &out, &id]).code(0);
            assert_eq!(edition(&dir, &out), edition(&dir, "new"), "{moved} moved");
        }
        dir.run(&["run", "old.jsonl", "-o", &out]).code(0);
        assert_eq!(dir.records(&out).len(), 5);
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_stops_and_leaves_the_old_edition() {
    let dir = Dir::new();
    dir.put("old.jsonl", articles(5)).put("new.jsonl", articles(60_000));
    for name in ["-INT", "-TERM"] {
        dir.run(&["run", "old.jsonl", "-o", "out"]).code(0);
        let old = edition(&dir, "out");
        let mut child = dir.spawn(&["run", "new.jsonl", "-o", "out"]);
        wait_until_it_says(&mut child, "counting words");
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), Some(130), "{name}");
        assert_eq!(edition(&dir, "out"), old);
        assert_eq!(dir.names("out"), OUTPUTS);
    }
}

#[cfg(unix)]
#[test]
fn a_run_that_waits_for_input_can_be_interrupted() {
    let dir = Dir::new();
    let mut child = dir.spawn(&["run", "-", "-o", "out"]);
    wait_until_it_says(&mut child, "reading");
    thread::sleep(Duration::from_millis(50));
    signal(&child, "-INT");
    signal(&child, "-INT");
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
