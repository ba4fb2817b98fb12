//! A verdict that takes little room, however much a program printed: those of a whole class are in memory at once.

use super::results::bounded;
use crate::{
    diagnostics::Diagnostic,
    verdict::{Test, TestOutcome, Verdict},
};

/// Bytes of each text.
const TEXT: usize = 8 << 10;
/// Of errors and warnings, each.
const DIAGNOSTICS: usize = 50;

/// The first and last lines of long texts, the first of many diagnostics.
pub(super) fn shortened(mut verdict: Verdict) -> Verdict {
    match &mut verdict {
        Verdict::Passed {
            tests,
            warnings,
            output,
        } => {
            shorten_tests(tests);
            shorten_diagnostics(warnings);
            shorten(output);
        }
        Verdict::TestsFailed { tests, warnings } => {
            shorten_tests(tests);
            shorten_diagnostics(warnings);
        }
        Verdict::DoesNotCompile {
            by: _,
            diagnostics,
            other,
        } => {
            shorten_diagnostics(diagnostics);
            shorten(other);
        }
        Verdict::TimedOut {
            limit: _,
            tests,
            running: _,
            last_line,
        } => {
            shorten_tests(tests);
            last_line.iter_mut().for_each(shorten);
        }
        Verdict::Crashed {
            crash: _,
            tests,
            running: _,
            output,
        } => {
            shorten_tests(tests);
            shorten(output);
        }
        Verdict::NotAttempted {
            verdict: Some(verdict),
        } => **verdict = shortened((**verdict).clone()),
        Verdict::NotAttempted { verdict: None } | Verdict::NothingChecked { .. } => {}
    }
    verdict
}

fn shorten_tests(tests: &mut [Test]) {
    for test in tests {
        if let TestOutcome::Failed(failure) = &mut test.outcome {
            shorten(&mut failure.message);
            shorten(&mut failure.output);
        }
    }
}

fn shorten_diagnostics(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.truncate(DIAGNOSTICS);
    for one in diagnostics {
        shorten(&mut one.rendered);
    }
}

fn shorten(text: &mut String) {
    if text.len() > TEXT {
        *text = bounded(text, TEXT);
        // One line may be as long as all of them.
        text.truncate(text.floor_char_boundary(TEXT));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Failure;

    #[test]
    fn what_was_printed_without_end_takes_little_room() {
        for long in ["x".repeat(5 << 20), "a line\n".repeat(1 << 20)] {
            let failure = Failure {
                message: long.clone(),
                file: "a.rs".to_owned(),
                line: 1,
                output: long.clone(),
                origin: crate::verdict::origin::Origin::default(),
            };
            let verdict = Verdict::Crashed {
                crash: crate::verdict::Crash::OutOfMemory,
                tests: vec![Test {
                    name: "tests::a".to_owned(),
                    outcome: TestOutcome::Failed(failure),
                }],
                running: None,
                output: long,
            };
            let verdict = Verdict::NotAttempted {
                verdict: Some(Box::new(verdict)),
            };
            let json = serde_json::to_vec(&shortened(verdict)).unwrap();
            assert!((TEXT..5 * TEXT).contains(&json.len()), "{}", json.len());
        }
    }

    #[test]
    fn a_short_verdict_stays_as_it_is() {
        let verdict = Verdict::Passed {
            tests: Vec::new(),
            warnings: Vec::new(),
            output: "é".repeat(TEXT / 2),
        };
        assert_eq!(shortened(verdict.clone()), verdict);
    }
}
