//! Where a course is found, what the program says about itself and about the machine: `--course`, `doctor`, `completions`.

use std::fs;

use crate::support::{Course, ONE, matches, solved};

#[test]
fn a_course_is_found_from_any_directory_inside_and_by_name() {
    let course = Course::one();
    let list = course.runner("list");
    assert_eq!(list.code, 0);
    for dir in ["exercises", "exercises/01_numbers", "solutions/01_numbers"] {
        let mut command = course.command("list");
        course
            .finish(command.current_dir(course.path(dir)))
            .is(0, &list.stdout, "");
    }
    let outside = course.beside("home");
    for args in [
        "--course ../course list",
        "list --course ../course",
        "list --course ../course/exercises/01_numbers",
    ] {
        let mut command = course.command(args);
        course
            .finish(command.current_dir(&outside))
            .is(0, &list.stdout, "");
    }
}

/// A check prints paths as the course knows them, wherever it was started and however the course was named.
#[test]
fn a_check_works_from_any_directory() {
    let course = Course::one();
    course.write("exercises/01_numbers/01_one.rs", crate::support::wrong(ONE));
    let verdict = "\
01_numbers/01_one: tests_failed ([..] s)

[FAIL] one_is_one
  [ok] it_is_odd

First to fail: one_is_one
  exercises/01_numbers/01_one.rs:15
  assertion `left == right` failed
    left: 3
   right: 1
";
    course
        .runner("run")
        .is(1, verdict, crate::support::PREPARING);
    for dir in ["exercises/01_numbers", "solutions"] {
        let mut command = course.command("run");
        course
            .finish(command.current_dir(course.path(dir)))
            .is(1, verdict, "");
    }
    let mut command = course.command("run --course ../course");
    course
        .finish(command.current_dir(course.beside("home")))
        .is(1, verdict, "");
    let mut command = course.command("run --course ..");
    course
        .finish(command.current_dir(course.path("exercises")))
        .is(1, verdict, "");
}

/// A course behind a symbolic link is the same course.
#[cfg(unix)]
#[test]
fn a_course_may_be_reached_by_a_symbolic_link() {
    let course = Course::one();
    let link = course.beside("link");
    std::os::unix::fs::symlink(course.root(), &link).unwrap();
    course.write("exercises/01_numbers/01_one.rs", crate::support::wrong(ONE));
    let direct = course.runner("run");
    assert_eq!(direct.code, 1);
    let mut command = course.command("run");
    let by_link = course.finish(command.current_dir(&link).env("PWD", &link));
    assert!(
        by_link
            .stdout
            .contains("  exercises/01_numbers/01_one.rs:15\n"),
        "{}",
        by_link.stdout
    );
    let mut command = course.command(&format!("run --course {}", link.display()));
    let by_name = course.finish(&mut command);
    assert_eq!(by_name.code, 1);
    assert!(
        by_name
            .stdout
            .contains("  exercises/01_numbers/01_one.rs:15\n"),
        "{}",
        by_name.stdout
    );
}

#[test]
fn outside_a_course_every_command_says_what_to_do() {
    let course = Course::new();
    let outside = course.beside("home");
    for args in [
        "",
        "watch",
        "run",
        "hint",
        "list",
        "next",
        "goto x",
        "check",
        "solution x",
        "reset x",
        "dev check",
    ] {
        let mut command = course.command(args);
        course.finish(command.current_dir(&outside)).is(
            2,
            "",
            "\
error: this is not a course
caused by: no info.toml in [..]/home or above it
help: change into the course's directory, or name it with --course DIR
help: `runner init` writes a new course
",
        );
    }
    assert_eq!(
        fs::read_dir(&outside).unwrap().count(),
        0,
        "and nothing was written"
    );
    // Not the course around it: a name that is mistyped must not be taken for another one.
    course.runner("list --course nowhere").is(
        2,
        "",
        "\
error: cannot open the directory nowhere
caused by: No such file or directory (os error 2)
help: name the course's directory: --course DIR
",
    );
}

#[test]
fn the_doctor_finds_all_that_a_learner_needs() {
    let course = Course::two();
    let before = course.snapshot();
    let done = course.finish(course.command("doctor").env("EDITOR", "sh -c"));
    // rust-analyzer may be missing on the machine that runs the tests.
    let expected = "\
[ok] cargo [..]
[ok] rustc [..]
[..]
[...]
[ok] o opens files with sh, by $EDITOR
[ok] course Tiny: 1 level, 2 exercises
[ok] progress can be read
[ok] the course can be written to
[..] the course has no .vscode/settings.json: an editor's own checks may hold up the runner's
       `runner init DIR` writes a course with editor settings: copy .vscode, .zed and .helix from there
[ok] saves are seen at once

Everything a learner needs is there.
";
    done.is(0, expected, "");
    assert_eq!(course.snapshot(), before);
}

#[test]
fn the_doctor_finds_a_courses_editor_settings() {
    let course = Course::one();
    course.write(".vscode/settings.json", "{}");
    let done = course.runner("doctor");
    assert!(
        done.stdout
            .contains("[ok] editor settings: .vscode/settings.json\n"),
        "{done:?}"
    );
}

