//! Whose line a failed test is about: where it panicked elsewhere than in the learner's code, it is run once more and asked
//! who called whom. Only then: a backtrace costs more than most test runs.

use std::time::Duration;

use super::{Subject, bench::Bench};
use crate::{
    catalog::Catalog,
    error::{Result, read_text},
    hints::STILL_TO_WRITE,
    libtest::Panic,
    process::Cancel,
    toolchain::command::Artefact,
    verdict::{
        Failure, Test, TestOutcome,
        origin::{Call, Lines, Whose},
    },
};

/// Without optimisation a long training takes too long; then what is known already must do.
const TRACED_LIMIT: Duration = Duration::from_secs(5);

/// The texts that tell whose line is whose.
pub(super) struct Texts<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) subject: &'a Subject<'a>,
    pub(super) text: &'a str,
    pub(super) original: Option<&'a str>,
}

/// Puts every panic where the learner can see it.
pub(super) fn find(
    bench: &Bench,
    texts: &Texts,
    tests: &mut [Test],
    cancel: &Cancel,
) -> Result<()> {
    let source = bench.source();
    let mut lines = Lines::of(texts.text);
    if panics(tests).any(|(_, failure)| is_in_doubt(failure, &source, &lines))
        && let Some(original) = texts.original
        && let Some(solution) = solution(texts)
    {
        lines.compare(original, &solution);
    }

    let unclear: Vec<(String, Failure)> = panics(tests)
        .filter(|(_, failure)| {
            failure.file != source
                || is_in_doubt(failure, &source, &lines)
                    && lines.whose(failure.line) == Some(Whose::Given)
        })
        .map(|(name, failure)| (name.to_owned(), failure.clone()))
        .collect();
    let calls = calls(bench, texts.subject, &unclear, &lines, cancel)?;

    for test in tests {
        if let TestOutcome::Failed(failure) = &mut test.outcome
            && failure.line > 0
        {
            let calls = calls
                .iter()
                .find(|(name, _)| *name == test.name)
                .map_or(&[][..], |(_, calls)| calls);
            failure.locate(&source, calls, &lines);
        }
    }
    Ok(())
}

/// Who called whom in these tests: from the program that is there, and where that leaves a gap (an optimised program
/// forgets calls at the end of a function) from one that is compiled for it.
fn calls(
    bench: &Bench,
    subject: &Subject,
    unclear: &[(String, Failure)],
    lines: &Lines,
    cancel: &Cancel,
) -> Result<Vec<(String, Vec<Call>)>> {
    let look = |artefact, failures: &[&(String, Failure)], time| -> Result<Vec<_>> {
        let names: Vec<&str> = failures.iter().map(|(name, _)| name.as_str()).collect();
        let panics = bench.panics_of(artefact, &names, time, cancel)?;
        let calls = failures.iter().filter_map(|(name, failure)| {
            let (_, panic) = panics
                .iter()
                .find(|(other, panic)| other == name && is_same(failure, panic))?;
            Some((name.clone(), calls_in(bench, panic)))
        });
        Ok(calls.collect())
    };
    let all: Vec<&(String, Failure)> = unclear.iter().collect();
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let limit = subject.exercise.limit;
    let mut calls = look(Artefact::Tests, &all, limit)?;
    let gaps: Vec<&(String, Failure)> = unclear
        .iter()
        .filter(|(name, failure)| {
            calls
                .iter()
                .any(|(other, calls)| other == name && lines.has_gap(failure, calls))
        })
        .collect();
    if gaps.is_empty() || !bench.compile(Artefact::Traced, cancel)?.succeeded() {
        return Ok(calls);
    }
    for (name, traced) in look(Artefact::Traced, &gaps, limit.min(TRACED_LIMIT))? {
        if let Some((_, known)) = calls.iter_mut().find(|(other, _)| *other == name)
            && !traced.is_empty()
        {
            *known = traced;
        }
    }
    Ok(calls)
}

/// A test may fail in another way the second time.
fn is_same(failure: &Failure, panic: &Panic) -> bool {
    (&failure.file, failure.line) == (&panic.file, panic.line)
}

/// The calls in the exercise's own file, innermost first.
fn calls_in(bench: &Bench, panic: &Panic) -> Vec<Call> {
    let mut calls: Vec<Call> = panic
        .frames
        .iter()
        .filter(|frame| bench.is_source(&frame.file))
        .map(|frame| Call {
            line: frame.line,
            called: frame.called.clone(),
        })
        .collect();
    calls.dedup_by_key(|call| call.line);
    calls
}

/// The failures that are panics.
fn panics(tests: &[Test]) -> impl Iterator<Item = (&str, &Failure)> {
    tests.iter().filter_map(|test| match &test.outcome {
        TestOutcome::Failed(failure) if failure.line > 0 => Some((test.name.as_str(), failure)),
        TestOutcome::Failed(_)
        | TestOutcome::Passed
        | TestOutcome::Ignored
        | TestOutcome::NotRun => None,
    })
}

/// Whether it takes a comparison to say whose line it is. A `todo!` stands where the learner writes, whoever wrote it.
fn is_in_doubt(failure: &Failure, source: &str, lines: &Lines) -> bool {
    failure.file != source
        || lines.whose(failure.line) != Some(Whose::Test)
            && !failure.message.starts_with(STILL_TO_WRITE)
}

fn solution(texts: &Texts) -> Option<String> {
    let exercise = texts.subject.exercise;
    read_text(&texts.catalog.solution_file(exercise), &exercise.solution).ok()
}
