//! `Box<dyn Trait>`, where what is in the box is to be lent.

use super::{
    Explanation, Rule,
    facts::{is_name, short},
    say,
    types::{Kind, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0308", box_for_what_is_in_it),
    Rule::on("E0277", reference_to_the_box),
];

/// `Predict` of `Box<dyn Predict>` or `Box<(dyn Predict + 'static)>`.
fn boxed(there: &Type) -> Option<&str> {
    let Kind::Other(name) = &there.kind else {
        return None;
    };
    let inside = name.strip_suffix('>')?.split_once("Box<")?.1;
    let inside = inside.trim_start_matches('(').trim_end_matches(')');
    inside.strip_prefix("dyn ")?.split(" + ").next()
}

/// `score(models[i])`, `score(*model)`
fn box_for_what_is_in_it(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    (mismatch.expected.refs == 1 && mismatch.found.refs == 0).then_some(())?;
    let name = boxed(&mismatch.found)?;
    let Kind::Other(wanted) = &mismatch.expected.kind else {
        return None;
    };
    (wanted.strip_prefix("dyn ")? == name).then_some(())?;
    lend(name, &format!("&*{}", short(error.code_there())?))
}

/// `score(&models[i])`, `score(model)` with a reference to the box
fn reference_to_the_box(error: &Diagnostic) -> Option<Explanation> {
    let (there, bound) = error.bound()?;
    let name = boxed(&there)?;
    (bound == name).then_some(())?;
    error.child("required for the cast from `&Box<")?;
    let code = short(error.code_there())?;
    let inside = code
        .strip_prefix('&')
        .map(|code| format!("&*{code}"))
        .or_else(|| is_name(code).then(|| format!("&**{code}")))?;
    lend(name, &inside)
}

fn lend(name: &str, inside: &str) -> Option<Explanation> {
    say(
        format!("This is a box, and what is in it has the trait `{name}`, not the box."),
        format!("Lend what is in the box: `{inside}`."),
    )
}
