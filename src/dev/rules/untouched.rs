//! Rule 1: an untouched exercise fails as its `fails_with` names, without warnings.

use crate::{
    catalog::{Exercise, FailsWith, Form, Untouched},
    dev::{
        problem::{Problem, Rule},
        words::{first_error, unknown_test},
    },
    diagnostics::{self, Diagnostic, Level},
    libtest,
    verdict::{TestOutcome, Verdict},
};

/// What the untouched file comes to, against what `info.toml` says of it. `text` is the file's.
pub(in crate::dev) fn failure(
    exercise: &Exercise,
    form: Form,
    text: &str,
    verdict: &Verdict,
) -> Option<Problem> {
    let problem = |message: String| Some(Problem::new(&exercise.path, 1, Rule::Untouched, message));
    if exercise.untouched == Untouched::MayPass {
        return None;
    }
    let verdict = verdict.on_the_code();
    match (&exercise.fails_with, verdict) {
        (_, Verdict::Passed { .. }) => {
            problem("it passes as it is: there is nothing to solve".to_owned())
        }
        (None, _) if form == Form::Rustlings => None,
        (None, _) => problem(format!(
            "info.toml has no `fails_with` for it; it fails with {}",
            seen(verdict)
        )),
        (Some(FailsWith::Test(name)), _) => {
            let wanted = libtest::short(name);
            if first_failing(verdict) == Some(wanted) {
                return None;
            }
            if libtest::functions(text).iter().all(|test| test != wanted) {
                return problem(format!(
                    "it fails with {}; of `fails_with`, {}",
                    seen(verdict),
                    unknown_test(name, text)
                ));
            }
            problem(format!(
                "`fails_with` names the test `{wanted}`, but it fails with {}",
                seen(verdict)
            ))
        }
        (Some(FailsWith::Code(code)), _) => {
            if first_code(verdict) == Some(code) {
                return None;
            }
            problem(format!(
                "`fails_with` names the error {code}, but it fails with {}",
                seen(verdict)
            ))
        }
    }
}

/// The first failing test in file order; one that crashes or runs out of time fails too.
fn first_failing(verdict: &Verdict) -> Option<&str> {
    let running = match verdict {
        Verdict::TimedOut { running, .. } | Verdict::Crashed { running, .. } => running.as_deref(),
        Verdict::Passed { .. }
        | Verdict::TestsFailed { .. }
        | Verdict::DoesNotCompile { .. }
        | Verdict::NothingChecked { .. }
        | Verdict::NotAttempted { .. } => None,
    };
    let fails = |outcome: &TestOutcome, name: &str| {
        matches!(outcome, TestOutcome::Failed(_)) || running == Some(name)
    };
    let first = verdict
        .tests()
        .iter()
        .find(|test| fails(&test.outcome, &test.name));
    first
        .map(|test| test.name.as_str())
        .or(running)
        .map(libtest::short)
}

fn first_code(verdict: &Verdict) -> Option<&String> {
    match verdict {
        Verdict::DoesNotCompile { diagnostics, .. } => {
            diagnostics::errors(diagnostics).next()?.code.as_ref()
        }
        Verdict::Passed { .. }
        | Verdict::TestsFailed { .. }
        | Verdict::TimedOut { .. }
        | Verdict::Crashed { .. }
        | Verdict::NothingChecked { .. }
        | Verdict::NotAttempted { .. } => None,
    }
}

/// How it failed, to end a sentence with.
fn seen(verdict: &Verdict) -> String {
    match verdict {
        Verdict::DoesNotCompile { .. } => first_error(verdict),
        Verdict::TestsFailed { .. } => {
            format!("the test `{}`", first_failing(verdict).unwrap_or_default())
        }
        Verdict::TimedOut { .. } => format!("the time limit{}", in_test(verdict)),
        Verdict::Crashed { .. } => format!("a crash{}", in_test(verdict)),
        Verdict::NothingChecked { .. } => "no test that ran".to_owned(),
        Verdict::Passed { .. } | Verdict::NotAttempted { .. } => "nothing".to_owned(),
    }
}

fn in_test(verdict: &Verdict) -> String {
    first_failing(verdict).map_or_else(String::new, |test| format!(" in the test `{test}`"))
}

