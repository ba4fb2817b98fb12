//! `check --format json`, version 1.

use serde::Serialize;

use super::{Graded, text::clean};
use crate::{
    catalog::Catalog,
    diagnostics::{self, Diagnostic},
    error::{Context, Result},
    explain::{self, Explanation},
    verdict::{Failure, Test, TestOutcome, Verdict},
};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    course: &'a str,
    passed: usize,
    total: usize,
    exercises: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    level: &'a str,
    outcome: &'static str,
    seconds: f64,
    cached: bool,
    tests: Vec<TestEntry<'a>>,
    diagnostics: String,
    /// Only where they are.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    tests_modified: bool,
    /// Of the compile errors and panics that can be said in plain words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    explanations: Vec<ExplanationEntry>,
}

#[derive(Serialize)]
struct ExplanationEntry {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    sentence: String,
    way_out: String,
}

#[derive(Serialize)]
struct TestEntry<'a> {
    name: &'a str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// The line of the exercise that failed, or called into the crate that panicked.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    /// That crate.
    #[serde(skip_serializing_if = "Option::is_none")]
    panicked_inside: Option<&'a str>,
}

pub(crate) fn document(catalog: &Catalog, graded: &[Graded]) -> Result<String> {
    let document = Document {
        version: 1,
        course: catalog.title(),
        passed: graded
            .iter()
            .filter(|one| one.checked.verdict.is_passed())
            .count(),
        total: graded.len(),
        exercises: graded.iter().map(|one| entry(catalog, one)).collect(),
    };
    let mut text =
        serde_json::to_string_pretty(&document).context(|| "cannot write JSON".to_owned())?;
    text.push('\n');
    Ok(text)
}

fn entry<'a>(catalog: &'a Catalog, graded: &'a Graded) -> Entry<'a> {
    let verdict = &graded.checked.verdict;
    Entry {
        id: &graded.exercise.id,
        level: &catalog.level(graded.exercise).dir,
        outcome: verdict.name(),
        seconds: (graded.checked.took.as_secs_f64() * 1000.0).round() / 1000.0,
        cached: graded.checked.cached,
        tests: verdict.tests().iter().map(test).collect(),
        diagnostics: compiler_text(verdict.on_the_code()),
        tests_modified: graded.tests_modified,
        explanations: explanations(verdict.on_the_code()),
    }
}

fn test(test: &Test) -> TestEntry<'_> {
    let (outcome, failure) = match &test.outcome {
        TestOutcome::Passed => ("passed", None),
        TestOutcome::Failed(failure) => ("failed", Some(failure)),
        TestOutcome::Ignored => ("ignored", None),
        TestOutcome::NotRun => ("not_run", None),
    };
    TestEntry {
        name: &test.name,
        outcome,
        message: failure.map(|failure| clean(&failure.message)),
        line: failure.and_then(Failure::known_line),
        panicked_inside: failure
            .and_then(|failure| failure.origin.inside.as_ref())
            .map(|inside| inside.name.as_str()),
    }
}

/// rustc's own drawings, without colours.
fn compiler_text(verdict: &Verdict) -> String {
    let (diagnostics, other): (&[Diagnostic], &str) = match verdict {
        Verdict::DoesNotCompile {
            diagnostics, other, ..
        } => (diagnostics, other),
        Verdict::Passed { warnings, .. } | Verdict::TestsFailed { warnings, .. } => (warnings, ""),
        Verdict::TimedOut { .. }
        | Verdict::Crashed { .. }
        | Verdict::NothingChecked { .. }
        | Verdict::NotAttempted { .. } => (&[], ""),
    };
    let drawn = diagnostics::errors(diagnostics).chain(diagnostics::warnings(diagnostics));
    let mut text: String = drawn.map(|one| one.rendered.as_str()).collect();
    text.push_str(other.trim_start_matches('\n'));
    clean(&text)
}

fn explanations(verdict: &Verdict) -> Vec<ExplanationEntry> {
    let said = |line, explanation: Explanation| ExplanationEntry {
        line,
        sentence: explanation.sentence,
        way_out: explanation.way_out,
    };
    let panics = verdict.failures().filter_map(|(_, failure)| {
        Some(said(
            failure.known_line(),
            explain::panics::explain(failure)?,
        ))
    });
    let Verdict::DoesNotCompile { diagnostics, .. } = verdict else {
        return panics.collect();
    };
    diagnostics::errors(diagnostics)
        .filter_map(|error| {
            let line = error.place.as_ref().map(|place| place.line);
            Some(said(line, explain::explain(error)?))
        })
        .collect()
}
