//! Changing what is not open to change.

use super::{
    Explanation, Rule,
    facts::{is_name, short},
    say,
    types::{Owner, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0596", without_mut),
    Rule::on("E0384", without_mut),
    Rule::on("E0594", without_mut),
    Rule::on("E0594", through_an_iterator),
    Rule::on("E0596", behind_a_reference),
    Rule::on("E0594", behind_a_reference),
    Rule::on("E0594", entry_of_a_view),
    Rule::on("E0277", method_of_a_view),
    Rule::on("E0368", number_behind_a_reference),
    Rule::on("E0308", assigned_to_the_reference),
];

/// `let a = ...; a[0] = 1.0`.
fn without_mut(error: &Diagnostic) -> Option<Explanation> {
    let name = error
        .message
        .strip_prefix("cannot borrow `")
        .and_then(|rest| rest.strip_suffix("` as mutable, as it is not declared as mutable"))
        .or_else(|| {
            error
                .message
                .strip_prefix("cannot assign twice to immutable variable `")
                .and_then(|rest| rest.strip_suffix('`'))
        })
        .or_else(|| {
            let (field, name) = error
                .message
                .strip_prefix("cannot assign to `")?
                .strip_suffix("` is not declared as mutable")?
                .split_once("`, as `")?;
            field.strip_prefix(name)?.starts_with('.').then_some(name)
        })?;
    is_name(name).then_some(())?;
    let span = error
        .children
        .iter()
        .flat_map(|child| &child.spans)
        .find(|span| span.replacement.as_deref() == Some("mut "))?;
    let way_out = if span.before.trim_end().ends_with("let") {
        format!("Write `let mut {name}`.")
    } else {
        format!("Write `mut {name}` where it gets its name.")
    };
    say(
        format!("`{name}` is changed here, but it was not declared with `mut`."),
        way_out,
    )
}

/// `for v in a.iter() { *v = 1.0 }`.
fn through_an_iterator(error: &Diagnostic) -> Option<Explanation> {
    error.labelled("this iterator yields `&` references")?;
    let mutable = error.replacements().find(|text| text.ends_with("_mut()"))?;
    say(
        "The loop lends its entries for reading only, and here one is changed.",
        format!("Loop with `.{mutable}`."),
    )
}

/// `w[0] = 1.0` with `w: &Array1<f64>`.
fn behind_a_reference(error: &Diagnostic) -> Option<Explanation> {
    if !error.message.ends_with("which is behind a `&` reference")
        && !error.message.ends_with("as it is behind a `&` reference")
    {
        return None;
    }
    let lent = error
        .label()
        .strip_prefix('`')?
        .strip_suffix("` is a `&` reference, so it cannot be borrowed as mutable")
        .or_else(|| {
            error
                .label()
                .strip_prefix('`')?
                .strip_suffix("` is a `&` reference, so it cannot be written to")
        })?;
    is_name(lent).then_some(())?;
    if lent == "self" {
        return say(
            "The method borrows `self` for reading only (`&self`), and here it is changed.",
            "Write `&mut self` in the method's signature.",
        );
    }
    // A slice that is cloned is lent once more; `to_vec` copies its entries.
    let is_slice = error
        .replacements()
        .any(|text| text.contains("&mut [") || text.contains("&'a mut ["));
    let copy = if is_slice { "to_vec" } else { "clone" };
    say(
        format!("`{lent}` is lent for reading only (`&`), and here it is changed."),
        format!(
            "Ask for `&mut` in the signature, or change a copy: `let mut copy = {lent}.{copy}();`."
        ),
    )
}

/// `counts.entry(key).or_insert(0) += 1`
fn number_behind_a_reference(error: &Diagnostic) -> Option<Explanation> {
    let (operator, changed) = error
        .message
        .strip_prefix("binary assignment operation `")?
        .split_once("` cannot be applied to type `")?;
    let changed = Type::parse(changed.strip_suffix('`')?);
    (changed.mutable && changed.refs == 1 && changed.is_number()).then_some(())?;
    error.child("if you dereference the left-hand side")?;
    say(
        format!("`{operator}` changes a number, and on its left is a reference to one."),
        "Put `*` in front of the line, for the number behind the reference.",
    )
}

/// `x = x.mapv(f)` with `x: &mut Array1<f64>`
fn assigned_to_the_reference(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let (wanted, there) = (mismatch.expected.array()?, mismatch.found.array()?);
    error.child("consider dereferencing here to assign to the mutably borrowed value")?;
    let behind = error.primary()?.before.trim().strip_suffix('=')?.trim_end();
    let name = short(behind).filter(|name| is_name(name))?;
    (mismatch.expected.mutable && mismatch.found.refs == 0 && wanted.owner != Owner::View)
        .then_some(())?;
    (there.owner != Owner::View).then_some(())?;
    say(
        format!(
            "`{name}` is a reference to the caller's array, and here it would become an array of its own."
        ),
        format!(
            "Write into the caller's array: `*{name} = ...`; or change it where it is, as with `{name}.mapv_inplace(...)`."
        ),
    )
}

/// `v[0] = 1.0` through a view.
fn entry_of_a_view(error: &Diagnostic) -> Option<Explanation> {
    let view = error
        .message
        .strip_prefix("cannot assign to data in an index of `")?;
    let view = Type::parse(view.strip_suffix('`')?);
    if view.array()?.owner != Owner::View {
        return None;
    }
    for_reading_only()
}

/// `a.row(0).fill(1.0)`.
fn method_of_a_view(error: &Diagnostic) -> Option<Explanation> {
    let (storage, name) = error.bound()?;
    let method = short(error.code_there()).filter(|code| is_name(code))?;
    let view = matches!(&storage.kind, super::types::Kind::Other(text) if text.starts_with("ViewRepr<&") && !text.starts_with("ViewRepr<&mut"));
    // Others, such as `into_shape_with_order`, ask for more than that.
    let writes = matches!(
        method,
        "fill"
            | "assign"
            | "mapv_inplace"
            | "map_inplace"
            | "scaled_add"
            | "swap"
            | "iter_mut"
            | "zip_mut_with"
            | "slice_mut"
            | "row_mut"
            | "column_mut"
            | "view_mut"
    );
    if !view || !writes || name != "DataMut" {
        return None;
    }
    for_reading_only()
}

fn for_reading_only() -> Option<Explanation> {
    say(
        "This view is for reading only, and here it is to be written through.",
        "Take a view for writing: `row_mut`, `column_mut`, `slice_mut`, `view_mut`.",
    )
}
