//! The tests of an exercise as claims: a list, folded where the screen is too low for it and for the failure below.

use super::{Theme, folded};
use crate::verdict::{Test, TestOutcome};

/// Rows of what stands below the list that must be in sight: title, place and code of a failure, and the beginning of its
/// message.
const IN_SIGHT: usize = 8;

/// All claims in file order, or as much of that as leaves `below` in sight within `rows`.
pub(super) fn list(tests: &[Test], below: &str, theme: &Theme, rows: usize) -> String {
    if tests.is_empty() {
        return String::new();
    }
    let height = |text: &str| -> usize {
        text.lines()
            .map(|line| folded(line, theme.width).len())
            .sum()
    };
    let needed = match height(below).min(IN_SIGHT) {
        0 => 0,
        below => below + 1,
    };
    let fits = |list: &String| height(list) + needed <= rows;
    let all = lines(tests.iter().map(|test| line(test, theme)));
    if fits(&all) {
        return all;
    }
    Some(without_passed(tests, theme))
        .filter(fits)
        .unwrap_or_else(|| counts(tests, theme))
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// `[ok] rows_sum_to_one`
fn line(test: &Test, theme: &Theme) -> String {
    let claim = test.name.strip_prefix("tests::").unwrap_or(&test.name);
    match test.outcome {
        TestOutcome::Passed => format!("{} {claim}", theme.good("  [ok]")),
        TestOutcome::Failed(_) => format!("{} {}", theme.bad("[FAIL]"), theme.strong(claim)),
        TestOutcome::Ignored => format!("{} {claim}", theme.quiet("[skip]")),
        TestOutcome::NotRun => format!("{} {}", theme.quiet("  [--]"), theme.quiet(claim)),
    }
}

/// The passed claims as one line, the others each in its own.
fn without_passed(tests: &[Test], theme: &Theme) -> String {
    let is_passed = |test: &&Test| test.outcome == TestOutcome::Passed;
    let passed = tests.iter().filter(is_passed).count();
    let first = (passed > 0).then(|| {
        let verb = if passed == 1 {
            "claim holds"
        } else {
            "claims hold"
        };
        format!("{} {passed} {verb}", theme.good("  [ok]"))
    });
    let others = tests.iter().filter(|test| !is_passed(test));
    lines(
        first
            .into_iter()
            .chain(others.map(|test| line(test, theme))),
    )
}

/// `[ok] 3   [FAIL] 9`
fn counts(tests: &[Test], theme: &Theme) -> String {
    let count =
        |is: fn(&TestOutcome) -> bool| tests.iter().filter(|test| is(&test.outcome)).count();
    let parts = [
        (theme.good("[ok]"), count(|it| *it == TestOutcome::Passed)),
        (
            theme.bad("[FAIL]"),
            count(|it| matches!(it, TestOutcome::Failed(_))),
        ),
        (
            theme.quiet("[skip]"),
            count(|it| *it == TestOutcome::Ignored),
        ),
        (theme.quiet("[--]"), count(|it| *it == TestOutcome::NotRun)),
    ];
    let shown: Vec<String> = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(mark, count)| format!("{mark} {count}"))
        .collect();
    shown.join("   ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::{Failure, origin::Origin};

    fn theme() -> Theme {
        Theme {
            color: false,
            width: 40,
            plain: false,
            unicode: true,
        }
    }

    fn tests(outcomes: &str) -> Vec<Test> {
        let failure = || Failure {
            message: "m".to_owned(),
            file: "f".to_owned(),
            line: 1,
            output: String::new(),
            origin: Origin::default(),
        };
        let outcome = |c| match c {
            '+' => TestOutcome::Passed,
            '-' => TestOutcome::Failed(failure()),
            's' => TestOutcome::Ignored,
            _ => TestOutcome::NotRun,
        };
        outcomes
            .chars()
            .enumerate()
            .map(|(n, c)| Test {
                name: format!("tests::claim_{n}"),
                outcome: outcome(c),
            })
            .collect()
    }

    const BELOW: &str = "First to fail\nplace\nmessage";

    #[test]
    fn what_fits_is_listed_in_full() {
        let shown = list(&tests("+-"), BELOW, &theme(), 6);
        assert_eq!(shown, "  [ok] claim_0\n[FAIL] claim_1");
        assert_eq!(list(&[], BELOW, &theme(), 6), "");
    }

    #[test]
    fn passed_claims_are_folded_first() {
        let shown = list(&tests("++-+"), BELOW, &theme(), 7);
        assert_eq!(shown, "  [ok] 3 claims hold\n[FAIL] claim_2");
        let shown = list(&tests("+---"), BELOW, &theme(), 8);
        assert_eq!(shown.lines().count(), 4, "nothing is gained by it: {shown}");
    }

    #[test]
    fn then_all_of_them() {
        let shown = list(&tests("+--+-s."), BELOW, &theme(), 6);
        assert_eq!(shown, "[ok] 2   [FAIL] 3   [skip] 1   [--] 1");
    }

    #[test]
    fn of_a_long_message_the_beginning_is_enough() {
        let long = "line\n".repeat(50);
        assert_eq!(list(&tests("+-"), &long, &theme(), 11).lines().count(), 2);
        assert_eq!(list(&tests("+-"), &long, &theme(), 10), "[ok] 1   [FAIL] 1");
    }

    #[test]
    fn a_claim_that_takes_two_lines_counts_as_two() {
        let mut long = tests("+");
        long[0].name = format!("tests::{}", "very_".repeat(10));
        assert_eq!(list(&long, BELOW, &theme(), 5), "  [ok] 1 claim holds");
    }

    #[test]
    fn a_pass_without_anything_below_is_listed_as_far_as_it_fits() {
        assert_eq!(list(&tests("++"), "", &theme(), 2).lines().count(), 2);
        assert_eq!(list(&tests("+++"), "", &theme(), 2), "  [ok] 3 claims hold");
    }
}
