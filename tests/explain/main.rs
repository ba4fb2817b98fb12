//! Compile errors in plain words: each from a file that makes it, compiled for real against ndarray and linfa.
//!
//! The first lines of a file in `files/` are what must be said about it, sentence and way out of each error that is explained;
//! or `(no sentence)`, where one would mislead.

use std::{
    collections::BTreeMap,
    env,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

const LEVEL: &str = "01_errors";
const NOTHING: &str = "(no sentence)";

/// What the files use, in the versions of the course's lock file.
const MANIFEST: &str = "[package]\nname = \"errors\"\nversion = \"0.0.0\"\nedition = \"2024\"\nautobins = false\n
[dependencies]\nlinfa = \"0.8.1\"\nlinfa-linear = \"0.8.1\"\nndarray = { version = \"0.16.1\", features = [\"approx\"] }\nrand = \"0.8\"\n";

/// What is looked at are errors, so the crates are built as fast as they can be.
const WORKSPACE: &str = "[workspace]\nmembers = [\"exercises/*\"]\nresolver = \"3\"\n
[profile.dev]\ndebug = false\nincremental = false\n";

#[test]
fn every_error_gets_its_sentence_and_no_other() {
    let course = Course::make();
    let checked = course.runner(&["check", "--format", "json"]);
    let document: Value = serde_json::from_slice(&checked.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", text(&checked.stderr)));

    let mut wrong = String::new();
    let exercises = document["exercises"].as_array().expect("a list");
    assert_eq!(exercises.len(), course.expected.len());
    for exercise in exercises {
        let id = exercise["id"].as_str().expect("a text");
        let expected = &course.expected[id.rsplit('/').next().expect("a name")];
        let diagnostics = exercise["diagnostics"].as_str().expect("a text");
        let said = explanations(exercise);
        if said != *expected || !diagnostics.contains("error") {
            wrong.push_str(&format!(
                "{id} expected\n  {}\nand got\n  {}\n{diagnostics}\n\n",
                expected.join("\n  "),
                said.join("\n  ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");

    let shown = course.runner(&["run", "float_by_usize", "--plain"]);
    let shown = text(&shown.stdout);
    let [sentence, way_out] = course.expected["float_by_usize"].as_slice() else {
        panic!("one explanation");
    };
    let words = format!("In plain words: {sentence}\nOne way out: {way_out}\n\nerror[E0277]: ");
    let lines = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(lines(&shown).contains(&lines(&words)), "{shown}");

    // Two errors of one mistake are explained once.
    let shown = text(
        &course
            .runner(&["run", "add_assign_owned", "--plain"])
            .stdout,
    );
    assert_eq!(shown.matches("error[E0").count(), 2, "{shown}");
    assert_eq!(shown.matches("In plain words: ").count(), 1, "{shown}");
}

/// Sentences and ways out, each once.
fn explanations(exercise: &Value) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for explanation in exercise["explanations"].as_array().into_iter().flatten() {
        let pair = ["sentence", "way_out"]
            .map(|part| explanation[part].as_str().expect("a text").to_owned());
        if !said.chunks(2).any(|known| known == pair) {
            said.extend(pair);
        }
    }
    said
}

/// The files as a course. It stays in the target directory, so that the crates are built once.
struct Course {
    root: PathBuf,
    target: PathBuf,
    /// What must be said about each file, by its name.
    expected: BTreeMap<String, Vec<String>>,
    /// Two test runs at once take turns.
    _lock: File,
}

impl Course {
    fn make() -> Self {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("explain");
        let (root, target) = (place.join("course"), place.join("target"));
        let level = root.join("exercises").join(LEVEL);
        fs::create_dir_all(&level).expect("it can be made");
        let lock = File::create(place.join("lock")).expect("it can be made");
        lock.lock().expect("it can be locked");

        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut info = format!(
            "format_version = 1\ntitle = \"Errors\"\n\n[[levels]]\ndir = \"{LEVEL}\"\ntitle = \"Errors\"\n"
        );
        let mut manifest = MANIFEST.to_owned();
        let mut expected = BTreeMap::new();
        for (name, source) in sources(&repository.join("tests/explain/files")) {
            info.push_str(&format!(
                "\n[[exercises]]\nname = \"{name}\"\ndir = \"{LEVEL}\"\n"
            ));
            manifest.push_str(&format!(
                "\n[[bin]]\nname = \"{LEVEL}_{name}\"\npath = \"{name}.rs\"\n"
            ));
            write(&level.join(format!("{name}.rs")), &source);
            let lines = source.lines().map_while(|line| line.strip_prefix("// "));
            let lines = lines.filter(|line| *line != NOTHING).map(str::to_owned);
            expected.insert(name, lines.collect());
        }
        write(&root.join("info.toml"), &info);
        write(&root.join("Cargo.toml"), WORKSPACE);
        write(&level.join("Cargo.toml"), &manifest);
        if !root.join("Cargo.lock").exists() {
            fs::copy(repository.join("Cargo.lock"), root.join("Cargo.lock"))
                .expect("it can be copied");
        }
        // The files are compiled in each run.
        let _ = fs::remove_dir_all(root.join(".runner/cache"));
        Self {
            root,
            target,
            expected,
            _lock: lock,
        }
    }

    /// The program, in an environment without the caller's settings for cargo.
    fn runner(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_runner"));
        for (name, _) in env::vars_os() {
            let name = name.to_string_lossy();
            if (name.starts_with("CARGO") && name != "CARGO_HOME") || name.starts_with("RUSTFLAGS")
            {
                command.env_remove(&*name);
            }
        }
        command
            .args(args)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .output()
            .expect("it can be started")
    }
}

fn sources(dir: &Path) -> Vec<(String, String)> {
    let mut sources: Vec<(String, String)> = fs::read_dir(dir)
        .expect("the files are there")
        .map(|entry| entry.expect("it can be read").path())
        .map(|file| {
            let name = file
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read_to_string(&file).expect("it is text"))
        })
        .collect();
    sources.sort();
    sources
}

/// Leaves a file alone that is as it should be, so that nothing is built again for its time.
fn write(file: &Path, content: &str) {
    if fs::read_to_string(file).ok().as_deref() != Some(content) {
        fs::write(file, content).expect("it can be written");
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
