//! The least that a check can take: the bare call of rustc and the bare test binary.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use serde::Deserialize;

use super::course::write;

/// Cargo's call of rustc for one exercise's tests, with places of its own.
pub(crate) struct Floor {
    call: Call,
    /// Stands for the course.
    root: PathBuf,
}

/// As the runner wrote it down.
#[derive(Deserialize)]
struct Record {
    commands: BTreeMap<String, Call>,
}

#[derive(Clone, Deserialize)]
struct Call {
    program: PathBuf,
    args: Vec<String>,
    env: BTreeMap<String, String>,
}

/// Whether the incremental state of the last compile is there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Warm,
    Cold,
}

impl Floor {
    /// The call for an exercise that the runner has checked in its copy of the course.
    pub(crate) fn of(runner: &Path, root: &Path, name: &str) -> Self {
        let records = fs::read_dir(runner.join(".runner/cache/commands")).expect("it has checked");
        let call = records.flatten().find_map(|record| {
            let text = fs::read_to_string(record.path()).ok()?;
            let record: Record = serde_json::from_str(&text).ok()?;
            record.commands.get(name).cloned()
        });
        Self {
            call: call.expect("the runner has recorded it"),
            root: root.to_path_buf(),
        }
    }

    /// Seconds from the save to the end of the compiler and, if it compiled, of the tests.
    pub(crate) fn time(&self, state: State, file: &str, text: &str) -> f64 {
        let out = self.root.join("out");
        if state == State::Cold {
            // There may be none yet.
            let _ = fs::remove_dir_all(&out);
        }
        fs::create_dir_all(&out).expect("it can be made");
        let start = Instant::now();
        write(&self.root.join(file), text);
        if self.run(Command::new(&self.call.program).args(self.args(&out))) {
            self.run(&mut Command::new(out.join(self.crate_name())));
        }
        start.elapsed().as_secs_f64()
    }

    fn run(&self, command: &mut Command) -> bool {
        command
            .current_dir(&self.root)
            .envs(&self.call.env)
            .stdin(Stdio::null());
        let done = command.output();
        let done = done.unwrap_or_else(|error| panic!("{command:?}: {error}"));
        done.status.success()
    }

    fn crate_name(&self) -> &str {
        let flag = self.call.args.iter().position(|arg| arg == "--crate-name");
        &self.call.args[flag.expect("cargo names it") + 1]
    }

    fn args(&self, out: &Path) -> Vec<String> {
        let out = out.display();
        let mut args = self.call.args.clone();
        for at in 1..args.len() {
            if args[at - 1] == "--out-dir" {
                args[at] = out.to_string();
            } else if args[at].starts_with("incremental=") {
                args[at] = format!("incremental={out}/incremental");
            } else if args[at].starts_with("extra-filename=") {
                args[at] = "extra-filename=".to_owned();
            }
        }
        args
    }
}
