//! `runner reset`: the untouched file back, the learner's into a backup, and `--undo`.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use super::untouched;
use crate::{
    Outcome,
    catalog::{Catalog, Exercise, Texts},
    cli::Reset,
    error::{Context, Error, Result},
    files::{self, Replaced},
    session::{Session, print},
};

pub(crate) fn reset(session: &Session, args: &Reset) -> Result<Outcome> {
    let catalog = &session.catalog;
    let exercises: Vec<&Exercise> = match catalog.resolve_level(&args.name) {
        Some(level) => catalog.of_level(level).collect(),
        None => vec![catalog.resolve(&args.name)?],
    };
    if args.undo {
        return undo(catalog, &exercises);
    }
    for exercise in exercises {
        print(&format!("{}\n", one(catalog, exercise)?))?;
        session.remember(|progress| progress.reopen(exercise));
    }
    Ok(Outcome::Fine)
}

/// Resets one exercise; says what was done. What is there is copied first, and only then replaced.
pub(crate) fn one(catalog: &Catalog, exercise: &Exercise) -> Result<String> {
    let original = untouched::text_of(catalog, exercise).ok_or_else(|| {
        Error::new(format!(
            "the untouched text of {} is not known",
            exercise.path
        ))
        .caused_by(
            "the course ships none, and the runner has not checked the file before it was edited",
        )
        .help("if the course is under git, `git checkout -- FILE` brings it back")
    })?;
    let file = catalog.exercise_file(exercise);
    if read(&file, exercise)?.as_deref() == Some(original.as_bytes()) {
        return Ok(format!("{} is the untouched file already", exercise.path));
    }
    let _alone = lock(catalog);
    loop {
        // A missing file has nothing to keep.
        let theirs = read(&file, exercise)?;
        if let Some(bytes) = &theirs {
            keep(catalog, exercise, bytes)?;
        }
        if write(&file, theirs.as_deref(), original.as_bytes(), exercise)? == Replaced::Done {
            break;
        }
    }
    Ok(match catalog.texts() {
        Texts::Exercises => format!(
            "{} is untouched again; `runner reset {} --undo` brings yours back",
            exercise.path, exercise.id
        ),
        Texts::Review => format!(
            "{} is untouched again; yours is kept in {}",
            exercise.path,
            catalog.shown(&backups(catalog, &exercise.id))
        ),
    })
}

/// The newest backup back; what is there now becomes the newest one, so that undoing twice is doing nothing.
fn undo(catalog: &Catalog, exercises: &[&Exercise]) -> Result<Outcome> {
    let mut restored = 0;
    for exercise in exercises {
        if undo_one(catalog, exercise)? {
            print(&format!(
                "{} is as it was before the reset\n",
                exercise.path
            ))?;
            restored += 1;
        }
    }
    if restored == 0 {
        return Err(Error::new("there is no reset to undo")
            .caused_by(format!(
                "no backup in {}",
                catalog.state_dir().join("backups").display()
            ))
            .help("nothing was changed"));
    }
    Ok(Outcome::Fine)
}

/// Whether there was a backup. Each step leaves every text in the file or in a backup, whenever it is the last one.
fn undo_one(catalog: &Catalog, exercise: &Exercise) -> Result<bool> {
    let file = catalog.exercise_file(exercise);
    let all = all_backups(catalog, exercise);
    if all.is_empty() {
        return Ok(false);
    }
    let _alone = lock(catalog);
    loop {
        let now = read(&file, exercise)?;
        let Some((backup, theirs)) = newest_but(&all_backups(catalog, exercise), now.as_deref())?
        else {
            return Ok(false);
        };
        if let Some(now) = &now {
            keep(catalog, exercise, now)?;
        }
        if write(&file, now.as_deref(), &theirs, exercise)? == Replaced::Done {
            // Its text is in the file now. If it stays, it is only there twice.
            let _ = fs::remove_file(backup);
            return Ok(true);
        }
    }
}

fn read(file: &Path, exercise: &Exercise) -> Result<Option<Vec<u8>>> {
    files::read_if_there(file)
        .context(|| format!("cannot read {}", exercise.path))
        .map_err(|error| error.help("nothing was changed"))
}

fn write(file: &Path, seen: Option<&[u8]>, bytes: &[u8], exercise: &Exercise) -> Result<Replaced> {
    files::replace(file, seen, bytes)
        .context(|| format!("cannot write {}", exercise.path))
        .map_err(|error| error.help("the file is as it was; make the course's folder writable"))
}

