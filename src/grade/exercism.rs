//! `check --format exercism`: the results.json of an Exercism test runner, version 3.

use serde_json::{Value, json};

use super::{
    Graded, Standing,
    cases::{self, Case, Outcome},
    count, pretty, text,
};
use crate::{
    catalog::Catalog,
    dev::{parts, source},
    libtest,
};

const LONGEST_MESSAGE: usize = 65_535;
const LONGEST_OUTPUT: usize = 500;

pub(crate) fn document(_: &Catalog, graded: &[Graded]) -> String {
    let tests: Vec<Value> = graded
        .iter()
        .enumerate()
        .flat_map(|(at, one)| {
            let code = TestCode::of(one);
            cases::of(one)
                .into_iter()
                .map(move |case| test(at + 1, one, &case, &code))
        })
        .collect();
    let compiled = graded
        .iter()
        .any(|one| one.verdict().name() != "does_not_compile");
    let modified: Vec<&str> = graded
        .iter()
        .filter(|one| one.tests_modified)
        .map(|one| one.exercise.id.as_str())
        .collect();
    let mut document = if !compiled && !graded.is_empty() {
        let messages: Vec<String> = graded.iter().map(cases::details).collect();
        json!({
            "version": 3,
            "status": "error",
            "message": text::shortened(&messages.join("\n\n"), LONGEST_MESSAGE),
            "tests": tests,
        })
    } else {
        let all = count(graded, Standing::Passed) == graded.len();
        json!({
            "version": 3,
            "status": if all { "pass" } else { "fail" },
            "tests": tests,
        })
    };
    document["tests_modified"] = Value::from(modified);
    pretty(&document)
}

fn test(task: usize, graded: &Graded, case: &Case, code: &TestCode) -> Value {
    let mut test = json!({
        "name": format!("{}: {}", graded.exercise.id, case.name),
        "status": match case.outcome {
            Outcome::Passed => "pass",
            // The format knows no test that was left out.
            Outcome::Failed | Outcome::Skipped => "fail",
            Outcome::Error => "error",
        },
        "task_id": task,
        "test_code": code.of_test(&case.name),
    });
    if case.outcome != Outcome::Passed {
        test["message"] = Value::from(text::shortened(&case.details, LONGEST_MESSAGE));
    }
    let said = output_of(graded, &case.name);
    if !said.is_empty() {
        test["output"] = Value::from(text::shortened(&said, LONGEST_OUTPUT));
    }
    test
}

/// What the test printed. libtest keeps it for failed tests only.
fn output_of(graded: &Graded, name: &str) -> String {
    let mut failures = graded.verdict().failures();
    failures
        .find(|(test, _)| libtest::short(&test.name) == libtest::short(name))
        .map_or_else(String::new, |(_, failure)| {
            text::clean(failure.output.trim())
        })
}

/// The bodies of the course's tests, by name.
struct TestCode(Vec<(String, String)>);

impl TestCode {
    fn of(graded: &Graded) -> Self {
        let text = graded.original.as_deref().unwrap_or_default();
        let lines = source::lines(text);
        let names = libtest::functions(text);
        let code = names.into_iter().filter_map(|name| {
            let start = format!("fn {name}(");
            let first = lines.iter().position(|line| line.code.contains(&start))?;
            let last = parts::end_of_item(&lines, first);
            // One line is `fn a() {}`; of several the first and the last are its frame.
            let body = lines.get(first + 1..last).unwrap_or_default();
            let indent = body
                .iter()
                .filter(|line| !line.is_blank() && !line.continues)
                .map(|line| line.indentation())
                .min()
                .unwrap_or(0);
            let body: Vec<&str> = body
                .iter()
                .map(|line| line.text.get(indent..).unwrap_or(line.text.trim_start()))
                .collect();
            Some((name, body.join("\n")))
        });
        Self(code.collect())
    }

    /// Empty for what is no test function.
    fn of_test(&self, name: &str) -> &str {
        let short = libtest::short(name);
        let mut codes = self.0.iter();
        codes
            .find(|(name, _)| name == short)
            .map_or("", |(_, code)| code)
    }
}
