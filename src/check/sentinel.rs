//! A test of our own behind all others: a program that prints results and leaves does not know its name.
//!
//! The name is new for each run, and libtest runs tests in the order of their names. A program that takes itself apart
//! could still find it; nothing that is written into an exercise by chance does.

use std::hash::{BuildHasher, RandomState};

use crate::verdict::{Test, TestOutcome, Unproven, Verdict};

pub(super) struct Sentinel {
    module: String,
}

impl Sentinel {
    pub(super) fn new() -> Self {
        // The keys of the standard library's hash maps are random.
        let random = RandomState::new().hash_one(0);
        Self {
            module: format!("zzz_end_{random:016x}"),
        }
    }

    /// `text` with the test at its end: no line moves.
    pub(super) fn behind(&self, text: &str) -> String {
        format!(
            "{text}\n#[cfg(test)]\nmod {} {{\n    #[test]\n    fn reached() {{}}\n}}\n",
            self.module
        )
    }

    /// The verdict on the learner's tests, given the one on all of them.
    pub(super) fn settle(&self, mut verdict: Verdict) -> Verdict {
        let name = format!("{}::reached", self.module);
        let mut reached = false;
        if let Verdict::Passed { tests, .. }
        | Verdict::TestsFailed { tests, .. }
        | Verdict::TimedOut { tests, .. }
        | Verdict::Crashed { tests, .. } = &mut verdict
        {
            tests.retain(
                |Test {
                     name: other,
                     outcome,
                 }| {
                    reached |= *other == name && *outcome == TestOutcome::Passed;
                    *other != name
                },
            );
        }
        if verdict.is_passed() && !reached {
            verdict = Verdict::NothingChecked {
                why: Unproven::Forged,
            };
        }
        verdict
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(names: &[&str]) -> Verdict {
        Verdict::Passed {
            tests: names
                .iter()
                .map(|name| Test {
                    name: (*name).to_owned(),
                    outcome: TestOutcome::Passed,
                })
                .collect(),
            warnings: Vec::new(),
            output: String::new(),
        }
    }

    #[test]
    fn a_pass_counts_only_if_the_last_test_was_reached() {
        let sentinel = Sentinel::new();
        let own = format!("{}::reached", sentinel.module);
        assert_eq!(
            sentinel.settle(passed(&["tests::a", &own])),
            passed(&["tests::a"])
        );
        let other = Sentinel::new();
        assert_ne!(sentinel.module, other.module);
        for forged in [
            passed(&["tests::a"]),
            passed(&["tests::a", &format!("{}::reached", other.module)]),
        ] {
            assert_eq!(
                sentinel.settle(forged),
                Verdict::NothingChecked {
                    why: Unproven::Forged
                }
            );
        }
        let crashed = Verdict::NothingChecked {
            why: Unproven::TestsGone {
                missing: Vec::new(),
            },
        };
        assert_eq!(sentinel.settle(crashed.clone()), crashed);
    }

    #[test]
    fn no_line_moves() {
        let text = "fn a() {}\n// no line end";
        let with = Sentinel::new().behind(text);
        assert!(
            with.starts_with("fn a() {}\n// no line end\n#[cfg(test)]\n"),
            "{with}"
        );
    }
}
