//! Names that are not known in the file: traits, types, macros, functions of other languages.

use super::{
    Explanation, Rule,
    facts::{is_name, short},
    say,
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0599", trait_out_of_scope),
    Rule::on("E0425", numpy),
    Rule::on("E0433", numpy),
    Rule::on("E0425", field_without_self),
    Rule::on("E0425", function_of_mathematics),
    Rule::on("E0425", not_imported),
    Rule::on("E0425", misspelled),
    Rule::on("E0412", not_imported),
    Rule::on("E0433", not_imported),
    Rule::on("", macro_not_imported),
    Rule::on("E0603", private_to_a_module),
    Rule::on("E0432", import_of_nothing),
];

/// Names that ndarray has at its top.
const NDARRAY: &[&str] = &[
    "Array",
    "Array0",
    "Array1",
    "Array2",
    "Array3",
    "Array4",
    "ArrayD",
    "ArrayView",
    "ArrayView1",
    "ArrayView2",
    "ArrayView3",
    "ArrayViewD",
    "ArrayViewMut1",
    "ArrayViewMut2",
    "Axis",
    "Ix1",
    "Ix2",
    "Ix3",
    "IxDyn",
    "Zip",
];

/// `fit` without `use linfa::traits::Fit`.
fn trait_out_of_scope(error: &Diagnostic) -> Option<Explanation> {
    let (name, method, import) = error.trait_out_of_scope()?;
    say(
        format!(
            "`{method}` is a method of the trait `{name}`, which is not imported in this file."
        ),
        format!("Add at the top: `{import}`"),
    )
}

/// `np.zeros(3)`.
fn numpy(error: &Diagnostic) -> Option<Explanation> {
    let name = unknown(error)?;
    if !matches!(name, "np" | "numpy") {
        return None;
    }
    say(
        "There is no `np` in Rust: what numpy has in one place are functions of types and methods of arrays in ndarray.",
        "For example `Array2::<f64>::zeros((2, 3))`, `array![1.0, 2.0]`, `x.sum_axis(Axis(0))`.",
    )
}

/// `Array1` of "cannot find type `Array1` in this scope".
fn unknown(error: &Diagnostic) -> Option<&str> {
    let (_, rest) = error
        .message
        .strip_prefix("cannot find ")?
        .split_once('`')?;
    rest.strip_suffix("` in this scope")
}

/// `totl` for `total`.
fn misspelled(error: &Diagnostic) -> Option<Explanation> {
    let name = unknown(error)?;
    let help = error.child("with a similar name exists")?;
    let [span] = help.spans.as_slice() else {
        return None;
    };
    // rustc may suggest no more than the letters that are missing.
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let before = &span.before[span.before.trim_end_matches(is_letter).len()..];
    let after = span.after.trim_start_matches(is_letter);
    let after = span.after.strip_suffix(after)?;
    let meant = format!("{before}{}{after}", span.replacement.as_deref()?);
    (is_name(&meant) && meant != name).then_some(())?;
    let otherwise = if error.message.starts_with("cannot find type") {
        String::new()
    } else {
        format!(" Otherwise make it first: `let {name} = ...;`.")
    };
    say(
        format!("Nothing is called `{name}` here."),
        format!("There is `{meant}`, which is spelled almost so.{otherwise}"),
    )
}

/// `w` for `self.w`.
fn field_without_self(error: &Diagnostic) -> Option<Explanation> {
    let name = unknown(error)?;
    let field = error.child("you might have meant to use the available field")?;
    let is_it = field
        .spans
        .iter()
        .any(|span| span.replacement.as_deref() == Some("self."));
    is_it.then_some(())?;
    say(
        format!("`{name}` is a field, and inside a method a field is reached through `self`."),
        format!("Write `self.{name}`."),
    )
}

/// `exp(x)`.
fn function_of_mathematics(error: &Diagnostic) -> Option<Explanation> {
    let name = error
        .message
        .strip_prefix("cannot find function `")?
        .strip_suffix("` in this scope")?;
    let method = match name {
        "exp" | "sqrt" | "abs" | "sin" | "cos" | "tan" | "tanh" | "floor" | "ceil" | "round"
        | "ln" | "log2" | "log10" | "len" => name,
        "log" => "ln",
        "power" | "pow" => {
            return say(
                "Powers are methods of numbers in Rust.",
                "`x.powi(2)` for a whole exponent, `x.powf(0.5)` for any other.",
            );
        }
        "max" | "min" => {
            return say(
                format!("`{name}` is not a function in Rust but a method of numbers."),
                format!("Write `a.{name}(b)`."),
            );
        }
        _ => return None,
    };
    let argument = error
        .primary()?
        .after
        .strip_prefix('(')?
        .split(')')
        .next()?;
    let x = short(argument).filter(|code| is_name(code)).unwrap_or("x");
    say(
        format!("`{name}` is not a function in Rust but a method of what it is applied to."),
        format!("Write `{x}.{method}()`."),
    )
}

