//! Reads what a test binary prints: the stable `pretty` format, one thread, no colour.
//!
//! The lines `test NAME ... ok` come in the order in which the tests run; with one thread the name is printed before
//! the test starts, so a test that never ends is the one with no result behind its name.

mod backtrace;

use std::collections::{HashMap, HashSet};

use self::backtrace::Frame;

/// What the test binary's standard output says. Nothing here is trusted alone: [`crate::verdict`] holds it against the exit status.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) tests: Vec<Line>,
    /// The test whose name stands without a result: it was running when the process ended.
    pub(crate) running: Option<String>,
    pub(crate) summary: Option<Summary>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) outcome: Outcome,
    /// What the test printed, with its panic message; only for failed tests.
    pub(crate) output: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Passed,
    Failed,
    Ignored,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

/// A panic as the default hook prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Panic {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) message: String,
    /// Who called whom, innermost first; only if the run was asked for it.
    pub(crate) frames: Vec<Frame>,
}

pub(crate) fn parse(stdout: &str) -> Report {
    let mut report = Report::default();
    let failed = names_of_failures(stdout);
    let mut in_failures = false;
    for line in stdout.lines() {
        // A test may print past the harness: its result then stands at the end of a later line, behind its own words.
        if let Some(name) = report.running.take() {
            match result_at_the_end(line) {
                Some(outcome) => report.add(name, outcome),
                None => report.running = Some(name),
            }
        } else if let Some(summary) = line.strip_prefix("test result: ") {
            report.summary = parse_summary(summary);
        } else if line == "failures:" {
            // From here on it is what tests printed.
            in_failures = true;
        } else if let Some(rest) = line.strip_prefix("test ").filter(|_| !in_failures) {
            parse_test(rest, &mut report);
        }
    }
    // The harness's own list knows better than the end of a line that a test may have printed.
    if report.summary.is_some() {
        for test in report
            .tests
            .iter_mut()
            .filter(|test| test.outcome != Outcome::Ignored)
        {
            test.outcome = if failed.contains(test.name.as_str()) {
                Outcome::Failed
            } else {
                Outcome::Passed
            };
        }
    }
    attach_outputs(stdout, &mut report.tests);
    report
}

impl Report {
    fn add(&mut self, name: String, outcome: Outcome) {
        self.tests.push(Line {
            name,
            outcome,
            output: String::new(),
        });
    }
}

/// `tests::a ... ok`, or `tests::a ... ` and nothing more.
fn parse_test(rest: &str, report: &mut Report) {
    let Some((name, result)) = rest.split_once(" ... ") else {
        return;
    };
    // No function is called so, whatever a program prints.
    if name.contains(char::is_control) {
        return;
    }
    // `tests::a - should panic ... ok`
    let name = name
        .strip_suffix(" - should panic")
        .unwrap_or(name)
        .to_owned();
    let outcome = match result.split([' ', ',']).next().unwrap_or_default() {
        "ignored" => Some(Outcome::Ignored),
        _ => result_at_the_end(result),
    };
    match outcome {
        Some(outcome) => report.add(name, outcome),
        None => report.running = Some(name),
    }
}

fn result_at_the_end(line: &str) -> Option<Outcome> {
    if line.ends_with("ok") {
        Some(Outcome::Passed)
    } else if line.ends_with("FAILED") {
        Some(Outcome::Failed)
    } else {
        None
    }
}

/// The indented names that close the report.
fn names_of_failures(stdout: &str) -> HashSet<&str> {
    let list = stdout
        .rsplit_once("\nfailures:\n")
        .map_or("", |(_, list)| list);
    list.lines()
        .map_while(|line| line.strip_prefix("    "))
        .collect()
}

/// `ok. 3 passed; 0 failed; 0 ignored; ...`
fn parse_summary(text: &str) -> Option<Summary> {
    let count = |word: &str| {
        text.split([';', '.'])
            .find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
    };
    Some(Summary {
        passed: count("passed")?,
        failed: count("failed")?,
    })
}

