//! What a check says about the learner's code.

pub(crate) mod origin;
mod statement;
mod steps;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use self::origin::Origin;
pub(crate) use self::steps::{Steps, TestNames, judge, last_line, with_program};
use crate::{
    diagnostics::Diagnostic,
    error::{Context, Result},
};

/// The outcome of one check.
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Verdict {
    Passed {
        tests: Vec<Test>,
        warnings: Vec<Diagnostic>,
        output: String,
    },
    TestsFailed {
        tests: Vec<Test>,
        warnings: Vec<Diagnostic>,
    },
    DoesNotCompile {
        by: Compiler,
        diagnostics: Vec<Diagnostic>,
        other: String,
    },
    TimedOut {
        limit: Duration,
        tests: Vec<Test>,
        running: Option<String>,
        last_line: Option<String>,
    },
    Crashed {
        crash: Crash,
        tests: Vec<Test>,
        running: Option<String>,
        output: String,
    },
    /// It proves nothing: deleting the tests is not solving.
    NothingChecked { why: Unproven },
    /// The file is the untouched one. What a check of it says is there if one was made.
    NotAttempted { verdict: Option<Box<Verdict>> },
}

/// Why a run without a failure proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Unproven {
    /// Tests are gone or switched off. None are named where there is no test at all.
    TestsGone { missing: Vec<String> },
    /// The text takes in a solution.
    Borrowed { file: String },
    /// What the tests use, by its name and line: a macro, a module or an import that the file defines anew.
    Redefined { what: String, line: usize },
    /// The program said that all tests passed, and left before they had run.
    Forged,
}

/// Who refuses the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Compiler {
    Rustc,
    /// Only for exercises with `strict_clippy`.
    Clippy,
}

/// An end that is neither a pass nor a failed test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Crash {
    /// The process ended before all tests had run, as `std::process::exit` does.
    LeftEarly {
        code: i32,
    },
    /// `main` of an exercise without tests.
    MainFailed {
        code: i32,
    },
    StackOverflow,
    OutOfMemory,
    TooMuchOutput,
    Signal {
        number: i32,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Test {
    /// As libtest prints it: `tests::rows_sum_to_one`.
    pub(crate) name: String,
    pub(crate) outcome: TestOutcome,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TestOutcome {
    Passed,
    Failed(Failure),
    Ignored,
    /// An earlier test ended the process.
    NotRun,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Failure {
    pub(crate) message: String,
    /// The line of the exercise that panicked, or that called into the crate that did; if it is not known, the crate's own.
    pub(crate) file: String,
    pub(crate) line: usize,
    /// What the test printed besides.
    pub(crate) output: String,
    #[serde(default)]
    pub(crate) origin: Origin,
}

impl Verdict {
    /// The word for it in documents and exit codes.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Passed { .. } => "passed",
            Self::TestsFailed { .. } => "tests_failed",
            Self::DoesNotCompile { .. } => "does_not_compile",
            Self::TimedOut { .. } => "timed_out",
            Self::Crashed { .. } => "crashed",
            Self::NothingChecked { .. } => "nothing_checked",
            Self::NotAttempted { .. } => "not_attempted",
        }
    }

    pub(crate) fn is_passed(&self) -> bool {
        matches!(self, Self::Passed { .. })
    }

    /// The same with other names of files, wherever messages have them: for a copy that stands for the learner's file.
    pub(crate) fn renamed(&self, names: &[(&str, &str)]) -> Result<Self> {
        let cannot = || "cannot rename the files in a verdict".to_owned();
        let mut text = serde_json::to_string(self).context(cannot)?;
        for (old, new) in names {
            let quoted = |name: &str| serde_json::to_string(name).context(cannot);
            text = text.replace(
                quoted(old)?.trim_matches('"'),
                quoted(new)?.trim_matches('"'),
            );
        }
        serde_json::from_str(&text).context(cannot)
    }

    /// The verdict on the code itself, where the file is the untouched one.
    pub(crate) fn on_the_code(&self) -> &Self {
        if let Self::NotAttempted {
            verdict: Some(verdict),
        } = self
        {
            verdict
        } else {
            self
        }
    }

    pub(crate) fn tests(&self) -> &[Test] {
        match self.on_the_code() {
            Self::Passed { tests, .. }
            | Self::TestsFailed { tests, .. }
            | Self::TimedOut { tests, .. }
            | Self::Crashed { tests, .. } => tests,
            Self::DoesNotCompile { .. }
            | Self::NothingChecked { .. }
            | Self::NotAttempted { .. } => &[],
        }
    }

    /// The failed tests in file order.
    pub(crate) fn failures(&self) -> impl Iterator<Item = (&Test, &Failure)> {
        self.tests().iter().filter_map(|test| match &test.outcome {
            TestOutcome::Failed(failure) => Some((test, failure)),
            TestOutcome::Passed | TestOutcome::Ignored | TestOutcome::NotRun => None,
        })
    }
}
