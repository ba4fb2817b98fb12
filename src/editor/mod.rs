//! Which editor opens an exercise, why that one, and with which words: decided from the environment, pure.

mod known;
pub(crate) mod line;
mod words;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

pub(crate) use self::known::Needs;
use self::{
    known::{Known, code_family, known, usual},
    words::Unclosed,
};
use crate::error::{Error, Result};

/// The variable that does what `--edit-cmd` does, for every session.
const OWN_VARIABLE: &str = "RUNNER_EDIT_CMD";
const FILE: &str = "{file}";
const LINE: &str = "{line}";

/// An editor, with the words it is called with so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Editor {
    program: String,
    arguments: Vec<String>,
    known: Option<&'static Known>,
    pub(crate) source: Source,
}

/// What made it this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Flag,
    Variable(&'static str),
    /// The terminal belongs to an editor, as this variable says.
    Terminal(&'static str),
    Path,
}

/// A file, and where in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot<'a> {
    pub(crate) file: &'a Path,
    pub(crate) line: Option<usize>,
}

/// A program to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) program: String,
    pub(crate) arguments: Vec<String>,
    pub(crate) needs: Needs,
    pub(crate) source: Source,
}

/// What the choice is made from.
pub(crate) struct Surroundings<'a> {
    pub(crate) variable: &'a dyn Fn(&str) -> Option<String>,
    pub(crate) on_path: &'a dyn Fn(&str) -> bool,
}

/// The editor for this process: `flag` is what `--edit-cmd` says.
pub(crate) fn chosen(flag: Option<&str>) -> Result<Editor> {
    choose(
        flag,
        &Surroundings {
            variable: &|name| std::env::var(name).ok(),
            on_path: &|program| found(program).is_some(),
        },
    )
}

/// The flag, then the variables, then the editor whose terminal this is, then what is on the PATH.
fn choose(flag: Option<&str>, around: &Surroundings) -> Result<Editor> {
    let variable = |name: &str| (around.variable)(name).filter(|value| !value.trim().is_empty());
    if let Some(command) = flag {
        return named(command, Source::Flag);
    }
    for name in [OWN_VARIABLE, "VISUAL", "EDITOR"] {
        if let Some(command) = variable(name) {
            return named(&command, Source::Variable(name));
        }
    }
    let has = |known: &&Known| (around.on_path)(known.program);
    let owner = of_terminal(around);
    let (found, source) = match owner {
        Some((known, name)) => (Some(known), Source::Terminal(name)),
        None => {
            let has_windows = cfg!(not(target_os = "linux"))
                || variable("DISPLAY").is_some()
                || variable("WAYLAND_DISPLAY").is_some();
            let found = usual(Needs::Window)
                .filter(|_| has_windows)
                .chain(usual(Needs::Terminal))
                .find(has);
            (found, Source::Path)
        }
    };
    found
        .map(|known| Editor {
            program: known.program.to_owned(),
            arguments: Vec::new(),
            known: Some(known),
            source,
        })
        .ok_or_else(none_known)
}

/// The editor in whose terminal this runs, with the variable that says so.
fn of_terminal(around: &Surroundings) -> Option<(&'static Known, &'static str)> {
    let variable = |name: &str| (around.variable)(name);
    let has = |known: &&Known| (around.on_path)(known.program);
    let first = |programs: &[&str]| {
        programs
            .iter()
            .filter_map(|program| known(program))
            .find(has)
    };
    if variable("TERM_PROGRAM").is_some_and(|name| name == "vscode") {
        // They all say `vscode`; which one it is shows in the paths of what they install.
        let own = [
            "VSCODE_GIT_ASKPASS_NODE",
            "VSCODE_GIT_ASKPASS_MAIN",
            "__CFBundleIdentifier",
        ]
        .iter()
        .filter_map(|name| variable(name))
        .collect::<String>()
        .to_lowercase();
        let by_path = code_family()
            .filter(|known| known.program != "code" && own.contains(known.program))
            .find(has);
        return by_path
            .or_else(|| code_family().find(has))
            .map(|known| (known, "TERM_PROGRAM"));
    }
    if variable("ZED_TERM").is_some() {
        return first(&["zed", "zeditor"]).map(|known| (known, "ZED_TERM"));
    }
    if variable("TERMINAL_EMULATOR").is_some_and(|name| name.contains("JetBrains")) {
        return first(&["rustrover", "clion", "idea"]).map(|known| (known, "TERMINAL_EMULATOR"));
    }
    None
}

