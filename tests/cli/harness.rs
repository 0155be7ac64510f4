//! A folder of its own for every test, and the program run in it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    time::Duration,
};

use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_zhaibao");
/// Longer than any test needs on a busy machine.
const PATIENCE: Duration = Duration::from_secs(300);

/// A page of two stories, headline above, with datelines.
pub(crate) const PAGE: &str = "\
东湖新建百座社区书屋
本报讯（记者 林小满）12月1日，记者从市文化局获悉，今年全市新建社区书屋一百座，
藏书超过六十万册。书屋全部免费开放，周末开放时间延长到晚上九点。
市文化局负责人说，书屋选址靠近学校和地铁站，居民步行十五分钟就能到达。明年还将新建
五十座书屋，并为盲人读者配备有声读物。

消防演练走进东湖市场
本报讯（通讯员 周大为）11月30日，东湖消防救援站在东湖市场举行消防演练，三百多名商户
参加。演练模拟市场二楼起火，消防员在八分钟内疏散全部人员。
消防救援站站长说，市场电线老化是最大隐患，月底前将完成线路改造。
";

/// The answer of the program.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Asserts the exit code, and shows what was said where it is another.
    #[track_caller]
    pub(crate) fn code(self, expected: i32) -> Self {
        assert_eq!(self.code, expected, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Asserts that every piece of `expected` was said on standard error.
    #[track_caller]
    pub(crate) fn says(self, expected: &[&str]) -> Self {
        for piece in expected {
            assert!(self.stderr.contains(piece), "`{piece}` was not said, but:\n{}", self.stderr);
        }
        self
    }

    /// The JSON lines on standard output.
    pub(crate) fn lines(&self) -> Vec<Value> {
        json_lines(&self.stdout)
    }
}

/// A fresh folder, in which the program runs.
pub(crate) struct Dir(tempfile::TempDir);

impl Dir {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, folders made as needed.
    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    pub(crate) fn get(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.get(name)).unwrap()
    }

    pub(crate) fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.text(name)).unwrap()
    }

    /// The records of an output folder.
    pub(crate) fn records(&self, out: &str) -> Vec<Value> {
        json_lines(&self.text(&format!("{out}/records.jsonl")))
    }

    /// Three pages under `pages`, two of them with an imprint in the name.
    pub(crate) fn with_pages() -> Self {
        let dir = Self::new();
        dir.put("pages/东湖日报_2023-12-02_01.txt", PAGE);
        dir.put("pages/西山晚报/20231202/第02版.txt", PAGE.replace("东湖", "西山").replace("林小满", "江一帆"));
        dir.put("pages/notes.md", "# 读者来信\n\n　　编辑同志：东湖公园的路灯坏了半个月，希望有关部门尽快修好。\n");
        dir
    }

    /// The program with these arguments.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, &[], "")
    }

    /// The program with these arguments, environment and standard input.
    pub(crate) fn run_with(&self, args: &[&str], env: &[(&str, &str)], stdin: impl Into<Vec<u8>>) -> Ran {
        let mut command = assert_cmd::Command::new(PROGRAM);
        command.current_dir(self.0.path()).args(args).envs(env.iter().copied()).write_stdin(stdin).timeout(PATIENCE);
        let output = command.output().unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The program started, with its streams in our hands.
    pub(crate) fn spawn(&self, args: &[&str]) -> Child {
        let mut command = std::process::Command::new(PROGRAM);
        command.current_dir(self.0.path()).args(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The names in a folder, sorted; hidden ones left out.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        names
    }
}

/// Articles as JSON lines, `count` of them, each of another text.
pub(crate) fn articles(count: usize) -> String {
    let article = |n: usize| {
        format!(
            "{{\"id\":\"a{n}\",\"title\":\"第{n}号书屋开放\",\"text\":\"东湖第{n}号书屋12月1日开放。书屋有图书{n}册，\
             居民{n}人当天到场。负责人说，第{n}号书屋周末开放到晚上九点。\\n明年还将新建书屋。\"}}\n"
        )
    };
    (1..=count).map(article).collect()
}

/// Waits until a file is there.
#[track_caller]
pub(crate) fn wait_for(path: &Path) {
    for _ in 0..3000 {
        if path.exists() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("{} never came", path.display());
}

pub(crate) fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}
