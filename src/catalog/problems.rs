//! What is wrong with an `info.toml`, and where.

use std::ops::Range;

use super::{INFO, names::closest, text::quotable, validate::LONGEST_NAME};
use crate::error::{Error, Result};

/// Of any number of problems; nobody reads more at once.
pub(super) const MOST_SHOWN: usize = 20;

/// What is wrong, and where; sorted by line when told.
pub(super) struct Problems {
    line_ends: Vec<usize>,
    found: Vec<(usize, String)>,
}

impl Problems {
    pub(super) fn of(text: &str) -> Self {
        Self {
            line_ends: text.match_indices('\n').map(|(at, _)| at).collect(),
            found: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(super) fn add(&mut self, span: Range<usize>, message: String) {
        self.add_line(self.line_at(span.start), message);
    }

    /// The line of a byte, from one. A course has thousands of entries: each is looked up, none counted from the top.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        1 + self.line_ends.partition_point(|&end| end < offset)
    }

    pub(super) fn add_line(&mut self, line: usize, message: String) {
        self.found.push((line, quotable(&message)));
    }

    /// The likely spelling. Looking for one takes time, and a file with many problems has another one.
    pub(super) fn closest<'a>(
        &self,
        text: &str,
        names: impl Iterator<Item = &'a str>,
    ) -> Option<&'a str> {
        if self.found.len() >= MOST_SHOWN || text.chars().count() > LONGEST_NAME {
            return None;
        }
        closest(text, names)
    }

    pub(super) fn into_result(mut self) -> Result<()> {
        if self.found.is_empty() {
            return Ok(());
        }
        self.found.sort();
        let many = self.found.len();
        let mut error = Error::new(format!(
            "{INFO} has {many} {}",
            if many == 1 { "problem" } else { "problems" }
        ));
        for (line, message) in self.found.into_iter().take(MOST_SHOWN) {
            error = error.caused_by(format!("{INFO}:{line}: {message}"));
        }
        if many > MOST_SHOWN {
            error = error.caused_by(format!("{} more", many - MOST_SHOWN));
        }
        Err(error.help(format!("correct {INFO}; nothing was changed")))
    }
}

/// A syntax error, a wrong type or an unknown key: serde's message, with its line and the likely spelling.
pub(super) fn unreadable(text: &str, error: &toml::de::Error) -> Error {
    let line = error.span().map_or(1, |span| line_at(text, span.start));
    let mut message = format!("{INFO}:{line}: {}", quotable(error.message()));
    if let Some(likely) = likely_key(error.message()) {
        message.push_str(&format!("; did you mean `{likely}`?"));
    }
    Error::new(format!("{INFO} has 1 problem"))
        .caused_by(message)
        .help(format!("correct {INFO}; nothing was changed"))
}

/// From serde's "unknown field `hnit`, expected one of `hint`, `hints`".
pub(crate) fn likely_key(message: &str) -> Option<String> {
    let rest = message.strip_prefix("unknown field ")?;
    let mut quoted = rest.split('`').skip(1).step_by(2);
    let unknown = quoted.next()?;
    closest(unknown, quoted).map(str::to_owned)
}

/// The line of a byte, from one.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    1 + text
        .bytes()
        .take(offset)
        .filter(|&byte| byte == b'\n')
        .count()
}