#[test]
fn the_doctor_gives_disk_space_back() {
    let course = Course::two();
    course.runner("run");
    let built = "target/runner/exercises/01_numbers/01_one/tests";
    assert!(course.path(built).is_dir());
    let sizes = "MB in [ROOT]/target, ";
    let looked = course.runner("doctor");
    assert!(looked.stdout.contains(sizes), "{}", looked.stdout);
    assert!(!looked.stdout.contains("given back"), "{}", looked.stdout);
    assert!(course.path(built).is_dir());

    let freed = course.runner("doctor --free");
    let line = "0 MB of it compiled exercises (";
    assert!(freed.stdout.contains(line), "{}", freed.stdout);
    assert!(freed.stdout.contains("MB given back)"), "{}", freed.stdout);
    assert!(!course.path(built).exists());
    assert_eq!(
        course.runner("run").code,
        1,
        "and the next check builds again"
    );
    assert!(course.path(built).is_dir());
}

#[test]
fn the_doctor_names_what_is_wrong_and_what_to_do() {
    let course = Course::two();
    course.remove("exercises/01_numbers/02_two.rs");
    course.write(".runner/progress.toml", "version = \"one\"\n");
    let done = course.runner("doctor");
    done.is(
        1,
        "\
[...]
[ok] course Tiny: 1 level, 2 exercises
[no] 1 exercise file missing, exercises/01_numbers/02_two.rs for one
       `runner reset 01_numbers/02_two` writes the untouched file
[no] the progress file .runner/progress.toml cannot be understood: [..]
       correct it, or go on: it will be kept beside a new one
[ok] the course can be written to
[..] the course has no .vscode/settings.json: an editor's own checks may hold up the runner's
       `runner init DIR` writes a course with editor settings: copy .vscode, .zed and .helix from there
[ok] saves are seen at once

2 things to put right.
",
        "",
    );
}

#[test]
fn the_doctor_works_outside_a_course_and_without_cargo() {
    let course = Course::new();
    let mut command = course.command("doctor");
    command
        .current_dir(course.beside("home"))
        .env("PATH", course.beside("home"))
        .env("EDITOR", "no-such-editor --wait");
    course.finish(&mut command).is(
        1,
        "\
[no] cargo does not start: [..]
       install Rust from https://rustup.rs, or put cargo on the PATH
[no] rustc does not start: [..]
       install Rust from https://rustup.rs
[..] clippy is not installed: no advice after a pass
       `rustup component add clippy` (or the editor's own extension)
[..] rust-analyzer is not installed: no errors and types inside the editor
       `rustup component add rust-analyzer` (or the editor's own extension)
[..] o cannot open files: $EDITOR names no-such-editor, and there is no such program
       install it, put it on the PATH, or set EDITOR to another one
[no] course
       error: this is not a course
       caused by: no info.toml in [..]/home or above it
       help: change into the course's directory, or name it with --course DIR
       help: `runner init` writes a new course

3 things to put right.
",
        "",
    );
}

#[test]
fn every_shell_gets_completions() {
    let course = Course::new();
    for (shell, sign) in [
        ("bash", "complete -F _runner"),
        ("zsh", "#compdef runner"),
        ("fish", "complete -c runner"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion:arg-completer[runner]"),
    ] {
        // A course is not needed.
        let mut command = course.command(&format!("completions {shell}"));
        let done = course.finish(command.current_dir(course.beside("home")));
        assert_eq!((done.code, done.stderr.as_str()), (0, ""));
        assert!(done.stdout.contains(sign), "{shell}");
        assert!(
            done.stdout.contains("solution"),
            "{shell} knows the commands"
        );
    }
    course.runner("completions tcsh").is(
        2,
        "",
        "error: invalid value 'tcsh' for '<SHELL>'\n[...]\n",
    );
}

#[test]
fn help_and_version_are_answers() {
    let course = Course::new();
    let help = course.runner("--help");
    assert_eq!((help.code, help.stderr.as_str()), (0, ""));
    for command in [
        "watch", "run", "hint", "list", "next", "goto", "check", "solution", "reset", "init",
        "doctor",
    ] {
        assert!(
            help.stdout.contains(&format!("\n  {command} ")),
            "{command} is not in\n{}",
            help.stdout
        );
    }
    assert!(help.stdout.contains(
        "Exit codes: 0 passed or done, 1 not solved, 2 usage or set-up, 130 interrupted."
    ));
    let version = course.runner("--version");
    version.is(0, &format!("runner {}\n", env!("CARGO_PKG_VERSION")), "");
}

#[test]
fn a_command_that_is_mistyped_gets_the_likely_one() {
    Course::new().runner("lst").is(
        2,
        "",
        "\
error: unrecognized subcommand 'lst'

  tip: a similar subcommand exists: 'list'

Usage: runner [OPTIONS] [COMMAND]

For more information, try '--help'.
",
    );
}

/// Looking changes nothing: not a byte of the course, though it has been worked on.
#[test]
fn questions_write_nothing() {
    let course = Course::roadmap();
    course.write("exercises/01_numbers/01_one.rs", solved(ONE));
    assert_eq!(course.runner("check numbers").code, 1);
    assert_eq!(course.runner("hint two --course .").code, 2, "ambiguous");
    assert_eq!(course.runner("hint one").code, 0);
    let before = course.snapshot();
    for args in [
        "list",
        "list --json",
        "list words",
        "hint one --again",
        "solution one",
        "solution 1.2 --yes",
        "doctor",
        "completions zsh",
        "--help",
    ] {
        let done = course.runner(args);
        assert_eq!(done.code, 0, "{args}: {done:?}");
        assert_eq!(course.snapshot(), before, "{args}");
    }
    assert!(matches(
        "[...]\n[ok] 01_one[..]\n[...]\n",
        &course.runner("list").stdout.replace("  [ok]", "[ok]")
    ));
}
