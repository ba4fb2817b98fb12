//! Texts: owned and lent, quotation marks, numbers read from them, what is put together, and paths, which are no texts.

use super::{
    Explanation, Rule,
    facts::{is_literal, is_name, short},
    say,
    types::{Kind, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0308", owned_text_wanted),
    Rule::on("E0308", number_for_a_text),
    Rule::on("", single_quotes),
    Rule::on("", python_f_string),
    Rule::on("E0369", text_plus_number),
    Rule::on("E0369", paths_put_together),
    Rule::on("E0599", text_of_a_path),
    Rule::on("E0599", join_of_a_text),
    Rule::on("E0606", cast_of_a_text),
    Rule::on("E0271", error_of_parse),
    Rule::on("E0529", pattern_of_a_slice),
];

/// The last part of a type's path: `String` of `std::string::String`.
fn ends_as<'a>(there: &'a Type, names: &[&str]) -> Option<&'a str> {
    let Kind::Other(name) = &there.kind else {
        return None;
    };
    let last = name.rsplit("::").next()?;
    names.contains(&last).then_some(last)
}

/// `"added run"` for a `String`
fn owned_text_wanted(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    (mismatch.expected.refs == 0 && mismatch.found.refs > 0).then_some(())?;
    ends_as(&mismatch.expected, &["String"])?;
    ends_as(&mismatch.found, &["str"])?;
    error
        .replacements()
        .any(|text| text.contains("to_string()"))
        .then_some(())?;
    let code = short(error.code_there())?;
    let is_text = code.starts_with('"');
    (is_text || is_name(code)).then_some(())?;
    // A field that has the name of the variable is written once.
    let field = format!("{code}: ");
    let way_out = if error.replacements().any(|text| text.starts_with(&field)) {
        format!("Write `{code}: {code}.to_string()`.")
    } else if is_text && code.contains('{') {
        format!("Make one with the values in it: `format!({code})`.")
    } else {
        format!("Make one of it: `{code}.to_string()`.")
    };
    say(
        "A `String` is wanted here, a text with an owner, and this is a `&str`, text that is only lent.",
        way_out,
    )
}

/// `5` for `"5"`
fn number_for_a_text(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    ends_as(&mismatch.expected, &["str"])?;
    let code = short(error.code_there()).filter(|code| is_literal(code))?;
    (mismatch.expected.refs == 1 && mismatch.found.is_number()).then_some(())?;
    say(
        "A text is wanted here, and this is a number.",
        format!("Put it in quotation marks: `\"{code}\"`."),
    )
}

/// `'50'`
fn single_quotes(error: &Diagnostic) -> Option<Explanation> {
    (error.message == "character literal may only contain one codepoint").then_some(())?;
    let text = error.code_there().strip_prefix('\'')?.strip_suffix('\'')?;
    let way_out = short(text).map_or_else(
        || "Write double quotes.".to_owned(),
        |text| format!("Write `\"{text}\"`."),
    );
    say(
        "Single quotes hold one character in Rust; a text stands in double quotes.",
        way_out,
    )
}

/// `f"run {id}"`
fn python_f_string(error: &Diagnostic) -> Option<Explanation> {
    (error.message == "prefix `f` is unknown").then_some(())?;
    error.primary()?.after.starts_with('"').then_some(())?;
    say(
        "Rust has no letter before a text that puts values in.",
        "The macro does it: `format!(\"run {id}\")`.",
    )
}

/// `"run " + id`
fn text_plus_number(error: &Diagnostic) -> Option<Explanation> {
    let operation = error.operation()?;
    ends_as(&operation.left, &["str", "String"])?;
    (operation.operator == "+" && operation.right.is_number()).then_some(())?;
    say(
        "`+` does not put a number behind a text.",
        "Put both into one text: `format!(\"run {id}\")`.",
    )
}

/// `dir / file`
fn paths_put_together(error: &Diagnostic) -> Option<Explanation> {
    let operation = error.operation()?;
    ends_as(&operation.left, &["Path", "PathBuf"])?;
    let operator = operation.operator.as_str();
    matches!(operator, "/" | "+").then_some(())?;
    say(
        format!("`{operator}` does not put paths together."),
        "A path below another is `dir.join(&file)`.",
    )
}

/// `path.to_string()`
fn text_of_a_path(error: &Diagnostic) -> Option<Explanation> {
    let owner = error
        .message
        .strip_prefix("the method `to_string` exists for ")?
        .split('`')
        .nth(1)?;
    ends_as(&Type::parse(owner), &["Path", "PathBuf"])?;
    say(
        "A path need not be text, so it has no `to_string`.",
        "Print it with `path.display()`; compare it as a path, `path.starts_with(dir)`.",
    )
}

/// `"\n".join(lines)`
fn join_of_a_text(error: &Diagnostic) -> Option<Explanation> {
    let owner = error
        .message
        .strip_prefix("no method named `join` found for ")?
        .split('`')
        .nth(1)?;
    ends_as(&Type::parse(owner), &["str", "String"])?;
    say(
        "`join` is a method of the list in Rust, and the text between its entries is the argument.",
        "Write `lines.join(\"\\n\")`.",
    )
}

/// `text as f64`
fn cast_of_a_text(error: &Diagnostic) -> Option<Explanation> {
    let (text, number) = error
        .message
        .strip_prefix("casting `")?
        .strip_suffix("` is invalid")?
        .split_once("` as `")?;
    ends_as(&Type::parse(text), &["str", "String"])?;
    Type::parse(number).is_number().then_some(())?;
    say(
        "`as` converts numbers into numbers; a text must be read.",
        format!("`text.parse::<{number}>()` gives a `Result`, since the text may be no number."),
    )
}

/// `text.parse()?` in a function with an error of its own
fn error_of_parse(error: &Diagnostic) -> Option<Explanation> {
    let wanted = error
        .message
        .strip_prefix("type mismatch resolving `<")?
        .strip_suffix('`')?
        .split_once(" as FromStr>::Err == ")?
        .1;
    error.primary()?.after.contains('?').then_some(())?;
    say(
        format!(
            "`?` hands an error on as it is, and the one of `parse` is no `{}`, which the function returns.",
            short(wanted)?
        ),
        "Put one in its place first: `.map_err(|_| ...)?`.",
    )
}

/// `match words { ["add", name] => ...` with a `Vec`
fn pattern_of_a_slice(error: &Diagnostic) -> Option<Explanation> {
    let there = error
        .message
        .strip_prefix("expected an array or slice, found `")?
        .strip_suffix('`')?;
    let there = Type::parse(there);
    if matches!(there.kind, Kind::Vec(_)) {
        return say(
            "A pattern in brackets fits a slice, and this is a `Vec`.",
            "Ask for its slice: `match words.as_slice() { ... }`.",
        );
    }
    ends_as(&there, &["str", "String"])?;
    say(
        "A pattern in brackets fits a slice, and this is one text.",
        "Cut it into words first, `let words: Vec<&str> = text.split_whitespace().collect();`, and then `match words.as_slice() { ... }`.",
    )
}
