//! `check --format gradescope`: the results.json of Gradescope's autograders, a test an exercise.

use serde_json::{Value, json};

use super::{Graded, Standing, Sum, cases, number, pretty, seconds, text};
use crate::{
    catalog::Catalog,
    verdict::{Test, TestOutcome},
};

/// What one test may say.
const LONGEST: usize = 20_000;

pub(crate) fn document(catalog: &Catalog, graded: &[Graded]) -> String {
    let sum = Sum::of(graded);
    let tests: Vec<Value> = graded.iter().map(|one| test(catalog, one)).collect();
    pretty(&json!({
        "score": number(sum.score),
        "execution_time": seconds(graded),
        "output": sum.line(),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {
            "course": catalog.title(),
            "passed": sum.passed,
            "total": sum.total,
            "max_score": number(sum.points),
            "tests_modified": ids(graded, |one| one.tests_modified),
            "not_attempted": ids(graded, |one| one.standing() == Standing::NotAttempted),
        },
        "tests": tests,
    }))
}

fn test(catalog: &Catalog, graded: &Graded) -> Value {
    let exercise = graded.exercise;
    let tests: Vec<Value> = graded.verdict().tests().iter().map(inner).collect();
    let mut tags = vec![catalog.level(exercise).dir.clone()];
    tags.extend(exercise.topics.iter().cloned());
    tags.retain(|tag| !tag.is_empty());
    let (place, _) = catalog.place(exercise);
    json!({
        "name": format!("{}: {}", exercise.id, exercise.title),
        "name_format": "text",
        "number": format!("{}.{place}", exercise.level + 1),
        "score": number(graded.score()),
        "max_score": number(exercise.points),
        "status": if graded.standing() == Standing::Passed { "passed" } else { "failed" },
        "output": text::shortened(&cases::details(graded), LONGEST),
        "output_format": "text",
        "tags": tags,
        "visibility": "visible",
        "extra_data": {
            "id": exercise.id,
            "outcome": graded.verdict().name(),
            "tests_modified": graded.tests_modified,
            "seconds": graded.seconds(),
            "tests": tests,
        },
    })
}

fn inner(test: &Test) -> Value {
    let outcome = match test.outcome {
        TestOutcome::Passed => "passed",
        TestOutcome::Failed(_) => "failed",
        TestOutcome::Ignored => "ignored",
        TestOutcome::NotRun => "not_run",
    };
    json!({ "name": test.name, "outcome": outcome })
}

fn ids(graded: &[Graded], which: impl Fn(&Graded) -> bool) -> Vec<String> {
    graded
        .iter()
        .filter(|one| which(one))
        .map(|one| one.exercise.id.clone())
        .collect()
}
