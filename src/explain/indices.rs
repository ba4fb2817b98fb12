//! Entries, rows and ranges of arrays: `a[i]`, `a[[i, j]]`, `slice(s![..])`, assignments to them.

use super::{
    Explanation, Rule,
    facts::{is_name, quoted, short},
    operators::axes_in_words,
    say,
    types::{Axes, Kind, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0277", no_index),
    Rule::on("E0277", slice_index),
    Rule::on("", two_positions_in_one_bracket),
    Rule::on("E0277", no_slice),
    Rule::on("E0070", assignment_to_a_view),
    Rule::on("E0067", assignment_to_a_view),
    Rule::on("E0308", shape_taken_apart),
    Rule::on("E0277", shape_compared),
];

/// `X: NdIndex<Dim<[usize; n]>>`.
fn no_index(error: &Diagnostic) -> Option<Explanation> {
    let (index, name) = error.bound()?;
    let dimension = name.strip_prefix("NdIndex<")?.strip_suffix('>')?;
    let axes = Type::parse(&format!("ArrayBase<_, {dimension}>"))
        .array()?
        .axes;
    let Axes::Fixed(axes) = axes else {
        return None;
    };
    let (part, parts) = match &index.kind {
        Kind::Float(_) | Kind::Integer(_) => (&index, 1),
        Kind::Tuple(parts) => (parts.first()?, parts.len()),
        Kind::Slice(part) => (&**part, pieces(error.code_there())?),
        Kind::Array(mask) if mask.entry.kind == Kind::Bool => return mask_as_index(),
        Kind::Other(range) if range.contains("Range") => return range_as_index(error),
        _ => return None,
    };
    if index.refs == 1 && parts == axes && index.number() == Some("usize") {
        return position_behind_a_reference(error);
    }
    if index.refs > 0 || part.refs > 0 {
        return None;
    }
    let number = part.number()?;
    if !matches!(number, "usize" | "{integer}") {
        return index_of_another_type(part);
    }
    if parts == axes {
        return None;
    }
    let way_out = match (axes, parts) {
        (1, _) => "Give the position alone: `a[i]`.",
        (2, 1) => "One entry is `a[[i, j]]`, a whole row `a.row(i)`, a whole column `a.column(j)`.",
        (2, _) => "One entry of a matrix is `a[[i, j]]`.",
        _ => {
            "Give a position for each axis, `a[[i, j, k]]`; `a.index_axis(Axis(0), i)` takes a part along one of them."
        }
    };
    let positions = if parts == 1 {
        "1 position".to_owned()
    } else {
        format!("{parts} positions")
    };
    say(
        format!(
            "This array has {}, and here it gets {positions}.",
            axes_in_words(Axes::Fixed(axes))
        ),
        way_out,
    )
}

/// `v[i]` with an `i` out of `iter()`, or of a closure of `sort_by`.
fn position_behind_a_reference(error: &Diagnostic) -> Option<Explanation> {
    let code = short(error.code_there()).filter(|code| is_name(code))?;
    say(
        "A position is a number, and this is a reference to one.",
        format!("Put `*` in front of it: `v[*{code}]`."),
    )
}

/// The parts of `[i, j]`.
fn pieces(code: &str) -> Option<usize> {
    let inside = code.strip_prefix('[')?.strip_suffix(']')?;
    (!inside.contains(['(', '['])).then(|| {
        inside
            .split(',')
            .filter(|part| !part.trim().is_empty())
            .count()
    })
}

fn index_of_another_type(index: &Type) -> Option<Explanation> {
    let number = match index.number()? {
        "{float}" => "a float".to_owned(),
        "{integer}" | "usize" => return None,
        name => format!("`{name}`"),
    };
    say(
        format!("Positions are of type `usize` in Rust, and this is {number}."),
        "Count in `usize` from the start; `i as usize` converts.",
    )
}

fn mask_as_index() -> Option<Explanation> {
    say(
        "An array of `bool` does not pick entries in ndarray.",
        "Pick by position, `a.select(Axis(0), &positions)`, or go through both with `a.iter().zip(&mask)`.",
    )
}

fn range_as_index(error: &Diagnostic) -> Option<Explanation> {
    let range = short(error.code_there())
        .filter(|code| code.contains(".."))
        .unwrap_or("from..to");
    say(
        "Brackets pick one entry of an array; a range is cut out with `slice`.",
        format!("Write `a.slice(s![{range}])`, with `use ndarray::s;` at the top."),
    )
}

/// `v[i]` of a `Vec` or slice.
fn slice_index(error: &Diagnostic) -> Option<Explanation> {
    let (_, index) = error
        .message
        .strip_prefix("the type `[")?
        .split_once("]` cannot be indexed by `")?;
    let index = Type::parse(index.strip_suffix('`')?);
    if index.refs > 0 {
        return None;
    }
    index_of_another_type(&index)
}

/// `a[0, 1]`.
fn two_positions_in_one_bracket(error: &Diagnostic) -> Option<Explanation> {
    let span = error.primary()?;
    if span.text != ","
        || !error.message.starts_with("expected one of ")
        || !error.message.contains("`]`")
    {
        return None;
    }
    let (array, first) = span.before.rsplit_once('[')?;
    let indexed = array.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | ']'));
    let second = span.after.split_once(']')?.0.trim();
    if !indexed || first.contains([';', ']', '(']) || second.contains(['[', '(', ';']) {
        return None;
    }
    say(
        "Two positions are one index in ndarray, in brackets of their own.",
        format!("Write `a[[{}, {second}]]`.", first.trim()),
    )
}

