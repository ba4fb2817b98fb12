//! The seven outcomes, each from a file that produces it.

use crate::support::{Course, Done, ONE, PREPARING, TWO, solved, with_body, wrong};

const FILE: &str = "exercises/01_numbers/01_one.rs";

/// [`ONE`] with a time limit, and `text` in its place.
fn course_with(text: &str) -> Course {
    let course = Course::new()
        .level("01_numbers")
        .level_key("title = \"Numbers\"")
        .exercise("01_one", ONE)
        .key("seconds = 5");
    course.write(FILE, text);
    course
}

fn check(text: &str) -> Done {
    course_with(text).runner("run")
}

/// Tests of an exercise that has only these.
fn tests(body: &str) -> String {
    format!(
        "#![allow(dead_code)]\nfn main() {{}}\n\n#[cfg(test)]\nmod tests {{\n    use std::io::Write;\n\n{body}\n}}\n"
    )
}

/// An exercise whose untouched file is empty, so that any tests will do, under a short time limit.
fn check_tests(body: &str) -> Done {
    let course = Course::new()
        .level("01_numbers")
        .level_key("title = \"Numbers\"")
        .exercise("01_one", "")
        .key("seconds = 0.5");
    course.write(FILE, tests(body));
    course.runner("run")
}

#[test]
fn passed() {
    let done = check(&solved(ONE));
    done.is(
        0,
        "\
01_numbers/01_one: passed ([..] s)

  [ok] one_is_one
  [ok] it_is_odd

main prints:
  one is 1

solution to compare with: solutions/01_numbers/01_one.rs
`runner next` moves on.
",
        PREPARING,
    );
}

#[test]
fn tests_failed() {
    check(&wrong(ONE)).is(
        1,
        "\
01_numbers/01_one: tests_failed ([..] s)

[FAIL] one_is_one
  [ok] it_is_odd

First to fail: one_is_one
  exercises/01_numbers/01_one.rs:15
  assertion `left == right` failed
    left: 3
   right: 1
",
        PREPARING,
    );
}

#[test]
fn does_not_compile() {
    check(&with_body(ONE, "\"one\"")).is(
        1,
        "\
01_numbers/01_one: does_not_compile ([..] s)

error[E0308]: mismatched types
 --> exercises/01_numbers/01_one.rs:2:5
[...]
",
        PREPARING,
    );
}

/// A text that is no Rust at all, and one that stops in the middle.
#[test]
fn half_a_file_does_not_compile() {
    check("just words").is(
        1,
        "01_numbers/01_one: does_not_compile ([..] s)\n\nerror: expected one of [..]\n --> exercises/01_numbers/01_one.rs:1:6\n[...]\n",
        PREPARING,
    );
    check(&ONE[..200]).is(1, "01_numbers/01_one: does_not_compile ([..] s)\n\nIn plain words: A `{` is opened and never closed, so the file ends in the middle.\nOne way out: Look at what you changed last, and close it with `}`.\n\nerror: this file contains an unclosed delimiter\n[...]\n", PREPARING);
    // Nothing at all is a test binary without tests.
    check("").is(
        1,
        "01_numbers/01_one: nothing_checked ([..] s)\n[...]\n",
        PREPARING,
    );
}

/// rustc shows the first error first, and the warnings of code that does not compile wait.
#[test]
fn errors_come_before_warnings() {
    let done = check(&with_body(ONE, "let unused = 5;\n    missing()"));
    let error = done
        .stdout
        .find("error[E0425]")
        .expect("the error is shown");
    assert!(
        done.stdout
            .find("warning")
            .is_none_or(|warning| warning > error),
        "{}",
        done.stdout
    );
}

