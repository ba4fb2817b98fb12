//! What one writes in Python, and Rust writes otherwise.

use super::{
    Explanation, Rule,
    facts::{is_name, short},
    say,
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("", colon_before_a_block),
    Rule::on("", chained_comparison),
    Rule::on("", matrix_product),
    Rule::on("", slice_in_brackets),
    Rule::on("E0425", argument_by_name),
    Rule::on("E0425", function_of_python),
];

/// `if n == 0:`
fn colon_before_a_block(error: &Diagnostic) -> Option<Explanation> {
    (error.message.starts_with("expected `{`, found `:`")
        || error.message.ends_with("`{`, or an operator, found `:`"))
    .then_some(())?;
    let head = error.primary()?.before.trim();
    let keyword = head.split_whitespace().next()?;
    matches!(keyword, "if" | "for" | "while" | "else" | "}").then_some(())?;
    let way_out = short(head).map_or_else(
        || "Write `{` in place of the colon, and `}` behind the block.".to_owned(),
        |head| format!("Write `{head} {{ ... }}`."),
    );
    say(
        "A block stands in braces in Rust, without a colon.",
        way_out,
    )
}

/// `lo < v < hi`
fn chained_comparison(error: &Diagnostic) -> Option<Explanation> {
    (error.message == "comparison operators cannot be chained").then_some(())?;
    error.child("split the comparison into two")?;
    say(
        "One comparison has two sides in Rust, not three.",
        "Join two of them: `low < x && x < high`.",
    )
}

/// `a @ b`
fn matrix_product(error: &Diagnostic) -> Option<Explanation> {
    error.message.ends_with(" found `@`").then_some(())?;
    let span = error.primary()?;
    (span.text == "@").then_some(())?;
    say(
        "Rust has no operator `@`.",
        "The matrix product is a method: `a.dot(&b)`.",
    )
}

/// `a[:, None]`, `x[:, 0]`
fn slice_in_brackets(error: &Diagnostic) -> Option<Explanation> {
    let at_a_colon = error.message == "expected expression, found `:`"
        && error.primary()?.before.trim_end().ends_with('[');
    // `x[.., 0]`
    let behind_dots = error.message == "expected `]`, found `,`"
        && error.primary()?.before.trim_end().ends_with("..");
    (at_a_colon || behind_dots).then_some(())?;
    say(
        "Brackets pick one entry in Rust; parts of an array are cut out with `slice`, where `..` is all of an axis.",
        "Column 0 is `x.slice(s![.., 0])` or `x.column(0)`; `x.insert_axis(Axis(1))` adds an axis, as `None` does in numpy.",
    )
}

/// `x.mean(axis=0)`
fn argument_by_name(error: &Diagnostic) -> Option<Explanation> {
    let name = error
        .message
        .strip_prefix("cannot find value `")?
        .strip_suffix("` in this scope")?;
    let span = error.primary()?;
    let is_named = span.after.trim_start().starts_with('=')
        && !span.after.trim_start().starts_with("==")
        && span.before.trim_end().ends_with(['(', ',']);
    is_named.then_some(())?;
    let method = span
        .before
        .trim_end()
        .strip_suffix('(')
        .and_then(|before| before.rsplit('.').next())
        .filter(|method| is_name(method));
    let way_out = match (name, method) {
        ("axis", Some(method @ ("sum" | "mean" | "var" | "std"))) => {
            let more = if matches!(method, "var" | "std") {
                ", 0.0"
            } else {
                ""
            };
            format!(
                "Along an axis it is another method: `x.{method}_axis(Axis(0){more})`, with `use ndarray::Axis;` at the top."
            )
        }
        _ => "Write the values alone, in the order in which the function asks for them.".to_owned(),
    };
    say("Arguments have no names in Rust, only places.", way_out)
}

/// Python's name, and how Rust says it.
const FUNCTIONS: &[(&str, &str)] = &[
    ("len", "Ask the list: `v.len()`."),
    ("range", "Write `0..n`, which ends before n."),
    ("print", "Print with the macro: `println!(\"{x}\")`."),
    ("sum", "Add up with `v.iter().sum::<f64>()`."),
    (
        "enumerate",
        "Number the entries with `v.iter().enumerate()`.",
    ),
    ("zip", "Pair two lists with `a.iter().zip(&b)`."),
    (
        "sorted",
        "Sort a copy: `let mut sorted = v.to_vec();`, then `sorted.sort();`, for floats `sorted.sort_by(f64::total_cmp);`.",
    ),
    ("abs", "It is a method: `x.abs()`."),
    ("round", "It is a method: `x.round()`."),
    (
        "float",
        "Convert with `n as f64`, text with `text.parse::<f64>()`.",
    ),
    (
        "int",
        "Convert with `x as i64`, text with `text.parse::<i64>()`.",
    ),
    ("str", "Make text with `x.to_string()`."),
    (
        "dict",
        "Make a map with `HashMap::new()`, or, in the order of its keys, `BTreeMap::new()`.",
    ),
    ("set", "Make a set with `.collect::<HashSet<_>>()`."),
    ("reversed", "Go from the back with `v.iter().rev()`."),
    ("any", "Ask the entries: `v.iter().any(|x| ...)`."),
    ("all", "Ask the entries: `v.iter().all(|x| ...)`."),
    ("list", "Make a list with `.collect::<Vec<_>>()`."),
];

/// `len(v)`
fn function_of_python(error: &Diagnostic) -> Option<Explanation> {
    let name = error
        .message
        .strip_prefix("cannot find function `")?
        .strip_suffix("` in this scope")?;
    let (_, way_out) = FUNCTIONS.iter().find(|(python, _)| *python == name)?;
    say(format!("Rust has no function `{name}`."), *way_out)
}
