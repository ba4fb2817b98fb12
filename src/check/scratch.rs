//! A copy of one exercise file in a directory of its own, among links to what stands beside it: its data files are
//! found as ever, the rest of the course is not there.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use tempfile::TempDir;

use crate::{
    catalog::{Catalog, Exercise},
    error::{Context, Result},
};

/// Removed when the last clone is dropped.
#[derive(Debug, Clone)]
pub(crate) struct Scratch {
    place: Arc<TempDir>,
    file: PathBuf,
    /// What messages call it.
    shown: String,
}

impl PartialEq for Scratch {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file
    }
}

impl Eq for Scratch {}

impl Scratch {
    pub(super) fn new(catalog: &Catalog, exercise: &Exercise, text: &str) -> Result<Self> {
        Self::make(catalog, exercise, text).context(|| {
            format!(
                "cannot write a copy of {} to {}",
                exercise.path,
                std::env::temp_dir().display()
            )
        })
    }

    fn make(catalog: &Catalog, exercise: &Exercise, text: &str) -> io::Result<Self> {
        let place = tempfile::tempdir()?;
        let file = place.path().canonicalize()?.join(&exercise.home);
        let dir = file.parent().unwrap_or(place.path());
        fs::create_dir_all(dir)?;
        let listed = |path: &Path| {
            let mut files = catalog.exercises().iter();
            files.any(|exercise| catalog.home_file(exercise) == path)
        };
        for entry in fs::read_dir(catalog.level_dir(exercise.level))?.flatten() {
            if !listed(&entry.path()) {
                link(&entry.path(), &dir.join(entry.file_name()))?;
            }
        }
        fs::write(&file, text)?;
        Ok(Self {
            place: Arc::new(place),
            file,
            shown: exercise.path.clone(),
        })
    }

    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// Where the tests are run.
    pub(super) fn package_dir(&self) -> &Path {
        self.file.parent().unwrap_or(self.place.path())
    }

    /// For the compiler: messages show the learner's file.
    pub(super) fn shown_as(&self) -> String {
        format!("{}={}", self.file.display(), self.shown)
    }
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

#[cfg(not(unix))]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_file() {
        fs::copy(from, to)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_files_are_there_and_other_exercises_and_solutions_are_not() {
        let course = tempfile::tempdir().unwrap();
        let write = |file: &str, text: &str| {
            let path = course.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(
            "info.toml",
            "format_version = 1\n[[levels]]\ndir = \"l\"\n[[exercises]]\nname = \"a\"\ndir = \"l\"\n[[exercises]]\nname = \"b\"\ndir = \"l\"\n",
        );
        write("exercises/l/a.rs", "learner's");
        write("exercises/l/b.rs", "other");
        write("exercises/l/data/rows.csv", "1,2");
        write("solutions/l/a.rs", "solved");
        let catalog = Catalog::open(course.path()).unwrap();
        let scratch = Scratch::new(&catalog, &catalog.exercises()[0], "judged").unwrap();
        let dir = scratch.package_dir().to_path_buf();
        assert_eq!(fs::read_to_string(scratch.file()).unwrap(), "judged");
        #[cfg(unix)]
        assert_eq!(
            fs::read_to_string(dir.join("data/rows.csv")).unwrap(),
            "1,2"
        );
        assert!(!dir.join("b.rs").exists());
        assert!(!dir.join("../../solutions/l/a.rs").exists());
        assert!(
            scratch
                .shown_as()
                .ends_with("/exercises/l/a.rs=exercises/l/a.rs")
        );
        drop(scratch);
        assert!(!dir.exists());
        let learners = course.path().join("exercises/l/a.rs");
        assert_eq!(fs::read_to_string(learners).unwrap(), "learner's");
    }
}
