//! Output of test binaries, as text.

use super::*;

const FAILED: &str = "
running 4 tests
test tests::a ... ok
test tests::b ... FAILED
test tests::c - should panic ... ok
test tests::d ... ignored, takes long

failures:

---- tests::b stdout ----
my own line
test tests::z ... ok

thread 'tests::b' (4711) panicked at exercises/01_arrays/01_create.rs:71:9:
shapes differ
  got (2,)
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace


failures:
    tests::b

test result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

";

#[test]
fn results_outputs_and_summary_are_read() {
    let report = parse(FAILED);
    let read: Vec<_> = report
        .tests
        .iter()
        .map(|test| (test.name.as_str(), test.outcome))
        .collect();
    assert_eq!(
        read,
        [
            ("tests::a", Outcome::Passed),
            ("tests::b", Outcome::Failed),
            ("tests::c", Outcome::Passed),
            ("tests::d", Outcome::Ignored)
        ]
    );
    assert_eq!(
        report.summary,
        Some(Summary {
            passed: 2,
            failed: 1
        })
    );
    assert_eq!(report.running, None);
    let (panic, rest) = split_panic(&report.tests[1].output);
    assert_eq!(
        panic,
        Some(Panic {
            file: "exercises/01_arrays/01_create.rs".to_owned(),
            line: 71,
            message: "shapes differ\n  got (2,)".to_owned(),
            frames: Vec::new(),
        })
    );
    assert_eq!(rest, "my own line\ntest tests::z ... ok");
}

#[test]
fn two_failures_keep_their_own_output() {
    let text = "running 2 tests\ntest a ... FAILED\ntest b ... FAILED\n\nfailures:\n\n---- a stdout ----\none\n\n---- b stdout ----\ntwo\n\n\nfailures:\n    a\n    b\n\ntest result: FAILED. 0 passed; 2 failed; 0 ignored;\n";
    let report = parse(text);
    assert_eq!(report.tests[0].output, "one");
    assert_eq!(report.tests[1].output, "two");
}

#[test]
fn a_test_without_a_result_was_running() {
    let report = parse("\nrunning 2 tests\ntest tests::a ... ok\ntest tests::loops ... ");
    assert_eq!(report.running.as_deref(), Some("tests::loops"));
    assert_eq!(report.tests.len(), 1);
    assert_eq!(report.summary, None);
}

#[test]
fn of_several_panics_the_one_that_failed_the_test_is_told() {
    let panic = |line: usize, message: &str| {
        format!("\nthread 't' (1) panicked at a.rs:{line}:9:\n{message}\n")
    };
    let expected_first = format!(
        "{}note: run with `RUST_BACKTRACE=1`\nmine\n{}",
        panic(1, "expected"),
        panic(2, "assertion")
    );
    let (told, rest) = split_panic(&expected_first);
    assert_eq!(
        told.map(|panic| (panic.line, panic.message)),
        Some((2, "assertion".to_owned()))
    );
    assert_eq!(rest, "mine");
    let joined = format!(
        "{}{}",
        panic(1, "in the thread"),
        panic(2, "called `unwrap()` on an `Err` value: Any { .. }")
    );
    assert_eq!(split_panic(&joined).0.map(|panic| panic.line), Some(1));
}

#[test]
fn a_test_may_print_past_the_harness() {
    let text = "\nrunning 3 tests\ntest tests::a ... words\nok\ntest tests::b ... no line endok\ntest tests::c ... all is ok\n\nfailures:\nFAILED\n\nfailures:\n\n---- tests::c stdout ----\nwhy\n\n\nfailures:\n    tests::c\n\ntest result: FAILED. 2 passed; 1 failed; 0 ignored;\n";
    let report = parse(text);
    let read: Vec<_> = report
        .tests
        .iter()
        .map(|test| (test.name.as_str(), test.outcome, test.output.as_str()))
        .collect();
    assert_eq!(
        read,
        [
            ("tests::a", Outcome::Passed, ""),
            ("tests::b", Outcome::Passed, ""),
            ("tests::c", Outcome::Failed, "why")
        ]
    );
    assert_eq!(
        (report.running, report.summary),
        (
            None,
            Some(Summary {
                passed: 2,
                failed: 1
            })
        )
    );
}

#[test]
fn any_text_is_read_without_a_panic() {
    for text in [
        "",
        "test ",
        "test x",
        "test x ...",
        "test x ... ",
        "test result: ",
        "failures:",
        "\nfailures:\n\nfailures:\n",
        "---- x stdout ----",
    ] {
        parse(text);
        split_panic(text);
    }
    split_panic("thread 'x' panicked at ");
    split_panic("thread 'x' panicked at nowhere");
}

#[test]
fn test_functions_are_found_in_file_order() {
    let source = "
            #[cfg(test)]
            mod tests {
                #[test]
                fn second_by_name() {}
                // #[test]
                fn no_test() {}
                #[test]
                #[should_panic(expected = \"fn nothing\")]
                // why
                pub fn a() {}
                #[test] fn on_one_line() {}
            }
        ";
    assert_eq!(functions(source), ["second_by_name", "a", "on_one_line"]);
}

/// A program may print anything, and in between what a test harness prints.
#[test]
fn any_output_may_come() {
    const START: &str = "\nrunning 3 tests\ntest tests::a ... ok\ntest tests::b - should panic ... FAILED\ntest tests::c ... ignored, slow\n\nfailures:\n\n---- tests::b stdout ----\n\nthread 'tests::b' (47) panicked at src/main.rs:3:5:\nnote: run with `RUST_BACKTRACE=1`\n\n\nfailures:\n    tests::b\n\ntest result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
    const TOKENS: [&str; 12] = [
        "test ",
        " ... ",
        "ok\n",
        "FAILED\n",
        "\nfailures:\n",
        "---- ",
        " stdout ----\n",
        "test result: ",
        "99999999999999999999 passed;",
        "thread '",
        " panicked at ::",
        "\u{e9}\u{1f980}",
    ];
    crate::fuzz::each(START, &TOKENS, 3000, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let report = parse(&text);
        for test in &report.tests {
            split_panic(&test.output);
            short(&test.name);
        }
        split_panic(&text);
        functions(&text);
    });
}

/// With a search through the whole report for each name this would take hours.
#[test]
fn a_flood_of_names_takes_one_pass() {
    const MANY: usize = 50_000;
    let names = |line: &dyn Fn(usize) -> String| (0..MANY).map(line).collect::<String>();
    let report = parse(&format!(
        "{}\nfailures:\n\n{}\n\nfailures:\n{}\ntest result: FAILED. 0 passed; {MANY} failed;\n",
        names(&|n| format!("test t{n} ... FAILED\n")),
        names(&|n| format!("---- t{n} stdout ----\nsaid {n}\n\n")),
        names(&|n| format!("    t{n}\n")),
    ));
    assert_eq!(report.tests.len(), MANY);
    assert!(
        report
            .tests
            .iter()
            .enumerate()
            .all(|(n, test)| test.output == format!("said {n}"))
    );
}
