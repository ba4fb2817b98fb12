//! Which files rustfmt would change.

use std::{collections::BTreeMap, path::PathBuf, process::Command, time::Duration};

use super::{
    problem::{Problem, Rule},
    rules::Scope,
};
use crate::{
    catalog::{Catalog, Exercise, Form},
    error::{Context, Error, Result},
    process::{self, Cancel, Ending, Limits},
};

const LIMIT: Duration = Duration::from_secs(120);
const DEFAULT_EDITION: &str = "2024";

/// Files that are not formatted: exercises and solutions, in rustlings' form solutions only.
pub(super) fn problems(catalog: &Catalog, scope: &Scope, cancel: &Cancel) -> Result<Vec<Problem>> {
    // One call for each edition.
    let mut files: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for exercise in scope.exercises.iter().map(|files| files.exercise) {
        let both = [
            (Form::Levels, catalog.exercise_file(exercise)),
            (catalog.form(), catalog.solution_file(exercise)),
        ];
        let wanted = both
            .into_iter()
            .filter(|(form, file)| *form == catalog.form() && file.is_file());
        files
            .entry(edition(catalog, exercise))
            .or_default()
            .extend(wanted.map(|(_, file)| file));
    }
    let mut problems = Vec::new();
    for (edition, files) in files.into_iter().filter(|(_, files)| !files.is_empty()) {
        for (file, line) in differing(&rustfmt(&edition, &files, cancel)?) {
            let shown = catalog.shown(&file);
            let message = format!("it is not formatted: run `rustfmt --edition {edition} {shown}`");
            let rule = if shown.starts_with("solutions/") {
                Rule::Solution
            } else {
                Rule::Untouched
            };
            problems.push(Problem::new(shown, line, rule, message));
        }
    }
    Ok(problems)
}

/// What `rustfmt --check` says. A file that it cannot parse is left out: the compiler tells more about it.
fn rustfmt(edition: &str, files: &[PathBuf], cancel: &Cancel) -> Result<String> {
    let help = "`rustup component add rustfmt` installs it";
    let mut command = Command::new("rustfmt");
    command
        .args(["--check", "--color=never", "--edition", edition])
        .args(files);
    let finished = process::run(&mut command, &Limits::time(LIMIT), cancel)
        .context(|| "cannot start rustfmt".to_owned())
        .map_err(|error| error.help(help))?;
    match finished.ending {
        Ending::Cancelled => Err(Error::interrupted()),
        // One says that files differ or cannot be parsed.
        Ending::Exited(0 | 1) if !finished.stderr.contains("is not installed") => {
            Ok(finished.stdout)
        }
        Ending::Exited(_) | Ending::Signalled(_) | Ending::TimedOut | Ending::TooMuchOutput => {
            Err(Error::new("rustfmt does not work")
                .caused_by(finished.stderr.trim())
                .help(help))
        }
    }
}

/// The files of `Diff in FILE:LINE:` lines, each with its first line.
fn differing(stdout: &str) -> Vec<(PathBuf, usize)> {
    let mut found: Vec<(PathBuf, usize)> = Vec::new();
    for place in stdout
        .lines()
        .filter_map(|line| line.strip_prefix("Diff in "))
    {
        let Some((file, line)) = place.trim_end_matches(':').rsplit_once(':') else {
            continue;
        };
        let file = PathBuf::from(file);
        if let (Ok(line), false) = (line.parse(), found.iter().any(|(known, _)| *known == file)) {
            found.push((file, line));
        }
    }
    found
}

/// The edition of the exercise's package.
fn edition(catalog: &Catalog, exercise: &Exercise) -> String {
    let table = |path: PathBuf| {
        std::fs::read_to_string(path)
            .ok()?
            .parse::<toml::Table>()
            .ok()
    };
    let root = table(catalog.root().join("Cargo.toml")).unwrap_or_default();
    let package = table(catalog.level_manifest(exercise.level)).unwrap_or_else(|| root.clone());
    let edition = package
        .get("package")
        .and_then(|package| package.get("edition"));
    let inherited = || root.get("workspace")?.get("package")?.get("edition");
    let edition = edition.and_then(|edition| edition.as_str().or_else(|| inherited()?.as_str()));
    edition.unwrap_or(DEFAULT_EDITION).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_place_of_each_file_is_read() {
        let stdout = "Diff in /c/a b.rs:3:\n-x\n+y\nDiff in /c/a b.rs:9:\nDiff in C:\\d.rs:1:\n Diff in no.rs:1:\n";
        assert_eq!(
            differing(stdout),
            [
                (PathBuf::from("/c/a b.rs"), 3),
                (PathBuf::from("C:\\d.rs"), 1)
            ]
        );
    }

    #[test]
    fn the_edition_is_the_packages_or_the_workspaces() {
        let dir = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = dir.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write(
            "info.toml",
            "format_version = 1\nexercises = [{ dir = \"a\", name = \"x\" }]\n",
        );
        let catalog = Catalog::open(dir.path()).unwrap();
        let edition = || edition(&catalog, &catalog.exercises()[0]);
        assert_eq!(edition(), "2024");
        write(
            "Cargo.toml",
            "package.edition = \"2015\"\nworkspace.package.edition = \"2018\"\n",
        );
        assert_eq!(edition(), "2015");
        write(
            "exercises/a/Cargo.toml",
            "package.edition.workspace = true\n",
        );
        assert_eq!(edition(), "2018");
        write("exercises/a/Cargo.toml", "package.edition = \"2021\"\n");
        assert_eq!(edition(), "2021");
    }
}
