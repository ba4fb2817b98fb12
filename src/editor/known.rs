//! The editors whose way to open a file at a line is known.

use std::path::Path;

/// Whether an editor needs the terminal, or has a window of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    Terminal,
    Window,
}

/// How an editor is told the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `+12 FILE`
    Plus,
    /// `+12:1 FILE`
    PlusColumn,
    /// `FILE:12`
    Colon,
    /// `-g FILE:12`
    Goto,
    /// `--line 12 FILE`
    LongLine,
    /// `-l 12 FILE`
    ShortLine,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) program: &'static str,
    pub(super) needs: Needs,
    form: Form,
    /// Links with this scheme open a file at a line in it, in the form `SCHEME://file/PATH:12`.
    pub(super) scheme: Option<&'static str>,
}

const fn terminal(program: &'static str, form: Form) -> Known {
    Known {
        program,
        needs: Needs::Terminal,
        form,
        scheme: None,
    }
}

const fn window(program: &'static str, form: Form) -> Known {
    Known {
        program,
        needs: Needs::Window,
        form,
        scheme: None,
    }
}

const fn code(program: &'static str, scheme: &'static str) -> Known {
    Known {
        scheme: Some(scheme),
        ..window(program, Form::Goto)
    }
}

/// In the order in which they are looked for where nothing says which one is wanted: whoever has one of the first ones
/// has chosen it, the last ones come with the system.
const KNOWN: [Known; 39] = [
    code("code", "vscode"),
    code("codium", "vscodium"),
    code("vscodium", "vscodium"),
    code("code-insiders", "vscode-insiders"),
    code("code-oss", "code-oss"),
    code("cursor", "cursor"),
    code("windsurf", "windsurf"),
    Known {
        scheme: Some("zed"),
        ..window("zed", Form::Colon)
    },
    Known {
        scheme: Some("zed"),
        ..window("zeditor", Form::Colon)
    },
    window("rustrover", Form::LongLine),
    window("clion", Form::LongLine),
    window("idea", Form::LongLine),
    window("subl", Form::Colon),
    window("sublime_text", Form::Colon),
    window("lapce", Form::Colon),
    window("mate", Form::ShortLine),
    window("kate", Form::ShortLine),
    window("gvim", Form::Plus),
    window("mvim", Form::Plus),
    window("gedit", Form::Plus),
    window("gnome-text-editor", Form::Plus),
    terminal("hx", Form::Colon),
    terminal("helix", Form::Colon),
    terminal("nvim", Form::Plus),
    terminal("kak", Form::Plus),
    terminal("micro", Form::PlusColumn),
    terminal("emacsclient", Form::Plus),
    terminal("emacs", Form::Plus),
    terminal("nano", Form::Plus),
    terminal("pico", Form::Plus),
    terminal("vim", Form::Plus),
    terminal("vi", Form::Plus),
    terminal("view", Form::Plus),
    terminal("nvi", Form::Plus),
    terminal("joe", Form::Plus),
    terminal("jed", Form::Plus),
    terminal("mg", Form::Plus),
    terminal("ne", Form::Plus),
    terminal("zile", Form::Plus),
];

/// Those that are looked for when nothing says which one is wanted.
pub(super) fn usual(needs: Needs) -> impl Iterator<Item = &'static Known> {
    // emacsclient needs a server, the ones behind vi are for those who name them.
    const NAMED_ONLY: [&str; 9] = [
        "emacsclient",
        "pico",
        "view",
        "nvi",
        "joe",
        "jed",
        "mg",
        "ne",
        "zile",
    ];
    KNOWN
        .iter()
        .filter(move |known| known.needs == needs && !NAMED_ONLY.contains(&known.program))
}

/// The editors that are VS Code under one name or another.
pub(super) fn code_family() -> impl Iterator<Item = &'static Known> {
    KNOWN.iter().filter(|known| known.form == Form::Goto)
}

/// The editor that `program` is: a name, a path, with or without what Windows and the tool boxes put behind it.
pub(super) fn known(program: &str) -> Option<&'static Known> {
    let name = Path::new(program).file_name()?.to_str()?.to_lowercase();
    let name = [".exe", ".cmd", ".bat", ".sh"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(&name);
    let bare = name.strip_suffix("64").unwrap_or(name);
    KNOWN
        .iter()
        .find(|known| known.program == name || known.program == bare)
}

impl Known {
    /// The words behind the program and the user's own.
    pub(super) fn arguments(&self, file: &str, line: Option<usize>) -> Vec<String> {
        let file = file.to_owned();
        let Some(line) = line else {
            return vec![file];
        };
        match self.form {
            Form::Plus => vec![format!("+{line}"), file],
            Form::PlusColumn => vec![format!("+{line}:1"), file],
            Form::Colon => vec![format!("{file}:{line}")],
            Form::Goto => vec!["-g".to_owned(), format!("{file}:{line}")],
            Form::LongLine => vec!["--line".to_owned(), line.to_string(), file],
            Form::ShortLine => vec!["-l".to_owned(), line.to_string(), file],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_editor_is_told_the_line_its_own_way() {
        for (program, arguments) in [
            ("vi", "+12 a.rs"),
            ("vim", "+12 a.rs"),
            ("nvim", "+12 a.rs"),
            ("nano", "+12 a.rs"),
            ("hx", "a.rs:12"),
            ("helix", "a.rs:12"),
            ("emacs", "+12 a.rs"),
            ("emacsclient", "+12 a.rs"),
            ("micro", "+12:1 a.rs"),
            ("kak", "+12 a.rs"),
            ("code", "-g a.rs:12"),
            ("codium", "-g a.rs:12"),
            ("cursor", "-g a.rs:12"),
            ("windsurf", "-g a.rs:12"),
            ("zed", "a.rs:12"),
            ("zeditor", "a.rs:12"),
            ("rustrover", "--line 12 a.rs"),
            ("idea", "--line 12 a.rs"),
            ("clion", "--line 12 a.rs"),
            ("subl", "a.rs:12"),
            ("kate", "-l 12 a.rs"),
        ] {
            let known = known(program).unwrap_or_else(|| panic!("{program}"));
            assert_eq!(
                known.arguments("a.rs", Some(12)).join(" "),
                arguments,
                "{program}"
            );
            assert_eq!(known.arguments("a.rs", None), ["a.rs"], "{program}");
        }
    }

    #[test]
    fn a_program_is_known_by_its_name_wherever_it_lies() {
        for (program, name) in [
            ("/usr/bin/nvim", "nvim"),
            ("/opt/RustRover/bin/rustrover.sh", "rustrover"),
            ("idea64.exe", "idea"),
            ("Code.exe", "code"),
            ("code.cmd", "code"),
        ] {
            assert_eq!(known(program).map(|known| known.program), Some(name));
        }
        for program in ["sh", "", "/", "codex", "vimdiff"] {
            assert_eq!(known(program), None, "{program}");
        }
    }

    #[test]
    fn no_editor_is_listed_twice() {
        let names: std::collections::BTreeSet<_> =
            KNOWN.iter().map(|known| known.program).collect();
        assert_eq!(names.len(), KNOWN.len());
    }
}
