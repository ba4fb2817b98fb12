//! The repository's own course, in a copy: on every exercise, untouched and solved, the runner says what cargo says.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use crate::{
    replay::{Word, word},
    support::{RUNNER, clean, finish_within, home_of},
};

/// Levels whose crates are built within a minute. With this variable in the environment it is all of them.
const QUICK: [&str; 2] = ["01_arrays", "02_math"];
const WHOLE_COURSE: &str = "RUNNER_TEST_WHOLE_COURSE";

/// The first time, the crates of every level are built.
const LONG: Duration = Duration::from_secs(3600);

/// The copy and what is built of it stay in the target directory, so that the crates are built once. Its target directory
/// is its own: cargo takes two copies of a package in one for the same package.
#[test]
fn verdicts_on_every_exercise_and_solution_are_cargos() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("e2e");
    fs::create_dir_all(&place).unwrap();
    // Two test runs at once take turns.
    let lock = File::create(place.join("lock")).unwrap();
    lock.lock().unwrap();

    let (course, target) = (place.join("course"), place.join("target"));
    let mut wrong = Vec::new();
    for (name, tree) in [("untouched", "exercises"), ("solved", "solutions")] {
        copy_course(&course, tree);
        let runner = runners_words(&course, &target);
        let cargo = cargos_words(&course, &target);
        assert!(!runner.is_empty());
        for (id, &runner) in &runner {
            let cargo = cargo.get(id).copied();
            let is_solved = tree == "solutions";
            if cargo != Some(runner) || (runner == Word::Passes) != is_solved {
                wrong.push(format!(
                    "{id}, {name}: the runner says {runner:?}, cargo {cargo:?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Writes the course to `dir`, with the files of `tree` as exercises. What is right already is left alone, times included.
fn copy_course(dir: &Path, tree: &str) {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fresh = tempfile::tempdir().unwrap();
    // The manifest of a course without the runner's own package is what `init` writes.
    let init = finish_within(
        LONG,
        Command::new(RUNNER).arg("init").arg(fresh.path()),
        fresh.path(),
    );
    assert_eq!(init.code, 0, "{init:?}");
    let mut files = BTreeMap::new();
    for file in ["Cargo.toml", "info.toml", "Cargo.lock"] {
        files.insert(
            PathBuf::from(file),
            fs::read(fresh.path().join(file)).unwrap(),
        );
    }
    let whole = std::env::var_os(WHOLE_COURSE).is_some();
    let is_level = |name: &str| name.starts_with(|c: char| c.is_ascii_digit());
    let wanted = |level: &str| whole || QUICK.contains(&level);
    let info = String::from_utf8(files[Path::new("info.toml")].clone()).unwrap();
    let mut info: toml::Table = info.parse().unwrap();
    for list in ["levels", "exercises"] {
        let entries = info[list].as_array_mut().unwrap();
        entries.retain(|entry| wanted(entry["dir"].as_str().unwrap()));
        for entry in entries {
            entry.as_table_mut().unwrap().remove("needs");
        }
    }
    files.insert(
        PathBuf::from("info.toml"),
        toml::to_string(&info).unwrap().into_bytes(),
    );
    for file in all_files(&repository.join("exercises")) {
        let level = file
            .strip_prefix(repository.join("exercises"))
            .unwrap()
            .iter()
            .next()
            .unwrap()
            .to_str()
            .unwrap();
        if is_level(level) && !wanted(level) {
            continue;
        }
        let inside = file.strip_prefix(repository).unwrap();
        let solution = repository
            .join(tree)
            .join(inside.strip_prefix("exercises").unwrap());
        let mut text = fs::read(if solution.is_file() { &solution } else { &file }).unwrap();
        if repository
            .join("solutions")
            .join(inside.strip_prefix("exercises").unwrap())
            .is_file()
        {
            // An untouched file is not run at all: these have been touched.
            text.push(b'\n');
        }
        files.insert(inside.to_path_buf(), text);
    }
    let _ = fs::remove_dir_all(dir.join(".runner"));
    for file in all_files(dir) {
        if !files.contains_key(file.strip_prefix(dir).unwrap()) {
            fs::remove_file(&file).unwrap();
            // A level that is gone is not to be left as an empty directory: cargo would look for its manifest.
            for dir in file.ancestors().skip(1) {
                if fs::remove_dir(dir).is_err() {
                    break;
                }
            }
        }
    }
    for (file, text) in files {
        let file = dir.join(file);
        if !fs::read(&file).is_ok_and(|there| there == text) {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
    }
}

fn all_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let Ok(entries) = fs::read_dir(dir) else {
        return files;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(all_files(&path));
        } else {
            files.push(path);
        }
    }
    files
}

/// The user's registry, and nothing else of the caller's settings.
fn prepare(command: &mut Command, dir: &Path, target: &Path) {
    let home = std::env::home_dir().unwrap();
    clean(command, &home, &home_of("CARGO_HOME", ".cargo"));
    command.current_dir(dir).env("CARGO_TARGET_DIR", target);
}

fn runners_words(course: &Path, target: &Path) -> BTreeMap<String, Word> {
    let mut check = Command::new(RUNNER);
    prepare(check.args(["check", "--format", "json"]), course, target);
    let done = finish_within(LONG, &mut check, course);
    let document: serde_json::Value =
        serde_json::from_str(&done.stdout).unwrap_or_else(|error| panic!("{error}: {done:?}"));
    let exercises = document["exercises"].as_array().unwrap().iter();
    exercises
        .map(|one| {
            (
                one["id"].as_str().unwrap().to_owned(),
                word(one["outcome"].as_str().unwrap()),
            )
        })
        .collect()
}

/// Cargo builds every test binary that can be built; each is run as `cargo test` runs it, in its package's directory.
fn cargos_words(course: &Path, target: &Path) -> BTreeMap<String, Word> {
    // One package after the other, as the runner does: all together they would need their crates with other features.
    let mut binaries: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::new();
    for manifest in all_files(&course.join("exercises")) {
        if !manifest.ends_with("Cargo.toml") || manifest.with_file_name("src").is_dir() {
            continue;
        }
        let needs_features = fs::read_to_string(&manifest)
            .unwrap()
            .contains("required-features");
        let passes: &[&[&str]] = if needs_features {
            &[&[], &["--all-features"]]
        } else {
            &[&[]]
        };
        for features in passes {
            let mut build = Command::new("cargo");
            build.args([
                "build",
                "--profile",
                "test",
                "--tests",
                "--keep-going",
                "--message-format",
                "json",
            ]);
            build.args(*features);
            build.arg("--manifest-path").arg(&manifest);
            prepare(&mut build, course, target);
            let built = finish_within(LONG, &mut build, course);
            for line in built.stdout.lines() {
                // `[ROOT]` stands for the course in all that was said.
                let line = line.replace("[ROOT]", &course.display().to_string());
                let message: serde_json::Value = serde_json::from_str(&line).unwrap();
                if let Some(source) = message["target"]["src_path"].as_str() {
                    let binary = binaries.entry(PathBuf::from(source)).or_default();
                    if let Some(executable) = message["executable"].as_str() {
                        *binary = Some(PathBuf::from(executable));
                    }
                }
            }
        }
    }
    let exercises = course.join("exercises");
    let work: Vec<(String, PathBuf, Option<PathBuf>)> = binaries
        .into_iter()
        .filter_map(|(source, binary)| {
            let id = source.strip_prefix(&exercises).ok()?.with_extension("");
            Some((
                id.to_str()?.to_owned(),
                source.parent()?.to_path_buf(),
                binary,
            ))
        })
        .collect();

    let next = AtomicUsize::new(0);
    let words = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((id, dir, binary)) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let word = binary.as_ref().map_or(Word::DoesNotCompile, |binary| {
                        let mut run = Command::new(binary);
                        prepare(&mut run, dir, target);
                        match finish_within(LONG, &mut run, dir).code {
                            0 => Word::Passes,
                            _ => Word::Fails,
                        }
                    });
                    words.lock().unwrap().insert(id.clone(), word);
                }
            });
        }
    });
    words.into_inner().unwrap()
}
