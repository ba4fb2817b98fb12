//! Editors: one that needs the terminal is waited for, one with a window of its own is left to itself.

use std::{
    io::{self, Read, Seek},
    process::{Command, ExitStatus, Stdio},
    thread,
};

use super::strays;
use crate::{
    editor::{self, Call},
    error::{Error, Result},
};

/// How much of its complaint is told.
const TOLD: u64 = 300;

/// Runs an editor that needs the terminal, until it is closed. `shown` is the file as messages name it.
pub(crate) fn in_terminal(call: &Call, shown: &str) -> Result<()> {
    let status = strays::start(&mut command(call), None)
        .and_then(|mut editor| editor.wait())
        .map_err(|error| not_started(call, shown, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(failed(call, shown, status, ""))
    }
}

/// Starts an editor with a window of its own. Nobody waits: it may stay open longer than this process runs, so it gets neither
/// the terminal nor a pipe. `told` hears of its failure.
pub(crate) fn in_window(
    call: &Call,
    shown: &str,
    told: impl FnOnce(Error) + Send + 'static,
) -> Result<()> {
    let mut command = command(call);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    // Ctrl-C in the terminal is not meant for it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let complaints = tempfile::tempfile().ok();
    command.stderr(
        complaints
            .as_ref()
            .and_then(|file| file.try_clone().ok())
            .map_or_else(Stdio::null, Stdio::from),
    );
    let mut child =
        strays::start(&mut command, None).map_err(|error| not_started(call, shown, &error))?;
    let (call, shown) = (call.clone(), shown.to_owned());
    thread::spawn(move || {
        // Reaped whenever it ends.
        if let Ok(status) = child.wait()
            && !status.success()
        {
            let said = complaints.and_then(first_line).unwrap_or_default();
            told(failed(&call, &shown, status, &said));
        }
    });
    Ok(())
}

fn command(call: &Call) -> Command {
    // On Windows the ending counts, which the search on the PATH finds.
    let program = editor::found(&call.program).unwrap_or_else(|| call.program.clone().into());
    let mut command = Command::new(program);
    command.args(&call.arguments);
    command
}

fn first_line(mut file: std::fs::File) -> Option<String> {
    file.rewind().ok()?;
    let mut bytes = Vec::new();
    file.take(TOLD).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    text.lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .map(str::to_owned)
}

fn not_started(call: &Call, shown: &str, error: &io::Error) -> Error {
    let program = &call.program;
    let source = call.source.name();
    let cause = if error.kind() == io::ErrorKind::NotFound {
        format!("{source} names `{program}`, and there is no such program")
    } else {
        format!("{source} names `{program}`: {error}")
    };
    Error::new(format!("cannot open {shown}"))
        .caused_by(cause)
        .help(format!(
            "install it, put it on the PATH, or set another one: EDITOR, or `runner watch --edit-cmd CMD`{}",
            match program.as_str() {
                // Their command lines are installed from a menu.
                "code" | "codium" | "cursor" | "windsurf" =>
                    " (in the editor: Shell Command: Install the command in PATH)",
                "rustrover" | "idea" | "clion" => " (Toolbox App: Settings, Tools, Shell scripts)",
                _ => "",
            }
        ))
}

fn failed(call: &Call, shown: &str, status: ExitStatus, said: &str) -> Error {
    let words: Vec<&str> = std::iter::once(call.program.as_str())
        .chain(call.arguments.iter().map(String::as_str))
        .collect();
    let error = Error::new(format!("cannot open {shown}"))
        .caused_by(format!("`{}` ended with {status}", words.join(" ")));
    let error = if said.is_empty() {
        error
    } else {
        error.caused_by(said)
    };
    error.help(format!(
        "try it in a terminal; {} is what named it",
        call.source.name()
    ))
}
