//! The terminal and the processes, however a session ends.
//!
//! Signals, Ctrl-Z, tiny terminals and every size: `e2e/watch_screen.rs`. Signals without a terminal and a reader that leaves a
//! watch: `e2e/watch_lines.rs`, `e2e/run.rs`. A panic of the runner itself: `src/watch/terminal.rs`.

use std::{
    io::{BufRead, BufReader, Read},
    process::Stdio,
};

use crate::{
    screen::Screen,
    support::{Course, ONE, nothing_runs_in, running_in, solved, until, wait, with_body, wrong},
};

const FILE: &str = "exercises/01_numbers/01_one.rs";
const SLEEPS: &str = "loop { std::thread::sleep(std::time::Duration::from_secs(1)) }";

fn exercise_runs(course: &Course) {
    until("the test runs", || {
        running_in(course)
            .iter()
            .any(|line| line.contains("--test-threads"))
            .then_some(())
    });
}

/// The window is closed: nobody is left to read, to press a key, or to be told.
#[test]
fn a_terminal_that_goes_away_takes_everything_with_it() {
    for (args, busy) in [("watch", true), ("watch", false), ("list", false)] {
        let course = Course::one().key("seconds = 1000");
        course.write(
            FILE,
            if busy {
                with_body(ONE, SLEEPS)
            } else {
                ONE.to_owned()
            },
        );
        let (mut pty, pts) = pty_process::blocking::open().unwrap();
        pty.resize(pty_process::Size::new(24, 80)).unwrap();
        let mut command = course.command(args);
        command.env("TERM", "xterm-256color");
        let mut child = pty_process::blocking::Command::from(command)
            .spawn(pts)
            .unwrap();
        let mut shown = Vec::new();
        let wanted = match args {
            "list" => "Tiny",
            _ if busy => "running the tests",
            _ => "still to write",
        };
        while !String::from_utf8_lossy(&shown).contains(wanted) {
            let mut buffer = [0; 4096];
            let n = pty.read(&mut buffer).unwrap();
            shown.extend_from_slice(&buffer[..n]);
        }
        if busy {
            exercise_runs(&course);
        }
        drop(pty);
        assert_eq!(wait(&mut child), Some(130), "{args}, busy: {busy}");
        nothing_runs_in(&course);
    }
}

#[test]
fn a_size_that_changes_during_a_check() {
    let course = Course::one().key("seconds = 1000");
    course.write(FILE, with_body(ONE, SLEEPS));
    let mut screen = Screen::start(&course, "watch");
    exercise_runs(&course);
    // The terminal of the tests counts below zero where a line wraps on a screen of one row; unit tests draw that size.
    for (rows, columns) in [(5, 20), (50, 200), (2, 2), (24, 80)] {
        screen.resize(rows, columns);
    }
    screen.shows("running the tests ...");
    course.write(FILE, wrong(ONE));
    screen.settles("left: 3");
    nothing_runs_in(&course);
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

/// `runner list | head -1`, and the like: no error, no panic, and what was found out is kept.
#[test]
fn a_reader_that_leaves_is_no_error() {
    let mut course = Course::one();
    for number in 10..400 {
        course = course.exercise(&format!("{number}_e"), ONE);
    }
    course.write(FILE, solved(ONE));
    for (args, code) in [
        ("list", 0),
        ("list --json", 0),
        ("run", 0),
        ("hint --all", 0),
        ("doctor", 0),
        ("check one", 0),
        ("completions bash", 0),
    ] {
        let mut command = course.command(args);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Closed before anything is written.
        drop(child.stdout.take());
        let mut stderr = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut stderr)
            .unwrap();
        assert_eq!(wait(&mut child), Some(code), "{args}: {stderr}");
        assert!(
            !stderr.contains("panicked") && !stderr.contains("error"),
            "{args}: {stderr}"
        );
    }
    assert!(course.progress()["exercises"]["01_numbers/01_one"]["passed_at"].is_integer());

    // After the first line.
    let mut command = course.command("list");
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    drop(reader);
    assert_eq!(wait(&mut child), Some(0));
    assert!(first.starts_with("Tiny"), "{first:?}");
}

/// A command with everything closed that can be closed.
#[test]
fn nothing_to_read_from_and_nothing_to_write_to() {
    let course = Course::one();
    course.write(FILE, solved(ONE));
    let runner = course.command("");
    let shell = |script: &str| {
        let mut command = std::process::Command::new("sh");
        command
            .args(["-c", script])
            .arg(runner.get_program())
            .current_dir(course.root())
            .env_clear()
            .envs(
                runner
                    .get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            );
        course.finish(&mut command)
    };
    for (script, code) in [
        ("exec \"$0\" list <&- >&- 2>&-", 0),
        ("exec \"$0\" run <&- >&- 2>&-", 0),
        ("exec \"$0\" list >/dev/full", 2),
        ("exec \"$0\" run >/dev/full 2>/dev/full", 2),
    ] {
        let done = shell(script);
        assert_eq!(done.code, code, "{script}: {done:?}");
        assert!(!done.stderr.contains("panicked"), "{script}: {done:?}");
    }
    assert!(course.progress()["exercises"]["01_numbers/01_one"]["passed_at"].is_integer());
}
