//! What is not as it should be: no course, no cargo, a broken `info.toml`, files that are gone or unreadable.

use std::{fs, process::Stdio};

use crate::support::{Course, Done, ONE, PREPARING, TWO, matches, solved, until, wait};

const FILE: &str = "exercises/01_numbers/01_one.rs";

// ---- info.toml -----------------------------------------------------------------------------------

/// `list`, with this `info.toml`.
fn list_with(info: &str) -> Done {
    let course = Course::one();
    course.write("info.toml", info);
    let before = course.snapshot();
    let done = course.runner("list");
    assert_eq!(course.snapshot(), before);
    done
}

#[test]
fn a_syntax_error_is_told_with_its_line() {
    list_with("format_version = 1\n\n[[exercises]\nname = \"a\"\n").is(
        2,
        "",
        "error: info.toml has 1 problem\ncaused by: info.toml:3: [..]\nhelp: correct info.toml; nothing was changed\n",
    );
}

#[test]
fn an_unknown_key_gets_the_likely_one() {
    list_with("format_version = 1\n\n[[exercises]]\nname = \"a\"\nhnits = [\"b\"]\n").is(
        2,
        "",
        "\
error: info.toml has 1 problem
caused by: info.toml:5: unknown field `hnits`, expected one of [..]; did you mean `hints`?
help: correct info.toml; nothing was changed
",
    );
}

