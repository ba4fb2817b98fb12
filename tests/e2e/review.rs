//! `runner review`: what was solved long ago comes back in copies, and the files that were solved stay.

use crate::support::{Course, ONE, PREPARING, TWO, solved, wrong};

const COPY: &str = ".runner/review/01_numbers/01_one.rs";
const COPY_OF_TWO: &str = ".runner/review/01_numbers/02_two.rs";

/// As an older runner left it: two exercises, solved in 1970, one of them with three attempts and a hint.
const LONG_AGO: &str = "\
version = 1

[exercises.\"01_numbers/01_one\"]
passed_at = 1000000
passed_hash = \"0\"
attempts = 0
hints = 0
seconds = 60

[exercises.\"01_numbers/02_two\"]
passed_at = 2000000
passed_hash = \"0\"
attempts = 3
hints = 1
seconds = 600
";

fn solved_long_ago() -> Course {
    let course = Course::two();
    course.solve("01_numbers/01_one");
    course.solve("01_numbers/02_two");
    course.write(".runner/progress.toml", LONG_AGO);
    course
}

/// Solved files and what is known of the first pass are as they were.
#[track_caller]
fn nothing_else_has_changed(course: &Course) {
    assert_eq!(course.read("exercises/01_numbers/01_one.rs"), solved(ONE));
    assert_eq!(course.read("exercises/01_numbers/02_two.rs"), solved(TWO));
    let before: toml::Table = LONG_AGO.parse().unwrap();
    let now = course.progress();
    for (id, entry) in before["exercises"].as_table().unwrap() {
        for (key, value) in entry.as_table().unwrap() {
            assert_eq!(&now["exercises"][id][key], value, "{id}: {key}");
        }
    }
}

fn review_of(course: &Course, id: &str) -> toml::Value {
    course.progress()["exercises"][id]["review"].clone()
}

#[test]
fn the_list_says_what_is_due_and_when() {
    let course = solved_long_ago();
    let list = "\
now         01_numbers/01_one  One
now         01_numbers/02_two  Two

2 exercises are due for review: runner review
";
    course.runner("review --list").is(0, list, "");
    course.runner("review").is(
        0,
        &format!("{list}without a terminal, `runner review NAME` checks one copy at a time\n"),
        "",
    );
    course.runner("list").is(
        0,
        "\
Tiny  [############] 2/2

01_numbers  Numbers  [############] 2/2
  [ok] 01_one                     One
> [ok] 02_two                     Two

2 exercises are due for review: runner review
",
        "",
    );
    course.runner("review --list --json").is(
        0,
        r#"{
  "version": 1,
  "due": 2,
  "exercises": [
    {
      "id": "01_numbers/01_one",
      "title": "One",
      "due": true,
      "due_at": 1561600,
      "interval": 7,
      "ease": 2.6,
      "lapses": 0
    },
    {
      "id": "01_numbers/02_two",
      "title": "Two",
      "due": true,
      "due_at": 2129600,
      "interval": 2,
      "ease": 2.36,
      "lapses": 0
    }
  ]
}
"#,
        "",
    );
    assert!(
        !course.path(".runner/review").exists(),
        "looking writes nothing"
    );
    assert_eq!(course.read(".runner/progress.toml"), LONG_AGO);
}

#[test]
fn where_nothing_is_due_the_next_one_is_named() {
    let course = Course::two();
    course.runner("review").is(
        0,
        "\
Nothing is planned for review yet: what you solve comes back after some days, sooner if it was hard.
",
        "",
    );
    course.runner("review one").is(
        2,
        "",
        "\
error: 01_numbers/01_one is not solved yet
caused by: a review brings back what was solved before
help: `runner goto 01_numbers/01_one` goes there
help: `runner review --list` shows what is due
",
    );
    course.solve("01_numbers/01_one");
    assert_eq!(course.runner("run one").code, 0);
    course.runner("review").is(
        0,
        "\
Nothing is due for review. The next one comes in 7 days: 01_numbers/01_one (One)
`runner review --any` does it all the same.
",
        "",
    );
    course.runner("review --list").is(
        0,
        "\
in 7 days   01_numbers/01_one  One

Nothing is due now. `runner review --any` does the next one all the same.
",
        "",
    );
    course.runner("review --json").is(
        2,
        "",
        "\
error: the following required arguments were not provided:
  --list

Usage: runner review --list --json [NAME]

For more information, try '--help'.
",
    );
}

#[test]
fn without_a_terminal_a_copy_is_checked_once() {
    let course = solved_long_ago();
    course.runner("review one").is(
        1,
        "\
01_numbers/01_one: not_attempted ([..] s)

Not started yet: edit .runner/review/01_numbers/01_one.rs and save. This is what a check says until
then.

[FAIL] one_is_one
[FAIL] it_is_odd

First to fail: one_is_one
  .runner/review/01_numbers/01_one.rs:2
  still to write: the number after zero

edit .runner/review/01_numbers/01_one.rs and call `runner review 01_numbers/01_one` again; --hint helps, --give-up shows the solution
",
        PREPARING,
    );
    assert_eq!(course.read(COPY), ONE);
    course.write(COPY, wrong(ONE));
    assert_eq!(course.runner("review one").code, 1);
    // The hints begin anew, and those of the first time are not counted again.
    course.runner("review one --hint").is(
        0,
        "01_numbers/01_one: hint 1 of 3\n  Which number comes after zero?\n",
        "",
    );
    nothing_else_has_changed(&course);

    course.write(COPY, solved(ONE));
    let done = course.runner("review one");
    assert_eq!((done.code, done.stderr.as_str()), (0, ""));
    assert!(
        done.stdout
            .ends_with("\n01_numbers/01_one remembered: it comes back in 19 days\n"),
        "{}",
        done.stdout
    );
    assert!(!done.stdout.contains("runner next"), "{}", done.stdout);
    let review = review_of(&course, "01_numbers/01_one");
    assert_eq!(review["interval"].as_integer(), Some(19));

    // It has ended: the copy stays for another look, and nothing counts twice.
    let again = course.runner("review one");
    assert_eq!(again.code, 0);
    assert!(
        again
            .stdout
            .ends_with("\nThis review has ended before; it counts once.\n"),
        "{}",
        again.stdout
    );
    assert_eq!(review_of(&course, "01_numbers/01_one"), review);

    // What was kept about begun reviews cannot be read: they begin anew, and nothing is lost.
    course.write(COPY_OF_TWO, wrong(TWO));
    course.write(".runner/review/progress.toml", "mood = ");
    course.runner("review two --hint").is(
        0,
        "01_numbers/02_two: there are no hints for this exercise.\n",
        "\
cannot read what was kept about reviews that had begun: they begin anew
help: the file was kept as .runner/review/progress.toml.unreadable
",
    );
    assert_eq!(course.read(COPY_OF_TWO), TWO);
    assert_eq!(
        course.read(".runner/review-backups/01_numbers/02_two/1.rs"),
        wrong(TWO)
    );

    let given_up = course.runner("review two --give-up");
    assert_eq!(given_up.code, 0);
    assert!(given_up.stdout.contains("+     2\n"), "{}", given_up.stdout);
    assert!(
        given_up
            .stdout
            .ends_with("01_numbers/02_two forgotten: it comes back in 1 day\n"),
        "{}",
        given_up.stdout
    );
    assert_eq!(
        review_of(&course, "01_numbers/02_two")["lapses"].as_integer(),
        Some(1)
    );
    nothing_else_has_changed(&course);
}

#[cfg(unix)]
mod on_a_terminal {
    use super::*;
    use crate::{screen::Screen, support::until};

    #[test]
    fn one_is_solved_and_one_given_up() {
        let course = solved_long_ago();
        let mut screen = Screen::start(&course, "review");
        screen.settles("still to write: the number after zero");
        let head = "\
review  [------------] 0/2   01_numbers/01_one
One
.runner/review/01_numbers/01_one.rs   a copy: o opens it
";
        assert!(screen.text().starts_with(head), "{}", screen.text());
        assert!(screen.text().contains("s: give up"), "{}", screen.text());
        screen.press("h");
        screen.shows("Hint 1 of 3\n  Which number comes after zero?");
        course.write(COPY, wrong(ONE));
        screen.settles("left: 3");
        course.write(COPY, solved(ONE));
        screen.settles("01_numbers/01_one remembered: it comes back in 19 days");
        screen.shows("review  [######------] 1/2   01_numbers/02_two");
        screen.shows("[ok] 01_numbers/01_one solved, 2 tests");

        screen.press("l");
        screen.shows("Review  [######------] 1/2");
        screen.press("x");
        screen.shows("it now is kept in .runner/review-backups.");
        screen.press("n");
        screen.hides("review-backups");
        screen.press("l");
        screen.hides("Review  [######------] 1/2");
        screen.press("s");
        screen.shows("The exercise then counts as forgotten");
        screen.press("n");
        screen.hides("counts as forgotten");
        screen.press("s");
        screen.shows("y: yes   any other key: no");
        screen.press("y");
        screen.shows("-     todo!(\"the number after one\")");
        screen.shows("01_numbers/02_two forgotten: it comes back in 1 day");
        // To write it all the same, even from the untouched text, is practice.
        course.write(COPY_OF_TWO, wrong(TWO));
        screen.settles("left: 3");
        screen.press("x");
        screen.shows("y: yes   any other key: no");
        screen.press("y");
        screen.settles("still to write: the number after one");
        course.write(COPY_OF_TWO, solved(TWO));
        screen.settles("That was the last one: nothing else is due for review.");
        screen.press("q");
        let (code, text) = screen.end();
        assert_eq!(code, 0);
        assert_eq!(
            text.trim_end(),
            "1 remembered, 1 forgotten; the next one comes in 1 day"
        );
        nothing_else_has_changed(&course);
        let lapses = |id| review_of(&course, id)["lapses"].as_integer();
        assert_eq!(lapses("01_numbers/01_one"), Some(0));
        assert_eq!(lapses("01_numbers/02_two"), Some(1));
    }

    #[test]
    fn what_was_left_for_later_goes_on_where_it_was() {
        let course = solved_long_ago();
        let mut screen = Screen::start(&course, "review");
        screen.settles("still to write: the number after zero");
        course.write(COPY, wrong(ONE));
        screen.settles("left: 3");
        screen.press("n");
        screen.settles("still to write: the number after one");
        screen.press("q");
        let (code, text) = screen.end();
        assert_eq!(code, 0);
        assert_eq!(
            text.trim_end(),
            "0 remembered, 2 left for later; `runner review` goes on"
        );
        assert_eq!(course.read(COPY), wrong(ONE));
        let mut screen = Screen::start(&course, "review");
        screen.settles("left: 3");
        // To begin anew asks, and what was there is kept.
        screen.press("x");
        screen.shows("Bring the untouched text back to .runner/review/01_numbers/01_one.rs?");
        screen.press("y");
        screen.settles("still to write: the number after zero");
        assert_eq!(
            course.read(".runner/review-backups/01_numbers/01_one/1.rs"),
            wrong(ONE)
        );
        screen.press("q");
        assert_eq!(screen.end().0, 0);
        assert!(!course.path(".runner/backups").exists());
        nothing_else_has_changed(&course);
    }

    #[test]
    fn a_session_says_once_a_day_that_something_is_due() {
        let course = solved_long_ago();
        let mut screen = Screen::start(&course, "watch");
        screen.settles("2 exercises are due for review: runner review");
        screen.press("q");
        assert_eq!(screen.end().0, 0);
        until("it is noted", || {
            course.progress().get("reminded_at").cloned()
        });
        let mut screen = Screen::start(&course, "watch");
        screen.settles("passed in");
        screen.press("q");
        assert!(!screen.raw().contains("due for review"), "{}", screen.raw());
        assert_eq!(screen.end().0, 0);
    }

    const PAGE: &str = "\
# 01_numbers: what comes after zero

Numbers come **one after the other**: `1` after `0`, and so on, without an end in sight.

| | Before | After |
|---|---|---|
| one | `0` | `2`, which is also what comes before three |
| two | `1` | `3`, which is also what comes after two |

- a list, whose first item goes on for more than one line
- and ends here

## The end

Then level 02.
";

    #[test]
    fn the_page_of_the_level_is_scrolled_in_a_narrow_terminal() {
        let course = Course::two();
        course.write("exercises/01_numbers/README.md", PAGE);
        let mut screen = Screen::sized(course.command("watch"), 16, 40);
        screen.shows("not attempted in");
        screen.press("d");
        screen.shows(
            "\
01_numbers: what comes after zero
=================================

Numbers come one after the other: 1
after 0, and so on, without an end in
sight.
",
        );
        assert!(!screen.text().contains("The end"));
        screen.press("  ");
        screen.shows(
            "\
- a list, whose first item goes on for
  more than one line
- and ends here

The end
-------

Then level 02.
",
        );
        for line in screen.frame() {
            assert!(line.chars().count() <= 40, "{line}");
        }
        screen.press("d");
        screen.hides("Then level 02.");
        screen.shows("Not started yet");
        course.remove("exercises/01_numbers/README.md");
        screen.press("d");
        screen.shows("this level has no page");
        screen.press("q");
        assert_eq!(screen.end().0, 0);

        course.runner("readme").is(
            2,
            "",
            "\
error: this level has no page
caused by: exercises/01_numbers/README.md does not exist
help: `runner list LEVEL` shows its exercises
",
        );
        course.write("exercises/01_numbers/README.md", PAGE);
        let page = course.runner("readme numbers");
        assert_eq!(page.code, 0);
        assert!(
            page.stdout.contains("     Before  After\n---  ------  ---"),
            "{}",
            page.stdout
        );
    }
}
