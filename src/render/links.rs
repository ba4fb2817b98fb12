//! Paths on the screen as links that a terminal opens: added to finished lines, so that no width is computed with them.

mod cut;

use std::path::Path;

use super::url::encoded;

pub(crate) use self::cut::linked_lines;

/// What a link to a file looks like, if there are links at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Links {
    No,
    /// `file:///course/a.rs`, which the desktop opens; without the line, which few desktops understand.
    Files,
    /// `file:///course/a.rs#12`, as kitty reads it.
    NumberedFiles,
    /// `vscode://file/course/a.rs:12`, with the scheme of the learner's editor.
    Editor(&'static str),
}

impl Links {
    /// What this terminal understands, told by its environment; in doubt nothing. `scheme` is the editor's.
    pub(crate) fn of_terminal(
        variable: impl Fn(&str) -> Option<String>,
        scheme: Option<&'static str>,
    ) -> Self {
        let value = |name: &str| variable(name).filter(|value| !value.is_empty());
        let is_kitty =
            value("KITTY_WINDOW_ID").is_some() || value("TERM").as_deref() == Some("xterm-kitty");
        let known = match value("FORCE_HYPERLINK").as_deref() {
            Some("0") => false,
            Some(_) => true,
            None => is_kitty || has_links(&value),
        };
        match scheme {
            _ if !known => Self::No,
            Some(scheme) => Self::Editor(scheme),
            None if is_kitty => Self::NumberedFiles,
            None => Self::Files,
        }
    }

    fn target(self, path: &str, line: Option<&str>) -> Option<String> {
        let slash = if path.starts_with('/') { "" } else { "/" };
        let behind = |sign: &str| line.map_or_else(String::new, |line| format!("{sign}{line}"));
        match self {
            Self::No => None,
            Self::Files => Some(format!("file://{slash}{path}")),
            Self::NumberedFiles => Some(format!("file://{slash}{path}{}", behind("#"))),
            Self::Editor(scheme) => Some(format!("{scheme}://file{slash}{path}{}", behind(":"))),
        }
    }
}

fn has_links(value: &impl Fn(&str) -> Option<String>) -> bool {
    // The terminals of VS Code, Zed and the JetBrains editors open `path:line` as it stands, at the line.
    let is_editors = value("TERM_PROGRAM").as_deref() == Some("vscode")
        || value("ZED_TERM").is_some()
        || value("TERMINAL_EMULATOR").is_some_and(|name| name.contains("JetBrains"));
    // Elsewhere the file is not on the machine with the screen; multiplexers may drop links or show their text.
    let is_between = ["SSH_CONNECTION", "SSH_TTY", "TMUX", "STY", "ZELLIJ"]
        .iter()
        .any(|name| value(name).is_some());
    if is_editors || is_between {
        return false;
    }
    let at_least = |name: &str, least: u32| {
        value(name)
            .and_then(|version| version.parse::<u32>().ok())
            .is_some_and(|version| version >= least)
    };
    const PROGRAMS: [&str; 5] = ["iTerm.app", "WezTerm", "ghostty", "rio", "Hyper"];
    const TERMS: [&str; 5] = ["alacritty", "foot", "xterm-ghostty", "wezterm", "contour"];
    at_least("VTE_VERSION", 5000)
        || at_least("KONSOLE_VERSION", 201_200)
        || value("WT_SESSION").is_some()
        || value("TERM_PROGRAM").is_some_and(|name| PROGRAMS.contains(&name.as_str()))
        || value("TERM").is_some_and(|term| TERMS.iter().any(|known| term.starts_with(known)))
}

/// As [`linked`], for a text of several lines.
pub(crate) fn linked_text(text: &str, root: &Path, links: Links) -> String {
    text.split_inclusive('\n')
        .map(|line| linked(line, root, links))
        .collect()
}

