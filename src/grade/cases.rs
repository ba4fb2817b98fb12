//! What a verdict means test by test: the list that `JUnit`, TAP and Exercism want.

use super::{Graded, Standing, text};
use crate::{
    catalog::JudgedBy,
    diagnostics,
    render::{self, theme::Theme},
    verdict::{Failure, Test, TestOutcome, Verdict},
};

/// One line of a report.
pub(super) struct Case {
    /// The test's name, or what stands for an exercise that has no result of tests.
    pub(super) name: String,
    pub(super) outcome: Outcome,
    /// In one line; empty for a pass.
    pub(super) message: String,
    /// All there is to say, clean.
    pub(super) details: String,
    pub(super) place: Option<Place>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    Failed,
    /// It ended in another way than a test ends.
    Error,
    Skipped,
}

/// A line of the learner's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: Option<usize>,
}

/// At least one.
pub(super) fn of(graded: &Graded) -> Vec<Case> {
    let verdict = graded.verdict();
    let whole = |name: &str, outcome| Case {
        name: name.to_owned(),
        outcome,
        message: message(graded),
        details: details(graded),
        place: place(graded),
    };
    match verdict {
        Verdict::Passed { .. } if verdict.tests().is_empty() => vec![Case {
            message: String::new(),
            details: String::new(),
            ..whole(program(graded), Outcome::Passed)
        }],
        Verdict::Passed { tests, .. } | Verdict::TestsFailed { tests, .. } => {
            tests.iter().map(|one| test(graded, one)).collect()
        }
        Verdict::TimedOut { tests, running, .. } | Verdict::Crashed { tests, running, .. } => {
            let mut cases: Vec<Case> = tests
                .iter()
                .filter(|test| Some(&test.name) != running.as_ref() && !is_running(test, running))
                .map(|one| test(graded, one))
                .collect();
            let at = tests
                .iter()
                .position(|test| is_running(test, running))
                .unwrap_or(cases.len());
            let name = running.as_deref().unwrap_or(program(graded));
            cases.insert(at.min(cases.len()), whole(claim(name), Outcome::Error));
            cases
        }
        Verdict::DoesNotCompile { .. } => vec![whole("compiles", Outcome::Error)],
        Verdict::NothingChecked { .. } => vec![whole("proves what it should", Outcome::Failed)],
        Verdict::NotAttempted { .. } => vec![whole("attempted", Outcome::Skipped)],
    }
}

/// The test in which the program ended. Tests that did not run are known by their functions' names only.
fn is_running(test: &Test, running: &Option<String>) -> bool {
    running
        .as_ref()
        .is_some_and(|running| crate::libtest::short(running) == crate::libtest::short(&test.name))
}

fn program(graded: &Graded) -> &'static str {
    match graded.exercise.judged_by {
        JudgedBy::Tests => "runs to its end",
        JudgedBy::Main => "main",
    }
}

fn test(graded: &Graded, test: &Test) -> Case {
    let case = |outcome, message: &str| Case {
        name: claim(&test.name).to_owned(),
        outcome,
        message: message.to_owned(),
        details: message.to_owned(),
        place: None,
    };
    match &test.outcome {
        TestOutcome::Passed => case(Outcome::Passed, ""),
        TestOutcome::Ignored => case(Outcome::Skipped, "ignored"),
        TestOutcome::NotRun => case(Outcome::Skipped, "not run: the program ended before"),
        TestOutcome::Failed(failure) => {
            let said = render::verdict::message(failure);
            Case {
                message: text::first_line(&said),
                details: text::clean(&told(&said, failure)),
                place: in_file(graded, failure),
                ..case(Outcome::Failed, "")
            }
        }
    }
}

/// Message, place, and what the test printed.
fn told(said: &str, failure: &Failure) -> String {
    let mut told = said.trim_end().to_owned();
    if failure.known_line().is_some() {
        told.push_str(&format!("\nat {}:{}", failure.file, failure.line));
    }
    if !failure.output.trim().is_empty() {
        told.push_str(&format!("\nIt printed:\n{}", failure.output.trim_end()));
    }
    told
}

fn in_file(graded: &Graded, failure: &Failure) -> Option<Place> {
    (failure.line > 0 && failure.file == graded.exercise.path).then_some(Place {
        line: failure.line,
        column: None,
    })
}

/// `tests::rows_sum_to_one` -> `rows_sum_to_one`
fn claim(name: &str) -> &str {
    name.strip_prefix("tests::").unwrap_or(name)
}

/// Why the exercise has no pass, in one line.
pub(super) fn message(graded: &Graded) -> String {
    match graded.verdict() {
        Verdict::Passed { .. } => "passed".to_owned(),
        Verdict::NotAttempted { .. } => "not attempted".to_owned(),
        Verdict::TestsFailed { .. }
        | Verdict::DoesNotCompile { .. }
        | Verdict::TimedOut { .. }
        | Verdict::Crashed { .. }
        | Verdict::NothingChecked { .. } => {
            text::first_line(&render::verdict::reason(graded.verdict()).unwrap_or_default())
        }
    }
}

/// What `run` prints about it, all failures opened.
pub(super) fn details(graded: &Graded) -> String {
    let theme = Theme {
        color: false,
        width: 100,
        plain: true,
        unicode: false,
    };
    let mut parts = vec![if graded.standing() == Standing::NotAttempted {
        "not attempted".to_owned()
    } else {
        render::verdict::details(graded.exercise, graded.verdict(), &theme)
    }];
    if let Verdict::TestsFailed { .. } = graded.verdict() {
        parts.extend(render::verdict::other_failures(
            graded.verdict(),
            true,
            &theme,
        ));
    }
    if graded.tests_modified {
        parts.push("The tests in the file are not those of the course.".to_owned());
    }
    text::clean(parts.join("\n\n").trim_matches('\n').trim_end())
}

/// Where to look first: the first failure or compile error in the learner's file.
pub(super) fn place(graded: &Graded) -> Option<Place> {
    if let Verdict::DoesNotCompile { diagnostics, .. } = graded.verdict() {
        return diagnostics::errors(diagnostics)
            .filter_map(|error| error.place.as_ref())
            .find(|place| place.file == graded.exercise.path)
            .map(|place| Place {
                line: place.line,
                column: Some(place.column),
            });
    }
    let (_, failure) = graded.verdict().failures().next()?;
    in_file(graded, failure)
}
