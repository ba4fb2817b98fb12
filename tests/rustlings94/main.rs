//! The 94 exercises of rustlings 6.5.0, unchanged, judged by rustlings and by this runner: the same answers.
//!
//! Takes minutes and needs rustlings, so it runs on demand:
//!
//! ```sh
//! cargo install rustlings --version 6.5.0
//! RUSTLINGS=rustlings cargo test --test rustlings94 -- --ignored
//! ```
//!
//! `RUSTLINGS` is the program that gives the other answers; without it they are what rustlings promises of its course:
//! no untouched file is done unless it has `skip_check_unsolved`, every solution is. `RUSTLINGS_COURSE` names the
//! exercises: a course, or the unpacked package; otherwise the package that cargo has unpacked is used.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

struct Exercise {
    name: String,
    /// Below `exercises/` and `solutions/`.
    file: String,
    hint: String,
    tested: bool,
    strict: bool,
    may_pass: bool,
}

// ---- the course ----------------------------------------------------------------------------------

/// The exercises as a course, or what to do to get them.
fn source() -> PathBuf {
    if let Some(dir) = env::var_os("RUSTLINGS_COURSE") {
        return PathBuf::from(dir);
    }
    let home = env::var_os("CARGO_HOME").map_or_else(
        || env::home_dir().expect("a home directory").join(".cargo"),
        PathBuf::from,
    );
    let unpacked = fs::read_dir(home.join("registry/src"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|registry| registry.path().join("rustlings-6.5.0"))
        .find(|package| package.is_dir());
    unpacked.expect(
        "the package rustlings 6.5.0: `cargo install rustlings --version 6.5.0` gets it, \
         or set RUSTLINGS_COURSE to a directory with its exercises",
    )
}

/// A copy to work in. The package has its list of exercises in another place than a course.
fn course() -> (TempDir, Vec<Exercise>) {
    let from = source();
    let place = tempfile::tempdir().expect("a temporary directory");
    let root = place.path();
    for tree in ["exercises", "solutions"] {
        copy(&from.join(tree), &root.join(tree));
    }
    let first = |names: [&str; 2]| {
        names
            .iter()
            .map(|name| from.join(name))
            .find(|file| file.is_file())
            .and_then(|file| fs::read_to_string(file).ok())
            .unwrap_or_else(|| panic!("{} has neither of {names:?}", from.display()))
    };
    let info = first(["info.toml", "../rustlings-macros-6.5.0/info.toml"]);
    let manifest = first(["dev-Cargo.toml", "Cargo.toml"]);
    let manifest = manifest.replace("\"../exercises/", "\"exercises/");
    fs::write(root.join("info.toml"), &info).expect("it can be written");
    fs::write(
        root.join("Cargo.toml"),
        manifest.replace("\"../solutions/", "\"solutions/"),
    )
    .expect("it can be written");
    (place, exercises(&info))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it can be made");
    let entries = fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    for entry in entries {
        let entry = entry.expect("it can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("it can be copied");
        }
    }
}

fn exercises(info: &str) -> Vec<Exercise> {
    let info: toml::Table = info.parse().expect("info.toml is TOML");
    let all = info["exercises"].as_array().expect("a list of exercises");
    let exercise = |entry: &toml::Value| {
        let text = |key: &str| entry.get(key).and_then(toml::Value::as_str);
        let is = |key: &str, otherwise: bool| {
            entry
                .get(key)
                .and_then(toml::Value::as_bool)
                .unwrap_or(otherwise)
        };
        let name = text("name").expect("a name").to_owned();
        Exercise {
            file: text("dir")
                .map_or_else(|| format!("{name}.rs"), |dir| format!("{dir}/{name}.rs")),
            hint: text("hint").unwrap_or_default().trim().to_owned(),
            tested: is("test", true),
            strict: is("strict_clippy", false),
            may_pass: is("skip_check_unsolved", false),
            name,
        }
    };
    all.iter().map(exercise).collect()
}

// ---- the two programs ----------------------------------------------------------------------------

/// What a program says, and its exit code.
fn run(program: &Path, root: &Path, args: &[&str]) -> (i32, String) {
    let output = Command::new(program)
        .args(args)
        .current_dir(root)
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("RUSTFLAGS")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

fn runner() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_runner"))
}

/// The answers of both on the files as they are, which must be the same.
struct Judges {
    rustlings: Option<PathBuf>,
    root: PathBuf,
    /// A second copy for rustlings: neither waits for the other's build lock.
    theirs: Option<TempDir>,
    different: Vec<String>,
}

impl Judges {
    fn new(root: &Path) -> Self {
        let rustlings = env::var_os("RUSTLINGS").map(PathBuf::from);
        let theirs = rustlings.is_some().then(|| course().0);
        Self {
            rustlings,
            root: root.to_path_buf(),
            theirs,
            different: Vec::new(),
        }
    }

    /// Judges `text` in place of the exercise. `done` is what rustlings says where it cannot be asked.
    fn judge(&mut self, exercise: &Exercise, what: &str, text: &str, done: bool) {
        let file = format!("exercises/{}", exercise.file);
        let untouched = fs::read(self.root.join(&file)).expect("it is there");
        let roots = [
            Some(self.root.as_path()),
            self.theirs.as_ref().map(TempDir::path),
        ];
        for root in roots.into_iter().flatten() {
            fs::write(root.join(&file), text).expect("it can be written");
        }
        let expected = match (&self.rustlings, &self.theirs) {
            (Some(rustlings), Some(theirs)) => {
                run(rustlings, theirs.path(), &["run", &exercise.name]).0
            }
            _ => i32::from(!done),
        };
        let (code, said) = run(runner(), &self.root, &["run", &exercise.name]);
        if code != expected {
            self.different.push(format!(
                "{} {what}: exit code {code}, rustlings' {expected}\n{said}",
                exercise.name
            ));
        }
        for root in roots.into_iter().flatten() {
            fs::write(root.join(&file), &untouched).expect("it can be written");
        }
    }

    fn agree(&self) {
        assert!(
            self.different.is_empty(),
            "{} differ:\n\n{}",
            self.different.len(),
            self.different.join("\n\n")
        );
    }
}

fn read(root: &Path, tree: &str, exercise: &Exercise) -> String {
    let file = root.join(tree).join(&exercise.file);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

// ---- the tests -----------------------------------------------------------------------------------

const WHY: &str = "rustlings' own exercises";

#[test]
#[ignore = "takes minutes and needs rustlings 6.5.0; see the top of the file"]
fn every_untouched_exercise_and_every_solution_gets_the_same_answer() {
    let (place, exercises) = course();
    assert_eq!(exercises.len(), 94, "{WHY}");
    let mut judges = Judges::new(place.path());
    for exercise in &exercises {
        let untouched = read(place.path(), "exercises", exercise);
        judges.judge(exercise, "untouched", &untouched, exercise.may_pass);
        let solution = read(place.path(), "solutions", exercise);
        judges.judge(exercise, "solved", &solution, true);
    }
    judges.agree();
}

/// Edits of solutions: what a learner who is not done yet may save.
#[test]
#[ignore = "takes minutes and needs rustlings 6.5.0; see the top of the file"]
fn half_solved_exercises_get_the_same_answer() {
    let (place, exercises) = course();
    let mut judges = Judges::new(place.path());
    let some = [
        "intro1",
        "functions1",
        "vecs2",
        "errors6",
        "clippy1",
        "iterators3",
        "quiz3",
        "tests3",
    ];
    for exercise in exercises
        .iter()
        .filter(|exercise| some.contains(&exercise.name.as_str()))
    {
        let solution = read(place.path(), "solutions", exercise);
        let with = |more: &str| format!("{solution}\n{more}\n");
        let in_main = |statement: &str| {
            let main = solution.find("fn main()").expect("there is one");
            let body = main + solution[main..].find('{').expect("it has a body") + 1;
            format!(
                "{}\n    {statement}\n{}",
                &solution[..body],
                &solution[body..]
            )
        };
        let lenient = !exercise.strict;
        let warns = with("pub fn with_warning() {\n    let unused = 1;\n}");
        judges.judge(exercise, "with a warning", &warns, lenient);
        let remark = with("pub fn returns(a: i32) -> i32 {\n    return a;\n}");
        judges.judge(exercise, "with a remark of clippy's", &remark, lenient);
        let todo = with("pub fn later() {\n    todo!()\n}");
        judges.judge(exercise, "with a `todo!` nobody reaches", &todo, false);
        let error = with("fn wrong() -> i32 {\n    \"one\"\n}");
        judges.judge(exercise, "with a type error", &error, false);
        let exits =
            in_main("if std::env::args().count() > 0 {\n        std::process::exit(3);\n    }");
        judges.judge(exercise, "with a main that exits", &exits, false);
        let panics = in_main("assert!(std::env::args().count() == 0, \"no\");");
        judges.judge(exercise, "with a main that panics", &panics, false);
        if exercise.tested {
            let gone = solution.replacen("fn main()", "#[cfg(test)]\nfn main()", 1);
            judges.judge(exercise, "with a main for tests only", &gone, false);
        }
    }
    judges.agree();
}

/// Where the runner asks for more, and says so: tests that are gone prove nothing.
#[test]
#[ignore = "takes minutes and needs rustlings 6.5.0; see the top of the file"]
fn a_solution_without_its_tests_is_not_done() {
    let (place, exercises) = course();
    let vecs = exercises
        .iter()
        .find(|exercise| exercise.name == "vecs2")
        .expect("it is there");
    // It is seen untouched first.
    assert_eq!(run(runner(), place.path(), &["run", "vecs2"]).0, 1);
    let solution = read(place.path(), "solutions", vecs);
    let tests = solution.find("#[cfg(test)]").expect("it has tests");
    let file = place.path().join("exercises").join(&vecs.file);
    fs::write(file, &solution[..tests]).expect("it can be written");
    let (code, said) = run(runner(), place.path(), &["run", "vecs2"]);
    assert!(code == 1 && said.contains("nothing_checked"), "{said}");
}

#[test]
#[ignore = "takes minutes and needs rustlings 6.5.0; see the top of the file"]
fn hints_list_reset_and_the_authors_check_work() {
    let (place, exercises) = course();
    let root = place.path();
    let runner = |args: &[&str]| run(runner(), root, args);
    for exercise in &exercises {
        let (code, said) = runner(&["hint", &exercise.name, "--all"]);
        assert_eq!(code, 0, "{said}");
        for line in exercise.hint.lines() {
            assert!(said.contains(line.trim()), "{line:?} is not in\n{said}");
        }
    }
    let (code, list) = runner(&["list"]);
    assert_eq!(code, 0, "{list}");
    for exercise in &exercises {
        assert!(list.contains(&exercise.name), "{}", exercise.name);
    }

    let (first, last) = (&exercises[0], &exercises[93]);
    for exercise in [first, last] {
        let untouched = read(root, "exercises", exercise);
        // The first look at the untouched file is what a reset goes back to.
        let _ = runner(&["run", &exercise.name]);
        let file = root.join("exercises").join(&exercise.file);
        fs::write(&file, "fn main() {}\n").expect("it can be written");
        let (code, said) = runner(&["reset", &exercise.name]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(read(root, "exercises", exercise), untouched);
    }

    let (code, said) = runner(&["dev", "check"]);
    assert_eq!(code, 0, "{said}");
}