fn named(command: &str, source: Source) -> Result<Editor> {
    let refused = |cause: String| {
        Error::new(format!(
            "the editor `{command}` of {} cannot be started",
            source.name()
        ))
        .caused_by(cause)
        .help("name a program and its arguments, such as `nvim` or `code --reuse-window`")
    };
    let words = words::split(command)
        .map_err(|Unclosed(quote)| refused(format!("the quote {quote} is not closed")))?;
    let [program, arguments @ ..] = words.as_slice() else {
        return Err(refused("it is empty".to_owned()));
    };
    if program.is_empty() {
        return Err(refused("the program's name is empty".to_owned()));
    }
    Ok(Editor {
        program: program.clone(),
        arguments: arguments.to_vec(),
        known: known(program),
        source,
    })
}

fn none_known() -> Error {
    Error::new("no editor is known to open files with")
        .caused_by(format!(
            "{OWN_VARIABLE}, VISUAL and EDITOR are not set, and none of the usual editors is on the PATH"
        ))
        .help(
            "set one before the start, for example `export EDITOR=nano` or `export EDITOR=\"code --reuse-window\"`",
        )
        .help("or name the command: `runner watch --edit-cmd 'myedit --at {line} {file}'`")
}

impl Source {
    pub(crate) fn name(self) -> String {
        match self {
            Self::Flag => "--edit-cmd".to_owned(),
            Self::Variable(name) => format!("${name}"),
            Self::Terminal(name) => format!("the terminal ({name})"),
            Self::Path => "the PATH".to_owned(),
        }
    }
}

impl Editor {
    pub(crate) fn program(&self) -> &str {
        &self.program
    }

    /// The program without the directory it lies in.
    pub(crate) fn name(&self) -> &str {
        let name = Path::new(&self.program).file_name();
        name.and_then(|name| name.to_str()).unwrap_or(&self.program)
    }

    /// An editor that nobody knows is taken to need the terminal: one with a window only hides the screen for a moment.
    pub(crate) fn needs(&self) -> Needs {
        self.known.map_or(Needs::Terminal, |known| known.needs)
    }

    /// The scheme of links that open a file at a line in it.
    pub(crate) fn scheme(&self) -> Option<&'static str> {
        self.known.and_then(|known| known.scheme)
    }

    /// What to start. Placeholders are filled in; without `{file}` the file goes behind the rest, and the line with it
    /// where the editor's way to say it is known.
    pub(crate) fn call(&self, spot: &Spot) -> Call {
        let file = spot.file.display().to_string();
        let line = spot.line.unwrap_or(1).to_string();
        let has = |placeholder| self.arguments.iter().any(|word| word.contains(placeholder));
        let mut arguments: Vec<String> = self
            .arguments
            .iter()
            // The line first: a path may hold anything.
            .map(|word| word.replace(LINE, &line).replace(FILE, &file))
            .collect();
        if !has(FILE) {
            let at = spot.line.filter(|_| !has(LINE));
            arguments.extend(match self.known {
                Some(known) => known.arguments(&file, at),
                None => vec![file],
            });
        }
        Call {
            program: self.program.clone(),
            arguments,
            needs: self.needs(),
            source: self.source,
        }
    }
}

/// Where the program lies: itself if it is a path, else the first on the PATH.
pub(crate) fn found(program: &str) -> Option<PathBuf> {
    let is_path = Path::new(program).components().count() > 1;
    let dirs = if is_path {
        vec![PathBuf::new()]
    } else {
        std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect()
    };
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd", ".bat", ""]
    } else {
        &[""]
    };
    dirs.iter()
        .flat_map(|dir| {
            endings.iter().map(move |ending| {
                let mut name = OsString::from(program);
                name.push(ending);
                dir.join(name)
            })
        })
        .find(|file| is_program(file))
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file)
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

#[cfg(test)]
mod tests;
