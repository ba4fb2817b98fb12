//! `runner check`: many exercises, told to people or written for programs; what has not changed is not run again.

use crate::support::{Course, ONE, PREPARING, TWO, solved, with_body, wrong};

const ONE_FILE: &str = "exercises/01_numbers/01_one.rs";
const TWO_FILE: &str = "exercises/01_numbers/02_two.rs";

#[test]
fn the_whole_course_with_the_reason_of_each_failure() {
    let course = Course::roadmap();
    course.write(ONE_FILE, solved(ONE));
    course.write(TWO_FILE, wrong(TWO));
    course.write(
        "exercises/02_words/01_greet.rs",
        with_body(ONE, "missing()"),
    );
    let preparing = format!("{PREPARING}{}", PREPARING.replace("Numbers", "Words"));
    course.runner("check").is(
        1,
        "\
01_numbers/01_one: passed ([..] s)
01_numbers/02_two: tests_failed ([..] s)
    two_is_two: assertion `left == right` failed
02_words/01_greet: does_not_compile ([..] s)
    E0425 in line 2: cannot find function `missing` in this scope
02_words/02_two: not_attempted ([..] s)

1 of 4 passed
",
        &preparing,
    );
}

#[test]
fn what_has_not_changed_is_not_run_again() {
    let course = Course::two();
    course.write(ONE_FILE, solved(ONE));
    course.write(TWO_FILE, wrong(TWO));
    let failure = "    two_is_two: assertion `left == right` failed\n";
    let first = format!(
        "01_numbers/01_one: passed ([..] s)\n01_numbers/02_two: tests_failed ([..] s)\n{failure}\n1 of 2 passed\n"
    );
    course.runner("check").is(1, &first, PREPARING);
    let again = format!(
        "01_numbers/01_one: passed ([..] s, unchanged)\n01_numbers/02_two: tests_failed ([..] s, unchanged)\n{failure}\n1 of 2 passed\n"
    );
    course.runner("check").is(1, &again, "");
    course.write(TWO_FILE, solved(TWO));
    course.runner("check").is(
        0,
        "01_numbers/01_one: passed ([..] s, unchanged)\n01_numbers/02_two: passed ([..] s)\n\n2 of 2 passed\n",
        "",
    );
    // Back to a text that was judged before, but not last.
    course.write(TWO_FILE, wrong(TWO));
    course.runner("check two").is(
        1,
        &format!("01_numbers/02_two: tests_failed ([..] s)\n{failure}\n0 of 1 passed\n"),
        "",
    );
}

/// A run that took too long, or fell over, may have done so because the machine was busy.
#[test]
fn a_run_that_was_stopped_is_tried_again() {
    let course = Course::one().key("seconds = 0.5");
    course.write(
        ONE_FILE,
        with_body(
            ONE,
            "loop { std::thread::sleep(std::time::Duration::from_secs(1)) }",
        ),
    );
    let verdict = "01_numbers/01_one: timed_out ([..] s)\n    tests::it_is_odd did not finish within 0.5 s\n\n0 of 1 passed\n";
    course.runner("check").is(1, verdict, PREPARING);
    course.runner("check").is(1, verdict, "");
}

#[test]
fn levels_and_exercises_are_chosen_by_name_each_once() {
    let course = Course::roadmap();
    let ids = |args: &str| -> Vec<String> {
        let done = course.runner(&format!("check {args}"));
        assert_eq!(done.code, 1, "{args}: {done:?}");
        let verdicts = done
            .stdout
            .lines()
            .filter_map(|line| line.split_once(": not_attempted"));
        verdicts.map(|(id, _)| id.to_owned()).collect()
    };
    assert_eq!(ids("numbers"), ["01_numbers/01_one", "01_numbers/02_two"]);
    assert_eq!(
        ids("2 one"),
        ["01_numbers/01_one", "02_words/01_greet", "02_words/02_two"],
        "in the course's order"
    );
    assert_eq!(ids("1.2 01_numbers/02_two"), ["01_numbers/02_two"]);
    course
        .runner("check two")
        .is(2, "", "error: `two` names 2 exercises\n[...]\n");
}

