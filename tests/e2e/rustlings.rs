//! A course in rustlings' format runs unchanged: one package, a list of binaries, one hint, exercises without tests.

use crate::support::Course;

const INFO: &str = r#"format_version = 1
welcome_message = """Welcome."""
final_message = """Done."""

[[exercises]]
name = "intro1"
dir = "00_intro"
test = false
skip_check_unsolved = true
hint = """
Enough: `cargo` is there."""

[[exercises]]
name = "functions1"
dir = "01_functions"
test = false
hint = """Write the function.

A second paragraph."""

[[exercises]]
name = "functions2"
dir = "01_functions"
hint = ""

[[exercises]]
name = "clippy1"
dir = "02_clippy"
test = false
strict_clippy = true
hint = """Ask clippy."""

[[exercises]]
name = "quiz1"
hint = """A file that lies in `exercises/` itself."""
"#;

const MANIFEST: &str = r#"bin = [
  { name = "intro1", path = "exercises/00_intro/intro1.rs" },
  { name = "intro1_sol", path = "solutions/00_intro/intro1.rs" },
  { name = "functions1", path = "exercises/01_functions/functions1.rs" },
  { name = "functions1_sol", path = "solutions/01_functions/functions1.rs" },
  { name = "functions2", path = "exercises/01_functions/functions2.rs" },
  { name = "functions2_sol", path = "solutions/01_functions/functions2.rs" },
  { name = "clippy1", path = "exercises/02_clippy/clippy1.rs" },
  { name = "clippy1_sol", path = "solutions/02_clippy/clippy1.rs" },
  { name = "quiz1", path = "exercises/quiz1.rs" },
  { name = "quiz1_sol", path = "solutions/quiz1.rs" },
]

[package]
name = "exercises"
edition = "2024"
publish = false

[profile.release]
panic = "abort"

[profile.dev]
panic = "abort"

[lints.rust]
unsafe_code = "forbid"
unstable_features = "forbid"

[lints.clippy]
todo = "forbid"
infinite_loop = "forbid"
mem_forget = "deny"
"#;

const INTRO: &str = "fn main() {\n    println!(\"Hello and welcome.\");\n}\n";
const FUNCTIONS: &str = "fn main() {\n    call_me();\n}\n";
const FUNCTIONS_SOLVED: &str =
    "fn call_me() {\n    println!(\"Hello!\");\n}\n\nfn main() {\n    call_me();\n}\n";
const TESTED: &str = "fn double(n: i32) -> i32 {\n    n + n + 1\n}\n\nfn main() {\n    println!(\"{}\", double(2));\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn doubles() {\n        assert_eq!(double(4), 8);\n    }\n}\n";
const REMARK: &str =
    "fn main() {\n    let radius: f32 = 5.0;\n    println!(\"{}\", 3.14 * radius);\n}\n";

fn course() -> Course {
    let course = Course::new();
    course.remove("exercises/untouched.txt");
    course.write("info.toml", INFO);
    course.write("Cargo.toml", MANIFEST);
    course.write(
        "Cargo.lock",
        "version = 4\n\n[[package]]\nname = \"exercises\"\nversion = \"0.0.0\"\n",
    );
    for (file, untouched, solution) in [
        ("00_intro/intro1", INTRO, INTRO.to_owned()),
        (
            "01_functions/functions1",
            FUNCTIONS,
            FUNCTIONS_SOLVED.to_owned(),
        ),
        (
            "01_functions/functions2",
            TESTED,
            TESTED.replace(" + 1", ""),
        ),
        (
            "02_clippy/clippy1",
            REMARK,
            REMARK.replace("3.14", "std::f32::consts::PI"),
        ),
        ("quiz1", TESTED, TESTED.replace(" + 1", "")),
    ] {
        course.write(&format!("exercises/{file}.rs"), untouched);
        course.write(&format!("solutions/{file}.rs"), solution);
    }
    course
}

const PREPARING: &str = "preparing Intro: compiling the crates it uses (once)\n";

#[test]
fn directories_are_levels() {
    course().runner("list").is(
        0,
        "\
course  [------------] 0/5

00_intro  Intro  [------------] 0/1
> [  ] intro1                     Intro1

01_functions  Functions  [------------] 0/2
  [  ] functions1                 Functions1
  [  ] functions2                 Functions2

02_clippy  Clippy  [------------] 0/1
  [  ] clippy1                    Clippy1

Exercises  [------------] 0/1
  [  ] quiz1                      Quiz1
",
        "",
    );
}