/// The sections `---- tests::a stdout ----` under `failures:`.
fn attach_outputs(stdout: &str, tests: &mut [Line]) {
    let Some((_, sections)) = stdout.split_once("\nfailures:\n") else {
        return;
    };
    // The list of names that closes the sections.
    let sections = sections
        .rsplit_once("\nfailures:\n")
        .map_or(sections, |(sections, _)| sections);
    // One pass: a program that floods the report with names must not make it a search for each.
    let mut bodies: HashMap<&str, &str> = HashMap::new();
    let mut open: Option<(&str, usize)> = None;
    let mut offset = 0;
    for line in sections.split_inclusive('\n') {
        if let Some(name) = header(line)
            && let Some((before, start)) = open.replace((name, offset + line.len()))
        {
            bodies.entry(before).or_insert(&sections[start..offset]);
        }
        offset += line.len();
    }
    if let Some((name, start)) = open {
        bodies.entry(name).or_insert(&sections[start..]);
    }
    for test in tests
        .iter_mut()
        .filter(|test| test.outcome == Outcome::Failed)
    {
        if let Some(body) = bodies.remove(test.name.as_str()) {
            test.output = body.trim_matches('\n').to_owned();
        }
    }
}

/// The name in `---- tests::a stdout ----`.
fn header(line: &str) -> Option<&str> {
    line.trim_end()
        .strip_prefix("---- ")?
        .strip_suffix(" stdout ----")
}

/// The panic that failed a test, and the rest of its output without any panic.
///
/// A test may catch panics that it expects, so the last one counts; but where a thread's panic only surfaces in the
/// `unwrap` of its `join`, the one before says more.
pub(crate) fn split_panic(output: &str) -> (Option<Panic>, String) {
    let mut panics = Vec::new();
    let mut rest = Vec::new();
    let mut lines = output.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(location) = panic_location(line) else {
            rest.push(line);
            continue;
        };
        let mut message = Vec::new();
        let mut frames = Vec::new();
        while let Some(line) = lines.next_if(|line| panic_location(line).is_none()) {
            if line.starts_with("note: run with `RUST_BACKTRACE=") {
                break;
            }
            if line == "stack backtrace:" {
                frames = backtrace::frames(&mut lines);
                break;
            }
            message.push(line);
        }
        let (file, line) = location;
        panics.push(Panic {
            file,
            line,
            message: message.join("\n").trim_end().to_owned(),
            frames,
        });
    }
    let surfaced = panics
        .last()
        .is_some_and(|panic| panic.message.contains("Any { .. }"));
    let chosen = if surfaced {
        panics.len().saturating_sub(2)
    } else {
        panics.len().saturating_sub(1)
    };
    (
        panics.into_iter().nth(chosen),
        rest.join("\n").trim_matches('\n').to_owned(),
    )
}

/// File and line in `thread 'tests::a' (4711) panicked at src/main.rs:3:5:`; the message follows in the next lines.
fn panic_location(line: &str) -> Option<(String, usize)> {
    if !line.starts_with("thread '") {
        return None;
    }
    let (_, location) = line.rsplit_once(" panicked at ")?;
    let mut parts = location.trim_end_matches(':').rsplitn(3, ':');
    let _column = parts.next();
    let line = parts.next().and_then(|line| line.parse().ok()).unwrap_or(0);
    Some((parts.next().unwrap_or_default().to_owned(), line))
}

/// The names of the test functions of a source file, in file order.
///
/// libtest runs tests in the order of their names; learners read them in the order of the file.
pub(crate) fn functions(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut marked = false;
    for line in source.lines().map(str::trim) {
        if line.starts_with("#[test]") {
            marked = true;
        }
        let code = line.trim_start_matches("#[test]").trim_start();
        if !marked || code.is_empty() || code.starts_with("//") || code.starts_with("#[") {
            continue;
        }
        if let Some(after) = code.split_once("fn ").map(|(_, after)| after) {
            names.push(
                after
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            );
        }
        marked = false;
    }
    names
}

/// The function's own name: `tests::inner::a` -> `a`.
pub(crate) fn short(name: &str) -> &str {
    name.rsplit("::").next().unwrap_or(name)
}

#[cfg(test)]
mod tests;
