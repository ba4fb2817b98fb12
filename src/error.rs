//! What went wrong on our side: what was tried, on which file, why it failed, what to do next.
//!
//! A [`Verdict`](crate::verdict::Verdict) is about the learner's code, an [`Error`] about us; they share no variant.

use std::{error, fmt, io, path::Path};

pub(crate) type Result<T> = std::result::Result<T, Error>;

/// One failure of the runner, told in the order a reader needs it.
#[derive(Debug)]
pub(crate) struct Error {
    kind: Kind,
    what: String,
    causes: Vec<String>,
    help: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Usage or set-up: something must be changed before the command can work.
    Setup,
    /// Ctrl-C or a termination signal; nothing is wrong.
    Interrupted,
    /// Standard output was closed by its reader (`runner list | head`).
    BrokenPipe,
}

impl Error {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            kind: Kind::Setup,
            what: what.into(),
            causes: Vec::new(),
            help: Vec::new(),
        }
    }

    pub(crate) fn interrupted() -> Self {
        Self {
            kind: Kind::Interrupted,
            ..Self::new("interrupted")
        }
    }

    pub(crate) fn caused_by(mut self, cause: impl fmt::Display) -> Self {
        self.causes.push(cause.to_string());
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }
}

/// `error: …`, `caused by: …`, `help: …`, a line each.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.what)?;
        for cause in &self.causes {
            write!(f, "\ncaused by: {cause}")?;
        }
        for help in &self.help {
            write!(f, "\nhelp: {help}")?;
        }
        Ok(())
    }
}

/// Only ever comes from writing to standard output: every other I/O failure gets a sentence of its own.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        let kind = if error.kind() == io::ErrorKind::BrokenPipe {
            Kind::BrokenPipe
        } else {
            Kind::Setup
        };
        Self {
            kind,
            ..Self::new("cannot write the output").caused_by(error)
        }
    }
}

/// Turns a foreign failure into one of ours.
pub(crate) trait Context<T> {
    fn context(self, what: impl FnOnce() -> String) -> Result<T>;
}

impl<T, E: error::Error> Context<T> for std::result::Result<T, E> {
    fn context(self, what: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|error| Error::new(what()).caused_by(error))
    }
}

/// Reads a text file that must be UTF-8; the errors say which file and what to do.
pub(crate) fn read_text(path: &Path, shown: &str) -> Result<String> {
    let bytes = std::fs::read(path).context(|| format!("cannot read {shown}"))?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..valid]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count();
        Error::new(format!("cannot read {shown}"))
            .caused_by(format!("line {line} is not UTF-8 text"))
            .help("save the file with the encoding UTF-8 (in most editors: Save with encoding)")
    })
}
