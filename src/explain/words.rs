//! Words and signs that Python has and Rust has not, or has with another meaning.

use super::{
    Explanation, Rule,
    facts::{is_literal, is_name, short},
    say,
    types::Kind,
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("", and_or_not),
    Rule::on("", elif),
    Rule::on("", raise),
    Rule::on("", list_comprehension),
    Rule::on("", comment_in_a_division),
    Rule::on("", part_with_a_colon),
    Rule::on("", member_of),
    Rule::on("", is_none),
    Rule::on("E0425", value_of_python),
    Rule::on("E0308", truth_of_a_value),
];

/// `a and b`, `not a`
fn and_or_not(error: &Diagnostic) -> Option<Explanation> {
    for (word, sign) in [("and", "&&"), ("or", "||")] {
        if error.message == format!("`{word}` is not a logical operator") {
            return say(
                format!("`{word}` is no word of Rust."),
                format!("Write `{sign}`."),
            );
        }
    }
    error.child("use `!` to perform logical negation")?;
    (error.primary()?.before.trim_end().ends_with("not")).then_some(())?;
    say("`not` is no word of Rust.", "Write `!` before the value.")
}

/// `} elif b {`
fn elif(error: &Diagnostic) -> Option<Explanation> {
    error.message.starts_with("expected ").then_some(())?;
    let before = error.primary()?.before.trim_end();
    let before = before.strip_suffix("elif")?;
    before.trim_end().ends_with('}').then_some(())?;
    say("`elif` is no word of Rust.", "Write `else if`.")
}

/// `raise Error`
fn raise(error: &Diagnostic) -> Option<Explanation> {
    error
        .message
        .starts_with("expected one of ")
        .then_some(())?;
    let before = error.primary()?.before.trim_end();
    let before = before.strip_suffix("raise")?.trim_end();
    (before.is_empty() || before.ends_with(['{', '}', ';'])).then_some(())?;
    say(
        "Rust has no exceptions to raise: an error is a value that is returned.",
        "Write `return Err(...);` in a function that returns a `Result`.",
    )
}

/// `[f(x) for x in xs]`
fn list_comprehension(error: &Diagnostic) -> Option<Explanation> {
    error
        .message
        .ends_with(", found keyword `for`")
        .then_some(())?;
    let span = error.primary()?;
    (span.text == "for" && span.before.contains('[') && span.after.contains(" in "))
        .then_some(())?;
    say(
        "A list is not made by a `for` in brackets.",
        "Write `xs.iter().map(|x| ...).collect::<Vec<_>>()`.",
    )
}

/// `n // 2;`
fn comment_in_a_division(error: &Diagnostic) -> Option<Explanation> {
    error.message.starts_with("expected ").then_some(())?;
    let rest = error.primary()?.after.trim_start();
    let divisor = rest.strip_prefix("//")?.trim();
    let divisor = divisor.strip_suffix(';').unwrap_or(divisor);
    let divisor = divisor.trim_end_matches([')', ']']).trim();
    (is_literal(divisor) || is_name(divisor) && rest.ends_with(';')).then_some(())?;
    say(
        "`//` begins a comment in Rust, so the rest of this line is not read.",
        format!("Whole numbers lose the fraction with one `/`: `/ {divisor}`."),
    )
}

/// `a[i:]`
fn part_with_a_colon(error: &Diagnostic) -> Option<Explanation> {
    error.message.ends_with("found `:`").then_some(())?;
    let span = error.primary()?;
    (span.text == ":" && span.after.contains(']')).then_some(())?;
    let (list, from) = span.before.rsplit_once('[')?;
    let list = list
        .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .filter(|name| is_name(name))?;
    let from = from.trim();
    let to = span.after.split(']').next()?.trim();
    let is_position = |code: &str| code.is_empty() || is_name(code) || is_literal(code);
    (!from.is_empty() && is_position(from) && is_position(to)).then_some(())?;
    say(
        "A part of a list is given by a range, with two dots.",
        format!("Write `&{list}[{from}..{to}]`."),
    )
}

/// `if x in list {`
fn member_of(error: &Diagnostic) -> Option<Explanation> {
    (error.message == "expected `{`, found keyword `in`").then_some(())?;
    let span = error.primary()?;
    let head = span.before.trim();
    (head.starts_with("if ") || head.starts_with("} else if ") || head.starts_with("while "))
        .then_some(())?;
    say(
        "`in` belongs to `for` in Rust and asks nothing.",
        "Ask the list: `list.contains(&x)`; a map: `map.contains_key(&x)`.",
    )
}

/// `if x is not None {`
fn is_none(error: &Diagnostic) -> Option<Explanation> {
    (error.message == "expected `{`, found `is`").then_some(())?;
    let rest = error.primary()?.after.trim_start();
    if rest.starts_with("not None") || rest.starts_with("None") {
        return say(
            "`is` is no word of Rust.",
            "Take the value out where there is one: `if let Some(value) = x { ... }`; or ask `x.is_some()`, `x.is_none()`.",
        );
    }
    say("`is` is no word of Rust.", "Compare with `==`.")
}

/// Python's name of a value, and Rust's.
const VALUES: &[(&str, &str)] = &[
    ("True", "true"),
    ("False", "false"),
    ("null", "None"),
    ("inf", "f64::INFINITY"),
    ("nan", "f64::NAN"),
];

/// `True`
fn value_of_python(error: &Diagnostic) -> Option<Explanation> {
    let name = error
        .message
        .strip_prefix("cannot find value `")?
        .strip_suffix("` in this scope")?;
    let (_, here) = VALUES.iter().find(|(python, _)| *python == name)?;
    say(
        format!("`{name}` has another name in Rust."),
        format!("Write `{here}`."),
    )
}

/// `while list {`, `if n {`
fn truth_of_a_value(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    (mismatch.expected.kind == Kind::Bool && mismatch.expected.refs == 0).then_some(())?;
    let span = error.primary()?;
    let code = short(&span.text).filter(|code| is_name(code))?;
    let before = span.before.trim_end();
    (before.ends_with("if")
        || before.ends_with("while")
        || before.ends_with("&&")
        || before.ends_with("||"))
    .then_some(())?;
    let test = match &mismatch.found.kind {
        Kind::Integer(_) if mismatch.found.refs == 0 => format!("{code} != 0"),
        Kind::Vec(_) | Kind::Slice(_) => format!("!{code}.is_empty()"),
        Kind::Other(name) if matches!(name.rsplit("::").next(), Some("str" | "String")) => {
            format!("!{code}.is_empty()")
        }
        Kind::Option(_) => format!("{code}.is_some()"),
        _ => return None,
    };
    say(
        "Only `true` and `false` are conditions in Rust: no number, list or `Option` is one.",
        format!("Ask for what you mean: `{test}`."),
    )
}
