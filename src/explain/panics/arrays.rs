//! Panics of ndarray: shapes that do not fit, indices and axes that are not there.

use super::{Panicked, Rule, counted, index_way_out, shape};
use crate::explain::{Explanation, say};

pub(super) const RULES: &[Rule] = &[
    products,
    products_of_vectors,
    broadcast,
    producers,
    indices,
    along_an_axis,
    slices,
    no_such_axis,
    degrees_of_freedom,
    too_large,
    layout,
    shape_for_entries,
    put_together,
    operators,
];

/// `a.dot(&b)` of matrices. A vector on the right counts as a column.
fn products(panicked: Panicked) -> Option<Explanation> {
    let (left, right) = panicked
        .message
        .strip_prefix("ndarray: inputs ")?
        .strip_suffix(" are not compatible for matrix multiplication")?
        .split_once(" and ")?;
    let size = |text: &str| -> Option<(usize, usize)> {
        let (rows, columns) = text.split_once(" × ")?;
        Some((rows.parse().ok()?, columns.parse().ok()?))
    };
    let ((m, k), (k2, n)) = (size(left)?, size(right)?);
    let entries = |count: usize, one: &str| {
        if count == 1 {
            format!("1 {one}")
        } else {
            format!("{count} {one}s")
        }
    };
    let sentence = format!(
        "`dot` goes along the columns of the left array and the rows of the right one, so there must be as many: \
         the left one is {m} x {k} ({}), the right one {k2} x {n} ({}).",
        entries(k, "column"),
        entries(k2, "row")
    );
    let mut fits = Vec::new();
    if m == k2 {
        fits.push(format!(
            "the left one transposed, {k} x {m} times {k2} x {n}"
        ));
    }
    // One column may be a vector, which has nothing to transpose.
    if k == n && n > 1 {
        fits.push(format!(
            "the right one transposed, {m} x {k} times {n} x {k2}"
        ));
    }
    if fits.is_empty() {
        return say(
            sentence,
            "Hold the shapes against the formula in the header: `dbg!(a.shape(), b.shape())` prints both.",
        );
    }
    say(
        sentence,
        format!(
            "It would fit with {} (`.t()` transposes); whether that is meant, the formula in the header says.",
            fits.join(", or with ")
        ),
    )
}

fn products_of_vectors(panicked: Panicked) -> Option<Explanation> {
    let inside = panicked.inside?;
    if inside.name != "ndarray" || inside.file != "linalg/impl_linalg.rs" {
        return None;
    }
    let (left, right) = panicked
        .message
        .strip_prefix("assertion `left == right` failed\n  left: ")?
        .split_once("\n right: ")?;
    let (left, right): (usize, usize) = (left.parse().ok()?, right.parse().ok()?);
    say(
        format!(
            "`dot` multiplies two vectors entry by entry, and they differ in length: {left} and {right}."
        ),
        "Print both lengths with `dbg!(a.len(), b.len())`: which of them is not what the formula says?",
    )
}

/// `a += &b`, `a.assign(&b)`, `a.scaled_add(s, &b)`.
fn broadcast(panicked: Panicked) -> Option<Explanation> {
    let (from, to) = panicked
        .message
        .strip_prefix("ndarray: could not broadcast array from shape: ")?
        .split_once(" to: ")?;
    let (small, large) = (shape(from)?, shape(to)?);
    let sentence = format!(
        "An array of shape {from} does not fit into one of shape {to}. The lengths are compared from the last axis \
         backwards: each must be the same, or 1."
    );
    if let ([entries], [rows, _]) = (small.as_slice(), large.as_slice())
        && entries == rows
    {
        return say(
            sentence,
            format!(
                "A vector is taken for a row. It would fit as a column: `v.insert_axis(Axis(1))` has the shape [{entries}, 1]."
            ),
        );
    }
    let mut turned = small.clone();
    turned.reverse();
    if small.len() > 1 && turned == large {
        return say(
            sentence,
            "It would fit transposed (`.t()`). Or was one of them made with its two lengths in the wrong order?",
        );
    }
    say(
        sentence,
        "Print both shapes with `dbg!(a.shape(), b.shape())`: which of them is not what it should be?",
    )
}

