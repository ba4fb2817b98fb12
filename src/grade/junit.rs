//! `check --format junit`: valid for the schema that Jenkins publishes (`tests/grade/jenkins-junit.xsd`), which GitLab reads too.
//!
//! A suite an exercise. What the schema has no attribute for stands in the suite's properties.

use super::{
    Graded,
    cases::{self, Case, Outcome},
    seconds,
    xml::Writer,
};
use crate::catalog::Catalog;

pub(crate) fn document(catalog: &Catalog, graded: &[Graded]) -> String {
    let all: Vec<Vec<Case>> = graded.iter().map(cases::of).collect();
    let mut xml = Writer::new();
    let flat: Vec<&Case> = all.iter().flatten().collect();
    xml.open(
        "testsuites",
        &[
            ("name", catalog.title().to_owned()),
            ("tests", flat.len().to_string()),
            ("failures", count(&flat, Outcome::Failed)),
            ("errors", count(&flat, Outcome::Error)),
            ("time", time(seconds(graded))),
        ],
    );
    for (one, cases) in graded.iter().zip(&all) {
        suite(one, cases, &mut xml);
    }
    xml.finish()
}

fn suite(graded: &Graded, cases: &[Case], xml: &mut Writer) {
    let exercise = graded.exercise;
    let each: Vec<&Case> = cases.iter().collect();
    xml.open(
        "testsuite",
        &[
            ("name", exercise.id.clone()),
            ("tests", cases.len().to_string()),
            ("failures", count(&each, Outcome::Failed)),
            ("errors", count(&each, Outcome::Error)),
            ("skipped", count(&each, Outcome::Skipped)),
            ("time", time(graded.seconds())),
        ],
    );
    xml.open("properties", &[]);
    for (name, value) in [
        ("title", exercise.title.clone()),
        ("file", exercise.path.clone()),
        ("outcome", graded.verdict().name().to_owned()),
        ("score", graded.score().to_string()),
        ("points", exercise.points.to_string()),
        ("tests_modified", graded.tests_modified.to_string()),
    ] {
        xml.empty("property", &[("name", name.to_owned()), ("value", value)]);
    }
    xml.close();
    for case in cases {
        testcase(graded, case, xml);
    }
    xml.close();
}

fn testcase(graded: &Graded, case: &Case, xml: &mut Writer) {
    let attributes = [
        ("name", case.name.clone()),
        // Packages and classes are told apart by dots.
        ("classname", graded.exercise.id.replace('/', ".")),
    ];
    let kind = |kind: &str| [("type", kind.to_owned()), ("message", case.message.clone())];
    match case.outcome {
        Outcome::Passed => {
            xml.empty("testcase", &attributes);
            return;
        }
        Outcome::Skipped => {
            xml.open("testcase", &attributes);
            xml.with_text("skipped", &[], &case.message);
        }
        Outcome::Failed => {
            xml.open("testcase", &attributes);
            xml.with_text("failure", &kind(graded.verdict().name()), &case.details);
        }
        Outcome::Error => {
            xml.open("testcase", &attributes);
            xml.with_text("error", &kind(graded.verdict().name()), &case.details);
        }
    }
    xml.close();
}

fn count(cases: &[&Case], outcome: Outcome) -> String {
    let found = cases.iter().filter(|case| case.outcome == outcome);
    found.count().to_string()
}

fn time(seconds: f64) -> String {
    format!("{seconds:.3}")
}
