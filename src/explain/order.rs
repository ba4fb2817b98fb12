//! What sorts and what is largest: an order between two entries, which floats have only by `total_cmp`.

use super::{
    Explanation, Rule,
    facts::{Mismatch, short},
    say,
    types::Kind,
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0277", float_as_a_key),
    Rule::on("E0599", cmp_of_floats),
    Rule::on("E0308", yes_or_no),
    Rule::on("E0593", compares_two),
];

const NO_ORDER: &str =
    "NaN is neither smaller nor larger than anything, so floats have no complete order.";

/// `max_by_key(|day| day.high)`
fn float_as_a_key(error: &Diagnostic) -> Option<Explanation> {
    let (key, name) = error.bound()?;
    (name == "Ord" && key.is_float()).then_some(())?;
    let method = [
        "sort_by_key",
        "max_by_key",
        "min_by_key",
        "sort_unstable_by_key",
    ]
    .into_iter()
    .find(|method| {
        error
            .spans
            .iter()
            .any(|span| span.text == *method || span.before.ends_with(&format!(".{method}(")))
    })?;
    let by = method.strip_suffix("_key")?;
    say(
        format!("A float cannot be the key of `{method}`: {NO_ORDER}"),
        format!(
            "Compare two keys by yourself, in an order that includes NaN: `{by}(|a, b| a.x.total_cmp(&b.x))` for a field `x`."
        ),
    )
}

/// `a.cmp(b)` of floats
fn cmp_of_floats(error: &Diagnostic) -> Option<Explanation> {
    (error.code_there() == "cmp").then_some(())?;
    let of_floats = error.message.starts_with("`f64` is not an iterator")
        || error
            .message
            .starts_with("the method `cmp` exists for reference `&f64`")
        || error
            .message
            .starts_with("the method `cmp` exists for type `f64`");
    of_floats.then_some(())?;
    say(
        format!("Floats have no `cmp`: {NO_ORDER}"),
        "Write `total_cmp` in its place, an order that includes NaN; it too asks for a reference on its right.",
    )
}

/// `sort_by(|a, b| a < b)`
fn yes_or_no(error: &Diagnostic) -> Option<Explanation> {
    let Mismatch { expected, found } = error.mismatch()?;
    (found.kind == Kind::Bool).then_some(())?;
    let Kind::Other(name) = expected.kind else {
        return None;
    };
    name.ends_with("Ordering").then_some(())?;
    let code = short(error.code_there())?;
    code.contains(['<', '>']).then_some(())?;
    say(
        "Here is to be said which of two entries comes first, which is more than yes or no: they may be equal.",
        "Write `a.cmp(b)`, for floats `a.total_cmp(b)`; with `a` and `b` exchanged the order is downwards.",
    )
}

/// `sort_by(|p| p.0)`
fn compares_two(error: &Diagnostic) -> Option<Explanation> {
    (error.message == "closure is expected to take 2 arguments, but it takes 1 argument")
        .then_some(())?;
    let method = ["sort_by", "max_by", "min_by"].into_iter().find(|method| {
        error
            .spans
            .iter()
            .any(|span| span.text == *method || span.before.ends_with(&format!(".{method}(")))
    })?;
    say(
        format!("`{method}` compares two entries, so its closure takes two."),
        format!("Write `{method}(|a, b| a.cmp(b))`, for floats `a.total_cmp(b)`."),
    )
}
