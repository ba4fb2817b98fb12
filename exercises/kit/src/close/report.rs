//! What a learner reads when numbers are not close.

use super::Nan;
use super::compare::Comparison;
use super::entries::{array, both, described};
use super::values::Numbers;
use crate::report::number::{alone, pair, size};
use crate::report::{index_of, meaning_of_shapes, shapes_differ, share};

/// The report of a failed `assert_close!`. Its first line makes sense alone.
pub(super) fn not_close(comparison: &Comparison) -> String {
    let (got, expected) = (comparison.got, comparison.expected);
    if got.missing.is_some() || expected.missing.is_some() {
        return format!("got {}, expected {}", described(got), described(expected));
    }
    if got.shape != expected.shape {
        return other_shape(comparison);
    }
    let mut report = if expected.shape.is_empty() {
        other_scalar(comparison)
    } else {
        other_entries(comparison)
    };
    report += &format!("tolerance: {}", comparison.limit);
    if comparison.nan == Nan::NeverPasses && expected.values.iter().any(|x| x.is_nan()) {
        report +=
            "\nnote: assert_close! never passes on NaN; in assert_close_or_nan! NaN matches NaN";
    }
    report
}

/// The report of a failed `assert_not_close!`: what came out, for the sentence that stands before it.
pub(super) fn close(got: &Numbers) -> String {
    let described = described(got);
    let first = format!("got is close to what it must not be: {described}");
    match array("got", got) {
        Some(array) if described.starts_with("an array") => {
            format!("{first}\n{}", array.trim_end())
        }
        _ => first,
    }
}

fn other_shape(comparison: &Comparison) -> String {
    let (got, expected) = (comparison.got, comparison.expected);
    let mut report = shapes_differ(&got.shape, &expected.shape);
    if let Some(meaning) = meaning_of_shapes(&got.shape, &expected.shape) {
        report += &format!("\n{meaning}");
    }
    if let Some(slip) = comparison.slip() {
        report += &format!("\n{slip}");
    }
    for (name, numbers) in [("got", got), ("expected", expected)] {
        if let Some(array) = array(name, numbers) {
            report += &format!("\n{}", array.trim_end());
        }
    }
    report
}

fn other_scalar(comparison: &Comparison) -> String {
    let (got, expected) = comparison.pair(0);
    let (got, expected) = pair(got, expected, comparison.precision);
    let mut report = format!("got {got}, expected {expected}\n");
    report += &slip(comparison);
    if let Some((_, difference)) = comparison.worst_absolute() {
        report += &format!("difference: {}", size(difference));
        if let Some((_, relative)) = comparison.worst_relative() {
            report += &format!("; relative to expected: {}", size(relative));
        }
        report.push('\n');
    }
    report
}

fn other_entries(comparison: &Comparison) -> String {
    let mut report = match not_finite(comparison) {
        Some(first) => first,
        None => worst(comparison, comparison.expected.values.len()),
    };
    report.push('\n');
    report += &slip(comparison);
    report += &both(comparison);
    report += &differences(comparison);
    report
}

/// The likely slip as a line of its own.
fn slip(comparison: &Comparison) -> String {
    (comparison.slip()).map_or(String::new(), |slip| slip + "\n")
}

/// The first line if NaN or infinities are among what differs: how many, and where the first is.
fn not_finite(comparison: &Comparison) -> Option<String> {
    let all = comparison.expected.values.len();
    let of_got = |&i: &usize| comparison.pair(i).0;
    let of_expected = |&i: &usize| comparison.pair(i).1;
    let broken = |side: &dyn Fn(&usize) -> f64| -> Vec<usize> {
        let differing = comparison.differing.iter().copied();
        differing.filter(|i| !side(i).is_finite()).collect()
    };
    let mut text = match (broken(&of_got), broken(&of_expected)) {
        (got, _) if !got.is_empty() => format!(
            "got {} of {all} entries, first at {}, where {} is expected",
            kinds(got.iter().map(of_got)),
            index_of(got[0], &comparison.got.shape),
            alone(of_expected(&got[0]), comparison.precision),
        ),
        (_, expected) if !expected.is_empty() => format!(
            "expected {} of {all} entries, first at {}, where got is {}",
            kinds(expected.iter().map(of_expected)),
            index_of(expected[0], &comparison.got.shape),
            alone(of_got(&expected[0]), comparison.precision),
        ),
        _ => return None,
    };
    let finite = comparison.finite().count();
    if finite > 0 {
        let others = all - (comparison.differing.len() - finite);
        text += &format!("\nof the others {}", worst(comparison, others));
    }
    Some(text)
}

/// `NaN at 2 and inf at 1`
fn kinds(numbers: impl Iterator<Item = f64>) -> String {
    let names: Vec<String> = numbers.map(|x| x.to_string()).collect();
    let counts =
        ["NaN", "inf", "-inf"].map(|kind| (kind, names.iter().filter(|n| *n == kind).count()));
    let present: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{kind} at {count}"))
        .collect();
    present.join(" and ")
}

/// `2 of 6 entries differ (33%), most at [1, 0]: got 5, expected 6`
fn worst(comparison: &Comparison, all: usize) -> String {
    let differing = comparison.finite().count();
    let share = share(differing, all);
    let most = if differing > 1 { "most at" } else { "at" };
    match comparison.worst_absolute() {
        Some((i, _)) => format!("{share}, {most} {}", at(comparison, i)),
        None => share,
    }
}

/// `[1, 0]: got 5, expected 6`
fn at(comparison: &Comparison, i: usize) -> String {
    let (got, expected) = comparison.pair(i);
    let (got, expected) = pair(got, expected, comparison.precision);
    let index = index_of(i, &comparison.got.shape);
    format!("{index}: got {got}, expected {expected}")
}

/// `largest difference: 1 at [1, 0]; relative to expected: 0.5 at [0, 1]: got 3, expected 2`
fn differences(comparison: &Comparison) -> String {
    let Some((i, difference)) = comparison.worst_absolute() else {
        return String::new();
    };
    let shape = &comparison.got.shape;
    let mut line = format!(
        "largest difference: {} at {}",
        size(difference),
        index_of(i, shape)
    );
    if let Some((j, relative)) = comparison.worst_relative() {
        line += &format!("; relative to expected: {} at ", size(relative));
        line += &match i == j {
            true => index_of(j, shape),
            false => at(comparison, j),
        };
    }
    line + "\n"
}

#[cfg(test)]
mod tests;