/// `X: SliceArg<Dim<[usize; n]>>`.
fn no_slice(error: &Diagnostic) -> Option<Explanation> {
    let (argument, name) = error.bound()?;
    let dimension = name.strip_prefix("SliceArg<")?.strip_suffix('>')?;
    let Kind::Other(text) = &argument.kind else {
        return None;
    };
    let method = &error
        .labelled("required by a bound introduced by this call")?
        .text;
    is_name(method).then_some(())?;
    if text.contains("Range") && !text.starts_with("SliceInfo") {
        let range = short(error.code_there())
            .filter(|code| code.contains(".."))
            .unwrap_or("from..to");
        return say(
            format!("`{method}` wants its ranges wrapped in the macro `s!`, one for each axis."),
            format!("Write `.{method}(s![{range}])`, with `use ndarray::s;` at the top."),
        );
    }
    // `SliceInfo<[SliceInfoElem; 2], ...>`, or shorter on a narrow screen.
    let (_, parts) = text
        .strip_prefix("SliceInfo<[")?
        .split(']')
        .next()?
        .split_once("; ")?;
    let parts: usize = parts.parse().ok()?;
    let axes = Type::parse(&format!("ArrayBase<_, {dimension}>"))
        .array()?
        .axes;
    let Axes::Fixed(axes) = axes else {
        return None;
    };
    if parts == axes {
        return None;
    }
    let parts = if parts == 1 {
        "1 part".to_owned()
    } else {
        format!("{parts} parts")
    };
    let way_out = match axes {
        1 => "Give the range of its only axis: `s![0..2]`.",
        2 => "Give one for the rows and one for the columns: `s![0..2, ..]`.",
        _ => "Give one for each axis: `s![0, .., ..]`.",
    };
    say(
        format!(
            "`s![...]` has {parts}, and this array has {}.",
            axes_in_words(Axes::Fixed(axes))
        ),
        way_out,
    )
}

/// `a.row(0) = b`, `a.column_mut(0) += 1.0`.
fn assignment_to_a_view(error: &Diagnostic) -> Option<Explanation> {
    const VIEWS: &[&str] = &["row", "column", "slice", "view", "index_axis", "diag"];
    let operator = error.code_there();
    let span = error.labelled("cannot assign to this expression")?;
    let target = &span.text;
    // From the right: the dots of a range in `s![..]` are in no name.
    let (method, _) = target.rsplit('.').find_map(|call| call.split_once('('))?;
    let name = method.strip_suffix("_mut").unwrap_or(method);
    if !VIEWS.contains(&name) || !target.ends_with(')') || !target.contains(&format!(".{method}("))
    {
        return None;
    }
    let changed = target.replacen(&format!(".{method}("), &format!(".{name}_mut("), 1);
    let changed = short(&changed)?;
    let way_out = if operator == "=" {
        format!("`{changed}.assign(&b)` writes an array into it, `.fill(c)` one number.")
    } else {
        format!("Give the view a name: `let mut part = {changed}; part {operator} ...`.")
    };
    say(
        format!(
            "`{name}` gives a view, and `{operator}` cannot put anything in the place of a view that has no name."
        ),
        way_out,
    )
}

/// `let (n, d) = x.shape()`.
fn shape_taken_apart(error: &Diagnostic) -> Option<Explanation> {
    let span = error.labelled("this expression has type `&[usize]`")?;
    let array = span
        .text
        .strip_suffix(".shape()")
        .filter(|array| is_name(array))?;
    error.code_there().starts_with('(').then_some(())?;
    say(
        "`shape()` gives a slice, which cannot be taken apart like a pair.",
        format!(
            "`{array}.dim()` gives a pair: `let {} = {array}.dim();`.",
            short(error.code_there())?
        ),
    )
}

/// `x.shape() == (2, 3)`.
fn shape_compared(error: &Diagnostic) -> Option<Explanation> {
    let mut types = quoted(error.message.strip_prefix("can't compare ")?);
    let (left, right) = (types.next()?, Type::parse(types.next()?));
    let Kind::Tuple(parts) = &right.kind else {
        return None;
    };
    if left != "&[usize]" || !parts.iter().all(Type::is_integer) {
        return None;
    }
    let before = error.primary()?.before.trim_end();
    before.ends_with(".shape()").then_some(())?;
    say(
        "`shape()` gives a slice, and a slice is not compared with a pair.",
        "Compare with an array, `x.shape() == [2, 3]`, or ask for the pair: `x.dim() == (2, 3)`.",
    )
}
