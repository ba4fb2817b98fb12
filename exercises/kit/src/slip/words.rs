//! Pieces of sentences.

/// `row`, `column`, or what an axis of a larger array is made of.
pub(super) fn line(axis: usize, axes: usize) -> String {
    match (axis, axes) {
        (_, 1) => "entry".to_owned(),
        (0, 2) => "row".to_owned(),
        (1, 2) => "column".to_owned(),
        _ => format!("slice along axis {axis}"),
    }
}

/// More than one of them.
pub(super) fn lines(axis: usize, axes: usize) -> String {
    match (axis, axes) {
        (_, 1) => "entries".to_owned(),
        (0 | 1, 2) => format!("{}s", line(axis, axes)),
        _ => format!("slices along axis {axis}"),
    }
}

/// `0`, `0 and 2`, `0, 1 and 2`.
pub(super) fn list(numbers: &[usize]) -> String {
    let texts: Vec<String> = numbers.iter().map(usize::to_string).collect();
    match texts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
        None => String::new(),
    }
}
