//! Which files a night is made of: names, folders and globs, to files in the order of their paths.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use crate::{
    error::{Error, Result},
    problem::{Problem, ProblemCode},
};

/// The name of standard input, on the command line and in records.
pub const STDIN: &str = "-";

/// Endings of page text and of JSON Lines; a folder's other files are skipped.
const ENDINGS: [&str; 5] = ["txt", "md", "markdown", "jsonl", "ndjson"];
/// Endings of packed files, after which the ending of the content is expected (`01.txt.gz`).
const PACKED: [&str; 3] = ["gz", "zst", "zstd"];
/// What `run` writes into its output folder and must not read back when that folder is also the input.
const OUTPUTS: [&str; 3] = ["records.jsonl", "run.json", "counts.zbc"];

/// A file to read, not yet opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// As the user named it, with `/` between parts; [`STDIN`] for standard input.
    pub path: String,
    /// Where to open it; unused for standard input.
    pub file: PathBuf,
}

/// A file of a folder that is no page text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The file.
    pub path: String,
    /// Why it was left out.
    pub reason: &'static str,
}

/// The files of a night.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    /// What to read, sorted by the bytes of the path, standard input last; each file once.
    pub files: Vec<Found>,
    /// What lay in a folder and is no page text, sorted by path.
    pub skipped: Vec<Skipped>,
    /// Folders that could not be listed.
    pub problems: Vec<Problem>,
}

/// Finds the files that `names` mean: files as they are, folders with all below them, globs where the shell left them,
/// `-` for standard input. Hidden files and folders inside a folder are passed over, and so is what a run wrote into
/// its output folder `out`.
///
/// # Errors
/// A name that means no file is an error before any work: a missing paper must not look like a quiet night.
pub fn gather(names: &[PathBuf], out: Option<&Path>) -> Result<Gathered> {
    let mut gathered = Gathered::default();
    let out = out.and_then(|out| fs::canonicalize(out).ok());
    for name in names {
        if name.as_os_str() == STDIN {
            gathered.files.push(Found { path: STDIN.to_owned(), file: PathBuf::new() });
        } else {
            for named in expand(name)? {
                gathered.add(&named, out.as_deref())?;
            }
        }
    }
    gathered.settle();
    if gathered.files.is_empty() {
        let names: Vec<String> = names.iter().map(|name| display(name)).collect();
        return Err(Error::missing(names.join(", ")));
    }
    Ok(gathered)
}

impl Gathered {
    fn add(&mut self, name: &Path, out: Option<&Path>) -> Result<()> {
        let metadata = fs::metadata(name).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::missing(display(name)),
            _ => Error::read(display(name), error),
        })?;
        if metadata.is_dir() {
            self.add_folder(name, out);
        } else {
            self.files.push(Found { path: display(name), file: name.to_owned() });
        }
        Ok(())
    }

    fn add_folder(&mut self, folder: &Path, out: Option<&Path>) {
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| !is_hidden(entry) && !is_output(entry, out)) {
            match entry {
                Ok(entry) if !entry.file_type().is_file() => {}
                Ok(entry) if has_ending(entry.file_name()) => {
                    self.files.push(Found { path: display(entry.path()), file: entry.into_path() });
                }
                Ok(entry) => {
                    self.skipped
                        .push(Skipped { path: display(entry.path()), reason: "neither page text nor JSON Lines by its name" });
                }
                Err(error) => {
                    let path = error.path().map_or_else(|| display(folder), display);
                    let message = match error.io_error() {
                        Some(error) => format!("cannot be listed: {error}"),
                        None => "is a link that leads back to a folder above it".to_owned(),
                    };
                    self.problems.push(Problem::error(ProblemCode::Unreadable, &path, None, message));
                }
            }
        }
    }

    /// Sorts, and leaves of several names of one file the first.
    fn settle(&mut self) {
        self.files.sort_by(|a, b| order(&a.path, &b.path));
        let mut seen = BTreeSet::new();
        self.files.retain(|found| seen.insert(fs::canonicalize(&found.file).unwrap_or_else(|_| found.file.clone())));
        self.skipped.sort_by(|a, b| order(&a.path, &b.path));
        self.skipped.dedup();
    }
}

