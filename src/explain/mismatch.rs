//! Arrays where another kind of array, a `Vec`, a number or a reference is wanted.

use super::{
    Explanation, Rule,
    facts::{Mismatch, is_name, short},
    say,
    types::{Array, Axes, Kind, Owner, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0308", axes_differ),
    Rule::on("E0308", entries_differ),
    Rule::on("E0308", view_for_an_array),
    Rule::on("E0308", array_for_a_view),
    Rule::on("E0308", copy_for_a_view),
    Rule::on("E0308", view_or_copy_for_an_array),
    Rule::on("E0308", reference_for_an_array),
    Rule::on("E0308", array_for_a_reference),
    Rule::on("E0308", not_lent_for_changing),
];

/// Both are arrays.
fn arrays(mismatch: &Mismatch) -> Option<(&Array, &Array)> {
    Some((mismatch.expected.array()?, mismatch.found.array()?))
}

/// Left open by rustc, or the same.
fn same_entries(one: &Array, other: &Array) -> bool {
    let (one, other) = (&one.entry, &other.entry);
    let open = |entry: &Type| {
        entry.kind == Kind::Unknown || entry.number().is_some_and(|name| name.starts_with('{'))
    };
    one == other
        || (open(one) || open(other))
            && one.refs == other.refs
            && (one.is_float() == other.is_float()
                || one.kind == Kind::Unknown
                || other.kind == Kind::Unknown)
}

fn same_axes(one: &Array, other: &Array) -> bool {
    one.axes == other.axes || one.axes == Axes::Unknown || other.axes == Axes::Unknown
}

/// A vector for a matrix, a matrix for a vector.
fn axes_differ(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let (wanted, there) = arrays(&mismatch)?;
    if same_axes(wanted, there) || !same_entries(wanted, there) {
        return None;
    }
    let name = |axes| match axes {
        Axes::Fixed(1) => "a vector (1 axis)".to_owned(),
        Axes::Fixed(2) => "a matrix (2 axes)".to_owned(),
        Axes::Fixed(1..) => format!("an array with {}", super::operators::axes_in_words(axes)),
        Axes::Fixed(_) => "an array without axes (a single number)".to_owned(),
        Axes::Dynamic => "an array whose number of axes is only known when it runs".to_owned(),
        Axes::Unknown => "an array".to_owned(),
    };
    let way_out = match (wanted.axes, there.axes) {
        (Axes::Fixed(1), Axes::Fixed(2)) => {
            "Take one row, `x.row(i)`, or one column, `x.column(j)`, or reduce along an axis, `x.sum_axis(Axis(0))`."
        }
        (Axes::Fixed(2), Axes::Fixed(1)) => {
            "Make one column of it, `x.insert_axis(Axis(1))`, or one row, `x.insert_axis(Axis(0))`."
        }
        (Axes::Fixed(_), Axes::Dynamic) => {
            "Say how many there are: `x.into_dimensionality::<Ix2>().unwrap()`."
        }
        (Axes::Dynamic, Axes::Fixed(_)) => "`x.into_dyn()` makes the one into the other.",
        (Axes::Fixed(more), Axes::Fixed(less)) if more > less => {
            "`x.insert_axis(Axis(0))` adds an axis."
        }
        _ => "`x.index_axis(Axis(0), i)` takes the part at position i along an axis.",
    };
    say(
        format!(
            "{} is wanted here, and this is {}.",
            capital(&name(wanted.axes)),
            name(there.axes)
        ),
        way_out,
    )
}

fn capital(text: &str) -> String {
    text.replacen('a', "A", 1)
}

/// `Array1<f32>` for `Array1<f64>`.
fn entries_differ(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let (wanted, there) = arrays(&mismatch)?;
    if !same_axes(wanted, there)
        || !wanted.entry.is_number()
        || wanted.entry.refs != 0
        || !there.entry.is_number()
    {
        return None;
    }
    let wanted_words = match wanted.entry.number() {
        Some("{float}") => "floats".to_owned(),
        Some("{integer}") => return None,
        Some(name) => format!("`{name}`"),
        None => return None,
    };
    if there.entry.refs > 0 {
        return say(
            "The entries of this array are references to numbers, and the numbers themselves are wanted.",
            "`mapv` passes the numbers where `map` passes references; `.to_owned()` behind a view copies them.",
        )
        .filter(|_| there.owner == Owner::Itself && there.entry.refs == 1);
    }
    let (wanted_name, there_name) = (wanted.entry.number()?, there.entry.number()?);
    if wanted_name == there_name
        || there_name == "{float}"
        || wanted.entry.is_float() == there.entry.is_float() && there_name.starts_with('{')
    {
        return None;
    }
    if there_name == "{integer}" {
        return say(
            format!("An array of {wanted_words} is wanted here, and this one holds whole numbers."),
            "Write the numbers with a point: `array![1.0, 2.0]`.",
        );
    }
    say(
        format!("An array of {wanted_words} is wanted here, and this one holds `{there_name}`."),
        format!(
            "Convert each entry: `x.mapv(|v| v as {})`.",
            if wanted_name == "{float}" {
                "f64"
            } else {
                wanted_name
            }
        ),
    )
}

/// `x.row(0)` for an `Array1`.
fn view_for_an_array(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let (wanted, there) = arrays(&mismatch)?;
    let fits =
        same_axes(wanted, there) && same_entries(wanted, there) && !mismatch.expected.mutable;
    if wanted.owner != Owner::Itself || !there.is_view() || !fits {
        return None;
    }
    let code = short(error.code_there()).map(|code| code.trim_start_matches('&'));
    let amp = match (mismatch.expected.refs, mismatch.found.refs) {
        (0, 0) => "",
        (1, 1) => "&",
        _ => return None,
    };
    say(
        "This is a view, which only looks into another array, and an array of its own is wanted here.",
        format!(
            "Copy what it shows: `{amp}{}.to_owned()`.",
            code.unwrap_or("x.row(i)")
        ),
    )
}

/// `&x` or `x` for an `ArrayView1`.
fn array_for_a_view(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let (wanted, there) = arrays(&mismatch)?;
    // Elsewhere, such as on the left of `=`, it is not a view that is missing.
    error.labelled("arguments to this ").or_else(|| {
        error
            .labelled("expected due to this")
            .filter(|span| span.label.as_deref() == Some("expected due to this"))
    })?;
    let fits = same_axes(wanted, there) && same_entries(wanted, there);
    if wanted.owner != Owner::View
        || there.owner != Owner::Itself
        || mismatch.expected.refs != 0
        || !fits
    {
        return None;
    }
    let code = short(error.code_there()).map(|code| code.trim_start_matches('&'));
    say(
        "A view is wanted here, and this is the array itself or a reference to it.",
        format!("Ask it for a view: `{}.view()`.", code.unwrap_or("x")),
    )
}

/// `x.slice(s![0, ..]).to_owned()` where a view is promised.
fn copy_for_a_view(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let (wanted, there) = arrays(&mismatch)?;
    error.labelled("because of return type")?;
    let method = [".to_owned()", ".clone()", ".into_owned()"]
        .into_iter()
        .find(|method| error.code_there().ends_with(method))?;
    (wanted.owner == Owner::View && there.owner == Owner::Itself).then_some(())?;
    (mismatch.expected.refs == 0 && mismatch.found.refs == 0).then_some(())?;
    say(
        "A view is promised here, and this is a copy with memory of its own.",
        format!("Leave out `{method}`; a view of what was lent to the function may be given back."),
    )
}

/// `x.to_shape((2, 3)).unwrap()` for an `Array2`.
fn view_or_copy_for_an_array(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let (wanted, _) = arrays(&mismatch)?;
    let (_, found) = error.label().split_once(", found ")?;
    found.starts_with("`ArrayBase<CowRepr<").then_some(())?;
    (wanted.owner == Owner::Itself && mismatch.expected.refs == 0).then_some(())?;
    say(
        "This array is either a view or a copy, as it came out, and an array of its own is wanted here.",
        "Make it one: `.into_owned()`.",
    )
}

/// `x` with `x: &Array1<f64>` for an `Array1<f64>`.
fn reference_for_an_array(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let (wanted, there) = arrays(&mismatch)?;
    let fits = same_axes(wanted, there) && same_entries(wanted, there);
    if wanted.is_view()
        || there.is_view()
        || !fits
        || (mismatch.expected.refs, mismatch.found.refs) != (0, 1)
    {
        return None;
    }
    let code = short(error.code_there()).map(|code| code.trim_start_matches('&'));
    say(
        "The array itself is wanted here, and this is only a reference to it.",
        format!(
            "Hand over a copy: `{}.clone()`.",
            code.filter(|code| is_name(code)).unwrap_or("x")
        ),
    )
}

/// `x` for an `&Array1<f64>`.
fn array_for_a_reference(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let (wanted, there) = arrays(&mismatch)?;
    let fits = same_axes(wanted, there)
        && same_entries(wanted, there)
        && wanted.is_view() == there.is_view();
    if !fits || mismatch.expected.mutable || (mismatch.expected.refs, mismatch.found.refs) != (1, 0)
    {
        return None;
    }
    // A function that returns a reference must have something to refer to.
    if error.labelled("because of return type").is_some() {
        return None;
    }
    let code = short(error.code_there()).unwrap_or("x");
    say(
        "The array is only borrowed here, and it is handed over.",
        format!("Put `&` in front of it: `&{code}`."),
    )
}

/// `draw(rng)` for `&mut StdRng`.
fn not_lent_for_changing(error: &Diagnostic) -> Option<Explanation> {
    let Mismatch { expected, found } = error.mismatch()?;
    let alike = expected.kind == found.kind
        || matches!((&expected.kind, &found.kind), (Kind::Vec(_), Kind::Vec(_)));
    if !expected.mutable || expected.refs != 1 || found.mutable || found.refs > 1 || !alike {
        return None;
    }
    // In an assignment it is the `*` that is missing.
    error.labelled("arguments to this ")?;
    let there = short(error.code_there())?;
    let code = there.trim_start_matches('&');
    is_name(code).then_some(())?;
    let way_out = if found.refs == 1 && code == there {
        "It comes from a parameter with `&`: write `&mut` there too.".to_owned()
    } else {
        format!("Put `&mut` in front: `&mut {code}`.")
    };
    say(
        format!("`{code}` is changed by what is called here, so it must be lent for changing."),
        way_out,
    )
}
