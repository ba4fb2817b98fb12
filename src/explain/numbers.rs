//! Numbers of different types in one calculation, and numbers behind references.

use super::{
    Explanation, Rule,
    facts::{Mismatch, Operation, is_literal, is_name, short},
    say,
    types::{Kind, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0277", numbers_in_an_operation),
    Rule::on("E0277", behind_too_many_references),
    Rule::on("E0369", behind_too_many_references),
    Rule::on("E0308", another_number),
    Rule::on("E0308", number_behind_a_reference),
    Rule::on("E0308", comparison_with_a_reference),
    Rule::on("E0277", sum_of_whole_numbers),
];

/// `x * n` of a float and a count; `f32` and `f64`.
fn numbers_in_an_operation(error: &Diagnostic) -> Option<Explanation> {
    let operation = error.operation()?;
    let Operation { left, right, .. } = &operation;
    if !(operation.is_arithmetic() || operation.is_comparison()) || !plain(left) || !plain(right) {
        return None;
    }
    two_numbers(left, right)
}

/// A number, perhaps behind one reference.
fn plain(side: &Type) -> bool {
    side.is_number() && side.refs <= 1
}

pub(super) fn two_numbers(left: &Type, right: &Type) -> Option<Explanation> {
    if !left.is_number() || !right.is_number() {
        return None;
    }
    if left.is_float() != right.is_float() {
        let (float, integer) = if left.is_float() {
            (left, right)
        } else {
            (right, left)
        };
        return float_and_integer(float, integer);
    }
    let (one, other) = (left.number()?, right.number()?);
    if one == other || one.starts_with('{') || other.starts_with('{') {
        return None;
    }
    let way_out = if left.is_float() {
        format!("Use `f64` for both, or convert one of them where they meet: `x as {one}`.")
    } else {
        format!("Use one type for both, or convert where they meet: `n as {one}`.")
    };
    say(
        format!(
            "`{one}` and `{other}` are different types of number, and Rust never converts one into the other by itself."
        ),
        way_out,
    )
}

fn float_and_integer(float: &Type, integer: &Type) -> Option<Explanation> {
    let sentence = format!(
        "Rust does not mix floats and whole numbers in one calculation: here {} meets {}.",
        float.number_in_words(),
        integer.number_in_words()
    );
    let name = float.float_name();
    let stars = "*".repeat(integer.refs);
    if integer.number() == Some("{integer}") {
        say(
            sentence,
            format!(
                "Write the number with a point, `2.0` instead of `2`; a variable becomes a float by `n as {name}`."
            ),
        )
    } else {
        say(
            sentence,
            format!("Turn the whole number into a float first: `{stars}n as {name}`."),
        )
    }
}

/// `**v` in a filter: `&&f64`.
fn behind_too_many_references(error: &Diagnostic) -> Option<Explanation> {
    let operation = error.operation()?;
    let Operation { left, right, .. } = &operation;
    if !left.is_number() || !right.is_number() || left.is_float() != right.is_float() {
        return None;
    }
    let needed = if operation.is_comparison() {
        // Both sides of a comparison must have as many.
        let most = left.refs.max(right.refs);
        (left.refs != right.refs).then_some(most - left.refs.min(right.refs))?
    } else {
        (operation.is_arithmetic() && left.refs.max(right.refs) > 1)
            .then_some(left.refs.max(right.refs))?
    };
    let what = if left.refs.max(right.refs) > 1 {
        "a reference to a reference to a number"
    } else {
        "a reference to a number"
    };
    let stars = "*".repeat(needed);
    say(
        format!(
            "One side of `{}` is {what}, not the number itself.",
            operation.operator
        ),
        format!("Put `{stars}` in front of it to get at the number: `{stars}v`."),
    )
}

/// One type of number is wanted, another is there.
fn another_number(error: &Diagnostic) -> Option<Explanation> {
    let Mismatch { expected, found } = error.mismatch()?;
    if error.message != "mismatched types" || expected.refs != 0 || found.refs != 0 {
        return None;
    }
    let code = error.code_there();
    let compared = error.labelled("expected because this is `").is_some();
    if compared && !is_literal(code) {
        return two_numbers(&expected, &found);
    }
    match (&expected.kind, &found.kind) {
        (Kind::Float(_), Kind::Integer(_)) => {
            let sentence = format!(
                "A float is wanted here, and this is {}.",
                found.number_in_words()
            );
            if is_literal(code) {
                say(sentence, format!("Write it with a point: `{code}.0`."))
            } else if code.contains(" / ") {
                // To convert the result, as rustc suggests, would be too late.
                let float = expected.float_name();
                say(
                    format!("{sentence} Whole numbers divide without a fraction: 1 / 3 is 0."),
                    format!("Convert both before they are divided: `a as {float} / b as {float}`."),
                )
            } else {
                let code = short(code).filter(|code| is_name(code)).unwrap_or("n");
                say(
                    sentence,
                    format!("Convert it: `{code} as {}`.", expected.float_name()),
                )
            }
        }
        (Kind::Integer(wanted), Kind::Float(_)) => {
            let wanted = if wanted == "{integer}" {
                "usize"
            } else {
                wanted
            };
            let sentence = format!(
                "A whole number (`{wanted}`) is wanted here, and this is {}.",
                found.number_in_words()
            );
            match code.strip_suffix(".0").filter(|_| is_literal(code)) {
                Some(whole) => say(sentence, format!("Write it without a point: `{whole}`.")),
                None if is_literal(code) => None,
                None => say(
                    sentence,
                    format!(
                        "`x as {wanted}` cuts off what is behind the point; better, keep it a whole number from the start."
                    ),
                ),
            }
        }
        (Kind::Float(_), Kind::Float(_)) | (Kind::Integer(_), Kind::Integer(_)) => {
            let (wanted, there) = (expected.number()?, found.number()?);
            if wanted.starts_with('{') || there.starts_with('{') || wanted == there {
                return None;
            }
            // In a calculation the operator has no implementation either, and that is said the same way.
            let in_a_calculation = error.spans.len() == 1
                && error
                    .primary()?
                    .before
                    .trim_end()
                    .ends_with(['+', '-', '*', '/', '%']);
            if in_a_calculation {
                return two_numbers(&expected, &found);
            }
            let code = short(code).filter(|code| is_name(code)).unwrap_or("x");
            say(
                format!(
                    "`{wanted}` is wanted here, and this is `{there}`: Rust never converts one into the other by itself."
                ),
                format!("Convert it: `{code} as {wanted}`."),
            )
        }
        _ => None,
    }
}

/// `f(v)` with a `v` out of `iter()`.
fn number_behind_a_reference(error: &Diagnostic) -> Option<Explanation> {
    let Mismatch { expected, found } = error.mismatch()?;
    let alike =
        expected.is_number() && found.is_number() && expected.is_float() == found.is_float();
    if !alike || expected.refs != 0 || found.refs == 0 || found.mutable {
        return None;
    }
    let stars = "*".repeat(found.refs);
    let code = short(error.code_there())
        .filter(|code| is_name(code))
        .unwrap_or("v");
    say(
        "The number itself is wanted here, and this is a reference to it.",
        format!("Put `{stars}` in front of it: `{stars}{code}`."),
    )
}

/// `v > 1.0` with a `v` out of `iter()`.
fn comparison_with_a_reference(error: &Diagnostic) -> Option<Explanation> {
    let Mismatch { expected, found } = error.mismatch()?;
    let wanted = expected.kind == Kind::Unknown || expected.is_number();
    if !wanted || expected.refs == 0 || !found.is_number() || found.refs != 0 {
        return None;
    }
    // In a call there would be a second span, at the function.
    let [span] = error.spans.as_slice() else {
        return None;
    };
    let before = span.before.trim_end();
    let operator = ["<=", ">=", "<", ">"]
        .into_iter()
        .find(|operator| before.ends_with(operator))?;
    let stars = "*".repeat(expected.refs);
    let compared = before.strip_suffix(operator)?.trim_end();
    let name = compared
        .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .filter(|name| is_name(name) && !compared.ends_with([')', ']']))
        .unwrap_or("v");
    say(
        "A reference is compared with a number here.",
        format!(
            "Compare the number behind it: `{stars}{name} {operator} {}`.",
            short(&span.text)?
        ),
    )
}

/// `f64` as the sum of an iterator over whole numbers.
fn sum_of_whole_numbers(error: &Diagnostic) -> Option<Explanation> {
    let (total, entries) = error
        .message
        .strip_prefix("a value of type `")?
        .strip_suffix('`')?
        .split_once("` cannot be made by summing an iterator over elements of type `")?;
    let (total, entry) = (Type::parse(total), Type::parse(entries));
    if !total.is_float() || !entry.is_integer() {
        return None;
    }
    let pattern = format!("{}n", "&".repeat(entry.refs));
    say(
        format!(
            "The sum is to be {}, and what is summed are whole numbers.",
            total.number_in_words()
        ),
        format!(
            "Convert each of them first: `.map(|{pattern}| n as {}).sum()`.",
            total.float_name()
        ),
    )
}
