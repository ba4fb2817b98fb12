//! The runner as cargo's `RUSTC_WORKSPACE_WRAPPER`: writes down the calls for the exercises and passes the others on.
//!
//! A call that is written down is not carried out: it ends with a failure, so that cargo neither spends the time and disk
//! of a binary nobody runs nor believes that it was built. The runner makes its own binary from the record.

use std::{
    collections::BTreeMap,
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use super::command::{RecordedCommand, value_of};

/// Directory for the records; its presence in the environment makes the runner a wrapper.
const RECORD_DIR: &str = "RUNNER_RECORD_DIR";
/// The crate names to record, separated by `,`.
const RECORD_CRATES: &str = "RUNNER_RECORD_CRATES";

/// Makes `cargo` call this program in place of rustc for the workspace's own crates.
pub(super) fn wrap(cargo: &mut Command, runner: &Path, dir: &Path, crates: &[String]) {
    cargo
        .env("RUSTC_WORKSPACE_WRAPPER", runner)
        .env(RECORD_DIR, dir)
        .env(RECORD_CRATES, crates.join(","));
}

/// The record that a wrapper left for `crate_name`.
pub(super) fn record_file(dir: &Path, crate_name: &str) -> PathBuf {
    dir.join(format!("{crate_name}.json"))
}

/// If cargo called this process in place of rustc: the exit code, otherwise nothing.
pub(crate) fn intercept() -> Option<ExitCode> {
    let dir = PathBuf::from(env::var_os(RECORD_DIR)?);
    let mut args = env::args_os().skip(1);
    let program = PathBuf::from(args.next()?);
    let args: Vec<OsString> = args.collect();
    Some(match record(&dir, &program, &args) {
        Recorded::Yes => ExitCode::FAILURE,
        Recorded::No => pass_on(&program, &args),
    })
}

enum Recorded {
    Yes,
    No,
}

fn record(dir: &Path, program: &Path, args: &[OsString]) -> Recorded {
    let text: Option<Vec<String>> = args
        .iter()
        .map(|arg| arg.to_str().map(str::to_owned))
        .collect();
    let (Some(args), Ok(wanted), Ok(cwd)) = (text, env::var(RECORD_CRATES), env::current_dir())
    else {
        return Recorded::No;
    };
    let Some(crate_name) = value_of(&args, "--crate-name").map(str::to_owned) else {
        return Recorded::No;
    };
    if !args.iter().any(|arg| arg == "--test") || !wanted.split(',').any(|name| name == crate_name)
    {
        return Recorded::No;
    }
    let env: BTreeMap<String, String> = env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| {
            !name.starts_with("RUNNER_RECORD_") && name != "RUSTC_WORKSPACE_WRAPPER"
        })
        .collect();
    let command = RecordedCommand {
        program: program.to_path_buf(),
        args,
        env,
        cwd,
    };
    let written = serde_json::to_vec(&command)
        .map_err(std::io::Error::other)
        .and_then(|json| fs::write(record_file(dir, &crate_name), json));
    match written {
        Ok(()) => Recorded::Yes,
        // The runner finds no record and tells what cargo said.
        Err(_) => Recorded::No,
    }
}

#[cfg(unix)]
fn pass_on(program: &Path, args: &[OsString]) -> ExitCode {
    use std::os::unix::process::CommandExt;
    // Only returns if rustc cannot be started at all; cargo reports the exit code with its command.
    let _error = Command::new(program)
        .args(args)
        .env_remove(RECORD_DIR)
        .exec();
    ExitCode::from(127)
}

#[cfg(not(unix))]
fn pass_on(program: &Path, args: &[OsString]) -> ExitCode {
    match Command::new(program)
        .args(args)
        .env_remove(RECORD_DIR)
        .status()
    {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(_) => ExitCode::from(127),
    }
}