/// `Array1` without `use ndarray::Array1`.
fn not_imported(error: &Diagnostic) -> Option<Explanation> {
    let name = unknown(error)?;
    let suggested: Vec<&str> = error
        .children
        .iter()
        .filter(|child| child.message.starts_with("consider importing"))
        .flat_map(|child| &child.spans)
        .filter_map(|span| span.replacement.as_deref())
        .map(str::trim)
        .filter(|import| import.starts_with("use "))
        .collect();
    // Functions that share a name with what is meant are many: `std::cmp::max` is not for floats.
    name.starts_with(|c: char| c.is_uppercase()).then_some(())?;
    let ours = format!("use ndarray::{name};");
    let import = if NDARRAY.contains(&name) {
        ours.as_str()
    } else {
        let [only] = suggested.as_slice() else {
            return None;
        };
        only
    };
    // Of the file's own: a variant.
    let owner = import
        .strip_prefix("use crate::")
        .and_then(|path| {
            path.strip_suffix(';')?
                .strip_suffix(name)?
                .strip_suffix("::")
        })
        .filter(|owner| owner.starts_with(|c: char| c.is_uppercase()) && is_name(owner));
    if let Some(owner) = owner {
        return say(
            format!("`{name}` is a variant of `{owner}`, and is named with it."),
            format!("Write `{owner}::{name}`."),
        );
    }
    say(
        format!("`{name}` is not known in this file, because it is not imported."),
        format!("Add at the top: `{import}`"),
    )
}

/// `use super::scan::list_files;` of a function without `pub`
fn private_to_a_module(error: &Diagnostic) -> Option<Explanation> {
    let name = error
        .message
        .strip_prefix("function `")?
        .strip_suffix("` is private")?;
    // A module of the file's own, not of a crate.
    let before = &error.primary()?.before;
    let path = before
        .rsplit(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
        .next()?;
    let module = path
        .strip_prefix("super::")
        .or_else(|| path.strip_prefix("crate::"))
        .or_else(|| path.strip_prefix("self::"))?
        .strip_suffix("::")?;
    let note = error.child("is defined here")?;
    let defined = note.spans.iter().find(|span| span.is_primary)?;
    defined.text.starts_with("fn ").then_some(())?;
    say(
        format!("`{name}` is private: only what is in the module `{module}` may use it."),
        format!("Write `pub fn {name}` where it is defined."),
    )
}

fn macro_not_imported(error: &Diagnostic) -> Option<Explanation> {
    let name = error
        .message
        .strip_prefix("cannot find macro `")?
        .strip_suffix("` in this scope")?;
    if !matches!(name, "array" | "s" | "azip" | "concatenate" | "stack") {
        return None;
    }
    say(
        format!("The macro `{name}!` is not known in this file, because it is not imported."),
        format!("Add at the top: `use ndarray::{name};`"),
    )
}

fn import_of_nothing(error: &Diagnostic) -> Option<Explanation> {
    const TRAITS: &[&str] = &["Fit", "FitWith", "Predict", "PredictInplace", "Transformer"];
    let path = error
        .message
        .strip_prefix("unresolved import `")?
        .strip_suffix('`')?;
    if let Some(name) = path.strip_prefix("linfa::")
        && TRAITS.contains(&name)
    {
        return say(
            format!("`{name}` is not at the top of linfa but among its traits."),
            format!("Write `use linfa::traits::{name};`."),
        );
    }
    let alone = error
        .label()
        .strip_prefix("use of unresolved module or unlinked crate `")?
        .strip_suffix('`')?;
    // A module of the learner's own is not meant by a path that begins like this.
    error
        .child("if you wanted to use a crate named `")
        .or_else(|| error.child("you might be missing a crate named `"))?;
    say(
        format!("There is no crate `{alone}` in this level."),
        "Use what the other files of the level use: its `Cargo.toml` lists the crates under `[dependencies]`.",
    )
}
