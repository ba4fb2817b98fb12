//! `runner run`: one check, its verdict, what to do next.

use crate::support::{Course, ONE, PREPARING, TWO, solved, with_body, wrong};

const FILE: &str = "exercises/01_numbers/01_one.rs";

#[test]
fn an_untouched_file_says_what_a_check_will_say() {
    Course::one().runner("run").is(
        1,
        "\
01_numbers/01_one: not_attempted ([..] s)

Not started yet: edit exercises/01_numbers/01_one.rs and save. This is what a check says until then.

[FAIL] one_is_one
[FAIL] it_is_odd

First to fail: one_is_one
  exercises/01_numbers/01_one.rs:2
  still to write: the number after zero
",
        PREPARING,
    );
}

#[test]
fn a_pass_shows_what_was_learned_what_main_prints_and_where_to_go() {
    let course = Course::one();
    course.solve("01_numbers/01_one");
    let verdict = "\
01_numbers/01_one: passed ([..] s)

  [ok] one_is_one
  [ok] it_is_odd

What you have learned
  - A function's last expression is its value.

main prints:
  one is 1

solution to compare with: solutions/01_numbers/01_one.rs
`runner next` moves on.
";
    course.runner("run").is(0, verdict, PREPARING);
    course.runner("run one").is(0, verdict, "");
}

/// `run` without a name checks where the learner is; with one, it leaves the place alone.
#[test]
fn a_name_checks_another_exercise_and_does_not_move_there() {
    let course = Course::two();
    course.solve("01_numbers/02_two");
    course
        .runner("run two")
        .is(0, "01_numbers/02_two: passed ([..] s)\n[...]\n", PREPARING);
    course
        .runner("run")
        .is(1, "01_numbers/01_one: not_attempted ([..] s)\n[...]\n", "");
    course.runner("goto two").is(
        0,
        "01_numbers/02_two: Two\nexercises/01_numbers/02_two.rs\n",
        "",
    );
    course
        .runner("run")
        .is(0, "01_numbers/02_two: passed ([..] s)\n[...]\n", "");
}

#[test]
fn a_failure_shows_the_first_failing_test_and_what_it_printed() {
    let course = Course::one();
    course.write(
        FILE,
        with_body(ONE, "println!(\"about to answer\");\n    2"),
    );
    course.runner("run").is(
        1,
        "\
01_numbers/01_one: tests_failed ([..] s)

[FAIL] one_is_one
[FAIL] it_is_odd

First to fail: one_is_one
  exercises/01_numbers/01_one.rs:16
  assertion `left == right` failed
    left: 2
   right: 1
  It printed:
    about to answer
",
        PREPARING,
    );
}

