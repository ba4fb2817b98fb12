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

/// A place that one copy after the other has to itself: with the path the same, so is most of what the compiler did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lane {
    /// Does not exist while nothing is judged.
    pub(crate) dir: PathBuf,
    /// Under which an exercise's own build output is kept, from zero.
    pub(crate) number: usize,
}

/// Removed when the last clone is dropped.
#[derive(Debug, Clone)]
pub(crate) struct Scratch {
    place: Arc<Place>,
    lane: Option<usize>,
    file: PathBuf,
    /// What messages call it.
    shown: String,
}

#[derive(Debug)]
enum Place {
    Temporary(TempDir),
    OfLane(PathBuf),
}

impl Place {
    fn new(lane: Option<&Lane>) -> io::Result<Self> {
        let Some(lane) = lane else {
            return Ok(Self::Temporary(tempfile::tempdir()?));
        };
        // What another's program left there must not be found.
        match fs::remove_dir_all(&lane.dir) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir_all(&lane.dir)?,
        }
        Ok(Self::OfLane(lane.dir.clone()))
    }

    fn path(&self) -> &Path {
        match self {
            Self::Temporary(dir) => dir.path(),
            Self::OfLane(dir) => dir,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Self::OfLane(dir) = self {
            // The next one looks again.
            let _ = fs::remove_dir_all(dir);
        }
    }
}

impl PartialEq for Scratch {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file
    }
}

impl Eq for Scratch {}

impl Scratch {
    pub(super) fn new(
        catalog: &Catalog,
        exercise: &Exercise,
        lane: Option<&Lane>,
        text: &str,
    ) -> Result<Self> {
        Self::make(catalog, exercise, lane, text).context(|| {
            format!(
                "cannot write a copy of {} to {}",
                exercise.path,
                std::env::temp_dir().display()
            )
        })
    }

    fn make(
        catalog: &Catalog,
        exercise: &Exercise,
        lane: Option<&Lane>,
        text: &str,
    ) -> io::Result<Self> {
        let place = Place::new(lane)?;
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
            lane: lane.map(|lane| lane.number),
            file,
            shown: exercise.path.clone(),
        })
    }

    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// Under which the build output of its exercise is kept.
    pub(super) fn slot(&self) -> String {
        match self.lane {
            None | Some(0) => "graded".to_owned(),
            Some(lane) => format!("graded-{lane}"),
        }
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
        let scratch = Scratch::new(&catalog, &catalog.exercises()[0], None, "judged").unwrap();
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

    #[test]
    fn a_lane_keeps_its_path_and_nothing_of_the_one_before() {
        let course = tempfile::tempdir().unwrap();
        fs::write(
            course.path().join("info.toml"),
            "format_version = 1\nexercises = [{ name = \"a\" }]\n",
        )
        .unwrap();
        fs::create_dir_all(course.path().join("exercises")).unwrap();
        let catalog = Catalog::open(course.path()).unwrap();
        let lane = Lane {
            dir: course.path().join("lanes/a"),
            number: 2,
        };
        let make = |text| Scratch::new(&catalog, &catalog.exercises()[0], Some(&lane), text);
        let first = make("one").unwrap();
        let file = first.file().to_path_buf();
        fs::write(first.package_dir().join("left.txt"), "a message").unwrap();
        // Its end was not seen: the program was killed.
        let _killed = std::mem::ManuallyDrop::new(first);
        let second = make("two").unwrap();
        assert_eq!(second.file(), file);
        assert_eq!(fs::read_to_string(&file).unwrap(), "two");
        assert!(!second.package_dir().join("left.txt").exists());
        assert_eq!(second.slot(), "graded-2");
        drop(second);
        assert!(!lane.dir.exists());
    }
}
