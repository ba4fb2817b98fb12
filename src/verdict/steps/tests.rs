//! Verdicts on steps written by hand.

use super::*;

fn finished(ending: Ending, stdout: &str, stderr: &str) -> Finished {
    Finished {
        ending,
        stdout: stdout.to_owned(),
        stderr: stderr.to_owned(),
    }
}

fn verdict(run: Option<Finished>, in_file: &[&str], expected: &[&str]) -> Verdict {
    let owned = |names: &[&str]| {
        names
            .iter()
            .map(|&name| name.to_owned())
            .collect::<Vec<_>>()
    };
    judge(&Steps {
        judged_by: JudgedBy::Tests,
        limit: Duration::from_secs(10),
        in_file: &owned(in_file),
        expected: &owned(expected),
        names: TestNames::Binding,
        compile: &finished(Ending::Exited(0), "", ""),
        run: run.as_ref(),
    })
}

fn ok(lines: &str, passed: usize) -> Option<Finished> {
    let text =
        format!("running\n{lines}\n\ntest result: ok. {passed} passed; 0 failed; 0 ignored;\n");
    Some(finished(Ending::Exited(0), &text, ""))
}

#[test]
fn all_expected_tests_must_have_passed() {
    let passed = verdict(
        ok("test tests::a ... ok\ntest tests::b ... ok", 2),
        &["b", "a"],
        &["b", "a"],
    );
    assert!(passed.is_passed());
    let order: Vec<_> = passed
        .tests()
        .iter()
        .map(|test| test.name.as_str())
        .collect();
    assert_eq!(order, ["tests::b", "tests::a"], "file order");

    let one_gone = verdict(ok("test tests::a ... ok", 1), &["a"], &["b", "a"]);
    assert_eq!(
        one_gone,
        Verdict::NothingChecked {
            why: Unproven::TestsGone {
                missing: vec!["b".to_owned()]
            }
        }
    );
    let one_ignored = verdict(
        ok("test tests::a ... ok\ntest tests::b ... ignored", 1),
        &["a", "b"],
        &["a", "b"],
    );
    assert_eq!(
        one_ignored,
        Verdict::NothingChecked {
            why: Unproven::TestsGone {
                missing: vec!["b".to_owned()]
            }
        }
    );
}

#[test]
fn names_that_nobody_vouches_for_may_differ_but_not_be_fewer() {
    let loose = |lines: &str, passed: usize| {
        judge(&Steps {
            judged_by: JudgedBy::Tests,
            limit: Duration::from_secs(10),
            in_file: &[],
            expected: &["a".to_owned(), "b".to_owned()],
            names: TestNames::Loose,
            compile: &finished(Ending::Exited(0), "", ""),
            run: ok(lines, passed).as_ref(),
        })
    };
    assert!(loose("test tests::a ... ok\ntest tests::bb ... ok", 2).is_passed());
    assert_eq!(
        loose("test tests::a ... ok", 1),
        Verdict::NothingChecked {
            why: Unproven::TestsGone {
                missing: vec!["b".to_owned()]
            }
        }
    );
}

#[test]
fn no_test_at_all_checks_nothing() {
    assert_eq!(
        verdict(ok("", 0), &[], &[]),
        Verdict::NothingChecked {
            why: Unproven::TestsGone {
                missing: Vec::new()
            }
        }
    );
}

#[test]
fn leaving_before_the_tests_are_done_is_no_pass() {
    let left = verdict(
        Some(finished(
            Ending::Exited(0),
            "\nrunning 2 tests\ntest tests::a ... ",
            "",
        )),
        &["a", "b"],
        &["a", "b"],
    );
    let Verdict::Crashed {
        crash,
        running,
        tests,
        ..
    } = left
    else {
        panic!("{left:?}");
    };
    assert_eq!(crash, Crash::LeftEarly { code: 0 });
    assert_eq!(running.as_deref(), Some("tests::a"));
    assert!(tests.iter().all(|test| test.outcome == TestOutcome::NotRun));
}

#[test]
fn a_summary_that_the_results_do_not_bear_out_is_no_pass() {
    let forged = finished(
        Ending::Exited(0),
        "\nrunning 2 tests\ntest tests::a ... test result: ok. 2 passed; 0 failed;\n",
        "",
    );
    assert!(!verdict(Some(forged), &["a", "b"], &["a", "b"]).is_passed());
    let forged = finished(
        Ending::Exited(0),
        "test a ... ok\ntest result: ok. 2 passed; 0 failed;\n",
        "",
    );
    assert!(!verdict(Some(forged), &["a", "b"], &["a", "b"]).is_passed());
}