/// Tests are told in the order of the file, though the harness runs them by name.
#[test]
fn the_first_failure_is_the_first_in_the_file() {
    let file = "\
fn main() {}

#[cfg(test)]
mod tests {
    #[test]
    fn zebra() {
        panic!(\"the first in the file\");
    }

    #[test]
    fn antelope() {
        panic!(\"the first by name\");
    }
}
";
    let course = Course::new()
        .level("01_numbers")
        .level_key("title = \"Numbers\"")
        .exercise("01_zoo", "")
        .key("seconds = 5");
    course.write("exercises/01_numbers/01_zoo.rs", file);
    course.runner("run").is(
        1,
        "\
01_numbers/01_zoo: tests_failed ([..] s)

[FAIL] zebra
[FAIL] antelope

First to fail: zebra
  exercises/01_numbers/01_zoo.rs:7
  the first in the file
",
        PREPARING,
    );
}

#[test]
fn warnings_are_shown_and_do_not_fail() {
    let course = Course::one();
    course.write(FILE, with_body(ONE, "let mut answer = 1;\n    answer"));
    course.runner("run").is(
        0,
        "\
01_numbers/01_one: passed ([..] s)

  [ok] one_is_one
  [ok] it_is_odd

warning: variable does not need to be mutable
 --> exercises/01_numbers/01_one.rs:2:9
[...]
`runner next` moves on.
",
        PREPARING,
    );
    let done = course.runner("run");
    assert_eq!(
        done.stdout.matches("does not need to be mutable").count(),
        1,
        "clippy finds it too, and once is enough:\n{}",
        done.stdout
    );
}

/// Clippy's remarks are advice where an exercise does not ask for more.
#[test]
fn clippy_suggests_after_a_pass() {
    let course = Course::one();
    course.write(FILE, with_body(ONE, "return 1;"));
    let done = course.runner("run");
    done.is(
        0,
        "\
01_numbers/01_one: passed ([..] s)
[...]
It works. Clippy suggests:
warning: unneeded `return` statement
 --> exercises/01_numbers/01_one.rs:2:5
[...]
solution to compare with: solutions/01_numbers/01_one.rs
`runner next` moves on.
",
        PREPARING,
    );
}

/// The caller's wish for backtraces is for the caller's own programs.
#[test]
fn backtraces_do_not_bury_the_message() {
    let course = Course::one();
    course.write(FILE, wrong(ONE));
    let quiet = course.runner("run");
    let mut command = course.command("run");
    let loud = course.finish(command.env("RUST_BACKTRACE", "full"));
    assert_eq!(without_time(&loud.stdout), without_time(&quiet.stdout));
}

fn without_time(text: &str) -> &str {
    text.split_once(" s)").expect("a verdict comes first").1
}

/// Colours of a learner's program stay off the screen's controls.
#[test]
fn what_a_program_prints_cannot_steer_the_terminal() {
    let course = Course::one();
    course.write(
        FILE,
        with_body(ONE, "println!(\"\\x1b[2J\\x07here\");\n    2"),
    );
    let done = course.runner("run --color always");
    assert_eq!(done.code, 1);
    assert!(done.stdout.contains("    \u{fffd}here"), "{}", done.stdout);
    assert!(
        !done.stdout.contains("\x1b[2J") && !done.stdout.contains('\x07'),
        "{:?}",
        done.stdout
    );
}

/// Progress counts tries, up to the first pass.
#[test]
fn attempts_are_counted_until_it_passes() {
    let course = Course::two();
    assert_eq!(course.runner("run").code, 1);
    course.write(FILE, wrong(ONE));
    assert_eq!(course.runner("run").code, 1);
    course.write(FILE, "not rust");
    assert_eq!(course.runner("run").code, 1);
    course.write(FILE, solved(ONE));
    assert_eq!(course.runner("run").code, 0);
    let progress = course.progress();
    let entry = &progress["exercises"]["01_numbers/01_one"];
    assert_eq!(
        entry["attempts"].as_integer(),
        Some(2),
        "the untouched file is no attempt"
    );
    assert!(
        entry["passed_at"]
            .as_integer()
            .is_some_and(|time| time > 1_700_000_000),
        "{entry:?}"
    );
    course.write(FILE, wrong(ONE));
    assert_eq!(course.runner("run one").code, 1);
    let later = course.progress();
    assert_eq!(
        later["exercises"]["01_numbers/01_one"], *entry,
        "once solved, it stays solved"
    );
}

#[test]
fn a_file_that_two_levels_name_alike_is_two_exercises() {
    let course = Course::roadmap();
    course.write("exercises/02_words/02_two.rs", solved(TWO));
    course.runner("run 2.2").is(
        0,
        "02_words/02_two: passed ([..] s)\n[...]\n",
        "preparing Words: compiling the crates it uses (once)\n",
    );
    course.runner("run 1.2").is(
        1,
        "01_numbers/02_two: not_attempted ([..] s)\n[...]\n",
        PREPARING,
    );
}

/// A message of a million entries is told by its beginning.
#[test]
fn a_long_message_is_cut() {
    let course = Course::one();
    course.write(
        FILE,
        with_body(ONE, "panic!(\"{}\", \"x\".repeat(1_000_000))"),
    );
    let done = course.runner("run");
    assert_eq!(done.code, 1);
    let x = "x".repeat(1000);
    assert!(
        done.stdout
            .ends_with(&format!("\n  {x} ... (999000 more characters)\n")),
        "{:.3000}",
        done.stdout
    );
}

/// Ctrl-C stops the exercise with the command; nothing goes on behind the learner's back.
#[cfg(unix)]
#[test]
fn a_trace_names_every_step_of_a_check() {
    let course = Course::one();
    course.write("exercises/01_numbers/01_one.rs", wrong(ONE));
    course.runner("run");
    assert!(!course.path(".runner/trace.txt").exists());
    course.write("exercises/01_numbers/01_one.rs", wrong(ONE) + "\n");
    course.finish(course.command("run").env("RUNNER_TRACE", "1"));
    let steps: Vec<String> = course
        .read(".runner/trace.txt")
        .lines()
        .skip(1)
        .map(|line| line[19..].to_owned())
        .collect();
    assert_eq!(
        steps,
        [
            "course and progress are read",
            "read and hash the file",
            "the recorded command still holds",
            "the untouched text, and the key of the cache",
            "the place to build in",
            "rustc, linker included",
            "the test binary, while rustc ends",
            "whose lines the failures are",
            "keep the verdict",
            "the verdict is printed",
        ]
    );
}

#[test]
fn an_interrupted_check_leaves_nothing_running() {
    use crate::support::{Running, nothing_runs_in, running_in, signal, until};
    use rustix::process::Signal;

    for (args, sent) in [("run", Signal::INT), ("check", Signal::TERM)] {
        let course = Course::one().key("seconds = 1000");
        course.write(
            FILE,
            with_body(
                ONE,
                "loop { std::thread::sleep(std::time::Duration::from_secs(1)) }",
            ),
        );
        let session = Running::start(&course, args);
        until("the exercise runs", || {
            running_in(&course)
                .iter()
                .any(|line| line.contains("--test-threads=1"))
                .then_some(())
        });
        signal(&session.child, sent);
        session.end().is(130, "", PREPARING);
        nothing_runs_in(&course);
        assert!(
            !course.path(".runner/progress.toml").exists(),
            "an interrupted check is no attempt"
        );
    }
}
