//! Differences between an exercise and its solution in words: which line stands for which.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Compared, Difference, Part};
use crate::dev::problem::quoted;

/// The differences as a reader would mark them, line by line.
pub(super) fn explained(exercise: &[Compared], solution: &[Compared]) -> Vec<Difference> {
    let texts = |lines: &[Compared]| {
        lines
            .iter()
            .map(|line| line.text.to_owned())
            .collect::<Vec<_>>()
    };
    let operations = capture_diff_slices(Algorithm::Patience, &texts(exercise), &texts(solution));
    let found: Vec<_> = operations
        .iter()
        .filter_map(|operation| difference(operation, exercise, solution))
        .collect();
    if found.is_empty() {
        // The comparison above found one that this alignment of the lines hides in a hole.
        let message = "outside its holes this is not the exercise: are given lines missing, or in another order?";
        return vec![Difference {
            line: 1,
            message: message.to_owned(),
        }];
    }
    found
}

fn difference(
    operation: &DiffOp,
    exercise: &[Compared],
    solution: &[Compared],
) -> Option<Difference> {
    let (old, new) = match operation {
        DiffOp::Equal { .. } => return None,
        DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
            (operation.old_range(), operation.new_range())
        }
    };
    let Some(offset) = exercise[old.clone()]
        .iter()
        .position(|line| line.part != Part::Hole)
    else {
        return added(&old, &new, exercise, solution);
    };
    let given = &exercise[old.start + offset];
    let part = given.part.name();
    let wanted = format!(
        "line {} of the exercise, {}",
        given.number,
        quoted(given.text)
    );
    // The line that stands in its place, if lines were exchanged one for one; counted from the end behind a hole.
    let place = if offset == 0 {
        Some(0)
    } else {
        new.len().checked_sub(old.len() - offset)
    };
    let instead = place.and_then(|place| solution[new.clone()].get(place));
    Some(match instead {
        Some(instead) => Difference {
            line: instead.number,
            message: format!(
                "differs from the exercise in {part}: {} for {wanted}",
                quoted(instead.text)
            ),
        },
        None => Difference {
            line: number_at(solution, new.start),
            message: format!("differs from the exercise in {part}: {wanted}, is missing"),
        },
    })
}

/// Lines that nothing of the exercise was exchanged for: right beside a hole they belong to it.
fn added(
    old: &Range<usize>,
    new: &Range<usize>,
    exercise: &[Compared],
    solution: &[Compared],
) -> Option<Difference> {
    let neighbours = [old.start.checked_sub(1), Some(old.end)];
    let in_a_hole = !old.is_empty()
        || neighbours
            .iter()
            .flatten()
            .any(|&at| exercise.get(at).is_some_and(|line| line.part == Part::Hole));
    let first = solution[new.clone()]
        .iter()
        .find(|line| !line.text.trim().is_empty())
        .or(solution.get(new.start))?;
    (!in_a_hole).then(|| {
        let part = exercise
            .get(old.start)
            .or(exercise.last())
            .map_or(Part::Given, |line| line.part);
        Difference {
            line: first.number,
            message: format!(
                "differs from the exercise in {}: {} is not there",
                part.name(),
                quoted(first.text)
            ),
        }
    })
}

/// The number of the line at `at`, or of the last one.
fn number_at(lines: &[Compared], at: usize) -> usize {
    lines.get(at).or(lines.last()).map_or(1, |line| line.number)
}
