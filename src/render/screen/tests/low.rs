//! Screens that are too low or too narrow for everything: what must be in sight all the same.

use std::{fmt::Write, fs, time::Duration};

use super::plain;
use crate::{
    catalog::Catalog,
    check::Checked,
    progress::Progress,
    render::screen::screen,
    verdict::{Failure, Test, TestOutcome, Verdict, origin::Origin},
    watch::model::{Advance, Model},
};

const CLAIMS: [&str; 12] = [
    "+accuracy_is_the_share_of_equal_entries",
    "+each_column_has_a_mean_and_a_std",
    "+in_a_square_columns_are_not_rows",
    "+the_means_add_up_to_the_total",
    "-without_rows_mean_and_std_are_unknown",
    "+argmax_takes_the_first_of_equal_entries",
    "+nan_is_never_the_largest",
    "+a_row_of_nan_has_no_largest_entry",
    "-top_n_gives_the_largest_first",
    "+top_n_keeps_equal_entries_in_order",
    "+one",
    "+two",
];

fn test(claim: &str) -> Test {
    let outcome = if claim.starts_with('+') {
        TestOutcome::Passed
    } else {
        TestOutcome::Failed(Failure {
            message: "2 of 3 entries differ (67%), most at [2]: got 0, expected 3\n  got       [2, >1<, >0<]\n  expected  [2, >2<, >3<]".to_owned(),
            file: "exercises/01_arrays/05_reductions.rs".to_owned(),
            line: 113,
            output: String::new(),
            origin: Origin {
                statement: "assert_same!(mean.is_nan(), unknown, \"the mean is {mean}\");".to_owned(),
                ..Origin::default()
            },
        })
    };
    Test {
        name: format!("tests::{}", &claim[1..]),
        outcome,
    }
}

/// The screen after such a check, as text.
fn shown(claims: &[&str], ahead: Option<&str>, width: usize, rows: usize) -> String {
    let dir = tempfile::tempdir().unwrap();
    let text = "format_version = 1\n[[exercises]]\ndir = \"01_arrays\"\nname = \"05_reductions\"\n\
        title = \"Sums, means and argmax along an axis\"\ndifficulty = 2\nhints = [\"one\"]\n";
    fs::write(dir.path().join("info.toml"), text).unwrap();
    let catalog = Catalog::open(dir.path()).unwrap();
    let mut model = Model::new(&catalog, Progress::default(), Advance::Automatic);
    model.ahead = ahead.map(str::to_owned);
    model.judged = Some(Ok(Box::new(Checked {
        verdict: Verdict::TestsFailed {
            tests: claims.iter().map(|claim| test(claim)).collect(),
            warnings: Vec::new(),
        },
        took: Duration::from_millis(150),
        hash: String::new(),
        cached: false,
        training: Default::default(),
    })));
    let mut text = String::new();
    for line in screen(&model, &catalog, &plain(width), rows) {
        writeln!(text, "{line}").unwrap();
    }
    text
}

#[test]
fn at_40_by_20_the_first_failure_is_in_sight() {
    let expected = "\
01_arrays  0/1   course 0/1
1. Sums, means and argmax along an axis
exercises/01_arrays/05_reductions.rs
----------------------------------------
  [ok] 10 claims hold
[FAIL] without_rows_mean_and_std_are_unk
nown
[FAIL] top_n_gives_the_largest_first

First to fail: without_rows_mean_and_std
_are_unknown
  05_reductions.rs:113
  113 | assert_same!(mean.is_nan(), u...
  2 of 3 entries differ (67%), most at
[2]: got 0, expected 3
    got       [2, >1<, >0<]
... 3 more lines (arrow keys, space)
----------------------------------------
tests failed in 0.15 s
h: hint   l: list   ?: help   q: quit
";
    assert_eq!(shown(&CLAIMS, None, 40, 20), expected);
}

#[test]
fn at_60_by_16_the_first_failure_is_in_sight() {
    let expected = "\
01_arrays  [------------] 0/1   course [------------] 0/1
1. Sums, means and argmax along an axis  **
exercises/01_arrays/05_reductions.rs
------------------------------------------------------------
[ok] 10   [FAIL] 2

First to fail: without_rows_mean_and_std_are_unknown
  exercises/01_arrays/05_reductions.rs:113
  113 | assert_same!(mean.is_nan(), unknown, \"the mean is...
  2 of 3 entries differ (67%), most at [2]: got 0, expected
3
    got       [2, >1<, >0<]
... 3 more lines (arrow keys, space)
------------------------------------------------------------
tests failed in 0.15 s   waiting for a save
h: hint   l: list   n: next   x: reset   ?: help   q: quit
";
    assert_eq!(shown(&CLAIMS, Some("01_create"), 60, 16), expected);
}

#[test]
fn with_room_the_status_tells_what_is_prepared() {
    let got = shown(&CLAIMS, Some("01_create"), 100, 40);
    assert!(
        got.contains("waiting for a save   preparing the next one: 01_create\n"),
        "{got}"
    );
}

#[test]
fn nothing_is_folded_where_there_is_room() {
    let got = shown(&CLAIMS, None, 100, 40);
    for claim in CLAIMS {
        assert!(got.contains(&claim[1..]), "{got}");
    }
    assert!(!got.contains("claims hold"), "{got}");
}
