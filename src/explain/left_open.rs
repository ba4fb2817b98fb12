//! What floats cannot do, such as being sorted, and types that are left open.

use super::{
    Explanation, Rule,
    facts::{quoted, short},
    say,
    types::{Kind, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0277", no_order),
    Rule::on("E0277", no_key),
    Rule::on("E0599", no_key),
    Rule::on("E0277", no_range),
    Rule::on("E0282", which_type),
    Rule::on("E0283", which_type),
];

/// `iter().max()` over floats.
fn no_order(error: &Diagnostic) -> Option<Explanation> {
    let (number, name) = error.bound()?;
    if name != "Ord" || !number.is_float() {
        return None;
    }
    let (what, way_out) = match error.code_there() {
        "max" => (
            "has no `max` in an iterator",
            "Fold them: `iter().copied().fold(f64::NEG_INFINITY, f64::max)`.",
        ),
        "min" => (
            "has no `min` in an iterator",
            "Fold them: `iter().copied().fold(f64::INFINITY, f64::min)`.",
        ),
        "sort" | "sort_unstable" => (
            "cannot be sorted by `sort`",
            "Sort with an order that includes NaN: `v.sort_by(|a, b| a.total_cmp(b))`.",
        ),
        _ => return None,
    };
    say(
        format!(
            "A float {what}: NaN is neither smaller nor larger than anything, so floats have no complete order."
        ),
        way_out,
    )
}

/// Floats as keys.
fn no_key(error: &Diagnostic) -> Option<Explanation> {
    let by_bound = || {
        let (number, name) = error.bound()?;
        let in_a_collection = error.child("required by a bound in `HashSet").is_some()
            || error.child("required by a bound in `HashMap").is_some();
        (number.is_float() && matches!(name, "Eq" | "Hash" | "std::hash::Hash") && in_a_collection)
            .then_some(())
    };
    let by_method = || {
        let owner = error.message.split_once("` exists for struct `")?.1;
        let bounds = error.child("the following trait bounds were not satisfied")?;
        let first = quoted(&bounds.message).next()?;
        ((owner.starts_with("HashMap<") || owner.starts_with("HashSet<"))
            && matches!(
                first,
                "f64: Eq" | "f32: Eq" | "{float}: Eq" | "f64: Hash" | "f32: Hash" | "{float}: Hash"
            ))
        .then_some(())
    };
    by_bound().or_else(by_method)?;
    say(
        "Floats cannot be keys of a `HashMap` or entries of a `HashSet`: NaN is not even equal to itself.",
        "Use something countable as the key: a label, a position, or `(x * 10.0).round() as i64`.",
    )
}

/// `for i in n`, `for i in 0.0..n`.
fn no_range(error: &Diagnostic) -> Option<Explanation> {
    let text = error
        .message
        .strip_prefix('`')?
        .strip_suffix("` is not an iterator")?;
    let inside = text
        .strip_prefix("std::ops::Range<")
        .or_else(|| text.strip_prefix("Range<"))
        .and_then(|inside| inside.strip_suffix('>'));
    if let Some(inside) = inside {
        Type::parse(inside).is_float().then_some(())?;
        return say(
            "A range of floats cannot be looped over: it has no next number.",
            "Count in whole numbers, `for i in 0..n`, or take the floats from `Array1::linspace(0.0, 1.0, 11)`.",
        );
    }
    let number = Type::parse(text);
    if !number.is_integer() || number.refs != 0 {
        return None;
    }
    let n = short(error.code_there()).unwrap_or("n");
    say(
        "A number cannot be looped over; a range of numbers can.",
        format!("Write `0..{n}`."),
    )
}

/// `iter().sum()`, `collect()`, `Array2::zeros(...)`.
fn which_type(error: &Diagnostic) -> Option<Explanation> {
    let method = error
        .label()
        .split_once("declared on the method `")
        .map(|(_, rest)| rest.trim_end_matches('`'));
    if let Some(method @ ("sum" | "product")) = method {
        return say(
            format!("Rust must be told which type the {method} has."),
            format!("Name it: `.{method}::<f64>()`."),
        );
    }
    if error.child("required by a bound in `collect`").is_some()
        || error.replacements().any(|text| text == ": Vec<_>")
    {
        return say(
            "Rust must be told what is collected into: a `Vec`, an `Array1`, ...",
            "Give the variable a type, `let v: Vec<f64> = ...`, or write `.collect::<Vec<f64>>()`.",
        );
    }
    let open = Type::parse(
        error
            .message
            .strip_prefix("type annotations needed for `")?
            .strip_suffix('`')?,
    );
    let array = open.array()?;
    if array.entry.kind != Kind::Unknown || array.is_view() {
        return None;
    }
    say(
        "Rust cannot tell what the entries of this array are: `f64`, `f32`, `usize`, ...",
        format!(
            "Give the variable a type: `let x: {}<f64> = ...`.",
            array.name()
        ),
    )
}
