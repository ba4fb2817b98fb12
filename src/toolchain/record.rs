//! From cargo to recorded commands: builds a level's dependencies, and writes down how cargo would call rustc for its exercises.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use serde::{Deserialize, Serialize};

use super::{
    command::RecordedCommand,
    fingerprint,
    package::{Bin, Package},
    progress::{CargoOutput, Preparing},
    wrapper,
};
use crate::{
    catalog::{Catalog, Exercise},
    diagnostics,
    error::{Context, Error, Result},
    files,
    process::{self, Cancel, Ending, Finished, Limits},
};

/// Dependencies of the largest level on a slow machine, downloads included.
const PREPARE_LIMIT: Duration = Duration::from_secs(3600);

/// The commands of all exercises of one package that need the same features.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    fingerprint: String,
    /// Everything that the fingerprint covers, besides the environment.
    files: Vec<PathBuf>,
    rustc: PathBuf,
    commands: BTreeMap<String, RecordedCommand>,
}

/// What of cargo's JSON lines is needed.
#[derive(Deserialize)]
struct Artifact {
    reason: String,
    package_id: Option<String>,
    manifest_path: Option<PathBuf>,
    target: Option<ArtifactTarget>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct ArtifactTarget {
    src_path: PathBuf,
}

impl Record {
    /// A record of an earlier run, whether or not it still holds.
    pub(super) fn any(file: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(file).ok()?).ok()
    }

    pub(super) fn own_dirs(&self, root: &Path) -> BTreeSet<PathBuf> {
        let commands = self.commands.values();
        commands.map(|command| command.own_dir(root)).collect()
    }

    /// A record of an earlier run, if it still holds.
    pub(super) fn load(catalog: &Catalog, file: &Path) -> Option<Self> {
        let record = Self::any(file)?;
        (record.fingerprint == fingerprint::of(catalog.root(), &record.files, &record.rustc))
            .then_some(record)
    }

    /// The command for `bin`, if it is recorded and cargo's artefacts are still there.
    pub(super) fn command(&self, bin: &Bin) -> Option<&RecordedCommand> {
        let command = self.commands.get(&bin.crate_name())?;
        command
            .externs()
            .all(|artefact| artefact.is_file())
            .then_some(command)
    }

    /// Lets cargo build what `bin` needs and records it together with all exercises that need the same.
    pub(super) fn make(
        catalog: &Catalog,
        exercise: &Exercise,
        package: &Package,
        bin: &Bin,
        file: &Path,
        cancel: &Cancel,
        watcher: &mut dyn FnMut(Preparing),
    ) -> Result<Self> {
        let bins: Vec<&Bin> = package.alike(bin).collect();
        package.all_files_there(catalog)?;
        let scratch =
            tempfile::tempdir().context(|| "cannot create a temporary directory".to_owned())?;
        let own_env: BTreeMap<_, _> = env::vars_os().collect();
        let mut cargo = cargo(catalog, package, &bins, scratch.path())?;

        let mut output = CargoOutput::default();
        let finished = process::run_watched(
            &mut cargo,
            &Limits::time(PREPARE_LIMIT),
            cancel,
            &mut |bytes| output.push(bytes, watcher),
        )
        .map_err(|error| no_cargo(&cargo, &error))?;
        if finished.ending == Ending::Cancelled {
            return Err(Error::interrupted());
        }

        let mut commands = BTreeMap::new();
        for bin in &bins {
            let name = bin.crate_name();
            let Ok(json) = fs::read(wrapper::record_file(scratch.path(), &name)) else {
                continue;
            };
            let mut command: RecordedCommand = serde_json::from_slice(&json)
                .context(|| format!("cannot read the compiler call for {name}"))?;
            command.env.retain(|name, value| {
                is_cargos(name)
                    || own_env
                        .get(OsStr::new(name))
                        .is_none_or(|own| own != value.as_str())
            });
            command.env.retain(|name, _| !is_of_the_moment(name));
            commands.insert(name, command);
        }
        let Some(command) = commands.get(&bin.crate_name()) else {
            return Err(cargo_failed(catalog, exercise, &finished));
        };

        let rustc = command.program.clone();
        let mut files = fingerprint::common_files(catalog.root(), &package.manifest);
        files.extend(local_sources(&finished.stdout, catalog.root()));
        let record = Self {
            fingerprint: fingerprint::of(catalog.root(), &files, &rustc),
            files,
            rustc,
            commands,
        };
        // A course that cannot be written to is checked all the same, only recorded again each time.
        if let Ok(json) = serde_json::to_vec(&record) {
            let _ = files::write_disposable(file, &json);
        }
        Ok(record)
    }
}

