//! `dot` with what it does not multiply.

use super::{
    Explanation, Rule,
    facts::{is_literal, is_name, quoted, short},
    operators::axes_in_words,
    say,
    types::{Array, Axes, Kind, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0277", no_dot),
    Rule::on("E0275", dot_argument_is_not_lent),
];

/// `X: Dot<Y>`.
fn no_dot(error: &Diagnostic) -> Option<Explanation> {
    let (subject, name) = error.bound()?;
    let argument = Type::parse(name.strip_prefix("Dot<")?.strip_suffix('>')?);
    subject.array()?;
    if argument.refs > 0 {
        let inner = error.code_there().strip_prefix('&').and_then(short);
        let inner = inner.filter(|code| is_name(code))?;
        argument.array()?;
        return say(
            format!(
                "`{inner}` is a reference already, and `&` in front of it makes a reference to a reference."
            ),
            format!("Leave out the `&`: `.dot({inner})`."),
        );
    }
    match &argument.kind {
        Kind::Array(array) => too_many_axes(array),
        Kind::Vec(_) | Kind::Slice(_) if argument.is_list_of_numbers() => say(
            "`dot` multiplies arrays of ndarray, and a `Vec` or slice is none.",
            "Make an array of it first: `Array1::from(v)`, or `ArrayView1::from(&v)` without a copy.",
        ),
        Kind::Float(_) | Kind::Integer(_) => say(
            "`dot` multiplies arrays with each other, not with a number.",
            "Scale with `*`: `&x * 2.0`.",
        ),
        _ => None,
    }
}

fn too_many_axes(array: &Array) -> Option<Explanation> {
    let way_out = match array.axes {
        Axes::Fixed(n) if n > 2 => "Take one matrix out of it: `x.index_axis(Axis(0), i)`.",
        Axes::Dynamic => "Say how many axes it has: `x.into_dimensionality::<Ix2>().unwrap()`.",
        Axes::Fixed(_) | Axes::Unknown => return None,
    };
    say(
        format!(
            "`dot` multiplies vectors and matrices only, and this array has {}.",
            axes_in_words(array.axes)
        ),
        way_out,
    )
}

/// `a.dot(b)` with an owned `b`: rustc does not come to the argument, and gives up on the way there.
fn dot_argument_is_not_lent(error: &Diagnostic) -> Option<Explanation> {
    let span = error.primary()?;
    let gave_up = error
        .message
        .strip_prefix("overflow evaluating the requirement `&ArrayBase<_, _>: ")?;
    if span.text != "dot" || gave_up != "Not`" {
        return None;
    }
    let note = error
        .children
        .iter()
        .rev()
        .find(|child| child.message.ends_with("` to implement `Not`"))?;
    let subject = Type::parse(quoted(&note.message).next()?);
    let array = subject.array()?;
    if array.axes == Axes::Dynamic || matches!(array.axes, Axes::Fixed(n) if n > 2) {
        return too_many_axes(array);
    }
    // With entries of a type parameter it is the bounds that are missing.
    array.entry.is_number().then_some(())?;
    let argument = span.after.strip_prefix('(')?;
    let argument = &argument[..closing(argument)?];
    if argument.is_empty() || argument.starts_with('&') || is_literal(argument) {
        return None;
    }
    // These give an `Option`, which `&` alone does not cure.
    if argument.contains(".mean") {
        return None;
    }
    let argument = short(argument)?;
    say(
        "`dot` takes its argument by reference, and here it is handed over.",
        format!("Put `&` in front of it: `.dot(&{argument})`."),
    )
}

/// Where the parenthesis closes that was opened just before.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}