#[test]
fn all_problems_are_told_at_once_in_the_order_of_their_lines() {
    let info = "\
format_version = 1

[[levels]]
dir = \"01_a\"
needs = [\"00_z\"]

[[levels]]
dir = \"01_a\"

[[exercises]]
name = \"01_one\"
dir = \"01_a\"
difficulty = 7

[[exercises]]
name = \"01_one\"
dir = \"01_a\"

[[exercises]]
name = \"../../etc/passwd\"
dir = \"01_a\"

[[exercises]]
name = \"02_two\"
dir = \"01_b\"

[[exercises]]
name = \"03_three\"
dir = \"../01_a\"

[[exercises]]
name = \"04_four\"
dir = \"01_a\"
seconds = -1.0
hint = \"one\"
hints = [\"two\"]
";
    let name_rule =
        "must be 1 to 64 letters, digits, `_` or `-`: it is a file name inside the course";
    list_with(info).is(
        2,
        "",
        &format!(
            "\
error: info.toml has 10 problems
caused by: info.toml:5: there is no level `00_z`
caused by: info.toml:8: level `01_a` is listed twice
caused by: info.toml:13: difficulty is 1 to 5, not 7
caused by: info.toml:16: exercise `01_a/01_one` is already listed in line 11
caused by: info.toml:20: the exercise name `../../etc/passwd` {name_rule}
caused by: info.toml:25: there is no level `01_b`; did you mean `01_a`?
caused by: info.toml:29: the directory name `../01_a` {name_rule}
caused by: info.toml:29: there is no level `../01_a`; did you mean `01_a`?
caused by: info.toml:34: seconds is more than 0 and at most 3600, not -1
caused by: info.toml:35: `hint` and `hints` say the same thing: keep one
help: correct info.toml; nothing was changed
"
        ),
    );
}

#[test]
fn a_course_needs_a_known_format_and_an_exercise() {
    list_with("format_version = 2\n\n[[exercises]]\nname = \"a\"\n").is(
        2,
        "",
        "\
error: info.toml has 1 problem
caused by: info.toml:1: format_version is 2, this runner knows 1
help: correct info.toml; nothing was changed
",
    );
    list_with("format_version = 1\n").is(
        2,
        "",
        "\
error: info.toml has 1 problem
caused by: info.toml:1: no [[exercises]] are listed
help: correct info.toml; nothing was changed
",
    );
    list_with("").is(2, "", "error: info.toml has 1 problem\ncaused by: info.toml:1: missing field `format_version`\n[...]\n");
}

#[test]
fn control_characters_in_a_name_do_not_reach_the_terminal() {
    let done = list_with("format_version = 1\n\n[[exercises]]\nname = \"a\\u001b[2Jb\"\n");
    done.is(2, "", "error: info.toml has 1 problem\ncaused by: info.toml:4: the exercise name `a\\u{1b}[2Jb` [..]\n[...]\n");
}

#[test]
fn an_info_toml_that_is_no_text_is_told() {
    let course = Course::one();
    course.write("info.toml", b"format_version = 1\ntitle = \"caf\xe9\"\n");
    course.runner("list").is(
        2,
        "",
        "\
error: cannot read info.toml
caused by: line 2 is not UTF-8 text
help: save the file with the encoding UTF-8 (in most editors: Save with encoding)
help: run this inside a course, or name one with --course DIR; `runner init` makes one
",
    );
}

// ---- exercise files ------------------------------------------------------------------------------

#[test]
fn a_missing_exercise_says_how_to_get_it_back() {
    let course = Course::one();
    course.remove(FILE);
    let message = "\
error: cannot read exercises/01_numbers/01_one.rs
caused by: the file is missing; info.toml lists it in line 9
help: `runner reset 01_numbers/01_one` writes the untouched file
";
    course.runner("run").is(2, "", message);
    // What needs no file still works.
    assert_eq!(course.runner("list").code, 0);
    assert_eq!(course.runner("hint").code, 0);
    assert_eq!(course.runner("reset one").code, 0);
    course.runner("run").is(
        1,
        "01_numbers/01_one: not_attempted ([..] s)\n[...]\n",
        PREPARING,
    );
}

#[test]
fn a_file_that_is_not_utf8_is_told_with_its_line() {
    let course = Course::two();
    let message = "\
error: cannot read exercises/01_numbers/01_one.rs
caused by: line 2 is not UTF-8 text
help: save the file with the encoding UTF-8 (in most editors: Save with encoding)
";
    course.write(FILE, b"fn main() {}\n// caf\xe9\n");
    course.runner("run").is(2, "", message);
    course
        .runner("check one")
        .is(2, "", &format!("[...]\n{message}"));
}

/// Windows editors put a mark before the first character and end lines with two.
#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    let course = Course::one();
    course.write(
        FILE,
        format!("\u{feff}{}", solved(ONE).replace('\n', "\r\n")),
    );
    course.runner("run").is(
        0,
        "01_numbers/01_one: passed ([..] s)\n\n  [ok] one_is_one\n  [ok] it_is_odd\n[...]\n",
        PREPARING,
    );
}

#[test]
fn an_exercise_that_the_manifest_does_not_know_is_named() {
    let course = Course::two();
    course.edit(
        "exercises/01_numbers/Cargo.toml",
        "\n[[bin]]\nname = \"01_numbers_02_two\"\npath = \"02_two.rs\"\n",
        "",
    );
    course.runner("run two").is(
        2,
        "",
        "\
error: exercises/01_numbers/Cargo.toml has no [[bin]] for exercises/01_numbers/02_two.rs
help: `runner dev update` writes the lists of binaries
",
    );
}

#[test]
fn a_broken_manifest_is_told_in_cargos_words() {
    let course = Course::one();
    let manifest = course.read("exercises/01_numbers/Cargo.toml");
    course.write(
        "exercises/01_numbers/Cargo.toml",
        format!("{manifest}\n[dependencies]\nkit = {{ path = \"../nowhere\" }}\n"),
    );
    course.runner("run").is(
        2,
        "",
        "\
error: cargo could not build what level 01_numbers needs
caused by: error: failed to load manifest for workspace member `[ROOT]/exercises/01_numbers`
[...]
  failed to read `[ROOT]/exercises/nowhere/Cargo.toml`
[...]
help: correct what cargo names, then save again; `runner doctor` checks the set-up
",
    );
    course.write("exercises/01_numbers/Cargo.toml", "[package\n");
    course.runner("run").is(
        2,
        "",
        "error: cannot read exercises/01_numbers/Cargo.toml\ncaused by: [..]\n[...]\n",
    );
}

/// A library of the course's own that does not compile is no verdict on the exercise.
#[test]
fn a_broken_kit_is_an_error_with_the_compilers_words() {
    let course = Course::one().kit("pub fn number() -> u8 { missing() }\n");
    course.runner("run").is(
        2,
        "",
        "\
preparing Numbers: compiling the crates it uses (once)
error: cargo could not build what level 01_numbers needs
caused by: error[E0425]: cannot find function `missing` in this scope
 --> exercises/kit/src/lib.rs:1:25
[...]
help: correct what cargo names, then save again; `runner doctor` checks the set-up
",
    );
}

// ---- the machine ---------------------------------------------------------------------------------

#[test]
fn without_cargo_it_says_where_to_get_it() {
    let course = Course::one();
    let empty = course.beside("empty");
    fs::create_dir(&empty).unwrap();
    let no_cargo = "\
error: cannot start cargo
caused by: No such file or directory (os error 2)
help: install Rust from https://rustup.rs, or put cargo on the PATH; `runner doctor` checks the set-up
";
    for args in ["run", "check"] {
        course
            .finish(course.command(args).env("PATH", &empty))
            .is(2, "", no_cargo);
    }
    // What needs no compiler still works.
    for args in ["list", "hint", "solution --yes", "goto one"] {
        let done = course.finish(course.command(args).env("PATH", &empty));
        assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{args}");
    }
    course
        .finish(course.command("run").env("CARGO", "/no/such/cargo"))
        .is(
            2,
            "",
            &no_cargo.replace("start cargo", "start /no/such/cargo"),
        );
}

#[test]
fn a_second_watcher_is_sent_away_and_everything_else_works_beside_the_first() {
    let course = Course::two();
    let mut first = course.command("watch");
    let mut first = first
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let pid = first.id().to_string();
    until("the first runner watches", || {
        (course.path(".runner/watch.lock").is_file() && course.read(".runner/watch.lock") == pid)
            .then_some(())
    });

    course.runner("watch").is(
        2,
        "",
        &format!(
            "\
error: another runner is watching this course
caused by: process {pid}
help: go on there, or quit it with q; `runner hint`, `list`, `run` and `check` work beside it
"
        ),
    );
    for (args, code) in [
        ("list", 0),
        ("hint", 0),
        ("run two", 1),
        ("check", 1),
        ("solution one --yes", 0),
        ("doctor", 0),
    ] {
        let done = course.runner(args);
        assert_eq!(done.code, code, "{args}: {done:?}");
    }
    // The lock goes with the process, however it ends.
    first.kill().unwrap();
    wait(&mut first);
    let mut second = course.command("watch");
    let mut second = second
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let pid = second.id().to_string();
    until("the second runner watches", || {
        (course.read(".runner/watch.lock") == pid).then_some(())
    });
    second.kill().unwrap();
    wait(&mut second);
}

/// A course on a medium that cannot be written to: questions are answered, and what cannot be kept is said.
#[cfg(unix)]
#[test]
fn a_course_that_cannot_be_written_to() {
    use crate::support::unprivileged;
    use std::os::unix::fs::PermissionsExt;

    let course = Course::two();
    course.write(FILE, solved(ONE));
    let set_modes = |dirs: u32| {
        for (path, content) in course.snapshot() {
            if content.is_none() {
                fs::set_permissions(path, fs::Permissions::from_mode(dirs)).unwrap();
            }
        }
        fs::set_permissions(course.root(), fs::Permissions::from_mode(dirs)).unwrap();
    };
    let run = |args: &str| {
        let mut command = course.command(args);
        command.env("CARGO_TARGET_DIR", course.beside("target"));
        Some(course.finish(&mut unprivileged(&command)?))
    };
    if run("list").is_none() {
        eprintln!("skipped: root's powers cannot be laid down here");
        return;
    }
    let before = course.snapshot();
    set_modes(0o555);

    let unsaved = "\
error: cannot save the progress in .runner/progress.toml
caused by: Permission denied (os error 13)
help: make the course's folder writable; the exercise files are as you left them
";
    let unwritable = |what: &str| {
        format!(
            "error: cannot {what}\ncaused by: Permission denied [..]\nhelp: [..]make the course's folder writable[..]\n"
        )
    };
    let run = |args: &str| run(args).expect("it could before");
    let nowhere_to_build =
        course.finish(&mut unprivileged(&course.command("run")).expect("it could before"));
    let list = run("list");
    let hint = run("hint");
    let verdict = run("run");
    let goto = run("goto two");
    let watch = run("watch");
    course.write("exercises/01_numbers/02_two.rs", "mine\n");
    let reset = run("reset two");
    let check = run("check");
    let doctor = run("doctor");
    set_modes(0o755);

    nowhere_to_build.is(
        2,
        "",
        "\
error: cargo could not build what level 01_numbers needs
caused by: error: Permission denied (os error 13) at path \"[ROOT]/target[..]\"
help: make the course's folder writable, or set CARGO_TARGET_DIR to a directory that is
",
    );
    list.is(0, "Tiny  [------------] 0/2\n[...]\n", "");
    hint.is(
        0,
        "01_numbers/01_one: hint 1 of 3\n  Which number comes after zero?\n",
        unsaved,
    );
    verdict.is(
        0,
        "01_numbers/01_one: passed ([..] s)\n[...]\n",
        &format!("{PREPARING}{unsaved}"),
    );
    check.is(
        1,
        "01_numbers/01_one: passed ([..] s)\n01_numbers/02_two: does_not_compile ([..] s)\n[...]\n",
        &format!("[...]\n{unsaved}"),
    );
    goto.is(2, "", unsaved);
    watch.is(
        2,
        "",
        &unwritable("write to [ROOT]/.runner")
            .replace("help: [..]make", "help: progress is kept there: make"),
    );
    reset.is(
        2,
        "",
        &unwritable("keep a backup of exercises/01_numbers/02_two.rs"),
    );
    assert_eq!(doctor.code, 1);
    assert!(
        matches(
            "[...]\n[no] the course cannot be written to: Permission denied [..]\n[...]\n1 thing to put right.\n",
            &doctor.stdout
        ),
        "{}",
        doctor.stdout
    );
    course.write("exercises/01_numbers/02_two.rs", TWO);
    assert_eq!(course.snapshot(), before);
}