fn producers(panicked: Panicked) -> Option<Explanation> {
    let (first, other) = panicked
        .message
        .strip_prefix("Zip: Producer dimension mismatch, expected: ")?
        .split_once(", got: ")?;
    say(
        format!(
            "Arrays are walked in step here, so they need the same shape: one is {first}, another {other}."
        ),
        "Print their shapes with `dbg!(a.shape(), b.shape())`: which of them is not what it should be?",
    )
}

/// `a[[i, j]]`.
fn indices(panicked: Panicked) -> Option<Explanation> {
    let (index, of) = panicked
        .message
        .strip_prefix("ndarray: index ")?
        .split_once(" is out of bounds for array of shape ")?;
    let lengths = shape(of)?;
    let index = shape(index).or_else(|| Some(vec![index.parse().ok()?]))?;
    if index.len() != lengths.len() {
        return None;
    }
    let axis = index
        .iter()
        .zip(&lengths)
        .position(|(index, length)| index >= length)?;
    let (asked, length) = (index[axis], lengths[axis]);
    let (one, many) = match (lengths.len(), axis) {
        (1, _) => ("entry", "entries"),
        (2, 0) => ("row", "rows"),
        (2, 1) => ("column", "columns"),
        _ => ("entry", "entries"),
    };
    let along = if lengths.len() > 2 {
        format!(" along Axis({axis})")
    } else {
        String::new()
    };
    let sentence = format!(
        "The array has {}{along}, and number {asked} is asked for.",
        counted(length, one, many)
    );
    if let ([i, j], [rows, columns]) = (index.as_slice(), lengths.as_slice())
        && j < rows
        && i < columns
        && asked != length
    {
        return say(
            sentence,
            "With the two indices exchanged it would be inside: an array is asked by row first, then by column, `a[[i, j]]`.",
        );
    }
    say(sentence, index_way_out(asked, length))
}

/// `a.row(i)`, `a.select(Axis(0), &[i])`.
fn along_an_axis(panicked: Panicked) -> Option<Explanation> {
    let (index, rest) = panicked
        .message
        .strip_prefix("collapse_axis: Index ")?
        .split_once(" must be less than axis length ")?;
    let (length, of) = rest.split_once(" for array with shape ")?;
    let (index, length): (usize, usize) = (index.parse().ok()?, length.parse().ok()?);
    say(
        format!(
            "That axis has {} (the array's shape is {of}), and number {index} is asked for.",
            counted(length, "entry", "entries")
        ),
        index_way_out(index, length),
    )
}

/// `a.slice(s![0..9, ..])`.
fn slices(panicked: Panicked) -> Option<Explanation> {
    let (end, rest) = panicked.message.strip_prefix("Slice ")?.split_once(' ')?;
    let (at, length) = rest.split_once(" is past end of axis of length ")?;
    let (at, length): (usize, usize) = (at.parse().ok()?, length.parse().ok()?);
    let verb = match end {
        "end" => "reaches to",
        "begin" => "begins at",
        _ => return None,
    };
    say(
        format!(
            "The slice {verb} {at}, and the axis has only {length} entr{}.",
            if length == 1 { "y" } else { "ies" }
        ),
        "The end of `a..b` is left out, so `..n` takes all of n; `s![-3..]` counts from the end. Is it the right axis?",
    )
}

fn no_such_axis(panicked: Panicked) -> Option<Explanation> {
    let asserted =
        panicked.message == "assertion failed: axis < self.ndim()" && panicked.is_in("ndarray");
    let listed = panicked
        .message
        .strip_prefix("index out of bounds: the len is ")
        .filter(|_| panicked.calls("len_of") && !panicked.code.contains('['))
        .is_some();
    if !asserted && !listed {
        return None;
    }
    say(
        "An axis is asked for that the array does not have: a vector has only Axis(0), a matrix Axis(0) and Axis(1).",
        "Count from 0: Axis(0) goes down the rows, Axis(1) along the columns. `dbg!(a.shape())` shows what there is.",
    )
}