/// Each remark of the compiler as a problem, once.
pub(in crate::dev) fn remarks<'a>(
    file: &str,
    rule: Rule,
    remarks: impl IntoIterator<Item = &'a Diagnostic>,
) -> Vec<Problem> {
    let mut problems: Vec<Problem> = remarks
        .into_iter()
        .map(|remark| {
            let line = remark.place.as_ref().map_or(1, |place| place.line);
            let level = if remark.level == Level::Error {
                "error"
            } else {
                "warning"
            };
            let code = remark
                .code
                .as_ref()
                .map_or_else(String::new, |code| format!(" ({code})"));
            Problem::new(
                file,
                line,
                rule,
                format!("{level}: {}{code}", remark.message),
            )
        })
        .collect();
    problems.sort();
    problems.dedup();
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalog::Catalog,
        dev::rules::testing,
        diagnostics::Place,
        verdict::{Compiler, Crash, Failure, Test},
    };

    const TEXT: &str = "#[test]\nfn b() {}\n#[test]\nfn a() {}\n";

    fn course(entry: &str, levels: &str) -> Catalog {
        testing::catalog(&format!(
            "{levels}\nexercises = [{{ dir = \"01_a\", name = \"01_x\", {entry} }}]"
        ))
    }

    fn told(entry: &str, verdict: &Verdict) -> Option<String> {
        let course = course(entry, "levels = [{ dir = \"01_a\" }]");
        let problem = failure(&course.exercises()[0], Form::Levels, TEXT, verdict)?;
        assert_eq!(
            (problem.file.as_str(), problem.rule),
            ("exercises/01_a/01_x.rs", Rule::Untouched)
        );
        Some(problem.message)
    }

    fn tests(failed: &[&str]) -> Vec<Test> {
        let failure = || Failure {
            message: String::new(),
            file: String::new(),
            line: 0,
            output: String::new(),
            origin: Default::default(),
        };
        ["tests::b", "tests::a"]
            .map(|name| Test {
                name: name.to_owned(),
                outcome: if failed.contains(&name) {
                    TestOutcome::Failed(failure())
                } else {
                    TestOutcome::Passed
                },
            })
            .into()
    }

    fn failing(failed: &[&str]) -> Verdict {
        Verdict::TestsFailed {
            tests: tests(failed),
            warnings: Vec::new(),
        }
    }

    fn diagnostic(level: Level, code: &str) -> Diagnostic {
        Diagnostic {
            level,
            code: Some(code.to_owned()),
            message: "it is wrong".to_owned(),
            place: Some(Place {
                file: "x".to_owned(),
                line: 3,
                column: 1,
            }),
            spans: Vec::new(),
            children: Vec::new(),
            rendered: String::new(),
        }
    }

    fn broken(code: &str) -> Verdict {
        let diagnostics = vec![
            diagnostic(Level::Warning, "unused"),
            diagnostic(Level::Error, code),
            diagnostic(Level::Error, "E0001"),
        ];
        Verdict::DoesNotCompile {
            by: Compiler::Rustc,
            diagnostics,
            other: String::new(),
        }
    }

    #[test]
    fn the_first_failing_test_of_the_file_is_the_one_named() {
        let both = failing(&["tests::a", "tests::b"]);
        assert_eq!(told("fails_with = \"tests::b\"", &both), None);
        assert_eq!(
            told("fails_with = \"b\"", &both),
            None,
            "without its module"
        );
        let attempt = Verdict::NotAttempted {
            verdict: Some(Box::new(both.clone())),
        };
        assert_eq!(told("fails_with = \"b\"", &attempt), None);
        assert_eq!(
            told("fails_with = \"tests::a\"", &both).as_deref(),
            Some("`fails_with` names the test `a`, but it fails with the test `b`")
        );
        assert_eq!(
            told("fails_with = \"tests::bb\"", &both).as_deref(),
            Some(
                "it fails with the test `b`; of `fails_with`, there is no test `tests::bb`; did you mean `b`?"
            )
        );
        assert_eq!(
            told("fails_with = \"b\"", &broken("E0308")).as_deref(),
            Some(
                "`fails_with` names the test `b`, but it fails with error[E0308] in line 3: it is wrong"
            )
        );
    }

    #[test]
    fn the_first_error_is_the_one_named() {
        assert_eq!(told("fails_with = \"E0502\"", &broken("E0502")), None);
        assert!(
            told("fails_with = \"E0001\"", &broken("E0502"))
                .unwrap()
                .contains("but it fails with error[E0502]")
        );
        assert!(
            told("fails_with = \"E0502\"", &failing(&["tests::a"]))
                .unwrap()
                .ends_with("fails with the test `a`")
        );
    }

    #[test]
    fn a_crash_in_the_named_test_is_its_failure() {
        let crash = |running: &str| Verdict::Crashed {
            crash: Crash::StackOverflow,
            tests: tests(&[]),
            running: Some(running.to_owned()),
            output: String::new(),
        };
        assert_eq!(told("fails_with = \"b\"", &crash("tests::b")), None);
        assert!(
            told("fails_with = \"b\"", &crash("tests::a"))
                .unwrap()
                .ends_with("fails with a crash in the test `a`")
        );
    }

    #[test]
    fn what_passes_is_no_exercise_unless_it_may() {
        let passed = Verdict::Passed {
            tests: tests(&[]),
            warnings: Vec::new(),
            output: String::new(),
        };
        assert!(
            told("fails_with = \"b\"", &passed)
                .unwrap()
                .starts_with("it passes as it is")
        );
        assert_eq!(told("skip_check_unsolved = true", &passed), None);
        let course = course("", "");
        assert!(failure(&course.exercises()[0], Form::Rustlings, TEXT, &passed).is_some());
    }

    #[test]
    fn the_reason_is_named_except_in_rustlings_form() {
        assert_eq!(
            told("", &failing(&["tests::a"])).as_deref(),
            Some("info.toml has no `fails_with` for it; it fails with the test `a`")
        );
        let course = course("", "");
        assert_eq!(
            failure(
                &course.exercises()[0],
                Form::Rustlings,
                TEXT,
                &failing(&["tests::a"])
            ),
            None
        );
    }

    #[test]
    fn a_remark_of_two_compiles_is_told_once() {
        let warning = diagnostic(Level::Warning, "unused_mut");
        let problems = remarks("a.rs", Rule::Solution, [&warning, &warning]);
        assert_eq!(
            problems.iter().map(Problem::to_string).collect::<Vec<_>>(),
            ["a.rs:3: solution: warning: it is wrong (unused_mut)"]
        );
    }
}