#[test]
fn an_exercise_may_pass_as_it_is() {
    course().runner("run intro1").is(
        0,
        "\
00_intro/intro1: passed ([..] s)

It printed:
  Hello and welcome.

solution to compare with: solutions/00_intro/intro1.rs
`runner next` moves on.
",
        PREPARING,
    );
}

#[test]
fn the_one_hint_is_shown_whole() {
    let course = course();
    course.runner("hint functions1").is(
        0,
        "01_functions/functions1: hint 1 of 1\n  Write the function.\n\n  A second paragraph.\n",
        "",
    );
    course.runner("hint functions2").is(
        0,
        "01_functions/functions2: there are no hints for this exercise.\n",
        "",
    );
    course.runner("hint intro1").is(
        0,
        "00_intro/intro1: hint 1 of 1\n  Enough: `cargo` is there.\n",
        "",
    );
}

#[test]
fn the_whole_course_is_solved_step_by_step() {
    let course = course();
    // The first exercise passes as it is.
    assert_eq!(course.runner("check").code, 1);
    for id in [
        "01_functions/functions1",
        "01_functions/functions2",
        "02_clippy/clippy1",
        "quiz1",
    ] {
        // The place is the first one that is not done, so no name is needed.
        course
            .runner("run")
            .is(1, &format!("{id}: not_attempted ([..] s)\n[...]\n"), "");
        course.solve(id);
        course
            .runner("run")
            .is(0, &format!("{id}: passed ([..] s)\n[...]\n"), "");
    }
    course
        .runner("next")
        .is(0, "There is no other exercise left to do.\n", "");
    course.runner("check").is(
        0,
        "\
00_intro/intro1: passed ([..] s, unchanged)
01_functions/functions1: passed ([..] s, unchanged)
01_functions/functions2: passed ([..] s, unchanged)
02_clippy/clippy1: passed ([..] s, unchanged)
quiz1: passed ([..] s, unchanged)

5 of 5 passed
",
        "",
    );
}

#[test]
fn strict_clippy_makes_a_remark_a_failure() {
    let course = course();
    course.runner("run clippy1").is(
        1,
        "\
02_clippy/clippy1: not_attempted ([..] s)

Not started yet: edit exercises/02_clippy/clippy1.rs and save. This is what a check says until then.

It works. This exercise also asks for what clippy says:

error: approximate value of `[..]::consts::PI` found
 --> exercises/02_clippy/clippy1.rs:3:20
[...]
",
        "preparing Clippy: compiling the crates it uses (once)\n",
    );
    course.edit("exercises/02_clippy/clippy1.rs", "3.14", "3.141");
    course.runner("run clippy1").is(
        1,
        "02_clippy/clippy1: does_not_compile ([..] s)\n[...]\n",
        "",
    );
    // A warning of rustc's counts as well.
    course.write(
        "exercises/02_clippy/clippy1.rs",
        "fn main() {\n    let unused = 1;\n}\n",
    );
    course.runner("run clippy1").is(
        1,
        "02_clippy/clippy1: does_not_compile ([..] s)\n\nIt works. This exercise also asks for what clippy says:\n\nwarning: unused variable: `unused`\n[...]\n",
        "",
    );
    course.solve("02_clippy/clippy1");
    assert_eq!(course.runner("run clippy1").code, 0);
}

/// The profile's `panic = "abort"` holds for the program; test binaries unwind, as under cargo.
#[test]
fn profiles_and_lints_of_the_course_hold() {
    let course = course();
    assert_eq!(course.runner("check functions2").code, 1);
    course.write(
        "exercises/01_functions/functions2.rs",
        TESTED.replace("n + n + 1", "unsafe { n + n }"),
    );
    course.runner("run functions2").is(
        1,
        "01_functions/functions2: does_not_compile ([..] s)\n\nerror: usage of an `unsafe` block\n --> exercises/01_functions/functions2.rs:2:5\n[...]\n",
        "",
    );
    course.write(
        "exercises/01_functions/functions2.rs",
        TESTED.replace("n + n + 1", "n + n + 2"),
    );
    course.runner("run functions2").is(
        1,
        "01_functions/functions2: tests_failed ([..] s)\n\n[FAIL] doubles\n[...]\n",
        "",
    );
}
