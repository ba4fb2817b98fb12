//! `runner reset`: the untouched file back, the learner's kept, and the way back.

use crate::support::{Course, ONE, PREPARING, TWO, solved, wrong};

const FILE: &str = "exercises/01_numbers/01_one.rs";
const RESET: &str = "exercises/01_numbers/01_one.rs is untouched again; `runner reset 01_numbers/01_one --undo` brings yours back\n";
const UNDONE: &str = "exercises/01_numbers/01_one.rs is as it was before the reset\n";
const NOTHING_TO_UNDO: &str = "\
error: there is no reset to undo
caused by: no backup in [ROOT]/.runner/backups
help: nothing was changed
";

#[test]
fn one_file_goes_back_and_forth() {
    let course = Course::two();
    course.write(FILE, wrong(ONE));
    course.runner("reset one").is(0, RESET, "");
    assert_eq!(course.read(FILE), ONE);
    course.runner("reset one --undo").is(0, UNDONE, "");
    assert_eq!(course.read(FILE), wrong(ONE));
    course.runner("reset one --undo").is(0, UNDONE, "");
    assert_eq!(course.read(FILE), ONE, "undoing twice is doing nothing");
}

/// The text is the learner's work, whatever is in it.
#[test]
fn what_was_there_is_kept_byte_for_byte() {
    let course = Course::one();
    let bytes = b"half a thought, \xff\xfe and no newline";
    course.write(FILE, bytes);
    course.runner("reset one").is(0, RESET, "");
    assert_eq!(
        std::fs::read(course.path(".runner/backups/01_numbers/01_one/1.rs")).unwrap(),
        bytes
    );
    course.runner("reset one --undo").is(0, UNDONE, "");
    assert_eq!(std::fs::read(course.path(FILE)).unwrap(), bytes);
}

#[test]
fn an_untouched_file_needs_no_backup() {
    let course = Course::one();
    course.runner("reset one").is(
        0,
        "exercises/01_numbers/01_one.rs is the untouched file already\n",
        "",
    );
    assert!(!course.path(".runner/backups").exists());
    course.runner("reset one --undo").is(2, "", NOTHING_TO_UNDO);
}

#[test]
fn a_level_is_reset_as_a_whole() {
    let course = Course::roadmap();
    course.write(FILE, wrong(ONE));
    course.write("exercises/01_numbers/02_two.rs", wrong(TWO));
    course.write("exercises/02_words/02_two.rs", wrong(TWO));
    let two = RESET.replace("01_one", "02_two");
    course
        .runner("reset numbers")
        .is(0, &format!("{RESET}{two}"), "");
    assert_eq!(course.read(FILE), ONE);
    assert_eq!(course.read("exercises/01_numbers/02_two.rs"), TWO);
    assert_eq!(
        course.read("exercises/02_words/02_two.rs"),
        wrong(TWO),
        "another level"
    );
    course.runner("reset numbers --undo").is(
        0,
        &format!("{UNDONE}{}", UNDONE.replace("01_one", "02_two")),
        "",
    );
    assert_eq!(course.read(FILE), wrong(ONE));
    assert_eq!(course.read("exercises/01_numbers/02_two.rs"), wrong(TWO));
}

#[test]
fn a_missing_file_is_written_anew() {
    let course = Course::one();
    course.remove(FILE);
    course.runner("reset one").is(0, RESET, "");
    assert_eq!(course.read(FILE), ONE);
    course.runner("reset one --undo").is(2, "", NOTHING_TO_UNDO);
}

#[test]
fn a_solved_exercise_is_open_again() {
    let course = Course::one();
    course.solve("01_numbers/01_one");
    assert_eq!(course.runner("run").code, 0);
    course.runner("reset one").is(0, RESET, "");
    course
        .runner("list")
        .is(0, "[...]\n> [  ] 01_one                     One\n", "");
}

/// A course without an archive: the first check keeps the text it saw.
#[test]
fn without_an_archive_the_first_check_remembers() {
    let course = Course::one().without_archive();
    course.write(FILE, wrong(ONE));
    course.runner("reset one").is(
        2,
        "",
        "\
error: the untouched text of exercises/01_numbers/01_one.rs is not known
caused by: the course ships none, and the runner has not checked the file before it was edited
help: if the course is under git, `git checkout -- FILE` brings it back
",
    );
    assert_eq!(course.read(FILE), wrong(ONE));
    course.write(FILE, ONE);
    course.runner("run").is(
        1,
        "01_numbers/01_one: not_attempted ([..] s)\n[...]\n",
        PREPARING,
    );
    course.write(FILE, wrong(ONE));
    assert_eq!(course.runner("run").code, 1);
    course.runner("reset one").is(0, RESET, "");
    assert_eq!(course.read(FILE), ONE);
}

#[test]
fn an_unknown_name_changes_nothing() {
    let course = Course::one();
    course.write(FILE, solved(ONE));
    let before = course.snapshot();
    course.runner("reset onne").is(
        2,
        "",
        "error: there is no exercise `onne`\nhelp: did you mean `one`?\nhelp: `runner list` shows them all\n",
    );
    assert_eq!(course.snapshot(), before);
}
