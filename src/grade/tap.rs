//! `check --format tap`: TAP version 14, a subtest an exercise, YAML behind what is not ok.

use serde_json::Value;

use super::{
    Graded, Standing,
    cases::{self, Case, Outcome},
    number, text,
};
use crate::catalog::Catalog;

/// A line of YAML, not a page.
const LONGEST: usize = 4000;

pub(crate) fn document(_: &Catalog, graded: &[Graded]) -> String {
    let mut tap = format!("TAP version 14\n1..{}\n", graded.len());
    for (at, one) in graded.iter().enumerate() {
        exercise(at + 1, one, &mut tap);
    }
    tap
}

fn exercise(number_in_plan: usize, graded: &Graded, tap: &mut String) {
    let id = described(&graded.exercise.id);
    let cases = cases::of(graded);
    if graded.standing() != Standing::NotAttempted {
        tap.push_str(&format!("# Subtest: {id}\n    1..{}\n", cases.len()));
        for (at, case) in cases.iter().enumerate() {
            point(at + 1, graded, case, tap);
        }
    }
    let (ok, directive) = match graded.standing() {
        Standing::Passed => ("ok", ""),
        Standing::Failed | Standing::Error => ("not ok", ""),
        Standing::NotAttempted => ("ok", " # SKIP not attempted"),
    };
    tap.push_str(&format!("{ok} {number_in_plan} - {id}{directive}\n"));
    let mut keys = vec![
        ("outcome", Value::from(graded.verdict().name())),
        ("score", number(graded.score())),
        ("points", number(graded.exercise.points)),
        ("duration_ms", number((graded.seconds() * 1000.0).round())),
        ("tests_modified", Value::from(graded.tests_modified)),
    ];
    if matches!(graded.standing(), Standing::Failed | Standing::Error) {
        keys.insert(1, ("message", Value::from(cases::message(graded))));
    }
    yaml("  ", &keys, tap);
}

fn point(number_in_plan: usize, graded: &Graded, case: &Case, tap: &mut String) {
    let name = described(&case.name);
    match case.outcome {
        Outcome::Passed => tap.push_str(&format!("    ok {number_in_plan} - {name}\n")),
        Outcome::Skipped => tap.push_str(&format!(
            "    ok {number_in_plan} - {name} # SKIP {}\n",
            described(&case.message)
        )),
        Outcome::Failed | Outcome::Error => {
            tap.push_str(&format!("    not ok {number_in_plan} - {name}\n"));
            let severity = if case.outcome == Outcome::Error {
                "error"
            } else {
                "fail"
            };
            let mut keys = vec![
                ("message", Value::from(case.message.as_str())),
                ("severity", Value::from(severity)),
                (
                    "details",
                    Value::from(text::shortened(&case.details, LONGEST)),
                ),
            ];
            if let Some(place) = case.place {
                let at = serde_json::json!({ "file": graded.exercise.path, "line": place.line });
                keys.push(("at", at));
            }
            yaml("      ", &keys, tap);
        }
    }
}

/// A block of YAML. JSON's values are YAML's too, and nothing in them can end the block.
fn yaml(indent: &str, keys: &[(&str, Value)], tap: &mut String) {
    tap.push_str(&format!("{indent}---\n"));
    for (key, value) in keys {
        tap.push_str(&format!("{indent}{key}: {value}\n"));
    }
    tap.push_str(&format!("{indent}...\n"));
}

/// A description may not look like a directive.
fn described(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('#', "\\#")
        .replace(['\n', '\r'], " ")
}
