//! Arrays where a `Vec`, a slice, a number or a `bool` is wanted, and the other way round.

use super::{
    Explanation, Rule,
    facts::is_name,
    operators::entries_of,
    say,
    types::{Axes, Kind},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0308", vec_for_an_array),
    Rule::on("E0308", array_for_a_vec),
    Rule::on("E0308", array_and_number),
    Rule::on("E0308", array_as_condition),
    Rule::on("E0271", references_collected),
];

/// `vec![...]` or `[...]` for an array.
fn vec_for_an_array(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let wanted = mismatch.expected.array()?;
    let code = error.code_there();
    let what = match &mismatch.found.kind {
        Kind::Vec(_) => "a `Vec`",
        Kind::Slice(_) => "an array of Rust's own",
        _ => return None,
    };
    let of_rows =
        matches!(&mismatch.found.kind, Kind::Vec(row) if matches!(row.kind, Kind::Vec(_)));
    if !mismatch.found.is_list_of_numbers() && !of_rows {
        return None;
    }
    if wanted.is_view() || mismatch.expected.refs != mismatch.found.refs {
        return None;
    }
    let way_out = match (&mismatch.found.kind, wanted.axes) {
        (_, Axes::Fixed(2)) if of_rows => {
            "Join the rows and give them a shape: `Array2::from_shape_vec((rows, columns), v.concat()).unwrap()`."
        }
        (_, axes) if of_rows || !matches!(axes, Axes::Fixed(1..=2)) => return None,
        (_, Axes::Fixed(2)) => {
            "Give it a shape: `Array2::from_shape_vec((rows, columns), v).unwrap()`."
        }
        (Kind::Slice(_), _) if code.starts_with('[') => "Put the macro in front: `array![...]`.",
        _ if mismatch.expected.refs > 0 => "Make an array of it: `&Array1::from(v)`.",
        _ => "Make an array of it: `Array1::from(v)`.",
    };
    say(
        format!("An array of ndarray is wanted here, and this is {what}."),
        way_out,
    )
}

/// An array for a `Vec` or a slice.
fn array_for_a_vec(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let there = mismatch.found.array()?;
    if !matches!(there.axes, Axes::Fixed(1) | Axes::Unknown) {
        return None;
    }
    match &mismatch.expected.kind {
        Kind::Vec(_) => say(
            "A `Vec` is wanted here, and this is an array of ndarray.",
            format!(
                "Copy the entries into one: `{}x.to_vec()`.",
                "&".repeat(mismatch.expected.refs)
            ),
        ),
        Kind::Slice(_) if mismatch.expected.refs == 1 && !mismatch.expected.mutable => say(
            "A slice is wanted here, and this is an array of ndarray.",
            "Ask it for one: `x.as_slice().unwrap()`.",
        ),
        _ => None,
    }
}

/// `x.sum()` for an array, an array for a number.
fn array_and_number(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let code = error.code_there();
    if mismatch.expected.is_number() && mismatch.expected.refs == 0 {
        let array = mismatch.found.array()?;
        return match array.axes {
            Axes::Fixed(0) => say(
                "One number is wanted here, and this is an array without axes, which holds one.",
                "Take it out, `.into_scalar()`, or reduce all at once, with `.sum()` instead of `.sum_axis(...)`.",
            ),
            Axes::Fixed(_) => say(
                "One number is wanted here, and this is a whole array.",
                "Pick an entry, `x[i]` or `x[[i, j]]`, or reduce it, for example with `.sum()`.",
            ),
            Axes::Dynamic | Axes::Unknown => None,
        };
    }
    mismatch.expected.array()?;
    if !mismatch.found.is_number() || mismatch.found.refs != 0 {
        return None;
    }
    let (factor, argument) = code.split_once(".dot(").unwrap_or_default();
    if is_name(factor) && is_name(argument.trim_start_matches('&').trim_end_matches(')')) {
        return say(
            "The `dot` of two vectors is one number, and an array is wanted here.",
            "For one number a row, put the matrix in front: `x.dot(&w)`.",
        );
    }
    if code.ends_with(".sum()") {
        return say(
            "`sum` adds up all entries to one number, and an array is wanted here.",
            "Sum along one axis: `x.sum_axis(Axis(0))`.",
        );
    }
    None
}

/// `if mask { ... }`.
fn array_as_condition(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let array = mismatch.found.array()?;
    if mismatch.expected.kind != Kind::Bool || array.entry.kind != Kind::Bool {
        return None;
    }
    say(
        "A single yes or no is wanted here, and this is a whole array of them.",
        "Say what is meant: `x.iter().all(|&v| v)` or `x.iter().any(|&v| v)`.",
    )
}

/// `x.iter().collect::<Array1<f64>>()`.
fn references_collected(error: &Diagnostic) -> Option<Explanation> {
    let (array, item) = entries_of(error)?;
    error.child("` to implement `FromIterator<&")?;
    let same = array.is_number()
        && item.is_number()
        && item.refs == 1
        && array.refs == 0
        && array.is_float() == item.is_float();
    same.then_some(())?;
    say(
        "The iterator gives references to numbers, and the array is to hold the numbers themselves.",
        "Copy them on the way: `.copied().collect()`.",
    )
}
