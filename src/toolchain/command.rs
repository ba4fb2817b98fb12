//! A rustc command as cargo ran it, and the same command for another source, output or kind of artefact.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

use serde::{Deserialize, Serialize};

/// Asks rustc to say when it has written a file.
const ARTEFACTS: &str = "artifacts";

/// One call of rustc for one exercise's test binary, as cargo made it.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct RecordedCommand {
    pub(crate) program: PathBuf,
    pub(crate) args: Vec<String>,
    /// What cargo set or changed in the environment.
    pub(crate) env: BTreeMap<String, String>,
    pub(crate) cwd: PathBuf,
}

/// What to compile with a recorded command's flags.
#[derive(Debug, Clone)]
pub(crate) struct Compile<'a> {
    /// Relative to the recorded directory where possible: it is what messages show.
    pub(crate) source: &'a Path,
    pub(crate) artefact: Artefact,
    /// Directory of the artefact and of its incremental state; nobody else writes there.
    pub(crate) dir: &'a Path,
    /// What messages show in place of a path: `FROM=TO`.
    pub(crate) shown_as: Option<String>,
    /// Columns for rustc's drawings.
    pub(crate) width: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Artefact {
    /// The test harness.
    Tests,
    /// The same without optimisation, so that no call is missing in a backtrace.
    Traced,
    /// The plain program.
    Main,
    /// Nothing: clippy looks at the tests.
    Lints,
}

impl Artefact {
    fn name(self) -> &'static str {
        match self {
            Self::Tests => "tests",
            Self::Traced => "traced",
            Self::Main => "main",
            Self::Lints => "lints",
        }
    }
}

impl RecordedCommand {
    /// The value of `--crate-name`.
    pub(crate) fn crate_name(&self) -> Option<&str> {
        value_of(&self.args, "--crate-name")
    }

    /// Where cargo keeps what this command reads: `target/debug/deps`.
    pub(crate) fn deps_dir(&self) -> Option<&Path> {
        value_of(&self.args, "--out-dir").map(Path::new)
    }

    /// Where the runner keeps what it builds itself: `target/runner` beside cargo's `target/debug/deps`.
    pub(crate) fn own_dir(&self, root: &Path) -> PathBuf {
        let target = self.deps_dir().and_then(|deps| deps.ancestors().nth(2));
        target
            .map_or_else(|| root.join("target"), Path::to_path_buf)
            .join("runner")
    }

    /// The compiled crates that the command names.
    pub(crate) fn externs(&self) -> impl Iterator<Item = PathBuf> {
        pairs(&self.args, "--extern").filter_map(|value| {
            let (_, path) = value.split_once('=')?;
            Some(self.cwd.join(path))
        })
    }

