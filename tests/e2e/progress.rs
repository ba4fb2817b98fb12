//! `.runner/progress.toml`: nothing in it is lost, whatever it says.

use std::fs;

use crate::support::{Course, ONE, PREPARING, solved};

const FILE: &str = ".runner/progress.toml";

#[test]
fn what_this_runner_does_not_know_survives_a_pass() {
    let course = Course::one();
    course.write(
        FILE,
        "version = 1\nmood = \"good\"\n\n[exercises.gone]\npassed_at = 5\nstars = 3\n\n[exercises.\"01_numbers/01_one\"]\nstars = 2\nhints = 1\n",
    );
    course.write("exercises/01_numbers/01_one.rs", solved(ONE));
    assert_eq!(course.runner("run").code, 0);
    let progress = course.progress();
    let one = &progress["exercises"]["01_numbers/01_one"];
    assert_eq!(progress["mood"].as_str(), Some("good"));
    assert_eq!(progress["exercises"]["gone"]["stars"].as_integer(), Some(3));
    assert_eq!(
        (one["stars"].as_integer(), one["hints"].as_integer()),
        (Some(2), Some(1))
    );
    assert!(one["passed_at"].is_integer());
}

#[test]
fn an_unreadable_file_is_kept_aside_when_something_is_saved() {
    for (broken, reason) in [
        (b"" as &[u8], "it is empty"),
        (b"\xff\xfe", "it is not UTF-8 text"),
        (b"version = 1\n[exercises\n", "[..]"),
        (b"version = \"one\"\n", "[..]"),
    ] {
        let course = Course::one();
        course.write(FILE, broken);
        let warning = format!(
            "\
cannot read the progress file .runner/progress.toml: {reason}
help: starting afresh; the file will be kept beside the new one as progress.toml.unreadable
"
        );
        course
            .runner("list")
            .is(0, "Tiny  [------------] 0/1\n[...]\n", &warning);
        assert_eq!(
            fs::read(course.path(FILE)).unwrap(),
            broken,
            "a question changes nothing"
        );
        course.runner("hint").is(
            0,
            "01_numbers/01_one: hint 1 of 3\n  Which number comes after zero?\n",
            &warning,
        );
        assert_eq!(
            fs::read(course.path(".runner/progress.toml.unreadable")).unwrap(),
            broken
        );
        course.runner("hint --again").is(
            0,
            "01_numbers/01_one: hint 1 of 3\n  Which number comes after zero?\n",
            "",
        );
    }
}

#[test]
fn a_file_of_a_newer_runner_is_left_alone() {
    let course = Course::one();
    course.write(FILE, "version = 2\nshape = \"other\"\n");
    course.write("exercises/01_numbers/01_one.rs", solved(ONE));
    for args in ["list", "hint", "run", "check", "next", "goto one", "watch"] {
        course.runner(args).is(
            2,
            "",
            "\
error: cannot use the progress file .runner/progress.toml
caused by: it was written by a newer runner (format 2, this one knows 1)
help: update the runner; nothing was changed
",
        );
    }
    assert_eq!(course.read(FILE), "version = 2\nshape = \"other\"\n");
}

/// A place that the course no longer has: the first exercise that is open.
#[test]
fn a_place_that_is_gone_is_no_problem() {
    let course = Course::two();
    course.write(FILE, "version = 1\ncurrent = \"01_numbers/99_gone\"\n");
    course.runner("run").is(
        1,
        "01_numbers/01_one: not_attempted ([..] s)\n[...]\n",
        PREPARING,
    );
}

/// Whoever saves in two terminals at once: every change of both is there.
#[test]
fn changes_at_the_same_time_are_all_kept() {
    let mut course = Course::new().level("01_numbers");
    for number in 10..22 {
        course = course
            .exercise(&format!("{number}_e"), ONE)
            .key("hint = \"One hint.\"");
    }
    let children: Vec<_> = (10..22)
        .map(|number| {
            course
                .command(&format!("hint {number}_e"))
                .stdout(std::process::Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let progress = course.progress();
    let counted = progress["exercises"].as_table().expect("a table");
    assert_eq!(
        counted
            .values()
            .filter(|entry| entry["hints"].as_integer() == Some(1))
            .count(),
        12,
        "{counted:?}"
    );
}

/// The state is for the learner: a directory and files that others may read.
#[cfg(unix)]
#[test]
fn files_are_as_readable_as_others() {
    use std::os::unix::fs::PermissionsExt;
    let course = Course::one();
    assert_eq!(course.runner("hint").code, 0);
    let mode = fs::metadata(course.path(FILE))
        .unwrap()
        .permissions()
        .mode()
        & 0o777;
    assert_eq!(mode, 0o644, "{mode:o}");
    assert_eq!(
        fs::read_dir(course.path(".runner")).unwrap().count(),
        2,
        "no temporary file stays"
    );
}
