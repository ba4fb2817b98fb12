//! Rule 3: near-miss answers are rejected by the test they name, and there are enough of them.

use crate::{
    dev::{
        near_miss::NearMiss,
        problem::count,
        words::{failed, first_error},
    },
    libtest,
    verdict::Verdict,
};

/// Why a near-miss answer is not rejected as its entry says; nothing if it is.
///
/// A crash or the time limit during the named test rejects the answer too.
pub(in crate::dev) fn not_rejected(entry: &NearMiss, verdict: &Verdict) -> Option<String> {
    let wanted = libtest::short(&entry.rejected_by);
    let seen = match verdict.on_the_code() {
        Verdict::Passed { .. } => "all tests pass".to_owned(),
        Verdict::TestsFailed { .. } => {
            let failed = failed(verdict);
            if failed.contains(&wanted) {
                return None;
            }
            format!("only {} fails", failed.join(", "))
        }
        Verdict::TimedOut { running, .. } | Verdict::Crashed { running, .. } => {
            let running = running.as_deref().map(libtest::short);
            if running == Some(wanted) || failed(verdict).contains(&wanted) {
                return None;
            }
            let how = if matches!(verdict.on_the_code(), Verdict::TimedOut { .. }) {
                "runs out of time"
            } else {
                "crashes"
            };
            match running {
                Some(test) => {
                    format!("the program {how} in `{test}`, before `{wanted}` has failed")
                }
                None => format!("the program {how} outside the tests"),
            }
        }
        Verdict::DoesNotCompile { .. } => format!("it does not compile: {}", first_error(verdict)),
        Verdict::NothingChecked { .. } => "the edit takes tests away".to_owned(),
        Verdict::NotAttempted { .. } => "it was not judged".to_owned(),
    };
    Some(format!("`{wanted}` does not reject this answer: {seen}"))
}

/// How few an exercise may have.
const FEWEST: usize = 2;

/// Why `number` near-miss answers are not enough.
pub(in crate::dev) fn too_few(number: usize, level: &str) -> Option<String> {
    (number < FEWEST).then(|| {
        let has = if number == 0 {
            "no near-miss answer".to_owned()
        } else {
            count(number, "near-miss answer")
        };
        format!(
            "{has} in tests/wrong/{level}.toml: at least {FEWEST} show that the tests see mistakes"
        )
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::verdict::{Crash, Failure, Test, TestOutcome};

    fn entry() -> NearMiss {
        NearMiss {
            file: "tests/wrong/01_a.toml".to_owned(),
            line: 3,
            mistake: "a slip".to_owned(),
            exercise: "01_a/01_one".to_owned(),
            find: "+ 1".to_owned(),
            replace: "+ 2".to_owned(),
            rejected_by: "tests::adds".to_owned(),
        }
    }

    fn test(name: &str, outcome: TestOutcome) -> Test {
        Test {
            name: name.to_owned(),
            outcome,
        }
    }

    fn failure() -> TestOutcome {
        TestOutcome::Failed(Failure {
            message: String::new(),
            file: String::new(),
            line: 0,
            output: String::new(),
            origin: Default::default(),
        })
    }

    #[test]
    fn only_the_named_test_rejects() {
        let failing = |name| Verdict::TestsFailed {
            tests: vec![test(name, failure())],
            warnings: Vec::new(),
        };
        assert_eq!(not_rejected(&entry(), &failing("tests::adds")), None);
        assert_eq!(
            not_rejected(&entry(), &failing("tests::other")).as_deref(),
            Some("`adds` does not reject this answer: only other fails")
        );
        let passed = Verdict::Passed {
            tests: Vec::new(),
            warnings: Vec::new(),
            output: String::new(),
        };
        assert!(
            not_rejected(&entry(), &passed)
                .unwrap()
                .ends_with("all tests pass")
        );
    }

    #[test]
    fn a_crash_or_the_time_limit_rejects_in_the_named_test_only() {
        let crash = |running: &str| Verdict::Crashed {
            crash: Crash::StackOverflow,
            tests: vec![test("tests::adds", TestOutcome::NotRun)],
            running: Some(running.to_owned()),
            output: String::new(),
        };
        let late = |running: &str| Verdict::TimedOut {
            limit: Duration::from_secs(1),
            tests: Vec::new(),
            running: Some(running.to_owned()),
            last_line: None,
        };
        assert_eq!(not_rejected(&entry(), &crash("tests::adds")), None);
        assert_eq!(not_rejected(&entry(), &late("tests::adds")), None);
        assert!(
            not_rejected(&entry(), &crash("tests::z"))
                .unwrap()
                .contains("crashes in `z`, before `adds` has failed")
        );
        assert!(
            not_rejected(&entry(), &late("tests::z"))
                .unwrap()
                .contains("runs out of time in `z`")
        );
    }

    #[test]
    fn two_are_enough() {
        assert!(
            too_few(0, "01_a")
                .unwrap()
                .starts_with("no near-miss answer in tests/wrong/01_a.toml")
        );
        assert!(
            too_few(1, "01_a")
                .unwrap()
                .starts_with("1 near-miss answer in")
        );
        assert_eq!(too_few(2, "01_a"), None);
    }
}
