//! What is checked: the learner's file, its solution, or any other text for the same exercise.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::scratch::{Lane, Scratch};
use crate::{
    catalog::{Catalog, Exercise, Texts, inside},
    course::untouched,
    error::{Error, Result, read_text},
    process::Standby,
    toolchain::command::RecordedCommand,
};

/// Columns of rustc's drawings when nobody says otherwise.
pub(crate) const DEFAULT_WIDTH: usize = 100;

/// What to check.
#[derive(Debug, Clone)]
pub(crate) struct Subject<'a> {
    pub(crate) exercise: &'a Exercise,
    pub(crate) source: Source,
    pub(crate) width: usize,
    /// The untouched text, for those who know it better than the course's archive: its authors.
    pub(crate) original: Option<&'a str>,
    /// The compiler call, for those who have just asked for those of many.
    pub(crate) command: Option<&'a RecordedCommand>,
    /// Where copies of it are judged, for those who judge many.
    pub(crate) lane: Option<&'a Lane>,
    /// A compiler that is loaded already, for those who check again and again.
    pub(crate) standby: Option<&'a Standby>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// The learner's file.
    Exercise,
    Solution,
    /// Any other text for the same exercise, with a name for its build directory or an absolute path to one.
    Other {
        file: PathBuf,
        slot: String,
    },
    /// A text in the place of the learner's file, among copies of what stands beside it.
    Copy(Scratch),
}

impl<'a> Subject<'a> {
    pub(crate) fn exercise(exercise: &'a Exercise) -> Self {
        Self {
            exercise,
            source: Source::Exercise,
            width: DEFAULT_WIDTH,
            original: None,
            command: None,
            lane: None,
            standby: None,
        }
    }

    pub(crate) fn solution(exercise: &'a Exercise) -> Self {
        Self {
            source: Source::Solution,
            ..Self::exercise(exercise)
        }
    }

    pub(super) fn file(&self, catalog: &Catalog) -> PathBuf {
        match &self.source {
            Source::Exercise => catalog.exercise_file(self.exercise),
            Source::Solution => catalog.solution_file(self.exercise),
            Source::Other { file, .. } => file.clone(),
            Source::Copy(scratch) => scratch.file().to_path_buf(),
        }
    }

    /// The name that messages use.
    pub(super) fn shown(&self) -> String {
        match &self.source {
            Source::Exercise | Source::Copy(_) => self.exercise.path.clone(),
            Source::Solution => self.exercise.solution.clone(),
            Source::Other { file, .. } => file.display().to_string(),
        }
    }

    /// Directory of our own build output, under cargo's target directory.
    pub(super) fn slot(&self, catalog: &Catalog) -> String {
        match &self.source {
            Source::Exercise => format!("{}/{}", catalog.texts().name(), self.exercise.id),
            Source::Solution => format!("solutions/{}", self.exercise.id),
            Source::Other { slot, .. } => format!("{slot}/{}", self.exercise.id),
            Source::Copy(scratch) => format!("{}/{}", scratch.slot(), self.exercise.id),
        }
    }
}

pub(super) fn read_subject(catalog: &Catalog, subject: &Subject) -> Result<String> {
    let file = subject.file(catalog);
    if subject.source == Source::Exercise {
        // The course was looked at when it was opened; a watch goes on for hours.
        inside::check_file(catalog, &file)?;
        if !file.exists() {
            return Err(missing(catalog, subject, &file));
        }
        if file.is_dir() {
            return Err(Error::new(format!("cannot read {}", subject.shown()))
                .caused_by("a directory stands in its place")
                .help(format!(
                    "move it away; `runner reset {}` writes the untouched file",
                    subject.exercise.id
                )));
        }
    }
    read_text(&file, &subject.shown())
}

fn missing(catalog: &Catalog, subject: &Subject, file: &Path) -> Error {
    let error = Error::new(format!("cannot read {}", subject.shown()));
    if catalog.texts() == Texts::Review {
        return error
            .caused_by("the copy for the review is missing")
            .help("`runner review` writes it anew, and so does x in a review");
    }
    let error = error.caused_by(format!(
        "the file is missing; {} lists it in line {}",
        crate::catalog::INFO,
        subject.exercise.line
    ));
    let error = match in_another_case(file) {
        Some(other) => error.help(format!(
            "{other} is there, in another case: rename it to {}",
            file.file_name().unwrap_or_default().display()
        )),
        None => error,
    };
    error.help(format!(
        "`runner reset {}` writes the untouched file",
        subject.exercise.id
    ))
}

/// A file beside it whose name differs only in capital letters.
fn in_another_case(file: &Path) -> Option<String> {
    let name = file.file_name()?.to_string_lossy().to_lowercase();
    let beside = fs::read_dir(file.parent()?).ok()?.flatten();
    beside
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .find(|other| other.to_lowercase() == name)
}

/// The untouched text that `text` is held against, if it is known.
pub(super) fn original(catalog: &Catalog, subject: &Subject, text: &str) -> Option<String> {
    if let Some(original) = subject.original {
        return Some(original.to_owned());
    }
    if subject.source == Source::Exercise {
        untouched::remember(catalog, subject.exercise, text);
    }
    untouched::text_of(catalog, subject.exercise)
}
