//! The output folder: one run at a time, and either the old edition or the new one.
//!
//! A run writes into `OUT/.zhaibao/staging`. When all files are there and on the disk, that folder is renamed to
//! `ready`: this one rename is the commit. Then the files are moved into place. A run that dies before the rename leaves
//! the old edition, one that dies after it leaves the new one in `ready`, and whoever opens the folder next finishes
//! the moves.

use std::{
    fs::{self, File, TryLockError},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::{
    batch::manifest::Output,
    error::{Error, Result},
    input::hex,
};

/// Folder of everything that is no output; hidden, so that no later run reads it as input.
const WORK: &str = ".zhaibao";
const LOCK: &str = "lock";
const STAGING: &str = "staging";
const READY: &str = "ready";

/// An output folder, locked for this process.
#[derive(Debug)]
pub struct OutDir {
    path: PathBuf,
    /// Held as long as the folder is; the system lets go of it when the process dies, however it dies.
    _lock: File,
}

impl OutDir {
    /// Opens the folder, made if need be, and finishes what an interrupted run had committed.
    ///
    /// # Errors
    /// A settings error when the folder cannot be made or written, and a locked one when another run has it.
    pub fn open(path: &Path) -> Result<Self> {
        let unusable = |error: io::Error| Error::settings(format!("cannot write into {}: {error}", path.display()));
        let work = path.join(WORK);
        fs::create_dir_all(&work).map_err(unusable)?;
        let lock = File::options().create(true).append(true).open(work.join(LOCK)).map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::locked(path.display().to_string())),
            Err(TryLockError::Error(error)) => return Err(unusable(error)),
        }
        let out = Self { path: path.to_owned(), _lock: lock };
        out.settle().map_err(|error| out.error(error))?;
        Ok(out)
    }

    /// Finishes the moves of an interrupted run in `path`, if there was one, so that its files can be read; does
    /// nothing where a run is at work or nothing was left.
    pub fn recover(path: &Path) -> Result<()> {
        if !path.join(WORK).join(READY).is_dir() {
            return Ok(());
        }
        match Self::open(path) {
            Err(error) if !error.is_locked() => Err(error),
            _ => Ok(()),
        }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A new, empty edition.
    pub fn stage(&self) -> Result<Staging<'_>> {
        let folder = self.path.join(WORK).join(STAGING);
        let made = remove_folder(&folder).and_then(|()| fs::create_dir(&folder));
        made.map_err(|error| self.error(error))?;
        Ok(Staging { out: self, folder, outputs: Vec::new() })
    }

    /// Takes a file of the edition away, if it is there.
    pub fn remove(&self, name: &str) -> Result<()> {
        match fs::remove_file(self.path.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.error(error)),
            _ => Ok(()),
        }
    }

    /// Moves what is ready into place and forgets what is not.
    fn settle(&self) -> io::Result<()> {
        let work = self.path.join(WORK);
        let ready = work.join(READY);
        if ready.is_dir() {
            let mut files = fs::read_dir(&ready)?.collect::<io::Result<Vec<_>>>()?;
            files.sort_by_key(fs::DirEntry::file_name);
            for file in files {
                fs::rename(file.path(), self.path.join(file.file_name()))?;
            }
            sync(&self.path)?;
            fs::remove_dir(&ready)?;
        }
        remove_folder(&work.join(STAGING))
    }

    fn error(&self, error: io::Error) -> Error {
        Error::write(self.path.display().to_string(), error)
    }
}

/// An edition in the making; dropped without a commit, it leaves no trace.
#[derive(Debug)]
pub struct Staging<'o> {
    out: &'o OutDir,
    folder: PathBuf,
    outputs: Vec<Output>,
}

impl Staging<'_> {
    /// Writes one file of the edition, brings it to the disk, and passes on what `content` answers.
    pub fn write<T>(&mut self, name: &str, content: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<T> {
        let to_error = |error: io::Error| Error::write(self.out.path.join(name).display().to_string(), error);
        let file = File::create_new(self.folder.join(name)).map_err(to_error)?;
        let mut counted = Counted { file: BufWriter::new(file), sha256: Sha256::new(), bytes: 0 };
        let answer = content(&mut counted)?;
        let file = counted.file.into_inner().map_err(|error| to_error(error.into_error()))?;
        file.sync_all().map_err(to_error)?;
        let sha256 = hex(&counted.sha256.finalize());
        self.outputs.push(Output { path: name.to_owned(), bytes: counted.bytes, sha256 });
        Ok(answer)
    }

    /// The files written so far.
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// Makes this the edition of the folder.
    pub fn commit(self) -> Result<()> {
        let work = self.out.path.join(WORK);
        let committed = sync(&self.folder)
            .and_then(|()| fs::rename(&self.folder, work.join(READY)))
            .and_then(|()| sync(&work))
            .and_then(|()| self.out.settle());
        committed.map_err(|error| self.out.error(error))
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // The next run removes what cannot be removed now.
        let _ = remove_folder(&self.folder);
    }
}

/// A file that knows its length and hash.
struct Counted {
    file: BufWriter<File>,
    sha256: Sha256,
    bytes: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sha256.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Brings the entries of a folder to the disk. Systems that cannot open a folder keep them safe by themselves.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(out: &OutDir, text: &str, commit: bool) {
        let mut staging = out.stage().unwrap();
        for name in ["a", "b"] {
            staging.write(name, |file| file.write_all(text.as_bytes()).map_err(|error| Error::write(name, error))).unwrap();
        }
        if commit {
            staging.commit().unwrap();
        }
    }

    fn contents(dir: &Path) -> String {
        ["a", "b"].map(|name| fs::read_to_string(dir.join(name)).unwrap_or_default()).join("")
    }

    #[test]
    fn an_edition_appears_whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let out = OutDir::open(dir.path()).unwrap();
        put(&out, "1", false);
        assert_eq!(contents(dir.path()), "");
        put(&out, "2", true);
        put(&out, "3", false);
        assert_eq!(contents(dir.path()), "22");
        put(&out, "4", true);
        assert_eq!(contents(dir.path()), "44");
    }

    #[test]
    fn a_committed_edition_is_finished_by_the_next_to_open() {
        for moved in [0, 1, 2] {
            let dir = tempfile::tempdir().unwrap();
            put(&OutDir::open(dir.path()).unwrap(), "1", true);
            // What a process leaves that dies after the commit, with so many files moved.
            let ready = dir.path().join(WORK).join(READY);
            fs::create_dir(&ready).unwrap();
            for (index, name) in ["a", "b"].into_iter().enumerate() {
                let place = if index < moved { dir.path() } else { &ready };
                fs::write(place.join(name), "2").unwrap();
            }
            OutDir::recover(dir.path()).unwrap();
            assert_eq!(contents(dir.path()), "22");
            assert!(!ready.exists());
        }
    }

    #[test]
    fn a_folder_has_one_owner_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let owner = OutDir::open(dir.path()).unwrap();
        assert!(OutDir::open(dir.path()).unwrap_err().is_locked());
        drop(owner);
        assert!(OutDir::open(dir.path()).is_ok());
    }

    #[test]
    fn a_folder_that_cannot_be_is_a_wrong_setting() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("file"), "").unwrap();
        assert!(OutDir::open(&dir.path().join("file/out")).unwrap_err().is_settings());
    }
}
