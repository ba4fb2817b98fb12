//! Compile errors and panics in plain words: each from a file that makes it, compiled for real against ndarray and linfa.
//!
//! The first lines of a file in `files/` are what must be said about it, sentence and way out of each error that is explained;
//! or `(no sentence)`, where one would mislead. In `panics/` they stand above each test, and the line that must be named ends
//! with `// <- TEST`.

use std::{
    collections::BTreeMap,
    env,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

const ERRORS: &str = "01_errors";
const PANICS: &str = "02_panics";
const NOTHING: &str = "(no sentence)";

/// What the files use, in the versions of the course's lock file.
const MANIFEST: &str = "version = \"0.0.0\"\nedition = \"2024\"\nautobins = false\n
[dependencies]\nlinfa = \"0.8.1\"\nlinfa-linear = \"0.8.1\"\nndarray = { version = \"0.16.1\", features = [\"approx\"] }\nrand = \"0.8\"\n";

/// What is looked at are errors, so the crates are built as fast as they can be.
const WORKSPACE: &str = "[workspace]\nmembers = [\"exercises/*\"]\nresolver = \"3\"\n
[profile.dev]\nopt-level = 1\ndebug = \"line-tables-only\"\nincremental = false\n
[profile.dev.package.\"*\"]\nopt-level = 0\ndebug = false\n";

#[test]
fn every_error_gets_its_sentence_and_no_other() {
    let course = Course::make();
    let checked = course.runner(&["check", ERRORS, "--format", "json"]);
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

#[test]
fn every_panic_gets_its_sentence_and_the_learners_line() {
    let course = Course::make();
    let checked = course.runner(&["check", PANICS, "--format", "json"]);
    let document: Value = serde_json::from_slice(&checked.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", text(&checked.stderr)));
    let mut wrong = String::new();
    let mut seen = 0;
    for exercise in document["exercises"].as_array().expect("a list") {
        let id = exercise["id"].as_str().expect("a text");
        let file = course.root.join("exercises").join(format!("{id}.rs"));
        let source = fs::read_to_string(file).expect("it is text");
        let lines: Vec<&str> = source.lines().collect();
        let tests = exercise["tests"].as_array().expect("a list");
        if tests.is_empty() {
            wrong.push_str(&format!("{id}: {exercise:#}\n"));
        }
        for test in tests {
            seen += 1;
            let name = test["name"].as_str().expect("a text");
            let name = name.strip_prefix("tests::").expect("a module");
            let place = |end: &str| {
                1 + lines
                    .iter()
                    .position(|line| line.ends_with(end))
                    .expect(end)
            };
            let line = place(&format!("// <- {name}"));
            let expected: Vec<&str> = lines[..place(&format!("fn {name}() {{")) - 2]
                .iter()
                .rev()
                .map_while(|line| line.trim().strip_prefix("// "))
                .collect();
            let expected: Vec<&str> = expected
                .into_iter()
                .rev()
                .filter(|line| *line != NOTHING)
                .collect();
            let of_line: Vec<Value> = exercise["explanations"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|one| one["line"] == test["line"])
                .cloned()
                .collect();
            let said = explanations(&serde_json::json!({ "explanations": of_line }));
            if test["line"] != line || said != expected {
                wrong.push_str(&format!(
                    "{id} {name}: line {} and not {line}, {}\n    // {}\n",
                    test["line"],
                    test["message"],
                    said.join("\n    // ")
                ));
            }
        }
    }
    assert!(wrong.is_empty() && seen > 0, "{wrong}");

    let shown = text(&course.runner(&["run", "whose", "--plain"]).stdout);
    let shown: Vec<&str> = shown.split_whitespace().collect();
    assert!(
        shown
            .join(" ")
            .contains("panicked inside ndarray: inputs 2 × 3 and 2 × 1 are not compatible"),
        "{shown:?}"
    );
}

/// rustc shortens types to the width of the terminal; of these files the errors could not be recognised any more.
#[cfg(unix)]
#[test]
fn no_sentence_is_lost_on_a_narrow_terminal() {
    const NARROW: [&str; 18] = [
        "array_widths",
        "array_widths_owned",
        "collect_matrix",
        "confusion_floats",
        "dot_dyn",
        "dot_owned",
        "dot_three_axes_left",
        "dot_view",
        "index_array",
        "matrix_from_vec",
        "matrix_from_vecs",
        "method_exp_integers",
        "method_on_closure_iter",
        "method_row_on_vector",
        "power_caret_array",
        "r2_usize",
        "ref_minus_view",
        "view_times_scalar",
    ];
    let course = Course::make();
    let mut lost = String::new();
    for name in NARROW {
        for columns in [40, 60] {
            let shown = on_a_terminal(course.command(&["run", name]), columns);
            let words: Vec<&str> = shown.split_whitespace().collect();
            for said in &course.expected[name] {
                if !words.join(" ").contains(said.as_str()) {
                    lost.push_str(&format!("{name}, {columns} columns: {said}\n{shown}\n"));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{lost}");
}

/// What a program shows on a terminal of so many columns, without colours.
#[cfg(unix)]
fn on_a_terminal(mut command: Command, columns: u16) -> String {
    use std::io::Read;
    let (mut pty, pts) = pty_process::blocking::open().expect("there are terminals");
    pty.resize(pty_process::Size::new(50, columns))
        .expect("it has a size");
    command.env("TERM", "xterm-256color");
    let mut child = pty_process::blocking::Command::from(command)
        .spawn(pts)
        .expect("it can be started");
    let mut shown = Vec::new();
    // With nobody left at the other side, reading ends with an error.
    let _ = pty.read_to_end(&mut shown);
    child.wait().expect("it ends");
    console::strip_ansi_codes(&text(&shown)).into_owned()
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
        fs::create_dir_all(&root).expect("it can be made");
        let lock = File::create(place.join("lock")).expect("it can be made");
        lock.lock().expect("it can be locked");

        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut info = "format_version = 1\ntitle = \"Errors\"\n".to_owned();
        for level in [ERRORS, PANICS] {
            info.push_str(&format!(
                "\n[[levels]]\ndir = \"{level}\"\ntitle = \"Errors\"\n"
            ));
        }
        let mut expected = BTreeMap::new();
        for (level, files) in [(ERRORS, "files"), (PANICS, "panics")] {
            let dir = root.join("exercises").join(level);
            fs::create_dir_all(&dir).expect("it can be made");
            let mut manifest = format!("[package]\nname = \"level_{level}\"\n{MANIFEST}");
            for (name, source) in sources(&repository.join("tests/explain").join(files)) {
                info.push_str(&format!(
                    "\n[[exercises]]\nname = \"{name}\"\ndir = \"{level}\"\n"
                ));
                manifest.push_str(&format!(
                    "\n[[bin]]\nname = \"{level}_{name}\"\npath = \"{name}.rs\"\n"
                ));
                write(&dir.join(format!("{name}.rs")), &source);
                if level == ERRORS {
                    let lines = source.lines().map_while(|line| line.strip_prefix("// "));
                    let lines = lines.filter(|line| *line != NOTHING).map(str::to_owned);
                    expected.insert(name, lines.collect());
                }
            }
            write(&dir.join("Cargo.toml"), &manifest);
        }
        write(&root.join("info.toml"), &info);
        write(&root.join("Cargo.toml"), WORKSPACE);
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
        self.command(args).output().expect("it can be started")
    }

    fn command(&self, args: &[&str]) -> Command {
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
            .env("CARGO_TARGET_DIR", &self.target);
        command
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
