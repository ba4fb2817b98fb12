//! Values that were handed over and are used again (E0382), or that cannot be taken out of what is only lent (E0507).

use super::{
    Explanation, Rule,
    facts::{is_name, quoted, short},
    say,
    types::{Kind, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0382", by_an_operator),
    Rule::on("E0382", by_an_operator_on_its_right),
    Rule::on("E0382", by_a_method),
    Rule::on("E0382", by_a_loop),
    Rule::on("E0382", in_each_round),
    Rule::on("E0382", into_a_closure),
    Rule::on("E0382", into_a_function),
    Rule::on("E0382", into_a_method_that_would_borrow),
    Rule::on("E0382", in_part),
    Rule::on("E0382", somewhere),
    Rule::on("E0505", lent_and_used_up),
    Rule::on("E0507", out_of_what_is_lent),
    Rule::on("E0508", out_of_what_is_lent),
];

/// What was handed over.
fn name(error: &Diagnostic) -> Option<&str> {
    let value = error
        .message
        .strip_prefix("borrow of moved value: `")
        .or_else(|| error.message.strip_prefix("use of moved value: `"))?;
    short(value.strip_suffix('`')?)
}

/// Its type.
fn moved_type(error: &Diagnostic) -> Option<Type> {
    let label = error
        .labelled("which does not implement the `Copy` trait")?
        .label
        .as_deref()?;
    Some(Type::parse(quoted(label).nth(1)?))
}

/// A copy would do. One of a random number generator draws the same numbers again.
fn can_be_copied(error: &Diagnostic) -> bool {
    let is_generator = moved_type(error)
        .is_some_and(|moved| matches!(moved.kind, Kind::Other(name) if name.contains("Rng")));
    error.can_be_cloned() && !is_generator
}

/// `a + &b`, and `a` again.
fn by_an_operator(error: &Diagnostic) -> Option<Explanation> {
    let name = name(error)?;
    let span = error.labelled("moved due to usage in operator")?;
    moved_type(error)?.array()?;
    let lent = match span.text.strip_prefix(name) {
        Some(rest) if !rest.starts_with('.') => format!("&{name}{rest}"),
        _ if span
            .text
            .strip_prefix('-')
            .is_some_and(|negated| negated == name) =>
        {
            format!("-&{name}")
        }
        _ => return used_up(name, &format!("&{name}")),
    };
    used_up(name, short(&lent).unwrap_or(&format!("&{name}")))
}

fn used_up(name: &str, lent: &str) -> Option<Explanation> {
    say(
        format!(
            "A calculation used up `{name}`: it stood there without `&`, and then its memory is taken for the result."
        ),
        format!("Lend it to the calculation: `{lent}`."),
    )
}

/// `&a + b`, and `b` again.
fn by_an_operator_on_its_right(error: &Diagnostic) -> Option<Explanation> {
    let name = name(error)?;
    let span = error.labelled("value moved here")?;
    moved_type(error)?.array()?;
    let before = span.before.trim_end();
    let in_a_calculation = before.ends_with([' ', '+', '-', '*', '/'])
        && before.ends_with(['+', '-', '*', '/'])
        && !before.ends_with("//");
    (in_a_calculation && span.text == name && !span.is_primary).then_some(())?;
    used_up(name, &format!("&{name}"))
}

/// `a.into_raw_vec()`, and `a` again.
fn by_a_method(error: &Diagnostic) -> Option<Explanation> {
    let name = name(error)?;
    let span = error.labelled("moved due to this method call")?;
    let method = span.text.split('(').next().and_then(short)?;
    error.can_be_cloned().then_some(())?;
    let is_array = moved_type(error).is_some_and(|moved| moved.array().is_some());
    let way_out = is_array
        .then(|| sibling(method, name))
        .flatten()
        .unwrap_or_else(|| format!("Call it on a copy: `{name}.clone().{method}(...)`."));
    say(
        format!("`{method}` takes `{name}` over, so it is gone after that call."),
        way_out,
    )
}

/// What does the same as a method that takes its array over, and only borrows it.
fn sibling(method: &str, name: &str) -> Option<String> {
    Some(match method {
        "mapv_into" => format!("`{name}.mapv(...)` only borrows it and makes a new array."),
        "into_shape_with_order" | "into_shape" => {
            format!(
                "`{name}.to_shape(...)` only borrows it; `.unwrap().into_owned()` makes an array of that."
            )
        }
        "insert_axis" => {
            format!("Take a view, which may be used up: `{name}.view().insert_axis(...)`.")
        }
        "permuted_axes" => {
            format!("Take a view, which may be used up: `{name}.view().permuted_axes(...)`.")
        }
        "reversed_axes" => format!("`{name}.t()` only borrows it."),
        _ => return None,
    })
}

/// `for v in a`, and `a` again.
fn by_a_loop(error: &Diagnostic) -> Option<Explanation> {
    let name = name(error)?;
    let span = error.labelled("moved due to this implicit call to `.into_iter()`")?;
    (span.text == name).then_some(())?;
    say(
        format!("The `for` loop takes `{name}` over and uses it up."),
        format!("Lend it to the loop: `in &{name}`."),
    )
}

/// Handed over inside a loop.
fn in_each_round(error: &Diagnostic) -> Option<Explanation> {
    let name = name(error)?;
    error.labelled("moved here, in previous iteration of loop")?;
    can_be_copied(error).then_some(())?;
    say(
        format!("The first round of the loop hands `{name}` over, and in the second it is gone."),
        format!("Hand over a copy in each round, `{name}.clone()`, or lend it with `&{name}`."),
    )
}

fn into_a_closure(error: &Diagnostic) -> Option<Explanation> {
    let name = name(error)?;
    error.labelled("value moved into closure here")?;
    error.can_be_cloned().then_some(())?;
    say(
        format!("The closure took `{name}` over, so it is gone outside."),
        format!(
            "Give the closure a copy: `let copy = {name}.clone();` before it, and use `copy` inside."
        ),
    )
}

/// `(src.join(file), dst.join(file))`: a method that takes both, the value and a reference.
fn into_a_method_that_would_borrow(error: &Diagnostic) -> Option<Explanation> {
    let name = name(error)?;
    error
        .labelled("value moved here")
        .filter(|span| span.text == name)?;
    error.child("consider borrowing `")?;
    error.replacements().any(|text| text == "&").then_some(())?;
    say(
        format!("The first call takes `{name}` over, so it is gone in the second."),
        format!("Lend it: `&{name}`."),
    )
}

/// Into a function of the learner's own file.
fn into_a_function(error: &Diagnostic) -> Option<Explanation> {
    let name = name(error)?;
    error
        .labelled("value moved here")
        .filter(|span| span.text == name)?;
    let note = error.child("consider changing this parameter type in ")?;
    let function = quoted(&note.message).next().and_then(short)?;
    let copy = if can_be_copied(error) {
        format!(", or hand over a copy: `{name}.clone()`")
    } else {
        String::new()
    };
    let parameter = note
        .spans
        .iter()
        .find(|span| span.is_primary)?
        .before
        .as_str();
    let is_changed = parameter
        .rsplit([',', '('])
        .next()?
        .trim_start()
        .starts_with("mut ");
    let lend = if is_changed { "&mut " } else { "&" };
    say(
        format!(
            "`{function}` takes `{name}` over, because its parameter has no `&`, so it is gone after that call."
        ),
        format!(
            "Write `{}` before the parameter's type and `{lend}{name}` in the call{copy}.",
            lend.trim_end()
        ),
    )
}

/// `let w = m.w`, and `m` again.
fn in_part(error: &Diagnostic) -> Option<Explanation> {
    let whole = error
        .message
        .strip_prefix("borrow of partially moved value: `")
        .or_else(|| {
            error
                .message
                .strip_prefix("use of partially moved value: `")
        })?
        .strip_suffix('`')?;
    let part = &error.labelled("value partially moved here")?.text;
    (is_name(part) && part.starts_with(whole)).then_some(())?;
    say(
        format!("`{part}` was taken out of `{whole}`, which is incomplete since then."),
        format!("Take a copy, `{part}.clone()`, or only lend it: `&{part}`."),
    )
}

fn somewhere(error: &Diagnostic) -> Option<Explanation> {
    let name = name(error)?;
    error
        .labelled("value moved here")
        .filter(|span| span.text == name)?;
    can_be_copied(error).then_some(())?;
    say(
        format!("`{name}` was handed over in an earlier line and is gone since then."),
        format!("Hand over a copy there: `{name}.clone()`."),
    )
}

/// `&a * a`
fn lent_and_used_up(error: &Diagnostic) -> Option<Explanation> {
    let name = error
        .message
        .strip_prefix("cannot move out of `")?
        .strip_suffix("` because it is borrowed")?;
    let span = error.primary()?;
    let lent = error.spans.iter().find(|span| {
        span.label
            .as_deref()
            .is_some_and(|label| label.starts_with("borrow of `"))
    })?;
    (is_name(name) && span.text == name && lent.text == format!("&{name}")).then_some(())?;
    let operator = span.before.trim_end().chars().last()?;
    matches!(operator, '+' | '-' | '*' | '/').then_some(())?;
    say(
        format!("The same calculation lends `{name}` on one side and uses it up on the other."),
        format!("Lend it on both sides: `&{name} {operator} &{name}`."),
    )
}

/// `self.w` out of `&self`.
fn out_of_what_is_lent(error: &Diagnostic) -> Option<Explanation> {
    let lent = error
        .message
        .ends_with(" which is behind a shared reference")
        || error
            .message
            .ends_with(" which is behind a mutable reference")
        || error.message.ends_with(", a non-copy slice")
        || error.message.starts_with("cannot move out of index of `");
    if !lent || !error.can_be_cloned() {
        return None;
    }
    let code = short(error.code_there())?;
    let place = code.trim_start_matches('*');
    let sentence =
        format!("`{place}` is only lent here, so it cannot be taken away from its owner.");
    if let Some(calculation) = error.labelled("moved due to usage in operator") {
        let lent = calculation
            .text
            .strip_prefix(place)
            .map(|rest| format!("&{place}{rest}"));
        return say(
            sentence,
            format!(
                "Lend it to the calculation: `{}`.",
                lent.as_deref()
                    .and_then(short)
                    .unwrap_or(&format!("&{place}"))
            ),
        );
    }
    let is_option = error.child("`Option::<T>::").is_some();
    if error.labelled("moved due to this method call").is_some() && is_option {
        return say(
            sentence,
            format!("Look into it without taking it: `{place}.as_ref()`."),
        );
    }
    let called = error
        .labelled("moved due to this method call")
        .and_then(|call| call.text.split('(').next())
        .or_else(|| {
            let behind = error.primary()?.after.strip_prefix('.')?;
            behind.split('(').next()
        });
    let is_array = error
        .spans
        .iter()
        .filter_map(|span| span.label.as_deref())
        .filter_map(|label| label.split_once("has type `"))
        .any(|(_, rest)| rest.starts_with("ArrayBase<"));
    let way_out = called
        .filter(|_| is_array)
        .and_then(|method| {
            if method == "mapv_into" && error.message.ends_with("a mutable reference") {
                Some(format!(
                    "`{place}.mapv_inplace(...)` changes the entries where they are."
                ))
            } else {
                sibling(method, place)
            }
        })
        .unwrap_or_else(|| format!("Take a copy: `{place}.clone()`."));
    say(sentence, way_out)
}
