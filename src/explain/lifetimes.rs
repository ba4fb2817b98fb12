//! Views and references that would outlive what they look into.

use super::{
    Explanation, Rule,
    facts::{is_name, short},
    say,
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0515", returned),
    Rule::on("E0597", ends_too_early),
    Rule::on("E0716", without_a_name),
    Rule::on("E0106", of_what),
];

/// `a.row(0)` of a local `a`, returned.
fn returned(error: &Diagnostic) -> Option<Explanation> {
    let rest = error.message.strip_prefix("cannot return ")?;
    let (what, of) = rest
        .split_once(" referencing ")
        .or_else(|| rest.split_once(" to "))?;
    let owner = match error.named(0) {
        Some(name) if of.starts_with("local variable") || of.starts_with("function parameter") => {
            format!("`{}`", short(name)?)
        }
        None if of == "temporary value" => "a value without a name".to_owned(),
        _ => return None,
    };
    let code = error.code_there();
    let views = [
        ".row(",
        ".column(",
        ".view()",
        ".t()",
        ".slice(",
        ".index_axis(",
    ];
    let way_out = if what == "reference" {
        "Return the value itself: no `&` here, and none in front of the return type."
    } else if views.iter().any(|view| code.contains(view)) {
        "Return a copy: `.to_owned()` behind it, and `Array1<f64>` or `Array2<f64>` as the return type."
    } else {
        "Return something that owns its data, such as a `Vec` or an array."
    };
    say(
        format!("What is returned only looks into {owner}, which is gone when the function ends."),
        way_out,
    )
}

/// A view that is used after the block in which its array lives.
fn ends_too_early(error: &Diagnostic) -> Option<Explanation> {
    let name = error
        .message
        .strip_suffix("` does not live long enough")?
        .strip_prefix('`')?;
    let end = error.labelled("dropped here while still borrowed")?;
    let user = error.labelled("borrow later used here")?;
    (end.text == "}" && is_name(name) && is_name(&user.text)).then_some(())?;
    say(
        format!(
            "`{name}` ends with the block it stands in, and `{}`, which looks into it, is used after that.",
            user.text
        ),
        format!(
            "Create `{name}` before the block, or keep a copy of what is needed: `.to_owned()`."
        ),
    )
}

/// `Array1::zeros(3).view()`.
fn without_a_name(error: &Diagnostic) -> Option<Explanation> {
    error.labelled("temporary value is freed at the end of this statement")?;
    let user = error.labelled("borrow later used here")?;
    is_name(&user.text).then_some(())?;
    let code = short(error.code_there()).unwrap_or("...");
    say(
        format!(
            "`{}` looks into a value that has no name and is gone at the end of this line.",
            user.text
        ),
        format!("Give that value a name in a line before: `let whole = {code};`."),
    )
}

/// A reference without a lifetime.
fn of_what(error: &Diagnostic) -> Option<Explanation> {
    if error
        .child("but there is no value for it to be borrowed from")
        .is_some()
    {
        return say(
            "The function returns a reference or a view, but is given nothing that it could look into.",
            "Return the value itself, without `&`; an `Array1` instead of an `ArrayView1`.",
        );
    }
    if error.child("but the signature does not say").is_some() {
        return say(
            "The function returns something that looks into one of its parameters, and does not say into which.",
            "Return a copy, with `.to_owned()`, or name the lifetime: `fn f<'a>(x: &'a Array2<f64>, ...) -> ArrayView1<'a, f64>`.",
        );
    }
    let in_a_struct = error
        .children
        .iter()
        .flat_map(|child| &child.spans)
        .any(|span| {
            span.replacement.as_deref() == Some("<'a>")
                && ["struct ", "pub struct ", "pub(crate) struct "]
                    .iter()
                    .any(|start| span.before.trim_start().starts_with(start))
        });
    if in_a_struct {
        return say(
            "A struct that stores a reference or a view must say how long that stays valid.",
            "Store the array itself: `Array1<f64>`.",
        );
    }
    None
}
