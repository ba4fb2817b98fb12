//! The entries that were compared, as text.

use super::compare::Comparison;
use super::values::{Missing, Numbers};
use crate::report::number::{LastDigit, align, largest, number, size};
use crate::report::{Grids, LISTED, index_of, shape, table};

/// Vectors up to this length are written out in a sentence.
const IN_A_SENTENCE: usize = 8;

/// Both arrays in full, or a list of what differs in large ones.
pub(super) fn both(comparison: &Comparison) -> String {
    in_full(comparison).unwrap_or_else(|| list(comparison))
}

fn in_full(comparison: &Comparison) -> Option<String> {
    let shape = &comparison.got.shape;
    if !Grids::may_fit(shape) {
        return None;
    }
    let all: Vec<usize> = (0..comparison.got.values.len()).collect();
    let (got, expected) = columns(comparison, &all);
    Grids::pair(shape, &got, &expected, &comparison.differing).text()
}

fn list(comparison: &Comparison) -> String {
    let all = &comparison.differing;
    let listed = &all[..all.len().min(LISTED)];
    let (got, expected) = columns(comparison, listed);
    let rows: Vec<[String; 4]> = (listed.iter().zip(got.into_iter().zip(expected)))
        .map(|(&i, (got, expected))| {
            let index = index_of(i, &comparison.got.shape);
            [index, got, expected, difference(comparison.pair(i))]
        })
        .collect();
    let table = table(["index", "got", "expected", "difference"], &rows);
    match all.len() > listed.len() {
        true => format!("the first {LISTED}:\n{table}"),
        false => table,
    }
}

fn difference((got, expected): (f64, f64)) -> String {
    match got - expected {
        d if !d.is_finite() => "-".to_owned(),
        d if d > 0.0 => format!("+{}", size(d)),
        d => size(d),
    }
}

/// Both numbers at each of some flat indices, with as many digits as the closest of the differing ones need.
fn columns(comparison: &Comparison, indices: &[usize]) -> (Vec<String>, Vec<String>) {
    let pairs: Vec<(f64, f64)> = indices.iter().map(|&i| comparison.pair(i)).collect();
    let smallest_difference = (indices.iter().zip(&pairs))
        .filter(|(i, _)| comparison.differing.binary_search(i).is_ok())
        .map(|(_, (got, expected))| (got - expected).abs())
        .filter(|d| d.is_finite())
        .reduce(f64::min);
    let (mut numbers, expected): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
    numbers.extend(expected);
    let last = LastDigit::new(
        largest(numbers.iter().copied()),
        smallest_difference,
        comparison.precision,
    );
    let mut got: Vec<String> = numbers.iter().map(|&x| number(x, last)).collect();
    align(&mut got);
    let expected = got.split_off(indices.len());
    (got, expected)
}

/// One array in full, if it is small.
pub(super) fn array(name: &'static str, numbers: &Numbers) -> Option<String> {
    Grids::may_fit(&numbers.shape)
        .then(|| Grids::single(name, &numbers.shape, &texts(numbers)).text())
        .flatten()
}

/// In half a sentence: `3.5`, `[1, 2]`, `an array of shape (3, 2)`, `None`.
pub(super) fn described(numbers: &Numbers) -> String {
    match (&numbers.missing, numbers.shape.as_slice()) {
        (Some(Missing::NoValue(text)), _) => text.clone(),
        (Some(Missing::Ragged(why)), _) => format!("a ragged list ({why})"),
        (None, []) => texts(numbers).concat(),
        (None, [0..=IN_A_SENTENCE]) => format!("[{}]", texts(numbers).join(", ")),
        (None, other) => format!("an array of shape {}", shape(other)),
    }
}

fn texts(numbers: &Numbers) -> Vec<String> {
    let top = largest(numbers.values.iter().copied());
    let last = LastDigit::new(top, None, numbers.precision);
    let mut texts: Vec<String> = numbers.values.iter().map(|&x| number(x, last)).collect();
    align(&mut texts);
    texts
}
