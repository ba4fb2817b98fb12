//! A verdict that takes little room, however much a program printed: those of a whole class are in memory at once, and a
//! watch session holds its own for hours.

use super::results::bounded;
use crate::{
    diagnostics::Diagnostic,
    verdict::{Test, TestOutcome, Verdict},
};

/// What one verdict may take.
#[derive(Clone, Copy)]
struct Room {
    /// Bytes of each text.
    text: usize,
    /// Of what a test said when it failed.
    message: usize,
    /// Of errors and warnings, each.
    diagnostics: usize,
}

/// Beside hundreds of others.
const OF_MANY: Room = Room {
    text: 8 << 10,
    message: 8 << 10,
    diagnostics: 50,
};
/// On a screen of its own: its first half is more than is shown at once. The compiler's words have a limit already, and of
/// a message the screen says how much it leaves out.
const OF_ONE: Room = Room {
    text: 128 << 10,
    message: usize::MAX,
    diagnostics: usize::MAX,
};

/// The first and last lines of long texts, the first of many diagnostics.
pub(super) fn shortened(verdict: Verdict) -> Verdict {
    fitted(verdict, OF_MANY)
}

/// The same for the only one: what nobody scrolls through is left out.
pub(super) fn for_one(verdict: Verdict) -> Verdict {
    fitted(verdict, OF_ONE)
}

fn fitted(mut verdict: Verdict, room: Room) -> Verdict {
    let shorten = |text: &mut String| shorten(text, room.text);
    let shorten_tests = |tests: &mut Vec<Test>| shorten_tests(tests, room);
    let shorten_diagnostics = |all: &mut Vec<Diagnostic>| shorten_diagnostics(all, room);
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
        } => **verdict = fitted((**verdict).clone(), room),
        Verdict::NotAttempted { verdict: None } | Verdict::NothingChecked { .. } => {}
    }
    verdict
}

fn shorten_tests(tests: &mut [Test], room: Room) {
    for test in tests {
        if let TestOutcome::Failed(failure) = &mut test.outcome {
            shorten(&mut failure.message, room.message);
            shorten(&mut failure.output, room.text);
        }
    }
}

fn shorten_diagnostics(diagnostics: &mut Vec<Diagnostic>, room: Room) {
    diagnostics.truncate(room.diagnostics);
    for one in diagnostics {
        shorten(&mut one.rendered, room.text);
    }
}

fn shorten(text: &mut String, most: usize) {
    if text.len() > most {
        *text = bounded(text, most);
        // One line may be as long as all of them.
        text.truncate(text.floor_char_boundary(most));
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
                output: long.clone(),
            };
            let verdict = Verdict::NotAttempted {
                verdict: Some(Box::new(verdict)),
            };
            for (verdict, room, message) in [
                (shortened(verdict.clone()), OF_MANY, 0),
                (for_one(verdict), OF_ONE, long.len()),
            ] {
                let json = serde_json::to_vec(&verdict).unwrap();
                // As JSON each end of a line takes a byte more.
                let few = message + room.text..message * 8 / 7 + 5 * room.text;
                assert!(few.contains(&json.len()), "{}", json.len());
            }
        }
    }

    #[test]
    fn a_short_verdict_stays_as_it_is() {
        let verdict = Verdict::Passed {
            tests: Vec::new(),
            warnings: Vec::new(),
            output: "é".repeat(OF_MANY.text / 2),
        };
        assert_eq!(shortened(verdict.clone()), verdict);
    }
}
