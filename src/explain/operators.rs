//! Operators between arrays, views and numbers.

use super::{
    Explanation, Rule,
    facts::{Operation, quoted, short},
    numbers::two_numbers,
    say,
    types::{Axes, Owner, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0277", assigned_array_is_not_lent),
    Rule::on("E0271", assigned_array_is_not_lent),
    Rule::on("E0277", entries_differ),
    Rule::on("E0271", entry_is_another_number),
    Rule::on("E0277", whole_number_before_an_array),
    Rule::on("E0277", view_on_the_right),
    Rule::on("E0369", view_on_the_left),
    Rule::on("E0277", scalar_behind_a_reference),
    Rule::on("E0369", comparison_of_an_array),
    Rule::on("E0277", array_equals_a_number),
    Rule::on("E0368", assignment_to_the_reference),
];

/// `a += b`: the right side must be `&b`.
fn assigned_array_is_not_lent(error: &Diagnostic) -> Option<Explanation> {
    let operator = error.code_there();
    if !matches!(operator, "+=" | "-=" | "*=" | "/=") {
        return None;
    }
    // Three errors for one mistake, and only this note is there in each of them.
    let note = error
        .children
        .iter()
        .rev()
        .find(|child| child.message.starts_with("required for `ArrayBase<"))?;
    let right = quoted(&note.message).nth(1)?.split_once("Assign<")?.1;
    let right = Type::parse(right.strip_suffix('>')?);
    if right.refs != 0 || right.array().is_none() {
        return None;
    }
    say(
        format!(
            "`{operator}` only borrows what is on its right, and here an array is handed over."
        ),
        format!("Put `&` in front of the right side: `a {operator} &b`."),
    )
}

/// `f32` entries and `f64` entries.
fn entries_differ(error: &Diagnostic) -> Option<Explanation> {
    let operation = error.operation()?;
    let (left, right) = (operation.left.array()?, operation.right.array()?);
    let differ = two_numbers(&left.entry, &right.entry)?;
    if !operation.is_arithmetic() {
        return None;
    }
    let name = left.entry.number().filter(|name| !name.starts_with('{'))?;
    let other = right.entry.number()?;
    if other.starts_with('{') {
        return Some(differ);
    }
    say(
        format!(
            "The entries of the left array are `{name}`, those of the right one `{other}`, and Rust does not mix two types of number."
        ),
        format!("Convert one of the arrays: `b.mapv(|v| v as {name})`."),
    )
}

/// `type mismatch resolving <OwnedRepr<f32> as RawData>::Elem == f64`.
fn entry_is_another_number(error: &Diagnostic) -> Option<Explanation> {
    let (there, wanted) = entries_of(error)?;
    let note = |words: &str| error.child(words).is_some();
    if wanted.refs != 0 || there.refs != 0 {
        return None;
    }
    if note("` to implement `Dot<") {
        let (there, wanted) = (there.number()?, wanted.number()?);
        if there == wanted || wanted.starts_with('{') || there.starts_with('{') {
            return None;
        }
        return say(
            format!(
                "`dot` needs the same type of number in both arrays, and here it is `{wanted}` and `{there}`."
            ),
            format!("Convert one of them: `b.mapv(|v| v as {wanted})`."),
        );
    }
    let operators = ["Add", "Sub", "Mul", "Div", "Rem"];
    let in_an_operation = operators.iter().any(|operator| {
        note(&format!("` to implement `{operator}<"))
            || note(&format!("` to implement `{operator}Assign<"))
    });
    if in_an_operation {
        return two_numbers(&there, &wanted);
    }
    None
}

/// `A` and `B` of `<...Repr<A> as RawData>::Elem == B`.
pub(super) fn entries_of(error: &Diagnostic) -> Option<(Type, Type)> {
    let (there, wanted) = error
        .message
        .strip_prefix("type mismatch resolving `<")?
        .strip_suffix('`')?
        .split_once(" as RawData>::Elem == ")?;
    let there = Type::parse(&format!("ArrayBase<{there}, _>"));
    let entry = (*there.array()?.entry).clone();
    Some((entry, Type::parse(wanted)))
}

/// `2 * &x`, `n * &x`.
fn whole_number_before_an_array(error: &Diagnostic) -> Option<Explanation> {
    let operation = error.operation()?;
    let entry = &operation.right.array()?.entry;
    if !operation.is_arithmetic() || !operation.left.is_number() || entry.refs != 0 {
        return None;
    }
    if operation.left.refs == 0 && !entry.is_number() {
        return None;
    }
    two_numbers(&operation.left, entry)
}

/// `&x - x.row(0)`.
fn view_on_the_right(error: &Diagnostic) -> Option<Explanation> {
    let operation = error.operation()?;
    let (left, right) = (operation.left.array()?, operation.right.array()?);
    if !operation.is_arithmetic() || operation.left.refs != 1 || operation.right.refs != 0 {
        return None;
    }
    // Where the entries differ too, the view is not all that is wrong.
    if right.owner != Owner::View || !may_meet(&left.entry, &right.entry) {
        return None;
    }
    say(
        format!(
            "The right side of `{}` is a view that is handed over, and behind a borrowed left side it must be borrowed too.",
            operation.operator
        ),
        "Put `&` in front of the view: `&x - &x.row(0)`.",
    )
}

/// `x.row(1) * 2.0`, `x.row(1) - x.row(0)`.
fn view_on_the_left(error: &Diagnostic) -> Option<Explanation> {
    let operation = error.operation()?;
    let left = operation.left.array()?;
    if !matches!(operation.operator.as_str(), "+" | "-" | "*" | "/")
        || operation.left.refs != 0
        || left.owner != Owner::View
    {
        return None;
    }
    let borrowed = match operation.right.array() {
        Some(right) if may_meet(&left.entry, &right.entry) => {
            right.is_view() && operation.right.refs == 0
        }
        None if operation.right.refs == 0 && may_meet(&left.entry, &operation.right) => false,
        Some(_) | None => return None,
    };
    let amp = if borrowed { "&" } else { "" };
    let operator = &operation.operator;
    let way_out = operation
        .code
        .as_ref()
        .and_then(|(left, right)| Some((short(left)?, short(right)?)))
        .map_or_else(
            || "Put `&` in front of the view.".to_owned(),
            |(left, right)| format!("Put `&` in front: `&{left} {operator} {amp}{right}`."),
        );
    say(
        format!(
            "A view cannot be used up by `{operator}`: there is no memory of its own to put the result in."
        ),
        way_out,
    )
}

/// The same type of number, as far as they are known.
fn may_meet(one: &Type, other: &Type) -> bool {
    match (one.number(), other.number()) {
        (Some(name), Some(with)) => {
            one.is_float() == other.is_float()
                && (name == with || name.starts_with('{') || with.starts_with('{'))
        }
        _ => false,
    }
}

/// `&x / r` with `r: &f64`.
fn scalar_behind_a_reference(error: &Diagnostic) -> Option<Explanation> {
    let (scalar, name) = error.bound()?;
    if name != "ScalarOperand" || !scalar.is_number() || scalar.refs == 0 {
        return None;
    }
    let stars = "*".repeat(scalar.refs);
    say(
        "An array can be combined with a number, but this is a reference to one.",
        format!("Put `{stars}` in front of it to get at the number: `{stars}v`."),
    )
}

/// `x > 0.0`.
fn comparison_of_an_array(error: &Diagnostic) -> Option<Explanation> {
    let operation = error.operation()?;
    operation.left.array()?;
    if !matches!(operation.operator.as_str(), "<" | "<=" | ">" | ">=") {
        return None;
    }
    let sentence = format!(
        "`{}` does not compare arrays entry by entry.",
        operation.operator
    );
    let operator = &operation.operator;
    let both = operation.right.array().is_some();
    if both {
        return say(
            sentence,
            format!(
                "Go through both at once: `Zip::from(&a).and(&b).map_collect(|a, b| a {operator} b)` gives an array of `bool`."
            ),
        );
    }
    let limit = operation
        .code
        .as_ref()
        .and_then(|(_, right)| short(right))?;
    say(
        sentence,
        format!("Ask each entry: `x.mapv(|v| v {operator} {limit})` gives an array of `bool`."),
    )
}

/// `x == 0.0`.
fn array_equals_a_number(error: &Diagnostic) -> Option<Explanation> {
    let operation: Operation = error.operation()?;
    operation.left.array()?;
    if !matches!(operation.operator.as_str(), "==" | "!=") || !operation.right.is_number() {
        return None;
    }
    say(
        format!(
            "`{}` compares two whole arrays; it does not compare each entry with a number.",
            operation.operator
        ),
        format!(
            "Ask each entry: `x.mapv(|v| v {} c)` gives an array of `bool`.",
            operation.operator
        ),
    )
}

/// `w += 1.0` with `w: &mut Array1<f64>`.
fn assignment_to_the_reference(error: &Diagnostic) -> Option<Explanation> {
    error.child("if you dereference the left-hand side")?;
    let span = error.labelled("cannot use `")?;
    let name = short(&span.text)?;
    let operator = quoted(span.label.as_deref()?).next()?;
    let is_mutable = Type::parse(error.named(1)?).mutable;
    is_mutable.then_some(())?;
    say(
        format!("`{name}` is a reference, and `{operator}` is to change what it refers to."),
        format!("Put `*` in front: `*{name} {operator} ...`."),
    )
}

/// "1 axis", "2 axes".
pub(super) fn axes_in_words(axes: Axes) -> String {
    match axes {
        Axes::Fixed(1) => "1 axis".to_owned(),
        Axes::Fixed(n) => format!("{n} axes"),
        Axes::Dynamic => "a number of axes that is only known when it runs".to_owned(),
        Axes::Unknown => "axes".to_owned(),
    }
}
