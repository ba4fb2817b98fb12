//! The course that both programs open: one package in rustlings' format, every kind of exercise many times.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use toml::{Table, Value};

use super::{
    exercise::{Kind, Numbers},
    process::{Programs, command, succeed},
};

/// Three copies of one course.
pub(crate) struct Course {
    pub(crate) runner: PathBuf,
    pub(crate) rustlings: PathBuf,
    /// For rustlings, with the profile that it ships.
    pub(crate) default_profile: PathBuf,
    /// For the bare compiler: exercises and nothing else.
    pub(crate) floor: PathBuf,
    pub(crate) numbers: Numbers,
    /// In the names of the exercises: what an earlier run left compiled or noted down has other names.
    stamp: u64,
}

impl Course {
    /// Writes the copies anew, all exercises untouched, and gets the crates.
    pub(crate) fn write(dir: &Path, copies: usize) -> Self {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let stamp = now.expect("after 1970").as_secs();
        let course = Self {
            runner: dir.join("runner"),
            rustlings: dir.join("rustlings"),
            default_profile: dir.join("default-profile"),
            floor: dir.join("floor"),
            numbers: Numbers::from(stamp),
            stamp,
        };
        let names = course.names(copies);
        let tuned = repository()["profile"]["dev"].clone();
        for (root, profile, levels) in [
            (&course.runner, tuned.clone(), LEVELS),
            (&course.rustlings, tuned, ""),
            (&course.default_profile, default_profile(), ""),
        ] {
            write_tree(root, &manifest(profile), &names, levels);
        }
        write_exercises(&course.floor, &names);
        // What the package needs of the lock file is the same for all.
        succeed(&mut command("cargo", &course.runner, &["fetch"]));
        for root in [&course.rustlings, &course.default_profile] {
            copy(&course.runner.join("Cargo.lock"), &root.join("Cargo.lock"));
        }
        course
    }

    pub(crate) fn name(&self, kind: Kind, copy: usize) -> String {
        format!("{}_{}_{copy:02}", kind.name(), self.stamp)
    }

    /// Relative to the course.
    pub(crate) fn file(&self, kind: Kind, copy: usize) -> String {
        format!("exercises/{}/{}.rs", kind.name(), self.name(kind, copy))
    }

    fn names(&self, copies: usize) -> Vec<(Kind, String)> {
        let of = |kind| (0..copies).map(move |copy| (kind, self.name(kind, copy)));
        Kind::ALL.into_iter().flat_map(of).collect()
    }
}

/// Places both programs at an exercise, as if nothing had been solved yet.
pub(crate) fn go_to(programs: &Programs, runner: &Path, rustlings: &Path, name: &str) {
    // A course that nobody has opened yet.
    let _ = fs::remove_file(runner.join(".runner/progress.toml"));
    succeed(&mut programs.runner(runner, &["goto", name]));
    rustlings_state(rustlings, name);
}

/// Rustlings has no command for it.
pub(crate) fn rustlings_state(course: &Path, name: &str) {
    let text = format!("DON'T EDIT THIS FILE!\n\n{name}\n\n");
    write(&course.join(".rustlings-state.txt"), &text);
}

pub(crate) fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().expect("it has one")).expect("it can be made");
    fs::write(file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

/// The entries of the `bin` list and of `info.toml`.
pub(crate) fn entries(names: impl Iterator<Item = (String, String)>) -> (String, String) {
    let (mut bins, mut info) = ("bin = [\n".to_owned(), "format_version = 1\n".to_owned());
    for (dir, name) in names {
        bins.push_str(&format!(
            "  {{ name = \"{name}\", path = \"exercises/{dir}/{name}.rs\" }},\n  \
             {{ name = \"{name}_sol\", path = \"solutions/{dir}/{name}.rs\" }},\n"
        ));
        info.push_str(&format!(
            "\n[[exercises]]\nname = \"{name}\"\ndir = \"{dir}\"\nhint = \"What does the first failing test say?\"\n"
        ));
    }
    (bins + "]\n\n", info)
}

fn write_tree(root: &Path, manifest: &str, names: &[(Kind, String)], levels: &str) {
    let of_names = names
        .iter()
        .map(|(kind, name)| (kind.name().to_owned(), name.clone()));
    let (bins, info) = entries(of_names);
    write(&root.join("Cargo.toml"), &(bins + manifest));
    write(&root.join("info.toml"), &(info + levels));
    copy(&here().join("Cargo.lock"), &root.join("Cargo.lock"));
    // Written only once: new times would make cargo compile it again.
    if !root.join("kit").exists() {
        copy_tree(&here().join("exercises/kit"), &root.join("kit"));
    }
    write_exercises(root, names);
}

fn write_exercises(root: &Path, names: &[(Kind, String)]) {
    for tree in ["exercises", "solutions"] {
        // From an earlier run.
        let _ = fs::remove_dir_all(root.join(tree));
    }
    for (kind, name) in names {
        let file = format!("{}/{name}.rs", kind.name());
        write(&root.join("exercises").join(&file), &kind.untouched());
        write(&root.join("solutions").join(&file), &kind.solution());
    }
}

/// The repository's workspace with one package that needs what the three exercises need.
fn manifest(profile: Value) -> String {
    let mut workspace = repository()["workspace"].clone();
    workspace["members"] = Value::try_from(["kit"]).expect("a list");
    workspace["dependencies"]["kit"] = table("path = \"kit\"");
    workspace
        .as_table_mut()
        .expect("it is one")
        .remove("default-members");
    let mut manifest: Table = PACKAGE.parse().expect("it is TOML");
    manifest.insert("workspace".to_owned(), workspace);
    manifest.insert(
        "profile".to_owned(),
        Value::Table(Table::from_iter([("dev".to_owned(), profile)])),
    );
    toml::to_string(&manifest).expect("it came from TOML")
}

/// In the runner's own format a pass is a pass of the tests, as in this repository. In rustlings' format it asks for more:
/// that the program compiles without them and that clippy lets it pass, which costs two more compiles.
const LEVELS: &str = r#"
[[levels]]
dir = "array"

[[levels]]
dir = "kmeans"

[[levels]]
dir = "loop"
"#;

const PACKAGE: &str = r#"
[package]
name = "exercises"
version = "0.0.0"
edition = "2024"
publish = false

[lints]
workspace = true

[dependencies]
kit = { workspace = true, features = ["plot"] }
linfa.workspace = true
linfa-clustering.workspace = true
linfa-datasets = { workspace = true, features = ["iris"] }
ndarray.workspace = true
rand.workspace = true
rand_distr.workspace = true
"#;

/// What `rustlings init` writes.
fn default_profile() -> Value {
    table("panic = \"abort\"")
}

fn table(text: &str) -> Value {
    Value::Table(text.parse().expect("it is TOML"))
}

fn repository() -> Table {
    let file = here().join("Cargo.toml");
    let text = fs::read_to_string(file).expect("the repository has a manifest");
    text.parse().expect("cargo could read it")
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it can be made");
    for entry in fs::read_dir(from).expect("it can be read") {
        let from = entry.expect("it can be read").path();
        let to = to.join(from.file_name().expect("entries have names"));
        if from.is_dir() {
            copy_tree(&from, &to);
        } else {
            copy(&from, &to);
        }
    }
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::copy(from, to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
}
