//! Whether the results are what they must be.

use std::{collections::HashMap, fs, path::Path};

use serde_json::Value;

use super::class::{Class, Expected, HandedIn};

/// Each file whose result is another one, with what it is.
pub(crate) fn differences(class: &Class, level: &str, results: &Path) -> Vec<String> {
    let mut documents: HashMap<&str, Value> = HashMap::new();
    let mut differences = Vec::new();
    for one in &class.all {
        let document = documents
            .entry(&one.submission)
            .or_insert_with(|| read(results, &one.submission));
        let entries = document["exercises"].as_array();
        let found = entries
            .into_iter()
            .flatten()
            .find(|entry| entry["id"] == one.exercise && entry["level"] == level);
        let seen = found.map_or_else(|| "no result".to_owned(), |entry| difference(one, entry));
        if !seen.is_empty() {
            differences.push(format!("{} {}: {seen}", one.submission, one.exercise));
        }
    }
    differences
}

fn read(results: &Path, submission: &str) -> Value {
    let text = fs::read_to_string(results.join(format!("{submission}.json"))).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

/// Empty if there is none.
fn difference(one: &HandedIn, entry: &Value) -> String {
    let outcome = entry["outcome"].as_str().unwrap_or("no outcome");
    if entry["tests_modified"] == true {
        return "its tests are taken for modified".to_owned();
    }
    match &one.expected {
        Expected::Passed if outcome == "passed" => String::new(),
        Expected::NotAttempted if outcome == "not_attempted" => String::new(),
        Expected::Rejected { by } if outcome == "tests_failed" => {
            let mut tests = entry["tests"].as_array().into_iter().flatten();
            let turned_down = tests.any(|test| {
                let name = test["name"].as_str().unwrap_or_default();
                name.rsplit("::").next() == by.rsplit("::").next() && test["outcome"] == "failed"
            });
            if turned_down {
                String::new()
            } else {
                format!("`{by}` does not fail")
            }
        }
        // During the test: which one is not in the document.
        Expected::Rejected { .. } if matches!(outcome, "timed_out" | "crashed") => String::new(),
        Expected::Passed => format!("{outcome}, and it is right"),
        Expected::NotAttempted => format!("{outcome}, and it is untouched"),
        Expected::Rejected { by } => format!("{outcome}, and `{by}` turns it down"),
    }
}
