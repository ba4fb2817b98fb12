//! `Vec`, slices, tuples and iterators: which of them grows, has positions, or knows its length.

use super::{
    Explanation, Rule,
    facts::{is_literal, is_name, quoted, short},
    say,
    types::{Kind, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0599", array_does_not_grow),
    Rule::on("E0599", lent_list_does_not_change),
    Rule::on("E0599", iterator_is_no_list),
    Rule::on("E0599", method_of_one_number),
    Rule::on("E0608", no_position),
    Rule::on("E0609", field_of_a_tuple),
    Rule::on("E0308", append_of_one),
    Rule::on("E0277", extend_by_one),
    Rule::on("E0277", part_not_lent),
    Rule::on("E0368", list_added_to),
    Rule::on("E0369", arithmetic_of_lists),
    Rule::on("E0277", options_collected),
    Rule::on("E0308", pair_of_an_option),
    Rule::on("E0308", pair_of_an_iterator),
    Rule::on("E0308", loop_over_no_pairs),
];

/// The method and the type of "no method named `push` found for array `[_; 0]`", and of its variant.
fn method_and_owner(error: &Diagnostic) -> Option<(&str, Type)> {
    (error.message.starts_with("no method named `") || error.message.starts_with("the method `"))
        .then_some(())?;
    let mut names = quoted(&error.message);
    Some((names.next()?, Type::parse(names.next()?)))
}

/// `let mut v = []; v.push(x)`
fn array_does_not_grow(error: &Diagnostic) -> Option<Explanation> {
    let (method, owner) = method_and_owner(error)?;
    if owner.kind == Kind::Unit && matches!(method, "insert" | "push" | "extend" | "append") {
        return nothing();
    }
    (error.message.contains("found for array `") && matches!(owner.kind, Kind::Slice(_)))
        .then_some(())?;
    matches!(
        method,
        "push" | "extend" | "append" | "insert" | "pop" | "remove"
    )
    .then_some(())?;
    say(
        "`[...]` makes an array of Rust's own, whose length never changes.",
        "A list that grows is a `Vec`: `Vec::new()`, or `vec![...]` with its first entries.",
    )
}

/// `a.pop()` with `a: &[f64]`
fn lent_list_does_not_change(error: &Diagnostic) -> Option<Explanation> {
    let (method, owner) = method_and_owner(error)?;
    (matches!(owner.kind, Kind::Slice(_)) && owner.refs == 1 && !owner.mutable).then_some(())?;
    matches!(
        method,
        "push" | "extend" | "append" | "insert" | "pop" | "remove"
    )
    .then_some(())?;
    let list = error.primary()?.before.strip_suffix('.')?;
    let list = list
        .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .filter(|name| is_name(name))?;
    say(
        format!("`{list}` is a slice, lent for reading: nothing can be put in or taken out."),
        format!(
            "Walk over it, with `{list}.iter()` or with a position that you count up; or change a copy, `{list}.to_vec()`."
        ),
    )
}

/// `text.split(' ').len()`
fn iterator_is_no_list(error: &Diagnostic) -> Option<Explanation> {
    let (method, owner) = method_and_owner(error)?;
    let iterator = iterator(&owner)?;
    let way_out = match method {
        "len" => {
            "Count its entries, which uses it up, `.count()`; or make a list of it, `.collect::<Vec<_>>()`, that has a `len`."
        }
        "first" | "as_slice" | "is_empty" | "get" | "sort" | "sort_by" | "push" | "contains"
        | "join" | "iter" => "Make a list of it first: `.collect::<Vec<_>>()`.",
        _ => return None,
    };
    say(
        format!(
            "This is an iterator (`{iterator}`), which hands out one entry after the other, and no list."
        ),
        way_out,
    )
}

/// The name of an iterator of the standard library that is no list.
fn iterator(there: &Type) -> Option<&str> {
    let Kind::Other(name) = &there.kind else {
        return None;
    };
    let name = name.split('<').next()?.rsplit("::").next()?;
    matches!(
        name,
        "Split"
            | "SplitWhitespace"
            | "Lines"
            | "Chars"
            | "Map"
            | "Filter"
            | "FilterMap"
            | "Enumerate"
            | "Zip"
            | "Rev"
    )
    .then_some(name)
}

/// `y.is_finite()` of a slice
fn method_of_one_number(error: &Diagnostic) -> Option<Explanation> {
    let (method, owner) = method_and_owner(error)?;
    (owner.is_list_of_numbers() && error.message.starts_with("no method")).then_some(())?;
    matches!(
        method,
        "is_finite"
            | "is_nan"
            | "is_infinite"
            | "abs"
            | "sqrt"
            | "exp"
            | "ln"
            | "powi"
            | "round"
            | "floor"
    )
    .then_some(())?;
    let way_out = if method.starts_with("is_") {
        format!("Ask the entries: `v.iter().all(|x| x.{method}())`, or `any` for `all`.")
    } else {
        format!("Take the entries one by one: `v.iter().map(|x| x.{method}(...))`.")
    };
    say(
        format!("`{method}` is a method of one number, and this is a list of them."),
        way_out,
    )
}

/// `pair[0]`, `text.split('=')[0]`, `day["high"]`, and what a call without a value left behind
fn no_position(error: &Diagnostic) -> Option<Explanation> {
    let owner = error
        .message
        .strip_prefix("cannot index into a value of type `")?
        .strip_suffix('`')?;
    let there = Type::parse(owner);
    if there.kind == Kind::Unit {
        return nothing();
    }
    if let Some(iterator) = iterator(&there) {
        return say(
            format!("This is an iterator (`{iterator}`), which has no positions."),
            "Make a list of it first: `.collect::<Vec<_>>()`.",
        );
    }
    let index = error.code_there().strip_prefix('[')?.strip_suffix(']')?;
    if matches!(there.kind, Kind::Tuple(_)) && is_literal(index) {
        return say(
            "The entries of a tuple are no positions but fields, named by their numbers.",
            format!("Write `.{index}` in place of `[{index}]`."),
        );
    }
    let field = short(index)?.strip_prefix('"')?.strip_suffix('"')?;
    (matches!(there.kind, Kind::Other(_)) && is_name(field)).then_some(())?;
    say(
        "The fields of a struct are reached with a dot, not by a text.",
        format!("Write `.{field}`."),
    )
}

fn nothing() -> Option<Explanation> {
    say(
        "This is `()`, which is nothing: what it was made by gives nothing back, such as `sort`, `push`, `{}`, or a block that ends with `;`.",
        "Keep the list itself, `let mut v = ...;`, and call what changes it in a line of its own. An empty list is `Vec::new()`, an empty map `BTreeMap::new()`.",
    )
}

/// `pair.score` of `(f64, u32)`
fn field_of_a_tuple(error: &Diagnostic) -> Option<Explanation> {
    let (_, owner) = error
        .message
        .strip_prefix("no field `")?
        .split_once("` on type `")?;
    let Kind::Tuple(entries) = Type::parse(owner.strip_suffix('`')?).kind else {
        return None;
    };
    say(
        "The entries of a tuple have no names, only numbers.",
        format!(
            "Write `.0` for the first of {}, `.1` for the second.",
            entries.len()
        ),
    )
}

/// `list.append(entry)`
fn append_of_one(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    (mismatch.expected.mutable && matches!(mismatch.expected.kind, Kind::Vec(_))).then_some(())?;
    let call = error.labelled("arguments to this method are incorrect");
    (error.primary()?.before.trim_end().ends_with(".append(")
        || call.is_some_and(|span| span.text == "append"))
    .then_some(())?;
    say(
        "`append` of a `Vec` takes all entries out of another `Vec` (`&mut`).",
        "One entry is put in with `push`; all entries of a list with `extend`.",
    )
}

/// `list.extend(entry)`
fn extend_by_one(error: &Diagnostic) -> Option<Explanation> {
    let there = error
        .message
        .strip_prefix('`')?
        .strip_suffix("` is not an iterator")?;
    let there = Type::parse(there);
    (matches!(there.kind, Kind::Tuple(_)) || there.is_number()).then_some(())?;
    error
        .primary()?
        .before
        .ends_with(".extend(")
        .then_some(())?;
    say(
        "`extend` puts in all entries of a list, and this is one entry.",
        "Put one in with `push`.",
    )
}

/// `a[i..]` without `&`
fn part_not_lent(error: &Diagnostic) -> Option<Explanation> {
    let there = error
        .message
        .strip_prefix('`')?
        .strip_suffix("` is not an iterator")?;
    let there = Type::parse(there);
    (matches!(there.kind, Kind::Slice(_)) && there.refs == 0).then_some(())?;
    let code =
        short(error.code_there()).filter(|code| code.contains("..") && code.ends_with(']'))?;
    say(
        "A part of a list has no size that is known beforehand, so it can only be lent.",
        format!("Write `&{code}`."),
    )
}

/// `found += more`
fn list_added_to(error: &Diagnostic) -> Option<Explanation> {
    let list = error
        .message
        .strip_prefix("binary assignment operation `+=` cannot be applied to type `")?
        .strip_suffix('`')?;
    let list = Type::parse(list);
    (matches!(list.kind, Kind::Vec(_)) && list.refs == 0).then_some(())?;
    say(
        "`+=` does not put one list behind another.",
        "`v.extend(more)` puts in all entries of a list, `v.push(entry)` one.",
    )
}

/// `a + b`, `p - y`
fn arithmetic_of_lists(error: &Diagnostic) -> Option<Explanation> {
    let operation = error.operation()?;
    let is_list = |there: &Type| matches!(there.kind, Kind::Vec(_) | Kind::Slice(_));
    (is_list(&operation.left) && is_list(&operation.right)).then_some(())?;
    let operator = operation.operator.as_str();
    let zip = format!("`a.iter().zip(b).map(|(a, b)| a {operator} b)`");
    match operator {
        "+" if operation.left.is_list_of_numbers() => say(
            "Lists of Rust's own are not added, neither entry by entry nor one behind the other.",
            format!("One behind the other: `[a, b].concat()`. Entry by entry: {zip}."),
        ),
        "+" => say(
            "`+` does not put one list behind another.",
            "Write `[a, b].concat()`, with two slices.",
        ),
        "-" | "*" | "/" if operation.left.is_list_of_numbers() => say(
            "Lists of Rust's own do not calculate; arrays of ndarray do.",
            format!("Take the entries in pairs: {zip}."),
        ),
        _ => None,
    }
}

/// `map(|day| day.rain).filter(|rain| rain.is_some()).collect::<Vec<f64>>()`
fn options_collected(error: &Diagnostic) -> Option<Explanation> {
    let (list, entries) = error
        .message
        .strip_prefix("a value of type `")?
        .split_once("` cannot be built from an iterator over elements of type `")?;
    let (Kind::Vec(wanted), Kind::Option(there)) = (
        Type::parse(list).kind,
        Type::parse(entries.strip_suffix('`')?).kind,
    ) else {
        return None;
    };
    let alike = wanted == there || wanted.is_float() && there.is_float();
    (alike && wanted.refs == there.refs && wanted.is_number()).then_some(())?;
    say(
        "What arrives here are still `Option`s: a `filter` leaves some out and changes none.",
        "`filter_map` in place of `map` and `filter` hands on what is in them; `flatten()` before `collect` does too.",
    )
}

/// `let (key, value) = text.split_once('=');`
fn pair_of_an_option(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let Kind::Option(inner) = &mismatch.expected.kind else {
        return None;
    };
    let (Kind::Tuple(wanted), Kind::Tuple(_)) = (&inner.kind, &mismatch.found.kind) else {
        return None;
    };
    let (code, span) = (short(error.code_there())?, error.primary()?);
    (wanted.len() > 1 && span.before.trim_end().ends_with("let") && code.starts_with('('))
        .then_some(())?;
    say(
        "What is taken apart here is an `Option`: there may be nothing to take apart.",
        format!("Say what happens then: `let Some({code}) = ... else {{ return ... }};`."),
    )
}

/// `let (key, value) = text.split('=');`
fn pair_of_an_iterator(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let iterator = iterator(&mismatch.expected)?;
    matches!(mismatch.found.kind, Kind::Tuple(_)).then_some(())?;
    let (code, span) = (short(error.code_there())?, error.primary()?);
    (span.before.trim_end().ends_with("let") && code.starts_with('(')).then_some(())?;
    let way_out = if iterator == "Split" {
        format!(
            "`split_once` gives both parts, if there are two: `let Some({code}) = text.split_once('=') else {{ return ... }};`."
        )
    } else {
        "Make a list of it, `.collect::<Vec<_>>()`, and take its entries by their positions."
            .to_owned()
    };
    say(
        format!(
            "This is an iterator (`{iterator}`), which may hand out any number of entries: it cannot be taken apart."
        ),
        way_out,
    )
}

/// `for (key, value) in words`
fn loop_over_no_pairs(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let items = error.labelled("this is an iterator with items of type `")?;
    let items = items
        .label
        .as_deref()
        .and_then(|label| quoted(label).next())?;
    let is_pair = matches!(Type::parse(items).kind, Kind::Tuple(_));
    (!is_pair && matches!(mismatch.found.kind, Kind::Tuple(_))).then_some(())?;
    error
        .primary()?
        .before
        .trim_end()
        .ends_with("for")
        .then_some(())?;
    say(
        format!("The loop hands out entries of type `{items}`, and no pairs."),
        "Give each entry one name, `for entry in ...`, and take it apart inside of the loop.",
    )
}
