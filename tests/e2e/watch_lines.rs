//! `runner watch` without a terminal: a line for each verdict, then its details.

use crate::support::{Course, ONE, Running, TWO, solved, until, with_body, wrong};

const FILE: &str = "exercises/01_numbers/01_one.rs";

const UNTOUCHED: &str = "\
01_numbers/01_one: not_attempted ([..] s)
Not started yet: edit exercises/01_numbers/01_one.rs and save. This is what a check says until then.

[FAIL] one_is_one
[FAIL] it_is_odd

First to fail: one_is_one
  exercises/01_numbers/01_one.rs:2
  still to write: the number after zero
waiting for a save

";

/// Ends a session as a process manager does, and gives what it said.
#[cfg(unix)]
fn terminated(session: Running) -> crate::support::Done {
    crate::support::signal(&session.child, rustix::process::Signal::TERM);
    session.end()
}

#[cfg(unix)]
#[test]
fn every_save_gets_a_verdict_and_a_pass_moves_on() {
    let course = Course::two();
    let mut session = Running::start(&course, "watch");
    session.says("01_one: not_attempted", 1);
    course.write(FILE, wrong(ONE));
    session.says("01_one: tests_failed", 1);
    course.write(FILE, with_body(ONE, "missing()"));
    session.says("01_one: does_not_compile", 1);
    course.write(FILE, solved(ONE));
    session.says("02_two: not_attempted", 1);
    session.says("main prints", 1);
    course.write("exercises/01_numbers/02_two.rs", solved(TWO));
    session.says("two is 2", 1);
    terminated(session).is(
        130,
        format!(
            "\
watching exercises/01_numbers/01_one.rs: One
{UNTOUCHED}01_numbers/01_one: tests_failed ([..] s)
[FAIL] one_is_one
  [ok] it_is_odd

First to fail: one_is_one
  exercises/01_numbers/01_one.rs:15
  assertion `left == right` failed
    left: 3
   right: 1
waiting for a save

01_numbers/01_one: does_not_compile ([..] s)
error[E0425]: cannot find function `missing` in this scope
[...]
waiting for a save

01_numbers/01_one: passed ([..] s)
  [ok] one_is_one
  [ok] it_is_odd
What you have learned
  - A function's last expression is its value.
waiting for a save

[...]
02_numbers"
        )
        .replace("02_numbers", "01_numbers/02_two: passed ([..] s)\n  [ok] two_is_two\nwaiting for a save\n\n01_numbers/02_two: main prints:\n  two is 2\n\n")
        .as_str(),
        "2 of 2 solved; you are at exercises/01_numbers/02_two.rs\n",
    );
}

/// Between the two passes lie what the first one's `main` prints and the verdict on the second's untouched file,
/// in the order in which they came.
#[cfg(unix)]
#[test]
fn moving_on_tells_both_exercises() {
    let course = Course::two();
    course.write(FILE, solved(ONE));
    let mut session = Running::start(&course, "watch");
    session.says("02_two: not_attempted", 1);
    session.says("one is 1", 1);
    let done = terminated(session);
    let mut said = done.stdout.clone();
    for part in [
        "01_numbers/01_one: main prints:\n  one is 1\n\n",
        "watching exercises/01_numbers/01_one.rs: One\n",
    ] {
        assert_eq!(said.matches(part).count(), 1, "{said}");
        said = said.replace(part, "");
    }
    let rest = "\
01_numbers/01_one: passed ([..] s)
  [ok] one_is_one
  [ok] it_is_odd
What you have learned
  - A function's last expression is its value.
waiting for a save

01_numbers/02_two: not_attempted ([..] s)
Not started yet: edit exercises/01_numbers/02_two.rs and save. This is what a check says until then.

[FAIL] two_is_two

First to fail: two_is_two
  exercises/01_numbers/02_two.rs:2
  still to write: the number after one
waiting for a save

";
    assert!(crate::support::matches(rest, &said), "{said}");
    assert_eq!(
        (done.code, done.stderr.as_str()),
        (
            130,
            "1 of 2 solved; you are at exercises/01_numbers/02_two.rs\n"
        )
    );
    assert_eq!(
        course.progress()["current"].as_str(),
        Some("01_numbers/02_two")
    );
}

/// No command is `watch`, and so is `--plain` anywhere.
#[cfg(unix)]
#[test]
fn the_program_alone_watches() {
    for args in ["", "--plain", "watch --plain"] {
        let course = Course::one();
        let mut session = Running::start(&course, args);
        session.says("not_attempted", 1);
        session.says(
            "still to write: the number after zero\nwaiting for a save\n\n",
            1,
        );
        terminated(session).is(
            130,
            &format!("watching exercises/01_numbers/01_one.rs: One\n{UNTOUCHED}"),
            "0 of 1 solved; you are at exercises/01_numbers/01_one.rs\n",
        );
    }
}

