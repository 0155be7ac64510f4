//! The one error of the library: opaque, with questions instead of variants.

use std::io;

/// A result of this library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kept the library from doing its work. Messages are lower case, have no full stop and never repeat their cause.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Kind>);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("cannot read {path}")]
    Read { path: String, source: io::Error },
    #[error("cannot write {path}")]
    Write { path: String, source: io::Error },
    #[error("{path}:{line}: {message}")]
    Format { path: String, line: usize, message: String },
    #[error("{path} is version {found}, this build reads version {known}")]
    Version { path: String, found: u32, known: u32 },
    #[error("{message}")]
    Settings { message: String },
    #[error("{path} does not exist or holds no page")]
    Missing { path: String },
    #[error("another run holds {path}; wait for it or remove the lock of a dead machine")]
    Locked { path: String },
    #[error("no article found in {files} files{}", .manifest.as_ref().map(|path| format!("; {path} says why")).unwrap_or_default())]
    Fruitless { files: usize, manifest: Option<String> },
    #[error("interrupted; the output of the last finished run is untouched")]
    Interrupted,
}

impl Error {
    pub(crate) fn read(path: impl Into<String>, source: io::Error) -> Self {
        Self(Box::new(Kind::Read { path: path.into(), source }))
    }

    pub(crate) fn write(path: impl Into<String>, source: io::Error) -> Self {
        Self(Box::new(Kind::Write { path: path.into(), source }))
    }

    pub(crate) fn format(path: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Format { path: path.into(), line, message: message.into() }))
    }

    pub(crate) fn version(path: impl Into<String>, found: u32, known: u32) -> Self {
        Self(Box::new(Kind::Version { path: path.into(), found, known }))
    }

    pub(crate) fn settings(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Settings { message: message.into() }))
    }

    pub(crate) fn missing(path: impl Into<String>) -> Self {
        Self(Box::new(Kind::Missing { path: path.into() }))
    }

    pub(crate) fn locked(path: impl Into<String>) -> Self {
        Self(Box::new(Kind::Locked { path: path.into() }))
    }

    pub(crate) fn fruitless(files: usize, manifest: Option<&std::path::Path>) -> Self {
        Self(Box::new(Kind::Fruitless { files, manifest: manifest.map(|path| path.display().to_string()) }))
    }

    pub(crate) fn interrupted() -> Self {
        Self(Box::new(Kind::Interrupted))
    }

    /// The settings or arguments are wrong; no work was done.
    pub fn is_settings(&self) -> bool {
        matches!(*self.0, Kind::Settings { .. })
    }

    /// The input is missing or empty.
    pub fn is_missing(&self) -> bool {
        matches!(*self.0, Kind::Missing { .. })
    }

    /// Another run holds the lock.
    pub fn is_locked(&self) -> bool {
        matches!(*self.0, Kind::Locked { .. })
    }

    /// Whoever read the output has gone.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(&*self.0, Kind::Write { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Pages were read, and none gave an article.
    pub fn is_fruitless(&self) -> bool {
        matches!(*self.0, Kind::Fruitless { .. })
    }

    /// The run was interrupted.
    pub fn is_interrupted(&self) -> bool {
        matches!(*self.0, Kind::Interrupted)
    }
}
