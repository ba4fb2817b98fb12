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
        ([], _) | (_, []) | ([_], [_, _]) | ([_, _], [_]) => {
            format!("got is {}, expected is {}", kind(got), kind(expected))
        }
        (&[r, c], &[r2, c2]) if (r, c) == (c2, r2) => {
            "got has the rows and columns of expected swapped".to_owned()
        }
        (&[r, c], &[r2, c2]) if c == c2 => differs("row", "rows", r, r2),
        (&[r, c], &[r2, c2]) if r == r2 => differs("column", "columns", c, c2),
        _ if got.len() != expected.len() => differs("axis", "axes", got.len(), expected.len()),
        _ => {
            let axis = got.iter().zip(expected).position(|(g, e)| g != e)?;
            let (got, expected) = (got[axis], expected[axis]);
            format!("the first axis that differs is {axis}: got {got}, expected {expected}")
        }
    };
    let entries: usize = got.iter().product();
    let both = entries > 0 && entries == expected.iter().product();
    Some(match both {
        true => format!(
            "{meaning}; both have {}",
            counted(entries, "entry", "entries")
        ),
        false => meaning,
    })
}

fn kind(shape: &[usize]) -> String {
    match shape {
        [] => "a single number".to_owned(),
        [_] => "a vector".to_owned(),
        [_, 1] => "a matrix with 1 column".to_owned(),
        [1, _] => "a matrix with 1 row".to_owned(),
        [_, _] => "a matrix".to_owned(),
        _ => format!("an array with {} axes", shape.len()),
    }
}

fn differs(one: &str, many: &str, got: usize, expected: usize) -> String {
    format!(
        "got has {}, expected has {expected}",
        counted(got, one, many)
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
            "got is a vector, expected is a matrix with 1 column; both have 3 entries"
        );
        assert_eq!(
            meaning(&[1, 3], &[3]),
            "got is a matrix with 1 row, expected is a vector; both have 3 entries"
        );
        assert_eq!(
            meaning(&[3, 2], &[3]),
            "got is a matrix, expected is a vector"
        );
    }

    #[test]
    fn a_number_against_an_array() {
        assert_eq!(
            meaning(&[], &[1]),
            "got is a single number, expected is a vector; both have 1 entry"
        );
        assert_eq!(
            meaning(&[2, 2, 1], &[]),
            "got is an array with 3 axes, expected is a single number"
        );
    }

    #[test]
    fn swapped_axes() {
        assert_eq!(
            meaning(&[3, 2], &[2, 3]),
            "got has the rows and columns of expected swapped; both have 6 entries"
        );
        assert_eq!(
            meaning(&[3, 1], &[1, 3]),
            "got has the rows and columns of expected swapped; both have 3 entries"
        );
    }

    #[test]
    fn other_matrices() {
        assert_eq!(meaning(&[3, 2], &[4, 2]), "got has 3 rows, expected has 4");
        assert_eq!(
            meaning(&[3, 1], &[3, 2]),
            "got has 1 column, expected has 2"
        );
        assert_eq!(
            meaning(&[2, 6], &[3, 4]),
            "the first axis that differs is 0: got 2, expected 3; both have 12 entries"
        );
        assert_eq!(
            meaning(&[0, 2], &[0, 3]),
            "got has 2 columns, expected has 3"
        );
    }

    #[test]
    fn more_axes() {
        assert_eq!(
            meaning(&[2, 3, 4], &[2, 5, 4]),
            "the first axis that differs is 1: got 3, expected 5"
        );
        assert_eq!(
            meaning(&[2, 3, 4], &[6, 4]),
            "got has 3 axes, expected has 2; both have 24 entries"
        );
    }

    #[test]
    fn two_lengths_speak_for_themselves() {
        assert_eq!(meaning_of_shapes(&[2], &[3]), None);
    }
}