/// Saving the same text, or touching the file, is no news.
#[cfg(unix)]
#[test]
fn the_same_text_again_is_not_checked() {
    let course = Course::one();
    let mut session = Running::start(&course, "watch");
    session.says("not_attempted", 1);
    course.write(FILE, ONE);
    course.write(FILE, wrong(ONE));
    session.says("tests_failed", 1);
    course.write(FILE, wrong(ONE));
    course.write(FILE, solved(ONE));
    session.says("one is 1", 1);
    let said = terminated(session).stdout;
    assert_eq!(said.matches("not_attempted").count(), 1, "{said}");
    assert_eq!(said.matches("tests_failed").count(), 1, "{said}");
}

#[cfg(unix)]
#[test]
fn stay_waits_at_a_solved_exercise() {
    let course = Course::two();
    course.write(FILE, solved(ONE));
    let mut session = Running::start(&course, "watch --stay");
    session.says("one is 1", 1);
    course.write(FILE, wrong(ONE));
    session.says("01_one: tests_failed", 1);
    let done = terminated(session);
    assert!(!done.stdout.contains("02_two"), "{}", done.stdout);
    assert_eq!(
        done.stderr,
        "1 of 2 solved; you are at exercises/01_numbers/01_one.rs\n"
    );
}

/// What an exercise is built from is watched too.
#[cfg(unix)]
#[test]
fn a_change_of_the_kit_is_a_save() {
    let course = Course::one().kit("pub fn number() -> i32 {\n    1\n}\n");
    course.write(FILE, with_body(ONE, "kit::number() + 1"));
    let mut session = Running::start(&course, "watch");
    session.says("01_one: tests_failed", 1);
    course.write(
        "exercises/kit/src/lib.rs",
        "pub fn number() -> i32 {\n    0\n}\n",
    );
    session.says("01_one: passed", 1);
    drop(session);
}

/// Another terminal may move the place; the session follows.
#[cfg(unix)]
#[test]
fn goto_in_another_terminal_moves_the_session() {
    let course = Course::two();
    let mut session = Running::start(&course, "watch");
    session.says("01_one: not_attempted", 1);
    assert_eq!(course.runner("goto two").code, 0);
    session.says("02_two: not_attempted", 1);
    let done = terminated(session);
    assert_eq!(
        done.stderr,
        "0 of 2 solved; you are at exercises/01_numbers/02_two.rs\n"
    );
}

/// A file that is gone is said, and watched for: writing it is a save.
#[cfg(unix)]
#[test]
fn a_missing_file_may_come_back() {
    let course = Course::one();
    course.remove(FILE);
    let mut session = Running::start(&course, "watch");
    session.says(
        "`runner reset 01_numbers/01_one` writes the untouched file\n\n",
        1,
    );
    assert_eq!(course.runner("reset one").code, 0);
    session.says("01_one: not_attempted", 1);
    course.remove(FILE);
    session.says("error: cannot read exercises/01_numbers/01_one.rs", 2);
    course.write(FILE, b"\xff not text");
    session.says("caused by: line 1 is not UTF-8 text", 1);
    course.write(FILE, solved(ONE));
    session.says("01_one: passed", 1);
    drop(session);
}

/// A reader that leaves (`runner watch | head -1`) ends the session.
#[cfg(unix)]
#[test]
fn a_reader_that_leaves_ends_the_session() {
    use std::{
        io::{BufRead, BufReader},
        process::Stdio,
    };
    let course = Course::one();
    let mut child = course
        .command("watch")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    reader.read_line(&mut first).unwrap();
    assert_eq!(first, "watching exercises/01_numbers/01_one.rs: One\n");
    drop(reader);
    // The first verdict has nobody to go to.
    let code = until("the session ends", || child.try_wait().unwrap());
    assert_eq!(code.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn signals_end_a_session_in_an_orderly_way() {
    use rustix::process::Signal;
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let course = Course::one();
        let mut session = Running::start(&course, "watch");
        session.says(
            "still to write: the number after zero\nwaiting for a save\n\n",
            1,
        );
        crate::support::signal(&session.child, signal);
        session.end().is(
            130,
            &format!("watching exercises/01_numbers/01_one.rs: One\n{UNTOUCHED}"),
            "0 of 1 solved; you are at exercises/01_numbers/01_one.rs\n",
        );
    }
}
