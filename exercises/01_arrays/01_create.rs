//! Build arrays
//!
//! A data set is an array: one row per example, one column per feature. An `Array1`
//! (a vector) has shape (n,), an `Array2` (a matrix) has shape (rows, columns), and
//! `a[[i, j]]` is its entry in row i and column j, both counted from 0. ndarray makes
//! an array from its shape, so that nobody has to write the loops:
//!
//!     array![[1.0, 2.0], [3.0, 4.0]]                  all entries written out
//!     Array2::zeros((2, 3))                           2 rows of 3 zeros; then a[[i, j]] = 1.0
//!     Array1::from_shape_fn(4, |i| i * i)             each entry from its index: 0, 1, 4, 9
//!     Array2::from_shape_fn((2, 3), |(i, j)| i + j)   each from its row and its column
//!
//! `ramp` is finished, as an example. Replace each `todo!` below it with code of your own.
//! A size of 0 is allowed and gives an array without entries.

use ndarray::{Array1, Array2};

/// `labels[row]` is not a class: there are only the classes 0, 1, ..., k - 1.
#[derive(Debug, PartialEq)]
struct LabelError {
    row: usize,
    label: usize,
    k: usize,
}

/// From 0 to 1 in equal steps, shape (n,). The only entry of `ramp(1)` is 0.
fn ramp(n: usize) -> Array1<f64> {
    // The closure is called once for every entry, with its index; for n = 0 never.
    // `max(1)`: one entry makes no step, and 0 / 0 would be NaN.
    Array1::from_shape_fn(n, |i| i as f64 / (n - 1).max(1) as f64)
}

/// A chess board of 0 and 1, shape (n, n): 0 in the top left corner, neighbours differ.
// TODO 1: make the board, shape (n, n).
fn checkerboard(n: usize) -> Array2<u8> {
    todo!("a board of {n} x {n} squares")
}

/// A picture frame, shape (rows, cols): 1 in the first and last row and column, 0 inside.
// TODO 2: make the frame, shape (rows, cols).
fn frame(rows: usize, cols: usize) -> Array2<f64> {
    todo!("a frame of {rows} rows and {cols} columns")
}

/// Row i is 0 except for a 1 in column `labels[i]`, shape (n, k) for n labels.
/// The error is the first label that is not below `k`.
// TODO 3: make one row for each label, shape (n, k), or return the error.
fn one_hot(labels: &[usize], k: usize) -> Result<Array2<f64>, LabelError> {
    todo!("{} rows of {k} entries", labels.len())
}

fn main() {
    println!("From 0 to 1 in four steps: {}", ramp(5));
    println!("A frame, 3 x 5:\n{}", frame(3, 5));
    println!("A checkerboard, 8 x 8, with a block for every 1:");
    for row in checkerboard(8).rows() {
        let blocks = row.iter().map(|&entry| ["  ", "██"][entry as usize]);
        println!("{}", blocks.collect::<String>());
    }
    for labels in [[2, 0, 1], [2, 0, 3]] {
        match one_hot(&labels, 3) {
            Ok(rows) => println!("Labels {labels:?}, one row each:\n{rows}"),
            Err(e) => println!("Row {} says {}, but k is {}", e.row, e.label, e.k),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_same, assert_shape};
    use ndarray::{Axis, array};

    // The expected arrays are written out by hand.

    #[test]
    fn ramp_goes_from_0_to_1_in_equal_steps() {
        assert_close!(ramp(5), array![0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_close!(ramp(1), array![0.0]);
        assert_shape!(ramp(0), [0]);
    }

    #[test]
    fn squares_alternate_from_0_in_the_corner() {
        assert_same!(checkerboard(3), array![[0u8, 1, 0], [1, 0, 1], [0, 1, 0]]);
        assert_same!(checkerboard(1), array![[0u8]]);
        assert_shape!(checkerboard(0), [0, 0]);
    }

    #[test]
    fn a_board_of_even_size_has_no_stripes() {
        let row = array![0u8, 1, 0, 1];
        let got = checkerboard(4);
        assert_same!(got.row(0), row);
        assert_same!(got.row(1), 1 - &row, "row 1 starts with a 1");
        assert_same!(got.column(0), row, "columns alternate as well");
    }

    #[test]
    fn only_the_border_of_a_frame_is_1() {
        let (edge, inside) = ([1.0; 5], [1.0, 0.0, 0.0, 0.0, 1.0]);
        assert_same!(frame(3, 5), array![edge, inside, edge]);
    }

    #[test]
    fn thin_frames_are_all_border() {
        for (rows, cols) in [(1, 1), (2, 4), (5, 2), (0, 3), (3, 0)] {
            assert_same!(frame(rows, cols), Array2::ones((rows, cols)));
        }
    }

    #[test]
    fn each_row_has_its_1_in_the_column_of_its_label() {
        let rows = one_hot(&[2, 0, 2], 4).unwrap();
        let (two, zero) = ([0.0, 0.0, 1.0, 0.0], [1.0, 0.0, 0.0, 0.0]);
        assert_same!(rows, array![two, zero, two]);
        assert_same!(rows.sum_axis(Axis(1)), Array1::ones(3), "one 1 in each row");
        assert_shape!(one_hot(&[], 4).unwrap(), [0, 4], "no labels, no rows");
    }

    #[test]
    fn the_first_label_that_is_not_below_k_is_the_error() {
        let error = |row, label, k| Err(LabelError { row, label, k });
        assert_eq!(one_hot(&[2, 3, 0, 9], 3), error(1, 3, 3), "classes 0, 1, 2");
        assert_eq!(one_hot(&[0], 0), error(0, 0, 0), "no classes");
    }
}
