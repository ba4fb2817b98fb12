//! A value that is changed, read or handed over while something still looks into it.

use super::{
    Explanation, Rule,
    facts::{is_name, short},
    say,
};
use crate::diagnostics::{Diagnostic, Span};

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0502", used_by_a_closure),
    Rule::on("E0502", in_a_loop_over_it),
    Rule::on("E0502", in_one_call),
    Rule::on("E0502", while_it_is_looked_at),
    Rule::on("E0506", while_it_is_looked_at),
    Rule::on("E0505", while_it_is_looked_at),
    Rule::on("E0499", two_for_changing),
    Rule::on("E0373", closure_outlives),
];

/// The borrowed name, if it is one.
fn borrowed(error: &Diagnostic) -> Option<&str> {
    error
        .named(0)
        .filter(|name| is_name(name.trim_start_matches('*')))
}

/// What is still used afterwards: `v` of "borrow later used here".
fn later_user(error: &Diagnostic) -> Option<&Span> {
    error.labelled("later used here")
}

/// `a.mapv_inplace(|v| v - a.sum())`.
fn used_by_a_closure(error: &Diagnostic) -> Option<Explanation> {
    let name = borrowed(error)?;
    error.labelled("first borrow occurs due to use of")?;
    if error.labelled("later used by call").is_some() {
        return say(
            format!("`{name}` is being changed by the same call whose closure reads it."),
            format!(
                "Calculate what the closure needs before the call: `let total = {name}.sum();`."
            ),
        )
        .filter(|_| {
            error
                .message
                .contains(" as mutable because it is also borrowed as immutable")
        });
    }
    let closure = later_user(error)?;
    is_name(&closure.text).then_some(())?;
    say(
        format!(
            "The closure `{}` holds `{name}` until it is called for the last time.",
            closure.text
        ),
        format!("Use `{name}` after that last call, or before the closure is made."),
    )
}

/// `for v in a.iter_mut() { a.sum() }`.
fn in_a_loop_over_it(error: &Diagnostic) -> Option<Explanation> {
    let name = borrowed(error)?;
    let user = later_user(error)?;
    let before = user.before.trim_end();
    let over_it = before.ends_with(" in") && before.trim_start().contains("for ");
    if !over_it
        || !user
            .text
            .trim_start_matches(['&'])
            .trim_start_matches("mut ")
            .starts_with(name)
    {
        return None;
    }
    if error
        .message
        .contains(" as immutable because it is also borrowed as mutable")
    {
        return say(
            format!(
                "The loop goes through `{name}` for changing, and inside it `{name}` is read as a whole."
            ),
            "Calculate what the loop needs before it starts, and use that inside.",
        );
    }
    error
        .message
        .contains(" as mutable because it is also borrowed as immutable")
        .then_some(())?;
    say(
        format!("The loop is still reading `{name}`, and inside it `{name}` is changed."),
        format!(
            "Loop over positions, `for i in 0..{name}.len()`, or over a copy: `{name}.clone()`."
        ),
    )
}

/// `a.row_mut(0).assign(&a.row(1))`.
fn in_one_call(error: &Diagnostic) -> Option<Explanation> {
    let name = borrowed(error)?;
    let call = error.labelled("mutable borrow later used by call")?;
    if !error
        .message
        .contains(" as immutable because it is also borrowed as mutable")
    {
        return None;
    }
    short(&call.text)?;
    say(
        format!("`{name}` is being changed and read in the same statement."),
        "Take out what is read before the call: `let row = a.row(1).to_owned();`.",
    )
}

/// `let v = a.view(); a[0] = 1.0; v`.
fn while_it_is_looked_at(error: &Diagnostic) -> Option<Explanation> {
    let name = borrowed(error)?;
    let user = later_user(error)?;
    if !is_name(&user.text) || user.text == name || user.text.starts_with("self") {
        return None;
    }
    let what = match error.code.as_deref()? {
        "E0505" => "handed over",
        "E0506" => "changed",
        _ if error
            .message
            .contains(" as mutable because it is also borrowed as immutable") =>
        {
            "changed"
        }
        _ if error
            .message
            .contains(" as immutable because it is also borrowed as mutable") =>
        {
            "read"
        }
        _ => return None,
    };
    let user = &user.text;
    let way_out = if what == "read" {
        format!("Use `{user}` for the last time before this line.")
    } else {
        format!(
            "Use `{user}` for the last time before this line, or make it a copy that does not look into `{name}` (`.to_owned()`, `.clone()`)."
        )
    };
    say(
        format!(
            "`{user}` still looks into `{name}` and is used further down, so `{name}` cannot be {what} here."
        ),
        way_out,
    )
}

/// `a.row_mut(0)` and `a.row_mut(1)`.
fn two_for_changing(error: &Diagnostic) -> Option<Explanation> {
    let name = borrowed(error)?;
    let user = error.labelled("first borrow later used here")?;
    is_name(&user.text).then_some(())?;
    error.labelled("first mutable borrow occurs here")?;
    error
        .labelled("borrow occurs due to use of")
        .is_none()
        .then_some(())?;
    say(
        format!(
            "`{name}` is lent for changing twice at the same time: `{}` is still in use.",
            user.text
        ),
        format!(
            "Finish with `{}` first; two parts of one array at once: `{name}.multi_slice_mut((s![0, ..], s![1, ..]))`.",
            user.text
        ),
    )
}

/// `|x| x * k`, returned.
fn closure_outlives(error: &Diagnostic) -> Option<Explanation> {
    let name = error
        .message
        .strip_prefix("closure may outlive the current function, but it borrows `")?
        .split('`')
        .next()?;
    error
        .replacements()
        .any(|text| text == "move ")
        .then_some(())?;
    say(
        format!(
            "The closure lives on after this function, but it only borrows `{name}`, which ends with it."
        ),
        "Let the closure take what it uses: `move |x| ...`.",
    )
}