#[test]
fn timed_out_names_the_test_and_the_last_line_it_printed() {
    let done = check_tests(
        "    #[test]
    fn a_quick_one() {}

    #[test]
    fn b_never_ends() {
        for step in 0.. {
            println!(\"step {step}\");
            if step == 7 {
                loop {
                    std::thread::sleep(std::time::Duration::from_millis(10));
                }
            }
        }
    }

    #[test]
    fn c_was_not_reached() {}",
    );
    done.is(
        1,
        "\
01_numbers/01_one: timed_out ([..] s)

  [ok] a_quick_one
  [--] b_never_ends
  [--] c_was_not_reached

Stopped after 0.5 s: `b_never_ends` did not finish.
The last line it printed: step 7
Usual causes: [...]
"
        .replace("Usual causes: [...]", "Usual causes: [..]\n[...]")
        .as_str(),
        PREPARING,
    );
}

/// A busy loop, without anything printed.
#[test]
fn timed_out_in_silence() {
    let done = check_tests(
        "    #[test]\n    fn spins() {\n        let mut n = 0_u64;\n        while std::hint::black_box(n) < u64::MAX {\n            n = n.wrapping_add(1) % 1000;\n        }\n    }",
    );
    done.is(
        1,
        "\
01_numbers/01_one: timed_out ([..] s)

  [--] spins

Stopped after 0.5 s: `spins` did not finish.
Usual causes: [..]
[...]
",
        PREPARING,
    );
}

#[test]
fn leaving_with_success_in_the_middle_of_the_tests_is_a_crash() {
    let done = check(&with_body(ONE, "std::process::exit(0)"));
    done.is(
        1,
        "\
01_numbers/01_one: crashed ([..] s)

  [--] one_is_one
  [--] it_is_odd

The program ended in `it_is_odd` before all tests had run (exit code 0).
Look for std::process::exit or abort. Tests end by returning.
",
        PREPARING,
    );
}

#[test]
fn an_endless_recursion_overflows_the_stack() {
    let done = check(
        "fn one() -> i32 {\n    let here = [0_u8; 100];\n    one() + i32::from(std::hint::black_box(here)[0])\n}\n\nfn main() {\n    one();\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn one_is_one() {\n        assert_eq!(one(), 1);\n    }\n\n    #[test]\n    fn it_is_odd() {\n        assert_eq!(one() % 2, 1);\n    }\n}\n",
    );
    done.is(
        1,
        "\
01_numbers/01_one: crashed ([..] s)

  [--] one_is_one
  [--] it_is_odd

The stack overflowed in `it_is_odd`.
Usual cause: a function that calls itself without an end. Is there a case that returns without
calling again, and is it reached?

It printed:
[...]
",
        PREPARING,
    );
}

#[test]
fn endless_allocation_is_stopped() {
    let done = check(&with_body(
        ONE,
        "let mut hoard: Vec<Vec<u8>> = Vec::new();\n    for _ in 0..16 {\n        hoard.push(Vec::with_capacity(1 << 30));\n    }\n    panic!(\"{} GiB were given\", hoard.len())",
    ));
    done.is(
        1,
        "\
01_numbers/01_one: crashed ([..] s)

  [--] one_is_one
  [--] it_is_odd

It asked for more memory than it may use in `it_is_odd` (4 GiB).
Usual cause: a size that went wrong (a usize below zero wraps to a huge number), or a Vec that grows
in a loop.

It printed:
  memory allocation of 1073741824 bytes failed
[...]
",
        PREPARING,
    );
}

#[test]
fn endless_printing_is_stopped() {
    let course = course_with(&tests(
        "    #[test]\n    fn prints() {\n        loop {\n            std::io::stdout().write_all(&[b'x'; 4096]).unwrap();\n        }\n    }",
    ))
    .key("seconds_ = 0");
    // The limit must be the output's, not the clock's.
    course.edit(
        "info.toml",
        "seconds = 5\nseconds_ = 0\n",
        "seconds = 100\n",
    );
    let done = course.runner("run");
    assert_eq!(done.code, 1);
    assert!(
        done.stdout.starts_with("01_numbers/01_one: crashed ("),
        "{:.300}",
        done.stdout
    );
    assert!(
        done.stdout
            .contains("It printed more than 64 MiB in `prints` and was stopped.\n"),
        "{:.1000}",
        done.stdout
    );
    assert!(
        done.stdout.len() < 10_000,
        "the flood does not reach the terminal: {} bytes",
        done.stdout.len()
    );
}

/// What a test prints past the harness's capture must not be taken for the harness's own words.
#[test]
fn output_around_the_harness_does_not_hide_a_pass() {
    for print in [
        "std::io::stdout().write_all(b\"straight out\\n\").unwrap();",
        "std::io::stdout().write_all(b\"no line end\").unwrap();",
        "std::io::stdout().write_all(b\"\\n\\nfailures:\\n\").unwrap();",
        "std::process::Command::new(\"echo\").arg(\"of a child\").status().unwrap();",
    ] {
        let body = format!(
            "    #[test]\n    fn a() {{\n        {print}\n    }}\n\n    #[test]\n    fn b() {{}}"
        );
        check_tests(&body).is(
            0,
            "01_numbers/01_one: passed ([..] s)\n\n  [ok] a\n  [ok] b\n[...]\n`runner next` moves on.\n",
            PREPARING,
        );
    }
}

#[test]
fn output_around_the_harness_does_not_hide_a_failure() {
    let done = check_tests(
        "    #[test]\n    fn a() {\n        std::io::stdout().write_all(b\"straight out\\n\").unwrap();\n        panic!(\"the reason\");\n    }\n\n    #[test]\n    fn b() {}",
    );
    done.is(
        1,
        "01_numbers/01_one: tests_failed ([..] s)\n\n[FAIL] a\n  [ok] b\n\nFirst to fail: a\n  exercises/01_numbers/01_one.rs:[..]\n  the reason\n",
        PREPARING,
    );
}

#[test]
fn a_forged_summary_is_no_pass() {
    let forged = "std::io::stdout().write_all(b\"test result: ok. 2 passed; 0 failed; 0 ignored;\\n\").unwrap();\n        std::process::exit(0);";
    let done = check_tests(&format!(
        "    #[test]\n    fn a() {{\n        {forged}\n    }}\n\n    #[test]\n    fn b() {{}}"
    ));
    assert_eq!(done.code, 1);
    assert!(
        done.stdout.starts_with("01_numbers/01_one: crashed ("),
        "{}",
        done.stdout
    );
}

#[test]
fn main_decides_where_an_exercise_has_no_tests() {
    let course = |main: &str| {
        let course = Course::new()
            .level("01_numbers")
            .level_key("title = \"Numbers\"")
            .exercise("01_one", "fn main() {\n    todo!();\n}\n")
            .key("test = false\nseconds = 0.5");
        course.write(FILE, format!("fn main() {{\n    {main}\n}}\n"));
        course.runner("run")
    };
    course("println!(\"hello\");").is(
        0,
        "\
01_numbers/01_one: passed ([..] s)

It printed:
  hello

solution to compare with: solutions/01_numbers/01_one.rs
`runner next` moves on.
",
        PREPARING,
    );
    course("println!(\"on the way\");\n    std::process::exit(3);").is(
        1,
        "\
01_numbers/01_one: crashed ([..] s)

The program ended with exit code 3.
A panic, an error returned from main, or std::process::exit.

It printed:
  on the way
",
        PREPARING,
    );
    course("panic!(\"no\");").is(
        1,
        "\
01_numbers/01_one: crashed ([..] s)

The program ended with exit code 101.
A panic, an error returned from main, or std::process::exit.

It printed:
  thread 'main' ([..]) panicked at exercises/01_numbers/01_one.rs:2:5:
  no
[...]
",
        PREPARING,
    );
    course("println!(\"waiting\");\n    loop {\n        std::thread::sleep(std::time::Duration::from_secs(1));\n    }").is(
        1,
        "\
01_numbers/01_one: timed_out ([..] s)

Stopped after 0.5 s: it did not finish.
The last line it printed: waiting
Usual causes: [..]
[...]
",
        PREPARING,
    );
}

const GONE: &str = "Put them back: they are the specification. `runner reset 01_numbers/01_one` brings the untouched
file and keeps yours in a backup.
";

#[test]
fn deleting_the_tests_is_not_solving() {
    let text = solved(ONE);
    let (code, _) = text.split_once("\n#[cfg(test)]").expect("there are tests");
    check(code).is(
        1,
        &format!(
            "01_numbers/01_one: nothing_checked ([..] s)\n\nThese tests are gone or switched off, so nothing is proven: one_is_one, it_is_odd\n{GONE}"
        ),
        PREPARING,
    );
}

#[test]
fn one_test_less_is_not_solving() {
    let gone = |text: String| {
        check(&text).is(
            1,
            &format!(
                "01_numbers/01_one: nothing_checked ([..] s)\n\nThese tests are gone or switched off, so nothing is proven: it_is_odd\n{GONE}"
            ),
            PREPARING,
        );
    };
    let text = solved(ONE);
    let start = text.rfind("\n    #[test]").expect("there are tests");
    gone(format!("{}}}\n", &text[..start]));
    let ignored = text.replace(
        "    #[test]\n    fn it_is_odd",
        "    #[test]\n    #[ignore]\n    fn it_is_odd",
    );
    assert_ne!(ignored, text);
    gone(ignored);
    gone(text.replace(
        "    #[test]\n    fn it_is_odd",
        "    #[cfg(any())]\n    #[test]\n    fn it_is_odd",
    ));
    gone(text.replace(
        "    #[test]\n    fn it_is_odd",
        "    // #[test]\n    #[allow(dead_code)]\n    fn it_is_odd",
    ));
    gone(text.replace("fn it_is_odd", "fn it_is_even"));
}

#[test]
fn switching_the_module_off_is_not_solving() {
    for switch in [
        "#[cfg(any())]",
        "#[cfg(not(test))]",
        "#[cfg(feature = \"tests\")]",
    ] {
        let done = check(&solved(ONE).replace("#[cfg(test)]", switch));
        assert_eq!(done.code, 1);
        assert!(
            done.stdout
                .starts_with("01_numbers/01_one: nothing_checked (")
                && done
                    .stdout
                    .contains("nothing is proven: one_is_one, it_is_odd\n"),
            "{switch}: {}",
            done.stdout
        );
    }
}

/// Even where nobody knows the untouched file: a file without a test proves nothing.
#[test]
fn a_file_without_tests_proves_nothing() {
    let course = Course::new()
        .level("01_numbers")
        .level_key("title = \"Numbers\"")
        .exercise("01_one", "fn main() {}\n")
        .without_archive();
    course.write(FILE, "fn main() {}\n\nfn one() {}\n");
    course.runner("run").is(
        1,
        &format!("01_numbers/01_one: [..] ([..] s)\n[...]\nNothing was checked: exercises/01_numbers/01_one.rs has no tests any more.\n{GONE}"),
        PREPARING,
    );
}

#[test]
fn not_attempted_until_the_text_changes() {
    let course = Course::two();
    course.runner("check").is(
        1,
        "01_numbers/01_one: not_attempted ([..] s)\n01_numbers/02_two: not_attempted ([..] s)\n\n0 of 2 passed\n",
        PREPARING,
    );
    course.write("exercises/01_numbers/02_two.rs", format!("{TWO}\n"));
    course.runner("check two").is(
        1,
        "01_numbers/02_two: tests_failed ([..] s)\n    two_is_two: still to write: the number after one\n\n0 of 1 passed\n",
        "",
    );
}