/// `line` with a link around every path of the course in it, `:line` included. What is seen stays the same.
pub(crate) fn linked(line: &str, root: &Path, links: Links) -> String {
    if links == Links::No {
        return line.to_owned();
    }
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    // Colours are kept out: their codes end in a letter, which would look like a part of the path.
    while let Some(start) = rest.find('\x1b') {
        text.push_str(&in_visible(&rest[..start], root, links));
        let end = rest[start + 1..]
            .find(|c: char| c.is_ascii_alphabetic() || c == '\\')
            .map_or(rest.len(), |at| start + 1 + at + 1);
        text.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    text.push_str(&in_visible(rest, root, links));
    text
}

/// The directories of a course whose files are shown.
const DIRS: [&str; 3] = ["exercises/", "solutions/", ".runner/"];

fn in_visible(mut rest: &str, root: &Path, links: Links) -> String {
    let mut text = String::new();
    while let Some(found) = next_path(rest) {
        let shown = &rest[found.start..found.end];
        text.push_str(&rest[..found.start]);
        let path = &rest[found.start..found.path_end];
        match target_of(path, found.line, root, links) {
            Some(target) => text.push_str(&anchor(&target, shown)),
            None => text.push_str(shown),
        }
        rest = &rest[found.end..];
    }
    text.push_str(rest);
    text
}

/// Where a path of the course leads.
fn target_of(path: &str, line: Option<&str>, root: &Path, links: Links) -> Option<String> {
    links.target(&encoded(&root.join(path)), line)
}

/// `shown` as a link: opened and closed in one line.
fn anchor(target: &str, shown: &str) -> String {
    format!("\x1b]8;;{target}\x1b\\{shown}\x1b]8;;\x1b\\")
}

struct Found<'a> {
    start: usize,
    path_end: usize,
    line: Option<&'a str>,
    /// Behind line and column.
    end: usize,
}

/// The first path of a file in the course, such as `exercises/01_arrays/05_reductions.rs:12:5`.
fn next_path(text: &str) -> Option<Found<'_>> {
    let mut from = 0;
    loop {
        let start = DIRS.iter().filter_map(|dir| text[from..].find(dir)).min()? + from;
        let length = text[start..]
            .find(|c: char| !is_of_path(c))
            .unwrap_or(text.len() - start);
        let path = text[start..start + length].trim_end_matches('.');
        let path_end = start + path.len();
        let name = path.rsplit('/').next().unwrap_or_default();
        // Preceded by more of a path it lies elsewhere; without an ending it is a directory or a pattern.
        if text[..start].ends_with(is_of_path) || !name.trim_start_matches('.').contains('.') {
            from = start + 1;
            continue;
        }
        let (line, line_end) = number_behind(text, path_end);
        let (_, end) = match line {
            Some(_) => number_behind(text, line_end),
            None => (None, path_end),
        };
        return Some(Found {
            start,
            path_end,
            line,
            end,
        });
    }
}

fn is_of_path(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/')
}