/// The order of records and files: bytes of the path, standard input last.
pub(crate) fn order(a: &str, b: &str) -> std::cmp::Ordering {
    (a == STDIN).cmp(&(b == STDIN)).then_with(|| a.cmp(b))
}

/// The files and folders a name stands for: itself where it exists, else what it matches as a glob.
fn expand(name: &Path) -> Result<Vec<PathBuf>> {
    let pattern = name.to_str().filter(|text| !name.exists() && text.contains(['*', '?', '[']));
    let Some(pattern) = pattern else { return Ok(vec![name.to_owned()]) };
    let matches = glob::glob(pattern).map_err(|error| Error::settings(format!("`{pattern}` is no glob: {error}")))?;
    let found: Vec<PathBuf> = matches.filter_map(std::result::Result::ok).collect();
    if found.is_empty() { Err(Error::missing(pattern)) } else { Ok(found) }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Whether an entry is the output folder inside the input, or a file of a run right in the output folder.
fn is_output(entry: &DirEntry, out: Option<&Path>) -> bool {
    let Some(out) = out.filter(|_| entry.depth() > 0) else { return false };
    let is_out = |path: &Path| fs::canonicalize(path).is_ok_and(|path| path == out);
    if entry.file_type().is_dir() {
        return is_out(entry.path());
    }
    OUTPUTS.iter().any(|name| entry.file_name() == *name) && entry.path().parent().is_some_and(is_out)
}

fn has_ending(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_lowercase();
    let mut parts = name.rsplit('.');
    let mut ending = parts.next().unwrap_or_default();
    if PACKED.contains(&ending) {
        ending = parts.next().unwrap_or_default();
    }
    ENDINGS.contains(&ending) && parts.next().is_some()
}

/// A path as records show it: parts joined by `/`, bytes that are no UTF-8 replaced.
fn display(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "文").unwrap();
        }
        dir
    }

    fn paths(gathered: &Gathered, dir: &Path) -> Vec<String> {
        let prefix = format!("{}/", display(dir));
        gathered.files.iter().map(|found| found.path.trim_start_matches(&prefix).to_owned()).collect()
    }

    #[test]
    fn a_folder_gives_its_page_text_in_byte_order_and_counts_the_rest() {
        let dir = folder(&["b/2.txt", "b/10.TXT.gz", "a.md", ".hidden/x.txt", "b/.x.txt", "photo.jpg", "c.jsonl.zst", "txt"]);
        let gathered = gather(&[dir.path().to_owned()], None).unwrap();
        assert_eq!(paths(&gathered, dir.path()), ["a.md", "b/10.TXT.gz", "b/2.txt", "c.jsonl.zst"]);
        assert_eq!(gathered.skipped.len(), 2);
    }

    #[test]
    fn a_file_named_twice_is_read_once_and_standard_input_comes_last() {
        let dir = folder(&["z.txt", "odd.dat"]);
        let file = dir.path().join("z.txt");
        let names =
            [PathBuf::from("-"), file.clone(), dir.path().join("./z.txt"), dir.path().to_owned(), dir.path().join("odd.*")];
        let gathered = gather(&names, None).unwrap();
        assert_eq!(gathered.files.len(), 3);
        assert!(gathered.files[0].path.ends_with("odd.dat"), "a named file is read whatever its ending");
        assert_eq!(gathered.files[2].path, STDIN);
    }

    #[test]
    fn the_output_folder_is_no_input() {
        let dir = folder(&["1.txt", "out/records.jsonl", "out/extra.txt", "records.jsonl"]);
        let inside = gather(&[dir.path().to_owned()], Some(&dir.path().join("out"))).unwrap();
        assert_eq!(paths(&inside, dir.path()), ["1.txt", "records.jsonl"]);
        let same = gather(&[dir.path().to_owned()], Some(dir.path())).unwrap();
        assert_eq!(paths(&same, dir.path()), ["1.txt", "out/extra.txt", "out/records.jsonl"]);
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        let dir = folder(&["photo.jpg"]);
        for name in ["nothing.txt", "*.zip", "."] {
            assert!(gather(&[dir.path().join(name)], None).unwrap_err().is_missing(), "{name}");
        }
    }
}
