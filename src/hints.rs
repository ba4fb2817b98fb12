//! The ladder of hints: which one comes next, and how each is called.

use crate::{
    catalog::{Exercise, Hint},
    libtest,
    verdict::Verdict,
};

/// What `todo!` says of itself.
pub(crate) const STILL_TO_WRITE: &str = "not yet implemented";

/// Index of the next hint. While a test fails, those for it come first; otherwise they come in order. Nothing if all of them
/// are `shown`.
pub(crate) fn next(hints: &[Hint], shown: &[usize], failing: &[String]) -> Option<usize> {
    let open = || (0..hints.len()).filter(|index| !shown.contains(index));
    failing
        .iter()
        .find_map(|name| {
            open().find(|&index| hints[index].test.as_deref() == Some(libtest::short(name)))
        })
        .or_else(|| open().next())
}

/// `hint 2 of 5, for the claim rows_sum_to_one`
pub(crate) fn title(exercise: &Exercise, place: usize, index: usize) -> String {
    let total = exercise.hints.len();
    match &exercise.hints[index].test {
        Some(test) => format!("hint {place} of {total}, for the claim {test}"),
        None => format!("hint {place} of {total}"),
    }
}

/// The tests that a verdict finds wanting, in file order; also the one that was running when the process ended. A test of what
/// is still to write asks for no hint of its own: nobody has stumbled there yet.
pub(crate) fn failing(verdict: &Verdict) -> Vec<String> {
    let mut names: Vec<String> = verdict
        .failures()
        .filter(|(_, failure)| !failure.message.starts_with(STILL_TO_WRITE))
        .map(|(test, _)| test.name.clone())
        .collect();
    if let Verdict::TimedOut { running, .. } | Verdict::Crashed { running, .. } =
        verdict.on_the_code()
    {
        names.extend(running.clone());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::{Failure, Test, TestOutcome};

    fn ladder() -> Vec<Hint> {
        [None, Some("rows"), None, Some("columns"), Some("rows")]
            .map(|test| Hint {
                text: String::new(),
                test: test.map(str::to_owned),
            })
            .into()
    }

    #[test]
    fn hints_for_a_failing_test_come_first() {
        let failing = ["tests::columns".to_owned(), "tests::rows".to_owned()];
        let mut shown = Vec::new();
        while let Some(index) = next(&ladder(), &shown, &failing) {
            shown.push(index);
        }
        assert_eq!(shown, [3, 1, 4, 0, 2]);
    }

    #[test]
    fn otherwise_they_come_in_order() {
        for failing in [&[][..], &["tests::other".to_owned()]] {
            assert_eq!(next(&ladder(), &[], failing), Some(0));
            assert_eq!(next(&ladder(), &[0, 1], failing), Some(2));
            assert_eq!(next(&ladder(), &[4, 3, 2, 1, 0], failing), None);
        }
    }

    #[test]
    fn what_is_still_to_write_is_no_stumbling_block() {
        let failed = |name: &str, message: &str| Test {
            name: name.to_owned(),
            outcome: TestOutcome::Failed(Failure {
                message: message.to_owned(),
                file: "a.rs".to_owned(),
                line: 1,
                output: String::new(),
                origin: Default::default(),
            }),
        };
        let verdict = Verdict::TimedOut {
            limit: std::time::Duration::ZERO,
            tests: vec![
                failed("tests::rows", "not yet implemented: the rows"),
                failed("tests::columns", "got 1"),
            ],
            running: Some("tests::loops".to_owned()),
            last_line: None,
        };
        assert_eq!(failing(&verdict), ["tests::columns", "tests::loops"]);
    }
}