/// Variables that cargo sets for every compiler call (`CARGO_PKG_NAME`, ...), even where this process has the same by chance.
fn is_cargos(name: &str) -> bool {
    name.starts_with("CARGO")
}

/// Variables that mean something only while that cargo runs: its job server, and how it was told to report.
fn is_of_the_moment(name: &str) -> bool {
    matches!(name, "CARGO_MAKEFLAGS" | "MAKEFLAGS" | "MFLAGS") || name.starts_with("CARGO_TERM_")
}

/// Cargo's build of the test binaries of one package, with this program in rustc's place for the course's own crates.
fn cargo(catalog: &Catalog, package: &Package, bins: &[&Bin], scratch: &Path) -> Result<Command> {
    let runner =
        env::current_exe().context(|| "cannot find the runner's own program".to_owned())?;
    let mut cargo = Command::new(cargo_program());
    // `cargo test --no-run` in all but name: unlike it, this one goes on after the first call that the wrapper refuses.
    cargo
        .current_dir(catalog.root())
        .args([
            "build",
            "--profile",
            "test",
            "--tests",
            "--keep-going",
            "--message-format=json",
        ])
        .args(["--package", &package.name]);
    if let Some(features) = bins
        .first()
        .map(|bin| &bin.required_features)
        .filter(|features| !features.is_empty())
    {
        cargo.args(["--features", &features.join(",")]);
    }
    // All of them: those that need other features are not asked for now, and cargo need not compile them either.
    let crates: Vec<String> = package.bins().map(Bin::crate_name).collect();
    wrapper::wrap(&mut cargo, &runner, scratch, &crates);
    // A compiler cache in front would not know what to make of this program.
    cargo.env("RUSTC_WRAPPER", "");
    // Cargo's own count of crates, on a pipe too.
    cargo
        .env("CARGO_TERM_PROGRESS_WHEN", "always")
        .env("CARGO_TERM_PROGRESS_WIDTH", "200")
        .env("CARGO_TERM_COLOR", "never");
    Ok(cargo)
}

/// The cargo that started this program, or the one on the path.
pub(crate) fn cargo_program() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

fn no_cargo(cargo: &Command, error: &std::io::Error) -> Error {
    Error::new(format!("cannot start {}", cargo.get_program().display()))
        .caused_by(error)
        .help("install Rust from https://rustup.rs, or put cargo on the PATH; `runner doctor` checks the set-up")
}

/// How cargo says that it cannot download, or may not.
const NO_NETWORK: [&str; 6] = [
    "failed to download",
    "Could not resolve host",
    "Could not connect",
    "Failed to connect",
    "download of config.json failed",
    "you're using offline mode",
];
/// How it says that a package wants a newer compiler, or that it is itself too old to read a manifest.
const TOO_OLD: [&str; 3] = [
    "is not supported by the following package",
    "requires rustc",
    "feature is required",
];

