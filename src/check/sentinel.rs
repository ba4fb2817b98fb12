//! Tests of our own: one behind all others, which a program that prints results and leaves does not know by name, and one
//! inside each of the course's test modules, which is not there if the module is switched off.
//!
//! The names are new for each run, and libtest runs tests in the order of their names. A program that reads its own text
//! finds them there; so what looks like a pass is tried again where the last test must fail, and a program that only
//! says `ok` says it again. One that takes itself apart could still find out; nothing that is written into an exercise by
//! chance does.

use std::hash::{BuildHasher, RandomState};

use super::overlay;
use crate::verdict::{Test, TestOutcome, Unproven, Verdict};

pub(super) struct Sentinel {
    /// Also the name of each test inside.
    module: String,
    number: u64,
    truth: Truth,
    /// The modules with a test inside.
    inside: Vec<String>,
}

/// What the last test claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    Right,
    Wrong,
}

impl Sentinel {
    pub(super) fn new(truth: Truth) -> Self {
        // The keys of the standard library's hash maps are random.
        let random = RandomState::new().hash_one(0);
        Self {
            module: format!("zzz_end_{random:016x}"),
            number: random >> 50,
            truth,
            inside: Vec::new(),
        }
    }

    /// The untouched text with a test in each of its test modules: no line moves.
    pub(super) fn inside(&mut self, original: &str) -> String {
        let test = format!("#[test] fn {}() {{}}", self.module);
        let (text, modules) = overlay::with_test_inside(original, &test);
        self.inside = modules;
        text
    }

    /// `text` with the test at its end: no line moves.
    pub(super) fn behind(&self, text: &str) -> String {
        let (module, number) = (&self.module, self.number);
        let rest = number % 97
            + match self.truth {
                Truth::Right => 0,
                Truth::Wrong => 1,
            };
        format!(
            "{text}\n#[cfg(test)]\nmod {module} {{\n    #[test]\n    fn reached() {{\n        \
             assert_eq!(std::hint::black_box({number}_u64) % 97, {rest});\n    }}\n}}\n"
        )
    }

    /// The verdict on the learner's tests, given the one on all of them.
    pub(super) fn settle(&self, mut verdict: Verdict) -> Verdict {
        let last = self.last();
        let mut missing: Vec<String> = self
            .inside
            .iter()
            .map(|module| self.in_module(module))
            .collect();
        let mut reached = false;
        if let Verdict::Passed { tests, .. }
        | Verdict::TestsFailed { tests, .. }
        | Verdict::TimedOut { tests, .. }
        | Verdict::Crashed { tests, .. } = &mut verdict
        {
            tests.retain(|Test { name, outcome }| {
                let passed = *outcome == TestOutcome::Passed;
                reached |= *name == last && passed;
                let inside = missing.iter().position(|mark| mark == name && passed);
                if let Some(at) = inside {
                    missing.swap_remove(at);
                }
                *name != last && inside.is_none()
            });
        }
        // Failed tests beside passed ones may be worth points too.
        let ran = matches!(
            verdict,
            Verdict::Passed { .. } | Verdict::TestsFailed { .. }
        );
        let why = if ran && !reached {
            Unproven::Forged
        } else if ran && !missing.is_empty() {
            Unproven::TestsGone {
                missing: Vec::new(),
            }
        } else {
            return verdict;
        };
        Verdict::NothingChecked { why }
    }

    /// Whether the last test was seen to fail.
    pub(super) fn has_failed_in(&self, verdict: &Verdict) -> bool {
        let last = self.last();
        verdict.failures().any(|(test, _)| test.name == last)
    }

    fn last(&self) -> String {
        format!("{}::reached", self.module)
    }

    fn in_module(&self, module: &str) -> String {
        format!("{module}::{}", self.module)
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
        let sentinel = Sentinel::new(Truth::Right);
        let own = format!("{}::reached", sentinel.module);
        assert_eq!(
            sentinel.settle(passed(&["tests::a", &own])),
            passed(&["tests::a"])
        );
        let other = Sentinel::new(Truth::Right);
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
        let Verdict::Passed {
            tests, warnings, ..
        } = passed(&["tests::a"])
        else {
            panic!()
        };
        assert_eq!(
            sentinel.settle(Verdict::TestsFailed { tests, warnings }),
            Verdict::NothingChecked {
                why: Unproven::Forged
            },
            "passed tests beside a failed one"
        );
        let crashed = Verdict::NothingChecked {
            why: Unproven::TestsGone {
                missing: Vec::new(),
            },
        };
        assert_eq!(sentinel.settle(crashed.clone()), crashed);
    }

    #[test]
    fn a_pass_counts_only_if_the_courses_tests_were_there() {
        let mut sentinel = Sentinel::new(Truth::Right);
        let text = sentinel.inside("#[cfg(test)]\nmod tests {\n    fn a() {}\n}\n");
        assert!(text.contains(&format!("\n#[test] fn {}() {{}} }}\n", sentinel.module)));
        let last = format!("{}::reached", sentinel.module);
        let inside = format!("tests::{}", sentinel.module);
        assert_eq!(
            sentinel.settle(passed(&["tests::a", &inside, &last])),
            passed(&["tests::a"])
        );
        assert_eq!(
            sentinel.settle(passed(&["tests::a", &last])),
            Verdict::NothingChecked {
                why: Unproven::TestsGone {
                    missing: Vec::new()
                }
            }
        );
    }

    #[test]
    fn a_wrong_claim_differs_in_its_number_alone() {
        let mut right = Sentinel::new(Truth::Right);
        let text = right.behind("");
        right.truth = Truth::Wrong;
        let other = right.behind("");
        assert_ne!(text, other);
        let without_digits = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
        assert_eq!(without_digits(&text), without_digits(&other));
    }

    #[test]
    fn no_line_moves() {
        let text = "fn a() {}\n// no line end";
        let with = Sentinel::new(Truth::Right).behind(text);
        assert!(
            with.starts_with("fn a() {}\n// no line end\n#[cfg(test)]\n"),
            "{with}"
        );
    }
}
