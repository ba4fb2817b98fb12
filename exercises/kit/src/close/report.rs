//! What a learner reads when numbers are not close.

use super::Nan;
use super::compare::Comparison;
use super::number::{LastDigit, align, largest, number, pair, size};
use super::values::{Missing, Numbers};
use crate::report::{
    Grids, LISTED, index_of, meaning_of_shapes, shape, shapes_differ, share, table,
};

/// The report of a failed `assert_close!`. Its first line makes sense alone.
pub(super) fn not_close(comparison: &Comparison) -> String {
    let (got, expected) = (comparison.got, comparison.expected);
    if got.missing.is_some() || expected.missing.is_some() {
        return format!("got {}, expected {}", described(got), described(expected));
    }
    if got.shape != expected.shape {
        return other_shape(got, expected);
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

/// The report of a failed `assert_not_close!`.
pub(super) fn close(comparison: &Comparison) -> String {
    let got = comparison.got;
    let described = described(got);
    let grid = grid("got", got).unwrap_or_default();
    format!(
        "got is close to what it must not be: {described}\n{grid}tolerance: {}",
        comparison.limit
    )
}

fn other_shape(got: &Numbers, expected: &Numbers) -> String {
    let mut report = shapes_differ(&got.shape, &expected.shape);
    if let Some(meaning) = meaning_of_shapes(&got.shape, &expected.shape) {
        report += &format!("\n{meaning}");
    }
    for (name, numbers) in [("got", got), ("expected", expected)] {
        if let Some(grid) = grid(name, numbers) {
            report += &format!("\n{}", grid.trim_end());
        }
    }
    report
}

fn other_scalar(comparison: &Comparison) -> String {
    let (got, expected) = comparison.pair(0);
    let (got, expected) = pair(got, expected, comparison.precision);
    let mut report = format!("got {got}, expected {expected}\n");
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
    report += &entries(comparison);
    report += &differences(comparison);
    report
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
            number_alone(of_expected(&got[0]), comparison),
        ),
        (_, expected) if !expected.is_empty() => format!(
            "expected {} of {all} entries, first at {}, where got is {}",
            kinds(expected.iter().map(of_expected)),
            index_of(expected[0], &comparison.got.shape),
            number_alone(of_got(&expected[0]), comparison),
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

/// The arrays in full, or a list of what differs in large ones.
fn entries(comparison: &Comparison) -> String {
    let got = comparison.got;
    if Grids::may_fit(&got.shape) {
        let all: Vec<usize> = (0..got.values.len()).collect();
        let (gots, expecteds) = columns(comparison, &all);
        let grids = Grids::pair(&got.shape, &gots, &expecteds, &comparison.differing);
        if let Some(text) = grids.text() {
            return text;
        }
    }
    let listed = &comparison.differing[..comparison.differing.len().min(LISTED)];
    let (gots, expecteds) = columns(comparison, listed);
    let rows: Vec<[String; 4]> = (listed.iter().zip(gots.into_iter().zip(expecteds)))
        .map(|(&i, (got_text, expected_text))| {
            let (got, expected) = comparison.pair(i);
            let difference = got - expected;
            let sign = if difference > 0.0 { "+" } else { "" };
            [
                index_of(i, &comparison.got.shape),
                got_text,
                expected_text,
                match difference.is_finite() {
                    true => format!("{sign}{}", size(difference)),
                    false => "-".to_owned(),
                },
            ]
        })
        .collect();
    let heading = match comparison.differing.len() {
        n if n > listed.len() => format!("the first {}:\n", listed.len()),
        _ => String::new(),
    };
    heading + &table(["index", "got", "expected", "difference"], &rows)
}

/// Both numbers at each of some flat indices, with as many digits as the closest of the differing ones need.
fn columns(comparison: &Comparison, indices: &[usize]) -> (Vec<String>, Vec<String>) {
    let pairs: Vec<(f64, f64)> = indices.iter().map(|&i| comparison.pair(i)).collect();
    let differences = (indices.iter().zip(&pairs))
        .filter(|(i, _)| comparison.differing.binary_search(i).is_ok())
        .map(|(_, (got, expected))| (got - expected).abs());
    let last = LastDigit::new(
        largest(pairs.iter().flat_map(|&(got, expected)| [got, expected])),
        differences
            .filter(|d| *d > 0.0 && d.is_finite())
            .fold(f64::INFINITY, f64::min),
        comparison.precision,
    );
    let mut texts: Vec<String> = pairs
        .iter()
        .map(|pair| number(pair.0, last))
        .chain(pairs.iter().map(|pair| number(pair.1, last)))
        .collect();
    align(&mut texts);
    let expected = texts.split_off(pairs.len());
    (texts, expected)
}

/// One array in full, if it is small.
fn grid(name: &'static str, numbers: &Numbers) -> Option<String> {
    let texts = texts(numbers);
    Grids::may_fit(&numbers.shape)
        .then(|| Grids::single(name, &numbers.shape, &texts).text())
        .flatten()
}

fn texts(numbers: &Numbers) -> Vec<String> {
    let top = largest(numbers.values.iter().copied());
    let last = LastDigit::new(top, 0.0, numbers.precision);
    let mut texts: Vec<String> = numbers.values.iter().map(|&x| number(x, last)).collect();
    align(&mut texts);
    texts
}

fn number_alone(x: f64, comparison: &Comparison) -> String {
    number(x, LastDigit::of_pair(x, x, comparison.precision))
}

/// In half a sentence: `3.5`, `[1, 2]`, `an array of shape (3, 2)`, `None`.
fn described(numbers: &Numbers) -> String {
    match (&numbers.missing, numbers.shape.as_slice()) {
        (Some(Missing::NoValue(text)), _) => text.clone(),
        (Some(Missing::Ragged(why)), _) => format!("a ragged list ({why})"),
        (None, []) => texts(numbers).concat(),
        (None, [0..=8]) => format!("[{}]", texts(numbers).join(", ")),
        (None, other) => format!("an array of shape {}", shape(other)),
    }
}
