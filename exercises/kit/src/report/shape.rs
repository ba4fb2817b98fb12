//! Shapes and indices as text, and what a difference of shapes means.

/// `(2, 3)`, `(3,)`, `()`.
pub(crate) fn shape(shape: &[usize]) -> String {
    match shape {
        [n] => format!("({n},)"),
        _ => format!("({})", joined(shape)),
    }
}

/// `[1, 2]`; empty for a single number.
pub(crate) fn index(index: &[usize]) -> String {
    if index.is_empty() {
        String::new()
    } else {
        format!("[{}]", joined(index))
    }
}

fn joined(numbers: &[usize]) -> String {
    let texts: Vec<String> = numbers.iter().map(usize::to_string).collect();
    texts.join(", ")
}

/// The index of the entry that stands at `position` in logical order.
pub(crate) fn index_of(position: usize, shape: &[usize]) -> String {
    let mut rest = position;
    let mut axes: Vec<usize> = shape
        .iter()
        .rev()
        .map(|&length| {
            let i = rest % length.max(1);
            rest /= length.max(1);
            i
        })
        .collect();
    axes.reverse();
    index(&axes)
}

/// The first line of a report on shapes.
pub(crate) fn shapes_differ(got: &[usize], expected: &[usize]) -> String {
    match (got, expected) {
        ([got], [expected]) => format!("length differs: got {got}, expected {expected}"),
        _ => format!(
            "shape differs: got {}, expected {}",
            shape(got),
            shape(expected)
        ),
    }
}

/// In words what is different, if the two shapes do not say it themselves.
pub(crate) fn meaning_of_shapes(got: &[usize], expected: &[usize]) -> Option<String> {
    let meaning = match (got, expected) {
        ([_], [_]) => return None,
        ([], _) => "got is a single number, expected is an array".to_owned(),
        (_, []) => "got is an array, expected is a single number".to_owned(),
        (&[r, c], &[n]) | (&[n], &[r, c]) if r * c == n && (r == 1 || c == 1) => {
            let (first, second) = if got.len() == 2 {
                ("got", "expected")
            } else {
                ("expected", "got")
            };
            format!(
                "{first} is a matrix of {}, {second} is a vector of length {n}",
                rows_and_columns(r, c)
            )
        }
        (&[r, c], &[r2, c2]) if (r, c) == (c2, r2) => format!(
            "rows and columns have changed places: got has {}, expected has {}",
            rows_and_columns(r, c),
            rows_and_columns(r2, c2)
        ),
        (&[r, c], &[r2, c2]) => format!(
            "got has {}, expected has {}",
            rows_and_columns(r, c),
            rows_and_columns(r2, c2)
        ),
        _ if got.len() != expected.len() => format!(
            "got has {}, expected has {}",
            counted(got.len(), "axis", "axes"),
            counted(expected.len(), "axis", "axes")
        ),
        _ => {
            let axis = got.iter().zip(expected).position(|(g, e)| g != e)?;
            format!(
                "along axis {axis} got has length {}, expected has length {}",
                got[axis], expected[axis]
            )
        }
    };
    let (n, m) = (
        got.iter().product::<usize>(),
        expected.iter().product::<usize>(),
    );
    Some(if n == m && n > 0 {
        format!("{meaning}; both have {}", counted(n, "entry", "entries"))
    } else {
        meaning
    })
}

fn rows_and_columns(rows: usize, columns: usize) -> String {
    format!(
        "{} and {}",
        counted(rows, "row", "rows"),
        counted(columns, "column", "columns")
    )
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(got: &[usize], expected: &[usize]) -> String {
        meaning_of_shapes(got, expected).unwrap()
    }

    #[test]
    fn shapes_are_written_like_tuples() {
        assert_eq!(shape(&[]), "()");
        assert_eq!(shape(&[3]), "(3,)");
        assert_eq!(shape(&[3, 1, 0]), "(3, 1, 0)");
    }

    #[test]
    fn the_last_index_runs_fastest() {
        assert_eq!(index_of(5, &[2, 3]), "[1, 2]");
        assert_eq!(index_of(3, &[2, 3]), "[1, 0]");
        assert_eq!(index_of(7, &[2, 2, 3]), "[1, 0, 1]");
        assert_eq!(index_of(4, &[9]), "[4]");
        assert_eq!(index_of(0, &[]), "");
    }

    #[test]
    fn the_first_line_tells_lengths_and_shapes() {
        assert_eq!(
            shapes_differ(&[2], &[3]),
            "length differs: got 2, expected 3"
        );
        assert_eq!(
            shapes_differ(&[3], &[3, 1]),
            "shape differs: got (3,), expected (3, 1)"
        );
    }

    #[test]
    fn a_vector_against_a_column_or_a_row() {
        assert_eq!(
            meaning(&[3], &[3, 1]),
            "expected is a matrix of 3 rows and 1 column, got is a vector of length 3; both have 3 entries"
        );
        assert_eq!(
            meaning(&[1, 3], &[3]),
            "got is a matrix of 1 row and 3 columns, expected is a vector of length 3; both have 3 entries"
        );
    }

    #[test]
    fn swapped_axes() {
        assert_eq!(
            meaning(&[3, 2], &[2, 3]),
            "rows and columns have changed places: got has 3 rows and 2 columns, \
             expected has 2 rows and 3 columns; both have 6 entries"
        );
    }

    #[test]
    fn other_differences() {
        assert_eq!(
            meaning(&[3, 2], &[4, 2]),
            "got has 3 rows and 2 columns, expected has 4 rows and 2 columns"
        );
        assert_eq!(
            meaning(&[2, 3, 4], &[2, 5, 4]),
            "along axis 1 got has length 3, expected has length 5"
        );
        assert_eq!(
            meaning(&[2, 3, 4], &[6, 4]),
            "got has 3 axes, expected has 2 axes; both have 24 entries"
        );
        assert_eq!(
            meaning(&[], &[1]),
            "got is a single number, expected is an array; both have 1 entry"
        );
        assert_eq!(
            meaning(&[2], &[]),
            "got is an array, expected is a single number"
        );
        assert_eq!(meaning_of_shapes(&[2], &[3]), None);
    }
}
