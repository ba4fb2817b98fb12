//! `runner dev update`: writes what is derived from `info.toml` and the exercises, and nothing else.

use std::path::{Path, PathBuf};

use super::{manifest, problem::count};
use crate::{
    Outcome,
    catalog::{Catalog, Exercise, Form, INFO},
    course::archive::{self, Texts},
    error::{Context, Error, Result, read_text},
    files,
    session::{Session, print},
    toolchain::package::Package,
};

pub(crate) fn update(session: &Session) -> Result<Outcome> {
    let written = write_derived(&session.catalog)?;
    if written.is_empty() {
        print("nothing to write: all derived files are in step\n")?;
    }
    for line in written {
        print(&format!("wrote {line}\n"))?;
    }
    Ok(Outcome::Fine)
}

/// A file that is not as it should be, with what should be in it.
struct Stale {
    path: PathBuf,
    text: String,
    what: String,
}

/// Writes the derived files that are out of step; returns a line for each. If one cannot be made, none is written.
pub(super) fn write_derived(catalog: &Catalog) -> Result<Vec<String>> {
    let mut stale = manifests(catalog)?;
    stale.extend(archive(catalog)?);
    let mut written = Vec::new();
    for file in stale {
        let shown = catalog.shown(&file.path);
        files::write_atomically(&file.path, file.text.as_bytes())
            .context(|| format!("cannot write {shown}"))?;
        written.push(format!("{shown}: {}", file.what));
    }
    Ok(written)
}

/// The list of binaries in each level's own manifest. A root package is its author's: there nothing is rewritten.
fn manifests(catalog: &Catalog) -> Result<Vec<Stale>> {
    let mut stale = Vec::new();
    let mut missing = Vec::new();
    for level in 0..catalog.levels().len() {
        let path = catalog.level_manifest(level);
        let own = catalog.form() == Form::Levels && path.is_file();
        if !own {
            for exercise in catalog.of_level(level) {
                if !has_bin(catalog, exercise)? {
                    missing.push(exercise);
                }
            }
            continue;
        }
        let shown = catalog.shown(&path);
        let text = read_text(&path, &shown)?;
        let bins = manifest::bins_of(catalog, level);
        let updated = manifest::updated(&text, &shown, &bins)?;
        if updated != text {
            stale.push(Stale {
                path,
                text: updated,
                what: format!("the list of {}", count(bins.len(), "exercise")),
            });
        }
    }
    if missing.is_empty() {
        Ok(stale)
    } else {
        Err(no_bins(catalog, &missing))
    }
}

/// Whether cargo knows the exercise as a binary.
pub(super) fn has_bin(catalog: &Catalog, exercise: &Exercise) -> Result<bool> {
    Ok(Package::of(catalog, exercise)?
        .bin(&catalog.exercise_file(exercise))
        .is_some())
}

fn no_bins(catalog: &Catalog, missing: &[&Exercise]) -> Error {
    let mut error = Error::new(format!(
        "Cargo.toml has no [[bin]] for {}",
        count(missing.len(), "exercise")
    ));
    for exercise in missing {
        error = error.caused_by(format!(
            "{} ({INFO}:{}) is not in the list of binaries",
            exercise.path, exercise.line
        ));
    }
    let first = missing
        .first()
        .map_or("", |exercise| exercise.name.as_str());
    let path = missing
        .first()
        .map_or("", |exercise| exercise.path.as_str());
    let error = error.help(format!("add `{{ name = \"{first}\", path = \"{path}\" }}` and the like to `bin`; nothing was written"));
    match catalog.form() {
        Form::Levels => {
            error.help("or give each level a package of its own, exercises/LEVEL/Cargo.toml")
        }
        Form::Rustlings => error,
    }
}

/// The archive, for courses of our own form and those that have one.
fn archive(catalog: &Catalog) -> Result<Option<Stale>> {
    let path = catalog.archive_file();
    if catalog.form() == Form::Rustlings && !path.is_file() {
        return Ok(None);
    }
    let texts = texts(catalog)?;
    let text = archive::write(&texts);
    let what = format!("the untouched text of {}", count(texts.len(), "exercise"));
    let stale = std::fs::read(&path).map_or(true, |found| found != text.as_bytes());
    Ok(stale.then_some(Stale { path, text, what }))
}

fn texts(catalog: &Catalog) -> Result<Texts> {
    let mut texts = Texts::new();
    for exercise in catalog.exercises() {
        let text = read_exercise(&catalog.exercise_file(exercise), exercise)?;
        if !archive::can_hold(&text) {
            return Err(Error::new(format!(
                "cannot keep {} in {}",
                exercise.path,
                catalog.shown(&catalog.archive_file())
            ))
            .caused_by(
                "the text contains the separator of the archive, a line that begins with `=====> `",
            )
            .help("write that line in another way; nothing was written"));
        }
        texts.insert(exercise.path.clone(), text);
    }
    Ok(texts)
}