fn degrees_of_freedom(panicked: Panicked) -> Option<Explanation> {
    if panicked.message
        != "`ddof` must not be less than zero or greater than the length of the axis"
    {
        return None;
    }
    say(
        "Here is divided by n - ddof, and ddof is below 0 or larger than n, the number of entries along that axis.",
        "0.0 divides by n, 1.0 by n - 1. Are there no entries, or is it the wrong axis?",
    )
}

fn too_large(panicked: Panicked) -> Option<Explanation> {
    let (_, of) = panicked
        .message
        .strip_prefix("ndarray: Shape too large, ")?
        .rsplit_once(" in shape ")?;
    say(
        format!("No memory can hold an array of shape {of}."),
        "Print the lengths: a huge one is most often a negative number that went through `as usize`.",
    )
}

// ---- `ShapeError`, which says little by itself ----------------------------------------------------

fn shape_error<'a>(panicked: Panicked<'a>) -> Option<&'a str> {
    let error = panicked.error()?;
    let error = error
        .strip_prefix("NdShape(")
        .and_then(|error| error.strip_suffix(')'))
        .unwrap_or(error);
    error.strip_prefix("ShapeError/")
}

fn layout(panicked: Panicked) -> Option<Explanation> {
    shape_error(panicked)?.strip_prefix("IncompatibleLayout")?;
    say(
        "The entries do not lie in memory in the order that is needed here; after `.t()` or a slice with steps they do not.",
        "`a.as_standard_layout()` lines them up, in a copy where one is needed.",
    )
}

/// `Array2::from_shape_vec((2, 3), v)`, `a.into_shape_with_order((4, 4))`.
fn shape_for_entries(panicked: Panicked) -> Option<Explanation> {
    let error = shape_error(panicked)?;
    let makes = panicked.unwrapped()?;
    let counts = error.starts_with("OutOfBounds") || error.starts_with("IncompatibleShape");
    let what = match makes {
        "from_shape_vec" => "the vector holds",
        "into_shape" | "into_shape_with_order" | "to_shape" => "the array has",
        _ => return None,
    };
    counts.then_some(())?;
    say(
        format!(
            "`{makes}` shares out what is there, and the shape asks for another number of entries than {what}."
        ),
        "Rows times columns must be that number: print both, `dbg!(x.len(), rows * columns)`.",
    )
}

/// `concatenate`, `stack`, `push_row`, `append`.
fn put_together(panicked: Panicked) -> Option<Explanation> {
    shape_error(panicked)?.strip_prefix("IncompatibleShape")?;
    let joins = panicked.unwrapped()?;
    let sentence = match joins {
        "concatenate" | "append" => {
            format!("`{joins}` needs arrays that are as long along every other axis.")
        }
        "stack" => "`stack` needs arrays of one and the same shape.".to_owned(),
        "push_row" => "The new row has not as many entries as the array has columns.".to_owned(),
        "push_column" => "The new column has not as many entries as the array has rows.".to_owned(),
        _ => return None,
    };
    say(
        sentence,
        "Print the shapes before this line with `dbg!(a.shape(), b.shape())`; is it the right axis?",
    )
}

/// `a + &b`: the operators of ndarray unwrap for the learner.
fn operators(panicked: Panicked) -> Option<Explanation> {
    shape_error(panicked)?.strip_prefix("IncompatibleShape")?;
    let by_hand = panicked.code.contains("unwrap") || panicked.code.contains("expect");
    let combines = panicked.code.contains([' '])
        && [" + ", " - ", " * ", " / "]
            .iter()
            .any(|operator| panicked.code.contains(operator));
    if by_hand || !combines {
        return say(
            "The shapes of the arrays in this line do not fit what is done with them.",
            "Print them before this line with `dbg!(a.shape(), b.shape())`, and hold them against the header.",
        );
    }
    say(
        "Two arrays are combined entry by entry here, and their shapes do not fit: compared from the last axis backwards, \
         each length must be the same, or 1.",
        "Print both with `dbg!(a.shape(), b.shape())`. A vector is taken for a row; `v.insert_axis(Axis(1))` makes it a column.",
    )
}
