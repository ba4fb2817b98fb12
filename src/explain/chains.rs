//! Chains of iterators: what they are made of, where they end, and what their closures get.

use super::{
    Explanation, Rule,
    facts::{is_name, quoted, short},
    say,
    types::{Kind, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0308", nobody_asked_for_values),
    Rule::on("E0277", sum_not_wrapped),
    Rule::on("E0593", pair_for_two_arguments),
    Rule::on("E0599", works_in_place),
    Rule::on("E0308", works_in_place),
    Rule::on("", key_that_is_lent),
];

/// What the steps of a chain are called by rustc.
const STEPS: &[&str] = &[
    "Map<",
    "Filter<",
    "FilterMap<",
    "FlatMap<",
    "Zip<",
    "Enumerate<",
    "Rev<",
    "Take<",
    "Skip<",
    "Copied<",
    "Cloned<",
    "Chain<",
    "Windows<",
];

/// `v.iter().map(f)` without an end, where a list is wanted.
fn nobody_asked_for_values(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let Kind::Other(step) = &mismatch.found.kind else {
        return None;
    };
    let wanted = matches!(
        mismatch.expected.kind,
        Kind::Vec(_) | Kind::Array(_) | Kind::Slice(_)
    );
    let name = step.rsplit("::").next().unwrap_or(step);
    let is_step = STEPS
        .iter()
        .any(|one| step.starts_with(one) || name.starts_with(one));
    (wanted && is_step && mismatch.found.refs == 0 && mismatch.expected.refs == 0).then_some(())?;
    say(
        "This chain has computed nothing yet: its steps wait until the end of the chain asks for values.",
        "End it with `.collect()`, which makes the list.",
    )
}

/// `a.iter().sum()` where an `Option` of the sum is promised.
fn sum_not_wrapped(error: &Diagnostic) -> Option<Explanation> {
    let (made, entry) = error
        .message
        .strip_prefix("a value of type `")?
        .split_once("` cannot be made by summing an iterator over elements of type `")?;
    let made = Type::parse(made);
    let entry = Type::parse(entry.strip_suffix('`')?);
    let (inner, wrap) = match &made.kind {
        Kind::Option(inner) => (inner, "Some"),
        Kind::Result(inner) => (inner, "Ok"),
        _ => return None,
    };
    (made.refs == 0 && inner.number().is_some() && inner.number() == entry.number())
        .then_some(())?;
    let promised = if wrap == "Some" {
        "an `Option`"
    } else {
        "a `Result`"
    };
    say(
        format!("`sum` gives the number itself, and {promised} of it is wanted here."),
        format!("Wrap the whole chain: `{wrap}(... .sum())`."),
    )
}

/// `zip(b).map(|x, y| ...)`
fn pair_for_two_arguments(error: &Diagnostic) -> Option<Explanation> {
    (error
        .message
        .contains(" is expected to take a single 2-tuple as argument")
        && error.message.ends_with("but it takes 2 distinct arguments"))
    .then_some(())?;
    let written = &error.labelled("takes 2 distinct arguments")?.text;
    let names = short(written)?.strip_prefix('|')?.strip_suffix('|')?;
    say(
        "The closure gets one value here, a pair, and is written for two.",
        format!("Put the two names into parentheses: `|({names})|`."),
    )
}

/// `v.sort().dedup()`, `let v = v.sort();`
fn works_in_place(error: &Diagnostic) -> Option<Explanation> {
    let note = error.child("modifies its receiver in-place")?;
    let method = quoted(&note.message).next().filter(|name| is_name(name))?;
    say(
        format!(
            "`{method}` changes the list itself and gives back nothing, so nothing can follow it."
        ),
        format!(
            "Make it a line of its own, with a list that is `mut`: `v.{method}(...);`. Go on with `v` in the next line."
        ),
    )
}

/// `max_by_key(|(_, count)| count)`
fn key_that_is_lent(error: &Diagnostic) -> Option<Explanation> {
    (error.message == "lifetime may not live long enough").then_some(())?;
    error.child("dereference the return value")?;
    let code = short(error.code_there()).filter(|code| is_name(code))?;
    say(
        format!("The closure is only lent what it looks at, and `{code}` is a reference into it."),
        format!("Give back the number behind it: `*{code}`."),
    )
}