/// Cargo ended without calling rustc for the exercise: a dependency or a manifest is broken, or there is no network.
fn cargo_failed(catalog: &Catalog, exercise: &Exercise, finished: &Finished) -> Error {
    let (messages, _) = diagnostics::parse(&finished.stdout);
    let level = &catalog.level(exercise).dir;
    let what = if level.is_empty() {
        "the course".to_owned()
    } else {
        format!("level {level}")
    };
    let mut error = Error::new(format!("cargo could not build what {what} needs"));
    for message in diagnostics::errors(&messages).take(3) {
        error = error.caused_by(console::strip_ansi_codes(message.rendered.trim_end()));
    }
    let said: Vec<&str> = finished
        .stderr
        .split(['\n', '\r'])
        .map(str::trim_end)
        .filter(|line| {
            !line.trim_start().starts_with("Building")
                && !line.trim_start().starts_with("Compiling")
        })
        .skip_while(|line| !line.starts_with("error"))
        .filter(|line| {
            !line
                .trim_start()
                .starts_with("process didn't exit successfully")
        })
        .filter(|line| !line.trim().is_empty())
        .take(12)
        .collect();
    if !said.is_empty() {
        error = error.caused_by(said.join("\n"));
    } else if messages.is_empty() {
        error = error.caused_by(format!("cargo ended with {:?}", finished.ending));
    }
    let cargo_says = |words: &[&str]| {
        said.iter()
            .any(|line| words.iter().any(|words| line.contains(words)))
    };
    if cargo_says(&NO_NETWORK) {
        return error
            .help("the first build downloads the crates of the level: connect to the network once")
            .help("`runner doctor` checks the set-up");
    }
    if cargo_says(&TOO_OLD) {
        return error.help(
            "the course needs a newer Rust: `rustup update`, or install it from https://rustup.rs",
        );
    }
    if cargo_says(&["Permission denied"]) {
        return error.help(
            "make the course's folder writable, or set CARGO_TARGET_DIR to a directory that is",
        );
    }
    error.help("correct what cargo names, then save again; `runner doctor` checks the set-up")
}

/// Sources of the course's own libraries (the kit, for one), read from cargo's dependency files.
fn local_sources(stdout: &str, root: &Path) -> Vec<PathBuf> {
    let mut sources = Vec::new();
    for line in stdout.lines().filter(|line| line.starts_with('{')) {
        let Ok(artifact) = serde_json::from_str::<Artifact>(line) else {
            continue;
        };
        let local = artifact
            .package_id
            .as_deref()
            .is_some_and(|id| id.starts_with("path+file:"));
        if artifact.reason != "compiler-artifact" || !local {
            continue;
        }
        sources.extend(artifact.manifest_path);
        sources.extend(artifact.target.map(|target| target.src_path));
        sources.extend(
            artifact
                .filenames
                .iter()
                .filter_map(|file| dependency_file(file))
                .flat_map(|text| listed_sources(&text, root)),
        );
    }
    sources.sort();
    sources.dedup();
    sources
}

/// `deps/libkit-4a78.rlib` -> the text of `deps/kit-4a78.d`.
fn dependency_file(artefact: &Path) -> Option<String> {
    let stem = artefact.file_stem()?.to_str()?;
    [stem.strip_prefix("lib").unwrap_or(stem), stem]
        .iter()
        .find_map(|stem| fs::read_to_string(artefact.with_file_name(format!("{stem}.d"))).ok())
}

/// The files behind the first colon of a makefile rule; spaces in names are escaped.
pub(crate) fn listed_sources(text: &str, root: &Path) -> Vec<PathBuf> {
    let Some((_, list)) = text.lines().next().and_then(|line| line.split_once(": ")) else {
        return Vec::new();
    };
    list.replace("\\ ", "\0")
        .split(' ')
        .filter(|name| !name.is_empty())
        .map(|name| root.join(name.replace('\0', " ")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_read_from_a_makefile_rule() {
        let text = "/c/target/deps/kit.d: exercises/kit/src/lib.rs /c/with\\ space.rs\n\nexercises/kit/src/lib.rs:\n";
        assert_eq!(
            listed_sources(text, Path::new("/c")),
            [
                Path::new("/c/exercises/kit/src/lib.rs"),
                Path::new("/c/with space.rs")
            ]
        );
        assert!(listed_sources("", Path::new("/c")).is_empty());
    }
}
