//! `runner reset`: the untouched file back, the learner's into a backup, and `--undo`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::untouched;
use crate::{
    Outcome,
    catalog::{Catalog, Exercise, Texts},
    cli::Reset,
    error::{Context, Error, Result},
    files,
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
    match fs::read(&file) {
        Ok(bytes) if bytes == original.as_bytes() => {
            return Ok(format!("{} is the untouched file already", exercise.path));
        }
        Ok(bytes) => {
            let backup = next_backup(&backups(catalog, exercise));
            files::write_atomically(&backup, &bytes)
                .context(|| format!("cannot keep a backup of {}", exercise.path))
                .map_err(|error| {
                    error.help("nothing was changed; make the course's folder writable")
                })?;
        }
        // A missing file has nothing to keep.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => {
            return Err(Error::new(format!("cannot read {}", exercise.path))
                .caused_by(error)
                .help("nothing was changed"));
        }
    }
    write(&file, original.as_bytes(), exercise)?;
    Ok(match catalog.texts() {
        Texts::Exercises => format!(
            "{} is untouched again; `runner reset {} --undo` brings yours back",
            exercise.path, exercise.id
        ),
        Texts::Review => format!(
            "{} is untouched again; yours is kept in {}",
            exercise.path,
            catalog.shown(&backups(catalog, exercise))
        ),
    })
}

/// The newest backup back; what is there now takes its place, so that undoing twice is doing nothing.
fn undo(catalog: &Catalog, exercises: &[&Exercise]) -> Result<Outcome> {
    let mut restored = 0;
    for exercise in exercises {
        let Some(backup) = newest_backup(&backups(catalog, exercise)) else {
            continue;
        };
        let file = catalog.exercise_file(exercise);
        let shown = || format!("cannot read the backup {}", backup.display());
        let theirs = fs::read(&backup).context(shown)?;
        let now = fs::read(&file).unwrap_or_default();
        write(&file, &theirs, exercise)?;
        files::write_atomically(&backup, &now)
            .context(|| format!("cannot write {}", backup.display()))?;
        print(&format!(
            "{} is as it was before the reset\n",
            exercise.path
        ))?;
        restored += 1;
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

fn write(file: &Path, bytes: &[u8], exercise: &Exercise) -> Result<()> {
    files::write_atomically(file, bytes)
        .context(|| format!("cannot write {}", exercise.path))
        .map_err(|error| error.help("the file is as it was; make the course's folder writable"))
}

/// Directory of the backups of one exercise: `1.rs`, `2.rs`, ...
fn backups(catalog: &Catalog, exercise: &Exercise) -> PathBuf {
    let dir = match catalog.texts() {
        Texts::Exercises => "backups",
        Texts::Review => "review-backups",
    };
    catalog.state_dir().join(dir).join(&exercise.id)
}

fn numbers(dir: &Path) -> Vec<u32> {
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

fn newest_backup(dir: &Path) -> Option<PathBuf> {
    Some(dir.join(format!("{}.rs", numbers(dir).into_iter().max()?)))
}

fn next_backup(dir: &Path) -> PathBuf {
    dir.join(format!(
        "{}.rs",
        numbers(dir).into_iter().max().unwrap_or(0) + 1
    ))
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
        let dir = backups(&catalog, exercise);
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
        assert!(!backups(&catalog, exercise).exists());
    }
}