#[test]
fn failed_tests_carry_message_and_place() {
    let text = "running 1 test\ntest tests::a ... FAILED\n\nfailures:\n\n---- tests::a stdout ----\nhere\n\nthread 'tests::a' (1) panicked at exercises/a.rs:7:9:\nshape differs\nnote: run with `RUST_BACKTRACE=1`\n\n\nfailures:\n    tests::a\n\ntest result: FAILED. 0 passed; 1 failed; 0 ignored;\n";
    let failed = verdict(
        Some(finished(Ending::Exited(101), text, "")),
        &["a"],
        &["a"],
    );
    assert_eq!(failed.name(), "tests_failed");
    let (_, failure) = failed.failures().next().unwrap();
    assert_eq!(
        *failure,
        Failure {
            message: "shape differs".into(),
            file: "exercises/a.rs".into(),
            line: 7,
            output: "here".into(),
            origin: Origin::default(),
        }
    );
}

#[test]
fn crashes_are_told_apart() {
    let of = |ending, stderr: &str| {
        let judged = verdict(Some(finished(ending, "", stderr)), &[], &[]);
        let Verdict::Crashed { crash, .. } = judged else {
            panic!("{judged:?}");
        };
        crash
    };
    assert_eq!(
        of(
            Ending::Signalled(6),
            "thread 'main' has overflowed its stack"
        ),
        Crash::StackOverflow
    );
    assert_eq!(
        of(Ending::Signalled(6), "memory allocation of 99 bytes failed"),
        Crash::OutOfMemory
    );
    assert_eq!(of(Ending::Signalled(11), ""), Crash::Signal { number: 11 });
    assert_eq!(of(Ending::TooMuchOutput, ""), Crash::TooMuchOutput);
    assert_eq!(of(Ending::Exited(3), ""), Crash::LeftEarly { code: 3 });
}

#[test]
fn without_a_binary_it_does_not_compile() {
    assert_eq!(verdict(None, &[], &[]).name(), "does_not_compile");
}

#[test]
fn main_decides_where_there_are_no_tests() {
    let main = |ending| {
        judge(&Steps {
            judged_by: JudgedBy::Main,
            limit: Duration::from_secs(1),
            in_file: &[],
            expected: &[],
            names: TestNames::Binding,
            compile: &finished(Ending::Exited(0), "", ""),
            run: Some(&finished(ending, "hello\n", "")),
        })
    };
    assert!(
        matches!(main(Ending::Exited(0)), Verdict::Passed { output, .. } if output == "hello\n")
    );
    assert!(matches!(
        main(Ending::Exited(1)),
        Verdict::Crashed {
            crash: Crash::MainFailed { code: 1 },
            ..
        }
    ));
    assert!(
        matches!(main(Ending::TimedOut), Verdict::TimedOut { last_line: Some(line), .. } if line == "hello")
    );
}

#[test]
fn a_program_beside_the_tests_must_compile_and_end_well() {
    let limit = Duration::from_secs(10);
    let compiled = finished(Ending::Exited(0), "", "");
    let passed = || verdict(ok("test tests::a ... ok", 1), &["a"], &["a"]);
    let judged = |compile: &Finished, run: Option<Finished>| {
        with_program(passed(), limit, compile, run.as_ref())
    };
    assert_eq!(
        judged(&compiled, Some(finished(Ending::Exited(0), "hello", ""))),
        passed()
    );
    let failing = judged(
        &compiled,
        Some(finished(Ending::Exited(101), "", "panicked")),
    );
    assert_eq!(failing.tests(), passed().tests(), "they have passed");
    assert!(matches!(
        failing,
        Verdict::Crashed {
            crash: Crash::MainFailed { code: 101 },
            ..
        }
    ));
    let hanging = judged(&compiled, Some(finished(Ending::TimedOut, "", "")));
    assert_eq!((hanging.name(), hanging.tests().len()), ("timed_out", 1));
    let broken = finished(Ending::Exited(1), "", "");
    assert_eq!(judged(&broken, None).name(), "does_not_compile");
}
