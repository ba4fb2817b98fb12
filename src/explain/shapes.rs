//! Numbers of axes: `dot`, the making of arrays, `Axis`, reductions along one.

use super::{
    Explanation, Rule,
    facts::short,
    operators::axes_in_words,
    say,
    types::{Axes, Kind, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0271", lengths),
    Rule::on("E0277", length_is_a_float),
    Rule::on("E0308", plain_number_as_axis),
    Rule::on("E0061", arguments_of_reductions),
    Rule::on("E0308", rows_of_different_length),
    Rule::on("E0277", matrix_from_vecs),
    Rule::on("E0599", from_vec_makes_vectors),
    Rule::on("E0277", collect_makes_vectors),
    Rule::on("E0277", whole_numbers_where_floats_belong),
];

/// `Array2::zeros(3)`, `Array1::zeros((2, 3))`.
fn lengths(error: &Diagnostic) -> Option<Explanation> {
    let (given, wanted) = error
        .message
        .strip_prefix("type mismatch resolving `<")?
        .strip_suffix('`')?
        .split_once(" as ShapeBuilder>::Dim == ")?;
    let axes = Type::parse(&format!("ArrayBase<_, {wanted}>"))
        .array()?
        .axes;
    let Axes::Fixed(axes) = axes else {
        return None;
    };
    let given = Type::parse(given);
    let count = match &given.kind {
        Kind::Float(_) => return whole_lengths(),
        Kind::Integer(_) => 1,
        Kind::Tuple(parts) => parts.len(),
        _ => return None,
    };
    if count == axes || axes == 0 {
        return None;
    }
    let way_out = match axes {
        1 => "Give the length alone: `Array1::zeros(n)`.",
        2 => "Put both into parentheses of their own: `Array2::zeros((rows, columns))`.",
        _ => "Put all of them into parentheses of their own: `Array3::zeros((a, b, c))`.",
    };
    let lengths = if axes == 1 {
        "1 length".to_owned()
    } else {
        format!("{axes} lengths, together in one pair of parentheses")
    };
    say(
        format!(
            "An array with {} needs {lengths}, and here it gets {count}.",
            axes_in_words(Axes::Fixed(axes))
        ),
        way_out,
    )
}

fn length_is_a_float(error: &Diagnostic) -> Option<Explanation> {
    let (given, name) = error.bound()?;
    if name != "ShapeBuilder" || !given.is_float() {
        return None;
    }
    whole_lengths()
}

fn whole_lengths() -> Option<Explanation> {
    say(
        "The lengths of an array are whole numbers, and this is a float.",
        "Count in `usize` from the start; `n as usize` converts.",
    )
}

/// `x.sum_axis(0)`.
fn plain_number_as_axis(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    if mismatch.expected.kind != Kind::Other("Axis".to_owned()) || !mismatch.found.is_integer() {
        return None;
    }
    // A type of the learner's own may be called the same.
    let called = &error.labelled("arguments to this ")?.text;
    let of_ndarray = called.contains("axis")
        || matches!(
            called.as_str(),
            "select"
                | "len_of"
                | "push"
                | "append"
                | "lanes"
                | "stack"
                | "concatenate"
                | "split_at"
        );
    of_ndarray.then_some(())?;
    let code = short(error.code_there()).unwrap_or("0");
    say(
        "An axis is not given by a plain number here but by `Axis(...)`, so that it is not mixed up with a position.",
        format!("Write `Axis({code})`, with `use ndarray::Axis;` at the top."),
    )
}

/// `x.std_axis(Axis(0))`, `x.sum(Axis(0))`.
fn arguments_of_reductions(error: &Diagnostic) -> Option<Explanation> {
    let method = error.code_there();
    error.is_defined_elsewhere().then_some(())?;
    let ddof = matches!(method, "std" | "var" | "std_axis" | "var_axis");
    if ddof && error.labelled("of type `f64` is missing").is_some() && error.spans.len() == 2 {
        let axis = if method.ends_with("_axis") {
            "Axis(0), "
        } else {
            ""
        };
        return say(
            format!("`{method}` also wants to know by how much less than n it divides (ddof)."),
            format!("`.{method}({axis}0.0)` divides by n, `.{method}({axis}1.0)` by n - 1."),
        );
    }
    let whole = matches!(method, "sum" | "mean" | "product");
    if whole
        && error
            .labelled("unexpected argument of type `Axis`")
            .is_some()
    {
        let along = if method == "product" {
            "product_axis"
        } else if method == "sum" {
            "sum_axis"
        } else {
            "mean_axis"
        };
        return say(
            format!("`{method}` takes all entries together and has no axis."),
            format!("Along one axis it is called `{along}`: `.{along}(Axis(0))`."),
        );
    }
    None
}

/// `array![[1.0, 2.0], [3.0]]`.
fn rows_of_different_length(error: &Diagnostic) -> Option<Explanation> {
    let [span] = error.spans.as_slice() else {
        return None;
    };
    let lengths: Vec<&str> = error
        .label()
        .strip_prefix("expected an array with a size of ")?
        .split(", found one with a size of ")
        .collect();
    let [first, other] = lengths.as_slice() else {
        return None;
    };
    // rustc notes both types wherever it is anything else; one line can be counted besides.
    let differ = match rows_in(&span.text) {
        Some(rows) => rows.iter().any(|length| *length != rows[0]),
        None => span.text.is_empty() && error.rendered.contains("array!"),
    };
    (differ && error.children.is_empty()).then_some(())?;
    say(
        format!(
            "The rows in `array!` differ in length: the first has {first}, another one {other}."
        ),
        "Give every row as many entries as the first.",
    )
}

/// How many entries each row of an `array![[...], ...]` has.
fn rows_in(code: &str) -> Option<Vec<usize>> {
    let rows = code.strip_prefix("array![")?.strip_suffix(']')?.trim();
    let rows = rows
        .strip_prefix('[')?
        .trim_end_matches(',')
        .strip_suffix(']')?;
    let count = |row: &str| {
        row.split(',')
            .filter(|entry| !entry.trim().is_empty())
            .count()
    };
    (!rows.contains('(')).then(|| {
        rows.split('[')
            .map(|row| count(row.trim_end().trim_end_matches([',', ']', ' '])))
            .collect()
    })
}

/// `Array2::from(vec![vec![...], ...])`.
fn matrix_from_vecs(error: &Diagnostic) -> Option<Explanation> {
    let (subject, name) = error.bound()?;
    let array = subject.array()?;
    if !name.starts_with("From<Vec<Vec<") || array.axes != Axes::Fixed(2) {
        return None;
    }
    say(
        "A matrix is not made from a `Vec` of `Vec`s, whose rows might differ in length.",
        "Join the rows first: `Array2::from_shape_vec((rows, columns), v.concat()).unwrap()`.",
    )
}

fn from_vec_makes_vectors(error: &Diagnostic) -> Option<Explanation> {
    let array = Type::parse(
        error
            .message
            .strip_prefix("no function or associated item named `from_vec` found for struct `")?
            .split('`')
            .next()?,
    );
    match array.array()?.axes {
        Axes::Fixed(n) if n > 1 => say(
            "`from_vec` makes a vector; a matrix must also be told its shape.",
            "`Array2::from_shape_vec((rows, columns), v).unwrap()`, row after row.",
        ),
        Axes::Fixed(_) | Axes::Dynamic | Axes::Unknown => None,
    }
}

/// `rows.collect::<Array2<f64>>()`.
fn collect_makes_vectors(error: &Diagnostic) -> Option<Explanation> {
    let built = error
        .message
        .strip_prefix("a value of type `")?
        .split_once("` cannot be built from an iterator over elements of type `")?;
    let array = Type::parse(built.0);
    match array.array()?.axes {
        Axes::Fixed(n) if n > 1 => say(
            format!("`collect` builds arrays with 1 axis, and here it is to build one with {n}."),
            "Collect the entries into a `Vec` and give it a shape: `Array2::from_shape_vec((rows, columns), v).unwrap()`.",
        ),
        Axes::Fixed(_) | Axes::Dynamic | Axes::Unknown => None,
    }
}

/// `Array1::linspace(0, 1, 5)`, records of whole numbers.
fn whole_numbers_where_floats_belong(error: &Diagnostic) -> Option<Explanation> {
    let (number, name) = error.bound()?;
    let maker = error.code_there().rsplit("::").next()?;
    if !number.is_integer()
        || name != "num_traits::float::Float" && name != "Float"
        || !matches!(maker, "linspace" | "range" | "logspace" | "geomspace")
    {
        return None;
    }
    say(
        format!("`{maker}` makes floats, and its bounds are whole numbers here."),
        format!("Write the bounds with a point: `{maker}(0.0, 1.0, ...)`."),
    )
}
