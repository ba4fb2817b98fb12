//! Which editor is chosen where, and how it is called.

use super::*;

/// The editor of a made-up machine: variables, and programs on its PATH.
fn on(flag: Option<&str>, variables: &[(&str, &str)], programs: &[&str]) -> Result<Editor> {
    choose(
        flag,
        &Surroundings {
            variable: &|name| {
                let found = variables.iter().find(|(other, _)| *other == name);
                found.map(|(_, value)| (*value).to_owned())
            },
            on_path: &|program| programs.contains(&program),
        },
    )
}

fn words(editor: &Editor, line: Option<usize>) -> Vec<String> {
    let call = editor.call(&Spot {
        file: Path::new("/c/my course/a.rs"),
        line,
    });
    std::iter::once(call.program)
        .chain(call.arguments)
        .collect()
}

#[test]
fn what_is_said_beats_what_is_found() {
    let variables = [
        ("RUNNER_EDIT_CMD", "own"),
        ("VISUAL", "visual"),
        ("EDITOR", "editor"),
        ("TERM_PROGRAM", "vscode"),
        ("DISPLAY", ":0"),
    ];
    let programs = ["code", "zed", "vi"];
    let order = [
        ("flag", Source::Flag),
        ("own", Source::Variable("RUNNER_EDIT_CMD")),
        ("visual", Source::Variable("VISUAL")),
        ("editor", Source::Variable("EDITOR")),
        ("code", Source::Terminal("TERM_PROGRAM")),
        ("code", Source::Path),
    ];
    for (at, (program, source)) in order.into_iter().enumerate() {
        let flag = (at == 0).then_some("flag");
        let left = &variables[at.saturating_sub(1).min(variables.len())..];
        let editor = on(flag, left, &programs).unwrap();
        assert_eq!((editor.program(), editor.source), (program, source));
    }
    // What is empty says nothing.
    let editor = on(None, &[("VISUAL", " "), ("EDITOR", "nano")], &[]).unwrap();
    assert_eq!(editor.program(), "nano");
}

#[test]
fn a_terminal_tells_whose_it_is() {
    let vscode = ("TERM_PROGRAM", "vscode");
    let all = [
        "code", "codium", "cursor", "windsurf", "vi", "zeditor", "idea",
    ];
    let askpass = "VSCODE_GIT_ASKPASS_NODE";
    for (variables, programs, program) in [
        (&[vscode][..], &all[..], "code"),
        (&[vscode][..], &["cursor", "vi"], "cursor"),
        (
            &[vscode, (askpass, "/usr/share/cursor/cursor")],
            &all,
            "cursor",
        ),
        (
            &[vscode, (askpass, "/Applications/Windsurf.app/Contents/x")],
            &all,
            "windsurf",
        ),
        (
            &[vscode, (askpass, "/usr/share/codium/codium")],
            &all,
            "codium",
        ),
        (&[vscode, (askpass, "/usr/share/code/code")], &all, "code"),
        (&[("ZED_TERM", "true")], &all, "zeditor"),
        (&[("TERMINAL_EMULATOR", "JetBrains-JediTerm")], &all, "idea"),
        // Its program is not on the PATH: something else will do.
        (&[vscode], &["vi"], "vi"),
    ] {
        let editor = on(None, variables, programs).unwrap();
        assert_eq!(editor.program(), program, "{variables:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn windows_are_for_those_who_have_a_display() {
    let programs = ["code", "nano", "vi"];
    assert_eq!(on(None, &[], &programs).unwrap().program(), "nano");
    for display in ["DISPLAY", "WAYLAND_DISPLAY"] {
        let editor = on(None, &[(display, ":0")], &programs).unwrap();
        assert_eq!(editor.program(), "code");
    }
    // A server that must run already, and editors that one has to know how to leave, come last or not at all.
    assert!(on(None, &[], &["emacsclient"]).is_err());
}

#[test]
fn the_line_goes_where_the_editor_looks_for_it() {
    for (command, called) in [
        ("nvim", "nvim +12 /c/my course/a.rs"),
        (
            "'/opt/my bin/hx' -v",
            "/opt/my bin/hx -v /c/my course/a.rs:12",
        ),
        ("code --wait", "code --wait -g /c/my course/a.rs:12"),
        ("myedit -x", "myedit -x /c/my course/a.rs"),
        (
            "tmux split-window nvim +{line} {file}",
            "tmux split-window nvim +12 /c/my course/a.rs",
        ),
        ("hx --at={line}", "hx --at=12 /c/my course/a.rs"),
        (
            "nvim +{line} -- {file} -p",
            "nvim +12 -- /c/my course/a.rs -p",
        ),
        ("x {file}:{line}:{line}", "x /c/my course/a.rs:12:12"),
    ] {
        let editor = on(Some(command), &[], &[]).unwrap();
        assert_eq!(words(&editor, Some(12)).join(" "), called, "{command}");
    }
    let split = on(Some("x \"{file} at {line}\""), &[], &[]).unwrap();
    assert_eq!(words(&split, None), ["x", "/c/my course/a.rs at 1"]);
    let nvim = on(Some("nvim"), &[], &[]).unwrap();
    assert_eq!(words(&nvim, None), ["nvim", "/c/my course/a.rs"]);
}

#[test]
fn an_editor_with_a_window_leaves_the_screen_alone() {
    for (command, needs) in [
        ("code --wait", Needs::Window),
        ("zed {file}:{line}", Needs::Window),
        ("vim", Needs::Terminal),
        ("my-wrapper", Needs::Terminal),
    ] {
        assert_eq!(on(Some(command), &[], &[]).unwrap().needs(), needs);
    }
}

#[test]
fn what_cannot_be_started_says_what_was_tried_and_what_to_set() {
    assert_eq!(
        on(None, &[("EDITOR", "vim 'x")], &[])
            .unwrap_err()
            .to_string(),
        "error: the editor `vim 'x` of $EDITOR cannot be started\n\
         caused by: the quote ' is not closed\n\
         help: name a program and its arguments, such as `nvim` or `code --reuse-window`"
    );
    for command in ["", " ", "''", "\"\" x"] {
        let error = on(Some(command), &[], &[]).unwrap_err().to_string();
        assert!(error.contains("of --edit-cmd cannot be started"), "{error}");
    }
    let error = on(None, &[], &[]).unwrap_err().to_string();
    for part in [
        "RUNNER_EDIT_CMD, VISUAL and EDITOR are not set",
        "export EDITOR=",
        "--edit-cmd",
    ] {
        assert!(error.contains(part), "{error}");
    }
}
