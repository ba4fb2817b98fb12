//! Editors: what `o` starts and with which words, and the settings and tasks that a course comes with.

use std::{collections::BTreeMap, fs};

use regex_lite::Regex;
use serde_json::Value;

use crate::support::{Course, ONE, TWO, solved, with_body, wrong};

const FILE: &str = "exercises/01_numbers/01_one.rs";

// ---- settings and tasks ----------------------------------------------------------------------------

/// A fresh course's files for editors.
fn settings() -> BTreeMap<&'static str, String> {
    let place = Course::new();
    let root = place.beside("home").join("fresh");
    let mut init = place.command("init fresh");
    assert_eq!(place.finish(init.current_dir(place.beside("home"))).code, 0);
    [
        ".vscode/settings.json",
        ".vscode/extensions.json",
        ".vscode/tasks.json",
        ".zed/settings.json",
        ".zed/tasks.json",
        ".helix/languages.toml",
    ]
    .into_iter()
    .map(|file| (file, fs::read_to_string(root.join(file)).expect(file)))
    .collect()
}

/// JSON with comments: of the kind that stands on lines of its own.
fn json(text: &str) -> Value {
    let bare: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    serde_json::from_str(&bare.join("\n")).expect("it is JSON but for its comments")
}

fn array(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

#[test]
fn every_editor_tells_rust_analyzer_the_same() {
    let settings = settings();
    let code = json(&settings[".vscode/settings.json"]);
    let zed = json(&settings[".zed/settings.json"]);
    let zed = &zed["lsp"]["rust-analyzer"]["initialization_options"];
    let helix: toml::Table = settings[".helix/languages.toml"]
        .parse()
        .expect("it is TOML");
    let helix = serde_json::to_value(&helix["language-server"]["rust-analyzer"]["config"]).unwrap();
    for (key, pointer, value) in [
        ("checkOnSave", "/checkOnSave", Value::from(false)),
        ("cargo.targetDir", "/cargo/targetDir", Value::from(true)),
        (
            "cachePriming.numThreads",
            "/cachePriming/numThreads",
            Value::from(1),
        ),
        (
            "diagnostics.disabled",
            "/diagnostics/disabled",
            Value::from(vec!["unlinked-file"]),
        ),
    ] {
        assert_eq!(code[&format!("rust-analyzer.{key}")], value, "{key}");
        assert_eq!(zed.pointer(pointer), Some(&value), "{key}");
        assert_eq!(helix.pointer(pointer), Some(&value), "{key}");
    }
    let own = |key: &&String| key.starts_with("rust-analyzer.");
    assert_eq!(code.as_object().unwrap().keys().filter(own).count(), 4);
    assert_eq!(
        json(&settings[".vscode/extensions.json"])["recommendations"][0],
        "rust-lang.rust-analyzer"
    );
}

/// In a clone they go through cargo, in a course the program is installed; both know every command and flag they use.
#[test]
fn tasks_start_commands_that_there_are() {
    let course = Course::one();
    let help = |command: &str| course.runner(&format!("{command} --help"));
    let words = |task: &Value| -> Vec<String> {
        let args = array(&task["args"])
            .iter()
            .map(|arg| arg.as_str().unwrap().to_owned());
        args.collect()
    };
    let in_course = settings();
    for file in [".vscode/tasks.json", ".zed/tasks.json"] {
        let repository =
            fs::read_to_string(format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let (cloned, fresh) = (json(&repository), json(&in_course[file]));
        let list = |value: &Value| {
            let tasks = if value.is_array() {
                value
            } else {
                &value["tasks"]
            };
            array(tasks).clone()
        };
        let (cloned, fresh) = (list(&cloned), list(&fresh));
        assert_eq!(cloned.len(), fresh.len());
        for (cloned, fresh) in cloned.iter().zip(&fresh) {
            assert_eq!(cloned["label"], fresh["label"]);
            assert_eq!(cloned["command"], "cargo");
            assert_eq!(fresh["command"], "runner");
            let (through_cargo, args) = (words(cloned), words(fresh));
            assert_eq!(through_cargo[..4], ["run", "--release", "--quiet", "--"]);
            assert_eq!(through_cargo[4..], args);
            let known = help(&args[0]);
            assert_eq!(known.code, 0, "{known:?}");
            for flag in args.iter().filter(|arg| arg.starts_with("--")) {
                assert!(known.stdout.contains(flag.as_str()), "{flag}: {known:?}");
            }
        }
        assert!(fresh.iter().any(|task| words(task) == ["watch"]));
    }
}

// ---- problem matchers ------------------------------------------------------------------------------

/// What an editor would mark: file, line, code, message.
type Problem = (String, u32, String, String);

/// The task called `label` of `.vscode/tasks.json`.
fn task(label: &str) -> Value {
    let tasks = json(&settings()[".vscode/tasks.json"]);
    array(&tasks["tasks"])
        .iter()
        .find(|task| task["label"] == label)
        .unwrap_or_else(|| panic!("{label}"))
        .clone()
}

/// The problems that VS Code's matchers find: the patterns of one must match lines that follow each other.
fn problems(task: &Value, output: &str) -> Vec<Problem> {
    let lines: Vec<&str> = output.lines().collect();
    let mut found = Vec::new();
    for matcher in array(&task["problemMatcher"]) {
        let patterns = array(&matcher["pattern"]);
        for window in lines.windows(patterns.len()) {
            let mut parts: BTreeMap<&str, String> = BTreeMap::new();
            let matches = patterns.iter().zip(window).all(|(pattern, line)| {
                let regexp = Regex::new(pattern["regexp"].as_str().unwrap()).expect("it is valid");
                let Some(groups) = regexp.captures(line) else {
                    return false;
                };
                for part in ["file", "line", "column", "code", "message", "severity"] {
                    if let Some(group) = pattern[part].as_u64() {
                        let text = groups.get(usize::try_from(group).unwrap());
                        parts.insert(part, text.map_or("", |text| text.as_str()).to_owned());
                    }
                }
                true
            });
            if matches {
                let part = |name: &str| parts.get(name).cloned().unwrap_or_default();
                found.push((
                    part("file"),
                    part("line").parse().expect("a number"),
                    part("code"),
                    part("message"),
                ));
            }
        }
    }
    found
}

fn problem(line: u32, code: &str, message: &str) -> Problem {
    (FILE.to_owned(), line, code.to_owned(), message.to_owned())
}

#[test]
fn failures_and_compile_errors_become_problems() {
    let course = Course::one();
    for label in [
        "runner: check this file",
        "runner watch, failures as problems",
    ] {
        let task = task(label);
        let found = |text: &str| {
            course.write(FILE, text);
            let run = course.runner(&format!("run --plain {FILE}"));
            problems(&task, &run.stdout)
        };
        assert_eq!(
            found(&wrong(ONE)),
            [problem(
                15,
                "one_is_one",
                "assertion `left == right` failed"
            )]
        );
        assert_eq!(
            found(ONE),
            [problem(
                2,
                "one_is_one",
                "still to write: the number after zero"
            )]
        );
        assert_eq!(
            found(&with_body(ONE, "missing()")),
            [problem(
                2,
                "E0425",
                "cannot find function `missing` in this scope"
            )]
        );
        assert_eq!(
            found(&with_body(ONE, "1 +")).first().map(|found| found.1),
            Some(3),
            "a syntax error has no code"
        );
        assert_eq!(
            found(&with_body(ONE, "let two = 2; 1")).first(),
            Some(&problem(2, "", "unused variable: `two`")),
            "a warning"
        );
        assert_eq!(found(&solved(ONE)), []);
    }
}

/// A task in the background is over and over begun and ended: the last problems go, the new ones come.
#[cfg(unix)]
#[test]
fn every_verdict_of_watch_begins_and_ends() {
    use crate::support::Running;
    let task = task("runner watch, failures as problems");
    let course = Course::two();
    let mut session = Running::start(&course, "watch --plain");
    session.says("waiting for a save", 1);
    course.write(FILE, wrong(ONE));
    session.says("waiting for a save", 2);
    course.write(FILE, with_body(ONE, "missing()"));
    session.says("waiting for a save", 3);
    course.write(FILE, solved(ONE));
    session.says("02_two: not_attempted", 1);
    session.says("waiting for a save", 5);
    course.write("exercises/01_numbers/02_two.rs", solved(TWO));
    session.says("waiting for a save", 6);
    let output = session.stdout();
    for matcher in array(&task["problemMatcher"]) {
        let sign = |name: &str| Regex::new(matcher["background"][name].as_str().unwrap()).unwrap();
        let (begins, ends) = (sign("beginsPattern"), sign("endsPattern"));
        let signs: String = output
            .lines()
            .filter_map(|line| match (begins.is_match(line), ends.is_match(line)) {
                (true, _) => Some('('),
                (_, true) => Some(')'),
                _ => None,
            })
            .collect();
        assert_eq!(signs, "()".repeat(6), "{output}");
    }
    let lines: Vec<u32> = problems(&task, &output)
        .iter()
        .map(|found| found.1)
        .collect();
    assert_eq!(lines.len(), 4, "{output}");
}

// ---- the key o -------------------------------------------------------------------------------------

#[cfg(unix)]
mod key {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::{screen::Screen, support::until};

    /// A program that writes down its arguments, one a line; `NAME` decides how it is called.
    fn recorder(course: &Course, name: &str, then: &str) -> std::path::PathBuf {
        let bin = course.beside("bin");
        fs::create_dir_all(&bin).unwrap();
        let program = bin.join(name);
        let record = course.beside("arguments");
        fs::write(
            &program,
            format!(
                "#!/bin/sh\nprintf '%s\\n' \"$@\" > {0}.new && mv {0}.new {0}\n{then}\n",
                record.display()
            ),
        )
        .unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        program
    }

    /// What it was called with, once it was.
    fn arguments(course: &Course) -> Vec<String> {
        let record = course.beside("arguments");
        let text = until("an editor is called", || fs::read_to_string(&record).ok());
        fs::remove_file(&record).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn an_editor_with_a_window_opens_the_line_that_matters_beside_the_screen() {
        let course = Course::one();
        let code = recorder(&course, "code", "");
        let mut command = course.command("watch");
        command.env("EDITOR", format!("'{}' --reuse-window", code.display()));
        let mut screen = Screen::sized(command, 24, 80);
        let at = |line: u32| {
            let file = course.path(FILE).display().to_string();
            [
                "--reuse-window".to_owned(),
                "-g".to_owned(),
                format!("{file}:{line}"),
            ]
        };
        screen.settles("still to write");
        screen.press("o");
        screen.shows("opened at line 2 with code");
        assert_eq!(arguments(&course), at(2));
        assert!(screen.in_alternate_screen(), "the screen stays");
        course.write(FILE, wrong(ONE));
        screen.settles("left: 3");
        screen.press("o");
        assert_eq!(arguments(&course), at(15));
        course.write(FILE, with_body(ONE, "let x = 1;\n    missing()"));
        screen.settles("cannot find function");
        screen.press("o");
        assert_eq!(arguments(&course), at(3));
        screen.press("q");
        assert_eq!(screen.end().0, 0);
    }

    #[test]
    fn a_command_of_ones_own_gets_file_and_line() {
        let course = Course::one();
        let own = recorder(&course, "my edit", "");
        let mut command = course.command("watch");
        command
            .arg("--edit-cmd")
            .arg(format!(
                "\"{}\" --at={{line}} '{{file}} it is'",
                own.display()
            ))
            .env("EDITOR", "not-this-one");
        let mut screen = Screen::sized(command, 24, 80);
        screen.settles("still to write");
        screen.press("o");
        let file = course.path(FILE).display().to_string();
        assert_eq!(
            arguments(&course),
            ["--at=2".to_owned(), format!("{file} it is")]
        );
        screen.shows("opened at line 2 with");
        screen.press("q");
        assert_eq!(screen.end().0, 0);
    }

    #[test]
    fn an_editor_that_is_not_there_or_fails_is_told_in_full() {
        let course = Course::one();
        let mut command = course.command("watch");
        command.env("VISUAL", "no-such-editor --wait");
        let mut screen = Screen::sized(command, 24, 80);
        screen.settles("still to write");
        screen.press("o");
        screen.shows("caused by: $VISUAL names");
        screen.shows("`no-such-editor`, and there is no such program");
        screen.shows("--edit-cmd");
        assert!(screen.in_alternate_screen());
        screen.press("q");
        assert_eq!(screen.end().0, 0);

        let code = recorder(&course, "code", "echo cannot open display >&2; exit 3");
        let mut command = course.command("watch");
        command.env("EDITOR", &code);
        let mut screen = Screen::sized(command, 24, 80);
        screen.settles("still to write");
        screen.press("o");
        screen.shows("cannot open display");
        screen.press("q");
        assert_eq!(screen.end().0, 0);
    }

    #[test]
    fn each_exercise_opens_by_itself_where_that_is_asked_for() {
        let course = Course::two();
        let code = recorder(&course, "code", "");
        let mut command = course.command("watch --open");
        command.env("EDITOR", &code);
        let mut screen = Screen::sized(command, 24, 80);
        assert!(arguments(&course)[1].ends_with("01_one.rs:2"));
        screen.settles("still to write: the number after zero");
        course.write(FILE, solved(ONE));
        assert!(arguments(&course)[1].ends_with("02_two.rs:2"));
        screen.settles("Next: Two");
        screen.press("q");
        assert_eq!(screen.end().0, 0);

        // One that would take the screen away is refused before the start.
        let mut command = course.command("watch --open --edit-cmd vim");
        course.finish(&mut command).is(
            2,
            "",
            "\
error: --open cannot use vim, which --edit-cmd names
caused by: it needs the terminal that this screen is on
help: name an editor with a window of its own, such as `--edit-cmd code`, or press o for each exercise
",
        );
        course.runner("watch --edit-cmd=").is(
            2,
            "",
            "\
error: the editor `` of --edit-cmd cannot be started
caused by: it is empty
help: name a program and its arguments, such as `nvim` or `code --reuse-window`
",
        );
    }

    // ---- links -----------------------------------------------------------------------------------------

    #[test]
    fn paths_are_links_where_the_terminal_has_them() {
        let course = Course::one();
        let target = |form: &str| {
            let path = course.path(FILE).display().to_string();
            format!("\x1b]8;;{}\x1b\\", form.replace("PATH", &path))
        };
        for (variables, link) in [
            (&[("VTE_VERSION", "7006")][..], Some("file://PATH")),
            (&[("KITTY_WINDOW_ID", "1")], Some("file://PATH#2")),
            (
                &[("VTE_VERSION", "7006"), ("EDITOR", "code -w")],
                Some("vscode://filePATH:2"),
            ),
            (
                &[("VTE_VERSION", "7006"), ("NO_COLOR", "1")],
                Some("file://PATH"),
            ),
            (&[("TERM_PROGRAM", "vscode")], None),
            (&[], None),
        ] {
            let mut command = course.command("watch");
            command.envs(variables.iter().copied());
            if !variables.iter().any(|(name, _)| *name == "EDITOR") {
                command.env("EDITOR", "vi");
            }
            let mut screen = Screen::sized(command, 24, 80);
            screen.settles("still to write");
            screen.shows(&format!("{FILE}:2"));
            match link {
                Some(form) => assert!(screen.raw().contains(&target(form)), "{variables:?}"),
                None => assert!(!screen.raw().contains("\x1b]8;"), "{variables:?}"),
            }
            screen.press("q");
            assert_eq!(screen.end().0, 0);
        }
        // Asked for plain, or piped.
        let mut piped = course.command("run");
        piped.env("VTE_VERSION", "7006").env("FORCE_HYPERLINK", "1");
        assert!(!course.finish(&mut piped).stdout.contains('\x1b'));
        let mut plain = course.command("run --plain");
        plain.env("VTE_VERSION", "7006");
        let mut screen = Screen::sized(plain, 24, 80);
        screen.shows("First to fail: one_is_one");
        screen.shows("still to write");
        assert!(!screen.raw().contains('\x1b'), "{}", screen.raw());
    }
}