fn read_exercise(file: &Path, exercise: &Exercise) -> Result<String> {
    read_text(file, &exercise.path).map_err(|error| {
        error.help(format!(
            "{INFO} lists it in line {}; nothing was written",
            exercise.line
        ))
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::dev::manifest::MARK;

    /// A course of one level and two exercises in a directory of its own.
    fn course(info: &str, files: &[(&str, &str)]) -> (tempfile::TempDir, Catalog) {
        let dir = tempfile::tempdir().unwrap();
        for (path, text) in files.iter().chain([("info.toml", info)].iter()) {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let catalog = Catalog::open(dir.path()).unwrap();
        (dir, catalog)
    }

    const LEVELS: &str = "format_version = 1\nlevels = [{ dir = \"01_a\" }]\nexercises = [{ dir = \"01_a\", name = \"01_x\" }, { dir = \"01_a\", name = \"02_y\" }]\n";
    const FLAT: &str = "format_version = 1\nexercises = [{ name = \"x\" }, { name = \"y\" }]\n";

    #[test]
    fn what_is_out_of_step_is_written_once_and_the_rest_is_kept() {
        let head = "[package] # the package\nname = \"level_01_a\"\n\n# Heavy crates wait.\n[features]\nbig = []\n\n";
        let entry =
            "[[bin]]\nname = \"01_a_02_y\"\npath = \"02_y.rs\"\nrequired-features = [\"big\"]\n";
        let (dir, catalog) = course(
            LEVELS,
            &[
                (
                    "exercises/01_a/Cargo.toml",
                    &format!("{head}{MARK}\n{entry}"),
                ),
                ("exercises/01_a/01_x.rs", "fn main() {}\n"),
                ("exercises/01_a/02_y.rs", "// y\n"),
            ],
        );
        let written = write_derived(&catalog).unwrap();
        assert_eq!(
            written,
            [
                "exercises/01_a/Cargo.toml: the list of 2 exercises",
                "exercises/untouched.txt: the untouched text of 2 exercises"
            ]
        );
        let manifest = fs::read_to_string(dir.path().join("exercises/01_a/Cargo.toml")).unwrap();
        assert_eq!(
            manifest,
            format!("{head}{MARK}\n[[bin]]\nname = \"01_a_01_x\"\npath = \"01_x.rs\"\n\n{entry}")
        );
        let texts = crate::course::untouched::archived(&catalog).unwrap();
        assert_eq!(texts["exercises/01_a/02_y.rs"], "// y\n");
        assert!(
            write_derived(&catalog).unwrap().is_empty(),
            "the second time there is nothing to write"
        );
    }

    #[test]
    fn a_text_that_the_archive_cannot_hold_is_refused_before_anything_is_written() {
        let (dir, catalog) = course(
            LEVELS,
            &[
                ("exercises/01_a/Cargo.toml", "[package]\nname = \"a\"\n"),
                ("exercises/01_a/01_x.rs", "//\n=====> x\n"),
                ("exercises/01_a/02_y.rs", ""),
            ],
        );
        let error = write_derived(&catalog).unwrap_err().to_string();
        assert!(
            error.starts_with(
                "error: cannot keep exercises/01_a/01_x.rs in exercises/untouched.txt"
            ),
            "{error}"
        );
        assert_eq!(
            fs::read_to_string(dir.path().join("exercises/01_a/Cargo.toml")).unwrap(),
            "[package]\nname = \"a\"\n"
        );
    }

    #[test]
    fn a_root_package_is_left_alone() {
        let manifest = "bin = [ # theirs\n  { name = \"x\", path = \"exercises/x.rs\" }, { name = \"y\", path = \"exercises/y.rs\" }]\n[package]\nname = \"c\"\n";
        let files = [("exercises/x.rs", ""), ("exercises/y.rs", "")];
        let (dir, catalog) = course(FLAT, &[("Cargo.toml", manifest), files[0], files[1]]);
        assert!(write_derived(&catalog).unwrap().is_empty());
        assert!(!dir.path().join("exercises/untouched.txt").exists());

        let short = manifest.replace("{ name = \"x\", path = \"exercises/x.rs\" }, ", "");
        let (dir, catalog) = course(FLAT, &[("Cargo.toml", &short), files[0], files[1]]);
        let error = write_derived(&catalog).unwrap_err().to_string();
        assert_eq!(
            error,
            "error: Cargo.toml has no [[bin]] for 1 exercise\n\
             caused by: exercises/x.rs (info.toml:2) is not in the list of binaries\n\
             help: add `{ name = \"x\", path = \"exercises/x.rs\" }` and the like to `bin`; nothing was written"
        );
        assert_eq!(
            fs::read_to_string(dir.path().join("Cargo.toml")).unwrap(),
            short
        );
    }

    #[test]
    fn an_archive_that_is_there_is_kept_in_step_in_any_course() {
        let manifest = "bin = [{ name = \"x\", path = \"exercises/x.rs\" }, { name = \"y\", path = \"exercises/y.rs\" }]\n[package]\nname = \"c\"\n";
        let (_dir, catalog) = course(
            FLAT,
            &[
                ("Cargo.toml", manifest),
                ("exercises/x.rs", ""),
                ("exercises/y.rs", ""),
                ("exercises/untouched.txt", "old"),
            ],
        );
        assert_eq!(
            write_derived(&catalog).unwrap(),
            ["exercises/untouched.txt: the untouched text of 2 exercises"]
        );
    }
}
