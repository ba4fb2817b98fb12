//! `runner solution`: after solving, or when one asks for it.

use crate::support::{Course, ONE, with_body};

const SHOWN: &str = "\
solutions/01_numbers/01_one.rs
- exercises/01_numbers/01_one.rs
+ solutions/01_numbers/01_one.rs
...
  fn one() -> i32 {
-     todo!(\"the number after zero\")
+     1
  }
  
  fn main() {
";

#[test]
fn an_open_exercise_keeps_its_solution_until_one_insists() {
    let course = Course::one();
    course.runner("solution one").is(
        2,
        "",
        "\
error: 01_numbers/01_one is not solved yet
help: `runner solution NAME --yes` shows the solution all the same; `runner hint` helps in smaller steps
",
    );
    course.runner("solution one --yes").is(0, SHOWN, "");
    course.runner("solution --yes").is(0, SHOWN, "");
    assert!(!course.path(".runner").exists());
}

#[test]
fn a_solved_exercise_shows_it() {
    let course = Course::one();
    course.solve("01_numbers/01_one");
    assert_eq!(course.runner("run").code, 0);
    let same = "solutions/01_numbers/01_one.rs\nYour file and the solution are the same.\n";
    course.runner("solution one").is(0, same, "");
    // Another way to solve it, or an edit since.
    course.write(
        "exercises/01_numbers/01_one.rs",
        with_body(ONE, "i32::from(true)"),
    );
    course.runner("solution one").is(
        0,
        &SHOWN.replace("todo!(\"the number after zero\")", "i32::from(true)"),
        "",
    );
}

#[test]
fn an_exercise_may_have_no_solution() {
    let course = Course::one().exercise("02_two", crate::support::TWO);
    course.runner("solution two --yes").is(
        2,
        "",
        "\
error: 01_numbers/02_two has no solution
caused by: solutions/01_numbers/02_two.rs does not exist
help: the author of the course did not include one
",
    );
}
