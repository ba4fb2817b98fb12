//! Maps, and the two kinds of text: `&str`, which is lent, and `String`, which is owned.

use super::{
    Explanation, Rule,
    facts::{is_name, quoted, short},
    say,
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0594", entry_of_a_map),
    Rule::on("E0277", entry_of_a_map_by_lent_text),
    Rule::on("E0308", lent_text_inside),
    Rule::on("E0308", owned_text_inside),
];

const COUNT: &str = "Ask for the entry, with a value for a key that is new: `*counts.entry(key).or_insert(0) += 1;`.";

/// `counts[&key] += 1`
fn entry_of_a_map(error: &Diagnostic) -> Option<Explanation> {
    let map = error
        .message
        .strip_prefix("cannot assign to data in an index of `")?;
    map.contains("Map<").then_some(())?;
    let assigned = error
        .code_there()
        .split_once(" = ")
        .and_then(|(entry, _)| entry.strip_suffix(']')?.split_once('['))
        .filter(|(name, _)| is_name(name));
    if let Some((name, key)) = assigned {
        return say(
            "`map[key]` only reads what a map holds.",
            format!("Put an entry in: `{name}.insert({key}, ...);`."),
        );
    }
    say("`map[key]` only reads what a map holds.", COUNT)
}

/// `counts[label] += 1` with a `&&str`
fn entry_of_a_map_by_lent_text(error: &Diagnostic) -> Option<Explanation> {
    error.message.contains(": Borrow<").then_some(())?;
    let note = error.child("to implement `Index<")?;
    note.message.contains("Map<").then_some(())?;
    let span = error.primary()?;
    span.after
        .trim_start()
        .starts_with(['+', '=', '-'])
        .then_some(())?;
    say("`map[key]` only reads what a map holds.", COUNT)
}

/// A list or map of `&str` for one of `String`.
fn lent_text_inside(error: &Diagnostic) -> Option<Explanation> {
    let note = error
        .children
        .iter()
        .find(|child| child.message.trim_start().starts_with("expected "))?;
    let (expected, found) = note.message.split_once('\n')?;
    let (expected, found) = (quoted(expected).next()?, quoted(found).next()?);
    let plain = |text: &str| {
        text.replace("std::collections::", "")
            .replace("std::vec::", "")
            .replace("std::string::", "")
    };
    let (expected, found) = (plain(expected), plain(found));
    if expected == "&String" && matches!(found.as_str(), "&str" | "&&str") {
        let code = short(error.code_there())
            .filter(|code| is_name(code))
            .unwrap_or("text");
        return say(
            "A reference to a `String` is wanted here, and this is a `&str`, text that is only lent.",
            format!("Make a `String` of it: `&{code}.to_string()`."),
        );
    }
    let owned = found.replace("&&str", "&str").replace("&str", "String");
    (found != owned && !expected.starts_with('&') && alike(&expected, &owned)).then_some(())?;
    say(
        "Texts that are owned (`String`) are wanted in it, and these are only lent (`&str`).",
        "Make a `String` of each where it goes in: `label.to_string()`.",
    )
}

/// A tuple with a `String` for one with a `&str`.
fn owned_text_inside(error: &Diagnostic) -> Option<Explanation> {
    let note = error
        .children
        .iter()
        .find(|child| child.message.trim_start().starts_with("expected "))?;
    let (expected, found) = note.message.split_once('\n')?;
    let (expected, found) = (quoted(expected).next()?, quoted(found).next()?);
    let found = found.replace("std::string::", "").replace("{float}", "f64");
    let lent = found.replace("&String", "&str").replace("String", "&str");
    let inside = expected.contains("&str") && expected.contains(['(', '<']);
    (inside && found != lent && lent == expected).then_some(())?;
    say(
        "A text that is lent (`&str`) is wanted in it, and this one is a `String`.",
        "Lend it where it goes in: `text.as_str()`.",
    )
}

/// The same, but for numbers whose type is still open.
fn alike(expected: &str, found: &str) -> bool {
    let words = |text: &str| {
        text.split(['<', '>', ',', ' '])
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (expected, found) = (words(expected), words(found));
    expected.len() == found.len()
        && expected
            .iter()
            .zip(&found)
            .all(|(one, other)| one == other || other == "{integer}" || one == "_" || other == "_")
        && expected.iter().any(|word| word == "String")
}
