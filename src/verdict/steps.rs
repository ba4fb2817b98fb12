//! The verdict as a pure function of the steps of a check: what the compiler and the test binary left.

use std::time::Duration;

use super::{Compiler, Crash, Failure, Test, TestOutcome, Unproven, Verdict, origin::Origin};
use crate::{
    catalog::JudgedBy,
    diagnostics::{self, Diagnostic},
    libtest::{self, Outcome},
    process::{Ending, Finished},
};

/// The steps of one check, as far as they went.
#[derive(Debug)]
pub(crate) struct Steps<'a> {
    pub(crate) judged_by: JudgedBy,
    pub(crate) limit: Duration,
    /// Test functions of the learner's file, in file order.
    pub(crate) in_file: &'a [String],
    /// Test functions of the untouched file, as far as it is known.
    pub(crate) expected: &'a [String],
    pub(crate) names: TestNames,
    pub(crate) compile: &'a Finished,
    /// Absent if there was nothing to run.
    pub(crate) run: Option<&'a Finished>,
}

/// Whether the tests of the untouched file are known by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TestNames {
    /// The course vouches for them: each must have passed.
    Binding,
    /// They were read from the file as it was first seen: as many must have passed, but some courses (rustlings, for one)
    /// have solutions whose tests are called differently.
    Loose,
}

/// The verdict on a file. Cancelled steps are never judged.
pub(crate) fn judge(steps: &Steps) -> Verdict {
    let (diagnostics, other) = diagnostics::parse(&steps.compile.stderr);
    let warnings = || diagnostics::warnings(&diagnostics).cloned().collect();
    let Some(run) = steps.run else {
        return Verdict::DoesNotCompile {
            by: Compiler::Rustc,
            diagnostics,
            other,
        };
    };
    match steps.judged_by {
        JudgedBy::Tests => judge_tests(steps, run, warnings()),
        JudgedBy::Main => judge_main(steps, run, warnings()),
    }
}

fn judge_tests(steps: &Steps, run: &Finished, warnings: Vec<Diagnostic>) -> Verdict {
    let report = libtest::parse(&run.stdout);
    let tests = in_file_order(&report, steps.in_file);
    let running = report.running.clone();
    let failed = tests
        .iter()
        .any(|test| matches!(test.outcome, TestOutcome::Failed(_)));

    match run.ending {
        Ending::TimedOut => Verdict::TimedOut {
            limit: steps.limit,
            tests,
            running,
            last_line: None,
        },
        // libtest's own word for failed tests, with a summary that says the same.
        Ending::Exited(101) if failed && report.summary.is_some() => {
            Verdict::TestsFailed { tests, warnings }
        }
        Ending::Exited(0)
            if report.summary.is_some_and(|summary| {
                summary.failed == 0 && summary.passed == count_passed(&tests)
            }) && !failed =>
        {
            judge_completeness(steps, tests, warnings)
        }
        ending @ (Ending::Exited(_)
        | Ending::Signalled(_)
        | Ending::TooMuchOutput
        | Ending::Cancelled) => Verdict::Crashed {
            crash: crash(ending, run, JudgedBy::Tests),
            tests,
            running,
            output: said(run),
        },
    }
}

fn judge_completeness(steps: &Steps, tests: Vec<Test>, warnings: Vec<Diagnostic>) -> Verdict {
    let passed = |name: &String| {
        tests
            .iter()
            .any(|test| libtest::short(&test.name) == name && test.outcome == TestOutcome::Passed)
    };
    let missing: Vec<String> = steps
        .expected
        .iter()
        .filter(|name| !passed(name))
        .cloned()
        .collect();
    let complete = match steps.names {
        TestNames::Binding => missing.is_empty(),
        TestNames::Loose => count_passed(&tests) >= steps.expected.len(),
    };
    if complete && count_passed(&tests) > 0 {
        Verdict::Passed {
            tests,
            warnings,
            output: String::new(),
        }
    } else {
        Verdict::NothingChecked {
            why: Unproven::TestsGone { missing },
        }
    }
}