#[test]
fn programs_get_json_and_nothing_else() {
    let course = Course::roadmap();
    course.write(ONE_FILE, solved(ONE));
    course.write(TWO_FILE, wrong(TWO));
    course.write(
        "exercises/02_words/01_greet.rs",
        with_body(ONE, "missing()"),
    );
    let document = r#"{
  "version": 1,
  "course": "Tiny",
  "passed": 1,
  "total": 4,
  "exercises": [
    {
      "id": "01_numbers/01_one",
      "level": "01_numbers",
      "outcome": "passed",
      "seconds": [..],
      "cached": false,
      "tests": [
        {
          "name": "tests::one_is_one",
          "outcome": "passed"
        },
        {
          "name": "tests::it_is_odd",
          "outcome": "passed"
        }
      ],
      "diagnostics": ""
    },
    {
      "id": "01_numbers/02_two",
      "level": "01_numbers",
      "outcome": "tests_failed",
      "seconds": [..],
      "cached": false,
      "tests": [
        {
          "name": "tests::two_is_two",
          "outcome": "failed",
          "message": "assertion `left == right` failed\n  left: 3\n right: 2",
          "line": 15
        }
      ],
      "diagnostics": ""
    },
    {
      "id": "02_words/01_greet",
      "level": "02_words",
      "outcome": "does_not_compile",
      "seconds": [..],
      "cached": false,
      "tests": [],
      "diagnostics": "error[E0425]: cannot find function `missing` in this scope\n --> exercises/02_words/01_greet.rs:2:5\n[..]"
    },
    {
      "id": "02_words/02_two",
      "level": "02_words",
      "outcome": "not_attempted",
      "seconds": [..],
      "cached": false,
      "tests": [],
      "diagnostics": ""
    }
  ]
}
"#;
    let preparing = format!("{PREPARING}{}", PREPARING.replace("Numbers", "Words"));
    let first = course.runner("check --format json");
    first.is(1, document, &preparing);
    let again = course.runner("check --format json");
    assert_eq!(again.stderr, "");
    let read =
        |text: &str| -> serde_json::Value { serde_json::from_str(text).expect("it is JSON") };
    let cached: Vec<bool> = read(&again.stdout)["exercises"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|exercise| exercise["cached"].as_bool().expect("yes or no"))
        .collect();
    assert_eq!(
        cached,
        [true, true, true, false],
        "an untouched file is not run at all"
    );
    assert!(read(&first.stdout)["exercises"][0]["seconds"].is_number());
}

#[test]
fn the_document_may_go_to_a_file() {
    let course = Course::one();
    course.write(ONE_FILE, solved(ONE));
    course
        .runner("check --format json --output report.json")
        .is(0, "", PREPARING);
    let document: serde_json::Value =
        serde_json::from_str(&course.read("report.json")).expect("it is JSON");
    assert_eq!(
        (&document["passed"], &document["total"]),
        (&1.into(), &1.into())
    );
    course.runner("check --output report.txt").is(0, "", "");
    assert_eq!(
        course.read("report.txt").lines().last(),
        Some("1 of 1 passed")
    );
    course
        .runner("check --output no/such/folder/report.txt")
        .is(
            2,
            "",
            "\
error: cannot write no/such/folder/report.txt
caused by: No such file or directory (os error 2)
help: name a file in a directory that exists and can be written to
",
        );
    course.runner("check --format xml").is(
        2,
        "",
        "error: invalid value 'xml' for '--format <FORMAT>'\n[...]\n",
    );
}

#[test]
fn a_pass_counts_as_progress_and_the_place_stays() {
    let course = Course::two();
    course.write(TWO_FILE, solved(TWO));
    course.runner("goto one").is(
        0,
        "01_numbers/01_one: One\nexercises/01_numbers/01_one.rs\n",
        "",
    );
    assert_eq!(course.runner("check").code, 1);
    course.runner("list").is(
        0,
        "\
Tiny  [######------] 1/2

01_numbers  Numbers  [######------] 1/2
> [  ] 01_one                     One
  [ok] 02_two                     Two
",
        "",
    );
}

/// Cargo builds no package with a file missing, whichever it is.
#[test]
fn a_missing_file_is_named() {
    let course = Course::two();
    course.write(ONE_FILE, solved(ONE));
    course.remove(TWO_FILE);
    course.runner("check").is(
        2,
        "",
        "\
error: cannot build package level_01_numbers
caused by: exercises/01_numbers/02_two.rs is missing
help: `runner reset 01_numbers/02_two` writes the untouched file
",
    );
}

/// Whatever the order in which they end.
#[test]
fn results_come_in_the_order_of_the_course() {
    let mut course = Course::new()
        .level("01_numbers")
        .level_key("title = \"Numbers\"");
    for number in 1..=6 {
        course = course
            .exercise(&format!("0{number}_e"), ONE)
            .key("seconds = 5");
    }
    for number in 1..=6 {
        let wait = format!(
            "std::thread::sleep(std::time::Duration::from_millis({}));\n    1",
            60 - 10 * number
        );
        course.write(
            &format!("exercises/01_numbers/0{number}_e.rs"),
            with_body(ONE, &wait),
        );
    }
    let expected: String = (1..=6)
        .map(|number| format!("01_numbers/0{number}_e: passed ([..] s)\n"))
        .collect();
    course
        .runner("check")
        .is(0, &format!("{expected}\n6 of 6 passed\n"), PREPARING);
}
