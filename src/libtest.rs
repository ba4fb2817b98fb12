//! Reads what a test binary prints: the stable `pretty` format, one thread, no colour.
//!
//! The lines `test NAME ... ok` come in the order in which the tests run; with one thread the name is printed before
//! the test starts, so a test that never ends is the one with no result behind its name.

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
            test.outcome = if failed.contains(&test.name.as_str()) {
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
fn names_of_failures(stdout: &str) -> Vec<&str> {
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
    let failed: Vec<String> = tests
        .iter()
        .filter(|test| test.outcome == Outcome::Failed)
        .map(|test| test.name.clone())
        .collect();
    for name in failed {
        let header = format!("---- {name} stdout ----\n");
        let Some(start) = sections.find(&header) else {
            continue;
        };
        let body = &sections[start + header.len()..];
        let end = next_header(body).unwrap_or(body.len());
        if let Some(test) = tests.iter_mut().find(|test| test.name == name) {
            test.output = body[..end].trim_matches('\n').to_owned();
        }
    }
}

fn next_header(body: &str) -> Option<usize> {
    let mut offset = 0;
    for line in body.split_inclusive('\n') {
        let text = line.trim_end();
        if text.starts_with("---- ") && text.ends_with(" stdout ----") {
            return Some(offset);
        }
        offset += line.len();
    }
    None
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
        while let Some(line) = lines.next_if(|line| panic_location(line).is_none()) {
            if line.starts_with("note: run with `RUST_BACKTRACE=")
                || line.starts_with("stack backtrace:")
            {
                break;
            }
            message.push(line);
        }
        let (file, line) = location;
        panics.push(Panic {
            file,
            line,
            message: message.join("\n").trim_end().to_owned(),
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
mod tests {
    use super::*;

    const FAILED: &str = "
running 4 tests
test tests::a ... ok
test tests::b ... FAILED
test tests::c - should panic ... ok
test tests::d ... ignored, takes long

failures:

---- tests::b stdout ----
my own line
test tests::z ... ok

thread 'tests::b' (4711) panicked at exercises/01_arrays/01_create.rs:71:9:
shapes differ
  got (2,)
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace


failures:
    tests::b

test result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

";

    #[test]
    fn results_outputs_and_summary_are_read() {
        let report = parse(FAILED);
        let read: Vec<_> = report
            .tests
            .iter()
            .map(|test| (test.name.as_str(), test.outcome))
            .collect();
        assert_eq!(
            read,
            [
                ("tests::a", Outcome::Passed),
                ("tests::b", Outcome::Failed),
                ("tests::c", Outcome::Passed),
                ("tests::d", Outcome::Ignored)
            ]
        );
        assert_eq!(
            report.summary,
            Some(Summary {
                passed: 2,
                failed: 1
            })
        );
        assert_eq!(report.running, None);
        let (panic, rest) = split_panic(&report.tests[1].output);
        assert_eq!(
            panic,
            Some(Panic {
                file: "exercises/01_arrays/01_create.rs".to_owned(),
                line: 71,
                message: "shapes differ\n  got (2,)".to_owned()
            })
        );
        assert_eq!(rest, "my own line\ntest tests::z ... ok");
    }

    #[test]
    fn two_failures_keep_their_own_output() {
        let text = "running 2 tests\ntest a ... FAILED\ntest b ... FAILED\n\nfailures:\n\n---- a stdout ----\none\n\n---- b stdout ----\ntwo\n\n\nfailures:\n    a\n    b\n\ntest result: FAILED. 0 passed; 2 failed; 0 ignored;\n";
        let report = parse(text);
        assert_eq!(report.tests[0].output, "one");
        assert_eq!(report.tests[1].output, "two");
    }

    #[test]
    fn a_test_without_a_result_was_running() {
        let report = parse("\nrunning 2 tests\ntest tests::a ... ok\ntest tests::loops ... ");
        assert_eq!(report.running.as_deref(), Some("tests::loops"));
        assert_eq!(report.tests.len(), 1);
        assert_eq!(report.summary, None);
    }

    #[test]
    fn of_several_panics_the_one_that_failed_the_test_is_told() {
        let panic = |line: usize, message: &str| {
            format!("\nthread 't' (1) panicked at a.rs:{line}:9:\n{message}\n")
        };
        let expected_first = format!(
            "{}note: run with `RUST_BACKTRACE=1`\nmine\n{}",
            panic(1, "expected"),
            panic(2, "assertion")
        );
        let (told, rest) = split_panic(&expected_first);
        assert_eq!(
            told.map(|panic| (panic.line, panic.message)),
            Some((2, "assertion".to_owned()))
        );
        assert_eq!(rest, "mine");
        let joined = format!(
            "{}{}",
            panic(1, "in the thread"),
            panic(2, "called `unwrap()` on an `Err` value: Any { .. }")
        );
        assert_eq!(split_panic(&joined).0.map(|panic| panic.line), Some(1));
    }

    #[test]
    fn a_test_may_print_past_the_harness() {
        let text = "\nrunning 3 tests\ntest tests::a ... words\nok\ntest tests::b ... no line endok\ntest tests::c ... all is ok\n\nfailures:\nFAILED\n\nfailures:\n\n---- tests::c stdout ----\nwhy\n\n\nfailures:\n    tests::c\n\ntest result: FAILED. 2 passed; 1 failed; 0 ignored;\n";
        let report = parse(text);
        let read: Vec<_> = report
            .tests
            .iter()
            .map(|test| (test.name.as_str(), test.outcome, test.output.as_str()))
            .collect();
        assert_eq!(
            read,
            [
                ("tests::a", Outcome::Passed, ""),
                ("tests::b", Outcome::Passed, ""),
                ("tests::c", Outcome::Failed, "why")
            ]
        );
        assert_eq!(
            (report.running, report.summary),
            (
                None,
                Some(Summary {
                    passed: 2,
                    failed: 1
                })
            )
        );
    }

    #[test]
    fn any_text_is_read_without_a_panic() {
        for text in [
            "",
            "test ",
            "test x",
            "test x ...",
            "test x ... ",
            "test result: ",
            "failures:",
            "\nfailures:\n\nfailures:\n",
            "---- x stdout ----",
        ] {
            parse(text);
            split_panic(text);
        }
        split_panic("thread 'x' panicked at ");
        split_panic("thread 'x' panicked at nowhere");
    }

    #[test]
    fn test_functions_are_found_in_file_order() {
        let source = "
            #[cfg(test)]
            mod tests {
                #[test]
                fn second_by_name() {}
                // #[test]
                fn no_test() {}
                #[test]
                #[should_panic(expected = \"fn nothing\")]
                // why
                pub fn a() {}
                #[test] fn on_one_line() {}
            }
        ";
        assert_eq!(functions(source), ["second_by_name", "a", "on_one_line"]);
    }
}
