//! Arrays of different shapes, one of which can be got from the other.

use super::case::{Case, Kind, Side};
use super::evidence::{THREE, THREE_MOVED, TWO};
use super::order::step;
use super::words::line;
use crate::report::shape;

pub(super) fn of(
    got: &Side,
    expected: &Side,
    kind: Kind,
    allowed: &dyn Fn(f64) -> f64,
) -> Option<String> {
    let shapes = Shapes {
        got: *got,
        expected: *expected,
        kind,
        allowed,
    };
    shapes
        .other_shape_only()
        .into_iter()
        .chain(shapes.axes_in_another_order())
        .chain(shapes.paired())
        .chain(shapes.edge())
        .next()
}

struct Shapes<'a> {
    got: Side<'a>,
    expected: Side<'a>,
    kind: Kind,
    allowed: &'a dyn Fn(f64) -> f64,
}

impl Shapes<'_> {
    /// True if these values of `got` are these of `expected`, and say enough.
    fn agree(&self, got: &[f64], expected: &[f64], bits: f64) -> bool {
        if got.len() != expected.len() {
            return false;
        }
        let length = [got.len()];
        let case = Case::new(got, expected, &length, self.kind, self.allowed);
        let all: Vec<usize> = (0..got.len()).collect();
        case.is_explained_by(|i| expected[i]) && case.enough(&all, bits)
    }

    fn other_shape_only(&self) -> Option<String> {
        if !self.agree(self.got.values, self.expected.values, TWO) {
            return None;
        }
        let without_ones = |shape: &[usize]| -> Vec<usize> {
            shape
                .iter()
                .copied()
                .filter(|&length| length != 1)
                .collect()
        };
        let one = without_ones(self.got.shape) == without_ones(self.expected.shape);
        let swapped =
            matches!((self.got.shape, self.expected.shape), ([r, c], [d, s]) if r == s && c == d);
        Some(match (one, swapped) {
            (true, _) => "the entries are right, only an axis of length 1 makes the difference".to_owned(),
            (_, true) => "the entries are right and in the right order, only cut into rows of another length: \
                          reshaping is not transposing"
                .to_owned(),
            _ => "the entries are right and in the right order, only the shape is not".to_owned(),
        })
    }

    fn axes_in_another_order(&self) -> Option<String> {
        let axes = self.expected.shape.len();
        if axes != self.got.shape.len() || !(2..=4).contains(&axes) {
            return None;
        }
        let mut found = orders(axes).into_iter().filter(|order| {
            let shape: Vec<usize> = order
                .iter()
                .map(|&axis| self.expected.shape[axis])
                .collect();
            shape == self.got.shape
                && self.agree(
                    self.got.values,
                    &reordered(&self.expected, order),
                    THREE_MOVED,
                )
        });
        match (found.next(), found.next()) {
            (Some(_), None) if axes == 2 => {
                Some("got is expected transposed, with rows and columns swapped".to_owned())
            }
            (Some(order), None) => {
                let order: Vec<String> = order.iter().map(usize::to_string).collect();
                Some(format!(
                    "the axes of got are those of expected in the order {}",
                    order.join(", ")
                ))
            }
            _ => None,
        }
    }

    /// A column (n, 1) met a vector (n,): then what is expected stands on the diagonal.
    fn paired(&self) -> Option<String> {
        let &[n, m] = self.got.shape else { return None };
        let vector = matches!(*self.expected.shape, [k] | [k, 1] | [1, k] if k == n);
        if n != m || !vector || n < 2 {
            return None;
        }
        let values = self.got.values;
        let diagonal: Vec<f64> = values.iter().step_by(n + 1).copied().collect();
        if !self.agree(&diagonal, self.expected.values, TWO) {
            return None;
        }
        let zero = |i: usize| i / n == i % n || values[i] == 0.0;
        let instead = format!("where {} is expected", shape(self.expected.shape));
        Some(match (0..n * n).all(zero) {
            true => format!("what is expected stands on the diagonal of a matrix, {instead}"),
            false => format!(
                "every entry was paired with every other, as when ({n}, 1) meets ({n},): \
                 what is expected stands on the diagonal"
            ),
        })
    }

    /// The first or the last row, column or entry is missing, or there is one too many.
    fn edge(&self) -> Option<String> {
        let (got, expected) = (&self.got, &self.expected);
        if got.shape.len() != expected.shape.len() {
            return None;
        }
        let axes = got.shape.len();
        let mut other = (0..axes).filter(|&axis| got.shape[axis] != expected.shape[axis]);
        let (axis, None) = (other.next()?, other.next()) else {
            return None;
        };
        let (shorter, longer) = match got.shape[axis] < expected.shape[axis] {
            true => (got, expected),
            false => (expected, got),
        };
        let n = longer.shape[axis];
        if shorter.shape[axis] + 1 != n {
            return None;
        }
        let without = |edge: usize| -> Vec<f64> {
            let step = step(longer.shape, axis);
            let kept = (longer.values.iter().enumerate()).filter(|(i, _)| i / step % n != edge);
            kept.map(|(_, &x)| x).collect()
        };
        let missing = shorter.shape == got.shape;
        let is = |edge: usize| match missing {
            true => self.agree(got.values, &without(edge), THREE),
            false => self.agree(&without(edge), expected.values, THREE),
        };
        let (first, last) = (is(0), is(n - 1));
        let line = line(axis, axes);
        match (first, last, missing) {
            (true, false, true) => {
                Some(format!("the first {line} is missing, all others are right"))
            }
            (false, true, true) => {
                Some(format!("the last {line} is missing, all others are right"))
            }
            (true, false, false) => Some(format!(
                "one {line} too many at the start, all others are right"
            )),
            (false, true, false) => Some(format!(
                "one {line} too many at the end, all others are right"
            )),
            _ => None,
        }
    }
}

/// All orders of some axes but the one they have.
fn orders(axes: usize) -> Vec<Vec<usize>> {
    let mut orders = vec![vec![]];
    for _ in 0..axes {
        orders = (orders.iter())
            .flat_map(|order: &Vec<usize>| {
                let free = (0..axes).filter(|axis| !order.contains(axis));
                free.map(|axis| [order.as_slice(), &[axis]].concat())
            })
            .collect();
    }
    orders.retain(|order| !order.is_sorted());
    orders
}

/// The entries of an array with its axes in another order.
fn reordered(side: &Side, order: &[usize]) -> Vec<f64> {
    let mut entries = vec![0];
    for &axis in order {
        let step = step(side.shape, axis);
        entries = (entries.iter())
            .flat_map(|&start| (0..side.shape[axis]).map(move |i| start + i * step))
            .collect();
    }
    entries.into_iter().map(|i: usize| side.values[i]).collect()
}