/// Two resets at the same time would take the same number, and one could replace what the other has not seen.
fn lock(catalog: &Catalog) -> Option<File> {
    let dir = catalog.state_dir();
    // Where nothing can be written the backup says so.
    fs::create_dir_all(&dir).ok()?;
    let file = File::options()
        .create(true)
        .append(true)
        .open(dir.join("reset.lock"))
        .ok()?;
    let _ = file.lock();
    Some(file)
}

/// A new backup.
fn keep(catalog: &Catalog, exercise: &Exercise, bytes: &[u8]) -> Result<()> {
    let dir = backups(catalog, &exercise.id);
    let number = numbers(&dir)
        .into_iter()
        .max()
        .unwrap_or(0)
        .saturating_add(1);
    files::write_new(&dir.join(format!("{number}.rs")), bytes)
        .context(|| format!("cannot keep a backup of {}", exercise.path))
        .map_err(|error| error.help("nothing was changed; make the course's folder writable"))
}

/// Directory of the backups under one id: `1.rs`, `2.rs`, ...
fn backups(catalog: &Catalog, id: &str) -> PathBuf {
    let dir = match catalog.texts() {
        Texts::Exercises => "backups",
        Texts::Review => "review-backups",
    };
    catalog.state_dir().join(dir).join(id)
}

/// The newest first; those of the exercise's former names are older than its own.
fn all_backups(catalog: &Catalog, exercise: &Exercise) -> Vec<PathBuf> {
    std::iter::once(exercise.id.as_str())
        .chain(catalog.former_ids(exercise))
        .map(|id| backups(catalog, id))
        .flat_map(|dir| {
            let mut numbers = numbers(&dir);
            numbers.sort_unstable_by_key(|&number| std::cmp::Reverse(number));
            numbers
                .into_iter()
                .map(move |number| dir.join(format!("{number}.rs")))
        })
        .collect()
}

/// The first backup that differs from what is there.
fn newest_but(backups: &[PathBuf], now: Option<&[u8]>) -> Result<Option<(PathBuf, Vec<u8>)>> {
    for backup in backups {
        let theirs =
            fs::read(backup).context(|| format!("cannot read the backup {}", backup.display()))?;
        if now != Some(&theirs) {
            return Ok(Some((backup.clone(), theirs)));
        }
    }
    Ok(None)
}

fn numbers(dir: &Path) -> Vec<u64> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            entry
                .file_name()
                .to_str()?
                .strip_suffix(".rs")?
                .parse()
                .ok()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::archive;

    fn course() -> (tempfile::TempDir, Catalog) {
        let dir = tempfile::tempdir().unwrap();
        fs::write(
            dir.path().join("info.toml"),
            "format_version = 1\nexercises = [{ name = \"a\" }]\n",
        )
        .unwrap();
        let catalog = Catalog::open(dir.path()).unwrap();
        let texts = [("exercises/a.rs".to_owned(), "untouched\n".to_owned())].into();
        fs::create_dir_all(catalog.exercises_dir()).unwrap();
        fs::write(catalog.archive_file(), archive::write(&texts)).unwrap();
        (dir, catalog)
    }

    #[test]
    fn every_text_that_was_reset_is_kept() {
        let (_dir, catalog) = course();
        let exercise = &catalog.exercises()[0];
        let file = catalog.exercise_file(exercise);
        for text in ["first", "second"] {
            fs::write(&file, text).unwrap();
            one(&catalog, exercise).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), "untouched\n");
        }
        let dir = backups(&catalog, &exercise.id);
        assert_eq!(fs::read_to_string(dir.join("1.rs")).unwrap(), "first");
        assert_eq!(fs::read_to_string(dir.join("2.rs")).unwrap(), "second");
    }

    #[test]
    fn undo_and_undo_again() {
        let (_dir, catalog) = course();
        let exercise = &catalog.exercises()[0];
        let file = catalog.exercise_file(exercise);
        assert!(undo(&catalog, &[exercise]).is_err());
        fs::write(&file, "mine").unwrap();
        one(&catalog, exercise).unwrap();
        undo(&catalog, &[exercise]).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
        undo(&catalog, &[exercise]).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "untouched\n");
    }

    #[test]
    fn a_missing_file_is_written_and_an_untouched_one_left() {
        let (_dir, catalog) = course();
        let exercise = &catalog.exercises()[0];
        one(&catalog, exercise).unwrap();
        assert_eq!(
            fs::read_to_string(catalog.exercise_file(exercise)).unwrap(),
            "untouched\n"
        );
        assert!(one(&catalog, exercise).unwrap().contains("already"));
        assert!(!backups(&catalog, &exercise.id).exists());
    }
}
