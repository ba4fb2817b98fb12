//! `runner next` and `runner goto`, and what may be typed where a name is asked for.

use crate::support::Course;

#[test]
fn every_form_of_a_name_is_understood() {
    let course = Course::roadmap();
    let absolute = course
        .path("exercises/02_words/01_greet.rs")
        .display()
        .to_string();
    for name in [
        "02_words/01_greet",
        "01_greet",
        "greet",
        "2.1",
        "02.01",
        "exercises/02_words/01_greet.rs",
        "./exercises/02_words/01_greet.rs",
        "solutions/02_words/01_greet.rs",
        &absolute,
        "gre",
        "01_gr",
        "02_words/01",
    ] {
        course.runner("goto 1.1").is(
            0,
            "01_numbers/01_one: One\nexercises/01_numbers/01_one.rs\n",
            "",
        );
        let there = "02_words/01_greet: Say hello\nexercises/02_words/01_greet.rs\n";
        course.runner(&format!("goto {name}")).is(0, there, "");
        assert_eq!(
            course.progress()["current"].as_str(),
            Some("02_words/01_greet"),
            "{name}"
        );
    }
}

#[test]
fn a_file_may_be_named_from_where_one_stands() {
    let course = Course::roadmap();
    let mut command = course.command("goto 01_greet.rs");
    let there = "02_words/01_greet: Say hello\nexercises/02_words/01_greet.rs\n";
    course
        .finish(command.current_dir(course.path("exercises/02_words")))
        .is(0, there, "");
    let mut command = course.command("goto ../02_words/01_greet.rs");
    course
        .finish(command.current_dir(course.path("exercises/01_numbers")))
        .is(0, there, "");
}

#[test]
fn a_name_of_several_exercises_is_told_with_them() {
    let course = Course::roadmap();
    course.runner("goto two").is(
        2,
        "",
        "\
error: `two` names 2 exercises
caused by: `01_numbers/02_two`, `02_words/02_two`
help: use the level too, as in `4.9` or `04_regression/09_ridge`
",
    );
    assert!(!course.path(".runner").exists());
    course.runner("goto 2.2").is(
        0,
        "02_words/02_two: Two\nexercises/02_words/02_two.rs\n",
        "",
    );
}

#[test]
fn an_unknown_name_gets_the_likely_one() {
    let course = Course::roadmap();
    course.runner("goto gret").is(
        2,
        "",
        "error: there is no exercise `gret`\nhelp: did you mean `greet`?\nhelp: `runner list` shows them all\n",
    );
    course.runner("goto 9.9").is(
        2,
        "",
        "error: there is no exercise `9.9`\nhelp: `runner list` shows them all\n",
    );
    course.runner("goto").is(
        2,
        "",
        "error: the following required arguments were not provided:\n  <NAME>\n\nUsage: runner goto <NAME>\n\nFor more information, try '--help'.\n",
    );
}

#[test]
fn next_goes_on_and_begins_again_at_the_end() {
    let course = Course::roadmap();
    for id in [
        "01_numbers/02_two",
        "02_words/01_greet",
        "02_words/02_two",
        "01_numbers/01_one",
    ] {
        let done = course.runner("next");
        assert_eq!(done.code, 0);
        assert_eq!(done.stdout.split(':').next(), Some(id));
    }
}

#[test]
fn next_leaves_out_what_is_done() {
    let course = Course::two().exercise("03_three", crate::support::ONE);
    course.solve("01_numbers/02_two");
    assert_eq!(course.runner("run two").code, 0);
    course.runner("next").is(
        0,
        "01_numbers/03_three: Three\nexercises/01_numbers/03_three.rs\n",
        "",
    );
    course.runner("next").is(
        0,
        "01_numbers/01_one: One\nexercises/01_numbers/01_one.rs\n",
        "",
    );
}

#[test]
fn when_all_is_done_next_says_so() {
    let course = Course::one();
    course.solve("01_numbers/01_one");
    assert_eq!(course.runner("run").code, 0);
    course
        .runner("next")
        .is(0, "There is no other exercise left to do.\n", "");
}
