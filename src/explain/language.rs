//! Rust itself, as far as beginners stumble over it in nearly every exercise.

use super::{
    Explanation, Rule,
    facts::{is_literal, quoted, short},
    say,
    types::Kind,
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0308", semicolon_at_the_end),
    Rule::on("E0308", nothing_returned),
    Rule::on("E0308", nothing_promised),
    Rule::on("E0308", loop_as_value),
    Rule::on("E0308", value_of_an_if_without_else),
    Rule::on("E0317", if_without_else),
    Rule::on("E0308", value_not_lent),
    Rule::on("E0423", struct_called),
    Rule::on("E0004", cases_left_out),
    Rule::on("", missing_semicolon),
    Rule::on("", delimiter_left_open),
    Rule::on("", closed_once_too_often),
    Rule::on("", closed_by_another),
    Rule::on("", reserved_gen),
];

/// `x * 2.0;` as the last line.
fn semicolon_at_the_end(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    if mismatch.found.kind != Kind::Unit {
        return None;
    }
    let help = error.child("remove this semicolon to return this value")?;
    help.spans
        .iter()
        .any(|span| span.text == ";")
        .then_some(())?;
    say(
        "The `;` at the end throws the value away, so that nothing is left to give back.",
        "Remove that `;`.",
    )
}

/// A body that ends without a value.
fn nothing_returned(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let function =
        error.labelled("implicitly returns `()` as its body has no tail or `return` expression")?;
    if mismatch.found.kind != Kind::Unit {
        return None;
    }
    let (name, promised) = (short(&function.text)?, short(error.code_there())?);
    if matches!(mismatch.expected.kind, Kind::Result(_)) && promised.starts_with("Result<()") {
        return say(
            format!("`{name}` promises a `Result`, but its body ends without one."),
            "End it with `Ok(())`.",
        );
    }
    say(
        format!("`{name}` promises to give back `{promised}`, but its body ends without a value."),
        "Write the result as the last line, without `;`.",
    )
}

/// A value at the end of a function without `->`.
fn nothing_promised(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let help = error.child("try adding a return type")?;
    let arrow = help
        .spans
        .iter()
        .find_map(|span| span.replacement.as_deref())?
        .trim();
    // What a call gives back besides, such as the `Option` of `insert`, is rather to be dropped with a `;`.
    let is_result = mismatch.found.is_number()
        || matches!(
            mismatch.found.kind,
            Kind::Array(_) | Kind::Vec(_) | Kind::Bool
        );
    (is_result && mismatch.expected.kind == Kind::Unit && arrow.starts_with("-> ")).then_some(())?;
    say(
        "This line gives back a value, but the function's signature says that it gives back nothing.",
        format!("Write `{arrow}` behind the parameters."),
    )
}

/// A loop as the last expression.
fn loop_as_value(error: &Diagnostic) -> Option<Explanation> {
    let note = error.child(" loops evaluate to unit type `()`")?;
    let which = quoted(&note.message).next()?;
    error.labelled("because of return type")?;
    say(
        format!(
            "A `{which}` loop gives back nothing, and here it stands where the function's result belongs."
        ),
        "Write the result in a line of its own behind the loop, without `;`.",
    )
}

fn if_without_else(error: &Diagnostic) -> Option<Explanation> {
    error.child("`if` expressions without `else` evaluate to `()`")?;
    if error
        .labelled("because of this return type")
        .is_some_and(|promised| promised.text.contains("Result<()"))
    {
        return say(
            "The function promises a `Result`, and behind this last `if` it ends without one.",
            "End it with a line `Ok(())`.",
        );
    }
    say(
        "This `if` is to give a value, and does not say which one if the condition is false.",
        "Add `else { ... }` with a value of the same type.",
    )
}

/// `list_files(path)` where a `&Path` is wanted.
fn value_not_lent(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    (mismatch.expected.refs == 1 && !mismatch.expected.mutable && mismatch.found.refs == 0)
        .then_some(())?;
    let help = error.child("consider borrowing here")?;
    help.spans
        .iter()
        .all(|span| span.replacement.as_deref() == Some("&"))
        .then_some(())?;
    // What goes into a list may be as it should be, and what went in first not.
    let before = &error.primary()?.before;
    (!before.ends_with(".push(") && !before.ends_with(".insert(")).then_some(())?;
    let code = short(error.code_there()).filter(|code| !is_literal(code))?;
    mismatch.found.array().is_none().then_some(())?;
    say(
        "A reference is wanted here, and this is the value itself.",
        format!("Lend it: `&{code}`."),
    )
}

