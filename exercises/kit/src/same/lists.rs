//! Lists and arrays, compared entry by entry.

use crate::report::{
    Grids, LISTED, WIDTH, index_of, meaning_of_shapes, shapes_differ, share, table, width,
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
    let place = match (differing.len(), index_of(first, shape)) {
        (_, index) if index.is_empty() => String::new(),
        (1, index) => format!("at {index}: "),
        (_, index) => format!("first at {index}: "),
    };
    let share = share(differing.len(), got.len());
    let mut report = first_line(&format!("{share}, {place}"), &got[first], &expected[first]);
    report += &entries(shape, got, expected, differing);
    report.trim_end().to_owned()
}

fn first_line(start: &str, got: &str, expected: &str) -> String {
    format!("{start}got {got}, expected {expected}\n")
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
