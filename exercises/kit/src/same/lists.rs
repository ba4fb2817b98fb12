//! Lists and arrays, compared entry by entry.

use super::slip::likely;
use crate::report::{
    Grids, LISTED, WIDTH, excerpts, index_of, meaning_of_shapes, shapes_differ, share, table, width,
};
use ndarray::{ArrayBase, Data, Dimension};
use std::fmt::Debug;

/// A list or an array.
pub trait List {
    type Item: Debug;

    fn shape(&self) -> Vec<usize>;

    /// The entries in logical order: the last index runs fastest.
    fn items(&self) -> Vec<&Self::Item>;
}

impl<T: List + ?Sized> List for &T {
    type Item = T::Item;

    fn shape(&self) -> Vec<usize> {
        (**self).shape()
    }

    fn items(&self) -> Vec<&T::Item> {
        (**self).items()
    }
}

impl<T: Debug> List for [T] {
    type Item = T;

    fn shape(&self) -> Vec<usize> {
        vec![self.len()]
    }

    fn items(&self) -> Vec<&T> {
        self.iter().collect()
    }
}

impl<T: Debug> List for Vec<T> {
    type Item = T;

    fn shape(&self) -> Vec<usize> {
        vec![self.len()]
    }

    fn items(&self) -> Vec<&T> {
        self.iter().collect()
    }
}

impl<T: Debug, const N: usize> List for [T; N] {
    type Item = T;

    fn shape(&self) -> Vec<usize> {
        vec![N]
    }

    fn items(&self) -> Vec<&T> {
        self.iter().collect()
    }
}

impl<T: Debug, S: Data<Elem = T>, D: Dimension> List for ArrayBase<S, D> {
    type Item = T;

    fn shape(&self) -> Vec<usize> {
        ArrayBase::shape(self).to_vec()
    }

    fn items(&self) -> Vec<&T> {
        self.iter().collect()
    }
}

/// The shapes are equal, some entries are not.
pub(super) fn report(
    shape: &[usize],
    got: &[String],
    expected: &[String],
    differing: &[usize],
) -> String {
    let first = differing[0];
    if shape.is_empty() {
        return format!("got {}, expected {}", got[first], expected[first]);
    }
    let place = match (differing.len(), index_of(first, shape)) {
        (1, index) => format!("at {index}: "),
        (_, index) => format!("first at {index}: "),
    };
    let share = share(differing.len(), got.len());
    let (g, e) = excerpts(&got[first], &expected[first]);
    let mut report = format!("{share}, {place}got {g}, expected {e}\n");
    if let Some(slip) = likely((shape, got), (shape, expected)) {
        report += &format!("{slip}\n");
    }
    report += &entries(shape, got, expected, differing);
    report.trim_end().to_owned()
}

fn entries(shape: &[usize], got: &[String], expected: &[String], differing: &[usize]) -> String {
    if let Some(text) = Grids::pair(shape, got, expected, differing).text() {
        return text;
    }
    let listed = &differing[..differing.len().min(LISTED)];
    let mut report = match differing.len() {
        n if n > listed.len() => format!("the first {}:\n", listed.len()),
        _ => String::new(),
    };
    let rows: Vec<[String; 3]> = (listed.iter())
        .map(|&i| [index_of(i, shape), got[i].clone(), expected[i].clone()])
        .collect();
    let text = table(["index", "got", "expected"], &rows);
    if text.lines().all(|line| width(line) <= WIDTH) {
        report += &text;
    } else {
        for [index, got, expected] in &rows {
            report += &format!("  {index}\n    got       {got}\n    expected  {expected}\n");
        }
    }
    report
}

