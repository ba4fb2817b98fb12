//! The documents that `check` can write: pure functions of what was judged. One module a format.

mod cases;
pub(crate) mod classroom;
pub(crate) mod exercism;
pub(crate) mod github;
pub(crate) mod gradescope;
pub(crate) mod json;
pub(crate) mod junit;
pub(crate) mod tap;
mod text;
mod xml;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    catalog::{Credit, Exercise},
    check::Checked,
    libtest,
    verdict::{Test, TestOutcome, Verdict},
};

/// One judged exercise of a `check`.
pub(crate) struct Graded<'a> {
    pub(crate) exercise: &'a Exercise,
    pub(crate) checked: Checked,
    /// The untouched text, where it is known.
    pub(crate) original: Option<String>,
    /// Whether the learner's tests are other ones than those of the untouched file.
    pub(crate) tests_modified: bool,
}

/// What graders tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Passed,
    /// It ran, and something in it is wrong.
    Failed,
    /// It could not be run to its end.
    Error,
    NotAttempted,
}

impl Graded<'_> {
    fn verdict(&self) -> &Verdict {
        &self.checked.verdict
    }

    fn standing(&self) -> Standing {
        match self.verdict() {
            Verdict::Passed { .. } => Standing::Passed,
            Verdict::TestsFailed { .. } | Verdict::NothingChecked { .. } => Standing::Failed,
            Verdict::DoesNotCompile { .. } | Verdict::TimedOut { .. } | Verdict::Crashed { .. } => {
                Standing::Error
            }
            Verdict::NotAttempted { .. } => Standing::NotAttempted,
        }
    }

    /// The points earned, of [`Exercise::points`].
    pub(crate) fn score(&self) -> f64 {
        let share = match self.verdict() {
            Verdict::Passed { .. } => 1.0,
            Verdict::TestsFailed { .. } if self.exercise.credit == Credit::PerTest => {
                self.share_of_tests()
            }
            Verdict::TestsFailed { .. }
            | Verdict::DoesNotCompile { .. }
            | Verdict::TimedOut { .. }
            | Verdict::Crashed { .. }
            | Verdict::NothingChecked { .. }
            | Verdict::NotAttempted { .. } => 0.0,
        };
        if share == 1.0 {
            return self.exercise.points;
        }
        ((self.exercise.points * share * 100.0).round() / 100.0).min(self.exercise.points)
    }

    /// Of the tests of the untouched file, where they are known: more tests of one's own are worth nothing, and one of the
    /// same name makes up for none that fails.
    fn share_of_tests(&self) -> f64 {
        let tests = self.verdict().tests();
        let names: BTreeSet<String> = match &self.original {
            Some(original) => libtest::functions(original).into_iter().collect(),
            None => tests.iter().map(|test| test.name.clone()).collect(),
        };
        let is_called = |test: &Test, name: &str| match self.original {
            Some(_) => libtest::short(&test.name) == name,
            None => test.name == name,
        };
        let passes = |name: &&String| {
            let mut those = tests.iter().filter(|test| is_called(test, name)).peekable();
            those.peek().is_some() && those.all(|test| test.outcome == TestOutcome::Passed)
        };
        names.iter().filter(passes).count() as f64 / names.len().max(1) as f64
    }

    fn seconds(&self) -> f64 {
        (self.checked.took.as_secs_f64() * 1000.0).round() / 1000.0
    }
}

/// What a whole document comes to.
pub(crate) struct Sum {
    pub(crate) passed: usize,
    pub(crate) total: usize,
    pub(crate) score: f64,
    pub(crate) points: f64,
}

impl Sum {
    pub(crate) fn of(graded: &[Graded]) -> Self {
        // Without what adding up leaves behind the decimal places that a course uses.
        let neat = |sum: f64| (sum * 1e6).round() / 1e6;
        Self {
            passed: count(graded, Standing::Passed),
            total: graded.len(),
            score: neat(graded.iter().map(Graded::score).sum()),
            points: neat(graded.iter().map(|one| one.exercise.points).sum()),
        }
    }

    /// `3 of 8 passed, 5.5 of 12 points`
    pub(crate) fn line(&self) -> String {
        let Self {
            passed,
            total,
            score,
            points,
        } = self;
        format!("{passed} of {total} passed, {score} of {points} points")
    }
}

fn count(graded: &[Graded], standing: Standing) -> usize {
    graded
        .iter()
        .filter(|one| one.standing() == standing)
        .count()
}

fn seconds(graded: &[Graded]) -> f64 {
    let sum: f64 = graded.iter().map(Graded::seconds).sum();
    (sum * 1000.0).round() / 1000.0
}

/// `1` where it is a whole number, as people write points.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        Value::from(value as i64)
    } else {
        Value::from(value)
    }
}

/// JSON as a text that ends with its line.
fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

#[cfg(test)]
mod tests;