/// `:12` at `at`, and where it ends.
fn number_behind(text: &str, at: usize) -> (Option<&str>, usize) {
    let digits = text[at..].strip_prefix(':').map(|rest| {
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        &rest[..end]
    });
    match digits {
        Some(digits) if !digits.is_empty() => (Some(digits), at + 1 + digits.len()),
        _ => (None, at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "/home/me/my course";

    fn files(line: &str) -> String {
        linked(line, Path::new(ROOT), Links::Files)
            .replace("\x1b]8;;\x1b\\", "]")
            .replace("\x1b]8;;", "[")
            .replace("\x1b\\", " ")
    }

    #[test]
    fn a_path_is_a_link_with_its_line_in_the_form_of_the_terminal() {
        let line = "  exercises/01_arrays/05_reductions.rs:102";
        for (links, target) in [
            (
                Links::Files,
                "file:///home/me/my%20course/exercises/01_arrays/05_reductions.rs",
            ),
            (
                Links::NumberedFiles,
                "file:///home/me/my%20course/exercises/01_arrays/05_reductions.rs#102",
            ),
            (
                Links::Editor("vscode"),
                "vscode://file/home/me/my%20course/exercises/01_arrays/05_reductions.rs:102",
            ),
        ] {
            assert_eq!(
                linked(line, Path::new(ROOT), links),
                format!(
                    "  \x1b]8;;{target}\x1b\\exercises/01_arrays/05_reductions.rs:102\x1b]8;;\x1b\\"
                )
            );
        }
        assert_eq!(linked(line, Path::new(ROOT), Links::No), line);
    }

    #[test]
    fn a_course_of_any_name_is_linked() {
        let line = "exercises/a.rs:1";
        for (root, target) in [
            ("/50% off", "file:///50%25%20off/exercises/a.rs"),
            (
                "/100%25/#1?x=[1]",
                "file:///100%2525/%231%3Fx%3D%5B1%5D/exercises/a.rs",
            ),
            (
                "/a\u{1b}\\b\u{7}\n",
                "file:///a%1B%5Cb%07%0A/exercises/a.rs",
            ),
            ("/Übung", "file:///%C3%9Cbung/exercises/a.rs"),
        ] {
            let shown = linked(line, Path::new(root), Links::Files);
            assert_eq!(shown, format!("\x1b]8;;{target}\x1b\\{line}\x1b]8;;\x1b\\"));
        }
    }

    #[test]
    fn every_path_of_the_course_is_found_and_nothing_else() {
        let at = "file:///home/me/my%20course";
        for (line, expected) in [
            (
                "solution to compare with: solutions/01/a.rs",
                format!("solution to compare with: [{at}/solutions/01/a.rs solutions/01/a.rs]"),
            ),
            (
                "  --> exercises/01/a.rs:12:5",
                format!("  --> [{at}/exercises/01/a.rs exercises/01/a.rs:12:5]"),
            ),
            (
                "picture: .runner/pictures/01/a.svg, and exercises/b.rs.",
                format!(
                    "picture: [{at}/.runner/pictures/01/a.svg .runner/pictures/01/a.svg], and [{at}/exercises/b.rs exercises/b.rs]."
                ),
            ),
            (
                "exercises/a.rs:12, in the given code",
                format!("[{at}/exercises/a.rs exercises/a.rs:12], in the given code"),
            ),
        ] {
            assert_eq!(files(line), expected);
        }
        for line in [
            "nothing here",
            "/elsewhere/exercises/01/a.rs:3",
            "my_exercises/a.rs",
            "in exercises/ and exercises/*/",
            "a directory: exercises/01_arrays",
            "",
        ] {
            assert_eq!(files(line), line);
        }
    }

    #[test]
    fn colours_stay_where_they_were() {
        assert_eq!(
            files("\x1b[36mexercises/a.rs\x1b[0m: \x1b[1;31mfailed\x1b[0m"),
            "\x1b[36m[file:///home/me/my%20course/exercises/a.rs exercises/a.rs]\x1b[0m: \x1b[1;31mfailed\x1b[0m"
        );
    }

    #[test]
    fn links_have_no_width() {
        let line = "\x1b[1m  exercises/01_arrays/05_reductions.rs:102\x1b[0m and solutions/x.rs";
        let with = linked(line, Path::new(ROOT), Links::Editor("zed"));
        assert_eq!(
            console::measure_text_width(&with),
            console::measure_text_width(line)
        );
    }

    #[test]
    fn only_terminals_that_are_known_to_have_links_get_them() {
        let of = |set: &[(&str, &str)], scheme| {
            Links::of_terminal(
                |name| {
                    let found = set.iter().find(|(other, _)| *other == name);
                    found.map(|(_, value)| (*value).to_owned())
                },
                scheme,
            )
        };
        for (set, links) in [
            (&[][..], Links::No),
            (&[("TERM", "xterm-256color")], Links::No),
            (&[("VTE_VERSION", "7006")], Links::Files),
            (&[("VTE_VERSION", "4400")], Links::No),
            (&[("TERM_PROGRAM", "WezTerm")], Links::Files),
            (&[("TERM_PROGRAM", "Apple_Terminal")], Links::No),
            (&[("TERM", "xterm-kitty")], Links::NumberedFiles),
            (&[("WT_SESSION", "1")], Links::Files),
            (&[("VTE_VERSION", "7006"), ("TMUX", "x")], Links::No),
            (&[("VTE_VERSION", "7006"), ("SSH_TTY", "x")], Links::No),
            // These find `path:line` themselves.
            (
                &[("TERM_PROGRAM", "vscode"), ("VTE_VERSION", "7006")],
                Links::No,
            ),
            (&[("ZED_TERM", "true"), ("TERM", "alacritty")], Links::No),
            (&[("FORCE_HYPERLINK", "1")], Links::Files),
            (
                &[("FORCE_HYPERLINK", "0"), ("VTE_VERSION", "7006")],
                Links::No,
            ),
        ] {
            assert_eq!(of(set, None), links, "{set:?}");
        }
        assert_eq!(
            of(&[("VTE_VERSION", "7006")], Some("vscode")),
            Links::Editor("vscode")
        );
        assert_eq!(of(&[], Some("vscode")), Links::No);
    }
}
