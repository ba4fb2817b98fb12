//! The right entries in other places: swapped axes, another direction, one place too far.

use super::case::{Case, Kind};
use super::evidence::{THREE, THREE_MOVED, simple};
use super::words::lines;
use std::f64::consts::PI;

/// All that hold, for the caller to see whether there is one.
pub(super) fn of(case: &Case) -> Vec<String> {
    let axes = case.shape.len();
    let mut found = vec![];
    found.extend(transposed(case));
    found.extend((0..axes).filter_map(|axis| reversed(case, axis)));
    found.extend((0..axes).filter_map(|axis| rolled(case, axis)));
    found.extend(filled_by_columns(case));
    found
}

/// True if entry `i` of `got` is entry `from(i)` of `expected`, for all i.
fn moved(case: &Case, from: impl Fn(usize) -> usize, bits: f64) -> bool {
    case.shown(|i| case.expected[from(i)], bits)
}

fn transposed(case: &Case) -> Option<String> {
    let axes = case.shape.len();
    let pairs = (0..axes).flat_map(|a| (a + 1..axes).map(move |b| (a, b)));
    let found: Vec<(usize, usize)> = pairs
        .filter(|&(a, b)| case.shape[a] == case.shape[b])
        .filter(|&(a, b)| moved(case, |i| swap(i, case.shape, a, b), THREE_MOVED))
        .collect();
    match (found.as_slice(), axes) {
        ([_], 2) => Some("got is expected transposed, with rows and columns swapped".to_owned()),
        ([(a, b)], _) => Some(format!("axes {a} and {b} are swapped")),
        _ => None,
    }
}

/// The flat index with the indices of two axes exchanged.
fn swap(i: usize, shape: &[usize], a: usize, b: usize) -> usize {
    let (step_a, step_b) = (step(shape, a), step(shape, b));
    let (at_a, at_b) = (i / step_a % shape[a], i / step_b % shape[b]);
    i - at_a * step_a - at_b * step_b + at_b * step_a + at_a * step_b
}

/// How far apart neighbours along an axis stand.
pub(super) fn step(shape: &[usize], axis: usize) -> usize {
    shape[axis + 1..].iter().product()
}

fn reversed(case: &Case, axis: usize) -> Option<String> {
    if mirrored(case) {
        return None;
    }
    let (n, step) = (case.shape[axis], step(case.shape, axis));
    let from = |i: usize| {
        let at = i / step % n;
        i - at * step + (n - 1 - at) * step
    };
    moved(case, from, THREE_MOVED).then(|| match case.shape.len() {
        1 => "the right entries in the opposite order, last to first".to_owned(),
        2 => format!(
            "the right {} in the opposite order, last to first",
            lines(axis, 2)
        ),
        _ => format!("the entries stand in the opposite order along axis {axis}"),
    })
}

/// True for angles from the other axis: got + expected is a right or a straight angle everywhere. In a list with even
/// steps that is the same as reversed.
fn mirrored(case: &Case) -> bool {
    let sum = case.got[0] + case.expected[0];
    let same = case.is_explained_by(|i| sum - case.expected[i]);
    case.kind == Kind::Numbers && same && sum != 0.0 && simple(sum / PI)
}

fn rolled(case: &Case, axis: usize) -> Option<String> {
    let (n, step) = (case.shape[axis], step(case.shape, axis));
    if n < 3 {
        return None; // With two places, rolled is reversed.
    }
    let from = |i: usize, by: usize| {
        let at = i / step % n;
        i - at * step + (at + by) % n * step
    };
    let late = moved(case, |i| from(i, n - 1), THREE);
    let early = moved(case, |i| from(i, 1), THREE);
    let (which, wraps) = match (late, early) {
        (true, false) => ("too late", "the last one comes first"),
        (false, true) => ("too early", "the first one comes last"),
        _ => return None,
    };
    let what = match (case.shape.len(), axis) {
        (1, _) => "every entry".to_owned(),
        (2, 0) => "every row".to_owned(),
        (2, 1) => "every column".to_owned(),
        _ => format!("along axis {axis} every entry"),
    };
    Some(format!("{what} stands one place {which}, {wraps}"))
}

/// The entries run down the columns where they should run along the rows, or the other way round.
fn filled_by_columns(case: &Case) -> Option<String> {
    let (r, c) = case.matrix()?;
    // In a square matrix this is a transposition.
    if r == c || r < 2 || c < 2 {
        return None;
    }
    // Entry k of expected, read column by column.
    let columns = moved(case, |k| k % r * c + k / r, THREE);
    let rows = moved(case, |k| k % c * r + k / c, THREE);
    match (columns, rows) {
        (true, false) => Some(
            "the entries run along the rows where they should run down the columns: reshaping is not transposing"
                .to_owned(),
        ),
        (false, true) => Some(
            "the entries run down the columns where they should run along the rows".to_owned(),
        ),
        _ => None,
    }
}
