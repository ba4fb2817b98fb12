//! Numbers on their own: powers, methods of floats, casts, order, ranges, types left open.

use super::{
    Explanation, Rule,
    facts::{is_literal, is_name, quoted},
    say,
    types::{Kind, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0614", power_or_star),
    Rule::on("E0369", caret),
    Rule::on("E0689", open_number),
    Rule::on("E0599", method_of_floats),
    Rule::on("E0600", negative_count),
    Rule::on("E0277", negative_literal),
    Rule::on("", negative_index),
    Rule::on("E0606", cast),
    Rule::on("E0605", cast_of_an_array),
];

/// Methods that floats have and whole numbers have not.
const OF_FLOATS: &[&str] = &[
    "sqrt", "exp", "ln", "log", "log2", "log10", "sin", "cos", "tan", "tanh", "powf", "powi",
    "floor", "ceil", "round", "cbrt", "recip", "exp_m1", "ln_1p", "mul_add", "is_nan", "sinh",
    "cosh", "atan2",
];

/// `x ** 2`, and `*x` of a number.
fn power_or_star(error: &Diagnostic) -> Option<Explanation> {
    let span = error.primary()?;
    if !Type::parse(error.named(0)?).is_number() || !span.text.starts_with('*') {
        return None;
    }
    let base = span.before.strip_suffix('*').map(str::trim_end);
    let behind_a_value = base.is_some_and(|base| {
        base.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '_'))
    });
    // rustfmt makes `x * *2` of it.
    let of_a_literal = span.before.trim_end().ends_with('*') && is_literal(span.text[1..].trim());
    if behind_a_value || of_a_literal {
        return say(
            "Rust has no operator for powers: `**` is read as a product with a dereferenced number.",
            "Use a method: `x.powi(2)` for a whole exponent, `x.powf(0.5)` for any other.",
        );
    }
    let name = span.text.trim_start_matches('*');
    is_name(name).then_some(())?;
    // It may have been `x ** n` before the file was formatted.
    let way_out = if span.before.trim_end().ends_with('*') {
        format!("Leave out the `*`: `{name}`; if a power is meant, it is `x.powi({name})`.")
    } else {
        format!("Leave out the `*`: `{name}`.")
    };
    say(
        format!(
            "`{name}` is the number itself, not a reference to it, so there is nothing for `*` to look up."
        ),
        way_out,
    )
}

/// `x ^ 2`.
fn caret(error: &Diagnostic) -> Option<Explanation> {
    let operation = error.operation()?;
    let entry = operation.left.array().map(|array| array.entry.is_float());
    if operation.operator != "^" || !entry.unwrap_or(operation.left.is_float()) {
        return None;
    }
    let way_out = match entry {
        Some(_) => "Raise each entry: `x.mapv(|v| v.powi(2))`.",
        None => "Use a method: `x.powi(2)` for a whole exponent, `x.powf(0.5)` for any other.",
    };
    say(
        "`^` is not a power in Rust but an operator on bits, which floats do not have.",
        way_out,
    )
}

/// `let x = 1.5; x.powi(2)`.
fn open_number(error: &Diagnostic) -> Option<Explanation> {
    let (method, number) = (error.named(0)?, Type::parse(error.named(1)?));
    let literal = error
        .children
        .iter()
        .flat_map(|child| &child.spans)
        .map(|span| span.text.as_str())
        .find(|text| text.starts_with(|c: char| c.is_ascii_digit()));
    if number.is_float() {
        let way_out = literal.map_or_else(
            || "Give the variable a type: `let x: f64 = ...`.".to_owned(),
            |literal| format!("Write the type behind the number: `{literal}_f64.{method}(...)`."),
        );
        return say(
            format!(
                "Rust cannot tell whether this float is an `f32` or an `f64`, so it does not know which `{method}` to call."
            ),
            way_out,
        );
    }
    if !OF_FLOATS.contains(&method) {
        return None;
    }
    let way_out = literal.map_or_else(
        || "Give the variable a float: `let x: f64 = 2.0`.".to_owned(),
        |literal| format!("Write a float: `{literal}.0_f64.{method}(...)`."),
    );
    say(
        format!("`{method}` is a method of floats, and this is a whole number."),
        way_out,
    )
}

/// `n.sqrt()` of a count.
fn method_of_floats(error: &Diagnostic) -> Option<Explanation> {
    let (method, owner) = error
        .message
        .strip_prefix("no method named `")?
        .split_once("` found for ")?;
    let owner = Type::parse(quoted(owner).next()?);
    if !owner.is_integer() || owner.refs > 1 || !OF_FLOATS.contains(&method) {
        return None;
    }
    let star = "*".repeat(owner.refs);
    say(
        format!(
            "`{method}` is a method of floats, and this is {}.",
            owner.number_in_words()
        ),
        format!("Convert it first: `({star}n as f64).{method}(...)`."),
    )
}

/// `-n` of a count.
fn negative_count(error: &Diagnostic) -> Option<Explanation> {
    let unsigned = error
        .message
        .strip_prefix("cannot apply unary operator `-` to type `")?
        .strip_suffix('`')?;
    unsigned.starts_with('u').then_some(())?;
    Type::parse(unsigned).is_integer().then_some(())?;
    negative(unsigned)
}

fn negative_literal(error: &Diagnostic) -> Option<Explanation> {
    let (number, name) = error.bound()?;
    let number = number.number().filter(|number| number.starts_with('u'))?;
    if !matches!(name, "Neg" | "std::ops::Neg") {
        return None;
    }
    negative(number)
}

fn negative_index(error: &Diagnostic) -> Option<Explanation> {
    error
        .message
        .starts_with("negative integers cannot be used to index on ")
        .then_some(())?;
    negative("usize")
}

fn negative(name: &str) -> Option<Explanation> {
    say(
        format!(
            "`{name}` counts from 0 upward and is never negative, also not as a position in an array."
        ),
        "Count from the end with `a.len() - 1`; numbers that may be negative are `f64` or `i64`.",
    )
}

/// `v as f64` of a reference, `(a > b) as f64`.
fn cast(error: &Diagnostic) -> Option<Explanation> {
    let (from, to) = (Type::parse(error.named(0)?), Type::parse(error.named(1)?));
    let target = to.number().filter(|_| to.refs == 0)?;
    if from.kind == Kind::Bool && from.refs == 0 && to.is_float() {
        return say(
            "A `bool` becomes a float only by way of a whole number.",
            format!("Cast twice: `(a > b) as u8 as {target}`."),
        );
    }
    if from.is_number() && from.refs > 0 && !from.mutable {
        let stars = "*".repeat(from.refs);
        let code = error
            .code_there()
            .split(" as ")
            .next()
            .filter(|code| is_name(code));
        let code = code.unwrap_or("v");
        return say(
            "`as` converts a number, and this is a reference to one.",
            format!("Put `{stars}` in front of it: `{stars}{code} as {target}`."),
        );
    }
    None
}

/// `x as f64` of an array.
fn cast_of_an_array(error: &Diagnostic) -> Option<Explanation> {
    let (from, to) = (Type::parse(error.named(0)?), Type::parse(error.named(1)?));
    from.array()?;
    let entry = match to.array() {
        Some(array) => array.entry.number()?,
        None => to.number()?,
    };
    say(
        "`as` converts a single number, not a whole array.",
        format!("Convert each entry: `x.mapv(|v| v as {entry})`."),
    )
}
