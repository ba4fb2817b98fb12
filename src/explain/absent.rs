//! `Option` and `Result` where the value itself is needed, and `?`.

use super::{
    Explanation, Rule,
    facts::quoted,
    say,
    types::{Kind, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0308", not_the_value_yet),
    Rule::on("E0308", value_not_wrapped),
    Rule::on("E0277", in_an_operation),
    Rule::on("E0369", in_an_operation),
    Rule::on("E0369", results_compared),
    Rule::on("E0277", as_scalar),
    Rule::on("E0599", method_of_the_value),
    Rule::on("E0609", field_of_the_value),
    Rule::on("E0608", entry_of_the_value),
    Rule::on("E0277", printed),
    Rule::on("E0277", question_mark),
    Rule::on("E0277", position_not_taken_out),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrapper {
    Option,
    Result,
}

fn wrapper(there: &Type) -> Option<Wrapper> {
    match there.kind {
        Kind::Option(_) => Some(Wrapper::Option),
        Kind::Result(_) => Some(Wrapper::Result),
        _ => None,
    }
}

fn unwrap_it(wrapper: Wrapper) -> Option<Explanation> {
    match wrapper {
        Wrapper::Option => say(
            "This is not the value itself but an `Option`: the value, or `None` if there is none.",
            "Take the value out with `.unwrap()` where it is certain to be there; `match` or `if let` where it is not.",
        ),
        Wrapper::Result => say(
            "This is not the value itself but a `Result`: the value, or an error if it did not work.",
            "Take the value out with `.unwrap()`, or with `?` in a function that returns a `Result`.",
        ),
    }
}

/// `x.mean()` where an `f64` is wanted.
fn not_the_value_yet(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let wrapper = wrapper(&mismatch.found)?;
    if let Kind::Other(name) = &mismatch.expected.kind {
        let by_order = name.ends_with("Ordering") && error.code_there().contains("partial_cmp");
        if by_order {
            return say(
                "`partial_cmp` gives an `Option`, since NaN has no place in the order.",
                "Use an order that includes NaN: `a.total_cmp(b)`.",
            );
        }
    }
    let (Kind::Option(inner) | Kind::Result(inner)) = &mismatch.found.kind else {
        return None;
    };
    if let Kind::Result(wanted) = &mismatch.expected.kind {
        (wrapper == Wrapper::Result && (wanted == inner || inner.kind == Kind::Unknown))
            .then_some(())?;
        return say(
            "This `Result` has another type of error than the one that is wanted here.",
            "`?` converts the error where that is possible: `Ok(...?)`; elsewhere `.map_err(|error| ...)` puts another in its place.",
        );
    }
    // rustc suggests it where the type behind it is the wanted one.
    let suggested = error.child("to unwrap the `").is_some()
        || error.child("use the `?` operator to extract the").is_some();
    let alike =
        inner.refs <= 1 && inner.number().is_some() && inner.number() == mismatch.expected.number();
    let arrays = inner.refs == 0 && inner.array().is_some() && mismatch.expected.array().is_some();
    (suggested || alike || arrays).then_some(())?;
    unwrap_it(wrapper)
}

/// A plain value where a `Result` is promised.
fn value_not_wrapped(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    error.child("try wrapping the expression in `")?;
    if error.labelled("expected because this is `").is_some() {
        // One side of a comparison.
        return unwrap_it(wrapper(&mismatch.expected)?);
    }
    let (what, with) = match wrapper(&mismatch.expected)? {
        Wrapper::Option => ("an `Option`", "Some"),
        Wrapper::Result => ("a `Result`", "Ok"),
    };
    let code = super::facts::short(error.code_there()).unwrap_or("value");
    // rustc knows by the types whether it is the value or the error.
    if error
        .child("try wrapping the expression in `Err`")
        .is_some()
    {
        return say(
            "A `Result` is wanted here, and this is the plain error.",
            format!(
                "Wrap it: `Err({})`.",
                if code == "value" { "error" } else { code }
            ),
        );
    }
    say(
        format!("{what} is wanted here, and this is the plain value.").replacen('a', "A", 1),
        format!("Wrap it: `{with}({code})`."),
    )
}

/// `x - x.mean()`.
fn in_an_operation(error: &Diagnostic) -> Option<Explanation> {
    let operation = error.operation()?;
    if !operation.is_arithmetic() && !matches!(operation.operator.as_str(), "<" | ">" | "<=" | ">=")
    {
        return None;
    }
    match (wrapper(&operation.left), wrapper(&operation.right)) {
        (Some(wrapper), None) | (None, Some(wrapper)) => unwrap_it(wrapper),
        (Some(left), Some(right)) if left == right => unwrap_it(left),
        _ => None,
    }
}

/// `fs::read(a) != fs::read(b)`: their errors cannot be compared.
fn results_compared(error: &Diagnostic) -> Option<Explanation> {
    let (operator, there) = error
        .message
        .strip_prefix("binary operation `")?
        .split_once("` cannot be applied to type `")?;
    matches!(operator, "==" | "!=").then_some(())?;
    let wrapper = wrapper(&Type::parse(there.strip_suffix('`')?))?;
    (wrapper == Wrapper::Result).then_some(())?;
    unwrap_it(wrapper)
}

/// The second error of `x - x.mean()`, and `x.dot(&x.mean_axis(Axis(0)))`.
fn as_scalar(error: &Diagnostic) -> Option<Explanation> {
    let (subject, name) = error.bound()?;
    if let Some(argument) = name.strip_prefix("Dot<") {
        return unwrap_it(wrapper(&Type::parse(argument.strip_suffix('>')?))?);
    }
    (name == "ScalarOperand").then_some(())?;
    unwrap_it(wrapper(&subject)?)
}

/// `x.mean().sqrt()`.
fn method_of_the_value(error: &Diagnostic) -> Option<Explanation> {
    let owner = error
        .message
        .split_once(" for enum `")?
        .1
        .split('`')
        .next()?;
    error.child("exists on the type `")?;
    unwrap_it(wrapper(&Type::parse(owner))?)
}

/// `pair.0` of an `Option`.
fn field_of_the_value(error: &Diagnostic) -> Option<Explanation> {
    let owner = quoted(&error.message).nth(1)?;
    error
        .replacements()
        .any(|text| text.starts_with("unwrap()"))
        .then_some(())?;
    unwrap_it(wrapper(&Type::parse(owner))?)
}

fn entry_of_the_value(error: &Diagnostic) -> Option<Explanation> {
    let owner = error
        .message
        .strip_prefix("cannot index into a value of type `")?;
    unwrap_it(wrapper(&Type::parse(owner.strip_suffix('`')?))?)
}

/// `runs[place]` with `place: Result<usize, E>`
fn position_not_taken_out(error: &Diagnostic) -> Option<Explanation> {
    let (_, index) = error
        .message
        .strip_prefix("the type `")?
        .split_once("` cannot be indexed by `")?;
    unwrap_it(wrapper(&Type::parse(index.strip_suffix('`')?))?)
}

/// `println!("{}", x.mean())`.
fn printed(error: &Diagnostic) -> Option<Explanation> {
    let (what, name) = error
        .message
        .strip_prefix('`')?
        .split_once("` doesn't implement `")?;
    if !name.trim_end_matches('`').ends_with("Display") {
        return None;
    }
    error.labelled("required by this formatting parameter")?;
    let (what, way_out) = match Type::parse(what).kind {
        Kind::Option(_) => (
            "an `Option`",
            "Take the value out with `.unwrap()`, or print it as it is with `{:?}`.",
        ),
        Kind::Result(_) => (
            "a `Result`",
            "Take the value out with `.unwrap()`, or print it as it is with `{:?}`.",
        ),
        Kind::Vec(_) => ("a `Vec`", "Print it with `{:?}`."),
        Kind::Slice(_) => ("an array or slice of Rust's own", "Print it with `{:?}`."),
        Kind::Tuple(_) => ("a tuple", "Print it with `{:?}`."),
        _ => return None,
    };
    say(format!("`{{}}` cannot print {what}."), way_out)
}

/// `?` where it cannot be.
fn question_mark(error: &Diagnostic) -> Option<Explanation> {
    let message = error.message.as_str();
    if error.code_there() != "?" {
        return None;
    }
    if message.starts_with("the `?` operator can only be used in a function that returns") {
        let returned = error
            .label()
            .strip_prefix("cannot use the `?` operator in a function that returns `")?;
        let way_out = if returned == "()`" {
            "Use `.unwrap()`, or let the function return `Result<(), Box<dyn std::error::Error>>` and end with `Ok(())`."
        } else {
            "Use `.unwrap()`, or let the function return a `Result`."
        };
        return say(
            "`?` hands an error on to the caller, and this function returns neither a `Result` nor an `Option`.",
            way_out,
        );
    }
    if message.starts_with("the `?` operator can only be used on `Result`s, not `Option`s") {
        return say(
            "`?` meets an `Option` here, in a function that returns a `Result`: there is no error to hand on.",
            "Say which error a missing value is: `.ok_or(\"there is no value\")?`.",
        );
    }
    if message.starts_with("the `?` operator can only be used on `Option`s, not `Result`s") {
        return say(
            "`?` meets a `Result` here, in a function that returns an `Option`: there is no place for the error.",
            "Drop the error first: `.ok()?`.",
        );
    }
    let wanted = message
        .strip_prefix("`?` couldn't convert the error to `")?
        .strip_suffix('`')?;
    let way_out = if wanted == "String" {
        "Turn it into text: `.map_err(|error| error.to_string())?`."
    } else {
        "Convert it, `.map_err(|error| ...)?`, or return `Box<dyn std::error::Error>`, which takes every error."
    };
    say(
        "`?` hands an error on, and this error is of another type than the one that the function returns.",
        way_out,
    )
}
