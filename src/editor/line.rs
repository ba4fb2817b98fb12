//! The line an exercise is opened at: where the first failure lies, or where the work begins.

use crate::verdict::{Failure, Verdict};

/// Nothing where no line is better than another: a file that passes, or one without a TODO.
pub(crate) fn to_open(verdict: Option<&Verdict>, path: &str, text: &str) -> Option<usize> {
    match verdict {
        None | Some(Verdict::NotAttempted { .. }) => first_todo(text),
        Some(Verdict::Passed { .. } | Verdict::NothingChecked { .. }) => None,
        Some(verdict @ Verdict::TestsFailed { .. }) => {
            let (test, failure) = verdict.failures().next()?;
            of_failure(failure, path).or_else(|| test_function(&test.name, text))
        }
        Some(Verdict::DoesNotCompile { diagnostics, .. }) => {
            crate::diagnostics::errors(diagnostics)
                .filter_map(|error| error.place.as_ref())
                .find(|place| place.file == path)
                .map(|place| place.line)
        }
        Some(Verdict::TimedOut { running, .. } | Verdict::Crashed { running, .. }) => running
            .as_deref()
            .and_then(|test| test_function(test, text)),
    }
}

/// A panic inside a crate lies in no file of the learner's.
fn of_failure(failure: &Failure, path: &str) -> Option<usize> {
    (failure.file == path && failure.line > 0).then_some(failure.line)
}

fn first_todo(text: &str) -> Option<usize> {
    let line_of = |found: &dyn Fn(&str) -> bool| text.lines().position(found).map(|at| at + 1);
    line_of(&|line| {
        let line = line.trim_start();
        line.starts_with("//") && !line.starts_with("//!") && line.contains("TODO")
    })
    .or_else(|| line_of(&|line| line.contains("todo!(")))
}

/// `tests::rows_sum_to_one` -> the line of `fn rows_sum_to_one(`
fn test_function(test: &str, text: &str) -> Option<usize> {
    let name = test.rsplit("::").next()?;
    let start = format!("fn {name}(");
    text.lines()
        .position(|line| line.trim_start().starts_with(&start))
        .map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::verdict::{Crash, Test, TestOutcome, origin::Origin};

    const PATH: &str = "exercises/01_arrays/01_create.rs";
    const TEXT: &str = "\
//! The TODO of the header is not a comment to fill in.
use ndarray::array;

// TODO 1: one row per picture.
fn rows() -> usize {
    todo!(\"rows\")
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_has_rows() {
        assert_eq!(super::rows(), 2);
    }
}
";

    fn failing(file: &str, line: usize) -> Verdict {
        let failure = Failure {
            message: "left: 1".to_owned(),
            file: file.to_owned(),
            line,
            output: String::new(),
            origin: Origin::default(),
        };
        Verdict::TestsFailed {
            tests: vec![Test {
                name: "tests::it_has_rows".to_owned(),
                outcome: TestOutcome::Failed(failure),
            }],
            warnings: Vec::new(),
        }
    }

    #[test]
    fn an_untouched_file_is_opened_at_its_first_todo() {
        let untouched = Verdict::NotAttempted {
            verdict: Some(Box::new(failing(PATH, 6))),
        };
        assert_eq!(to_open(Some(&untouched), PATH, TEXT), Some(4));
        assert_eq!(to_open(None, PATH, TEXT), Some(4));
        let unmarked = TEXT.replace("// TODO 1: one", "// One");
        assert_eq!(to_open(None, PATH, &unmarked), Some(6));
        assert_eq!(to_open(None, PATH, "fn main() {}\n"), None);
    }

    #[test]
    fn a_failure_is_opened_where_it_lies() {
        assert_eq!(to_open(Some(&failing(PATH, 13)), PATH, TEXT), Some(13));
        // Inside a crate, or nowhere: then the test is what the learner has.
        let inside = failing("/home/me/.cargo/registry/src/ndarray/src/lib.rs", 900);
        assert_eq!(to_open(Some(&inside), PATH, TEXT), Some(12));
        assert_eq!(to_open(Some(&failing("", 0)), PATH, TEXT), Some(12));
    }

    #[test]
    fn a_test_that_hangs_or_crashes_is_opened() {
        let hangs = Verdict::TimedOut {
            limit: Duration::from_secs(1),
            tests: Vec::new(),
            running: Some("tests::it_has_rows".to_owned()),
            last_line: None,
        };
        assert_eq!(to_open(Some(&hangs), PATH, TEXT), Some(12));
        let crashed = |running: Option<&str>| Verdict::Crashed {
            crash: Crash::StackOverflow,
            tests: Vec::new(),
            running: running.map(str::to_owned),
            output: String::new(),
        };
        let overflow = crashed(Some("tests::it_has_rows"));
        assert_eq!(to_open(Some(&overflow), PATH, TEXT), Some(12));
        assert_eq!(to_open(Some(&crashed(None)), PATH, TEXT), None);
        let gone = crashed(Some("tests::not_there"));
        assert_eq!(to_open(Some(&gone), PATH, TEXT), None);
    }

    #[test]
    fn what_passes_is_opened_as_it_is() {
        let passed = Verdict::Passed {
            tests: vec![Test {
                name: "tests::it_has_rows".to_owned(),
                outcome: TestOutcome::Passed,
            }],
            warnings: Vec::new(),
            output: String::new(),
        };
        assert_eq!(to_open(Some(&passed), PATH, TEXT), None);
    }
}