    /// The program that [`Self::command`] makes: a binary named after the crate.
    pub(crate) fn artefact_path(&self, compile: &Compile) -> PathBuf {
        let name = self.crate_name().unwrap_or("exercise");
        compile
            .dir
            .join(compile.artefact.name())
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Where the compiler of [`Self::command`] lists the files that it read.
    pub(crate) fn dependency_file(&self, compile: &Compile) -> PathBuf {
        let name = self.crate_name().unwrap_or("exercise");
        compile
            .dir
            .join(compile.artefact.name())
            .join(format!("{name}.d"))
    }

    /// The recorded call with `compile`'s source and places instead of cargo's.
    pub(crate) fn command(&self, compile: &Compile) -> Command {
        let mut command = match compile.artefact {
            Artefact::Tests | Artefact::Traced | Artefact::Main => Command::new(&self.program),
            Artefact::Lints => Command::new(
                self.program
                    .with_file_name(format!("clippy-driver{}", std::env::consts::EXE_SUFFIX)),
            ),
        };
        command
            .args(self.args_for(compile))
            .envs(&self.env)
            .current_dir(&self.cwd);
        command
    }

    /// Whether the program may use the toolchain's shared standard library, found by its path, in place of a copy of
    /// its own: a third less to link, half the size. Nobody but the runner starts the program. Rustc refuses it with
    /// link-time optimisation and with another way to panic; elsewhere than on Unix a program does not know the path.
    fn may_share_std(&self) -> bool {
        let forbids = |value: &str| {
            (value.starts_with("lto") && value != "lto=off")
                || value.starts_with("panic=")
                || value.contains("crt-static")
        };
        cfg!(unix)
            && value_of(&self.args, "--target").is_none()
            && !pairs(&self.args, "-C").any(forbids)
            && !self
                .args
                .iter()
                .any(|arg| arg.strip_prefix("-C").is_some_and(forbids))
    }

    fn args_for(&self, compile: &Compile) -> Vec<String> {
        let mut args = Vec::with_capacity(self.args.len() + 8);
        let mut recorded = self.args.iter().peekable();
        while let Some(arg) = recorded.next() {
            match arg.as_str() {
                "--out-dir" => {
                    recorded.next();
                }
                "-C" if recorded.peek().is_some_and(|value| is_cargos_own(value)) => {
                    recorded.next();
                }
                // The artefact's name in our own directory is the crate's, without a hash.
                _ if arg.starts_with("--emit=") || arg.starts_with("--json=") => {}
                _ if arg.starts_with("--diagnostic-width") => {}
                "--test" if compile.artefact == Artefact::Main => {
                    args.extend(["--crate-type".into(), "bin".into()]);
                }
                _ if is_source(arg, &args) => {
                    args.push(compile.source.to_string_lossy().into_owned());
                }
                _ => args.push(arg.clone()),
            }
        }
        let out = compile.dir.join(compile.artefact.name());
        args.push(match compile.artefact {
            Artefact::Tests | Artefact::Traced | Artefact::Main => {
                format!("--json=diagnostic-rendered-ansi,{ARTEFACTS}")
            }
            Artefact::Lints => "--json=diagnostic-rendered-ansi".to_owned(),
        });
        args.push(format!("--diagnostic-width={}", compile.width));
        if let Some(shown_as) = &compile.shown_as {
            args.push(format!("--remap-path-prefix={shown_as}"));
        }
        args.push("--out-dir".to_owned());
        args.push(out.to_string_lossy().into_owned());
        match compile.artefact {
            Artefact::Tests | Artefact::Traced | Artefact::Main => {
                if compile.artefact == Artefact::Traced {
                    args.push("-Copt-level=0".to_owned());
                }
                if self.may_share_std() {
                    args.extend(["-Cprefer-dynamic".to_owned(), "-Crpath".to_owned()]);
                }
                args.push("--emit=link,dep-info".to_owned());
                args.push(format!(
                    "-Cincremental={}",
                    out.join("incremental").display()
                ));
            }
            Artefact::Lints => args.push("--emit=metadata".to_owned()),
        }
        args
    }
}

/// Values of `-C` that name cargo's places.
fn is_cargos_own(value: &str) -> bool {
    value.starts_with("extra-filename=") || value.starts_with("incremental=")
}

/// The one argument that is neither a flag nor a flag's value.
fn is_source(arg: &str, before: &[String]) -> bool {
    let is_value = before.last().is_some_and(|flag| {
        matches!(
            flag.as_str(),
            "--crate-name"
                | "--crate-type"
                | "--check-cfg"
                | "--cfg"
                | "--extern"
                | "-C"
                | "-L"
                | "-l"
                | "--cap-lints"
        )
    });
    !is_value && !arg.starts_with('-') && arg.ends_with(".rs")
}

/// The value behind `flag`, in either of its spellings.
pub(super) fn value_of<'a>(args: &'a [String], flag: &'a str) -> Option<&'a str> {
    pairs(args, flag).next()
}

fn pairs<'a>(args: &'a [String], flag: &'a str) -> impl Iterator<Item = &'a str> {
    args.iter().enumerate().filter_map(move |(index, arg)| {
        if arg == flag {
            args.get(index + 1).map(String::as_str)
        } else {
            arg.strip_prefix(flag)?.strip_prefix('=')
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded() -> RecordedCommand {
        let args = "--crate-name 01_create --edition=2024 exercises/01_arrays/01_create.rs --error-format=json \
                    --json=diagnostic-rendered-ansi,artifacts,future-incompat --diagnostic-width=200 \
                    --emit=dep-info,link -C opt-level=1 -C lto=off --test --check-cfg cfg(docsrs,test) --warn=clippy::infinite_loop \
                    -C metadata=839e -C extra-filename=-7a38 --out-dir /c/target/debug/deps \
                    -C incremental=/c/target/debug/incremental -L dependency=/c/target/debug/deps \
                    --extern kit=/c/target/debug/deps/libkit-4a78.rlib";
        RecordedCommand {
            program: "/toolchain/bin/rustc".into(),
            args: args.split_whitespace().map(str::to_owned).collect(),
            env: BTreeMap::new(),
            cwd: "/c".into(),
        }
    }

    fn args(artefact: Artefact) -> String {
        let compile = Compile {
            source: Path::new("solutions/x.rs"),
            artefact,
            dir: Path::new("/own"),
            shown_as: None,
            width: 80,
        };
        recorded().args_for(&compile).join(" ")
    }

    #[test]
    fn tests_are_compiled_with_cargos_flags_into_our_own_places() {
        assert_eq!(
            args(Artefact::Tests),
            "--crate-name 01_create --edition=2024 solutions/x.rs --error-format=json -C opt-level=1 -C lto=off --test \
             --check-cfg cfg(docsrs,test) --warn=clippy::infinite_loop -C metadata=839e -L dependency=/c/target/debug/deps \
             --extern kit=/c/target/debug/deps/libkit-4a78.rlib --json=diagnostic-rendered-ansi,artifacts --diagnostic-width=80 \
             --out-dir /own/tests -Cprefer-dynamic -Crpath --emit=link,dep-info -Cincremental=/own/tests/incremental"
        );
    }

    #[cfg(unix)]
    #[test]
    fn the_shared_standard_library_is_left_where_rustc_would_refuse_it() {
        assert!(recorded().may_share_std());
        for forbidding in [
            "-C lto=thin",
            "-Clto",
            "-C panic=abort",
            "-Ctarget-feature=+crt-static",
            "--target=x",
        ] {
            let mut command = recorded();
            command
                .args
                .extend(forbidding.split(' ').map(str::to_owned));
            command.args.retain(|arg| arg != "lto=off");
            assert!(!command.may_share_std(), "{forbidding}");
        }
    }

    #[test]
    fn the_program_is_the_same_call_without_the_test_harness() {
        let main = args(Artefact::Main);
        assert!(!main.contains("--test "), "{main}");
        assert!(main.contains("--crate-type bin"), "{main}");
        assert!(main.contains("--out-dir /own/main"), "{main}");
    }

    #[test]
    fn a_traced_test_is_not_optimised() {
        let traced = args(Artefact::Traced);
        assert!(
            traced.contains("--test ") && traced.contains("--out-dir /own/traced"),
            "{traced}"
        );
        let (recorded, ours) = (
            traced.find("-C opt-level=1").unwrap(),
            traced.find("-Copt-level=0").unwrap(),
        );
        assert!(recorded < ours, "the last one counts: {traced}");
    }

    #[test]
    fn clippy_looks_at_the_tests_and_writes_no_program() {
        let lints = args(Artefact::Lints);
        assert!(
            lints.contains("--test ") && lints.ends_with("--emit=metadata"),
            "{lints}"
        );
        assert!(!lints.contains("incremental"), "{lints}");
    }

    #[test]
    fn places_are_read_from_the_command() {
        let recorded = recorded();
        assert_eq!(recorded.crate_name(), Some("01_create"));
        assert_eq!(recorded.deps_dir(), Some(Path::new("/c/target/debug/deps")));
        assert_eq!(
            recorded.own_dir(Path::new("/c")),
            Path::new("/c/target/runner")
        );
        assert_eq!(
            recorded.externs().collect::<Vec<_>>(),
            [Path::new("/c/target/debug/deps/libkit-4a78.rlib")]
        );
    }
}