/// The shapes differ; small ones are shown with their entries.
pub(super) fn report_shapes(
    (got_shape, got): (&[usize], &[String]),
    (expected_shape, expected): (&[usize], &[String]),
) -> String {
    let mut report = shapes_differ(got_shape, expected_shape);
    if let Some(meaning) = meaning_of_shapes(got_shape, expected_shape) {
        report += &format!("\n{meaning}");
    }
    if let Some(slip) = likely((got_shape, got), (expected_shape, expected)) {
        report += &format!("\n{slip}");
    }
    for (name, shape, entries) in [
        ("got", got_shape, got),
        ("expected", expected_shape, expected),
    ] {
        if let Some(grid) = Grids::single(name, shape, entries).text() {
            report += &format!("\n{}", grid.trim_end());
        }
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(entries: &[&str]) -> Vec<String> {
        entries.iter().map(|&e| e.to_owned()).collect()
    }

    #[test]
    fn small_arrays_are_shown_in_full() {
        let got = texts(&["0", "1", "1", "10"]);
        let expected = texts(&["0", "2", "1", "0"]);
        assert_eq!(
            report(&[2, 2], &got, &expected, &[1, 3]),
            "2 of 4 entries differ (50%), first at [0, 1]: got 1, expected 2\n\
             \x20          got        expected\n\
             \x20 [0, ..]  0   >1<    0   >2<\n\
             \x20 [1, ..]  1  >10<    1   >0<"
        );
    }

    #[test]
    fn of_large_lists_the_first_differing_entries_are_listed() {
        let got: Vec<String> = (0..100).map(|i| i.to_string()).collect();
        let mut expected = got.clone();
        expected[7] = "-1".to_owned();
        expected[99] = "0".to_owned();
        assert_eq!(
            report(&[100], &got, &expected, &[7, 99]),
            "2 of 100 entries differ (2%), first at [7]: got 7, expected -1\n\
             \x20 index  got  expected\n\
             \x20   [7]    7        -1\n\
             \x20  [99]   99         0"
        );
        let all: Vec<usize> = (0..100).collect();
        let report = report(&[100], &got, &texts(&["x"; 100]), &all);
        assert_eq!(
            report.lines().take(2).collect::<Vec<_>>(),
            [
                "all 100 entries differ, first at [0]: got 0, expected x",
                "the first 8:"
            ]
        );
        assert_eq!(report.lines().count(), 2 + 1 + 8);
    }

    #[test]
    fn long_entries_stand_below_each_other() {
        let got = vec!["g".repeat(99); 2];
        let expected = vec!["e".repeat(99), "g".repeat(99)];
        assert_eq!(
            report(&[2], &got, &expected, &[0]),
            format!(
                "1 of 2 entries differs (50%), at [0]: got {}.., expected {}..\n\
                 \x20 [0]\n\
                 \x20   got       {}\n\
                 \x20   expected  {}",
                "g".repeat(32),
                "e".repeat(32),
                "g".repeat(99),
                "e".repeat(99)
            )
        );
    }

    #[test]
    fn shapes_are_compared_first() {
        let (got, expected) = (texts(&["1", "2"]), texts(&["1", "2", "3"]));
        assert_eq!(
            report_shapes((&[2], &got), (&[3], &expected)),
            "length differs: got 2, expected 3\n\
             \x20 got       [1, 2]\n\
             \x20 expected  [1, 2, 3]"
        );
        assert_eq!(
            report_shapes((&[2, 1], &got), (&[0], &[])),
            "shape differs: got (2, 1), expected (0,)\n\
             got is a matrix with 1 column, expected is a vector\n\
             \x20          got\n\
             \x20 [0, ..]  1\n\
             \x20 [1, ..]  2"
        );
    }

    #[test]
    fn a_pattern_in_the_entries_stands_above_them() {
        let got = texts(&["1", "3", "2", "2"]);
        let expected = texts(&["0", "2", "1", "1"]);
        assert_eq!(
            report(&[4], &got, &expected, &[0, 1, 2, 3]),
            "all 4 entries differ, first at [0]: got 1, expected 0\n\
             pattern: every entry is too large by 1\n\
             \x20 got       [>1<, >3<, >2<, >2<]\n\
             \x20 expected  [>0<, >2<, >1<, >1<]"
        );
        let (got, expected) = (texts(&["2", "3", "5"]), texts(&["2", "3", "5", "7"]));
        assert_eq!(
            report_shapes((&[3], &got), (&[4], &expected)),
            "length differs: got 3, expected 4\n\
             pattern: the last entry is missing, all others are right\n\
             \x20 got       [2, 3, 5]\n\
             \x20 expected  [2, 3, 5, 7]"
        );
    }
}