/// The verdict on a file whose tests pass and that must work as a program too. `run` is absent if it does not compile.
pub(crate) fn with_program(
    passed: Verdict,
    limit: Duration,
    compile: &Finished,
    run: Option<&Finished>,
) -> Verdict {
    let mut verdict = judge(&Steps {
        judged_by: JudgedBy::Main,
        limit,
        in_file: &[],
        expected: &[],
        names: TestNames::Loose,
        compile,
        run,
    });
    match &mut verdict {
        Verdict::Passed { .. } => return passed,
        Verdict::TimedOut { tests, .. } | Verdict::Crashed { tests, .. } => {
            *tests = passed.tests().to_vec();
        }
        Verdict::TestsFailed { .. }
        | Verdict::DoesNotCompile { .. }
        | Verdict::NothingChecked { .. }
        | Verdict::NotAttempted { .. } => {}
    }
    verdict
}

fn judge_main(steps: &Steps, run: &Finished, warnings: Vec<Diagnostic>) -> Verdict {
    match run.ending {
        Ending::Exited(0) => Verdict::Passed {
            tests: Vec::new(),
            warnings,
            output: said(run),
        },
        Ending::TimedOut => Verdict::TimedOut {
            limit: steps.limit,
            tests: Vec::new(),
            running: None,
            last_line: last_line(run),
        },
        ending @ (Ending::Exited(_)
        | Ending::Signalled(_)
        | Ending::TooMuchOutput
        | Ending::Cancelled) => Verdict::Crashed {
            crash: crash(ending, run, JudgedBy::Main),
            tests: Vec::new(),
            running: None,
            output: said(run),
        },
    }
}

fn crash(ending: Ending, run: &Finished, judged_by: JudgedBy) -> Crash {
    if run.stderr.contains("has overflowed its stack") {
        return Crash::StackOverflow;
    }
    if run.stderr.contains("memory allocation of") {
        return Crash::OutOfMemory;
    }
    match (ending, judged_by) {
        (Ending::TooMuchOutput, _) => Crash::TooMuchOutput,
        (Ending::Signalled(number), _) => Crash::Signal { number },
        (Ending::Exited(code), JudgedBy::Tests) => Crash::LeftEarly { code },
        (Ending::Exited(code), JudgedBy::Main) => Crash::MainFailed { code },
        // Judged before, or never judged.
        (Ending::TimedOut | Ending::Cancelled, _) => Crash::Signal { number: 9 },
    }
}

fn said(run: &Finished) -> String {
    let mut said = run.stdout.clone();
    if !said.is_empty() && !said.ends_with('\n') && !run.stderr.is_empty() {
        said.push('\n');
    }
    said.push_str(&run.stderr);
    said
}

/// The last line that is not empty, of what a program printed.
pub(crate) fn last_line(run: &Finished) -> Option<String> {
    let last = |text: &str| {
        text.lines()
            .rev()
            .find(|line| !line.trim().is_empty())
            .map(str::to_owned)
    };
    last(&run.stdout).or_else(|| last(&run.stderr))
}

fn count_passed(tests: &[Test]) -> usize {
    tests
        .iter()
        .filter(|test| test.outcome == TestOutcome::Passed)
        .count()
}

/// libtest's results in the order of the file, with the tests of the file that have no result at their place.
fn in_file_order(report: &libtest::Report, in_file: &[String]) -> Vec<Test> {
    let place = |name: &str| {
        in_file
            .iter()
            .position(|other| other == libtest::short(name))
            .unwrap_or(usize::MAX)
    };
    let mut tests: Vec<Test> = report.tests.iter().map(test_of).collect();
    for name in in_file {
        if !tests.iter().any(|test| libtest::short(&test.name) == name) && report.running.is_some()
        {
            tests.push(Test {
                name: name.clone(),
                outcome: TestOutcome::NotRun,
            });
        }
    }
    tests.sort_by_key(|test| place(&test.name));
    tests
}

fn test_of(line: &libtest::Line) -> Test {
    let outcome = match line.outcome {
        Outcome::Passed => TestOutcome::Passed,
        Outcome::Ignored => TestOutcome::Ignored,
        Outcome::Failed => {
            let (panic, output) = libtest::split_panic(&line.output);
            TestOutcome::Failed(match panic {
                Some(panic) => Failure {
                    message: panic.message,
                    file: panic.file,
                    line: panic.line,
                    output,
                    origin: Origin::default(),
                },
                // A test that returned an error, or should have panicked and did not.
                None => Failure {
                    message: output,
                    file: String::new(),
                    line: 0,
                    output: String::new(),
                    origin: Origin::default(),
                },
            })
        }
    };
    Test {
        name: line.name.clone(),
        outcome,
    }
}

#[cfg(test)]
mod tests;