/// `if n == 0 { None }` as a line of its own: Python's `return` is meant.
fn value_of_an_if_without_else(error: &Diagnostic) -> Option<Explanation> {
    error.labelled(
        "`if` expressions without `else` arms expect their inner expression to be `()`",
    )?;
    error.child("you might have meant to return this value")?;
    let way_out = short(error.code_there()).map_or_else(
        || "Leave the function with it, `return ...;`, or add an `else`.".to_owned(),
        |code| format!("Leave the function with it, `return {code};`, or add an `else`."),
    );
    say(
        "The value in this `if` goes nowhere: without an `else` an `if` gives back nothing.",
        way_out,
    )
}

/// `Constant(3.0)` of a struct whose fields have names
fn struct_called(error: &Diagnostic) -> Option<Explanation> {
    let name = error
        .message
        .strip_prefix("expected function, tuple struct or tuple variant, found struct `")?
        .strip_suffix('`')?;
    error.child("use struct literal syntax instead")?;
    say(
        format!(
            "The fields of `{name}` have names, and a value of it is made with them, not by a call."
        ),
        format!("Write `{name} {{ field: value }}`, with all its fields."),
    )
}

/// A `match` without some of the cases.
fn cases_left_out(error: &Diagnostic) -> Option<Explanation> {
    let missing = error
        .message
        .strip_prefix("non-exhaustive patterns: ")?
        .strip_suffix(" not covered")?;
    if missing.contains(" more") {
        return None;
    }
    let names: Vec<&str> = quoted(missing)
        .map(|name| name.trim_start_matches('&'))
        .collect();
    let first = names.first().copied().and_then(short)?;
    let all: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let (what, how) = if error.child(" defined here").is_some() {
        (all.join(" and "), format!("Add an arm: `{first} => ...`."))
    } else {
        (
            all.join(" and "),
            "Add an arm for all the rest: `_ => ...`.".to_owned(),
        )
    };
    say(
        format!("The `match` does not say what happens for {what}."),
        how,
    )
}

fn missing_semicolon(error: &Diagnostic) -> Option<Explanation> {
    error
        .message
        .starts_with("expected `;`, found ")
        .then_some(())?;
    let help = error.child("add `;` here")?;
    let end = help.spans.first()?;
    let line = end.before.trim();
    let way_out = short(line).map_or_else(
        || "Put a `;` where rustc marks it.".to_owned(),
        |line| format!("`{line};`"),
    );
    say("A `;` is missing between two statements.", way_out)
}

fn delimiter_left_open(error: &Diagnostic) -> Option<Explanation> {
    (error.message == "this file contains an unclosed delimiter").then_some(())?;
    let opener = error.labelled("unclosed delimiter")?.text.as_str();
    let closer = closer(opener)?;
    say(
        format!("A `{opener}` is opened and never closed, so the file ends in the middle."),
        format!("Look at what you changed last, and close it with `{closer}`."),
    )
}

fn closed_once_too_often(error: &Diagnostic) -> Option<Explanation> {
    let closer = error
        .message
        .strip_prefix("unexpected closing delimiter: `")?
        .strip_suffix('`')?;
    say(
        format!("There is one `{closer}` too many: nothing is open any more that it could close."),
        "Look at what you changed last: either remove it, or open what it is to close.",
    )
}

fn closed_by_another(error: &Diagnostic) -> Option<Explanation> {
    let there = error
        .message
        .strip_prefix("mismatched closing delimiter: `")?
        .strip_suffix('`')?;
    let opener = error.labelled("unclosed delimiter")?.text.as_str();
    let closer = closer(opener)?;
    say(
        format!("A `{opener}` is still open where `{there}` comes."),
        format!("Close it with `{closer}` first."),
    )
}

fn closer(opener: &str) -> Option<&'static str> {
    match opener {
        "(" => Some(")"),
        "[" => Some("]"),
        "{" => Some("}"),
        _ => None,
    }
}

/// `rng.gen()`.
fn reserved_gen(error: &Diagnostic) -> Option<Explanation> {
    (error.message == "expected identifier, found reserved keyword `gen`").then_some(())?;
    error.primary()?.before.ends_with('.').then_some(())?;
    say(
        "`gen` has become a reserved word since this method got its name.",
        "Write `r#gen`, or say what is drawn: `rng.gen_range(0.0..1.0)`.",
    )
}
