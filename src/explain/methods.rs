//! Methods and fields by the names that they have elsewhere, mostly in numpy.

use super::{
    Explanation, Rule,
    facts::quoted,
    say,
    types::{Axes, Kind, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0599", array_in_an_iterators_place),
    Rule::on("E0599", of_matrices_only),
    Rule::on("E0599", of_floats_only),
    Rule::on("E0599", numpys_name),
    Rule::on("E0599", largest_and_smallest),
    Rule::on("E0599", of_arrays_only),
    Rule::on("E0599", of_iterators_only),
    Rule::on("E0277", reshape),
    Rule::on("E0615", method_without_parentheses),
    Rule::on("E0616", method_without_parentheses),
    Rule::on("E0609", numpys_field),
];

/// numpy's name, and how ndarray says it.
const NUMPY: &[(&str, &str)] = &[
    ("transpose", "`x.t()` is the transposed view."),
    ("matmul", "`a.dot(&b)` multiplies matrices and vectors."),
    ("astype", "Convert each entry: `x.mapv(|v| v as f64)`."),
    (
        "copy",
        "`x.clone()` copies an array, `x.to_owned()` what a view shows.",
    ),
    (
        "argmax",
        "Look for it: `x.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap().0`.",
    ),
    (
        "argmin",
        "Look for it: `x.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1)).unwrap().0`.",
    ),
    (
        "argsort",
        "Sort positions: `order.sort_by(|&i, &j| x[i].total_cmp(&x[j]))`, from `let mut order: Vec<usize> = (0..x.len()).collect();`.",
    ),
    (
        "sort",
        "Sort a `Vec`: `let mut v = x.to_vec(); v.sort_by(|a, b| a.total_cmp(b));`.",
    ),
    ("tolist", "`x.to_vec()` gives a `Vec`."),
    (
        "norm",
        "The Euclidean norm of a vector is `x.dot(&x).sqrt()`.",
    ),
    (
        "inv",
        "Solve a system of equations instead (linfa-linalg has `qr` and `cholesky`), or write it yourself.",
    ),
    ("any", "Ask the entries: `x.iter().any(|&v| v > 0.0)`."),
    ("all", "Ask the entries: `x.iter().all(|&v| v > 0.0)`."),
    ("clip", "`x.mapv(|v| v.clamp(low, high))`."),
    ("tanh", "Apply it to each entry: `x.mapv(f64::tanh)`."),
    (
        "cumsum",
        "`let mut sums = x.clone(); sums.accumulate_axis_inplace(Axis(0), |&before, now| *now += before);`.",
    ),
    ("ravel", "`x.flatten()` gives a vector of all entries."),
    (
        "item",
        "`x[i]` is an entry, `x.into_scalar()` the only one of an array without axes.",
    ),
    (
        "apply",
        "`x.mapv(|v| ...)` applies a function to each entry.",
    ),
];

/// `ArrayBase<...>` in full, where a method is missing on an array.
fn array_without(error: &Diagnostic) -> Option<(&str, Type)> {
    let (method, rest) = error
        .message
        .strip_prefix("no method named `")?
        .split_once("` found for ")?;
    let named = quoted(rest).next()?;
    let labelled = error
        .label()
        .strip_prefix("method not found in `")
        .and_then(|label| label.strip_suffix('`'));
    let owner = Type::parse(labelled.unwrap_or(named));
    owner.array()?;
    // A trait that is not imported may have it.
    error.trait_out_of_scope().is_none().then_some(())?;
    Some((method, owner))
}

fn numpys_name(error: &Diagnostic) -> Option<Explanation> {
    let (method, _) = array_without(error)?;
    let (_, way_out) = NUMPY.iter().find(|(name, _)| *name == method)?;
    say(
        format!("Arrays of ndarray have no method `{method}`."),
        *way_out,
    )
}

/// `x.max()`.
fn largest_and_smallest(error: &Diagnostic) -> Option<Explanation> {
    let (method, rest) = error
        .message
        .strip_prefix("the method `")?
        .split_once("` exists for ")?;
    Type::parse(quoted(rest).next()?).array()?;
    let start = match method {
        "max" => "NEG_INFINITY",
        "min" => "INFINITY",
        _ => return None,
    };
    error.child("trait bounds were not satisfied")?;
    say(
        format!("Arrays of ndarray have no `{method}`, since floats have no complete order (NaN)."),
        format!("Fold the entries: `x.iter().copied().fold(f64::{start}, f64::{method})`."),
    )
}

/// `v.row(0)` of a vector.
fn of_matrices_only(error: &Diagnostic) -> Option<Explanation> {
    let (method, owner) = array_without(error)?;
    let rows = matches!(method, "row" | "row_mut" | "column" | "column_mut");
    let counts = matches!(method, "nrows" | "ncols" | "is_square");
    if !(rows || counts) || owner.array()?.axes != Axes::Fixed(1) {
        return None;
    }
    say(
        format!(
            "`{method}` is for matrices, and this is a vector, which has neither rows nor columns."
        ),
        if counts {
            "`x.len()` is its length."
        } else {
            "`x[i]` is an entry; `x.insert_axis(Axis(1))` makes a matrix with one column of it."
        },
    )
}

/// `x.exp()` of whole numbers.
fn of_floats_only(error: &Diagnostic) -> Option<Explanation> {
    let (method, rest) = error
        .message
        .strip_prefix("the method `")?
        .split_once("` exists for ")?;
    let owner = Type::parse(quoted(rest).next()?);
    let bounds = error.child("trait bounds were not satisfied")?;
    let bound = quoted(&bounds.message).next()?;
    if !owner.array()?.entry.is_integer() || !bound.ends_with(": num_traits::float::Float") {
        return None;
    }
    say(
        format!("`{method}` is for arrays of floats, and this one holds whole numbers."),
        "Write the numbers with a point, or convert them: `x.mapv(|v| v as f64)`.",
    )
}

/// `x.iter().mapv(...)`.
fn array_in_an_iterators_place(error: &Diagnostic) -> Option<Explanation> {
    let (method, rest) = error
        .message
        .strip_prefix("no method named `")?
        .split_once("` found for struct `")?;
    if !rest.starts_with("ndarray::iter::Iter<") && !rest.starts_with("std::slice::Iter<") {
        return None;
    }
    let span = error.labelled("is available on `&ArrayBase<")?;
    let array = super::facts::short(&span.text).unwrap_or("x");
    say(
        format!("`{method}` is a method of the array, and `iter()` has made an iterator of it."),
        format!("Leave out `.iter()`: `{array}.{method}(...)`."),
    )
}

/// `v.mean()` of a `Vec`.
fn of_arrays_only(error: &Diagnostic) -> Option<Explanation> {
    let missing = error
        .message
        .strip_prefix("no method named `")
        .and_then(|rest| rest.split_once("` found for "));
    let unfit = error
        .message
        .strip_prefix("the method `")
        .and_then(|rest| rest.split_once("` exists for "));
    let (method, rest) = missing.or(unfit)?;
    let owner = Type::parse(quoted(rest).next()?);
    if !owner.is_list_of_numbers() {
        return None;
    }
    error.trait_out_of_scope().is_none().then_some(())?;
    match method {
        "sum" | "product" => say(
            format!("A `Vec` or slice has no `{method}`; an iterator over it has."),
            format!("`v.iter().{method}::<f64>()`."),
        ),
        "mean" => say(
            "A `Vec` or slice has no `mean`.",
            "`v.iter().sum::<f64>() / v.len() as f64`; or make an array of ndarray of it first: `Array1::from(v)`.",
        ),
        "dot" | "std" | "var" | "mapv" | "view" | "shape" | "nrows" | "ncols" | "sum_axis"
        | "mean_axis" => say(
            format!("`{method}` is for arrays of ndarray, and this is a `Vec` or slice."),
            "Make an array of it first: `Array1::from(v)`.",
        ),
        _ => None,
    }
}

/// `x.filter(...)`.
fn of_iterators_only(error: &Diagnostic) -> Option<Explanation> {
    let mut names = quoted(error.message.strip_prefix("no method named ")?);
    let (method, owner) = (names.next()?, Type::parse(names.next()?));
    error
        .label()
        .ends_with("` is not an iterator")
        .then_some(())?;
    if matches!(owner.kind, Kind::Vec(_) | Kind::Slice(_)) {
        return say(
            format!("`{method}` is a method of iterators, and this is a list."),
            format!("Ask it for an iterator over its entries first: `v.iter().{method}(...)`."),
        );
    }
    owner.array()?;
    say(
        format!("`{method}` is a method of iterators, and this is an array."),
        format!("Ask it for an iterator over its entries first: `x.iter().{method}(...)`."),
    )
}

/// `x.reshape((2, 3))`.
fn reshape(error: &Diagnostic) -> Option<Explanation> {
    let (_, name) = error.bound()?;
    if name != "DataShared" || error.code_there() != "reshape" {
        return None;
    }
    say(
        "`reshape` is only for arrays that share their memory (`ArcArray`).",
        "`x.into_shape_with_order((2, 3)).unwrap()` gives an array its new shape, `x.to_shape((2, 3)).unwrap()` without using it up.",
    )
}

/// `x.shape[0]`.
fn method_without_parentheses(error: &Diagnostic) -> Option<Explanation> {
    let field = error.code_there();
    let suggested = error
        .child("use parentheses to call the method")
        .or_else(|| error.child("also exists, call it with parentheses"))?;
    let only_those = suggested
        .spans
        .iter()
        .any(|span| span.replacement.as_deref() == Some("()"));
    only_those.then_some(())?;
    say(
        format!("`{field}` is a method, and a method is called with parentheses."),
        format!("Write `.{field}()`."),
    )
}

/// `x.T`.
fn numpys_field(error: &Diagnostic) -> Option<Explanation> {
    let (field, owner) = error
        .message
        .strip_prefix("no field `")?
        .split_once("` on type `")?;
    Type::parse(owner.strip_suffix('`')?).array()?;
    let way_out = match field {
        "T" => "`x.t()` is the transposed view.",
        "size" => "`x.len()` is the number of entries.",
        "dtype" => "The type of the entries is part of the array's type: `Array1<f64>`.",
        "rows" => "`x.nrows()` is the number of rows.",
        "cols" | "columns" => "`x.ncols()` is the number of columns.",
        _ => return None,
    };
    say(
        format!("Arrays of ndarray have no field `{field}`."),
        way_out,
    )
}
